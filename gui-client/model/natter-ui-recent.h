/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "natter-ui-types.h"

G_BEGIN_DECLS

/* The servers that one was on: a GListModel of NatterUiServer, the last one first, at most NATTER_UI_RECENT_MOST,
 * kept in a key file. A file that cannot be read or written is no reason to trouble anyone: it is an empty list. */

#define NATTER_UI_RECENT_MOST 8

#define NATTER_UI_TYPE_SERVER (natter_ui_server_get_type ())
G_DECLARE_FINAL_TYPE (NatterUiServer, natter_ui_server, NATTER_UI, SERVER, GObject)

/* natter_ui_server_get_address: "chat.example.org", "[::1]:5006": fit for natter_ui_session_open(). */
const char *natter_ui_server_get_address (NatterUiServer *self);

/* natter_ui_server_get_title: what the server calls itself. "" if unknown. */
const char *natter_ui_server_get_title (NatterUiServer *self);

/* natter_ui_server_get_name: the name that one had there. "" if unknown. */
const char *natter_ui_server_get_name (NatterUiServer *self);

/* natter_ui_server_get_time: when: microseconds since 1970, UTC. */
gint64 natter_ui_server_get_time (NatterUiServer *self);

#define NATTER_UI_TYPE_RECENT (natter_ui_recent_get_type ())
G_DECLARE_FINAL_TYPE (NatterUiRecent, natter_ui_recent, NATTER_UI, RECENT, GObject)

/* natter_ui_recent_new: @path: of the file; read at once. Its folder is made when it is first written.
 * Returns: (transfer full). */
NatterUiRecent *natter_ui_recent_new (const char *path);

/* natter_ui_recent_dup_default_path: under the user's folder for configuration. Returns: (transfer full). */
char *natter_ui_recent_dup_default_path (void);

/* natter_ui_recent_note: one was on @address just now: it becomes the first, and is written soon, in the background. @time: as get_time. */
void natter_ui_recent_note (NatterUiRecent *self, const char *address, const char *title, const char *name, gint64 time);

/* natter_ui_recent_forget: takes it away, and from the file. */
void natter_ui_recent_forget (NatterUiRecent *self, const char *address);

/* natter_ui_recent_flush: what was noted is in the file when this returns; so it is at the end of the object. */
void natter_ui_recent_flush (NatterUiRecent *self);

G_END_DECLS
