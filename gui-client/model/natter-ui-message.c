/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "shared/natter-limits.h"
#include "shared/natter-text.h"

#include "natter-ui-enum-types.h"
#include "natter-ui-message-inside-private.h"

enum
{
  PROP_KIND = 1,
  PROP_FROM,
  PROP_TEXT,
  PROP_TIME,
  PROP_SEQ,
  PROP_OWN,
  PROP_MENTION,
  PROP_DELIVERY,
  PROP_REASON,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (NatterUiMessage, natter_ui_message, G_TYPE_OBJECT)

static void
natter_ui_message_finalize (GObject *object)
{
  NatterUiMessage *self = NATTER_UI_MESSAGE (object);

  g_free (self->from);
  g_free (self->text);
  g_free (self->id);
  g_free (self->reason);
  g_free (self->quote);
  g_clear_pointer (&self->reactions, g_ptr_array_unref);
  g_clear_pointer (&self->changes, g_array_unref);

  G_OBJECT_CLASS (natter_ui_message_parent_class)->finalize (object);
}

static void
natter_ui_message_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  NatterUiMessage *self = NATTER_UI_MESSAGE (object);

  switch (id)
    {
    case PROP_KIND:
      g_value_set_enum (value, self->kind);
      break;
    case PROP_FROM:
      g_value_set_string (value, self->from);
      break;
    case PROP_TEXT:
      g_value_set_string (value, self->text);
      break;
    case PROP_TIME:
      g_value_set_int64 (value, self->time);
      break;
    case PROP_SEQ:
      g_value_set_uint64 (value, self->seq);
      break;
    case PROP_OWN:
      g_value_set_boolean (value, self->own);
      break;
    case PROP_MENTION:
      g_value_set_boolean (value, self->mention);
      break;
    case PROP_DELIVERY:
      g_value_set_enum (value, self->delivery);
      break;
    case PROP_REASON:
      g_value_set_string (value, self->reason);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
natter_ui_message_class_init (NatterUiMessageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY;

  object_class->finalize = natter_ui_message_finalize;
  object_class->get_property = natter_ui_message_get_property;

  properties[PROP_KIND] = g_param_spec_enum ("kind", NULL, NULL, NATTER_UI_TYPE_MESSAGE_KIND, 0, flags);
  properties[PROP_FROM] = g_param_spec_string ("from", NULL, NULL, NULL, flags);
  properties[PROP_TEXT] = g_param_spec_string ("text", NULL, NULL, NULL, flags);
  properties[PROP_TIME] = g_param_spec_int64 ("time", NULL, NULL, G_MININT64, G_MAXINT64, 0, flags);
  properties[PROP_SEQ] = g_param_spec_uint64 ("seq", NULL, NULL, 0, G_MAXUINT64, 0, flags);
  properties[PROP_OWN] = g_param_spec_boolean ("own", NULL, NULL, FALSE, flags);
  properties[PROP_MENTION] = g_param_spec_boolean ("mention", NULL, NULL, FALSE, flags);
  properties[PROP_DELIVERY] = g_param_spec_enum ("delivery", NULL, NULL, NATTER_UI_TYPE_DELIVERY, 0, flags);
  properties[PROP_REASON] = g_param_spec_string ("reason", NULL, NULL, NULL, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
natter_ui_message_init (NatterUiMessage *self)
{
}

static NatterUiMessageKind
get_kind (NatterMessageKind kind)
{
  switch (kind)
    {
    case NATTER_MESSAGE_ME:
      return NATTER_UI_MESSAGE_ME;

    case NATTER_MESSAGE_TOPIC:
      return NATTER_UI_MESSAGE_TOPIC;

    case NATTER_MESSAGE_SAY:
    default:
      return NATTER_UI_MESSAGE_SAY;
    }
}

static GPtrArray *
copy_reactions (const GPtrArray *reactions)
{
  GPtrArray *copies;

  if (reactions == NULL)
    return NULL;

  copies = g_ptr_array_new_with_free_func ((GDestroyNotify) natter_reaction_free);
  for (guint i = 0; i < reactions->len; i++)
    g_ptr_array_add (copies, natter_reaction_copy (g_ptr_array_index (reactions, i)));
  return copies;
}

NatterUiMessage *
natter_ui_message_new_recorded (const NatterMessage *message, gboolean own, gboolean mention)
{
  NatterUiMessage *self = g_object_new (NATTER_UI_TYPE_MESSAGE, NULL);

  self->kind = get_kind (message->kind);
  self->from = g_strdup (message->from != NULL ? message->from : "");
  self->text = g_strdup (message->text != NULL ? message->text : "");
  self->id = g_strdup (message->id);
  self->seq = message->seq;
  self->time = message->time;
  self->own = own;
  self->mention = mention;
  self->edited = message->edited != 0;
  self->deleted = message->deleted;
  self->bot = natter_message_is_bot (message);
  self->reply = natter_message_kind_is_change (message->kind) ? 0 : message->target;
  if (message->quote_from != NULL && message->quote != NULL)
    self->quote = g_strdup_printf ("%s: %s", message->quote_from, message->quote);
  self->reactions = copy_reactions (message->reactions);
  return self;
}

NatterUiMessage *
natter_ui_message_new_local (NatterUiMessageKind kind, const char *text, gint64 time)
{
  NatterUiMessage *self = g_object_new (NATTER_UI_TYPE_MESSAGE, NULL);

  self->kind = kind;
  self->from = g_strdup ("");
  self->text = g_strdup (text);
  self->time = time;
  return self;
}

NatterUiMessage *
natter_ui_message_new_own (NatterUiMessageKind kind, const char *from, const char *text, const char *id, gint64 time)
{
  NatterUiMessage *self = natter_ui_message_new_local (kind, text, time);

  g_free (self->from);
  self->from = g_strdup (from);
  self->id = g_strdup (id);
  self->own = TRUE;
  self->delivery = NATTER_UI_DELIVERY_WAITING;
  return self;
}

void
natter_ui_message_set_delivery (NatterUiMessage *self, NatterUiDelivery delivery, const char *reason)
{
  g_object_freeze_notify (G_OBJECT (self));
  if (self->delivery != delivery)
    {
      self->delivery = delivery;
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_DELIVERY]);
    }
  if (g_strcmp0 (self->reason, reason) != 0)
    {
      g_free (self->reason);
      self->reason = g_strdup (reason);
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_REASON]);
    }
  g_object_thaw_notify (G_OBJECT (self));
}

