/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "natter-ui-session-private.h"

/* What was said: whose it is, whom it names, where it goes, and whether it was read. */

static gboolean
is_word_char (gunichar c)
{
  return g_unichar_isalnum (c) || g_unichar_ismark (c) || c == '_';
}

/* Between two characters, of which the first belongs to one word and the second to the next. Scripts without spaces have
 * no such place: wide characters stand for themselves. */
static gboolean
is_edge (gunichar outside, gunichar inside)
{
  return !is_word_char (outside) || g_unichar_iswide (inside);
}

/* Whether @word stands in @folded as a word. */
static gboolean
has_word (const char *folded, const char *word)
{
  gsize length = strlen (word);
  const char *p;

  if (length == 0)
    return FALSE;

  for (p = folded; (p = strstr (p, word)) != NULL; p = g_utf8_next_char (p))
    {
      gunichar before = p > folded ? g_utf8_get_char (g_utf8_prev_char (p)) : ' ';
      gunichar after = p[length] != '\0' ? g_utf8_get_char (p + length) : ' ';
      gunichar last = g_utf8_get_char (g_utf8_prev_char (p + length));

      if (is_edge (before, g_utf8_get_char (p)) && is_edge (after, last))
        return TRUE;
    }

  return FALSE;
}

/* Whether @text names the reader, or has a word that they want to hear of. */
gboolean
natter_ui_session_is_mention (NatterUiSession *self, const char *text)
{
  g_autofree char *folded = g_utf8_casefold (text, -1);

  if (has_word (folded, self->key))
    return TRUE;
  for (guint i = 0; self->keywords != NULL && self->keywords[i] != NULL; i++)
    if (has_word (folded, self->keywords[i]))
      return TRUE;
  return FALSE;
}

void
natter_ui_session_set_keywords (NatterUiSession *self, const char *const *keywords)
{
  g_autoptr (GPtrArray) folded = g_ptr_array_new ();

  g_return_if_fail (NATTER_UI_IS_SESSION (self));

  for (guint i = 0; keywords != NULL && keywords[i] != NULL; i++)
    g_ptr_array_add (folded, g_utf8_casefold (keywords[i], -1));
  g_ptr_array_add (folded, NULL);
  g_strfreev (self->keywords);
  self->keywords = (GStrv) g_ptr_array_steal (folded, NULL);
}

/* (transfer full). One of the outbox that the server has recorded is taken from there. */
NatterUiMessage *
natter_ui_session_make_message (NatterUiSession *self, NatterUiRoom *room, const NatterMessage *message)
{
  NatterUiOutboxEntry *entry = natter_ui_outbox_find_id (self->outbox, room, message->id);
  NatterUiMessage *item;
  gboolean own;

  if (entry != NULL)
    {
      item = g_object_ref (entry->message);
      natter_ui_message_list_remove (natter_ui_room_get_messages (room), item);
      natter_ui_message_set_recorded (item, message->seq, message->time);
      natter_ui_outbox_remove (self->outbox, entry);
      return item;
    }

  own = natter_ui_session_is_own (self, message->from);
  return natter_ui_message_new_recorded (message, own,
                                         !own && message->kind != NATTER_MESSAGE_TOPIC && message->text != NULL &&
                                           natter_ui_session_is_mention (self, message->text));
}

void
natter_ui_session_count_unread (NatterUiSession *self, NatterUiRoom *room, NatterUiMessage *message, gboolean live)
{
  gboolean mention = natter_ui_message_is_mention (message) || natter_ui_room_is_direct (room);

  if (natter_ui_message_is_own (message) || natter_ui_message_get_kind (message) == NATTER_UI_MESSAGE_TOPIC)
    return;
  if (self->attentive && room == self->current)
    return;

  natter_ui_room_add_unread (room, natter_ui_message_get_seq (message), natter_ui_message_is_mention (message));
  if (live)
    natter_ui_session_emit_heard (self, room, message);
  if (live && mention)
    natter_ui_session_emit_noticed (self, room, message);
}

