/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "hall-support.h"

#include <errno.h>
#include <string.h>
#include <sys/socket.h>

/* PROTOCOL.md §9: limits that are lifted, that change while people are connected, and time that the store takes. */

static gboolean
on_passed (gpointer passed)
{
  *(gboolean *) passed = TRUE;
  return G_SOURCE_REMOVE;
}

static void
let_pass (TestHall *hall, guint ms)
{
  gboolean passed = FALSE;

  g_timeout_add (ms, on_passed, &passed);
  test_hall_await (hall, &passed);
}

/* @settings as they would be after SIGHUP */
static void
reload (TestHall *hall, const char *const *settings)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (NatterdConfig) config = natterd_config_load (NULL, settings, &error);

  g_assert_no_error (error);
  natterd_hall_reload (hall->hall, config);
}

/* Who comes at the very moment in which one more address is listened on is not lost. */
static void
test_first_of_all (void)
{
  g_autoptr (TestHall) hall = test_hall_new (NULL);
  g_autoptr (GError) error = NULL;
  g_autofree char *second = natterd_hall_listen (hall->hall, "127.0.0.1:0", &error);
  g_autofree char *third = natterd_hall_listen (hall->hall, "127.0.0.1:0", &error);
  g_autoptr (TestGuest) alice = test_guest_connect (hall);

  g_assert_no_error (error);
  test_guest_send (alice, "{\"do\":\"help\",\"id\":\"c1\"}");
  test_guest_expect (alice, "{\"ev\":\"welcome\"");
}

/* §5.15, §9: asked, and given all the time there is */
static void
test_grace_without_end (void)
{
  static const char *const settings[] = { "limits.idle-ping=10ms", "limits.idle-grace=off", NULL };
  g_autoptr (TestHall) hall = test_hall_new (settings);
  g_autoptr (TestGuest) alice = test_guest_login (hall, "alice");

  test_guest_expect (alice, "{\"ev\":\"ping\"");
  let_pass (hall, 50);
  test_guest_expect_nothing (alice);
  test_guest_send (alice, "{\"do\":\"pong\"}");
  test_guest_expect (alice, "{\"ev\":\"ping\"");
}

/* §1.1, §9: who is never greeted unasked may still be a program, and has a time to log in all the same. */
static void
test_never_greeted_unasked (void)
{
  static const char *const settings[] = { "limits.sniff-timeout=off", "limits.login-timeout=300ms", NULL };
  g_autoptr (TestHall) hall = test_hall_new (settings);
  g_autoptr (TestGuest) alice = test_guest_connect (hall);
  g_autoptr (TestGuest) silent = test_guest_connect (hall);

  let_pass (hall, 20);
  test_guest_expect_nothing (alice);
  test_guest_send (alice, "{\"do\":\"login\",\"name\":\"alice\"}");
  test_guest_expect (alice, "{\"ev\":\"welcome\"");
  test_guest_expect_end (silent);
}

static void
expect_among_pings (TestGuest *guest, const char *prefix)
{
  g_autofree char *line = NULL;

  do
    {
      g_free (line);
      line = test_guest_take (guest);
    }
  while (g_str_has_prefix (line, "{\"ev\":\"ping\""));
  if (!g_str_has_prefix (line, prefix))
    g_error ("expected %s, got %s", prefix, line);
}

/* §5.15: while the store takes its time nobody is asked, so nobody is to blame for not answering. */
static void
test_no_blame_for_the_store (void)
{
  static const char *const settings[] = { "limits.idle-ping=20ms", "limits.idle-grace=500ms", NULL };
  g_autoptr (TestHall) hall = test_hall_new (settings);
  g_autoptr (TestGuest) alice = test_guest_login (hall, "alice");
  g_autoptr (TestGuest) bob = test_guest_connect (hall);

  test_guest_send (bob, "login bob");
  test_guest_expect (bob, "Welcome");
  natterd_store_double_hold (hall->store);
  test_guest_send (bob, "say one");
  test_hall_await_waiting (hall, 1);
  let_pass (hall, 800);
  natterd_store_double_release (hall->store);
  test_guest_send (alice, "{\"do\":\"look\",\"id\":\"c1\"}");
  expect_among_pings (alice, "{\"ev\":\"joined\"");
  expect_among_pings (alice, "{\"ev\":\"said\"");
  expect_among_pings (alice, "{\"ev\":\"people\",\"re\":\"c1\"");
}

