/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "natter-ui-recent-private.h"

struct _NatterUiServer
{
  GObject parent_instance;

  char *address;
  char *title;
  char *name;
  gint64 time;
};

enum
{
  PROP_ADDRESS = 1,
  PROP_TITLE,
  PROP_NAME,
  PROP_TIME,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (NatterUiServer, natter_ui_server, G_TYPE_OBJECT)

static void
natter_ui_server_finalize (GObject *object)
{
  NatterUiServer *self = NATTER_UI_SERVER (object);

  g_free (self->address);
  g_free (self->title);
  g_free (self->name);

  G_OBJECT_CLASS (natter_ui_server_parent_class)->finalize (object);
}

static void
natter_ui_server_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  NatterUiServer *self = NATTER_UI_SERVER (object);

  switch (id)
    {
    case PROP_ADDRESS:
      g_value_set_string (value, self->address);
      break;
    case PROP_TITLE:
      g_value_set_string (value, self->title);
      break;
    case PROP_NAME:
      g_value_set_string (value, self->name);
      break;
    case PROP_TIME:
      g_value_set_int64 (value, self->time);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
natter_ui_server_class_init (NatterUiServerClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY;

  object_class->finalize = natter_ui_server_finalize;
  object_class->get_property = natter_ui_server_get_property;

  properties[PROP_ADDRESS] = g_param_spec_string ("address", NULL, NULL, NULL, flags);
  properties[PROP_TITLE] = g_param_spec_string ("title", NULL, NULL, NULL, flags);
  properties[PROP_NAME] = g_param_spec_string ("name", NULL, NULL, NULL, flags);
  properties[PROP_TIME] = g_param_spec_int64 ("time", NULL, NULL, G_MININT64, G_MAXINT64, 0, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
natter_ui_server_init (NatterUiServer *self)
{
}

NatterUiServer *
natter_ui_server_new (const char *address, const char *title, const char *name, gint64 time)
{
  NatterUiServer *self = g_object_new (NATTER_UI_TYPE_SERVER, NULL);

  self->address = g_strdup (address);
  self->title = g_strdup (title != NULL ? title : "");
  self->name = g_strdup (name != NULL ? name : "");
  self->time = time;
  return self;
}

const char *
natter_ui_server_get_address (NatterUiServer *self)
{
  g_return_val_if_fail (NATTER_UI_IS_SERVER (self), "");

  return self->address;
}

const char *
natter_ui_server_get_title (NatterUiServer *self)
{
  g_return_val_if_fail (NATTER_UI_IS_SERVER (self), "");

  return self->title;
}

const char *
natter_ui_server_get_name (NatterUiServer *self)
{
  g_return_val_if_fail (NATTER_UI_IS_SERVER (self), "");

  return self->name;
}

gint64
natter_ui_server_get_time (NatterUiServer *self)
{
  g_return_val_if_fail (NATTER_UI_IS_SERVER (self), 0);

  return self->time;
}
