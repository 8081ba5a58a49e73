/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "natter-ui-room-private.h"

/* Tens of rooms: looked through, not indexed. */

struct _NatterUiRoomList
{
  GObject parent_instance;

  GPtrArray *rooms; /* (element-type NatterUiRoom) owned; first the rooms, then the direct conversations */
};

static void natter_ui_room_list_model_init (GListModelInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (NatterUiRoomList, natter_ui_room_list, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, natter_ui_room_list_model_init))

static GType
natter_ui_room_list_get_item_type (GListModel *model)
{
  return NATTER_UI_TYPE_ROOM;
}

static guint
natter_ui_room_list_get_n_items (GListModel *model)
{
  return NATTER_UI_ROOM_LIST (model)->rooms->len;
}

static gpointer
natter_ui_room_list_get_item (GListModel *model, guint position)
{
  NatterUiRoom *room = natter_ui_room_list_get (NATTER_UI_ROOM_LIST (model), position);

  return room != NULL ? g_object_ref (room) : NULL;
}

static void
natter_ui_room_list_model_init (GListModelInterface *iface)
{
  iface->get_item_type = natter_ui_room_list_get_item_type;
  iface->get_n_items = natter_ui_room_list_get_n_items;
  iface->get_item = natter_ui_room_list_get_item;
}

static void
natter_ui_room_list_finalize (GObject *object)
{
  g_ptr_array_unref (NATTER_UI_ROOM_LIST (object)->rooms);

  G_OBJECT_CLASS (natter_ui_room_list_parent_class)->finalize (object);
}

static void
natter_ui_room_list_class_init (NatterUiRoomListClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = natter_ui_room_list_finalize;
}

static void
natter_ui_room_list_init (NatterUiRoomList *self)
{
  self->rooms = g_ptr_array_new_with_free_func (g_object_unref);
}

NatterUiRoomList *
natter_ui_room_list_new (void)
{
  return g_object_new (NATTER_UI_TYPE_ROOM_LIST, NULL);
}

NatterUiRoom *
natter_ui_room_list_get (NatterUiRoomList *self, guint position)
{
  g_return_val_if_fail (NATTER_UI_IS_ROOM_LIST (self), NULL);

  return position < self->rooms->len ? g_ptr_array_index (self->rooms, position) : NULL;
}

NatterUiRoom *
natter_ui_room_list_find (NatterUiRoomList *self, const char *name)
{
  g_autofree char *key = NULL;

  g_return_val_if_fail (NATTER_UI_IS_ROOM_LIST (self), NULL);
  g_return_val_if_fail (name != NULL, NULL);

  /* Nearly always the server's spelling is the one we have: no need to fold it then. */
  for (guint i = 0; i < self->rooms->len; i++)
    {
      if (g_str_equal (natter_ui_room_get_name (g_ptr_array_index (self->rooms, i)), name))
        return g_ptr_array_index (self->rooms, i);
    }

  key = natter_ui_room_dup_key (name);
  for (guint i = 0; i < self->rooms->len; i++)
    {
      if (g_str_equal (natter_ui_room_get_key (g_ptr_array_index (self->rooms, i)), key))
        return g_ptr_array_index (self->rooms, i);
    }

  return NULL;
}

gboolean
natter_ui_room_list_get_position (NatterUiRoomList *self, NatterUiRoom *room, guint *position)
{
  g_return_val_if_fail (NATTER_UI_IS_ROOM_LIST (self), FALSE);

  return g_ptr_array_find (self->rooms, room, position);
}

NatterUiRoom *
natter_ui_room_list_get_neighbour (NatterUiRoomList *self, NatterUiRoom *from, int step, gboolean unread)
{
  int n, at;
  guint position = 0;

  g_return_val_if_fail (NATTER_UI_IS_ROOM_LIST (self), NULL);
  g_return_val_if_fail (step == 1 || step == -1, NULL);

  n = (int) self->rooms->len;
  if (from != NULL && g_ptr_array_find (self->rooms, from, &position))
    at = (int) position;
  else
    at = step > 0 ? -1 : n;

  for (int i = 0; i < n; i++)
    {
      NatterUiRoom *room;

      at = (at + step + n) % n;
      room = g_ptr_array_index (self->rooms, at);
      if (room != from && (!unread || natter_ui_room_get_unread (room) > 0))
        return room;
    }

  return NULL;
}

void
natter_ui_room_list_add (NatterUiRoomList *self, NatterUiRoom *room)
{
  guint place = self->rooms->len;

  if (!natter_ui_room_is_direct (room))
    {
      while (place > 0 && natter_ui_room_is_direct (g_ptr_array_index (self->rooms, place - 1)))
        place--;
    }

  g_ptr_array_insert (self->rooms, (int) place, g_object_ref (room));
  g_list_model_items_changed (G_LIST_MODEL (self), place, 0, 1);
}

void
natter_ui_room_list_remove (NatterUiRoomList *self, NatterUiRoom *room)
{
  guint place;

  if (!g_ptr_array_find (self->rooms, room, &place))
    return;

  g_ptr_array_remove_index (self->rooms, place);
  g_list_model_items_changed (G_LIST_MODEL (self), place, 1, 0);
}

void
natter_ui_room_list_clear (NatterUiRoomList *self)
{
  guint n = self->rooms->len;

  g_ptr_array_set_size (self->rooms, 0);
  if (n > 0)
    g_list_model_items_changed (G_LIST_MODEL (self), 0, n, 0);
}