/* … nor is one whose question the store has not answered: it is not read from. */
static void
test_no_blame_for_a_question (void)
{
  static const char *const settings[] = { "limits.idle-ping=20ms", "limits.idle-grace=200ms", NULL };
  g_autoptr (TestHall) hall = test_hall_new (settings);
  g_autoptr (TestGuest) alice = test_guest_login (hall, "alice");

  natterd_store_double_hold (hall->store);
  test_guest_send (alice, "{\"do\":\"history\",\"id\":\"c1\"}\n{\"do\":\"pong\"}");
  test_hall_await_waiting (hall, 1);
  let_pass (hall, 400);
  test_guest_expect_nothing (alice);
  natterd_store_double_release (hall->store);
  test_guest_expect (alice, "{\"ev\":\"history\",\"re\":\"c1\"");
}

/* how many bytes the hall and the kernel take of @line over and over, until they take no more or it is @enough */
static gsize
pour (TestGuest *guest, const char *line, gsize enough)
{
  gsize length = strlen (line);
  gsize poured = 0;
  guint refused = 0;

  while (poured < enough && refused < 100)
    {
      gssize n = send (guest->fd, line + poured % length, length - poured % length, MSG_NOSIGNAL);

      g_assert_true (n > 0 || errno == EAGAIN);
      poured += n > 0 ? (gsize) n : 0;
      refused = n > 0 ? 0 : refused + 1;
      if (n < 0)
        while (g_main_context_iteration (NULL, FALSE))
          ;
    }
  return poured;
}

/* Law 4 costs memory while the store takes its time: also what is refused is answered afterwards, so there is an end to it. */
static void
test_bounded_nonsense (void)
{
  g_autoptr (TestHall) hall = test_hall_new (NULL);
  g_autoptr (TestGuest) alice = test_guest_login (hall, "alice");
  g_autoptr (GString) much = g_string_new (NULL);

  natterd_store_double_hold (hall->store);
  test_guest_send (alice, "{\"do\":\"say\",\"text\":\"first\"}");
  test_hall_await_waiting (hall, 1);
  for (guint i = 0; i < 1000; i++)
    g_string_append (much, "{\"do\":\"sya\",\"text\":\"nonsense\"}\n");
  g_assert_cmpuint (pour (alice, much->str, 32 * 1024 * 1024), <, 32 * 1024 * 1024);
}

static void
expect_at_last (TestGuest *guest, const char *prefix)
{
  g_autofree char *line = NULL;

  do
    {
      g_free (line);
      line = test_guest_take (guest);
    }
  while (!g_str_has_prefix (line, prefix));
}

/* … and to what many ask for together: lists are long. Who comes after that waits for the store and is heard then. */
static void
test_bounded_lists (void)
{
  g_autoptr (TestHall) hall = test_hall_new (NULL);
  g_autoptr (GPtrArray) guests = g_ptr_array_new_with_free_func ((GDestroyNotify) test_guest_free);
  g_autoptr (GString) questions = g_string_new (NULL);
  TestGuest *last;

  for (guint i = 0; i < 255; i++)
    g_string_append (questions, "{\"do\":\"who\"}\n");
  g_string_truncate (questions, questions->len - 1);
  for (guint i = 0; i < 100; i++)
    {
      g_autofree char *name = g_strdup_printf ("guest%u", i);

      g_ptr_array_add (guests, test_guest_login (hall, name));
    }
  last = guests->pdata[99];
  natterd_store_double_hold (hall->store);
  test_guest_send (last, "{\"do\":\"say\",\"text\":\"first\"}");
  test_hall_await_waiting (hall, 1);
  for (guint i = 0; i < 30; i++)
    test_guest_send (guests->pdata[i], questions->str);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  test_guest_send (last, "{\"do\":\"say\",\"text\":\"late\"}");
  while (g_main_context_iteration (NULL, FALSE))
    ;
  natterd_store_double_release_one (hall->store);
  test_hall_await_waiting (hall, 1);
  expect_at_last (guests->pdata[0], "{\"ev\":\"who\"");
  natterd_store_double_release (hall->store);
  expect_at_last (last, "{\"ev\":\"said\",\"room\":\"lobby\",\"seq\":2,");
}

/* Lines of nothing do nothing, but a flood of them takes its turns like any other. */
static void
test_nothing_takes_turns (void)
{
  g_autoptr (TestHall) hall = test_hall_new (NULL);
  g_autoptr (TestGuest) alice = test_guest_login (hall, "alice");
  g_autoptr (TestGuest) bob = test_guest_login (hall, "bob");
  g_autofree char *nothing = g_strnfill (50000, '\n');
  g_autofree char *much = g_strconcat (nothing, "{\"do\":\"ping\",\"id\":\"c1\"}", NULL);

  test_guest_expect (alice, "{\"ev\":\"joined\"");
  test_guest_send (alice, much);
  test_guest_send (bob, "{\"do\":\"ping\",\"id\":\"c2\"}");
  test_guest_expect (bob, "{\"ev\":\"pong\",\"re\":\"c2\"");
  g_assert_cmpint (recv (alice->fd, &(char){ 0 }, 1, MSG_PEEK), ==, -1);
  test_guest_expect (alice, "{\"ev\":\"pong\",\"re\":\"c1\"");
}

