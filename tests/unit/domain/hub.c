/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "domain-hall.h"

/* What a script cannot say well: the order of effects, numbers, many people. */

static const NatterdNow now = { 1000, G_GINT64_CONSTANT (1700000000000000) };

static NatterdSession *
come (NatterdHub *hub,
      NatterdEffects *effects,
      const char *name)
{
  NatterdSession *session = natterd_hub_open_session (hub, now, effects);
  g_autoptr (NatterCommand) login = natter_command_new (NATTER_COMMAND_LOGIN);

  login->name = g_strdup (name);
  natterd_hub_apply (hub, session, login, now, effects);
  g_assert_cmpint (natterd_session_get_stage (session), ==, NATTER_STAGE_CHAT);
  return session;
}

static void
apply (NatterdHub *hub,
       NatterdSession *session,
       const char *line,
       NatterdEffects *effects)
{
  g_autoptr (NatterCommand) command = natter_command_parse_line (line, strlen (line), NATTER_STAGE_CHAT, NULL);

  command->id = g_strdup ("c1");
  natterd_hub_apply (hub, session, command, now, effects);
}

static void
leave (NatterdHub *hub,
       NatterdSession *session)
{
  g_autoptr (NatterdEffects) effects = natterd_effects_new ();

  natterd_hub_close_session (hub, session, NATTER_REASON_LOST, now, effects);
  natterd_hub_close_session (hub, session, NATTER_REASON_LOST, now, effects);
  natterd_session_unref (session);
}

static void
assert_kinds (const NatterdEffects *effects,
              guint first,
              const NatterdEffectKind *kinds,
              guint n)
{
  g_assert_cmpuint (natterd_effects_get_length (effects), ==, first + n);
  for (guint i = 0; i < n; i++)
    g_assert_cmpint (natterd_effects_get (effects, first + i)->kind, ==, kinds[i]);
}

/* §7.1: all that tells of a message is in its span, with RECORDED before it. */
static void
test_span (void)
{
  static const NatterdEffectKind said[] = { NATTERD_EFFECT_RECORD, NATTERD_EFFECT_RECORDED, NATTERD_EFFECT_TO_ROOM, NATTERD_EFFECT_TO_SESSION };
  static const NatterdEffectKind told[] = { NATTERD_EFFECT_RECORD, NATTERD_EFFECT_RECORDED, NATTERD_EFFECT_TO_USER, NATTERD_EFFECT_TO_USER,
                                            NATTERD_EFFECT_TO_SESSION, NATTERD_EFFECT_TO_SESSION };
  g_autoptr (NatterdHubSettings) settings = natterd_hub_settings_new ();
  g_autoptr (NatterdHub) hub = natterd_hub_new (settings);
  g_autoptr (NatterdEffects) effects = natterd_effects_new ();
  NatterdSession *alice = come (hub, effects, "alice");
  NatterdSession *bob = come (hub, effects, "bob");
  const NatterdEffect *record;

  natterd_effects_clear (effects);
  apply (hub, alice, "say hi", effects);
  assert_kinds (effects, 0, said, G_N_ELEMENTS (said));
  record = natterd_effects_get (effects, 0);
  g_assert_cmpuint (record->span, ==, 3);
  g_assert_cmpstr (record->re, ==, "c1");
  g_assert_true (record->session == alice);
  for (guint i = 1; i < 4; i++)
    {
      const NatterdEffect *effect = natterd_effects_get (effects, i);

      g_assert_true ((effect->event != NULL ? effect->event->message : effect->message) == record->message);
    }

  natterd_effects_clear (effects);
  apply (hub, alice, "topic Cake", effects);
  assert_kinds (effects, 0, said, G_N_ELEMENTS (said));
  g_assert_cmpuint (natterd_effects_get (effects, 0)->span, ==, 3);

  natterd_effects_clear (effects);
  apply (hub, bob, "away", effects);
  natterd_effects_clear (effects);
  apply (hub, alice, "tell bob hi", effects);
  assert_kinds (effects, 0, told, G_N_ELEMENTS (told));
  g_assert_cmpuint (natterd_effects_get (effects, 0)->span, ==, 5);

  /* coming back is no matter of the message: it stays when that cannot be recorded */
  natterd_effects_clear (effects);
  apply (hub, bob, "say hi", effects);
  g_assert_cmpint (natterd_effects_get (effects, 0)->kind, ==, NATTERD_EFFECT_TO_PEERS);
  assert_kinds (effects, 1, said, G_N_ELEMENTS (said));

  natterd_effects_clear (effects);
  leave (hub, alice);
  leave (hub, bob);
}

