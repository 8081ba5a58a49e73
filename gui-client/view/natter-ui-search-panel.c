/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "gui-client/model/natter-ui-search.h"

#include "natter-ui-found-row.h"
#include "natter-ui-rows.h"
#include "natter-ui-search-panel.h"
#include "natter-ui-widgets.h"

#define FOUND_MOST 200

struct _NatterUiSearchPanel
{
  GtkBox parent_instance;

  GtkWidget *entry;
  GtkWidget *chips_box;
  GtkWidget *list_box;
  GtkWidget *note_label;
  GtkWidget *more_button;

  NatterUiSearch *search; /* (nullable) until set */
  NatterUiRows *rows;
};

enum
{
  CHOSEN,
  CLOSED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_TYPE (NatterUiSearchPanel, natter_ui_search_panel, GTK_TYPE_BOX)

/* What can narrow a search, as it begins in the entry. */
static const char *const operators[] = { "from:", "in:", "before:", "after:", "has:link" };

static GtkWidget *
make_row (gpointer item,
          gpointer data)
{
  return natter_ui_found_row_new (item);
}

/* Below the results, in words: what is going on, or what came of it. */
static char *
dup_note (NatterUiSearchPanel *self)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->search)), elsewhere = natter_ui_search_get_n_elsewhere (self->search);
  const char *error = natter_ui_search_get_error_text (self->search);

  if (gtk_entry_get_text_length (GTK_ENTRY (self->entry)) == 0)
    return g_strdup (_("Words, \"a phrase\", or the beginning of a word with * after it."));
  if (error != NULL)
    return g_strdup (error);
  if (natter_ui_search_get_searching (self->search))
    return g_strdup (_("Searching…"));
  if (n == 0)
    return g_strdup (_("Nothing was found."));
  if (elsewhere > 0)
    return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "Also on the server: %u", "Also on the server: %u", elsewhere), elsewhere);
  return g_strdup ("");
}

static void
show_state (NatterUiSearchPanel *self)
{
  g_autofree char *note = dup_note (self);

  gtk_label_set_text (GTK_LABEL (self->note_label), note);
  gtk_widget_set_visible (self->note_label, note[0] != '\0');
  gtk_widget_set_visible (self->more_button, natter_ui_search_get_more (self->search));
}

static void
put_text (NatterUiSearchPanel *self,
          const char *text)
{
  gtk_entry_set_text (GTK_ENTRY (self->entry), text);
  gtk_widget_grab_focus (self->entry);
  gtk_editable_set_position (GTK_EDITABLE (self->entry), -1);
}

/* One that is there is taken out; one that is not is begun. */
static void
on_chip (NatterUiSearchPanel *self,
         GtkButton *button)
{
  const char *text = gtk_entry_get_text (GTK_ENTRY (self->entry)), *chip = g_object_get_data (G_OBJECT (button), "chip");
  const char *place = strstr (text, chip);
  gboolean there = GPOINTER_TO_INT (g_object_get_data (G_OBJECT (button), "there"));
  g_autofree char *changed = NULL;

  if (there && place != NULL)
    changed = g_strdup_printf ("%.*s%s", (int) (place - text), text, place + strlen (chip));
  else
    changed = g_strconcat (text, text[0] != '\0' && !g_str_has_suffix (text, " ") ? " " : "", chip,
                           g_str_has_suffix (chip, ":") ? "" : " ", NULL);
  put_text (self, g_strchug (changed));
}

static void
add_chip (NatterUiSearchPanel *self,
          const char *chip,
          gboolean there)
{
  GtkWidget *button = gtk_button_new_with_label (chip);
  g_autofree char *spoken = there ? g_strdup_printf (_("Search without %s"), chip)
                                  : g_strdup_printf (_("Narrow the search with %s"), chip);

  natter_ui_widget_set_class (button, "chip", TRUE);
  natter_ui_widget_set_class (button, "there", there);
  natter_ui_widget_name (button, spoken);
  gtk_widget_set_tooltip_text (button, spoken);
  if (there)
    {
      gtk_button_set_image (GTK_BUTTON (button), gtk_image_new_from_icon_name ("window-close-symbolic", GTK_ICON_SIZE_MENU));
      gtk_button_set_image_position (GTK_BUTTON (button), GTK_POS_RIGHT);
      gtk_button_set_always_show_image (GTK_BUTTON (button), TRUE);
    }
  g_object_set_data_full (G_OBJECT (button), "chip", g_strdup (chip), g_free);
  g_object_set_data (G_OBJECT (button), "there", GINT_TO_POINTER (there));
  g_signal_connect_object (button, "clicked", G_CALLBACK (on_chip), self, G_CONNECT_SWAPPED);
  gtk_widget_show (button);
  gtk_container_add (GTK_CONTAINER (self->chips_box), button);
  gtk_widget_set_can_focus (gtk_widget_get_parent (button), FALSE);
}

static void
show_chips (NatterUiSearchPanel *self)
{
  const char *text = gtk_entry_get_text (GTK_ENTRY (self->entry));
  g_autoptr (GPtrArray) chips = natter_ui_search_parse_chips (text);

  natter_ui_widget_empty (GTK_CONTAINER (self->chips_box));
  for (guint i = 0; i < chips->len; i++)
    {
      const NatterUiChip *chip = g_ptr_array_index (chips, i);
      g_autofree char *piece = g_strndup (text + chip->start, chip->length);

      add_chip (self, piece, TRUE);
    }
  for (guint i = 0; i < G_N_ELEMENTS (operators); i++)
    if (strstr (text, operators[i]) == NULL)
      add_chip (self, operators[i], FALSE);
}

