/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <gnutls/abstract.h>
#include <gnutls/x509.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "shared/natter-json.h"

#include "tls-support.h"

#define VALID_DAYS 30
#define IMPATIENCE 200 /* ms */

typedef struct
{
  TlsServer *server;         /* noref */
  GSocketConnection *socket; /* owned */
  GIOStream *stream;         /* owned */
  GString *line;
  guint greeting; /* 0: none */
  char buffer[4096];
} TlsClient;

static void
must (int status)
{
  if (status < 0)
    g_error ("GnuTLS: %s", gnutls_strerror (status));
}

/* The digest of what stands in the certificate, by GLib and not by what the client uses. */
static NatterKey
digest_public_key (gnutls_x509_privkey_t private_key)
{
  g_autoptr (GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);
  gnutls_pubkey_t public_key;
  gnutls_privkey_t abstract;
  gnutls_datum_t der;
  NatterKey key;
  gsize n = sizeof key.bytes;

  must (gnutls_privkey_init (&abstract));
  must (gnutls_privkey_import_x509 (abstract, private_key, 0));
  must (gnutls_pubkey_init (&public_key));
  must (gnutls_pubkey_import_privkey (public_key, abstract, 0, 0));
  must (gnutls_pubkey_export2 (public_key, GNUTLS_X509_FMT_DER, &der));
  g_checksum_update (checksum, der.data, der.size);
  g_checksum_get_digest (checksum, key.bytes, &n);
  gnutls_free (der.data);
  gnutls_pubkey_deinit (public_key);
  gnutls_privkey_deinit (abstract);
  return key;
}

static gnutls_x509_crt_t
sign_oneself (gnutls_x509_privkey_t key)
{
  static const guint8 serial[] = { 1 };
  static const guint8 loopback[] = { 127, 0, 0, 1 };
  gnutls_x509_crt_t crt;
  time_t now = (time_t) (g_get_real_time () / G_USEC_PER_SEC);

  must (gnutls_x509_crt_init (&crt));
  must (gnutls_x509_crt_set_version (crt, 3));
  must (gnutls_x509_crt_set_key (crt, key));
  must (gnutls_x509_crt_set_serial (crt, serial, sizeof serial));
  must (gnutls_x509_crt_set_dn_by_oid (crt, GNUTLS_OID_X520_COMMON_NAME, 0, "natterd", strlen ("natterd")));
  must (gnutls_x509_crt_set_activation_time (crt, now - 60));
  must (gnutls_x509_crt_set_expiration_time (crt, now + VALID_DAYS * 24 * 3600));
  must (gnutls_x509_crt_set_basic_constraints (crt, 1, -1));
  must (gnutls_x509_crt_set_subject_alt_name (crt, GNUTLS_SAN_IPADDRESS, loopback, sizeof loopback, GNUTLS_FSAN_SET));
  must (gnutls_x509_crt_sign2 (crt, crt, key, GNUTLS_DIG_SHA256, 0));
  return crt;
}

void
tls_server_renew (TlsServer *self)
{
  gnutls_x509_privkey_t key;
  gnutls_x509_crt_t crt;
  gnutls_datum_t key_pem, crt_pem;
  g_autofree char *pem = NULL;
  g_autoptr (GError) error = NULL;

  must (gnutls_x509_privkey_init (&key));
  must (gnutls_x509_privkey_generate (key, GNUTLS_PK_ECDSA, GNUTLS_CURVE_TO_BITS (GNUTLS_ECC_CURVE_SECP256R1), 0));
  crt = sign_oneself (key);
  self->key = digest_public_key (key);
  must (gnutls_x509_privkey_export2 (key, GNUTLS_X509_FMT_PEM, &key_pem));
  must (gnutls_x509_crt_export2 (crt, GNUTLS_X509_FMT_PEM, &crt_pem));
  pem = g_strconcat ((const char *) crt_pem.data, (const char *) key_pem.data, NULL);
  g_clear_object (&self->certificate);
  self->certificate = g_tls_certificate_new_from_pem (pem, -1, &error);
  g_assert_no_error (error);
  gnutls_free (key_pem.data);
  gnutls_free (crt_pem.data);
  gnutls_x509_crt_deinit (crt);
  gnutls_x509_privkey_deinit (key);
}