/* The others are told once, after the one who goes has stopped hearing. */
static void
test_order_of_going (void)
{
  static const NatterdEffectKind gone[] = { NATTERD_EFFECT_DEPART, NATTERD_EFFECT_TO_ROOM, NATTERD_EFFECT_FORGET };
  static const NatterdEffectKind came[] = { NATTERD_EFFECT_TO_SESSION, NATTERD_EFFECT_TO_SESSION, NATTERD_EFFECT_ADMIT, NATTERD_EFFECT_VIEW, NATTERD_EFFECT_ENTER,
                                            NATTERD_EFFECT_TO_SESSION, NATTERD_EFFECT_TO_ROOM };
  g_autoptr (NatterdHubSettings) settings = natterd_hub_settings_new ();
  g_autoptr (NatterdHub) hub = natterd_hub_new (settings);
  g_autoptr (NatterdEffects) effects = natterd_effects_new ();
  NatterdSession *alice = come (hub, effects, "alice");
  NatterdSession *bob;

  natterd_effects_clear (effects);
  bob = come (hub, effects, "bob");
  assert_kinds (effects, 0, came, G_N_ELEMENTS (came));
  g_assert_true (natterd_effects_get (effects, 6)->except == natterd_session_get_user (bob));
  g_assert_true (natterd_effects_get (effects, 6)->sender == natterd_session_get_user (bob));

  apply (hub, alice, "tell bob hi", effects);
  natterd_effects_clear (effects);
  natterd_hub_close_session (hub, alice, NATTER_REASON_LOST, now, effects);
  assert_kinds (effects, 0, gone, G_N_ELEMENTS (gone));
  natterd_effects_clear (effects);
  natterd_hub_close_session (hub, alice, NATTER_REASON_LOST, now, effects);
  g_assert_cmpuint (natterd_effects_get_length (effects), ==, 0);

  natterd_session_unref (alice);
  leave (hub, bob);
}

/* A number belongs to one until the last effect that needs it is gone, and is used again then. */
static void
test_indexes (void)
{
  g_autoptr (NatterdHubSettings) settings = natterd_hub_settings_new ();
  g_autoptr (NatterdHub) hub = natterd_hub_new (settings);
  g_autoptr (NatterdEffects) effects = natterd_effects_new ();
  g_autoptr (NatterdEffects) late = natterd_effects_new ();
  NatterdSession *alice = come (hub, effects, "alice");
  NatterdSession *bob;
  guint session = natterd_session_get_index (alice);
  guint room = natterd_room_get_index (natterd_session_get_current (alice));

  natterd_effects_clear (effects);
  apply (hub, alice, "logout", late);
  natterd_session_unref (alice);

  bob = come (hub, effects, "bob");
  g_assert_cmpuint (natterd_session_get_index (bob), !=, session);
  g_assert_cmpuint (natterd_room_get_index (natterd_session_get_current (bob)), !=, room);
  natterd_effects_clear (effects);
  leave (hub, bob);

  natterd_effects_clear (late);
  bob = come (hub, effects, "bob");
  g_assert_cmpuint (natterd_session_get_index (bob), <, 2);
  g_assert_cmpuint (natterd_room_get_index (natterd_session_get_current (bob)), <, 2);
  natterd_effects_clear (effects);
  leave (hub, bob);
}

/* The list of effects may outlive the hub. */
static void
test_effects_outlive (void)
{
  g_autoptr (NatterdEffects) effects = natterd_effects_new ();
  g_autoptr (NatterdHubSettings) settings = natterd_hub_settings_new ();
  NatterdHub *hub = natterd_hub_new (settings);
  NatterdSession *alice = come (hub, effects, "alice");
  NatterdSession *bob = come (hub, effects, "bob");

  apply (hub, bob, "ignore alice", effects);
  apply (hub, alice, "tell bob hi", effects);
  apply (hub, alice, "topic Cake", effects);
  apply (hub, alice, "topic", effects);
  natterd_hub_close_session (hub, alice, NATTER_REASON_LOST, now, effects);
  natterd_hub_close_session (hub, bob, NATTER_REASON_LOST, now, effects);
  natterd_session_unref (alice);
  natterd_session_unref (bob);
  natterd_hub_free (hub);
}

