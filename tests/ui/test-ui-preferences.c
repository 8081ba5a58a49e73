/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <gdk/gdkkeysyms.h>

#include "ui-support.h"

static GtkWidget *
control (const char *key)
{
  g_autofree char *name = g_strconcat ("preference-", key, NULL);
  GtkWidget *widget = ui_find (ui_dialog ("preferences"), name);

  if (widget == NULL)
    g_error ("there is no preference %s", key);
  return widget;
}

/* Ctrl+, opens them; what is chosen is in force at once, and what changes elsewhere is shown. */
static void
test_at_once (UiFixture *fixture)
{
  g_autoptr (GSettings) settings = g_settings_new (NATTER_APP_ID);

  ui_log_in (fixture, "alice");
  ui_do (fixture, "preferences");
  wait_until (ui_dialog ("preferences") != NULL);
  ui_picture (ui_dialog ("preferences"), "preferences");
  gtk_combo_box_set_active (GTK_COMBO_BOX (control ("color-scheme")), 2);
  g_assert_cmpint (g_settings_get_enum (settings, "color-scheme"), ==, 2);
  g_assert_true (hdy_style_manager_get_dark (hdy_style_manager_get_default ()));
  ui_picture (GTK_WIDGET (fixture->window), "preferences-dark");
  g_settings_set_string (settings, "color-scheme", "light");
  g_assert_cmpint (gtk_combo_box_get_active (GTK_COMBO_BOX (control ("color-scheme"))), ==, 1);
  g_assert_false (hdy_style_manager_get_dark (hdy_style_manager_get_default ()));
  gtk_switch_set_active (GTK_SWITCH (control ("compact")), TRUE);
  g_assert_true (g_settings_get_boolean (settings, "compact"));
  ui_picture (GTK_WIDGET (fixture->window), "compact");
  gtk_spin_button_set_value (GTK_SPIN_BUTTON (control ("zoom")), 1.5);
  g_assert_cmpfloat_with_epsilon (g_settings_get_double (settings, "zoom"), 1.5, 0.01);
  gtk_spin_button_set_value (GTK_SPIN_BUTTON (control ("keep-days")), 30);
  g_assert_cmpint (g_settings_get_int (settings, "keep-days"), ==, 30);
  g_settings_reset (settings, "compact");
  g_settings_reset (settings, "zoom");
  g_settings_reset (settings, "color-scheme");
  g_settings_reset (settings, "keep-days");
}

/* Keywords are words with commas; a time of the day is typed as one reads it. */
static void
test_words_and_times (UiFixture *fixture)
{
  g_autoptr (GSettings) settings = g_settings_new (NATTER_APP_ID);
  g_auto (GStrv) words = NULL;
  GtkWidget *from;

  ui_do (fixture, "preferences");
  wait_until (ui_dialog ("preferences") != NULL);
  gtk_entry_set_text (GTK_ENTRY (control ("keywords")), "release,  back up ,,发布，نسخة،备份、");
  words = g_settings_get_strv (settings, "keywords");
  g_assert_cmpuint (g_strv_length (words), ==, 5);
  g_assert_cmpstr (words[1], ==, "back up");
  from = control ("quiet-from");
  g_assert_false (gtk_widget_is_sensitive (from));
  gtk_switch_set_active (GTK_SWITCH (control ("quiet-hours")), TRUE);
  g_assert_true (gtk_widget_is_sensitive (from));
  g_assert_cmpstr (gtk_entry_get_text (GTK_ENTRY (from)), ==, "22:00");
  gtk_entry_set_text (GTK_ENTRY (from), "23:15");
  gtk_spin_button_update (GTK_SPIN_BUTTON (from));
  g_assert_cmpint (g_settings_get_int (settings, "quiet-from"), ==, 23 * 60 + 15);
  g_settings_reset (settings, "keywords");
  g_settings_reset (settings, "quiet-hours");
  g_settings_reset (settings, "quiet-from");
}

/* No keyring runs on the bus of the tests: that is said, in small print, and nothing else happens. */
static void
test_no_keyring (UiFixture *fixture)
{
  ui_do (fixture, "preferences");
  wait_until (ui_dialog ("preferences") != NULL);
  g_assert_nonnull (strstr (ui_label (ui_find (ui_dialog ("preferences"), "secrets-note")), "No keyring"));
}

/* A name gets its password here, and with it becomes an account; the next one needs the old one. §4.28 */
static void
test_password (UiFixture *fixture)
{
  GtkWidget *dialog;

  ui_log_in (fixture, "alice");
  ui_do (fixture, "set-password");
  dialog = ui_dialog ("password-dialog");
  ui_picture (dialog, "password-dialog");
  gtk_dialog_response (GTK_DIALOG (dialog), GTK_RESPONSE_ACCEPT); /* nothing typed: it stays */
  g_assert_true (ui_dialog ("password-dialog") == dialog);
  gtk_entry_set_text (GTK_ENTRY (ui_find (dialog, "new-password")), "correct horse");
  gtk_dialog_response (GTK_DIALOG (dialog), GTK_RESPONSE_ACCEPT);
  g_assert_null (ui_dialog ("password-dialog"));
  wait_until (ui_shows (ui_get (fixture, "messages"), "alice"));
  ui_do (fixture, "log-out");
  wait_until (natter_ui_session_get_state (ui_session (fixture)) == NATTER_UI_STATE_OFFLINE);
  gtk_button_clicked (GTK_BUTTON (ui_get (fixture, "join-button")));
  wait_until (natter_ui_session_needs_password (ui_session (fixture)));
}

int
main (int argc,
      char **argv)
{
  ui_init (&argc, &argv);
  ui_add ("/ui/preferences/at-once", test_at_once);
  ui_add ("/ui/preferences/words-and-times", test_words_and_times);
  ui_add ("/ui/preferences/no-keyring", test_no_keyring);
  ui_add ("/ui/preferences/password", test_password);
  return g_test_run ();
}
