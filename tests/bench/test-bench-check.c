/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "bench-check.h"
#include "bench-load.h"

/* The check itself: a bench that cannot see a lost message proves nothing. Nothing here opens a connection. */

static const BenchWorkload two_rooms = {
  .name = "test",
  .rooms = 2,
  .members = 3,
  .senders = 2,
  .window = 4,
  .in_flight = 1,
  .payload = 40,
};

typedef struct
{
  BenchLoad load;
} Fixture;

static void
set_up (Fixture *fixture,
        gconstpointer driver)
{
  g_autoptr (GError) error = NULL;

  bench_load_init (&fixture->load, &two_rooms, driver, &error);
  g_assert_no_error (error);
}

static void
tear_down (Fixture *fixture,
           gconstpointer driver)
{
  bench_load_clear (&fixture->load);
}

/* the reader with this place in the first room gets message @number of @sender */
static void
deliver (Fixture *fixture,
         guint place,
         guint32 sender,
         guint32 number)
{
  char text[40];
  BenchPayload payload = { sender, number };

  bench_payload_write (text, sizeof text, payload);
  bench_check_delivery (&fixture->load, &fixture->load.clients[place], (BenchSpan){ text, sizeof text });
}

static void
test_in_order (Fixture *fixture,
               gconstpointer driver)
{
  for (guint32 number = 0; number < 3; number++)
    for (guint place = 0; place < 3; place++)
      deliver (fixture, place, 1, number);
  g_assert_true (bench_tally_is_clean (&fixture->load.tally));
  g_assert_cmpuint (fixture->load.tally.deliveries, ==, 9);
  g_assert_cmpuint (fixture->load.senders[1].returned, ==, 3);
  g_assert_cmpuint (fixture->load.senders[0].returned, ==, 0);
}

static void
test_repeated (Fixture *fixture,
               gconstpointer driver)
{
  deliver (fixture, 0, 0, 0);
  deliver (fixture, 0, 0, 0);
  g_assert_cmpuint (fixture->load.tally.repeated, ==, 1);
  g_assert_cmpuint (fixture->load.tally.deliveries, ==, 1);
}

static void
test_out_of_order (Fixture *fixture,
                   gconstpointer driver)
{
  deliver (fixture, 2, 0, 1);
  deliver (fixture, 2, 0, 0);
  g_assert_cmpuint (fixture->load.tally.missing, ==, 1);
  g_assert_cmpuint (fixture->load.tally.repeated, ==, 1);
}

static void
test_missing_at_the_end (Fixture *fixture,
                         gconstpointer driver)
{
  fixture->load.senders[0].sent = 2;
  fixture->load.tally.sent = 2;
  for (guint place = 0; place < 3; place++)
    deliver (fixture, place, 0, 0);
  g_assert_false (bench_check_is_complete (&fixture->load));
  deliver (fixture, 0, 0, 1);
  deliver (fixture, 1, 0, 1);
  bench_check_count_missing (&fixture->load);
  g_assert_cmpuint (fixture->load.tally.missing, ==, 1);
  g_assert_false (bench_tally_is_clean (&fixture->load.tally));
}

static void
test_wrong_room (Fixture *fixture,
                 gconstpointer driver)
{
  deliver (fixture, 0, 2, 0); /* of the second room */
  deliver (fixture, 0, 4, 0); /* of nobody */
  g_assert_cmpuint (fixture->load.tally.misrouted, ==, 2);
}

static void
test_damaged (Fixture *fixture,
              gconstpointer driver)
{
  char text[41];
  BenchPayload payload = { 0, 0 };
  BenchClient *client = &fixture->load.clients[0];

  bench_payload_write (text, sizeof text, payload);
  bench_check_delivery (&fixture->load, client, (BenchSpan){ text, 39 });
  bench_check_delivery (&fixture->load, client, (BenchSpan){ text, 41 });
  text[30] = 'y';
  bench_check_delivery (&fixture->load, client, (BenchSpan){ text, 40 });
  g_assert_cmpuint (fixture->load.tally.damaged, ==, 3);
}

