/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "shared/natter-error.h"

#include "gui-client/model/natter-ui-outbox.h"

#include "model-support.h"

/* What Enter in the composer does. */

static void
submit (World *world, const char *room, const char *text)
{
  g_autoptr (GError) error = NULL;

  natter_ui_session_submit (world->session, room != NULL ? world_room (world, room) : NULL, text, &error);
  g_assert_no_error (error);
}

static void
assert_refused (World *world, const char *room, const char *text, GQuark domain, int code)
{
  g_autoptr (GError) error = NULL;

  g_test_message ("%s", text);
  g_assert_false (natter_ui_session_submit (world->session, room != NULL ? world_room (world, room) : NULL, text, &error));
  g_assert_error (error, domain, code);
  world_expect_nothing (world);
}

/* Each command of the table, as it goes over the wire. */
static void
test_commands (void)
{
  static const struct
  {
    const char *text;
    const char *command;
  } rows[] = {
    { "/look", "{'do':'look','room':'lobby'}" },
    { "/LOOK #garden", "{'do':'look','room':'garden'}" },
    { "/who", "{'do':'who'}" },
    { "/rooms", "{'do':'rooms'}" },
    { "/join #garden", "{'do':'join','room':'garden'}" },
    { "/topic Cake at four", "{'do':'topic','room':'lobby','text':'Cake at four'}" },
    { "/name alicia", "{'do':'name','name':'alicia'}" },
    { "/away lunch time", "{'do':'away','text':'lunch time'}" },
    { "/back", "{'do':'back'}" },
    { "/ignore mallory", "{'do':'ignore','name':'mallory'}" },
    { "/unignore mallory", "{'do':'unignore','name':'mallory'}" },
    { "/history 50", "{'do':'history','room':'lobby','count':50}" },
    { "/history before 12", "{'do':'history','room':'lobby','before':12}" },
    { "/history since 12 5", "{'do':'history','room':'lobby','since':12,'count':5}" },
    { "/mute bob 10m", "{'do':'mute','room':'lobby','name':'bob','for':'10m'}" },
    { "/search cake in:#lobby", "{'do':'search','text':'cake in:#lobby'}" },
    { "/more", "{'do':'more'}" },
    { "/ping", "{'do':'ping'}" },
    { "/time", "{'do':'time'}" },
    { "/version", "{'do':'version'}" },
    { "/motd", "{'do':'motd'}" },
    { "/leave", "{'do':'leave','room':'lobby'}" },
  };
  g_autoptr (World) world = world_new ();

  world_connect (world, 0);
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      submit (world, "lobby", rows[i].text);
      world_expect (world, rows[i].command);
      world_expect_nothing (world);
    }

  submit (world, NULL, "/logout");
  world_expect (world, "{'do':'logout'}");
}

static void
test_text (void)
{
  g_autoptr (World) world = world_new ();

  world_connect (world, 0);
  submit (world, "lobby", "  good morning  ");
  world_expect (world, "{'do':'say','room':'lobby','text':'good morning'}");
  world_tell (world, "{'ev':'ok','re':'%ID','seq':1,'room':'lobby'}");
  submit (world, "lobby", "//etc is a folder");
  world_expect (world, "{'do':'say','room':'lobby','text':'/etc is a folder'}");
  world_tell (world, "{'ev':'ok','re':'%ID','seq':2,'room':'lobby'}");
  submit (world, "lobby", "/say /look");
  world_expect (world, "{'do':'say','room':'lobby','text':'/look'}");
  world_tell (world, "{'ev':'ok','re':'%ID','seq':3,'room':'lobby'}");

  /* Only the first line can be a command; the others are one message. */
  submit (world, "lobby", "/me waves\n\r\n/who are you?\r\n  and why?\n  \n");
  world_expect (world, "{'do':'me','room':'lobby','text':'waves'}");
  world_tell (world, "{'ev':'ok','re':'%ID','seq':4,'room':'lobby'}");
  world_expect (world, "{'do':'say','room':'lobby','text':'/who are you?\\n  and why?'}");
  world_expect_nothing (world);
}

