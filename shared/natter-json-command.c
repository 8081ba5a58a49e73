/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "natter-command-private.h"
#include "natter-error.h"
#include "natter-json-private.h"
#include "natter-json-reader.h"
#include "natter-json.h"
#include "natter-limits.h"
#include "natter-text-private.h"
#include "natter-text.h"

/* Every key that some command knows: PROTOCOL.md §6. */
typedef enum
{
  FIELD_DO,
  FIELD_ID,
  FIELD_ROOM,
  FIELD_NAME,
  FIELD_WORD,
  FIELD_TEXT,
  FIELD_PASSWORD,
  FIELD_NEW,
  FIELD_EMAIL,
  FIELD_ROLE,
  FIELD_FOR,
  FIELD_COUNT,
  FIELD_BEFORE,
  FIELD_SINCE,
  FIELD_AT,
  FIELD_EVENTS,
  FIELD_TARGET,
  FIELD_REPLY,
  FIELD_REACTION,
  N_FIELDS
} Field;

static const char *const keys[N_FIELDS] = {
  [FIELD_DO] = "do",
  [FIELD_ID] = "id",
  [FIELD_ROOM] = "room",
  [FIELD_NAME] = "name",
  [FIELD_WORD] = "word",
  [FIELD_TEXT] = "text",
  [FIELD_PASSWORD] = "password",
  [FIELD_NEW] = "new",
  [FIELD_EMAIL] = "email",
  [FIELD_ROLE] = "role",
  [FIELD_FOR] = "for",
  [FIELD_COUNT] = "count",
  [FIELD_BEFORE] = "before",
  [FIELD_SINCE] = "since",
  [FIELD_AT] = "at",
  [FIELD_EVENTS] = "events",
  [FIELD_TARGET] = "target",
  [FIELD_REPLY] = "reply",
  [FIELD_REACTION] = "reaction",
};

/* The values as they lie in the line; `bytes` is NULL where a field is absent. */
typedef struct
{
  NatterJsonValue values[N_FIELDS];
} Fields;

/* Reads the whole line, also what no command of ours needs. A key given twice: the last one counts. */
static gboolean
collect (Fields *fields, const char *line, gsize length, GError **error)
{
  NatterJsonReader reader;
  NatterJsonValue key, value;
  NatterJsonStatus status = NATTER_JSON_BAD;

  if (natter_json_reader_open (&reader, line, length))
    {
      while ((status = natter_json_reader_next (&reader, &key, &value)) == NATTER_JSON_MEMBER)
        {
          for (guint i = 0; i < N_FIELDS; i++)
            {
              if (natter_json_value_equals (&key, keys[i]))
                {
                  fields->values[i] = value;
                  break;
                }
            }
        }
    }

  if (reader.too_deep)
    natter_json_set_too_deep_error (error);
  else if (status == NATTER_JSON_BAD)
    natter_json_set_bad_json_error (error);
  else
    return TRUE;

  return FALSE;
}

/* §3.7. Returns: (nullable): NULL where there is none, or none that could be sent back. */
static char *
dup_id (const NatterJsonValue *value)
{
  g_autofree char *id = NULL;

  if (value->bytes == NULL || value->type != NATTER_JSON_STRING || value->has_nul)
    return NULL;

  id = natter_json_value_dup_string (value);
  if (*id == '\0' || strlen (id) > NATTER_LIMIT_ID)
    return NULL;

  for (const char *p = id; *p != '\0'; p++)
    {
      if (!g_ascii_isprint (*p))
        return NULL;
    }

  return g_steal_pointer (&id);
}

static gboolean
read_string (const Fields *fields, Field field, char **string, GError **error)
{
  const NatterJsonValue *value = &fields->values[field];

  if (value->bytes == NULL)
    return TRUE;

  if (value->type != NATTER_JSON_STRING)
    {
      natter_json_set_bad_field_error (keys[field], error);
      return FALSE;
    }

  if (value->has_nul)
    {
      natter_text_set_control_error (error);
      return FALSE;
    }

  *string = natter_json_value_dup_string (value);
  return TRUE;
}

static gboolean
read_room (NatterCommand *command, const Fields *fields, GError **error)
{
  if (!read_string (fields, FIELD_ROOM, &command->room, error))
    return FALSE;

  if (command->room != NULL && command->room[0] == '#' && command->room[1] != '#')
    memmove (command->room, command->room + 1, strlen (command->room));
  return TRUE;
}

static gboolean
read_count (NatterCommand *command, const Fields *fields, GError **error)
{
  const NatterJsonValue *value = &fields->values[FIELD_COUNT];
  guint64 count;

  if (value->bytes == NULL)
    return TRUE;

  if (!natter_json_value_get_uint (value, G_MAXUINT, &count) || count == 0)
    {
      natter_json_set_bad_field_error (keys[FIELD_COUNT], error);
      return FALSE;
    }

  command->count = (guint) count;
  command->has_count = TRUE;
  return TRUE;
}

