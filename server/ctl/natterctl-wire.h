/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>
#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/* A conversation with a server in lines of JSON, whatever carries them. All of it waits; pings are answered meanwhile. Its errors:
 * NATTERCTL_ERROR_NO_SERVER where the connection broke, NATTER_ERROR for what the server says. */

typedef struct _NatterctlWire NatterctlWire;

/* natterctl_wire_new: @stream: (transfer full). @timeout: seconds for each answer; 0: for ever. */
NatterctlWire *natterctl_wire_new (GIOStream *stream, guint timeout);
void natterctl_wire_free (NatterctlWire *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (NatterctlWire, natterctl_wire_free)

/* natterctl_wire_send: @line: from natterctl_line_new (); it is ended, sent and wiped. */
gboolean natterctl_wire_send (NatterctlWire *self, GString *line, GError **error);

/* natterctl_wire_next: what comes next. Returns: (transfer full): NULL with an error, also for a goodbye. */
JsonObject *natterctl_wire_next (NatterctlWire *self, GError **error);

/* natterctl_wire_ask: sends @line with an id of its own, or with @id (nullable), and waits for the answer; what comes before that is dropped.
 * Returns: (transfer full): NULL with an error, also where the answer is one. */
JsonObject *natterctl_wire_ask (NatterctlWire *self, GString *line, const char *id, GError **error);

/* natterctl_wire_set_said: @event, an error or a goodbye, as an error. */
void natterctl_wire_set_said (NatterctlWire *self, JsonObject *event, GError **error);

/* natterctl_wire_wait: until @fd can be read. What the server says meanwhile is dropped. */
gboolean natterctl_wire_wait (NatterctlWire *self, int fd, GError **error);

/* natterctl_wire_get_pause: the seconds that the last error asked to wait; 0: none. */
guint natterctl_wire_get_pause (const NatterctlWire *self);

/* natterctl_wire_steal_fd: the descriptor that came along; -1: none. */
int natterctl_wire_steal_fd (NatterctlWire *self);

G_END_DECLS