/* §5.10 */
static void
test_crowd (void)
{
  g_autoptr (TestHall) hall = test_hall_new ();
  TestParty *party;
  g_autofree char *hello = NULL;
  g_autofree char *entered = NULL;

  for (guint i = 1; i <= 101; i++)
    {
      g_autofree char *line = g_strdup_printf ("login p%u", i);

      test_hall_hush (hall);
      party = test_hall_open (hall, "x");
      test_hall_do (hall, party, line);
      if (i == 100)
        {
          g_autofree char *told = g_queue_pop_tail (&party->heard);

          g_assert_nonnull (strstr (told, "n=100 p1 "));
          g_assert_true (g_str_has_suffix (told, " p99 p100"));
        }
    }

  party = test_hall_find (hall, "x");
  entered = g_queue_pop_tail (&party->heard);
  g_assert_nonnull (strstr (entered, "n=101 p1 "));
  g_assert_true (g_str_has_suffix (entered, " p10"));

  test_hall_do (hall, party, "look");
  hello = g_queue_pop_tail (&party->heard);
  g_assert_true (g_str_has_suffix (hello, " p100 p101"));
}

/* A newcomer enters, and is told of whom. (transfer full) */
static char *
enter_crowd (TestHall *hall, const char *name)
{
  g_autofree char *line = g_strdup_printf ("login %s", name);
  TestParty *party = test_hall_open (hall, "newcomer");

  test_hall_do (hall, party, line);
  return g_queue_pop_tail (&party->heard);
}

/* The few who are shown of a crowd are made once for many newcomers: whatever changes in them shows all the same. */
static void
test_crowd_changes (void)
{
  g_autoptr (TestHall) hall = test_hall_new ();
  TestParty *parties[120];
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  g_autofree char *back = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (parties); i++)
    {
      g_autofree char *line = g_strdup_printf ("login p%u", i);

      test_hall_hush (hall);
      parties[i] = test_hall_open (hall, "x");
      test_hall_do (hall, parties[i], line);
    }
  before = enter_crowd (hall, "alice");
  g_assert_nonnull (strstr (before, " p0 p1 p2 p3 "));
  g_assert_true (g_str_has_suffix (before, " p9"));

  test_hall_do (hall, parties[0], "name zoe");
  test_hall_do (hall, parties[1], "away lunch");
  test_hall_do (hall, parties[2], "leave");
  test_hall_do (hall, parties[3], "logout");
  after = enter_crowd (hall, "bob");
  g_assert_nonnull (strstr (after, " zoe p1"));
  g_assert_nonnull (strstr (after, "lunch"));
  g_assert_null (strstr (after, " p2 "));
  g_assert_null (strstr (after, " p3 "));
  g_assert_true (g_str_has_suffix (after, " p11"));

  test_hall_do (hall, parties[1], "say hi");
  back = enter_crowd (hall, "carol");
  g_assert_null (strstr (back, "lunch"));
}

/* However many there are, an answer fits through a connection. */
static void
test_long_lists (void)
{
  g_autoptr (TestHall) hall = test_hall_new ();
  g_autofree char *topic = g_strnfill (2000, 't');
  g_autofree char *told = NULL;
  TestParty *party = test_hall_open (hall, "x");

  for (guint i = 0; i < 1000; i++)
    {
      g_autofree char *name = g_strdup_printf ("room%u", i);

      natterd_hub_restore_room (hall->hub, name, topic, 1, 1);
    }
  test_hall_do (hall, party, "login alice");
  test_hall_do (hall, party, "rooms");
  told = g_queue_pop_tail (&party->heard);
  g_assert_cmpuint (strlen (told), >, 400 * 1024);
  g_assert_cmpuint (strlen (told), <, 600 * 1024);
  g_assert_true (g_str_has_prefix (told, "rooms lobby*:1"));
}

