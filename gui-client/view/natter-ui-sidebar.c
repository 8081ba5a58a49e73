/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <handy.h>

#include "natter-ui-favourites.h"
#include "natter-ui-lock.h"
#include "natter-ui-picture.h"
#include "natter-ui-room-order.h"
#include "natter-ui-room-row.h"
#include "natter-ui-rows.h"
#include "natter-ui-sidebar.h"
#include "natter-ui-widgets.h"

#define ROOMS_MOST 300
#define PICTURE    32

struct _NatterUiSidebar
{
  GtkBox parent_instance;

  GtkWidget *header;
  GtkWidget *list_box;
  GtkWidget *account_button;
  GtkWidget *picture_box;
  GtkWidget *name_label;
  GtkWidget *status_label;
  GtkWidget *lock;

  NatterUiSession *session; /* (nullable) until set */
  NatterUiRoomOrder *order; /* (nullable) until set */
  GSettings *settings;
  NatterUiRows *rows;
};

static guint room_chosen_signal;

G_DEFINE_TYPE (NatterUiSidebar, natter_ui_sidebar, GTK_TYPE_BOX)

static GtkWidget *
make_row (gpointer item,
          gpointer data)
{
  return natter_ui_room_row_new (item);
}

static NatterUiSection
get_section (NatterUiSidebar *self,
             GtkListBoxRow *row)
{
  return natter_ui_room_order_get_section (self->order, natter_ui_room_row_get_room (NATTER_UI_ROOM_ROW (row)));
}

static GtkWidget *
heading_new (NatterUiSection section)
{
  const char *texts[] = { _("Favourites"), _("Rooms"), _("People") };
  GtkWidget *label = gtk_label_new (texts[section]);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  natter_ui_widget_set_class (label, "section", TRUE);
  gtk_widget_show (label);
  return label;
}

static void
update_header (GtkListBoxRow *row,
               GtkListBoxRow *before,
               gpointer data)
{
  NatterUiSection section = get_section (data, row);

  if (before != NULL && get_section (data, before) == section)
    gtk_list_box_row_set_header (row, NULL);
  else
    gtk_list_box_row_set_header (row, heading_new (section));
}

/* The row of the current room. Returns: (nullable). */
static GtkListBoxRow *
find_row (NatterUiSidebar *self)
{
  NatterUiRoom *room = natter_ui_session_get_current_room (self->session);
  GtkListBoxRow *row;

  for (int i = 0; (row = gtk_list_box_get_row_at_index (GTK_LIST_BOX (self->list_box), i)) != NULL; i++)
    if (natter_ui_room_row_get_room (NATTER_UI_ROOM_ROW (row)) == room)
      return row;
  return NULL;
}

static void
show_current (NatterUiSidebar *self)
{
  gtk_list_box_select_row (GTK_LIST_BOX (self->list_box), find_row (self));
}

/* A room may have come into another section without a change of place. */
static void
on_order (NatterUiSidebar *self)
{
  gtk_list_box_invalidate_headers (GTK_LIST_BOX (self->list_box));
  show_current (self);
}

static void
show_account (NatterUiSidebar *self)
{
  const char *name = natter_ui_session_get_name (self->session);
  const char *away = natter_ui_session_get_away (self->session);
  const char *status = natter_ui_session_get_status_text (self->session);
  gboolean online = natter_ui_session_get_state (self->session) == NATTER_UI_STATE_ONLINE;
  g_autofree char *spoken = NULL, *shown = NULL;

  if (away != NULL && online)
    /* Translators: below one's own name while one is away. */
    shown = g_strdup (C_("account", "Away"));
  else if (away != NULL)
    /* Translators: below one's own name while one is away; %s is the state of the connection. */
    shown = g_strdup_printf (_("Away · %s"), status);
  else
    shown = g_strdup (status);
  gtk_label_set_text (GTK_LABEL (self->name_label), name);
  gtk_label_set_text (GTK_LABEL (self->status_label), shown);
  gtk_widget_set_tooltip_text (self->status_label, shown);
  natter_ui_widget_set_class (self->status_label, "offline", !online);
  /* Translators: read aloud of the button with the account's menu: one's own name. */
  spoken = g_strdup_printf (_("Account of %s"), name);
  natter_ui_widget_name (self->account_button, spoken);
}

