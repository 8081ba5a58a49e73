/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "natterd-hall-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

gboolean
natterd_hall_is_kept_out (NatterdHall *self,
                          const NatterdAddress *address)
{
  if (address->loopback)
    return FALSE;
  natterd_hall_touch (self);
  return natterd_hub_is_banned (self->hub, natterd_address_get_number (address), self->now);
}

void
natterd_hall_watch_bans (NatterdHall *self,
                         NatterdHallDone changed,
                         gpointer user_data)
{
  self->bans_changed = changed;
  self->bans_data = user_data;
}

gboolean
natterd_hall_knows_token (const NatterdHall *self,
                          const char *token)
{
  return natterd_hub_knows_token (self->hub, token);
}

/* In no dialect, and at no other cost. */
static void
tell_at_once (int fd)
{
  g_autofree char *line = g_strconcat (_ ("You are banned from this server."), "\r\n", NULL);
  struct iovec piece = { line, strlen (line) };
  NatterdChannel channel;
  gsize moved;

  natterd_channel_init (&channel, fd);
  if (channel.transport->write (&channel, &piece, 1, &moved) == NATTERD_IO_DONE)
    channel.transport->end (&channel);
}

NatterdDoorAnswer
natterd_hall_keep_out (NatterdHall *self,
                       int fd)
{
  self->counters->away[NATTERD_AWAY_BANNED]++;
  if (self->credentials != NULL && natterd_door_is_patient (&self->door))
    return natterd_door_keep_out (&self->door);
  tell_at_once (fd);
  return NATTERD_DOOR_SHUT;
}
