/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "natterd-dialect.h"

G_BEGIN_DECLS

/* The part of telnet that a chat needs: PROTOCOL.md §4.20, §4.21. Every option is refused, but for BINARY, which is asked
 * for at the first IAC, since telnet otherwise takes bytes inside of characters for its own keys. */

/* The first byte of a line that a telnet command tore. It is in no UTF-8, and an IAC IAC does not become it either
 * (but NATTERD_TELNET_DATA_IAC), so nobody else can send it. */
#define NATTERD_TELNET_TORN 0xff

/* What the data byte 255 is turned into: as impossible in UTF-8 as 255 itself. */
#define NATTERD_TELNET_DATA_IAC 0xfe

/* natterd_telnet_filter: NatterdDialect.filter of the text dialect. */
gboolean natterd_telnet_filter (NatterdDialectState *state,
                                NatterFramer *framer,
                                const guint8 *bytes,
                                gsize length,
                                GByteArray *out,
                                GByteArray *reply);

/* natterd_telnet_take_echo: a telnet is asked to let us do the echo, which we do not: what is typed up to the end of the line is not seen. One that did
 * not show itself as such is asked when it does. Appends to @reply. */
void natterd_telnet_take_echo (NatterdDialectState *state, GByteArray *reply);

G_END_DECLS