static void
say (TlsClient *self, const char *text)
{
  g_output_stream_write_all (g_io_stream_get_output_stream (self->stream), text, strlen (text), NULL, NULL, NULL);
}

static void
answer (TlsClient *self, const NatterCommand *command)
{
  g_autofree char *hello = NULL;

  if (command->kind != NATTER_COMMAND_LOGIN)
    return;

  hello = g_strdup_printf ("{\"ev\":\"welcome\",\"server\":\"Workshop\",\"version\":\"1\",\"protocol\":1,\"people\":1,"
                           "\"limits\":{\"line\":16384,\"message\":8192,\"name\":32,\"room\":64}}\n"
                           "{\"ev\":\"hello\",\"re\":\"%s\",\"name\":\"%s\",\"room\":\"lobby\"}\n"
                           "{\"ev\":\"entered\",\"room\":\"lobby\",\"seq\":0,\"count\":1,\"people\":[{\"name\":\"%s\",\"idle\":0}]}\n",
                           command->id, command->name, command->name);
  say (self, hello);
}

static void
take (TlsClient *self, const char *bytes, gsize n)
{
  char *end;

  g_string_append_len (self->server->heard, bytes, (gssize) n);
  g_string_append_len (self->line, bytes, (gssize) n);
  while ((end = strchr (self->line->str, '\n')) != NULL)
    {
      gsize length = (gsize) (end - self->line->str);
      g_autoptr (NatterCommand) command = natter_json_decode_command (self->line->str, length, NULL, NULL);

      g_string_erase (self->line, 0, (gssize) length + 1);
      if (command != NULL)
        answer (self, command);
    }
}

static void listen_to (TlsClient *self);

static void
read_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  TlsClient *self = user_data;
  g_autoptr (GError) error = NULL;
  gssize n = g_input_stream_read_finish (G_INPUT_STREAM (object), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (n > 0)
    {
      take (self, self->buffer, (gsize) n);
      listen_to (self);
      return;
    }

  self->server->n_ended += n == 0;
  g_socket_shutdown (g_socket_connection_get_socket (self->socket), FALSE, TRUE, NULL);
}

static void
listen_to (TlsClient *self)
{
  g_input_stream_read_async (g_io_stream_get_input_stream (self->stream), self->buffer, sizeof self->buffer, G_PRIORITY_DEFAULT, NULL, read_cb, self);
}

static void
shaken_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  TlsClient *self = user_data;

  if (g_tls_connection_handshake_finish (G_TLS_CONNECTION (object), result, NULL))
    {
      self->server->n_met++;
      listen_to (self);
    }
}

static void
hello_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  TlsClient *self = user_data;
  const char *answer = self->server->answer;
  gssize n = g_input_stream_read_finish (G_INPUT_STREAM (object), result, NULL);

  if (n > 0 && self->buffer[0] == '{')
    {
      self->stream = g_object_ref (G_IO_STREAM (self->socket));
      take (self, self->buffer, (gsize) n);
      listen_to (self);
      return;
    }
  if (n < 0)
    return;

  g_output_stream_write_all (g_io_stream_get_output_stream (G_IO_STREAM (self->socket)), answer + 1, (gsize) answer[0], NULL, NULL, NULL);
  g_socket_shutdown (g_socket_connection_get_socket (self->socket), FALSE, TRUE, NULL);
}

static gboolean
greet_cb (gpointer user_data)
{
  static const char text[] = "Welcome to Natter. Nobody else is here.\r\n";
  TlsClient *self = user_data;

  self->greeting = 0;
  g_output_stream_write_all (g_io_stream_get_output_stream (G_IO_STREAM (self->socket)), text, strlen (text), NULL, NULL, NULL);
  return G_SOURCE_REMOVE;
}

