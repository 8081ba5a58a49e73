/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gstdio.h>

#include "gui-client/model/natter-ui-drafts.h"

#include "model-support.h"

/* What was written and not sent survives the end of the program. */

typedef struct
{
  char *folder;
  char *path;
} Place;

static void
set_up (Place *place, gconstpointer data)
{
  place->folder = g_dir_make_tmp ("natter-XXXXXX", NULL);
  place->path = g_build_filename (place->folder, "inner", "drafts.ini", NULL);
}

static void
tear_down (Place *place, gconstpointer data)
{
  g_autofree char *inner = g_path_get_dirname (place->path);

  g_remove (place->path);
  g_rmdir (inner);
  g_assert_cmpint (g_rmdir (place->folder), ==, 0); /* nothing else was left there */
  g_free (place->folder);
  g_free (place->path);
}

static void
test_kept (Place *place, gconstpointer data)
{
  static const char *const rooms[] = { "lobby", "@bob", "a=b [c]", "日本", "Draft 1" };
  g_autoptr (NatterUiDrafts) drafts = natter_ui_drafts_new (place->path);
  g_autoptr (NatterUiDrafts) again = NULL;
  GStatBuf info;

  for (guint i = 0; i < G_N_ELEMENTS (rooms); i++)
    natter_ui_drafts_put (drafts, "host", rooms[i], "to be forgotten");
  for (guint i = 0; i < G_N_ELEMENTS (rooms); i++)
    natter_ui_drafts_put (drafts, "host", rooms[i], rooms[i]);
  natter_ui_drafts_put (drafts, "host", "two", " line = one\n\\line [two]\n");
  natter_ui_drafts_put (drafts, "elsewhere", "lobby", "other");
  natter_ui_drafts_flush (drafts);
  g_assert_cmpint (g_stat (place->path, &info), ==, 0);
  g_assert_cmpint (info.st_mode & 0777, ==, 0600);

  again = natter_ui_drafts_new (place->path);
  for (guint i = 0; i < G_N_ELEMENTS (rooms); i++)
    g_assert_cmpstr (natter_ui_drafts_get (again, "host", rooms[i]), ==, rooms[i]);
  g_assert_cmpstr (natter_ui_drafts_get (again, "host", "LOBBY"), ==, "lobby");
  g_assert_cmpstr (natter_ui_drafts_get (again, "host", "two"), ==, " line = one\n\\line [two]\n");
  g_assert_cmpstr (natter_ui_drafts_get (again, "elsewhere", "lobby"), ==, "other");
  g_assert_cmpstr (natter_ui_drafts_get (again, "elsewhere", "@bob"), ==, "");
}

/* Without drafts there is no file. */
static void
test_removed (Place *place, gconstpointer data)
{
  g_autoptr (NatterUiDrafts) drafts = natter_ui_drafts_new (place->path);

  natter_ui_drafts_put (drafts, "host", "lobby", "hm");
  natter_ui_drafts_flush (drafts);
  g_assert_true (g_file_test (place->path, G_FILE_TEST_EXISTS));
  natter_ui_drafts_put (drafts, "host", "lobby", "");
  natter_ui_drafts_flush (drafts);
  g_assert_false (g_file_test (place->path, G_FILE_TEST_EXISTS));
}

/* The end of the object is the end of the program. */
static void
test_end (Place *place, gconstpointer data)
{
  NatterUiDrafts *drafts = natter_ui_drafts_new (place->path);
  g_autoptr (NatterUiDrafts) again = NULL;

  natter_ui_drafts_put (drafts, "host", "lobby", "hm");
  g_assert_finalize_object (drafts);
  again = natter_ui_drafts_new (place->path);
  g_assert_cmpstr (natter_ui_drafts_get (again, "host", "lobby"), ==, "hm");
}

static void
test_limits (Place *place, gconstpointer data)
{
  g_autoptr (NatterUiDrafts) drafts = natter_ui_drafts_new (place->path);
  g_autoptr (NatterUiDrafts) nowhere = natter_ui_drafts_new ("/proc/nowhere/drafts.ini");
  g_autofree char *long_text = g_strnfill (NATTER_UI_DRAFT_LONGEST + 1, 'x');

  for (guint i = 0; i < 2 * NATTER_UI_DRAFTS_MOST; i++)
    {
      g_autofree char *room = g_strdup_printf ("room%u", i);

      natter_ui_drafts_put (drafts, "host", room, "hm");
    }
  g_assert_cmpstr (natter_ui_drafts_get (drafts, "host", "room0"), ==, "");
  g_assert_cmpstr (natter_ui_drafts_get (drafts, "host", "room199"), ==, "hm");
  natter_ui_drafts_put (drafts, "host", "room199", long_text);
  g_assert_cmpstr (natter_ui_drafts_get (drafts, "host", "room199"), ==, "");
  natter_ui_drafts_put (nowhere, "host", "lobby", "hm");
  natter_ui_drafts_flush (nowhere);
}

