/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gstdio.h>

#include "model-support.h"

/* The copy on disk: what was said is there before the server is, and exactly what was missed is asked for. */

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

static gboolean
has_room (World *world, const char *name)
{
  return natter_ui_room_list_find (natter_ui_session_get_rooms (world->session), name) != NULL;
}

/* Opened, and not connected yet; what is kept is there. */
static World *
start (const char *folder, const char *epoch)
{
  World *world = world_new_in (folder);
  g_autoptr (GError) error = NULL;

  world->epoch = epoch;
  natter_ui_session_open (world->session, "localhost", "alice", &error);
  g_assert_no_error (error);
  return world;
}

/* What a session leaves behind that saw the last hundred of @seq messages. */
static void
leave_copy (const char *folder, guint seq)
{
  g_autoptr (World) world = start (folder, "E1");

  world_greet (world, seq);
  world_skip_to (world, NATTER_COMMAND_HISTORY);
  world_tell_history (world, "lobby", seq > 99 ? seq - 99 : 1, seq, seq > 100 ? "'more':true" : NULL);
}

static void
test_before_the_server (void)
{
  char *folder = world_make_folder ();

  leave_copy (folder, 300);
  {
    g_autoptr (World) world = start (folder, "E1");

    wait_for (has_room (world, "lobby") && count (world) == 100);
    g_assert_true (natter_ui_session_get_current_room (world->session) == world_room (world, "lobby"));
    g_assert_cmpuint (get_seq (world, 99), ==, 300);
    g_assert_cmpstr (natter_ui_room_get_topic (world_room (world, "lobby")), ==, "Tea");
    g_assert_false (natter_ui_room_get_joined (world_room (world, "lobby")));

    /* nothing was missed: nothing is asked for */
    world_greet (world, 300);
    world_expect_nothing (world);
    g_assert_cmpuint (count (world), ==, 100);

    /* the rest is the server's */
    natter_ui_session_load_older (world->session, world_room (world, "lobby"));
    wait_for (!g_queue_is_empty (&world->sent));
    world_expect (world, "{'do':'history','room':'lobby','before':201,'count':100}");
    world_tell_history (world, "lobby", 101, 200, "'more':true");
    g_assert_cmpuint (get_seq (world, 0), ==, 101);
  }
  world_remove_folder (folder);
}

static gboolean
is_bots (World *world, guint position)
{
  return natter_ui_message_is_bot (natter_ui_message_list_get (natter_ui_room_get_messages (world_room (world, "lobby")), position));
}

/* §13.4: what a bot has said is a bot's from the copy, too */
static void
test_bot (void)
{
  char *folder = world_make_folder ();

  {
    g_autoptr (World) world = start (folder, "E1");

    world_greet (world, 300);
    world_skip_to (world, NATTER_COMMAND_HISTORY);
    world_tell_history (world, "lobby", 201, 300, "'more':true");
    world_tell (world, "{'ev':'said','room':'lobby','seq':301,'from':'builds','text':'green','time':'2026-01-02T09:04:05.678Z','bot':true}");
    g_assert_true (is_bots (world, 100) && !is_bots (world, 99));
  }
  {
    g_autoptr (World) world = start (folder, "E1");

    wait_for (has_room (world, "lobby") && count (world) == 100);
    g_assert_true (is_bots (world, 99) && !is_bots (world, 98));
  }
  world_remove_folder (folder);
}

