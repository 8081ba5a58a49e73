/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "shared/natter-text.h"

#include "natter-ui-enum-types.h"
#include "natter-ui-room-inside-private.h"
#include "natter-ui-room-settings.h"

static GParamSpec *properties[NATTER_UI_ROOM_N_PROPS];

G_DEFINE_FINAL_TYPE (NatterUiRoom, natter_ui_room, G_TYPE_OBJECT)

static void
natter_ui_room_finalize (GObject *object)
{
  NatterUiRoom *self = NATTER_UI_ROOM (object);

  g_free (self->name);
  g_free (self->title);
  g_free (self->key);
  g_free (self->topic);
  g_free (self->draft);
  g_clear_object (&self->members);
  g_clear_object (&self->messages);
  g_clear_object (&self->folded);
  g_clear_pointer (&self->notice, natter_ui_notice_free);

  G_OBJECT_CLASS (natter_ui_room_parent_class)->finalize (object);
}

static guint64
get_seq (NatterUiRoom *self, guint id)
{
  if (id == NATTER_UI_ROOM_PROP_FIRST_UNREAD)
    return self->first_unread;

  return id == NATTER_UI_ROOM_PROP_READ_SEQ ? self->read_seq : self->sync.last_seq;
}

static void
natter_ui_room_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  NatterUiRoom *self = NATTER_UI_ROOM (object);

  switch (id)
    {
    case NATTER_UI_ROOM_PROP_NAME:
      g_value_set_string (value, self->name);
      break;
    case NATTER_UI_ROOM_PROP_TITLE:
      g_value_set_string (value, self->title);
      break;
    case NATTER_UI_ROOM_PROP_DIRECT:
      g_value_set_boolean (value, natter_ui_room_is_direct (self));
      break;
    case NATTER_UI_ROOM_PROP_TOPIC:
      g_value_set_string (value, self->topic);
      break;
    case NATTER_UI_ROOM_PROP_UNREAD:
      g_value_set_uint (value, self->unread);
      break;
    case NATTER_UI_ROOM_PROP_MENTIONED:
      g_value_set_boolean (value, natter_ui_room_get_mentioned (self));
      break;
    case NATTER_UI_ROOM_PROP_MENTIONS:
      g_value_set_uint (value, self->mentions);
      break;
    case NATTER_UI_ROOM_PROP_FIRST_UNREAD:
    case NATTER_UI_ROOM_PROP_READ_SEQ:
    case NATTER_UI_ROOM_PROP_LAST_SEQ:
      g_value_set_uint64 (value, get_seq (self, id));
      break;
    case NATTER_UI_ROOM_PROP_MEMBERS:
      g_value_set_object (value, self->members);
      break;
    case NATTER_UI_ROOM_PROP_N_PEOPLE:
      g_value_set_uint (value, self->n_people);
      break;
    case NATTER_UI_ROOM_PROP_MESSAGES:
      g_value_set_object (value, self->messages);
      break;
    case NATTER_UI_ROOM_PROP_PAST:
      g_value_set_enum (value, natter_ui_room_get_past (self));
      break;
    case NATTER_UI_ROOM_PROP_DRAFT:
      g_value_set_string (value, self->draft);
      break;
    case NATTER_UI_ROOM_PROP_JOINED:
      g_value_set_boolean (value, self->joined);
      break;
    case NATTER_UI_ROOM_PROP_SETTINGS:
      g_value_set_pointer (value, (gpointer) natter_ui_room_get_settings (self));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
natter_ui_room_class_init (NatterUiRoomClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY;

  object_class->finalize = natter_ui_room_finalize;
  object_class->get_property = natter_ui_room_get_property;

  properties[NATTER_UI_ROOM_PROP_NAME] = g_param_spec_string ("name", NULL, NULL, NULL, flags);
  properties[NATTER_UI_ROOM_PROP_TITLE] = g_param_spec_string ("title", NULL, NULL, NULL, flags);
  properties[NATTER_UI_ROOM_PROP_DIRECT] = g_param_spec_boolean ("direct", NULL, NULL, FALSE, flags);
  properties[NATTER_UI_ROOM_PROP_TOPIC] = g_param_spec_string ("topic", NULL, NULL, NULL, flags);
  properties[NATTER_UI_ROOM_PROP_UNREAD] = g_param_spec_uint ("unread", NULL, NULL, 0, G_MAXUINT, 0, flags);
  properties[NATTER_UI_ROOM_PROP_MENTIONED] = g_param_spec_boolean ("mentioned", NULL, NULL, FALSE, flags);
  properties[NATTER_UI_ROOM_PROP_MENTIONS] = g_param_spec_uint ("mentions", NULL, NULL, 0, G_MAXUINT, 0, flags);
  properties[NATTER_UI_ROOM_PROP_FIRST_UNREAD] = g_param_spec_uint64 ("first-unread", NULL, NULL, 0, G_MAXUINT64, 0, flags);
  properties[NATTER_UI_ROOM_PROP_READ_SEQ] = g_param_spec_uint64 ("read-seq", NULL, NULL, 0, G_MAXUINT64, 0, flags);
  properties[NATTER_UI_ROOM_PROP_LAST_SEQ] = g_param_spec_uint64 ("last-seq", NULL, NULL, 0, G_MAXUINT64, 0, flags);
  properties[NATTER_UI_ROOM_PROP_MEMBERS] = g_param_spec_object ("members", NULL, NULL, NATTER_UI_TYPE_PERSON_LIST, flags);
  properties[NATTER_UI_ROOM_PROP_N_PEOPLE] = g_param_spec_uint ("n-people", NULL, NULL, 0, G_MAXUINT, 0, flags);
  properties[NATTER_UI_ROOM_PROP_MESSAGES] = g_param_spec_object ("messages", NULL, NULL, NATTER_UI_TYPE_MESSAGE_LIST, flags);
  properties[NATTER_UI_ROOM_PROP_PAST] = g_param_spec_enum ("past", NULL, NULL, NATTER_UI_TYPE_PAST, 0, flags);
  properties[NATTER_UI_ROOM_PROP_DRAFT] = g_param_spec_string ("draft", NULL, NULL, NULL, flags);
  properties[NATTER_UI_ROOM_PROP_JOINED] = g_param_spec_boolean ("joined", NULL, NULL, FALSE, flags);
  properties[NATTER_UI_ROOM_PROP_SETTINGS] = g_param_spec_pointer ("settings", NULL, NULL, flags);
  g_object_class_install_properties (object_class, NATTER_UI_ROOM_N_PROPS, properties);
}

static void
natter_ui_room_init (NatterUiRoom *self)
{
  self->members = natter_ui_person_list_new ();
  self->messages = natter_ui_message_list_new ();
  self->sync.marker = -1;
  self->topic = g_strdup ("");
  self->draft = g_strdup ("");
}

void
natter_ui_room_notify (NatterUiRoom *self, guint id)
{
  g_object_notify_by_pspec (G_OBJECT (self), properties[id]);
}

char *
natter_ui_room_dup_key (const char *name)
{
  g_autofree char *key = natter_name_dup_key (name[0] == '@' ? name + 1 : name);

  return g_strconcat (name[0] == '@' ? "@" : "#", key, NULL);
}

static void
take_name (NatterUiRoom *self, const char *name)
{
  g_free (self->name);
  self->name = g_strdup (name);
  g_free (self->title);
  self->title = name[0] == '@' ? g_strdup (name + 1) : g_strconcat ("#", name, NULL);
  g_free (self->key);
  self->key = natter_ui_room_dup_key (name);
}

NatterUiRoom *
natter_ui_room_new (const char *name)
{
  NatterUiRoom *self = g_object_new (NATTER_UI_TYPE_ROOM, NULL);

  take_name (self, name);
  if (natter_ui_room_is_direct (self))
    {
      natter_ui_person_list_add (self->members, name + 1, FALSE);
      self->n_people = 1;
    }
  return self;
}

const char *
natter_ui_room_get_key (NatterUiRoom *self)
{
  return self->key;
}

void
natter_ui_room_set_name (NatterUiRoom *self, const char *name)
{
  if (g_str_equal (self->name, name))
    return;

  take_name (self, name);
  natter_ui_room_notify (self, NATTER_UI_ROOM_PROP_NAME);
  natter_ui_room_notify (self, NATTER_UI_ROOM_PROP_TITLE);
}

void
natter_ui_room_set_topic (NatterUiRoom *self, const char *topic)
{
  topic = topic != NULL ? topic : "";
  if (g_str_equal (self->topic, topic))
    return;

  g_free (self->topic);
  self->topic = g_strdup (topic);
  natter_ui_room_notify (self, NATTER_UI_ROOM_PROP_TOPIC);
}

void
natter_ui_room_set_joined (NatterUiRoom *self, gboolean joined)
{
  if (self->joined == joined)
    return;

  self->joined = joined;
  natter_ui_room_notify (self, NATTER_UI_ROOM_PROP_JOINED);
}

void
natter_ui_room_set_past (NatterUiRoom *self, NatterUiPast past)
{
  if (self->past == past)
    return;

  self->past = past;
  natter_ui_room_notify (self, NATTER_UI_ROOM_PROP_PAST);
}

void
natter_ui_room_set_n_people (NatterUiRoom *self, guint n)
{
  n = MAX (n, g_list_model_get_n_items (G_LIST_MODEL (self->members)));
  if (self->n_people == n)
    return;

  self->n_people = n;
  natter_ui_room_notify (self, NATTER_UI_ROOM_PROP_N_PEOPLE);
}

void
natter_ui_room_note (NatterUiRoom *self, NatterUiHappening happening, const char *name, const char *detail, gint64 time)
{
  g_autoptr (NatterUiMessage) message = NULL;
  g_autofree char *text = NULL;
  gboolean folds = FALSE;

  if (self->notice == NULL || natter_ui_notice_is_full (self->notice))
    {
      g_clear_pointer (&self->notice, natter_ui_notice_free);
      g_clear_object (&self->folded);
      self->notice = natter_ui_notice_new ();
    }

  natter_ui_notice_add (self->notice, happening, name, detail);
  text = natter_ui_notice_dup_text (self->notice);
  message = natter_ui_message_new_local (NATTER_UI_MESSAGE_NOTICE, text, time);
  folds = self->folded != NULL && natter_ui_message_list_replace_last (self->messages, self->folded, message);
  if (!folds && self->folded != NULL)
    {
      /* Something was said in between. */
      g_clear_object (&self->folded);
      g_clear_pointer (&self->notice, natter_ui_notice_free);
      natter_ui_room_note (self, happening, name, detail, time);
      return;
    }

  if (!folds)
    natter_ui_message_list_stage (self->messages, message);
  g_set_object (&self->folded, message);
}

NatterUiRoomSync *
natter_ui_room_get_sync (NatterUiRoom *self)
{
  return &self->sync;
}

void
natter_ui_room_see (NatterUiRoom *self, guint64 seq, gint64 time)
{
  if (seq <= self->sync.last_seq)
    return;

  self->sync.last_seq = seq;
  self->sync.last_time = time;
  natter_ui_room_notify (self, NATTER_UI_ROOM_PROP_LAST_SEQ);
}

void
natter_ui_room_begin_epoch (NatterUiRoom *self, gboolean at_mark)
{
  natter_ui_message_list_begin_epoch (self->messages, at_mark);
  self->sync.anchor_seq = 0;
  natter_ui_room_set_past (self, NATTER_UI_PAST_OPEN);
  if (!at_mark)
    {
      self->sync.last_seq = 0;
      natter_ui_room_notify (self, NATTER_UI_ROOM_PROP_LAST_SEQ);
    }
  self->read_seq = 0;
  natter_ui_room_notify (self, NATTER_UI_ROOM_PROP_READ_SEQ);
}
