/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "model-support.h"

/* Going on where the connection broke off: §4.36, §5.19 to §5.21. */

#define WELCOME "{'ev':'welcome','server':'Workshop','version':'1','protocol':1,'people':1,'limits':{'line':16384,'message':8192,'name':32,'room':64}}"
#define ENTERED(room, seq) "{'ev':'entered','room':'" room "','seq':" #seq ",'count':1,'people':[{'name':'alice','idle':0}]}"

/* In the lobby up to @seq, with a token. */
static World *
come_in (guint seq)
{
  World *world = world_new ();
  g_autofree char *entered = g_strdup_printf ("{'ev':'entered','room':'lobby','seq':%u,'count':1,'people':[{'name':'alice','idle':0}]}", seq);

  natter_ui_session_open (world->session, "localhost", "alice", NULL);
  natter_ui_session_take_opened (world->session);
  world_expect (world, "{'do':'login','name':'alice','resume':true}");
  world_tell (world, WELCOME);
  world_tell (world, "{'ev':'hello','re':'%ID','name':'alice','room':'lobby','token':'T0','grace':60,'epoch':'E1'}");
  world_tell (world, entered);
  if (seq > 0)
    {
      world_skip_to (world, NATTER_COMMAND_HISTORY);
      world_tell_history (world, "lobby", 1, seq, NULL);
    }
  world_skip_to (world, NATTER_COMMAND_PING);
  return world;
}

static void
reconnect (World *world)
{
  world_break (world);
  natter_ui_session_try_now (world->session);
  natter_ui_session_take_opened (world->session);
}

static void
say (World *world, const char *room, const char *text)
{
  g_assert_true (natter_ui_session_submit (world->session, world_room (world, room), text, NULL));
}

/* Pages first, then what waits goes out; nothing is asked for. */
static void
test_goes_on (void)
{
  g_autoptr (World) world = come_in (3);
  g_autoptr (Mirror) mirror = mirror_new (G_LIST_MODEL (natter_ui_room_get_messages (world_room (world, "lobby"))));
  g_autofree char *id = NULL;

  world_tell (world, "{'ev':'said','room':'@bob','seq':1,'from':'bob','text':'psst','time':'2026-01-02T03:04:05.678Z'}");
  say (world, "lobby", "one");
  world_skip_to (world, NATTER_COMMAND_SAY);
  id = g_strdup (world->id);
  reconnect (world);
  say (world, "lobby", "two");
  world_expect (world, "{'do':'resume','token':'T0','epoch':'E1','seen':[{'room':'lobby','seq':3},{'room':'@bob','seq':1}]}");
  world_tell (world, WELCOME);
  world_tell (world, "{'ev':'hello','re':'%ID','name':'alice','room':'lobby','resumed':true,'token':'T0','grace':60,'epoch':'E1'}");
  world_tell (world, ENTERED ("lobby", 6));
  world_tell (world, "{'ev':'history','room':'lobby','begin':4,'end':5,'more':true,'messages':["
                     "{'seq':4,'from':'bob','text':'hi','time':'2026-01-02T03:04:05.678Z'},"
                     "{'seq':5,'kind':'react','target':4,'from':'carol','reaction':'x','time':'2026-01-02T03:04:05.678Z'}]}");
  world_tell (world, "{'ev':'history','room':'lobby','begin':6,'end':6,'messages':["
                     "{'seq':6,'from':'alice','text':'one','time':'2026-01-02T03:04:05.678Z','id':'m0000000000000000-7'}]}");
  world_tell (world, "{'ev':'history','room':'@bob','begin':2,'end':2,'messages':["
                     "{'seq':2,'from':'bob','text':'there?','time':'2026-01-02T03:04:05.678Z'}]}");
  world_expect_nothing (world);
  world_tell (world, "{'ev':'live'}");
  world_assert_texts (world, "@bob", "1 bob: psst\n2 bob: there?\n");
  g_assert_true (natter_ui_room_get_joined (world_room (world, "lobby")));
  g_assert_cmpuint (natter_ui_room_get_unread (world_room (world, "@bob")), ==, 2);
}

