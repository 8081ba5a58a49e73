/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "natter-ui-missed.h"
#include "natter-ui-session-private.h"

/* "While you were away". A break of a moment is no absence. */

#define ABSENCE   (60 * G_USEC_PER_SEC)
#define REACTED   3 /* messages of a room */
#define ALL_MOST  200

GListModel *
natter_ui_session_get_missed (NatterUiSession *self)
{
  g_return_val_if_fail (NATTER_UI_IS_SESSION (self), NULL);

  return G_LIST_MODEL (self->missed);
}

void
natter_ui_session_begin_collecting (NatterUiSession *self)
{
  self->collecting = self->broke_at == 0 || natter_ui_session_get_time (self) - self->broke_at >= ABSENCE;
}

/* Up to @seq it is known by now. */
void
natter_ui_session_drop_missed (NatterUiSession *self, NatterUiRoom *room, guint64 seq)
{
  for (guint i = g_list_model_get_n_items (G_LIST_MODEL (self->missed)); i > 0; i--)
    {
      g_autoptr (NatterUiMissed) missed = g_list_model_get_item (G_LIST_MODEL (self->missed), i - 1);

      if (natter_ui_missed_get_room (missed) == room &&
          natter_ui_message_get_seq (natter_ui_missed_get_message (missed)) <= seq)
        g_list_store_remove (self->missed, i - 1);
    }
}

static int
compare_missed (gconstpointer a, gconstpointer b, gpointer user_data)
{
  gint64 first = natter_ui_message_get_time (natter_ui_missed_get_message ((NatterUiMissed *) a));
  gint64 second = natter_ui_message_get_time (natter_ui_missed_get_message ((NatterUiMissed *) b));

  return first > second ? -1 : first < second;
}

static NatterUiMissedKind
get_kind (NatterUiSession *self, const NatterMessage *message)
{
  if (natter_ui_session_is_mention (self, message->text))
    return NATTER_UI_MISSED_MENTION;
  if (message->quote_from != NULL && natter_ui_session_is_own (self, message->quote_from))
    return NATTER_UI_MISSED_ANSWER;
  return NATTER_UI_MISSED_REACTED;
}

static void
take_missed (const GPtrArray *hits, gpointer user_data)
{
  NatterUiAsking *asking = user_data;
  NatterUiSession *self = asking->session;

  natter_ui_session_drop_missed (self, asking->room, G_MAXUINT64);
  for (guint i = 0; i < hits->len && g_list_model_get_n_items (G_LIST_MODEL (self->missed)) < ALL_MOST; i++)
    {
      const NatterHit *hit = g_ptr_array_index (hits, i);
      g_autoptr (NatterUiMessage) message =
        natter_ui_message_new_recorded (hit->message, FALSE, natter_ui_session_is_mention (self, hit->message->text));
      g_autoptr (NatterUiMissed) missed = natter_ui_missed_new (get_kind (self, hit->message), asking->room, message);

      g_list_store_insert_sorted (self->missed, missed, compare_missed, NULL);
    }
}

void
natter_ui_session_collect_missed (NatterUiSession *self, NatterUiRoom *room)
{
  NatterUiRoomSync *sync = natter_ui_room_get_sync (room);

  if (!self->collecting || self->cache == NULL || natter_ui_room_is_direct (room) || sync->away_seq == 0)
    return;

  natter_ui_cache_missed (self->cache, natter_ui_room_get_key (room), sync->away_seq, REACTED, take_missed,
                          natter_ui_session_new_asking (self, room));
}