/* Page by page, with what became of messages; what was said meanwhile follows. */
static void
test_missed (void)
{
  char *folder = world_make_folder ();

  leave_copy (folder, 300);
  {
    g_autoptr (World) world = start (folder, "E1");

    wait_for (has_room (world, "lobby") && count (world) == 100);
    world_greet (world, 305);
    world_expect (world, "{'do':'history','room':'lobby','since':300,'count':500,'events':true}");
    world_tell (world, "{'ev':'said','room':'lobby','seq':306,'from':'bob','text':'new','time':'2026-01-02T09:04:05.678Z'}");
    world_tell (world, "{'ev':'history','re':'%ID','room':'lobby','more':true,'begin':301,'end':303,'messages':["
                       "{'seq':301,'from':'bob','text':'one','time':'2026-01-02T09:04:05.678Z'},"
                       "{'seq':302,'kind':'edit','target':300,'from':'bob','text':'M300','time':'2026-01-02T09:04:05.678Z'},"
                       "{'seq':303,'kind':'react','target':301,'from':'carol','reaction':'x','time':'2026-01-02T09:04:05.678Z'}]}");
    world_expect (world, "{'do':'history','room':'lobby','since':303,'count':500,'events':true}");
    world_tell (world, "{'ev':'history','re':'%ID','room':'lobby','begin':304,'end':305,'messages':["
                       "{'seq':304,'kind':'delete','target':299,'from':'bob','time':'2026-01-02T09:04:05.678Z'},"
                       "{'seq':305,'from':'bob','text':'two','time':'2026-01-02T09:04:05.678Z'}]}");
    world_skip_to (world, NATTER_COMMAND_PING);
    g_assert_cmpuint (count (world), ==, 103);
    g_assert_cmpuint (get_seq (world, 102), ==, 306);
  }
  {
    g_autoptr (World) world = start (folder, "E1");
    NatterUiMessage *message;
    g_autofree char *reactions = NULL;

    /* all of that is kept: nothing is missing, nothing is there twice */
    wait_for (has_room (world, "lobby") && count (world) == 100);
    g_assert_cmpuint (get_seq (world, 99), ==, 306);
    message = natter_ui_message_list_get (get_list (world), 96);
    g_assert_cmpuint (natter_ui_message_get_seq (message), ==, 300);
    g_assert_cmpstr (natter_ui_message_get_text (message), ==, "M300");
    g_assert_true (natter_ui_message_is_edited (message));
    g_assert_true (natter_ui_message_is_deleted (natter_ui_message_list_get (get_list (world), 95)));
    g_assert_cmpstr (natter_ui_message_get_text (natter_ui_message_list_get (get_list (world), 95)), ==, "");
    reactions = natter_ui_message_dup_reactions (natter_ui_message_list_get (get_list (world), 97));
    g_assert_cmpstr (reactions, ==, "x 1");
    natter_ui_session_load_older (world->session, world_room (world, "lobby"));
    wait_for (get_seq (world, 0) == 201);
  }
  world_remove_folder (folder);
}

/* The server was restored from a backup, or is another one: its sequences mean something else. What was typed stays. */
static void
test_other_epoch (void)
{
  char *folder = world_make_folder ();

  leave_copy (folder, 300);
  {
    g_autoptr (World) world = start (folder, "E2");

    wait_for (has_room (world, "lobby") && count (world) == 100);
    natter_ui_session_submit (world->session, world_room (world, "lobby"), "typed", NULL);
    world_greet (world, 300);
    world_expect (world, "{'do':'history','room':'lobby','count':100}");
    world_tell_history (world, "lobby", 201, 300, "'more':true");
    world_expect (world, "{'do':'say','room':'lobby','text':'typed'}");
  }
  {
    g_autoptr (World) world = start (folder, "E2");

    wait_for (has_room (world, "lobby") && count (world) == 101);
    g_assert_cmpuint (natter_ui_session_get_n_waiting (world->session), ==, 1);
    g_assert_cmpuint (get_seq (world, 99), ==, 300);
  }
  world_remove_folder (folder);
}

static void
went_to_cb (NatterUiSession *session, NatterUiRoom *room, guint64 seq, gpointer user_data)
{
  *(guint64 *) user_data = seq;
}

/* Offline one can go wherever the copy reaches. */
static void
test_offline_travel (void)
{
  char *folder = world_make_folder ();

  {
    g_autoptr (World) world = start (folder, "E1");

    world_greet (world, 2000);
    world_skip_to (world, NATTER_COMMAND_HISTORY);
    world_tell_history (world, "lobby", 1901, 2000, "'more':true");
    for (guint first = 1801; first >= 1; first -= 100)
      {
        natter_ui_session_load_older (world->session, world_room (world, "lobby"));
        wait_for (!g_queue_is_empty (&world->sent));
        world_skip_to (world, NATTER_COMMAND_HISTORY);
        world_tell_history (world, "lobby", first, first + 99, first > 1 ? "'more':true" : NULL);
        if (first == 1)
          break;
      }
  }
  {
    g_autoptr (World) world = start (folder, "E1");
    guint64 seq = 0;

    g_signal_connect (world->session, "went-to", G_CALLBACK (went_to_cb), &seq);
    wait_for (has_room (world, "lobby") && count (world) == 100);
    natter_ui_session_go_to (world->session, world_room (world, "lobby"), 1000);
    wait_for (seq == 1000);
    g_assert_true (natter_ui_message_list_get_newer (get_list (world)));
    g_assert_cmpuint (count (world), ==, 101);
    g_assert_cmpuint (get_seq (world, 50), ==, 1000);

    natter_ui_session_load_newer (world->session, world_room (world, "lobby"));
    wait_for (count (world) == 201);
    natter_ui_session_load_older (world->session, world_room (world, "lobby"));
    wait_for (count (world) == 301);
    g_assert_cmpuint (get_seq (world, 300) - get_seq (world, 0), ==, 300);

    /* 02:03:05.678 on the second is m123 */
    natter_ui_session_go_to_time (world->session, world_room (world, "lobby"), G_GINT64_CONSTANT (1767319385678000));
    wait_for (seq == 123);
    g_assert_cmpuint (get_seq (world, 0), ==, 73);
    natter_ui_session_load_older (world->session, world_room (world, "lobby"));
    wait_for (natter_ui_room_get_past (world_room (world, "lobby")) == NATTER_UI_PAST_WHOLE);
    g_assert_cmpuint (get_seq (world, 0), ==, 1);

    natter_ui_session_go_to_newest (world->session, world_room (world, "lobby"));
    wait_for (!natter_ui_message_list_get_newer (get_list (world)));
    g_assert_cmpuint (get_seq (world, count (world) - 1), ==, 2000);
  }
  world_remove_folder (folder);
}

