/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "shared/natter-event.h"
#include "shared/natter-fact.h"
#include "shared/natter-query.h"
#include "shared/natter-range.h"
#include "natterd-types.h"

G_BEGIN_DECLS

/* What a command leads to. The domain only appends to the list; the hall (server/service) performs it in this order, once
 * everything that the turn records is durable (law 4). Sessions, users and rooms in it are kept alive by references. */

typedef enum
{
  NATTERD_EFFECT_TO_SESSION, /* session event: the one party that asked */
  NATTERD_EFFECT_TO_USER,    /* user event: every session of a person */
  NATTERD_EFFECT_TO_ROOM,    /* room event [sender] [except]: everyone in it at that point of the list, but for the user `except` */
  NATTERD_EFFECT_TO_PEERS,   /* user event: everyone who shares a room with user, and user, once each */
  NATTERD_EFFECT_ENTER,      /* user room: from here on user's sessions hear the room */
  NATTERD_EFFECT_DEPART,     /* user room: from here on they do not */
  NATTERD_EFFECT_VIEW,       /* session [room] view: from here on session's current room is room, and its own name is view */
  NATTERD_EFFECT_RECORD,     /* session message span [re]: must be durable first. If it cannot be, the next `span` effects are dropped and
                                * session is told NATTER_ERROR_STORAGE_UNAVAILABLE (re) instead. If it was a retry (message->repeated), of those
                                * effects only TO_SESSION are performed: the others have heard it already. If what it is about
                                * does not allow it (message->refusal) they are dropped, and session is told why: natterd_policy_new_refusal().
                                * With a fact in the place of the message: [session] fact span [re] */
  NATTERD_EFFECT_RECORDED,   /* room message: tell natterd_hub_recorded(), fact: natterd_hub_recorded_fact(); always within a span */
  NATTERD_EFFECT_FETCH,      /* session room range [re] view [missed]: read those messages and answer HISTORY, and tell natterd_hub_showed();
                                * until then nothing more is read from session */
  NATTERD_EFFECT_HASH,       /* session secret: hash it, which takes long, and tell natterd_hub_answer_secret(); nothing is read from
                                * session until GO_ON */
  NATTERD_EFFECT_VERIFY,     /* session secret [hash]: the same for comparing; without a hash it takes as long, and is wrong */
  NATTERD_EFFECT_GO_ON,      /* session: it is read from again */
  NATTERD_EFFECT_ADMIT,      /* session: from here on it hears what its user hears, who may have been here before */
  NATTERD_EFFECT_CATCH_UP,   /* session room range view: what it has to be told first: everything of room after range's seq, up to the last one
                                * recorded when this is performed. From then on whatever else it is told waits for LIVE; nothing is read from it */
  NATTERD_EFFECT_LIVE,       /* session: that is all: once it was told, LIVE, what has waited, and then all as it happens */
  NATTERD_EFFECT_SEARCH,     /* session search [re] view: look for it, answer FOUND (its text: view), and tell natterd_hub_found();
                                * until then nothing more is read from session */
  NATTERD_EFFECT_FORGET,     /* room: the store forgets it: a direct conversation of guests is over */
  NATTERD_EFFECT_CLOSE       /* session event (BYE): say it, then close the connection */
} NatterdEffectKind;

typedef struct
{
  NatterdEffectKind kind;
  guint span;              /* RECORD */
  gboolean missed;         /* FETCH: unasked; of none and of an error nothing is told */
  gboolean more;           /* FETCH that is `missed`: and there is more, elsewhere */
  NatterRange range;       /* FETCH */
  NatterSearch *search;    /* (nullable) owned reference */
  NatterdSession *session; /* (nullable) owned reference */
  NatterdUser *user;       /* (nullable) owned reference */
  NatterdUser *sender;     /* (nullable) owned reference; who wrote it: those who ignore the sender do not get it */
  NatterdUser *except;     /* (nullable) owned reference */
  NatterdRoom *room;       /* (nullable) owned reference */
  NatterEvent *event;      /* (nullable) owned reference */
  NatterMessage *message;  /* (nullable) owned reference */
  NatterFact *fact;        /* (nullable) owned reference */
  char *secret;            /* (nullable) owned, wiped when it is freed */
  char *hash;              /* (nullable) owned */
  char *re;                /* (nullable) owned */
  char *view;              /* (nullable) owned; FETCH: the room's name as its reader sees it; VIEW: the reader's own name;
                            * SEARCH: what was typed */
} NatterdEffect;

