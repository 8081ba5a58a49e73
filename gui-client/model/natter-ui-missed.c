/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "natter-ui-message.h"
#include "natter-ui-missed.h"
#include "natter-ui-room.h"

struct _NatterUiMissed
{
  GObject parent_instance;

  NatterUiMissedKind kind;
  NatterUiRoom *room;
  NatterUiMessage *message;
};

G_DEFINE_FINAL_TYPE (NatterUiMissed, natter_ui_missed, G_TYPE_OBJECT)

static void
natter_ui_missed_finalize (GObject *object)
{
  NatterUiMissed *self = NATTER_UI_MISSED (object);

  g_clear_object (&self->room);
  g_clear_object (&self->message);

  G_OBJECT_CLASS (natter_ui_missed_parent_class)->finalize (object);
}

static void
natter_ui_missed_class_init (NatterUiMissedClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = natter_ui_missed_finalize;
}

static void
natter_ui_missed_init (NatterUiMissed *self)
{
}

NatterUiMissed *
natter_ui_missed_new (NatterUiMissedKind kind, NatterUiRoom *room, NatterUiMessage *message)
{
  NatterUiMissed *self = g_object_new (NATTER_UI_TYPE_MISSED, NULL);

  self->kind = kind;
  self->room = g_object_ref (room);
  self->message = g_object_ref (message);
  return self;
}

NatterUiMissedKind
natter_ui_missed_get_kind (NatterUiMissed *self)
{
  g_return_val_if_fail (NATTER_UI_IS_MISSED (self), NATTER_UI_MISSED_MENTION);

  return self->kind;
}

NatterUiRoom *
natter_ui_missed_get_room (NatterUiMissed *self)
{
  g_return_val_if_fail (NATTER_UI_IS_MISSED (self), NULL);

  return self->room;
}

NatterUiMessage *
natter_ui_missed_get_message (NatterUiMissed *self)
{
  g_return_val_if_fail (NATTER_UI_IS_MISSED (self), NULL);

  return self->message;
}
