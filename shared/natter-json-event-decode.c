/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <json-glib/json-glib.h>
#include <string.h>

#include "natter-json-event-private.h"
#include "natter-json-private.h"
#include "natter-json.h"
#include "natter-limits.h"
#include "natter-text.h"

/* json-glib reads here what natter_json_guard() let through, so its lenience and its recursion do no harm. */

typedef gpointer (*ReadFunc) (JsonObject *object, const NatterEvent *event, GError **error);

/* Gets a member of the right type. FALSE with an error: there, but of another type, or needed and not there.
 * *@node stays NULL where an optional one is absent. */
static gboolean
get_member (JsonObject *object, const char *key, GType type, gboolean optional, JsonNode **node, GError **error)
{
  JsonNode *member = json_object_get_member (object, key);

  *node = NULL;
  if (member == NULL && optional)
    return TRUE;

  if (member == NULL || json_node_get_value_type (member) != type)
    {
      natter_json_set_bad_field_error (key, error);
      return FALSE;
    }

  *node = member;
  return TRUE;
}

static gboolean
get_string (JsonObject *object, const char *key, gboolean optional, char **value, GError **error)
{
  JsonNode *node;

  if (!get_member (object, key, G_TYPE_STRING, optional, &node, error))
    return FALSE;

  if (node != NULL)
    {
      g_free (*value);
      *value = json_node_dup_string (node);
    }
  return TRUE;
}

static gboolean
get_int (JsonObject *object, const char *key, gboolean optional, gint64 most, gint64 *value, GError **error)
{
  JsonNode *node;
  gint64 number;

  if (!get_member (object, key, G_TYPE_INT64, optional, &node, error))
    return FALSE;
  if (node == NULL)
    return TRUE;

  /* What does not fit into 64 bits comes out of json-glib below zero. */
  number = json_node_get_int (node);
  if (number < 0 || number > most)
    {
      natter_json_set_bad_field_error (key, error);
      return FALSE;
    }

  *value = number;
  return TRUE;
}

static gboolean
get_uint (JsonObject *object, const char *key, gboolean optional, guint *value, GError **error)
{
  gint64 number = 0;

  if (!get_int (object, key, optional, G_MAXUINT, &number, error))
    return FALSE;

  *value = (guint) number;
  return TRUE;
}

static gboolean
get_flag (JsonObject *object, const char *key, gboolean *value, GError **error)
{
  JsonNode *node;

  if (!get_member (object, key, G_TYPE_BOOLEAN, TRUE, &node, error))
    return FALSE;

  *value = node != NULL && json_node_get_boolean (node);
  return TRUE;
}

static gboolean
get_seq (JsonObject *object, const char *key, gboolean optional, guint64 *value, GError **error)
{
  gint64 number = 0;

  if (!get_int (object, key, optional, G_MAXINT64, &number, error))
    return FALSE;

  *value = (guint64) number;
  return TRUE;
}

static gboolean
get_time (JsonObject *object, const char *key, gboolean optional, gint64 *value, GError **error)
{
  JsonNode *node;

  if (!get_member (object, key, G_TYPE_STRING, optional, &node, error))
    return FALSE;

  if (node != NULL && !natter_json_parse_time (json_node_get_string (node), value))
    {
      natter_json_set_bad_field_error (key, error);
      return FALSE;
    }

  return TRUE;
}

/* @array: (out): NULL where it is absent and optional. */
static gboolean
get_json_array (JsonObject *object, const char *key, gboolean optional, JsonArray **array, GError **error)
{
  JsonNode *node = json_object_get_member (object, key);

  *array = NULL;
  if (node == NULL && optional)
    return TRUE;

  if (node == NULL || !JSON_NODE_HOLDS_ARRAY (node))
    {
      natter_json_set_bad_field_error (key, error);
      return FALSE;
    }

  *array = json_node_get_array (node);
  return TRUE;
}

static gboolean
get_names (JsonObject *object, const char *key, gboolean optional, GStrv *value, GError **error)
{
  g_autoptr (GStrvBuilder) names = g_strv_builder_new ();
  JsonArray *array;

  if (!get_json_array (object, key, optional, &array, error))
    return FALSE;
  if (array == NULL)
    return TRUE;

  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      JsonNode *node = json_array_get_element (array, i);

      if (json_node_get_value_type (node) != G_TYPE_STRING)
        {
          natter_json_set_bad_field_error (key, error);
          return FALSE;
        }
      g_strv_builder_add (names, json_node_get_string (node));
    }

  g_strfreev (*value);
  *value = g_strv_builder_end (names);
  return TRUE;
}

static gboolean
get_objects (JsonObject *object,
             const NatterJsonField *field,
             ReadFunc read,
             const NatterEvent *event,
             GPtrArray *items,
             GError **error)
{
  JsonArray *array;

  if (!get_json_array (object, field->key, FALSE, &array, error))
    return FALSE;

  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      JsonNode *node = json_array_get_element (array, i);
      gpointer item;

      if (!JSON_NODE_HOLDS_OBJECT (node))
        {
          natter_json_set_bad_field_error (field->key, error);
          return FALSE;
        }

      item = read (json_node_get_object (node), event, error);
      if (item == NULL)
        return FALSE;
      g_ptr_array_add (items, item);
    }

  return TRUE;
}

