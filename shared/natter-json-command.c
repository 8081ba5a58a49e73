/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "natter-command-private.h"
#include "natter-error.h"
#include "natter-json-command-private.h"
#include "natter-json-private.h"
#include "natter-json.h"
#include "natter-limits.h"
#include "natter-text-private.h"
#include "natter-text.h"

/* The values as they lie in the line; `bytes` is NULL where a field is absent. */
typedef struct
{
  NatterJsonValue values[NATTER_N_KEYS];
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
          for (guint i = 0; i < NATTER_N_KEYS; i++)
            {
              if (natter_json_value_equals (&key, natter_json_get_key (i)))
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
read_string (const Fields *fields, NatterJsonKey field, char **string, GError **error)
{
  const NatterJsonValue *value = &fields->values[field];

  if (value->bytes == NULL)
    return TRUE;

  if (value->type != NATTER_JSON_STRING)
    {
      natter_json_set_bad_field_error (natter_json_get_key (field), error);
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
  if (!read_string (fields, NATTER_KEY_ROOM, &command->room, error))
    return FALSE;

  if (command->room != NULL && command->room[0] == '#' && command->room[1] != '#')
    memmove (command->room, command->room + 1, strlen (command->room));
  return TRUE;
}

/* From 1 up. */
static gboolean
read_number (const Fields *fields, NatterJsonKey key, guint *number, GError **error)
{
  const NatterJsonValue *value = &fields->values[key];
  guint64 read;

  if (value->bytes == NULL)
    return TRUE;

  if (!natter_json_value_get_uint (value, G_MAXUINT, &read) || read == 0)
    {
      natter_json_set_bad_field_error (natter_json_get_key (key), error);
      return FALSE;
    }

  *number = (guint) read;
  return TRUE;
}

static gboolean
read_count (NatterCommand *command, const Fields *fields, GError **error)
{
  command->has_count = fields->values[NATTER_KEY_COUNT].bytes != NULL;
  return read_number (fields, NATTER_KEY_COUNT, &command->count, error);
}

static gboolean
read_place (NatterCommand *command, NatterJsonKey field, const Fields *fields)
{
  const NatterJsonValue *value = &fields->values[field];
  g_autofree char *time = NULL;

  if (field != NATTER_KEY_AT)
    return natter_json_value_get_uint (value, G_MAXINT64, &command->seq);

  if (value->type != NATTER_JSON_STRING || value->has_nul)
    return FALSE;

  time = natter_json_value_dup_string (value);
  return natter_json_parse_time (time, &command->time);
}

static gboolean
read_flag (const Fields *fields, NatterJsonKey key, gboolean *flag, GError **error)
{
  const NatterJsonValue *value = &fields->values[key];

  if (value->bytes == NULL)
    return TRUE;

  if (value->type != NATTER_JSON_LITERAL || value->bytes[0] == 'n')
    {
      natter_json_set_bad_field_error (natter_json_get_key (key), error);
      return FALSE;
    }

  *flag = value->bytes[0] == 't';
  return TRUE;
}

/* How far a client that comes back knows its rooms. */
static gboolean
read_places (NatterCommand *command, const Fields *fields, GError **error)
{
  const NatterJsonValue *value = &fields->values[NATTER_KEY_SEEN];

  if (!read_string (fields, NATTER_KEY_EPOCH, &command->epoch, error))
    return FALSE;
  if (value->bytes == NULL)
    return TRUE;

  command->seen = natter_json_read_seen (value);
  if (command->seen == NULL)
    natter_json_set_bad_field_error (natter_json_get_key (NATTER_KEY_SEEN), error);
  return command->seen != NULL;
}

/* A message's sequence or, where that is allowed, "last". */
static gboolean
read_target (NatterCommand *command, NatterJsonKey field, const Fields *fields, GError **error)
{
  const NatterJsonValue *value = &fields->values[field];

  if (value->bytes == NULL)
    return TRUE;

  if (natter_verb_get (command->kind)->takes_last && value->type == NATTER_JSON_STRING && natter_json_value_equals (value, "last"))
    command->target = NATTER_TARGET_LAST;
  else if (!natter_json_value_get_uint (value, G_MAXINT64, &command->target) || !natter_command_settle_target (command))
    {
      natter_json_set_bad_field_error (natter_json_get_key (field), error);
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
      NatterJsonKey field = NATTER_KEY_BEFORE + i;

      if (fields->values[field].bytes == NULL)
        continue;

      if (command->range != NATTER_RANGE_LAST || !read_place (command, field, fields))
        {
          natter_json_set_bad_field_error (natter_json_get_key (field), error);
          return FALSE;
        }
      command->range = kinds[i];
    }

  return read_count (command, fields, error) && read_flag (fields, NATTER_KEY_EVENTS, &command->events, error);
}

static gboolean
read_argument (NatterCommand *command, NatterArgumentKind kind, const Fields *fields, GError **error)
{
  switch (kind)
    {
    case NATTER_ARGUMENT_NAME:
      return read_string (fields, NATTER_KEY_NAME, &command->name, error);
    case NATTER_ARGUMENT_ROOM:
      return read_room (command, fields, error);
    case NATTER_ARGUMENT_WORD:
      return read_string (fields, NATTER_KEY_WORD, &command->word, error);
    case NATTER_ARGUMENT_RANGE:
      return read_range (command, fields, error);
    case NATTER_ARGUMENT_TARGET:
      return read_target (command, NATTER_KEY_TARGET, fields, error);
    case NATTER_ARGUMENT_REACTION:
      return read_string (fields, NATTER_KEY_REACTION, &command->text, error);
    case NATTER_ARGUMENT_TEXT:
      return read_string (fields, NATTER_KEY_TEXT, &command->text, error);
    case NATTER_ARGUMENT_PASSWORD:
      return read_string (fields, NATTER_KEY_PASSWORD, &command->password, error);
    case NATTER_ARGUMENT_NEW:
      return read_string (fields, NATTER_KEY_NEW, &command->new_password, error);
    case NATTER_ARGUMENT_EMAIL:
      return read_string (fields, NATTER_KEY_EMAIL, &command->email, error);
    case NATTER_ARGUMENT_ROLE:
      return read_string (fields, NATTER_KEY_ROLE, &command->role, error);
    case NATTER_ARGUMENT_SPAN:
      return read_string (fields, NATTER_KEY_FOR, &command->span, error);
    case NATTER_ARGUMENT_CODE:
      return read_string (fields, NATTER_KEY_CODE, &command->code, error);
    case NATTER_ARGUMENT_USES:
      return read_number (fields, NATTER_KEY_USES, &command->uses, error);
    case NATTER_ARGUMENT_TOKEN:
      return read_string (fields, NATTER_KEY_TOKEN, &command->token, error);
    case NATTER_ARGUMENT_PLACES:
      return read_places (command, fields, error);
    case NATTER_ARGUMENT_RESUME:
      return read_flag (fields, NATTER_KEY_RESUME, &command->resume, error);
    case NATTER_ARGUMENT_NONE:
    default:
      return TRUE;
    }
}

static const NatterVerb *
read_verb (const Fields *fields, GError **error)
{
  const NatterJsonValue *value = &fields->values[NATTER_KEY_DO];
  g_autofree char *word = NULL;
  const NatterVerb *verb;

  /* nearly always it is a word as it stands */
  if (value->bytes != NULL && value->type == NATTER_JSON_STRING && !value->escaped)
    {
      verb = natter_verb_find (value->bytes, value->length);
      if (verb != NULL && natter_json_value_equals (value, verb->word))
        return verb;
    }

  if (!read_string (fields, NATTER_KEY_DO, &word, error))
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

  if (verb->takes_server && !read_flag (fields, NATTER_KEY_EVERYWHERE, &command->everywhere, error))
    return NULL;

  if (verb->takes_reply && !read_target (command, NATTER_KEY_REPLY, fields, error))
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
  own_id = dup_id (&fields.values[NATTER_KEY_ID]);
  if (id != NULL)
    *id = g_strdup (own_id);

  if (!whole)
    return NULL;

  if (own_id == NULL && fields.values[NATTER_KEY_ID].bytes != NULL)
    {
      natter_json_set_bad_field_error (natter_json_get_key (NATTER_KEY_ID), error);
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
    read_string (&fields, NATTER_KEY_DO, &word, NULL);

  return word;
}
