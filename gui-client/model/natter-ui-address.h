/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "natter-ui-types.h"

G_BEGIN_DECLS

/* natter_ui_address_parse: "HOST", "HOST:PORT", "[::1]:PORT", "::1", also after "natter://"; white space around it
 * is nothing. Without a port it is 5005. @host: (out) (transfer full). FALSE with NATTER_UI_ERROR_BAD_ADDRESS. */
gboolean natter_ui_address_parse (const char *text, char **host, guint16 *port, GError **error);

/* natter_ui_address_parse_link: the same, and the place there: "natter://host/room", "natter://host/@bob". @address: (out)
 * (transfer full): as natter_ui_address_format() writes it. @room: (out) (transfer full) (nullable): as on the wire. */
gboolean natter_ui_address_parse_link (const char *text, char **address, char **room, GError **error);

/* natter_ui_address_get_link_seq: the message that a link names, as "natter://host/room#12". 0: none. */
guint64 natter_ui_address_get_link_seq (const char *text);

/* natter_ui_address_format: for showing; without the port where it is the usual one. Returns: (transfer full). */
char *natter_ui_address_format (const char *host, guint16 port);

G_END_DECLS
