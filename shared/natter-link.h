/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What leads to a server, a room there, a message in it: PROTOCOL.md §12. */
typedef struct
{
  char *host;   /* a computer's name or address, without brackets; never NULL after parsing */
  guint16 port; /* 5005 where none is written */
  char *room;   /* (nullable) as on the wire: "lobby", "@bob" */
  char *code;   /* (nullable) that lets one in */
  char *key;    /* (nullable) the server's, as text: 43 characters of base64url */
  guint64 seq;  /* of a message; 0: none */
} NatterLink;

/* natter_link_parse: "natter://HOST[:PORT][/ROOM][?code=CODE][&key=KEY][#SEQ]". Whoever wrote it is a stranger: what is not wholly well-formed
 * is no link. "/#lobby" and "#lobby" are a room, too. @text: NUL-terminated, any bytes. Returns: (transfer full) (nullable). */
NatterLink *natter_link_parse (const char *text);

/* natter_link_build: ASCII only. Returns: (transfer full) (nullable): NULL where natter_link_parse() would not read it. */
char *natter_link_build (const NatterLink *self);

void natter_link_free (NatterLink *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (NatterLink, natter_link_free)

/* natter_link_parse_address: "HOST", "HOST:PORT", "[::1]:PORT", "::1"; without a port it is 5005. @host: (out) (transfer full). Both are touched only
 * on success. */
gboolean natter_link_parse_address (const char *text, char **host, guint16 *port);

/* natter_link_format_address: what natter_link_parse_address() reads, without the port where it is the usual one. Returns: (transfer full). */
char *natter_link_format_address (const char *host, guint16 port);

G_END_DECLS
