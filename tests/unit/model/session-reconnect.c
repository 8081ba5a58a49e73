/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "shared/natter-error.h"

#include "model-support.h"

/* The connection breaks, at any moment: nothing that was written is lost, doubled or turned about. */

#define HISTORY(rows)            "{'ev':'history','re':'%ID','room':'lobby','messages':[" rows "]}"
#define ROW(seq, from, text, id) "{'seq':" #seq ",'from':'" from "','text':'" text "','time':'2026-01-02T03:04:05.67" #seq "Z','id':'" id "'}"
#define SAID(seq, from, text)    "{'ev':'said','room':'lobby','seq':" #seq ",'from':'" from "','text':'" text "','time':'2026-01-02T03:04:05.67" #seq "Z'}"

static NatterUiState
get_state (World *world)
{
  return natter_ui_session_get_state (world->session);
}

static void
say (World *world, const char *text)
{
  g_autoptr (GError) error = NULL;

  natter_ui_session_submit (world->session, world_room (world, "lobby"), text, &error);
  g_assert_no_error (error);
}

/* Up to the greeting of the next connection. */
static void
come_back (World *world, guint seq)
{
  natter_ui_session_try_now (world->session);
  world_greet (world, seq);
}

static void
test_back_off (void)
{
  static const double least[] = { 0.5, 1, 2, 4, 8, 15, 15, 15 };
  g_autoptr (World) world = world_new ();

  world_connect (world, 0);
  for (guint i = 0; i < G_N_ELEMENTS (least); i++)
    {
      guint dials = world->n_dials;

      world->random = i % 2 == 0 ? 0 : G_MAXUINT32;
      world_break (world);
      g_assert_cmpint (get_state (world), ==, NATTER_UI_STATE_WAITING);
      world_pass (world, least[i] * (i % 2 == 0 ? 1 : 2) - 0.01);
      g_assert_cmpuint (world->n_dials, ==, dials);
      world_pass (world, 0.02);
      g_assert_cmpuint (world->n_dials, ==, dials + 1);
      g_assert_cmpint (get_state (world), ==, NATTER_UI_STATE_CONNECTING);
      g_assert_cmpstr (natter_ui_session_get_status_text (world->session), ==, "Reconnecting…");
    }

  /* A server that lets us in and throws us out does not make it quicker. */
  world_greet (world, 0);
  world->random = 0;
  world_break (world);
  g_assert_cmpuint (natter_ui_session_get_retry_in (world->session), ==, 15);

  /* Once online for a while, it begins anew. */
  come_back (world, 0);
  world_pass (world, 10);
  world_break (world);
  g_assert_cmpuint (natter_ui_session_get_retry_in (world->session), ==, 1);
}

static void
test_counts_down (void)
{
  g_autoptr (World) world = world_new ();

  world_connect (world, 0);
  world->random = G_MAXUINT32;
  for (guint i = 0; i < 3; i++)
    {
      world_break (world);
      world_pass (world, i < 2 ? 10 : 0);
    }
  g_assert_cmpstr (natter_ui_session_get_status_text (world->session), ==, "Reconnecting in 4 seconds");
  world_pass (world, 1.5);
  g_assert_cmpstr (natter_ui_session_get_status_text (world->session), ==, "Reconnecting in 3 seconds");
  say (world, "see you there");
  say (world, "in an hour");
  g_assert_cmpstr (natter_ui_session_get_status_text (world->session), ==, "Reconnecting in 3 seconds · 2 messages waiting");
  natter_ui_session_try_now (world->session);
  g_assert_cmpint (get_state (world), ==, NATTER_UI_STATE_CONNECTING);
}

/* A cable that was cut says nothing: the server does not answer our ping. */
static void
test_silent_break (void)
{
  g_autoptr (World) world = world_new ();

  world_connect (world, 0);
  world_pass (world, 30.5);
  g_assert_cmpint (get_state (world), ==, NATTER_UI_STATE_ONLINE);
  world_pass (world, 20);
  g_assert_cmpint (get_state (world), !=, NATTER_UI_STATE_ONLINE);
  g_assert_error (natter_ui_session_get_error (world->session), NATTER_UI_ERROR, NATTER_UI_ERROR_LOST);
}