/* So much was missed that one begins with the latest. */
static void
test_too_much (void)
{
  char *folder = world_make_folder ();

  leave_copy (folder, 100);
  {
    g_autoptr (World) world = start (folder, "E1");

    wait_for (has_room (world, "lobby") && count (world) == 100);
    natter_ui_session_set_attentive (world->session, FALSE);
    world_greet (world, 9000);
    for (guint i = 0; i < 10; i++)
      {
        world_skip_to (world, NATTER_COMMAND_HISTORY);
        world_tell_history (world, "lobby", 101 + i * 500, 600 + i * 500, "'more':true");
      }
    world_expect (world, "{'do':'history','room':'lobby','count':100}");
    world_tell_history (world, "lobby", 8901, 9000, "'more':true");
    g_assert_cmpuint (count (world), ==, 100);
    g_assert_cmpuint (get_seq (world, 0), ==, 8901);
    natter_ui_session_load_older (world->session, world_room (world, "lobby"));
    wait_for (!g_queue_is_empty (&world->sent));
    world_expect (world, "{'do':'history','room':'lobby','before':8901,'count':100}");
  }
  world_remove_folder (folder);
}

/* §4.37: markers come with the room, go to the server now and then, and come from other devices. */
static void
test_markers (void)
{
  char *folder = world_make_folder ();

  leave_copy (folder, 300);
  {
    g_autoptr (World) world = start (folder, "E1");
    NatterUiRoom *lobby;

    wait_for (has_room (world, "lobby") && count (world) == 100);
    lobby = world_room (world, "lobby");
    natter_ui_session_set_attentive (world->session, FALSE);
    world_greet (world, 300);
    world_tell (world, "{'ev':'read','room':'lobby','seq':290}");
    wait_for (natter_ui_room_get_unread (lobby) == 10);
    g_assert_cmpuint (natter_ui_room_get_first_unread (lobby), ==, 291);
    g_assert_cmpuint (natter_ui_room_get_read_seq (lobby), ==, 290);
    g_assert_cmpuint (natter_ui_room_get_mentions (lobby), ==, 0);

    world_tell (world, "{'ev':'said','room':'lobby','seq':301,'from':'bob','text':'alice?','time':'2026-01-02T09:04:05.678Z'}");
    g_assert_cmpuint (natter_ui_room_get_unread (lobby), ==, 11);
    g_assert_cmpuint (natter_ui_room_get_mentions (lobby), ==, 1);

    world_tell (world, "{'ev':'read','room':'lobby','seq':301}");
    g_assert_cmpuint (natter_ui_room_get_unread (lobby), ==, 0);
    g_assert_false (natter_ui_room_get_mentioned (lobby));

    natter_ui_session_mark_unread_from (world->session, lobby, 300);
    wait_for (natter_ui_room_get_unread (lobby) == 2);
    g_assert_cmpuint (natter_ui_room_get_mentions (lobby), ==, 1);
    natter_ui_session_set_attentive (world->session, TRUE);
    g_assert_cmpuint (natter_ui_room_get_unread (lobby), ==, 2);
    natter_ui_session_mark_all_read (world->session);
    g_assert_cmpuint (natter_ui_session_get_unread (world->session), ==, 0);

    /* told at most once a second, and the last word counts */
    world_pass (world, 2.5);
    world_skip_to (world, NATTER_COMMAND_PING);
    world_tell (world, "{'ev':'said','room':'lobby','seq':302,'from':'bob','text':'x','time':'2026-01-02T09:04:05.678Z'}");
    world_expect (world, "{'do':'read','room':'lobby','target':302}");
    world_tell (world, "{'ev':'said','room':'lobby','seq':303,'from':'bob','text':'x','time':'2026-01-02T09:04:05.678Z'}");
    world_tell (world, "{'ev':'said','room':'lobby','seq':304,'from':'bob','text':'x','time':'2026-01-02T09:04:05.678Z'}");
    world_expect_nothing (world);
    world_pass (world, 1.1);
    world_expect (world, "{'do':'read','room':'lobby','target':304}");
  }
  world_remove_folder (folder);
}

