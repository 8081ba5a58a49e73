/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "server/domain/natterd-bucket.h"
#include "server/net/natterd-address.h"

G_BEGIN_DECLS

/* Who may come in: descriptors in all, connections and commands per address. Loopback is exempt from what is counted
 * by address, unless the operator says otherwise. */

typedef struct
{
  NatterdAddress address;
  guint n;              /* connections */
  guint n_kept;         /* sessions without one */
  guint n_shaking;      /* unfinished handshakes */
  NatterdBucket bucket; /* commands */
  guint n_failures;     /* wrong passwords, the last one at `failed` */
  gint64 failed;        /* monotonic µs */
  gint64 locked_until;  /* monotonic µs: no password is looked at before */
} NatterdVisitor;

typedef struct
{
  GHashTable *visitors; /* owned (element-type NatterdAddress NatterdVisitor) */
  guint absent;         /* visitors without a connection: their buckets are remembered for a while */
  guint per_address;    /* 0: no limit */
  gboolean loopback_exempt;
  guint connections; /* as the operator says; 0: no limit */
  guint n_refused;   /* newcomers who are being told that there is no room */
  guint affordable;  /* connections for which there are descriptors */
  guint reserved;    /* of them, for others than ourselves */
  guint most;        /* connections; never 0 */
  guint full_at;     /* connections at which even refusing takes too many descriptors */
} NatterdDoor;

typedef enum
{
  NATTERD_DOOR_WELCOME,
  NATTERD_DOOR_FULL, /* §1.3 */
  NATTERD_DOOR_FULL_FOR_ADDRESS,
  NATTERD_DOOR_BANNED, /* §13.6: natterd_door_keep_out() */
  NATTERD_DOOR_SHUT    /* the same, and enough are being told so already */
} NatterdDoorAnswer;

void natterd_door_init (NatterdDoor *self);
void natterd_door_clear (NatterdDoor *self);

/* natterd_door_count_descriptors: sees what the process has open by now, before there are any connections. */
void natterd_door_count_descriptors (NatterdDoor *self);

/* natterd_door_reserve: @n descriptors are for others, who open them later. */
void natterd_door_reserve (NatterdDoor *self, guint n);

/* natterd_door_set_limits: @connections: 0: as many as the descriptors allow. */
void natterd_door_set_limits (NatterdDoor *self, guint connections, guint per_address, gboolean loopback_exempt);

/* natterd_door_ask: @n: connections now, without this one, with those who are being refused. Who is to be refused counts as such until
 * natterd_door_forget_refused().
 * @visitor: (out) (nullable): to be given back with natterd_door_leave(); NULL for those who are not counted. */
NatterdDoorAnswer natterd_door_ask (NatterdDoor *self, const NatterdAddress *address, guint n, NatterdVisitor **visitor);
void natterd_door_forget_refused (NatterdDoor *self);

/* natterd_door_keep_out: one who is banned is to be refused, and counts as such. Returns BANNED. */
NatterdDoorAnswer natterd_door_keep_out (NatterdDoor *self);

/* natterd_door_is_patient: who is refused may have a moment to show how to be told. */
gboolean natterd_door_is_patient (const NatterdDoor *self);
void natterd_door_leave (NatterdDoor *self, NatterdVisitor *visitor);

/* Sessions that outlive their connections. natterd_door_may_keep: whether one more fits, of a connection that is about to end;
 * natterd_door_note_kept: in the place of that connection, which is given back by this. */
gboolean natterd_door_may_keep (const NatterdDoor *self, const NatterdVisitor *visitor);
void natterd_door_note_kept (NatterdDoor *self, NatterdVisitor *visitor);
void natterd_door_forget_kept (NatterdDoor *self, NatterdVisitor *visitor);

/* natterd_door_must_pause: no descriptor to spare even for a refusal; newcomers have to wait in the kernel. */
gboolean natterd_door_must_pause (const NatterdDoor *self, guint n);

G_END_DECLS
