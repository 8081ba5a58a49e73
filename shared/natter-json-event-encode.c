/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "natter-json-event-private.h"
#include "natter-json-member-private.h"
#include "natter-json-private.h"
#include "natter-json.h"
#include "natter-limits.h"

/* Once per message, whatever the number of its readers: 0.26 µs for a "said" of 100 bytes, appended by hand. */

static void
append_person (GString *out, gconstpointer item)
{
  const NatterPerson *person = item;

  natter_json_append_literal (out, "{\"name\":");
  natter_json_append_string (out, person->name);
  natter_json_append_member_uint (out, "idle", (guint64) MAX (person->idle, 0));
  natter_json_append_member_string (out, "away", person->away);
  if (person->rooms != NULL)
    natter_json_append_member_names (out, "rooms", person->rooms);
  natter_json_append_member_string (out, "role", person->role);
  natter_json_append_member_flag (out, "account", person->account);
  natter_json_append_member_flag (out, "bot", person->bot);
  g_string_append_c (out, '}');
}

static void
append_room_info (GString *out, gconstpointer item)
{
  const NatterRoomInfo *room = item;

  natter_json_append_literal (out, "{\"name\":");
  natter_json_append_string (out, room->name);
  natter_json_append_member_string (out, "topic", room->topic != NULL ? room->topic : "");
  natter_json_append_member_uint (out, "people", room->people);
  if (room->active != 0)
    natter_json_append_member_time (out, "active", room->active);
  natter_json_append_member_flag (out, "member", room->member);
  natter_json_append_member_flag (out, "private", room->is_private);
  natter_json_append_member_flag (out, "readonly", room->readonly);
  g_string_append_c (out, '}');
}

static void
append_direct (GString *out, gconstpointer item)
{
  const NatterDirect *direct = item;

  natter_json_append_literal (out, "{\"room\":");
  natter_json_append_string (out, direct->room);
  natter_json_append_member_uint (out, "seq", direct->seq);
  natter_json_append_member_uint (out, "read", direct->read);
  natter_json_append_member_time (out, "active", direct->active);
  g_string_append_c (out, '}');
}

static void
append_code (GString *out, gconstpointer item)
{
  const NatterCode *code = item;

  natter_json_append_literal (out, "{\"code\":");
  natter_json_append_string (out, code->code);
  natter_json_append_member_uint (out, "uses", code->uses);
  if (code->until != 0)
    natter_json_append_member_time (out, "until", code->until);
  natter_json_append_member_string (out, "from", code->from);
  natter_json_append_member_string (out, "link", code->link);
  g_string_append_c (out, '}');
}

static void
append_ban (GString *out, gconstpointer item)
{
  const NatterBan *ban = item;

  natter_json_append_literal (out, "{\"name\":");
  natter_json_append_string (out, ban->name);
  natter_json_append_member_string (out, "from", ban->from);
  natter_json_append_member_string (out, "reason", ban->reason);
  if (ban->until != 0)
    natter_json_append_member_time (out, "until", ban->until);
  g_string_append_c (out, '}');
}

static void
append_help (GString *out, gconstpointer item)
{
  const NatterHelp *help = item;

  natter_json_append_literal (out, "{\"word\":");
  natter_json_append_string (out, help->word);
  natter_json_append_member_string (out, "usage", help->usage);
  natter_json_append_member_string (out, "summary", help->summary);
  natter_json_append_member_string (out, "example", help->example);
  g_string_append_c (out, '}');
}

static void
append_limits (GString *out, const char *key, const NatterLimits *limits)
{
  natter_json_append_key (out, key);
  natter_json_append_literal (out, "{\"line\":");
  natter_json_append_uint (out, limits->line);
  natter_json_append_member_uint (out, "message", limits->message);
  natter_json_append_member_uint (out, "name", limits->name);
  natter_json_append_member_uint (out, "room", limits->room);
  g_string_append_c (out, '}');
}

