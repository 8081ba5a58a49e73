/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gstdio.h>
#include <sqlite3.h>
#include <string.h>

#include "gui-client/model/natter-ui-message-list.h"

#include "ui-support.h"

/* The days of a conversation. What was said long ago was said just now, and its time put back in the file of the server. */

#define DAY G_TIME_SPAN_DAY

static gint64 stopped; /* the clock of the window; 0: it goes */

/* In place of GLib's, for all that is linked into this program. */
gint64
g_get_real_time (void)
{
  struct timespec now;

  clock_gettime (CLOCK_REALTIME, &now);
  return stopped != 0 ? stopped : (gint64) now.tv_sec * G_USEC_PER_SEC + now.tv_nsec / 1000;
}

/* From @first to @last: so many days ago. */
typedef struct
{
  guint first;
  guint last;
  guint days;
} Ago;

static void
put_back (const char *folder,
          const Ago *agos,
          guint n)
{
  g_autofree char *path = g_build_filename (folder, "natter.db", NULL);
  sqlite3 *database;

  g_assert_cmpint (sqlite3_open (path, &database), ==, SQLITE_OK);
  for (guint i = 0; i < n; i++)
    {
      g_autofree char *sql = g_strdup_printf ("UPDATE messages SET time = time - %" G_GINT64_FORMAT " WHERE seq BETWEEN %u AND %u",
                                              agos[i].days * DAY, agos[i].first, agos[i].last);

      g_assert_cmpint (sqlite3_exec (database, sql, NULL, NULL, NULL), ==, SQLITE_OK);
    }
  g_assert_cmpint (sqlite3_close (database), ==, SQLITE_OK);
}

/* (transfer full): who said them, and is still there. */
static UiPeer *
say_lines (UiFixture *fixture,
           const char *name,
           guint n)
{
  UiPeer *peer = ui_peer_new (&fixture->server, name);
  g_autofree char *last = g_strdup_printf ("line %u.", n);

  for (guint i = 1; i <= n; i++)
    ui_peer_do (peer, "{\"do\":\"say\",\"text\":\"line %u.\"}", i);
  wait_until (ui_peer_count (peer, last) == 1);
  return peer;
}

/* The server anew, with @n lines that were said as @agos tell. Returns: where it keeps them. (transfer full) */
static char *
begin (UiFixture *fixture,
       guint n,
       const Ago *agos,
       guint n_agos)
{
  char *folder = g_build_filename (fixture->folder, "server", NULL);

  ui_server_kill (&fixture->server);
  fixture->server.folder = folder;
  ui_server_start (&fixture->server);
  ui_peer_free (say_lines (fixture, "bob", n));
  ui_server_kill (&fixture->server);
  put_back (folder, agos, n_agos);
  ui_server_start (&fixture->server);
  return folder;
}

static void
end (UiFixture *fixture,
     char *folder)
{
  const char *argv[] = { "rm", "-rf", folder, NULL };

  ui_close_window (fixture);
  ui_server_kill (&fixture->server);
  g_assert_true (g_spawn_sync (NULL, (char **) argv, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, NULL, NULL, NULL, NULL));
  g_free (folder);
}

/* As "Monday, 3 June", with the year where it is another one. */
static char *
dup_day (guint days)
{
  g_autoptr (GDateTime) now = g_date_time_new_now_local (), then = g_date_time_add_days (now, -(int) days);

  return g_date_time_format (then, g_date_time_get_year (now) == g_date_time_get_year (then) ? "%A, %-d %B" : "%A, %-d %B %Y");
}

