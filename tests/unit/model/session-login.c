/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "shared/natter-error.h"

#include "model-support.h"

/* The way there: states, errors, and names. */

static void
assert_state (World *world, NatterUiState state, const char *status)
{
  g_assert_cmpint (natter_ui_session_get_state (world->session), ==, state);
  g_assert_cmpstr (natter_ui_session_get_status_text (world->session), ==, status);
}

static void
test_whole_way (void)
{
  g_autoptr (World) world = world_new ();
  NatterUiRoom *lobby;

  assert_state (world, NATTER_UI_STATE_OFFLINE, "Not connected");
  g_assert_true (natter_ui_session_open (world->session, " localhost ", "alice", NULL));
  assert_state (world, NATTER_UI_STATE_CONNECTING, "Connecting to localhost…");
  g_assert_cmpuint (world->n_dials, ==, 1);

  natter_ui_session_take_opened (world->session);
  assert_state (world, NATTER_UI_STATE_CONNECTING, "Connecting to localhost…");
  world_expect (world, "{'do':'login','name':'alice','resume':true}");
  world_tell (world, "{'ev':'welcome','server':'Workshop','version':'1','protocol':1,'people':7,'limits':{}}");
  assert_state (world, NATTER_UI_STATE_LOGIN, "Logging in…");
  g_assert_cmpstr (natter_ui_session_get_server_name (world->session), ==, "Workshop");

  world_tell (world, "{'ev':'hello','re':'%ID','name':'Alice','room':'lobby'}");
  assert_state (world, NATTER_UI_STATE_ONLINE, "Connected");
  g_assert_cmpstr (natter_ui_session_get_name (world->session), ==, "Alice");

  world_tell (world, "{'ev':'entered','room':'lobby','topic':'Tea','seq':0,'count':1,'people':[{'name':'Alice'}]}");
  lobby = natter_ui_session_get_current_room (world->session);
  g_assert_nonnull (lobby);
  g_assert_cmpstr (natter_ui_room_get_title (lobby), ==, "#lobby");
  g_assert_cmpstr (natter_ui_room_get_topic (lobby), ==, "Tea");
  g_assert_true (natter_ui_person_is_own (natter_ui_person_list_find (natter_ui_room_get_members (lobby), "ALICE")));
  world_expect_nothing (world);
}

static void
answer_ping (World *world, gint64 took)
{
  world_pass (world, (double) (world->wake - world->now) / G_USEC_PER_SEC);
  world_expect (world, "{'do':'ping'}");
  world->now += took;
  world_tell (world, "{'ev':'pong','re':'%ID','time':'2026-01-02T03:04:05.678Z'}");
}

/* The first answer comes while the window is built: it is not shown, and soon there are others. */
static void
test_first_latency (void)
{
  g_autoptr (World) world = world_new ();

  natter_ui_session_open (world->session, "localhost", "alice", NULL);
  world_greet (world, 0);
  answer_ping (world, 31000);
  g_assert_cmpint (natter_ui_session_get_latency (world->session), ==, -1);
  assert_state (world, NATTER_UI_STATE_ONLINE, "Connected");
  answer_ping (world, 14000);
  g_assert_cmpint (natter_ui_session_get_latency (world->session), ==, -1);
  answer_ping (world, 9000);
  assert_state (world, NATTER_UI_STATE_ONLINE, "Connected · 9 ms");
  world_break (world);
  g_assert_cmpint (natter_ui_session_get_latency (world->session), ==, -1);
}

/* The best of the last four: what an answer waited here, while frames were drawn, is not the network's. What is too little
 * to be noticed is not shown. */
static void
test_latency (void)
{
  static const struct
  {
    gint64 took;
    int latency;
    const char *status;
  } rows[] = {
    { 31200, 0, "Connected" }, /* those at login took no time at all */
    { 3200, 0, "Connected" },
    { 24000, 0, "Connected" },
    { 40000, 3, "Connected" },
    { 40000, 3, "Connected" },
    { 31400, 24, "Connected · 24 ms" },
    { 45000, 31, "Connected · 31 ms" },
    { 4000, 4, "Connected" },
  };
  g_autoptr (World) world = world_new ();

  world_connect (world, 0);
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      answer_ping (world, rows[i].took);
      g_assert_cmpint (natter_ui_session_get_latency (world->session), ==, rows[i].latency);
      assert_state (world, NATTER_UI_STATE_ONLINE, rows[i].status);
    }
}

