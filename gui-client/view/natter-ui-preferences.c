/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <handy.h>

#include "gui-client/model/natter-ui-secrets.h"

#include "natter-ui-autostart.h"
#include "natter-ui-preference-rows.h"
#include "natter-ui-preferences.h"
#include "natter-ui-widgets.h"

#define ZOOM_STEP 0.1

static void
on_autostart (GtkSwitch *control)
{
  g_autoptr (GError) error = NULL;

  if (!natter_ui_autostart_set (gtk_switch_get_active (control), &error))
    gtk_widget_set_tooltip_text (GTK_WIDGET (control), error->message);
}

static void
add_general (HdyPreferencesWindow *window,
             GSettings *settings)
{
  HdyPreferencesPage *page = natter_ui_preference_page (window, _("General"), "preferences-system-symbolic");
  HdyPreferencesGroup *group = natter_ui_preference_group (page, _("Coming and going"), NULL);
  GtkWidget *autostart = gtk_switch_new ();

  natter_ui_preference_switch (group, settings, "stay-signed-in", _("Stay signed in"),
                               _("Go back to the server by itself when Natter starts"));
  gtk_switch_set_active (GTK_SWITCH (autostart), natter_ui_autostart_get ());
  g_signal_connect (autostart, "notify::active", G_CALLBACK (on_autostart), NULL);
  natter_ui_preference_add (group, "autostart", _("Start at login"), _("When you log in to this computer"), autostart);
  natter_ui_preference_switch (group, settings, "run-in-background", _("Keep running in the background"),
                               _("Messages reach you when the window is closed"));
  group = natter_ui_preference_group (page, _("The server on this computer"), NULL);
  natter_ui_preference_switch (group, settings, "server-keeps-running", _("Goes on without Natter"),
                               _("If not, it ends when you quit"));
}

static void
add_appearance (HdyPreferencesWindow *window,
                GSettings *settings)
{
  const char *schemes[] = { _("As the system"), _("Light"), _("Dark"), NULL };
  HdyPreferencesPage *page = natter_ui_preference_page (window, _("Appearance"), "preferences-desktop-appearance-symbolic");
  HdyPreferencesGroup *group = natter_ui_preference_group (page, NULL, NULL);
  GtkWidget *zoom = gtk_spin_button_new_with_range (0.5, 3.0, ZOOM_STEP);

  natter_ui_preference_choice (group, settings, "color-scheme", _("Style"), schemes);
  natter_ui_preference_switch (group, settings, "compact", _("Compact"), _("More rows and messages on the screen"));
  g_settings_bind (settings, "zoom", zoom, "value", G_SETTINGS_BIND_DEFAULT);
  natter_ui_preference_add (group, "zoom", _("Size of the text"), _("1.0 is the usual size (Ctrl+0)"), zoom);
  natter_ui_preference_switch (group, settings, "clock-24h", _("24-hour time"), NULL);
}

static void
add_notifications (HdyPreferencesWindow *window,
                   GSettings *settings)
{
  const char *levels[] = { _("Mentions and direct messages"), _("All messages"), _("None"), NULL };
  HdyPreferencesPage *page = natter_ui_preference_page (window, _("Notifications"), "preferences-system-notifications-symbolic");
  HdyPreferencesGroup *group = natter_ui_preference_group (page, _("What to tell you of"), _("A room's menu can say otherwise for that room."));
  GtkWidget *from, *until;

  natter_ui_preference_choice (group, settings, "notify", _("Notify of"), levels);
  natter_ui_preference_words (group, settings, "keywords", _("Words that count as a mention"), _("release, backup"));
  group = natter_ui_preference_group (page, _("How"), NULL);
  natter_ui_preference_switch (group, settings, "notify-text", _("Show what was said"), _("If not, only who wrote, and where"));
  natter_ui_preference_switch (group, settings, "notify-sound", _("Sound"), NULL);
  group = natter_ui_preference_group (page, _("Quiet hours"), NULL);
  natter_ui_preference_switch (group, settings, "quiet-hours", _("No notifications at night"), NULL);
  from = natter_ui_preference_clock (group, settings, "quiet-from", _("From"));
  until = natter_ui_preference_clock (group, settings, "quiet-until", _("Until"));
  g_settings_bind (settings, "quiet-hours", from, "sensitive", G_SETTINGS_BIND_GET);
  g_settings_bind (settings, "quiet-hours", until, "sensitive", G_SETTINGS_BIND_GET);
}

static void
show_lasting (NatterUiSecrets *secrets,
              GParamSpec *pspec,
              GtkLabel *label)
{
  gtk_label_set_text (label, natter_ui_secrets_get_lasting (secrets)
                               ? _("Passwords that you have remembered are in this computer's keyring.")
                               : _("No keyring runs here: passwords are kept in memory until you quit."));
}

static void
on_clear (NatterUiSession *session,
          GtkWidget *button)
{
  natter_ui_session_clear_kept (session);
  gtk_widget_set_sensitive (button, FALSE);
}

