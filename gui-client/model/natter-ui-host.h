/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "natter-ui-types.h"

G_BEGIN_DECLS

/* A server on this computer, as a process of its own, for someone who wants one and has none. */

#define NATTER_UI_TYPE_HOST (natter_ui_host_get_type ())
G_DECLARE_FINAL_TYPE (NatterUiHost, natter_ui_host, NATTER_UI, HOST, GObject)

/* natter_ui_host_new: @folder: where the server keeps what was said, and we where it listens. Returns: (transfer full). */
NatterUiHost *natter_ui_host_new (const char *folder);

/* natter_ui_host_dup_default_folder: under the user's folder for data. Returns: (transfer full). */
char *natter_ui_host_dup_default_folder (void);

/* natter_ui_host_start_async: starts it; where it runs already (we started it, or it went on without us) that is well. One at a
 * time. Finish: its address, fit for natter_ui_session_open(). (transfer full); NULL with NATTER_UI_ERROR_NOT_FOUND (there is no
 * natterd) or NATTER_UI_ERROR_REFUSED (it does not start), and what to do. */
void natter_ui_host_start_async (NatterUiHost *self, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
char *natter_ui_host_start_finish (NatterUiHost *self, GAsyncResult *result, GError **error);

/* natter_ui_host_is_running: one that we started runs. */
gboolean natter_ui_host_is_running (NatterUiHost *self);

/* natter_ui_host_stop: it says goodbye to everyone, and ends; waits for that. Without this it goes on when we are gone. */
void natter_ui_host_stop (NatterUiHost *self);

G_END_DECLS
