/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "natter-json-event-private.h"
#include "natter-json-member-private.h"
#include "natter-json-private.h"
#include "natter-json.h"

/* A message on the wire, alone or in a history, and what becomes of it: PROTOCOL.md §5.9, §5.9a, §5.14. */

static gboolean
is_reaction (const NatterMessage *message)
{
  return message->kind == NATTER_MESSAGE_REACT || message->kind == NATTER_MESSAGE_UNREACT;
}

/* Those that are neither gone nor of a kind that says nothing. */
static gboolean
has_text (const NatterMessage *message)
{
  return !message->deleted && message->kind != NATTER_MESSAGE_DELETE;
}

static void
append_text (GString *out, const NatterMessage *message)
{
  if (has_text (message))
    natter_json_append_member_string (out, is_reaction (message) ? "reaction" : "text", message->text);
}

/* What it answers, or what it is about. */
static void
append_target (GString *out, const NatterMessage *message)
{
  if (message->target == 0)
    return;

  natter_json_append_member_uint (out, natter_message_kind_is_change (message->kind) ? "target" : "reply", message->target);
  if (message->quote_from == NULL || message->quote == NULL)
    return;

  natter_json_append_literal (out, ",\"quote\":{\"from\":");
  natter_json_append_string (out, message->quote_from);
  natter_json_append_member_string (out, "text", message->quote);
  g_string_append_c (out, '}');
}

static void
append_reaction (GString *out, gconstpointer item)
{
  const NatterReaction *reaction = item;

  natter_json_append_literal (out, "{\"reaction\":");
  natter_json_append_string (out, reaction->text);
  natter_json_append_member_uint (out, "count", reaction->count);
  natter_json_append_member_flag (out, "mine", reaction->mine);
  natter_json_append_literal (out, ",\"names\":[");
  for (guint i = 0; i < reaction->names->len; i++)
    {
      if (i > 0)
        g_string_append_c (out, ',');
      natter_json_append_string (out, reaction->names->pdata[i]);
    }
  natter_json_append_literal (out, "]}");
}

/* What a topic that was set tells. */
void
natter_json_append_set_topic (GString *out, const NatterMessage *message)
{
  natter_json_append_member_uint (out, "seq", message->seq);
  natter_json_append_member_string (out, "from", message->from);
  natter_json_append_member_string (out, "text", message->text);
  natter_json_append_member_time (out, "time", message->time);
}

void
natter_json_append_said (GString *out, const NatterMessage *message)
{
  natter_json_append_set_topic (out, message);
  natter_json_append_member_string (out, "kind", natter_json_get_kind_word (message->kind));
  natter_json_append_member_string (out, "id", message->id);
  natter_json_append_member_flag (out, "bot", natter_message_is_bot (message));
  append_target (out, message);
}

void
natter_json_append_change (GString *out, const NatterMessage *message)
{
  natter_json_append_member_uint (out, "seq", message->seq);
  natter_json_append_member_uint (out, "target", message->target);
  natter_json_append_member_string (out, "from", message->from);
  append_text (out, message);
  natter_json_append_member_flag (out, "removed", message->kind == NATTER_MESSAGE_UNREACT);
  natter_json_append_member_time (out, "time", message->time);
  natter_json_append_member_string (out, "id", message->id);
}

void
natter_json_append_rest (GString *out, const NatterMessage *message)
{
  natter_json_append_member_string (out, "from", message->from);
  append_text (out, message);
  natter_json_append_member_time (out, "time", message->time);
  natter_json_append_member_string (out, "kind", natter_json_get_kind_word (message->kind));
  natter_json_append_member_string (out, "id", message->id);
  if (message->edited != 0)
    natter_json_append_member_time (out, "edited", message->edited);
  natter_json_append_member_flag (out, "deleted", message->deleted);
  natter_json_append_member_flag (out, "bot", natter_message_is_bot (message));
  append_target (out, message);
  if (message->reactions != NULL && message->reactions->len > 0)
    natter_json_append_member_array (out, "reactions", message->reactions, append_reaction);
}

void
natter_json_append_message (GString *out, gconstpointer item)
{
  const NatterMessage *message = item;

  natter_json_append_literal (out, "{\"seq\":");
  natter_json_append_uint (out, message->seq);
  natter_json_append_rest (out, message);
  g_string_append_c (out, '}');
}

/* Reading */

static NatterMessageKind
parse_kind (const char *word)
{
  for (guint i = 0; i < NATTER_N_MESSAGES; i++)
    {
      if (g_strcmp0 (word, natter_json_get_kind_word ((NatterMessageKind) i)) == 0)
        return (NatterMessageKind) i;
    }

  return NATTER_MESSAGE_SAY;
}

static gpointer
read_reaction (JsonObject *object, const NatterEvent *event, GError **error)
{
  NatterReaction *reaction = g_new0 (NatterReaction, 1);
  g_auto (GStrv) names = NULL;

  reaction->names = g_ptr_array_new_with_free_func (g_free);
  if (natter_json_get_string (object, "reaction", FALSE, &reaction->text, error) &&
      natter_json_get_uint (object, "count", FALSE, &reaction->count, error) &&
      natter_json_get_flag (object, "mine", &reaction->mine, error) &&
      natter_json_get_names (object, "names", TRUE, &names, error))
    {
      for (guint i = 0; names != NULL && names[i] != NULL; i++)
        g_ptr_array_add (reaction->names, g_strdup (names[i]));
      return reaction;
    }

  natter_reaction_free (reaction);
  return NULL;
}