/* A line for each day on which something was said, in order, each named as one calls it. */
static void
test_lines (UiFixture *fixture)
{
  static const Ago agos[] = { { 1, 2, 400 }, { 3, 3, 40 }, { 4, 4, 3 }, { 5, 5, 1 } };
  char *folder = begin (fixture, 6, agos, G_N_ELEMENTS (agos));
  g_autofree char *year = dup_day (400), *month = dup_day (40), *week = dup_day (3), *expected = NULL, *text = NULL;
  g_autoptr (GRegex) names = g_regex_new ("[^\n]*(bob|alice)[^\n]*\n?", 0, 0, NULL);
  g_autofree char *bare = NULL;

  ui_log_in (fixture, "alice");
  wait_until (ui_shows (ui_get (fixture, "messages"), "line 6."));
  ui_settle (GTK_WIDGET (fixture->window));
  ui_picture (GTK_WIDGET (fixture->window), "days");
  wait_until (ui_find_label (ui_get (fixture, "absent"), "bob") != NULL); /* he spoke, and was never seen by this window */
  text = ui_dup_text (ui_get (fixture, "messages"));
  bare = g_regex_replace_literal (names, text, -1, 0, "", 0, NULL);
  g_strstrip (bare);
  expected = g_strdup_printf ("%s\nline 1.\nline 2.\n%s\nline 3.\n%s\nline 4.\nYesterday\nline 5.\nToday\nline 6.", year, month, week);
  g_assert_cmpstr (bare, ==, expected);
  end (fixture, folder);
}

/* At midnight "Today" is "Yesterday", in a window that nobody touches, and where one reads does not move. */
static void
test_midnight (UiFixture *fixture)
{
  g_autoptr (GDateTime) now = g_date_time_new_now_local (), tomorrow = g_date_time_add_days (now, 1);
  g_autoptr (GDateTime) midnight = g_date_time_new_local (g_date_time_get_year (tomorrow), g_date_time_get_month (tomorrow),
                                                          g_date_time_get_day_of_month (tomorrow), 0, 0, 0);
  GtkWidget *messages;
  UiPeer *bob;

  stopped = g_date_time_to_unix (midnight) * G_USEC_PER_SEC - G_USEC_PER_SEC / 4;
  ui_close_window (fixture);
  ui_open_window (fixture);
  ui_log_in (fixture, "alice");
  messages = ui_get (fixture, "messages");
  bob = say_lines (fixture, "bob", 3);
  wait_until (ui_shows (messages, "line 3."));
  g_assert_true (ui_shows (messages, "Today") && !ui_shows (messages, "Yesterday"));
  stopped += G_USEC_PER_SEC / 2;
  wait_until (ui_shows (messages, "Yesterday"));
  g_assert_false (ui_shows (messages, "Today"));
  g_assert_cmpuint (ui_count_shown (messages, "line 3."), ==, 1);
  ui_peer_free (bob); /* had he left before, the day of that would be today */
  stopped = 0;
}

static gboolean
is_marked (UiFixture *fixture,
           guint days)
{
  g_autoptr (GDateTime) now = g_date_time_new_now_local (), then = g_date_time_add_days (now, -(int) days);
  GtkCalendar *calendar = GTK_CALENDAR (ui_get (fixture, "calendar"));
  guint year, month;

  gtk_calendar_get_date (calendar, &year, &month, NULL);
  g_assert_cmpint (g_date_time_get_year (then), ==, (gint) year);
  g_assert_cmpint (g_date_time_get_month (then), ==, (gint) month + 1);
  return gtk_calendar_get_day_is_marked (calendar, (guint) g_date_time_get_day_of_month (then));
}

static void
turn_to (UiFixture *fixture,
         guint days)
{
  g_autoptr (GDateTime) now = g_date_time_new_now_local (), then = g_date_time_add_days (now, -(int) days);

  gtk_calendar_select_month (GTK_CALENDAR (ui_get (fixture, "calendar")), (guint) g_date_time_get_month (then) - 1,
                             (guint) g_date_time_get_year (then));
}

