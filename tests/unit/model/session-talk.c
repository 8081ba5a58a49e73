/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "model-support.h"

/* What the server tells, and what becomes of it in the rooms. */

#define SAID(seq, from, text) "{'ev':'said','room':'lobby','seq':" #seq ",'from':'" from "','text':'" text "','time':'2026-01-02T03:04:05.678Z'}"

static guint
count_members (NatterUiRoom *room)
{
  return g_list_model_get_n_items (G_LIST_MODEL (natter_ui_room_get_members (room)));
}

/* §5.9 */
static void
test_said (void)
{
  g_autoptr (World) world = world_new ();
  NatterUiRoom *lobby;

  world_connect (world, 0);
  lobby = world_room (world, "lobby");
  world_tell (world, SAID (1, "bob", "Good morning"));
  world_tell (world, "{'ev':'said','room':'lobby','seq':2,'from':'alice','text':'waves','time':'2026-01-02T03:04:05.678Z','kind':'me'}");
  world_assert_texts (world, "lobby", "1 bob: Good morning\n2 alice: waves\n");
  g_assert_cmpuint (natter_ui_room_get_last_seq (lobby), ==, 2);
  g_assert_true (natter_ui_message_is_own (natter_ui_message_list_get (natter_ui_room_get_messages (lobby), 1)));
  g_assert_cmpint (natter_ui_message_get_kind (natter_ui_message_list_get (natter_ui_room_get_messages (lobby), 1)), ==,
                   NATTER_UI_MESSAGE_ME);
}

#define CHANGED(ev, seq, target, from, more) \
  "{'ev':'" ev "','room':'lobby','seq':" #seq ",'target':" #target ",'from':'" from "','time':'2026-01-02T03:04:05.678Z'" more "}"

static void
assert_reactions (World *world, guint position, const char *expected)
{
  NatterUiMessageList *list = natter_ui_room_get_messages (world_room (world, "lobby"));
  g_autofree char *reactions = natter_ui_message_dup_reactions (natter_ui_message_list_get (list, position));

  g_assert_cmpstr (reactions, ==, expected);
}

/* §5.9a: what is done to a message shows where it is, and is told once */
static void
test_changes (void)
{
  g_autoptr (World) world = world_new ();
  g_autoptr (Mirror) mirror = NULL;
  NatterUiMessageList *list;

  world_connect (world, 0);
  list = natter_ui_room_get_messages (world_room (world, "lobby"));
  world_tell (world, SAID (1, "bob", "one"));
  world_tell (world, "{'ev':'said','room':'lobby','seq':2,'from':'bob','text':'yes','time':'2026-01-02T03:04:05.678Z',"
                     "'reply':1,'quote':{'from':'carol','text':'lunch?'}}");
  g_assert_cmpstr (natter_ui_message_get_quote (natter_ui_message_list_get (list, 1)), ==, "carol: lunch?");
  mirror = mirror_new (G_LIST_MODEL (list));

  world_tell (world, CHANGED ("edited", 3, 1, "bob", ",'text':'two'"));
  world_tell (world, CHANGED ("edited", 4, 99, "bob", ",'text':'nowhere'"));
  world_assert_texts (world, "lobby", "1 bob: two\n2 bob: yes\n");
  g_assert_true (natter_ui_message_is_edited (natter_ui_message_list_get (list, 0)));
  world_tell (world, CHANGED ("reacted", 5, 1, "bob", ",'reaction':'x'"));
  world_tell (world, CHANGED ("reacted", 5, 1, "bob", ",'reaction':'x'"));
  world_tell (world, CHANGED ("reacted", 6, 1, "alice", ",'reaction':'x'"));
  world_tell (world, CHANGED ("reacted", 7, 1, "alice", ",'reaction':'y'"));
  assert_reactions (world, 0, "x 2   y 1");
  world_tell (world, CHANGED ("reacted", 8, 1, "alice", ",'reaction':'y','removed':true"));
  world_tell (world, CHANGED ("reacted", 9, 1, "alice", ",'reaction':'z','removed':true"));
  assert_reactions (world, 0, "x 2");
  world_tell (world, CHANGED ("deleted", 10, 1, "bob", ""));
  world_tell (world, CHANGED ("edited", 11, 1, "bob", ",'text':'again'"));
  world_assert_texts (world, "lobby", "1 bob: \n2 bob: yes\n");
  g_assert_true (natter_ui_message_is_deleted (natter_ui_message_list_get (list, 0)));
  assert_reactions (world, 0, NULL);
  g_assert_cmpuint (mirror_get_changes (mirror), ==, 7);
  g_assert_cmpuint (natter_ui_room_get_last_seq (world_room (world, "lobby")), ==, 11);
}

