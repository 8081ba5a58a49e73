/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "natter-ui-favourites.h"
#include "natter-ui-window-private.h"

/* Going from room to room, and what one does with a room. */

static void
show (NatterUiWindow *self,
      NatterUiRoom *room)
{
  natter_ui_session_set_current_room (self->session, room);
  natter_ui_chat_show_room (NATTER_UI_CHAT (self->chat));
}

static void
step_room (NatterUiWindow *self,
           int step,
           gboolean unread)
{
  NatterUiRoom *from = natter_ui_session_get_current_room (self->session), *to;

  if (from == NULL)
    return;
  to = natter_ui_room_order_get_neighbour (natter_ui_chat_get_order (NATTER_UI_CHAT (self->chat)), from, step, unread);
  if (to == NULL)
    return;
  show (self, to);
}

static void
on_next_room (GSimpleAction *action,
              GVariant *parameter,
              gpointer data)
{
  step_room (data, 1, FALSE);
}

static void
on_previous_room (GSimpleAction *action,
                  GVariant *parameter,
                  gpointer data)
{
  step_room (data, -1, FALSE);
}

static void
on_next_unread (GSimpleAction *action,
                GVariant *parameter,
                gpointer data)
{
  step_room (data, 1, TRUE);
}

static void
on_previous_unread (GSimpleAction *action,
                    GVariant *parameter,
                    gpointer data)
{
  step_room (data, -1, TRUE);
}

static void
on_leave (GSimpleAction *action,
          GVariant *parameter,
          gpointer data)
{
  NatterUiWindow *self = data;

  natter_ui_session_leave (self->session, natter_ui_session_get_current_room (self->session));
}

/* Alt+1 … 9 */
static void
on_favourite_n (GSimpleAction *action,
                GVariant *parameter,
                gpointer data)
{
  NatterUiWindow *self = data;
  guint place = (guint) g_variant_get_int32 (parameter) - 1;
  NatterUiRoom *room = natter_ui_room_order_get_favourite (natter_ui_chat_get_order (NATTER_UI_CHAT (self->chat)), place);

  if (room != NULL)
    show (self, room);
}

/* The room that @parameter names. Returns: (nullable): gone. */
static NatterUiRoom *
find_room (NatterUiWindow *self,
           GVariant *parameter)
{
  return natter_ui_room_list_find (natter_ui_session_get_rooms (self->session), g_variant_get_string (parameter, NULL));
}

static void
set_favourite (NatterUiWindow *self,
               const char *room,
               gboolean favourite)
{
  natter_ui_favourites_set (self->settings, natter_ui_session_get_address (self->session), room, favourite);
  natter_ui_window_update_room_states (self);
}

static void
on_toggle_favourite (GSimpleAction *action,
                     GVariant *parameter,
                     gpointer data)
{
  NatterUiWindow *self = data;
  const char *room = g_variant_get_string (parameter, NULL);

  set_favourite (self, room, !natter_ui_favourites_has (self->settings, natter_ui_session_get_address (self->session), room));
}

static void
on_favourite (GSimpleAction *action,
              GVariant *state,
              gpointer data)
{
  NatterUiWindow *self = data;
  NatterUiRoom *room = natter_ui_session_get_current_room (self->session);

  if (room != NULL)
    set_favourite (self, natter_ui_room_get_name (room), g_variant_get_boolean (state));
}

static void
on_notify_level (GSimpleAction *action,
                 GVariant *state,
                 gpointer data)
{
  NatterUiWindow *self = data;
  NatterUiRoom *room = natter_ui_session_get_current_room (self->session);

  if (room == NULL)
    return;
  natter_ui_favourites_set_level (self->settings, natter_ui_session_get_address (self->session), natter_ui_room_get_name (room),
                                  g_variant_get_string (state, NULL));
  natter_ui_window_update_room_states (self);
}

static void
on_mark_read (GSimpleAction *action,
              GVariant *parameter,
              gpointer data)
{
  NatterUiRoom *room = find_room (data, parameter);

  if (room != NULL)
    natter_ui_session_mark_read (NATTER_UI_WINDOW (data)->session, room);
}

static void
on_mark_unread (GSimpleAction *action,
                GVariant *parameter,
                gpointer data)
{
  NatterUiRoom *room = find_room (data, parameter);

  if (room != NULL)
    natter_ui_session_mark_unread (NATTER_UI_WINDOW (data)->session, room);
}

static void
on_leave_room (GSimpleAction *action,
               GVariant *parameter,
               gpointer data)
{
  NatterUiRoom *room = find_room (data, parameter);

  if (room != NULL)
    natter_ui_session_leave (NATTER_UI_WINDOW (data)->session, room);
}

