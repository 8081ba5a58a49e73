/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "shared/natter-event.h"

#include "natterd-hub.h"
#include "natterd-slots.h"

G_BEGIN_DECLS

/* That someone is in a room, or has a direct conversation. It hangs in two lists at once, in the order of entering, so that
 * coming and going costs the same in a room of 9,000 as in one of 2. */

typedef struct _NatterdMembership NatterdMembership;

typedef enum
{
  NATTERD_LINK_OF_ROOM,
  NATTERD_LINK_OF_USER,
  NATTERD_N_LINKS
} NatterdLink;

struct _NatterdMembership
{
  NatterdRoom *room;           /* owned reference */
  NatterdUser *user;           /* not a reference: it ends with the user */
  struct
  {
    NatterdMembership *previous;
    NatterdMembership *next;
  } links[NATTERD_N_LINKS];
};

typedef struct
{
  NatterdMembership *first;    /* (nullable) entered longest ago */
  NatterdMembership *last;     /* (nullable) */
  guint n;
} NatterdMembershipList;

/* natterd_membership_new: @user enters @room. Owned by the lists. */
NatterdMembership *natterd_membership_new (NatterdUser *user, NatterdRoom *room);
/* natterd_membership_free: out of both lists. */
void natterd_membership_free (NatterdMembership *self);
/* natterd_membership_find: walks the shorter list. Returns: (nullable). */
NatterdMembership *natterd_membership_find (const NatterdUser *user, const NatterdRoom *room);
/* natterd_membership_get_other: of a direct conversation: the other one. Returns: (nullable): not here. */
NatterdUser *natterd_membership_get_other (const NatterdMembership *self);

struct _NatterdRoom
{
  guint ref_count;
  guint index;
  NatterdSlots *slots;
  char *name;
  char *key;                   /* may be the same pointer as name */
  char *topic;                 /* (nullable) */
  guint64 last_seq;
  gint64 active;
  NatterdMembershipList members; /* of a direct conversation: those of the two who are here */
  gint64 authors[2];           /* of a direct conversation: who the two are, the smaller number first */
  NatterdUser *beginner;       /* (nullable) not a reference: who began it in this login */
  GPtrArray *few;              /* (nullable) (element-type NatterPerson) those of a crowd that newcomers are shown, until one changes */
  gint64 few_made;             /* monotonic µs */
  GHashTable *spoke;           /* (nullable) (element-type gint64 gint64) owned: by author, when they spoke last, monotonic µs: §4.41 */
  guint64 stamp;               /* of the last search that passed here */
  NatterMessage *pending;      /* (nullable) the last message that was asked to be recorded and is not yet */
  guint n_pending;             /* how many of them there are; those that will be refused count until the last one is answered */
  GArray *unsettled;           /* (nullable) (element-type NatterdUnsettled) */
  gboolean is_direct;
};

G_DEFINE_AUTOPTR_CLEANUP_FUNC (NatterdRoom, natterd_room_unref)

/* natterd_room_new: @key: (transfer full). With no members. */
NatterdRoom *natterd_room_new (NatterdSlots *slots, const char *name, char *key, gboolean is_direct);

/* natterd_room_note_spoke: @author says something at @mono, where @slow (seconds) has to lie between two such; 0: it need not.
 * natterd_room_get_spoke: when that was last. Long ago: 0 or before. */
void natterd_room_note_spoke (NatterdRoom *self, gint64 author, gint64 slow, gint64 mono);
gint64 natterd_room_get_spoke (const NatterdRoom *self, gint64 author);

/* What is told of a room (its topic, how far it is) while messages wait to be recorded is put right when they are: it is
 * said after them, and until then it must not show what may never be.
 * natterd_room_will_record: @message was asked to be recorded. */
void natterd_room_will_record (NatterdRoom *self, NatterMessage *message);
/* natterd_room_is_pending: some message waits. */
gboolean natterd_room_is_pending (NatterdRoom *self);
/* natterd_room_settle_later: @event tells of the room; in ROOMS it is @info (nullable otherwise) that does. */
void natterd_room_settle_later (NatterdRoom *self, NatterEvent *event, NatterRoomInfo *info);
/* natterd_room_settle_direct_later: the same of DIRECTS, where it is @direct that does. */
void natterd_room_settle_direct_later (NatterdRoom *self, NatterEvent *event, NatterDirect *direct);
void natterd_room_recorded (NatterdRoom *self, const NatterMessage *message);

G_END_DECLS
