/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <handy.h>

#include "gui-client/model/natter-ui-known.h"
#include "gui-client/model/natter-ui-recent.h"

#include "natter-ui-server-row.h"
#include "natter-ui-times.h"
#include "natter-ui-widgets.h"

static GtkWidget *
forget_button_new (const char *address,
                   const char *action)
{
  GtkWidget *button = gtk_button_new_from_icon_name ("edit-delete-symbolic", GTK_ICON_SIZE_BUTTON);
  /* Translators: a button beside a server that one was at: it is not offered any more. */
  g_autofree char *label = g_strdup_printf (_("Forget %s"), address);

  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_set_tooltip_text (button, label);
  natter_ui_widget_name (button, label);
  natter_ui_widget_set_class (button, "flat", TRUE);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), action);
  gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "s", address);
  return button;
}

GtkWidget *
natter_ui_server_row_add_lock (GtkWidget *row)
{
  GtkWidget *lock = gtk_image_new_from_icon_name ("channel-secure-symbolic", GTK_ICON_SIZE_BUTTON);

  gtk_widget_set_name (lock, "encrypted");
  gtk_widget_set_tooltip_text (lock, _("Encrypted"));
  natter_ui_widget_name (lock, _("Encrypted"));
  gtk_container_add (GTK_CONTAINER (row), lock);
  return lock;
}

/* "as alice · yesterday", after the address where the server has a name. Returns: (transfer full). */
static char *
dup_subtitle (NatterUiServer *server)
{
  const char *name = natter_ui_server_get_name (server), *address = natter_ui_server_get_address (server);
  g_autofree char *when = natter_ui_times_dup_ago (natter_ui_server_get_time (server), g_get_real_time ());
  /* Translators: of a server that one was at: first the name that one used there, then how long ago. */
  g_autofree char *facts = name[0] != '\0' ? g_strdup_printf (_("as %s · %s"), name, when) : g_strdup (when);

  return natter_ui_server_get_title (server)[0] != '\0' ? g_strdup_printf ("%s · %s", address, facts) : g_steal_pointer (&facts);
}

GtkWidget *
natter_ui_server_row_new (NatterUiServer *server,
                          NatterUiKnown *known,
                          const char *forget_action)
{
  GtkWidget *row = hdy_action_row_new ();
  const char *address = natter_ui_server_get_address (server), *name = natter_ui_server_get_name (server);
  const char *title = natter_ui_server_get_title (server);
  g_autofree char *subtitle = dup_subtitle (server);
  /* Translators: read aloud by a screen reader: a server's address, and the name that one used there. */
  g_autofree char *spoken = g_strdup_printf (_("Join %s as %s"), address, name);

  hdy_preferences_row_set_use_underline (HDY_PREFERENCES_ROW (row), FALSE);
  hdy_preferences_row_set_title (HDY_PREFERENCES_ROW (row), title[0] != '\0' ? title : address);
  hdy_action_row_set_subtitle (HDY_ACTION_ROW (row), subtitle);
  hdy_action_row_set_icon_name (HDY_ACTION_ROW (row), "network-server-symbolic");
  if (natter_ui_known_get_key (known, address) != NULL)
    natter_ui_server_row_add_lock (row);
  gtk_container_add (GTK_CONTAINER (row), gtk_image_new_from_icon_name ("go-next-symbolic", GTK_ICON_SIZE_BUTTON));
  gtk_container_add (GTK_CONTAINER (row), forget_button_new (address, forget_action));
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  natter_ui_widget_name (row, name[0] != '\0' ? spoken : address);
  g_object_set_data_full (G_OBJECT (row), NATTER_UI_SERVER_ROW_SERVER, g_object_ref (server), g_object_unref);
  gtk_widget_show_all (row);
  return row;
}