static char *
find_cache (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);

  return g_build_filename (folder, g_dir_read_name (dir), "cache.db", NULL);
}

static void
break_file (const char *path, gsize from)
{
  g_autofree char *data = NULL;
  gsize length;

  g_assert_true (g_file_get_contents (path, &data, &length, NULL));
  for (gsize i = from; i < length; i++)
    data[i] = (char) (i * 7);
  g_assert_true (g_file_set_contents (path, data, (gssize) length, NULL));
}

/* A file that is broken, from its beginning or in the middle, is no reason not to chat; nor is one of the next program. */
static void
test_broken (void)
{
  static const gsize from[] = { 0, 20, 100, 1000, 4096, 8192, 20000 };
  char *folder = world_make_folder ();

  for (guint i = 0; i < G_N_ELEMENTS (from); i++)
    {
      g_autofree char *path = NULL;
      g_autoptr (World) world = NULL;

      leave_copy (folder, 300);
      path = find_cache (folder);
      break_file (path, from[i]);
      world = start (folder, "E1");
      world_greet (world, 305);
      world_skip_to (world, NATTER_COMMAND_HISTORY);
      world_tell_history (world, "lobby", 206, 305, "'more':true");
      g_assert_cmpuint (get_seq (world, count (world) - 1), ==, 305);
    }
  world_remove_folder (folder);
}

/* Cleared, or too old: it is not there any more, and not in the bytes of the files. */
static void
test_cleared (void)
{
  char *folder = world_make_folder ();

  leave_copy (folder, 300);
  {
    g_autoptr (World) world = start (folder, "E1");

    wait_for (has_room (world, "lobby") && count (world) == 100);
    natter_ui_session_clear_kept (world->session);
  }
  {
    g_autofree char *path = find_cache (folder);
    g_autofree char *data = NULL;
    gsize length;
    g_autoptr (World) world = NULL;

    g_assert_true (g_file_get_contents (path, &data, &length, NULL));
    g_assert_null (memmem (data, length, "m277", 4));
    world = start (folder, "E1");
    wait_for (has_room (world, "lobby"));
    world_greet (world, 300);
    world_expect (world, "{'do':'history','room':'lobby','count':100}");
  }
  world_remove_folder (folder);
}

/* m241 and later were said within the day before 3 January, 04:01:06. */
static void
test_keep_days (void)
{
  char *folder = world_make_folder ();

  leave_copy (folder, 300);
  {
    g_autoptr (World) world = world_new_in (folder);

    world->epoch = "E1";
    world->real = G_GINT64_CONSTANT (1767412865678000); /* 2026-01-03 04:01:05.678 */
    natter_ui_session_set_keep_days (world->session, 1);
    natter_ui_session_open (world->session, "localhost", "alice", NULL);
    wait_for (has_room (world, "lobby") && count (world) > 0);
  }
  {
    g_autoptr (World) world = start (folder, "E1");

    wait_for (has_room (world, "lobby") && count (world) > 0);
    g_assert_cmpuint (count (world), ==, 60);
    g_assert_cmpuint (get_seq (world, 0), ==, 241);
  }
  world_remove_folder (folder);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/model/cache/before-the-server", test_before_the_server);
  g_test_add_func ("/model/cache/bot", test_bot);
  g_test_add_func ("/model/cache/missed", test_missed);
  g_test_add_func ("/model/cache/other-epoch", test_other_epoch);
  g_test_add_func ("/model/cache/offline-travel", test_offline_travel);
  g_test_add_func ("/model/cache/too-much", test_too_much);
  g_test_add_func ("/model/cache/markers", test_markers);
  g_test_add_func ("/model/cache/broken", test_broken);
  g_test_add_func ("/model/cache/cleared", test_cleared);
  g_test_add_func ("/model/cache/keep-days", test_keep_days);

  return g_test_run ();
}
