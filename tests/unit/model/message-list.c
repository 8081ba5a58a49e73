/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "gui-client/model/natter-ui-message-private.h"

#include "model-support.h"

/* The list of a room's messages keeps the promise of GListModel: who only follows items-changed has what it has. */

static NatterUiMessage *
new_message (guint64 seq)
{
  g_autofree char *text = g_strdup_printf ("%" G_GUINT64_FORMAT, seq);
  g_autoptr (NatterMessage) message = natter_message_new (NATTER_MESSAGE_SAY, "lobby", "bob", text, NULL);

  message->seq = seq;
  return natter_ui_message_new_recorded (message, FALSE, FALSE);
}

static NatterUiMessage *
new_waiting (const char *text)
{
  return natter_ui_message_new_own (NATTER_UI_MESSAGE_SAY, "alice", text, text, 1);
}

static void
stage (NatterUiMessageList *list, guint64 seq)
{
  g_autoptr (NatterUiMessage) message = new_message (seq);

  natter_ui_message_list_stage (list, message);
}

static void
merge (NatterUiMessageList *list, guint64 from, guint64 to)
{
  g_autoptr (GPtrArray) messages = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint64 i = from; i <= to; i++)
    g_ptr_array_add (messages, new_message (i));
  natter_ui_message_list_merge (list, messages);
}

/* "1 2 3 w" */
static char *
dup_order (NatterUiMessageList *list)
{
  GString *order = g_string_new (NULL);
  NatterUiMessage *message;

  for (guint i = 0; (message = natter_ui_message_list_get (list, i)) != NULL; i++)
    g_string_append_printf (order, "%s%s", i > 0 ? " " : "", natter_ui_message_get_text (message));
  return g_string_free (order, FALSE);
}

static void
assert_order (NatterUiMessageList *list, const char *expected)
{
  g_autofree char *order = dup_order (list);

  g_assert_cmpstr (order, ==, expected);
}

static void
test_batch (void)
{
  g_autoptr (NatterUiMessageList) list = natter_ui_message_list_new ();
  g_autoptr (Mirror) mirror = mirror_new (G_LIST_MODEL (list));

  for (guint64 i = 1; i <= 100; i++)
    stage (list, i);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (list)), ==, 0);
  natter_ui_message_list_flush (list);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (list)), ==, 100);
  g_assert_cmpuint (mirror_get_changes (mirror), ==, 1);
  natter_ui_message_list_flush (list);
  g_assert_cmpuint (mirror_get_changes (mirror), ==, 1);
}

static void
test_waiting_stay_behind (void)
{
  g_autoptr (NatterUiMessageList) list = natter_ui_message_list_new ();
  g_autoptr (Mirror) mirror = mirror_new (G_LIST_MODEL (list));
  g_autoptr (NatterUiMessage) first = new_waiting ("a");
  g_autoptr (NatterUiMessage) second = new_waiting ("b");

  stage (list, 1);
  natter_ui_message_list_append_waiting (list, first);
  natter_ui_message_list_append_waiting (list, second);
  stage (list, 2);
  stage (list, 3);
  natter_ui_message_list_flush (list);
  assert_order (list, "1 2 3 a b");

  /* Out of order, as a retry after a failure makes it. */
  g_assert_true (natter_ui_message_list_settle (list, second, 4, 0));
  assert_order (list, "1 2 3 b a");
  g_assert_false (natter_ui_message_list_settle (list, second, 4, 0));
  stage (list, 5);
  natter_ui_message_list_flush (list);
  assert_order (list, "1 2 3 b 5 a");
  g_assert_true (natter_ui_message_list_settle (list, first, 6, 7));
  assert_order (list, "1 2 3 b 5 a");
  g_assert_cmpint (natter_ui_message_get_time (first), ==, 7);
  natter_ui_message_list_remove (list, second);
  natter_ui_message_list_remove (list, second);
  assert_order (list, "1 2 3 5 a");
}

static void
test_merge (void)
{
  g_autoptr (NatterUiMessageList) list = natter_ui_message_list_new ();
  g_autoptr (Mirror) mirror = mirror_new (G_LIST_MODEL (list));
  g_autoptr (NatterUiMessage) waiting = new_waiting ("w");
  g_autoptr (NatterUiMessage) notice = natter_ui_message_new_local (NATTER_UI_MESSAGE_NOTICE, "n", 1);

  natter_ui_message_list_append_waiting (list, waiting);
  natter_ui_message_list_stage (list, notice);
  stage (list, 5);
  stage (list, 9);
  natter_ui_message_list_flush (list);
  assert_order (list, "n 5 9 w");

  /* What was before, what was in between, and nothing twice. */
  merge (list, 3, 7);
  assert_order (list, "3 4 n 5 6 7 9 w");
  merge (list, 3, 7);
  assert_order (list, "3 4 n 5 6 7 9 w");
  merge (list, 8, 11);
  assert_order (list, "3 4 n 5 6 7 8 9 10 11 w");
  g_assert_cmpuint (mirror_get_changes (mirror), ==, 4);
}

