/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The head of a request, looked at before libsoup sees it: only whether it is clear how much follows. What is not (two lengths, one
 * that is no number, a length and chunks, a coding that nobody knows, folded lines, a blank before a colon) is what intruders use to be understood
 * in two ways; and libsoup 3.2 keeps the path of such a request for ever. */

#define NATTERD_HTTP_FIELDS_MOST 256

typedef struct
{
  guint64 length;   /* of the body; 0 with `chunked` */
  gboolean chunked;
} NatterdHttpHead;

/* natterd_http_find_end: how long the head at the beginning of @bytes is, with its empty line; 0: it is not whole yet. */
gsize natterd_http_find_end (const char *bytes, gsize length);

/* natterd_http_read_head: @bytes: a whole one. FALSE: it is not clear, or has too many fields. */
gboolean natterd_http_read_head (const char *bytes, gsize length, NatterdHttpHead *head);

G_END_DECLS
