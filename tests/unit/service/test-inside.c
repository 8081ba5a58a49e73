/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "hall-support.h"
#include "server/service/natterd-inside.h"
#include "shared/natter-json.h"

/* Parties without a socket: §13. */

typedef struct
{
  TestHall *hall;
  NatterdInside *inside; /* (nullable) owned */
  GQueue lines;          /* (element-type utf8) owned: what it heard, as JSON */
  gboolean heard;        /* something, lately */
  const char *ends_at;   /* (nullable) the beginning of a line, at which it closes itself */
} Party;

static void
on_heard (gpointer user_data, const NatterEvent *event)
{
  Party *self = user_data;
  GString *line = g_string_new (NULL);

  g_assert_nonnull (self->inside);
  natter_json_encode_event (event, line);
  self->heard = TRUE;
  if (self->ends_at != NULL && g_str_has_prefix (line->str, self->ends_at))
    g_clear_pointer (&self->inside, natterd_inside_close);
  g_queue_push_tail (&self->lines, g_string_free (line, FALSE));
}

static Party *
party_new (TestHall *hall)
{
  Party *self = g_new0 (Party, 1);

  self->hall = hall;
  self->inside = natterd_inside_open (hall->hall, on_heard, self);
  return self;
}

static Party *
party_new_operator (TestHall *hall)
{
  Party *self = party_new (hall);

  natterd_inside_be_operator (self->inside, NULL);
  return self;
}

static void
party_free (Party *self)
{
  g_clear_pointer (&self->inside, natterd_inside_close);
  g_queue_clear_full (&self->lines, g_free);
  g_free (self);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Party, party_free)

/* @line: a command as JSON. */
static void
party_do (Party *self, const char *line)
{
  g_autoptr (GError) error = NULL;
  NatterCommand *command = natter_json_decode_command (line, strlen (line), NULL, &error);

  g_assert_no_error (error);
  natterd_inside_do (self->inside, command);
}

/* The next thing it hears begins with @prefix. */
static void
party_expect (Party *self, const char *prefix)
{
  g_autofree char *line = NULL;

  while (g_queue_is_empty (&self->lines))
    {
      self->heard = FALSE;
      test_hall_await (self->hall, &self->heard);
    }
  line = g_queue_pop_head (&self->lines);
  if (!g_str_has_prefix (line, prefix))
    g_error ("expected: %s\nheard: %s", prefix, line);
}

static void
party_expect_nothing (Party *self)
{
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_true (g_queue_is_empty (&self->lines));
}

/* §13.1, §7.1: what the operator says is heard by everyone, the operator included, once it is recorded. */
static void
test_operator_speaks_everywhere (void)
{
  g_autoptr (TestHall) hall = test_hall_new (NULL);
  g_autoptr (TestGuest) alice = test_guest_login (hall, "alice");
  g_autoptr (Party) operator= party_new_operator (hall);

  party_expect (operator, "{\"ev\":\"welcome\"");
  natterd_store_double_hold (hall->store);
  party_do (operator, "{\"do\":\"say\",\"room\":\"lobby\",\"text\":\"tea is ready\",\"id\":\"c1\"}");
  test_hall_await_waiting (hall, 1);
  party_expect_nothing (operator);
  test_guest_expect_nothing (alice);
  natterd_store_double_release (hall->store);
  test_guest_expect (alice, "{\"ev\":\"said\",\"room\":\"lobby\",\"seq\":1,\"from\":\"server\",\"text\":\"tea is ready\"");
  party_expect (operator, "{\"ev\":\"ok\",\"re\":\"c1\",\"room\":\"lobby\",\"seq\":1}");
  party_do (operator, "{\"do\":\"say\",\"room\":\"nowhere\",\"text\":\"hello\",\"id\":\"c2\"}");
  party_expect (operator, "{\"ev\":\"error\",\"re\":\"c2\",\"code\":\"not-in-room\"");
}

