/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "gui-client/model/natter-ui-notifier.h"
#include "gui-client/model/natter-ui-session.h"

#include "natter-ui-banners.h"

G_BEGIN_DECLS

/* Tells of what others say while the reader does not look: one notification a room, the newest message in it; a click shows that
 * message (app.show-message). It goes as soon as the room is read, here or on another device. What history brings is never told. */

#define NATTER_UI_TYPE_NOTICES (natter_ui_notices_get_type ())
G_DECLARE_FINAL_TYPE (NatterUiNotices, natter_ui_notices, NATTER_UI, NOTICES, GObject)

/* natter_ui_notices_new: @banners: borrowed; it outlives this. Returns: (transfer full). */
NatterUiNotices *natter_ui_notices_new (NatterUiSession *session, GSettings *settings, NatterUiBanners *banners);

/* natter_ui_notices_get_notifier: what decides. Returns: (transfer none). */
NatterUiNotifier *natter_ui_notices_get_notifier (NatterUiNotices *self);

/* natter_ui_notices_get_n: how many stand there now. */
guint natter_ui_notices_get_n (NatterUiNotices *self);

G_END_DECLS
