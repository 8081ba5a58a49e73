/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "hall-support.h"

#include <string.h>

/* PROTOCOL.md §5.19, §5.20, §7.7: coming back while the store takes its time, or fails. */

/* @line up to the value of @key, a string. (transfer full) */
static char *
dup_string (const char *line, const char *key)
{
  g_autofree char *before = g_strdup_printf ("\"%s\":\"", key);
  const char *value = strstr (line, before);

  g_assert_nonnull (value);
  value += strlen (before);
  return g_strndup (value, strcspn (value, "\""));
}

/* Logs in, takes the token, and breaks off. (transfer full) */
static char *
leave_behind (TestHall *hall, const char *name)
{
  g_autoptr (TestGuest) guest = test_guest_connect (hall);
  g_autofree char *login = g_strdup_printf ("{\"do\":\"login\",\"name\":\"%s\",\"resume\":true}", name);
  g_autofree char *hello = NULL;

  test_guest_send (guest, login);
  test_guest_expect (guest, "{\"ev\":\"welcome\"");
  hello = test_guest_take (guest);
  test_guest_expect (guest, "{\"ev\":\"entered\"");
  return dup_string (hello, "token");
}

static TestGuest *
come_back (TestHall *hall, const char *token, const char *seen)
{
  TestGuest *guest = test_guest_connect (hall);
  g_autofree char *line = g_strdup_printf ("{\"do\":\"resume\",\"token\":\"%s\",\"seen\":[{\"room\":\"lobby\",\"seq\":%s}],\"id\":\"r\"}",
                                           token, seen);

  test_guest_send (guest, line);
  return guest;
}

static void
expect_welcome_back (TestGuest *guest)
{
  test_guest_expect (guest, "{\"ev\":\"welcome\"");
  test_guest_expect (guest, "{\"ev\":\"hello\",\"re\":\"r\"");
  test_guest_expect (guest, "{\"ev\":\"entered\",\"room\":\"lobby\"");
}

static void
say (TestGuest *guest, const char *text)
{
  g_autofree char *line = g_strdup_printf ("{\"do\":\"say\",\"text\":\"%s\"}", text);

  test_guest_send (guest, line);
}

/* Reads on, until something was said. */
static void
await_said (TestGuest *guest)
{
  g_autofree char *line = NULL;

  do
    {
      g_free (line);
      line = test_guest_take (guest);
    }
  while (!g_str_has_prefix (line, "{\"ev\":\"said\""));
}

/* The next line is a page of @n messages, with @bounds. */
static void
expect_page (TestGuest *guest, guint n, const char *bounds)
{
  g_autofree char *line = test_guest_take (guest);
  g_auto (GStrv) parts = g_strsplit (line, "\"seq\":", -1);

  g_assert_true (g_str_has_prefix (line, "{\"ev\":\"history\""));
  g_assert_cmpuint (g_strv_length (parts), ==, n + 1);
  g_assert_true (g_str_has_suffix (line, bounds));
}

/* §5.19: what is recorded while a page is on its way is not in it, and is told after live; what was asked of the server meanwhile is answered then. */
static void
test_meanwhile (void)
{
  g_autoptr (TestHall) hall = test_hall_new (NULL);
  g_autoptr (TestGuest) bob = test_guest_login (hall, "bob");
  g_autofree char *token = leave_behind (hall, "alice");
  g_autoptr (TestGuest) alice = NULL;

  test_guest_expect (bob, "{\"ev\":\"joined\"");
  say (bob, "one");
  test_guest_expect (bob, "{\"ev\":\"said\",\"room\":\"lobby\",\"seq\":1");
  natterd_store_double_hold (hall->store);
  alice = come_back (hall, token, "0");
  test_guest_send (alice, "{\"do\":\"ping\",\"id\":\"p\"}");
  expect_welcome_back (alice);
  test_hall_await_waiting (hall, 1); /* the page */
  say (bob, "two");
  test_hall_await_waiting (hall, 2);
  test_guest_expect_nothing (alice);
  natterd_store_double_release (hall->store);
  test_guest_expect (alice, "{\"ev\":\"history\",\"room\":\"lobby\",\"messages\":[{\"seq\":1,");
  test_guest_expect (alice, "{\"ev\":\"live\"}");
  test_guest_expect (alice, "{\"ev\":\"said\",\"room\":\"lobby\",\"seq\":2");
  test_guest_expect (alice, "{\"ev\":\"pong\",\"re\":\"p\"");
}

