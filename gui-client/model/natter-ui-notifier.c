/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "natter-ui-notifier.h"
#include "natter-ui-room-private.h"

struct _NatterUiNotifier
{
  GObject parent_instance;

  NatterUiSession *session; /* owned */
  GHashTable *levels;       /* key of a room → NatterUiLevel */
  GHashTable *shown;        /* NatterUiRoom → id, owned: something is shown about it */
  NatterUiLevel level;
  guint quiet_from; /* minutes since midnight */
  guint quiet_to;
  guint minute; /* G_MAXUINT: as the clock has it */
};

enum
{
  NOTIFY_ABOUT,
  WITHDRAWN,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (NatterUiNotifier, natter_ui_notifier, G_TYPE_OBJECT)

static void withdraw (NatterUiNotifier *self, NatterUiRoom *room);

static void
natter_ui_notifier_dispose (GObject *object)
{
  NatterUiNotifier *self = NATTER_UI_NOTIFIER (object);

  g_clear_pointer (&self->shown, g_hash_table_unref);
  g_clear_pointer (&self->levels, g_hash_table_unref);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (natter_ui_notifier_parent_class)->dispose (object);
}

static void
natter_ui_notifier_class_init (NatterUiNotifierClass *klass)
{
  GType type = G_TYPE_FROM_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = natter_ui_notifier_dispose;
  signals[NOTIFY_ABOUT] = g_signal_new ("notify-about", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 3,
                                        NATTER_UI_TYPE_ROOM, NATTER_UI_TYPE_MESSAGE, G_TYPE_STRING);
  signals[WITHDRAWN] = g_signal_new ("withdrawn", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
}

static void
natter_ui_notifier_init (NatterUiNotifier *self)
{
  self->levels = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->shown = g_hash_table_new_full (NULL, NULL, g_object_unref, g_free);
  self->level = NATTER_UI_LEVEL_MENTIONS;
  self->minute = G_MAXUINT;
}

static guint
get_minute (NatterUiNotifier *self)
{
  g_autoptr (GDateTime) now = NULL;

  if (self->minute != G_MAXUINT)
    return self->minute;

  now = g_date_time_new_now_local ();
  return (guint) (g_date_time_get_hour (now) * 60 + g_date_time_get_minute (now));
}

static gboolean
is_quiet (NatterUiNotifier *self)
{
  guint minute;

  if (self->quiet_from == self->quiet_to)
    return FALSE;

  minute = get_minute (self);
  if (self->quiet_from < self->quiet_to)
    return minute >= self->quiet_from && minute < self->quiet_to;
  return minute >= self->quiet_from || minute < self->quiet_to;
}

static gboolean
deserves (NatterUiNotifier *self, NatterUiRoom *room, NatterUiMessage *message)
{
  NatterUiLevel level = natter_ui_notifier_get_room_level (self, natter_ui_room_get_name (room));

  if (level == NATTER_UI_LEVEL_DEFAULT)
    level = self->level;
  if (level == NATTER_UI_LEVEL_ALL)
    return TRUE;
  return level == NATTER_UI_LEVEL_MENTIONS && (natter_ui_message_is_mention (message) || natter_ui_room_is_direct (room));
}

static void
unread_cb (NatterUiRoom *room, GParamSpec *pspec, NatterUiNotifier *self)
{
  if (natter_ui_room_get_unread (room) == 0)
    withdraw (self, room);
}

static void
withdraw (NatterUiNotifier *self, NatterUiRoom *room)
{
  g_autofree char *id = NULL;
  g_autoptr (NatterUiRoom) kept = NULL;

  if (!g_hash_table_steal_extended (self->shown, room, (gpointer *) &kept, (gpointer *) &id))
    return;

  g_signal_handlers_disconnect_by_func (room, unread_cb, self);
  g_signal_emit (self, signals[WITHDRAWN], 0, id);
}

static void
heard_cb (NatterUiSession *session, NatterUiRoom *room, NatterUiMessage *message, NatterUiNotifier *self)
{
  char *id;

  if (is_quiet (self) || !deserves (self, room, message))
    return;

  id = g_strdup_printf ("%s %s", natter_ui_session_get_address (session), natter_ui_room_get_key (room));
  if (!g_hash_table_contains (self->shown, room))
    g_signal_connect_object (room, "notify::unread", G_CALLBACK (unread_cb), self, 0);
  g_hash_table_replace (self->shown, g_object_ref (room), id);
  g_signal_emit (self, signals[NOTIFY_ABOUT], 0, room, message, id);
}

/* A room that one has left has nothing more to say. */
static void
rooms_changed_cb (GListModel *rooms, guint position, guint removed, guint added, NatterUiNotifier *self)
{
  g_autoptr (GList) shown = removed > 0 ? g_hash_table_get_keys (self->shown) : NULL;

  for (GList *l = shown; l != NULL; l = l->next)
    if (!natter_ui_room_list_get_position (NATTER_UI_ROOM_LIST (rooms), l->data, NULL))
      withdraw (self, l->data);
}

NatterUiNotifier *
natter_ui_notifier_new (NatterUiSession *session)
{
  NatterUiNotifier *self = g_object_new (NATTER_UI_TYPE_NOTIFIER, NULL);

  g_return_val_if_fail (NATTER_UI_IS_SESSION (session), NULL);

  self->session = g_object_ref (session);
  g_signal_connect_object (session, "heard", G_CALLBACK (heard_cb), self, 0);
  g_signal_connect_object (natter_ui_session_get_rooms (session), "items-changed", G_CALLBACK (rooms_changed_cb), self, 0);
  return self;
}

void
natter_ui_notifier_set_level (NatterUiNotifier *self, NatterUiLevel level)
{
  g_return_if_fail (NATTER_UI_IS_NOTIFIER (self));
  g_return_if_fail (level != NATTER_UI_LEVEL_DEFAULT);

  self->level = level;
}

void
natter_ui_notifier_set_room_level (NatterUiNotifier *self, const char *room, NatterUiLevel level)
{
  g_return_if_fail (NATTER_UI_IS_NOTIFIER (self));
  g_return_if_fail (room != NULL && room[0] != '\0');

  g_hash_table_replace (self->levels, natter_ui_room_dup_key (room), GUINT_TO_POINTER (level));
}

NatterUiLevel
natter_ui_notifier_get_room_level (NatterUiNotifier *self, const char *room)
{
  g_autofree char *key = NULL;

  g_return_val_if_fail (NATTER_UI_IS_NOTIFIER (self), NATTER_UI_LEVEL_DEFAULT);
  g_return_val_if_fail (room != NULL && room[0] != '\0', NATTER_UI_LEVEL_DEFAULT);

  key = natter_ui_room_dup_key (room);
  return (NatterUiLevel) GPOINTER_TO_UINT (g_hash_table_lookup (self->levels, key));
}

void
natter_ui_notifier_set_quiet (NatterUiNotifier *self, guint from, guint to)
{
  g_return_if_fail (NATTER_UI_IS_NOTIFIER (self));

  self->quiet_from = from;
  self->quiet_to = to;
}

void
natter_ui_notifier_set_minute (NatterUiNotifier *self, guint minute)
{
  g_return_if_fail (NATTER_UI_IS_NOTIFIER (self));

  self->minute = minute;
}
