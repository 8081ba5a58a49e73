/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "natter-ui-favourites.h"
#include "natter-ui-room-order.h"

struct _NatterUiRoomOrder
{
  GObject parent_instance;

  NatterUiSession *session;
  GSettings *settings;
  GPtrArray *rooms; /* (element-type NatterUiRoom) owned */
  guint n_favourites;
};

static void natter_ui_room_order_model_init (GListModelInterface *iface);

G_DEFINE_TYPE_WITH_CODE (NatterUiRoomOrder, natter_ui_room_order, G_TYPE_OBJECT,
                         G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, natter_ui_room_order_model_init))

static GType
natter_ui_room_order_get_item_type (GListModel *model)
{
  return NATTER_UI_TYPE_ROOM;
}

static guint
natter_ui_room_order_get_n_items (GListModel *model)
{
  return NATTER_UI_ROOM_ORDER (model)->rooms->len;
}

static gpointer
natter_ui_room_order_get_item (GListModel *model,
                               guint position)
{
  NatterUiRoomOrder *self = NATTER_UI_ROOM_ORDER (model);

  return position < self->rooms->len ? g_object_ref (g_ptr_array_index (self->rooms, position)) : NULL;
}

static void
natter_ui_room_order_model_init (GListModelInterface *iface)
{
  iface->get_item_type = natter_ui_room_order_get_item_type;
  iface->get_n_items = natter_ui_room_order_get_n_items;
  iface->get_item = natter_ui_room_order_get_item;
}

/* Those that are there, in their own order. Returns: how many. */
static guint
add_favourites (NatterUiRoomOrder *self,
                GPtrArray *rooms)
{
  NatterUiRoomList *list = natter_ui_session_get_rooms (self->session);
  g_auto (GStrv) names = natter_ui_favourites_dup (self->settings, natter_ui_session_get_address (self->session));

  for (guint i = 0; names[i] != NULL; i++)
    {
      NatterUiRoom *room = names[i][0] != '\0' ? natter_ui_room_list_find (list, names[i]) : NULL;

      if (room != NULL && !g_ptr_array_find (rooms, room, NULL))
        g_ptr_array_add (rooms, g_object_ref (room));
    }
  return rooms->len;
}

static GPtrArray *
sort (NatterUiRoomOrder *self,
      guint *n_favourites)
{
  NatterUiRoomList *list = natter_ui_session_get_rooms (self->session);
  GPtrArray *rooms = g_ptr_array_new_with_free_func (g_object_unref);
  NatterUiRoom *room;

  *n_favourites = add_favourites (self, rooms);
  for (guint i = 0; (room = natter_ui_room_list_get (list, i)) != NULL; i++)
    if (!g_ptr_array_find (rooms, room, NULL))
      g_ptr_array_add (rooms, g_object_ref (room));
  return rooms;
}

/* Only what stands between the beginning and the end that stay the same is changed: a row in the middle keeps its focus. */
static void
update (NatterUiRoomOrder *self)
{
  g_autoptr (GPtrArray) old = g_steal_pointer (&self->rooms);
  guint first = 0, last = 0, n, least;

  self->rooms = sort (self, &self->n_favourites);
  n = self->rooms->len;
  least = MIN (old->len, n);
  while (first < least && g_ptr_array_index (old, first) == g_ptr_array_index (self->rooms, first))
    first++;
  while (last < least - first && g_ptr_array_index (old, old->len - 1 - last) == g_ptr_array_index (self->rooms, n - 1 - last))
    last++;
  if (old->len != n || first < n)
    g_list_model_items_changed (G_LIST_MODEL (self), first, old->len - first - last, n - first - last);
}

NatterUiRoomOrder *
natter_ui_room_order_new (NatterUiSession *session,
                          GSettings *settings)
{
  NatterUiRoomOrder *self = g_object_new (NATTER_UI_TYPE_ROOM_ORDER, NULL);

  self->session = g_object_ref (session);
  self->settings = g_object_ref (settings);
  g_signal_connect_object (natter_ui_session_get_rooms (session), "items-changed", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "notify::address", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (settings, "changed::favourites", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  update (self);
  return self;
}

NatterUiSection
natter_ui_room_order_get_section (NatterUiRoomOrder *self,
                                  NatterUiRoom *room)
{
  guint place;

  if (g_ptr_array_find (self->rooms, room, &place) && place < self->n_favourites)
    return NATTER_UI_SECTION_FAVOURITES;
  return natter_ui_room_is_direct (room) ? NATTER_UI_SECTION_PEOPLE : NATTER_UI_SECTION_ROOMS;
}

NatterUiRoom *
natter_ui_room_order_get_favourite (NatterUiRoomOrder *self,
                                    guint place)
{
  return place < self->n_favourites ? g_ptr_array_index (self->rooms, place) : NULL;
}

NatterUiRoom *
natter_ui_room_order_get_neighbour (NatterUiRoomOrder *self,
                                    NatterUiRoom *from,
                                    int step,
                                    gboolean unread)
{
  int n = (int) self->rooms->len;
  guint place;

  if (!g_ptr_array_find (self->rooms, from, &place))
    return NULL;
  for (int i = 1; i < n; i++)
    {
      NatterUiRoom *room = g_ptr_array_index (self->rooms, (guint) (((int) place + i * step + i * n) % n));

      if (!unread || natter_ui_room_get_unread (room) > 0)
        return room;
    }
  return NULL;
}

static void
natter_ui_room_order_finalize (GObject *object)
{
  NatterUiRoomOrder *self = NATTER_UI_ROOM_ORDER (object);

  g_clear_object (&self->session);
  g_clear_object (&self->settings);
  g_ptr_array_unref (self->rooms);
  G_OBJECT_CLASS (natter_ui_room_order_parent_class)->finalize (object);
}

static void
natter_ui_room_order_class_init (NatterUiRoomOrderClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = natter_ui_room_order_finalize;
}

static void
natter_ui_room_order_init (NatterUiRoomOrder *self)
{
  self->rooms = g_ptr_array_new_with_free_func (g_object_unref);
}