static gboolean
read_place (NatterCommand *command, Field field, const Fields *fields)
{
  const NatterJsonValue *value = &fields->values[field];
  g_autofree char *time = NULL;

  if (field != FIELD_AT)
    return natter_json_value_get_uint (value, G_MAXINT64, &command->seq);

  if (value->type != NATTER_JSON_STRING || value->has_nul)
    return FALSE;

  time = natter_json_value_dup_string (value);
  return natter_json_parse_time (time, &command->time);
}

static gboolean
read_events (NatterCommand *command, const Fields *fields, GError **error)
{
  const NatterJsonValue *value = &fields->values[FIELD_EVENTS];

  if (value->bytes == NULL)
    return TRUE;

  if (value->type != NATTER_JSON_LITERAL || value->bytes[0] == 'n')
    {
      natter_json_set_bad_field_error (keys[FIELD_EVENTS], error);
      return FALSE;
    }

  command->events = value->bytes[0] == 't';
  return TRUE;
}

/* A message's sequence or, where that is allowed, "last". */
static gboolean
read_target (NatterCommand *command, Field field, const Fields *fields, GError **error)
{
  const NatterJsonValue *value = &fields->values[field];

  if (value->bytes == NULL)
    return TRUE;

  if (natter_verb_get (command->kind)->takes_last && value->type == NATTER_JSON_STRING && natter_json_value_equals (value, "last"))
    command->target = NATTER_TARGET_LAST;
  else if (!natter_json_value_get_uint (value, G_MAXINT64, &command->target) || command->target == 0)
    {
      natter_json_set_bad_field_error (keys[field], error);
      return FALSE;
    }
  return TRUE;
}

/* §4.17: one place at most. */
static gboolean
read_range (NatterCommand *command, const Fields *fields, GError **error)
{
  static const NatterRangeKind kinds[] = { NATTER_RANGE_BEFORE, NATTER_RANGE_SINCE, NATTER_RANGE_AT };

  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      Field field = FIELD_BEFORE + i;

      if (fields->values[field].bytes == NULL)
        continue;

      if (command->range != NATTER_RANGE_LAST || !read_place (command, field, fields))
        {
          natter_json_set_bad_field_error (keys[field], error);
          return FALSE;
        }
      command->range = kinds[i];
    }

  return read_count (command, fields, error) && read_events (command, fields, error);
}

static gboolean
read_argument (NatterCommand *command, NatterArgumentKind kind, const Fields *fields, GError **error)
{
  switch (kind)
    {
    case NATTER_ARGUMENT_NAME:
      return read_string (fields, FIELD_NAME, &command->name, error);
    case NATTER_ARGUMENT_ROOM:
      return read_room (command, fields, error);
    case NATTER_ARGUMENT_WORD:
      return read_string (fields, FIELD_WORD, &command->word, error);
    case NATTER_ARGUMENT_RANGE:
      return read_range (command, fields, error);
    case NATTER_ARGUMENT_TARGET:
      return read_target (command, FIELD_TARGET, fields, error);
    case NATTER_ARGUMENT_REACTION:
      return read_string (fields, FIELD_REACTION, &command->text, error);
    case NATTER_ARGUMENT_TEXT:
      return read_string (fields, FIELD_TEXT, &command->text, error);
    case NATTER_ARGUMENT_PASSWORD:
      return read_string (fields, FIELD_PASSWORD, &command->password, error);
    case NATTER_ARGUMENT_NEW:
      return read_string (fields, FIELD_NEW, &command->new_password, error);
    case NATTER_ARGUMENT_EMAIL:
      return read_string (fields, FIELD_EMAIL, &command->email, error);
    case NATTER_ARGUMENT_ROLE:
      return read_string (fields, FIELD_ROLE, &command->role, error);
    case NATTER_ARGUMENT_SPAN:
      return read_string (fields, FIELD_FOR, &command->span, error);
    case NATTER_ARGUMENT_NONE:
    default:
      return TRUE;
    }
}

static const NatterVerb *
read_verb (const Fields *fields, GError **error)
{
  const NatterJsonValue *value = &fields->values[FIELD_DO];
  g_autofree char *word = NULL;
  const NatterVerb *verb;

  /* nearly always it is a word as it stands */
  if (value->bytes != NULL && value->type == NATTER_JSON_STRING && !value->escaped)
    {
      verb = natter_verb_find (value->bytes, value->length);
      if (verb != NULL && natter_json_value_equals (value, verb->word))
        return verb;
    }

  if (!read_string (fields, FIELD_DO, &word, error))
    return NULL;

  if (word == NULL)
    {
      g_set_error_literal (error, NATTER_ERROR, NATTER_ERROR_MISSING_ARGUMENT,
                           _ ("What shall I do? The field \"do\" is missing, as in {\"do\":\"help\"}"));
      return NULL;
    }

  verb = natter_verb_find (word, strlen (word));
  if (verb != NULL && g_str_equal (verb->word, word))
    return verb;

  natter_command_set_unknown_error (word, strlen (word), NATTER_STAGE_ANY, error);
  return NULL;
}

