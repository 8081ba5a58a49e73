/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#define G_LOG_DOMAIN "natterd"

#include "natterd-desk.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "natterd-desk-private.h"
#include "natterd-storage.h"
#include "server/control/natterd-control.h"
#include "server/service/natterd-inside.h"
#include "shared/natter-json.h"

struct _NatterdDesk
{
  NatterdDeskPlace place;
  NatterdControl *control;
  gboolean *caring; /* owned: counted (g_rc_box) */
};

/* One who is connected: a party inside. */
typedef struct
{
  NatterdInside *inside;
  NatterdControlPeer *peer;
} Visitor;

static void
on_heard (gpointer user_data,
          const NatterEvent *event)
{
  Visitor *self = user_data;

  if (event->kind != NATTER_EVENT_WELCOME)
    natterd_control_tell (self->peer, event);
}

static gpointer
open_visitor (gpointer user_data,
              NatterdControlPeer *peer)
{
  NatterdDesk *desk = user_data;
  Visitor *self = g_new0 (Visitor, 1);

  self->peer = peer;
  self->inside = natterd_inside_open (desk->place.hall, on_heard, self);
  natterd_inside_be_operator (self->inside, NULL);
  return self;
}

static void
close_visitor (gpointer session)
{
  Visitor *self = session;

  natterd_inside_close (self->inside);
  g_free (self);
}

static void
do_command (gpointer session,
            NatterCommand *command)
{
  natterd_inside_do (((Visitor *) session)->inside, command);
}

static void
refuse (gpointer session,
        const GError *error,
        const char *id)
{
  natterd_inside_refuse (((Visitor *) session)->inside, error, id);
}

static void
reload (NatterdDesk *self,
        NatterdControlQuestion *question)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *text = self->place.reload (self->place.user_data, &error);
  g_autoptr (GString) members = g_string_new ("\"text\":");

  if (text == NULL)
    {
      natterd_control_refuse (question, error);
      return;
    }
  natter_json_append_string (members, text);
  natterd_control_answer (question, "done", members->str, -1);
}

static void
ask (gpointer user_data,
     NatterdControlQuestion *question)
{
  NatterdDesk *self = user_data;
  NatterdControlKind kind = natterd_control_question_get_kind (question);
  g_autofree char *path = natterd_storage_dup_path (self->place.options, self->place.config);
  g_autofree char *members = NULL;

  switch (kind)
    {
    case NATTERD_CONTROL_STATUS:
      members = natterd_desk_describe (&self->place);
      natterd_control_answer (question, "status", members, -1);
      break;
    case NATTERD_CONTROL_RELOAD:
      reload (self, question);
      break;
    case NATTERD_CONTROL_CHECK:
    case NATTERD_CONTROL_BACKUP:
      natterd_desk_look_after (self->place.options->ephemeral ? NULL : path, self->caring, question);
      break;
    case NATTERD_CONTROL_N_QUESTIONS:
    default:
      g_assert_not_reached ();
    }
}

static const NatterdControlHouse house = { open_visitor, close_visitor, do_command, refuse, ask };

/* Its life */

/* Under systemd beside what else runs, else where the database is. (transfer full) (nullable): NULL: nowhere */
static char *
dup_path (const NatterdDeskPlace *place)
{
  const char *running = g_getenv ("RUNTIME_DIRECTORY");
  gboolean supervised = running != NULL && running[0] != '\0' && place->options->state_dir == NULL;
  g_autofree char *folder = supervised ? g_strndup (running, strcspn (running, ":")) : natterd_storage_dup_folder (place->options);
  const char *path = place->config->control_socket;

  if (path != NULL && g_path_is_absolute (path))
    return g_strdup (path);
  if (place->options->ephemeral && path == NULL)
    return NULL;
  return place->options->ephemeral ? g_strdup (path) : g_build_filename (folder, path != NULL ? path : "control.sock", NULL);
}

gboolean
natterd_desk_open (const NatterdDeskPlace *place,
                   NatterdDesk **desk,
                   GError **error)
{
  g_autoptr (NatterdDesk) self = g_new0 (NatterdDesk, 1);
  g_autofree char *path = dup_path (place);
  g_autofree char *database = natterd_storage_dup_path (place->options, place->config);
  g_autoptr (GError) cause = NULL;

  *desk = NULL;
  if (!place->options->ephemeral)
    natterd_desk_tidy (database);
  if (path == NULL)
    return TRUE;
  self->place = *place;
  self->caring = g_atomic_rc_box_new0 (gboolean);
  self->control = natterd_control_new (&house, self);
  if (natterd_control_listen (self->control, path, place->config->control_group, &cause))
    *desk = g_steal_pointer (&self);
  else if (place->config->control_socket != NULL || place->config->control_group != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&cause));
      return FALSE;
    }
  else
    g_warning ("%s", cause->message);
  return TRUE;
}

void
natterd_desk_free (NatterdDesk *self)
{
  if (self == NULL)
    return;
  natterd_control_free (self->control);
  g_clear_pointer (&self->caring, g_atomic_rc_box_release);
  g_free (self);
}