/* §4.23 to §4.26: typed, they are about the room that is looked at */
static void
test_asks_for_changes (void)
{
  g_autoptr (World) world = world_new ();
  NatterUiRoom *lobby;

  world_connect (world, 0);
  lobby = world_room (world, "lobby");
  g_assert_true (natter_ui_session_submit (world->session, lobby, "/edit last two", NULL));
  world_expect (world, "{'do':'edit','room':'lobby','target':'last','text':'two'}");
  world_tell (world, "{'ev':'error','re':'%ID','code':'not-yours','text':'It is not yours.'}");
  world_assert_texts (world, "lobby", "! It is not yours.\n");
  g_assert_true (natter_ui_session_submit (world->session, lobby, "/delete 7", NULL));
  world_expect (world, "{'do':'delete','room':'lobby','target':7}");
  g_assert_true (natter_ui_session_submit (world->session, lobby, "/reply 7 yes", NULL));
  world_expect (world, "{'do':'say','room':'lobby','reply':7,'text':'yes'}");
  g_assert_true (natter_ui_session_submit (world->session, lobby, "/react #7 x", NULL));
  world_expect (world, "{'do':'react','room':'lobby','target':7,'reaction':'x'}");
}

/* A burst is one change of the list, not a thousand. */
static void
test_burst (void)
{
  g_autoptr (World) world = world_new ();
  g_autoptr (Mirror) mirror = NULL;

  world_connect (world, 0);
  mirror = mirror_new (G_LIST_MODEL (natter_ui_room_get_messages (world_room (world, "lobby"))));
  for (guint i = 1; i <= NATTER_UI_MESSAGE_LIST_MOST; i++)
    {
      g_autoptr (NatterEvent) event = natter_event_new (NATTER_EVENT_SAID);

      event->room = g_strdup ("lobby");
      event->message = natter_message_new (NATTER_MESSAGE_SAY, "lobby", "bob", "x", NULL);
      event->message->seq = i;
      natter_ui_session_reduce (world->session, event);
    }
  g_assert_cmpuint (mirror_get_changes (mirror), ==, 0);
  natter_ui_session_settle (world->session);
  g_assert_cmpuint (mirror_get_changes (mirror), ==, 1);
}

/* §4.7, §4.8, §4.14, §4.19: folded into one notice until something is said. */
static void
test_comings_and_goings (void)
{
  g_autoptr (World) world = world_new ();
  NatterUiRoom *lobby;

  world_connect (world, 0);
  lobby = world_room (world, "lobby");
  world_tell (world, "{'ev':'joined','room':'lobby','from':'carol','time':'2026-01-02T03:04:05.678Z'}");
  world_assert_texts (world, "lobby", "- carol has joined.\n");
  g_assert_cmpuint (count_members (lobby), ==, 3);
  g_assert_cmpuint (natter_ui_room_get_n_people (lobby), ==, 3);
  world_tell (world, "{'ev':'left','room':'lobby','from':'BOB','reason':'lost','time':'2026-01-02T03:04:05.678Z'}");
  world_tell (world, "{'ev':'renamed','from':'carol','name':'caroline'}");
  world_assert_texts (world, "lobby", "- carol joined, BOB left (lost connection), carol is now called caroline\n");
  g_assert_cmpuint (count_members (lobby), ==, 2);
  g_assert_cmpuint (natter_ui_room_get_n_people (lobby), ==, 2);

  world_tell (world, SAID (1, "caroline", "hi"));
  world_tell (world, "{'ev':'left','room':'lobby','from':'caroline','reason':'left','time':'2026-01-02T03:04:05.678Z'}");
  world_assert_texts (world, "lobby",
                      "- carol joined, BOB left (lost connection), carol is now called caroline\n"
                      "1 caroline: hi\n"
                      "- caroline has left.\n");
}

