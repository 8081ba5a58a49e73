/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "natter-ui-search-private.h"

/* What was found, in order, each once, with what was said around it. */

typedef struct
{
  NatterUiFound *found; /* owned */
  guint64 seq;
} Context;

static void
free_context (gpointer data)
{
  Context *context = data;

  g_object_unref (context->found);
  g_free (context);
}

static void
take_context (const NatterUiCachePage *page, gpointer user_data)
{
  NatterUiAsking *asking = user_data;
  Context *context = asking->data;
  g_autoptr (NatterUiMessage) before = NULL;
  g_autoptr (NatterUiMessage) after = NULL;

  for (guint i = 0; i < page->messages->len; i++)
    {
      const NatterMessage *message = g_ptr_array_index (page->messages, i);
      gboolean own = natter_ui_session_is_own (asking->session, message->from);

      if (message->seq < context->seq)
        {
          g_clear_object (&before);
          before = natter_ui_message_new_recorded (message, own, FALSE);
        }
      else if (message->seq > context->seq && after == NULL)
        after = natter_ui_message_new_recorded (message, own, FALSE);
    }
  natter_ui_found_set_context (context->found, before, after);
}

static void
ask_context (NatterUiSearch *self, NatterUiFound *found)
{
  g_autofree char *key = natter_ui_room_dup_key (natter_ui_found_get_room (found));
  guint64 seq = natter_ui_message_get_seq (natter_ui_found_get_message (found));
  NatterUiCacheRange range = { NATTER_UI_CACHE_AROUND, seq, 0, 3 };
  NatterUiAsking *asking;
  Context *context;

  if (self->session->cache == NULL)
    return;

  context = g_new0 (Context, 1);
  context->found = g_object_ref (found);
  context->seq = seq;
  asking = natter_ui_session_new_asking (self->session, NULL);
  asking->data = context;
  asking->free_data = free_context;
  natter_ui_cache_read_page (self->session->cache, key, &range, take_context, asking);
}

static int
compare_found (gconstpointer a, gconstpointer b, gpointer user_data)
{
  gint64 first = natter_ui_message_get_time (natter_ui_found_get_message ((NatterUiFound *) a));
  gint64 second = natter_ui_message_get_time (natter_ui_found_get_message ((NatterUiFound *) b));

  return first > second ? -1 : first < second;
}

static gboolean
is_there (NatterUiSearch *self, const char *key, guint64 seq)
{
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->found)); i++)
    {
      g_autoptr (NatterUiFound) found = g_list_model_get_item (G_LIST_MODEL (self->found), i);
      g_autofree char *other = natter_ui_room_dup_key (natter_ui_found_get_room (found));

      if (natter_ui_message_get_seq (natter_ui_found_get_message (found)) == seq && g_str_equal (other, key))
        return TRUE;
    }

  return FALSE;
}

gboolean
natter_ui_search_add_hit (NatterUiSearch *self, const NatterHit *hit, const char *room)
{
  g_autofree char *key = natter_ui_room_dup_key (room);
  g_autoptr (NatterUiMessage) message = NULL;
  g_autoptr (NatterUiFound) found = NULL;

  if (is_there (self, key, hit->message->seq))
    return FALSE;

  message = natter_ui_message_new_recorded (hit->message, natter_ui_session_is_own (self->session, hit->message->from), FALSE);
  found = natter_ui_found_new (room, message, hit->marks);
  g_list_store_insert_sorted (self->found, found, compare_found, NULL);
  ask_context (self, found);
  return TRUE;
}
