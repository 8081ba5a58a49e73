/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "natterd-store.h"

G_BEGIN_DECLS

/* What may be recorded about a message: the rules that every store keeps (§4.23 to §4.26). Who may do what to whose message is decided
 * before, by the domain's policy: it leaves its decision in the message's `any_author`. */

typedef struct
{
  NatterMessageKind kind;
  gboolean deleted;
  gint64 author;
} NatterdTarget;

/* What became of a message that was to be recorded. */
typedef struct
{
  guint64 seq;
  gint64 time;
  guint64 target;
  gboolean repeated;
  NatterError refusal; /* 0: none */
  char *quote_from;    /* (nullable) owned */
  char *quote;         /* (nullable) owned */
} NatterdRecorded;

/* natterd_recorded_clear: harmless when repeated. */
void natterd_recorded_clear (NatterdRecorded *self);

/* natterd_recorded_tell: fills in @message what the store has to. */
void natterd_recorded_tell (const NatterdRecorded *self, NatterMessage *message);

/* natterd_target_judge: whether @message may be about @target. Returns: 0, or why not. */
NatterError natterd_target_judge (const NatterdTarget *target, const NatterMessage *message);

/* natterd_reaction_judge: @seq: of the same reaction by the same author, 0 if there is none; @n_others: different ones of the target. Sets
 * `refusal`, or `repeated` and `seq`. */
void natterd_reaction_judge (const NatterMessage *message, guint64 seq, guint n_others, NatterdRecorded *recorded);

G_END_DECLS