static gpointer
read_person (JsonObject *object, const NatterEvent *event, GError **error)
{
  NatterPerson *person = natter_person_new (NULL);

  if (get_string (object, "name", FALSE, &person->name, error) &&
      get_int (object, "idle", TRUE, G_MAXINT64, &person->idle, error) &&
      get_string (object, "away", TRUE, &person->away, error) &&
      get_names (object, "rooms", TRUE, &person->rooms, error))
    return person;

  natter_person_free (person);
  return NULL;
}

static gpointer
read_room_info (JsonObject *object, const NatterEvent *event, GError **error)
{
  NatterRoomInfo *room = natter_room_info_new (NULL);

  if (get_string (object, "name", FALSE, &room->name, error) &&
      get_string (object, "topic", TRUE, &room->topic, error) &&
      get_uint (object, "people", TRUE, &room->people, error) &&
      get_time (object, "active", TRUE, &room->active, error) &&
      get_flag (object, "member", &room->member, error))
    return room;

  natter_room_info_free (room);
  return NULL;
}

static gpointer
read_help (JsonObject *object, const NatterEvent *event, GError **error)
{
  NatterHelp *help = g_new0 (NatterHelp, 1);

  if (get_string (object, "word", FALSE, &help->word, error) &&
      get_string (object, "usage", FALSE, &help->usage, error) &&
      get_string (object, "summary", FALSE, &help->summary, error) &&
      get_string (object, "example", FALSE, &help->example, error))
    return help;

  natter_help_free (help);
  return NULL;
}

static NatterMessageKind
parse_kind (const char *word)
{
  for (guint kind = NATTER_MESSAGE_ME; kind <= NATTER_MESSAGE_TOPIC; kind++)
    {
      if (g_strcmp0 (word, natter_json_get_kind_word ((NatterMessageKind) kind)) == 0)
        return (NatterMessageKind) kind;
    }

  return NATTER_MESSAGE_SAY;
}

/* The message of a "said", a "topic" or of one entry of a history. */
static gpointer
read_message (JsonObject *object, const NatterEvent *event, GError **error)
{
  g_autofree char *from = NULL, *text = NULL, *kind = NULL, *id = NULL;
  guint64 seq = 0;
  gint64 time = 0;
  NatterMessage *message;

  if (!get_string (object, "from", FALSE, &from, error) || !get_string (object, "text", FALSE, &text, error) ||
      !get_string (object, "kind", TRUE, &kind, error) || !get_string (object, "id", TRUE, &id, error) ||
      !get_seq (object, "seq", FALSE, &seq, error) || !get_time (object, "time", FALSE, &time, error))
    return NULL;

  message = natter_message_new (parse_kind (kind), event->room, from, text, id);
  message->seq = seq;
  message->time = time;
  return message;
}

static gboolean
read_said (JsonObject *object, NatterEvent *event, GError **error)
{
  event->message = read_message (object, event, error);
  return event->message != NULL;
}

static gboolean
read_topic (JsonObject *object, NatterEvent *event, GError **error)
{
  if (!json_object_has_member (object, "from"))
    return get_string (object, "text", FALSE, &event->text, error);

  if (!read_said (object, event, error))
    return FALSE;

  event->message->kind = NATTER_MESSAGE_TOPIC;
  event->message->id = NULL; /* §5.13: a topic has none; its bytes are part of the message */
  return TRUE;
}

static gboolean
read_limits (JsonObject *object, const NatterJsonField *field, NatterLimits *limits, GError **error)
{
  JsonNode *node = json_object_get_member (object, field->key);
  JsonObject *inner;

  if (node == NULL)
    return TRUE;

  if (!JSON_NODE_HOLDS_OBJECT (node))
    {
      natter_json_set_bad_field_error (field->key, error);
      return FALSE;
    }

  inner = json_node_get_object (node);
  return get_uint (inner, "line", TRUE, &limits->line, error) &&
         get_uint (inner, "message", TRUE, &limits->message, error) &&
         get_uint (inner, "name", TRUE, &limits->name, error) &&
         get_uint (inner, "room", TRUE, &limits->room, error);
}

