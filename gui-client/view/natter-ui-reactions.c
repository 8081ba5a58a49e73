/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "shared/natter-text.h"

#include "natter-ui-emoji.h"
#include "natter-ui-reactions.h"
#include "natter-ui-widgets.h"

struct _NatterUiReactions
{
  GtkPopover parent_instance;

  GtkWidget *entry;
  gboolean clearing;
};

static const char *const usual[] = { "👍", "❤️", "😂", "🎉", "😮", "😢", "🙏", "👀" };

static guint picked_signal;

G_DEFINE_TYPE (NatterUiReactions, natter_ui_reactions, GTK_TYPE_POPOVER)

GtkWidget *
natter_ui_reactions_new (GtkWidget *relative_to)
{
  return g_object_new (NATTER_UI_TYPE_REACTIONS, "relative-to", relative_to, "position", GTK_POS_BOTTOM, "name", "reactions",
                       "transitions-enabled", FALSE, NULL);
}

static void
clear (NatterUiReactions *self)
{
  self->clearing = TRUE;
  gtk_entry_set_text (GTK_ENTRY (self->entry), "");
  self->clearing = FALSE;
}

static void
pick (NatterUiReactions *self,
      const char *text)
{
  g_autofree char *reaction = natter_reaction_normalize (text, NULL);

  if (reaction == NULL)
    return;
  gtk_popover_popdown (GTK_POPOVER (self));
  g_signal_emit (self, picked_signal, 0, reaction);
}

static void
on_clicked (NatterUiReactions *self,
            GtkButton *button)
{
  pick (self, gtk_button_get_label (button));
}

/* One sign is a whole answer; letters may become ":tada:". */
static void
on_entry_changed (NatterUiReactions *self)
{
  const char *text = gtk_entry_get_text (GTK_ENTRY (self->entry));
  g_autofree char *emoji = natter_ui_emoji_dup_exact (text);

  if (self->clearing)
    return;
  if (emoji != NULL)
    pick (self, emoji);
  else if (text[0] != '\0' && (guchar) text[0] >= 0x80 && !g_unichar_isalnum (g_utf8_get_char (text)))
    pick (self, text);
}

static void
on_entry_activate (NatterUiReactions *self)
{
  pick (self, gtk_entry_get_text (GTK_ENTRY (self->entry)));
}

void
natter_ui_reactions_ask (NatterUiReactions *self,
                         const GdkRectangle *where)
{
  clear (self);
  gtk_popover_set_pointing_to (GTK_POPOVER (self), where);
  gtk_popover_popup (GTK_POPOVER (self));
}

static void
add_usual (NatterUiReactions *self,
           GtkContainer *box)
{
  for (guint i = 0; i < G_N_ELEMENTS (usual); i++)
    {
      GtkWidget *button = gtk_button_new_with_label (usual[i]);
      g_autofree char *name = natter_ui_emoji_dup_name (usual[i]);

      gtk_button_set_relief (GTK_BUTTON (button), GTK_RELIEF_NONE);
      natter_ui_widget_name (button, name != NULL ? name : usual[i]);
      natter_ui_widget_set_class (button, "reaction", TRUE);
      g_signal_connect_object (button, "clicked", G_CALLBACK (on_clicked), self, G_CONNECT_SWAPPED);
      gtk_container_add (box, button);
    }
}

static void
natter_ui_reactions_class_init (NatterUiReactionsClass *klass)
{
  picked_signal = g_signal_new ("picked", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                G_TYPE_NONE, 1, G_TYPE_STRING);
}

static void
natter_ui_reactions_init (NatterUiReactions *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6), *row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);

  self->entry = gtk_entry_new ();
  g_object_set (self->entry, "name", "reaction-entry", "show-emoji-icon", TRUE, "placeholder-text", _("Another one, as :tada:"), NULL);
  natter_ui_widget_name (self->entry, _("Another reaction"));
  natter_ui_widget_name (GTK_WIDGET (self), _("React"));
  g_signal_connect_object (self->entry, "changed", G_CALLBACK (on_entry_changed), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->entry, "activate", G_CALLBACK (on_entry_activate), self, G_CONNECT_SWAPPED);
  add_usual (self, GTK_CONTAINER (row));
  gtk_container_add (GTK_CONTAINER (box), row);
  gtk_container_add (GTK_CONTAINER (box), self->entry);
  g_object_set (box, "margin", 6, NULL);
  gtk_widget_show_all (box);
  gtk_container_add (GTK_CONTAINER (self), box);
}