/* §5.3 */
static void
test_settings (void)
{
  g_autoptr (NatterdHubSettings) settings = natterd_hub_settings_new ();
  g_autoptr (NatterdHub) hub = natterd_hub_new (settings);
  g_autoptr (NatterdEffects) effects = natterd_effects_new ();
  NatterdSession *session;
  const NatterEvent *welcome;

  g_free (settings->server_name);
  settings->server_name = g_strdup ("The Attic");
  settings->line_bytes = 1000;
  settings->message_bytes = 900;
  settings->name_length = 8;
  settings->room_length = 9;
  settings->motd = g_strdup ("Mind the beams.");
  natterd_hub_set_settings (hub, settings);

  session = natterd_hub_open_session (hub, now, effects);
  welcome = natterd_effects_get (effects, 0)->event;
  g_assert_cmpstr (welcome->text, ==, "The Attic");
  g_assert_cmpstr (welcome->version, ==, NATTER_VERSION);
  g_assert_cmpuint (welcome->limits.line, ==, 1000);
  g_assert_cmpuint (welcome->limits.message, ==, 900);
  g_assert_cmpuint (welcome->limits.name, ==, 8);
  g_assert_cmpuint (welcome->limits.room, ==, 9);
  leave (hub, session);

  natterd_effects_clear (effects);
  session = come (hub, effects, "alice");
  natterd_effects_clear (effects);
  apply (hub, session, "motd", effects);
  g_assert_cmpstr (natterd_effects_get (effects, 0)->event->text, ==, "Mind the beams.");
  natterd_effects_clear (effects);
  leave (hub, session);
}

static void
test_restore (void)
{
  g_autoptr (TestHall) hall = test_hall_new ();
  TestParty *party;
  char *told;

  natterd_hub_restore_room (hall->hub, "Lobby", "Cake", 7, hall->now.wall - 5 * G_USEC_PER_SEC);
  natterd_hub_restore_room (hall->hub, "attic", NULL, 3, hall->now.wall - 9 * G_USEC_PER_SEC);
  g_assert_cmpuint (natterd_hub_get_n_rooms (hall->hub), ==, 2);

  party = test_hall_open (hall, "x");
  test_hall_do (hall, party, "login alice");
  told = g_queue_pop_tail (&party->heard);
  g_assert_cmpstr (told, ==, "entered Lobby text=Cake seq=7 n=1 alice");
  g_free (told);

  test_hall_do (hall, party, "rooms");
  told = g_queue_pop_tail (&party->heard);
  g_assert_cmpstr (told, ==, "rooms Lobby*:1(Cake)-5s attic:0-9s");
  g_free (told);
}

/* §13.6, §7.8: a ban of an address ends by itself, also where nothing else happens meanwhile. */
static guint64
locate (const char *text,
        char **shown)
{
  *shown = g_strdup (text);
  return 7;
}

static void
test_ban_ends (void)
{
  g_autoptr (NatterdHubSettings) settings = natterd_hub_settings_new ();
  g_autoptr (NatterdHub) hub = natterd_hub_new (settings);
  g_autofree char *until = g_strdup_printf ("%" G_GINT64_FORMAT, now.wall + 60 * G_USEC_PER_SEC);
  g_autofree char *value = natter_fact_dup_value ("name", "192.0.2.7", "by", "server", "until", until, NULL);
  g_autoptr (NatterFact) ban = natter_fact_new ("ban", "place 192.0.2.7", value);
  NatterdNow later = { now.mono + 61 * G_USEC_PER_SEC, now.wall + 61 * G_USEC_PER_SEC };

  natterd_hub_set_atlas (hub, locate);
  natterd_hub_restore_fact (hub, ban);
  g_assert_true (natterd_hub_is_ban (ban));
  g_assert_true (natterd_hub_is_banned (hub, 7, now));
  g_assert_false (natterd_hub_is_banned (hub, 8, now));
  g_assert_false (natterd_hub_is_banned (hub, 7, later));
}

int
main (int argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/domain/hub/span", test_span);
  g_test_add_func ("/domain/hub/order-of-going", test_order_of_going);
  g_test_add_func ("/domain/hub/indexes", test_indexes);
  g_test_add_func ("/domain/hub/effects-outlive", test_effects_outlive);
  g_test_add_func ("/domain/hub/crowd", test_crowd);
  g_test_add_func ("/domain/hub/crowd-changes", test_crowd_changes);
  g_test_add_func ("/domain/hub/long-lists", test_long_lists);
  g_test_add_func ("/domain/hub/settings", test_settings);
  g_test_add_func ("/domain/hub/restore", test_restore);
  g_test_add_func ("/domain/hub/ban-ends", test_ban_ends);

  return g_test_run ();
}