/* over IRC a sender does not read itself, and its neighbour's reading moves its window on */
static void
test_without_echo (Fixture *fixture,
                   gconstpointer driver)
{
  fixture->load.senders[0].sent = 1;
  fixture->load.tally.sent = 1;
  deliver (fixture, 2, 0, 0);
  g_assert_cmpuint (fixture->load.senders[0].returned, ==, 0);
  deliver (fixture, 1, 0, 0);
  g_assert_cmpuint (fixture->load.senders[0].returned, ==, 1);
  g_assert_true (bench_check_is_complete (&fixture->load));
  bench_check_count_missing (&fixture->load);
  g_assert_true (bench_tally_is_clean (&fixture->load.tally));
  deliver (fixture, 0, 0, 0);
  g_assert_cmpuint (fixture->load.tally.misrouted, ==, 1);
}

static void
test_lines (void)
{
  const struct
  {
    const BenchDriver *driver;
    const char *line;
    BenchLine kind;
    const char *text;
  } cases[] = {
    { &bench_driver_bare, "=1", BENCH_LINE_DELIVERY, "=1" },
    { &bench_driver_bare, "J r1", BENCH_LINE_READY, NULL },
    { &bench_driver_bare, "what", BENCH_LINE_FAILED, NULL },
    { &bench_driver_irc, ":b1!~b1@host PRIVMSG #r0 :=1", BENCH_LINE_DELIVERY, "=1" },
    { &bench_driver_irc, ":server 366 b1 #r0 :End", BENCH_LINE_READY, NULL },
    { &bench_driver_irc, ":server 433 b1 :Taken", BENCH_LINE_FAILED, NULL },
    { &bench_driver_irc, ":b2!~b2@host JOIN :#r0", BENCH_LINE_OTHER, NULL },
    { &bench_driver_json, "{\"ev\":\"said\",\"room\":\"r0\",\"from\":\"b1\",\"text\":\"=1\",\"time\":\"\"}", BENCH_LINE_DELIVERY, "=1" },
    { &bench_driver_json, "{\"ev\":\"error\",\"code\":\"slow-down\"}", BENCH_LINE_FAILED, NULL },
    { &bench_driver_json, "{\"ev\":\"parted\",\"re\":\"leave\",\"room\":\"lobby\"}", BENCH_LINE_READY, NULL },
    { &bench_driver_text, "b1: =1", BENCH_LINE_DELIVERY, "=1" },
    { &bench_driver_text, "b2 has joined.", BENCH_LINE_OTHER, NULL },
    { &bench_driver_text, "Pong!", BENCH_LINE_READY, NULL },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      BenchClient client = { .fd = -1, .state = BENCH_CLIENT_LOGGING_IN };
      BenchSpan text = { "", 0 };
      BenchSpan line = { cases[i].line, strlen (cases[i].line) };

      g_test_message ("%s: %s", cases[i].driver->name, cases[i].line);
      g_assert_cmpint (cases[i].driver->read_line (&client, line, &text), ==, cases[i].kind);
      if (cases[i].text != NULL)
        g_assert_cmpmem (text.text, text.length, cases[i].text, strlen (cases[i].text));
    }
}

int
main (int argc,
      char *argv[])
{
  const struct
  {
    const char *path;
    const BenchDriver *driver;
    void (*run) (Fixture *, gconstpointer);
  } tests[] = {
    { "/bench/check/in-order", &bench_driver_json, test_in_order },
    { "/bench/check/repeated", &bench_driver_json, test_repeated },
    { "/bench/check/out-of-order", &bench_driver_json, test_out_of_order },
    { "/bench/check/missing-at-the-end", &bench_driver_json, test_missing_at_the_end },
    { "/bench/check/wrong-room", &bench_driver_json, test_wrong_room },
    { "/bench/check/damaged", &bench_driver_json, test_damaged },
    { "/bench/check/without-echo", &bench_driver_irc, test_without_echo },
  };

  g_test_init (&argc, &argv, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].path, Fixture, tests[i].driver, set_up, tests[i].run, tear_down);
  g_test_add_func ("/bench/drivers/lines", test_lines);
  return g_test_run ();
}
