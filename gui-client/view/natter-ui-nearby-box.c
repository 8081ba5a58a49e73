/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <handy.h>

#include "gui-client/model/natter-ui-nearby-list.h"

#include "natter-ui-nearby-box.h"
#include "natter-ui-server-row.h"
#include "natter-ui-widgets.h"

#define SERVER "server" /* data of a row */
#define LOCK   "lock"   /* data of a row */

struct _NatterUiNearbyBox
{
  GtkBox parent_instance;

  GtkWidget *list;
  GtkWidget *nothing;

  NatterUiNearbyList *servers;
  GtkWidget *toplevel; /* (nullable) (unowned) whose events are watched while the focus waits */
  gulong on_event;
};

enum
{
  CHOSEN,
  CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_TYPE (NatterUiNearbyBox, natter_ui_nearby_box, GTK_TYPE_BOX)

/* Rows */

/* "workshop.local · 7 people". Returns: (transfer full). */
static char *
dup_facts (NatterUiNearby *server)
{
  g_autoptr (GString) facts = g_string_new (natter_ui_nearby_get_host (server));
  int people = natter_ui_nearby_get_people (server);

  if (people > 0)
    {
      g_string_append (facts, facts->len > 0 ? " · " : "");
      g_string_append_printf (facts, g_dngettext (GETTEXT_PACKAGE, "%u person", "%u people", (gulong) people), (guint) people);
    }
  if (!natter_ui_nearby_get_guests (server))
    /* Translators: of a server: who has no account there cannot come in. */
    g_string_append_printf (facts, "%s%s", facts->len > 0 ? " · " : "", _ ("not for guests"));
  return g_strdup (facts->str);
}

static void
show_server (GtkWidget *row)
{
  NatterUiNearby *server = g_object_get_data (G_OBJECT (row), SERVER);
  g_autofree char *facts = dup_facts (server);
  /* Translators: read aloud by a screen reader: a server's name, and its address. */
  g_autofree char *spoken = g_strdup_printf (_ ("Join %s at %s"), natter_ui_nearby_get_title (server), natter_ui_nearby_get_address (server));

  hdy_preferences_row_set_title (HDY_PREFERENCES_ROW (row), natter_ui_nearby_get_title (server));
  hdy_action_row_set_subtitle (HDY_ACTION_ROW (row), facts);
  gtk_widget_set_tooltip_text (row, natter_ui_nearby_get_address (server));
  natter_ui_widget_name (row, spoken);
  natter_ui_widget_describe (row, facts);
  gtk_widget_set_visible (g_object_get_data (G_OBJECT (row), LOCK), natter_ui_nearby_get_key_prefix (server) != NULL);
}

static GtkWidget *
row_new (gpointer item,
         gpointer data)
{
  GtkWidget *row = hdy_action_row_new ();

  g_object_set_data_full (G_OBJECT (row), SERVER, g_object_ref (item), g_object_unref);
  gtk_widget_set_name (row, "nearby-row");
  hdy_preferences_row_set_use_underline (HDY_PREFERENCES_ROW (row), FALSE);
  hdy_action_row_set_icon_name (HDY_ACTION_ROW (row), "network-server-symbolic");
  g_object_set_data (G_OBJECT (row), LOCK, natter_ui_server_row_add_lock (row));
  gtk_container_add (GTK_CONTAINER (row), gtk_image_new_from_icon_name ("go-next-symbolic", GTK_ICON_SIZE_BUTTON));
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  gtk_widget_show_all (row);
  show_server (row);
  g_signal_connect_object (item, "changed", G_CALLBACK (show_server), row, G_CONNECT_SWAPPED);
  return row;
}

static void
on_activated (NatterUiNearbyBox *self,
              GtkListBoxRow *row)
{
  g_autoptr (NatterUiNearby) server = g_object_ref (g_object_get_data (G_OBJECT (row), SERVER));

  g_signal_emit (self, signals[CHOSEN], 0, server);
}

/* Focus */

static void
stop_waiting (NatterUiNearbyBox *self)
{
  if (self->toplevel != NULL)
    g_clear_signal_handler (&self->on_event, self->toplevel);
  self->toplevel = NULL;
}

static gboolean
on_event (NatterUiNearbyBox *self,
          GdkEvent *event)
{
  GdkEventType type = gdk_event_get_event_type (event);

  if (type == GDK_KEY_PRESS || type == GDK_BUTTON_PRESS || type == GDK_TOUCH_BEGIN || type == GDK_SCROLL)
    stop_waiting (self);
  return GDK_EVENT_PROPAGATE;
}

/* FALSE: there is none. */
static gboolean
focus_first (NatterUiNearbyBox *self)
{
  GtkListBoxRow *first = gtk_list_box_get_row_at_index (GTK_LIST_BOX (self->list), 0);

  if (first != NULL)
    gtk_widget_grab_focus (GTK_WIDGET (first));
  return first != NULL;
}

void
natter_ui_nearby_box_focus (NatterUiNearbyBox *self)
{
  stop_waiting (self);
  if (focus_first (self))
    return;
  self->toplevel = gtk_widget_get_toplevel (GTK_WIDGET (self));
  self->on_event = g_signal_connect_object (self->toplevel, "event", G_CALLBACK (on_event), self, G_CONNECT_SWAPPED);
}

gboolean
natter_ui_nearby_box_get_any (NatterUiNearbyBox *self)
{
  return self->servers != NULL && g_list_model_get_n_items (G_LIST_MODEL (self->servers)) > 0;
}

static void
on_changed (NatterUiNearbyBox *self)
{
  gboolean any = natter_ui_nearby_box_get_any (self);

  if (any != gtk_widget_get_visible (self->list))
    {
      gtk_widget_set_visible (self->list, any);
      gtk_widget_set_visible (self->nothing, !any);
      g_signal_emit (self, signals[CHANGED], 0);
    }
  if (any && self->toplevel != NULL && focus_first (self))
    stop_waiting (self);
}

/* The widget */

static void
natter_ui_nearby_box_map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (natter_ui_nearby_box_parent_class)->map (widget);
  natter_ui_nearby_list_set_looking (NATTER_UI_NEARBY_BOX (widget)->servers, TRUE);
}

