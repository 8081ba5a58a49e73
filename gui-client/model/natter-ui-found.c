/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "natter-ui-found.h"
#include "natter-ui-message.h"

struct _NatterUiFound
{
  GObject parent_instance;

  char *room;
  NatterUiMessage *message;
  NatterUiMessage *before; /* (nullable) */
  NatterUiMessage *after;  /* (nullable) */
  GArray *marks;
};

enum
{
  PROP_BEFORE = 1,
  PROP_AFTER,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (NatterUiFound, natter_ui_found, G_TYPE_OBJECT)

static void
natter_ui_found_finalize (GObject *object)
{
  NatterUiFound *self = NATTER_UI_FOUND (object);

  g_free (self->room);
  g_clear_object (&self->message);
  g_clear_object (&self->before);
  g_clear_object (&self->after);
  g_array_unref (self->marks);

  G_OBJECT_CLASS (natter_ui_found_parent_class)->finalize (object);
}

static void
natter_ui_found_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  NatterUiFound *self = NATTER_UI_FOUND (object);

  switch (id)
    {
    case PROP_BEFORE:
      g_value_set_object (value, self->before);
      break;
    case PROP_AFTER:
      g_value_set_object (value, self->after);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
natter_ui_found_class_init (NatterUiFoundClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY;

  object_class->finalize = natter_ui_found_finalize;
  object_class->get_property = natter_ui_found_get_property;
  properties[PROP_BEFORE] = g_param_spec_object ("before", NULL, NULL, NATTER_UI_TYPE_MESSAGE, flags);
  properties[PROP_AFTER] = g_param_spec_object ("after", NULL, NULL, NATTER_UI_TYPE_MESSAGE, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
natter_ui_found_init (NatterUiFound *self)
{
  self->marks = g_array_new (FALSE, FALSE, sizeof (NatterSpan));
}

NatterUiFound *
natter_ui_found_new (const char *room, NatterUiMessage *message, const GArray *marks)
{
  NatterUiFound *self = g_object_new (NATTER_UI_TYPE_FOUND, NULL);

  self->room = g_strdup (room);
  self->message = g_object_ref (message);
  if (marks->len > 0)
    g_array_append_vals (self->marks, marks->data, marks->len);
  return self;
}

const char *
natter_ui_found_get_room (NatterUiFound *self)
{
  g_return_val_if_fail (NATTER_UI_IS_FOUND (self), "");

  return self->room;
}

NatterUiMessage *
natter_ui_found_get_message (NatterUiFound *self)
{
  g_return_val_if_fail (NATTER_UI_IS_FOUND (self), NULL);

  return self->message;
}

const GArray *
natter_ui_found_get_marks (NatterUiFound *self)
{
  g_return_val_if_fail (NATTER_UI_IS_FOUND (self), NULL);

  return self->marks;
}

NatterUiMessage *
natter_ui_found_get_before (NatterUiFound *self)
{
  g_return_val_if_fail (NATTER_UI_IS_FOUND (self), NULL);

  return self->before;
}

NatterUiMessage *
natter_ui_found_get_after (NatterUiFound *self)
{
  g_return_val_if_fail (NATTER_UI_IS_FOUND (self), NULL);

  return self->after;
}

void
natter_ui_found_set_context (NatterUiFound *self, NatterUiMessage *before, NatterUiMessage *after)
{
  g_return_if_fail (NATTER_UI_IS_FOUND (self));

  if (g_set_object (&self->before, before))
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_BEFORE]);
  if (g_set_object (&self->after, after))
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_AFTER]);
}
