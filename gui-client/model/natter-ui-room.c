/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "shared/natter-text.h"

#include "natter-ui-enum-types.h"
#include "natter-ui-message-private.h"
#include "natter-ui-notice.h"
#include "natter-ui-person-private.h"
#include "natter-ui-room-private.h"
#include "natter-ui-room-settings.h"

struct _NatterUiRoom
{
  GObject parent_instance;

  char *name;
  char *title;
  char *key;
  char *topic;
  char *draft;
  NatterUiPersonList *members;
  NatterUiMessageList *messages;
  NatterUiNotice *notice;  /* (nullable) what the last notice is folded of */
  NatterUiMessage *folded; /* (nullable) the last notice */
  NatterUiRoomSync sync;
  guint64 read_seq;
  guint unread;
  guint n_people;
  NatterUiPast past;
  gboolean mentioned;
  gboolean joined;
};

enum
{
  PROP_NAME = 1,
  PROP_TITLE,
  PROP_DIRECT,
  PROP_TOPIC,
  PROP_UNREAD,
  PROP_MENTIONED,
  PROP_READ_SEQ,
  PROP_LAST_SEQ,
  PROP_MEMBERS,
  PROP_N_PEOPLE,
  PROP_MESSAGES,
  PROP_PAST,
  PROP_DRAFT,
  PROP_JOINED,
  PROP_SETTINGS,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

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

static void
natter_ui_room_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  NatterUiRoom *self = NATTER_UI_ROOM (object);