/* §5.10a */
static void
test_crowds (void)
{
  g_autoptr (World) world = world_new ();
  NatterUiRoom *lobby;

  world_connect (world, 0);
  lobby = world_room (world, "lobby");
  world_tell (world, "{'ev':'joined','room':'lobby','names':['c','d','e','alice'],'count':4,'time':'2026-01-02T03:04:05.678Z'}");
  world_assert_texts (world, "lobby", "- c, d and 2 others have joined.\n");
  g_assert_cmpuint (count_members (lobby), ==, 5);
  world_expect_nothing (world);

  world_tell (world, "{'ev':'left','room':'lobby','names':['c','d'],'count':3,'time':'2026-01-02T03:04:05.678Z'}");
  world_assert_texts (world, "lobby", "- c, d and 2 others joined, c, d and 1 other left\n");
  world_expect (world, "{'do':'look','room':'lobby'}");
  world_tell (world, "{'ev':'people','re':'%ID','room':'lobby','people':[{'name':'alice'},{'name':'bob'}]}");
  g_assert_cmpuint (count_members (lobby), ==, 2);
  g_assert_cmpuint (natter_ui_room_get_n_people (lobby), ==, 2);
}

/* §5.10: twenty of many are shown at the entrance; the rest is asked for. */
static void
test_large_room (void)
{
  g_autoptr (World) world = world_new ();
  NatterUiRoom *garden;

  world_connect (world, 0);
  g_assert_true (natter_ui_session_join (world->session, "#garden", NULL));
  world_expect (world, "{'do':'join','room':'garden'}");
  world_tell (world, "{'ev':'entered','re':'%ID','room':'garden','topic':'','seq':0,'count':500,'people':[{'name':'alice'}]}");
  garden = world_room (world, "garden");
  g_assert_true (natter_ui_session_get_current_room (world->session) == garden);
  g_assert_cmpuint (natter_ui_room_get_n_people (garden), ==, 500);
  world_expect (world, "{'do':'look','room':'garden'}");
}

/* §5.12, §4.15 */
static void
test_presence (void)
{
  g_autoptr (World) world = world_new ();
  NatterUiPerson *bob;

  world_connect (world, 0);
  bob = natter_ui_person_list_find (natter_ui_room_get_members (world_room (world, "lobby")), "bob");
  world_tell (world, "{'ev':'presence','from':'bob','away':'lunch'}");
  g_assert_cmpstr (natter_ui_person_get_away (bob), ==, "lunch");
  world_tell (world, "{'ev':'presence','from':'bob'}");
  g_assert_null (natter_ui_person_get_away (bob));
  world_tell (world, "{'ev':'presence','from':'alice','away':''}");
  g_assert_cmpstr (natter_ui_session_get_away (world->session), ==, "");
}

/* §4.14 */
static void
test_own_name (void)
{
  g_autoptr (World) world = world_new ();

  world_connect (world, 0);
  g_assert_true (natter_ui_session_rename (world->session, "alicia", NULL));
  world_expect (world, "{'do':'name','name':'alicia'}");
  world_tell (world, "{'ev':'renamed','from':'alice','name':'alicia'}");
  world_tell (world, "{'ev':'ok','re':'%ID'}");
  g_assert_cmpstr (natter_ui_session_get_name (world->session), ==, "alicia");

  world_break (world);
  world_pass (world, 2);
  natter_ui_session_take_opened (world->session);
  world_skip_to (world, NATTER_COMMAND_PING);
  g_assert_cmpstr (natter_ui_session_get_name (world->session), ==, "alicia");
}