/* What cannot be taken stays in the composer, and nothing is done by halves. */
static void
test_refused (void)
{
  g_autoptr (World) world = world_new ();
  g_autofree char *long_text = g_strnfill (9000, 'x');
  g_autofree char *two = g_strconcat ("short\n", long_text, NULL);

  world_connect (world, 0);
  assert_refused (world, "lobby", "   ", NATTER_ERROR, NATTER_ERROR_TEXT_EMPTY);
  assert_refused (world, "lobby", long_text, NATTER_ERROR, NATTER_ERROR_TEXT_TOO_LONG);
  assert_refused (world, "lobby", two, NATTER_ERROR, NATTER_ERROR_TEXT_TOO_LONG);
  assert_refused (world, "lobby", "bell \a", NATTER_ERROR, NATTER_ERROR_CONTROL_CHARACTERS);
  assert_refused (world, "lobby", "/", NATTER_ERROR, NATTER_ERROR_UNKNOWN_COMMAND);
  assert_refused (world, "lobby", "/ look", NATTER_ERROR, NATTER_ERROR_UNKNOWN_COMMAND);
  assert_refused (world, "lobby", "/lok", NATTER_ERROR, NATTER_ERROR_UNKNOWN_COMMAND);
  assert_refused (world, "lobby", "/pong", NATTER_ERROR, NATTER_ERROR_UNKNOWN_COMMAND);
  assert_refused (world, "lobby", "/tell bob", NATTER_ERROR, NATTER_ERROR_MISSING_ARGUMENT);
  assert_refused (world, "lobby", "/who me", NATTER_ERROR, NATTER_ERROR_TOO_MANY_ARGUMENTS);
  assert_refused (world, "lobby", "/history many", NATTER_ERROR, NATTER_ERROR_BAD_FIELD);
  assert_refused (world, "lobby", "/login alice", NATTER_ERROR, NATTER_ERROR_ALREADY_LOGGED_IN);
  assert_refused (world, "lobby", "/join a!", NATTER_ERROR, NATTER_ERROR_ROOM_NOT_ALLOWED);
  assert_refused (world, "lobby", "/switch garden", NATTER_ERROR, NATTER_ERROR_NOT_IN_ROOM);
  assert_refused (world, "lobby", "/leave garden", NATTER_ERROR, NATTER_ERROR_NOT_IN_ROOM);
  assert_refused (world, "lobby", "/help lok", NATTER_ERROR, NATTER_ERROR_UNKNOWN_COMMAND);
  assert_refused (world, NULL, "hello", NATTER_UI_ERROR, NATTER_UI_ERROR_NO_ROOM);
  assert_refused (world, NULL, "/look", NATTER_UI_ERROR, NATTER_UI_ERROR_NO_ROOM);
  /* Nobody would hear it. */
  assert_refused (world, "lobby", "/leave\nhello", NATTER_UI_ERROR, NATTER_UI_ERROR_NO_ROOM);
  assert_refused (world, "lobby", "/logout\nhello", NATTER_UI_ERROR, NATTER_UI_ERROR_NO_ROOM);
  world_assert_texts (world, "lobby", "");

  world_break (world);
  assert_refused (world, "lobby", "/who", NATTER_UI_ERROR, NATTER_UI_ERROR_OFFLINE);
  assert_refused (world, "lobby", "/join garden", NATTER_UI_ERROR, NATTER_UI_ERROR_OFFLINE);
}

static void
test_did_you_mean (void)
{
  g_autoptr (World) world = world_new ();
  g_autoptr (GError) error = NULL;

  world_connect (world, 0);
  natter_ui_session_submit (world->session, world_room (world, "lobby"), "/lok around", &error);
  g_assert_cmpstr (error->message, ==, "I don't know /lok. Did you mean /look?");
}

/* For the reader only, and in the room where it was asked. */
static void
test_replies (void)
{
  g_autoptr (World) world = world_new ();

  world_connect (world, 0);
  submit (world, "lobby", "/look");
  world_skip_to (world, NATTER_COMMAND_LOOK);
  world_tell (world, "{'ev':'people','re':'%ID','room':'lobby','people':[{'name':'alice'},{'name':'bob'},{'name':'dave','away':'lunch'}]}");
  submit (world, "lobby", "/ignore");
  world_skip_to (world, NATTER_COMMAND_IGNORE);
  world_tell (world, "{'ev':'ignored','re':'%ID','names':[]}");
  submit (world, "lobby", "/topic");
  submit (world, "lobby", "/help look");
  submit (world, "lobby", "/away lunch");
  world_skip_to (world, NATTER_COMMAND_AWAY);
  world_tell (world, "{'ev':'presence','from':'alice','away':'lunch'}");
  world_tell (world, "{'ev':'ok','re':'%ID'}");
  submit (world, "lobby", "/who");
  world_skip_to (world, NATTER_COMMAND_WHO);
  world_tell (world, "{'ev':'error','re':'%ID','code':'slow-down','text':'Not so fast.','wait':2}");
  world_assert_texts (world, "lobby",
                      "= In #lobby: alice (you), bob, dave (away: lunch).\n"
                      "= You hear everyone. To stop hearing someone: /ignore NAME\n"
                      "= The topic of #lobby: \"Tea\"\n"
                      "= /look [ROOM] · See who is in this room. For example: /look #garden\n"
                      "= You are away: lunch. Type /back when you return.\n"
                      "! Not so fast.\n");
  g_assert_cmpuint (natter_ui_room_get_unread (world_room (world, "lobby")), ==, 0);
}

