/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "natterd-hall-private.h"

#include <glib/gi18n-lib.h>

/* §4.17a: searches that the store has not answered yet. */

typedef struct
{
  NatterdHall *hall;
  NatterdSession *session; /* owned reference */
  GCancellable *cancellable;
  char *re;    /* (nullable) owned */
  char *typed; /* owned */
} Search;

static void
search_free (Search *search)
{
  natterd_session_unref (search->session);
  g_object_unref (search->cancellable);
  g_free (search->re);
  g_free (search->typed);
  g_free (search);
}

void
natterd_hall_drop_searches (NatterdHall *self)
{
  for (guint i = 0; i < self->searches->len; i++)
    search_free (self->searches->pdata[i]);
  g_ptr_array_set_size (self->searches, 0);
}

void
natterd_hall_cancel_searches (NatterdHall *self,
                              const NatterdSession *session)
{
  for (guint i = 0; i < self->searches->len; i++)
    {
      const Search *search = self->searches->pdata[i];

      if (search->session == session)
        g_cancellable_cancel (search->cancellable);
    }
}

static NatterEvent *
make_found (const Search *search,
            GPtrArray *hits,
            gboolean more,
            const GError *error)
{
  g_autoptr (GError) refusal = NULL;
  NatterEvent *event;

  if (error != NULL)
    {
      g_set_error_literal (&refusal, NATTER_ERROR, NATTER_ERROR_STORAGE_UNAVAILABLE,
                           _ ("The search cannot be done just now. Please try again in a minute."));
      return natter_event_new_error (refusal, search->re, NULL);
    }
  event = natter_event_new (NATTER_EVENT_FOUND);
  event->re = g_strdup (search->re);
  event->text = g_strdup (search->typed);
  event->more = more;
  event->hits = g_ptr_array_ref (hits);
  return event;
}

static void
on_found (gpointer user_data,
          GPtrArray *hits,
          gboolean more,
          const GError *error)
{
  Search *search = user_data;
  NatterdHall *self = search->hall;
  NatterdPeer *peer = natterd_hall_find_peer (self, search->session);
  const NatterHit *last = hits != NULL && hits->len > 0 ? hits->pdata[hits->len - 1] : NULL;

  if (peer != NULL)
    {
      g_autoptr (NatterEvent) event = make_found (search, hits, more, error);

      if (error == NULL)
        natterd_hub_found (self->hub, search->session, last != NULL ? last->message->room : NULL,
                           last != NULL ? last->message->seq : 0, more);
      natterd_hall_touch (self);
      natterd_fanout_tell (&self->fanout, peer, event);
      natterd_peer_note_answer (peer);
    }
  g_ptr_array_remove_fast (self->searches, search);
  search_free (search);
}

void
natterd_hall_search (NatterdHall *self,
                     const NatterdEffect *effect)
{
  Search *search = g_new0 (Search, 1);

  search->hall = self;
  search->session = natterd_session_ref (effect->session);
  search->cancellable = g_cancellable_new ();
  search->re = g_strdup (effect->re);
  search->typed = g_strdup (effect->view);
  g_ptr_array_add (self->searches, search);
  self->store->klass->search (self->store, effect->search, search->cancellable, on_found, search);
}