void
natter_ui_message_set_recorded (NatterUiMessage *self, guint64 seq, gint64 time)
{
  g_object_freeze_notify (G_OBJECT (self));
  self->seq = seq;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SEQ]);
  if (time != 0)
    {
      self->time = time;
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_TIME]);
    }
  natter_ui_message_set_delivery (self, NATTER_UI_DELIVERY_DELIVERED, NULL);
  g_object_thaw_notify (G_OBJECT (self));
}

void
natter_ui_message_set_id (NatterUiMessage *self, const char *id)
{
  g_free (self->id);
  self->id = g_strdup (id);
}

NatterUiMessageKind
natter_ui_message_get_kind (NatterUiMessage *self)
{
  g_return_val_if_fail (NATTER_UI_IS_MESSAGE (self), NATTER_UI_MESSAGE_SAY);

  return self->kind;
}

const char *
natter_ui_message_get_from (NatterUiMessage *self)
{
  g_return_val_if_fail (NATTER_UI_IS_MESSAGE (self), "");

  return self->from;
}

const char *
natter_ui_message_get_text (NatterUiMessage *self)
{
  g_return_val_if_fail (NATTER_UI_IS_MESSAGE (self), "");

  return self->text;
}

gint64
natter_ui_message_get_time (NatterUiMessage *self)
{
  g_return_val_if_fail (NATTER_UI_IS_MESSAGE (self), 0);

  return self->time;
}

