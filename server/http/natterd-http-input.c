/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "natterd-http-input.h"

#include <string.h>

#include "natterd-http-chunks.h"
#include "natterd-http-head.h"

#define READ_SIZE 4096

struct _NatterdHttpInput
{
  GFilterInputStream parent;
  const NatterdHttpInputFuncs *funcs; /* (nullable) static */
  gpointer user_data;
  GByteArray *head; /* (nullable) owned: until all of it was read: what came first */
  gsize head_most;
  gsize given;     /* bytes of `head` that its reader has */
  gsize allowance; /* bytes that may still be read from below */
  gboolean judged;
  gboolean chunked;
  NatterdHttpChunks chunks;
};

static void natterd_http_input_pollable_init (GPollableInputStreamInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (NatterdHttpInput, natterd_http_input, G_TYPE_FILTER_INPUT_STREAM,
                               G_IMPLEMENT_INTERFACE (G_TYPE_POLLABLE_INPUT_STREAM, natterd_http_input_pollable_init))

static GPollableInputStream *
get_base (gpointer self)
{
  return G_POLLABLE_INPUT_STREAM (g_filter_input_stream_get_base_stream (self));
}

void
natterd_http_input_end (NatterdHttpInput *self)
{
  self->judged = TRUE;
  self->allowance = 0;
  g_clear_pointer (&self->head, g_byte_array_unref);
}

/* @length: 0: it became too long */
static void
judge (NatterdHttpInput *self,
       gsize length)
{
  gssize follows = -1;

  self->judged = TRUE;
  if (self->funcs != NULL)
    follows = self->funcs->judge (self->user_data, length > 0 ? (const char *) self->head->data : NULL, length, &self->chunked);
  if (follows < 0)
    natterd_http_input_end (self);
  else
    self->allowance = (gsize) follows;
  if (self->chunked && self->head != NULL)
    natterd_http_chunks_feed (&self->chunks, (const char *) self->head->data + length, self->head->len - length);
}

/* FALSE: it is not whole yet, or nothing more comes of it: @error is not set at the end */
static gboolean
gather_head (NatterdHttpInput *self,
             GError **error)
{
  while (!self->judged)
    {
      guint before = self->head->len;
      gssize n;
      gsize end;

      g_byte_array_set_size (self->head, before + READ_SIZE);
      n = g_pollable_input_stream_read_nonblocking (get_base (self), self->head->data + before, READ_SIZE, NULL, error);
      g_byte_array_set_size (self->head, before + (guint) MAX (n, 0));
      if (n < 0)
        return FALSE;
      end = natterd_http_find_end ((const char *) self->head->data, self->head->len);
      if (end > self->head_most || (end == 0 && self->head->len > self->head_most))
        judge (self, 0);
      else if (end > 0)
        judge (self, end);
      else if (n == 0)
        natterd_http_input_end (self);
    }
  return TRUE;
}

static gssize
give_head (NatterdHttpInput *self,
           void *buffer,
           gsize count)
{
  gsize n = MIN (count, self->head->len - self->given);

  memcpy (buffer, self->head->data + self->given, n);
  self->given += n;
  if (self->given == self->head->len)
    g_clear_pointer (&self->head, g_byte_array_unref);
  return (gssize) n;
}

static gssize
natterd_http_input_read_nonblocking (GPollableInputStream *stream,
                                     void *buffer,
                                     gsize count,
                                     GError **error)
{
  NatterdHttpInput *self = NATTERD_HTTP_INPUT (stream);
  gssize n;

  if (!gather_head (self, error))
    return -1;
  if (self->head != NULL)
    return give_head (self, buffer, count);
  if (self->allowance == 0)
    return 0;
  n = g_pollable_input_stream_read_nonblocking (get_base (self), buffer, MIN (count, self->allowance), NULL, error);
  self->allowance -= (gsize) MAX (n, 0);
  if (self->chunked && n > 0)
    natterd_http_chunks_feed (&self->chunks, buffer, (gsize) n);
  return n;
}

/* libsoup does not block */
static gssize
natterd_http_input_read (GInputStream *stream,
                         void *buffer,
                         gsize count,
                         GCancellable *cancellable,
                         GError **error)
{
  return natterd_http_input_read_nonblocking (G_POLLABLE_INPUT_STREAM (stream), buffer, count, error);
}

static gboolean
natterd_http_input_is_readable (GPollableInputStream *stream)
{
  const NatterdHttpInput *self = NATTERD_HTTP_INPUT (stream);

  return (self->judged && (self->head != NULL || self->allowance == 0)) || g_pollable_input_stream_is_readable (get_base (stream));
}

static GSource *
natterd_http_input_create_source (GPollableInputStream *stream,
                                  GCancellable *cancellable)
{
  g_autoptr (GSource) base = g_pollable_input_stream_create_source (get_base (stream), NULL);

  return g_pollable_source_new_full (stream, base, cancellable);
}

static gboolean
natterd_http_input_close (GInputStream *stream,
                          GCancellable *cancellable,
                          GError **error)
{
  NatterdHttpInput *self = NATTERD_HTTP_INPUT (stream);
  const NatterdHttpInputFuncs *funcs = self->funcs;

  self->funcs = NULL;
  if (funcs != NULL)
    funcs->closed (self->user_data);
  return TRUE;
}

static void
natterd_http_input_finalize (GObject *object)
{
  NatterdHttpInput *self = NATTERD_HTTP_INPUT (object);

  g_clear_pointer (&self->head, g_byte_array_unref);
  G_OBJECT_CLASS (natterd_http_input_parent_class)->finalize (object);
}

static void
natterd_http_input_pollable_init (GPollableInputStreamInterface *iface)
{
  iface->is_readable = natterd_http_input_is_readable;
  iface->create_source = natterd_http_input_create_source;
  iface->read_nonblocking = natterd_http_input_read_nonblocking;
}

static void
natterd_http_input_class_init (NatterdHttpInputClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = natterd_http_input_finalize;
  G_INPUT_STREAM_CLASS (klass)->read_fn = natterd_http_input_read;
  G_INPUT_STREAM_CLASS (klass)->close_fn = natterd_http_input_close;
}

static void
natterd_http_input_init (NatterdHttpInput *self)
{
}

NatterdHttpInput *
natterd_http_input_new (GInputStream *base,
                        gsize head_most,
                        const NatterdHttpInputFuncs *funcs,
                        gpointer user_data)
{
  NatterdHttpInput *self = g_object_new (NATTERD_TYPE_HTTP_INPUT, "base-stream", base, "close-base-stream", FALSE, NULL);

  self->head = g_byte_array_new ();
  self->head_most = head_most;
  self->funcs = funcs;
  self->user_data = user_data;
  return self;
}

void
natterd_http_input_forget (NatterdHttpInput *self)
{
  self->funcs = NULL;
}

gboolean
natterd_http_input_is_whole (const NatterdHttpInput *self)
{
  return !self->chunked || natterd_http_chunks_are_whole (&self->chunks);
}