/* What was on its way had arrived, or not: its id tells. */
static void
test_unsure (void)
{
  g_autoptr (World) world = come_in (1);
  g_autofree char *id = NULL;
  g_autofree char *page = NULL;

  say (world, "lobby", "one");
  say (world, "lobby", "two");
  world_expect (world, "{'do':'say','room':'lobby','text':'one'}");
  id = g_strdup (world->id);
  reconnect (world);
  world_skip_to (world, NATTER_COMMAND_RESUME);
  world_tell (world, WELCOME);
  world_tell (world, "{'ev':'hello','re':'%ID','name':'alice','room':'lobby','resumed':true,'token':'T0','grace':60,'epoch':'E1'}");
  world_tell (world, ENTERED ("lobby", 2));
  page = g_strdup_printf ("{'ev':'history','room':'lobby','begin':2,'end':2,'messages':["
                          "{'seq':2,'from':'alice','text':'one','time':'2026-01-02T03:04:05.678Z','id':'%s'}]}",
                          id);
  world_tell (world, page);
  world_expect_nothing (world);
  world_tell (world, "{'ev':'live'}");
  world_expect (world, "{'do':'say','room':'lobby','text':'two'}");
  world_assert_texts (world, "lobby", "1 bob: m1\n2 alice: one\n> alice: two\n");

  reconnect (world);
  world_skip_to (world, NATTER_COMMAND_RESUME);
  world_tell (world, WELCOME);
  world_tell (world, "{'ev':'hello','re':'%ID','name':'alice','room':'lobby','resumed':true,'token':'T0','grace':60,'epoch':'E1'}");
  world_tell (world, ENTERED ("lobby", 2));
  world_tell (world, "{'ev':'live'}");
  world_expect (world, "{'do':'say','room':'lobby','text':'two'}");
}

/* §5.20: what is too much is asked for, after live. */
static void
test_more (void)
{
  g_autoptr (World) world = come_in (1);

  reconnect (world);
  world_skip_to (world, NATTER_COMMAND_RESUME);
  world_tell (world, WELCOME);
  world_tell (world, "{'ev':'hello','re':'%ID','name':'alice','room':'lobby','resumed':true,'token':'T0','grace':60,'epoch':'E1'}");
  world_tell (world, ENTERED ("lobby", 4));
  world_tell (world, "{'ev':'history','room':'lobby','begin':2,'end':3,'more':true,'messages':["
                     "{'seq':2,'from':'bob','text':'a','time':'2026-01-02T03:04:05.678Z'},{'seq':3,'from':'bob','text':'b','time':'2026-01-02T03:04:05.678Z'}]}");
  world_expect_nothing (world);
  world_tell (world, "{'ev':'live'}");
  world_expect (world, "{'do':'history','room':'lobby','since':3,'count':500,'events':true}");
  world_tell_history (world, "lobby", 4, 4, NULL);
  world_assert_texts (world, "lobby", "1 bob: m1\n2 bob: a\n3 bob: b\n4 bob: m4\n");
}

/* The token is not good any more: by name, and into the rooms as before. */
static void
test_over (void)
{
  g_autoptr (World) world = come_in (1);

  reconnect (world);
  world_skip_to (world, NATTER_COMMAND_RESUME);
  world_tell (world, WELCOME);
  world_tell (world, "{'ev':'error','re':'%ID','code':'session-over','text':'That session is over. Log in again.'}");
  world_expect (world, "{'do':'login','name':'alice','resume':true}");
  world_tell (world, "{'ev':'hello','re':'%ID','name':'alice','room':'lobby','token':'T1','grace':60,'epoch':'E1'}");
  world_tell (world, ENTERED ("lobby", 2));
  world_expect (world, "{'do':'history','room':'lobby','since':1,'count':500,'events':true}");
  g_assert_cmpint (natter_ui_session_get_state (world->session), ==, NATTER_UI_STATE_ONLINE);
}

/* Another epoch: nothing that is known counts; what was typed does. */
static void
test_other_epoch (void)
{
  g_autoptr (World) world = come_in (5);

  reconnect (world);
  say (world, "lobby", "typed");
  world_skip_to (world, NATTER_COMMAND_RESUME);
  world_tell (world, WELCOME);
  world_tell (world, "{'ev':'hello','re':'%ID','name':'alice','room':'lobby','resumed':true,'token':'T0','grace':60,'epoch':'E2'}");
  world_tell (world, ENTERED ("lobby", 2));
  world_tell (world, "{'ev':'live'}");
  world_expect (world, "{'do':'history','room':'lobby','count':100}");
  world_tell_history (world, "lobby", 1, 2, NULL);
  world_expect (world, "{'do':'say','room':'lobby','text':'typed'}");
}

