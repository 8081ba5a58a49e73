/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "natterd-hall-private.h"

#include <glib/gi18n-lib.h>

/* §5.19: who comes back is told first what was missed, page by page, the next one once the peer has taken the last; what happens meanwhile is
 * gathered, and told after it. So however much somebody has missed, it takes a page of memory. */

/* Pages that the store is asked for at a time: who comes back together waits, and the others' questions are not kept waiting. */
#define PAGES_MOST 64

/* A room of which something was missed. */
typedef struct
{
  NatterdRoom *room; /* owned reference */
  char *view;        /* owned */
  NatterRange range; /* `seq`: up to here it is known */
  guint64 last;      /* up to here it is to be told; what comes after is told as it happens */
  guint left;        /* messages that may be told at most */
} Place;

static void
place_free (gpointer data)
{
  Place *self = data;

  natterd_room_unref (self->room);
  g_free (self->view);
  g_free (self);
}

struct _NatterdCatchUp
{
  NatterdOutQueue later; /* must be first: what happens meanwhile */
  GPtrArray *places;     /* owned (element-type Place) */
  guint next;            /* of them */
  gboolean begun;        /* all places are known */
  gboolean asking;       /* for a page */
};

/* A page that the store was asked for. */
typedef struct
{
  NatterdHall *hall;
  NatterdSession *session; /* owned reference */
} Page;

static void
page_free (Page *page)
{
  natterd_session_unref (page->session);
  g_free (page);
}

void
natterd_hall_drop_pages (NatterdHall *self)
{
  for (guint i = 0; i < self->pages->len; i++)
    page_free (self->pages->pdata[i]);
  g_ptr_array_set_size (self->pages, 0);
}

static NatterdCatchUp *
ensure (NatterdPeer *peer)
{
  NatterdCatchUp *self = peer->catch_up;

  if (self != NULL)
    return self;
  self = peer->catch_up = g_new0 (NatterdCatchUp, 1);
  self->places = g_ptr_array_new_with_free_func (place_free);
  natterd_out_queue_set_most (&self->later, peer->hall->limits.queue_hard * 2);
  natterd_out_queue_gather (&self->later);
  return self;
}

/* Whoever is waked asks, or waits again, or is gone; then it is the next one's turn. */
static void
wake_next (NatterdHall *self)
{
  NatterdPeer *next = g_queue_pop_head (&self->catching);

  if (next != NULL)
    natterd_hall_resume (self, next);
}

void
natterd_peer_forget_missed (NatterdPeer *self)
{
  NatterdCatchUp *missed = g_steal_pointer (&self->catch_up);

  if (missed == NULL)
    return;
  g_queue_remove (&self->hall->catching, self);
  natterd_out_queue_clear (&missed->later);
  g_ptr_array_unref (missed->places);
  g_free (missed);
  wake_next (self->hall);
}

NatterdOutQueue *
natterd_peer_get_later (const NatterdPeer *self)
{
  return self->catch_up != NULL ? &self->catch_up->later : NULL;
}

static NatterdPeer *
find_open (NatterdHall *self,
           const NatterdSession *session)
{
  NatterdPeer *peer = natterd_hall_find_peer (self, session);

  return peer != NULL && peer->state == NATTERD_PEER_OPEN ? peer : NULL;
}

void
natterd_hall_catch_up (NatterdHall *self,
                       const NatterdEffect *effect)
{
  NatterdPeer *peer = find_open (self, effect->session);
  guint64 last = natterd_room_get_last_seq (effect->room);
  Place *place;

  if (peer == NULL || last <= effect->range.seq)
    return;
  place = g_new0 (Place, 1);
  place->room = natterd_room_ref (effect->room);
  place->view = g_strdup (effect->view);
  place->range = effect->range;
  place->last = last;
  place->left = self->limits.resume != 0 ? self->limits.resume : G_MAXUINT;
  g_ptr_array_add (ensure (peer)->places, place);
}

void
natterd_hall_go_live (NatterdHall *self,
                      const NatterdEffect *effect)
{
  NatterdPeer *peer = find_open (self, effect->session);

  if (peer == NULL)
    return;
  ensure (peer)->begun = TRUE;
  natterd_peer_catch_up (peer);
}

