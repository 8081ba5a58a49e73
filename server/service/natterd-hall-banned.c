/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "natterd-hall-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>
#include <unistd.h>

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

/* §13.6: who comes from an address that is kept out is told so, in no dialect, and costs nothing more than that. */
gboolean
natterd_hall_keeps_out (NatterdHall *self,
                        int fd,
                        const NatterdAddress *address)
{
  NatterdChannel channel;
  g_autofree char *line = NULL;
  struct iovec piece;
  gsize moved;

  if (!natterd_hall_is_kept_out (self, address))
    return FALSE;
  self->counters->away[NATTERD_AWAY_BANNED]++;
  line = g_strconcat (_ ("You are banned from this server."), "\r\n", NULL);
  piece = (struct iovec){ line, strlen (line) };
  natterd_channel_init (&channel, fd);
  if (channel.transport->write (&channel, &piece, 1, &moved) == NATTERD_IO_DONE)
    channel.transport->end (&channel);
  close (fd);
  return TRUE;
}
