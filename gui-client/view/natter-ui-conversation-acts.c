/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <gdk/gdkkeysyms.h>
#include <glib/gi18n-lib.h>
#include <string.h>

#include "shared/natter-event.h"

#include "gui-client/model/natter-ui-room-settings.h"

#include "natter-ui-conversation-private.h"
#include "natter-ui-log-view.h"
#include "natter-ui-reactions.h"

/* What is done to messages: by clicks, by keys on the one that is chosen, and from its menu. */

NatterUiMessage *
natter_ui_conversation_get_at (NatterUiConversation *self,
                               const GtkTextIter *where)
{
  return natter_ui_log_get_at_line (self->log, gtk_text_iter_get_line (where));
}

static gboolean
is_talk (NatterUiMessage *message)
{
  NatterUiMessageKind kind = natter_ui_message_get_kind (message);

  return kind == NATTER_UI_MESSAGE_SAY || kind == NATTER_UI_MESSAGE_ME;
}

/* It was said, and is still there. */
static gboolean
is_said (NatterUiMessage *message)
{
  return is_talk (message) && natter_ui_message_get_seq (message) > 0 && !natter_ui_message_is_deleted (message);
}

/* What others said is deleted by those who moderate the room. */
static gboolean
may_delete (NatterUiConversation *self,
            NatterUiMessage *message)
{
  return is_said (message) && (natter_ui_message_is_own (message) ||
                               (self->room != NULL && natter_ui_room_get_settings (self->room)->role >= NATTER_UI_ROLE_MODERATOR));
}

static void
copy (NatterUiConversation *self,
      const char *text)
{
  if (text != NULL)
    gtk_clipboard_set_text (gtk_widget_get_clipboard (self->view, GDK_SELECTION_CLIPBOARD), text, -1);
}

/* --- Reactions --- */

static gboolean
has_own (NatterUiMessage *message,
         const char *text)
{
  const GPtrArray *reactions = natter_ui_message_get_reactions (message);

  for (guint i = 0; reactions != NULL && i < reactions->len; i++)
    {
      const NatterReaction *reaction = g_ptr_array_index (reactions, i);

      if (reaction->mine && g_str_equal (reaction->text, text))
        return TRUE;
    }
  return FALSE;
}

static void
toggle_reaction (NatterUiConversation *self,
                 NatterUiMessage *message,
                 const char *text)
{
  if (text != NULL && is_said (message))
    natter_ui_conversation_emit_react (self, message, text, !has_own (message, text));
}

static void
on_reaction_picked (NatterUiConversation *self,
                    const char *text)
{
  if (self->acted != NULL)
    toggle_reaction (self, self->acted, text);
}

static void
get_place (NatterUiConversation *self,
           NatterUiMessage *message,
           GdkRectangle *place)
{
  GtkTextView *view = GTK_TEXT_VIEW (self->view);
  GtkTextIter start, end;

  *place = (GdkRectangle){ 0, 0, 1, 1 };
  if (!natter_ui_log_find (self->log, message, &start, &end))
    return;
  gtk_text_iter_backward_char (&end);
  gtk_text_iter_set_line_offset (&end, 0);
  gtk_text_view_get_iter_location (view, &end, place);
  gtk_text_view_buffer_to_window_coords (view, GTK_TEXT_WINDOW_WIDGET, place->x, place->y, &place->x, &place->y);
  place->width = MAX (place->width, 1);
}

static void
ask_reaction (NatterUiConversation *self,
              NatterUiMessage *message)
{
  GdkRectangle place;

  if (!is_said (message))
    return;
  g_set_object (&self->acted, message);
  if (self->reactions == NULL)
    {
      self->reactions = natter_ui_reactions_new (self->view);
      g_signal_connect_object (self->reactions, "picked", G_CALLBACK (on_reaction_picked), self, G_CONNECT_SWAPPED);
    }
  get_place (self, message, &place);
  natter_ui_reactions_ask (NATTER_UI_REACTIONS (self->reactions), &place);
}

/* --- Places in the text --- */