/* Somebody else goes on with it: two would throw each other out for ever. */
static void
test_elsewhere (void)
{
  g_autoptr (World) world = come_in (1);

  world_tell (world, "{'ev':'bye','code':'resumed-elsewhere','text':'You go on elsewhere.'}");
  g_assert_cmpint (natter_ui_session_get_state (world->session), ==, NATTER_UI_STATE_OFFLINE);
  natter_ui_session_try_now (world->session);
  natter_ui_session_take_opened (world->session);
  world_expect (world, "{'do':'login','name':'alice','resume':true}");
}

/* Thrown out of a room meanwhile: it goes, but not what was typed for it. */
static void
test_parted (void)
{
  g_autoptr (World) world = come_in (1);

  world_tell (world, ENTERED ("garden", 0));
  world_tell (world, ENTERED ("attic", 0));
  reconnect (world);
  say (world, "garden", "typed");
  world_skip_to (world, NATTER_COMMAND_RESUME);
  world_tell (world, WELCOME);
  world_tell (world, "{'ev':'hello','re':'%ID','name':'alice','room':'lobby','resumed':true,'token':'T0','grace':60,'epoch':'E1'}");
  world_tell (world, ENTERED ("lobby", 1));
  world_tell (world, "{'ev':'parted','room':'garden'}");
  world_tell (world, "{'ev':'parted','room':'attic'}");
  world_tell (world, "{'ev':'live'}");
  world_expect_nothing (world);
  g_assert_null (natter_ui_room_list_find (natter_ui_session_get_rooms (world->session), "attic"));
  world_assert_texts (world, "garden", "x alice: typed\n");
}

/* At the start: the key to an account, in the place of a password. */
static void
test_token_at_start (void)
{
  g_autoptr (World) world = world_new ();

  g_assert_true (natter_ui_session_open_with_token (world->session, "localhost", "alice", "KEY", NULL));
  natter_ui_session_take_opened (world->session);
  world_expect (world, "{'do':'resume','token':'KEY','seen':[]}");
  world_tell (world, WELCOME);
  world_tell (world, "{'ev':'hello','re':'%ID','name':'alice','room':'lobby','token':'KEY','grace':60,'epoch':'E1'}");
  world_tell (world, ENTERED ("lobby", 0));
  world_tell (world, "{'ev':'live'}");
  g_assert_true (natter_ui_session_is_account (world->session));
  g_assert_cmpstr (natter_ui_session_get_token (world->session), ==, "KEY");
  g_assert_true (natter_ui_session_get_current_room (world->session) == world_room (world, "lobby"));

  /* the end of the program is no logout; a logout is the end of the token */
  world_skip_to (world, NATTER_COMMAND_PING);
  natter_ui_session_close (world->session);
  world_expect_nothing (world);
  g_assert_cmpstr (natter_ui_session_get_token (world->session), ==, "KEY");
}

/* The network comes back: not after the delay, but now. Online: whether anyone is there must be known soon. */
static void
test_network (void)
{
  g_autoptr (World) world = come_in (1);
  guint dials = world->n_dials;

  natter_ui_session_network_changed (world->session);
  world_expect (world, "{'do':'ping'}");
  world_pass (world, 3.1);
  g_assert_cmpint (natter_ui_session_get_state (world->session), !=, NATTER_UI_STATE_ONLINE);
  world_break (world);
  g_assert_cmpint (natter_ui_session_get_state (world->session), ==, NATTER_UI_STATE_WAITING);
  natter_ui_session_network_changed (world->session);
  g_assert_cmpuint (world->n_dials, >, dials);
  g_assert_cmpint (natter_ui_session_get_state (world->session), ==, NATTER_UI_STATE_CONNECTING);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/model/resume/goes-on", test_goes_on);
  g_test_add_func ("/model/resume/unsure", test_unsure);
  g_test_add_func ("/model/resume/more", test_more);
  g_test_add_func ("/model/resume/over", test_over);
  g_test_add_func ("/model/resume/other-epoch", test_other_epoch);
  g_test_add_func ("/model/resume/elsewhere", test_elsewhere);
  g_test_add_func ("/model/resume/parted", test_parted);
  g_test_add_func ("/model/resume/token-at-start", test_token_at_start);
  g_test_add_func ("/model/resume/network", test_network);

  return g_test_run ();
}
