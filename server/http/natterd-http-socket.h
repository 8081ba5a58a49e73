/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* natterd_http_socket_open: listens on "ADDR:PORT". @bound: (out) (transfer full): the same with the port that it got. Returns: (transfer full): NULL
 * with a GIOError whose sentence says what to do. */
GSocket *natterd_http_socket_open (const char *address, char **bound, GError **error);

G_END_DECLS
