/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "natterd-hall.h"
#include "shared/natter-command.h"
#include "shared/natter-event.h"

G_BEGIN_DECLS

/* A party inside: a session of the hall without a socket, for what the server does itself on somebody's behalf (its control socket, its HTTP
 * door). It is like any other session: its commands are checked, recorded and answered in their order, and what it hears, WELCOME first and BYE
 * last, is durable by then. It has no deadlines and no address, counts as private (§3.10), and cannot be resumed. On the hall's loop. */

typedef struct _NatterdInside NatterdInside;

/* @event: valid during the call; an answer carries the command's `id` as `re`, one without an id gets no OK. Called from the loop, never from
 * within one of the functions below, each of which it may call, also natterd_inside_close(); it may not free the hall. After BYE nothing
 * more comes: the session is over, and what is still done comes to nothing. */
typedef void (*NatterdInsideHeard) (gpointer user_data, const NatterEvent *event);

/* natterd_inside_open: Returns: (transfer full): to be given to natterd_inside_close() once, whatever happens: also after BYE, and
 * if need be after the hall was freed (which is not told). */
NatterdInside *natterd_inside_open (NatterdHall *hall, NatterdInsideHeard heard, gpointer user_data);

/* natterd_inside_be_operator: instead of a LOGIN, and before anything is done: §13. It may do what the server's owner may, in every room
 * without being in it, as @name (nullable: "server"); it is in nobody's lists and counts, and no rate limits it. JOIN is to hear a room, of
 * which nobody is told, also if that is empty for a while. */
void natterd_inside_be_operator (NatterdInside *self, const char *name);

/* natterd_inside_do: @command: (transfer full): carried out in the loop's next turn. RESUME is ignored where a LOGIN is waited for. */
void natterd_inside_do (NatterdInside *self, NatterCommand *command);

/* natterd_inside_refuse: @error is the answer to something that was no command, in its turn. @id: (nullable): of that. */
void natterd_inside_refuse (NatterdInside *self, const GError *error, const char *id);

/* natterd_inside_get_n_waiting: commands that were not carried out yet: whoever reads them from somewhere stops reading at some number. */
guint natterd_inside_get_n_waiting (const NatterdInside *self);

/* natterd_inside_close: its session ends, as when a connection is closed, and nothing more is heard. @self is over with this call. */
void natterd_inside_close (NatterdInside *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (NatterdInside, natterd_inside_close)

G_END_DECLS
