/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "natter-json-event-private.h"

#define NEEDS(TYPE, KEY, MEMBER)                                           \
  {                                                                        \
    NATTER_FIELD_##TYPE, KEY, G_STRUCT_OFFSET (NatterEvent, MEMBER), FALSE \
  }
#define TAKES(TYPE, KEY, MEMBER)                                          \
  {                                                                       \
    NATTER_FIELD_##TYPE, KEY, G_STRUCT_OFFSET (NatterEvent, MEMBER), TRUE \
  }

/* clang-format off */
static const NatterJsonField fields[NATTER_N_EVENTS][NATTER_JSON_MOST_FIELDS] = {
  [NATTER_EVENT_WELCOME] = { NEEDS (STRING, "server", text), NEEDS (STRING, "version", version),
                             TAKES (PROTOCOL, "protocol", kind), TAKES (COUNT, "people", count),
                             TAKES (LIMITS, "limits", limits) },
  [NATTER_EVENT_OK] = { TAKES (STRING, "room", room), TAKES (OK_SEQ, "seq", seq),
                        TAKES (OK_REPEATED, "repeated", repeated), TAKES (FLAG, "waiting", waiting) },
  [NATTER_EVENT_ERROR] = { NEEDS (CODE, "code", code), NEEDS (STRING, "text", text), TAKES (WAIT, "wait", wait),
                           TAKES (STRING, "suggestion", suggestion), TAKES (WHEN, "until", time) },
  [NATTER_EVENT_HELLO] = { NEEDS (STRING, "name", name), NEEDS (STRING, "room", room), TAKES (FLAG, "resumed", resumed),
                           TAKES (STRING, "token", token), TAKES (WAIT, "grace", grace), TAKES (STRING, "epoch", epoch),
                           TAKES (STRING, "role", role) },
  [NATTER_EVENT_ENTERED] = { NEEDS (STRING, "room", room), TAKES (PERHAPS, "topic", text), NEEDS (SEQ, "seq", seq),
                             TAKES (GIVEN, "read", read), TAKES (COUNT, "count", count),
                             NEEDS (PEOPLE, "people", people), TAKES (STRING, "role", role),
                             TAKES (FLAG, "private", is_private), TAKES (FLAG, "readonly", readonly),
                             TAKES (WAIT, "slow", slow), TAKES (WAIT, "keep", keep) },
  [NATTER_EVENT_PARTED] = { NEEDS (STRING, "room", room), TAKES (STRING, "current", current) },
  [NATTER_EVENT_CURRENT] = { NEEDS (STRING, "room", room) },
  [NATTER_EVENT_JOINED] = { NEEDS (STRING, "room", room), TAKES (STRING, "from", from),
                            TAKES (NAMES, "names", names), TAKES (WAIT, "count", count),
                            NEEDS (TIME, "time", time) },
  [NATTER_EVENT_LEFT] = { NEEDS (STRING, "room", room), TAKES (STRING, "from", from),
                          TAKES (REASON, "reason", reason), TAKES (NAMES, "names", names),
                          TAKES (WAIT, "count", count), NEEDS (TIME, "time", time) },
  [NATTER_EVENT_SAID] = { NEEDS (STRING, "room", room), NEEDS (SAID, "text", message) },
  [NATTER_EVENT_EDITED] = { NEEDS (STRING, "room", room), NEEDS (CHANGE, "target", message) },
  [NATTER_EVENT_DELETED] = { NEEDS (STRING, "room", room), NEEDS (CHANGE, "target", message) },
  [NATTER_EVENT_REACTED] = { NEEDS (STRING, "room", room), NEEDS (CHANGE, "target", message) },
  [NATTER_EVENT_TOPIC] = { NEEDS (STRING, "room", room), NEEDS (TOPIC, "text", message) },
  [NATTER_EVENT_RENAMED] = { NEEDS (STRING, "from", from), NEEDS (STRING, "name", name) },
  [NATTER_EVENT_PRESENCE] = { NEEDS (STRING, "from", from), TAKES (STRING, "away", text) },
  [NATTER_EVENT_PEOPLE] = { NEEDS (STRING, "room", room), NEEDS (PEOPLE, "people", people) },
  [NATTER_EVENT_WHO] = { NEEDS (PEOPLE, "people", people) },
  [NATTER_EVENT_ROOMS] = { NEEDS (ROOMS, "rooms", rooms) },
  [NATTER_EVENT_HISTORY] = { NEEDS (STRING, "room", room), NEEDS (MESSAGES, "messages", messages),
                             TAKES (GIVEN, "begin", begin), TAKES (GIVEN, "end", end), TAKES (FLAG, "more", more) },
  [NATTER_EVENT_DIRECTS] = { NEEDS (DIRECTS, "directs", directs) },
  [NATTER_EVENT_READ] = { NEEDS (STRING, "room", room), NEEDS (SEQ, "seq", seq) },
  [NATTER_EVENT_FOUND] = { NEEDS (STRING, "text", text), NEEDS (HITS, "messages", hits), TAKES (FLAG, "more", more) },
  [NATTER_EVENT_IGNORED] = { NEEDS (NAMES, "names", names) },
  [NATTER_EVENT_DONE] = { NEEDS (STRING, "text", text) },
  [NATTER_EVENT_ACT] = { NEEDS (STRING, "room", room), NEEDS (STRING, "act", reason_word), NEEDS (STRING, "from", from),
                         TAKES (STRING, "name", name), TAKES (STRING, "role", role), TAKES (GIVEN, "for", span),
                         NEEDS (STRING, "text", text), NEEDS (TIME, "time", time) },
  [NATTER_EVENT_NOTICE] = { NEEDS (STRING, "from", from), NEEDS (STRING, "text", text), NEEDS (TIME, "time", time) },
  [NATTER_EVENT_BANS] = { NEEDS (BANS, "bans", bans) },
  [NATTER_EVENT_BOT] = { NEEDS (STRING, "name", name), NEEDS (STRING, "token", token), TAKES (NAMES, "rooms", names),
                         NEEDS (STRING, "rights", role) },
  [NATTER_EVENT_BOTS] = { NEEDS (PEOPLE, "bots", people) },
  [NATTER_EVENT_CODE] = { NEEDS (STRING, "room", room), NEEDS (STRING, "code", text), NEEDS (COUNT, "uses", count),
                          TAKES (WHEN, "until", time), TAKES (STRING, "link", link) },
  [NATTER_EVENT_CODES] = { NEEDS (STRING, "room", room), NEEDS (CODES, "codes", codes) },
  [NATTER_EVENT_DEVICES] = { NEEDS (PEOPLE, "devices", people) },
  [NATTER_EVENT_PING] = { NEEDS (TIME, "time", time) },
  [NATTER_EVENT_PONG] = { NEEDS (TIME, "time", time) },
  [NATTER_EVENT_TIME] = { NEEDS (TIME, "time", time) },
  [NATTER_EVENT_VERSION] = { NEEDS (STRING, "server", text), NEEDS (STRING, "version", version),
                             TAKES (PROTOCOL, "protocol", kind) },
  [NATTER_EVENT_MOTD] = { TAKES (PERHAPS, "text", text) },
  [NATTER_EVENT_HELP] = { NEEDS (HELP, "commands", help) },
  [NATTER_EVENT_BYE] = { NEEDS (STRING, "code", reason_word), NEEDS (STRING, "text", text), TAKES (WAIT, "back", wait),
                         TAKES (WHEN, "until", time) },
};
/* clang-format on */

const NatterJsonField *
natter_json_get_fields (NatterEventKind kind)
{
  return fields[kind];
}

const char *
natter_json_get_kind_word (NatterMessageKind kind)
{
  static const char *const words[NATTER_N_MESSAGES] = {
    [NATTER_MESSAGE_ME] = "me",
    [NATTER_MESSAGE_TOPIC] = "topic",
    [NATTER_MESSAGE_EDIT] = "edit",
    [NATTER_MESSAGE_DELETE] = "delete",
    [NATTER_MESSAGE_REACT] = "react",
    [NATTER_MESSAGE_UNREACT] = "unreact",
  };

  return words[kind];
}
