/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <handy.h>
#include <string.h>

#include "gui-client/model/natter-ui-room-settings.h"

#include "natter-ui-codes-group.h"
#include "natter-ui-preference-rows.h"
#include "natter-ui-room-dialog.h"
#include "natter-ui-widgets.h"

#define DAY  86400u
#define YEAR (365 * DAY)

/* A time that can be chosen, and the command for it. */
typedef struct
{
  guint seconds;
  const char *label; /* translatable */
  const char *command;
} Choice;

static const Choice slow_choices[] = {
  { 0, N_ ("Off"), "slow off" },
  { 10, N_ ("10 seconds"), "slow 10s" },
  { 30, N_ ("30 seconds"), "slow 30s" },
  { 60, N_ ("1 minute"), "slow 1m" },
  { 300, N_ ("5 minutes"), "slow 5m" },
  { 3600, N_ ("1 hour"), "slow 1h" },
};

static const Choice keep_choices[] = {
  { 0, N_ ("As long as the server does"), "keep default" },
  { DAY, N_ ("1 day"), "keep 1d" },
  { 7 * DAY, N_ ("1 week"), "keep 7d" },
  { 30 * DAY, N_ ("30 days"), "keep 30d" },
  { YEAR, N_ ("1 year"), "keep 1y" },
};

/* The dialog's. */
typedef struct
{
  NatterUiSession *session;
  NatterUiRoom *room;
  GtkWidget *topic;
  GtkWidget *is_private;
  GtkWidget *readonly;
  GtkWidget *slow;
  GtkWidget *keep;
  gboolean showing; /* what changes now was not the person's doing */
} Dialog;

static void
free_dialog (gpointer data)
{
  Dialog *dialog = data;

  g_object_unref (dialog->session);
  g_object_unref (dialog->room);
  g_free (dialog);
}

static void
tell_error (GtkWidget *widget,
            const GError *error)
{
  gtk_widget_set_tooltip_text (widget, error->message);
  gtk_widget_error_bell (widget);
}

/* @line: a command without its slash. */
static void
run (Dialog *dialog,
     GtkWidget *widget,
     const char *line)
{
  g_autofree char *command = g_strconcat ("/", line, NULL);
  g_autoptr (GError) error = NULL;

  if (!dialog->showing && !natter_ui_session_submit (dialog->session, dialog->room, command, &error))
    tell_error (widget, error);
}

static void
on_topic (Dialog *dialog,
          GtkWidget *entry)
{
  g_autoptr (GError) error = NULL;

  if (!natter_ui_session_set_topic (dialog->session, dialog->room, gtk_entry_get_text (GTK_ENTRY (entry)), &error))
    tell_error (entry, error);
}

static void
on_private (Dialog *dialog)
{
  run (dialog, dialog->is_private, gtk_switch_get_active (GTK_SWITCH (dialog->is_private)) ? "private" : "public");
}

static void
on_readonly (Dialog *dialog)
{
  run (dialog, dialog->readonly, gtk_switch_get_active (GTK_SWITCH (dialog->readonly)) ? "readonly" : "writable");
}

static void
on_slow (Dialog *dialog)
{
  int index = gtk_combo_box_get_active (GTK_COMBO_BOX (dialog->slow));

  if (index >= 0 && index < (int) G_N_ELEMENTS (slow_choices))
    run (dialog, dialog->slow, slow_choices[index].command);
}

static void
on_keep (Dialog *dialog)
{
  int index = gtk_combo_box_get_active (GTK_COMBO_BOX (dialog->keep));

  if (index >= 0 && index < (int) G_N_ELEMENTS (keep_choices))
    run (dialog, dialog->keep, keep_choices[index].command);
}

static int
find_choice (const Choice *choices,
             guint n,
             guint seconds)
{
  for (guint i = 0; i < n; i++)
    if (choices[i].seconds == seconds)
      return (int) i;
  return -1; /* set by hand to something else */
}

static void
show (Dialog *dialog)
{
  const NatterUiRoomSettings *settings = natter_ui_room_get_settings (dialog->room);
  gboolean owns = settings->role >= NATTER_UI_ROLE_OWNER, moderates = settings->role >= NATTER_UI_ROLE_MODERATOR;

  dialog->showing = TRUE;
  gtk_switch_set_active (GTK_SWITCH (dialog->is_private), settings->is_private);
  gtk_switch_set_active (GTK_SWITCH (dialog->readonly), settings->readonly);
  gtk_combo_box_set_active (GTK_COMBO_BOX (dialog->slow), find_choice (slow_choices, G_N_ELEMENTS (slow_choices), settings->slow));
  gtk_combo_box_set_active (GTK_COMBO_BOX (dialog->keep), find_choice (keep_choices, G_N_ELEMENTS (keep_choices), settings->keep));
  gtk_widget_set_sensitive (dialog->is_private, owns);
  gtk_widget_set_sensitive (dialog->readonly, owns);
  gtk_widget_set_sensitive (dialog->keep, owns);
  gtk_widget_set_sensitive (dialog->slow, moderates);
  dialog->showing = FALSE;
}