static void
test_bad_address_and_name (void)
{
  g_autoptr (World) world = world_new ();
  g_autoptr (GError) error = NULL;

  g_assert_false (natter_ui_session_open (world->session, "local host", "alice", &error));
  g_assert_error (error, NATTER_UI_ERROR, NATTER_UI_ERROR_BAD_ADDRESS);
  g_clear_error (&error);
  g_assert_false (natter_ui_session_open (world->session, "localhost", "a b", &error));
  g_assert_error (error, NATTER_ERROR, NATTER_ERROR_NAME_NOT_ALLOWED);
  g_assert_cmpuint (world->n_dials, ==, 0);
}

static void
test_first_attempt_fails (void)
{
  g_autoptr (World) world = world_new ();
  g_autoptr (GError) refused = g_error_new_literal (NATTER_UI_ERROR, NATTER_UI_ERROR_REFUSED, "Nobody answers.");

  natter_ui_session_open (world->session, "localhost", "alice", NULL);
  natter_ui_session_take_closed (world->session, refused);
  assert_state (world, NATTER_UI_STATE_OFFLINE, "Not connected");
  g_assert_error (natter_ui_session_get_error (world->session), NATTER_UI_ERROR, NATTER_UI_ERROR_REFUSED);
  g_assert_cmpint (world->wake, ==, 0);

  natter_ui_session_try_now (world->session);
  assert_state (world, NATTER_UI_STATE_CONNECTING, "Connecting to localhost…");
  g_assert_null (natter_ui_session_get_error (world->session));
}

/* §4.4 */
static void
test_name_taken (void)
{
  g_autoptr (World) world = world_new ();

  natter_ui_session_open (world->session, "localhost", "alice", NULL);
  natter_ui_session_take_opened (world->session);
  world_expect (world, "{'do':'login','name':'alice','resume':true}");
  world_tell (world, "{'ev':'welcome','server':'W','version':'1','protocol':1,'people':7,'limits':{}}");
  world_tell (world, "{'ev':'error','re':'%ID','code':'name-taken','text':'alice is taken.','suggestion':'alice2'}");
  assert_state (world, NATTER_UI_STATE_LOGIN, "Another name is needed");
  g_assert_error (natter_ui_session_get_error (world->session), NATTER_ERROR, NATTER_ERROR_NAME_TAKEN);
  g_assert_cmpstr (natter_ui_session_get_suggestion (world->session), ==, "alice2");

  /* Nobody is hurried. */
  world_pass (world, 30);
  assert_state (world, NATTER_UI_STATE_LOGIN, "Another name is needed");

  g_assert_true (natter_ui_session_log_in_as (world->session, "alice2", NULL));
  g_assert_null (natter_ui_session_get_suggestion (world->session));
  world_expect (world, "{'do':'login','name':'alice2','resume':true}");
  world_tell (world, "{'ev':'hello','re':'%ID','name':'alice2','room':'lobby'}");
  assert_state (world, NATTER_UI_STATE_ONLINE, "Connected");
  g_assert_cmpuint (world->n_dials, ==, 1);
}

/* §7.4: who thinks for too long is disconnected, and connects again with the next name. */
static void
test_name_thought_about_for_long (void)
{
  g_autoptr (World) world = world_new ();

  natter_ui_session_open (world->session, "localhost", "alice", NULL);
  natter_ui_session_take_opened (world->session);
  world_expect (world, "{'do':'login','name':'alice','resume':true}");
  world_tell (world, "{'ev':'welcome','server':'W','version':'1','protocol':1,'people':7,'limits':{}}");
  world_tell (world, "{'ev':'error','re':'%ID','code':'name-taken','text':'alice is taken.','suggestion':'alice2'}");
  world_tell (world, "{'ev':'bye','code':'login-timeout','text':'Too late.'}");
  assert_state (world, NATTER_UI_STATE_OFFLINE, "Not connected");
  g_assert_error (natter_ui_session_get_error (world->session), NATTER_ERROR, NATTER_ERROR_NAME_TAKEN);
  g_assert_cmpstr (natter_ui_session_get_suggestion (world->session), ==, "alice2");

  natter_ui_session_log_in_as (world->session, "alice2", NULL);
  g_assert_cmpuint (world->n_dials, ==, 2);
  natter_ui_session_take_opened (world->session);
  world_expect (world, "{'do':'login','name':'alice2','resume':true}");
}

/* The server knows us, and answers the login so. */
static void
refuse (World *world, const char *code)
{
  g_autofree char *error = g_strdup_printf ("{'ev':'error','re':'%%ID','code':'%s','text':'Hm.','suggestion':'alice2'}", code);

  world_tell (world, "{'ev':'welcome','server':'W','version':'1','protocol':1,'people':7,'limits':{}}");
  world_tell (world, error);
  assert_state (world, NATTER_UI_STATE_LOGIN, "A password is needed");
  g_assert_true (natter_ui_session_needs_password (world->session));
  g_assert_cmpstr (natter_ui_session_get_suggestion (world->session), ==, "alice2");
}

