/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "natter-ui-application.h"
#include "natter-ui-directory.h"
#include "natter-ui-password-dialog.h"
#include "natter-ui-preferences.h"
#include "natter-ui-prompt.h"
#include "natter-ui-room-dialog.h"
#include "natter-ui-switcher.h"
#include "natter-ui-who.h"
#include "natter-ui-widgets.h"
#include "natter-ui-window-private.h"
#include "natter-ui-zoom.h"

/* --- Dialogs --- */

static void
on_who (GSimpleAction *action,
        GVariant *parameter,
        gpointer data)
{
  natter_ui_who_open (data, NATTER_UI_WINDOW (data)->session);
}

static void
on_rooms (GSimpleAction *action,
          GVariant *parameter,
          gpointer data)
{
  natter_ui_directory_open (data, NATTER_UI_WINDOW (data)->session);
}

static void
on_switcher (GSimpleAction *action,
             GVariant *parameter,
             gpointer data)
{
  natter_ui_switcher_open (data, NATTER_UI_WINDOW (data)->session);
}

/* Made when it is asked for: GTK 3.24 reads the freed help overlay of a window that is gone, where it was never shown. */
static void
on_shortcuts (GSimpleAction *action,
              GVariant *parameter,
              gpointer data)
{
  g_autoptr (GtkBuilder) builder = gtk_builder_new_from_resource (NATTER_UI_RESOURCES "natter-ui-shortcuts.ui");
  GtkWindow *shortcuts = GTK_WINDOW (gtk_builder_get_object (builder, "shortcuts"));

  gtk_window_set_transient_for (shortcuts, data);
  gtk_window_set_destroy_with_parent (shortcuts, TRUE);
  gtk_window_present (shortcuts);
}

static void
on_preferences (GSimpleAction *action,
                GVariant *parameter,
                gpointer data)
{
  NatterUiWindow *self = data;
  GtkApplication *application = gtk_window_get_application (data);

  natter_ui_preferences_open (data, self->settings, self->session,
                              natter_ui_application_get_secrets (NATTER_UI_APPLICATION (application)));
}

static void
on_set_password (GSimpleAction *action,
                 GVariant *parameter,
                 gpointer data)
{
  natter_ui_password_dialog_open (data, NATTER_UI_WINDOW (data)->session);
}

static void
on_devices (GSimpleAction *action,
            GVariant *parameter,
            gpointer data)
{
  NatterUiWindow *self = data;

  natter_ui_session_submit (self->session, natter_ui_session_get_current_room (self->session), "/devices", NULL);
}

/* What was typed is good, and the prompt goes; or it says what is wrong. */
static void
end_prompt (NatterUiPrompt *prompt,
            gboolean good,
            const GError *error)
{
  if (good)
    gtk_widget_destroy (GTK_WIDGET (prompt));
  else
    natter_ui_prompt_show_error (prompt, error->message);
}

static void
on_name_accepted (NatterUiWindow *self,
                  const char *name,
                  NatterUiPrompt *prompt)
{
  g_autoptr (GError) error = NULL;
  gboolean online = natter_ui_session_get_state (self->session) == NATTER_UI_STATE_ONLINE;
  gboolean good = online ? natter_ui_session_rename (self->session, name, &error)
                         : natter_ui_session_log_in_as (self->session, name, &error);

  end_prompt (prompt, good, error);
}

static void
on_change_name (GSimpleAction *action,
                GVariant *parameter,
                gpointer data)
{
  NatterUiWindow *self = data;
  const char *suggestion = natter_ui_session_get_suggestion (self->session);
  const char *name = suggestion != NULL ? suggestion : natter_ui_session_get_name (self->session);
  NatterUiPrompt *prompt = natter_ui_prompt_open (data, _("Change name"), _("The name you go by here:"), name, _("_Change"));

  gtk_widget_set_name (GTK_WIDGET (prompt), "change-name");
  g_signal_connect_object (prompt, "accepted", G_CALLBACK (on_name_accepted), self, G_CONNECT_SWAPPED);
}

