/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "natter-ui-types.h"

G_BEGIN_DECLS

/* What was written and not sent, room by room, kept over the end of the program: the last NATTER_UI_DRAFTS_MOST of them, in a
 * key file. It is written a moment after a change, and at the end. A file that cannot be read or written is no reason to trouble
 * anyone. */

#define NATTER_UI_DRAFTS_MOST  100
#define NATTER_UI_DRAFT_LONGEST (64 * 1024) /* bytes; a longer one is not kept */

#define NATTER_UI_TYPE_DRAFTS (natter_ui_drafts_get_type ())
G_DECLARE_FINAL_TYPE (NatterUiDrafts, natter_ui_drafts, NATTER_UI, DRAFTS, GObject)

/* natter_ui_drafts_new: @path: of the file; read at once. Returns: (transfer full). */
NatterUiDrafts *natter_ui_drafts_new (const char *path);

/* natter_ui_drafts_dup_default_path: under the user's folder for data. Returns: (transfer full). */
char *natter_ui_drafts_dup_default_path (void);

/* natter_ui_drafts_get: of @room ("lobby", "@bob") at @address. "" if there is none. Valid until the next put. */
const char *natter_ui_drafts_get (NatterUiDrafts *self, const char *address, const char *room);

/* natter_ui_drafts_put: @text: "" takes it away; so does a command that may hold a password, which is never written. */
void natter_ui_drafts_put (NatterUiDrafts *self, const char *address, const char *room, const char *text);

/* natter_ui_drafts_flush: all of it is in the file when this returns. */
void natter_ui_drafts_flush (NatterUiDrafts *self);

G_END_DECLS