/* §4.4: to an account; the connection that broke is made again with what was typed once. */
static void
test_password (void)
{
  g_autoptr (World) world = world_new ();

  natter_ui_session_open (world->session, "localhost", "alice", NULL);
  natter_ui_session_take_opened (world->session);
  world_expect (world, "{'do':'login','name':'alice','resume':true}");
  refuse (world, "password-required");

  natter_ui_session_log_in_with (world->session, "alice", "wrong horse", NULL);
  world_expect (world, "{'do':'login','name':'alice','password':'wrong horse','resume':true}");
  refuse (world, "wrong-password");
  world_pass (world, 30);
  world_expect_nothing (world);

  natter_ui_session_log_in_with (world->session, "alice", "right horse", NULL);
  world_expect (world, "{'do':'login','name':'alice','password':'right horse','resume':true}");
  world_tell (world, "{'ev':'hello','re':'%ID','name':'alice','room':'lobby'}");
  assert_state (world, NATTER_UI_STATE_ONLINE, "Connected");
  g_assert_false (natter_ui_session_needs_password (world->session));

  world_break (world);
  natter_ui_session_try_now (world->session);
  natter_ui_session_take_opened (world->session);
  world_expect (world, "{'do':'login','name':'alice','password':'right horse','resume':true}");
  refuse (world, "wrong-password");

  /* It was changed elsewhere: nothing is tried before one is asked, and nothing is sent that did not work. */
  world_pass (world, 120);
  world_expect_nothing (world);
  g_assert_cmpuint (world->n_dials, ==, 2);
  natter_ui_session_log_in_as (world->session, "alice2", NULL);
  world_expect (world, "{'do':'login','name':'alice2','resume':true}");
}

static void
reconnect (World *world, const char *login)
{
  world_break (world);
  natter_ui_session_try_now (world->session);
  natter_ui_session_take_opened (world->session);
  world_expect (world, login);
  world_tell (world, "{'ev':'welcome','server':'W','version':'1','protocol':1,'people':7,'limits':{}}");
  world_tell (world, "{'ev':'hello','re':'%ID','name':'alice','room':'lobby'}");
  assert_state (world, NATTER_UI_STATE_ONLINE, "Connected");
}

/* §4.28, §4.30: what was typed in the composer holds for the next login, where the server took it, and shows nowhere. */
static void
test_password_from_composer (void)
{
  g_autoptr (World) world = world_new ();
  NatterUiRoom *lobby;

  world_connect (world, 0);
  lobby = world_room (world, "lobby");
  g_assert_true (natter_ui_session_submit (world->session, lobby, "/register refused-horse", NULL));
  world_expect (world, "{'do':'register','password':'refused-horse'}");
  world_tell (world, "{'ev':'error','re':'%ID','code':'password-not-allowed','text':'Longer.'}");
  g_assert_true (natter_ui_session_submit (world->session, lobby, "/register first-horse a@b.example", NULL));
  world_expect (world, "{'do':'register','password':'first-horse','email':'a@b.example'}");
  world_tell (world, "{'ev':'done','re':'%ID','text':'Kept.'}");
  world_assert_texts (world, "lobby", "! Longer.\n= Kept.\n");
  g_assert_cmpuint (natter_ui_session_get_n_waiting (world->session), ==, 0);
  reconnect (world, "{'do':'login','name':'alice','password':'first-horse','resume':true}");

  g_assert_true (natter_ui_session_submit (world->session, lobby, "/password first-horse second-horse", NULL));
  world_skip_to (world, NATTER_COMMAND_PASSWORD);
  world_tell (world, "{'ev':'done','re':'%ID','text':'Changed.'}");
  reconnect (world, "{'do':'login','name':'alice','password':'second-horse','resume':true}");

  natter_ui_session_log_out (world->session);
  natter_ui_session_try_now (world->session);
  world_skip_to (world, NATTER_COMMAND_LOGOUT);
  natter_ui_session_take_opened (world->session);
  world_expect (world, "{'do':'login','name':'alice','resume':true}");
}

/* A password is for one server. */
static void
test_password_elsewhere (void)
{
  g_autoptr (World) world = world_new ();

  natter_ui_session_open (world->session, "localhost", "alice", NULL);
  natter_ui_session_log_in_with (world->session, "alice", "right horse", NULL);
  g_assert_cmpuint (world->n_dials, ==, 1);
  natter_ui_session_open (world->session, "elsewhere", "alice", NULL);
  natter_ui_session_take_opened (world->session);
  world_expect (world, "{'do':'login','name':'alice','resume':true}");
}

