/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "model-support.h"

/* §10.8: a session says nothing to a server that is not trusted, and asks. */

static const NatterKey one = { { 1 } }, two = { { 2 } };

static void
meet (World *world, const NatterKey *key)
{
  NatterUiMeeting meeting = { .encrypted = TRUE, .key = *key };

  natter_ui_session_take_met (world->session, &meeting);
}

static void
meet_bare (World *world)
{
  g_autoptr (GError) error = g_error_new_literal (NATTER_UI_ERROR, NATTER_UI_ERROR_BARE, "It does not encrypt.");

  natter_ui_session_take_closed (world->session, error);
}

static void
assert_asks (World *world, NatterUiTrust trust, NatterUiError code)
{
  const GError *error = natter_ui_session_get_error (world->session);

  g_assert_cmpint (natter_ui_session_get_trust (world->session), ==, trust);
  g_assert_cmpint (natter_ui_session_get_state (world->session), ==, NATTER_UI_STATE_OFFLINE);
  g_assert_error (error, NATTER_UI_ERROR, (int) code);
  g_assert_false (world->connected);
  world_expect_nothing (world);
  g_assert_cmpint (world->wake, ==, 0);
}

static void
open_there (World *world)
{
  g_assert_true (natter_ui_session_open (world->session, "chat.example.org", "alice", NULL));
}

static void
test_first (void)
{
  g_autoptr (World) world = world_new ();

  open_there (world);
  g_assert_cmpint (world->way, ==, NATTER_UI_WAY_USUAL);
  g_assert_cmpint (natter_ui_session_get_trust (world->session), ==, NATTER_UI_TRUST_UNKNOWN);
  meet (world, &one);
  assert_asks (world, NATTER_UI_TRUST_FIRST, NATTER_UI_ERROR_FIRST_KEY);
  g_assert_true (natter_key_equal (natter_ui_session_get_key (world->session), &one));
  world_pass (world, 1000);
  g_assert_cmpuint (world->n_dials, ==, 1);

  g_assert_true (natter_ui_session_accept (world->session, NULL));
  g_assert_cmpuint (world->n_dials, ==, 2);
  g_assert_cmpint (world->way, ==, NATTER_UI_WAY_ENCRYPTED);
  meet (world, &one);
  g_assert_cmpint (natter_ui_session_get_trust (world->session), ==, NATTER_UI_TRUST_PINNED);
  world_expect (world, "{'do':'login','name':'alice','resume':true}");

  /* The next time is silent. */
  open_there (world);
  meet (world, &one);
  world_expect (world, "{'do':'login','name':'alice','resume':true}");
}

/* Between the question and the answer somebody else may have come to stand there. */
static void
test_another_after_accepting (void)
{
  g_autoptr (World) world = world_new ();

  open_there (world);
  meet (world, &one);
  natter_ui_session_accept (world->session, NULL);
  meet (world, &two);
  assert_asks (world, NATTER_UI_TRUST_CHANGED, NATTER_UI_ERROR_CHANGED_KEY);
}

/* A question is about the one who was met last, and only as long as they are the last one. */
static void
test_gone_after_accepting (void)
{
  g_autoptr (World) world = world_new ();
  g_autoptr (GError) error = g_error_new_literal (NATTER_UI_ERROR, NATTER_UI_ERROR_REFUSED, "Nobody answers.");

  open_there (world);
  meet (world, &one);
  natter_ui_session_accept (world->session, NULL);
  natter_ui_session_take_closed (world->session, error);
  g_assert_cmpint (natter_ui_session_get_trust (world->session), ==, NATTER_UI_TRUST_UNKNOWN);
  g_assert_null (natter_ui_session_get_key (world->session));
  g_assert_false (natter_ui_session_accept (world->session, NULL));
}

