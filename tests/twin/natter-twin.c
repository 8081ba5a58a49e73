/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <gio/gunixinputstream.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "gui-client/model/natter-ui-missed.h"
#include "gui-client/model/natter-ui-nearby-list.h"
#include "gui-client/model/natter-ui-search.h"
#include "gui-client/model/natter-ui-session.h"
#include "gui-client/model/natter-ui-wake.h"
#include "shared/natter-avahi.h"

/* The desktop client without its desktop: the whole model, driven by lines on standard input, each answered by one on standard output.
 * "natter-twin FOLDER": what it keeps is kept there. What it does not know, or cannot do, it says as "no: …".
 *
 *   open ADDRESS NAME [PASSWORD] · join ROOM · say ROOM TEXT · older ROOM · newest ROOM · goto ROOM SEQ · now · away · here
 *   wary (as if no server were on this computer) · expect KEY, or how it begins (of the server that is opened next) · accept [WORD] (it is the server that is meant)
 *   read ROOM · look ROOM · search TEXT · close · logout
 *   browse (looks for servers on the network) · wake (watches the network, as the window does)
 *   trust · key (its words) · state · status · waiting · outbox · list ROOM · last ROOM · notices ROOM · unread ROOM · found · missed · rooms · nearby · longest (ms that a turn of the loop took)
 *   present ROOM (says nothing where it is)
 *   wait WHAT…: the same, until it is as it says: "wait state online", "wait waiting 0", "wait list lobby alice: hi|bob: ho" */

typedef struct
{
  NatterUiSession *session;
  NatterUiSearch *search;
  NatterUiNearbyList *nearby;
  NatterUiWake *wake; /* (nullable) */
  GDataInputStream *in;
  gboolean over; /* nobody drives it any more */
  char *wanted;  /* (nullable) what is waited for */
} Twin;

/* µs: what the loop did between two waits, which is what a person would feel, at its longest; and when it last woke. */
static gint64 longest, woken;

static int
poll_cb (GPollFD *fds, guint n, int timeout)
{
  int result;

  if (woken != 0)
    longest = MAX (longest, g_get_monotonic_time () - woken);
  result = g_poll (fds, n, timeout);
  woken = g_get_monotonic_time ();
  return result;
}

static void read_next (Twin *self);

static void
answer (const char *format, ...) G_GNUC_PRINTF (1, 2);

static void
answer (const char *format, ...)
{
  va_list args;

  va_start (args, format);
  vprintf (format, args);
  va_end (args);
  putchar ('\n');
  fflush (stdout);
}

static NatterUiRoom *
find_room (Twin *self, const char *name)
{
  return name != NULL ? natter_ui_room_list_find (natter_ui_session_get_rooms (self->session), name) : NULL;
}

static void
append_message (GString *out, NatterUiMessage *message)
{
  static const char *const marks[] = { "", "?", ">", "x" };

  g_string_append_printf (out, "%s%s%s: %s", out->len > 0 ? "|" : "", marks[natter_ui_message_get_delivery (message)],
                          natter_ui_message_get_from (message), natter_ui_message_get_text (message));
}

/* What people said, the last @n of it. */
static char *
dup_list (Twin *self, const char *name, guint n)
{
  NatterUiRoom *room = find_room (self, name);
  GListModel *list = room != NULL ? G_LIST_MODEL (natter_ui_room_get_messages (room)) : NULL;
  guint total = list != NULL ? g_list_model_get_n_items (list) : 0;
  GString *out = g_string_new (NULL);

  for (guint i = total > n ? total - n : 0; i < total; i++)
    {
      g_autoptr (NatterUiMessage) message = g_list_model_get_item (list, i);

      if (natter_ui_message_get_kind (message) <= NATTER_UI_MESSAGE_ME)
        append_message (out, message);
    }
  return g_string_free (out, FALSE);
}

/* Comings and goings, as they are told. */
static char *
dup_notices (Twin *self, const char *name)
{
  NatterUiRoom *room = find_room (self, name);
  GListModel *list = room != NULL ? G_LIST_MODEL (natter_ui_room_get_messages (room)) : NULL;
  GString *out = g_string_new (NULL);

  for (guint i = 0; list != NULL && i < g_list_model_get_n_items (list); i++)
    {
      g_autoptr (NatterUiMessage) message = g_list_model_get_item (list, i);

      if (natter_ui_message_get_kind (message) > NATTER_UI_MESSAGE_TOPIC)
        g_string_append_printf (out, "%s%s", out->len > 0 ? "|" : "", natter_ui_message_get_text (message));
    }
  return g_string_free (out, FALSE);
}

