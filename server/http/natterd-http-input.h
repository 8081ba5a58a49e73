/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* What a peer sends, as far as libsoup gets to see it: first the head, once it is whole and was found good, then no more than so many bytes,
 * whatever it makes of them. */
#define NATTERD_TYPE_HTTP_INPUT (natterd_http_input_get_type ())
G_DECLARE_FINAL_TYPE (NatterdHttpInput, natterd_http_input, NATTERD, HTTP_INPUT, GFilterInputStream)

typedef struct
{
  /* @head: @length bytes, with the empty line; NULL: it became too long. @chunked: (out): FALSE so far: they come in chunks.
   * Returns how many bytes may follow; -1: it is no good, and the input ends. */
  gssize (*judge) (gpointer user_data, const char *head, gsize length, gboolean *chunked);
  /* Its reader is done with it. Once. */
  void (*closed) (gpointer user_data);
} NatterdHttpInputFuncs;

/* natterd_http_input_new: @base: pollable. @head_most: bytes. @funcs: static; natterd_http_input_forget() takes them back. */
NatterdHttpInput *natterd_http_input_new (GInputStream *base, gsize head_most, const NatterdHttpInputFuncs *funcs, gpointer user_data);

/* natterd_http_input_end: from here on there is nothing more to read. */
void natterd_http_input_end (NatterdHttpInput *self);
void natterd_http_input_forget (NatterdHttpInput *self);

/* natterd_http_input_is_whole: FALSE: chunks were to come, and the last one was not read, or others were none. */
gboolean natterd_http_input_is_whole (const NatterdHttpInput *self);

G_END_DECLS
