/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "natterd-hub.h"
#include "natterd-room-private.h"

typedef struct
{
  NatterEvent *event;   /* owned */
  NatterRoomInfo *info; /* (nullable) of the event */
  NatterDirect *direct; /* (nullable) of the event */
} NatterdUnsettled;

static void
clear_unsettled (gpointer data)
{
  NatterdUnsettled *unsettled = data;

  natter_event_unref (unsettled->event);
}

NatterdRoom *
natterd_room_new (NatterdSlots *slots,
                  const char *name,
                  char *key,
                  gboolean is_direct)
{
  NatterdRoom *self = g_new0 (NatterdRoom, 1);

  self->ref_count = 1;
  self->slots = natterd_slots_ref (slots);
  self->index = natterd_slots_take (slots);
  self->key = key;
  self->name = g_str_equal (name, key) ? key : g_strdup (name);
  self->is_direct = is_direct;
  return self;
}

NatterdRoom *
natterd_room_ref (NatterdRoom *self)
{
  self->ref_count++;
  return self;
}

void
natterd_room_unref (NatterdRoom *self)
{
  if (--self->ref_count > 0)
    return;

  g_assert (self->members.n == 0);
  natterd_slots_give_back (self->slots, self->index);
  natterd_slots_unref (self->slots);
  g_clear_pointer (&self->pending, natter_message_unref);
  g_clear_pointer (&self->unsettled, g_array_unref);
  g_clear_pointer (&self->few, g_ptr_array_unref);
  g_clear_pointer (&self->spoke, g_hash_table_unref);
  if (self->name != self->key)
    g_free (self->name);
  g_free (self->key);
  g_free (self->topic);
  g_free (self);
}

guint
natterd_room_get_index (const NatterdRoom *self)
{
  return self->index;
}

const char *
natterd_room_get_name (const NatterdRoom *self)
{
  return self->name;
}

const char *
natterd_room_get_key (const NatterdRoom *self)
{
  return self->key;
}

gboolean
natterd_room_is_direct (const NatterdRoom *self)
{
  return self->is_direct;
}

guint64
natterd_room_get_last_seq (const NatterdRoom *self)
{
  return self->last_seq;
}

/* Once there are many, those go who may speak again. */
#define SPOKE_MOST 1000

static gboolean
is_long_ago (gpointer author,
             gpointer spoke,
             gpointer due)
{
  return *(gint64 *) spoke <= *(gint64 *) due;
}

void
natterd_room_note_spoke (NatterdRoom *self,
                         gint64 author,
                         gint64 slow,
                         gint64 mono)
{
  gint64 due = mono - slow * G_USEC_PER_SEC;

  if (slow == 0)
    {
      g_clear_pointer (&self->spoke, g_hash_table_unref);
      return;
    }
  if (self->spoke == NULL)
    self->spoke = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, g_free);
  if (g_hash_table_size (self->spoke) >= SPOKE_MOST)
    g_hash_table_foreach_remove (self->spoke, is_long_ago, &due);
  g_hash_table_replace (self->spoke, g_memdup2 (&author, sizeof author), g_memdup2 (&mono, sizeof mono));
}

gint64
natterd_room_get_spoke (const NatterdRoom *self,
                        gint64 author)
{
  const gint64 *spoke = self->spoke != NULL ? g_hash_table_lookup (self->spoke, &author) : NULL;

  return spoke != NULL ? *spoke : G_MININT64 / 2;
}

void
natterd_room_will_record (NatterdRoom *self,
                          NatterMessage *message)
{
  natter_message_ref (message);
  g_clear_pointer (&self->pending, natter_message_unref);
  self->pending = message;
  self->n_pending++;
}

gboolean
natterd_room_is_pending (NatterdRoom *self)
{
  if (self->pending == NULL)
    return FALSE;

  if (self->pending->ref_count > 1)
    return TRUE;

  /* Nobody else knows it any more: it could not be recorded. Those before it have been answered too. */
  g_clear_pointer (&self->pending, natter_message_unref);
  g_clear_pointer (&self->unsettled, g_array_unref);
  self->n_pending = 0;
  return FALSE;
}

static void
settle_later (NatterdRoom *self,
              NatterEvent *event,
              NatterRoomInfo *info,
              NatterDirect *direct)
{
  NatterdUnsettled unsettled = { event, info, direct };

  if (!natterd_room_is_pending (self))
    return;

  if (self->unsettled == NULL)
    {
      self->unsettled = g_array_new (FALSE, FALSE, sizeof (NatterdUnsettled));
      g_array_set_clear_func (self->unsettled, clear_unsettled);
    }
  natter_event_ref (event);
  g_array_append_val (self->unsettled, unsettled);
}

void
natterd_room_settle_later (NatterdRoom *self,
                           NatterEvent *event,
                           NatterRoomInfo *info)
{
  settle_later (self, event, info, NULL);
}

void
natterd_room_settle_direct_later (NatterdRoom *self,
                                  NatterEvent *event,
                                  NatterDirect *direct)
{
  settle_later (self, event, NULL, direct);
}

static void
replace_text (char **text,
              const char *value)
{
  g_free (*text);
  *text = g_strdup (value);
}

static void
settle (const NatterdRoom *self,
        const NatterdUnsettled *unsettled)
{
  if (unsettled->info != NULL)
    {
      replace_text (&unsettled->info->topic, self->topic);
      unsettled->info->active = self->active;
      return;
    }

  if (unsettled->direct != NULL)
    {
      unsettled->direct->seq = self->last_seq;
      unsettled->direct->active = self->active;
      return;
    }

  replace_text (&unsettled->event->text, self->topic);
  if (unsettled->event->kind == NATTER_EVENT_ENTERED)
    unsettled->event->seq = self->last_seq;
}

void
natterd_room_recorded (NatterdRoom *self,
                       const NatterMessage *message)
{
  self->last_seq = message->seq;
  self->active = message->time;
  if (message->kind == NATTER_MESSAGE_TOPIC)
    replace_text (&self->topic, message->text[0] != '\0' ? message->text : NULL);

  /* Those that were told before this message changed are beyond changing, and it does them no harm. */
  for (guint i = 0; self->unsettled != NULL && i < self->unsettled->len; i++)
    settle (self, &g_array_index (self->unsettled, NatterdUnsettled, i));

  if (message == self->pending)
    {
      g_clear_pointer (&self->pending, natter_message_unref);
      g_clear_pointer (&self->unsettled, g_array_unref);
      self->n_pending = 0;
    }
  else if (self->n_pending > 0)
    self->n_pending--;
}
