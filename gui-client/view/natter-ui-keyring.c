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

/* A keyring that is locked stays so: nobody asked for it to be opened. */
static void
on_retrieved (GObject *source,
              GAsyncResult *result,
              gpointer data)
{
  g_autoptr (SecretValue) value = secret_retrievable_retrieve_secret_finish (SECRET_RETRIEVABLE (source), result, NULL);

  natter_ui_secrets_return (data, value != NULL ? g_strdup (secret_value_get_text (value)) : NULL);
}

static void
on_found (GObject *source,
          GAsyncResult *result,
          gpointer data)
{
  GTask *task = data;
  g_autoptr (GError) error = NULL;
  g_autolist (GObject) found = secret_password_search_finish (result, &error);

  if (error != NULL)
    natter_ui_secrets_set_lasting (g_task_get_source_object (task), FALSE);
  if (found != NULL && !(SECRET_IS_ITEM (found->data) && secret_item_get_locked (found->data)))
    secret_retrievable_retrieve_secret (found->data, g_task_get_cancellable (task), on_retrieved, task);
  else
    natter_ui_secrets_return (task, NULL);
}

static void
natter_ui_keyring_lookup (NatterUiSecrets *secrets,
                          GTask *task,
                          const char *server,
                          const char *name,
                          NatterUiSecretKind kind)
{
  secret_password_search (&schema, SECRET_SEARCH_NONE, g_task_get_cancellable (task), on_found, task, "server", server, "name",
                          name, "kind", get_word (kind), NULL);
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

/* What is to be kept, once it is known that the keyring is open. */
typedef struct
{
  NatterUiKeyring *self; /* owned */
  char *server;
  char *name;
  char *secret;
  NatterUiSecretKind kind;
} Storing;

static void
free_storing (Storing *storing)
{
  g_object_unref (storing->self);
  g_free (storing->server);
  g_free (storing->name);
  natter_ui_secret_free (storing->secret);
  g_free (storing);
}

static void
store (const Storing *storing)
{
  /* Translators: what a password is for, in the list of the desktop's keyring: a name and a server. */
  g_autofree char *label = g_strdup_printf (_ ("Natter: %s at %s"), storing->name, storing->server);

  secret_password_store (&schema, SECRET_COLLECTION_DEFAULT, label, storing->secret, storing->self->cancellable, on_stored,
                         g_object_ref (storing->self), "server", storing->server, "name", storing->name, "kind",
                         get_word (storing->kind), NULL);
}

static void
on_collection (GObject *source,
               GAsyncResult *result,
               gpointer data)
{
  Storing *storing = data;
  g_autoptr (SecretCollection) collection = secret_collection_for_alias_finish (result, NULL);

  if (collection != NULL && !secret_collection_get_locked (collection))
    store (storing);
  else
    natter_ui_secrets_set_lasting (NATTER_UI_SECRETS (storing->self), FALSE);
  free_storing (storing);
}

/* Nobody is asked to open a keyring for it: libsecret would, and where the question is put away it never comes back. */
static void
natter_ui_keyring_store (NatterUiSecrets *secrets,
                         const char *server,
                         const char *name,
                         NatterUiSecretKind kind,
                         const char *secret)
{
  NatterUiKeyring *self = NATTER_UI_KEYRING (secrets);
  Storing *storing;

  if (secret == NULL)
    {
      if (natter_ui_secrets_get_lasting (secrets))
        secret_password_clear (&schema, self->cancellable, on_cleared, NULL, "server", server, "name", name, "kind",
                               get_word (kind), NULL);
      return;
    }
  storing = g_new0 (Storing, 1);
  *storing = (Storing){ g_object_ref (self), g_strdup (server), g_strdup (name), g_strdup (secret), kind };
  secret_collection_for_alias (NULL, SECRET_COLLECTION_DEFAULT, SECRET_COLLECTION_NONE, self->cancellable, on_collection, storing);
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