static void
on_away_accepted (NatterUiWindow *self,
                  const char *text,
                  NatterUiPrompt *prompt)
{
  natter_ui_session_set_away (self->session, text);
  gtk_widget_destroy (GTK_WIDGET (prompt));
}

static void
on_away (GSimpleAction *action,
         GVariant *parameter,
         gpointer data)
{
  NatterUiPrompt *prompt =
    natter_ui_prompt_open (data, _("Away"), _("What others read about you (may be empty):"), "", _("_Away"));

  gtk_widget_set_name (GTK_WIDGET (prompt), "away");
  g_signal_connect_object (prompt, "accepted", G_CALLBACK (on_away_accepted), data, G_CONNECT_SWAPPED);
}

static void
on_back (GSimpleAction *action,
         GVariant *parameter,
         gpointer data)
{
  natter_ui_session_set_away (NATTER_UI_WINDOW (data)->session, NULL);
}

static void
on_topic_accepted (NatterUiWindow *self,
                   const char *text,
                   NatterUiPrompt *prompt)
{
  NatterUiRoom *room = g_object_get_data (G_OBJECT (prompt), "room");
  g_autoptr (GError) error = NULL;
  gboolean good = natter_ui_session_set_topic (self->session, room, text, &error);

  end_prompt (prompt, good, error);
}

static void
on_topic (GSimpleAction *action,
          GVariant *parameter,
          gpointer data)
{
  NatterUiWindow *self = data;
  NatterUiRoom *room = natter_ui_session_get_current_room (self->session);
  /* Translators: %s is a room, as #lobby. */
  g_autofree char *label = g_strdup_printf (_("What %s is about:"), natter_ui_room_get_title (room));
  NatterUiPrompt *prompt = natter_ui_prompt_open (data, _("Topic"), label, natter_ui_room_get_topic (room), _("_Set"));

  gtk_widget_set_name (GTK_WIDGET (prompt), "set-topic");
  g_object_set_data_full (G_OBJECT (prompt), "room", g_object_ref (room), g_object_unref);
  g_signal_connect_object (prompt, "accepted", G_CALLBACK (on_topic_accepted), self, G_CONNECT_SWAPPED);
}

static void
on_message (GSimpleAction *action,
            GVariant *parameter,
            gpointer data)
{
  NatterUiWindow *self = data;

  if (natter_ui_session_open_direct (self->session, g_variant_get_string (parameter, NULL), NULL) != NULL)
    natter_ui_chat_show_room (NATTER_UI_CHAT (self->chat));
}

/* --- Panes --- */

static void
on_show_room (GSimpleAction *action,
              GVariant *parameter,
              gpointer data)
{
  natter_ui_chat_show_room (NATTER_UI_CHAT (NATTER_UI_WINDOW (data)->chat));
}

static void
on_show_rooms (GSimpleAction *action,
               GVariant *parameter,
               gpointer data)
{
  natter_ui_chat_show_rooms (NATTER_UI_CHAT (NATTER_UI_WINDOW (data)->chat));
}

static void
on_next_pane (GSimpleAction *action,
              GVariant *parameter,
              gpointer data)
{
  natter_ui_chat_cycle_focus (NATTER_UI_CHAT (NATTER_UI_WINDOW (data)->chat), 1);
}

static void
on_previous_pane (GSimpleAction *action,
                  GVariant *parameter,
                  gpointer data)
{
  natter_ui_chat_cycle_focus (NATTER_UI_CHAT (NATTER_UI_WINDOW (data)->chat), -1);
}

static void
on_find (GSimpleAction *action,
         GVariant *parameter,
         gpointer data)
{
  natter_ui_chat_find (NATTER_UI_CHAT (NATTER_UI_WINDOW (data)->chat));
}

static void
on_search (GSimpleAction *action,
           GVariant *parameter,
           gpointer data)
{
  natter_ui_chat_open_side (NATTER_UI_CHAT (NATTER_UI_WINDOW (data)->chat), NATTER_UI_SIDE_SEARCH);
}

