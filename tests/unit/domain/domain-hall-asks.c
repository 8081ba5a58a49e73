/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "domain-hall-private.h"

/* What is asked of the store, answered at once. */

static void
on_fetched (gpointer user_data,
            GPtrArray *messages,
            gboolean more,
            const GError *error)
{
  g_assert_no_error (error);
  ((NatterEvent *) user_data)->messages = g_ptr_array_ref (messages);
  ((NatterEvent *) user_data)->more = more;
}

/* As the hall does it for the last ones and those since. */
static void
set_bounds (NatterEvent *event,
            const NatterRange *range,
            guint64 last)
{
  const NatterMessage *first_told = event->messages->len > 0 ? event->messages->pdata[0] : NULL;
  const NatterMessage *last_told = event->messages->len > 0 ? event->messages->pdata[event->messages->len - 1] : NULL;

  if (range->kind == NATTER_RANGE_SINCE)
    event->begin = (gint64) range->seq + 1;
  else
    event->begin = event->more ? (gint64) first_told->seq : 1;
  event->end = range->kind == NATTER_RANGE_SINCE && event->more ? (gint64) last_told->seq : (gint64) last;
}

void
test_hall_fetch (TestHall *self,
                 const NatterdEffect *effect)
{
  g_autoptr (NatterEvent) event = natter_event_new (NATTER_EVENT_HISTORY);
  NatterdRoom *room = natterd_room_ref (effect->room);
  g_autoptr (NatterdSession) session = natterd_session_ref (effect->session);
  const NatterRange range = effect->range;
  gboolean more = effect->more;
  NatterEvent bounds;

  event->re = g_strdup (effect->re);
  event->room = g_strdup (effect->view);
  event->missed = effect->missed;
  self->store->klass->fetch (self->store, natterd_room_get_key (room), &range, on_fetched, event);
  bounds = *event;
  if (range.kind == NATTER_RANGE_SINCE || (range.kind == NATTER_RANGE_LAST && event->messages->len > 0))
    set_bounds (&bounds, &range, natterd_room_get_last_seq (room));
  event->more |= more;
  if (!event->missed || event->messages->len > 0 || event->more)
    {
      test_hall_tell (self, session, NULL, event);
      natterd_hub_showed (self->hub, session, room, &bounds, self->now, self->effects);
    }
  natterd_room_unref (room);
}

static void
on_found (gpointer user_data,
          GPtrArray *hits,
          gboolean more,
          const GError *error)
{
  NatterEvent *event = user_data;

  g_assert_no_error (error);
  event->hits = g_ptr_array_ref (hits);
  event->more = more;
}

void
test_hall_search (TestHall *self,
                  const NatterdEffect *effect)
{
  g_autoptr (NatterEvent) event = natter_event_new (NATTER_EVENT_FOUND);
  const NatterHit *last;

  event->re = g_strdup (effect->re);
  event->text = g_strdup (effect->view);
  self->store->klass->search (self->store, effect->search, NULL, on_found, event);
  last = event->hits->len > 0 ? event->hits->pdata[event->hits->len - 1] : NULL;
  natterd_hub_found (self->hub, effect->session, last != NULL ? last->message->room : NULL, last != NULL ? last->message->seq : 0,
                     event->more);
  test_hall_tell (self, effect->session, NULL, event);
}

/* A page of all that was missed. */
void
test_hall_catch_up (TestHall *self,
                    const NatterdEffect *effect)
{
  guint64 last = natterd_room_get_last_seq (effect->room);
  g_autoptr (NatterEvent) event = NULL;

  if (last <= effect->range.seq)
    return;

  event = natter_event_new (NATTER_EVENT_HISTORY);
  event->room = g_strdup (effect->view);
  self->store->klass->fetch (self->store, natterd_room_get_key (effect->room), &effect->range, on_fetched, event);
  event->begin = (gint64) effect->range.seq + 1;
  event->end = (gint64) last;
  test_hall_tell (self, effect->session, NULL, event);
}

void
test_hall_go_live (TestHall *self,
                   const NatterdEffect *effect)
{
  g_autoptr (NatterEvent) live = natter_event_new (NATTER_EVENT_LIVE);

  test_hall_tell (self, effect->session, NULL, live);
}