/* §7.5, §5.16 */
static void
test_server_goes_down (void)
{
  g_autoptr (World) world = world_new ();

  world_connect (world, 0);
  world_tell (world, "{'ev':'bye','code':'shutting-down','text':'The server is going down.'}");
  g_assert_cmpint (get_state (world), ==, NATTER_UI_STATE_WAITING);
  g_assert_error (natter_ui_session_get_error (world->session), NATTER_ERROR, NATTER_ERROR_SHUTTING_DOWN);
}

/* §5.16a: many, whom a server that restarts told when to come back: all within that time, and at no moment many. */
static void
test_spread (void)
{
  enum
  {
    CLIENTS = 400,
    BACK = 20,
    MOST_A_SECOND = 3 * CLIENTS / BACK
  };
  guint dials[BACK + 1] = { 0 };

  for (guint i = 0; i < CLIENTS; i++)
    {
      g_autoptr (World) world = world_new ();
      guint before, second = 0;

      world_connect (world, 0);
      before = world->n_dials;
      world->random = (guint32) g_test_rand_int ();
      world_tell (world, "{'ev':'bye','code':'shutting-down','text':'Back soon.','back':20}");
      g_assert_cmpint (get_state (world), ==, NATTER_UI_STATE_WAITING);
      for (; world->n_dials == before; second++)
        {
          g_assert_cmpuint (second, <, BACK + 1);
          world_pass (world, 1);
        }
      dials[second - 1]++;
    }

  for (guint second = 0; second < BACK; second++)
    {
      g_test_message ("second %u: %u clients", second, dials[second]);
      g_assert_cmpuint (dials[second], >, 0);
      g_assert_cmpuint (dials[second], <, MOST_A_SECOND);
    }
  g_assert_cmpuint (dials[BACK], ==, 0);
}

static void
test_is_told_of_restart (void)
{
  g_autoptr (World) world = world_new ();

  world_connect (world, 0);
  world->random = G_MAXUINT32;
  world_tell (world, "{'ev':'bye','code':'shutting-down','text':'Back soon.','back':7}");
  g_assert_cmpstr (natter_ui_session_get_status_text (world->session), ==, "The server is restarting · reconnecting in 7 seconds");
  world_pass (world, 3);
  g_assert_cmpstr (natter_ui_session_get_status_text (world->session), ==, "The server is restarting · reconnecting in 4 seconds");

  /* it is not there yet: from here on as after any break */
  natter_ui_session_try_now (world->session);
  world_break (world);
  g_assert_cmpstr (natter_ui_session_get_status_text (world->session), ==, "Reconnecting in 2 seconds");
  come_back (world, 0);

  /* one that wants to be alone for years is not heeded */
  world_tell (world, "{'ev':'bye','code':'shutting-down','text':'Back soon.','back':4294967295}");
  g_assert_cmpuint (natter_ui_session_get_retry_in (world->session), ==, 300);
  come_back (world, 0);

  /* and what has another reason says nothing of when */
  world_tell (world, "{'ev':'bye','code':'idle-timeout','text':'You were silent.','back':7}");
  g_assert_true (g_str_has_prefix (natter_ui_session_get_status_text (world->session), "Reconnecting in "));
}

