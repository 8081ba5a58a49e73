/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "natterd-credentials.h"
#include "natterd-transport.h"

G_BEGIN_DECLS

/* TLS, the second transport: GnuTLS without threads, on the poller like everything else.
 *
 * The library is never told that a socket would block when it writes: what the socket does not take of a record is kept here (get_held()), at most one
 * record and what belongs to it. It reads from what was read ahead with one recv(), all of it, so that next to nothing is left where the poller cannot see it
 * (has_more()). */

/* natterd_tls_begin: @channel, plain so far, becomes TLS. @hello: (transfer full): all bytes that came, from the first one.
 * FALSE with a GIOError (out of memory); then it is plain. */
gboolean natterd_tls_begin (NatterdChannel *channel, NatterdCredentials *credentials, GByteArray *hello, GError **error);

/* natterd_tls_shake: a step of the handshake, up to a millisecond. DONE: over; what the peer has said already must be read at once. BLOCKED: to be called again when
 * the socket has more, or takes more if something is held. FAILED: the peer was told why; @why: (out): untranslated, for logs, static. */
NatterdIo natterd_tls_shake (NatterdChannel *channel, const char **why);

/* natterd_tls_is_resumed: after DONE: by a ticket. */
gboolean natterd_tls_is_resumed (const NatterdChannel *channel);

/* natterd_tls_give_up: @channel becomes plain again, whatever was to be sent: for a connection that is only to be closed. @say: it is told so. */
void natterd_tls_give_up (NatterdChannel *channel, gboolean say);

G_END_DECLS
