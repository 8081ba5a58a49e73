/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <handy.h>

#include "gui-client/model/natter-ui-room-settings.h"

#include "natter-ui-acts.h"
#include "natter-ui-chat-private.h"
#include "natter-ui-composer.h"
#include "natter-ui-conversation.h"
#include "natter-ui-failed-bar.h"
#include "natter-ui-find-bar.h"
#include "natter-ui-pane.h"
#include "natter-ui-room-dialog.h"
#include "natter-ui-side.h"
#include "natter-ui-sidebar.h"
#include "natter-ui-status-bar.h"
#include "natter-ui-widgets.h"

enum
{
  PROP_0,
  PROP_PEOPLE_SHOWN,
  PROP_AT_END,
  N_PROPERTIES
};

static GParamSpec *properties[N_PROPERTIES];

G_DEFINE_TYPE (NatterUiChat, natter_ui_chat, GTK_TYPE_BIN)

/* Beside the topic: how long things are kept here, who may speak, and a lock where not everyone comes in. */
static void
show_facts (NatterUiChat *self)
{
  g_autofree char *facts = self->room != NULL ? natter_ui_room_dup_facts (self->room) : g_strdup ("");
  gboolean is_private = self->room != NULL && natter_ui_room_get_settings (self->room)->is_private;

  gtk_label_set_text (GTK_LABEL (self->facts_label), facts);
  gtk_widget_set_visible (self->facts_label, facts[0] != '\0');
  gtk_widget_set_visible (self->lock, is_private);
}

static void
show_heading (NatterUiChat *self)
{
  const char *title = self->room != NULL ? natter_ui_room_get_title (self->room) : "";
  const char *topic = self->room != NULL ? natter_ui_room_get_topic (self->room) : "";
  gboolean direct = self->room != NULL && natter_ui_room_is_direct (self->room);
  g_autofree char *count = NULL, *spoken = NULL;

  if (self->room != NULL && !direct)
    count = g_strdup_printf ("%u", natter_ui_room_get_n_people (self->room));
  gtk_label_set_text (GTK_LABEL (self->title_label), title);
  gtk_label_set_text (GTK_LABEL (self->topic_label), topic);
  gtk_widget_set_visible (self->topic_label, topic[0] != '\0');
  show_facts (self);
  gtk_widget_set_tooltip_text (self->title_button, topic[0] != '\0' ? topic : NULL);
  gtk_label_set_text (GTK_LABEL (self->count_label), count != NULL ? count : "");
  gtk_widget_set_visible (self->count_label, count != NULL);
  if (direct || self->room == NULL)
    spoken = g_strdup (title[0] != '\0' ? title : _("No room"));
  else
    /* Translators: read aloud of the button with a room's name and topic; pressing it changes the topic. */
    spoken = g_strdup_printf (_("%s: change the topic"), title);
  natter_ui_widget_name (self->title_button, spoken);
  natter_ui_widget_describe (self->title_button, topic);
}

static void
on_current_room (NatterUiChat *self)
{
  NatterUiRoom *room = natter_ui_session_get_current_room (self->session);

  if (room == self->room)
    return;
  if (self->room != NULL)
    g_signal_handlers_disconnect_by_func (self->room, show_heading, self);
  g_set_object (&self->room, room);
  if (room != NULL)
    {
      g_signal_connect_object (room, "notify::title", G_CALLBACK (show_heading), self, G_CONNECT_SWAPPED);
      g_signal_connect_object (room, "notify::topic", G_CALLBACK (show_heading), self, G_CONNECT_SWAPPED);
      g_signal_connect_object (room, "notify::n-people", G_CALLBACK (show_heading), self, G_CONNECT_SWAPPED);
      g_signal_connect_object (room, "notify::settings", G_CALLBACK (show_heading), self, G_CONNECT_SWAPPED);
    }
  natter_ui_conversation_set_room (NATTER_UI_CONVERSATION (self->conversation), room);
  natter_ui_composer_set_room (NATTER_UI_COMPOSER (self->composer), room);
  natter_ui_side_set_room (NATTER_UI_SIDE (self->side), room);
  natter_ui_failed_bar_set_room (NATTER_UI_FAILED_BAR (self->failed_bar), room);
  show_heading (self);
}

