/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "shared/natter-framer.h"
#include "shared/natter-json.h"
#include "shared/natter-limits.h"
#include "shared/natter-text.h"

#include "natter-ui-connection-private.h"
#include "natter-ui-refusal.h"

/* GDK draws at G_PRIORITY_HIGH_IDLE + 20. */
#define READ_PRIORITY  G_PRIORITY_DEFAULT_IDLE
#define FINISH_SECONDS 2

enum
{
  REACHED,
  OPENED,
  RECEIVED,
  SETTLED,
  CLOSED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (NatterUiConnection, natter_ui_connection, G_TYPE_OBJECT)

static void
drop_source (GSource **source)
{
  if (*source == NULL)
    return;

  g_source_destroy (*source);
  g_clear_pointer (source, g_source_unref);
}

void
natter_ui_connection_close (NatterUiConnection *self)
{
  g_return_if_fail (NATTER_UI_IS_CONNECTION (self));

  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  drop_source (&self->reader);
  drop_source (&self->writer);
  drop_source (&self->last_call);
  /* A thread of TLS may be at it still: the descriptor is closed with the last reference. */
  if (self->socket != NULL)
    g_socket_shutdown (g_socket_connection_get_socket (self->socket), TRUE, TRUE, NULL);
  g_clear_object (&self->stream);
  g_clear_object (&self->socket);
}

static void
natter_ui_connection_dispose (GObject *object)
{
  natter_ui_connection_close (NATTER_UI_CONNECTION (object));

  G_OBJECT_CLASS (natter_ui_connection_parent_class)->dispose (object);
}

static void
natter_ui_connection_finalize (GObject *object)
{
  NatterUiConnection *self = NATTER_UI_CONNECTION (object);

  natter_framer_clear (&self->framer);
  g_byte_array_unref (self->queue);
  g_free (self->address);
  g_free (self->host);

  G_OBJECT_CLASS (natter_ui_connection_parent_class)->finalize (object);
}

static void
natter_ui_connection_class_init (NatterUiConnectionClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GType type = G_TYPE_FROM_CLASS (klass);

  object_class->dispose = natter_ui_connection_dispose;
  object_class->finalize = natter_ui_connection_finalize;

  signals[REACHED] = g_signal_new ("reached", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[OPENED] = g_signal_new ("opened", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_POINTER);
  signals[RECEIVED] = g_signal_new ("received", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1,
                                    G_TYPE_POINTER);
  signals[SETTLED] = g_signal_new ("settled", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[CLOSED] = g_signal_new ("closed", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1,
                                  G_TYPE_ERROR | G_SIGNAL_TYPE_STATIC_SCOPE);
}

static void
natter_ui_connection_init (NatterUiConnection *self)
{
  self->queue = g_byte_array_new ();
  natter_framer_init (&self->framer, NATTER_LIMIT_LINE_MOST);
}

void
natter_ui_connection_emit_reached (NatterUiConnection *self)
{
  g_signal_emit (self, signals[REACHED], 0);
}

NatterUiConnection *
natter_ui_connection_new (void)
{
  return g_object_new (NATTER_UI_TYPE_CONNECTION, NULL);
}

void
natter_ui_connection_end (NatterUiConnection *self, GError *error)
{
  g_autoptr (GError) owned = error;
  gboolean finishing = self->last_call != NULL;

  natter_ui_connection_close (self);
  if (!finishing)
    g_signal_emit (self, signals[CLOSED], 0, owned);
}

static void
end_lost (NatterUiConnection *self)
{
  natter_ui_connection_end (self, natter_ui_refusal_new_lost (self->address));
}

static void
take_line (NatterUiConnection *self, const char *line, gsize length)
{
  g_autoptr (NatterEvent) event = NULL;

  if (natter_text_is_blank (line, length))
    return;

  if (!self->began && line[0] != '{')
    {
      /* §1.3: a first line that is no JSON is why we are not let in. */
      natter_ui_connection_end (self, natter_ui_refusal_new (self->address, line, length));
      return;
    }
  self->began = TRUE;

  event = natter_json_decode_event (line, length, NULL);
  if (event != NULL)
    g_signal_emit (self, signals[RECEIVED], 0, event);
}

static void
take_bytes (NatterUiConnection *self, const guint8 *bytes, gsize n)
{
  NatterFramerStatus status;
  const char *line;
  gsize length;

  natter_framer_feed (&self->framer, bytes, n);
  while (self->stream != NULL && (status = natter_framer_next (&self->framer, &line, &length)) != NATTER_FRAMER_MORE)
    {
      if (status == NATTER_FRAMER_LINE)
        {
          if (g_utf8_validate (line, (gssize) length, NULL))
            take_line (self, line, length);
          else if (!self->began)
            natter_ui_connection_end (self, natter_ui_refusal_new_not_natter (self->address));
        }
    }
  natter_framer_settle (&self->framer);
}

/* FALSE: nothing more for now, or it is over. */
static gboolean
read_some (NatterUiConnection *self, GPollableInputStream *in, gsize *total)
{
  g_autoptr (GError) error = NULL;
  guint8 buffer[NATTER_UI_CONNECTION_READ];
  gssize n = g_pollable_input_stream_read_nonblocking (in, buffer, sizeof buffer, NULL, &error);

  if (n > 0)
    {
      *total += (gsize) n;
      take_bytes (self, buffer, (gsize) n);
      return self->stream != NULL;
    }

  if (n == 0 || !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_WOULD_BLOCK))
    end_lost (self);
  return FALSE;
}

/* TLS gives a record at a time, of 16 KiB at most: what is read as a whole leaves nothing behind that no poll would tell of. */
static gboolean
read_cb (GObject *object, gpointer user_data)
{
  g_autoptr (NatterUiConnection) self = g_object_ref (NATTER_UI_CONNECTION (user_data));
  g_autoptr (GPollableInputStream) in = g_object_ref (G_POLLABLE_INPUT_STREAM (object));
  gsize total = 0;

  while (total < NATTER_UI_CONNECTION_READ && read_some (self, in, &total))
    ;
  if (total > 0 && self->stream != NULL)
    g_signal_emit (self, signals[SETTLED], 0);

  return self->reader != NULL ? G_SOURCE_CONTINUE : G_SOURCE_REMOVE;
}

/* Writes what the socket takes. FALSE: it broke. */
static gboolean
write_out (NatterUiConnection *self)
{
  GPollableOutputStream *out = G_POLLABLE_OUTPUT_STREAM (g_io_stream_get_output_stream (self->stream));

  while (self->queue->len > 0)
    {
      g_autoptr (GError) error = NULL;
      gssize n = g_pollable_output_stream_write_nonblocking (out, self->queue->data, self->queue->len, NULL, &error);

      if (n < 0)
        return g_error_matches (error, G_IO_ERROR, G_IO_ERROR_WOULD_BLOCK);
      g_byte_array_remove_range (self->queue, 0, (guint) n);
    }

  return TRUE;
}

static void
bye_cb (GObject *out, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (NatterUiConnection) self = NATTER_UI_CONNECTION (user_data);

  if (g_output_stream_close_finish (G_OUTPUT_STREAM (out), result, NULL) && self->socket != NULL)
    g_socket_shutdown (g_socket_connection_get_socket (self->socket), FALSE, TRUE, NULL);
}

/* Nothing more comes from us; TLS has a word of its own for that. */
static void
shut_down (NatterUiConnection *self)
{
  if (!G_IS_TLS_CONNECTION (self->stream))
    {
      g_socket_shutdown (g_socket_connection_get_socket (self->socket), FALSE, TRUE, NULL);
      return;
    }

  self->cancellable = g_cancellable_new ();
  g_output_stream_close_async (g_io_stream_get_output_stream (self->stream), G_PRIORITY_DEFAULT, self->cancellable, bye_cb, g_object_ref (self));
}

static gboolean
write_cb (GObject *object, gpointer user_data)
{
  g_autoptr (NatterUiConnection) self = g_object_ref (NATTER_UI_CONNECTION (user_data));

  if (!write_out (self))
    {
      end_lost (self);
      return G_SOURCE_REMOVE;
    }

  if (self->queue->len > 0)
    return G_SOURCE_CONTINUE;

  g_clear_pointer (&self->writer, g_source_unref);
  if (self->last_call != NULL)
    shut_down (self);
  return G_SOURCE_REMOVE;
}

static void
watch_writable (NatterUiConnection *self)
{
  GOutputStream *out = g_io_stream_get_output_stream (self->stream);

  self->writer = g_pollable_output_stream_create_source (G_POLLABLE_OUTPUT_STREAM (out), NULL);
  g_source_set_static_name (self->writer, "natter: write");
  g_source_set_callback (self->writer, G_SOURCE_FUNC (write_cb), self, NULL);
  g_source_attach (self->writer, g_main_context_get_thread_default ());
}

gboolean
natter_ui_connection_send (NatterUiConnection *self, const NatterCommand *command)
{
  g_autoptr (GString) line = NULL;

  g_return_val_if_fail (NATTER_UI_IS_CONNECTION (self), FALSE);
  g_return_val_if_fail (command != NULL, FALSE);

  if (self->stream == NULL)
    return FALSE;

  line = g_string_new (NULL);
  natter_json_encode_command (command, line);
  g_string_append_c (line, '\n');
  if (self->queue->len + line->len > NATTER_UI_CONNECTION_QUEUE_MOST)
    return FALSE;

  g_byte_array_append (self->queue, (const guint8 *) line->str, (guint) line->len);
  /* What broke is found by the reader, in a turn of its own. */
  if (self->writer == NULL && write_out (self) && self->queue->len > 0)
    watch_writable (self);
  return TRUE;
}

static gboolean
last_call_cb (gpointer user_data)
{
  natter_ui_connection_close (NATTER_UI_CONNECTION (user_data));
  return G_SOURCE_REMOVE;
}

void
natter_ui_connection_finish (NatterUiConnection *self)
{
  g_return_if_fail (NATTER_UI_IS_CONNECTION (self));

  if (self->stream == NULL || self->last_call != NULL)
    {
      natter_ui_connection_close (self);
      return;
    }

  self->last_call = g_timeout_source_new_seconds (FINISH_SECONDS);
  g_source_set_static_name (self->last_call, "natter: last call");
  g_source_set_callback (self->last_call, last_call_cb, g_object_ref (self), g_object_unref);
  g_source_attach (self->last_call, g_main_context_get_thread_default ());
  if (self->writer == NULL)
    shut_down (self);
}

void
natter_ui_connection_begin (NatterUiConnection *self, GIOStream *stream, const NatterUiMeeting *meeting)
{
  GInputStream *in = g_io_stream_get_input_stream (stream);

  g_clear_object (&self->cancellable);
  self->stream = stream;
  self->reader = g_pollable_input_stream_create_source (G_POLLABLE_INPUT_STREAM (in), NULL);
  g_source_set_static_name (self->reader, "natter: read");
  g_source_set_priority (self->reader, READ_PRIORITY);
  g_source_set_callback (self->reader, G_SOURCE_FUNC (read_cb), self, NULL);
  g_source_attach (self->reader, g_main_context_get_thread_default ());
  g_signal_emit (self, signals[OPENED], 0, meeting);
}
