/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "fuzz.h"
#include "gui-client/model/natter-ui-session-ports.h"
#include "shared/natter-json.h"

/* Whatever a server says, and whenever: the client's session keeps its lists true to what they tell their watchers, within
 * their bounds, and its rooms apart, and nobody who asked is left without an answer. Each line of the input is an event as it
 * is on the wire, whose "re":"$" stands for the last command's id, or begins with a letter for something else that happens:
 * see happen(). */

typedef struct /* a list as someone sees it who only listens to items-changed */
{
  GListModel *list; /* owned */
  GPtrArray *items; /* owned (element-type GObject) */
} Watcher;

typedef struct
{
  NatterUiSession *session;
  GPtrArray *watchers;
  char *last_id;   /* (nullable) of a command */
  gint64 now;      /* µs */
  gboolean dialed; /* _take_opened() or _take_closed() may follow */
  gboolean open;
} World;

static void
watcher_take_change (GListModel *list, guint position, guint removed, guint added, gpointer data)
{
  Watcher *self = data;

  g_assert_cmpuint (position + removed, <=, self->items->len);
  if (removed > 0)
    g_ptr_array_remove_range (self->items, position, removed);
  for (guint i = 0; i < added; i++)
    g_ptr_array_insert (self->items, (int) (position + i), g_list_model_get_item (list, position + i));
}

static void
watcher_free (gpointer data)
{
  Watcher *self = data;

  g_signal_handlers_disconnect_by_data (self->list, self);
  g_ptr_array_unref (self->items);
  g_object_unref (self->list);
  g_free (self);
}

static void
watch (World *world, GListModel *list)
{
  Watcher *watcher;

  for (guint i = 0; i < world->watchers->len; i++)
    if (((Watcher *) world->watchers->pdata[i])->list == list)
      return;
  watcher = g_new0 (Watcher, 1);
  watcher->list = g_object_ref (list);
  watcher->items = g_ptr_array_new_with_free_func (g_object_unref);
  watcher_take_change (list, 0, 0, g_list_model_get_n_items (list), watcher);
  g_signal_connect (list, "items-changed", G_CALLBACK (watcher_take_change), watcher);
  g_ptr_array_add (world->watchers, watcher);
}

static void
check_watcher (const Watcher *self)
{
  g_assert_cmpuint (self->items->len, ==, g_list_model_get_n_items (self->list));
  for (guint i = 0; i < self->items->len; i++)
    {
      g_autoptr (GObject) item = g_list_model_get_item (self->list, i);

      g_assert_true (item == self->items->pdata[i]);
    }
}

static void
check (World *world)
{
  NatterUiRoomList *rooms = natter_ui_session_get_rooms (world->session);
  NatterUiRoom *current = natter_ui_session_get_current_room (world->session);

  watch (world, G_LIST_MODEL (rooms));
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (rooms)); i++)
    {
      NatterUiRoom *room = natter_ui_room_list_get (rooms, i);

      g_assert_true (natter_ui_room_list_find (rooms, natter_ui_room_get_name (room)) == room);
      g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (natter_ui_room_get_messages (room))), <,
                        2 * NATTER_UI_MESSAGE_LIST_MOST);
      watch (world, G_LIST_MODEL (natter_ui_room_get_messages (room)));
      watch (world, G_LIST_MODEL (natter_ui_room_get_members (room)));
    }
  g_assert_true (current == NULL || natter_ui_room_list_get_position (rooms, current, NULL));
  for (guint i = 0; i < world->watchers->len; i++)
    check_watcher (world->watchers->pdata[i]);
}

static gint64
get_time (gpointer data)
{
  return ((World *) data)->now;
}

static guint32
get_random (gpointer data)
{
  return (guint32) ((World *) data)->now * 2654435761u;
}

static void
dial (gpointer data, const char *host, guint16 port, NatterUiWay way)
{
  World *world = data;

  world->dialed = TRUE;
  world->open = FALSE;
}

static gboolean
send (gpointer data, const NatterCommand *command)
{
  World *world = data;

  if (command->id != NULL)
    {
      g_free (world->last_id);
      world->last_id = g_strdup (command->id);
    }
  return world->open;
}