/* A room is opened here, without the desktop, which may not know the scheme. */
static gboolean
open_room (const char *uri)
{
  GApplication *application = g_application_get_default ();
  GFile *file;

  if (uri == NULL || g_ascii_strncasecmp (uri, "natter:", strlen ("natter:")) != 0 || application == NULL)
    return FALSE;
  file = g_file_new_for_uri (uri);
  g_application_open (application, &file, 1, "");
  g_object_unref (file);
  return TRUE;
}

static void
open_link (NatterUiConversation *self,
           const char *uri)
{
  GtkWidget *top = gtk_widget_get_toplevel (GTK_WIDGET (self));

  if (open_room (uri))
    return;
  if (uri != NULL && gtk_widget_is_toplevel (top))
    gtk_show_uri_on_window (GTK_WINDOW (top), uri, gtk_get_current_event_time (), NULL);
}

static void
on_activated (NatterUiConversation *self,
              int offset,
              int place)
{
  GtkTextIter where;
  NatterUiMessage *message;
  g_autofree char *detail = NULL;

  gtk_text_buffer_get_iter_at_offset (gtk_text_view_get_buffer (GTK_TEXT_VIEW (self->view)), &where, offset);
  message = natter_ui_conversation_get_at (self, &where);
  if (message == NULL)
    return;
  detail = natter_ui_log_dup_detail (self->log, &where);
  switch ((NatterUiPlace) place)
    {
    case NATTER_UI_PLACE_LINK:
      open_link (self, detail);
      break;
    case NATTER_UI_PLACE_COPY:
      copy (self, detail);
      break;
    case NATTER_UI_PLACE_REACTION:
      toggle_reaction (self, message, detail);
      break;
    case NATTER_UI_PLACE_QUOTE:
      natter_ui_conversation_go_to_seq (self, natter_ui_message_get_reply_to (message));
      break;
    case NATTER_UI_PLACE_DAY:
      natter_ui_conversation_choose_date_at (self, message, &where);
      break;
    case NATTER_UI_PLACE_RETRY:
      natter_ui_conversation_emit (self, NATTER_UI_ACT_RETRY, message);
      break;
    case NATTER_UI_PLACE_EDIT:
      natter_ui_conversation_emit (self, NATTER_UI_ACT_TAKE_BACK, message);
      break;
    case NATTER_UI_PLACE_DISCARD:
      natter_ui_conversation_emit (self, NATTER_UI_ACT_DISCARD, message);
      break;
    case NATTER_UI_PLACE_UNFOLD:
      natter_ui_log_unfold (self->log, message);
      break;
    case NATTER_UI_PLACE_NOTHING:
    default:
      break;
    }
}

/* --- Keys --- */

static void
choose_at_cursor (NatterUiConversation *self)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (self->view));
  GtkTextIter where, start, end;
  NatterUiMessage *message;

  gtk_text_buffer_get_iter_at_mark (buffer, &where, gtk_text_buffer_get_insert (buffer));
  if (gtk_text_iter_is_end (&where))
    gtk_text_iter_backward_char (&where);
  message = natter_ui_conversation_get_at (self, &where);
  if (message != NULL && is_talk (message) && natter_ui_log_find (self->log, message, &start, &end))
    natter_ui_log_view_choose (NATTER_UI_LOG_VIEW (self->view), &start, &end);
  else
    natter_ui_log_view_choose (NATTER_UI_LOG_VIEW (self->view), NULL, NULL);
}

static gboolean
on_focus_out (NatterUiConversation *self)
{
  natter_ui_log_view_choose (NATTER_UI_LOG_VIEW (self->view), NULL, NULL);
  return GDK_EVENT_PROPAGATE;
}

/* The cursor is brought to the last line on the screen, if it is not there. */
void
natter_ui_conversation_focus (NatterUiConversation *self)
{
  GtkTextView *view = GTK_TEXT_VIEW (self->view);
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (view);
  GdkRectangle visible, cursor;
  GtkTextIter where;

  gtk_widget_grab_focus (self->view);
  gtk_text_view_get_visible_rect (view, &visible);
  gtk_text_buffer_get_iter_at_mark (buffer, &where, gtk_text_buffer_get_insert (buffer));
  gtk_text_view_get_iter_location (view, &where, &cursor);
  if (gtk_text_iter_is_end (&where) || cursor.y < visible.y || cursor.y + cursor.height > visible.y + visible.height)
    {
      gtk_text_view_get_line_at_y (view, &where, visible.y + visible.height - 1, NULL);
      if (gtk_text_iter_is_end (&where))
        gtk_text_iter_backward_line (&where);
      gtk_text_iter_set_line_offset (&where, 0);
      gtk_text_buffer_place_cursor (buffer, &where);
    }
  choose_at_cursor (self);
}