/* What waits goes out in order, one at a time. */
static void
test_typed_offline (void)
{
  g_autoptr (World) world = world_new ();
  g_autoptr (Mirror) mirror = NULL;

  world_connect (world, 0);
  mirror = mirror_new (G_LIST_MODEL (natter_ui_room_get_messages (world_room (world, "lobby"))));
  world_break (world);
  say (world, "one");
  say (world, "/me two");
  say (world, "three");
  g_assert_cmpuint (natter_ui_session_get_n_waiting (world->session), ==, 3);
  world_assert_texts (world, "lobby", "? alice: one\n? alice: two\n? alice: three\n");

  come_back (world, 0);
  world_assert_texts (world, "lobby", "> alice: one\n? alice: two\n? alice: three\n");
  world_expect (world, "{'do':'say','room':'lobby','text':'one'}");
  world_expect_nothing (world);

  /* Someone else is quicker. */
  world_tell (world, SAID (1, "bob", "hello"));
  world_assert_texts (world, "lobby", "1 bob: hello\n> alice: one\n? alice: two\n? alice: three\n");
  world_tell (world, "{'ev':'said','room':'lobby','seq':2,'from':'alice','text':'one','time':'2026-01-02T03:04:05.678Z','id':'%ID'}");
  world_tell (world, "{'ev':'ok','re':'%ID','seq':2,'room':'lobby'}");
  world_expect (world, "{'do':'me','room':'lobby','text':'two'}");
  world_tell (world, "{'ev':'ok','re':'%ID','seq':3,'room':'lobby'}");
  world_expect (world, "{'do':'say','room':'lobby','text':'three'}");
  world_tell (world, "{'ev':'ok','re':'%ID','seq':4,'room':'lobby'}");
  world_assert_texts (world, "lobby", "1 bob: hello\n2 alice: one\n3 alice: two\n4 alice: three\n");
  g_assert_cmpuint (natter_ui_session_get_n_waiting (world->session), ==, 0);
  world_expect_nothing (world);
}

/* It was on its way, and had arrived: it is found, and not sent again. */
static void
test_was_recorded (void)
{
  g_autoptr (World) world = world_new ();
  g_autofree char *id = NULL;
  g_autoptr (GString) history = g_string_new (HISTORY (ROW (1, "bob", "hi", "b1") "," ROW (2, "alice", "one", "OURS") "," ROW (3, "bob", "ah", "b2")));

  world_connect (world, 0);
  world_tell (world, SAID (1, "bob", "hi"));
  say (world, "one");
  say (world, "two");
  world_expect (world, "{'do':'say','room':'lobby','text':'one'}");
  id = g_strdup (world->id);
  world_break (world);
  world_assert_texts (world, "lobby", "1 bob: hi\n? alice: one\n? alice: two\n");

  come_back (world, 3);
  world_expect (world, "{'do':'history','room':'lobby','count':3,'events':true}");
  world_expect_nothing (world);
  g_string_replace (history, "OURS", id, 1);
  world_tell (world, history->str);
  world_assert_texts (world, "lobby", "1 bob: hi\n2 alice: one\n3 bob: ah\n> alice: two\n");
  world_expect (world, "{'do':'say','room':'lobby','text':'two'}");
}

/* It was on its way, and had not: it is sent again, with the same id, and before what was written after it. */
static void
test_was_not_recorded (void)
{
  g_autoptr (World) world = world_new ();
  g_autofree char *id = NULL;

  world_connect (world, 0);
  world_tell (world, SAID (1, "bob", "hi"));
  say (world, "one");
  say (world, "two");
  world_expect (world, "{'do':'say','room':'lobby','text':'one'}");
  id = g_strdup (world->id);
  world_break (world);

  come_back (world, 1);
  world_expect (world, "{'do':'history','room':'lobby','count':1,'events':true}");
  world_tell (world, HISTORY (ROW (1, "bob", "hi", "b1")));
  world_expect (world, "{'do':'say','room':'lobby','text':'one'}");
  g_assert_cmpstr (world->id, ==, id);
  world_expect_nothing (world);
}

