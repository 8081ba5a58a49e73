/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "natterd-desk.h"
#include "server/control/natterd-control.h"

G_BEGIN_DECLS

/* natterd_desk_describe: the members of a `status`. (transfer full) */
char *natterd_desk_describe (const NatterdDeskPlace *place);

/* natterd_desk_look_after: CHECK, BACKUP of the database at @path (nullable: nothing is kept on disk), in a thread of its own.
 * @busy: (transfer none): from g_atomic_rc_box_new0 (): whether there is one already. @question: (transfer full). */
void natterd_desk_look_after (const char *path, gboolean *busy, NatterdControlQuestion *question);

/* natterd_desk_tidy: takes away what a process that was killed left of copies of the database at @path. */
void natterd_desk_tidy (const char *path);

G_END_DECLS