/* The calendar knows each day that is kept here, in whichever month, and not only those of the messages in memory. */
static void
test_calendar (UiFixture *fixture)
{
  static const Ago agos[] = { { 1, 700, 400 }, { 701, 900, 60 } };
  char *folder = begin (fixture, 1000, agos, G_N_ELEMENTS (agos));
  NatterUiMessageList *list;
  NatterUiRoom *lobby;

  ui_log_in (fixture, "alice");
  lobby = ui_room (fixture, "lobby");
  list = natter_ui_room_get_messages (lobby);
  wait_until (ui_shows (ui_get (fixture, "messages"), "line 1000."));
  natter_ui_session_go_to (ui_session (fixture), lobby, 300);
  wait_until (ui_shows (ui_get (fixture, "messages"), "line 300."));
  ui_do (fixture, "to-the-end");
  wait_until (ui_shows (ui_get (fixture, "messages"), "line 1000."));
  g_assert_cmpuint (natter_ui_message_get_seq (natter_ui_message_list_get (list, 0)), >, 400); /* it is not in memory any more */

  ui_do (fixture, "go-to-date");
  wait_until (ui_find (GTK_WIDGET (fixture->window), "calendar") != NULL);
  g_assert_true (is_marked (fixture, 0));
  turn_to (fixture, 400);
  wait_until (is_marked (fixture, 400));
  ui_picture (GTK_WIDGET (fixture->window), "calendar-kept");
  for (guint day = 1; day <= 31; day++)
    {
      g_autoptr (GDateTime) now = g_date_time_new_now_local (), then = g_date_time_add_days (now, -400);

      g_assert_true ((gint) day == g_date_time_get_day_of_month (then) ||
                     !gtk_calendar_get_day_is_marked (GTK_CALENDAR (ui_get (fixture, "calendar")), day));
    }
  end (fixture, folder);
}

/* Pixels from the line that begins with @upper to the one with @lower. */
static int
get_distance (UiFixture *fixture,
              const char *upper,
              const char *lower)
{
  const char *const texts[] = { upper, lower };
  GdkRectangle places[2];

  for (guint i = 0; i < 2; i++)
    {
      GtkTextView *view = GTK_TEXT_VIEW (ui_get (fixture, "messages"));
      GtkTextIter where;

      gtk_text_buffer_get_start_iter (gtk_text_view_get_buffer (view), &where);
      g_assert_true (gtk_text_iter_forward_search (&where, texts[i], 0, &where, NULL, NULL));
      gtk_text_view_get_iter_location (view, &where, &places[i]);
    }
  return places[1].y - places[0].y;
}

/* A message that is written again, as a reaction makes it, stands as far from the one above as before. */
static void
test_reaction_moves_nothing (UiFixture *fixture)
{
  UiPeer *bob, *carol;
  int above, inside;

  ui_log_in (fixture, "alice");
  bob = ui_peer_new (&fixture->server, "bob");
  carol = ui_peer_new (&fixture->server, "carol");
  ui_peer_do (bob, "{\"do\":\"say\",\"text\":\"good morning\"}");
  wait_until (ui_shows (ui_get (fixture, "messages"), "good morning"));
  ui_peer_do (carol, "{\"do\":\"say\",\"text\":\"great, thanks\"}");
  ui_peer_do (carol, "{\"do\":\"say\",\"text\":\"see you\"}");
  wait_until (ui_shows (ui_get (fixture, "messages"), "see you"));
  ui_settle (GTK_WIDGET (fixture->window));
  above = get_distance (fixture, "good morning", "great, thanks");
  inside = get_distance (fixture, "great, thanks", "see you");
  ui_peer_do (bob, "{\"do\":\"react\",\"target\":2,\"reaction\":\"🎉\"}");
  wait_until (ui_shows (ui_get (fixture, "messages"), "🎉"));
  ui_settle (GTK_WIDGET (fixture->window));
  g_assert_cmpint (get_distance (fixture, "good morning", "great, thanks"), ==, above);
  g_assert_cmpint (get_distance (fixture, "great, thanks", "see you"), >, inside);
  ui_peer_free (bob);
  ui_peer_free (carol);
}

int
main (int argc,
      char **argv)
{
  ui_init (&argc, &argv);
  ui_add ("/ui/days/lines", test_lines);
  ui_add ("/ui/days/midnight", test_midnight);
  ui_add ("/ui/days/calendar", test_calendar);
  ui_add ("/ui/days/reaction-moves-nothing", test_reaction_moves_nothing);
  return g_test_run ();
}