/* … also where the store has recorded it before it looks for the page. */
static void
test_recorded_before_the_page (void)
{
  g_autoptr (TestHall) hall = test_hall_new (NULL);
  g_autoptr (TestGuest) bob = test_guest_login (hall, "bob");
  g_autofree char *token = leave_behind (hall, "alice");
  g_autoptr (TestGuest) alice = NULL;

  test_guest_expect (bob, "{\"ev\":\"joined\"");
  say (bob, "one");
  test_guest_expect (bob, "{\"ev\":\"said\",\"room\":\"lobby\",\"seq\":1");
  natterd_store_double_hold (hall->store);
  say (bob, "two");
  test_hall_await_waiting (hall, 1);
  alice = come_back (hall, token, "0");
  say (bob, "three");
  test_guest_expect_nothing (bob);
  natterd_store_double_release (hall->store);
  expect_welcome_back (alice);
  test_guest_expect (alice, "{\"ev\":\"history\",\"room\":\"lobby\",\"messages\":[{\"seq\":1,");
  test_guest_expect (alice, "{\"ev\":\"live\"}");
  test_guest_expect (alice, "{\"ev\":\"said\",\"room\":\"lobby\",\"seq\":3");
}

/* … and between two pages: it is there when the last one is read, and not a part of it. */
static void
test_recorded_between_pages (void)
{
  static const char *const settings[] = { "limits.history=2", NULL };
  g_autoptr (TestHall) hall = test_hall_new (settings);
  g_autoptr (TestGuest) bob = test_guest_login (hall, "bob");
  g_autofree char *token = leave_behind (hall, "alice");
  g_autoptr (TestGuest) alice = NULL;

  test_guest_expect (bob, "{\"ev\":\"joined\"");
  for (guint i = 0; i < 3; i++)
    {
      say (bob, "again");
      await_said (bob);
    }
  natterd_store_double_hold (hall->store);
  alice = come_back (hall, token, "0");
  expect_welcome_back (alice);
  test_hall_await_waiting (hall, 1);
  say (bob, "four");
  test_hall_await_waiting (hall, 2);
  natterd_store_double_release (hall->store);
  expect_page (alice, 2, "\"begin\":1,\"end\":2}");
  expect_page (alice, 1, "\"begin\":3,\"end\":3}");
  test_guest_expect (alice, "{\"ev\":\"live\"}");
  test_guest_expect (alice, "{\"ev\":\"said\",\"room\":\"lobby\",\"seq\":4");
}

/* §5.20: rather nothing than a gap; and it can be tried again. */
static void
test_page_fails (void)
{
  g_autoptr (TestHall) hall = test_hall_new (NULL);
  g_autoptr (TestGuest) bob = test_guest_login (hall, "bob");
  g_autofree char *token = leave_behind (hall, "alice");
  g_autoptr (TestGuest) alice = NULL;
  g_autoptr (TestGuest) again = NULL;

  test_guest_expect (bob, "{\"ev\":\"joined\"");
  say (bob, "one");
  test_guest_expect (bob, "{\"ev\":\"said\"");
  natterd_store_double_fail_fetch (hall->store);
  alice = come_back (hall, token, "0");
  expect_welcome_back (alice);
  test_guest_expect (alice, "{\"ev\":\"bye\",\"code\":\"storage-unavailable\"");
  test_guest_expect_end (alice);
  again = come_back (hall, token, "0");
  expect_welcome_back (again);
  test_guest_expect (again, "{\"ev\":\"history\"");
  test_guest_expect (again, "{\"ev\":\"live\"}");
  test_guest_expect_nothing (bob);
}

