/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "natterd-address.h"

G_BEGIN_DECLS

/* The door: a GSocketService that hands over plain descriptors.
 *
 * The GSocketConnection that the service makes is given back at once and only a duplicate of its descriptor kept: the two GObjects
 * would cost each idle connection more memory than everything else of it. What a new socket needs (no Nagle, keepalive, send buffer) is set
 * once on the listening socket and inherited.
 *
 * In a storm the others who wait are taken along with the first one, directly from the listening socket.
 *
 * Out of descriptors the service would spin at 100 % CPU, so its owner pauses it before that: natterd_listener_pause(). */

typedef struct _NatterdListener NatterdListener;

/* @fd: a non-blocking, close-on-exec socket, now the callee's to close. */
typedef void (*NatterdAccepted) (gpointer user_data, int fd, const NatterdAddress *address);

/* @backlog: connections that the kernel holds ready. @send_buffer: bytes of SO_SNDBUF, 0: the system's choice. */
NatterdListener *natterd_listener_new (guint backlog, gsize send_buffer, NatterdAccepted accepted, gpointer user_data);
void natterd_listener_free (NatterdListener *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (NatterdListener, natterd_listener_free)

/* natterd_listener_add: binds and listens on "ADDR:PORT".
 * Returns: (transfer full): the address with the port that it got, as text; NULL with a GError whose sentence says what to do. */
char *natterd_listener_add (NatterdListener *self, const char *address, GError **error);

/* natterd_listener_adopt: the same on a socket that listens already, of whoever started this process. @fd: (transfer full), also on failure. */
char *natterd_listener_adopt (NatterdListener *self, int fd, GError **error);

/* Pausing leaves newcomers in the kernel's backlog. Both are harmless when repeated. */
void natterd_listener_pause (NatterdListener *self);
void natterd_listener_resume (NatterdListener *self);
gboolean natterd_listener_is_paused (const NatterdListener *self);

/* natterd_listener_close: no more newcomers, ever; the ports are free. */
void natterd_listener_close (NatterdListener *self);

G_END_DECLS
