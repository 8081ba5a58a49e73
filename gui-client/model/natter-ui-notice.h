/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "natter-ui-room-private.h"

G_BEGIN_DECLS

/* Comings, goings and new names, folded into one sentence: "erin left, frank joined". */

typedef struct _NatterUiNotice NatterUiNotice;

NatterUiNotice *natter_ui_notice_new (void);
void natter_ui_notice_free (NatterUiNotice *self);

/* natter_ui_notice_is_full: the next one begins another sentence. */
gboolean natter_ui_notice_is_full (NatterUiNotice *self);

/* natter_ui_notice_add: @detail: (nullable) why they left, in words; the new name. */
void natter_ui_notice_add (NatterUiNotice *self, NatterUiHappening happening, const char *name, const char *detail);

/* natter_ui_notice_dup_text: Returns: (transfer full). */
char *natter_ui_notice_dup_text (NatterUiNotice *self);

/* natter_ui_notice_dup_crowd: "alice, bob and 7 others". @names: not empty. @count: how many there are, at least. Returns: (transfer full). */
char *natter_ui_notice_dup_crowd (const char *const *names, guint count);

/* natter_ui_notice_get_reason: why someone left, in words, as "lost connection". Returns: (nullable): just left. */
const char *natter_ui_notice_get_reason (NatterReason reason);

G_END_DECLS
