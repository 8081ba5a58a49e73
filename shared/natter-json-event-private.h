/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "natter-event.h"

G_BEGIN_DECLS

/* The members of each event on the wire, in their order: PROTOCOL.md §5 and §6.5. The encoder and the decoder
 * both follow this table, so that they cannot disagree. Every event may have "re" besides. */

typedef enum
{
  NATTER_FIELD_NONE,    /* the end of the list */
  NATTER_FIELD_STRING,  /* char *; left out when NULL */
  NATTER_FIELD_PERHAPS, /* char *; NULL is written as "" and read back as NULL */
  NATTER_FIELD_COUNT,   /* guint */
  NATTER_FIELD_WAIT,    /* guint; left out when 0 */
  NATTER_FIELD_SEQ,     /* guint64 */
  NATTER_FIELD_GIVEN,   /* gint64; left out when below 0 */
  NATTER_FIELD_FLAG,    /* gboolean; left out when FALSE */
  NATTER_FIELD_TIME,    /* gint64 */
  NATTER_FIELD_WHEN,    /* gint64; left out when 0 */
  NATTER_FIELD_CODE,    /* NatterError */
  NATTER_FIELD_REASON,  /* NatterReason; only beside "from" */
  NATTER_FIELD_NAMES,   /* GStrv; left out when NULL and optional */
  NATTER_FIELD_PEOPLE,
  NATTER_FIELD_ROOMS,
  NATTER_FIELD_MESSAGES,
  NATTER_FIELD_HITS,
  NATTER_FIELD_HELP,
  NATTER_FIELD_DIRECTS,
  NATTER_FIELD_BANS,
  NATTER_FIELD_CODES,
  NATTER_FIELD_LIMITS,
  NATTER_FIELD_PROTOCOL, /* a constant; not read */
  /* These have no key of their own, but spread over several: */
  NATTER_FIELD_OK_SEQ,      /* the message's sequence */
  NATTER_FIELD_OK_REPEATED, /* whether it is a retry; left out when it is not */
  NATTER_FIELD_SAID,        /* the message */
  NATTER_FIELD_CHANGE,      /* the message: an edit, a deletion, a reaction */
  NATTER_FIELD_TOPIC        /* the message, or only its text */
} NatterJsonFieldType;

typedef struct
{
  NatterJsonFieldType type;
  const char *key;
  gsize offset;      /* in NatterEvent */
  gboolean optional; /* may be absent on the wire */
} NatterJsonField;

#define NATTER_JSON_MOST_FIELDS 12

/* natter_json_get_fields: ends with NATTER_FIELD_NONE. */
const NatterJsonField *natter_json_get_fields (NatterEventKind kind);

/* natter_json_get_kind_word: "me", "topic", …; NULL for what is plainly said. */
const char *natter_json_get_kind_word (NatterMessageKind kind);

G_END_DECLS
