/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gstdio.h>

#include "shared/natter-error.h"

#include "model-support.h"

/* What was typed survives the program. A second session on the same folder sees what one sees who comes after a kill: the first
 * one was told nothing. */

#define HISTORY(rows)            "{'ev':'history','re':'%ID','room':'lobby','messages':[" rows "]}"
#define ROW(seq, from, text, id) "{'seq':" #seq ",'from':'" from "','text':'" text "','time':'2026-01-02T03:04:05.67" #seq "Z','id':'" id "'}"

static void
say (World *world, const char *text)
{
  g_autoptr (GError) error = NULL;

  natter_ui_session_submit (world->session, world_room (world, "lobby"), text, &error);
  g_assert_no_error (error);
}

static void
open_as (World *world, const char *name)
{
  g_autoptr (GError) error = NULL;

  natter_ui_session_open (world->session, "localhost", name, &error);
  g_assert_no_error (error);
}

/* Ids of the second session must be others: its dice fall differently. */
static World *
start_again (const char *folder)
{
  World *world = world_new_in (folder);

  open_as (world, "alice");
  return world;
}

/* Typed offline: there again before the server is, and sent once and in order. */
static void
test_typed_offline (void)
{
  char *folder = world_make_folder ();

  {
    g_autoptr (World) world = world_new_in (folder);
    g_autoptr (World) next = NULL;

    world_connect (world, 0);
    world_break (world);
    say (world, "one");
    say (world, "/me two");
    say (world, "//three");
    g_assert_true (natter_ui_session_get_kept (world->session));

    next = start_again (folder);
    world_assert_texts (next, "lobby", "? alice: one\n? alice: two\n? alice: /three\n");
    g_assert_cmpuint (natter_ui_session_get_n_waiting (next->session), ==, 3);
    world_greet (next, 0);
    world_expect (next, "{'do':'say','room':'lobby','text':'one'}");
    world_tell (next, "{'ev':'ok','re':'%ID','seq':1,'room':'lobby'}");
    world_expect (next, "{'do':'me','room':'lobby','text':'two'}");
    world_tell (next, "{'ev':'ok','re':'%ID','seq':2,'room':'lobby'}");
    world_expect (next, "{'do':'say','room':'lobby','text':'/three'}");
    world_tell (next, "{'ev':'ok','re':'%ID','seq':3,'room':'lobby'}");
    world_skip_to (next, NATTER_COMMAND_PING);
  }
  {
    g_autoptr (World) last = start_again (folder);

    g_assert_cmpuint (natter_ui_session_get_n_waiting (last->session), ==, 0);
    g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (natter_ui_session_get_rooms (last->session))), ==, 0);
  }
  world_remove_folder (folder);
}

/* Killed in mid-send, and it had arrived: found by its id. */
static void
test_had_arrived (void)
{
  char *folder = world_make_folder ();

  {
    g_autoptr (World) world = world_new_in (folder);
    g_autoptr (World) next = NULL;
    g_autoptr (GString) history = g_string_new (HISTORY (ROW (1, "alice", "one", "OURS") "," ROW (2, "bob", "ah", "b2")));

    world_connect (world, 0);
    say (world, "one");
    say (world, "two");
    world_expect (world, "{'do':'say','room':'lobby','text':'one'}");
    g_string_replace (history, "OURS", world->id, 1);

    next = start_again (folder);
    world_greet (next, 2);
    world_skip_to (next, NATTER_COMMAND_HISTORY);
    world_tell (next, history->str);
    world_assert_texts (next, "lobby", "1 alice: one\n2 bob: ah\n> alice: two\n");
    world_expect (next, "{'do':'say','room':'lobby','text':'two'}");
    world_expect_nothing (next);
  }
  world_remove_folder (folder);
}

/* The same, and it had not: sent again with the same id, first (§3.7). */
static void
test_had_not_arrived (void)
{
  char *folder = world_make_folder ();

  {
    g_autoptr (World) world = world_new_in (folder);
    g_autoptr (World) next = NULL;
    g_autofree char *id = NULL;

    world_connect (world, 0);
    say (world, "one");
    say (world, "two");
    world_expect (world, "{'do':'say','room':'lobby','text':'one'}");
    id = g_strdup (world->id);

    next = start_again (folder);
    world_greet (next, 1);
    world_skip_to (next, NATTER_COMMAND_HISTORY);
    world_tell (next, HISTORY (ROW (1, "bob", "hi", "b1")));
    world_expect (next, "{'do':'say','room':'lobby','text':'one'}");
    g_assert_cmpstr (next->id, ==, id);
    world_expect_nothing (next);
  }
  world_remove_folder (folder);
}

