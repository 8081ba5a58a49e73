/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "shared/natter-event.h"

#include "natter-ui-session.h"

G_BEGIN_DECLS

/* natter_ui_invite_dup_link: what leads others to @room with @code: the link that the server told; else by the address by which one is there
 * oneself, with the key that the server has there. Returns: (transfer full) (nullable): NULL where that leads nobody else there, since the server
 * is on this computer. */
char *natter_ui_invite_dup_link (NatterUiSession *session, NatterUiRoom *room, const NatterCode *code);

/* natter_ui_invite_has_key: whether who follows @link will know that it is the right server. */
gboolean natter_ui_invite_has_key (const char *link);

G_END_DECLS