static GtkWidget *
combo_new (const Choice *choices,
           guint n)
{
  GtkWidget *combo = gtk_combo_box_text_new ();

  for (guint i = 0; i < n; i++)
    gtk_combo_box_text_append_text (GTK_COMBO_BOX_TEXT (combo), _(choices[i].label));
  return combo;
}

static void
add_topic (Dialog *dialog,
           HdyPreferencesPage *page)
{
  HdyPreferencesGroup *group = natter_ui_preference_group (page, _("What it is about"), NULL);

  dialog->topic = gtk_entry_new ();
  gtk_entry_set_text (GTK_ENTRY (dialog->topic), natter_ui_room_get_topic (dialog->room));
  gtk_entry_set_width_chars (GTK_ENTRY (dialog->topic), 24);
  gtk_widget_set_hexpand (dialog->topic, TRUE);
  natter_ui_preference_add (group, "topic", _("Topic"), NULL, dialog->topic);
  g_signal_connect_swapped (dialog->topic, "activate", G_CALLBACK (on_topic), dialog);
}

static void
add_rules (Dialog *dialog,
           HdyPreferencesPage *page)
{
  HdyPreferencesGroup *group = natter_ui_preference_group (page, _("Who comes in, and who speaks"), NULL);

  dialog->is_private = gtk_switch_new ();
  dialog->readonly = gtk_switch_new ();
  dialog->slow = combo_new (slow_choices, G_N_ELEMENTS (slow_choices));
  natter_ui_preference_add (group, "private", _("Private"), _("Only those who are invited see it and come in"), dialog->is_private);
  natter_ui_preference_add (group, "readonly", _("Read-only"), _("Only moderators and owners speak"), dialog->readonly);
  natter_ui_preference_add (group, "slow", _("Slow mode"), _("Between two messages of a person"), dialog->slow);
  group = natter_ui_preference_group (page, _("What is said here"), NULL);
  dialog->keep = combo_new (keep_choices, G_N_ELEMENTS (keep_choices));
  natter_ui_preference_add (group, "keep", _("Is kept for"), _("Whoever comes in is told"), dialog->keep);
}

static void
follow (Dialog *dialog,
        GtkWidget *window)
{
  g_signal_connect_swapped (dialog->is_private, "notify::active", G_CALLBACK (on_private), dialog);
  g_signal_connect_swapped (dialog->readonly, "notify::active", G_CALLBACK (on_readonly), dialog);
  g_signal_connect_swapped (dialog->slow, "changed", G_CALLBACK (on_slow), dialog);
  g_signal_connect_swapped (dialog->keep, "changed", G_CALLBACK (on_keep), dialog);
}

static void
on_settings (GtkWidget *window)
{
  show (g_object_get_data (G_OBJECT (window), "dialog"));
}

GtkWidget *
natter_ui_room_dialog_open (GtkWindow *parent,
                            NatterUiSession *session,
                            NatterUiRoom *room)
{
  Dialog *dialog = g_new0 (Dialog, 1);
  HdyPreferencesPage *page;
  GtkWidget *window;
  int width, height;

  gtk_window_get_size (parent, &width, &height);
  window = g_object_new (HDY_TYPE_PREFERENCES_WINDOW, "transient-for", parent, "destroy-with-parent", TRUE, "modal", TRUE, "search-enabled",
                         FALSE, "title", natter_ui_room_get_title (room), "default-width", MIN (560, width), "default-height",
                         MIN (640, height), NULL);
  gtk_widget_set_name (window, "room-settings");
  dialog->session = g_object_ref (session);
  dialog->room = g_object_ref (room);
  g_object_set_data_full (G_OBJECT (window), "dialog", dialog, free_dialog);
  page = natter_ui_preference_page (HDY_PREFERENCES_WINDOW (window), natter_ui_room_get_title (room), "preferences-system-symbolic");
  add_topic (dialog, page);
  add_rules (dialog, page);
  show (dialog);
  follow (dialog, window);
  if (natter_ui_room_get_settings (room)->role >= NATTER_UI_ROLE_MODERATOR)
    natter_ui_codes_group_add (page, session, room);
  g_signal_connect_object (room, "notify::settings", G_CALLBACK (on_settings), window, G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (window));
  return window;
}

char *
natter_ui_room_dup_facts (NatterUiRoom *room)
{
  const NatterUiRoomSettings *settings = natter_ui_room_get_settings (room);
  int kept = find_choice (keep_choices, G_N_ELEMENTS (keep_choices), settings->keep);
  GString *facts = g_string_new (NULL);

  if (settings->keep != 0 && kept > 0)
    /* Translators: in the header of a room: what is said there is kept for, as "1 year". */
    g_string_append_printf (facts, _("Kept for %s"), _(keep_choices[kept].label));
  else if (settings->keep != 0)
    {
      g_autofree char *span = natter_ui_room_dup_span (settings->keep);

      g_string_append_printf (facts, _("Kept for %s"), span);
    }
  if (settings->readonly)
    g_string_append_printf (facts, "%s%s", facts->len > 0 ? " · " : "", _("Read-only"));
  if (settings->slow > 0)
    g_string_append_printf (facts, "%s%s", facts->len > 0 ? " · " : "", _("Slow mode"));
  return g_string_free (facts, FALSE);
}