/* What is not recorded yet, in all rooms, in order. */
static char *
dup_outbox (Twin *self)
{
  GListModel *rooms = G_LIST_MODEL (natter_ui_session_get_rooms (self->session));
  GString *out = g_string_new (NULL);

  for (guint i = 0; i < g_list_model_get_n_items (rooms); i++)
    {
      g_autoptr (NatterUiRoom) room = g_list_model_get_item (rooms, i);
      GListModel *list = G_LIST_MODEL (natter_ui_room_get_messages (room));

      for (guint j = 0; j < g_list_model_get_n_items (list); j++)
        {
          g_autoptr (NatterUiMessage) message = g_list_model_get_item (list, j);

          if (natter_ui_message_get_delivery (message) != NATTER_UI_DELIVERY_DELIVERED)
            append_message (out, message);
        }
    }
  return g_string_free (out, FALSE);
}

static char *
dup_found (Twin *self)
{
  GString *out = g_string_new (NULL);

  if (natter_ui_search_get_searching (self->search))
    return g_string_free (g_string_append (out, "searching"), FALSE);
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->search)); i++)
    {
      g_autoptr (NatterUiFound) found = g_list_model_get_item (G_LIST_MODEL (self->search), i);

      append_message (out, natter_ui_found_get_message (found));
    }
  return g_string_free (out, FALSE);
}

static char *
dup_missed (Twin *self)
{
  GListModel *missed = natter_ui_session_get_missed (self->session);
  GString *out = g_string_new (NULL);

  for (guint i = 0; i < g_list_model_get_n_items (missed); i++)
    {
      g_autoptr (NatterUiMissed) item = g_list_model_get_item (missed, i);

      append_message (out, natter_ui_missed_get_message (item));
    }
  return g_string_free (out, FALSE);
}

static char *
dup_rooms (Twin *self)
{
  GListModel *rooms = G_LIST_MODEL (natter_ui_session_get_rooms (self->session));
  GString *out = g_string_new (NULL);

  for (guint i = 0; i < g_list_model_get_n_items (rooms); i++)
    {
      g_autoptr (NatterUiRoom) room = g_list_model_get_item (rooms, i);

      g_string_append_printf (out, "%s%s%s", i > 0 ? "|" : "", natter_ui_room_get_name (room),
                              natter_ui_room_get_joined (room) ? "" : "?");
    }
  return g_string_free (out, FALSE);
}

static char *
dup_nearby (Twin *self)
{
  GString *out = g_string_new (NULL);

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->nearby)); i++)
    {
      g_autoptr (NatterUiNearby) server = g_list_model_get_item (G_LIST_MODEL (self->nearby), i);
      const char *prefix = natter_ui_nearby_get_key_prefix (server);

      g_string_append_printf (out, "%s%s;%s;%s;%d;%s;%s", i > 0 ? "|" : "", natter_ui_nearby_get_title (server), natter_ui_nearby_get_host (server),
                              natter_ui_nearby_get_address (server), natter_ui_nearby_get_people (server),
                              natter_ui_nearby_get_guests (server) ? "guests" : "accounts", prefix != NULL ? prefix : "");
    }
  return g_string_free (out, FALSE);
}

static char *
dup_status (Twin *self)
{
  const GError *error = natter_ui_session_get_error (self->session);

  return g_strdup_printf ("%s%s%s", natter_ui_session_get_status_text (self->session), error != NULL ? ": " : "",
                          error != NULL ? error->message : "");
}

static char *
dup_trust (Twin *self)
{
  static const char *const words[] = { "unknown", "local", "vouched", "pinned", "bare-agreed", "first", "changed", "bare", "stripped" };

  return g_strdup (words[natter_ui_session_get_trust (self->session)]);
}

static char *
dup_key (Twin *self)
{
  const NatterKey *key = natter_ui_session_get_key (self->session);

  return key != NULL ? natter_key_to_phrase (key, " ") : g_strdup ("none");
}

