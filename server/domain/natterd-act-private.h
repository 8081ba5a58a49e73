/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "natterd-account-private.h"
#include "natterd-call.h"
#include "natterd-role-private.h"

G_BEGIN_DECLS

/* Something that was done to somebody in a room, or to a room. It is recorded first: what it changes, and in the log of such acts; then those who
 * are there are told, and it takes effect. */

#define NATTERD_FACT_ACT "act" /* the log, by time; nobody reads it but the operator */

typedef struct
{
  const char *word;     /* static: "ban" */
  NatterdRoom *room;    /* (transfer none) (nullable) NULL: the whole server */
  char *name;           /* (nullable) owned: whom it concerns; NULL: the room */
  char *key;            /* (nullable) owned: of the name */
  NatterdRoleKind role; /* from now on; NATTERD_N_ROLES: as before */
  const char *place;    /* (nullable) (transfer none) the address that it concerns, in the place of a name: no room then */
  const char *rule;     /* (nullable) static: kind of the fact of the room that it sets, or with `lifts` takes away */
  gboolean lifts;
  NatterdRank rank;  /* on the server, from now on; GUEST: as before */
  gboolean timed;    /* it takes a time: … */
  gint64 span;       /* … seconds; 0: for ever, or none any more */
  char *reason;      /* (nullable) owned */
  gboolean invites;  /* the role is to be remembered, though it is a member's */
  gboolean is_quiet; /* nobody is told, nor, without an answer, who did it */
} NatterdAct;

void natterd_act_clear (NatterdAct *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (NatterdAct, natterd_act_clear)

/* natterd_act_record: and the answer to who did it: @answer (transfer full) (nullable), or ok. */
void natterd_act_record (const NatterdAct *self, const NatterdCall *call, NatterEvent *answer);

/* natterd_act_follow: @fact of the log was recorded. @call: with hub, time and effects only. */
void natterd_act_follow (NatterdHub *hub, const NatterFact *fact, const NatterdCall *call);

/* natterd_act_tell: everyone in @room, of an act with those @strings. */
void natterd_act_tell (NatterdRoom *room, GHashTable *strings, const NatterdCall *call);

/* natterd_act_dup_sentence: what everyone is told; @strings: of the log's value. (transfer full) */
char *natterd_act_dup_sentence (GHashTable *strings);

/* natterd_room_record_owner: who opened @room owns it from now on, if that is somebody with an account, nobody does, and it is not the first one. */
void natterd_room_record_owner (const NatterdRoom *room, const NatterdCall *call);

/* natterd_room_forget_owner: @room is no more: who only opened it does not own it any longer. */
void natterd_room_forget_owner (const NatterdRoom *room, NatterdHub *hub, NatterdEffects *effects);

G_END_DECLS
