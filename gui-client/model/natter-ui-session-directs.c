/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "natter-ui-session-private.h"

/* What other devices of the reader have read, and the talks that the server keeps. */

void
natter_ui_session_take_read (NatterUiSession *self, const NatterEvent *event)
{
  NatterUiRoom *room = natter_ui_session_find_room (self, event->room);

  if (room != NULL)
    natter_ui_session_take_marker (self, room, (gint64) MIN (event->seq, (guint64) G_MAXINT64));
}

/* A talk that goes on where it was, whoever logged out in between. */
static void
take_direct (NatterUiSession *self, const NatterDirect *direct)
{
  NatterUiRoom *room = natter_ui_session_find_room (self, direct->room);
  NatterUiRoomSync *sync;

  /* One that was closed, and has nothing new, stays so. */
  if (room == NULL && direct->room[0] == '@' && direct->room[1] != '\0' && direct->seq > direct->read)
    room = natter_ui_session_add_room (self, direct->room);
  if (room == NULL)
    return;

  sync = natter_ui_room_get_sync (room);
  sync->lasting = TRUE;
  if (sync->met)
    return;

  sync->met = TRUE;
  natter_ui_room_set_joined (room, FALSE);
  natter_ui_session_enter (self, room, direct->seq);
  natter_ui_session_take_marker (self, room, (gint64) MIN (direct->read, (guint64) G_MAXINT64));
}

void
natter_ui_session_take_directs (NatterUiSession *self, const NatterEvent *event)
{
  for (guint i = 0; event->directs != NULL && i < event->directs->len; i++)
    take_direct (self, g_ptr_array_index (event->directs, i));
}
