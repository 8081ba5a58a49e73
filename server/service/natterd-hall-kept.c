/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#define G_LOG_DOMAIN "natterd"

#include "natterd-hall-private.h"

/* §4.36: sessions whose connection is over, kept for a while. Nobody else is told before that is over, too. */

typedef struct
{
  NatterdDeadline deadline; /* must be first */
  NatterdSession *session;  /* owned reference */
  NatterdVisitor *visitor;  /* (nullable) from where it came; the door's */
  NatterReason reason;      /* why its connection ended */
} Kept;

static void
kept_free (NatterdHall *self,
           Kept *kept)
{
  natterd_deadlines_set (&self->kept_deadlines, &kept->deadline, 0);
  if (kept->visitor != NULL)
    natterd_door_forget_kept (&self->door, kept->visitor);
  natterd_session_unref (kept->session);
  g_free (kept);
}

gboolean
natterd_hall_keep (NatterdHall *self,
                   NatterdPeer *peer,
                   NatterReason reason)
{
  NatterdEffects *effects = natterd_hall_get_effects (self);
  Kept *kept;

  if (self->closing || self->limits.grace == 0 ||
      (self->limits.held != 0 && g_hash_table_size (self->kept) >= self->limits.held) ||
      (peer->visitor != NULL && !natterd_door_may_keep (&self->door, peer->visitor)) ||
      !natterd_hub_hold_session (self->hub, peer->session, self->now, effects))
    return FALSE;
  self->counters->held++;
  kept = g_new0 (Kept, 1);
  kept->session = natterd_session_ref (peer->session);
  kept->visitor = g_steal_pointer (&peer->visitor);
  kept->reason = reason;
  if (kept->visitor != NULL)
    natterd_door_note_kept (&self->door, kept->visitor);
  g_hash_table_insert (self->kept, kept->session, kept);
  natterd_deadlines_set (&self->kept_deadlines, &kept->deadline, self->now.mono + self->limits.grace);
  return TRUE;
}

gboolean
natterd_hall_keeps (const NatterdHall *self,
                    const NatterdSession *session)
{
  return g_hash_table_contains (self->kept, session);
}

void
natterd_hall_forget_kept (NatterdHall *self,
                          NatterdSession *session)
{
  Kept *kept = g_hash_table_lookup (self->kept, session);

  if (kept == NULL)
    return;
  g_hash_table_remove (self->kept, session);
  kept_free (self, kept);
}

void
natterd_hall_end_kept (NatterdHall *self)
{
  NatterdDeadline *first;

  while ((first = natterd_deadlines_peek (&self->kept_deadlines)) != NULL && first->due <= self->now.mono)
    {
      Kept *kept = (Kept *) (gpointer) first;

      self->counters->lapsed++;
      natterd_hub_close_session (self->hub, kept->session, kept->reason, self->now, natterd_hall_get_effects (self));
      natterd_hall_forget_kept (self, kept->session);
    }
}

void
natterd_hall_drop_kept (NatterdHall *self)
{
  GHashTableIter iter;
  Kept *kept;

  g_hash_table_iter_init (&iter, self->kept);
  while (g_hash_table_iter_next (&iter, NULL, (gpointer *) &kept))
    {
      natterd_hub_close_session (self->hub, kept->session, NATTER_REASON_SHUTDOWN, self->now, self->unheard);
      natterd_effects_clear (self->unheard);
      g_hash_table_iter_remove (&iter);
      kept_free (self, kept);
    }
}