static NatterUiMessage *
get_chosen (NatterUiConversation *self)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (self->view));
  GtkTextIter where;

  if (!natter_ui_log_view_has_chosen (NATTER_UI_LOG_VIEW (self->view)))
    return NULL;
  gtk_text_buffer_get_iter_at_mark (buffer, &where, gtk_text_buffer_get_insert (buffer));
  return natter_ui_conversation_get_at (self, &where);
}

gboolean
natter_ui_conversation_take_key (NatterUiConversation *self,
                                 guint keyval)
{
  NatterUiMessage *message = get_chosen (self);

  if (message == NULL || !is_said (message))
    return FALSE;
  switch (keyval)
    {
    case GDK_KEY_r:
    case GDK_KEY_R:
      natter_ui_conversation_emit (self, NATTER_UI_ACT_REPLY, message);
      return TRUE;
    case GDK_KEY_e:
    case GDK_KEY_E:
      if (natter_ui_message_is_own (message))
        natter_ui_conversation_emit (self, NATTER_UI_ACT_EDIT, message);
      return TRUE;
    case GDK_KEY_d:
    case GDK_KEY_D:
    case GDK_KEY_Delete:
      if (may_delete (self, message))
        natter_ui_conversation_emit (self, NATTER_UI_ACT_DELETE, message);
      return TRUE;
    case GDK_KEY_plus:
    case GDK_KEY_KP_Add:
      ask_reaction (self, message);
      return TRUE;
    default:
      return FALSE;
    }
}

/* --- The menu --- */

static void
on_act (GSimpleAction *action,
        GVariant *parameter,
        gpointer data)
{
  static const struct
  {
    const char *name;
    NatterUiAct act;
  } acts[] = {
    { "reply", NATTER_UI_ACT_REPLY },
    { "edit", NATTER_UI_ACT_EDIT },
    { "delete", NATTER_UI_ACT_DELETE },
    { "copy-link", NATTER_UI_ACT_COPY_LINK },
    { "mark-unread", NATTER_UI_ACT_MARK_UNREAD },
  };
  NatterUiConversation *self = data;

  for (guint i = 0; i < G_N_ELEMENTS (acts) && self->acted != NULL; i++)
    if (g_str_equal (acts[i].name, g_action_get_name (G_ACTION (action))))
      natter_ui_conversation_emit (self, acts[i].act, self->acted);
}

static void
on_react (GSimpleAction *action,
          GVariant *parameter,
          gpointer data)
{
  NatterUiConversation *self = data;

  if (self->acted != NULL)
    ask_reaction (self, self->acted);
}

/* What is selected, else the message. */
static void
on_copy (GSimpleAction *action,
         GVariant *parameter,
         gpointer data)
{
  NatterUiConversation *self = data;
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (self->view));

  if (gtk_text_buffer_get_has_selection (buffer))
    g_signal_emit_by_name (self->view, "copy-clipboard");
  else if (self->acted != NULL)
    copy (self, natter_ui_message_get_text (self->acted));
}

static const GActionEntry action_entries[] = {
  { .name = "reply", .activate = on_act },
  { .name = "edit", .activate = on_act },
  { .name = "delete", .activate = on_act },
  { .name = "react", .activate = on_react },
  { .name = "copy", .activate = on_copy },
  { .name = "copy-link", .activate = on_act },
  { .name = "mark-unread", .activate = on_act },
};

static void
enable (NatterUiConversation *self,
        const char *name,
        gboolean enabled)
{
  GAction *action = g_action_map_lookup_action (G_ACTION_MAP (self->actions), name);

  g_simple_action_set_enabled (G_SIMPLE_ACTION (action), enabled);
}

