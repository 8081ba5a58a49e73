/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "shared/natter-fact.h"

G_BEGIN_DECLS

/* What is set for a room: §4.35, §4.40 to §4.42. Each is a fact of its own kind, by the room's key; those with a length of time hold
 * {"for":SECONDS}. */

#define NATTERD_FACT_PRIVATE  "private"
#define NATTERD_FACT_READONLY "readonly"
#define NATTERD_FACT_SLOW     "slow"
#define NATTERD_FACT_KEEP     "keep" /* the store heeds it, too */

typedef struct
{
  gboolean is_private;
  gboolean readonly;
  gint64 slow; /* seconds between two messages of a person; 0: none */
  gint64 keep; /* seconds; 0: as long as the server keeps it */
} NatterdRules;

/* natterd_rules_new_table: (element-type utf8 NatterdRules) by the keys of rooms. */
GHashTable *natterd_rules_new_table (void);

/* natterd_rules_find: Returns: (transfer none), never NULL: static where nothing is set. */
const NatterdRules *natterd_rules_find (GHashTable *table, const char *room);

/* natterd_rules_restore: @fact of one of these kinds. What is not understood is left alone. */
void natterd_rules_restore (GHashTable *table, const NatterFact *fact);

G_END_DECLS
