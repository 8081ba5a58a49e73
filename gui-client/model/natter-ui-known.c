/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "natter-ui-keeper.h"
#include "natter-ui-known.h"

#define PREFIX "Server "

typedef struct
{
  NatterKey key;
  gboolean has_key;
  gboolean bare;
} Known;

struct _NatterUiKnown
{
  GObject parent_instance;

  GHashTable *servers;    /* address → Known, owned */
  NatterUiKeeper *keeper; /* (nullable): in memory alone */
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
  g_clear_pointer (&self->keeper, natter_ui_keeper_free);

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

static void
load_group (NatterUiKnown *self, GKeyFile *file, const char *group)
{
  g_autofree char *address = g_key_file_get_string (file, group, "address", NULL);
  g_autofree char *text = g_key_file_get_string (file, group, "key", NULL);
  Known known = { 0 };

  known.has_key = text != NULL && natter_key_from_text (text, &known.key, NULL);
  known.bare = !known.has_key && g_key_file_get_boolean (file, group, "bare", NULL);
  if (address != NULL && address[0] != '\0' && (known.has_key || known.bare))
    g_hash_table_insert (self->servers, dup_place (address), g_memdup2 (&known, sizeof known));
}

/* FALSE: there is no reading it. */
static gboolean
load_data (NatterUiKnown *self, const char *data, gsize length)
{
  g_autoptr (GKeyFile) file = g_key_file_new ();
  g_auto (GStrv) groups = NULL;

  if (!g_key_file_load_from_data (file, data, length, G_KEY_FILE_NONE, NULL))
    return FALSE;

  groups = g_key_file_get_groups (file, NULL);
  for (guint i = 0; groups[i] != NULL; i++)
    load_group (self, file, groups[i]);
  return TRUE;
}

/* A group at a time: a server whose key was forgotten is a stranger, whoever answers there, so one bad line must not make strangers of all. */
static void
load_damaged (NatterUiKnown *self, const char *data)
{
  const char *start = data;

  while (start != NULL && *start != '\0')
    {
      const char *next = strstr (start, "\n[");
      gsize length = next != NULL ? (gsize) (next + 1 - start) : strlen (start);

      load_data (self, start, length);
      start = next != NULL ? next + 1 : NULL;
    }
}

static void
load (NatterUiKnown *self, const char *path)
{
  g_autofree char *data = NULL;
  gsize length;

  if (g_file_get_contents (path, &data, &length, NULL) && !load_data (self, data, length))
    load_damaged (self, data);
}

static void
save_server (GKeyFile *file, guint number, const char *address, const Known *known)
{
  g_autofree char *group = g_strdup_printf (PREFIX "%u", number);

  g_key_file_set_string (file, group, "address", address);
  if (known->has_key)
    {
      g_autofree char *text = natter_key_to_text (&known->key);

      g_key_file_set_string (file, group, "key", text);
    }
  else
    g_key_file_set_boolean (file, group, "bare", known->bare);
}

static void
save (NatterUiKnown *self)
{
  g_autoptr (GKeyFile) file = g_key_file_new ();
  g_autoptr (GList) addresses = g_list_sort (g_hash_table_get_keys (self->servers), (GCompareFunc) g_strcmp0);
  guint number = 0;
  char *data;
  gsize length;

  g_signal_emit (self, signals[CHANGED], 0);
  if (self->keeper == NULL)
    return;

  for (GList *l = addresses; l != NULL; l = l->next)
    save_server (file, ++number, l->data, g_hash_table_lookup (self->servers, l->data));
  data = g_key_file_to_data (file, &length, NULL);
  natter_ui_keeper_put (self->keeper, g_bytes_new_take (data, length));
}

NatterUiKnown *
natter_ui_known_new (const char *path)
{
  NatterUiKnown *self = g_object_new (NATTER_UI_TYPE_KNOWN, NULL);

  if (path != NULL)
    {
      self->keeper = natter_ui_keeper_new (path);
      load (self, path);
    }
  return self;
}

char *
natter_ui_known_dup_default_path (void)
{
  return g_build_filename (g_get_user_config_dir (), "natter", "known-servers.ini", NULL);
}

/* (nullable) */
static const Known *
find (NatterUiKnown *self, const char *address)
{
  g_autofree char *place = dup_place (address);

  return g_hash_table_lookup (self->servers, place);
}

const NatterKey *
natter_ui_known_get_key (NatterUiKnown *self, const char *address)
{
  const Known *known;

  g_return_val_if_fail (NATTER_UI_IS_KNOWN (self), NULL);
  g_return_val_if_fail (address != NULL, NULL);

  known = find (self, address);
  return known != NULL && known->has_key ? &known->key : NULL;
}

gboolean
natter_ui_known_get_bare (NatterUiKnown *self, const char *address)
{
  const Known *known;

  g_return_val_if_fail (NATTER_UI_IS_KNOWN (self), FALSE);
  g_return_val_if_fail (address != NULL, FALSE);

  known = find (self, address);
  return known != NULL && known->bare;
}

void
natter_ui_known_note_key (NatterUiKnown *self, const char *address, const NatterKey *key)
{
  const NatterKey *old;
  Known known = { *key, TRUE, FALSE };

  g_return_if_fail (NATTER_UI_IS_KNOWN (self));
  g_return_if_fail (address != NULL);

  old = natter_ui_known_get_key (self, address);
  if (old != NULL && natter_key_equal (old, key))
    return;

  g_hash_table_replace (self->servers, dup_place (address), g_memdup2 (&known, sizeof known));
  save (self);
}

void
natter_ui_known_note_bare (NatterUiKnown *self, const char *address)
{
  Known known = { .bare = TRUE };

  g_return_if_fail (NATTER_UI_IS_KNOWN (self));
  g_return_if_fail (address != NULL);

  if (find (self, address) != NULL)
    return;

  g_hash_table_replace (self->servers, dup_place (address), g_memdup2 (&known, sizeof known));
  save (self);
}

void
natter_ui_known_forget (NatterUiKnown *self, const char *address)
{
  g_autofree char *place = NULL;

  g_return_if_fail (NATTER_UI_IS_KNOWN (self));
  g_return_if_fail (address != NULL);

  place = dup_place (address);
  if (g_hash_table_remove (self->servers, place))
    save (self);
}

void
natter_ui_known_flush (NatterUiKnown *self)
{
  g_return_if_fail (NATTER_UI_IS_KNOWN (self));

  if (self->keeper != NULL)
    natter_ui_keeper_flush (self->keeper);
}