static void
test_changed (void)
{
  g_autoptr (World) world = world_new ();
  g_autoptr (NatterUiKnown) known = natter_ui_known_new (NULL);
  g_autofree char *phrase = natter_key_to_phrase (&two, " ");
  g_auto (GStrv) words = g_strsplit (phrase, " ", -1);
  static const char *const wrong[] = { NULL, "", "yes", "abandon abandon" };

  natter_ui_known_note_key (known, "chat.example.org", &one);
  natter_ui_session_set_known (world->session, known);
  open_there (world);
  meet (world, &two);
  assert_asks (world, NATTER_UI_TRUST_CHANGED, NATTER_UI_ERROR_CHANGED_KEY);

  /* To try again is no way around. */
  natter_ui_session_try_now (world->session);
  meet (world, &two);
  assert_asks (world, NATTER_UI_TRUST_CHANGED, NATTER_UI_ERROR_CHANGED_KEY);
  for (guint i = 0; i < G_N_ELEMENTS (wrong); i++)
    g_assert_false (natter_ui_session_accept (world->session, wrong[i]));
  g_assert_false (natter_ui_session_accept (world->session, words[5]));
  assert_asks (world, NATTER_UI_TRUST_CHANGED, NATTER_UI_ERROR_CHANGED_KEY);
  g_assert_true (natter_key_equal (natter_ui_known_get_key (known, "chat.example.org"), &one));

  words[0][0] = g_ascii_toupper (words[0][0]);
  g_assert_true (natter_ui_session_accept (world->session, words[0]));
  meet (world, &two);
  world_expect (world, "{'do':'login','name':'alice','resume':true}");
  g_assert_true (natter_key_equal (natter_ui_known_get_key (known, "chat.example.org"), &two));
}

/* What waits stays; it is not given to the one who is there now. */
static void
test_changed_while_away (void)
{
  g_autoptr (World) world = world_new ();
  NatterUiRoom *lobby;

  open_there (world);
  meet (world, &one);
  natter_ui_session_accept (world->session, NULL);
  meet (world, &one);
  world_expect (world, "{'do':'login','name':'alice','resume':true}");
  world_tell (world, "{'ev':'welcome','server':'Workshop','version':'1','protocol':1,'people':1,"
                     "'limits':{'line':16384,'message':8192,'name':32,'room':64}}");
  world_tell (world, "{'ev':'hello','re':'%ID','name':'alice','room':'lobby'}");
  world_tell (world, "{'ev':'entered','room':'lobby','seq':0,'count':1,'people':[{'name':'alice','idle':0}]}");
  lobby = world_room (world, "lobby");

  world_break (world);
  g_assert_cmpint (natter_ui_session_get_state (world->session), ==, NATTER_UI_STATE_WAITING);
  g_assert_true (natter_ui_session_submit (world->session, lobby, "hi", NULL));
  world->connected = FALSE;
  g_queue_clear_full (&world->sent, (GDestroyNotify) natter_command_free);
  world_pass (world, 2);
  g_assert_true (world->connected);
  meet (world, &two);
  assert_asks (world, NATTER_UI_TRUST_CHANGED, NATTER_UI_ERROR_CHANGED_KEY);
  g_assert_cmpuint (natter_ui_session_get_n_waiting (world->session), ==, 1);
  g_assert_nonnull (world_room (world, "lobby"));
  natter_ui_session_network_changed (world->session);
  world_pass (world, 1000);
  g_assert_cmpuint (world->n_dials, ==, 3);
}

