/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "natter-ui-session-private.h"

/* Milliseconds. What is quicker is as good as here, and what would be shown is how busy this program is. */
#define LATENCY_LEAST 5

/* What is shown of the state, computed in one place after whatever happened; and when to look at the clock again. */

guint
natter_ui_session_count_seconds (NatterUiSession *self, gint64 until)
{
  gint64 left = until - natter_ui_session_get_time (self);

  return until != 0 && left > 0 ? (guint) MIN ((left + G_USEC_PER_SEC - 1) / G_USEC_PER_SEC, G_MAXINT) : 0;
}

/* Without what waits. (transfer full) */
static char *
describe_state (NatterUiSession *self)
{
  switch (self->state)
    {
    case NATTER_UI_STATE_CONNECTING:
      if (self->was_online)
        return g_strdup (_ ("Reconnecting…"));
      return g_strdup_printf (_ ("Connecting to %s…"), self->address);

    case NATTER_UI_STATE_LOGIN:
      if (natter_ui_session_needs_password (self))
        return g_strdup (_ ("A password is needed"));
      return g_strdup (self->refused ? _ ("Another name is needed") : _ ("Logging in…"));

    case NATTER_UI_STATE_ONLINE:
      if (self->slow_down > 0)
        return g_strdup_printf (ngettext ("Slow down: %u second", "Slow down: %u seconds", self->slow_down),
                                self->slow_down);
      if (self->latency >= LATENCY_LEAST)
        /* Translators: milliseconds to the server and back */
        return g_strdup_printf (_ ("Connected · %d ms"), self->latency);
      return g_strdup (_ ("Connected"));

    case NATTER_UI_STATE_WAITING:
      if (self->back > 0)
        return g_strdup_printf (ngettext ("The server is restarting · reconnecting in %u second",
                                          "The server is restarting · reconnecting in %u seconds", self->retry_in),
                                self->retry_in);
      return g_strdup_printf (ngettext ("Reconnecting in %u second", "Reconnecting in %u seconds", self->retry_in),
                              self->retry_in);

    case NATTER_UI_STATE_OFFLINE:
    default:
      return g_strdup (_ ("Not connected"));
    }
}

/* (transfer full) */
static char *
describe_status (NatterUiSession *self)
{
  g_autofree char *state = describe_state (self);

  /* Online they wait for no longer than the server takes, and it would flicker. */
  if (self->n_waiting == 0 || (self->state == NATTER_UI_STATE_ONLINE && self->slow_down == 0))
    return g_steal_pointer (&state);

  return g_strdup_printf (ngettext ("%s · %u message waiting", "%s · %u messages waiting", self->n_waiting), state,
                          self->n_waiting);
}

static void
update_uint (NatterUiSession *self, guint *shown, guint now, NatterUiSessionProp prop)
{
  if (*shown == now)
    return;

  *shown = now;
  natter_ui_session_notify (self, prop);
}

static guint
count_unread (NatterUiSession *self)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->rooms));
  guint unread = 0;

  for (guint i = 0; i < n; i++)
    unread += natter_ui_room_get_unread (natter_ui_room_list_get (self->rooms, i));

  return unread;
}

void
natter_ui_session_update_status (NatterUiSession *self)
{
  g_autofree char *text = NULL;

  update_uint (self, &self->retry_in,
               self->state == NATTER_UI_STATE_WAITING ? natter_ui_session_count_seconds (self, self->retry_at) : 0,
               NATTER_UI_SESSION_PROP_RETRY_IN);
  update_uint (self, &self->slow_down,
               natter_ui_session_count_seconds (self, MAX (self->hold_until, natter_ui_session_get_hold (self, self->current))),
               NATTER_UI_SESSION_PROP_SLOW_DOWN);
  update_uint (self, &self->n_waiting, natter_ui_outbox_count (self->outbox, NULL), NATTER_UI_SESSION_PROP_N_WAITING);
  update_uint (self, &self->unread, count_unread (self), NATTER_UI_SESSION_PROP_UNREAD);

  text = describe_status (self);
  if (g_str_equal (text, self->status_text))
    return;

  g_free (self->status_text);
  self->status_text = g_steal_pointer (&text);
  natter_ui_session_notify (self, NATTER_UI_SESSION_PROP_STATUS_TEXT);
}

/* The moment before @until at which it is one second less. */
static gint64
get_next_second (NatterUiSession *self, gint64 until)
{
  guint seconds = natter_ui_session_count_seconds (self, until);

  return seconds > 1 ? until - (gint64) (seconds - 1) * G_USEC_PER_SEC : until;
}

static void
sooner (gint64 *wake, gint64 time)
{
  if (time != 0 && (*wake == 0 || time < *wake))
    *wake = time;
}

/* Where something waits for its turn, and where somebody looks at how long it will take. */
static void
wake_for_rooms (NatterUiSession *self, gint64 *wake)
{
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->rooms)); i++)
    {
      NatterUiRoom *room = natter_ui_room_list_get (self->rooms, i);
      gint64 until = natter_ui_session_get_hold (self, room);

      if (until != 0 && room == self->current)
        sooner (wake, get_next_second (self, until));
      else if (until != 0 && natter_ui_outbox_count (self->outbox, room) > 0)
        sooner (wake, until);
    }
}

static void
set_alarm (NatterUiSession *self)
{
  gint64 now = natter_ui_session_get_time (self);
  gint64 wake = 0;

  sooner (&wake, self->answer_by);
  if (self->state == NATTER_UI_STATE_WAITING)
    sooner (&wake, get_next_second (self, self->retry_at));
  if (self->state == NATTER_UI_STATE_ONLINE)
    {
      sooner (&wake, self->ping_at);
      if (self->hold_until > now)
        sooner (&wake, get_next_second (self, self->hold_until));
      if (self->resume_at > now)
        sooner (&wake, self->resume_at);
      sooner (&wake, self->tell_at);
      wake_for_rooms (self, &wake);
    }

  self->ports.wake_at (self->ports.data, wake);
}

void
natter_ui_session_settle (NatterUiSession *self)
{
  g_return_if_fail (NATTER_UI_IS_SESSION (self));

  /* Whoever is told of a change may call us back: then once more, at the end. */
  self->unsettled = TRUE;
  if (self->settling)
    return;

  self->settling = TRUE;
  g_object_ref (self);
  while (self->unsettled)
    {
      self->unsettled = FALSE;
      natter_ui_session_pump (self);
      natter_ui_session_read_on (self);
      for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->rooms)); i++)
        natter_ui_message_list_flush (natter_ui_room_get_messages (natter_ui_room_list_get (self->rooms, i)));
      natter_ui_session_update_status (self);
    }
  set_alarm (self);
  self->settling = FALSE;
  g_object_unref (self);
}