/* In a window on the past it has no place: it is there when one comes back. */
void
natter_ui_session_settle_message (NatterUiRoom *room, NatterUiMessage *message, guint64 seq, gint64 time)
{
  NatterUiMessageList *list = natter_ui_room_get_messages (room);

  if (natter_ui_message_list_get_newer (list))
    natter_ui_message_list_remove (list, message);
  else
    natter_ui_message_list_settle (list, message, seq, time);
}

/* The common case of one's own words coming back: they need not move. */
static gboolean
settle_own (NatterUiSession *self, NatterUiRoom *room, const NatterMessage *message)
{
  NatterUiOutboxEntry *entry = natter_ui_outbox_find_id (self->outbox, room, message->id);

  if (entry == NULL)
    return FALSE;

  natter_ui_session_settle_message (room, entry->message, message->seq, message->time);
  natter_ui_outbox_remove (self->outbox, entry);
  return TRUE;
}

/* Where nothing is missing before it. */
static void
know (NatterUiRoom *room, guint64 seq)
{
  NatterUiRoomSync *sync = natter_ui_room_get_sync (room);

  if (!sync->needs_history && !sync->needs_join)
    sync->known_seq = MAX (sync->known_seq, seq);
}

void
natter_ui_session_take_message (NatterUiSession *self, NatterUiRoom *room, NatterMessage *message)
{
  NatterUiMessageList *messages = natter_ui_room_get_messages (room);
  g_autoptr (NatterUiMessage) item = NULL;
  gboolean next;

  /* A talk of guests counts from 1 again when either of them came anew: PROTOCOL.md §3.4. */
  if (natter_ui_room_is_direct (room) && message->seq != 0 && message->seq <= natter_ui_room_get_last_seq (room))
    natter_ui_room_begin_epoch (room, FALSE);

  next = message->seq == 0 || message->seq > natter_ui_room_get_last_seq (room);
  natter_ui_session_cache_live (self, room, message);
  natter_ui_room_see (room, message->seq, message->time);
  know (room, message->seq);
  if (next && settle_own (self, room, message))
    return;

  item = natter_ui_session_make_message (self, room, message);
  if (next)
    {
      natter_ui_message_list_stage (messages, item);
      natter_ui_session_count_unread (self, room, item, TRUE);
    }
  else if (!natter_ui_message_list_get_newer (messages))
    {
      g_autoptr (GPtrArray) late = g_ptr_array_new ();

      g_ptr_array_add (late, item);
      natter_ui_message_list_merge (messages, late);
    }
}

void
natter_ui_session_take_live_change (NatterUiSession *self, NatterUiRoom *room, NatterMessage *change)
{
  natter_ui_session_cache_live (self, room, change);
  natter_ui_session_take_change (self, room, change);
  know (room, change->seq);
}

void
natter_ui_session_take_change (NatterUiSession *self, NatterUiRoom *room, const NatterMessage *change)
{
  NatterUiMessageList *messages = natter_ui_room_get_messages (room);
  NatterUiMessage *item = natter_ui_message_list_find_seq (messages, change->target);

  natter_ui_room_see (room, change->seq, change->time);
  if (item != NULL && natter_ui_message_change (item, change, natter_ui_session_is_own (self, change->from)))
    natter_ui_message_list_changed (messages, item);
}

void
natter_ui_session_show (NatterUiSession *self, NatterUiRoom *room, NatterUiMessageKind kind, const char *text)
{
  g_autoptr (NatterUiMessage) item = NULL;

  if (room == NULL || !natter_ui_room_list_get_position (self->rooms, room, NULL))
    room = self->current;
  if (room == NULL)
    {
      natter_ui_session_emit_replied (self, text);
      return;
    }

  item = natter_ui_message_new_local (kind, text, self->ports.get_real_time (self->ports.data));
  natter_ui_message_list_stage (natter_ui_room_get_messages (room), item);
}