  switch (id)
    {
    case PROP_NAME:
      g_value_set_string (value, self->name);
      break;
    case PROP_TITLE:
      g_value_set_string (value, self->title);
      break;
    case PROP_DIRECT:
      g_value_set_boolean (value, natter_ui_room_is_direct (self));
      break;
    case PROP_TOPIC:
      g_value_set_string (value, self->topic);
      break;
    case PROP_UNREAD:
      g_value_set_uint (value, self->unread);
      break;
    case PROP_MENTIONED:
      g_value_set_boolean (value, self->mentioned);
      break;
    case PROP_READ_SEQ:
      g_value_set_uint64 (value, self->read_seq);
      break;
    case PROP_LAST_SEQ:
      g_value_set_uint64 (value, self->sync.last_seq);
      break;
    case PROP_MEMBERS:
      g_value_set_object (value, self->members);
      break;
    case PROP_N_PEOPLE:
      g_value_set_uint (value, self->n_people);
      break;
    case PROP_MESSAGES:
      g_value_set_object (value, self->messages);
      break;
    case PROP_PAST:
      g_value_set_enum (value, natter_ui_room_get_past (self));
      break;
    case PROP_DRAFT:
      g_value_set_string (value, self->draft);
      break;
    case PROP_JOINED:
      g_value_set_boolean (value, self->joined);
      break;
    case PROP_SETTINGS:
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

  properties[PROP_NAME] = g_param_spec_string ("name", NULL, NULL, NULL, flags);
  properties[PROP_TITLE] = g_param_spec_string ("title", NULL, NULL, NULL, flags);
  properties[PROP_DIRECT] = g_param_spec_boolean ("direct", NULL, NULL, FALSE, flags);
  properties[PROP_TOPIC] = g_param_spec_string ("topic", NULL, NULL, NULL, flags);
  properties[PROP_UNREAD] = g_param_spec_uint ("unread", NULL, NULL, 0, G_MAXUINT, 0, flags);
  properties[PROP_MENTIONED] = g_param_spec_boolean ("mentioned", NULL, NULL, FALSE, flags);
  properties[PROP_READ_SEQ] = g_param_spec_uint64 ("read-seq", NULL, NULL, 0, G_MAXUINT64, 0, flags);
  properties[PROP_LAST_SEQ] = g_param_spec_uint64 ("last-seq", NULL, NULL, 0, G_MAXUINT64, 0, flags);
  properties[PROP_MEMBERS] = g_param_spec_object ("members", NULL, NULL, NATTER_UI_TYPE_PERSON_LIST, flags);
  properties[PROP_N_PEOPLE] = g_param_spec_uint ("n-people", NULL, NULL, 0, G_MAXUINT, 0, flags);
  properties[PROP_MESSAGES] = g_param_spec_object ("messages", NULL, NULL, NATTER_UI_TYPE_MESSAGE_LIST, flags);
  properties[PROP_PAST] = g_param_spec_enum ("past", NULL, NULL, NATTER_UI_TYPE_PAST, 0, flags);
  properties[PROP_DRAFT] = g_param_spec_string ("draft", NULL, NULL, NULL, flags);
  properties[PROP_JOINED] = g_param_spec_boolean ("joined", NULL, NULL, FALSE, flags);
  properties[PROP_SETTINGS] = g_param_spec_pointer ("settings", NULL, NULL, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
natter_ui_room_init (NatterUiRoom *self)
{
  self->members = natter_ui_person_list_new ();
  self->messages = natter_ui_message_list_new ();
  self->topic = g_strdup ("");
  self->draft = g_strdup ("");
}

static void
notify (NatterUiRoom *self, guint id)
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
  notify (self, PROP_NAME);
  notify (self, PROP_TITLE);
}

void
natter_ui_room_set_topic (NatterUiRoom *self, const char *topic)
{
  topic = topic != NULL ? topic : "";
  if (g_str_equal (self->topic, topic))
    return;

  g_free (self->topic);
  self->topic = g_strdup (topic);
  notify (self, PROP_TOPIC);
}

void
natter_ui_room_set_joined (NatterUiRoom *self, gboolean joined)
{
  if (self->joined == joined)
    return;

  self->joined = joined;
  notify (self, PROP_JOINED);
}

void
natter_ui_room_set_past (NatterUiRoom *self, NatterUiPast past)
{
  if (self->past == past)
    return;

  self->past = past;
  notify (self, PROP_PAST);
}

void
natter_ui_room_set_n_people (NatterUiRoom *self, guint n)
{
  n = MAX (n, g_list_model_get_n_items (G_LIST_MODEL (self->members)));
  if (self->n_people == n)
    return;

  self->n_people = n;
  notify (self, PROP_N_PEOPLE);
}

void
natter_ui_room_add_unread (NatterUiRoom *self, gboolean mention)
{
  self->unread++;
  notify (self, PROP_UNREAD);
  if (mention && !self->mentioned)
    {
      self->mentioned = TRUE;
      notify (self, PROP_MENTIONED);
    }
}

void
natter_ui_room_mark_read (NatterUiRoom *self, gboolean move)
{
  if (self->unread > 0)
    {
      self->unread = 0;
      notify (self, PROP_UNREAD);
    }
  if (self->mentioned)
    {
      self->mentioned = FALSE;
      notify (self, PROP_MENTIONED);
    }
  if (move && self->read_seq != self->sync.last_seq)
    {
      self->read_seq = self->sync.last_seq;
      notify (self, PROP_READ_SEQ);
    }
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
  notify (self, PROP_LAST_SEQ);
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
      notify (self, PROP_LAST_SEQ);
    }
  self->read_seq = 0;
  notify (self, PROP_READ_SEQ);
}

const char *
natter_ui_room_get_name (NatterUiRoom *self)
{
  g_return_val_if_fail (NATTER_UI_IS_ROOM (self), "");

  return self->name;
}

const char *
natter_ui_room_get_title (NatterUiRoom *self)
{
  g_return_val_if_fail (NATTER_UI_IS_ROOM (self), "");

  return self->title;
}

gboolean
natter_ui_room_is_direct (NatterUiRoom *self)
{
  g_return_val_if_fail (NATTER_UI_IS_ROOM (self), FALSE);

  return self->name[0] == '@';
}

const char *
natter_ui_room_get_topic (NatterUiRoom *self)
{
  g_return_val_if_fail (NATTER_UI_IS_ROOM (self), "");

  return self->topic;
}

guint
natter_ui_room_get_unread (NatterUiRoom *self)
{
  g_return_val_if_fail (NATTER_UI_IS_ROOM (self), 0);

  return self->unread;
}

gboolean
natter_ui_room_get_mentioned (NatterUiRoom *self)
{
  g_return_val_if_fail (NATTER_UI_IS_ROOM (self), FALSE);

  return self->mentioned;
}

guint64
natter_ui_room_get_read_seq (NatterUiRoom *self)
{
  g_return_val_if_fail (NATTER_UI_IS_ROOM (self), 0);

  return self->read_seq;
}

guint64
natter_ui_room_get_last_seq (NatterUiRoom *self)
{
  g_return_val_if_fail (NATTER_UI_IS_ROOM (self), 0);

  return self->sync.last_seq;
}

NatterUiPersonList *
natter_ui_room_get_members (NatterUiRoom *self)
{
  g_return_val_if_fail (NATTER_UI_IS_ROOM (self), NULL);

  return self->members;
}

guint
natter_ui_room_get_n_people (NatterUiRoom *self)
{
  g_return_val_if_fail (NATTER_UI_IS_ROOM (self), 0);

  return self->n_people;
}

NatterUiMessageList *
natter_ui_room_get_messages (NatterUiRoom *self)
{
  g_return_val_if_fail (NATTER_UI_IS_ROOM (self), NULL);

  return self->messages;
}

NatterUiPast
natter_ui_room_get_past (NatterUiRoom *self)
{
  g_return_val_if_fail (NATTER_UI_IS_ROOM (self), NATTER_UI_PAST_OPEN);

  /* What was there was dropped since. */
  return natter_ui_message_list_is_cut (self->messages) ? NATTER_UI_PAST_LIMIT : self->past;
}

const char *
natter_ui_room_get_draft (NatterUiRoom *self)
{
  g_return_val_if_fail (NATTER_UI_IS_ROOM (self), "");

  return self->draft;
}

void
natter_ui_room_set_draft (NatterUiRoom *self, const char *draft)
{
  g_return_if_fail (NATTER_UI_IS_ROOM (self));

  if (g_strcmp0 (self->draft, draft) == 0)
    return;

  g_free (self->draft);
  self->draft = g_strdup (draft != NULL ? draft : "");
  notify (self, PROP_DRAFT);
}

gboolean
natter_ui_room_get_joined (NatterUiRoom *self)
{
  g_return_val_if_fail (NATTER_UI_IS_ROOM (self), FALSE);

  return self->joined;
}