static void
replied_cb (NatterUiSession *session, const char *text, char **last)
{
  g_free (*last);
  *last = g_strdup (text);
}

static void
test_reply_without_room (void)
{
  g_autoptr (World) world = world_new ();
  g_autofree char *last = NULL;

  g_signal_connect (world->session, "replied", G_CALLBACK (replied_cb), &last);
  submit (world, NULL, "/help who");
  g_assert_nonnull (last);
}

/* §4.13 */
static void
test_tell (void)
{
  g_autoptr (World) world = world_new ();

  world_connect (world, 0);
  submit (world, "lobby", "/tell bob lunch at one?");
  world_expect (world, "{'do':'say','room':'@bob','text':'lunch at one?'}");
  world_assert_texts (world, "lobby", "= You tell bob: lunch at one?\n");
  world_assert_texts (world, "@bob", "> alice: lunch at one?\n");
  g_assert_true (natter_ui_session_get_current_room (world->session) == world_room (world, "lobby"));

  world_tell (world, "{'ev':'error','re':'%ID','code':'no-such-person','text':'Nobody here is called bob.'}");
  world_assert_texts (world, "@bob", "x alice: lunch at one?\n");
  g_assert_cmpstr (natter_ui_message_get_reason (natter_ui_message_list_get (natter_ui_room_get_messages (world_room (world, "@bob")), 0)),
                   ==, "Nobody here is called bob.");
  g_assert_cmpuint (natter_ui_session_get_n_waiting (world->session), ==, 0);
}

/* §6.3: what comes too fast waits, and says for how long. */
static void
test_slow_down (void)
{
  g_autoptr (World) world = world_new ();

  world_connect (world, 0);
  submit (world, "lobby", "one");
  submit (world, "lobby", "two");
  world_expect (world, "{'do':'say','room':'lobby','text':'one'}");
  world_tell (world, "{'ev':'error','re':'%ID','code':'slow-down','text':'Wait 3 s.','wait':3}");
  g_assert_cmpuint (natter_ui_session_get_slow_down (world->session), ==, 3);
  world_assert_texts (world, "lobby", "? alice: one\n? alice: two\n");
  world_pass (world, 1.5);
  g_assert_cmpuint (natter_ui_session_get_slow_down (world->session), ==, 2);
  g_assert_cmpstr (natter_ui_session_get_status_text (world->session), ==, "Slow down: 2 seconds · 2 messages waiting");
  world_expect_nothing (world);
  world_pass (world, 1.6);
  g_assert_cmpuint (natter_ui_session_get_slow_down (world->session), ==, 0);
  world_expect (world, "{'do':'say','room':'lobby','text':'one'}");
  world_expect_nothing (world);
}

static void
test_discard (void)
{
  g_autoptr (World) world = world_new ();
  NatterUiMessageList *messages;

  world_connect (world, 0);
  submit (world, "lobby", "one");
  submit (world, "lobby", "two");
  submit (world, "lobby", "three");
  messages = natter_ui_room_get_messages (world_room (world, "lobby"));
  g_assert_false (natter_ui_session_discard (world->session, natter_ui_message_list_get (messages, 0)));
  g_assert_true (natter_ui_session_discard (world->session, natter_ui_message_list_get (messages, 1)));
  world_assert_texts (world, "lobby", "> alice: one\n? alice: three\n");
  natter_ui_session_discard_waiting (world->session);
  world_assert_texts (world, "lobby", "> alice: one\n");
  g_assert_cmpuint (natter_ui_session_count_waiting_in (world->session, world_room (world, "lobby")), ==, 1);
}

/* What one types while offline has a bound. */
static void
test_outbox_is_bounded (void)
{
  g_autoptr (World) world = world_new ();

  world_connect (world, 0);
  world_break (world);
  for (guint i = 0; i < NATTER_UI_OUTBOX_MOST; i++)
    submit (world, "lobby", "x");
  assert_refused (world, "lobby", "one more", NATTER_ERROR, NATTER_ERROR_SLOW_DOWN);
  g_assert_cmpuint (natter_ui_session_get_n_waiting (world->session), ==, NATTER_UI_OUTBOX_MOST);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/model/submit/commands", test_commands);
  g_test_add_func ("/model/submit/text", test_text);
  g_test_add_func ("/model/submit/refused", test_refused);
  g_test_add_func ("/model/submit/did-you-mean", test_did_you_mean);
  g_test_add_func ("/model/submit/replies", test_replies);
  g_test_add_func ("/model/submit/reply-without-room", test_reply_without_room);
  g_test_add_func ("/model/submit/tell", test_tell);
  g_test_add_func ("/model/submit/slow-down", test_slow_down);
  g_test_add_func ("/model/submit/discard", test_discard);
  g_test_add_func ("/model/submit/outbox-is-bounded", test_outbox_is_bounded);

  return g_test_run ();
}
