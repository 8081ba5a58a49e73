/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "natter-command.h"
#include "natter-json-reader.h"

G_BEGIN_DECLS

/* What the two directions of the commands' codec share. */

/* Every key that some command knows: PROTOCOL.md §6. */
typedef enum
{
  NATTER_KEY_DO,
  NATTER_KEY_ID,
  NATTER_KEY_ROOM,
  NATTER_KEY_NAME,
  NATTER_KEY_WORD,
  NATTER_KEY_TEXT,
  NATTER_KEY_PASSWORD,
  NATTER_KEY_NEW,
  NATTER_KEY_EMAIL,
  NATTER_KEY_ROLE,
  NATTER_KEY_FOR,
  NATTER_KEY_COUNT,
  NATTER_KEY_BEFORE,
  NATTER_KEY_SINCE,
  NATTER_KEY_AT,
  NATTER_KEY_EVENTS,
  NATTER_KEY_TARGET,
  NATTER_KEY_REPLY,
  NATTER_KEY_REACTION,
  NATTER_KEY_CODE,
  NATTER_KEY_USES,
  NATTER_KEY_TOKEN,
  NATTER_KEY_EPOCH,
  NATTER_KEY_SEEN,
  NATTER_KEY_RESUME,
  NATTER_KEY_EVERYWHERE,
  NATTER_N_KEYS
} NatterJsonKey;

/* natter_json_get_key: as it is on the wire. Static. */
const char *natter_json_get_key (NatterJsonKey key);

/* natter_json_read_seen: up to where the sender of a resume knows its rooms; at most NATTER_LIMIT_SEEN. @value: nested, well-formed.
 * Returns: (transfer full) (nullable): NULL: it does not hold what it should. */
GPtrArray *natter_json_read_seen (const NatterJsonValue *value);

G_END_DECLS
