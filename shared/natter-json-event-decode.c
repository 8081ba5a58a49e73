/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <json-glib/json-glib.h>
#include <string.h>

#include "natter-json-event-private.h"
#include "natter-json-member-private.h"
#include "natter-json-private.h"
#include "natter-json.h"
#include "natter-limits.h"
#include "natter-text.h"

/* json-glib reads here what natter_json_guard() let through, so its lenience and its recursion do no harm. */

static gpointer
read_person (JsonObject *object, const NatterEvent *event, GError **error)
{
  NatterPerson *person = natter_person_new (NULL);

  if (natter_json_get_string (object, "name", FALSE, &person->name, error) &&
      natter_json_get_int (object, "idle", TRUE, G_MAXINT64, &person->idle, error) &&
      natter_json_get_string (object, "away", TRUE, &person->away, error) &&
      natter_json_get_names (object, "rooms", TRUE, &person->rooms, error) &&
      natter_json_get_string (object, "role", TRUE, &person->role, error) &&
      natter_json_get_flag (object, "account", &person->account, error) &&
      natter_json_get_flag (object, "bot", &person->bot, error))
    return person;

  natter_person_free (person);
  return NULL;
}

static gpointer
read_room_info (JsonObject *object, const NatterEvent *event, GError **error)
{
  NatterRoomInfo *room = natter_room_info_new (NULL);

  if (natter_json_get_string (object, "name", FALSE, &room->name, error) &&
      natter_json_get_string (object, "topic", TRUE, &room->topic, error) &&
      natter_json_get_uint (object, "people", TRUE, &room->people, error) &&
      natter_json_get_time (object, "active", TRUE, &room->active, error) &&
      natter_json_get_flag (object, "member", &room->member, error) &&
      natter_json_get_flag (object, "private", &room->is_private, error) &&
      natter_json_get_flag (object, "readonly", &room->readonly, error))
    return room;

  natter_room_info_free (room);
  return NULL;
}

static gpointer
read_help (JsonObject *object, const NatterEvent *event, GError **error)
{
  NatterHelp *help = g_new0 (NatterHelp, 1);

  if (natter_json_get_string (object, "word", FALSE, &help->word, error) &&
      natter_json_get_string (object, "usage", FALSE, &help->usage, error) &&
      natter_json_get_string (object, "summary", FALSE, &help->summary, error) &&
      natter_json_get_string (object, "example", FALSE, &help->example, error))
    return help;

  natter_help_free (help);
  return NULL;
}

static gpointer
read_direct (JsonObject *object, const NatterEvent *event, GError **error)
{
  NatterDirect *direct = natter_direct_new (NULL);

  if (natter_json_get_string (object, "room", FALSE, &direct->room, error) &&
      natter_json_get_seq (object, "seq", FALSE, &direct->seq, error) &&
      natter_json_get_seq (object, "read", TRUE, &direct->read, error) &&
      natter_json_get_time (object, "active", TRUE, &direct->active, error))
    return direct;

  natter_direct_free (direct);
  return NULL;
}

static gpointer
read_code (JsonObject *object, const NatterEvent *event, GError **error)
{
  NatterCode *code = natter_code_new (NULL);

  if (natter_json_get_string (object, "code", FALSE, &code->code, error) &&
      natter_json_get_uint (object, "uses", TRUE, &code->uses, error) &&
      natter_json_get_time (object, "until", TRUE, &code->until, error) &&
      natter_json_get_string (object, "from", TRUE, &code->from, error) &&
      natter_json_get_string (object, "link", TRUE, &code->link, error))
    return code;

  natter_code_free (code);
  return NULL;
}

static gpointer
read_ban (JsonObject *object, const NatterEvent *event, GError **error)
{
  NatterBan *ban = natter_ban_new (NULL);

  if (natter_json_get_string (object, "name", FALSE, &ban->name, error) &&
      natter_json_get_string (object, "from", TRUE, &ban->from, error) &&
      natter_json_get_string (object, "reason", TRUE, &ban->reason, error) &&
      natter_json_get_time (object, "until", TRUE, &ban->until, error))
    return ban;

  natter_ban_free (ban);
  return NULL;
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
  return natter_json_get_uint (inner, "line", TRUE, &limits->line, error) &&
         natter_json_get_uint (inner, "message", TRUE, &limits->message, error) &&
         natter_json_get_uint (inner, "name", TRUE, &limits->name, error) &&
         natter_json_get_uint (inner, "room", TRUE, &limits->room, error);
}

