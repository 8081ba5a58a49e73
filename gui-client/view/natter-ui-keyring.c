/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>
#if HAVE_LIBSECRET
#include <libsecret/secret.h>
#endif

#include "natter-ui-keyring.h"

#if HAVE_LIBSECRET

#define NATTER_UI_TYPE_KEYRING (natter_ui_keyring_get_type ())
G_DECLARE_FINAL_TYPE (NatterUiKeyring, natter_ui_keyring, NATTER_UI, KEYRING, NatterUiSecrets)

struct _NatterUiKeyring
{
  NatterUiSecrets parent_instance;

  GCancellable *cancellable;
};

G_DEFINE_TYPE (NatterUiKeyring, natter_ui_keyring, NATTER_UI_TYPE_SECRETS)

static const SecretSchema schema = {
  .name = NATTER_APP_ID,
  .flags = SECRET_SCHEMA_NONE,
  .attributes = {
    { "server", SECRET_SCHEMA_ATTRIBUTE_STRING },
    { "name", SECRET_SCHEMA_ATTRIBUTE_STRING },
    { "kind", SECRET_SCHEMA_ATTRIBUTE_STRING },
    { NULL, 0 },
  },
};

static const char *
get_word (NatterUiSecretKind kind)
{
  return kind == NATTER_UI_SECRET_TOKEN ? "token" : "password";
}

static void
on_found (GObject *source,
          GAsyncResult *result,
          gpointer data)
{
  GTask *task = data;
  g_autoptr (GError) error = NULL;
  char *secret = secret_password_lookup_finish (result, &error);

  natter_ui_secrets_set_lasting (g_task_get_source_object (task), error == NULL);
  natter_ui_secrets_return (task, g_strdup (secret));
  secret_password_free (secret);
}

static void
natter_ui_keyring_lookup (NatterUiSecrets *secrets,
                          GTask *task,
                          const char *server,
                          const char *name,
                          NatterUiSecretKind kind)
{
  secret_password_lookup (&schema, g_task_get_cancellable (task), on_found, task, "server", server, "name", name, "kind",
                          get_word (kind), NULL);
}

static void
on_stored (GObject *source,
           GAsyncResult *result,
           gpointer data)
{
  g_autoptr (NatterUiSecrets) self = data;
  g_autoptr (GError) error = NULL;

  secret_password_store_finish (result, &error);
  natter_ui_secrets_set_lasting (self, error == NULL);
}

static void
on_cleared (GObject *source,
            GAsyncResult *result,
            gpointer data)
{
  secret_password_clear_finish (result, NULL);
}

static void
natter_ui_keyring_store (NatterUiSecrets *secrets,
                         const char *server,
                         const char *name,
                         NatterUiSecretKind kind,
                         const char *secret)
{
  NatterUiKeyring *self = NATTER_UI_KEYRING (secrets);
  /* Translators: what a password is for, in the list of the desktop's keyring: a name and a server. */
  g_autofree char *label = g_strdup_printf (_("Natter: %s at %s"), name, server);

  if (secret != NULL)
    secret_password_store (&schema, SECRET_COLLECTION_DEFAULT, label, secret, self->cancellable, on_stored,
                           g_object_ref (self), "server", server, "name", name, "kind", get_word (kind), NULL);
  else if (natter_ui_secrets_get_lasting (secrets))
    secret_password_clear (&schema, self->cancellable, on_cleared, NULL, "server", server, "name", name, "kind",
                           get_word (kind), NULL);
}

static void
on_service (GObject *source,
            GAsyncResult *result,
            gpointer data)
{
  g_autoptr (NatterUiSecrets) self = data;
  g_autoptr (SecretService) service = secret_service_get_finish (result, NULL);
  g_autofree char *owner = service != NULL ? g_dbus_proxy_get_name_owner (G_DBUS_PROXY (service)) : NULL;

  if (owner != NULL)
    natter_ui_secrets_set_lasting (self, TRUE);
}

static void
natter_ui_keyring_finalize (GObject *object)
{
  g_clear_object (&NATTER_UI_KEYRING (object)->cancellable);
  G_OBJECT_CLASS (natter_ui_keyring_parent_class)->finalize (object);
}

static void
natter_ui_keyring_class_init (NatterUiKeyringClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = natter_ui_keyring_finalize;
  NATTER_UI_SECRETS_CLASS (klass)->lookup = natter_ui_keyring_lookup;
  NATTER_UI_SECRETS_CLASS (klass)->store = natter_ui_keyring_store;
}

static void
natter_ui_keyring_init (NatterUiKeyring *self)
{
  self->cancellable = g_cancellable_new ();
}

NatterUiSecrets *
natter_ui_keyring_new (void)
{
  NatterUiSecrets *self = g_object_new (NATTER_UI_TYPE_KEYRING, NULL);

  secret_service_get (SECRET_SERVICE_NONE, NATTER_UI_KEYRING (self)->cancellable, on_service, g_object_ref (self));
  return self;
}

#else

NatterUiSecrets *
natter_ui_keyring_new (void)
{
  return natter_ui_secrets_new ();
}

#endif