static void
test_silent_stranger (void)
{
  g_autoptr (World) world = world_new ();

  natter_ui_session_open (world->session, "localhost", "alice", NULL);
  natter_ui_session_take_opened (world->session);
  world_pass (world, 9);
  g_assert_cmpint (natter_ui_session_get_state (world->session), ==, NATTER_UI_STATE_CONNECTING);
  world_pass (world, 2);
  g_assert_cmpint (natter_ui_session_get_state (world->session), ==, NATTER_UI_STATE_OFFLINE);
  g_assert_error (natter_ui_session_get_error (world->session), NATTER_UI_ERROR, NATTER_UI_ERROR_NOT_NATTER);
  g_assert_cmpuint (world->n_hang_ups, ==, 1);
}

/* §4.19 */
static void
test_log_out (void)
{
  g_autoptr (World) world = world_new ();

  world_connect (world, 0);
  natter_ui_session_log_out (world->session);
  world_expect (world, "{'do':'logout'}");
  assert_state (world, NATTER_UI_STATE_OFFLINE, "Not connected");
  g_assert_null (natter_ui_session_get_error (world->session));
  g_assert_cmpint (world->wake, ==, 0);
  g_assert_false (natter_ui_room_get_joined (world_room (world, "lobby")));
}

/* §5.15 */
static void
test_server_pings (void)
{
  g_autoptr (World) world = world_new ();

  world_connect (world, 0);
  world_tell (world, "{'ev':'ping','time':'2026-01-02T03:04:05.678Z'}");
  world_expect (world, "{'do':'pong'}");
}

static void
test_other_server_forgets (void)
{
  g_autoptr (World) world = world_new ();
  GListModel *rooms = G_LIST_MODEL (natter_ui_session_get_rooms (world->session));

  world_connect (world, 0);
  g_assert_cmpuint (g_list_model_get_n_items (rooms), ==, 1);
  natter_ui_session_open (world->session, "localhost", "alice", NULL);
  g_assert_cmpuint (g_list_model_get_n_items (rooms), ==, 1);
  natter_ui_session_open (world->session, "localhost:5006", "alice", NULL);
  g_assert_cmpuint (g_list_model_get_n_items (rooms), ==, 0);
  g_assert_null (natter_ui_session_get_current_room (world->session));
}

/* The server let us in, and the connection broke before we heard of it, long after the break before: the name is still our own. */
static void
test_ghost_unheard (void)
{
  g_autoptr (World) world = world_new ();

  world_connect (world, 0);
  world_break (world);
  world_pass (world, 10 * 60);
  for (guint i = 0; i < 2; i++)
    {
      g_assert_cmpint (natter_ui_session_get_state (world->session), ==, NATTER_UI_STATE_CONNECTING);
      natter_ui_session_take_opened (world->session);
      world_expect (world, "{'do':'login','name':'alice','resume':true}");
      world_tell (world, "{'ev':'welcome','server':'W','version':'1','protocol':1,'people':7,'limits':{}}");
      if (i == 0)
        world_break (world);
      else
        world_tell (world, "{'ev':'error','re':'%ID','code':'name-taken','text':'alice is taken.','suggestion':'alice2'}");
      g_assert_cmpint (natter_ui_session_get_state (world->session), ==, NATTER_UI_STATE_WAITING);
      world_pass (world, 31);
    }
  natter_ui_session_take_opened (world->session);
  world_tell (world, "{'ev':'welcome','server':'W','version':'1','protocol':1,'people':7,'limits':{}}");
  world_tell (world, "{'ev':'hello','re':'%ID','name':'alice','room':'lobby'}");
  g_assert_cmpint (natter_ui_session_get_state (world->session), ==, NATTER_UI_STATE_ONLINE);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/model/login/whole-way", test_whole_way);
  g_test_add_func ("/model/login/first-latency", test_first_latency);
  g_test_add_func ("/model/login/latency", test_latency);
  g_test_add_func ("/model/login/bad-address-and-name", test_bad_address_and_name);
  g_test_add_func ("/model/login/first-attempt-fails", test_first_attempt_fails);
  g_test_add_func ("/model/login/name-taken", test_name_taken);
  g_test_add_func ("/model/login/name-thought-about-for-long", test_name_thought_about_for_long);
  g_test_add_func ("/model/login/password", test_password);
  g_test_add_func ("/model/login/password-from-composer", test_password_from_composer);
  g_test_add_func ("/model/login/password-elsewhere", test_password_elsewhere);
  g_test_add_func ("/model/login/silent-stranger", test_silent_stranger);
  g_test_add_func ("/model/login/log-out", test_log_out);
  g_test_add_func ("/model/login/server-pings", test_server_pings);
  g_test_add_func ("/model/login/other-server-forgets", test_other_server_forgets);
  g_test_add_func ("/model/login/ghost-unheard", test_ghost_unheard);

  return g_test_run ();
}