/* Refused ones stay, with why; and can be taken back into the composer. */
static void
test_failed (void)
{
  char *folder = world_make_folder ();

  {
    g_autoptr (World) world = world_new_in (folder);
    g_autoptr (World) next = NULL;
    NatterUiMessage *message;
    g_autofree char *text = NULL;

    world_connect (world, 0);
    say (world, "/me shouts");
    world_expect (world, "{'do':'me','room':'lobby','text':'shouts'}");
    world_tell (world, "{'ev':'error','re':'%ID','code':'muted','text':'You are muted here.'}");

    next = start_again (folder);
    world_assert_texts (next, "lobby", "x alice: shouts\n");
    g_assert_cmpuint (natter_ui_session_get_n_waiting (next->session), ==, 0);
    message = natter_ui_message_list_get (natter_ui_room_get_messages (world_room (next, "lobby")), 0);
    g_assert_cmpstr (natter_ui_message_get_reason (message), ==, "You are muted here.");
    text = natter_ui_session_take_back (next->session, message);
    g_assert_cmpstr (text, ==, "/me shouts");
    world_assert_texts (next, "lobby", "");
  }
  {
    g_autoptr (World) last = start_again (folder);

    g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (natter_ui_session_get_rooms (last->session))), ==, 0);
  }
  world_remove_folder (folder);
}

/* An answer to a message stays one. */
static void
test_reply (void)
{
  char *folder = world_make_folder ();

  {
    g_autoptr (World) world = world_new_in (folder);
    g_autoptr (World) next = NULL;
    g_autoptr (GError) error = NULL;

    world_connect (world, 0);
    world_tell (world, "{'ev':'said','room':'lobby','seq':1,'from':'bob','text':'lunch?','time':'2026-01-02T03:04:05.678Z'}");
    world_break (world);
    g_assert_true (natter_ui_session_reply (world->session, world_room (world, "lobby"), 1, "yes", &error));
    g_assert_cmpstr (natter_ui_message_get_quote (
                       natter_ui_message_list_get (natter_ui_room_get_messages (world_room (world, "lobby")), 1)),
                     ==, "bob: lunch?");

    next = start_again (folder);
    world_greet (next, 0);
    world_expect (next, "{'do':'say','room':'lobby','reply':1,'text':'yes'}");
  }
  world_remove_folder (folder);
}

/* Each name on each server has its own; another name on the same one takes what waits along. */
static void
test_names (void)
{
  char *folder = world_make_folder ();

  {
    g_autoptr (World) world = world_new_in (folder);
    g_autoptr (World) bob = world_new_in (folder);
    g_autoptr (World) alicia = world_new_in (folder);

    world_connect (world, 0);
    world_break (world);
    say (world, "one");

    open_as (bob, "bob");
    g_assert_cmpuint (natter_ui_session_get_n_waiting (bob->session), ==, 0);

    g_assert_true (natter_ui_session_log_in_as (world->session, "alicia", NULL));
    g_assert_cmpuint (natter_ui_session_get_n_waiting (world->session), ==, 1);
    open_as (alicia, "ALICIA");
    g_assert_cmpuint (natter_ui_session_get_n_waiting (alicia->session), ==, 1);
    open_as (bob, "alice");
    g_assert_cmpuint (natter_ui_session_get_n_waiting (bob->session), ==, 0);
  }
  world_remove_folder (folder);
}

static char *
find_outbox (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);

  return g_build_filename (folder, g_dir_read_name (dir), "outbox.db", NULL);
}

/* A broken file is put aside; where nothing can be written all goes on in memory, and says so. */
static void
test_trouble (void)
{
  char *folder = world_make_folder ();

  {
    g_autoptr (World) world = start_again (folder);
  }
  {
    g_autofree char *path = find_outbox (folder);
    g_autofree char *broken = g_strconcat (path, ".broken", NULL);
    g_autoptr (World) world = NULL;

    g_assert_true (g_file_set_contents (path, "this is no database, and never was one; not even nearly", -1, NULL));
    world = world_new_in (folder);
    world_connect (world, 0);
    say (world, "one");
    g_assert_true (natter_ui_session_get_kept (world->session));
    g_assert_true (g_file_test (broken, G_FILE_TEST_EXISTS));
  }
  {
    g_autofree char *path = find_outbox (folder);
    g_autoptr (World) world = world_new_in (path); /* a file, where a folder is to be */

    world_connect (world, 0);
    say (world, "one");
    world_assert_texts (world, "lobby", "> alice: one\n");
    g_assert_false (natter_ui_session_get_kept (world->session));
  }
  world_remove_folder (folder);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/model/outbox-kept/typed-offline", test_typed_offline);
  g_test_add_func ("/model/outbox-kept/had-arrived", test_had_arrived);
  g_test_add_func ("/model/outbox-kept/had-not-arrived", test_had_not_arrived);
  g_test_add_func ("/model/outbox-kept/failed", test_failed);
  g_test_add_func ("/model/outbox-kept/reply", test_reply);
  g_test_add_func ("/model/outbox-kept/names", test_names);
  g_test_add_func ("/model/outbox-kept/trouble", test_trouble);

  return g_test_run ();
}
