/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <handy.h>

#include "natter-ui-chat-private.h"
#include "natter-ui-conversation.h"
#include "natter-ui-find-bar.h"

/* What takes the place of the people, and the bar above the conversation. */

/* Back to where one was before the search led one away. */
static void
go_back (NatterUiChat *self)
{
  g_autoptr (NatterUiRoom) room = g_steal_pointer (&self->came_from);

  if (room == NULL || !natter_ui_room_list_get_position (natter_ui_session_get_rooms (self->session), room, NULL))
    return;
  natter_ui_session_set_current_room (self->session, room);
  natter_ui_conversation_return (NATTER_UI_CONVERSATION (self->conversation));
}

void
natter_ui_chat_find (NatterUiChat *self)
{
  hdy_leaflet_set_visible_child (HDY_LEAFLET (self->leaflet), self->content);
  natter_ui_find_bar_begin (NATTER_UI_FIND_BAR (self->find_bar));
}

void
natter_ui_chat_on_find_closed (NatterUiChat *self)
{
  go_back (self);
  natter_ui_chat_show_room (self);
}

void
natter_ui_chat_open_side (NatterUiChat *self,
                          NatterUiSidePage page)
{
  if (natter_ui_side_get_page (NATTER_UI_SIDE (self->side)) == NATTER_UI_SIDE_PEOPLE)
    self->people_shown = natter_ui_chat_get_people_shown (self);
  hdy_leaflet_set_visible_child (HDY_LEAFLET (self->leaflet), self->content);
  hdy_flap_set_reveal_flap (HDY_FLAP (self->flap), TRUE);
  natter_ui_side_turn_to (NATTER_UI_SIDE (self->side), page);
}

gboolean
natter_ui_chat_close_side (NatterUiChat *self)
{
  if (gtk_widget_get_visible (self->find_bar))
    {
      natter_ui_find_bar_end (NATTER_UI_FIND_BAR (self->find_bar));
      natter_ui_chat_on_find_closed (self);
      return TRUE;
    }
  if (natter_ui_side_get_page (NATTER_UI_SIDE (self->side)) == NATTER_UI_SIDE_PEOPLE)
    return FALSE;
  natter_ui_side_turn_to (NATTER_UI_SIDE (self->side), NATTER_UI_SIDE_PEOPLE);
  hdy_flap_set_reveal_flap (HDY_FLAP (self->flap), self->people_shown);
  go_back (self);
  natter_ui_chat_show_room (self);
  return TRUE;
}

void
natter_ui_chat_show_message (NatterUiChat *self,
                             const char *name,
                             guint64 seq)
{
  NatterUiRoom *room = natter_ui_room_list_find (natter_ui_session_get_rooms (self->session), name);

  if (room == NULL)
    {
      natter_ui_session_join (self->session, name, NULL); /* there one sees what was said last */
      return;
    }
  natter_ui_session_set_current_room (self->session, room);
  hdy_leaflet_set_visible_child (HDY_LEAFLET (self->leaflet), self->content);
  natter_ui_session_go_to (self->session, room, seq);
}

/* As something that was found: Esc leads back. */
void
natter_ui_chat_on_chosen (NatterUiChat *self,
                          const char *name,
                          guint64 seq)
{
  if (self->came_from == NULL)
    {
      g_set_object (&self->came_from, self->room);
      natter_ui_conversation_leave_place (NATTER_UI_CONVERSATION (self->conversation));
    }
  natter_ui_chat_show_message (self, name, seq);
}

void
natter_ui_chat_on_side_closed (NatterUiChat *self)
{
  natter_ui_chat_close_side (self);
}
