/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#define G_LOG_DOMAIN "natterd"

#include "natterd-credentials-private.h"

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <string.h>

#define KEY_FILE         "tls-key.pem"
#define CERTIFICATE_FILE "tls-cert.pem"

static NatterdCredentials *
make (const char *priority,
      GError **error)
{
  g_autoptr (NatterdCredentials) self = g_new0 (NatterdCredentials, 1);
  const char *mistake = NULL;

  self->n_refs = 1;
  self->ahead = g_malloc (NATTERD_AHEAD_MOST);
  if (!natterd_key_files_judge (gnutls_certificate_allocate_credentials (&self->certificate), error) ||
      !natterd_key_files_judge (gnutls_session_ticket_key_generate (&self->tickets), error))
    return NULL;
  if (priority == NULL)
    priority = NATTERD_CREDENTIALS_PRIORITY;
  if (gnutls_priority_init2 (&self->priority, priority, &mistake, 0) < 0)
    {
      self->priority = NULL;
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT,
                   _ ("tls.priority cannot be understood from “%s” on. Leave it empty for the usual."), mistake != NULL ? mistake : priority);
      return NULL;
    }
  return g_steal_pointer (&self);
}

NatterdCredentials *
natterd_credentials_ref (NatterdCredentials *self)
{
  if (self != NULL)
    self->n_refs++;
  return self;
}

void
natterd_credentials_unref (NatterdCredentials *self)
{
  if (self == NULL || --self->n_refs > 0)
    return;
  if (self->certificate != NULL)
    gnutls_certificate_free_credentials (self->certificate);
  if (self->priority != NULL)
    gnutls_priority_deinit (self->priority);
  if (self->tickets.data != NULL)
    {
      explicit_bzero (self->tickets.data, self->tickets.size);
      gnutls_free (self->tickets.data);
    }
  g_free (self->ahead);
  g_free (self);
}

void
natterd_credentials_get_key (const NatterdCredentials *self,
                             NatterKey *key)
{
  *key = self->key;
}

/* The key of the first certificate, whatever chain is below it. */
static gboolean
take_key (NatterdCredentials *self,
          GError **error)
{
  g_auto (NatterdCertificate) certificate = NULL;
  gnutls_datum_t der;
  gsize size = sizeof self->key.bytes;

  return natterd_key_files_judge (gnutls_certificate_get_crt_raw (self->certificate, 0, 0, &der), error) &&
         natterd_key_files_judge (gnutls_x509_crt_init (&certificate), error) &&
         natterd_key_files_judge (gnutls_x509_crt_import (certificate, &der, GNUTLS_X509_FMT_DER), error) &&
         natterd_key_files_judge (gnutls_x509_crt_get_key_id (certificate, GNUTLS_KEYID_USE_SHA256, self->key.bytes, &size), error);
}

NatterdCredentials *
natterd_credentials_new (const char *priority,
                         GError **error)
{
  g_autoptr (NatterdCredentials) self = make (priority, error);
  g_auto (NatterdPrivateKey) key = NULL;
  g_auto (NatterdCertificate) certificate = NULL;

  if (self == NULL || !natterd_key_files_generate (&key, error) || !natterd_key_files_certify (key, &certificate, error) ||
      !natterd_key_files_judge (gnutls_certificate_set_x509_key (self->certificate, &certificate, 1, key), error) ||
      !take_key (self, error))
    return NULL;
  return g_steal_pointer (&self);
}

/* Others who can read it can be this server. */
static void
warn_if_open (const char *key)
{
  g_autofree char *shown = g_filename_display_name (key);
  GStatBuf found;

  if (g_stat (key, &found) == 0 && (found.st_mode & (S_IROTH | S_IWOTH)) != 0)
    g_warning ("the key %s can be read or written by everyone on this machine; change that with: chmod 600", shown);
}

static gboolean
load (NatterdCredentials *self,
      const char *certificate,
      const char *key,
      GError **error)
{
  int code = gnutls_certificate_set_x509_key_file2 (self->certificate, certificate, key, GNUTLS_X509_FMT_PEM, NULL, 0);

  return natterd_key_files_judge (code, error) && take_key (self, error);
}

NatterdCredentials *
natterd_credentials_new_for_files (const char *certificate,
                                   const char *key,
                                   const char *priority,
                                   GError **error)
{
  g_autoptr (NatterdCredentials) self = make (priority, error);
  g_autofree char *shown_certificate = g_filename_display_name (certificate);
  g_autofree char *shown_key = g_filename_display_name (key);
  g_autoptr (GError) cause = NULL;

  if (self == NULL)
    return NULL;
  if (!load (self, certificate, key, &cause))
    {
      g_set_error (error, G_IO_ERROR, cause->code, _ ("The certificate %s and its key %s cannot be used: %s"), shown_certificate, shown_key,
                   cause->message);
      return NULL;
    }
  warn_if_open (key);
  return g_steal_pointer (&self);
}

NatterdCredentials *
natterd_credentials_new_in_folder (const char *folder,
                                   const char *priority,
                                   GError **error)
{
  g_autofree char *certificate = g_build_filename (folder, CERTIFICATE_FILE, NULL);
  g_autofree char *key = g_build_filename (folder, KEY_FILE, NULL);

  if (!natterd_key_files_make (certificate, key, error))
    return NULL;
  return natterd_credentials_new_for_files (certificate, key, priority, error);
}