static void
show_name (NatterUiSidebar *self)
{
  natter_ui_widget_empty (GTK_CONTAINER (self->picture_box));
  gtk_container_add (GTK_CONTAINER (self->picture_box),
                     natter_ui_picture_new (natter_ui_session_get_name (self->session), PICTURE));
  gtk_widget_show_all (self->picture_box);
  show_account (self);
}

static void
show_server (NatterUiSidebar *self)
{
  const char *name = natter_ui_session_get_server_name (self->session);

  hdy_header_bar_set_title (HDY_HEADER_BAR (self->header),
                            name[0] != '\0' ? name : natter_ui_session_get_address (self->session));
}

void
natter_ui_sidebar_set_session (NatterUiSidebar *self,
                               NatterUiSession *session)
{
  const struct
  {
    const char *signal;
    void (*show) (NatterUiSidebar *);
  } followed[] = {
    { "notify::current-room", show_current },
    { "notify::name", show_name },
    { "notify::status-text", show_account },
    { "notify::state", show_account },
    { "notify::away", show_account },
    { "notify::server-name", show_server },
    { "notify::address", show_server },
  };

  g_return_if_fail (self->session == NULL);
  self->session = g_object_ref (session);
  self->order = natter_ui_room_order_new (session, self->settings);
  natter_ui_rows_set_list (self->rows, G_LIST_MODEL (self->order));
  for (guint i = 0; i < G_N_ELEMENTS (followed); i++)
    g_signal_connect_object (session, followed[i].signal, G_CALLBACK (followed[i].show), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->order, "items-changed", G_CALLBACK (on_order), self, G_CONNECT_SWAPPED | G_CONNECT_AFTER);
  natter_ui_lock_set_session (NATTER_UI_LOCK (self->lock), session);
  show_name (self);
  show_server (self);
}

NatterUiRoomOrder *
natter_ui_sidebar_get_order (NatterUiSidebar *self)
{
  return self->order;
}

void
natter_ui_sidebar_focus (NatterUiSidebar *self)
{
  GtkListBoxRow *row = find_row (self);

  gtk_widget_grab_focus (row != NULL ? GTK_WIDGET (row) : self->account_button);
}

void
natter_ui_sidebar_set_alone (NatterUiSidebar *self,
                             gboolean alone)
{
  hdy_header_bar_set_show_close_button (HDY_HEADER_BAR (self->header), alone);
}

static void
on_row_activated (NatterUiSidebar *self,
                  GtkListBoxRow *row)
{
  g_signal_emit (self, room_chosen_signal, 0, natter_ui_room_row_get_room (NATTER_UI_ROOM_ROW (row)));
}

/* --- The menu of a room --- */

static void
add_item (GMenu *menu,
          const char *label,
          const char *action,
          NatterUiRoom *room)
{
  g_autoptr (GMenuItem) item = g_menu_item_new (label, NULL);

  g_menu_item_set_action_and_target (item, action, "s", natter_ui_room_get_name (room));
  g_menu_append_item (menu, item);
}

static GMenuModel *
menu_new (NatterUiSidebar *self,
          NatterUiRoom *room)
{
  GMenu *menu = g_menu_new ();
  gboolean favourite = natter_ui_room_order_get_section (self->order, room) == NATTER_UI_SECTION_FAVOURITES;
  gboolean unread = natter_ui_room_get_unread (room) > 0;

  add_item (menu, favourite ? _("_Remove from Favourites") : _("Add to _Favourites"), "win.toggle-favourite", room);
  add_item (menu, unread ? _("_Mark as Read") : _("_Mark as Unread"), unread ? "win.mark-read" : "win.mark-unread", room);
  add_item (menu, natter_ui_room_is_direct (room) ? _("_Close") : _("_Leave"), "win.leave-room", room);
  return G_MENU_MODEL (menu);
}