static void
natter_ui_nearby_box_unmap (GtkWidget *widget)
{
  NatterUiNearbyBox *self = NATTER_UI_NEARBY_BOX (widget);

  stop_waiting (self);
  if (self->servers != NULL)
    natter_ui_nearby_list_set_looking (self->servers, FALSE);
  GTK_WIDGET_CLASS (natter_ui_nearby_box_parent_class)->unmap (widget);
}

static void
natter_ui_nearby_box_dispose (GObject *object)
{
  NatterUiNearbyBox *self = NATTER_UI_NEARBY_BOX (object);

  stop_waiting (self);
  g_clear_object (&self->servers);
  G_OBJECT_CLASS (natter_ui_nearby_box_parent_class)->dispose (object);
}

static void
natter_ui_nearby_box_class_init (NatterUiNearbyBoxClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = natter_ui_nearby_box_dispose;
  widget_class->map = natter_ui_nearby_box_map;
  widget_class->unmap = natter_ui_nearby_box_unmap;
  signals[CHOSEN] = g_signal_new ("chosen", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, NATTER_UI_TYPE_NEARBY);
  signals[CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_template_from_resource (widget_class, NATTER_UI_RESOURCES "natter-ui-nearby-box.ui");
  gtk_widget_class_bind_template_child (widget_class, NatterUiNearbyBox, list);
  gtk_widget_class_bind_template_child (widget_class, NatterUiNearbyBox, nothing);
  gtk_widget_class_bind_template_callback (widget_class, on_activated);
}

static void
natter_ui_nearby_box_init (NatterUiNearbyBox *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->servers = natter_ui_nearby_list_new ();
  gtk_list_box_bind_model (GTK_LIST_BOX (self->list), G_LIST_MODEL (self->servers), row_new, self, NULL);
  g_signal_connect_object (self->servers, "items-changed", G_CALLBACK (on_changed), self, G_CONNECT_SWAPPED);
  on_changed (self);
}