static const GActionEntry action_entries[] = {
  { .name = "leave", .activate = on_leave },
  { .name = "next-room", .activate = on_next_room },
  { .name = "previous-room", .activate = on_previous_room },
  { .name = "next-unread", .activate = on_next_unread },
  { .name = "previous-unread", .activate = on_previous_unread },
  { .name = "favourite-n", .activate = on_favourite_n, .parameter_type = "i" },
  { .name = "favourite", .state = "false", .change_state = on_favourite },
  { .name = "notify-level", .parameter_type = "s", .state = "'default'", .change_state = on_notify_level },
  { .name = "toggle-favourite", .activate = on_toggle_favourite, .parameter_type = "s" },
  { .name = "mark-read", .activate = on_mark_read, .parameter_type = "s" },
  { .name = "mark-unread", .activate = on_mark_unread, .parameter_type = "s" },
  { .name = "leave-room", .activate = on_leave_room, .parameter_type = "s" },
};

void
natter_ui_window_add_room_actions (NatterUiWindow *self)
{
  g_action_map_add_action_entries (G_ACTION_MAP (self), action_entries, G_N_ELEMENTS (action_entries), self);
}

static void
set_state (NatterUiWindow *self,
           const char *name,
           GVariant *state)
{
  g_simple_action_set_state (G_SIMPLE_ACTION (g_action_map_lookup_action (G_ACTION_MAP (self), name)), state);
}

void
natter_ui_window_update_room_states (NatterUiWindow *self)
{
  NatterUiRoom *room = natter_ui_session_get_current_room (self->session);
  const char *address = natter_ui_session_get_address (self->session), *name = room != NULL ? natter_ui_room_get_name (room) : "";
  g_autofree char *level = natter_ui_favourites_dup_level (self->settings, address, name);

  set_state (self, "favourite", g_variant_new_boolean (natter_ui_favourites_has (self->settings, address, name)));
  set_state (self, "notify-level", g_variant_new_string (level));
}

void
natter_ui_window_go_to_room (NatterUiWindow *self,
                             const char *room)
{
  g_autoptr (GError) error = NULL;
  gboolean done = room[0] == '@' ? natter_ui_session_open_direct (self->session, room + 1, &error) != NULL
                                 : natter_ui_session_join_with (self->session, room, natter_ui_window_get_code (self, room), &error);

  if (done && natter_ui_window_is_chatting (self))
    natter_ui_chat_show_room (NATTER_UI_CHAT (self->chat));
}

/* Who reads waits for this server, or is done with it. */
static void
go_from_chat (NatterUiWindow *self,
              const char *address,
              const char *name,
              const char *room)
{
  NatterUiState state = natter_ui_session_get_state (self->session);

  if (address == NULL || state == NATTER_UI_STATE_ONLINE)
    return;
  g_free (self->goal);
  self->goal = g_strdup (room);
  if (state != NATTER_UI_STATE_OFFLINE)
    return;
  natter_ui_window_show_page (self, self->welcome);
  natter_ui_welcome_fill (NATTER_UI_WELCOME (self->welcome), address, name);
  natter_ui_welcome_join (NATTER_UI_WELCOME (self->welcome));
}

void
natter_ui_window_go (NatterUiWindow *self,
                     const char *address,
                     const char *name,
                     const char *room)
{
  gboolean there = address != NULL && natter_ui_session_get_state (self->session) == NATTER_UI_STATE_ONLINE &&
                   g_str_equal (address, natter_ui_session_get_address (self->session));

  if (there && room != NULL)
    natter_ui_window_go_to_room (self, room);
  if (natter_ui_window_is_chatting (self))
    {
      go_from_chat (self, address, name, room);
      return;
    }
  natter_ui_window_show_page (self, self->welcome);
  natter_ui_welcome_fill (NATTER_UI_WELCOME (self->welcome), address, name);
  natter_ui_welcome_focus (NATTER_UI_WELCOME (self->welcome));
  g_free (self->goal);
  self->goal = g_strdup (room);
  if (address != NULL)
    natter_ui_welcome_join (NATTER_UI_WELCOME (self->welcome));
}

void
natter_ui_window_go_to_message (NatterUiWindow *self,
                                const char *room,
                                guint64 seq)
{
  NatterUiRoom *shown = natter_ui_session_get_current_room (self->session);
  NatterUiRoom *meant = natter_ui_room_list_find (natter_ui_session_get_rooms (self->session), room);

  if (seq > 0 && meant != NULL && meant == shown)
    natter_ui_chat_go_to (NATTER_UI_CHAT (self->chat), seq);
}
