/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "natterd-fanout.h"

/* an arena that grew beyond this in a busy turn is given back */
#define ARENA_KEPT (4 * 1024 * 1024)

void
natterd_fanout_init (NatterdFanout *self)
{
  self->dirty = g_ptr_array_new ();
  self->n_dialects = 0;
  self->n_deliveries = 0;
}

void
natterd_fanout_clear (NatterdFanout *self)
{
  g_clear_pointer (&self->dirty, g_ptr_array_unref);
  for (guint i = 0; i < self->n_dialects; i++)
    g_string_free (self->arenas[i], TRUE);
  self->n_dialects = 0;
}

guint8
natterd_fanout_get_tongue (NatterdFanout *self,
                           const NatterdDialect *dialect)
{
  guint i = 0;

  while (i < self->n_dialects && self->dialects[i] != dialect)
    i++;
  g_assert (i < NATTERD_DIALECTS_MOST);
  if (i == self->n_dialects)
    {
      self->dialects[i] = dialect;
      self->arenas[i] = g_string_sized_new (64 * 1024);
      self->n_dialects++;
    }
  return (guint8) i;
}

const GString *
natterd_fanout_get_arena (const NatterdFanout *self,
                          const NatterdPeer *peer)
{
  return self->arenas[peer->tongue];
}

gsize
natterd_fanout_get_size (const NatterdFanout *self)
{
  gsize size = 0;

  for (guint i = 0; i < self->n_dialects; i++)
    size += self->arenas[i]->len;
  return size;
}

void
natterd_fanout_reset (NatterdFanout *self)
{
  g_return_if_fail (self->dirty->len == 0);
  for (guint i = 0; i < self->n_dialects; i++)
    {
      if (self->arenas[i]->allocated_len > ARENA_KEPT)
        {
          g_string_free (self->arenas[i], TRUE);
          self->arenas[i] = g_string_sized_new (64 * 1024);
        }
      else
        g_string_truncate (self->arenas[i], 0);
    }
}

void
natterd_fanout_mark_dirty (NatterdFanout *self,
                           NatterdPeer *peer)
{
  if (!peer->dirty)
    g_ptr_array_add (self->dirty, peer);
  peer->dirty = TRUE;
}

static void
push (NatterdFanout *self,
      NatterdPeer *peer,
      gsize start,
      gsize end)
{
  /* no call for those, nearly all, who have missed nothing */
  NatterdOutQueue *later = peer->catch_up != NULL ? natterd_peer_get_later (peer) : NULL;

  self->n_deliveries++;
  natterd_out_queue_push (later != NULL ? later : &peer->connection.out, self->arenas[peer->tongue], start, end);
  natterd_fanout_mark_dirty (self, peer);
}

static NatterdView
view_of (const NatterdPeer *peer)
{
  return (NatterdView){
    .name = peer->name,
    .current = peer->current != NULL ? natterd_room_get_name (peer->current) : NULL,
  };
}

/* Where it begins; its end is the arena's. */
static gsize
encode (NatterdFanout *self,
        NatterdPeer *peer,
        const NatterEvent *event)
{
  GString *arena = self->arenas[peer->tongue];
  gsize start = arena->len;
  NatterdView view = view_of (peer);

  peer->dialect->encode (event, peer->dialect->choose (event, &view), &view, arena);
  return start;
}

void
natterd_fanout_tell (NatterdFanout *self,
                     NatterdPeer *peer,
                     const NatterEvent *event)
{
  gsize start;

  if (peer->dialect == NULL || !natterd_peer_hears (peer))
    return;
  if (peer->inside != NULL)
    {
      natterd_inside_hear (peer->inside, event);
      return;
    }
  start = encode (self, peer, event);
  push (self, peer, start, self->arenas[peer->tongue]->len);
}

void
natterd_fanout_tell_first (NatterdFanout *self,
                           NatterdPeer *peer,
                           const NatterEvent *event)
{
  GString *arena = self->arenas[peer->tongue];
  gsize start;

  if (!natterd_peer_hears (peer))
    return;
  start = encode (self, peer, event);
  natterd_out_queue_push (&peer->connection.out, arena, start, arena->len);
  natterd_fanout_mark_dirty (self, peer);
}

void
natterd_fanout_tell_bytes (NatterdFanout *self,
                           NatterdPeer *peer,
                           const guint8 *bytes,
                           gsize length)
{
  GString *arena = self->arenas[peer->tongue];
  gsize start = arena->len;

  if (!natterd_peer_hears (peer))
    return;
  g_string_append_len (arena, (const char *) bytes, (gssize) length);
  push (self, peer, start, arena->len);
}

void
natterd_fanout_tell_among (NatterdFanout *self,
                           NatterdPeer *peer,
                           NatterdBroadcast *broadcast)
{
  const NatterdDialect *dialect = peer->dialect;
  NatterdView view = { NULL, NULL };
  guint spelling = 0;

  if (!natterd_peer_hears (peer))
    return;
  if (broadcast->except != NULL && natterd_session_get_user (peer->session) == broadcast->except)
    return;
  if (broadcast->sender != NULL && natterd_session_ignores (peer->session, broadcast->sender))
    return;
  if (peer->inside != NULL)
    {
      natterd_inside_hear (peer->inside, broadcast->event);
      return;
    }
  if (!dialect->one_spelling)
    {
      view = view_of (peer);
      spelling = dialect->choose (broadcast->event, &view);
    }
  if (!broadcast->spelled[peer->tongue][spelling].encoded)
    {
      GString *arena = self->arenas[peer->tongue];

      if (dialect->one_spelling)
        view = view_of (peer);
      broadcast->spelled[peer->tongue][spelling].start = (guint32) arena->len;
      dialect->encode (broadcast->event, spelling, &view, arena);
      broadcast->spelled[peer->tongue][spelling].end = (guint32) arena->len;
      broadcast->spelled[peer->tongue][spelling].encoded = TRUE;
    }
  push (self, peer, broadcast->spelled[peer->tongue][spelling].start,
        broadcast->spelled[peer->tongue][spelling].end);
}

void
natterd_fanout_tell_audience (NatterdFanout *self,
                              const NatterdAudience *audience,
                              NatterdBroadcast *broadcast)
{
  for (guint i = 0; i < audience->n; i++)
    natterd_fanout_tell_among (self, natterd_peer_of_seats (audience->listeners[i]), broadcast);
}
