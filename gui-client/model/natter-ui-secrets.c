/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "natter-ui-secrets.h"
#include "natter-ui-session-private.h"

typedef struct
{
  GHashTable *kept; /* "kind server name" → secret, wiped when it goes */
  gboolean lasting;
} NatterUiSecretsPrivate;

enum
{
  PROP_LASTING = 1,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_TYPE_WITH_PRIVATE (NatterUiSecrets, natter_ui_secrets, G_TYPE_OBJECT)

static NatterUiSecretsPrivate *
get_private (NatterUiSecrets *self)
{
  return natter_ui_secrets_get_instance_private (self);
}

static void
natter_ui_secrets_finalize (GObject *object)
{
  g_hash_table_unref (get_private (NATTER_UI_SECRETS (object))->kept);

  G_OBJECT_CLASS (natter_ui_secrets_parent_class)->finalize (object);
}

static void
natter_ui_secrets_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  switch (id)
    {
    case PROP_LASTING:
      g_value_set_boolean (value, natter_ui_secrets_get_lasting (NATTER_UI_SECRETS (object)));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
natter_ui_secrets_class_init (NatterUiSecretsClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->finalize = natter_ui_secrets_finalize;
  object_class->get_property = natter_ui_secrets_get_property;

  properties[PROP_LASTING] = g_param_spec_boolean ("lasting", NULL, NULL, FALSE,
                                                   G_PARAM_READABLE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
natter_ui_secrets_init (NatterUiSecrets *self)
{
  get_private (self)->kept =
    g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) natter_ui_secret_free);
}

NatterUiSecrets *
natter_ui_secrets_new (void)
{
  return g_object_new (NATTER_UI_TYPE_SECRETS, NULL);
}

static char *
dup_key (const char *server, const char *name, NatterUiSecretKind kind)
{
  return g_strconcat (kind == NATTER_UI_SECRET_TOKEN ? "t" : "p", "\t", server, "\t", name, NULL);
}

void
natter_ui_secrets_return (GTask *task, char *secret)
{
  g_autoptr (GTask) owned = task;

  g_task_return_pointer (owned, secret, (GDestroyNotify) natter_ui_secret_free);
}

void
natter_ui_secrets_lookup_async (NatterUiSecrets *self, const char *server, const char *name, NatterUiSecretKind kind,
                                GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  g_autofree char *key = dup_key (server, name, kind);
  const char *secret;
  GTask *task;

  g_return_if_fail (NATTER_UI_IS_SECRETS (self));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, natter_ui_secrets_lookup_async);
  secret = g_hash_table_lookup (get_private (self)->kept, key);
  if (secret == NULL && NATTER_UI_SECRETS_GET_CLASS (self)->lookup != NULL)
    NATTER_UI_SECRETS_GET_CLASS (self)->lookup (self, task, server, name, kind);
  else
    natter_ui_secrets_return (task, g_strdup (secret));
}

char *
natter_ui_secrets_lookup_finish (NatterUiSecrets *self, GAsyncResult *result)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), NULL);
}

void
natter_ui_secrets_store (NatterUiSecrets *self, const char *server, const char *name, NatterUiSecretKind kind,
                         const char *secret, gboolean keep)
{
  char *key = dup_key (server, name, kind);

  g_return_if_fail (NATTER_UI_IS_SECRETS (self));

  if (secret != NULL)
    g_hash_table_replace (get_private (self)->kept, g_steal_pointer (&key), g_strdup (secret));
  else
    g_hash_table_remove (get_private (self)->kept, key);
  g_free (key);
  if ((keep || secret == NULL) && NATTER_UI_SECRETS_GET_CLASS (self)->store != NULL)
    NATTER_UI_SECRETS_GET_CLASS (self)->store (self, server, name, kind, secret);
}

gboolean
natter_ui_secrets_get_lasting (NatterUiSecrets *self)
{
  g_return_val_if_fail (NATTER_UI_IS_SECRETS (self), FALSE);

  return get_private (self)->lasting;
}

void
natter_ui_secrets_set_lasting (NatterUiSecrets *self, gboolean lasting)
{
  g_return_if_fail (NATTER_UI_IS_SECRETS (self));

  if (get_private (self)->lasting == lasting)
    return;

  get_private (self)->lasting = lasting;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_LASTING]);
}
