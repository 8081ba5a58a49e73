/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <gnutls/x509.h>

#include "natter-ui-address.h"
#include "natter-ui-refusal.h"
#include "natter-ui-tap.h"
#include "natter-ui-tls.h"

typedef struct
{
  char *address; /* for sentences */
  NatterUiTap *tap;
  GIOStream *tls;
  NatterUiMeeting meeting;
} Handshake;

static void
free_handshake (Handshake *handshake)
{
  g_free (handshake->address);
  g_clear_object (&handshake->tap);
  g_clear_object (&handshake->tls);
  g_free (handshake);
}

/* PROTOCOL.md §10.5 */
static gboolean
get_key (GTlsCertificate *certificate, NatterKey *key)
{
  g_autoptr (GByteArray) der = NULL;
  gnutls_x509_crt_t crt;
  gnutls_datum_t datum;
  gsize size = sizeof key->bytes;
  gboolean done;

  g_object_get (certificate, "certificate", &der, NULL);
  if (der == NULL || gnutls_x509_crt_init (&crt) != GNUTLS_E_SUCCESS)
    return FALSE;

  datum.data = der->data;
  datum.size = der->len;
  done = gnutls_x509_crt_import (crt, &datum, GNUTLS_X509_FMT_DER) == GNUTLS_E_SUCCESS &&
         gnutls_x509_crt_get_key_id (crt, GNUTLS_KEYID_USE_SHA256, key->bytes, &size) == GNUTLS_E_SUCCESS &&
         size == sizeof key->bytes;
  gnutls_x509_crt_deinit (crt);
  return done;
}

/* TLS reads no more than the head of a record, and stops where it is none: the rest tells what it was instead. */
static GError *
new_handshake_error (const Handshake *handshake)
{
  gsize length;
  guint8 rest[NATTER_UI_TAP_MOST];
  const guint8 *begin;

  g_pollable_input_stream_read_nonblocking (G_POLLABLE_INPUT_STREAM (handshake->tap), rest, sizeof rest, NULL, NULL);
  begin = natter_ui_tap_get (handshake->tap, &length);
  return natter_ui_refusal_new_for_hello (handshake->address, begin, length);
}

static void
shaken_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Handshake *handshake = g_task_get_task_data (task);
  GTlsConnection *tls = G_TLS_CONNECTION (source);
  GTlsCertificate *certificate;

  if (!g_tls_connection_handshake_finish (tls, result, NULL))
    {
      g_task_return_error (task, new_handshake_error (handshake));
      return;
    }

  certificate = g_tls_connection_get_peer_certificate (tls);
  if (certificate == NULL || !get_key (certificate, &handshake->meeting.key))
    {
      g_task_return_error (task, natter_ui_refusal_new_lost (handshake->address));
      return;
    }

  handshake->meeting.encrypted = TRUE;
  handshake->meeting.vouched = g_tls_connection_get_peer_certificate_errors (tls) == 0;
  g_task_return_boolean (task, TRUE);
}

/* In the thread of the handshake. */
static gboolean
accept_cb (GTlsConnection *tls, GTlsCertificate *certificate, GTlsCertificateFlags errors)
{
  return TRUE;
}

/* Returns: (transfer full) (nullable): this computer cannot encrypt. */
static GIOStream *
new_tls (GSocketConnection *stream, NatterUiTap *tap, const char *host, guint16 port)
{
  g_autoptr (GSocketConnectable) identity = g_network_address_new (host, port);
  g_autoptr (GIOStream) tapped = NULL;
  GIOStream *tls;

  tapped = g_simple_io_stream_new (G_INPUT_STREAM (tap), g_io_stream_get_output_stream (G_IO_STREAM (stream)));
  tls = g_tls_client_connection_new (tapped, identity, NULL);
  if (tls != NULL)
    g_signal_connect (tls, "accept-certificate", G_CALLBACK (accept_cb), NULL);
  return tls;
}

static void
prepare_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  g_object_unref (g_tls_backend_get_default_database (g_tls_backend_get_default ()));
  g_task_return_boolean (task, TRUE);
}

void
natter_ui_tls_prepare_async (GObject *source, GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (source, NULL, callback, user_data);

  g_task_set_source_tag (task, natter_ui_tls_prepare_async);
  g_task_run_in_thread (task, prepare_in_thread);
}

void
natter_ui_tls_begin_async (GSocketConnection *stream, const char *host, guint16 port, GCancellable *cancellable,
                           GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (stream, cancellable, callback, user_data);
  Handshake *handshake = g_new0 (Handshake, 1);

  g_task_set_source_tag (task, natter_ui_tls_begin_async);
  g_task_set_task_data (task, handshake, (GDestroyNotify) free_handshake);
  handshake->address = natter_ui_address_format (host, port);
  handshake->tap = natter_ui_tap_new (g_io_stream_get_input_stream (G_IO_STREAM (stream)));
  handshake->tls = new_tls (stream, handshake->tap, host, port);
  if (handshake->tls == NULL)
    g_task_return_new_error (task, NATTER_UI_ERROR, NATTER_UI_ERROR_UNREACHABLE, "%s",
                             _ ("This computer cannot encrypt what goes over a network: glib-networking is missing. Install it, and start Natter again."));
  else
    g_tls_connection_handshake_async (G_TLS_CONNECTION (handshake->tls), G_PRIORITY_DEFAULT, cancellable, shaken_cb, g_object_ref (task));
}

GIOStream *
natter_ui_tls_begin_finish (GAsyncResult *result, NatterUiMeeting *meeting, GError **error)
{
  Handshake *handshake = g_task_get_task_data (G_TASK (result));

  if (!g_task_propagate_boolean (G_TASK (result), error))
    return NULL;

  *meeting = handshake->meeting;
  return g_steal_pointer (&handshake->tls);
}
