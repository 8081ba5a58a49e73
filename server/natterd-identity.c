/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "natterd-identity.h"

#include <stdio.h>

#include "natterd-storage.h"

/* (transfer full) */
static NatterdCredentials *
load_in_memory (NatterdIdentity *self,
                const NatterdConfig *config,
                GError **error)
{
  if (self->in_memory == NULL)
    self->in_memory = natterd_credentials_new (config->tls_priority, error);
  return self->in_memory != NULL ? natterd_credentials_ref (self->in_memory) : NULL;
}

/* (transfer full) */
static NatterdCredentials *
load (NatterdIdentity *self,
      const NatterdOptions *options,
      const NatterdConfig *config,
      GError **error)
{
  g_autofree char *folder = NULL;

  if (config->tls_certificate != NULL)
    return natterd_credentials_new_for_files (config->tls_certificate, config->tls_key, config->tls_priority, error);
  if (options->ephemeral)
    return load_in_memory (self, config, error);
  folder = natterd_storage_dup_folder (options);
  return natterd_credentials_new_in_folder (folder, config->tls_priority, error);
}

gboolean
natterd_identity_load (NatterdIdentity *self,
                       const NatterdOptions *options,
                       const NatterdConfig *config,
                       GError **error)
{
  NatterdCredentials *loaded = NULL;

  if (config->tls)
    {
      loaded = load (self, options, config, error);
      if (loaded == NULL)
        return FALSE;
    }
  natterd_credentials_unref (self->credentials);
  self->credentials = loaded;
  return TRUE;
}

void
natterd_identity_clear (NatterdIdentity *self)
{
  g_clear_pointer (&self->credentials, natterd_credentials_unref);
  g_clear_pointer (&self->in_memory, natterd_credentials_unref);
}

void
natterd_identity_say (const NatterdIdentity *self)
{
  g_autofree char *phrase = NULL;
  NatterKey key;

  if (self->credentials == NULL)
    return;
  natterd_credentials_get_key (self->credentials, &key);
  phrase = natter_key_to_phrase (&key, " ");
  printf ("natterd: key phrase %s\n", phrase);
  fflush (stdout);
}