static void
test_link (void)
{
  g_autoptr (World) world = world_new ();
  g_autofree char *phrase = natter_key_to_phrase (&two, " ");
  g_auto (GStrv) words = g_strsplit (phrase, " ", 0);

  natter_ui_session_expect (world->session, &one, NULL);
  open_there (world);
  g_assert_cmpint (world->way, ==, NATTER_UI_WAY_ENCRYPTED);
  meet (world, &two);
  assert_asks (world, NATTER_UI_TRUST_CHANGED, NATTER_UI_ERROR_CHANGED_KEY);
  natter_ui_session_try_now (world->session);
  meet (world, &one);
  world_expect (world, "{'do':'login','name':'alice','resume':true}");

  /* Anybody can put a link on a page: it says nothing against a key that is known. */
  natter_ui_session_expect (world->session, &two, NULL);
  open_there (world);
  meet (world, &two);
  assert_asks (world, NATTER_UI_TRUST_CHANGED, NATTER_UI_ERROR_CHANGED_KEY);
  g_assert_true (natter_ui_session_accept (world->session, words[0]));
  meet (world, &two);
  world_expect (world, "{'do':'login','name':'alice','resume':true}");
  open_there (world);
  meet (world, &one);
  assert_asks (world, NATTER_UI_TRUST_CHANGED, NATTER_UI_ERROR_CHANGED_KEY);

  /* A link is for the one server that it names. */
  natter_ui_session_expect (world->session, &one, NULL);
  g_assert_true (natter_ui_session_open (world->session, "a.example.org", "alice", NULL));
  g_assert_true (natter_ui_session_open (world->session, "b.example.org", "alice", NULL));
  meet (world, &two);
  assert_asks (world, NATTER_UI_TRUST_FIRST, NATTER_UI_ERROR_FIRST_KEY);
}

static void
test_announced (void)
{
  g_autoptr (World) world = world_new ();

  natter_ui_session_expect (world->session, NULL, "AgAAAAAAAAAAAAAA");
  open_there (world);
  meet (world, &one);
  assert_asks (world, NATTER_UI_TRUST_CHANGED, NATTER_UI_ERROR_CHANGED_KEY);
  natter_ui_session_expect (world->session, NULL, "AgAAAAAAAAAAAAAA");
  open_there (world);
  meet (world, &two);
  assert_asks (world, NATTER_UI_TRUST_FIRST, NATTER_UI_ERROR_FIRST_KEY);
}

static void
test_bare (void)
{
  g_autoptr (World) world = world_new ();

  open_there (world);
  meet_bare (world);
  assert_asks (world, NATTER_UI_TRUST_BARE, NATTER_UI_ERROR_BARE);
  g_assert_null (natter_ui_session_get_key (world->session));

  /* It is looked for encryption first, each time. */
  g_assert_true (natter_ui_session_accept (world->session, NULL));
  g_assert_cmpint (world->way, ==, NATTER_UI_WAY_USUAL);
  meet_bare (world);
  g_assert_cmpint (world->way, ==, NATTER_UI_WAY_BARE);
  g_assert_cmpint (natter_ui_session_get_state (world->session), ==, NATTER_UI_STATE_CONNECTING);
  world_expect_nothing (world);
  {
    NatterUiMeeting meeting = { 0 };

    natter_ui_session_take_met (world->session, &meeting);
  }
  g_assert_cmpint (natter_ui_session_get_trust (world->session), ==, NATTER_UI_TRUST_BARE_AGREED);
  world_expect (world, "{'do':'login','name':'alice','resume':true}");
}

/* §3.10: what opens an account is not for whoever listens along, be it in memory, or from the keyring. */
static void
test_bare_secrets (void)
{
  g_autoptr (World) world = world_new ();
  NatterUiMeeting meeting = { 0 };

  open_there (world);
  g_assert_true (natter_ui_session_log_in_with (world->session, "alice", "correct horse", NULL));
  meet_bare (world);
  assert_asks (world, NATTER_UI_TRUST_BARE, NATTER_UI_ERROR_BARE);
  g_assert_true (natter_ui_session_accept (world->session, NULL));
  meet_bare (world);
  natter_ui_session_take_met (world->session, &meeting);
  world_expect (world, "{'do':'login','name':'alice','resume':true}");

  g_assert_true (natter_ui_session_open_with_token (world->session, "chat.example.org", "alice", "t0k3n", NULL));
  meet_bare (world);
  natter_ui_session_take_met (world->session, &meeting);
  g_assert_cmpint (natter_ui_session_get_trust (world->session), ==, NATTER_UI_TRUST_BARE_AGREED);
  world_expect (world, "{'do':'login','name':'alice','resume':true}");
}

