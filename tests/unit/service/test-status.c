/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "hall-support.h"

/* How the server says it stands: each figure moves with what it counts, and with nothing else. */

static NatterdStatus
look (TestHall *hall)
{
  NatterdStatus status;

  natterd_hall_get_status (hall->hall, &status);
  return status;
}

static guint64
count_commits (TestHall *hall)
{
  NatterdStatus status = look (hall);

  return natterd_histogram_get_n (&status.counters.commits);
}

static void
test_histogram (void)
{
  NatterdHistogram histogram = { 0 };
  const gint64 *bounds = natterd_histogram_get_bounds ();

  g_assert_cmpint (natterd_histogram_get_quantile (&histogram, 0.5), ==, 0);
  natterd_histogram_note (&histogram, 0);
  natterd_histogram_note (&histogram, bounds[0]);
  natterd_histogram_note (&histogram, bounds[0] + 1);
  natterd_histogram_note (&histogram, bounds[NATTERD_HISTOGRAM_BUCKETS - 2] + 1);
  g_assert_cmpuint (histogram.counts[0], ==, 2);
  g_assert_cmpuint (histogram.counts[1], ==, 1);
  g_assert_cmpuint (histogram.counts[NATTERD_HISTOGRAM_BUCKETS - 1], ==, 1);
  g_assert_cmpuint (natterd_histogram_get_n (&histogram), ==, 4);
  g_assert_cmpint (natterd_histogram_get_quantile (&histogram, 0.5), ==, bounds[0]);
  g_assert_cmpint (natterd_histogram_get_quantile (&histogram, 0.75), ==, bounds[1]);
  g_assert_cmpint (natterd_histogram_get_quantile (&histogram, 1), ==, -1);
  for (guint i = 1; i < NATTERD_HISTOGRAM_BUCKETS - 1; i++)
    g_assert_cmpint (bounds[i - 1], <, bounds[i]);
}

static void
test_peak (void)
{
  NatterdPeak peak = { 0 };
  gint64 now = 1000 * G_USEC_PER_SEC;

  g_assert_cmpint (natterd_peak_get (&peak, now), ==, 0);
  natterd_peak_note (&peak, 7, now);
  natterd_peak_note (&peak, 5, now + 1);
  natterd_peak_note (&peak, 3, now + 30 * G_USEC_PER_SEC);
  g_assert_cmpint (natterd_peak_get (&peak, now + 59 * G_USEC_PER_SEC), ==, 7);
  g_assert_cmpint (natterd_peak_get (&peak, now + 60 * G_USEC_PER_SEC), ==, 3);
  natterd_peak_note (&peak, 2, now + 60 * G_USEC_PER_SEC);
  g_assert_cmpint (natterd_peak_get (&peak, now + 89 * G_USEC_PER_SEC), ==, 3);
  g_assert_cmpint (natterd_peak_get (&peak, now + 90 * G_USEC_PER_SEC), ==, 2);
}

static void
test_people (void)
{
  g_autoptr (TestHall) hall = test_hall_new (NULL);
  g_autoptr (TestGuest) alice = test_guest_login (hall, "alice");
  g_autoptr (TestGuest) stranger = test_guest_connect (hall);
  NatterdStatus status;

  test_guest_send (stranger, "help");
  test_guest_expect (stranger, "Welcome");
  status = look (hall);
  g_assert_cmpstr (status.version, ==, NATTER_VERSION);
  g_assert_cmpint (status.uptime, >, 0);
  g_assert_cmpuint (status.people, ==, 1);
  g_assert_cmpuint (status.sessions, ==, 1);
  g_assert_cmpuint (status.accounts, ==, 0);
  g_assert_cmpuint (status.rooms, ==, 1);
  g_assert_cmpuint (status.connections, ==, 2);
  g_assert_cmpuint (status.speaks_json, ==, 1);
  g_assert_cmpuint (status.speaks_text, ==, 1);
  g_assert_cmpuint (status.counters.accepted, ==, 2);
  g_assert_cmpuint (status.counters.logins, ==, 1);
  g_assert_cmpuint (status.counters.resumed, ==, 0);
  g_assert_true (status.accepting);
  g_assert_false (status.shutting_down);
}

static void
test_process (void)
{
  g_autoptr (TestHall) hall = test_hall_new (NULL);
  NatterdStatus before = look (hall);
  g_autoptr (TestGuest) alice = test_guest_connect (hall);
  NatterdStatus after = look (hall);

  g_assert_cmpuint (before.process.descriptors, >, 3);
  g_assert_cmpuint (after.process.descriptors, >, before.process.descriptors);
  g_assert_cmpuint (after.process.descriptors_most, >=, after.process.descriptors);
  g_assert_cmpuint (after.process.resident, >, 1024 * 1024);
  g_assert_cmpuint (after.process.threads, >, 0);
  g_assert_cmpint (after.process.cpu, >, 0);
}

