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

static const char *
get_reason (NatterdDoorAnswer answer)
{
  if (answer == NATTERD_DOOR_BANNED)
    return "refused: banned";
  return answer == NATTERD_DOOR_FULL ? "refused: the server is full" : "refused: too many from this address";
}

/* §1.3: who may have come with TLS hears it there, as long as only few do. */
void
natterd_peer_turn_away (NatterdPeer *self,
                        NatterdDoorAnswer answer)
{
  natterd_log_peer (G_LOG_LEVEL_INFO, self, get_reason (answer));
  self->refused = TRUE;
  self->banned = answer == NATTERD_DOOR_BANNED;
  if (self->banned || (natterd_peer_may_shake (self) && natterd_door_is_patient (&self->hall->door)))
    natterd_peer_update (self);
  else
    natterd_peer_refuse (self);
}

/* In its own dialect, but there is no session for it. */
static void
say_bye (NatterdPeer *self,
         NatterError code,
         const char *sentence)
{
  g_autoptr (NatterEvent) bye = natter_event_new (NATTER_EVENT_BYE);

  bye->reason_word = g_strdup (natter_error_get_code_word (code));
  bye->text = g_strdup (sentence);
  natterd_peer_say_bye (self, bye);
}

gboolean
natterd_peer_turn_back (NatterdPeer *self,
                        const NatterdAddress *address)
{
  NatterdHall *hall = self->hall;

  if (self->banned)
    {
      say_bye (self, NATTER_ERROR_BANNED_EVERYWHERE, _ ("You are banned from this server."));
      return TRUE;
    }
  if (!hall->limits.tls_required || self->connection.channel.transport->encrypts || address->loopback || self->inside != NULL)
    return FALSE;
  natterd_log_peer (G_LOG_LEVEL_INFO, self, natter_error_get_code_word (NATTER_ERROR_TLS_REQUIRED));
  hall->counters->away[NATTERD_AWAY_TLS_REQUIRED]++;
  say_bye (self, NATTER_ERROR_TLS_REQUIRED,
           _ ("This server wants encryption. Come with Natter's desktop client, or with: gnutls-cli --tofu HOST -p PORT"));
  return TRUE;
}

gint64
natterd_peer_get_sniff_time (const NatterdPeer *self)
{
  gint64 time = self->hall->limits.sniff_timeout;

  if (!self->refused)
    return time;
  return time != 0 ? MIN (time, NATTERD_REFUSAL_TIME) : NATTERD_REFUSAL_TIME;
}
