/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "natterd-call.h"
#include "natterd-role-private.h"

G_BEGIN_DECLS

/* Something that was done to somebody in a room. It is recorded first: what it changes, and in the log of such acts; then those who are
 * there are told, and it takes effect. */

#define NATTERD_FACT_PRIVATE "private" /* by the key of a room */
#define NATTERD_FACT_ACT     "act"     /* the log, by time; nobody reads it but the operator */

typedef struct
{
  const char *word;     /* static: "ban" */
  NatterdRoom *room;    /* (transfer none) */
  char *name;           /* (nullable) owned: whom it concerns; NULL: the room */
  char *key;            /* owned: of the name */
  NatterdRoleKind role; /* from now on; NATTERD_N_ROLES: as before */
  gint64 until;         /* wall clock, µs; 0: for ever */
  char *reason;         /* (nullable) owned */
  gboolean invites;     /* the role is to be remembered, though it is a member\'s */
} NatterdAct;

void natterd_act_clear (NatterdAct *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (NatterdAct, natterd_act_clear)

/* natterd_act_record: and the answer to who did it. */
void natterd_act_record (const NatterdAct *self, const NatterdCall *call);

/* natterd_act_follow: @fact of the log was recorded. @call: with hub, time and effects only. */
void natterd_act_follow (NatterdHub *hub, const NatterFact *fact, const NatterdCall *call);

/* natterd_room_record_owner: who opened @room owns it, if that is somebody with an account and nobody does. */
void natterd_room_record_owner (const NatterdRoom *room, const NatterdCall *call);

G_END_DECLS
