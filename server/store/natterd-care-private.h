/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* natterd_care_copy: a consistent copy of the database at @from, also while somebody writes to it, in the new file @to, which is there whole
 * or not at all. @as_backup: whoever opens the copy begins a new epoch. FALSE with a GIOError: EXISTS where @to is there already. */
gboolean natterd_care_copy (const char *from, const char *to, gboolean as_backup, GError **error);

G_END_DECLS