/* What was missed is fetched, comes to its place, and is unread; what comes meanwhile is not doubled. */
static void
test_gap_is_filled (void)
{
  g_autoptr (World) world = world_new ();
  NatterUiRoom *lobby;

  world_connect (world, 0);
  lobby = world_room (world, "lobby");
  world_tell (world, SAID (1, "bob", "hi"));
  natter_ui_session_set_attentive (world->session, FALSE);
  world_break (world);
  come_back (world, 3);
  world_expect (world, "{'do':'history','room':'lobby','count':3,'events':true}");
  world_tell (world, SAID (4, "bob", "live"));
  world_tell (world, HISTORY (ROW (1, "bob", "hi", "a") "," ROW (2, "bob", "two", "b") "," ROW (3, "alice", "three", "c") "," ROW (4, "bob", "live", "d")));
  world_assert_texts (world, "lobby", "1 bob: hi\n2 bob: two\n3 alice: three\n4 bob: live\n");
  g_assert_cmpuint (natter_ui_room_get_unread (lobby), ==, 2);
  g_assert_cmpuint (natter_ui_room_get_read_seq (lobby), ==, 1);
}

/* The server forgot everything: its numbers begin anew, and lower. */
static void
test_new_history_shorter (void)
{
  g_autoptr (World) world = world_new ();

  world_connect (world, 0);
  world_tell (world, SAID (1, "bob", "one"));
  world_tell (world, SAID (2, "bob", "two"));
  say (world, "three");
  world_skip_to (world, NATTER_COMMAND_SAY);
  world_break (world);
  come_back (world, 1);
  world_expect (world, "{'do':'history','room':'lobby','count':100}");
  world_tell (world, HISTORY (ROW (1, "carol", "anew", "x")));
  world_expect (world, "{'do':'say','room':'lobby','text':'three'}");
  world_tell (world, "{'ev':'ok','re':'%ID','seq':2,'room':'lobby'}");
  world_assert_texts (world, "lobby", "1 bob: one\n2 bob: two\n1 carol: anew\n2 alice: three\n");
}

/* The same, but others have said more meanwhile than there was: only the last one known tells. */
static void
test_new_history_longer (void)
{
  g_autoptr (World) world = world_new ();

  world_connect (world, 0);
  world_tell (world, SAID (1, "bob", "old one"));
  world_break (world);
  come_back (world, 3);
  world_expect (world, "{'do':'history','room':'lobby','count':3,'events':true}");
  world_tell (world, "{'ev':'history','re':'%ID','room':'lobby','messages':["
                     "{'seq':1,'from':'c','text':'new one','time':'2026-01-02T05:00:00.000Z'},"
                     "{'seq':2,'from':'c','text':'new two','time':'2026-01-02T05:00:00.000Z'},"
                     "{'seq':3,'from':'c','text':'new three','time':'2026-01-02T05:00:00.000Z'}]}");
  world_assert_texts (world, "lobby", "1 bob: old one\n1 c: new one\n2 c: new two\n3 c: new three\n");
}

/* All rooms are entered again, the one that is looked at first; one that was left is left again. */
static void
test_rooms_again (void)
{
  g_autoptr (World) world = world_new ();

  world_connect (world, 0);
  natter_ui_session_join (world->session, "garden", NULL);
  world_skip_to (world, NATTER_COMMAND_JOIN);
  world_tell (world, "{'ev':'entered','re':'%ID','room':'garden','topic':'','seq':0,'count':1,'people':[{'name':'alice'}]}");
  natter_ui_session_join (world->session, "shed", NULL);
  world_skip_to (world, NATTER_COMMAND_JOIN);
  world_tell (world, "{'ev':'entered','re':'%ID','room':'shed','topic':'','seq':0,'count':1,'people':[{'name':'alice'}]}");
  natter_ui_session_leave (world->session, world_room (world, "lobby"));
  world_skip_to (world, NATTER_COMMAND_LEAVE);
  world_break (world);
  g_assert_false (natter_ui_room_get_joined (world_room (world, "shed")));

  come_back (world, 0);
  world_expect (world, "{'do':'join','room':'shed'}");
  g_assert_cmpint (natter_ui_session_get_state (world->session), ==, NATTER_UI_STATE_ONLINE);
  world_tell (world, "{'ev':'entered','re':'%ID','room':'shed','topic':'','seq':0,'count':1,'people':[{'name':'alice'}]}");
  world_expect (world, "{'do':'leave','room':'lobby'}");
  world_expect (world, "{'do':'join','room':'garden'}");
  /* §6.3: not so fast */
  world_tell (world, "{'ev':'error','re':'%ID','code':'slow-down','text':'Wait.','wait':2}");
  world_expect_nothing (world);
  world_pass (world, 2.1);
  world_skip_to (world, NATTER_COMMAND_JOIN);
  world_tell (world, "{'ev':'entered','re':'%ID','room':'garden','topic':'','seq':0,'count':1,'people':[{'name':'alice'}]}");
  g_assert_true (natter_ui_room_get_joined (world_room (world, "garden")));
  g_assert_true (natter_ui_session_get_current_room (world->session) == world_room (world, "shed"));
}

