/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "gui-client/model/natter-ui-message-private.h"
#include "gui-client/view/natter-ui-log.h"

#include "ui-support.h"

#define ROUNDS 400
#define DAY    (24 * 3600 * G_TIME_SPAN_SECOND)

typedef struct
{
  GListStore *store;
  GtkTextBuffer *buffer;
  NatterUiRender *render;
  NatterUiLog *log;
  guint made;
} Bench;

static NatterUiMessage *
make_message (Bench *bench)
{
  guint n = bench->made++;
  g_autofree char *text = g_strdup_printf ("text %u https://example.org/%u", n, n);
  const char *const names[] = { "alice", "bob", "carol" };
  gint64 time = 20000 * DAY + (gint64) n * g_test_rand_int_range (1, 4) * G_TIME_SPAN_MINUTE * 90;
  g_autoptr (NatterMessage) message = NULL;

  if (g_test_rand_int_range (0, 6) == 0)
    return natter_ui_message_new_local (NATTER_UI_MESSAGE_REPLY, "two\nlines", time);
  if (g_test_rand_int_range (0, 6) == 0)
    return natter_ui_message_new_local (NATTER_UI_MESSAGE_NOTICE, text, time);
  message = natter_message_new (g_test_rand_int_range (0, 5) == 0 ? NATTER_MESSAGE_ME : NATTER_MESSAGE_SAY, "lobby",
                                names[g_test_rand_int_range (0, 3)], text, NULL);
  message->seq = n + 1;
  message->time = time;
  return natter_ui_message_new_recorded (message, FALSE, g_test_rand_bit ());
}

static void
splice (Bench *bench,
        guint position,
        guint removed,
        guint added)
{
  g_autoptr (GPtrArray) messages = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < added; i++)
    g_ptr_array_add (messages, make_message (bench));
  g_list_store_splice (bench->store, position, removed, messages->pdata, added);
}

/* Something happens to the list, or to the window on it. */
static void
change (Bench *bench)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (bench->store));
  guint position = (guint) g_test_rand_int_range (0, (int) n + 1);
  guint removed = (guint) g_test_rand_int_range (0, (int) MIN (n - position, 12) + 1);

  switch (g_test_rand_int_range (0, 8))
    {
    case 0:
      splice (bench, position, removed, (guint) g_test_rand_int_range (0, 12));
      break;
    case 1:
      splice (bench, n, 0, (guint) g_test_rand_int_range (1, 120));
      break;
    case 2:
      splice (bench, 0, MIN (n, 30), 0);
      break;
    case 3:
      natter_ui_log_prepend (bench->log, 20);
      break;
    case 4:
      natter_ui_log_trim_top (bench->log, 60);
      break;
    case 5:
      natter_ui_log_trim_bottom (bench->log, 80);
      break;
    default:
      natter_ui_log_append (bench->log, 40, 0);
    }
}

static char *
dup_buffer (GtkTextBuffer *buffer)
{
  GtkTextIter start, end;

  gtk_text_buffer_get_bounds (buffer, &start, &end);
  return gtk_text_buffer_get_text (buffer, &start, &end, FALSE);
}

/* The same window, written at once. */
static void
assert_as_if_new (Bench *bench)
{
  g_autoptr (GtkTextBuffer) buffer = gtk_text_buffer_new (NULL);
  NatterUiRender *render = natter_ui_render_new (buffer);
  NatterUiLog *log = natter_ui_log_new (buffer, render);
  guint first = natter_ui_log_get_first (bench->log), n = natter_ui_log_get_n (bench->log);
  g_autofree char *is = NULL, *should = NULL;

  g_assert_cmpuint (first + n, <=, g_list_model_get_n_items (G_LIST_MODEL (bench->store)));
  natter_ui_log_set_list (log, G_LIST_MODEL (bench->store), first);
  natter_ui_log_append (log, n, 0);
  is = dup_buffer (bench->buffer);
  should = dup_buffer (buffer);
  g_assert_cmpstr (is, ==, should);
  for (guint i = 0; i < n; i++)
    {
      g_autoptr (NatterUiMessage) message = g_list_model_get_item (G_LIST_MODEL (bench->store), first + i);
      int line = natter_ui_log_get_line_of (bench->log, first + i);

      g_assert_true (natter_ui_log_get_at_line (bench->log, line) == message);
    }
  natter_ui_log_free (log);
  natter_ui_render_free (render);
}

static void
on_items_changed (Bench *bench,
                  guint position,
                  guint removed,
                  guint added)
{
  natter_ui_log_items_changed (bench->log, position, removed, added);
}

/* Whatever the list tells, and however the window moves: the text is what it would be if it were written anew. */
static void
test_random_changes (void)
{
  Bench bench = { .store = g_list_store_new (NATTER_UI_TYPE_MESSAGE), .buffer = gtk_text_buffer_new (NULL) };

  bench.render = natter_ui_render_new (bench.buffer);
  bench.log = natter_ui_log_new (bench.buffer, bench.render);
  natter_ui_log_set_list (bench.log, G_LIST_MODEL (bench.store), 0);
  g_signal_connect_swapped (bench.store, "items-changed", G_CALLBACK (on_items_changed), &bench);
  for (int round = 0; round < ROUNDS; round++)
    {
      change (&bench);
      assert_as_if_new (&bench);
    }
  g_signal_handlers_disconnect_by_data (bench.store, &bench);
  natter_ui_log_free (bench.log);
  natter_ui_render_free (bench.render);
  g_object_unref (bench.buffer);
  g_object_unref (bench.store);
}

int
main (int argc,
      char **argv)
{
  ui_init (&argc, &argv);
  g_test_add_func ("/ui/log/random-changes", test_random_changes);
  return g_test_run ();
}