/* @event: (nullable): from the keyboard. */
static gboolean
pop_up (NatterUiSidebar *self,
        GtkListBoxRow *row,
        const GdkEvent *event)
{
  g_autoptr (GMenuModel) model = NULL;
  GtkWidget *menu;

  if (row == NULL)
    return GDK_EVENT_PROPAGATE;
  model = menu_new (self, natter_ui_room_row_get_room (NATTER_UI_ROOM_ROW (row)));
  menu = gtk_menu_new_from_model (model);
  gtk_widget_set_name (menu, "room-row-menu");
  gtk_menu_attach_to_widget (GTK_MENU (menu), GTK_WIDGET (row), NULL);
  g_signal_connect (menu, "selection-done", G_CALLBACK (gtk_widget_destroy), NULL); /* after its action */
  if (event != NULL)
    gtk_menu_popup_at_pointer (GTK_MENU (menu), event);
  else
    gtk_menu_popup_at_widget (GTK_MENU (menu), GTK_WIDGET (row), GDK_GRAVITY_SOUTH_WEST, GDK_GRAVITY_NORTH_WEST, NULL);
  return GDK_EVENT_STOP;
}

static gboolean
on_button_press (NatterUiSidebar *self,
                 GdkEventButton *event)
{
  if (!gdk_event_triggers_context_menu ((GdkEvent *) event))
    return GDK_EVENT_PROPAGATE;
  return pop_up (self, gtk_list_box_get_row_at_y (GTK_LIST_BOX (self->list_box), (int) event->y), (GdkEvent *) event);
}

static gboolean
on_popup_menu (NatterUiSidebar *self)
{
  GtkWidget *row = gtk_container_get_focus_child (GTK_CONTAINER (self->list_box));

  return pop_up (self, row != NULL ? GTK_LIST_BOX_ROW (row) : find_row (self), NULL);
}

static void
natter_ui_sidebar_dispose (GObject *object)
{
  NatterUiSidebar *self = NATTER_UI_SIDEBAR (object);

  if (self->rows != NULL)
    natter_ui_rows_set_list (self->rows, NULL);
  g_clear_pointer (&self->rows, natter_ui_rows_free);
  g_clear_object (&self->order);
  g_clear_object (&self->settings);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (natter_ui_sidebar_parent_class)->dispose (object);
}

static void
natter_ui_sidebar_class_init (NatterUiSidebarClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = natter_ui_sidebar_dispose;
  room_chosen_signal = g_signal_new ("room-chosen", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                     G_TYPE_NONE, 1, NATTER_UI_TYPE_ROOM);

  g_type_ensure (NATTER_UI_TYPE_LOCK);
  gtk_widget_class_set_template_from_resource (widget_class, NATTER_UI_RESOURCES "natter-ui-sidebar.ui");
  gtk_widget_class_bind_template_child (widget_class, NatterUiSidebar, header);
  gtk_widget_class_bind_template_child (widget_class, NatterUiSidebar, list_box);
  gtk_widget_class_bind_template_child (widget_class, NatterUiSidebar, account_button);
  gtk_widget_class_bind_template_child (widget_class, NatterUiSidebar, picture_box);
  gtk_widget_class_bind_template_child (widget_class, NatterUiSidebar, name_label);
  gtk_widget_class_bind_template_child (widget_class, NatterUiSidebar, status_label);
  gtk_widget_class_bind_template_child (widget_class, NatterUiSidebar, lock);
  gtk_widget_class_bind_template_callback (widget_class, on_row_activated);
  gtk_widget_class_bind_template_callback (widget_class, on_button_press);
  gtk_widget_class_bind_template_callback (widget_class, on_popup_menu);
}

static void
natter_ui_sidebar_init (NatterUiSidebar *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->settings = g_settings_new (NATTER_APP_ID);
  self->rows = natter_ui_rows_new (GTK_LIST_BOX (self->list_box), ROOMS_MOST, make_row, NULL);
  gtk_list_box_set_header_func (GTK_LIST_BOX (self->list_box), update_header, self, NULL);
}
