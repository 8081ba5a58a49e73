/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "natter-ui-tap.h"

struct _NatterUiTap
{
  GFilterInputStream parent_instance;

  guint8 begin[NATTER_UI_TAP_MOST];
  gsize n;
};

static void natter_ui_tap_pollable_init (GPollableInputStreamInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (NatterUiTap, natter_ui_tap, G_TYPE_FILTER_INPUT_STREAM,
                               G_IMPLEMENT_INTERFACE (G_TYPE_POLLABLE_INPUT_STREAM, natter_ui_tap_pollable_init))

static GInputStream *
get_base (gpointer self)
{
  return g_filter_input_stream_get_base_stream (G_FILTER_INPUT_STREAM (self));
}

static void
remember (NatterUiTap *self, const void *bytes, gssize n)
{
  gsize taken = n > 0 ? MIN ((gsize) n, sizeof self->begin - self->n) : 0;

  memcpy (self->begin + self->n, bytes, taken);
  self->n += taken;
}

static gssize
natter_ui_tap_read (GInputStream *stream, void *buffer, gsize count, GCancellable *cancellable, GError **error)
{
  gssize n = g_input_stream_read (get_base (stream), buffer, count, cancellable, error);

  remember (NATTER_UI_TAP (stream), buffer, n);
  return n;
}

static gssize
natter_ui_tap_read_nonblocking (GPollableInputStream *stream, void *buffer, gsize count, GError **error)
{
  gssize n = g_pollable_input_stream_read_nonblocking (G_POLLABLE_INPUT_STREAM (get_base (stream)), buffer, count, NULL, error);

  remember (NATTER_UI_TAP (stream), buffer, n);
  return n;
}

static gboolean
natter_ui_tap_can_poll (GPollableInputStream *stream)
{
  return g_pollable_input_stream_can_poll (G_POLLABLE_INPUT_STREAM (get_base (stream)));
}

static gboolean
natter_ui_tap_is_readable (GPollableInputStream *stream)
{
  return g_pollable_input_stream_is_readable (G_POLLABLE_INPUT_STREAM (get_base (stream)));
}

static GSource *
natter_ui_tap_create_source (GPollableInputStream *stream, GCancellable *cancellable)
{
  g_autoptr (GSource) base = g_pollable_input_stream_create_source (G_POLLABLE_INPUT_STREAM (get_base (stream)), NULL);

  return g_pollable_source_new_full (stream, base, cancellable);
}

static void
natter_ui_tap_pollable_init (GPollableInputStreamInterface *iface)
{
  iface->can_poll = natter_ui_tap_can_poll;
  iface->is_readable = natter_ui_tap_is_readable;
  iface->create_source = natter_ui_tap_create_source;
  iface->read_nonblocking = natter_ui_tap_read_nonblocking;
}

static void
natter_ui_tap_class_init (NatterUiTapClass *klass)
{
  G_INPUT_STREAM_CLASS (klass)->read_fn = natter_ui_tap_read;
}

static void
natter_ui_tap_init (NatterUiTap *self)
{
}

NatterUiTap *
natter_ui_tap_new (GInputStream *base)
{
  return g_object_new (NATTER_UI_TYPE_TAP, "base-stream", base, "close-base-stream", FALSE, NULL);
}

const guint8 *
natter_ui_tap_get (NatterUiTap *self, gsize *length)
{
  *length = self->n;
  return self->begin;
}
