/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "natterd-credentials-private.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

/* Clients know the server by its key, not by a name or a date; so the certificate says as little as it can, and does not run out. */
#define SUBJECT       "CN=natterd"
#define SERIAL_BYTES  16
#define CLOCK_SETBACK (24 * 60 * 60) /* seconds: for clients whose clocks are behind */

gboolean
natterd_key_files_judge (int code,
                         GError **error)
{
  if (code < 0)
    g_set_error (error, G_IO_ERROR, G_IO_ERROR_FAILED, "TLS: %s", gnutls_strerror (code));
  return code >= 0;
}

gboolean
natterd_key_files_generate (NatterdPrivateKey *key,
                            GError **error)
{
  g_auto (NatterdPrivateKey) made = NULL;

  /* P-256, not Ed25519, which cost a tenth less processor time per handshake: old and foreign clients take it. */
  if (!natterd_key_files_judge (gnutls_x509_privkey_init (&made), error) ||
      !natterd_key_files_judge (gnutls_x509_privkey_generate (made, GNUTLS_PK_ECDSA, GNUTLS_CURVE_TO_BITS (GNUTLS_ECC_CURVE_SECP256R1), 0), error))
    return FALSE;
  *key = g_steal_pointer (&made);
  return TRUE;
}

gboolean
natterd_key_files_certify (NatterdPrivateKey key,
                           NatterdCertificate *certificate,
                           GError **error)
{
  g_auto (NatterdCertificate) made = NULL;
  guint8 serial[SERIAL_BYTES] = { 0 };
  int code = gnutls_x509_crt_init (&made);

  if (code >= 0)
    code = gnutls_rnd (GNUTLS_RND_NONCE, serial, sizeof serial);
  serial[0] = (serial[0] & 0x7f) | 0x40; /* positive, and as long as it looks */
  if (code >= 0)
    code = gnutls_x509_crt_set_version (made, 3);
  if (code >= 0)
    code = gnutls_x509_crt_set_serial (made, serial, sizeof serial);
  if (code >= 0)
    code = gnutls_x509_crt_set_activation_time (made, g_get_real_time () / G_USEC_PER_SEC - CLOCK_SETBACK);
  if (code >= 0)
    code = gnutls_x509_crt_set_expiration_time (made, GNUTLS_X509_NO_WELL_DEFINED_EXPIRATION);
  if (code >= 0)
    code = gnutls_x509_crt_set_dn (made, SUBJECT, NULL);
  if (code >= 0)
    code = gnutls_x509_crt_set_key (made, key);
  if (code >= 0)
    code = gnutls_x509_crt_set_basic_constraints (made, 0, -1);
  if (code >= 0)
    code = gnutls_x509_crt_set_key_usage (made, GNUTLS_KEY_DIGITAL_SIGNATURE);
  if (code >= 0)
    code = gnutls_x509_crt_set_key_purpose_oid (made, GNUTLS_KP_TLS_WWW_SERVER, 0);
  if (code >= 0)
    code = gnutls_x509_crt_sign2 (made, made, key, GNUTLS_DIG_SHA256, 0);
  if (!natterd_key_files_judge (code, error))
    return FALSE;
  *certificate = g_steal_pointer (&made);
  return TRUE;
}

static gboolean
complain (const char *path,
          GError **error)
{
  int code = errno;
  g_autofree char *shown = g_filename_display_name (path);

  g_set_error (error, G_IO_ERROR, (int) g_io_error_from_errno (code), _ ("Cannot write %s: %s"), shown, g_strerror (code));
  return FALSE;
}

static gboolean
write_all (int fd,
           const guint8 *bytes,
           gsize length)
{
  while (length > 0)
    {
      gssize n = write (fd, bytes, length);

      if (n < 0 && errno == EINTR)
        continue;
      if (n < 0)
        return FALSE;
      bytes += n;
      length -= (gsize) n;
    }
  return fsync (fd) == 0;
}

/* All of it or nothing, also if the power fails; never in the place of another file. */
static gboolean
save (const char *path,
      const gnutls_datum_t *pem,
      GError **error)
{
  g_autofree char *draft = g_strconcat (path, ".XXXXXX", NULL);
  int fd = g_mkstemp_full (draft, O_RDWR | O_CLOEXEC, 0600);
  gboolean done;

  if (fd < 0)
    return complain (path, error);
  done = write_all (fd, pem->data, pem->size) && link (draft, path) == 0;
  if (!done)
    complain (path, error);
  close (fd);
  g_unlink (draft);
  return done;
}

static gboolean
load_key (const char *path,
          NatterdPrivateKey *key,
          GError **error)
{
  g_autofree char *pem = NULL;
  g_auto (NatterdPrivateKey) made = NULL;
  gnutls_datum_t datum;
  gsize length;
  gboolean good;

  if (!g_file_get_contents (path, &pem, &length, error))
    return FALSE;
  datum = (gnutls_datum_t){ (guint8 *) pem, (guint) length };
  good = natterd_key_files_judge (gnutls_x509_privkey_init (&made), error) &&
         natterd_key_files_judge (gnutls_x509_privkey_import2 (made, &datum, GNUTLS_X509_FMT_PEM, NULL, 0), error);
  explicit_bzero (pem, length);
  if (!good)
    return FALSE;
  *key = g_steal_pointer (&made);
  return TRUE;
}

static gboolean
make_key (const char *path,
          NatterdPrivateKey *key,
          GError **error)
{
  g_auto (NatterdPrivateKey) made = NULL;
  gnutls_datum_t pem = { NULL, 0 };
  gboolean saved;

  if (!natterd_key_files_generate (&made, error) ||
      !natterd_key_files_judge (gnutls_x509_privkey_export2_pkcs8 (made, GNUTLS_X509_FMT_PEM, NULL, GNUTLS_PKCS_PLAIN, &pem), error))
    return FALSE;
  saved = save (path, &pem, error);
  explicit_bzero (pem.data, pem.size);
  gnutls_free (pem.data);
  if (saved)
    *key = g_steal_pointer (&made);
  return saved;
}

static gboolean
make_certificate (const char *path,
                  NatterdPrivateKey key,
                  GError **error)
{
  g_auto (NatterdCertificate) made = NULL;
  gnutls_datum_t pem = { NULL, 0 };
  gboolean saved;

  if (!natterd_key_files_certify (key, &made, error) ||
      !natterd_key_files_judge (gnutls_x509_crt_export2 (made, GNUTLS_X509_FMT_PEM, &pem), error))
    return FALSE;
  saved = save (path, &pem, error);
  gnutls_free (pem.data);
  return saved;
}

gboolean
natterd_key_files_make (const char *certificate,
                        const char *key,
                        GError **error)
{
  gboolean certified = g_file_test (certificate, G_FILE_TEST_EXISTS);
  gboolean has_key = g_file_test (key, G_FILE_TEST_EXISTS);
  g_autofree char *shown_key = g_filename_display_name (key);
  g_autofree char *shown_certificate = g_filename_display_name (certificate);
  g_auto (NatterdPrivateKey) made = NULL;

  if (certified && has_key)
    return TRUE;
  if (certified)
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND,
                   _ ("The key %s is missing. Put it back; or delete %s for a new one, which all clients will ask about."),
                   shown_key, shown_certificate);
      return FALSE;
    }
  return (has_key ? load_key (key, &made, error) : make_key (key, &made, error)) && make_certificate (certificate, made, error);
}
