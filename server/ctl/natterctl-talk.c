/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "natterctl-talk.h"

#include <glib/gi18n-lib.h>

#include "natterctl-connect.h"
#include "natterctl-error.h"
#include "natterctl-line.h"
#include "shared/natter-error.h"

#define LONGEST_PAUSE 30

gboolean
natterctl_talk_open (NatterctlTalk *self,
                     const NatterctlOptions *options,
                     guint patience,
                     GError **error)
{
  g_autofree char *uuid = g_uuid_string_random ();

  *self = (NatterctlTalk){ .options = options, .patience = patience };
  self->prefix = g_strndup (uuid, 18);
  self->wire = natterctl_connect (options, error);
  return self->wire != NULL;
}

void
natterctl_talk_close (NatterctlTalk *self)
{
  g_clear_pointer (&self->wire, natterctl_wire_free);
  g_clear_pointer (&self->prefix, g_free);
}

static void
sleep_for (guint seconds)
{
  g_usleep (seconds * (gulong) G_USEC_PER_SEC);
}

gboolean
natterctl_talk_may_go_on (const GError *error)
{
  return g_error_matches (error, NATTERCTL_ERROR, NATTERCTL_ERROR_NO_SERVER) ||
         g_error_matches (error, NATTER_ERROR, NATTER_ERROR_SHUTTING_DOWN) ||
         g_error_matches (error, NATTER_ERROR, NATTER_ERROR_SERVER_FULL) ||
         g_error_matches (error, NATTER_ERROR, NATTER_ERROR_IDLE_TIMEOUT) ||
         g_error_matches (error, NATTER_ERROR, NATTER_ERROR_TOO_SLOW);
}

gboolean
natterctl_talk_again (NatterctlTalk *self,
                      GError **error)
{
  guint waited = 0;

  g_clear_pointer (&self->wire, natterctl_wire_free);
  for (guint pause = 1;; pause = MIN (pause * 2, LONGEST_PAUSE))
    {
      g_autoptr (GError) cause = NULL;

      self->wire = natterctl_connect (self->options, &cause);
      if (self->wire != NULL)
        return TRUE;
      if (!natterctl_talk_may_go_on (cause) || (self->patience > 0 && waited >= self->patience))
        {
          g_propagate_error (error, g_steal_pointer (&cause));
          return FALSE;
        }
      if (waited == 0)
        g_printerr (_ ("natterctl: %s Trying again…\n"), cause->message);
      sleep_for (pause);
      waited += pause;
    }
}

static JsonObject *
try_to_say (NatterctlTalk *self,
            const char *const room_and_text[2],
            const char *id,
            GError **error)
{
  GString *line = natterctl_line_new ("say");

  natterctl_line_add (line, "room", room_and_text[0]);
  natterctl_line_add (line, "text", room_and_text[1]);
  return natterctl_wire_ask (self->wire, line, id, error);
}

/* Seconds to wait before the same is sent again; -1: that makes no sense. */
static int
get_pause (const NatterctlTalk *self,
           const GError *error,
           guint waited)
{
  if (g_error_matches (error, NATTER_ERROR, NATTER_ERROR_SLOW_DOWN))
    return (int) MAX (natterctl_wire_get_pause (self->wire), 1);
  if (g_error_matches (error, NATTER_ERROR, NATTER_ERROR_STORAGE_UNAVAILABLE) && waited < self->patience)
    return 2;
  return -1;
}

JsonObject *
natterctl_talk_say (NatterctlTalk *self,
                    const char *room,
                    const char *text,
                    GError **error)
{
  g_autofree char *id = g_strdup_printf ("%s-%" G_GUINT64_FORMAT, self->prefix, ++self->n_sent);
  guint waited = 0;

  for (;;)
    {
      g_autoptr (GError) cause = NULL;
      JsonObject *answer = try_to_say (self, (const char *const[2]){ room, text }, id, &cause);
      int pause = answer == NULL ? get_pause (self, cause, waited) : 0;

      if (answer != NULL)
        return answer;
      if (pause >= 0)
        {
          sleep_for ((guint) pause);
          waited += (guint) pause;
        }
      else if (!natterctl_talk_may_go_on (cause) || !natterctl_talk_again (self, error))
        {
          if (error != NULL && *error == NULL)
            g_propagate_error (error, g_steal_pointer (&cause));
          return NULL;
        }
    }
}