/* (transfer full) (nullable): NULL: not a question. */
static char *
dup_report (Twin *self, const char *what, const char *room)
{
  static const char *const states[] = { "offline", "connecting", "login", "online", "waiting" };
  NatterUiRoom *found = find_room (self, room);

  if (g_str_equal (what, "state"))
    return g_strdup (states[natter_ui_session_get_state (self->session)]);
  if (g_str_equal (what, "status"))
    return dup_status (self);
  if (g_str_equal (what, "trust"))
    return dup_trust (self);
  if (g_str_equal (what, "key"))
    return dup_key (self);
  if (g_str_equal (what, "waiting"))
    return g_strdup_printf ("%u", natter_ui_session_get_n_waiting (self->session));
  if (g_str_equal (what, "outbox"))
    return dup_outbox (self);
  if (g_str_equal (what, "present"))
    return g_strdup (found != NULL ? "" : "no");
  if (g_str_equal (what, "list"))
    return dup_list (self, room, G_MAXUINT);
  if (g_str_equal (what, "last"))
    return dup_list (self, room, 1);
  if (g_str_equal (what, "notices"))
    return dup_notices (self, room);
  if (g_str_equal (what, "unread"))
    return g_strdup_printf ("%u", found != NULL ? natter_ui_room_get_unread (found) : 0);
  if (g_str_equal (what, "found"))
    return dup_found (self);
  if (g_str_equal (what, "missed"))
    return dup_missed (self);
  if (g_str_equal (what, "rooms"))
    return dup_rooms (self);
  if (g_str_equal (what, "nearby"))
    return dup_nearby (self);
  if (g_str_equal (what, "longest"))
    return g_strdup_printf ("%" G_GINT64_FORMAT, longest / 1000);
  return NULL;
}

/* "state online", "list lobby alice: hi" */
static gboolean
holds (Twin *self, const char *wanted)
{
  static const char *const of_a_room[] = { "list", "last", "present", "notices", "unread", NULL };
  g_auto (GStrv) words = g_strsplit (wanted, " ", 2);
  const char *rest = words[0] != NULL && words[1] != NULL ? words[1] : "";
  gboolean has_room = g_strv_contains (of_a_room, words[0]);
  g_auto (GStrv) parts = g_strsplit (rest, " ", 2);
  g_autofree char *now = dup_report (self, words[0], has_room ? parts[0] : NULL);

  if (has_room)
    rest = parts[0] != NULL && parts[1] != NULL ? parts[1] : "";
  return g_strcmp0 (now, rest) == 0;
}

static gboolean
open_session (Twin *self, const char *arguments, GError **error)
{
  g_auto (GStrv) words = g_strsplit (arguments, " ", 3);

  if (g_strv_length (words) < 2)
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT, "open ADDRESS NAME [PASSWORD]");
      return FALSE;
    }

  return natter_ui_session_open (self->session, words[0], words[1], error) &&
         (words[2] == NULL || natter_ui_session_log_in_with (self->session, words[1], words[2], error));
}

static gboolean
act_in_room (Twin *self, const char *verb, const char *arguments, GError **error)
{
  g_auto (GStrv) words = g_strsplit (arguments, " ", 2);
  NatterUiRoom *room = find_room (self, words[0]);

  if (room == NULL)
    g_set_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND, "there is no room %s", words[0]);
  else if (g_str_equal (verb, "say"))
    return natter_ui_session_submit (self->session, room, words[1] != NULL ? words[1] : "", error);
  else if (g_str_equal (verb, "older"))
    natter_ui_session_load_older (self->session, room);
  else if (g_str_equal (verb, "newest"))
    natter_ui_session_go_to_newest (self->session, room);
  else if (g_str_equal (verb, "goto") && words[1] != NULL)
    natter_ui_session_go_to (self->session, room, g_ascii_strtoull (words[1], NULL, 10));
  else if (g_str_equal (verb, "read"))
    natter_ui_session_mark_read (self->session, room);
  else if (g_str_equal (verb, "look"))
    natter_ui_session_set_current_room (self->session, room);
  else
    g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT, "nobody knows %s", verb);
  return *error == NULL;
}

static gboolean
expect (Twin *self, const char *text, GError **error)
{
  NatterKey key;

  if (strlen (text) == NATTER_AVAHI_KEY)
    {
      natter_ui_session_expect (self->session, NULL, text);
      return TRUE;
    }
  if (!natter_key_from_text (text, &key, error))
    return FALSE;

  natter_ui_session_expect (self->session, &key, NULL);
  return TRUE;
}

