/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "shared/natter-command.h"

#include "natterd-bucket.h"
#include "natterd-hub.h"
#include "natterd-slots.h"

G_BEGIN_DECLS

struct _NatterdSession
{
  guint ref_count;
  guint index;
  NatterStage stage;
  NatterdSlots *slots;
  NatterdUser *user;           /* (nullable) owned reference, kept after the end: what is told late is told to somebody */
  NatterdSession *sibling;     /* (nullable) the next session of the same user */
  NatterdRoom *current;        /* (nullable) owned reference, kept after the end */
  struct _NatterdToken *token; /* (nullable) owned by the hub: with it the session can be resumed */
  NatterdBucket bucket;
  guint64 place;           /* the address, as a number; 0: it does not count */
  gboolean is_text;        /* somebody reads what it is told, as it comes */
  gboolean is_local;       /* from the server's own machine */
  gboolean is_private;     /* nobody on the way can read what is sent */
  gint64 active;           /* monotonic µs of the last command */
  char *origin;            /* (nullable) owned: how and from where, for the account's own eyes */
  struct _NatterdAsk *ask; /* (nullable) owned: a password is being hashed */
  char *search_typed;      /* (nullable) what `more` would go on with … */
  char *search_room;       /* (nullable) … below this message; NULL: there is no more */
  guint64 search_seq;
  GPtrArray *ignores; /* (nullable) (element-type NatterdIgnore) owned, the oldest first */
};

NatterdSession *natterd_session_new (NatterdSlots *slots);
void natterd_session_set_user (NatterdSession *self, NatterdUser *user);
/* natterd_session_follow: takes @other's place: whatever that one is and knows. @other is over, and nobody is told. */
void natterd_session_follow (NatterdSession *self, NatterdSession *other, NatterdEffects *effects);
/* natterd_session_set_current: @room: (nullable). What is told from here on is told as to one in that room. */
void natterd_session_set_current (NatterdSession *self, NatterdRoom *room, NatterdEffects *effects);

G_END_DECLS
