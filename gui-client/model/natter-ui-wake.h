/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "natter-ui-types.h"

G_BEGIN_DECLS

/* Tells a session that the way to its server may be another one now: the network has changed, or the machine has slept. Where
 * nobody tells us of either (no logind, no bus) the session finds out by itself, only later. */

typedef struct _NatterUiWake NatterUiWake;

/* natter_ui_wake_new: @session: not kept alive. Returns: (transfer full). */
NatterUiWake *natter_ui_wake_new (NatterUiSession *session);
void natter_ui_wake_free (NatterUiWake *self);

G_END_DECLS