/* §4.11, §5.13 */
static void
test_topic (void)
{
  g_autoptr (World) world = world_new ();
  NatterUiRoom *lobby;

  world_connect (world, 0);
  lobby = world_room (world, "lobby");
  g_assert_true (natter_ui_session_set_topic (world->session, lobby, " Cake ", NULL));
  world_expect (world, "{'do':'topic','room':'lobby','text':'Cake'}");
  world_tell (world, "{'ev':'topic','room':'lobby','from':'bob','text':'Cake','time':'2026-01-02T03:04:05.678Z','seq':1}");
  g_assert_cmpstr (natter_ui_room_get_topic (lobby), ==, "Cake");
  world_assert_texts (world, "lobby", "1 bob: Cake\n");
  g_assert_cmpuint (natter_ui_room_get_unread (lobby), ==, 0);
  world_tell (world, "{'ev':'error','re':'%ID','code':'slow-down','text':'Wait 2 s.','wait':2}");
  world_assert_texts (world, "lobby", "1 bob: Cake\n! Wait 2 s.\n");
}

static void
count_cb (NatterUiSession *session, NatterUiRoom *room, NatterUiMessage *message, guint *n)
{
  (*n)++;
}

/* Read is what the reader saw: the current room, at its end, in an active window. */
static void
test_unread (void)
{
  g_autoptr (World) world = world_new ();
  NatterUiSession *session = world->session;
  NatterUiRoom *lobby;
  guint n = 0;

  world_connect (world, 0);
  g_signal_connect (session, "noticed", G_CALLBACK (count_cb), &n);
  lobby = world_room (world, "lobby");
  world_tell (world, SAID (1, "bob", "alice?"));
  g_assert_cmpuint (natter_ui_room_get_unread (lobby), ==, 0);
  g_assert_cmpuint (n, ==, 0);

  natter_ui_session_set_attentive (session, FALSE);
  g_assert_cmpuint (natter_ui_room_get_read_seq (lobby), ==, 1);
  world_tell (world, SAID (2, "bob", "hello?"));
  world_tell (world, SAID (3, "alice", "here"));
  g_assert_cmpuint (natter_ui_room_get_unread (lobby), ==, 1);
  g_assert_false (natter_ui_room_get_mentioned (lobby));
  world_tell (world, SAID (4, "bob", "Alice, really?"));
  g_assert_true (natter_ui_room_get_mentioned (lobby));
  g_assert_cmpuint (natter_ui_session_get_unread (session), ==, 2);
  g_assert_cmpuint (n, ==, 1);

  natter_ui_session_set_attentive (session, TRUE);
  g_assert_cmpuint (natter_ui_room_get_unread (lobby), ==, 0);
  g_assert_false (natter_ui_room_get_mentioned (lobby));
  g_assert_cmpuint (natter_ui_room_get_read_seq (lobby), ==, 1);
  g_assert_cmpuint (natter_ui_session_get_unread (session), ==, 0);
}

static void
test_mentions (void)
{
  static const struct
  {
    const char *text;
    gboolean mention;
  } rows[] = {
    { "alice", TRUE },
    { "ALICE!", TRUE },
    { "(alice)", TRUE },
    { "malice", FALSE },
    { "alices", FALSE },
    { "alice_b", FALSE },
    { "malice and alice", TRUE },
    { "", FALSE },
  };
  g_autoptr (World) world = world_new ();
  NatterUiMessageList *messages;

  world_connect (world, 0);
  messages = natter_ui_room_get_messages (world_room (world, "lobby"));
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *event = g_strdup_printf ("{'ev':'said','room':'lobby','seq':%u,'from':'bob','text':'%s','time':'2026-01-02T03:04:05.678Z'}",
                                                i + 1, rows[i].text);

      world_tell (world, event);
      g_test_message ("%s", rows[i].text);
      g_assert_cmpint (natter_ui_message_is_mention (natter_ui_message_list_get (messages, i)), ==, rows[i].mention);
    }
}

/* Chinese has no spaces between words. */
static void
test_mention_without_spaces (void)
{
  g_autoptr (World) world = world_new ();

  world_connect (world, 0);
  world_tell (world, "{'ev':'renamed','from':'alice','name':'小明'}");
  natter_ui_session_set_attentive (world->session, FALSE);
  world_tell (world, SAID (1, "bob", "你好小明吗"));
  g_assert_true (natter_ui_room_get_mentioned (world_room (world, "lobby")));
}

