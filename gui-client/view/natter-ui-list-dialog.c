/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "natter-ui-list-dialog.h"
#include "natter-ui-widgets.h"

#define ROWS_MOST 200
#define MARGIN    12

struct _NatterUiListDialog
{
  GtkDialog parent_instance;

  GtkWidget *entry;
  GtkWidget *error_revealer;
  GtkWidget *error_label;
  GtkWidget *stack;
  GtkWidget *note_label;
  GtkWidget *list_box;

  NatterUiRows *rows;
  NatterUiRowsMatch match;
  GCancellable *cancellable;
};

enum
{
  CHOSEN,
  TYPED,
  MOVED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_TYPE (NatterUiListDialog, natter_ui_list_dialog, GTK_TYPE_DIALOG)

/* In a narrow window: no wider than that, and not as high. */
static void
fit (NatterUiListDialog *self,
     GtkWindow *parent)
{
  int width, height, most_width, most_height;

  gtk_window_get_default_size (GTK_WINDOW (self), &width, &height);
  gtk_window_get_size (parent, &most_width, &most_height);
  gtk_window_set_default_size (GTK_WINDOW (self), MIN (width, most_width - 2 * MARGIN), MIN (height, most_height - 2 * MARGIN));
}

NatterUiListDialog *
natter_ui_list_dialog_new (GtkWindow *parent,
                           const char *title,
                           const char *hint,
                           NatterUiRowsMake make,
                           NatterUiRowsMatch match)
{
  NatterUiListDialog *self = g_object_new (NATTER_UI_TYPE_LIST_DIALOG, "transient-for", parent, "title", title,
                                           "use-header-bar", 1, NULL);

  self->rows = natter_ui_rows_new (GTK_LIST_BOX (self->list_box), ROWS_MOST, make, NULL);
  self->match = match;
  fit (self, parent);
  gtk_entry_set_placeholder_text (GTK_ENTRY (self->entry), hint);
  natter_ui_widget_name (self->entry, hint);
  natter_ui_widget_name (self->list_box, title);
  return self;
}

/* The first that Enter can do something with. Returns: (nullable). */
static GtkListBoxRow *
find_first (GtkListBox *box)
{
  GtkListBoxRow *row;

  for (int i = 0; (row = gtk_list_box_get_row_at_index (box, i)) != NULL; i++)
    if (gtk_list_box_row_get_activatable (row))
      return row;
  return gtk_list_box_get_row_at_index (box, 0);
}

static void
show_rows (NatterUiListDialog *self)
{
  gboolean any = natter_ui_rows_get_n (self->rows) > 0;

  gtk_stack_set_visible_child_name (GTK_STACK (self->stack), any ? "list" : "note");
  if (any && gtk_list_box_get_selected_row (GTK_LIST_BOX (self->list_box)) == NULL)
    gtk_list_box_select_row (GTK_LIST_BOX (self->list_box), find_first (GTK_LIST_BOX (self->list_box)));
}

void
natter_ui_list_dialog_set_list (NatterUiListDialog *self,
                                GListModel *list)
{
  natter_ui_rows_set_list (self->rows, list);
  show_rows (self);
}

void
natter_ui_list_dialog_set_note (NatterUiListDialog *self,
                                const char *sentence)
{
  gtk_label_set_text (GTK_LABEL (self->note_label), sentence);
}

void
natter_ui_list_dialog_show_error (NatterUiListDialog *self,
                                  const char *sentence)
{
  if (sentence != NULL)
    gtk_label_set_text (GTK_LABEL (self->error_label), sentence);
  gtk_revealer_set_reveal_child (GTK_REVEALER (self->error_revealer), sentence != NULL);
  natter_ui_widget_describe (self->entry, sentence);
}

GtkWidget *
natter_ui_list_dialog_add_button (NatterUiListDialog *self,
                                  const char *label)
{
  GtkWidget *button = gtk_button_new_with_mnemonic (label);

  gtk_header_bar_pack_start (GTK_HEADER_BAR (gtk_dialog_get_header_bar (GTK_DIALOG (self))), button);
  gtk_widget_show (button);
  return button;
}

void
natter_ui_list_dialog_add_below (NatterUiListDialog *self,
                                 GtkWidget *widget)
{
  GtkWidget *box = gtk_dialog_get_content_area (GTK_DIALOG (self)), *line = gtk_separator_new (GTK_ORIENTATION_HORIZONTAL);

  gtk_widget_show (line);
  gtk_widget_show (widget);
  gtk_container_add (GTK_CONTAINER (box), line);
  gtk_container_add (GTK_CONTAINER (box), widget);
}

static void
on_row_selected (NatterUiListDialog *self,
                 GtkListBoxRow *row)
{
  g_signal_emit (self, signals[MOVED], 0, row);
}

char *
natter_ui_list_dialog_dup_word (NatterUiListDialog *self)
{
  return g_strstrip (g_strdup (gtk_entry_get_text (GTK_ENTRY (self->entry))));
}

GCancellable *
natter_ui_list_dialog_get_cancellable (NatterUiListDialog *self)
{
  return self->cancellable;
}

static void
on_entry_changed (NatterUiListDialog *self)
{
  g_autofree char *word = natter_ui_list_dialog_dup_word (self);

  natter_ui_list_dialog_show_error (self, NULL);
  natter_ui_rows_set_filter (self->rows, self->match, word);
  show_rows (self);
}

static void
on_row_activated (NatterUiListDialog *self,
                  GtkListBoxRow *row)
{
  g_signal_emit (self, signals[CHOSEN], 0, row);
}

static void
on_entry_activate (NatterUiListDialog *self)
{
  g_autofree char *word = natter_ui_list_dialog_dup_word (self);
  GtkListBoxRow *row = gtk_list_box_get_selected_row (GTK_LIST_BOX (self->list_box));

  if (natter_ui_rows_get_n (self->rows) > 0 && row != NULL)
    g_signal_emit (self, signals[CHOSEN], 0, row);
  else if (word[0] != '\0')
    g_signal_emit (self, signals[TYPED], 0, word);
}

static void
on_stop_search (NatterUiListDialog *self)
{
  gtk_dialog_response (GTK_DIALOG (self), GTK_RESPONSE_CANCEL);
}

/* Up and Down move the choice while one goes on typing. */
static gboolean
on_entry_key (NatterUiListDialog *self,
              GdkEventKey *event)
{
  GtkListBox *box = GTK_LIST_BOX (self->list_box);
  GtkListBoxRow *row = gtk_list_box_get_selected_row (box), *next;
  int step = event->keyval == GDK_KEY_Down ? 1 : event->keyval == GDK_KEY_Up ? -1
                                                                             : 0;

  if (step == 0 || row == NULL)
    return GDK_EVENT_PROPAGATE;
  next = gtk_list_box_get_row_at_index (box, gtk_list_box_row_get_index (row) + step);
  if (next != NULL)
    gtk_list_box_select_row (box, next);
  return GDK_EVENT_STOP;
}

static void
natter_ui_list_dialog_response (GtkDialog *dialog,
                                int response)
{
  gtk_widget_destroy (GTK_WIDGET (dialog));
}

static void
natter_ui_list_dialog_dispose (GObject *object)
{
  NatterUiListDialog *self = NATTER_UI_LIST_DIALOG (object);

  g_cancellable_cancel (self->cancellable);
  if (self->rows != NULL)
    natter_ui_rows_set_list (self->rows, NULL);
  g_clear_pointer (&self->rows, natter_ui_rows_free);
  G_OBJECT_CLASS (natter_ui_list_dialog_parent_class)->dispose (object);
}

static void
natter_ui_list_dialog_finalize (GObject *object)
{
  g_clear_object (&NATTER_UI_LIST_DIALOG (object)->cancellable);
  G_OBJECT_CLASS (natter_ui_list_dialog_parent_class)->finalize (object);
}

static void
natter_ui_list_dialog_class_init (NatterUiListDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = natter_ui_list_dialog_dispose;
  G_OBJECT_CLASS (klass)->finalize = natter_ui_list_dialog_finalize;
  GTK_DIALOG_CLASS (klass)->response = natter_ui_list_dialog_response;
  signals[CHOSEN] = g_signal_new ("chosen", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                  G_TYPE_NONE, 1, GTK_TYPE_LIST_BOX_ROW);
  signals[TYPED] = g_signal_new ("typed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                 G_TYPE_NONE, 1, G_TYPE_STRING);
  signals[MOVED] = g_signal_new ("moved", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                 G_TYPE_NONE, 1, GTK_TYPE_LIST_BOX_ROW);

  gtk_widget_class_set_template_from_resource (widget_class, NATTER_UI_RESOURCES "natter-ui-list-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, NatterUiListDialog, entry);
  gtk_widget_class_bind_template_child (widget_class, NatterUiListDialog, error_revealer);
  gtk_widget_class_bind_template_child (widget_class, NatterUiListDialog, error_label);
  gtk_widget_class_bind_template_child (widget_class, NatterUiListDialog, stack);
  gtk_widget_class_bind_template_child (widget_class, NatterUiListDialog, note_label);
  gtk_widget_class_bind_template_child (widget_class, NatterUiListDialog, list_box);
  gtk_widget_class_bind_template_callback (widget_class, on_entry_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_entry_activate);
  gtk_widget_class_bind_template_callback (widget_class, on_entry_key);
  gtk_widget_class_bind_template_callback (widget_class, on_stop_search);
  gtk_widget_class_bind_template_callback (widget_class, on_row_activated);
  gtk_widget_class_bind_template_callback (widget_class, on_row_selected);
}

static void
natter_ui_list_dialog_init (NatterUiListDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->cancellable = g_cancellable_new ();
}