static gboolean
accept_server (Twin *self, const char *word, GError **error)
{
  if (natter_ui_session_accept (self->session, word))
    return TRUE;

  g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_PERMISSION_DENIED, "not accepted");
  return FALSE;
}

static gboolean
act (Twin *self, const char *verb, const char *arguments, GError **error)
{
  if (g_str_equal (verb, "open"))
    return open_session (self, arguments, error);
  if (g_str_equal (verb, "join"))
    return natter_ui_session_join (self->session, arguments, error);
  if (g_str_equal (verb, "expect"))
    return expect (self, arguments, error);
  if (g_str_equal (verb, "accept"))
    return accept_server (self, arguments, error);
  if (g_str_equal (verb, "wary"))
    natter_ui_session_set_wary (self->session, TRUE);
  else if (g_str_equal (verb, "now"))
    natter_ui_session_try_now (self->session);
  else if (g_str_equal (verb, "away") || g_str_equal (verb, "here"))
    natter_ui_session_set_attentive (self->session, verb[0] == 'h');
  else if (g_str_equal (verb, "search"))
    natter_ui_search_set_text (self->search, arguments, NULL);
  else if (g_str_equal (verb, "browse"))
    natter_ui_nearby_list_set_looking (self->nearby, TRUE);
  else if (g_str_equal (verb, "wake") && self->wake == NULL)
    self->wake = natter_ui_wake_new (self->session);
  else if (g_str_equal (verb, "close"))
    natter_ui_session_close (self->session);
  else if (g_str_equal (verb, "logout"))
    natter_ui_session_log_out (self->session);
  else
    return act_in_room (self, verb, arguments, error);
  return TRUE;
}

static void
obey (Twin *self, const char *line)
{
  g_auto (GStrv) words = g_strsplit (line, " ", 2);
  const char *arguments = words[0] != NULL && words[1] != NULL ? words[1] : "";
  g_autofree char *report = words[0] != NULL ? dup_report (self, words[0], arguments) : NULL;
  g_autoptr (GError) error = NULL;

  if (report != NULL)
    answer ("%s", report);
  else if (words[0] != NULL && act (self, words[0], arguments, &error))
    answer ("ok");
  else
    answer ("no: %s", error != NULL ? error->message : "what?");
}

/* After every turn of the loop: is it as it was to be? */
static void
look (Twin *self)
{
  if (self->wanted == NULL || !holds (self, self->wanted))
    return;

  g_clear_pointer (&self->wanted, g_free);
  answer ("ok");
}

static void
line_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Twin *self = user_data;
  g_autofree char *line = g_data_input_stream_read_line_finish (self->in, result, NULL, NULL);

  if (line == NULL)
    {
      self->over = TRUE;
      return;
    }

  if (g_str_has_prefix (line, "wait "))
    {
      g_free (self->wanted);
      self->wanted = g_strdup (line + strlen ("wait "));
      look (self);
    }
  else
    {
      /* Any other line ends the waiting. */
      g_clear_pointer (&self->wanted, g_free);
      obey (self, line);
    }
  read_next (self);
}

static void
read_next (Twin *self)
{
  g_data_input_stream_read_line_async (self->in, G_PRIORITY_DEFAULT, NULL, line_cb, self);
}

int
main (int argc, char **argv)
{
  Twin self = { 0 };
  g_autoptr (GInputStream) in = g_unix_input_stream_new (STDIN_FILENO, FALSE);
  g_autoptr (NatterUiKnown) known = NULL;
  g_autofree char *path = NULL;

  if (argc != 2)
    return 2;

  path = g_build_filename (argv[1], "known-servers.ini", NULL);

  self.session = natter_ui_session_new ();
  natter_ui_session_set_folder (self.session, argv[1]);
  known = natter_ui_known_new (path);
  natter_ui_session_set_known (self.session, known);
  self.search = natter_ui_search_new (self.session);
  self.nearby = natter_ui_nearby_list_new ();
  self.in = g_data_input_stream_new (in);
  g_main_context_set_poll_func (NULL, poll_cb);
  answer ("ready");
  read_next (&self);

  while (!self.over)
    {
      g_main_context_iteration (NULL, TRUE);
      look (&self);
    }

  g_object_unref (self.in);
  g_clear_pointer (&self.wake, natter_ui_wake_free);
  g_object_unref (self.nearby);
  g_object_unref (self.search);
  g_object_unref (self.session);
  g_free (self.wanted);
  return 0;
}
