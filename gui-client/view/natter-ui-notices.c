/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <gdk/gdk.h>
#include <glib/gi18n-lib.h>

#include "gui-client/model/natter-ui-format.h"

#include "natter-ui-favourites.h"
#include "natter-ui-notices.h"

#define TEXT_MOST 300 /* characters */

struct _NatterUiNotices
{
  GObject parent_instance;

  NatterUiSession *session;
  NatterUiNotifier *notifier; /* of the model: decides */
  GSettings *settings;
  NatterUiBanners *banners; /* borrowed */
  GHashTable *shown;        /* id → nothing: what stands there */
};

G_DEFINE_TYPE (NatterUiNotices, natter_ui_notices, G_TYPE_OBJECT)

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
  g_autofree char *text = natter_ui_format_dup_text (natter_ui_message_get_text (message));

  if (!g_settings_get_boolean (self->settings, "notify-text"))
    return g_strdup (_("wrote a message"));
  return g_utf8_substring (text, 0, MIN (g_utf8_strlen (text, -1), TEXT_MOST));
}

static void
on_notify_about (NatterUiNotices *self,
                 NatterUiRoom *room,
                 NatterUiMessage *message,
                 const char *id)
{
  gboolean urgent = natter_ui_room_is_direct (room) || natter_ui_message_is_mention (message);
  g_autofree char *title = dup_title (room, message), *body = dup_body (self, message);
  g_autoptr (GNotification) notification = g_notification_new (title);

  g_notification_set_body (notification, body);
  g_notification_set_priority (notification, urgent ? G_NOTIFICATION_PRIORITY_HIGH : G_NOTIFICATION_PRIORITY_NORMAL);
  g_notification_set_default_action_and_target (notification, "app.show-message", "(sst)",
                                                natter_ui_session_get_address (self->session), natter_ui_room_get_name (room),
                                                natter_ui_message_get_seq (message));
  if (!natter_ui_banners_send (self->banners, id, notification))
    return;
  g_hash_table_add (self->shown, g_strdup (id));
  if (g_settings_get_boolean (self->settings, "notify-sound"))
    gdk_display_beep (gdk_display_get_default ());
}

static void
on_withdrawn (NatterUiNotices *self,
              const char *id)
{
  if (g_hash_table_remove (self->shown, id))
    natter_ui_banners_withdraw (self->banners, id);
}

/* --- What the settings say --- */

static NatterUiLevel
get_level (const char *word)
{
  if (g_str_equal (word, "all"))
    return NATTER_UI_LEVEL_ALL;
  if (g_str_equal (word, "none"))
    return NATTER_UI_LEVEL_NONE;
  return g_str_equal (word, "mentions") ? NATTER_UI_LEVEL_MENTIONS : NATTER_UI_LEVEL_DEFAULT;
}

static void
apply_rooms (NatterUiNotices *self)
{
  NatterUiRoomList *rooms = natter_ui_session_get_rooms (self->session);
  NatterUiRoom *room;

  for (guint i = 0; (room = natter_ui_room_list_get (rooms, i)) != NULL; i++)
    {
      const char *name = natter_ui_room_get_name (room);
      g_autofree char *level = natter_ui_favourites_dup_level (self->settings, natter_ui_session_get_address (self->session), name);

      natter_ui_notifier_set_room_level (self->notifier, name, get_level (level));
    }
}

static void
apply (NatterUiNotices *self)
{
  g_auto (GStrv) words = g_settings_get_strv (self->settings, "keywords");
  g_autofree char *level = g_settings_get_string (self->settings, "notify");
  gboolean quiet = g_settings_get_boolean (self->settings, "quiet-hours");

  natter_ui_session_set_keywords (self->session, (const char *const *) words);
  natter_ui_notifier_set_level (self->notifier, get_level (level));
  natter_ui_notifier_set_quiet (self->notifier, quiet ? (guint) g_settings_get_int (self->settings, "quiet-from") : 0,
                                quiet ? (guint) g_settings_get_int (self->settings, "quiet-until") : 0);
  apply_rooms (self);
}

NatterUiNotifier *
natter_ui_notices_get_notifier (NatterUiNotices *self)
{
  return self->notifier;
}

NatterUiNotices *
natter_ui_notices_new (NatterUiSession *session,
                       GSettings *settings,
                       NatterUiBanners *banners)
{
  NatterUiNotices *self = g_object_new (NATTER_UI_TYPE_NOTICES, NULL);

  self->session = g_object_ref (session);
  self->settings = g_object_ref (settings);
  self->banners = banners;
  self->notifier = natter_ui_notifier_new (session);
  g_signal_connect_object (self->notifier, "notify-about", G_CALLBACK (on_notify_about), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->notifier, "withdrawn", G_CALLBACK (on_withdrawn), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (settings, "changed", G_CALLBACK (apply), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (natter_ui_session_get_rooms (session), "items-changed", G_CALLBACK (apply_rooms), self, G_CONNECT_SWAPPED);
  apply (self);
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
    natter_ui_banners_withdraw (self->banners, id);
  g_hash_table_remove_all (self->shown);
  g_clear_object (&self->notifier);
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
