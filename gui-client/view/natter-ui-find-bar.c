/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "gui-client/model/natter-ui-search.h"

#include "natter-ui-find-bar.h"
#include "natter-ui-widgets.h"

struct _NatterUiFindBar
{
  GtkBin parent_instance;

  GtkWidget *entry;
  GtkWidget *count_label;

  NatterUiSession *session; /* (nullable) until set */
  NatterUiSearch *search;   /* (nullable) until set */
  int place;                /* of the one shown, in what was found; -1: none */
};

enum
{
  CHOSEN,
  CLOSED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_TYPE (NatterUiFindBar, natter_ui_find_bar, GTK_TYPE_BIN)

static void
show_count (NatterUiFindBar *self)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->search));
  const char *error = natter_ui_search_get_error_text (self->search);
  g_autofree char *text = NULL;

  if (gtk_entry_get_text_length (GTK_ENTRY (self->entry)) == 0)
    text = g_strdup ("");
  else if (error != NULL)
    text = g_strdup (error);
  else if (n == 0)
    text = g_strdup (natter_ui_search_get_searching (self->search) ? _("Searching…") : _("Not found"));
  else if (self->place < 0)
    text = g_strdup_printf (natter_ui_search_get_more (self->search) ? "%u+" : "%u", n);
  else
    /* Translators: the first is the place of what is shown among all that was found: "2 of 7". */
    text = g_strdup_printf (natter_ui_search_get_more (self->search) ? _("%d of %u+") : _("%d of %u"), self->place + 1, n);
  gtk_label_set_text (GTK_LABEL (self->count_label), text);
}

/* What is shown stays the one shown; others may have come before it. */
static void
on_items_changed (NatterUiFindBar *self,
                  guint position,
                  guint removed,
                  guint added)
{
  if (self->place >= (int) position)
    self->place = removed > 0 ? -1 : self->place + (int) added;
  show_count (self);
}

static void
go (NatterUiFindBar *self,
    int step)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->search));
  g_autoptr (NatterUiFound) found = NULL;

  if (n == 0)
    return;
  if (self->place + step >= (int) n && natter_ui_search_get_more (self->search))
    natter_ui_search_load_more (self->search);
  self->place = CLAMP (self->place + step, 0, (int) n - 1);
  found = g_list_model_get_item (G_LIST_MODEL (self->search), (guint) self->place);
  show_count (self);
  g_signal_emit (self, signals[CHOSEN], 0, natter_ui_found_get_room (found),
                 natter_ui_message_get_seq (natter_ui_found_get_message (found)));
}

static void
on_older (NatterUiFindBar *self)
{
  go (self, 1);
}

static void
on_newer (NatterUiFindBar *self)
{
  go (self, -1);
}

static void
on_entry_changed (NatterUiFindBar *self)
{
  self->place = -1;
  if (self->search != NULL)
    natter_ui_search_set_text (self->search, gtk_entry_get_text (GTK_ENTRY (self->entry)),
                               natter_ui_session_get_current_room (self->session));
}

void
natter_ui_find_bar_end (NatterUiFindBar *self)
{
  gtk_widget_hide (GTK_WIDGET (self));
  gtk_entry_set_text (GTK_ENTRY (self->entry), "");
}

static void
on_close (NatterUiFindBar *self)
{
  natter_ui_find_bar_end (self);
  g_signal_emit (self, signals[CLOSED], 0);
}

static gboolean
on_entry_key (NatterUiFindBar *self,
              GdkEventKey *event)
{
  gboolean enter = event->keyval == GDK_KEY_Return || event->keyval == GDK_KEY_KP_Enter;

  if (enter || event->keyval == GDK_KEY_Up || event->keyval == GDK_KEY_Down)
    go (self, event->keyval == GDK_KEY_Down || (event->state & GDK_SHIFT_MASK) != 0 ? -1 : 1);
  else if (event->keyval == GDK_KEY_Escape)
    on_close (self);
  else
    return GDK_EVENT_PROPAGATE;
  return GDK_EVENT_STOP;
}

void
natter_ui_find_bar_begin (NatterUiFindBar *self)
{
  gtk_widget_show (GTK_WIDGET (self)); /* at once: a key that follows finds its entry there */
  gtk_widget_grab_focus (self->entry);
  on_entry_changed (self);
}

void
natter_ui_find_bar_set_session (NatterUiFindBar *self,
                                NatterUiSession *session)
{
  g_return_if_fail (self->session == NULL);
  self->session = g_object_ref (session);
  self->search = natter_ui_search_new (session);
  g_signal_connect_object (self->search, "items-changed", G_CALLBACK (on_items_changed), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->search, "notify", G_CALLBACK (show_count), self, G_CONNECT_SWAPPED);
  show_count (self);
}

static void
natter_ui_find_bar_dispose (GObject *object)
{
  NatterUiFindBar *self = NATTER_UI_FIND_BAR (object);

  g_clear_object (&self->search);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (natter_ui_find_bar_parent_class)->dispose (object);
}

static void
natter_ui_find_bar_class_init (NatterUiFindBarClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = natter_ui_find_bar_dispose;
  signals[CHOSEN] = g_signal_new ("chosen", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 2,
                                  G_TYPE_STRING, G_TYPE_UINT64);
  signals[CLOSED] = g_signal_new ("closed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static GtkWidget *
button_new (NatterUiFindBar *self,
            const char *icon,
            const char *label,
            GCallback callback)
{
  GtkWidget *button = gtk_button_new_from_icon_name (icon, GTK_ICON_SIZE_BUTTON);

  gtk_widget_set_tooltip_text (button, label);
  natter_ui_widget_name (button, label);
  natter_ui_widget_set_class (button, "flat", TRUE);
  g_signal_connect_object (button, "clicked", callback, self, G_CONNECT_SWAPPED);
  return button;
}

static void
natter_ui_find_bar_init (NatterUiFindBar *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);

  self->place = -1;
  self->entry = gtk_search_entry_new ();
  self->count_label = gtk_label_new (NULL);
  gtk_widget_set_name (self->entry, "find-entry");
  gtk_widget_set_name (self->count_label, "find-count");
  gtk_entry_set_placeholder_text (GTK_ENTRY (self->entry), _("Find in this room"));
  natter_ui_widget_name (self->entry, _("Find in this room"));
  natter_ui_widget_set_class (self->count_label, "detail", TRUE);
  gtk_label_set_ellipsize (GTK_LABEL (self->count_label), PANGO_ELLIPSIZE_END);
  g_signal_connect_object (self->entry, "changed", G_CALLBACK (on_entry_changed), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->entry, "key-press-event", G_CALLBACK (on_entry_key), self, G_CONNECT_SWAPPED);
  gtk_box_pack_start (GTK_BOX (box), self->entry, TRUE, TRUE, 0);
  gtk_container_add (GTK_CONTAINER (box), self->count_label);
  gtk_container_add (GTK_CONTAINER (box), button_new (self, "go-up-symbolic", _("Before (Enter)"), G_CALLBACK (on_older)));
  gtk_container_add (GTK_CONTAINER (box), button_new (self, "go-down-symbolic", _("After (Shift+Enter)"), G_CALLBACK (on_newer)));
  gtk_container_add (GTK_CONTAINER (box), button_new (self, "window-close-symbolic", _("Close (Esc)"), G_CALLBACK (on_close)));
  g_object_set (box, "margin", 6, "margin-start", 12, NULL);
  gtk_container_add (GTK_CONTAINER (self), box);
  gtk_widget_show_all (box);
}