static void
test_messages (void)
{
  g_autoptr (TestHall) hall = test_hall_new (NULL);
  g_autoptr (TestGuest) alice = test_guest_login (hall, "alice");
  g_autoptr (TestGuest) bob = test_guest_login (hall, "bob");
  NatterdStatus before, after;

  test_guest_expect (alice, "{\"ev\":\"joined\"");
  before = look (hall);
  test_guest_send (alice, "{\"do\":\"say\",\"text\":\"one\",\"id\":\"c1\"}\n{\"do\":\"me\",\"text\":\"two\"}");
  test_guest_expect (alice, "{\"ev\":\"said\"");
  test_guest_expect (alice, "{\"ev\":\"ok\"");
  test_guest_expect (alice, "{\"ev\":\"said\"");
  test_guest_send (alice, "{\"do\":\"say\",\"text\":\"one\",\"id\":\"c1\"}\n{\"do\":\"say\"}");
  test_guest_expect (alice, "{\"ev\":\"ok\"");
  test_guest_expect (alice, "{\"ev\":\"error\",\"code\":\"missing-argument\"");
  after = look (hall);
  g_assert_cmpuint (after.counters.messages[NATTER_MESSAGE_SAY], ==, before.counters.messages[NATTER_MESSAGE_SAY] + 1);
  g_assert_cmpuint (after.counters.messages[NATTER_MESSAGE_ME], ==, before.counters.messages[NATTER_MESSAGE_ME] + 1);
  g_assert_cmpuint (after.counters.repeats, ==, 1);
  g_assert_cmpuint (after.counters.errors[NATTER_ERROR_MISSING_ARGUMENT], ==, 1);
  g_assert_cmpuint (after.counters.deliveries, ==, before.counters.deliveries + 7);
  g_assert_cmpuint (natterd_histogram_get_n (&after.counters.commits), >, natterd_histogram_get_n (&before.counters.commits));
}

static void
test_store (void)
{
  g_autoptr (TestHall) hall = test_hall_new (NULL);
  g_autoptr (TestGuest) alice = test_guest_login (hall, "alice");
  guint64 n = count_commits (hall);

  natterd_store_double_hold (hall->store);
  natterd_store_double_fail (hall->store, 1);
  test_guest_send (alice, "{\"do\":\"say\",\"text\":\"one\"}");
  test_hall_await_waiting (hall, 1);
  g_assert_cmpint (look (hall).commit_waits, >, 0);
  g_assert_false (look (hall).store_failing);
  natterd_store_double_release (hall->store);
  g_test_expect_message ("natterd", G_LOG_LEVEL_WARNING, "messages are refused*");
  test_guest_expect (alice, "{\"ev\":\"error\",\"code\":\"storage-unavailable\"");
  g_test_assert_expected_messages ();
  g_assert_cmpint (look (hall).commit_waits, ==, 0);
  g_assert_true (look (hall).store_failing);
  g_assert_cmpuint (look (hall).counters.failed_commits, ==, 1);
  g_assert_cmpuint (count_commits (hall), ==, n + 1);

  test_guest_send (alice, "{\"do\":\"say\",\"text\":\"two\"}");
  test_guest_expect (alice, "{\"ev\":\"said\"");
  g_assert_false (look (hall).store_failing);
  g_assert_cmpuint (look (hall).counters.failed_commits, ==, 1);
}

/* §1.3, §1.4, §7.3, §7.6 */
static void
test_refusals (void)
{
  static const char *const settings[] = { "limits.connections-per-address=2", "limits.loopback-exempt=no", NULL };
  g_autoptr (TestHall) hall = test_hall_new (settings);
  g_autoptr (TestGuest) alice = test_guest_login (hall, "alice");
  g_autoptr (TestGuest) web = test_guest_connect (hall);
  g_autoptr (TestGuest) third = NULL;

  test_guest_send (web, "GET / HTTP/1.1\r\n\r\n");
  test_guest_expect (web, "HTTP/1.1 400");
  g_assert_cmpuint (look (hall).counters.away[NATTERD_AWAY_WRONG_DOOR], ==, 1);
  third = test_guest_connect (hall);
  test_guest_expect (third, "Natter is full");
  g_assert_cmpuint (look (hall).counters.away[NATTERD_AWAY_ADDRESS], ==, 1);
  g_assert_cmpuint (look (hall).counters.away[NATTERD_AWAY_FULL], ==, 0);
  g_assert_cmpuint (look (hall).per_address_most, ==, 2);
  test_guest_send (alice, "{\"do\":\"resume\",\"token\":\"nonsense\"}");
  test_guest_expect (alice, "{\"ev\":\"error\",\"code\":\"already-logged-in\"");
  g_assert_cmpuint (look (hall).counters.failed_logins, ==, 0);
}