guint64
natter_ui_message_get_seq (NatterUiMessage *self)
{
  g_return_val_if_fail (NATTER_UI_IS_MESSAGE (self), 0);

  return self->seq;
}

const char *
natter_ui_message_get_id (NatterUiMessage *self)
{
  g_return_val_if_fail (NATTER_UI_IS_MESSAGE (self), NULL);

  return self->id;
}

gboolean
natter_ui_message_is_own (NatterUiMessage *self)
{
  g_return_val_if_fail (NATTER_UI_IS_MESSAGE (self), FALSE);

  return self->own;
}

gboolean
natter_ui_message_is_mention (NatterUiMessage *self)
{
  g_return_val_if_fail (NATTER_UI_IS_MESSAGE (self), FALSE);

  return self->mention;
}

NatterUiDelivery
natter_ui_message_get_delivery (NatterUiMessage *self)
{
  g_return_val_if_fail (NATTER_UI_IS_MESSAGE (self), NATTER_UI_DELIVERY_DELIVERED);

  return self->delivery;
}

const char *
natter_ui_message_get_reason (NatterUiMessage *self)
{
  g_return_val_if_fail (NATTER_UI_IS_MESSAGE (self), NULL);

  return self->reason;
}

gboolean
natter_ui_message_is_edited (NatterUiMessage *self)
{
  g_return_val_if_fail (NATTER_UI_IS_MESSAGE (self), FALSE);

  return self->edited;
}

gboolean
natter_ui_message_is_bot (NatterUiMessage *self)
{
  g_return_val_if_fail (NATTER_UI_IS_MESSAGE (self), FALSE);

  return self->bot;
}

gboolean
natter_ui_message_is_deleted (NatterUiMessage *self)
{
  g_return_val_if_fail (NATTER_UI_IS_MESSAGE (self), FALSE);

  return self->deleted;
}

const char *
natter_ui_message_get_quote (NatterUiMessage *self)
{
  g_return_val_if_fail (NATTER_UI_IS_MESSAGE (self), NULL);

  return self->quote;
}

char *
natter_ui_message_dup_reactions (NatterUiMessage *self)
{
  GString *out;

  g_return_val_if_fail (NATTER_UI_IS_MESSAGE (self), NULL);

  if (self->reactions == NULL || self->reactions->len == 0)
    return NULL;

  out = g_string_new (NULL);
  for (guint i = 0; i < self->reactions->len; i++)
    {
      const NatterReaction *reaction = g_ptr_array_index (self->reactions, i);

      g_string_append_printf (out, "%s%s %u", i > 0 ? "   " : "", reaction->text, reaction->count);
    }
  return g_string_free (out, FALSE);
}

const GPtrArray *
natter_ui_message_get_reactions (NatterUiMessage *self)
{
  g_return_val_if_fail (NATTER_UI_IS_MESSAGE (self), NULL);

  return self->reactions;
}

guint64
natter_ui_message_get_reply_to (NatterUiMessage *self)
{
  g_return_val_if_fail (NATTER_UI_IS_MESSAGE (self), 0);

  return self->reply;
}

void
natter_ui_message_set_reply (NatterUiMessage *self, guint64 seq, const char *quote)
{
  self->reply = seq;
  g_free (self->quote);
  self->quote = g_strdup (quote);
}

char *
natter_ui_message_dup_quote (NatterUiMessage *self)
{
  g_autofree char *text = natter_text_dup_excerpt (self->text, strlen (self->text), NATTER_QUOTE);

  return g_strdup_printf ("%s: %s", self->from, text);
}

void
natter_ui_message_set_text (NatterUiMessage *self, const char *text)
{
  g_free (self->text);
  self->text = g_strdup (text);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_TEXT]);
}
