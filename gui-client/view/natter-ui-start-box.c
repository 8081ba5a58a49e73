/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "natter-ui-start-box.h"
#include "natter-ui-widgets.h"

struct _NatterUiStartBox
{
  GtkBox parent_instance;

  GtkWidget *button;
  GtkWidget *keep_check;
  GtkWidget *note;

  NatterUiHost *host; /* (nullable) until set */
  GCancellable *cancellable;
};

enum
{
  STARTED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_TYPE (NatterUiStartBox, natter_ui_start_box, GTK_TYPE_BOX)

static void
show_note (NatterUiStartBox *self,
           const char *sentence)
{
  gtk_label_set_text (GTK_LABEL (self->note), sentence != NULL ? sentence : "");
  gtk_widget_set_visible (self->note, sentence != NULL);
  natter_ui_widget_describe (self->button, sentence);
}

static void
on_started (GObject *source,
            GAsyncResult *result,
            gpointer data)
{
  g_autoptr (NatterUiStartBox) self = data;
  g_autoptr (GError) error = NULL;
  g_autofree char *address = natter_ui_host_start_finish (NATTER_UI_HOST (source), result, &error);

  if (g_cancellable_is_cancelled (self->cancellable))
    return;
  gtk_widget_set_sensitive (self->button, TRUE);
  if (address == NULL)
    show_note (self, error->message);
  else
    g_signal_emit (self, signals[STARTED], 0, address);
}

static void
on_clicked (NatterUiStartBox *self)
{
  show_note (self, NULL);
  gtk_widget_set_sensitive (self->button, FALSE);
  natter_ui_host_start_async (self->host, self->cancellable, on_started, g_object_ref (self));
}

void
natter_ui_start_box_set_host (NatterUiStartBox *self,
                              NatterUiHost *host)
{
  g_autoptr (GSettings) settings = g_settings_new (NATTER_APP_ID);

  g_return_if_fail (self->host == NULL);
  self->host = g_object_ref (host);
  g_settings_bind (settings, "server-keeps-running", self->keep_check, "active", G_SETTINGS_BIND_DEFAULT);
}

static void
natter_ui_start_box_dispose (GObject *object)
{
  g_cancellable_cancel (NATTER_UI_START_BOX (object)->cancellable);
  G_OBJECT_CLASS (natter_ui_start_box_parent_class)->dispose (object);
}

static void
natter_ui_start_box_finalize (GObject *object)
{
  NatterUiStartBox *self = NATTER_UI_START_BOX (object);

  g_clear_object (&self->host);
  g_clear_object (&self->cancellable);
  G_OBJECT_CLASS (natter_ui_start_box_parent_class)->finalize (object);
}

static void
natter_ui_start_box_class_init (NatterUiStartBoxClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = natter_ui_start_box_dispose;
  G_OBJECT_CLASS (klass)->finalize = natter_ui_start_box_finalize;
  signals[STARTED] = g_signal_new ("started", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);

  gtk_widget_class_set_template_from_resource (widget_class, NATTER_UI_RESOURCES "natter-ui-start-box.ui");
  gtk_widget_class_bind_template_child (widget_class, NatterUiStartBox, button);
  gtk_widget_class_bind_template_child (widget_class, NatterUiStartBox, keep_check);
  gtk_widget_class_bind_template_child (widget_class, NatterUiStartBox, note);
  gtk_widget_class_bind_template_callback (widget_class, on_clicked);
}

static void
natter_ui_start_box_init (NatterUiStartBox *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->cancellable = g_cancellable_new ();
}
