/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "gui-client/model/natter-ui-missed.h"
#include "gui-client/model/natter-ui-notifier.h"

#include "model-support.h"

/* What deserves a notification, and until when. */

typedef struct
{
  World *world;
  NatterUiNotifier *notifier;
  GString *log; /* "+text" shown, "-" withdrawn */
} Fixture;

static void
notify_cb (NatterUiNotifier *notifier, NatterUiRoom *room, NatterUiMessage *message, const char *id, gpointer user_data)
{
  g_string_append_printf (user_data, "+%s", natter_ui_message_get_text (message));
}

static void
withdrawn_cb (NatterUiNotifier *notifier, const char *id, gpointer user_data)
{
  g_string_append_c (user_data, '-');
}

static void
set_up (Fixture *self, gconstpointer data)
{
  self->world = world_new ();
  self->log = g_string_new (NULL);
  world_connect (self->world, 0);
  natter_ui_session_set_attentive (self->world->session, FALSE);
  self->notifier = natter_ui_notifier_new (self->world->session);
  natter_ui_notifier_set_minute (self->notifier, 12 * 60);
  g_signal_connect (self->notifier, "notify-about", G_CALLBACK (notify_cb), self->log);
  g_signal_connect (self->notifier, "withdrawn", G_CALLBACK (withdrawn_cb), self->log);
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  g_object_unref (self->notifier);
  world_free (self->world);
  g_string_free (self->log, TRUE);
}

static void
hear (Fixture *self, const char *room, guint seq, const char *text)
{
  g_autofree char *said = g_strdup_printf ("{'ev':'said','room':'%s','seq':%u,'from':'bob','text':'%s','time':'2026-01-02T03:04:05.678Z'}", room,
                                           seq, text);

  world_tell (self->world, said);
}

static void
assert_log (Fixture *self, const char *expected)
{
  g_assert_cmpstr (self->log->str, ==, expected);
  g_string_truncate (self->log, 0);
}

static void
test_levels (Fixture *self, gconstpointer data)
{
  static const char *const keywords[] = { "Cake", NULL };

  hear (self, "lobby", 1, "hello");
  hear (self, "lobby", 2, "alice?");
  hear (self, "@bob", 1, "psst");
  assert_log (self, "+alice?+psst");

  natter_ui_session_set_keywords (self->world->session, keywords);
  hear (self, "lobby", 3, "there is CAKE");
  hear (self, "lobby", 4, "pancakes");
  assert_log (self, "+there is CAKE");

  natter_ui_notifier_set_room_level (self->notifier, "Lobby", NATTER_UI_LEVEL_ALL);
  hear (self, "lobby", 5, "all");
  natter_ui_notifier_set_room_level (self->notifier, "lobby", NATTER_UI_LEVEL_NONE);
  hear (self, "lobby", 6, "alice!");
  assert_log (self, "+all");
  natter_ui_notifier_set_room_level (self->notifier, "lobby", NATTER_UI_LEVEL_DEFAULT);
  natter_ui_notifier_set_level (self->notifier, NATTER_UI_LEVEL_ALL);
  hear (self, "lobby", 7, "again");
  assert_log (self, "+again");
}

static void
test_quiet_hours (Fixture *self, gconstpointer data)
{
  static const struct
  {
    guint from, to, minute;
    gboolean quiet;
  } rows[] = {
    { 22 * 60, 7 * 60, 23 * 60, TRUE },
    { 22 * 60, 7 * 60, 60, TRUE },
    { 22 * 60, 7 * 60, 7 * 60, FALSE },
    { 22 * 60, 7 * 60, 12 * 60, FALSE },
    { 60, 120, 60, TRUE },
    { 60, 120, 120, FALSE },
    { 60, 60, 60, FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      natter_ui_notifier_set_quiet (self->notifier, rows[i].from, rows[i].to);
      natter_ui_notifier_set_minute (self->notifier, rows[i].minute);
      hear (self, "lobby", i + 1, "alice");
      assert_log (self, rows[i].quiet ? "" : "+alice");
    }
}

/* Looked at, here or on another device (§4.39), or left: it goes. */
static void
test_withdrawn (Fixture *self, gconstpointer data)
{
  hear (self, "lobby", 1, "alice");
  assert_log (self, "+alice");
  natter_ui_session_set_attentive (self->world->session, TRUE);
  assert_log (self, "-");
  hear (self, "lobby", 2, "alice");
  assert_log (self, "");

  natter_ui_session_set_attentive (self->world->session, FALSE);
  hear (self, "lobby", 3, "alice");
  world_tell (self->world, "{'ev':'read','room':'lobby','seq':3}");
  assert_log (self, "+alice-");

  hear (self, "@bob", 1, "psst");
  natter_ui_session_leave (self->world->session, world_room (self->world, "@bob"));
  assert_log (self, "+psst-");
}

/* What comes again after a break is no news. */
static void
test_replayed (Fixture *self, gconstpointer data)
{
  hear (self, "lobby", 1, "one");
  world_break (self->world);
  natter_ui_session_try_now (self->world->session);
  world_greet (self->world, 2);
  world_skip_to (self->world, NATTER_COMMAND_HISTORY);
  world_tell (self->world, "{'ev':'history','re':'%ID','room':'lobby','messages':["
                           "{'seq':1,'from':'bob','text':'one','time':'2026-01-02T03:04:05.678Z'},"
                           "{'seq':2,'from':'bob','text':'alice!','time':'2026-01-02T03:04:05.678Z'}]}");
  g_assert_true (natter_ui_room_get_mentioned (world_room (self->world, "lobby")));
  assert_log (self, "");
  hear (self, "lobby", 3, "alice?");
  assert_log (self, "+alice?");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add ("/model/notifier/levels", Fixture, NULL, set_up, test_levels, tear_down);
  g_test_add ("/model/notifier/quiet-hours", Fixture, NULL, set_up, test_quiet_hours, tear_down);
  g_test_add ("/model/notifier/withdrawn", Fixture, NULL, set_up, test_withdrawn, tear_down);
  g_test_add ("/model/notifier/replayed", Fixture, NULL, set_up, test_replayed, tear_down);

  return g_test_run ();
}