static void
on_slow_down (NatterUiChat *self)
{
  natter_ui_composer_set_slow_down (NATTER_UI_COMPOSER (self->composer), natter_ui_session_get_slow_down (self->session));
}

static void
on_replied (NatterUiChat *self,
            const char *text)
{
  natter_ui_composer_show_error (NATTER_UI_COMPOSER (self->composer), text);
}

void
natter_ui_chat_set_session (NatterUiChat *self,
                            NatterUiSession *session)
{
  g_return_if_fail (self->session == NULL);
  self->session = g_object_ref (session);
  natter_ui_sidebar_set_session (NATTER_UI_SIDEBAR (self->sidebar), session);
  natter_ui_find_bar_set_session (NATTER_UI_FIND_BAR (self->find_bar), session);
  natter_ui_side_set_session (NATTER_UI_SIDE (self->side), session);
  natter_ui_composer_set_session (NATTER_UI_COMPOSER (self->composer), session);
  natter_ui_status_bar_set_session (NATTER_UI_STATUS_BAR (self->status_bar), session);
  natter_ui_failed_bar_set_session (NATTER_UI_FAILED_BAR (self->failed_bar), session);
  natter_ui_acts_join (NATTER_UI_CONVERSATION (self->conversation), NATTER_UI_COMPOSER (self->composer), session);
  g_signal_connect_object (session, "notify::current-room", G_CALLBACK (on_current_room), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "notify::slow-down", G_CALLBACK (on_slow_down), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "replied", G_CALLBACK (on_replied), self, G_CONNECT_SWAPPED);
  on_current_room (self);
  show_heading (self);
}

void
natter_ui_chat_show_room (NatterUiChat *self)
{
  hdy_leaflet_set_visible_child (HDY_LEAFLET (self->leaflet), self->content);
  gtk_widget_grab_focus (natter_ui_composer_get_view (NATTER_UI_COMPOSER (self->composer)));
}

void
natter_ui_chat_show_rooms (NatterUiChat *self)
{
  hdy_leaflet_set_visible_child (HDY_LEAFLET (self->leaflet), self->sidebar);
  natter_ui_sidebar_focus (NATTER_UI_SIDEBAR (self->sidebar));
}

NatterUiRoomOrder *
natter_ui_chat_get_order (NatterUiChat *self)
{
  return natter_ui_sidebar_get_order (NATTER_UI_SIDEBAR (self->sidebar));
}

gboolean
natter_ui_chat_is_narrow (NatterUiChat *self)
{
  return hdy_leaflet_get_folded (HDY_LEAFLET (self->leaflet));
}

/* Which of the four panes has the focus, -1: none. */
static int
get_pane (NatterUiChat *self,
          GtkWidget *const *panes,
          int n)
{
  GtkWidget *focus = gtk_window_get_focus (GTK_WINDOW (gtk_widget_get_toplevel (GTK_WIDGET (self))));

  for (int i = 0; i < n; i++)
    if (focus != NULL && (focus == panes[i] || gtk_widget_is_ancestor (focus, panes[i])))
      return i;
  return -1;
}

void
natter_ui_chat_cycle_focus (NatterUiChat *self,
                            int step)
{
  GtkWidget *panes[] = { self->sidebar, self->conversation, self->composer, self->side };
  int n = G_N_ELEMENTS (panes), at = get_pane (self, panes, n);

  for (int i = 0; i < n; i++)
    {
      at = (at + step + n) % n;
      if (gtk_widget_get_mapped (panes[at]) && gtk_widget_get_child_visible (panes[at]))
        break;
    }
  if (panes[at] == self->sidebar)
    natter_ui_sidebar_focus (NATTER_UI_SIDEBAR (self->sidebar));
  else if (panes[at] == self->conversation)
    natter_ui_conversation_focus (NATTER_UI_CONVERSATION (self->conversation));
  else if (panes[at] == self->composer)
    gtk_widget_grab_focus (natter_ui_composer_get_view (NATTER_UI_COMPOSER (self->composer)));
  else
    natter_ui_side_focus (NATTER_UI_SIDE (self->side));
}