/* The members that are lists of what has members itself. */
static void
append_list (GString *out, const NatterEvent *event, const NatterJsonField *field)
{
  switch (field->type)
    {
    case NATTER_FIELD_PEOPLE:
      natter_json_append_member_array (out, field->key, event->people, append_person);
      break;
    case NATTER_FIELD_ROOMS:
      natter_json_append_member_array (out, field->key, event->rooms, append_room_info);
      break;
    case NATTER_FIELD_MESSAGES:
      natter_json_append_member_array (out, field->key, event->messages, natter_json_append_message);
      break;
    case NATTER_FIELD_HITS:
      natter_json_append_member_array (out, field->key, event->hits, natter_json_append_hit);
      break;
    case NATTER_FIELD_HELP:
      natter_json_append_member_array (out, field->key, event->help, append_help);
      break;
    case NATTER_FIELD_DIRECTS:
      natter_json_append_member_array (out, field->key, event->directs, append_direct);
      break;
    case NATTER_FIELD_CODES:
      natter_json_append_member_array (out, field->key, event->codes, append_code);
      break;
    case NATTER_FIELD_BANS:
      natter_json_append_member_array (out, field->key, event->bans, append_ban);
      break;
    default:
      g_assert_not_reached ();
    }
}

/* Other members that are not plain. */
static void
append_compound (GString *out, const NatterEvent *event, const NatterJsonField *field)
{
  const NatterMessage *message = event->message;

  switch (field->type)
    {
    case NATTER_FIELD_NAMES:
      if (event->names != NULL || !field->optional)
        natter_json_append_member_names (out, field->key, event->names);
      break;
    case NATTER_FIELD_LIMITS:
      append_limits (out, field->key, &event->limits);
      break;
    case NATTER_FIELD_OK_SEQ:
      if (message != NULL || event->seq != 0)
        natter_json_append_member_uint (out, field->key, message != NULL ? message->seq : event->seq);
      break;
    case NATTER_FIELD_OK_REPEATED:
      natter_json_append_member_flag (out, field->key, message != NULL ? message->repeated : event->repeated);
      break;
    case NATTER_FIELD_SAID:
      g_return_if_fail (message != NULL);
      natter_json_append_said (out, message);
      break;
    case NATTER_FIELD_CHANGE:
      g_return_if_fail (message != NULL);
      natter_json_append_change (out, message);
      break;
    case NATTER_FIELD_TOPIC:
      if (message != NULL)
        natter_json_append_set_topic (out, message);
      else
        natter_json_append_member_string (out, field->key, event->text != NULL ? event->text : "");
      break;
    default:
      append_list (out, event, field);
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
      natter_json_append_member_string (out, field->key, *(char *const *) member);
      break;
    case NATTER_FIELD_PERHAPS:
      string = *(char *const *) member;
      natter_json_append_member_string (out, field->key, string != NULL ? string : "");
      break;
    case NATTER_FIELD_COUNT:
      natter_json_append_member_uint (out, field->key, *(const guint *) member);
      break;
    case NATTER_FIELD_WAIT:
      if (*(const guint *) member > 0)
        natter_json_append_member_uint (out, field->key, *(const guint *) member);
      break;
    case NATTER_FIELD_SEQ:
      natter_json_append_member_uint (out, field->key, *(const guint64 *) member);
      break;
    case NATTER_FIELD_GIVEN:
      if (*(const gint64 *) member >= 0)
        natter_json_append_member_uint (out, field->key, (guint64) * (const gint64 *) member);
      break;
    case NATTER_FIELD_FLAG:
      natter_json_append_member_flag (out, field->key, *(const gboolean *) member);
      break;
    case NATTER_FIELD_TIME:
      natter_json_append_member_time (out, field->key, *(const gint64 *) member);
      break;
    case NATTER_FIELD_WHEN:
      if (*(const gint64 *) member != 0)
        natter_json_append_member_time (out, field->key, *(const gint64 *) member);
      break;
    case NATTER_FIELD_CODE:
      natter_json_append_member_string (out, field->key, natter_error_get_code_word (event->code));
      break;
    case NATTER_FIELD_REASON:
      if (event->from != NULL)
        natter_json_append_member_string (out, field->key, natter_reason_get_word (event->reason));
      break;
    case NATTER_FIELD_PROTOCOL:
      natter_json_append_member_uint (out, field->key, NATTER_PROTOCOL_VERSION);
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
  natter_json_append_member_string (out, "re", event->re);

  for (const NatterJsonField *field = natter_json_get_fields (event->kind); field->type != NATTER_FIELD_NONE; field++)
    append_field (out, event, field);

  g_string_append_c (out, '}');
}
