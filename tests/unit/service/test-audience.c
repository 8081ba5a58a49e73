/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "server/service/natterd-audience.h"

#define LISTENERS 40
#define ROOMS     12

static gboolean
hears (const NatterdAudiences *audiences, guint room, const NatterdListenerSeats *listener)
{
  const NatterdAudience *audience = natterd_audiences_get (audiences, room);
  guint n = 0;

  for (guint i = 0; i < audience->n; i++)
    n += audience->listeners[i] == listener;
  g_assert_cmpuint (n, <=, 1);
  return n == 1;
}

static void
check_all (const NatterdAudiences *audiences, const NatterdListenerSeats *listeners,
           gboolean expected[LISTENERS][ROOMS])
{
  for (guint i = 0; i < LISTENERS; i++)
    {
      guint n = 0;

      for (guint room = 0; room < ROOMS; room++)
        {
          g_assert_cmpint (hears (audiences, room, &listeners[i]), ==, expected[i][room]);
          n += expected[i][room] ? 1 : 0;
        }
      g_assert_cmpuint (listeners[i].n, ==, n);
    }
}

/* Whoever enters and departs in whatever order, each audience has just those who are in it. */
static void
test_random_walk (void)
{
  NatterdAudiences audiences;
  NatterdListenerSeats listeners[LISTENERS] = { 0 };
  gboolean expected[LISTENERS][ROOMS] = { 0 };

  natterd_audiences_init (&audiences);
  for (guint step = 0; step < 3000; step++)
    {
      guint who = (guint) g_test_rand_int_range (0, LISTENERS);
      guint room = (guint) g_test_rand_int_range (0, ROOMS);

      expected[who][room] = g_test_rand_bit ();
      if (expected[who][room])
        natterd_audiences_enter (&audiences, &listeners[who], room);
      else
        natterd_audiences_depart (&audiences, &listeners[who], room);
      if (step % 50 == 0)
        check_all (&audiences, listeners, expected);
    }
  check_all (&audiences, listeners, expected);
  for (guint i = 0; i < LISTENERS; i++)
    natterd_audiences_depart_all (&audiences, &listeners[i]);
  for (guint room = 0; room < ROOMS; room++)
    g_assert_cmpuint (natterd_audiences_get (&audiences, room)->n, ==, 0);
  natterd_audiences_clear (&audiences);
}

static void
test_unknown_room (void)
{
  NatterdAudiences audiences;

  natterd_audiences_init (&audiences);
  g_assert_cmpuint (natterd_audiences_get (&audiences, 7000)->n, ==, 0);
  natterd_audiences_clear (&audiences);
}

/* With the limits lifted one listens to more rooms than fit 16 bits. */
static void
test_many_rooms (void)
{
  const guint most = 66000;
  NatterdListenerSeats listener = { 0 };
  NatterdAudiences audiences;

  natterd_audiences_init (&audiences);
  /* the latest first: the way to a seat is the way through those before it */
  g_array_set_size (audiences.rooms, most);
  for (guint room = 0; room < most; room++)
    natterd_audiences_enter (&audiences, &listener, room);
  for (guint room = 0; room < most; room++)
    g_assert_cmpuint (natterd_audiences_get (&audiences, room)->n, ==, 1);
  natterd_audiences_depart_all (&audiences, &listener);
  for (guint room = 0; room < most; room++)
    g_assert_cmpuint (natterd_audiences_get (&audiences, room)->n, ==, 0);
  natterd_audiences_clear (&audiences);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/service/audience/random-walk", test_random_walk);
  g_test_add_func ("/service/audience/unknown-room", test_unknown_room);
  g_test_add_func ("/service/audience/many-rooms", test_many_rooms);
  return g_test_run ();
}