/* Our own ghost has the name until the server finds out. */
static void
test_ghost (void)
{
  g_autoptr (World) world = world_new ();

  world_connect (world, 0);
  world_break (world);
  for (guint i = 0; i < 4; i++)
    {
      world_pass (world, 31);
      g_assert_cmpint (get_state (world), ==, NATTER_UI_STATE_CONNECTING);
      natter_ui_session_take_opened (world->session);
      world_expect (world, "{'do':'login','name':'alice','resume':true}");
      world_tell (world, "{'ev':'welcome','server':'W','version':'1','protocol':1,'people':7,'limits':{}}");
      world_tell (world, "{'ev':'error','re':'%ID','code':'name-taken','text':'alice is taken.','suggestion':'alice2'}");
      g_assert_cmpint (get_state (world), ==, i < 3 ? NATTER_UI_STATE_WAITING : NATTER_UI_STATE_LOGIN);
    }
  g_assert_cmpstr (natter_ui_session_get_suggestion (world->session), ==, "alice2");
}

/* §3.4: of a talk of guests nothing is left to look at. */
static void
test_direct_unsure (void)
{
  g_autoptr (World) world = world_new ();
  NatterUiRoom *talk;
  NatterUiMessage *message;

  world_connect (world, 0);
  talk = natter_ui_session_open_direct (world->session, "bob", NULL);
  g_assert_true (natter_ui_session_submit (world->session, talk, "one", NULL));
  g_assert_true (natter_ui_session_submit (world->session, talk, "two", NULL));
  world_expect (world, "{'do':'say','room':'@bob','text':'one'}");
  world_break (world);
  come_back (world, 0);
  world_expect (world, "{'do':'say','room':'@bob','text':'two'}");
  world_assert_texts (world, "@bob", "x alice: one\n> alice: two\n");
  message = natter_ui_message_list_get (natter_ui_room_get_messages (talk), 0);
  g_assert_nonnull (natter_ui_message_get_reason (message));
  world_tell (world, "{'ev':'ok','re':'%ID','seq':1,'room':'@bob'}");

  natter_ui_session_retry (world->session, message);
  world_expect (world, "{'do':'say','room':'@bob','text':'one'}");
  world_tell (world, "{'ev':'ok','re':'%ID','seq':2,'room':'@bob'}");
  world_assert_texts (world, "@bob", "1 alice: two\n2 alice: one\n");
}

/* Away, and whom one does not hear, is as before. */
static void
test_oneself_again (void)
{
  g_autoptr (World) world = world_new ();

  world_connect (world, 0);
  natter_ui_session_set_away (world->session, "lunch");
  world_expect (world, "{'do':'away','text':'lunch'}");
  world_tell (world, "{'ev':'presence','from':'alice','away':'lunch'}");
  g_assert_true (natter_ui_session_submit (world->session, NULL, "/ignore mallory", NULL));
  world_expect (world, "{'do':'ignore','name':'mallory'}");
  world_tell (world, "{'ev':'ignored','re':'%ID','names':['mallory']}");
  world_break (world);
  come_back (world, 0);
  world_expect (world, "{'do':'away','text':'lunch'}");
  world_expect (world, "{'do':'ignore','name':'mallory'}");
}