typedef struct _NatterdEffects NatterdEffects;

NatterdEffects *natterd_effects_new (void);
void natterd_effects_free (NatterdEffects *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (NatterdEffects, natterd_effects_free)

guint natterd_effects_get_length (const NatterdEffects *self);
/* bytes of memory that the list holds, roughly: bounds what waits */
gsize natterd_effects_get_weight (const NatterdEffects *self);
/* (transfer none), valid until the list changes */
const NatterdEffect *natterd_effects_get (const NatterdEffects *self, guint index);
/* forgets all, keeps the memory for the next turn */
void natterd_effects_clear (NatterdEffects *self);

/* Adders. Events: (transfer full). Everything else: (transfer none), referenced or copied. */
void natterd_effects_to_session (NatterdEffects *self, NatterdSession *session, NatterEvent *event);
void natterd_effects_to_user (NatterdEffects *self, NatterdUser *user, NatterdUser *sender, NatterEvent *event);
void natterd_effects_to_room (NatterdEffects *self, NatterdRoom *room, NatterdUser *sender, NatterdUser *except,
                              NatterEvent *event);
void natterd_effects_to_peers (NatterdEffects *self, NatterdUser *user, NatterEvent *event);
void natterd_effects_enter (NatterdEffects *self, NatterdUser *user, NatterdRoom *room);
void natterd_effects_depart (NatterdEffects *self, NatterdUser *user, NatterdRoom *room);
/* natterd_effects_view: @room: (nullable). */
void natterd_effects_view (NatterdEffects *self, NatterdSession *session, NatterdRoom *room, const char *name);
/* natterd_effects_record: begins a span; natterd_effects_end_record() closes it and counts. Spans do not nest. */
void natterd_effects_record (NatterdEffects *self, NatterdSession *session, NatterdRoom *room, NatterMessage *message,
                             const char *re);
/* natterd_effects_record_fact: begins a span too. @session: (nullable): who is told when it fails. */
void natterd_effects_record_fact (NatterdEffects *self, NatterdSession *session, NatterFact *fact, const char *re);
/* natterd_effects_refuse: what the open span records is refused, with @event (ERROR), unless it is a retry: its `refuse` says so too. */
void natterd_effects_refuse (NatterdEffects *self, NatterEvent *event);
void natterd_effects_end_record (NatterdEffects *self);
void natterd_effects_fetch (NatterdEffects *self, NatterdSession *session, NatterdRoom *room, const char *view,
                            const NatterRange *range, const char *re);
void natterd_effects_catch_up (NatterdEffects *self, NatterdSession *session, NatterdRoom *room, const char *view,
                               const NatterRange *range);
void natterd_effects_go_live (NatterdEffects *self, NatterdSession *session);
/* natterd_effects_mark_missed: what is fetched last is what somebody who comes in has missed. @more: and there is more elsewhere. */
void natterd_effects_mark_missed (NatterdEffects *self, gboolean more);
void natterd_effects_hash (NatterdEffects *self, NatterdSession *session, const char *secret);
void natterd_effects_verify (NatterdEffects *self, NatterdSession *session, const char *secret, const char *hash);
void natterd_effects_admit (NatterdEffects *self, NatterdSession *session);
void natterd_effects_go_on (NatterdEffects *self, NatterdSession *session);
/* natterd_effects_search: @search: (transfer full). */
void natterd_effects_search (NatterdEffects *self, NatterdSession *session, NatterSearch *search, const char *typed, const char *re);
void natterd_effects_forget (NatterdEffects *self, NatterdRoom *room);
void natterd_effects_close (NatterdEffects *self, NatterdSession *session, NatterEvent *bye);

G_END_DECLS
