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
  *(GPtrArray **) user_data = g_ptr_array_ref (messages);
}

void
test_hall_fetch (TestHall *self,
                 const NatterdEffect *effect)
{
  g_autoptr (NatterEvent) event = natter_event_new (NATTER_EVENT_HISTORY);

  event->re = g_strdup (effect->re);
  event->room = g_strdup (effect->view);
  self->store->klass->fetch (self->store, natterd_room_get_key (effect->room), &effect->range, on_fetched, &event->messages);
  test_hall_tell (self, effect->session, NULL, event);
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
  self->store->klass->fetch (self->store, natterd_room_get_key (effect->room), &effect->range, on_fetched, &event->messages);
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
