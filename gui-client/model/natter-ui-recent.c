/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "natter-ui-keeper.h"
#include "natter-ui-recent-private.h"

#define PREFIX "Server "

/* A key file with a group per server, "Server 1" being the last one visited. */
struct _NatterUiRecent
{
  GObject parent_instance;

  GPtrArray *servers; /* (element-type NatterUiServer) owned */
  NatterUiKeeper *keeper;
};

static void natter_ui_recent_model_init (GListModelInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (NatterUiRecent, natter_ui_recent, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, natter_ui_recent_model_init))

static GType
natter_ui_recent_get_item_type (GListModel *model)
{
  return NATTER_UI_TYPE_SERVER;
}

static guint
natter_ui_recent_get_n_items (GListModel *model)
{
  return NATTER_UI_RECENT (model)->servers->len;
}

static gpointer
natter_ui_recent_get_item (GListModel *model, guint position)
{
  NatterUiRecent *self = NATTER_UI_RECENT (model);

  return position < self->servers->len ? g_object_ref (g_ptr_array_index (self->servers, position)) : NULL;
}

static void
natter_ui_recent_model_init (GListModelInterface *iface)
{
  iface->get_item_type = natter_ui_recent_get_item_type;
  iface->get_n_items = natter_ui_recent_get_n_items;
  iface->get_item = natter_ui_recent_get_item;
}

static void
natter_ui_recent_finalize (GObject *object)
{
  NatterUiRecent *self = NATTER_UI_RECENT (object);

  g_ptr_array_unref (self->servers);
  g_clear_pointer (&self->keeper, natter_ui_keeper_free);

  G_OBJECT_CLASS (natter_ui_recent_parent_class)->finalize (object);
}

static void
natter_ui_recent_class_init (NatterUiRecentClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = natter_ui_recent_finalize;
}

static void
natter_ui_recent_init (NatterUiRecent *self)
{
  self->servers = g_ptr_array_new_with_free_func (g_object_unref);
}

static void
load (NatterUiRecent *self, const char *path)
{
  g_autoptr (GKeyFile) file = g_key_file_new ();

  if (!g_key_file_load_from_file (file, path, G_KEY_FILE_NONE, NULL))
    return;

  for (guint i = 1; i <= NATTER_UI_RECENT_MOST; i++)
    {
      g_autofree char *group = g_strdup_printf (PREFIX "%u", i);
      g_autofree char *address = g_key_file_get_string (file, group, "address", NULL);
      g_autofree char *title = g_key_file_get_string (file, group, "title", NULL);
      g_autofree char *name = g_key_file_get_string (file, group, "name", NULL);
      gint64 time = g_key_file_get_int64 (file, group, "time", NULL);

      if (address != NULL && address[0] != '\0')
        g_ptr_array_add (self->servers, natter_ui_server_new (address, title, name, time));
    }
}

static void
save (NatterUiRecent *self)
{
  g_autoptr (GKeyFile) file = g_key_file_new ();
  char *data;
  gsize length;

  for (guint i = 0; i < self->servers->len; i++)
    {
      NatterUiServer *server = g_ptr_array_index (self->servers, i);
      g_autofree char *group = g_strdup_printf (PREFIX "%u", i + 1);

      g_key_file_set_string (file, group, "address", natter_ui_server_get_address (server));
      g_key_file_set_string (file, group, "title", natter_ui_server_get_title (server));
      g_key_file_set_string (file, group, "name", natter_ui_server_get_name (server));
      g_key_file_set_int64 (file, group, "time", natter_ui_server_get_time (server));
    }

  data = g_key_file_to_data (file, &length, NULL);
  natter_ui_keeper_put (self->keeper, g_bytes_new_take (data, length));
}

NatterUiRecent *
natter_ui_recent_new (const char *path)
{
  NatterUiRecent *self;

  g_return_val_if_fail (path != NULL, NULL);

  self = g_object_new (NATTER_UI_TYPE_RECENT, NULL);
  self->keeper = natter_ui_keeper_new (path);
  load (self, path);
  return self;
}

char *
natter_ui_recent_dup_default_path (void)
{
  return g_build_filename (g_get_user_config_dir (), "natter", "recent.ini", NULL);
}

static gboolean
find (NatterUiRecent *self, const char *address, guint *place)
{
  for (guint i = 0; i < self->servers->len; i++)
    {
      if (g_str_equal (natter_ui_server_get_address (g_ptr_array_index (self->servers, i)), address))
        {
          *place = i;
          return TRUE;
        }
    }

  return FALSE;
}

static void
drop (NatterUiRecent *self, guint place)
{
  g_ptr_array_remove_index (self->servers, place);
  g_list_model_items_changed (G_LIST_MODEL (self), place, 1, 0);
}

void
natter_ui_recent_note (NatterUiRecent *self, const char *address, const char *title, const char *name, gint64 time)
{
  guint place;

  g_return_if_fail (NATTER_UI_IS_RECENT (self));
  g_return_if_fail (address != NULL && address[0] != '\0');

  if (find (self, address, &place))
    drop (self, place);
  g_ptr_array_insert (self->servers, 0, natter_ui_server_new (address, title, name, time));
  g_list_model_items_changed (G_LIST_MODEL (self), 0, 0, 1);
  if (self->servers->len > NATTER_UI_RECENT_MOST)
    drop (self, self->servers->len - 1);
  save (self);
}

void
natter_ui_recent_forget (NatterUiRecent *self, const char *address)
{
  guint place;

  g_return_if_fail (NATTER_UI_IS_RECENT (self));
  g_return_if_fail (address != NULL);

  if (!find (self, address, &place))
    return;

  drop (self, place);
  save (self);
}

void
natter_ui_recent_flush (NatterUiRecent *self)
{
  g_return_if_fail (NATTER_UI_IS_RECENT (self));

  natter_ui_keeper_flush (self->keeper);
}
