/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "natterctl-tls.h"

#include <glib/gi18n-lib.h>
#include <gnutls/x509.h>

#include "natterctl-error.h"

gboolean
natterctl_tls_get_key (const guint8 *der,
                       gsize length,
                       NatterKey *key)
{
  gnutls_datum_t datum = { (unsigned char *) der, (unsigned int) length };
  gnutls_x509_crt_t certificate;
  size_t size = sizeof key->bytes;
  gboolean done;

  if (gnutls_x509_crt_init (&certificate) != GNUTLS_E_SUCCESS)
    return FALSE;
  done = gnutls_x509_crt_import (certificate, &datum, GNUTLS_X509_FMT_DER) == GNUTLS_E_SUCCESS &&
         gnutls_x509_crt_get_key_id (certificate, GNUTLS_KEYID_USE_SHA256, key->bytes, &size) == GNUTLS_E_SUCCESS;
  gnutls_x509_crt_deinit (certificate);
  return done;
}

void
natterctl_tls_prepare (void)
{
  g_autoptr (GTlsDatabase) trusted = g_tls_backend_get_default_database (g_tls_backend_get_default ());
}

/* What was seen while hands were shaken. */
typedef struct
{
  const char *wanted; /* (nullable) */
  NatterKey key;
  gboolean has_key;
  gboolean refused;
} Seen;

static gboolean
look (Seen *seen,
      GTlsCertificate *certificate)
{
  g_autoptr (GByteArray) der = NULL;

  g_object_get (certificate, "certificate", &der, NULL);
  seen->has_key = der != NULL && natterctl_tls_get_key (der->data, der->len, &seen->key);
  return seen->has_key;
}

/* Asked only about what the system does not trust. */
static gboolean
on_certificate (GTlsConnection *connection,
                GTlsCertificate *certificate,
                GTlsCertificateFlags flaws,
                gpointer user_data)
{
  Seen *seen = user_data;

  (void) look (seen, certificate);
  seen->refused = seen->wanted == NULL;
  return !seen->refused; /* the key is compared afterwards */
}

static gboolean
is_wanted (const Seen *seen)
{
  NatterKey wanted;

  if (!seen->has_key)
    return FALSE;
  if (natter_key_from_text (seen->wanted, &wanted, NULL))
    return natter_key_equal (&wanted, &seen->key);
  return natter_key_matches_phrase (&seen->key, seen->wanted);
}

static void
set_stranger (GError **error,
              const Seen *seen,
              const char *host)
{
  g_autofree char *phrase = seen->has_key ? natter_key_to_phrase (&seen->key, " ") : g_strdup ("?");

  if (seen->wanted != NULL)
    g_set_error (error, NATTERCTL_ERROR, NATTERCTL_ERROR_FAILED,
                 _ ("%s has another key: %s. Somebody may be in between, or it got a new one: ask its owner."), host, phrase);
  else
    g_set_error (error, NATTERCTL_ERROR, NATTERCTL_ERROR_FAILED,
                 _ ("Nobody vouches for %s. If its owner says that its key is this one, add --key '%s', or write these words behind the token, in its file."), host, phrase);
}

GIOStream *
natterctl_tls_wrap (GIOStream *stream,
                    const char *host,
                    const char *key,
                    GError **error)
{
  g_autoptr (GSocketConnectable) identity = g_network_address_new (host, 0);
  g_autoptr (GIOStream) tls = g_tls_client_connection_new (stream, identity, error);
  g_autoptr (GError) cause = NULL;
  Seen seen = { .wanted = key };
  gboolean shaken;
  gulong handler;

  if (tls == NULL)
    return NULL;
  handler = g_signal_connect (tls, "accept-certificate", G_CALLBACK (on_certificate), &seen);
  shaken = g_tls_connection_handshake (G_TLS_CONNECTION (tls), NULL, &cause);
  g_signal_handler_disconnect (tls, handler);
  if (seen.refused)
    set_stranger (error, &seen, host);
  else if (!shaken)
    g_set_error_literal (error, G_TLS_ERROR, G_TLS_ERROR_MISC, cause->message);
  else if (key != NULL && (!look (&seen, g_tls_connection_get_peer_certificate (G_TLS_CONNECTION (tls))) || !is_wanted (&seen)))
    set_stranger (error, &seen, host);
  else
    return g_steal_pointer (&tls);
  return NULL;
}
