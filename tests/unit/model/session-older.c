/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "model-support.h"

/* What was said before what is known: §4.17, §5.14. */

/* The server's answer: messages @first to @last of @room, each with @text. */
static void
tell_history (World *world, const char *room, guint first, guint last, const char *text)
{
  g_autoptr (GString) line = g_string_new (NULL);

  g_string_printf (line, "{'ev':'history','re':'%%ID','room':'%s','messages':[", room);
  for (guint i = first; i <= last; i++)
    g_string_append_printf (line, "%s{'seq':%u,'from':'bob','text':'%s','time':'2026-01-02T03:04:05.678Z'}", i > first ? "," : "", i, text);
  g_string_append (line, "]}");
  world_tell (world, line->str);
}

static guint
count (World *world)
{
  return g_list_model_get_n_items (G_LIST_MODEL (natter_ui_room_get_messages (world_room (world, "lobby"))));
}

static guint64
get_seq (World *world, guint position)
{
  return natter_ui_message_get_seq (
    natter_ui_message_list_get (natter_ui_room_get_messages (world_room (world, "lobby")), position));
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
  tell_history (world, "lobby", seq > 99 ? seq - 99 : 1, seq, "x");
  return world;
}

/* Asked for once, in two steps, and merged by sequence. */
static void
test_steps (void)
{
  g_autoptr (World) world = enter (1000);
  g_autoptr (Mirror) mirror = mirror_new (G_LIST_MODEL (natter_ui_room_get_messages (world_room (world, "lobby"))));

  assert_past (world, OPEN);
  load (world);
  assert_past (world, ASKED);
  load (world);
  world_expect (world, "{'do':'history','room':'lobby','count':200}");
  world_expect_nothing (world);
  world_tell (world, "{'ev':'said','room':'lobby','seq':1001,'from':'bob','text':'meanwhile','time':'2026-01-02T03:04:05.678Z'}");
  tell_history (world, "lobby", 801, 1000, "x");
  assert_past (world, OPEN);
  g_assert_cmpuint (count (world), ==, 201);
  g_assert_cmpuint (get_seq (world, 0), ==, 801);
  g_assert_cmpuint (get_seq (world, 200), ==, 1001);
  g_assert_cmpuint (mirror_get_changes (mirror), ==, 2);
  g_assert_cmpuint (natter_ui_room_get_unread (world_room (world, "lobby")), ==, 0);

  load (world);
  world_expect (world, "{'do':'history','room':'lobby','count':500}");
  tell_history (world, "lobby", 502, 1001, "x");
  g_assert_cmpuint (count (world), ==, 500);
  assert_past (world, LIMIT);
  load (world);
  world_expect_nothing (world);
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

/* The server has forgotten what was before; or there is so much text that it gives less than asked for. */
static void
test_fewer (void)
{
  g_autoptr (World) world = enter (1000);
  g_autoptr (World) full = enter (1000);
  g_autofree char *text = g_strnfill (1000, 'y');

  load (world);
  world_skip_to (world, NATTER_COMMAND_HISTORY);
  tell_history (world, "lobby", 881, 1000, "x");
  assert_past (world, WHOLE);
  g_assert_cmpuint (count (world), ==, 120);

  load (full);
  world_skip_to (full, NATTER_COMMAND_HISTORY);
  tell_history (full, "lobby", 875, 1000, text);
  assert_past (full, LIMIT);
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
  world_expect (world, "{'do':'history','room':'lobby','count':200}");
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
  tell_history (world, "@bob", 3, 4, "x");
  world_assert_texts (world, "@bob", "3 bob: x\n4 bob: x\n");
  g_assert_cmpint (natter_ui_room_get_past (talk), ==, NATTER_UI_PAST_WHOLE);

  talk = natter_ui_session_open_direct (world->session, "nobody", NULL);
  natter_ui_session_load_older (world->session, talk);
  world_expect (world, "{'do':'history','room':'@nobody','count':200}");
  world_tell (world, "{'ev':'error','re':'%ID','code':'no-such-person','text':'Nobody.'}");
  g_assert_cmpint (natter_ui_room_get_past (talk), ==, NATTER_UI_PAST_WHOLE);
}

/* What the list dropped, since it keeps so many, is not there any more. */
static void
test_dropped (void)
{
  g_autoptr (World) world = enter (0);

  for (guint i = 1; i <= NATTER_UI_MESSAGE_LIST_MOST + 300; i++)
    {
      g_autofree char *said = g_strdup_printf ("{'ev':'said','room':'lobby','seq':%u,'from':'bob','text':'x','time':'2026-01-02T03:04:05.678Z'}", i);

      world_tell (world, said);
    }
  assert_past (world, LIMIT);
  load (world);
  world_skip_to (world, NATTER_COMMAND_PING);
  world_expect_nothing (world);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/model/older/steps", test_steps);
  g_test_add_func ("/model/older/whole", test_whole);
  g_test_add_func ("/model/older/fewer", test_fewer);
  g_test_add_func ("/model/older/refused", test_refused);
  g_test_add_func ("/model/older/direct", test_direct);
  g_test_add_func ("/model/older/dropped", test_dropped);

  return g_test_run ();
}
