/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "shared/natter-command.h"
#include "shared/natter-event.h"

#include "natter-ui-trust.h"

G_BEGIN_DECLS

/* The way to a server: resolves, connects, frames, decodes, writes; never blocks, and reads below the priority of drawing,
 * a bounded piece in a turn; with TLS or without. Of use once: open, then close or be closed. For the session only.
 *
 * Signals:
 * "reached": somebody is there, and it is being agreed with them how to encrypt. Not where nothing is encrypted.
 * "opened" (const NatterUiMeeting *): commands can be sent, if what is told of the server is enough. Nothing was said to it yet.
 * "received" (const NatterEvent *): as a pointer, valid during the signal. Unknown and broken events are skipped.
 * "settled": all that came in one turn was told.
 * "closed" (const GError *): it is over, not by natter_ui_connection_close(); nothing follows. Of NATTER_UI_ERROR. */

#define NATTER_UI_CONNECTION_QUEUE_MOST (1024 * 1024) /* bytes not written yet */
#define NATTER_UI_CONNECTION_READ       (16 * 1024)   /* bytes in a turn */

#define NATTER_UI_TYPE_CONNECTION (natter_ui_connection_get_type ())
G_DECLARE_FINAL_TYPE (NatterUiConnection, natter_ui_connection, NATTER_UI, CONNECTION, GObject)

NatterUiConnection *natter_ui_connection_new (void);

/* natter_ui_connection_open: once. */
void natter_ui_connection_open (NatterUiConnection *self, const char *host, guint16 port, NatterUiWay way);

/* natter_ui_connection_send: FALSE: not open, or too much waits; nothing was taken. */
gboolean natter_ui_connection_send (NatterUiConnection *self, const NatterCommand *command);

/* natter_ui_connection_close: at once; no signal follows. */
void natter_ui_connection_close (NatterUiConnection *self);

/* natter_ui_connection_finish: nothing more will be sent. What was sent is written, the peer's end waited for a little, what
 * it says not heard. Lives until then by itself; no signal follows. */
void natter_ui_connection_finish (NatterUiConnection *self);

G_END_DECLS