static gboolean
read_quote (JsonObject *object, NatterMessage *message, GError **error)
{
  JsonNode *node = json_object_get_member (object, "quote");
  JsonObject *inner;

  if (node == NULL)
    return TRUE;

  if (!JSON_NODE_HOLDS_OBJECT (node))
    {
      natter_json_set_bad_field_error ("quote", error);
      return FALSE;
    }

  inner = json_node_get_object (node);
  return natter_json_get_string (inner, "from", FALSE, &message->quote_from, error) &&
         natter_json_get_string (inner, "text", FALSE, &message->quote, error);
}

static void
forget_quote (NatterMessage *message)
{
  g_clear_pointer (&message->quote_from, g_free);
  g_clear_pointer (&message->quote, g_free);
}

/* What became of it, and what it is about. */
static gboolean
read_fate (JsonObject *object, const NatterEvent *event, NatterMessage *message, GError **error)
{
  gboolean is_change = natter_message_kind_is_change (message->kind);

  if (!natter_json_get_seq (object, is_change ? "target" : "reply", !is_change, &message->target, error) ||
      !natter_json_get_time (object, "edited", TRUE, &message->edited, error) || !read_quote (object, message, error))
    return FALSE;

  if (is_change && message->target == 0)
    {
      natter_json_set_bad_field_error ("target", error);
      return FALSE;
    }

  if (!json_object_has_member (object, "reactions"))
    return TRUE;

  message->reactions = g_ptr_array_new_with_free_func ((GDestroyNotify) natter_reaction_free);
  if (!natter_json_get_objects (object, "reactions", read_reaction, event, message->reactions, error))
    return FALSE;

  if (message->reactions->len == 0)
    g_clear_pointer (&message->reactions, g_ptr_array_unref);
  return TRUE;
}

static NatterMessage *
read_as (JsonObject *object, const NatterEvent *event, NatterMessageKind kind, GError **error)
{
  g_autoptr (NatterMessage) message = NULL;
  g_autofree char *from = NULL, *text = NULL, *id = NULL;
  const char *text_key = kind == NATTER_MESSAGE_REACT || kind == NATTER_MESSAGE_UNREACT ? "reaction" : "text";
  gboolean deleted = FALSE;
  gboolean bot = FALSE;
  guint64 seq = 0;
  gint64 time = 0;

  if (!natter_json_get_flag (object, "deleted", &deleted, error) || !natter_json_get_flag (object, "bot", &bot, error) ||
      !natter_json_get_string (object, text_key, deleted || kind == NATTER_MESSAGE_DELETE, &text, error) ||
      !natter_json_get_string (object, "from", FALSE, &from, error) || !natter_json_get_string (object, "id", TRUE, &id, error) ||
      !natter_json_get_seq (object, "seq", FALSE, &seq, error) || !natter_json_get_time (object, "time", FALSE, &time, error))
    return NULL;

  message = natter_message_new (kind, event->room != NULL ? event->room : "", from, text != NULL && !deleted && kind != NATTER_MESSAGE_DELETE ? text : "", id);
  message->seq = seq;
  message->time = time;
  message->deleted = deleted;
  message->bot = bot;
  if (!read_fate (object, event, message, error))
    return NULL;

  if (message->target == 0)
    forget_quote (message);
  return g_steal_pointer (&message);
}

/* What is told as it happens has no fate yet, whatever the line says. */
static void
forget_fate (NatterMessage *message)
{
  message->edited = 0;
  message->deleted = FALSE;
  g_clear_pointer (&message->reactions, g_ptr_array_unref);
}

gpointer
natter_json_read_message (JsonObject *object, const NatterEvent *event, GError **error)
{
  g_autofree char *word = NULL;

  if (!natter_json_get_string (object, "kind", TRUE, &word, error))
    return NULL;

  return read_as (object, event, parse_kind (word), error);
}

gboolean
natter_json_read_said (JsonObject *object, NatterEvent *event, GError **error)
{
  g_autofree char *word = NULL;
  NatterMessageKind kind;

  if (!natter_json_get_string (object, "kind", TRUE, &word, error))
    return FALSE;

  kind = parse_kind (word);
  event->message = read_as (object, event, kind == NATTER_MESSAGE_ME ? kind : NATTER_MESSAGE_SAY, error);
  if (event->message == NULL)
    return FALSE;

  forget_fate (event->message);
  return TRUE;
}

gboolean
natter_json_read_topic (JsonObject *object, NatterEvent *event, GError **error)
{
  if (!json_object_has_member (object, "from"))
    return natter_json_get_string (object, "text", FALSE, &event->text, error);

  event->message = read_as (object, event, NATTER_MESSAGE_TOPIC, error);
  if (event->message == NULL)
    return FALSE;

  /* §5.13: a topic has no id, and is about nothing */
  event->message->id = NULL;
  event->message->target = 0;
  forget_quote (event->message);
  event->message->bot = FALSE;
  forget_fate (event->message);
  return TRUE;
}

gboolean
natter_json_read_change (JsonObject *object, NatterEvent *event, GError **error)
{
  NatterMessageKind kind = NATTER_MESSAGE_EDIT;
  gboolean removed;

  if (!natter_json_get_flag (object, "removed", &removed, error))
    return FALSE;

  if (event->kind == NATTER_EVENT_DELETED)
    kind = NATTER_MESSAGE_DELETE;
  else if (event->kind == NATTER_EVENT_REACTED)
    kind = removed ? NATTER_MESSAGE_UNREACT : NATTER_MESSAGE_REACT;
  event->message = read_as (object, event, kind, error);
  if (event->message == NULL)
    return FALSE;

  forget_quote (event->message);
  event->message->bot = FALSE;
  forget_fate (event->message);
  return TRUE;
}
