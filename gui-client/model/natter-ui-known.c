/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "natter-ui-known-file.h"
#include "natter-ui-known.h"

struct _NatterUiKnown
{
  GObject parent_instance;

  GHashTable *servers;     /* address → NatterUiKnownServer, owned */
  NatterUiKnownFile *file; /* (nullable): in memory alone */
};

enum
{
  CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (NatterUiKnown, natter_ui_known, G_TYPE_OBJECT)

static void
natter_ui_known_finalize (GObject *object)
{
  NatterUiKnown *self = NATTER_UI_KNOWN (object);

  g_hash_table_unref (self->servers);
  g_clear_pointer (&self->file, natter_ui_known_file_free);

  G_OBJECT_CLASS (natter_ui_known_parent_class)->finalize (object);
}

static void
natter_ui_known_class_init (NatterUiKnownClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = natter_ui_known_finalize;

  signals[CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
natter_ui_known_init (NatterUiKnown *self)
{
  self->servers = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
}

/* Names of hosts are the same in any case. (transfer full) */
static char *
dup_place (const char *address)
{
  return g_utf8_strdown (address, -1);
}

/* @server: (nullable): it is known no more. */
static void
change (NatterUiKnown *self, const char *address, const NatterUiKnownServer *server)
{
  g_autofree char *place = dup_place (address);

  if (server != NULL)
    g_hash_table_replace (self->servers, g_strdup (place), g_memdup2 (server, sizeof *server));
  else
    g_hash_table_remove (self->servers, place);
  if (self->file != NULL)
    natter_ui_known_file_change (self->file, place, server);
  g_signal_emit (self, signals[CHANGED], 0);
}

NatterUiKnown *
natter_ui_known_new (const char *path)
{
  NatterUiKnown *self = g_object_new (NATTER_UI_TYPE_KNOWN, NULL);

  if (path != NULL)
    {
      self->file = natter_ui_known_file_new (path);
      natter_ui_known_refresh (self);
    }
  return self;
}

char *
natter_ui_known_dup_default_path (void)
{
  return g_build_filename (g_get_user_config_dir (), "natter", "known-servers.ini", NULL);
}

/* (nullable) */
static const NatterUiKnownServer *
find (NatterUiKnown *self, const char *address)
{
  g_autofree char *place = dup_place (address);

  return g_hash_table_lookup (self->servers, place);
}

const NatterKey *
natter_ui_known_get_key (NatterUiKnown *self, const char *address)
{
  const NatterUiKnownServer *known;

  g_return_val_if_fail (NATTER_UI_IS_KNOWN (self), NULL);
  g_return_val_if_fail (address != NULL, NULL);

  known = find (self, address);
  return known != NULL && known->has_key ? &known->key : NULL;
}

gboolean
natter_ui_known_get_bare (NatterUiKnown *self, const char *address)
{
  const NatterUiKnownServer *known;

  g_return_val_if_fail (NATTER_UI_IS_KNOWN (self), FALSE);
  g_return_val_if_fail (address != NULL, FALSE);

  known = find (self, address);
  return known != NULL && known->bare;
}

void
natter_ui_known_note_key (NatterUiKnown *self, const char *address, const NatterKey *key)
{
  const NatterKey *old;
  NatterUiKnownServer known = { *key, TRUE, FALSE };

  g_return_if_fail (NATTER_UI_IS_KNOWN (self));
  g_return_if_fail (address != NULL);

  old = natter_ui_known_get_key (self, address);
  if (old != NULL && natter_key_equal (old, key))
    return;

  change (self, address, &known);
}

void
natter_ui_known_note_bare (NatterUiKnown *self, const char *address)
{
  NatterUiKnownServer known = { .bare = TRUE };

  g_return_if_fail (NATTER_UI_IS_KNOWN (self));
  g_return_if_fail (address != NULL);

  if (find (self, address) != NULL)
    return;

  change (self, address, &known);
}

void
natter_ui_known_forget (NatterUiKnown *self, const char *address)
{
  g_return_if_fail (NATTER_UI_IS_KNOWN (self));
  g_return_if_fail (address != NULL);

  if (find (self, address) != NULL)
    change (self, address, NULL);
}

void
natter_ui_known_refresh (NatterUiKnown *self)
{
  GHashTable *servers;

  g_return_if_fail (NATTER_UI_IS_KNOWN (self));

  servers = self->file != NULL ? natter_ui_known_file_read (self->file) : NULL;
  if (servers == NULL)
    return;

  g_hash_table_unref (self->servers);
  self->servers = servers;
}

void
natter_ui_known_flush (NatterUiKnown *self)
{
  g_return_if_fail (NATTER_UI_IS_KNOWN (self));

  if (self->file != NULL)
    natter_ui_known_file_flush (self->file);
}
