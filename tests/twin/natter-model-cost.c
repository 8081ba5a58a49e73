/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <stdio.h>

#include "gui-client/model/natter-ui-cache.h"
#include "gui-client/model/natter-ui-search.h"
#include "gui-client/model/natter-ui-session-ports.h"

/* What the model costs with 50 rooms and 100,000 messages kept: by hand, "natter-model-cost FOLDER", in an empty folder. It talks to
 * nobody: its server is in here. */

#define ROOMS    50
#define MESSAGES 2000 /* a room */

static gint64
get_time (gpointer data)
{
  return g_get_monotonic_time ();
}

static gint64
get_real_time (gpointer data)
{
  return g_get_real_time ();
}

static guint32
get_random (gpointer data)
{
  return g_random_int ();
}

static void
dial (gpointer data, const char *host, guint16 port, NatterUiWay way)
{
}

static gboolean
send_command (gpointer data, const NatterCommand *command)
{
  return TRUE;
}

static void
hang_up (gpointer data, gboolean gently)
{
}

static void
wake_at (gpointer data, gint64 time)
{
}

/* What the loop did between two waits: the longest of it is what a person would feel. */
static gint64 longest, woken; /* µs */

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

static void
turn (void)
{
  g_main_context_iteration (NULL, TRUE);
}

static void
tell (const char *what, gint64 since)
{
  printf ("%-58s %8.1f ms, longest turn %5.1f ms\n", what, (double) (g_get_monotonic_time () - since) / 1000.0,
          (double) longest / 1000.0);
  longest = 0;
  woken = 0;
}

static NatterUiSession *
new_session (const char *folder)
{
  NatterUiPorts ports = { get_time, get_real_time, get_random, dial, send_command, hang_up, wake_at, NULL, NULL };
  NatterUiSession *session = natter_ui_session_new_with_ports (&ports);

  natter_ui_session_set_folder (session, folder);
  return session;
}

static void
take (NatterUiSession *session, NatterEventKind kind, const char *room, guint64 seq)
{
  g_autoptr (NatterEvent) event = natter_event_new (kind);

  event->room = g_strdup (room);
  event->name = g_strdup ("alice");
  event->epoch = g_strdup ("E");
  event->seq = seq;
  event->text = g_strdup ("Tea");
  event->people = kind == NATTER_EVENT_ENTERED ? g_ptr_array_new_with_free_func ((GDestroyNotify) natter_person_free) : NULL;
  natter_ui_session_take_event (session, event);
}

static void
say (NatterUiSession *session, const char *room, guint64 seq)
{
  g_autoptr (NatterEvent) event = natter_event_new (NATTER_EVENT_SAID);
  g_autofree char *text = g_strdup_printf ("message %" G_GUINT64_FORMAT " of many, about cake, tea and the weather in the garden", seq);

  event->room = g_strdup (room);
  event->message = natter_message_new (NATTER_MESSAGE_SAY, room, "bob", text, NULL);
  event->message->seq = seq;
  event->message->time = G_GINT64_CONSTANT (1700000000000000) + (gint64) seq * G_USEC_PER_SEC;
  natter_ui_session_reduce (session, event);
}

static void
log_in (NatterUiSession *session)
{
  natter_ui_session_take_opened (session);
  while (natter_ui_session_get_state (session) != NATTER_UI_STATE_ONLINE)
    {
      take (session, NATTER_EVENT_HELLO, "room0", 0);
      if (natter_ui_session_get_state (session) != NATTER_UI_STATE_ONLINE)
        turn ();
    }
}

static void
fill (const char *folder)
{
  NatterUiSession *session = new_session (folder);
  gint64 before = g_get_monotonic_time ();

  natter_ui_session_open (session, "localhost", "alice", NULL);
  log_in (session);
  for (guint i = 0; i < ROOMS; i++)
    {
      g_autofree char *room = g_strdup_printf ("room%u", i);

      take (session, NATTER_EVENT_ENTERED, room, 0);
      for (guint seq = 1; seq <= MESSAGES; seq++)
        {
          say (session, room, seq);
          if (seq % 100 == 0)
            natter_ui_session_settle (session);
        }
      while (g_main_context_iteration (NULL, FALSE))
        ;
    }
  g_object_unref (session);
  tell ("filled: 100,000 messages in 50 rooms, and written", before);
}

static guint
count (NatterUiSession *session)
{
  NatterUiRoom *room = natter_ui_session_get_current_room (session);

  return room != NULL ? g_list_model_get_n_items (G_LIST_MODEL (natter_ui_room_get_messages (room))) : 0;
}

static void
type (NatterUiSession *session)
{
  NatterUiRoom *room = natter_ui_session_get_current_room (session);
  gint64 most = 0, before = g_get_monotonic_time ();

  for (guint i = 0; i < 900; i++)
    {
      gint64 start = g_get_monotonic_time ();

      natter_ui_session_submit (session, room, "typed while nobody is there", NULL);
      most = MAX (most, g_get_monotonic_time () - start);
    }
  printf ("typed, each safe from a kill: 900, %.3f ms each, the longest %.1f ms\n",
          (double) (g_get_monotonic_time () - before) / 900000.0, (double) most / 1000.0);
  natter_ui_session_discard_waiting (session);
}

static void
find (NatterUiSession *session, const char *text)
{
  g_autoptr (NatterUiSearch) search = natter_ui_search_new (session);
  gint64 before = g_get_monotonic_time ();
  g_autofree char *what = NULL;

  natter_ui_search_set_text (search, text, NULL);
  while (natter_ui_search_get_searching (search))
    turn ();
  what = g_strdup_printf ("searched here for \"%s\" (150 ms of it typing): %u", text, g_list_model_get_n_items (G_LIST_MODEL (search)));
  tell (what, before);
}

static void
travel (NatterUiSession *session, guint64 seq)
{
  NatterUiRoom *room = natter_ui_session_get_current_room (session);
  gint64 before = g_get_monotonic_time ();

  natter_ui_session_go_to (session, room, seq);
  while (natter_ui_message_get_seq (natter_ui_message_list_get (natter_ui_room_get_messages (room), 0)) > seq)
    turn ();
  tell ("to a message far back", before);
  natter_ui_session_go_to_newest (session, room);
  while (natter_ui_message_list_get_newer (natter_ui_room_get_messages (room)))
    turn ();
}

static void
burst (NatterUiSession *session)
{
  gint64 before = g_get_monotonic_time ();

  log_in (session);
  take (session, NATTER_EVENT_ENTERED, "room0", MESSAGES);
  for (guint seq = MESSAGES + 1; seq <= MESSAGES + 10000; seq++)
    {
      say (session, "room0", seq);
      if (seq % 50 == 0)
        {
          natter_ui_session_settle (session);
          while (g_main_context_iteration (NULL, FALSE))
            ;
        }
    }
  tell ("10,000 messages into the open room", before);
}

int
main (int argc, char **argv)
{
  NatterUiSession *session;
  gint64 before;

  if (argc != 2)
    return 2;

  g_main_context_set_poll_func (NULL, poll_cb);
  fill (argv[1]);
  before = g_get_monotonic_time ();
  session = new_session (argv[1]);
  natter_ui_session_open (session, "localhost", "alice", NULL);
  woken = before;
  while (count (session) < 100)
    turn ();
  tell ("started: rooms and the last messages are there", before);
  type (session);
  find (session, "cake");
  find (session, "message 1777");
  find (session, "nowhere");
  travel (session, 10);
  burst (session);
  g_object_unref (session);
  return 0;
}
