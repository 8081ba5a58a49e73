/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "gui-client/model/natter-ui-format.h"
#include "gui-client/model/natter-ui-missed.h"

#include "natter-ui-missed-panel.h"
#include "natter-ui-rows.h"
#include "natter-ui-times.h"
#include "natter-ui-widgets.h"

#define MISSED_MOST 100
#define LINES_MOST  3
#define MISSED      "missed" /* the row's NatterUiMissed */

struct _NatterUiMissedPanel
{
  GtkBox parent_instance;

  GtkWidget *list_box;
  GtkWidget *note_label;
  GtkWidget *read_button;

  NatterUiSession *session; /* (nullable) until set */
  NatterUiRows *rows;
};

enum
{
  CHOSEN,
  CLOSED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_TYPE (NatterUiMissedPanel, natter_ui_missed_panel, GTK_TYPE_BOX)

static const char *
get_why (NatterUiMissed *missed)
{
  switch (natter_ui_missed_get_kind (missed))
    {
    case NATTER_UI_MISSED_ANSWER:
      return _("answered you");
    case NATTER_UI_MISSED_REACTED:
      return _("many reacted");
    case NATTER_UI_MISSED_MENTION:
    default:
      return _("mentioned you");
    }
}

static GtkWidget *
label_new (const char *text,
           const char *class)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_line_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_line_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_lines (GTK_LABEL (label), LINES_MOST);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  if (class != NULL)
    natter_ui_widget_set_class (label, class, TRUE);
  return label;
}

static GtkWidget *
make_row (gpointer item,
          gpointer data)
{
  GtkWidget *row = gtk_list_box_row_new (), *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);
  NatterUiMessage *message = natter_ui_missed_get_message (item);
  const char *room = natter_ui_room_get_title (natter_ui_missed_get_room (item));
  g_autofree char *text = natter_ui_format_dup_text (natter_ui_message_get_text (message));
  g_autofree char *ago = natter_ui_times_dup_ago (natter_ui_message_get_time (message), g_get_real_time ());
  g_autofree char *reactions = natter_ui_message_dup_reactions (message);
  g_autofree char *head = g_strdup_printf ("%s · %s", natter_ui_message_get_from (message), get_why (item));
  g_autofree char *place = g_strdup_printf ("%s · %s", room, ago);
  g_autofree char *spoken = g_strdup_printf ("%s, %s: %s", head, place, text);

  gtk_container_add (GTK_CONTAINER (box), label_new (head, "heading"));
  gtk_container_add (GTK_CONTAINER (box), label_new (text, NULL));
  if (reactions != NULL)
    gtk_container_add (GTK_CONTAINER (box), label_new (reactions, NULL));
  gtk_container_add (GTK_CONTAINER (box), label_new (place, "detail"));
  natter_ui_widget_set_class (box, "row-box", TRUE);
  gtk_container_add (GTK_CONTAINER (row), box);
  g_object_set_data_full (G_OBJECT (row), MISSED, g_object_ref (item), g_object_unref);
  natter_ui_widget_name (row, spoken);
  gtk_widget_show_all (row);
  return row;
}

static void
show_note (NatterUiMissedPanel *self)
{
  gboolean any = g_list_model_get_n_items (natter_ui_session_get_missed (self->session)) > 0;
  guint unread = natter_ui_session_get_unread (self->session);

  gtk_widget_set_visible (self->note_label, !any);
  gtk_label_set_text (GTK_LABEL (self->note_label), unread > 0 ? _("Nobody asked for you. The rest can wait, or be marked as read.")
                                                               : _("You have missed nothing."));
  gtk_widget_set_sensitive (self->read_button, any || unread > 0);
}

static void
on_row_activated (NatterUiMissedPanel *self,
                  GtkListBoxRow *row)
{
  NatterUiMissed *missed = g_object_get_data (G_OBJECT (row), MISSED);

  g_signal_emit (self, signals[CHOSEN], 0, natter_ui_room_get_name (natter_ui_missed_get_room (missed)),
                 natter_ui_message_get_seq (natter_ui_missed_get_message (missed)));
}

static void
on_close (NatterUiMissedPanel *self)
{
  g_signal_emit (self, signals[CLOSED], 0);
}

static void
on_read (NatterUiMissedPanel *self)
{
  natter_ui_session_mark_all_read (self->session);
  on_close (self);
}

static gboolean
natter_ui_missed_panel_key_press (GtkWidget *widget,
                                  GdkEventKey *event)
{
  if (event->keyval != GDK_KEY_Escape)
    return GTK_WIDGET_CLASS (natter_ui_missed_panel_parent_class)->key_press_event (widget, event);
  on_close (NATTER_UI_MISSED_PANEL (widget));
  return GDK_EVENT_STOP;
}

void
natter_ui_missed_panel_set_session (NatterUiMissedPanel *self,
                                    NatterUiSession *session)
{
  GListModel *missed = natter_ui_session_get_missed (session);

  g_return_if_fail (self->session == NULL);
  self->session = g_object_ref (session);
  natter_ui_rows_set_list (self->rows, missed);
  g_signal_connect_object (missed, "items-changed", G_CALLBACK (show_note), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "notify::unread", G_CALLBACK (show_note), self, G_CONNECT_SWAPPED);
  show_note (self);
}

void
natter_ui_missed_panel_begin (NatterUiMissedPanel *self)
{
  gtk_widget_grab_focus (self->read_button);
}

static void
natter_ui_missed_panel_dispose (GObject *object)
{
  NatterUiMissedPanel *self = NATTER_UI_MISSED_PANEL (object);

  if (self->rows != NULL)
    natter_ui_rows_set_list (self->rows, NULL);
  g_clear_pointer (&self->rows, natter_ui_rows_free);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (natter_ui_missed_panel_parent_class)->dispose (object);
}

static void
natter_ui_missed_panel_class_init (NatterUiMissedPanelClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = natter_ui_missed_panel_dispose;
  widget_class->key_press_event = natter_ui_missed_panel_key_press;
  signals[CHOSEN] = g_signal_new ("chosen", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 2,
                                  G_TYPE_STRING, G_TYPE_UINT64);
  signals[CLOSED] = g_signal_new ("closed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  gtk_widget_class_set_template_from_resource (widget_class, NATTER_UI_RESOURCES "natter-ui-missed-panel.ui");
  gtk_widget_class_bind_template_child (widget_class, NatterUiMissedPanel, list_box);
  gtk_widget_class_bind_template_child (widget_class, NatterUiMissedPanel, note_label);
  gtk_widget_class_bind_template_child (widget_class, NatterUiMissedPanel, read_button);
  gtk_widget_class_bind_template_callback (widget_class, on_row_activated);
  gtk_widget_class_bind_template_callback (widget_class, on_close);
  gtk_widget_class_bind_template_callback (widget_class, on_read);
}

static void
natter_ui_missed_panel_init (NatterUiMissedPanel *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->rows = natter_ui_rows_new (GTK_LIST_BOX (self->list_box), MISSED_MOST, make_row, NULL);
}