/* fills @bob's end with what @alice says, to some 300 KiB beyond what the kernel holds */
static void
fill (TestGuest *alice)
{
  g_autofree char *text = g_strnfill (8000, 'x');
  g_autofree char *line = g_strdup_printf ("{\"do\":\"say\",\"text\":\"%s\"}", text);

  for (guint i = 0; i < 60; i++)
    {
      test_guest_send (alice, line);
      test_guest_expect (alice, "{\"ev\":\"said\"");
    }
}

/* §7.3, §9: a soft limit that the operator lifts closes nobody any more. */
static void
test_soft_limit_is_lifted (void)
{
  static const char *const settings[] = { "network.send-buffer=4KiB", "limits.queue-soft=64KiB", "limits.queue-soft-time=300ms", NULL };
  static const char *const lifted[] = { "limits.rate=off", "limits.queue-soft=off", "limits.queue-soft-time=300ms", NULL };
  g_autoptr (TestHall) hall = test_hall_new (settings);
  g_autoptr (TestGuest) alice = test_guest_login (hall, "alice");
  g_autoptr (TestGuest) bob = test_guest_connect_narrow (hall);

  test_guest_send (bob, "{\"do\":\"login\",\"name\":\"bob\"}");
  test_guest_expect (alice, "{\"ev\":\"joined\"");
  fill (alice);
  reload (hall, lifted);
  let_pass (hall, 500);
  test_guest_expect_nothing (alice);
}

/* … and a hard one that he lowers closes who is above it, without waiting for the next line. */
static void
test_hard_limit_is_lowered (void)
{
  static const char *const settings[] = { "network.send-buffer=4KiB", NULL };
  static const char *const lowered[] = { "limits.rate=off", "limits.queue-soft=32KiB", "limits.queue-hard=64KiB", NULL };
  g_autoptr (TestHall) hall = test_hall_new (settings);
  g_autoptr (TestGuest) alice = test_guest_login (hall, "alice");
  g_autoptr (TestGuest) bob = test_guest_connect_narrow (hall);

  test_guest_send (bob, "{\"do\":\"login\",\"name\":\"bob\"}");
  test_guest_expect (alice, "{\"ev\":\"joined\"");
  fill (alice);
  reload (hall, lowered);
  test_guest_expect (alice, "{\"ev\":\"left\",\"room\":\"lobby\",\"from\":\"bob\",\"reason\":\"too-slow\"");
}

/* §2.2: the sentence names the limit that this connection was told of. */
static void
test_line_limit_is_raised (void)
{
  static const char *const settings[] = { "limits.line=1KiB", "limits.message=1KiB", NULL };
  static const char *const raised[] = { "limits.rate=off", "limits.line=2KiB", "limits.message=1KiB", NULL };
  g_autoptr (TestHall) hall = test_hall_new (settings);
  g_autoptr (TestGuest) alice = test_guest_login (hall, "alice");
  g_autofree char *line = g_strnfill (1500, 'x');

  reload (hall, raised);
  test_guest_send (alice, line);
  test_guest_expect (alice, "{\"ev\":\"error\",\"code\":\"line-too-long\",\"text\":\"That line is too long: at most 1024 bytes fit.");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/service/limits/first-of-all", test_first_of_all);
  g_test_add_func ("/service/limits/grace-without-end", test_grace_without_end);
  g_test_add_func ("/service/limits/never-greeted-unasked", test_never_greeted_unasked);
  g_test_add_func ("/service/limits/no-blame-for-the-store", test_no_blame_for_the_store);
  g_test_add_func ("/service/limits/no-blame-for-a-question", test_no_blame_for_a_question);
  g_test_add_func ("/service/limits/bounded-nonsense", test_bounded_nonsense);
  g_test_add_func ("/service/limits/bounded-lists", test_bounded_lists);
  g_test_add_func ("/service/limits/nothing-takes-turns", test_nothing_takes_turns);
  g_test_add_func ("/service/limits/soft-limit-is-lifted", test_soft_limit_is_lifted);
  g_test_add_func ("/service/limits/hard-limit-is-lowered", test_hard_limit_is_lowered);
  g_test_add_func ("/service/limits/line-limit-is-raised", test_line_limit_is_raised);
  return g_test_run ();
}
