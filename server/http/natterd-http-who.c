/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "natterd-http-private.h"

#include <glib/gi18n-lib.h>

/* All strangers together whose address does not count: this machine's, behind which a proxy may be. No address is called so. */
#define ANYWHERE "*"

static gboolean
is_exempt (const NatterdHttp *self,
           SoupServerMessage *msg)
{
  GSocketAddress *remote = soup_server_message_get_remote_address (msg);

  return self->settings.loopback_exempt && G_IS_INET_SOCKET_ADDRESS (remote) &&
         g_inet_address_get_is_loopback (g_inet_socket_address_get_address (G_INET_SOCKET_ADDRESS (remote)));
}

/* Limits are by address, and by /64 of IPv6. (transfer full) (nullable): NULL: by none. */
static char *
dup_place (const NatterdHttp *self,
           SoupServerMessage *msg)
{
  GSocketAddress *remote = soup_server_message_get_remote_address (msg);
  GInetAddress *address;
  const guint8 *bytes;

  if (is_exempt (self, msg) || !G_IS_INET_SOCKET_ADDRESS (remote))
    return NULL;
  address = g_inet_socket_address_get_address (G_INET_SOCKET_ADDRESS (remote));
  bytes = g_inet_address_to_bytes (address);
  return g_base64_encode (bytes, MIN (g_inet_address_get_native_size (address), 8));
}

/* @wait: whole seconds; 0: it may. TRUE: @msg was answered. */
static gboolean
tell_to_wait (SoupServerMessage *msg,
              guint wait)
{
  g_autofree char *sentence = NULL;

  if (wait == 0)
    return FALSE;
  sentence = g_strdup_printf (ngettext ("Too much comes at once. Please wait %u second.",
                                        "Too much comes at once. Please wait %u seconds.", wait),
                              wait);
  natterd_http_answer_error (msg, NATTER_ERROR_SLOW_DOWN, sentence, wait);
  return TRUE;
}

gboolean
natterd_http_make_bot_wait (NatterdHttp *self,
                            SoupServerMessage *msg,
                            const char *token)
{
  const NatterdHttpSettings *settings = &self->settings;
  gint64 now = g_get_monotonic_time ();
  g_autofree char *place = dup_place (self, msg);
  g_autofree char *digest = g_compute_checksum_for_string (G_CHECKSUM_SHA256, token, -1);
  guint wait = 0;

  if (place != NULL)
    wait = natterd_http_rates_take (&self->addresses, place, settings->address_rate, settings->address_burst, now);
  if (wait == 0)
    wait = natterd_http_rates_take (&self->tokens, digest, settings->rate, settings->burst, now);
  return tell_to_wait (msg, wait);
}

gboolean
natterd_http_make_stranger_wait (NatterdHttp *self,
                                 SoupServerMessage *msg)
{
  const NatterdHttpSettings *settings = &self->settings;
  gint64 now = g_get_monotonic_time ();
  g_autofree char *place = dup_place (self, msg);
  const char *who = place != NULL ? place : ANYWHERE;
  guint wait = natterd_http_rates_get_wait (&self->strangers, who, now);

  if (wait == 0)
    wait = natterd_http_rates_take (&self->strangers, who, settings->rate, settings->burst, now);
  return tell_to_wait (msg, wait);
}

/* Behind a proxy each would wait for everybody's slips: there the rate has to do. */
void
natterd_http_note_stranger (NatterdHttp *self,
                            SoupServerMessage *msg)
{
  g_autofree char *place = dup_place (self, msg);

  if (place != NULL)
    natterd_http_rates_note_failure (&self->strangers, place, g_get_monotonic_time ());
}
