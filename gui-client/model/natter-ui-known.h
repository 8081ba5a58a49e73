/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "shared/natter-key.h"

#include "natter-ui-types.h"

G_BEGIN_DECLS

/* Which key each server had: natter-ui-known-file.h. What was noted is on its way to the file at once; where that cannot be written it is known
 * until the program ends.
 *
 * Signal "changed": something is known, or forgotten. */

#define NATTER_UI_TYPE_KNOWN (natter_ui_known_get_type ())
G_DECLARE_FINAL_TYPE (NatterUiKnown, natter_ui_known, NATTER_UI, KNOWN, GObject)

/* natter_ui_known_new: @path: (nullable) of the file; read at once. NULL: in memory. Returns: (transfer full). */
NatterUiKnown *natter_ui_known_new (const char *path);

/* natter_ui_known_dup_default_path: under the user's folder for configuration. Returns: (transfer full). */
char *natter_ui_known_dup_default_path (void);

/* @address: as natter_ui_address_format() writes it, in any case. */

/* natter_ui_known_get_key: Returns: (transfer none) (nullable): none is known; valid until it changes. */
const NatterKey *natter_ui_known_get_key (NatterUiKnown *self, const char *address);

/* natter_ui_known_get_bare: whether it was agreed to go there without encryption. */
gboolean natter_ui_known_get_bare (NatterUiKnown *self, const char *address);

/* natter_ui_known_note_key: it has this one from now on, and is never again joined without encryption. */
void natter_ui_known_note_key (NatterUiKnown *self, const char *address, const NatterKey *key);

/* natter_ui_known_note_bare: not for one whose key is known. */
void natter_ui_known_note_bare (NatterUiKnown *self, const char *address);

void natter_ui_known_forget (NatterUiKnown *self, const char *address);

/* natter_ui_known_refresh: what another program has noted is known here too. */
void natter_ui_known_refresh (NatterUiKnown *self);

/* natter_ui_known_flush: what was noted is in the file when this returns; so it is at the end of the object. */
void natter_ui_known_flush (NatterUiKnown *self);

G_END_DECLS