static void
on_entry_changed (NatterUiSearchPanel *self)
{
  if (self->search == NULL)
    return;
  natter_ui_search_set_text (self->search, gtk_entry_get_text (GTK_ENTRY (self->entry)), NULL);
  show_chips (self);
  show_state (self);
}

static void
on_row_activated (NatterUiSearchPanel *self,
                  GtkListBoxRow *row)
{
  NatterUiFound *found = g_object_get_data (G_OBJECT (row), NATTER_UI_FOUND_ROW_FOUND);

  g_signal_emit (self, signals[CHOSEN], 0, natter_ui_found_get_room (found),
                 natter_ui_message_get_seq (natter_ui_found_get_message (found)));
}

/* Enter: the first one. */
static void
on_entry_activate (NatterUiSearchPanel *self)
{
  GtkListBoxRow *row = gtk_list_box_get_selected_row (GTK_LIST_BOX (self->list_box));

  if (row == NULL)
    row = gtk_list_box_get_row_at_index (GTK_LIST_BOX (self->list_box), 0);
  if (row != NULL)
    on_row_activated (self, row);
}

static gboolean
on_entry_key (NatterUiSearchPanel *self,
              GdkEventKey *event)
{
  GtkListBoxRow *row = gtk_list_box_get_row_at_index (GTK_LIST_BOX (self->list_box), 0);

  if (event->keyval != GDK_KEY_Down || row == NULL)
    return GDK_EVENT_PROPAGATE;
  gtk_widget_grab_focus (GTK_WIDGET (row));
  return GDK_EVENT_STOP;
}

static void
on_close (NatterUiSearchPanel *self)
{
  g_signal_emit (self, signals[CLOSED], 0);
}

static gboolean
natter_ui_search_panel_key_press (GtkWidget *widget,
                                  GdkEventKey *event)
{
  if (event->keyval == GDK_KEY_Escape)
    {
      on_close (NATTER_UI_SEARCH_PANEL (widget));
      return GDK_EVENT_STOP;
    }
  return GTK_WIDGET_CLASS (natter_ui_search_panel_parent_class)->key_press_event (widget, event);
}

static void
on_more (NatterUiSearchPanel *self)
{
  natter_ui_search_load_more (self->search);
}

void
natter_ui_search_panel_set_session (NatterUiSearchPanel *self,
                                    NatterUiSession *session)
{
  g_return_if_fail (self->search == NULL);
  self->search = natter_ui_search_new (session);
  natter_ui_rows_set_list (self->rows, G_LIST_MODEL (self->search));
  g_signal_connect_object (self->search, "notify", G_CALLBACK (show_state), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->search, "items-changed", G_CALLBACK (show_state), self, G_CONNECT_SWAPPED);
  show_chips (self);
  show_state (self);
}

void
natter_ui_search_panel_begin (NatterUiSearchPanel *self)
{
  gtk_widget_grab_focus (self->entry);
}

static void
natter_ui_search_panel_dispose (GObject *object)
{
  NatterUiSearchPanel *self = NATTER_UI_SEARCH_PANEL (object);

  if (self->rows != NULL)
    natter_ui_rows_set_list (self->rows, NULL);
  g_clear_pointer (&self->rows, natter_ui_rows_free);
  g_clear_object (&self->search);
  G_OBJECT_CLASS (natter_ui_search_panel_parent_class)->dispose (object);
}

static void
natter_ui_search_panel_class_init (NatterUiSearchPanelClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = natter_ui_search_panel_dispose;
  widget_class->key_press_event = natter_ui_search_panel_key_press;
  signals[CHOSEN] = g_signal_new ("chosen", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 2,
                                  G_TYPE_STRING, G_TYPE_UINT64);
  signals[CLOSED] = g_signal_new ("closed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  gtk_widget_class_set_template_from_resource (widget_class, NATTER_UI_RESOURCES "natter-ui-search-panel.ui");
  gtk_widget_class_bind_template_child (widget_class, NatterUiSearchPanel, entry);
  gtk_widget_class_bind_template_child (widget_class, NatterUiSearchPanel, chips_box);
  gtk_widget_class_bind_template_child (widget_class, NatterUiSearchPanel, list_box);
  gtk_widget_class_bind_template_child (widget_class, NatterUiSearchPanel, note_label);
  gtk_widget_class_bind_template_child (widget_class, NatterUiSearchPanel, more_button);
  gtk_widget_class_bind_template_callback (widget_class, on_entry_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_entry_activate);
  gtk_widget_class_bind_template_callback (widget_class, on_entry_key);
  gtk_widget_class_bind_template_callback (widget_class, on_row_activated);
  gtk_widget_class_bind_template_callback (widget_class, on_close);
  gtk_widget_class_bind_template_callback (widget_class, on_more);
}

static void
natter_ui_search_panel_init (NatterUiSearchPanel *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->rows = natter_ui_rows_new (GTK_LIST_BOX (self->list_box), FOUND_MOST, make_row, NULL);
  gtk_list_box_set_header_func (GTK_LIST_BOX (self->list_box), natter_ui_found_row_header, NULL, NULL);
}