/* §5.14a: what was done meanwhile to what is known */
static void
test_changes_meanwhile (void)
{
  g_autoptr (World) world = world_new ();
  NatterUiMessageList *list;
  g_autofree char *reactions = NULL;

  world_connect (world, 0);
  world_tell (world, "{'ev':'said','room':'lobby','seq':1,'from':'bob','text':'one','time':'2026-01-02T03:04:05.678Z'}");
  world_tell (world, "{'ev':'said','room':'lobby','seq':2,'from':'bob','text':'two','time':'2026-01-02T03:04:05.678Z'}");
  world_break (world);
  world_pass (world, 2);
  world_greet (world, 6);
  world_skip_to (world, NATTER_COMMAND_HISTORY);
  world_tell (world, "{'ev':'reacted','room':'lobby','seq':7,'target':1,'from':'alice','reaction':'x','time':'2026-01-02T03:04:05.678Z'}");
  world_tell (world, "{'ev':'history','re':'%ID','room':'lobby','messages':["
                     "{'seq':2,'from':'bob','text':'TWO','time':'2026-01-02T03:04:05.678Z','edited':'2026-01-02T03:04:05.678Z'},"
                     "{'seq':3,'from':'bob','text':'TWO','time':'2026-01-02T03:04:05.678Z','kind':'edit','target':2},"
                     "{'seq':4,'from':'bob','reaction':'x','time':'2026-01-02T03:04:05.678Z','kind':'react','target':1},"
                     "{'seq':5,'from':'bob','text':'three','time':'2026-01-02T03:04:05.678Z'},"
                     "{'seq':6,'from':'bob','reaction':'y','time':'2026-01-02T03:04:05.678Z','kind':'react','target':5},"
                     "{'seq':7,'from':'alice','reaction':'x','time':'2026-01-02T03:04:05.678Z','kind':'react','target':1}]}");
  world_assert_texts (world, "lobby", "1 bob: one\n2 bob: TWO\n5 bob: three\n");
  list = natter_ui_room_get_messages (world_room (world, "lobby"));
  g_assert_true (natter_ui_message_is_edited (natter_ui_message_list_get (list, 1)));
  reactions = natter_ui_message_dup_reactions (natter_ui_message_list_get (list, 0));
  g_assert_cmpstr (reactions, ==, "x 2");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/model/reconnect/back-off", test_back_off);
  g_test_add_func ("/model/reconnect/counts-down", test_counts_down);
  g_test_add_func ("/model/reconnect/silent-break", test_silent_break);
  g_test_add_func ("/model/reconnect/server-goes-down", test_server_goes_down);
  g_test_add_func ("/model/reconnect/spread", test_spread);
  g_test_add_func ("/model/reconnect/is-told-of-restart", test_is_told_of_restart);
  g_test_add_func ("/model/reconnect/typed-offline", test_typed_offline);
  g_test_add_func ("/model/reconnect/was-recorded", test_was_recorded);
  g_test_add_func ("/model/reconnect/was-not-recorded", test_was_not_recorded);
  g_test_add_func ("/model/reconnect/gap-is-filled", test_gap_is_filled);
  g_test_add_func ("/model/reconnect/new-history-shorter", test_new_history_shorter);
  g_test_add_func ("/model/reconnect/new-history-longer", test_new_history_longer);
  g_test_add_func ("/model/reconnect/rooms-again", test_rooms_again);
  g_test_add_func ("/model/reconnect/ghost", test_ghost);
  g_test_add_func ("/model/reconnect/direct-unsure", test_direct_unsure);
  g_test_add_func ("/model/reconnect/oneself-again", test_oneself_again);

  g_test_add_func ("/model/reconnect/changes-meanwhile", test_changes_meanwhile);
  return g_test_run ();
}
