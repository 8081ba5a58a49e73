/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "hall-support.h"

/* §7.1: neither the others nor the speaker hear of a message before it is recorded. */
static void
test_nothing_before_recording (void)
{
  g_autoptr (TestHall) hall = test_hall_new (NULL);
  g_autoptr (TestGuest) alice = test_guest_login (hall, "alice");
  g_autoptr (TestGuest) bob = test_guest_login (hall, "bob");

  test_guest_expect (alice, "{\"ev\":\"joined\"");
  natterd_store_double_hold (hall->store);
  test_guest_send (alice, "{\"do\":\"say\",\"text\":\"one\",\"id\":\"c1\"}");
  test_hall_await_waiting (hall, 1);
  test_guest_expect_nothing (alice);
  test_guest_expect_nothing (bob);
  natterd_store_double_release (hall->store);
  test_guest_expect (bob, "{\"ev\":\"said\",\"room\":\"lobby\",\"seq\":1,\"from\":\"alice\",\"text\":\"one\"");
  test_guest_expect (alice, "{\"ev\":\"said\"");
  test_guest_expect (alice, "{\"ev\":\"ok\",\"re\":\"c1\",\"room\":\"lobby\",\"seq\":1}");
}

/* Answers come in the order of the commands, also those that record nothing (§5.2). */
static void
test_answers_keep_their_order (void)
{
  g_autoptr (TestHall) hall = test_hall_new (NULL);
  g_autoptr (TestGuest) alice = test_guest_login (hall, "alice");

  natterd_store_double_hold (hall->store);
  test_guest_send (alice, "{\"do\":\"say\",\"text\":\"one\",\"id\":\"c1\"}");
  test_hall_await_waiting (hall, 1);
  test_guest_send (alice, "{\"do\":\"look\",\"id\":\"c2\"}\n{\"do\":\"say\",\"text\":\"two\",\"id\":\"c3\"}");
  test_guest_expect_nothing (alice);
  natterd_store_double_release (hall->store);
  test_guest_expect (alice, "{\"ev\":\"said\"");
  test_guest_expect (alice, "{\"ev\":\"ok\",\"re\":\"c1\"");
  test_guest_expect (alice, "{\"ev\":\"people\",\"re\":\"c2\"");
  test_guest_expect (alice, "{\"ev\":\"said\"");
  test_guest_expect (alice, "{\"ev\":\"ok\",\"re\":\"c3\"");
}

/* Group commit: what comes while a commit is on its way is one commit, not many. */
static void
test_what_waits_is_one_group (void)
{
  g_autoptr (TestHall) hall = test_hall_new (NULL);
  g_autoptr (TestGuest) alice = test_guest_login (hall, "alice");
  guint before;

  natterd_store_double_hold (hall->store);
  before = natterd_store_double_get_n_commits (hall->store);
  test_guest_send (alice, "{\"do\":\"say\",\"text\":\"one\"}");
  test_hall_await_waiting (hall, 1);
  for (guint i = 0; i < 10; i++)
    {
      test_guest_send (alice, "{\"do\":\"say\",\"text\":\"more\"}");
      test_guest_expect_nothing (alice);
    }
  natterd_store_double_release (hall->store);
  for (guint i = 0; i < 11; i++)
    test_guest_expect (alice, "{\"ev\":\"said\"");
  g_assert_cmpuint (natterd_store_double_get_n_commits (hall->store), ==, before + 2);
}

/* §7.1: what cannot be recorded is refused, and nobody sees it; then all is well again. */
static void
test_refused_when_recording_fails (void)
{
  g_autoptr (TestHall) hall = test_hall_new (NULL);
  g_autoptr (TestGuest) alice = test_guest_login (hall, "alice");
  g_autoptr (TestGuest) bob = test_guest_login (hall, "bob");

  test_guest_expect (alice, "{\"ev\":\"joined\"");
  g_test_expect_message ("natterd", G_LOG_LEVEL_WARNING, "messages are refused*");
  g_test_expect_message ("natterd", G_LOG_LEVEL_MESSAGE, "messages are recorded again");
  natterd_store_double_fail (hall->store, 1);
  test_guest_send (alice, "{\"do\":\"say\",\"text\":\"lost\",\"id\":\"c1\"}");
  test_guest_expect (alice, "{\"ev\":\"error\",\"re\":\"c1\",\"code\":\"storage-unavailable\"");
  test_guest_send (alice, "{\"do\":\"say\",\"text\":\"kept\",\"id\":\"c2\"}");
  test_guest_expect (bob, "{\"ev\":\"said\",\"room\":\"lobby\",\"seq\":1,\"from\":\"alice\",\"text\":\"kept\"");
  test_guest_expect (alice, "{\"ev\":\"said\"");
  test_guest_expect (alice, "{\"ev\":\"ok\",\"re\":\"c2\"");
  g_test_assert_expected_messages ();
}

