/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "natter-json-event-private.h"
#include "natter-json-private.h"
#include "natter-json.h"
#include "natter-limits.h"

/* Once per message, whatever the number of its readers: 0.26 µs for a "said" of 100 bytes, appended by hand. */

typedef void (*AppendFunc) (GString *out, gconstpointer item);

static void
append_key (GString *out, const char *key)
{
  natter_json_append_literal (out, ",\"");
  natter_json_append_bytes (out, key, strlen (key));
  natter_json_append_literal (out, "\":");
}

/* Nothing for NULL. */
static void
append_string (GString *out, const char *key, const char *value)
{
  if (value == NULL)
    return;

  append_key (out, key);
  natter_json_append_string (out, value);
}

static void
append_uint (GString *out, const char *key, guint64 value)
{
  append_key (out, key);
  natter_json_append_uint (out, value);
}

/* Nothing for FALSE. */
static void
append_flag (GString *out, const char *key, gboolean value)
{
  if (!value)
    return;

  append_key (out, key);
  natter_json_append_literal (out, "true");
}

static void
append_time (GString *out, const char *key, gint64 value)
{
  append_key (out, key);
  natter_json_append_time (out, value);
}

static void
append_names (GString *out, const char *key, const GStrv names)
{
  append_key (out, key);
  g_string_append_c (out, '[');
  for (guint i = 0; names != NULL && names[i] != NULL; i++)
    {
      if (i > 0)
        g_string_append_c (out, ',');
      natter_json_append_string (out, names[i]);
    }
  g_string_append_c (out, ']');
}

static void
append_array (GString *out, const char *key, const GPtrArray *items, AppendFunc append)
{
  append_key (out, key);
  g_string_append_c (out, '[');
  for (guint i = 0; items != NULL && i < items->len; i++)
    {
      if (i > 0)
        g_string_append_c (out, ',');
      append (out, g_ptr_array_index (items, i));
    }
  g_string_append_c (out, ']');
}

static void
append_person (GString *out, gconstpointer item)
{
  const NatterPerson *person = item;

  natter_json_append_literal (out, "{\"name\":");
  natter_json_append_string (out, person->name);
  append_uint (out, "idle", (guint64) MAX (person->idle, 0));
  append_string (out, "away", person->away);
  if (person->rooms != NULL)
    append_names (out, "rooms", person->rooms);
  g_string_append_c (out, '}');
}

static void
append_room_info (GString *out, gconstpointer item)
{
  const NatterRoomInfo *room = item;

  natter_json_append_literal (out, "{\"name\":");
  natter_json_append_string (out, room->name);
  append_string (out, "topic", room->topic != NULL ? room->topic : "");
  append_uint (out, "people", room->people);
  if (room->active != 0)
    append_time (out, "active", room->active);
  if (room->member)
    natter_json_append_literal (out, ",\"member\":true");
  g_string_append_c (out, '}');
}

static void
append_help (GString *out, gconstpointer item)
{
  const NatterHelp *help = item;

  natter_json_append_literal (out, "{\"word\":");
  natter_json_append_string (out, help->word);
  append_string (out, "usage", help->usage);
  append_string (out, "summary", help->summary);
  append_string (out, "example", help->example);
  g_string_append_c (out, '}');
}

/* All of a message but its room, as more members of an object. */
static void
append_message_members (GString *out, const NatterMessage *message)
{
  append_uint (out, "seq", message->seq);
  append_string (out, "from", message->from);
  append_string (out, "text", message->text);
  append_time (out, "time", message->time);
}

static void
append_message (GString *out, gconstpointer item)
{
  const NatterMessage *message = item;

  natter_json_append_literal (out, "{\"seq\":");
  natter_json_append_uint (out, message->seq);
  append_string (out, "from", message->from);
  append_string (out, "text", message->text);
  append_time (out, "time", message->time);
  append_string (out, "kind", natter_json_get_kind_word (message->kind));
  append_string (out, "id", message->id);
  g_string_append_c (out, '}');
}

static void
append_said (GString *out, const NatterMessage *message)
{
  append_message_members (out, message);
  append_string (out, "kind", natter_json_get_kind_word (message->kind));
  append_string (out, "id", message->id);
}

