/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#define G_LOG_DOMAIN "natterd"

#include "natterd-hall-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* §1.3: in no dialect, since nobody knows which yet */
void
natterd_peer_refuse (NatterdPeer *self)
{
  NatterdHall *hall = self->hall;
  g_autofree char *text = g_strconcat (_ ("Natter is full. Please try again in a minute."), "\r\n", NULL);

  self->tongue = natterd_fanout_get_tongue (&hall->fanout, natterd_dialect_get_text ());
  natterd_fanout_tell_bytes (&hall->fanout, self, (const guint8 *) text, strlen (text));
  natterd_peer_say_bye (self, NULL);
}

/* §1.3: who may have come with TLS hears it there, as long as only few do. */
void
natterd_peer_turn_away (NatterdPeer *self,
                        NatterdDoorAnswer answer)
{
  natterd_log_peer (G_LOG_LEVEL_INFO, self,
                    answer == NATTERD_DOOR_FULL ? "refused: the server is full" : "refused: too many from this address");
  self->refused = TRUE;
  if (natterd_peer_may_shake (self) && natterd_door_is_patient (&self->hall->door))
    natterd_peer_update (self);
  else
    natterd_peer_refuse (self);
}

gint64
natterd_peer_get_sniff_time (const NatterdPeer *self)
{
  gint64 time = self->hall->limits.sniff_timeout;

  if (!self->refused)
    return time;
  return time != 0 ? MIN (time, NATTERD_REFUSAL_TIME) : NATTERD_REFUSAL_TIME;
}