/* §13.1: in no list and no count, also where a room is followed; and nobody is told. */
static void
test_operator_is_unseen (void)
{
  g_autoptr (TestHall) hall = test_hall_new (NULL);
  g_autoptr (TestGuest) alice = test_guest_login (hall, "alice");
  g_autoptr (Party) operator= party_new_operator (hall);

  party_expect (operator, "{\"ev\":\"welcome\"");
  party_do (operator, "{\"do\":\"join\",\"room\":\"lobby\",\"id\":\"c1\"}");
  party_expect (operator, "{\"ev\":\"entered\",\"re\":\"c1\",\"room\":\"lobby\",\"topic\":\"\",\"seq\":0,\"count\":1,\"people\":[{\"name\":\"alice\",\"idle\":0}],\"role\":\"owner\"}");
  test_guest_expect_nothing (alice);
  test_guest_send (alice, "{\"do\":\"look\",\"id\":\"a1\"}\n{\"do\":\"who\",\"id\":\"a2\"}\n{\"do\":\"say\",\"text\":\"one\"}");
  test_guest_expect (alice, "{\"ev\":\"people\",\"re\":\"a1\",\"room\":\"lobby\",\"people\":[{\"name\":\"alice\",\"idle\":0}]}");
  test_guest_expect (alice, "{\"ev\":\"who\",\"re\":\"a2\",\"people\":[{\"name\":\"alice\",\"idle\":0,\"rooms\":[\"lobby\"]}]}");
  test_guest_expect (alice, "{\"ev\":\"said\"");
  party_expect (operator, "{\"ev\":\"said\",\"room\":\"lobby\",\"seq\":1,\"from\":\"alice\"");
  g_assert_cmpuint (natterd_hall_get_n_connections (hall->hall), ==, 1);
  party_do (operator, "{\"do\":\"leave\",\"room\":\"lobby\",\"id\":\"c2\"}");
  party_expect (operator, "{\"ev\":\"parted\",\"re\":\"c2\",\"room\":\"lobby\"");
  test_guest_send (alice, "{\"do\":\"say\",\"text\":\"two\"}");
  test_guest_expect (alice, "{\"ev\":\"said\"");
  party_expect_nothing (operator);
}

/* §13.1: a room that was followed is heard again when it is opened again, and no other one in its place. */
static void
test_followed_by_name (void)
{
  g_autoptr (TestHall) hall = test_hall_new (NULL);
  g_autoptr (TestGuest) alice = test_guest_login (hall, "alice");
  g_autoptr (Party) operator= party_new_operator (hall);

  party_expect (operator, "{\"ev\":\"welcome\"");
  test_guest_send (alice, "{\"do\":\"join\",\"room\":\"garden\"}");
  test_guest_expect (alice, "{\"ev\":\"entered\"");
  party_do (operator, "{\"do\":\"join\",\"room\":\"garden\",\"id\":\"c1\"}");
  party_expect (operator, "{\"ev\":\"entered\",\"re\":\"c1\",\"room\":\"garden\"");
  test_guest_send (alice, "{\"do\":\"leave\",\"room\":\"garden\"}\n{\"do\":\"join\",\"room\":\"shed\"}\n"
                          "{\"do\":\"say\",\"room\":\"shed\",\"text\":\"unheard\"}\n{\"do\":\"join\",\"room\":\"garden\"}\n"
                          "{\"do\":\"say\",\"room\":\"garden\",\"text\":\"heard\"}");
  party_expect (operator, "{\"ev\":\"joined\",\"room\":\"garden\",\"from\":\"alice\"");
  party_expect (operator, "{\"ev\":\"said\",\"room\":\"garden\",\"seq\":1,\"from\":\"alice\",\"text\":\"heard\"");
}

/* An ordinary session, but for the socket. */
static void
test_guest_inside (void)
{
  g_autoptr (TestHall) hall = test_hall_new (NULL);
  g_autoptr (TestGuest) alice = test_guest_login (hall, "alice");
  g_autoptr (Party) bob = party_new (hall);

  party_expect (bob, "{\"ev\":\"welcome\"");
  party_do (bob, "{\"do\":\"say\",\"text\":\"hello\",\"id\":\"c0\"}");
  party_expect (bob, "{\"ev\":\"error\",\"re\":\"c0\",\"code\":\"not-logged-in\"");
  party_do (bob, "{\"do\":\"login\",\"name\":\"bob\",\"id\":\"c1\"}");
  party_expect (bob, "{\"ev\":\"hello\",\"re\":\"c1\",\"name\":\"bob\",\"room\":\"lobby\"}");
  party_expect (bob, "{\"ev\":\"entered\"");
  test_guest_expect (alice, "{\"ev\":\"joined\",\"room\":\"lobby\",\"from\":\"bob\"");
  /* a password takes a while; what follows waits */
  party_do (bob, "{\"do\":\"register\",\"password\":\"correct horse\",\"id\":\"c2\"}");
  party_do (bob, "{\"do\":\"history\",\"id\":\"c3\"}");
  party_do (bob, "{\"do\":\"ping\",\"id\":\"c4\"}");
  party_expect (bob, "{\"ev\":\"done\",\"re\":\"c2\"");
  party_expect (bob, "{\"ev\":\"history\",\"re\":\"c3\"");
  party_expect (bob, "{\"ev\":\"pong\",\"re\":\"c4\"");
  g_assert_cmpuint (natterd_inside_get_n_waiting (bob->inside), ==, 0);
  g_clear_pointer (&bob->inside, natterd_inside_close);
  test_guest_expect (alice, "{\"ev\":\"left\",\"room\":\"lobby\",\"from\":\"bob\",\"reason\":\"closed\"");
}