static void
append_limits (GString *out, const char *key, const NatterLimits *limits)
{
  append_key (out, key);
  natter_json_append_literal (out, "{\"line\":");
  natter_json_append_uint (out, limits->line);
  append_uint (out, "message", limits->message);
  append_uint (out, "name", limits->name);
  append_uint (out, "room", limits->room);
  g_string_append_c (out, '}');
}

/* The members that are lists or belong to a message. */
static void
append_compound (GString *out, const NatterEvent *event, const NatterJsonField *field)
{
  const NatterMessage *message = event->message;

  switch (field->type)
    {
    case NATTER_FIELD_NAMES:
      if (event->names != NULL || !field->optional)
        append_names (out, field->key, event->names);
      break;
    case NATTER_FIELD_PEOPLE:
      append_array (out, field->key, event->people, append_person);
      break;
    case NATTER_FIELD_ROOMS:
      append_array (out, field->key, event->rooms, append_room_info);
      break;
    case NATTER_FIELD_MESSAGES:
      append_array (out, field->key, event->messages, append_message);
      break;
    case NATTER_FIELD_HELP:
      append_array (out, field->key, event->help, append_help);
      break;
    case NATTER_FIELD_LIMITS:
      append_limits (out, field->key, &event->limits);
      break;
    case NATTER_FIELD_OK_SEQ:
      if (message != NULL || event->seq != 0)
        append_uint (out, field->key, message != NULL ? message->seq : event->seq);
      break;
    case NATTER_FIELD_OK_REPEATED:
      append_flag (out, field->key, message != NULL ? message->repeated : event->repeated);
      break;
    case NATTER_FIELD_SAID:
      g_return_if_fail (message != NULL);
      append_said (out, message);
      break;
    case NATTER_FIELD_TOPIC:
      if (message != NULL)
        append_message_members (out, message);
      else
        append_string (out, field->key, event->text != NULL ? event->text : "");
      break;
    default:
      g_assert_not_reached ();
    }
}

static void
append_field (GString *out, const NatterEvent *event, const NatterJsonField *field)
{
  gconstpointer member = G_STRUCT_MEMBER_P (event, field->offset);
  const char *string;

  switch (field->type)
    {
    case NATTER_FIELD_STRING:
      append_string (out, field->key, *(char *const *) member);
      break;
    case NATTER_FIELD_PERHAPS:
      string = *(char *const *) member;
      append_string (out, field->key, string != NULL ? string : "");
      break;
    case NATTER_FIELD_COUNT:
      append_uint (out, field->key, *(const guint *) member);
      break;
    case NATTER_FIELD_WAIT:
      if (*(const guint *) member > 0)
        append_uint (out, field->key, *(const guint *) member);
      break;
    case NATTER_FIELD_SEQ:
      append_uint (out, field->key, *(const guint64 *) member);
      break;
    case NATTER_FIELD_FLAG:
      append_flag (out, field->key, *(const gboolean *) member);
      break;
    case NATTER_FIELD_TIME:
      append_time (out, field->key, *(const gint64 *) member);
      break;
    case NATTER_FIELD_CODE:
      append_string (out, field->key, natter_error_get_code_word (event->code));
      break;
    case NATTER_FIELD_REASON:
      if (event->from != NULL)
        append_string (out, field->key, natter_reason_get_word (event->reason));
      break;
    case NATTER_FIELD_PROTOCOL:
      append_uint (out, field->key, NATTER_PROTOCOL_VERSION);
      break;
    default:
      append_compound (out, event, field);
      break;
    }
}

void
natter_json_encode_event (const NatterEvent *event, GString *out)
{
  const char *word;

  g_return_if_fail (event != NULL && out != NULL);

  word = natter_event_get_word (event->kind);
  natter_json_append_literal (out, "{\"ev\":\"");
  natter_json_append_bytes (out, word, strlen (word));
  g_string_append_c (out, '"');
  append_string (out, "re", event->re);

  for (const NatterJsonField *field = natter_json_get_fields (event->kind); field->type != NATTER_FIELD_NONE; field++)
    append_field (out, event, field);

  g_string_append_c (out, '}');
}
