/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Names that look like one another: §3.11. Unicode's confusables (UTS #39) say which letters do. */

typedef struct _NatterdLookalikes NatterdLookalikes;

NatterdLookalikes *natterd_lookalikes_new (void);
void natterd_lookalikes_free (NatterdLookalikes *self);

/* natterd_lookalikes_add, _remove: of a name that is in use, with its key. Once each; the same name may be added more than once. */
void natterd_lookalikes_add (NatterdLookalikes *self, const char *name, const char *key);
void natterd_lookalikes_remove (NatterdLookalikes *self, const char *name, const char *key);

/* natterd_lookalikes_find: the key of a name that looks like @name and is another one; other than @own (nullable).
 * Returns: (transfer none) (nullable). */
const char *natterd_lookalikes_find (const NatterdLookalikes *self, const char *name, const char *key, const char *own);

G_END_DECLS