/* §3.4: a talk that someone begins is there, and does not come to the front. */
static void
test_direct (void)
{
  g_autoptr (World) world = world_new ();
  NatterUiRoom *talk;
  guint n = 0;

  world_connect (world, 0);
  g_signal_connect (world->session, "noticed", G_CALLBACK (count_cb), &n);
  world_tell (world, "{'ev':'said','room':'@bob','seq':1,'from':'bob','text':'psst','time':'2026-01-02T03:04:05.678Z'}");
  talk = world_room (world, "@BOB");
  g_assert_true (natter_ui_room_is_direct (talk));
  g_assert_cmpstr (natter_ui_room_get_title (talk), ==, "bob");
  g_assert_cmpuint (natter_ui_room_get_unread (talk), ==, 1);
  g_assert_true (natter_ui_room_get_mentioned (talk));
  g_assert_cmpuint (n, ==, 1);
  g_assert_true (natter_ui_session_get_current_room (world->session) == world_room (world, "lobby"));

  /* Who goes is gone from it; a new name is its new name. */
  world_tell (world, "{'ev':'renamed','from':'bob','name':'robert'}");
  g_assert_cmpstr (natter_ui_room_get_name (talk), ==, "@robert");
  world_tell (world, "{'ev':'left','room':'lobby','from':'robert','reason':'logout','time':'2026-01-02T03:04:05.678Z'}");
  world_assert_texts (world, "@robert", "1 bob: psst\n- bob is now called robert, robert left (logged out)\n");

  /* Another guest of that name: the sequence begins again, and nothing is lost or taken for old. */
  world_tell (world, "{'ev':'said','room':'@robert','seq':1,'from':'robert','text':'again','time':'2026-01-02T03:04:05.678Z'}");
  world_assert_texts (world, "@robert", "1 bob: psst\n- bob is now called robert, robert left (logged out)\n1 robert: again\n");
}

static void
test_join_and_leave (void)
{
  g_autoptr (World) world = world_new ();
  NatterUiRoom *lobby, *garden;
  g_autoptr (Mirror) mirror = mirror_new (G_LIST_MODEL (natter_ui_session_get_rooms (world->session)));

  world_connect (world, 0);
  lobby = world_room (world, "lobby");
  g_assert_nonnull (natter_ui_session_open_direct (world->session, "bob", NULL));
  natter_ui_session_join (world->session, "garden", NULL);
  world_expect (world, "{'do':'join','room':'garden'}");
  world_tell (world, "{'ev':'entered','re':'%ID','room':'garden','topic':'','seq':3,'count':1,'people':[{'name':'alice'}]}");
  world_expect (world, "{'do':'history','room':'garden','count':100}");
  garden = world_room (world, "garden");
  g_assert_true (natter_ui_room_list_get (natter_ui_session_get_rooms (world->session), 1) == garden);

  /* What was said before one came is not unread. */
  natter_ui_session_set_current_room (world->session, lobby);
  world_tell (world, "{'ev':'history','re':'%ID','room':'garden','messages':["
                     "{'seq':2,'from':'bob','text':'two','time':'2026-01-02T03:04:05.678Z'},"
                     "{'seq':3,'from':'bob','text':'three','time':'2026-01-02T03:04:05.679Z'}]}");
  world_assert_texts (world, "garden", "2 bob: two\n3 bob: three\n");
  g_assert_cmpuint (natter_ui_room_get_unread (garden), ==, 0);

  natter_ui_session_set_current_room (world->session, garden);
  natter_ui_session_leave (world->session, garden);
  world_expect (world, "{'do':'leave','room':'garden'}");
  g_assert_true (natter_ui_session_get_current_room (world->session) == lobby);
  world_tell (world, "{'ev':'parted','re':'%ID','room':'garden','current':'lobby'}");
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (natter_ui_session_get_rooms (world->session))), ==, 2);
}

