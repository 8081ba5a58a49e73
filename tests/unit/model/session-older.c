/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "model-support.h"

/* The window on the past, from the server alone: §4.17, §5.14. */

static NatterUiMessageList *
get_list (World *world)
{
  return natter_ui_room_get_messages (world_room (world, "lobby"));
}

static guint
count (World *world)
{
  return g_list_model_get_n_items (G_LIST_MODEL (get_list (world)));
}

static guint64
get_seq (World *world, guint position)
{
  return natter_ui_message_get_seq (natter_ui_message_list_get (get_list (world), position));
}

static void
load (World *world)
{
  natter_ui_session_load_older (world->session, world_room (world, "lobby"));
}

#define assert_past(world, past) \
  g_assert_cmpint (natter_ui_room_get_past (world_room ((world), "lobby")), ==, NATTER_UI_PAST_##past)

/* In a room whose last is @seq, with the last hundred. */
static World *
enter (guint seq)
{
  World *world = world_new ();

  natter_ui_session_open (world->session, "localhost", "alice", NULL);
  world_greet (world, seq);
  world_skip_to (world, NATTER_COMMAND_HISTORY);
  world_tell_history (world, "lobby", seq > 99 ? seq - 99 : 1, seq, seq > 100 ? "'more':true" : NULL);
  return world;
}

static void
went_to_cb (NatterUiSession *session, NatterUiRoom *room, guint64 seq, gpointer user_data)
{
  *(guint64 *) user_data = seq;
}

/* Asked for once at a time, and merged by sequence. */
static void
test_steps (void)
{
  g_autoptr (World) world = enter (1000);
  g_autoptr (Mirror) mirror = mirror_new (G_LIST_MODEL (get_list (world)));

  assert_past (world, OPEN);
  load (world);
  assert_past (world, ASKED);
  load (world);
  world_expect (world, "{'do':'history','room':'lobby','before':901,'count':100}");
  world_expect_nothing (world);
  world_tell (world, "{'ev':'said','room':'lobby','seq':1001,'from':'bob','text':'meanwhile','time':'2026-01-02T03:04:05.678Z'}");
  world_tell_history (world, "lobby", 801, 900, "'more':true");
  assert_past (world, OPEN);
  g_assert_cmpuint (count (world), ==, 201);
  g_assert_cmpuint (get_seq (world, 0), ==, 801);
  g_assert_cmpuint (get_seq (world, 200), ==, 1001);
  g_assert_cmpuint (mirror_get_changes (mirror), ==, 2);
  g_assert_cmpuint (natter_ui_room_get_unread (world_room (world, "lobby")), ==, 0);
}

/* Back to the first message that was ever said, in a list that stays small; and down again to the last. */
static void
test_back_to_the_first (void)
{
  g_autoptr (World) world = enter (2000);
  g_autoptr (Mirror) mirror = mirror_new (G_LIST_MODEL (get_list (world)));
  guint pages = 0;

  natter_ui_message_list_set_held (get_list (world), TRUE);
  while (get_seq (world, 0) > 1)
    {
      guint first = (guint) get_seq (world, 0);

      load (world);
      world_skip_to (world, NATTER_COMMAND_HISTORY);
      world_tell_history (world, "lobby", first > 100 ? first - 100 : 1, first - 1, first > 101 ? "'more':true" : NULL);
      g_assert_cmpuint (get_seq (world, 0), <, first);
      g_assert_cmpuint (count (world), <=, 800);
      pages++;
    }
  g_assert_cmpuint (pages, ==, 19);
  assert_past (world, WHOLE);
  g_assert_true (natter_ui_message_list_get_newer (get_list (world)));

  /* What is said now has no place in it. */
  world_tell (world, "{'ev':'said','room':'lobby','seq':2001,'from':'bob','text':'now','time':'2026-01-02T03:04:05.678Z'}");
  g_assert_cmpuint (get_seq (world, count (world) - 1), <, 2000);

  while (natter_ui_message_list_get_newer (get_list (world)))
    {
      guint last = (guint) get_seq (world, count (world) - 1);

      /* held, it drops what is below: who scrolls down lets go */
      natter_ui_message_list_set_held (get_list (world), FALSE);
      natter_ui_session_load_newer (world->session, world_room (world, "lobby"));
      world_skip_to (world, NATTER_COMMAND_HISTORY);
      world_tell_history (world, "lobby", last + 1, MIN (last + 100, 2001), last + 100 < 2001 ? "'more':true" : NULL);
      g_assert_cmpuint (count (world), <=, 800);
    }
  g_assert_cmpuint (get_seq (world, count (world) - 1), ==, 2001);
  assert_past (world, OPEN);
}

/* Somebody looks at the past: the end comes back at once, also by saying something. */
static void
test_back_to_the_newest (void)
{
  g_autoptr (World) world = enter (1000);
  guint64 seq = G_MAXUINT64;
  g_autofree char *id = NULL;

  g_signal_connect (world->session, "went-to", G_CALLBACK (went_to_cb), &seq);
  natter_ui_session_go_to (world->session, world_room (world, "lobby"), 950);
  g_assert_cmpuint (seq, ==, 950);
  g_assert_cmpuint (count (world), ==, 100);

  natter_ui_session_go_to (world->session, world_room (world, "lobby"), 200);
  world_expect (world, "{'do':'history','room':'lobby','before':250,'count':100}");
  world_tell_history (world, "lobby", 150, 249, "'more':true");
  g_assert_cmpuint (seq, ==, 200);
  g_assert_cmpuint (get_seq (world, 0), ==, 150);
  g_assert_true (natter_ui_message_list_get_newer (get_list (world)));

  natter_ui_session_go_to_time (world->session, world_room (world, "lobby"), G_GINT64_CONSTANT (1767323046000000));
  world_expect (world, "{'do':'history','room':'lobby','at':'2026-01-02T03:04:06.000Z','count':100}");
  world_tell_history (world, "lobby", 300, 399, "'more':true");
  g_assert_cmpuint (seq, ==, 300);

  natter_ui_session_submit (world->session, world_room (world, "lobby"), "hello", NULL);
  world_expect (world, "{'do':'history','room':'lobby','count':100}");
  id = g_strdup (world->id);
  world_expect (world, "{'do':'say','room':'lobby','text':'hello'}");
  world_tell (world, "{'ev':'said','room':'lobby','seq':1001,'from':'alice','text':'hello','time':'2026-01-02T03:04:05.678Z','id':'%ID'}");
  g_free (world->id);
  world->id = g_steal_pointer (&id);
  world_tell_history (world, "lobby", 902, 1001, "'more':true");
  g_assert_false (natter_ui_message_list_get_newer (get_list (world)));
  g_assert_cmpuint (get_seq (world, count (world) - 1), ==, 1001);
  g_assert_cmpuint (count (world), ==, 100);
  g_assert_cmpuint (seq, ==, 300); /* the end is no message that one went to */
}

/* A page that comes when one is elsewhere already. */
static void
test_stale (void)
{
  g_autoptr (World) world = enter (1000);
  g_autofree char *older = NULL;

  load (world);
  world_expect (world, "{'do':'history','room':'lobby','before':901,'count':100}");
  older = g_strdup (world->id);
  natter_ui_session_go_to (world->session, world_room (world, "lobby"), 200);
  world_skip_to (world, NATTER_COMMAND_HISTORY);
  world_tell_history (world, "lobby", 150, 249, "'more':true");
  g_free (world->id);
  world->id = g_steal_pointer (&older);
  world_tell_history (world, "lobby", 801, 900, "'more':true");
  g_assert_cmpuint (get_seq (world, 0), ==, 150);
  g_assert_cmpuint (count (world), ==, 100);
  assert_past (world, OPEN);
}

/* The first message ever is known: nobody is asked. */
static void
test_whole (void)
{
  g_autoptr (World) world = enter (40);
  g_autoptr (World) empty = enter (0);

  assert_past (world, WHOLE);
  assert_past (empty, WHOLE);
  load (world);
  world_expect_nothing (world);
}

/* The server has forgotten what was before. */
static void
test_forgotten (void)
{
  g_autoptr (World) world = enter (1000);

  load (world);
  world_skip_to (world, NATTER_COMMAND_HISTORY);
  world_tell_history (world, "lobby", 881, 900, NULL);
  assert_past (world, WHOLE);
  g_assert_cmpuint (count (world), ==, 120);
}

/* Refused, or the connection breaks: it can be asked for again, but not at once where the server says so. */
static void
test_refused (void)
{
  g_autoptr (World) world = enter (1000);

  load (world);
  world_skip_to (world, NATTER_COMMAND_HISTORY);
  world_tell (world, "{'ev':'error','re':'%ID','code':'slow-down','text':'Wait 3 s.','wait':3}");
  assert_past (world, OPEN);
  g_assert_cmpuint (count (world), ==, 100); /* nothing about it is shown: nobody typed a command */
  load (world);
  world_skip_to (world, NATTER_COMMAND_PING);
  world_expect_nothing (world);
  world_pass (world, 3);
  world_skip_to (world, NATTER_COMMAND_PING);
  load (world);
  world_expect (world, "{'do':'history','room':'lobby','before':901,'count':100}");
  assert_past (world, ASKED);
  world_break (world);
  assert_past (world, OPEN);
  load (world);
  world_expect_nothing (world);
}

/* A conversation that was closed may have a past; one with nobody has none. */
static void
test_direct (void)
{
  g_autoptr (World) world = enter (0);
  NatterUiRoom *talk = natter_ui_session_open_direct (world->session, "bob", NULL);

  g_assert_cmpint (natter_ui_room_get_past (talk), ==, NATTER_UI_PAST_OPEN);
  natter_ui_session_load_older (world->session, talk);
  world_skip_to (world, NATTER_COMMAND_HISTORY);
  world_tell_history (world, "@bob", 3, 4, NULL);
  world_assert_texts (world, "@bob", "3 bob: m3\n4 bob: m4\n");
  g_assert_cmpint (natter_ui_room_get_past (talk), ==, NATTER_UI_PAST_WHOLE);

  talk = natter_ui_session_open_direct (world->session, "nobody", NULL);
  natter_ui_session_load_older (world->session, talk);
  world_expect (world, "{'do':'history','room':'@nobody','count':100}");
  world_tell (world, "{'ev':'error','re':'%ID','code':'no-such-person','text':'Nobody.'}");
  g_assert_cmpint (natter_ui_room_get_past (talk), ==, NATTER_UI_PAST_WHOLE);
}

/* What the list dropped, since it keeps so many, comes back. */
static void
test_dropped (void)
{
  g_autoptr (World) world = enter (0);

  for (guint i = 1; i <= NATTER_UI_MESSAGE_LIST_MOST + 300; i++)
    {
      g_autofree char *said = g_strdup_printf ("{'ev':'said','room':'lobby','seq':%u,'from':'bob','text':'x','time':'2026-01-02T03:04:05.678Z'}", i);

      world_tell (world, said);
    }
  assert_past (world, OPEN);
  world_skip_to (world, NATTER_COMMAND_PING);
  load (world);
  world_expect (world, "{'do':'history','room':'lobby','before':202,'count':100}");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/model/older/steps", test_steps);
  g_test_add_func ("/model/older/back-to-the-first", test_back_to_the_first);
  g_test_add_func ("/model/older/back-to-the-newest", test_back_to_the_newest);
  g_test_add_func ("/model/older/stale", test_stale);
  g_test_add_func ("/model/older/whole", test_whole);
  g_test_add_func ("/model/older/forgotten", test_forgotten);
  g_test_add_func ("/model/older/refused", test_refused);
  g_test_add_func ("/model/older/direct", test_direct);
  g_test_add_func ("/model/older/dropped", test_dropped);

  return g_test_run ();
}