static void
hang_up (gpointer data, gboolean gently)
{
  World *world = data;

  world->dialed = FALSE;
  world->open = FALSE;
}

static void
wake_at (gpointer data, gint64 time)
{
}

static void
take_event (World *world, const char *line)
{
  g_autoptr (NatterEvent) event = natter_json_decode_event (line, strlen (line), NULL);

  if (event == NULL)
    return;
  if (g_strcmp0 (event->re, "$") == 0)
    {
      g_free (event->re);
      event->re = g_strdup (world->last_id);
    }
  natter_ui_session_reduce (world->session, event);
}

static void
close_connection (World *world)
{
  g_autoptr (GError) error = g_error_new_literal (G_IO_ERROR, G_IO_ERROR_CONNECTION_CLOSED, "");

  world->dialed = FALSE;
  world->open = FALSE;
  natter_ui_session_take_closed (world->session, error);
}

/* What people and networks do. */
static void
happen (World *world, char what, const char *text)
{
  NatterUiSession *session = world->session;
  NatterUiRoom *room = natter_ui_session_get_current_room (session);

  if (what == 'o' && world->dialed && !world->open)
    {
      world->open = TRUE;
      natter_ui_session_take_opened (session);
    }
  else if (what == 'c' && world->dialed)
    close_connection (world);
  else if (what == 't')
    {
      world->now += ((gint64) strlen (text) + 1) * G_USEC_PER_SEC;
      natter_ui_session_tick (session);
    }
  else if (what == 'w')
    natter_ui_session_submit (session, room, text, NULL);
  else if (what == 'j')
    natter_ui_session_join (session, text, NULL);
  else if (what == 'd')
    natter_ui_session_open_direct (session, text, NULL);
  else if (what == 'l' && room != NULL)
    natter_ui_session_leave (session, room);
  else if (what == 'h' && room != NULL)
    natter_ui_session_load_older (session, room);
  else if (what == 'n')
    natter_ui_session_log_in_as (session, text, NULL);
  else if (what == 'q')
    natter_ui_session_log_out (session);
  else if (what == 'a')
    natter_ui_session_try_now (session);
  else if (what == 'p')
    natter_ui_session_who_async (session, NULL, NULL, NULL);
  else if (what == 'r')
    natter_ui_session_list_rooms_async (session, NULL, NULL, NULL);
}

static void
play (World *world, char **lines)
{
  natter_ui_session_open (world->session, "localhost", "alice", NULL);
  for (char **line = lines; *line != NULL; line++)
    {
      if (**line == '{')
        take_event (world, *line);
      else if (**line != '\0' && g_utf8_validate (*line, -1, NULL))
        happen (world, **line, *line + 1);
      if (line[1] == NULL || line[1][0] != '{') /* as a read of the connection brings several */
        natter_ui_session_settle (world->session);
      else
        continue;
      while (g_main_context_iteration (NULL, FALSE))
        ;
      check (world);
    }
}

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  g_autofree char *text = g_strndup ((const char *) data, size);
  g_auto (GStrv) lines = g_strsplit (text, "\n", 200);
  World world = { .now = G_USEC_PER_SEC };
  NatterUiPorts ports = {
    .get_time = get_time,
    .get_real_time = get_time,
    .get_random = get_random,
    .dial = dial,
    .send = send,
    .hang_up = hang_up,
    .wake_at = wake_at,
    .data = &world,
  };

  g_log_set_always_fatal (G_LOG_LEVEL_WARNING | G_LOG_LEVEL_CRITICAL | G_LOG_FATAL_MASK);
  world.watchers = g_ptr_array_new_with_free_func (watcher_free);
  world.session = natter_ui_session_new_with_ports (&ports);
  play (&world, lines);
  natter_ui_session_log_out (world.session); /* whoever waits for an answer hears that there will be none */
  if (world.dialed)
    close_connection (&world);
  g_ptr_array_unref (world.watchers);
  g_object_unref (world.session);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_free (world.last_id);

  return 0;
}