void
natter_ui_chat_set_people_shown (NatterUiChat *self,
                                 gboolean shown)
{
  hdy_flap_set_reveal_flap (HDY_FLAP (self->flap), shown);
}

gboolean
natter_ui_chat_get_people_shown (NatterUiChat *self)
{
  return hdy_flap_get_reveal_flap (HDY_FLAP (self->flap));
}

void
natter_ui_chat_scroll_to_end (NatterUiChat *self)
{
  natter_ui_conversation_scroll_to_end (NATTER_UI_CONVERSATION (self->conversation));
}

gboolean
natter_ui_chat_get_at_end (NatterUiChat *self)
{
  return natter_ui_conversation_get_at_end (NATTER_UI_CONVERSATION (self->conversation));
}

void
natter_ui_chat_keep_place (NatterUiChat *self)
{
  natter_ui_conversation_keep_place (NATTER_UI_CONVERSATION (self->conversation));
}

void
natter_ui_chat_mark_unread (NatterUiChat *self)
{
  if (self->room != NULL)
    natter_ui_conversation_mark_unread_after (NATTER_UI_CONVERSATION (self->conversation),
                                              natter_ui_room_get_last_seq (self->room));
}

gboolean
natter_ui_chat_type (NatterUiChat *self,
                     GdkEventKey *event)
{
  guint modifiers = event->state & gtk_accelerator_get_default_mod_mask () & ~(guint) GDK_SHIFT_MASK;

  if (modifiers == 0 && natter_ui_conversation_take_key (NATTER_UI_CONVERSATION (self->conversation), event->keyval))
    return TRUE;
  return natter_ui_composer_type (NATTER_UI_COMPOSER (self->composer), event);
}

gboolean
natter_ui_chat_cancel (NatterUiChat *self)
{
  return natter_ui_composer_cancel (NATTER_UI_COMPOSER (self->composer));
}

void
natter_ui_chat_choose_date (NatterUiChat *self)
{
  natter_ui_conversation_choose_date (NATTER_UI_CONVERSATION (self->conversation));
}

void
natter_ui_chat_go_to_unread (NatterUiChat *self)
{
  if (self->room != NULL && !natter_ui_conversation_go_to_unread (NATTER_UI_CONVERSATION (self->conversation)))
    natter_ui_session_go_to_unread (self->session, self->room);
}

void
natter_ui_chat_go_to (NatterUiChat *self,
                      guint64 seq)
{
  natter_ui_conversation_go_to_seq (NATTER_UI_CONVERSATION (self->conversation), seq);
}

void
natter_ui_chat_ask_emoji (NatterUiChat *self)
{
  natter_ui_composer_ask_emoji (NATTER_UI_COMPOSER (self->composer));
}

static void
on_folded (NatterUiChat *self)
{
  gboolean folded = natter_ui_chat_is_narrow (self);

  gtk_widget_set_visible (self->back_button, folded);
  gtk_widget_set_visible (self->people_button, !folded); /* both are in the room's menu too */
  gtk_widget_set_visible (self->search_button, !folded);
  natter_ui_sidebar_set_alone (NATTER_UI_SIDEBAR (self->sidebar), folded);
}

static void
on_room_chosen (NatterUiChat *self,
                NatterUiRoom *room)
{
  natter_ui_session_set_current_room (self->session, room);
  natter_ui_chat_show_room (self);
}

static void
on_reveal_flap (NatterUiChat *self)
{
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_PEOPLE_SHOWN]);
}

static void
on_at_end (NatterUiChat *self)
{
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_AT_END]);
}

static void
on_submitted (NatterUiChat *self)
{
  natter_ui_chat_scroll_to_end (self);
}

static void
on_scroll (NatterUiChat *self,
           int pages)
{
  natter_ui_conversation_scroll_pages (NATTER_UI_CONVERSATION (self->conversation), pages);
}