static gboolean
read_compound (JsonObject *object, const NatterJsonField *field, NatterEvent *event, GError **error)
{
  switch (field->type)
    {
    case NATTER_FIELD_NAMES:
      return get_names (object, field->key, field->optional, &event->names, error);
    case NATTER_FIELD_PEOPLE:
      event->people = g_ptr_array_new_with_free_func ((GDestroyNotify) natter_person_free);
      return get_objects (object, field, read_person, event, event->people, error);
    case NATTER_FIELD_ROOMS:
      event->rooms = g_ptr_array_new_with_free_func ((GDestroyNotify) natter_room_info_free);
      return get_objects (object, field, read_room_info, event, event->rooms, error);
    case NATTER_FIELD_MESSAGES:
      event->messages = g_ptr_array_new_with_free_func ((GDestroyNotify) natter_message_unref);
      return get_objects (object, field, read_message, event, event->messages, error);
    case NATTER_FIELD_HELP:
      event->help = g_ptr_array_new_with_free_func ((GDestroyNotify) natter_help_free);
      return get_objects (object, field, read_help, event, event->help, error);
    case NATTER_FIELD_LIMITS:
      return read_limits (object, field, &event->limits, error);
    case NATTER_FIELD_SAID:
      return read_said (object, event, error);
    case NATTER_FIELD_TOPIC:
      return read_topic (object, event, error);
    case NATTER_FIELD_PROTOCOL:
      return TRUE;
    default:
      g_return_val_if_reached (FALSE);
    }
}

static gboolean
read_word (JsonObject *object, const NatterJsonField *field, NatterEvent *event, GError **error)
{
  g_autofree char *word = NULL;

  if (!get_string (object, field->key, field->optional, &word, error))
    return FALSE;

  if (field->type == NATTER_FIELD_CODE)
    event->code = natter_error_from_code_word (word);
  else
    event->reason = natter_reason_from_word (word);
  return TRUE;
}

static gboolean
read_field (JsonObject *object, const NatterJsonField *field, NatterEvent *event, GError **error)
{
  gpointer member = G_STRUCT_MEMBER_P (event, field->offset);

  switch (field->type)
    {
    case NATTER_FIELD_STRING:
      return get_string (object, field->key, field->optional, (char **) member, error);
    case NATTER_FIELD_PERHAPS:
      if (!get_string (object, field->key, field->optional, (char **) member, error))
        return FALSE;
      if (*(char **) member != NULL && **(char **) member == '\0')
        g_clear_pointer ((char **) member, g_free);
      return TRUE;
    case NATTER_FIELD_COUNT:
    case NATTER_FIELD_WAIT:
      return get_uint (object, field->key, field->optional, (guint *) member, error);
    case NATTER_FIELD_SEQ:
    case NATTER_FIELD_OK_SEQ:
      return get_seq (object, field->key, field->optional, (guint64 *) member, error);
    case NATTER_FIELD_FLAG:
    case NATTER_FIELD_OK_REPEATED:
      return get_flag (object, field->key, (gboolean *) member, error);
    case NATTER_FIELD_TIME:
      return get_time (object, field->key, field->optional, (gint64 *) member, error);
    case NATTER_FIELD_CODE:
    case NATTER_FIELD_REASON:
      return read_word (object, field, event, error);
    default:
      return read_compound (object, field, event, error);
    }
}

static gboolean
find_kind (const char *word, NatterEventKind *kind)
{
  for (guint i = 0; i < NATTER_N_EVENTS; i++)
    {
      if (g_str_equal (word, natter_event_get_word ((NatterEventKind) i)))
        {
          *kind = (NatterEventKind) i;
          return TRUE;
        }
    }

  return FALSE;
}

static NatterEvent *
read_event (JsonObject *object, GError **error)
{
  g_autoptr (NatterEvent) event = NULL;
  g_autofree char *word = NULL;
  NatterEventKind kind;

  if (!get_string (object, "ev", FALSE, &word, error))
    return NULL;

  if (!find_kind (word, &kind))
    {
      g_autofree char *shown = natter_text_dup_excerpt (word, strlen (word), 30);

      g_set_error (error, NATTER_ERROR, NATTER_ERROR_UNKNOWN_COMMAND,
                   _ ("The server sent an event that is not known here: \"%s\"."), shown);
      return NULL;
    }

  event = natter_event_new (kind);
  if (!get_string (object, "re", TRUE, &event->re, error))
    return NULL;

  for (const NatterJsonField *field = natter_json_get_fields (kind); field->type != NATTER_FIELD_NONE; field++)
    {
      if (!read_field (object, field, event, error))
        return NULL;
    }

  /* §5.10a: one person, or a crowd. */
  if ((kind == NATTER_EVENT_JOINED || kind == NATTER_EVENT_LEFT) && event->from == NULL && event->names == NULL)
    {
      natter_json_set_bad_field_error ("from", error);
      return NULL;
    }

  return g_steal_pointer (&event);
}

NatterEvent *
natter_json_decode_event (const char *line, gsize length, GError **error)
{
  g_autoptr (JsonParser) parser = NULL;

  g_return_val_if_fail (line != NULL, NULL);

  if (!natter_json_guard (line, length, NATTER_LIMIT_LINE_MOST, error))
    return NULL;

  parser = json_parser_new_immutable ();
  if (!json_parser_load_from_data (parser, line, (gssize) length, NULL))
    {
      natter_json_set_bad_json_error (error);
      return NULL;
    }

  return read_event (json_node_get_object (json_parser_get_root (parser)), error);
}
