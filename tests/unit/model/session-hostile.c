/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "gui-client/model/natter-ui-message-private.h"

#include "model-support.h"

/* A server that says anything, in any order, while the reader does anything: the lists stay what they tell, and nothing
 * grows without bound. */

#define ROUNDS 4000

static const char *const names[] = { "alice", "bob", "BOB", "carol", "", "@", "é", "a b" };
static const char *const rooms[] = { "lobby", "garden", "@bob", "@carol", "@alice", "@", "", "#", "LOBBY" };

static const char *
pick (const char *const *from, gsize n)
{
  gint32 i = g_test_rand_int_range (-1, (gint32) n);

  return i < 0 ? NULL : from[i];
}

#define PICK(array) pick ((array), G_N_ELEMENTS (array))

static guint64
pick_seq (void)
{
  static const guint64 odd[] = { 0, 1, G_MAXINT64, G_MAXUINT64 };

  return g_test_rand_int_range (0, 10) == 0 ? odd[g_test_rand_int_range (0, 4)] : (guint64) g_test_rand_int_range (0, 60);
}

static NatterMessage *
make_message (World *world)
{
  const char *from = PICK (names);
  g_autofree char *id = g_test_rand_bit () ? g_strdup_printf ("m0000000000000000-%d", g_test_rand_int_range (0, 40)) : NULL;
  NatterMessage *message = natter_message_new ((NatterMessageKind) g_test_rand_int_range (0, 3), "lobby",
                                               from != NULL ? from : "", "alice: text", id);

  message->seq = pick_seq ();
  message->time = g_test_rand_int_range (0, 3);
  return message;
}

static void
fill_people (NatterEvent *event)
{
  for (gint32 i = g_test_rand_int_range (0, 4); i > 0; i--)
    {
      const char *name = PICK (names);
      NatterPerson *person = natter_person_new (name != NULL ? name : "x");

      person->away = g_strdup (PICK (names));
      person->idle = g_test_rand_int_range (0, 100);
      g_ptr_array_add (event->people, person);
    }
}

/* The id of a command that was sent, so that answers of any kind come to any question. */
static char *
dup_re (World *world)
{
  guint n = g_queue_get_length (&world->sent);
  NatterCommand *command = n > 0 ? g_queue_peek_nth (&world->sent, (guint) g_test_rand_int_range (0, (gint32) n)) : NULL;

  return command != NULL && g_test_rand_bit () ? g_strdup (command->id) : NULL;
}

static NatterEvent *
make_event (World *world)
{
  NatterEvent *event = natter_event_new ((NatterEventKind) g_test_rand_int_range (0, NATTER_N_EVENTS));

  event->re = dup_re (world);
  event->room = g_strdup (PICK (rooms));
  event->from = g_strdup (PICK (names));
  event->name = g_strdup (PICK (names));
  event->text = g_strdup (PICK (names));
  event->suggestion = g_strdup (PICK (names));
  event->code = (NatterError) g_test_rand_int_range (0, NATTER_N_ERRORS);
  event->reason = (NatterReason) g_test_rand_int_range (0, NATTER_N_REASONS);
  event->wait = (guint) g_test_rand_int_range (0, 3);
  event->count = (guint) g_test_rand_int_range (0, 5);
  event->seq = pick_seq ();
  if (g_test_rand_bit ())
    event->message = make_message (world);
  if (g_test_rand_bit ())
    {
      event->people = g_ptr_array_new_with_free_func ((GDestroyNotify) natter_person_free);
      fill_people (event);
    }
  if (g_test_rand_bit ())
    {
      event->messages = g_ptr_array_new_with_free_func ((GDestroyNotify) natter_message_unref);
      for (gint32 i = g_test_rand_int_range (0, 10); i > 0; i--)
        g_ptr_array_add (event->messages, make_message (world));
    }
  if (g_test_rand_bit ())
    event->names = g_strsplit ("bob,carol,,é", ",", -1);
  return event;
}

static NatterUiRoom *
pick_room (World *world)
{
  NatterUiRoomList *list = natter_ui_session_get_rooms (world->session);
  guint n = g_list_model_get_n_items (G_LIST_MODEL (list));

  return n > 0 ? natter_ui_room_list_get (list, (guint) g_test_rand_int_range (0, (gint32) n)) : NULL;
}

static NatterUiMessage *
pick_message (NatterUiRoom *room)
{
  NatterUiMessageList *list = room != NULL ? natter_ui_room_get_messages (room) : NULL;
  guint n = list != NULL ? g_list_model_get_n_items (G_LIST_MODEL (list)) : 0;

  return n > 0 ? natter_ui_message_list_get (list, n - 1) : NULL;
}