static gboolean
read_compound (JsonObject *object, const NatterJsonField *field, NatterEvent *event, GError **error)
{
  switch (field->type)
    {
    case NATTER_FIELD_NAMES:
      return natter_json_get_names (object, field->key, field->optional, &event->names, error);
    case NATTER_FIELD_PEOPLE:
      event->people = g_ptr_array_new_with_free_func ((GDestroyNotify) natter_person_free);
      return natter_json_get_objects (object, field->key, read_person, event, event->people, error);
    case NATTER_FIELD_ROOMS:
      event->rooms = g_ptr_array_new_with_free_func ((GDestroyNotify) natter_room_info_free);
      return natter_json_get_objects (object, field->key, read_room_info, event, event->rooms, error);
    case NATTER_FIELD_MESSAGES:
      event->messages = g_ptr_array_new_with_free_func ((GDestroyNotify) natter_message_unref);
      return natter_json_get_objects (object, field->key, natter_json_read_message, event, event->messages, error);
    case NATTER_FIELD_HITS:
      event->hits = g_ptr_array_new_with_free_func ((GDestroyNotify) natter_hit_free);
      return natter_json_get_objects (object, field->key, natter_json_read_hit, event, event->hits, error);
    case NATTER_FIELD_HELP:
      event->help = g_ptr_array_new_with_free_func ((GDestroyNotify) natter_help_free);
      return natter_json_get_objects (object, field->key, read_help, event, event->help, error);
    case NATTER_FIELD_DIRECTS:
      event->directs = g_ptr_array_new_with_free_func ((GDestroyNotify) natter_direct_free);
      return natter_json_get_objects (object, field->key, read_direct, event, event->directs, error);
    case NATTER_FIELD_CODES:
      event->codes = g_ptr_array_new_with_free_func ((GDestroyNotify) natter_code_free);
      return natter_json_get_objects (object, field->key, read_code, event, event->codes, error);
    case NATTER_FIELD_BANS:
      event->bans = g_ptr_array_new_with_free_func ((GDestroyNotify) natter_ban_free);
      return natter_json_get_objects (object, field->key, read_ban, event, event->bans, error);
    case NATTER_FIELD_LIMITS:
      return read_limits (object, field, &event->limits, error);
    case NATTER_FIELD_CHANGE:
      return natter_json_read_change (object, event, error);
    case NATTER_FIELD_SAID:
      return natter_json_read_said (object, event, error);
    case NATTER_FIELD_TOPIC:
      return natter_json_read_topic (object, event, error);
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

  if (!natter_json_get_string (object, field->key, field->optional, &word, error))
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
      return natter_json_get_string (object, field->key, field->optional, (char **) member, error);
    case NATTER_FIELD_PERHAPS:
      if (!natter_json_get_string (object, field->key, field->optional, (char **) member, error))
        return FALSE;
      if (*(char **) member != NULL && **(char **) member == '\0')
        g_clear_pointer ((char **) member, g_free);
      return TRUE;
    case NATTER_FIELD_COUNT:
    case NATTER_FIELD_WAIT:
      return natter_json_get_uint (object, field->key, field->optional, (guint *) member, error);
    case NATTER_FIELD_SEQ:
    case NATTER_FIELD_OK_SEQ:
      return natter_json_get_seq (object, field->key, field->optional, (guint64 *) member, error);
    case NATTER_FIELD_FLAG:
    case NATTER_FIELD_OK_REPEATED:
      return natter_json_get_flag (object, field->key, (gboolean *) member, error);
    case NATTER_FIELD_GIVEN:
      return natter_json_get_int (object, field->key, field->optional, G_MAXINT64, (gint64 *) member, error);
    case NATTER_FIELD_TIME:
    case NATTER_FIELD_WHEN:
      return natter_json_get_time (object, field->key, field->optional, (gint64 *) member, error);
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

  if (!natter_json_get_string (object, "ev", FALSE, &word, error))
    return NULL;

  if (!find_kind (word, &kind))
    {
      g_autofree char *shown = natter_text_dup_excerpt (word, strlen (word), 30);

      g_set_error (error, NATTER_ERROR, NATTER_ERROR_UNKNOWN_COMMAND,
                   _ ("The server sent an event that is not known here: \"%s\"."), shown);
      return NULL;
    }

  event = natter_event_new (kind);
  if (!natter_json_get_string (object, "re", TRUE, &event->re, error))
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
