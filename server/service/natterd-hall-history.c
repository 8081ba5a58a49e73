/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "natterd-hall-private.h"

#include <glib/gi18n-lib.h>

/* §4.17: what was said, from the store. */

/* A question to the store that was not answered within the call. */
typedef struct
{
  NatterdHall *hall;
  NatterdSession *session; /* owned reference */
  char *re;                /* (nullable) owned */
  char *view;              /* owned */
  NatterdRoom *room;       /* owned reference */
  NatterRange range;
  gboolean missed; /* as of the effect */
  gboolean more;
  guint64 last; /* of the room when it was asked: the answer has everything up to there, in any case */
} Fetch;

static void
fetch_free (Fetch *fetch)
{
  natterd_session_unref (fetch->session);
  natterd_room_unref (fetch->room);
  g_free (fetch->re);
  g_free (fetch->view);
  g_free (fetch);
}

void
natterd_hall_drop_fetches (NatterdHall *self)
{
  for (guint i = 0; i < self->fetches->len; i++)
    fetch_free (self->fetches->pdata[i]);
  g_ptr_array_set_size (self->fetches, 0);
}

/* §5.14: @last: of the room. */
static void
set_bounds (NatterEvent *event,
            guint64 last)
{
  guint n = event->messages->len;
  guint64 first_told = n > 0 ? ((NatterMessage *) event->messages->pdata[0])->seq : 0;
  guint64 last_told = n > 0 ? ((NatterMessage *) event->messages->pdata[n - 1])->seq : 0;
  const NatterRange *range = &event->range;
  gboolean forward = range->kind == NATTER_RANGE_SINCE || range->kind == NATTER_RANGE_AT;
  guint64 begin = event->more && !forward ? first_told : 1;
  guint64 end = event->more && forward ? last_told : MAX (last, last_told);

  if (end == 0)
    return;
  if (range->kind == NATTER_RANGE_SINCE)
    begin = range->seq + 1;
  else if (range->kind == NATTER_RANGE_AT)
    begin = n > 0 ? first_told : end + 1;
  else if (range->kind == NATTER_RANGE_BEFORE && range->seq <= end)
    end = MAX (range->seq, 1) - 1;
  event->begin = (gint64) begin;
  event->end = (gint64) MAX (end, begin - 1);
}

static NatterEvent *
make_history (const Fetch *fetch,
              GPtrArray *messages,
              gboolean more,
              const GError *error)
{
  g_autoptr (GError) refusal = NULL;
  NatterEvent *event;

  if (error != NULL)
    {
      g_set_error_literal (&refusal, NATTER_ERROR, NATTER_ERROR_STORAGE_UNAVAILABLE,
                           _ ("The history cannot be read just now. Please try again in a minute."));
      return natter_event_new_error (refusal, fetch->re, NULL);
    }
  event = natter_event_new (NATTER_EVENT_HISTORY);
  event->re = g_strdup (fetch->re);
  event->room = g_strdup (fetch->view);
  event->range = fetch->range;
  event->more = more;
  event->messages = g_ptr_array_new_full (messages->len, (GDestroyNotify) natter_message_unref);
  for (guint i = 0; i < messages->len; i++)
    g_ptr_array_add (event->messages, natter_message_ref (messages->pdata[i]));
  set_bounds (event, fetch->last);
  event->missed = fetch->missed;
  event->more |= fetch->more;
  event->time = fetch->hall->now.wall;
  return event;
}

static void
tell_history (const Fetch *fetch,
              NatterdPeer *peer,
              const NatterEvent *event)
{
  NatterdHall *self = fetch->hall;

  /* what one did not ask for is not worth a word where there is none */
  if (fetch->missed && (event->kind != NATTER_EVENT_HISTORY || (event->messages->len == 0 && !event->more)))
    return;
  natterd_fanout_tell (&self->fanout, peer, event);
  if (event->kind == NATTER_EVENT_HISTORY)
    natterd_hub_showed (self->hub, fetch->session, fetch->room, event, self->now, natterd_hall_get_effects (self));
}

static void
on_fetched (gpointer user_data,
            GPtrArray *messages,
            gboolean more,
            const GError *error)
{
  Fetch *fetch = user_data;
  NatterdHall *self = fetch->hall;
  NatterdPeer *peer = natterd_hall_find_peer (self, fetch->session);

  if (peer != NULL)
    {
      g_autoptr (NatterEvent) event = NULL;

      natterd_hall_touch (self);
      event = make_history (fetch, messages, more, error);
      tell_history (fetch, peer, event);
      natterd_peer_note_answer (peer);
      /* the store may answer thousands between two turns */
      if (natterd_fanout_get_size (&self->fanout) > NATTERD_ARENAS_MOST)
        natterd_hall_flush (self);
    }
  g_ptr_array_remove_fast (self->fetches, fetch);
  fetch_free (fetch);
}

void
natterd_hall_fetch (NatterdHall *self,
                    const NatterdEffect *effect)
{
  Fetch *fetch = g_new0 (Fetch, 1);

  fetch->hall = self;
  fetch->session = natterd_session_ref (effect->session);
  fetch->re = g_strdup (effect->re);
  fetch->view = g_strdup (effect->view);
  fetch->room = natterd_room_ref (effect->room);
  fetch->range = effect->range;
  fetch->missed = effect->missed;
  fetch->more = effect->more;
  fetch->last = natterd_room_get_last_seq (effect->room);
  g_ptr_array_add (self->fetches, fetch);
  self->store->klass->fetch (self->store, natterd_room_get_key (effect->room), &effect->range, on_fetched, fetch);
}
