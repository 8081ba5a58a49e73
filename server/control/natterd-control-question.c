/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <unistd.h>

#include "natterd-control-private.h"
#include "shared/natter-json.h"

struct _NatterdControlQuestion
{
  NatterdControlPeer *peer; /* (nullable) NULL: nobody waits any more */
  NatterdControlKind kind;
  char *id; /* (nullable) owned */
};

static const char *const words[] = { "status", "reload", "check", "backup" };

G_STATIC_ASSERT (G_N_ELEMENTS (words) == NATTERD_CONTROL_N_QUESTIONS);

gboolean
natterd_control_find_kind (const char *word,
                           NatterdControlKind *kind)
{
  for (guint i = 0; word != NULL && i < G_N_ELEMENTS (words); i++)
    if (g_str_equal (words[i], word))
      {
        *kind = (NatterdControlKind) i;
        return TRUE;
      }
  return FALSE;
}

NatterdControlKind
natterd_control_question_get_kind (const NatterdControlQuestion *question)
{
  return question->kind;
}

void
natterd_control_peer_ask (NatterdControlPeer *self,
                          NatterdControlKind kind,
                          const char *id)
{
  NatterdControlQuestion *question = g_new0 (NatterdControlQuestion, 1);

  question->peer = self;
  question->kind = kind;
  question->id = g_strdup (id);
  self->question = question;
  self->fenced = self->busy;
  if (self->fenced)
    natterd_control_peer_set_fence (self);
  else
    natterd_control_peer_go_on (self);
}

void
natterd_control_peer_go_on (NatterdControlPeer *self)
{
  gpointer user_data;
  const NatterdControlHouse *house = natterd_control_get_house (self->control, &user_data);

  self->fenced = FALSE;
  house->ask (user_data, self->question);
}

static void
question_free (NatterdControlQuestion *self)
{
  g_free (self->id);
  g_free (self);
}

void
natterd_control_peer_drop_question (NatterdControlPeer *self)
{
  NatterdControlQuestion *question = g_steal_pointer (&self->question);

  if (question == NULL)
    return;
  question->peer = NULL;
  if (self->fenced) /* nobody else has it */
    question_free (question);
}

static void
finish (NatterdControlQuestion *question,
        const GString *line,
        int fd)
{
  NatterdControlPeer *peer = question->peer;

  if (peer != NULL)
    {
      peer->question = NULL;
      natterd_control_peer_send (peer, line->str, line->len, fd);
    }
  else if (fd >= 0)
    close (fd);
  question_free (question);
}

void
natterd_control_answer (NatterdControlQuestion *question,
                        const char *ev,
                        const char *members,
                        int fd)
{
  g_autoptr (GString) line = g_string_new (NULL);

  g_string_append_printf (line, "{\"ev\":\"%s\"", ev);
  if (question->id != NULL)
    {
      g_string_append (line, ",\"re\":");
      natter_json_append_string (line, question->id);
    }
  if (members != NULL && members[0] != '\0')
    g_string_append_printf (line, ",%s", members);
  g_string_append_c (line, '}');
  finish (question, line, fd);
}

void
natterd_control_refuse (NatterdControlQuestion *question,
                        const GError *error)
{
  g_autoptr (NatterEvent) event = natter_event_new_error (error, question->id, NULL);
  g_autoptr (GString) line = g_string_new (NULL);

  natter_json_encode_event (event, line);
  finish (question, line, -1);
}
