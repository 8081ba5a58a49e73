/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "server/domain/natterd-hub.h"

G_BEGIN_DECLS

/* Comings and goings of full rooms, told together (§5.10a): a thousand people entering one by one would be half a million lines. Who came
 * and went in between is not told of. */

typedef struct _NatterdCrowd NatterdCrowd;

/* @event: (transfer full): JOINED or LEFT with names and count. */
typedef void (*NatterdCrowdTell) (gpointer user_data, NatterdRoom *room, NatterEvent *event);

NatterdCrowd *natterd_crowd_new (NatterdCrowdTell tell, gpointer user_data);
void natterd_crowd_free (NatterdCrowd *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (NatterdCrowd, natterd_crowd_free)

/* natterd_crowd_knows: whether something about @room waits to be told. */
gboolean natterd_crowd_knows (const NatterdCrowd *self, NatterdRoom *room);

/* natterd_crowd_note: @event: JOINED or LEFT of @user (transfer none). Told @pause µs after the first that waits. */
void natterd_crowd_note (NatterdCrowd *self, NatterdRoom *room, NatterdUser *user, const NatterEvent *event, gint64 mono,
                         gint64 pause);

/* natterd_crowd_get_due: when something has to be told; 0: nothing waits. */
gint64 natterd_crowd_get_due (const NatterdCrowd *self);

/* natterd_crowd_tell: tells what is due. */
void natterd_crowd_tell (NatterdCrowd *self, NatterdNow now);

G_END_DECLS