static void
update_actions (NatterUiConversation *self)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (self->view));
  gboolean said = self->acted != NULL && is_said (self->acted);

  enable (self, "reply", said);
  enable (self, "edit", said && natter_ui_message_is_own (self->acted));
  enable (self, "delete", self->acted != NULL && may_delete (self, self->acted));
  enable (self, "react", said);
  enable (self, "copy", gtk_text_buffer_get_has_selection (buffer) || (self->acted != NULL && !natter_ui_message_is_deleted (self->acted)));
  enable (self, "copy-link", said);
  enable (self, "mark-unread", said && !natter_ui_message_is_own (self->acted));
}

static GMenuModel *
new_menu (void)
{
  GMenu *menu = g_menu_new ();
  g_autoptr (GMenu) change = g_menu_new (), take = g_menu_new (), place = g_menu_new ();

  g_menu_append (change, _ ("_Reply"), "message.reply");
  g_menu_append (change, _ ("Rea_ct…"), "message.react");
  g_menu_append (change, _ ("_Edit"), "message.edit");
  g_menu_append (change, _ ("_Delete…"), "message.delete");
  g_menu_append (take, _ ("C_opy"), "message.copy");
  g_menu_append (take, _ ("Copy _Link"), "message.copy-link");
  g_menu_append (place, _ ("_Mark Unread from Here"), "message.mark-unread");
  g_menu_append_section (menu, NULL, G_MENU_MODEL (change));
  g_menu_append_section (menu, NULL, G_MENU_MODEL (take));
  g_menu_append_section (menu, NULL, G_MENU_MODEL (place));
  return G_MENU_MODEL (menu);
}

static gboolean
on_menu (NatterUiConversation *self,
         int offset,
         GdkEvent *event)
{
  GtkTextIter where;
  NatterUiMessage *message;
  g_autoptr (GMenuModel) model = new_menu ();
  GtkWidget *menu;
  GdkRectangle place;

  gtk_text_buffer_get_iter_at_offset (gtk_text_view_get_buffer (GTK_TEXT_VIEW (self->view)), &where, offset);
  message = natter_ui_conversation_get_at (self, &where);
  if (message == NULL)
    return FALSE;
  g_set_object (&self->acted, message);
  update_actions (self);
  menu = gtk_menu_new_from_model (model);
  gtk_widget_set_name (menu, "message-menu");
  gtk_menu_attach_to_widget (GTK_MENU (menu), self->view, NULL);
  g_signal_connect (menu, "deactivate", G_CALLBACK (gtk_menu_detach), NULL);
  get_place (self, message, &place);
  if (event != NULL)
    gtk_menu_popup_at_pointer (GTK_MENU (menu), event);
  else
    gtk_menu_popup_at_rect (GTK_MENU (menu), gtk_widget_get_window (self->view), &place, GDK_GRAVITY_SOUTH_WEST,
                            GDK_GRAVITY_NORTH_WEST, NULL);
  return TRUE;
}

void
natter_ui_conversation_watch_acts (NatterUiConversation *self)
{
  self->actions = g_simple_action_group_new ();
  g_action_map_add_action_entries (G_ACTION_MAP (self->actions), action_entries, G_N_ELEMENTS (action_entries), self);
  gtk_widget_insert_action_group (self->view, "message", G_ACTION_GROUP (self->actions));
  g_signal_connect_object (self->view, "activated", G_CALLBACK (on_activated), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->view, "menu", G_CALLBACK (on_menu), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->view, "move-cursor", G_CALLBACK (choose_at_cursor), self, G_CONNECT_SWAPPED | G_CONNECT_AFTER);
  g_signal_connect_object (self->view, "focus-out-event", G_CALLBACK (on_focus_out), self, G_CONNECT_SWAPPED);
}

void
natter_ui_conversation_forget_acts (NatterUiConversation *self)
{
  g_clear_object (&self->acted);
  g_clear_object (&self->actions);
  g_clear_pointer (&self->reactions, gtk_widget_destroy);
  g_clear_pointer (&self->date, gtk_widget_destroy);
}
