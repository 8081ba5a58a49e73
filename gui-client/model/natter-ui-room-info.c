/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "natter-ui-room-private.h"

struct _NatterUiRoomInfo
{
  GObject parent_instance;

  char *name;
  char *topic;
  gint64 active;
  guint people;
  gboolean member;
  gboolean is_private;
  gboolean readonly;
};

enum
{
  PROP_NAME = 1,
  PROP_TOPIC,
  PROP_PEOPLE,
  PROP_ACTIVE,
  PROP_MEMBER,
  PROP_PRIVATE,
  PROP_READONLY,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (NatterUiRoomInfo, natter_ui_room_info, G_TYPE_OBJECT)

static void
natter_ui_room_info_finalize (GObject *object)
{
  NatterUiRoomInfo *self = NATTER_UI_ROOM_INFO (object);

  g_free (self->name);
  g_free (self->topic);

  G_OBJECT_CLASS (natter_ui_room_info_parent_class)->finalize (object);
}

static void
natter_ui_room_info_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  NatterUiRoomInfo *self = NATTER_UI_ROOM_INFO (object);

  switch (id)
    {
    case PROP_NAME:
      g_value_set_string (value, self->name);
      break;
    case PROP_TOPIC:
      g_value_set_string (value, self->topic);
      break;
    case PROP_PEOPLE:
      g_value_set_uint (value, self->people);
      break;
    case PROP_ACTIVE:
      g_value_set_int64 (value, self->active);
      break;
    case PROP_MEMBER:
      g_value_set_boolean (value, self->member);
      break;
    case PROP_PRIVATE:
      g_value_set_boolean (value, self->is_private);
      break;
    case PROP_READONLY:
      g_value_set_boolean (value, self->readonly);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
natter_ui_room_info_class_init (NatterUiRoomInfoClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY;

  object_class->finalize = natter_ui_room_info_finalize;
  object_class->get_property = natter_ui_room_info_get_property;

  properties[PROP_NAME] = g_param_spec_string ("name", NULL, NULL, NULL, flags);
  properties[PROP_TOPIC] = g_param_spec_string ("topic", NULL, NULL, NULL, flags);
  properties[PROP_PEOPLE] = g_param_spec_uint ("people", NULL, NULL, 0, G_MAXUINT, 0, flags);
  properties[PROP_ACTIVE] = g_param_spec_int64 ("active", NULL, NULL, G_MININT64, G_MAXINT64, 0, flags);
  properties[PROP_MEMBER] = g_param_spec_boolean ("member", NULL, NULL, FALSE, flags);
  properties[PROP_PRIVATE] = g_param_spec_boolean ("private", NULL, NULL, FALSE, flags);
  properties[PROP_READONLY] = g_param_spec_boolean ("readonly", NULL, NULL, FALSE, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
natter_ui_room_info_init (NatterUiRoomInfo *self)
{
}

NatterUiRoomInfo *
natter_ui_room_info_new (const NatterRoomInfo *info)
{
  NatterUiRoomInfo *self = g_object_new (NATTER_UI_TYPE_ROOM_INFO, NULL);

  self->name = g_strdup (info->name);
  self->topic = g_strdup (info->topic != NULL ? info->topic : "");
  self->people = info->people;
  self->active = info->active;
  self->member = info->member;
  self->is_private = info->is_private;
  self->readonly = info->readonly;
  return self;
}

const char *
natter_ui_room_info_get_name (NatterUiRoomInfo *self)
{
  g_return_val_if_fail (NATTER_UI_IS_ROOM_INFO (self), "");

  return self->name;
}

const char *
natter_ui_room_info_get_topic (NatterUiRoomInfo *self)
{
  g_return_val_if_fail (NATTER_UI_IS_ROOM_INFO (self), "");

  return self->topic;
}

guint
natter_ui_room_info_get_people (NatterUiRoomInfo *self)
{
  g_return_val_if_fail (NATTER_UI_IS_ROOM_INFO (self), 0);

  return self->people;
}

gint64
natter_ui_room_info_get_active (NatterUiRoomInfo *self)
{
  g_return_val_if_fail (NATTER_UI_IS_ROOM_INFO (self), 0);

  return self->active;
}

gboolean
natter_ui_room_info_is_member (NatterUiRoomInfo *self)
{
  g_return_val_if_fail (NATTER_UI_IS_ROOM_INFO (self), FALSE);

  return self->member;
}

gboolean
natter_ui_room_info_is_private (NatterUiRoomInfo *self)
{
  g_return_val_if_fail (NATTER_UI_IS_ROOM_INFO (self), FALSE);

  return self->is_private;
}

gboolean
natter_ui_room_info_is_readonly (NatterUiRoomInfo *self)
{
  g_return_val_if_fail (NATTER_UI_IS_ROOM_INFO (self), FALSE);

  return self->readonly;
}
