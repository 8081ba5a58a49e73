/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "natter-json-command-private.h"
#include "natter-json-private.h"
#include "natter-json.h"

static const char *const keys[NATTER_N_KEYS] = {
  [NATTER_KEY_DO] = "do",
  [NATTER_KEY_ID] = "id",
  [NATTER_KEY_ROOM] = "room",
  [NATTER_KEY_NAME] = "name",
  [NATTER_KEY_WORD] = "word",
  [NATTER_KEY_TEXT] = "text",
  [NATTER_KEY_PASSWORD] = "password",
  [NATTER_KEY_NEW] = "new",
  [NATTER_KEY_EMAIL] = "email",
  [NATTER_KEY_ROLE] = "role",
  [NATTER_KEY_FOR] = "for",
  [NATTER_KEY_COUNT] = "count",
  [NATTER_KEY_BEFORE] = "before",
  [NATTER_KEY_SINCE] = "since",
  [NATTER_KEY_AT] = "at",
  [NATTER_KEY_EVENTS] = "events",
  [NATTER_KEY_TARGET] = "target",
  [NATTER_KEY_REPLY] = "reply",
  [NATTER_KEY_REACTION] = "reaction",
  [NATTER_KEY_CODE] = "code",
  [NATTER_KEY_USES] = "uses",
  [NATTER_KEY_TOKEN] = "token",
  [NATTER_KEY_EPOCH] = "epoch",
  [NATTER_KEY_SEEN] = "seen",
  [NATTER_KEY_RESUME] = "resume",
  [NATTER_KEY_EVERYWHERE] = "everywhere",
};

const char *
natter_json_get_key (NatterJsonKey key)
{
  return keys[key];
}

static void
append_flag (GString *out, NatterJsonKey key, gboolean flag)
{
  if (flag)
    g_string_append_printf (out, ",\"%s\":true", keys[key]);
}

static void
append_range (GString *out, const NatterCommand *command)
{
  if (command->range == NATTER_RANGE_BEFORE || command->range == NATTER_RANGE_SINCE)
    g_string_append_printf (out, ",\"%s\":%" G_GUINT64_FORMAT,
                            keys[command->range == NATTER_RANGE_BEFORE ? NATTER_KEY_BEFORE : NATTER_KEY_SINCE], command->seq);
  if (command->range == NATTER_RANGE_AT)
    {
      g_string_append_printf (out, ",\"%s\":", keys[NATTER_KEY_AT]);
      natter_json_append_time (out, command->time);
    }
  if (command->has_count)
    g_string_append_printf (out, ",\"%s\":%u", keys[NATTER_KEY_COUNT], command->count);
  append_flag (out, NATTER_KEY_EVENTS, command->events);
}

static void
append_field (GString *out, NatterJsonKey field, const char *value)
{
  if (value == NULL)
    return;

  g_string_append_printf (out, ",\"%s\":", keys[field]);
  natter_json_append_string (out, value);
}

static void
append_target (GString *out, NatterJsonKey field, guint64 target)
{
  if (target == NATTER_TARGET_LAST)
    append_field (out, field, "last");
  else if (target != 0)
    g_string_append_printf (out, ",\"%s\":%" G_GUINT64_FORMAT, keys[field], target == NATTER_TARGET_NONE ? 0 : target);
}

static void
append_seen (GString *out, const GPtrArray *seen)
{
  if (seen == NULL)
    return;

  g_string_append_printf (out, ",\"%s\":[", keys[NATTER_KEY_SEEN]);
  for (guint i = 0; i < seen->len; i++)
    {
      const NatterSeen *one = seen->pdata[i];

      g_string_append_printf (out, "%s{\"%s\":", i > 0 ? "," : "", keys[NATTER_KEY_ROOM]);
      natter_json_append_string (out, one->room);
      g_string_append_printf (out, ",\"seq\":%" G_GUINT64_FORMAT "}", one->seq);
    }
  g_string_append_c (out, ']');
}

void
natter_json_encode_command (const NatterCommand *command, GString *out)
{
  const NatterVerb *verb;

  g_return_if_fail (command != NULL && out != NULL);

  verb = natter_verb_get (command->kind);
  g_string_append (out, "{\"do\":");
  natter_json_append_string (out, verb->word);
  append_field (out, NATTER_KEY_ROOM, command->room);
  append_field (out, NATTER_KEY_NAME, command->name);
  append_field (out, NATTER_KEY_WORD, command->word);
  append_target (out, verb->takes_reply ? NATTER_KEY_REPLY : NATTER_KEY_TARGET, command->target);
  append_field (out, verb->arguments[1].kind == NATTER_ARGUMENT_REACTION ? NATTER_KEY_REACTION : NATTER_KEY_TEXT, command->text);
  append_field (out, NATTER_KEY_PASSWORD, command->password);
  append_field (out, NATTER_KEY_NEW, command->new_password);
  append_field (out, NATTER_KEY_EMAIL, command->email);
  append_field (out, NATTER_KEY_ROLE, command->role);
  append_field (out, NATTER_KEY_FOR, command->span);
  append_field (out, NATTER_KEY_CODE, command->code);
  if (command->uses != 0)
    g_string_append_printf (out, ",\"%s\":%u", keys[NATTER_KEY_USES], command->uses);
  append_field (out, NATTER_KEY_TOKEN, command->token);
  append_field (out, NATTER_KEY_EPOCH, command->epoch);
  append_seen (out, command->seen);
  append_flag (out, NATTER_KEY_RESUME, command->resume);
  append_flag (out, NATTER_KEY_EVERYWHERE, command->everywhere);
  append_range (out, command);
  append_field (out, NATTER_KEY_ID, command->id);
  g_string_append_c (out, '}');
}