static void
test_wrong_token (void)
{
  g_autoptr (TestHall) hall = test_hall_new (NULL);
  g_autoptr (TestGuest) alice = test_guest_connect (hall);

  test_guest_send (alice, "{\"do\":\"resume\",\"token\":\"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA\"}");
  test_guest_expect (alice, "{\"ev\":\"welcome\"");
  test_guest_expect (alice, "{\"ev\":\"error\",\"code\":\"session-over\"");
  g_assert_cmpuint (look (hall).counters.failed_logins, ==, 1);
  g_assert_cmpuint (look (hall).counters.errors[NATTER_ERROR_SESSION_OVER], ==, 1);
}

/* §7.3: what waits for who does not read is told while it waits, and who was closed for it afterwards. */
static void
test_slow_reader (void)
{
  static const char *const settings[] = { "limits.queue-hard=64KiB", "limits.queue-soft=32KiB", "network.send-buffer=4KiB", NULL };
  g_autoptr (TestHall) hall = test_hall_new (settings);
  g_autoptr (TestGuest) slow = test_guest_connect_narrow (hall);
  g_autoptr (TestGuest) alice = test_guest_login (hall, "alice");
  g_autofree char *text = g_strnfill (4000, 'x');
  g_autofree char *line = g_strdup_printf ("{\"do\":\"say\",\"text\":\"%s\"}", text);
  guint64 queued = 0;

  test_guest_send (slow, "{\"do\":\"login\",\"name\":\"slow\"}");
  test_guest_expect (alice, "{\"ev\":\"joined\"");
  for (guint i = 0; i < 1000 && look (hall).counters.closed[NATTER_ERROR_TOO_SLOW] == 0; i++)
    {
      NatterdStatus status = look (hall);

      queued = MAX (queued, status.queued);
      g_assert_cmpuint (status.slow_readers, ==, status.queued > 0 ? 1 : 0);
      test_guest_send (alice, line);
      test_guest_expect (alice, "{\"ev\":\"said\"");
    }
  g_assert_cmpuint (look (hall).counters.closed[NATTER_ERROR_TOO_SLOW], ==, 1);
  g_assert_cmpuint (queued, >, 16 * 1024);
}

/* §4.36 */
static void
test_held (void)
{
  static const char *const settings[] = { "limits.grace=50ms", NULL };
  g_autoptr (TestHall) hall = test_hall_new (settings);
  g_autoptr (TestGuest) bob = test_guest_login (hall, "bob");
  g_autoptr (TestGuest) alice = test_guest_connect (hall);

  test_guest_send (alice, "{\"do\":\"login\",\"name\":\"alice\",\"resume\":true}");
  test_guest_expect (alice, "{\"ev\":\"welcome\"");
  test_guest_expect (bob, "{\"ev\":\"joined\"");
  g_clear_pointer (&alice, test_guest_free);
  test_guest_expect (bob, "{\"ev\":\"left\"");
  g_assert_cmpuint (look (hall).counters.held, ==, 1);
  g_assert_cmpuint (look (hall).counters.lapsed, ==, 1);
  g_assert_cmpuint (look (hall).held, ==, 0);
}

static gboolean
on_busy (gpointer done)
{
  g_usleep (30 * 1000);
  *(gboolean *) done = TRUE;
  return G_SOURCE_REMOVE;
}

/* Whoever keeps the loop is found out, whether it has to do with connections or not. */
static void
test_lag (void)
{
  g_autoptr (TestHall) hall = test_hall_new (NULL);
  g_autoptr (TestGuest) alice = test_guest_login (hall, "alice");
  guint64 n_turns = look (hall).loop_turns;
  gboolean done = FALSE;

  g_timeout_add (0, on_busy, &done);
  test_hall_await (hall, &done);
  test_guest_send (alice, "{\"do\":\"look\"}");
  test_guest_expect (alice, "{\"ev\":\"people\"");
  g_assert_cmpint (look (hall).loop_lag, >=, 30 * 1000);
  g_assert_cmpint (look (hall).loop_busy, >=, 30 * 1000);
  g_assert_cmpuint (look (hall).loop_turns, >, n_turns);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/service/status/histogram", test_histogram);
  g_test_add_func ("/service/status/peak", test_peak);
  g_test_add_func ("/service/status/people", test_people);
  g_test_add_func ("/service/status/process", test_process);
  g_test_add_func ("/service/status/messages", test_messages);
  g_test_add_func ("/service/status/store", test_store);
  g_test_add_func ("/service/status/refusals", test_refusals);
  g_test_add_func ("/service/status/wrong-token", test_wrong_token);
  g_test_add_func ("/service/status/slow-reader", test_slow_reader);
  g_test_add_func ("/service/status/held", test_held);
  g_test_add_func ("/service/status/lag", test_lag);
  return g_test_run ();
}
