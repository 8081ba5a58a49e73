/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "natter-ui-lock.h"
#include "natter-ui-trust-page.h"
#include "natter-ui-widgets.h"

#define WIDTH 34 /* characters */

struct _NatterUiLock
{
  GtkMenuButton parent_instance;

  GtkWidget *icon;
  GtkWidget *title;
  GtkWidget *text;
  GtkWidget *phrase;

  NatterUiSession *session; /* (nullable) until set */
};

G_DEFINE_FINAL_TYPE (NatterUiLock, natter_ui_lock, GTK_TYPE_MENU_BUTTON)

static const struct
{
  NatterUiTrust trust;
  const char *icon;
  const char *title;
  const char *text;
} ways[] = {
  { NATTER_UI_TRUST_LOCAL, "computer-symbolic", N_ ("On this computer"), N_ ("What you say to this server does not go over a network.") },
  { NATTER_UI_TRUST_PINNED, "channel-secure-symbolic", N_ ("Encrypted"),
    N_ ("Only you and the server can read what is said. It has the key that you know of it:") },
  { NATTER_UI_TRUST_VOUCHED, "channel-secure-symbolic", N_ ("Encrypted"),
    N_ ("Only you and the server can read what is said. Its certificate is good by those whom this computer trusts. Its key:") },
  { NATTER_UI_TRUST_BARE_AGREED, "channel-insecure-symbolic", N_ ("Not encrypted"),
    N_ ("Whoever is on the way between you and the server can read along. You agreed to that.") },
};

static void
show_way (NatterUiLock *self,
          guint i)
{
  const NatterKey *key = natter_ui_session_get_key (self->session);
  g_autofree char *phrase = key != NULL ? natter_ui_trust_page_dup_phrase (key) : NULL;
  const char *title = _ (ways[i].title);

  gtk_image_set_from_icon_name (GTK_IMAGE (self->icon), ways[i].icon, GTK_ICON_SIZE_BUTTON);
  gtk_label_set_text (GTK_LABEL (self->title), title);
  gtk_label_set_text (GTK_LABEL (self->text), _ (ways[i].text));
  gtk_label_set_text (GTK_LABEL (self->phrase), phrase != NULL ? phrase : "");
  gtk_widget_set_visible (self->phrase, phrase != NULL);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self), title);
  natter_ui_widget_name (GTK_WIDGET (self), title);
  natter_ui_widget_set_class (GTK_WIDGET (self), "bare", ways[i].trust == NATTER_UI_TRUST_BARE_AGREED);
}

static void
show_trust (NatterUiLock *self)
{
  NatterUiTrust trust = natter_ui_session_get_trust (self->session);
  gboolean shown = FALSE;

  for (guint i = 0; i < G_N_ELEMENTS (ways); i++)
    if (ways[i].trust == trust && natter_ui_session_get_state (self->session) == NATTER_UI_STATE_ONLINE)
      {
        show_way (self, i);
        shown = TRUE;
      }
  gtk_widget_set_visible (GTK_WIDGET (self), shown);
}

/* Who takes the focus first has all of it selected. */
static void
on_phrase_focus (NatterUiLock *self)
{
  gtk_label_select_region (GTK_LABEL (self->phrase), 0, 0);
}

void
natter_ui_lock_set_session (NatterUiLock *self,
                            NatterUiSession *session)
{
  g_return_if_fail (self->session == NULL);
  self->session = g_object_ref (session);
  g_signal_connect_object (session, "notify::trust", G_CALLBACK (show_trust), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "notify::state", G_CALLBACK (show_trust), self, G_CONNECT_SWAPPED);
  show_trust (self);
}

static GtkWidget *
add_label (GtkWidget *box,
           const char *name,
           const char *css_class)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_widget_set_name (label, name);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_line_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_max_width_chars (GTK_LABEL (label), WIDTH);
  if (css_class != NULL)
    natter_ui_widget_set_class (label, css_class, TRUE);
  gtk_widget_show (label);
  gtk_container_add (GTK_CONTAINER (box), label);
  return label;
}

static void
natter_ui_lock_dispose (GObject *object)
{
  g_clear_object (&NATTER_UI_LOCK (object)->session);
  G_OBJECT_CLASS (natter_ui_lock_parent_class)->dispose (object);
}

static void
natter_ui_lock_class_init (NatterUiLockClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = natter_ui_lock_dispose;
}

static void
natter_ui_lock_init (NatterUiLock *self)
{
  GtkWidget *popover = gtk_popover_new (GTK_WIDGET (self));
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);

  gtk_container_set_border_width (GTK_CONTAINER (box), 12);
  self->title = add_label (box, "lock-title", "heading");
  self->text = add_label (box, "lock-text", NULL);
  self->phrase = add_label (box, "lock-phrase", "phrase");
  gtk_label_set_selectable (GTK_LABEL (self->phrase), TRUE);
  gtk_widget_show (box);
  gtk_container_add (GTK_CONTAINER (popover), box);
  gtk_widget_set_name (popover, "lock-popover");
  g_signal_connect_object (self->phrase, "grab-focus", G_CALLBACK (on_phrase_focus), self, G_CONNECT_SWAPPED | G_CONNECT_AFTER);
  gtk_menu_button_set_popover (GTK_MENU_BUTTON (self), popover);
  self->icon = gtk_image_new ();
  gtk_widget_show (self->icon);
  gtk_container_add (GTK_CONTAINER (self), self->icon);
}
