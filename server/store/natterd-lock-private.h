/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* One server for a database: a lock on the file PATH.lock, which ends with the process however that ends. */

/* natterd_lock_take: Returns: a descriptor; closing it ends the lock. -1 with a GIOError and a sentence: BUSY where another process has it. */
int natterd_lock_take (const char *path, GError **error);

G_END_DECLS
