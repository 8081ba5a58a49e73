/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "shared/natter-event.h"
#include "shared/natter-fact.h"

G_BEGIN_DECLS

/* §4.44: what lets people into a private room. Each is a fact of the kind "code", by the keys of room and code with a space between.
 * A code is 80 random bits, written like 7K2M-Q4TX-9WBD-HN5C. */

#define NATTERD_FACT_CODE  "code"
#define NATTERD_CODES_MOST 50 /* of a room */

/* natterd_codes_new_table: (element-type utf8 GPtrArray) by the keys of rooms. */
GHashTable *natterd_codes_new_table (void);

/* natterd_codes_list: those of @room, the oldest first. Returns: (transfer none) (element-type NatterCode) (nullable). */
const GPtrArray *natterd_codes_list (GHashTable *table, const char *room);

/* natterd_codes_find: as somebody typed it, if it still lets people in at @wall; in a time that does not depend on how near it is to one.
 * Returns: (transfer none) (nullable). */
NatterCode *natterd_codes_find (GHashTable *table, const char *room, const char *typed, gint64 wall);

/* natterd_codes_restore: @key, @value: of a fact; @value NULL: it is over. What is not understood is left alone. */
void natterd_codes_restore (GHashTable *table, const char *key, const char *value);

/* natterd_codes_forget: those that the account @key made are from nobody, also when they are recorded again. */
void natterd_codes_forget (GHashTable *table, const char *key);

/* natterd_code_dup_fact: as it is recorded; without uses left: that it is over. (transfer full) */
NatterFact *natterd_code_dup_fact (const NatterCode *code, const char *room);

/* natterd_code_dup_random: made of @secret, which nobody can guess. (transfer full) */
char *natterd_code_dup_random (const char *secret);

G_END_DECLS