static NatterCommand *
read_command (const Fields *fields, GError **error)
{
  g_autoptr (NatterCommand) command = NULL;
  const NatterVerb *verb = read_verb (fields, error);

  if (verb == NULL)
    return NULL;

  command = natter_command_new (verb->kind);
  for (guint i = 0; i < G_N_ELEMENTS (verb->arguments); i++)
    {
      if (!read_argument (command, verb->arguments[i].kind, fields, error))
        return NULL;
    }

  if (verb->takes_room && !read_room (command, fields, error))
    return NULL;

  if (verb->takes_reply && !read_target (command, FIELD_REPLY, fields, error))
    return NULL;

  return natter_command_check (command, error) ? g_steal_pointer (&command) : NULL;
}

NatterCommand *
natter_json_decode_command (const char *line, gsize length, char **id, GError **error)
{
  g_autoptr (NatterCommand) command = NULL;
  g_autofree char *own_id = NULL;
  Fields fields = { 0 };
  gboolean whole;

  g_return_val_if_fail (line != NULL, NULL);

  if (id != NULL)
    *id = NULL;

  if (!natter_text_validate_line (line, length, error))
    return NULL;

  whole = collect (&fields, line, length, error);
  own_id = dup_id (&fields.values[FIELD_ID]);
  if (id != NULL)
    *id = g_strdup (own_id);

  if (!whole)
    return NULL;

  if (own_id == NULL && fields.values[FIELD_ID].bytes != NULL)
    {
      natter_json_set_bad_field_error (keys[FIELD_ID], error);
      return NULL;
    }

  command = read_command (&fields, error);
  if (command != NULL)
    command->id = g_steal_pointer (&own_id);

  return g_steal_pointer (&command);
}

char *
natter_json_dup_word (const char *line, gsize length)
{
  Fields fields = { 0 };
  char *word = NULL;

  g_return_val_if_fail (line != NULL, NULL);

  if (natter_text_validate_line (line, length, NULL) && collect (&fields, line, length, NULL))
    read_string (&fields, FIELD_DO, &word, NULL);

  return word;
}

static void
append_range (GString *out, const NatterCommand *command)
{
  if (command->range == NATTER_RANGE_BEFORE || command->range == NATTER_RANGE_SINCE)
    g_string_append_printf (out, ",\"%s\":%" G_GUINT64_FORMAT,
                            keys[command->range == NATTER_RANGE_BEFORE ? FIELD_BEFORE : FIELD_SINCE], command->seq);
  if (command->range == NATTER_RANGE_AT)
    {
      g_string_append_printf (out, ",\"%s\":", keys[FIELD_AT]);
      natter_json_append_time (out, command->time);
    }
  if (command->has_count)
    g_string_append_printf (out, ",\"%s\":%u", keys[FIELD_COUNT], command->count);
  if (command->events)
    g_string_append_printf (out, ",\"%s\":true", keys[FIELD_EVENTS]);
}

static void
append_field (GString *out, Field field, const char *value)
{
  if (value == NULL)
    return;

  g_string_append_printf (out, ",\"%s\":", keys[field]);
  natter_json_append_string (out, value);
}

static void
append_target (GString *out, Field field, guint64 target)
{
  if (target == NATTER_TARGET_LAST)
    append_field (out, field, "last");
  else if (target != 0)
    g_string_append_printf (out, ",\"%s\":%" G_GUINT64_FORMAT, keys[field], target);
}

void
natter_json_encode_command (const NatterCommand *command, GString *out)
{
  const NatterVerb *verb;

  g_return_if_fail (command != NULL && out != NULL);

  verb = natter_verb_get (command->kind);
  g_string_append (out, "{\"do\":");
  natter_json_append_string (out, verb->word);
  append_field (out, FIELD_ROOM, command->room);
  append_field (out, FIELD_NAME, command->name);
  append_field (out, FIELD_WORD, command->word);
  append_target (out, verb->takes_reply ? FIELD_REPLY : FIELD_TARGET, command->target);
  append_field (out, verb->arguments[1].kind == NATTER_ARGUMENT_REACTION ? FIELD_REACTION : FIELD_TEXT, command->text);
  append_field (out, FIELD_PASSWORD, command->password);
  append_field (out, FIELD_NEW, command->new_password);
  append_field (out, FIELD_EMAIL, command->email);
  append_field (out, FIELD_ROLE, command->role);
  append_field (out, FIELD_FOR, command->span);
  append_range (out, command);
  append_field (out, FIELD_ID, command->id);
  g_string_append_c (out, '}');
}