static void
add_privacy (HdyPreferencesWindow *window,
             GSettings *settings,
             NatterUiSession *session,
             NatterUiSecrets *secrets)
{
  HdyPreferencesPage *page = natter_ui_preference_page (window, _("Privacy"), "preferences-system-privacy-symbolic");
  HdyPreferencesGroup *group = natter_ui_preference_group (page, _("The copy on this computer"),
                                                           _("What was said is there at once, and can be read and searched offline."));
  GtkWidget *days = gtk_spin_button_new_with_range (0, 3650, 1), *note = gtk_label_new (NULL);
  GtkWidget *clear = gtk_button_new_with_mnemonic (_("_Clear"));

  g_settings_bind (settings, "keep-days", days, "value", G_SETTINGS_BIND_DEFAULT);
  natter_ui_preference_add (group, "keep-days", _("Keep it for so many days"), _("0: as long as the server does"), days);
  gtk_widget_set_sensitive (clear, natter_ui_session_get_address (session)[0] != '\0');
  natter_ui_preference_add (group, "clear", _("Clear it"), _("What waits to be sent stays."), clear);
  g_signal_connect_object (clear, "clicked", G_CALLBACK (on_clear), session, G_CONNECT_SWAPPED);
  group = natter_ui_preference_group (page, _("Passwords"), NULL);
  gtk_label_set_xalign (GTK_LABEL (note), 0);
  gtk_label_set_line_wrap (GTK_LABEL (note), TRUE);
  gtk_widget_set_name (note, "secrets-note");
  natter_ui_widget_set_class (note, "detail", TRUE);
  gtk_widget_show (note);
  gtk_container_add (GTK_CONTAINER (group), note);
  g_signal_connect_object (secrets, "notify::lasting", G_CALLBACK (show_lasting), note, 0);
  show_lasting (secrets, NULL, GTK_LABEL (note));
}

/* --- What the server keeps --- */

static void
on_action (GtkButton *button,
           const char *action)
{
  GtkWindow *window = GTK_WINDOW (gtk_widget_get_toplevel (GTK_WIDGET (button)));
  GtkWindow *parent = gtk_window_get_transient_for (window);

  gtk_widget_destroy (GTK_WIDGET (window));
  g_action_group_activate_action (G_ACTION_GROUP (parent), action, NULL);
}

static void
add_button (HdyPreferencesGroup *group,
            const char *name,
            const char *title,
            const char *subtitle,
            const char *label)
{
  GtkWidget *button = gtk_button_new_with_mnemonic (label);

  g_signal_connect_data (button, "clicked", G_CALLBACK (on_action), g_strdup (name), (GClosureNotify) (void (*) (void)) g_free, 0);
  natter_ui_preference_add (group, name, title, subtitle, button);
}

static void
on_forget_key (NatterUiSession *session,
               GtkWidget *button)
{
  natter_ui_session_forget_key (session);
  gtk_widget_set_sensitive (button, FALSE);
}

/* Which server it is. */
static void
add_key (HdyPreferencesGroup *group,
         NatterUiSession *session)
{
  const NatterKey *key = natter_ui_session_get_pin (session);
  g_autofree char *phrase = key != NULL ? natter_key_to_phrase (key, NATTER_KEY_SEPARATOR) : NULL;
  GtkWidget *forget, *row;

  if (phrase == NULL)
    return;
  forget = gtk_button_new_with_mnemonic (_("_Forget"));
  gtk_widget_set_tooltip_text (forget, _("The next time is the first again: you are asked whether it is the server you mean."));
  row = natter_ui_preference_add (group, "key", _("Its key"), phrase, forget);
  hdy_action_row_set_subtitle_lines (HDY_ACTION_ROW (row), 3);
  g_signal_connect_object (forget, "clicked", G_CALLBACK (on_forget_key), session, G_CONNECT_SWAPPED);
}

static void
add_server (HdyPreferencesWindow *window,
            NatterUiSession *session)
{
  HdyPreferencesPage *page = natter_ui_preference_page (window, _("This server"), "network-server-symbolic");
  const char *title = natter_ui_session_get_server_name (session);
  HdyPreferencesGroup *group = natter_ui_preference_group (page, title[0] != '\0' ? title : natter_ui_session_get_address (session),
                                                           natter_ui_session_get_address (session));

  add_key (group, session);
  if (natter_ui_session_get_state (session) != NATTER_UI_STATE_ONLINE)
    return;
  add_button (group, "change-name", _("Name"), natter_ui_session_get_name (session), _("_Change…"));
  add_button (group, "set-password", _("Password"), _("An account keeps your name for you, and what you missed."), _("_Set…"));
  add_button (group, "devices", _("Devices"), _("Where you are logged in now"), _("Sh_ow"));
  add_button (group, "log-out", _("Log out"), _("You are asked for the password the next time."), _("_Log Out"));
}

GtkWidget *
natter_ui_preferences_open (GtkWindow *parent,
                            GSettings *settings,
                            NatterUiSession *session,
                            NatterUiSecrets *secrets)
{
  int width, height;
  GtkWidget *window;

  gtk_window_get_size (parent, &width, &height);
  window = g_object_new (HDY_TYPE_PREFERENCES_WINDOW, "transient-for", parent, "destroy-with-parent", TRUE, "modal", TRUE, "title",
                         _("Preferences"), "default-width", MIN (640, width), "default-height", MIN (640, height), NULL);
  gtk_widget_set_name (window, "preferences");
  add_general (HDY_PREFERENCES_WINDOW (window), settings);
  add_appearance (HDY_PREFERENCES_WINDOW (window), settings);
  add_notifications (HDY_PREFERENCES_WINDOW (window), settings);
  add_privacy (HDY_PREFERENCES_WINDOW (window), settings, session, secrets);
  if (natter_ui_session_get_state (session) == NATTER_UI_STATE_ONLINE || natter_ui_session_get_pin (session) != NULL)
    add_server (HDY_PREFERENCES_WINDOW (window), session);
  gtk_window_present (GTK_WINDOW (window));
  return window;
}