/* What the page holds of @place. Whatever was recorded since is told later. */
static NatterEvent *
make_page (Place *place,
           GPtrArray *messages,
           gboolean more)
{
  NatterEvent *event = natter_event_new (NATTER_EVENT_HISTORY);
  guint64 end = place->last;

  event->room = g_strdup (place->view);
  event->range = place->range;
  event->messages = g_ptr_array_new_full (messages->len, (GDestroyNotify) natter_message_unref);
  for (guint i = 0; i < messages->len; i++)
    {
      NatterMessage *message = messages->pdata[i];

      if (message->seq <= place->last)
        g_ptr_array_add (event->messages, natter_message_ref (message));
    }
  place->left -= MIN (place->left, event->messages->len);
  if (more && messages->len > 0)
    end = MIN (end, ((NatterMessage *) messages->pdata[messages->len - 1])->seq);
  event->begin = (gint64) place->range.seq + 1;
  event->end = (gint64) end;
  event->more = end < place->last && place->left == 0;
  place->range.seq = end;
  return event;
}

static void
take_page (NatterdPeer *peer,
           GPtrArray *messages,
           gboolean more,
           const GError *error)
{
  NatterdCatchUp *missed = peer->catch_up;
  Place *place = missed->places->pdata[missed->next];
  g_autoptr (NatterEvent) event = NULL;

  missed->asking = FALSE;
  if (error != NULL)
    {
      /* rather nothing than a gap: the session waits for another try */
      natterd_peer_leave (peer, NATTER_REASON_LOST, NATTER_ERROR_STORAGE_UNAVAILABLE,
                          _ ("What you have missed cannot be read just now. Please connect again in a minute."));
      return;
    }
  event = make_page (place, messages, more);
  natterd_fanout_tell_first (&peer->hall->fanout, peer, event);
  if (event->more || place->range.seq >= place->last)
    missed->next++;
}

static void
on_page (gpointer user_data,
         GPtrArray *messages,
         gboolean more,
         const GError *error)
{
  Page *page = user_data;
  NatterdHall *self = page->hall;
  NatterdPeer *peer = find_open (self, page->session);

  natterd_hall_touch (self);
  if (peer != NULL && peer->catch_up != NULL)
    {
      take_page (peer, messages, more, error);
      natterd_hall_resume (self, peer);
    }
  g_ptr_array_remove_fast (self->pages, page);
  page_free (page);
  wake_next (self);
  if (natterd_fanout_get_size (&self->fanout) > NATTERD_ARENAS_MOST)
    natterd_hall_flush (self);
}

static void
ask (NatterdPeer *peer)
{
  NatterdHall *hall = peer->hall;
  NatterdCatchUp *missed = peer->catch_up;
  Place *place = missed->places->pdata[missed->next];
  NatterRange range = place->range;
  Page *page;

  if (hall->pages->len >= PAGES_MOST)
    {
      if (g_queue_find (&hall->catching, peer) == NULL)
        g_queue_push_tail (&hall->catching, peer);
      return;
    }
  page = g_new0 (Page, 1);
  page->hall = hall;
  page->session = natterd_session_ref (peer->session);
  g_ptr_array_add (hall->pages, page);
  missed->asking = TRUE;
  range.count = MIN (range.count, place->left);
  hall->store->klass->fetch (hall->store, natterd_room_get_key (place->room), &range, on_page, page);
}

/* All was told: what has happened meanwhile follows, and then it is as anybody else. */
static void
go_live (NatterdPeer *peer)
{
  NatterdFanout *fanout = &peer->hall->fanout;
  g_autoptr (NatterEvent) live = natter_event_new (NATTER_EVENT_LIVE);
  g_autoptr (GByteArray) later = natterd_out_queue_steal (&peer->catch_up->later);

  natterd_peer_forget_missed (peer);
  natterd_fanout_tell (fanout, peer, live);
  natterd_fanout_tell_bytes (fanout, peer, later->data, later->len);
  natterd_peer_let_go (peer, NATTERD_HELD_CATCH_UP);
}

void
natterd_peer_catch_up (NatterdPeer *self)
{
  NatterdCatchUp *missed = self->catch_up;

  if (missed == NULL || !missed->begun || missed->asking || self->state != NATTERD_PEER_OPEN ||
      natterd_out_queue_get_backlog (&self->connection.out) > 0)
    return;
  if (missed->next < missed->places->len)
    ask (self);
  else if (natterd_out_queue_is_over (&missed->later))
    natterd_fanout_mark_dirty (&self->hall->fanout, self); /* some of it is lost: it will be found too slow */
  else
    go_live (self);
}