/* A topic is a record too: nobody who enters meanwhile sees it. */
static void
test_topic_waits_too (void)
{
  g_autoptr (TestHall) hall = test_hall_new (NULL);
  g_autoptr (TestGuest) alice = test_guest_login (hall, "alice");

  natterd_store_double_hold (hall->store);
  test_guest_send (alice, "{\"do\":\"topic\",\"text\":\"Tea at four.\",\"id\":\"c1\"}");
  test_hall_await_waiting (hall, 1);
  test_guest_send (alice, "{\"do\":\"topic\",\"id\":\"c2\"}");
  test_guest_expect_nothing (alice);
  natterd_store_double_release (hall->store);
  test_guest_expect (alice, "{\"ev\":\"topic\",\"room\":\"lobby\"");
  test_guest_expect (alice, "{\"ev\":\"ok\",\"re\":\"c1\"");
  test_guest_expect (alice, "{\"ev\":\"topic\",\"re\":\"c2\",\"room\":\"lobby\",\"text\":\"Tea at four.\"}");
}

/* While the store looks something up, what the asker says next waits its turn. */
static void
test_history_comes_before_what_follows (void)
{
  g_autoptr (TestHall) hall = test_hall_new (NULL);
  g_autoptr (TestGuest) alice = test_guest_login (hall, "alice");
  g_autoptr (TestGuest) bob = test_guest_login (hall, "bob");

  test_guest_expect (alice, "{\"ev\":\"joined\"");
  natterd_store_double_hold (hall->store);
  test_guest_send (alice, "{\"do\":\"history\",\"id\":\"c1\"}\n{\"do\":\"look\",\"id\":\"c2\"}");
  test_hall_await_waiting (hall, 1);
  test_guest_expect_nothing (alice);
  /* nobody else waits */
  test_guest_send (bob, "{\"do\":\"look\",\"id\":\"b1\"}");
  test_guest_expect (bob, "{\"ev\":\"people\",\"re\":\"b1\"");
  natterd_store_double_release (hall->store);
  test_guest_expect (alice, "{\"ev\":\"history\",\"re\":\"c1\"");
  test_guest_expect (alice, "{\"ev\":\"people\",\"re\":\"c2\"");
}

/* §4.6: a line is told as it was when it was said, whatever the same block of typing leads to afterwards, and whatever the store
 * takes its time for. */
static void
test_told_as_it_was (void)
{
  g_autoptr (TestHall) hall = test_hall_new (NULL);
  g_autoptr (TestGuest) alice = test_guest_connect (hall);

  natterd_store_double_hold (hall->store);
  test_guest_send (alice, "login alice\nsay one\njoin garden\nsay two\nswitch lobby\nname zoe\nsay three");
  test_hall_await_waiting (hall, 1);
  natterd_store_double_release (hall->store);
  test_guest_expect (alice, "Welcome to Natter.");
  test_guest_expect (alice, "Type: login");
  test_guest_expect (alice, "Hello alice.");
  test_guest_expect (alice, "You are in #lobby. Here: alice (you).");
  test_guest_expect (alice, "alice: one");
  test_guest_expect (alice, "You are in #garden. Here: alice (you).");
  test_guest_expect (alice, "alice: two");
  test_guest_expect (alice, "You are in #lobby now.");
  test_guest_expect (alice, "You are now called zoe.");
  test_guest_expect (alice, "zoe: three");
}

/* Who says much while a commit is on its way is not read any further; afterwards all of it is heard. */
static void
test_bounded_while_waiting (void)
{
  g_autoptr (TestHall) hall = test_hall_new (NULL);
  g_autoptr (TestGuest) alice = test_guest_login (hall, "alice");
  g_autoptr (GString) much = g_string_new (NULL);

  natterd_store_double_hold (hall->store);
  test_guest_send (alice, "{\"do\":\"say\",\"text\":\"first\"}");
  test_hall_await_waiting (hall, 1);
  for (guint i = 0; i < 2000; i++)
    g_string_append_printf (much, "{\"do\":\"say\",\"text\":\"%u\"}\n", i);
  g_string_truncate (much, much->len - 1);
  test_guest_send (alice, much->str);
  test_guest_expect_nothing (alice);
  natterd_store_double_release_one (hall->store);
  test_hall_await_waiting (hall, 1);
  g_assert_cmpuint (test_hall_get_n_asked (hall), <, 600);
  natterd_store_double_release (hall->store);
  test_guest_expect (alice, "{\"ev\":\"said\",\"room\":\"lobby\",\"seq\":1,\"from\":\"alice\",\"text\":\"first\"");
  for (guint i = 0; i < 2000; i++)
    {
      g_autofree char *expected =
        g_strdup_printf ("{\"ev\":\"said\",\"room\":\"lobby\",\"seq\":%u,\"from\":\"alice\",\"text\":\"%u\"", i + 2, i);

      test_guest_expect (alice, expected);
    }
}

