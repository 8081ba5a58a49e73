/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "natterd-door.h"

#include <sys/resource.h>

#include "server/metrics/natterd-process.h"

/* Kept free beyond the connections: a file of configuration, a log, the one or two that a newcomer takes while it is being
 * accepted. */
#define SPARE 6

/* Of them so many may be newcomers who are being told that there is no room. */
#define REFUSALS 8

/* Coming back must not refill a bucket, so those who left are remembered, up to so many. */
#define ABSENT_MOST 4096

/* open, where the kernel does not say how many */
#define IF_UNKNOWN 16

/* However few descriptors there are, a few people can talk. */
#define LEAST 4

void
natterd_door_init (NatterdDoor *self)
{
  self->visitors = g_hash_table_new_full (natterd_address_hash, natterd_address_equal, NULL, g_free);
  self->absent = 0;
  self->per_address = 0;
  self->loopback_exempt = TRUE;
  self->connections = 0;
  self->n_refused = 0;
  self->reserved = 0;
  natterd_door_count_descriptors (self);
}

void
natterd_door_clear (NatterdDoor *self)
{
  g_clear_pointer (&self->visitors, g_hash_table_unref);
}

/* @own: descriptors open before there are any connections */
static guint
count_affordable (guint own)
{
  struct rlimit limit;
  guint64 all;

  if (getrlimit (RLIMIT_NOFILE, &limit) < 0 || limit.rlim_cur == RLIM_INFINITY)
    return G_MAXINT;
  all = MIN (limit.rlim_cur, (rlim_t) G_MAXINT);
  return all > own + SPARE + LEAST ? (guint) all - own - SPARE : LEAST;
}

static void
settle_most (NatterdDoor *self)
{
  self->full_at = self->affordable > self->reserved + LEAST ? self->affordable - self->reserved : LEAST;
  self->most = self->full_at > REFUSALS * 2 ? self->full_at - REFUSALS : MAX (self->full_at - 1, 1);
  if (self->connections != 0)
    self->most = MIN (self->most, self->connections);
}

void
natterd_door_count_descriptors (NatterdDoor *self)
{
  guint own = natterd_process_count_descriptors ();

  self->affordable = count_affordable (own != 0 ? own : IF_UNKNOWN);
  settle_most (self);
}

void
natterd_door_reserve (NatterdDoor *self,
                      guint n)
{
  self->reserved = n;
  settle_most (self);
}

void
natterd_door_set_limits (NatterdDoor *self,
                         guint connections,
                         guint per_address,
                         gboolean loopback_exempt)
{
  self->per_address = per_address;
  self->loopback_exempt = loopback_exempt;
  self->connections = connections;
  settle_most (self);
}

static NatterdDoorAnswer
refuse (NatterdDoor *self,
        NatterdDoorAnswer answer)
{
  self->n_refused++;
  return answer;
}

NatterdDoorAnswer
natterd_door_ask (NatterdDoor *self,
                  const NatterdAddress *address,
                  guint n,
                  NatterdVisitor **visitor)
{
  NatterdVisitor *found;

  *visitor = NULL;
  if (n - self->n_refused >= self->most)
    return refuse (self, NATTERD_DOOR_FULL);
  if (address->loopback && self->loopback_exempt)
    return NATTERD_DOOR_WELCOME;
  found = g_hash_table_lookup (self->visitors, address);
  if (found != NULL && self->per_address != 0 && found->n >= self->per_address)
    return self->n_refused < REFUSALS ? refuse (self, NATTERD_DOOR_FULL_FOR_ADDRESS) : NATTERD_DOOR_SHUT;
  if (found == NULL)
    {
      found = g_new0 (NatterdVisitor, 1);
      found->address = *address;
      g_hash_table_insert (self->visitors, &found->address, found);
    }
  else if (found->n == 0)
    self->absent--;
  found->n++;
  *visitor = found;
  return NATTERD_DOOR_WELCOME;
}

NatterdDoorAnswer
natterd_door_keep_out (NatterdDoor *self)
{
  return refuse (self, NATTERD_DOOR_BANNED);
}

gboolean
natterd_door_is_patient (const NatterdDoor *self)
{
  return self->n_refused <= REFUSALS / 2;
}

void
natterd_door_forget_refused (NatterdDoor *self)
{
  self->n_refused--;
}

static gboolean
is_absent (gpointer address,
           gpointer visitor,
           gpointer user_data)
{
  return ((NatterdVisitor *) visitor)->n == 0 && ((NatterdVisitor *) visitor)->n_kept == 0;
}

/* Those with sessions that are kept stay. */
static guint
count_absent (const NatterdDoor *self)
{
  GHashTableIter iter;
  NatterdVisitor *visitor;
  guint n = 0;

  g_hash_table_iter_init (&iter, self->visitors);
  while (g_hash_table_iter_next (&iter, NULL, (gpointer *) &visitor))
    n += visitor->n == 0 ? 1 : 0;
  return n;
}

void
natterd_door_leave (NatterdDoor *self,
                    NatterdVisitor *visitor)
{
  if (--visitor->n > 0)
    return;
  if (++self->absent > ABSENT_MOST)
    {
      g_hash_table_foreach_remove (self->visitors, is_absent, NULL);
      self->absent = count_absent (self);
    }
}

/* Who comes back is let in whatever is kept of that address; so it is no more than a connection each. */
gboolean
natterd_door_may_keep (const NatterdDoor *self,
                       const NatterdVisitor *visitor)
{
  return self->per_address == 0 || visitor->n + visitor->n_kept <= self->per_address;
}

void
natterd_door_note_kept (NatterdDoor *self,
                        NatterdVisitor *visitor)
{
  visitor->n_kept++;
  natterd_door_leave (self, visitor);
}

void
natterd_door_forget_kept (NatterdDoor *self,
                          NatterdVisitor *visitor)
{
  visitor->n_kept--;
}

gboolean
natterd_door_must_pause (const NatterdDoor *self,
                         guint n)
{
  return n >= self->full_at;
}