static void
on_missed (GSimpleAction *action,
           GVariant *parameter,
           gpointer data)
{
  natter_ui_chat_open_side (NATTER_UI_CHAT (NATTER_UI_WINDOW (data)->chat), NATTER_UI_SIDE_MISSED);
}

static void
on_room_settings (GSimpleAction *action,
                  GVariant *parameter,
                  gpointer data)
{
  NatterUiWindow *self = data;
  NatterUiRoom *room = natter_ui_session_get_current_room (self->session);

  if (room != NULL && !natter_ui_room_is_direct (room))
    natter_ui_room_dialog_open (data, self->session, room);
}

static void
on_to_the_end (GSimpleAction *action,
               GVariant *parameter,
               gpointer data)
{
  NatterUiWindow *self = data;
  NatterUiChat *chat = NATTER_UI_CHAT (self->chat);
  NatterUiRoom *room = natter_ui_session_get_current_room (self->session);

  if (natter_ui_chat_close_side (chat) || natter_ui_chat_cancel (chat))
    return;
  natter_ui_chat_scroll_to_end (chat);
  if (room != NULL)
    natter_ui_session_mark_read (self->session, room);
}

static void
on_go_to_date (GSimpleAction *action,
               GVariant *parameter,
               gpointer data)
{
  natter_ui_chat_choose_date (NATTER_UI_CHAT (NATTER_UI_WINDOW (data)->chat));
}

static void
on_go_to_unread (GSimpleAction *action,
                 GVariant *parameter,
                 gpointer data)
{
  natter_ui_chat_go_to_unread (NATTER_UI_CHAT (NATTER_UI_WINDOW (data)->chat));
}

static void
on_emoji (GSimpleAction *action,
          GVariant *parameter,
          gpointer data)
{
  natter_ui_chat_ask_emoji (NATTER_UI_CHAT (NATTER_UI_WINDOW (data)->chat));
}

static void
on_people (GSimpleAction *action,
           GVariant *state,
           gpointer data)
{
  NatterUiWindow *self = data;
  gboolean shown = g_variant_get_boolean (state);

  natter_ui_chat_set_people_shown (NATTER_UI_CHAT (self->chat), shown);
  g_simple_action_set_state (action, state);
  if (!natter_ui_chat_is_narrow (NATTER_UI_CHAT (self->chat)))
    g_settings_set_boolean (self->settings, "people-shown", shown);
}

static void
zoom (NatterUiWindow *self,
      int steps)
{
  natter_ui_chat_keep_place (NATTER_UI_CHAT (self->chat));
  natter_ui_zoom_step (self->settings, steps);
}

static void
on_zoom_in (GSimpleAction *action,
            GVariant *parameter,
            gpointer data)
{
  zoom (data, 1);
}

static void
on_zoom_out (GSimpleAction *action,
             GVariant *parameter,
             gpointer data)
{
  zoom (data, -1);
}

static void
on_zoom_reset (GSimpleAction *action,
               GVariant *parameter,
               gpointer data)
{
  zoom (data, 0);
}

/* --- The session --- */

static void
on_try_now (GSimpleAction *action,
            GVariant *parameter,
            gpointer data)
{
  natter_ui_session_try_now (NATTER_UI_WINDOW (data)->session);
}

static void
on_log_in (GSimpleAction *action,
           GVariant *parameter,
           gpointer data)
{
  natter_ui_window_ask_password (data);
}

static void
on_log_out (GSimpleAction *action,
            GVariant *parameter,
            gpointer data)
{
  NatterUiWindow *self = data;

  g_settings_reset (self->settings, "signed-in");
  if (natter_ui_session_get_n_waiting (self->session) > 0)
    natter_ui_window_ask_unsent (self, FALSE);
  else
    natter_ui_session_log_out (self->session);
}