/* A password is in no file, not even half a command with one. */
static void
test_passwords (Place *place, gconstpointer data)
{
  static const char *const secret[] = { "/register correct-horse", "/REGISTER correct-horse a@b.example", " /password old new",
                                        "/login alice correct-horse", "/regster correct-horse" };
  static const char *const open[] = { "/me waves", "//register is a word", "to register: /register WORD", "/tell bob hm" };
  g_autoptr (NatterUiDrafts) drafts = natter_ui_drafts_new (place->path);

  for (guint i = 0; i < G_N_ELEMENTS (secret); i++)
    {
      natter_ui_drafts_put (drafts, "host", "lobby", "hm");
      natter_ui_drafts_put (drafts, "host", "lobby", secret[i]);
      g_assert_cmpstr (natter_ui_drafts_get (drafts, "host", "lobby"), ==, "");
    }
  for (guint i = 0; i < G_N_ELEMENTS (open); i++)
    {
      natter_ui_drafts_put (drafts, "host", "lobby", open[i]);
      g_assert_cmpstr (natter_ui_drafts_get (drafts, "host", "lobby"), ==, open[i]);
    }
}

static void
test_unreadable (Place *place, gconstpointer data)
{
  g_autofree char *inner = g_path_get_dirname (place->path);
  g_autoptr (NatterUiDrafts) drafts = NULL;

  g_mkdir (inner, 0700);
  g_assert_true (g_file_set_contents (place->path, "[Draft 1]\naddress=host\nroom=\ntext=x\n[Draft 2]\naddress=\xff\n", -1, NULL));
  drafts = natter_ui_drafts_new (place->path);
  g_assert_cmpstr (natter_ui_drafts_get (drafts, "host", "lobby"), ==, "");
}

/* A draft comes back with its room, and goes where its person goes. */
static void
test_session (Place *place, gconstpointer data)
{
  g_autoptr (World) world = world_new ();
  g_autoptr (NatterUiDrafts) drafts = natter_ui_drafts_new (place->path);
  NatterUiRoom *room;

  natter_ui_drafts_put (drafts, "localhost", "lobby", "hm");
  natter_ui_session_set_drafts (world->session, drafts);
  world_connect (world, 0);
  room = world_room (world, "lobby");
  g_assert_cmpstr (natter_ui_room_get_draft (room), ==, "hm");
  natter_ui_room_set_draft (room, "");
  g_assert_cmpstr (natter_ui_drafts_get (drafts, "localhost", "lobby"), ==, "");

  room = natter_ui_session_open_direct (world->session, "bob", NULL);
  natter_ui_room_set_draft (room, "dear bob");
  world_tell (world, "{'ev':'renamed','from':'bob','name':'robert'}");
  g_assert_cmpstr (natter_ui_drafts_get (drafts, "localhost", "@bob"), ==, "");
  g_assert_cmpstr (natter_ui_drafts_get (drafts, "localhost", "@robert"), ==, "dear bob");
  natter_ui_session_leave (world->session, room);
  room = natter_ui_session_open_direct (world->session, "robert", NULL);
  g_assert_cmpstr (natter_ui_room_get_draft (room), ==, "dear bob");

  /* Another server's are others. */
  g_assert_true (natter_ui_session_open (world->session, "elsewhere", "alice", NULL));
  world_greet (world, 0);
  g_assert_cmpstr (natter_ui_drafts_get (drafts, "localhost", "@robert"), ==, "dear bob");
  g_assert_cmpstr (natter_ui_drafts_get (drafts, "elsewhere", "@robert"), ==, "");
}

#define ADD(name, function) g_test_add ("/model/drafts/" name, Place, NULL, set_up, function, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  ADD ("kept", test_kept);
  ADD ("removed", test_removed);
  ADD ("end", test_end);
  ADD ("limits", test_limits);
  ADD ("passwords", test_passwords);
  ADD ("unreadable", test_unreadable);
  ADD ("session", test_session);

  return g_test_run ();
}
