/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <gio/gnetworking.h>
#include <glib/gi18n-lib.h>
#include <string.h>

#include "shared/natter-framer.h"
#include "shared/natter-json.h"
#include "shared/natter-limits.h"
#include "shared/natter-text.h"

#include "natter-ui-address.h"
#include "natter-ui-connection.h"
#include "natter-ui-refusal.h"
#include "natter-ui-tls.h"

/* GDK draws at G_PRIORITY_HIGH_IDLE + 20. */
#define READ_PRIORITY   G_PRIORITY_DEFAULT_IDLE
#define CONNECT_SECONDS 15
#define FINISH_SECONDS  2

struct _NatterUiConnection
{
  GObject parent_instance;

  char *host; /* (nullable) */
  guint16 port;
  NatterUiWay way;
  char *address;             /* (nullable) for sentences */
  GCancellable *cancellable; /* (nullable) while connecting, or saying goodbye */
  GSocketConnection *socket; /* (nullable) while connected */
  GIOStream *stream;         /* (nullable) while open: the socket, or TLS on it */
  GSource *reader;           /* (nullable) */
  GSource *writer;           /* (nullable) while something waits to be written */
  GByteArray *queue;
  NatterFramer framer;
  GSource *last_call; /* (nullable) while finishing: when the peer was waited for long enough */
  gboolean began;     /* a line was read */
};

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

NatterUiConnection *
natter_ui_connection_new (void)
{
  return g_object_new (NATTER_UI_TYPE_CONNECTION, NULL);
}

/* @error: (transfer full). */
static void
end (NatterUiConnection *self, GError *error)
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
  end (self, natter_ui_refusal_new_lost (self->address));
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
      end (self, natter_ui_refusal_new (self->address, line, length));
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
            end (self, natter_ui_refusal_new_not_natter (self->address));
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

/* Returns: (transfer full). */
static GError *
new_connect_error (NatterUiConnection *self, const GError *cause)
{
  if (cause->domain == G_RESOLVER_ERROR)
    return g_error_new (NATTER_UI_ERROR, NATTER_UI_ERROR_NOT_FOUND,
                        _ ("There is no computer called %s to be found. Is the name right?"), self->address);

  if (g_error_matches (cause, G_IO_ERROR, G_IO_ERROR_CONNECTION_REFUSED))
    return g_error_new (NATTER_UI_ERROR, NATTER_UI_ERROR_REFUSED,
                        _ ("Nobody answers at %s. Is the server running?"), self->address);

  return g_error_new (NATTER_UI_ERROR, NATTER_UI_ERROR_UNREACHABLE,
                      _ ("There is no way to %s now. Are you on the network, and is it?"), self->address);
}

/* @stream: (transfer full). */
static void
begin (NatterUiConnection *self, GIOStream *stream, const NatterUiMeeting *meeting)
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

static void
tls_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (NatterUiConnection) self = NATTER_UI_CONNECTION (user_data);
  g_autoptr (GError) error = NULL;
  NatterUiMeeting meeting = { 0 };
  GIOStream *tls = natter_ui_tls_begin_finish (result, &meeting, &error);

  /* Closed meanwhile. */
  if (self->cancellable == NULL)
    g_clear_object (&tls);
  else if (tls == NULL)
    end (self, g_steal_pointer (&error));
  else
    begin (self, tls, &meeting);
}

static void
set_up (GSocket *socket)
{
  g_socket_set_option (socket, IPPROTO_TCP, TCP_NODELAY, 1, NULL);
  g_socket_set_keepalive (socket, TRUE);
  g_socket_set_timeout (socket, 0);
}

/* Whether the other end is on this computer. */
static gboolean
is_local (GSocketConnection *socket)
{
  g_autoptr (GSocketAddress) remote = g_socket_connection_get_remote_address (socket, NULL);

  return G_IS_INET_SOCKET_ADDRESS (remote) &&
         g_inet_address_get_is_loopback (g_inet_socket_address_get_address (G_INET_SOCKET_ADDRESS (remote)));
}

static void
connect_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (NatterUiConnection) self = NATTER_UI_CONNECTION (user_data);
  g_autoptr (GError) error = NULL;
  NatterUiMeeting meeting = { 0 };
  GSocketConnection *socket = g_socket_client_connect_finish (G_SOCKET_CLIENT (object), result, &error);

  /* Closed meanwhile. */
  if (self->cancellable == NULL)
    {
      g_clear_object (&socket);
      return;
    }
  if (socket == NULL)
    {
      end (self, new_connect_error (self, error));
      return;
    }

  self->socket = socket;
  set_up (g_socket_connection_get_socket (socket));
  meeting.local = is_local (socket);
  if (self->way == NATTER_UI_WAY_BARE || (self->way == NATTER_UI_WAY_USUAL && meeting.local))
    {
      begin (self, g_object_ref (G_IO_STREAM (socket)), &meeting);
      return;
    }

  natter_ui_tls_begin_async (socket, self->host, self->port, self->cancellable, tls_cb, g_object_ref (self));
  g_signal_emit (self, signals[REACHED], 0);
}

void
natter_ui_connection_open (NatterUiConnection *self, const char *host, guint16 port, NatterUiWay way)
{
  g_autoptr (GSocketClient) client = NULL;
  g_autoptr (GSocketConnectable) where = NULL;

  g_return_if_fail (NATTER_UI_IS_CONNECTION (self));
  g_return_if_fail (host != NULL);
  g_return_if_fail (self->address == NULL);

  self->host = g_strdup (host);
  self->port = port;
  self->way = way;
  self->address = natter_ui_address_format (host, port);
  self->cancellable = g_cancellable_new ();
  client = g_socket_client_new ();
  g_socket_client_set_timeout (client, CONNECT_SECONDS);
  g_socket_client_set_enable_proxy (client, FALSE);
  where = g_network_address_new (host, port);
  g_socket_client_connect_async (client, where, self->cancellable, connect_cb, g_object_ref (self));
}