static void
on_close (GSimpleAction *action,
          GVariant *parameter,
          gpointer data)
{
  gtk_window_close (data);
}

static const GActionEntry action_entries[] = {
  { .name = "who", .activate = on_who },
  { .name = "rooms", .activate = on_rooms },
  { .name = "preferences", .activate = on_preferences },
  { .name = "set-password", .activate = on_set_password },
  { .name = "devices", .activate = on_devices },
  { .name = "shortcuts", .activate = on_shortcuts },
  { .name = "switcher", .activate = on_switcher },
  { .name = "change-name", .activate = on_change_name },
  { .name = "away", .activate = on_away },
  { .name = "back", .activate = on_back },
  { .name = "topic", .activate = on_topic },
  { .name = "message", .activate = on_message, .parameter_type = "s" },
  { .name = "show-room", .activate = on_show_room },
  { .name = "show-rooms", .activate = on_show_rooms },
  { .name = "find", .activate = on_find },
  { .name = "search", .activate = on_search },
  { .name = "missed", .activate = on_missed },
  { .name = "room-settings", .activate = on_room_settings },
  { .name = "next-pane", .activate = on_next_pane },
  { .name = "previous-pane", .activate = on_previous_pane },
  { .name = "to-the-end", .activate = on_to_the_end },
  { .name = "emoji", .activate = on_emoji },
  { .name = "go-to-date", .activate = on_go_to_date },
  { .name = "go-to-unread", .activate = on_go_to_unread },
  { .name = "people", .state = "true", .change_state = on_people },
  { .name = "zoom-in", .activate = on_zoom_in },
  { .name = "zoom-out", .activate = on_zoom_out },
  { .name = "zoom-reset", .activate = on_zoom_reset },
  { .name = "try-now", .activate = on_try_now },
  { .name = "log-in", .activate = on_log_in },
  { .name = "log-out", .activate = on_log_out },
  { .name = "close", .activate = on_close },
};

void
natter_ui_window_add_actions (NatterUiWindow *self)
{
  g_action_map_add_action_entries (G_ACTION_MAP (self), action_entries, G_N_ELEMENTS (action_entries), self);
  natter_ui_window_add_room_actions (self);
}

static void
enable (NatterUiWindow *self,
        const char *const *names,
        gboolean enabled)
{
  for (guint i = 0; names[i] != NULL; i++)
    g_simple_action_set_enabled (G_SIMPLE_ACTION (g_action_map_lookup_action (G_ACTION_MAP (self), names[i])), enabled);
}

void
natter_ui_window_update_actions (NatterUiWindow *self)
{
  const char *const chatting[] = { "switcher", "message", "next-room", "previous-room", "next-unread", "previous-unread",
                                   "show-room", "show-rooms", "favourite-n", "missed", "search", "toggle-favourite", "mark-read", "mark-unread", "leave-room", "next-pane", "previous-pane", "to-the-end", "people", "emoji", "go-to-date", "go-to-unread",
                                   "try-now", "log-in", "log-out", "change-name", NULL };
  const char *const online[] = { "who", "rooms", "set-password", "devices", NULL }, *const away[] = { "away", NULL }, *const back[] = { "back", NULL };
  const char *const room[] = { "topic", "room-settings", NULL }, *const any[] = { "leave", "find", "favourite", "notify-level", NULL };
  gboolean chats = natter_ui_window_is_chatting (self);
  gboolean is_online = chats && natter_ui_session_get_state (self->session) == NATTER_UI_STATE_ONLINE;
  gboolean is_away = natter_ui_session_get_away (self->session) != NULL;
  NatterUiRoom *current = natter_ui_session_get_current_room (self->session);

  enable (self, chatting, chats);
  natter_ui_window_update_room_states (self);
  enable (self, online, is_online);
  enable (self, away, is_online && !is_away);
  enable (self, back, is_online && is_away);
  enable (self, any, chats && current != NULL);
  enable (self, room, is_online && current != NULL && !natter_ui_room_is_direct (current));
}