static void
test_epoch (void)
{
  g_autoptr (NatterUiMessageList) list = natter_ui_message_list_new ();
  g_autoptr (Mirror) mirror = mirror_new (G_LIST_MODEL (list));

  merge (list, 7, 9);
  natter_ui_message_list_begin_epoch (list, FALSE);
  merge (list, 1, 3);
  assert_order (list, "7 8 9 1 2 3");

  /* Found out only when some of the new one have come already. */
  natter_ui_message_list_set_mark (list);
  stage (list, 6);
  natter_ui_message_list_begin_epoch (list, TRUE);
  merge (list, 2, 5);
  assert_order (list, "7 8 9 1 2 3 2 3 4 5 6");
}

static void
test_trim (void)
{
  g_autoptr (NatterUiMessageList) list = natter_ui_message_list_new ();
  g_autoptr (Mirror) mirror = mirror_new (G_LIST_MODEL (list));
  g_autoptr (NatterUiMessage) waiting = new_waiting ("w");
  guint n;

  natter_ui_message_list_append_waiting (list, waiting);
  for (guint64 i = 1; i <= 10000; i++)
    {
      stage (list, i);
      if (i % 128 == 0)
        natter_ui_message_list_flush (list);
    }
  natter_ui_message_list_flush (list);

  n = g_list_model_get_n_items (G_LIST_MODEL (list));
  g_assert_cmpuint (n, >=, NATTER_UI_MESSAGE_LIST_MOST);
  g_assert_cmpuint (n, <=, NATTER_UI_MESSAGE_LIST_MOST + 201);
  g_assert_true (natter_ui_message_list_get (list, n - 1) == waiting);
  g_assert_cmpuint (natter_ui_message_get_seq (natter_ui_message_list_get (list, n - 2)), ==, 10000);
  /* A change for a batch, and few for dropping. */
  g_assert_cmpuint (mirror_get_changes (mirror), <, 80 + 45);
}

static void
test_replace_last (void)
{
  g_autoptr (NatterUiMessageList) list = natter_ui_message_list_new ();
  g_autoptr (Mirror) mirror = mirror_new (G_LIST_MODEL (list));
  g_autoptr (NatterUiMessage) waiting = new_waiting ("w");
  g_autoptr (NatterUiMessage) a = natter_ui_message_new_local (NATTER_UI_MESSAGE_NOTICE, "a", 1);
  g_autoptr (NatterUiMessage) b = natter_ui_message_new_local (NATTER_UI_MESSAGE_NOTICE, "b", 1);
  g_autoptr (NatterUiMessage) c = natter_ui_message_new_local (NATTER_UI_MESSAGE_NOTICE, "c", 1);

  natter_ui_message_list_append_waiting (list, waiting);
  natter_ui_message_list_stage (list, a);
  g_assert_true (natter_ui_message_list_replace_last (list, a, b));
  natter_ui_message_list_flush (list);
  assert_order (list, "b w");
  g_assert_true (natter_ui_message_list_replace_last (list, b, c));
  assert_order (list, "c w");
  stage (list, 1);
  g_assert_false (natter_ui_message_list_replace_last (list, c, a));
}

/* Anything, in any order: the mirror checks each step. */
static void
test_random (void)
{
  g_autoptr (NatterUiMessageList) list = natter_ui_message_list_new ();
  g_autoptr (Mirror) mirror = mirror_new (G_LIST_MODEL (list));
  g_autoptr (GPtrArray) waiting = g_ptr_array_new_with_free_func (g_object_unref);
  guint64 seq = 0;

  for (guint i = 0; i < 2000; i++)
    {
      guint from = (guint) g_test_rand_int_range (1, 300);

      switch (g_test_rand_int_range (0, 8))
        {
        case 0:
          g_ptr_array_add (waiting, new_waiting ("w"));
          natter_ui_message_list_append_waiting (list, g_ptr_array_index (waiting, waiting->len - 1));
          break;
        case 1:
          if (waiting->len > 0)
            {
              guint at = (guint) g_test_rand_int_range (0, (gint32) waiting->len);

              natter_ui_message_list_settle (list, g_ptr_array_index (waiting, at), ++seq, 0);
              g_ptr_array_remove_index (waiting, at);
            }
          break;
        case 2:
          merge (list, from, from + (guint) g_test_rand_int_range (0, 30));
          break;
        case 3:
          natter_ui_message_list_flush (list);
          break;
        case 4:
          natter_ui_message_list_set_mark (list);
          break;
        case 5:
          if (g_test_rand_int_range (0, 20) == 0)
            natter_ui_message_list_begin_epoch (list, g_test_rand_bit () != 0);
          break;
        case 6:
          if (g_list_model_get_n_items (G_LIST_MODEL (list)) > 0)
            natter_ui_message_list_changed (list, natter_ui_message_list_get (list, 0));
          break;
        default:
          stage (list, ++seq);
        }
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/model/message-list/batch", test_batch);
  g_test_add_func ("/model/message-list/waiting-stay-behind", test_waiting_stay_behind);
  g_test_add_func ("/model/message-list/merge", test_merge);
  g_test_add_func ("/model/message-list/epoch", test_epoch);
  g_test_add_func ("/model/message-list/trim", test_trim);
  g_test_add_func ("/model/message-list/replace-last", test_replace_last);
  g_test_add_func ("/model/message-list/random", test_random);

  return g_test_run ();
}