static gboolean
incoming_cb (GSocketService *service, GSocketConnection *socket, GObject *source, TlsServer *self)
{
  TlsClient *client = g_new0 (TlsClient, 1);

  client->server = self;
  client->socket = g_object_ref (socket);
  client->line = g_string_new (NULL);
  g_ptr_array_add (self->clients, client);
  if (self->n_impatient > 0)
    {
      self->n_impatient--;
      client->greeting = g_timeout_add (IMPATIENCE, greet_cb, client);
      return TRUE;
    }
  if (self->answer != NULL)
    {
      g_input_stream_read_async (g_io_stream_get_input_stream (G_IO_STREAM (socket)), client->buffer, sizeof client->buffer, G_PRIORITY_DEFAULT,
                                 NULL, hello_cb, client);
      return TRUE;
    }

  client->stream = g_tls_server_connection_new (G_IO_STREAM (socket), self->certificate, NULL);
  g_tls_connection_handshake_async (G_TLS_CONNECTION (client->stream), G_PRIORITY_DEFAULT, NULL, shaken_cb, client);
  return TRUE;
}

static void
free_client (TlsClient *self)
{
  g_socket_shutdown (g_socket_connection_get_socket (self->socket), TRUE, TRUE, NULL);
  g_clear_handle_id (&self->greeting, g_source_remove);
  g_clear_object (&self->stream);
  g_object_unref (self->socket);
  g_string_free (self->line, TRUE);
  g_free (self);
}

TlsServer *
tls_server_new (const char *answer)
{
  TlsServer *self = g_new0 (TlsServer, 1);
  g_autoptr (GSocketAddress) wanted = g_inet_socket_address_new_from_string ("127.0.0.1", 0);
  g_autoptr (GSocketAddress) bound = NULL;
  g_autoptr (GError) error = NULL;

  self->answer = answer;
  self->heard = g_string_new (NULL);
  self->clients = g_ptr_array_new_with_free_func ((GDestroyNotify) free_client);
  tls_server_renew (self);
  self->service = g_socket_service_new ();
  g_socket_listener_add_address (G_SOCKET_LISTENER (self->service), wanted, G_SOCKET_TYPE_STREAM, G_SOCKET_PROTOCOL_TCP, NULL, &bound, &error);
  g_assert_no_error (error);
  self->port = g_inet_socket_address_get_port (G_INET_SOCKET_ADDRESS (bound));
  self->address = g_strdup_printf ("127.0.0.1:%u", self->port);
  g_signal_connect (self->service, "incoming", G_CALLBACK (incoming_cb), self);
  g_socket_service_start (self->service);
  return self;
}

void
tls_server_tell (TlsServer *self, const char *text)
{
  for (guint i = 0; i < self->clients->len; i++)
    say (g_ptr_array_index (self->clients, i), text);
}

void
tls_server_cut (TlsServer *self)
{
  for (guint i = 0; i < self->clients->len; i++)
    {
      TlsClient *client = g_ptr_array_index (self->clients, i);

      g_socket_shutdown (g_socket_connection_get_socket (client->socket), TRUE, TRUE, NULL);
    }
}

void
tls_server_free (TlsServer *self)
{
  g_socket_service_stop (self->service);
  g_socket_listener_close (G_SOCKET_LISTENER (self->service));
  tls_server_cut (self);
  /* What still waits for them hears of it. */
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_ptr_array_unref (self->clients);
  g_object_unref (self->service);
  g_object_unref (self->certificate);
  g_string_free (self->heard, TRUE);
  g_free (self->address);
  g_free (self);
}

/* GIO wants one certificate at least, and reads the file for each of its connections: so it is memory, and stays open. */
void
tls_trust_nobody (void)
{
  g_autoptr (TlsServer) stranger = tls_server_new (NULL);
  g_autoptr (GTlsDatabase) database = NULL;
  g_autofree char *pem = NULL, *path = NULL;
  g_autoptr (GError) error = NULL;
  int fd = memfd_create ("stranger", 0);

  g_object_get (stranger->certificate, "certificate-pem", &pem, NULL);
  g_assert_cmpint (write (fd, pem, strlen (pem)), ==, strlen (pem));
  path = g_strdup_printf ("/proc/self/fd/%d", fd);
  database = g_tls_file_database_new (path, &error);
  g_assert_no_error (error);
  g_tls_backend_set_default_database (g_tls_backend_get_default (), database);
}
