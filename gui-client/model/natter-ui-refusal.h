/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "natter-ui-types.h"

G_BEGIN_DECLS

/* Sentences of NATTER_UI_ERROR for a way to @address that ended. Returns: (transfer full). */

GError *natter_ui_refusal_new_lost (const char *address);
GError *natter_ui_refusal_new_not_natter (const char *address);

/* natter_ui_refusal_new: @line: the first thing that came, and no Natter: a server that has no room says so in words (PROTOCOL.md §1.3). */
GError *natter_ui_refusal_new (const char *address, const char *line, gsize length);

/* natter_ui_refusal_new_for_hello: what came in answer to a TLS hello, @length bytes, before it came to nothing. */
GError *natter_ui_refusal_new_for_hello (const char *address, const guint8 *begin, gsize length);

G_END_DECLS
