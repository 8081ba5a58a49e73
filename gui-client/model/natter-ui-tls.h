/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "natter-ui-trust.h"

G_BEGIN_DECLS

/* The handshake of a client, by GIO. Any certificate is taken: whether the server is trusted is decided by who sees the meeting, before
 * anything is said. */

/* natter_ui_tls_prepare_async: whom this system trusts is read from its files, once; that takes tens of milliseconds, which neither the main
 * loop nor a server that waits for our hello has (PROTOCOL.md §1.1). @source: of the callback. */
void natter_ui_tls_prepare_async (GObject *source, GAsyncReadyCallback callback, gpointer user_data);

/* natter_ui_tls_begin_async: @stream: connected to @host, and not read or written yet; it has to outlive what comes of it. */
void natter_ui_tls_begin_async (GSocketConnection *stream, const char *host, guint16 port, GCancellable *cancellable,
                                GAsyncReadyCallback callback, gpointer user_data);

/* natter_ui_tls_begin_finish: @meeting: (out). Returns: (transfer full): its streams are pollable; NULL with NATTER_UI_ERROR_BARE where
 * the server does not encrypt, _FULL, _NOT_NATTER, _LOST, _UNREACHABLE. */
GIOStream *natter_ui_tls_begin_finish (GAsyncResult *result, NatterUiMeeting *meeting, GError **error);

G_END_DECLS