static void
do_anything (World *world)
{
  static const char *const lines[] = { "hello", "/me waves", "/look", "/who", "/join garden", "/tell bob hi", "/away", "/history", "/topic x" };
  NatterUiRoom *room = pick_room (world);
  NatterUiMessage *message = pick_message (room);

  switch (g_test_rand_int_range (0, 9))
    {
    case 0:
    case 1:
      natter_ui_session_submit (world->session, room, lines[g_test_rand_int_range (0, G_N_ELEMENTS (lines))], NULL);
      break;
    case 2:
      if (room != NULL)
        natter_ui_session_set_current_room (world->session, room);
      break;
    case 3:
      if (room != NULL && g_test_rand_int_range (0, 4) == 0)
        natter_ui_session_leave (world->session, room);
      break;
    case 4:
      natter_ui_session_set_attentive (world->session, g_test_rand_bit () != 0);
      break;
    case 5:
      if (message != NULL)
        natter_ui_session_retry (world->session, message);
      break;
    case 6:
      if (message != NULL)
        natter_ui_session_discard (world->session, message);
      break;
    case 7:
      world_break (world);
      break;
    default:
      world_pass (world, g_test_rand_int_range (0, 40));
      natter_ui_session_try_now (world->session);
      natter_ui_session_take_opened (world->session);
    }
}

static void
mirror_room (GListModel *list, guint position, guint removed, guint added, GPtrArray *mirrors)
{
  for (guint i = 0; i < added; i++)
    {
      g_autoptr (NatterUiRoom) room = g_list_model_get_item (list, position + i);

      g_ptr_array_add (mirrors, mirror_new (G_LIST_MODEL (natter_ui_room_get_messages (room))));
      g_ptr_array_add (mirrors, mirror_new (G_LIST_MODEL (natter_ui_room_get_members (room))));
    }
}

static void
test_anything (void)
{
  g_autoptr (World) world = world_new ();
  g_autoptr (GPtrArray) mirrors = g_ptr_array_new_with_free_func ((GDestroyNotify) mirror_free);
  GListModel *list = G_LIST_MODEL (natter_ui_session_get_rooms (world->session));

  g_ptr_array_add (mirrors, mirror_new (list));
  g_signal_connect (list, "items-changed", G_CALLBACK (mirror_room), mirrors);
  world_connect (world, 0);
  for (guint i = 0; i < ROUNDS; i++)
    {
      if (g_test_rand_int_range (0, 6) == 0)
        do_anything (world);
      else
        {
          g_autoptr (NatterEvent) event = make_event (world);

          natter_ui_session_take_event (world->session, event);
        }
      while (g_queue_get_length (&world->sent) > 20)
        natter_command_free (g_queue_pop_head (&world->sent));
      while (g_main_context_iteration (NULL, FALSE))
        ;
    }
  g_signal_handlers_disconnect_by_data (list, mirrors);
}

/* Talks without end, of people without end. */
static void
test_bounded (void)
{
  g_autoptr (World) world = world_new ();
  NatterUiSession *session = world->session;

  world_connect (world, 0);
  for (guint i = 0; i < 30000; i++)
    {
      g_autoptr (NatterEvent) joined = natter_event_new (NATTER_EVENT_JOINED);

      joined->room = g_strdup ("lobby");
      joined->from = g_strdup_printf ("p%u", i);
      natter_ui_session_reduce (session, joined);
      if (i < 3000)
        {
          g_autoptr (NatterEvent) said = natter_event_new (NATTER_EVENT_SAID);

          said->room = g_strdup_printf ("@p%u", i);
          said->message = natter_message_new (NATTER_MESSAGE_SAY, "x", joined->from, "hi", NULL);
          said->message->seq = 1;
          natter_ui_session_reduce (session, said);
        }
    }
  natter_ui_session_settle (session);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (natter_ui_session_get_rooms (session))), <=, 1000);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (natter_ui_room_get_members (world_room (world, "lobby")))), <=, 20000);
  g_assert_cmpuint (natter_ui_room_get_n_people (world_room (world, "lobby")), ==, 30002);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (natter_ui_room_get_messages (world_room (world, "lobby")))), <=,
                    NATTER_UI_MESSAGE_LIST_MOST + 200);
}

/* §13.8: shown where one is */
static void
test_notice (void)
{
  g_autoptr (World) world = world_new ();

  world_connect (world, 0);
  world_tell (world, "{'ev':'notice','from':'server','text':'Back at ten.','time':'2026-01-02T03:04:05.678Z'}");
  world_assert_texts (world, "lobby", "= server tells everyone: Back at ten.\n");
}

/* §13.5, §13.6: whoever was sent away does not come back unasked */
static void
test_sent_away (void)
{
  static const char *const codes[] = { "banned", "kicked" };

  for (guint i = 0; i < G_N_ELEMENTS (codes); i++)
    {
      g_autoptr (World) world = world_new ();
      g_autofree char *bye = g_strdup_printf ("{'ev':'bye','code':'%s','text':'Enough.'}", codes[i]);

      world_connect (world, 0);
      world_tell (world, bye);
      g_assert_cmpint (natter_ui_session_get_state (world->session), ==, NATTER_UI_STATE_OFFLINE);
      g_assert_cmpstr (natter_ui_session_get_error (world->session)->message, ==, "Enough.");
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/model/hostile/notice", test_notice);
  g_test_add_func ("/model/hostile/sent-away", test_sent_away);
  g_test_add_func ("/model/hostile/anything", test_anything);
  g_test_add_func ("/model/hostile/bounded", test_bounded);

  return g_test_run ();
}
