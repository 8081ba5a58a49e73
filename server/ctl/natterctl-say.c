/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <errno.h>
#include <string.h>
#include <unistd.h>

#include "natterctl-commands.h"
#include "natterctl-error.h"
#include "natterctl-show.h"
#include "natterctl-talk.h"
#include "shared/natter-framer.h"
#include "shared/natter-limits.h"
#include "shared/natter-text.h"

/* say ROOM TEXT, say ROOM - */

#define PATIENCE 60
#define PIECE    (64 * 1024)

typedef struct
{
  NatterctlTalk talk;
  const char *room;
  NatterFramer framer;
} Saying;

static gboolean
say (Saying *self,
     const char *text,
     gsize length,
     GError **error)
{
  g_autofree char *valid = g_utf8_make_valid (text, (gssize) length);
  g_autoptr (JsonObject) answer = NULL;

  if (natter_text_is_blank (valid, strlen (valid)))
    return TRUE;
  answer = natterctl_talk_say (&self->talk, self->room, valid, error);
  if (answer != NULL && self->talk.options->json)
    natterctl_show_json (answer);
  return answer != NULL;
}

static gboolean
say_lines (Saying *self,
           GError **error)
{
  const char *data;
  gsize length;
  NatterFramerStatus status;

  while ((status = natter_framer_next (&self->framer, &data, &length)) != NATTER_FRAMER_MORE)
    if (!say (self, data, length, error))
      return FALSE;
  return TRUE;
}

/* Bytes of standard input; 0: its end; -1: an error. Meanwhile the server is answered. */
static gssize
read_input (Saying *self,
            guint8 *piece,
            GError **error)
{
  for (;;)
    {
      g_autoptr (GError) cause = NULL;
      gssize got;

      if (!natterctl_wire_wait (self->talk.wire, STDIN_FILENO, &cause))
        {
          if (!natterctl_talk_again (&self->talk, error))
            return -1;
          continue;
        }
      got = read (STDIN_FILENO, piece, PIECE);
      if (got >= 0)
        return got;
      if (errno != EINTR && errno != EAGAIN)
        {
          g_set_error (error, NATTERCTL_ERROR, NATTERCTL_ERROR_FAILED, _ ("Cannot read: %s"), g_strerror (errno));
          return -1;
        }
    }
}

static gboolean
say_input_by_line (Saying *self,
                   GError **error)
{
  guint8 piece[PIECE];
  gboolean good = TRUE;
  gssize got = 0;

  natter_framer_init (&self->framer, NATTER_LIMIT_LINE_MOST);
  while (good && (got = read_input (self, piece, error)) > 0)
    {
      natter_framer_feed (&self->framer, piece, (gsize) got);
      good = say_lines (self, error);
      natter_framer_settle (&self->framer);
    }
  if (good && got == 0 && natter_framer_get_partial_length (&self->framer) > 0)
    {
      /* a last line without its end */
      natter_framer_feed (&self->framer, (const guint8 *) "\n", 1);
      good = say_lines (self, error);
      natter_framer_settle (&self->framer);
    }
  natter_framer_clear (&self->framer);
  return good && got == 0;
}

static gboolean
say_input_whole (Saying *self,
                 GError **error)
{
  g_autoptr (GByteArray) all = g_byte_array_new ();
  guint8 piece[PIECE];
  gssize got;

  while ((got = read_input (self, piece, error)) > 0)
    {
      g_byte_array_append (all, piece, (guint) got);
      if (all->len > NATTER_LIMIT_LINE_MOST)
        {
          g_set_error_literal (error, NATTERCTL_ERROR, NATTERCTL_ERROR_FAILED, _ ("That is too long for one message."));
          return FALSE;
        }
    }
  return got == 0 && say (self, (const char *) all->data, all->len, error);
}

gboolean
natterctl_run_say (const NatterctlOptions *options,
                   const char *const *words,
                   GError **error)
{
  g_autofree char *text = g_strjoinv (" ", (char **) words + 1);
  gboolean from_input = g_str_equal (text, "-");
  Saying self = { .room = words[0][0] == '#' ? words[0] + 1 : words[0] };
  gboolean good;

  if (options->whole && !from_input)
    {
      g_set_error_literal (error, NATTERCTL_ERROR, NATTERCTL_ERROR_USAGE, _ ("--whole is for what comes on standard input: say ROOM -"));
      return FALSE;
    }
  good = natterctl_talk_open (&self.talk, options, PATIENCE, error);
  if (good && from_input)
    good = options->whole ? say_input_whole (&self, error) : say_input_by_line (&self, error);
  else if (good)
    good = say (&self, text, strlen (text), error);
  natterctl_talk_close (&self.talk);
  return good;
}