static void
test_stripped (void)
{
  g_autoptr (World) world = world_new ();
  g_autoptr (NatterUiKnown) known = natter_ui_known_new (NULL);

  natter_ui_known_note_key (known, "chat.example.org", &one);
  natter_ui_session_set_known (world->session, known);
  open_there (world);
  meet_bare (world);
  assert_asks (world, NATTER_UI_TRUST_STRIPPED, NATTER_UI_ERROR_BARE);
  g_assert_false (natter_ui_session_accept (world->session, NULL));
  g_assert_false (natter_ui_session_accept (world->session, "abandon"));

  natter_ui_session_forget_key (world->session);
  natter_ui_session_try_now (world->session);
  meet_bare (world);
  assert_asks (world, NATTER_UI_TRUST_BARE, NATTER_UI_ERROR_BARE);
}

/* A certificate that is good makes the key known: who has none later is not here for the first time. */
static void
test_vouched (void)
{
  g_autoptr (World) world = world_new ();
  NatterUiMeeting meeting = { .encrypted = TRUE, .vouched = TRUE, .key = one };

  open_there (world);
  natter_ui_session_take_met (world->session, &meeting);
  g_assert_cmpint (natter_ui_session_get_trust (world->session), ==, NATTER_UI_TRUST_VOUCHED);
  world_expect (world, "{'do':'login','name':'alice','resume':true}");
  meeting.key = two;
  open_there (world);
  natter_ui_session_take_met (world->session, &meeting);
  world_expect (world, "{'do':'login','name':'alice','resume':true}");
  open_there (world);
  meet (world, &one);
  assert_asks (world, NATTER_UI_TRUST_CHANGED, NATTER_UI_ERROR_CHANGED_KEY);
}

static void
test_local (void)
{
  g_autoptr (World) world = world_new ();
  NatterUiMeeting meeting = { .local = TRUE };

  natter_ui_session_open (world->session, "localhost", "alice", NULL);
  g_assert_cmpint (world->way, ==, NATTER_UI_WAY_USUAL);
  natter_ui_session_take_met (world->session, &meeting);
  g_assert_cmpint (natter_ui_session_get_trust (world->session), ==, NATTER_UI_TRUST_LOCAL);
  world_expect (world, "{'do':'login','name':'alice','resume':true}");

  natter_ui_session_set_wary (world->session, TRUE);
  natter_ui_session_open (world->session, "localhost", "alice", NULL);
  g_assert_cmpint (world->way, ==, NATTER_UI_WAY_ENCRYPTED);
}

/* Somebody is there, and does not get on with encrypting. */
static void
test_slow (void)
{
  g_autoptr (World) world = world_new ();

  open_there (world);
  natter_ui_session_take_reached (world->session);
  world_pass (world, 9);
  g_assert_cmpint (natter_ui_session_get_state (world->session), ==, NATTER_UI_STATE_CONNECTING);
  world_pass (world, 2);
  g_assert_cmpint (natter_ui_session_get_state (world->session), ==, NATTER_UI_STATE_OFFLINE);
  g_assert_error (natter_ui_session_get_error (world->session), NATTER_UI_ERROR, NATTER_UI_ERROR_NOT_NATTER);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/trust/first", test_first);
  g_test_add_func ("/trust/another-after-accepting", test_another_after_accepting);
  g_test_add_func ("/trust/gone-after-accepting", test_gone_after_accepting);
  g_test_add_func ("/trust/changed", test_changed);
  g_test_add_func ("/trust/changed-while-away", test_changed_while_away);
  g_test_add_func ("/trust/link", test_link);
  g_test_add_func ("/trust/announced", test_announced);
  g_test_add_func ("/trust/bare", test_bare);
  g_test_add_func ("/trust/bare-secrets", test_bare_secrets);
  g_test_add_func ("/trust/stripped", test_stripped);
  g_test_add_func ("/trust/vouched", test_vouched);
  g_test_add_func ("/trust/local", test_local);
  g_test_add_func ("/trust/slow", test_slow);

  return g_test_run ();
}