static void
who_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  GListModel **list = user_data;

  *list = natter_ui_session_who_finish (NATTER_UI_SESSION (object), result, NULL);
}

static void
who_fails_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_assert_null (natter_ui_session_who_finish (NATTER_UI_SESSION (object), result, user_data));
}

/* §4.10 */
static void
test_who (void)
{
  g_autoptr (World) world = world_new ();
  g_autoptr (GListModel) list = NULL;
  g_autoptr (NatterUiPerson) first = NULL;
  g_autoptr (GError) error = NULL;

  natter_ui_session_who_async (world->session, NULL, who_fails_cb, &error);
  while (error == NULL)
    g_main_context_iteration (NULL, TRUE);
  g_assert_error (error, NATTER_UI_ERROR, NATTER_UI_ERROR_OFFLINE);
  g_clear_error (&error);

  world_connect (world, 0);
  natter_ui_session_who_async (world->session, NULL, who_cb, &list);
  world_expect (world, "{'do':'who'}");
  world_tell (world, "{'ev':'who','re':'%ID','people':[{'name':'bob','idle':5,'rooms':['lobby']},{'name':'alice','idle':0,'rooms':['lobby','garden']}]}");
  while (list == NULL)
    g_main_context_iteration (NULL, TRUE);
  first = g_list_model_get_item (list, 0);
  g_assert_cmpstr (natter_ui_person_get_name (first), ==, "alice");
  g_assert_true (natter_ui_person_is_own (first));
  g_assert_cmpstr (natter_ui_person_get_rooms (first)[1], ==, "garden");

  natter_ui_session_who_async (world->session, NULL, who_fails_cb, &error);
  world_break (world);
  while (error == NULL)
    g_main_context_iteration (NULL, TRUE);
  g_assert_error (error, NATTER_UI_ERROR, NATTER_UI_ERROR_OFFLINE);
}

static void
rooms_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  GListModel **list = user_data;

  *list = natter_ui_session_list_rooms_finish (NATTER_UI_SESSION (object), result, NULL);
}

static void
test_list_rooms (void)
{
  g_autoptr (World) world = world_new ();
  g_autoptr (GListModel) list = NULL;
  g_autoptr (NatterUiRoomInfo) info = NULL;

  world_connect (world, 0);
  natter_ui_session_list_rooms_async (world->session, NULL, rooms_cb, &list);
  world_expect (world, "{'do':'rooms'}");
  world_tell (world, "{'ev':'rooms','re':'%ID','rooms':[{'name':'lobby','topic':'Tea','people':2,'member':true}]}");
  while (list == NULL)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpuint (g_list_model_get_n_items (list), ==, 1);
  info = g_list_model_get_item (list, 0);
  g_assert_cmpstr (natter_ui_room_info_get_topic (info), ==, "Tea");
  g_assert_true (natter_ui_room_info_is_member (info));
  g_assert_cmpuint (natter_ui_room_info_get_people (info), ==, 2);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/model/talk/said", test_said);
  g_test_add_func ("/model/talk/burst", test_burst);
  g_test_add_func ("/model/talk/comings-and-goings", test_comings_and_goings);
  g_test_add_func ("/model/talk/crowds", test_crowds);
  g_test_add_func ("/model/talk/large-room", test_large_room);
  g_test_add_func ("/model/talk/presence", test_presence);
  g_test_add_func ("/model/talk/own-name", test_own_name);
  g_test_add_func ("/model/talk/topic", test_topic);
  g_test_add_func ("/model/talk/unread", test_unread);
  g_test_add_func ("/model/talk/mentions", test_mentions);
  g_test_add_func ("/model/talk/mention-without-spaces", test_mention_without_spaces);
  g_test_add_func ("/model/talk/direct", test_direct);
  g_test_add_func ("/model/talk/join-and-leave", test_join_and_leave);
  g_test_add_func ("/model/talk/who", test_who);
  g_test_add_func ("/model/talk/list-rooms", test_list_rooms);

  g_test_add_func ("/model/talk/changes", test_changes);
  g_test_add_func ("/model/talk/asks-for-changes", test_asks_for_changes);
  return g_test_run ();
}