static void
on_done (gpointer done)
{
  *(gboolean *) done = TRUE;
}

/* §7.5 */
static void
test_goodbye (void)
{
  g_autoptr (TestHall) hall = test_hall_new (NULL);
  g_autoptr (TestGuest) alice = test_guest_login (hall, "alice");
  gboolean done = FALSE;

  natterd_hall_shut_down (hall->hall, on_done, &done);
  test_guest_expect (alice, "{\"ev\":\"bye\",\"code\":\"shutting-down\"");
  test_guest_expect_end (alice);
  test_hall_await (hall, &done);
  g_assert_cmpuint (natterd_hall_get_n_connections (hall->hall), ==, 0);
}

/* §7.5: a store that does not answer holds nobody up, and what it did not record is not acknowledged. */
static void
test_goodbye_without_the_store (void)
{
  g_autoptr (TestHall) hall = test_hall_new (NULL);
  g_autoptr (TestGuest) alice = test_guest_login (hall, "alice");
  gboolean done = FALSE;

  natterd_store_double_hold (hall->store);
  test_guest_send (alice, "{\"do\":\"say\",\"text\":\"one\",\"id\":\"c1\"}");
  test_hall_await_waiting (hall, 1);
  natterd_hall_shut_down (hall->hall, on_done, &done);
  test_guest_expect (alice, "{\"ev\":\"bye\",\"code\":\"shutting-down\"");
  test_guest_expect_end (alice);
  test_hall_await (hall, &done);
}

typedef struct
{
  TestGuest *guest;
  guint n;
} Sipping;

static gboolean
on_sip (gpointer data)
{
  Sipping *sipping = data;

  test_guest_sip (sipping->guest, 2048);
  sipping->n++;
  return G_SOURCE_CONTINUE;
}

/* §7.5: nor does a peer who takes what waits for it by sips: each is progress, but there is an end to patience. */
static void
test_goodbye_to_a_sipper (void)
{
  static const char *const settings[] = { "network.send-buffer=4KiB", "limits.queue-soft=off", "limits.queue-hard=off", NULL };
  g_autoptr (TestHall) hall = test_hall_new (settings);
  g_autoptr (TestGuest) alice = test_guest_login (hall, "alice");
  g_autoptr (TestGuest) bob = test_guest_connect_narrow (hall);
  g_autofree char *text = g_strnfill (8000, 'x');
  g_autofree char *line = g_strdup_printf ("{\"do\":\"say\",\"text\":\"%s\"}", text);
  Sipping sipping = { bob, 0 };
  gboolean done = FALSE;
  guint id;

  test_guest_send (bob, "{\"do\":\"login\",\"name\":\"bob\"}");
  test_guest_expect (alice, "{\"ev\":\"joined\"");
  for (guint i = 0; i < 60; i++)
    {
      test_guest_send (alice, line);
      test_guest_expect (alice, "{\"ev\":\"said\"");
    }
  natterd_hall_shut_down (hall->hall, on_done, &done);
  id = g_timeout_add (50, on_sip, &sipping);
  test_hall_await (hall, &done);
  g_source_remove (id);
  g_assert_cmpuint (sipping.n, >, 20);
  g_assert_cmpuint (sipping.n, <, 70);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/service/hall/nothing-before-recording", test_nothing_before_recording);
  g_test_add_func ("/service/hall/answers-keep-their-order", test_answers_keep_their_order);
  g_test_add_func ("/service/hall/what-waits-is-one-group", test_what_waits_is_one_group);
  g_test_add_func ("/service/hall/refused-when-recording-fails", test_refused_when_recording_fails);
  g_test_add_func ("/service/hall/topic-waits-too", test_topic_waits_too);
  g_test_add_func ("/service/hall/history-comes-before-what-follows", test_history_comes_before_what_follows);
  g_test_add_func ("/service/hall/told-as-it-was", test_told_as_it_was);
  g_test_add_func ("/service/hall/bounded-while-waiting", test_bounded_while_waiting);
  g_test_add_func ("/service/hall/goodbye", test_goodbye);
  g_test_add_func ("/service/hall/goodbye-without-the-store", test_goodbye_without_the_store);
  g_test_add_func ("/service/hall/goodbye-to-a-sipper", test_goodbye_to_a_sipper);
  return g_test_run ();
}