/* Broken off again while the page is on its way: its answer is nobody's. */
static void
test_broken_off_again (void)
{
  g_autoptr (TestHall) hall = test_hall_new (NULL);
  g_autoptr (TestGuest) bob = test_guest_login (hall, "bob");
  g_autofree char *token = leave_behind (hall, "alice");
  TestGuest *alice;
  g_autoptr (TestGuest) again = NULL;

  test_guest_expect (bob, "{\"ev\":\"joined\"");
  say (bob, "one");
  test_guest_expect (bob, "{\"ev\":\"said\"");
  natterd_store_double_hold (hall->store);
  alice = come_back (hall, token, "0");
  expect_welcome_back (alice);
  test_hall_await_waiting (hall, 1);
  test_guest_free (alice);
  again = come_back (hall, token, "0");
  expect_welcome_back (again);
  test_hall_await_waiting (hall, 2);
  natterd_store_double_release (hall->store);
  test_guest_expect (again, "{\"ev\":\"history\"");
  test_guest_expect (again, "{\"ev\":\"live\"}");
  test_guest_expect_nothing (again);
  test_guest_expect_nothing (bob);
}

/* More of them than pages are asked for at a time; some break off while they wait. */
static void
test_many (void)
{
  g_autoptr (TestHall) hall = test_hall_new (NULL);
  g_autoptr (TestGuest) bob = test_guest_login (hall, "bob");
  char *tokens[150];
  TestGuest *guests[G_N_ELEMENTS (tokens)];

  for (guint i = 0; i < G_N_ELEMENTS (tokens); i++)
    {
      g_autofree char *name = g_strdup_printf ("p%u", i);

      tokens[i] = leave_behind (hall, name);
    }
  say (bob, "one");
  await_said (bob);
  natterd_store_double_hold (hall->store);
  for (guint i = 0; i < G_N_ELEMENTS (tokens); i++)
    {
      guests[i] = come_back (hall, tokens[i], "0");
      expect_welcome_back (guests[i]);
    }
  g_assert_cmpuint (natterd_store_double_get_n_waiting (hall->store), <=, 64);
  for (guint i = 0; i < G_N_ELEMENTS (tokens); i += 2)
    g_clear_pointer (&guests[i], test_guest_free);
  natterd_store_double_release (hall->store);
  for (guint i = 1; i < G_N_ELEMENTS (tokens); i += 2)
    {
      test_guest_expect (guests[i], "{\"ev\":\"history\"");
      test_guest_expect (guests[i], "{\"ev\":\"live\"}");
      test_guest_free (guests[i]);
    }
  for (guint i = 0; i < G_N_ELEMENTS (tokens); i++)
    g_free (tokens[i]);
}

static void
on_done (gpointer done)
{
  *(gboolean *) done = TRUE;
}

/* §7.5, §4.36: going down with people held, and in the middle of a page. */
static void
test_going_down (void)
{
  g_autoptr (TestHall) hall = test_hall_new (NULL);
  g_autoptr (TestGuest) bob = test_guest_login (hall, "bob");
  g_autofree char *token = leave_behind (hall, "alice");
  g_autofree char *other = leave_behind (hall, "carol");
  g_autoptr (TestGuest) alice = NULL;
  gboolean done = FALSE;

  say (bob, "one");
  test_guest_expect (bob, "{\"ev\":\"joined\"");
  test_guest_expect (bob, "{\"ev\":\"joined\"");
  test_guest_expect (bob, "{\"ev\":\"said\"");
  natterd_store_double_hold (hall->store);
  alice = come_back (hall, token, "0");
  expect_welcome_back (alice);
  test_hall_await_waiting (hall, 1);
  natterd_hall_shut_down (hall->hall, on_done, &done);
  test_guest_expect (alice, "{\"ev\":\"bye\",\"code\":\"shutting-down\"");
  test_guest_expect (bob, "{\"ev\":\"bye\",\"code\":\"shutting-down\"");
  test_guest_expect_end (bob);
  test_hall_await (hall, &done);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/service/resume/meanwhile", test_meanwhile);
  g_test_add_func ("/service/resume/recorded-before-the-page", test_recorded_before_the_page);
  g_test_add_func ("/service/resume/recorded-between-pages", test_recorded_between_pages);
  g_test_add_func ("/service/resume/page-fails", test_page_fails);
  g_test_add_func ("/service/resume/broken-off-again", test_broken_off_again);
  g_test_add_func ("/service/resume/many", test_many);
  g_test_add_func ("/service/resume/going-down", test_going_down);
  return g_test_run ();
}
