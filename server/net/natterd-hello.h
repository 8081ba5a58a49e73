/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The gate before TLS: whether a ClientHello is there as a whole (PROTOCOL.md §10.3), before anything is spent on it. Only lengths are
 * looked at; what it says is the library's to judge. No allocation. */

/* how a TLS connection begins */
#define NATTERD_HELLO_FIRST 0x16

/* bytes, with the headers of the records in which it comes */
#define NATTERD_HELLO_MOST (16 * 1024)

typedef enum
{
  NATTERD_HELLO_MORE,
  NATTERD_HELLO_WHOLE,
  NATTERD_HELLO_WRONG /* no ClientHello, or too long a one */
} NatterdHelloStatus;

/* Zeroed at first. */
typedef struct
{
  guint32 at;       /* where the first record begins that is not there as a whole */
  guint32 gathered; /* bytes of the message in the records before */
  guint8 head[4];   /* how the message begins: its kind and its length */
} NatterdHello;

/* natterd_hello_look: @bytes: all that came so far, from the first one; more than at the last call. Not to be asked again after WHOLE or WRONG.
 * MORE only for less than NATTERD_HELLO_MOST bytes. */
NatterdHelloStatus natterd_hello_look (NatterdHello *self, const guint8 *bytes, gsize length);

G_END_DECLS