static void
natter_ui_chat_get_property (GObject *object,
                             guint id,
                             GValue *value,
                             GParamSpec *pspec)
{
  NatterUiChat *self = NATTER_UI_CHAT (object);

  switch (id)
    {
    case PROP_PEOPLE_SHOWN:
      g_value_set_boolean (value, natter_ui_chat_get_people_shown (self));
      break;
    case PROP_AT_END:
      g_value_set_boolean (value, natter_ui_chat_get_at_end (self));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
natter_ui_chat_dispose (GObject *object)
{
  NatterUiChat *self = NATTER_UI_CHAT (object);

  g_clear_object (&self->came_from);
  g_clear_object (&self->room);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (natter_ui_chat_parent_class)->dispose (object);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  gtk_widget_class_set_template_from_resource (widget_class, NATTER_UI_RESOURCES "natter-ui-chat.ui");
  gtk_widget_class_bind_template_child (widget_class, NatterUiChat, leaflet);
  gtk_widget_class_bind_template_child (widget_class, NatterUiChat, sidebar);
  gtk_widget_class_bind_template_child (widget_class, NatterUiChat, content);
  gtk_widget_class_bind_template_child (widget_class, NatterUiChat, back_button);
  gtk_widget_class_bind_template_child (widget_class, NatterUiChat, title_button);
  gtk_widget_class_bind_template_child (widget_class, NatterUiChat, title_label);
  gtk_widget_class_bind_template_child (widget_class, NatterUiChat, topic_label);
  gtk_widget_class_bind_template_child (widget_class, NatterUiChat, facts_label);
  gtk_widget_class_bind_template_child (widget_class, NatterUiChat, lock);
  gtk_widget_class_bind_template_child (widget_class, NatterUiChat, people_button);
  gtk_widget_class_bind_template_child (widget_class, NatterUiChat, search_button);
  gtk_widget_class_bind_template_child (widget_class, NatterUiChat, count_label);
  gtk_widget_class_bind_template_child (widget_class, NatterUiChat, status_bar);
  gtk_widget_class_bind_template_child (widget_class, NatterUiChat, flap);
  gtk_widget_class_bind_template_child (widget_class, NatterUiChat, conversation);
  gtk_widget_class_bind_template_child (widget_class, NatterUiChat, failed_bar);
  gtk_widget_class_bind_template_child (widget_class, NatterUiChat, find_bar);
  gtk_widget_class_bind_template_child (widget_class, NatterUiChat, composer);
  gtk_widget_class_bind_template_child (widget_class, NatterUiChat, side);
  gtk_widget_class_bind_template_callback (widget_class, on_folded);
  gtk_widget_class_bind_template_callback (widget_class, natter_ui_chat_on_side_closed);
  gtk_widget_class_bind_template_callback (widget_class, natter_ui_chat_on_chosen);
  gtk_widget_class_bind_template_callback (widget_class, natter_ui_chat_on_find_closed);
  gtk_widget_class_bind_template_callback (widget_class, on_room_chosen);
  gtk_widget_class_bind_template_callback (widget_class, on_reveal_flap);
  gtk_widget_class_bind_template_callback (widget_class, on_at_end);
  gtk_widget_class_bind_template_callback (widget_class, on_submitted);
  gtk_widget_class_bind_template_callback (widget_class, on_scroll);
}

static void
natter_ui_chat_class_init (NatterUiChatClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = natter_ui_chat_get_property;
  object_class->dispose = natter_ui_chat_dispose;
  properties[PROP_PEOPLE_SHOWN] =
    g_param_spec_boolean ("people-shown", NULL, NULL, TRUE, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  properties[PROP_AT_END] =
    g_param_spec_boolean ("at-end", NULL, NULL, TRUE, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPERTIES, properties);

  g_type_ensure (NATTER_UI_TYPE_COMPOSER);
  g_type_ensure (NATTER_UI_TYPE_CONVERSATION);
  g_type_ensure (NATTER_UI_TYPE_FAILED_BAR);
  g_type_ensure (NATTER_UI_TYPE_FIND_BAR);
  g_type_ensure (NATTER_UI_TYPE_PANE);
  g_type_ensure (NATTER_UI_TYPE_SIDE);
  g_type_ensure (NATTER_UI_TYPE_SIDEBAR);
  g_type_ensure (NATTER_UI_TYPE_STATUS_BAR);
  bind_template (GTK_WIDGET_CLASS (klass));
}

static void
natter_ui_chat_init (NatterUiChat *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  on_folded (self);
}
