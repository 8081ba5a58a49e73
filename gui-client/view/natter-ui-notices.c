/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <gdk/gdk.h>
#include <glib/gi18n-lib.h>

#include "natter-ui-heed.h"
#include "natter-ui-notices.h"

#define TEXT_MOST 300 /* characters */

struct _NatterUiNotices
{
  GObject parent_instance;

  NatterUiSession *session;
  GSettings *settings;
  NatterUiNotifier *notifier; /* borrowed */
  GHashTable *shown;          /* id → nothing: what stands there */
};

G_DEFINE_TYPE (NatterUiNotices, natter_ui_notices, G_TYPE_OBJECT)

static char *
dup_id (NatterUiNotices *self,
        NatterUiRoom *room)
{
  return g_strdup_printf ("%s/%s", natter_ui_session_get_address (self->session), natter_ui_room_get_name (room));
}

static void
withdraw (NatterUiNotices *self,
          NatterUiRoom *room)
{
  g_autofree char *id = dup_id (self, room);

  if (g_hash_table_remove (self->shown, id))
    natter_ui_notifier_withdraw (self->notifier, id);
}

static void
on_unread (NatterUiNotices *self,
           GParamSpec *pspec,
           NatterUiRoom *room)
{
  if (natter_ui_room_get_unread (room) == 0)
    withdraw (self, room);
}

/* "bob in #lobby" */
static char *
dup_title (NatterUiRoom *room,
           NatterUiMessage *message)
{
  if (natter_ui_room_is_direct (room))
    return g_strdup (natter_ui_message_get_from (message));
  /* Translators: the heading of a notification: who wrote, and the room. */
  return g_strdup_printf (_("%s in %s"), natter_ui_message_get_from (message), natter_ui_room_get_title (room));
}

static char *
dup_body (NatterUiNotices *self,
          NatterUiMessage *message)
{
  const char *text = natter_ui_message_get_text (message);

  if (!g_settings_get_boolean (self->settings, "notify-text"))
    return g_strdup (_("wrote a message"));
  return g_utf8_substring (text, 0, MIN (g_utf8_strlen (text, -1), TEXT_MOST));
}

static gint
get_minute (void)
{
  g_autoptr (GDateTime) now = g_date_time_new_now_local ();

  return g_date_time_get_hour (now) * 60 + g_date_time_get_minute (now);
}

static void
on_heard (NatterUiNotices *self,
          NatterUiRoom *room,
          NatterUiMessage *message)
{
  const NatterUiHeedFacts facts = {
    .direct = natter_ui_room_is_direct (room),
    .mention = natter_ui_message_is_mention (message),
    .minute = get_minute (),
  };
  g_autofree char *id = dup_id (self, room), *title = NULL, *body = NULL;
  g_autoptr (GNotification) notification = NULL;

  if (!natter_ui_heed (self->settings, natter_ui_session_get_address (self->session), natter_ui_room_get_name (room), &facts))
    return;
  title = dup_title (room, message);
  body = dup_body (self, message);
  notification = g_notification_new (title);
  g_notification_set_body (notification, body);
  g_notification_set_priority (notification, facts.direct || facts.mention ? G_NOTIFICATION_PRIORITY_HIGH : G_NOTIFICATION_PRIORITY_NORMAL);
  g_notification_set_default_action_and_target (notification, "app.show-message", "(sst)",
                                                natter_ui_session_get_address (self->session), natter_ui_room_get_name (room),
                                                natter_ui_message_get_seq (message));
  if (!natter_ui_notifier_send (self->notifier, id, notification))
    return;
  g_hash_table_add (self->shown, g_steal_pointer (&id));
  g_signal_handlers_disconnect_by_func (room, on_unread, self);
  g_signal_connect_object (room, "notify::unread", G_CALLBACK (on_unread), self, G_CONNECT_SWAPPED);
  if (g_settings_get_boolean (self->settings, "notify-sound"))
    gdk_display_beep (gdk_display_get_default ());
}

static void
on_keywords (NatterUiNotices *self)
{
  g_auto (GStrv) words = g_settings_get_strv (self->settings, "keywords");

  natter_ui_session_set_keywords (self->session, (const char *const *) words);
}

NatterUiNotices *
natter_ui_notices_new (NatterUiSession *session,
                       GSettings *settings,
                       NatterUiNotifier *notifier)
{
  NatterUiNotices *self = g_object_new (NATTER_UI_TYPE_NOTICES, NULL);

  self->session = g_object_ref (session);
  self->settings = g_object_ref (settings);
  self->notifier = notifier;
  g_signal_connect_object (session, "heard", G_CALLBACK (on_heard), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (settings, "changed::keywords", G_CALLBACK (on_keywords), self, G_CONNECT_SWAPPED);
  on_keywords (self);
  return self;
}

guint
natter_ui_notices_get_n (NatterUiNotices *self)
{
  return g_hash_table_size (self->shown);
}

/* Nobody could follow them to their messages any more. */
static void
natter_ui_notices_dispose (GObject *object)
{
  NatterUiNotices *self = NATTER_UI_NOTICES (object);
  GHashTableIter iter;
  gpointer id;

  g_hash_table_iter_init (&iter, self->shown);
  while (g_hash_table_iter_next (&iter, &id, NULL))
    natter_ui_notifier_withdraw (self->notifier, id);
  g_hash_table_remove_all (self->shown);
  g_clear_object (&self->session);
  g_clear_object (&self->settings);
  G_OBJECT_CLASS (natter_ui_notices_parent_class)->dispose (object);
}

static void
natter_ui_notices_finalize (GObject *object)
{
  g_hash_table_unref (NATTER_UI_NOTICES (object)->shown);
  G_OBJECT_CLASS (natter_ui_notices_parent_class)->finalize (object);
}

static void
natter_ui_notices_class_init (NatterUiNoticesClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = natter_ui_notices_dispose;
  G_OBJECT_CLASS (klass)->finalize = natter_ui_notices_finalize;
}

static void
natter_ui_notices_init (NatterUiNotices *self)
{
  self->shown = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
}
