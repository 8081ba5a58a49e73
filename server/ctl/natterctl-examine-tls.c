/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <gnutls/x509.h>
#include <string.h>
#include <sys/stat.h>

#include "natterctl-patient.h"

/* The certificate and its key */

#define ABOUT "certificate"
#define SOON  (14 * 24 * 3600) /* seconds */

typedef struct
{
  NatterctlFindings *findings;
  char *certificate_path;
  char *key_path;
  gnutls_x509_crt_t certificate; /* (nullable) */
  gnutls_x509_privkey_t key;     /* (nullable) */
  gboolean own;                  /* the operator's, not one that natterd makes */
} Look;

static void
wrong (const Look *self,
       char *text,
       const char *advice)
{
  natterctl_findings_take (self->findings, NATTERCTL_WRONG, ABOUT, text, advice);
}

/* FALSE: it cannot be read, which is told. */
static gboolean
read_file (const Look *self,
           const char *path,
           gnutls_datum_t *data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;
  gsize length;

  if (!g_file_get_contents (path, &text, &length, &error))
    {
      wrong (self, g_strdup (error->message), _ ("Put it there, readable for the server's user, or change tls.certificate and tls.key."));
      return FALSE;
    }
  data->data = (unsigned char *) g_steal_pointer (&text);
  data->size = (unsigned int) length;
  return TRUE;
}

static void
wipe (gnutls_datum_t *data)
{
  if (data->data != NULL)
    explicit_bzero (data->data, data->size);
  g_free (data->data);
}

static gboolean
read_certificate (Look *self)
{
  gnutls_datum_t data = { 0 };
  gboolean done = FALSE;

  if (read_file (self, self->certificate_path, &data))
    {
      done = gnutls_x509_crt_init (&self->certificate) == GNUTLS_E_SUCCESS &&
             gnutls_x509_crt_import (self->certificate, &data, GNUTLS_X509_FMT_PEM) == GNUTLS_E_SUCCESS;
      if (!done)
        wrong (self, g_strdup_printf (_ ("%s holds no certificate in PEM."), self->certificate_path),
               _ ("tls.certificate is the file that begins with -----BEGIN CERTIFICATE-----."));
    }
  wipe (&data);
  return done;
}

static gboolean
read_key (Look *self)
{
  gnutls_datum_t data = { 0 };
  gboolean done = FALSE;

  if (read_file (self, self->key_path, &data))
    {
      done = gnutls_x509_privkey_init (&self->key) == GNUTLS_E_SUCCESS &&
             gnutls_x509_privkey_import2 (self->key, &data, GNUTLS_X509_FMT_PEM, NULL, 0) == GNUTLS_E_SUCCESS;
      if (!done)
        wrong (self, g_strdup_printf (_ ("%s holds no key in PEM, or one that wants a password."), self->key_path),
               _ ("tls.key is the file that begins with -----BEGIN PRIVATE KEY-----."));
    }
  wipe (&data);
  return done;
}

/* (transfer full) */
static char *
dup_date (gint64 when)
{
  g_autoptr (GDateTime) time = g_date_time_new_from_unix_local (when);

  return time != NULL ? g_date_time_format (time, "%Y-%m-%d") : g_strdup ("?");
}

static gboolean
check_dates (const Look *self)
{
  gint64 now = g_get_real_time () / G_USEC_PER_SEC;
  gint64 begin = gnutls_x509_crt_get_activation_time (self->certificate);
  gint64 end = gnutls_x509_crt_get_expiration_time (self->certificate);
  g_autofree char *from = dup_date (begin);
  g_autofree char *until = dup_date (end);
  const char *renew = self->own ? _ ("Get a new one in its place, and then: natterctl reload")
                                : _ ("Stop the server, put tls-cert.pem and tls-key.pem elsewhere, and start it: it makes new ones, with another key.");

  if (now < begin)
    wrong (self, g_strdup_printf (_ ("%s begins only on %s."), self->certificate_path, from), _ ("Look whether the clock is right: date"));
  else if (now >= end)
    wrong (self, g_strdup_printf (_ ("%s has expired on %s."), self->certificate_path, until), renew);
  else if (end - now < SOON)
    wrong (self, g_strdup_printf (_ ("%s expires on %s already."), self->certificate_path, until), renew);
  return now >= begin && end - now >= SOON;
}

static gboolean
check_pair (const Look *self)
{
  guint8 ids[2][32];
  size_t sizes[2] = { 32, 32 };

  if (gnutls_x509_crt_get_key_id (self->certificate, GNUTLS_KEYID_USE_SHA256, ids[0], &sizes[0]) == GNUTLS_E_SUCCESS &&
      gnutls_x509_privkey_get_key_id (self->key, GNUTLS_KEYID_USE_SHA256, ids[1], &sizes[1]) == GNUTLS_E_SUCCESS && sizes[0] == sizes[1] &&
      memcmp (ids[0], ids[1], sizes[0]) == 0)
    return TRUE;
  wrong (self, g_strdup_printf (_ ("The key in %s is not that of the certificate in %s."), self->key_path, self->certificate_path),
         _ ("They are made together: put both files of the same pair in their places."));
  return FALSE;
}

/* A group of one's own, as Debian's ssl-cert, may read it; for the one that natterd made there is no need. */
static gboolean
check_secrecy (const Look *self)
{
  struct stat found;

  if (g_stat (self->key_path, &found) == 0 && (found.st_mode & (self->own ? 027 : 077)) == 0)
    return TRUE;
  wrong (self, g_strdup_printf (_ ("Others can read the key %s."), self->key_path),
         _ ("chmod 600 FILE; and as somebody may have it already, a new key and certificate are better."));
  return FALSE;
}

static void
examine (Look *self)
{
  gboolean readable = read_certificate (self);
  gboolean has_key = read_key (self);
  gboolean good = readable && has_key;
  g_autofree char *until = readable ? dup_date (gnutls_x509_crt_get_expiration_time (self->certificate)) : NULL;

  good = (!readable || check_dates (self)) && good;
  good = (!readable || !has_key || check_pair (self)) && good;
  good = (!has_key || check_secrecy (self)) && good;
  if (good)
    natterctl_findings_take (self->findings, NATTERCTL_FINE, ABOUT, g_strdup_printf (_ ("%s and its key are fine, until %s."), self->certificate_path, until),
                             NULL);
}

void
natterctl_examine_certificate (const NatterctlPatient *self,
                               NatterctlFindings *findings)
{
  const NatterdConfig *config = self->config;
  Look look = { .findings = findings, .own = config->tls_certificate != NULL || config->tls_key != NULL };

  look.certificate_path = config->tls_certificate != NULL ? g_strdup (config->tls_certificate) : g_build_filename (self->folder, "tls-cert.pem", NULL);
  look.key_path = config->tls_key != NULL ? g_strdup (config->tls_key) : g_build_filename (self->folder, "tls-key.pem", NULL);
  if (!config->tls)
    natterctl_findings_add (findings, NATTERCTL_NOTE, ABOUT, _ ("Encryption is off (tls.enabled)."), NULL);
  else if (!look.own && !g_file_test (look.certificate_path, G_FILE_TEST_EXISTS) && !g_file_test (look.key_path, G_FILE_TEST_EXISTS))
    natterctl_findings_add (findings, NATTERCTL_FINE, ABOUT, _ ("There is none yet; the first start makes one."), NULL);
  else
    examine (&look);
  if (look.certificate != NULL)
    gnutls_x509_crt_deinit (look.certificate);
  if (look.key != NULL)
    gnutls_x509_privkey_deinit (look.key);
  g_free (look.certificate_path);
  g_free (look.key_path);
}
