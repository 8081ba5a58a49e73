/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "natterd-target-private.h"

G_BEGIN_DECLS

/* Reactions that a message in memory was given, and how it is shown with them. */

typedef struct _NatterdGiven NatterdGiven;

/* natterd_given_new_table: (element-type guint64 NatterdGiven) by the message's sequence. */
GHashTable *natterd_given_new_table (void);

/* natterd_given_judge: whether @message may be recorded about @target, which was @given (nullable) these. */
void natterd_given_judge (NatterdGiven *given, const NatterMessage *target, const NatterMessage *message, NatterdRecorded *recorded);

/* natterd_given_take: a reaction, or one that is taken back, which was recorded. */
void natterd_given_take (GHashTable *table, const NatterMessage *message);

/* natterd_given_forget_author: what @author reacted with in @table is NATTERD_STORE_NOBODY's. */
void natterd_given_forget_author (GHashTable *table, gint64 author);

/* natterd_given_disown: @message (transfer full), of NATTERD_STORE_NOBODY. Returns: (transfer full) */
NatterMessage *natterd_given_disown (NatterMessage *message);

/* natterd_given_show: @kept as whoever asks may see it. @target: (nullable): what it is about. Returns: (transfer full). */
NatterMessage *natterd_given_show (NatterdGiven *given, NatterMessage *kept, const NatterMessage *target, const NatterRange *range);

G_END_DECLS