/* It may be over while it is told something. */
static void
test_closed_while_it_hears (void)
{
  g_autoptr (TestHall) hall = test_hall_new (NULL);
  g_autoptr (TestGuest) alice = test_guest_login (hall, "alice");
  g_autoptr (Party) bob = party_new (hall);

  party_expect (bob, "{\"ev\":\"welcome\"");
  bob->ends_at = "{\"ev\":\"hello\"";
  party_do (bob, "{\"do\":\"login\",\"name\":\"bob\"}");
  party_do (bob, "{\"do\":\"say\",\"text\":\"said before\"}");
  party_expect (bob, "{\"ev\":\"hello\"");
  g_assert_null (bob->inside);
  test_guest_expect (alice, "{\"ev\":\"joined\"");
  test_guest_expect (alice, "{\"ev\":\"said\"");
  test_guest_expect (alice, "{\"ev\":\"left\",\"room\":\"lobby\",\"from\":\"bob\"");
  party_expect_nothing (bob);
}

static void
on_done (gpointer done)
{
  *(gboolean *) done = TRUE;
}

/* §7.5; and what its owner does afterwards does no harm. */
static void
test_shut_down (void)
{
  TestHall *hall = test_hall_new (NULL);
  g_autoptr (Party) operator= party_new_operator (hall);
  gboolean done = FALSE;

  party_expect (operator, "{\"ev\":\"welcome\"");
  natterd_hall_shut_down (hall->hall, on_done, &done);
  party_do (operator, "{\"do\":\"ping\"}");
  party_expect (operator, "{\"ev\":\"bye\",\"code\":\"shutting-down\"");
  test_hall_await (hall, &done);
  party_do (operator, "{\"do\":\"ping\"}");
  test_hall_free (hall);
  party_do (operator, "{\"do\":\"ping\"}");
  g_assert_true (g_queue_is_empty (&operator->lines));
}

/* The hall may go first, with events and commands on their way. */
static void
test_hall_goes_first (void)
{
  TestHall *hall = test_hall_new (NULL);
  g_autoptr (Party) operator= party_new_operator (hall);

  party_do (operator, "{\"do\":\"ping\"}");
  test_hall_free (hall);
  g_assert_true (g_queue_is_empty (&operator->lines));
}

/* Many commands: none is lost, and the others have their turns. */
static void
test_many_commands (void)
{
  g_autoptr (TestHall) hall = test_hall_new (NULL);
  g_autoptr (Party) operator= party_new_operator (hall);

  party_expect (operator, "{\"ev\":\"welcome\"");
  for (guint i = 0; i < 1000; i++)
    party_do (operator, "{\"do\":\"time\"}");
  g_assert_cmpuint (natterd_inside_get_n_waiting (operator->inside), ==, 1000);
  for (guint i = 0; i < 1000; i++)
    party_expect (operator, "{\"ev\":\"time\"");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/inside/operator-speaks-everywhere", test_operator_speaks_everywhere);
  g_test_add_func ("/inside/operator-is-unseen", test_operator_is_unseen);
  g_test_add_func ("/inside/followed-by-name", test_followed_by_name);
  g_test_add_func ("/inside/guest", test_guest_inside);
  g_test_add_func ("/inside/closed-while-it-hears", test_closed_while_it_hears);
  g_test_add_func ("/inside/shut-down", test_shut_down);
  g_test_add_func ("/inside/hall-goes-first", test_hall_goes_first);
  g_test_add_func ("/inside/many-commands", test_many_commands);
  return g_test_run ();
}
