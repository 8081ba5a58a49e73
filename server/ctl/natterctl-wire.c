/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "natterctl-wire.h"

#include <gio/gunixfdmessage.h>
#include <glib-unix.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <string.h>

#include "natterctl-error.h"
#include "natterctl-line.h"
#include "shared/natter-error.h"
#include "shared/natter-framer.h"
#include "shared/natter-json.h"
#include "shared/natter-text.h"

#define LONGEST_EVENT (64 * 1024 * 1024) /* everyone on a server of thousands is one line */
#define PIECE         (64 * 1024)

struct _NatterctlWire
{
  GIOStream *stream; /* owned */
  GSocket *local;    /* (nullable) not owned: descriptors may come along */
  NatterFramer framer;
  guint8 piece[PIECE];
  guint timeout;
  guint n_asked;
  guint pause;
  int fd;
};

NatterctlWire *
natterctl_wire_new (GIOStream *stream,
                    guint timeout)
{
  NatterctlWire *self = g_new0 (NatterctlWire, 1);

  self->stream = stream;
  self->timeout = timeout;
  self->fd = -1;
  if (G_IS_SOCKET_CONNECTION (stream))
    {
      GSocket *socket = g_socket_connection_get_socket (G_SOCKET_CONNECTION (stream));

      self->local = g_socket_get_family (socket) == G_SOCKET_FAMILY_UNIX ? socket : NULL;
    }
  natter_framer_init (&self->framer, LONGEST_EVENT);
  return self;
}

void
natterctl_wire_free (NatterctlWire *self)
{
  if (self == NULL)
    return;
  if (self->fd >= 0)
    g_close (self->fd, NULL);
  natter_framer_clear (&self->framer);
  g_object_unref (self->stream);
  g_free (self);
}

guint
natterctl_wire_get_pause (const NatterctlWire *self)
{
  return self->pause;
}

int
natterctl_wire_steal_fd (NatterctlWire *self)
{
  return g_steal_fd (&self->fd);
}

static void
set_broken (GError **error,
            const GError *cause)
{
  if (cause != NULL)
    g_set_error (error, NATTERCTL_ERROR, NATTERCTL_ERROR_NO_SERVER, _ ("The connection to the server broke: %s"), cause->message);
  else
    g_set_error_literal (error, NATTERCTL_ERROR, NATTERCTL_ERROR_NO_SERVER, _ ("The server closed the connection."));
}

/* Waiting */

typedef struct
{
  gboolean readable, ready, late;
} Woken;

static gboolean
on_readable (GObject *stream,
             gpointer user_data)
{
  ((Woken *) user_data)->readable = TRUE;
  return G_SOURCE_CONTINUE;
}

static gboolean
on_ready (int fd,
          GIOCondition condition,
          gpointer user_data)
{
  ((Woken *) user_data)->ready = TRUE;
  return G_SOURCE_CONTINUE;
}

static gboolean
on_late (gpointer user_data)
{
  ((Woken *) user_data)->late = TRUE;
  return G_SOURCE_CONTINUE;
}

static void
attach (GPtrArray *sources,
        GSource *source,
        GSourceFunc callback,
        Woken *woken)
{
  g_source_set_callback (source, callback, woken, NULL);
  g_source_attach (source, NULL);
  g_ptr_array_add (sources, source);
}

/* Until the server says something, @fd (-1: none) can be read, or it took too long. */
static Woken
wait_for_something (NatterctlWire *self,
                    int fd)
{
  GInputStream *in = g_io_stream_get_input_stream (self->stream);
  g_autoptr (GPtrArray) sources = g_ptr_array_new_with_free_func ((GDestroyNotify) g_source_unref);
  Woken woken = { 0 };

  attach (sources, g_pollable_input_stream_create_source (G_POLLABLE_INPUT_STREAM (in), NULL), G_SOURCE_FUNC (on_readable), &woken);
  if (fd >= 0)
    attach (sources, g_unix_fd_source_new (fd, G_IO_IN | G_IO_HUP | G_IO_ERR), G_SOURCE_FUNC (on_ready), &woken);
  else if (self->timeout > 0)
    attach (sources, g_timeout_source_new_seconds (self->timeout), on_late, &woken);
  while (!woken.readable && !woken.ready && !woken.late)
    g_main_context_iteration (NULL, TRUE);
  for (guint i = 0; i < sources->len; i++)
    g_source_destroy (sources->pdata[i]);
  return woken;
}

/* Reading */

static void
keep_descriptor (NatterctlWire *self,
                 GSocketControlMessage **messages,
                 int n_messages)
{
  for (int i = 0; i < n_messages; i++)
    {
      if (G_IS_UNIX_FD_MESSAGE (messages[i]) && self->fd < 0)
        self->fd = g_unix_fd_list_get (g_unix_fd_message_get_fd_list (G_UNIX_FD_MESSAGE (messages[i])), 0, NULL);
      g_object_unref (messages[i]);
    }
  g_free (messages);
}

static gssize
receive (NatterctlWire *self,
         GError **error)
{
  GInputVector vector = { self->piece, sizeof self->piece };
  GSocketControlMessage **messages = NULL;
  int n_messages = 0;
  int flags = 0;
  gssize got;

  if (self->local == NULL)
    return g_pollable_input_stream_read_nonblocking (G_POLLABLE_INPUT_STREAM (g_io_stream_get_input_stream (self->stream)), self->piece,
                                                     sizeof self->piece, NULL, error);
  if (!(g_socket_condition_check (self->local, G_IO_IN) & (G_IO_IN | G_IO_HUP | G_IO_ERR)))
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_WOULD_BLOCK, "");
      return -1;
    }
  got = g_socket_receive_message (self->local, NULL, &vector, 1, &messages, &n_messages, &flags, NULL, error);
  keep_descriptor (self, messages, n_messages);
  return got;
}

/* FALSE: it broke, or nothing came in time. What comes is fed; nothing may be fed already. */
static gboolean
read_more (NatterctlWire *self,
           GError **error)
{
  for (;;)
    {
      g_autoptr (GError) cause = NULL;
      gssize got = receive (self, &cause);

      if (got > 0)
        {
          natter_framer_feed (&self->framer, self->piece, (gsize) got);
          return TRUE;
        }
      if (got == 0 || !g_error_matches (cause, G_IO_ERROR, G_IO_ERROR_WOULD_BLOCK))
        {
          set_broken (error, got == 0 ? NULL : cause);
          return FALSE;
        }
      if (wait_for_something (self, -1).late)
        {
          g_set_error_literal (error, NATTERCTL_ERROR, NATTERCTL_ERROR_NO_SERVER, _ ("The server does not answer."));
          return FALSE;
        }
    }
}

static JsonObject *
parse (const char *line,
       gsize length,
       GError **error)
{
  g_autoptr (JsonParser) parser = json_parser_new ();

  if (length > 0 && line[0] != '{')
    {
      /* §1.3: a refusal for people */
      g_autofree char *said = natter_text_dup_excerpt (line, length, 200);

      g_set_error_literal (error, NATTERCTL_ERROR, NATTERCTL_ERROR_NO_SERVER, said);
      return NULL;
    }
  if (!natter_json_guard (line, length, LONGEST_EVENT, error) || !json_parser_load_from_data (parser, line, (gssize) length, error))
    {
      g_prefix_error (error, "%s ", _ ("The server does not speak as it should."));
      return NULL;
    }
  return json_object_ref (json_node_get_object (json_parser_get_root (parser)));
}

/* (transfer full) (nullable) */
static JsonObject *
read_event (NatterctlWire *self,
            GError **error)
{
  for (;;)
    {
      const char *data;
      gsize length;
      NatterFramerStatus status = natter_framer_next (&self->framer, &data, &length);

      if (status == NATTER_FRAMER_LINE && length > 0)
        return parse (data, length, error);
      if (status == NATTER_FRAMER_TOO_LONG)
        {
          g_set_error_literal (error, NATTERCTL_ERROR, NATTERCTL_ERROR_FAILED, _ ("The server does not speak as it should."));
          return NULL;
        }
      if (status == NATTER_FRAMER_LINE)
        continue;
      natter_framer_settle (&self->framer);
      if (!read_more (self, error))
        return NULL;
    }
}

void
natterctl_wire_set_said (NatterctlWire *self,
                         JsonObject *event,
                         GError **error)
{
  const char *text = natterctl_event_get (event, "text");
  const char *code = natterctl_event_get (event, "code");
  g_autoptr (GString) safe = g_string_new (NULL);

  /* the operator need not be in a room: there is none */
  if (self->local != NULL && g_strcmp0 (code, "not-in-room") == 0)
    text = _ ("There is no such room, or nobody was ever in it. To see those there are: natterctl rooms");
  natter_text_append_for_terminal (safe, text != NULL ? text : "");
  self->pause = (guint) CLAMP (natterctl_event_get_number (event, "wait"), 0, 3600);
  g_set_error_literal (error, NATTER_ERROR, natter_error_from_code_word (code), safe->len > 0 ? safe->str : code != NULL ? code
                                                                                                                         : "?");
}

/* Who was shown out may have been told why. */
static void
set_unsent (NatterctlWire *self,
            const GError *cause,
            GError **error)
{
  g_autoptr (JsonObject) event = read_event (self, NULL);

  if (event != NULL && g_strcmp0 (natterctl_event_get (event, "ev"), "bye") == 0)
    natterctl_wire_set_said (self, event, error);
  else
    set_broken (error, cause);
}

gboolean
natterctl_wire_send (NatterctlWire *self,
                     GString *line,
                     GError **error)
{
  g_autoptr (GError) cause = NULL;
  gboolean sent;

  g_string_append (line, "}\n");
  sent = g_output_stream_write_all (g_io_stream_get_output_stream (self->stream), line->str, line->len, NULL, NULL, &cause);
  explicit_bzero (line->str, line->len);
  g_string_free (line, TRUE);
  if (!sent)
    set_unsent (self, cause, error);
  return sent;
}

/* FALSE: it was a goodbye, or a ping that could not be answered. *@again: it was a ping. */
static gboolean
heed (NatterctlWire *self,
      JsonObject *event,
      gboolean *again,
      GError **error)
{
  const char *ev = natterctl_event_get (event, "ev");

  *again = g_strcmp0 (ev, "ping") == 0;
  if (g_strcmp0 (ev, "bye") == 0)
    {
      natterctl_wire_set_said (self, event, error);
      return FALSE;
    }
  return !*again || natterctl_wire_send (self, natterctl_line_new ("pong"), error);
}

JsonObject *
natterctl_wire_next (NatterctlWire *self,
                     GError **error)
{
  for (;;)
    {
      g_autoptr (JsonObject) event = read_event (self, error);
      gboolean again;

      if (event == NULL || !heed (self, event, &again, error))
        return NULL;
      if (!again)
        return g_steal_pointer (&event);
    }
}

JsonObject *
natterctl_wire_ask (NatterctlWire *self,
                    GString *line,
                    const char *id,
                    GError **error)
{
  g_autofree char *own = id != NULL ? g_strdup (id) : g_strdup_printf ("ask-%u", ++self->n_asked);

  self->pause = 0;
  natterctl_line_add (line, "id", own);
  if (!natterctl_wire_send (self, line, error))
    return NULL;
  for (;;)
    {
      g_autoptr (JsonObject) event = natterctl_wire_next (self, error);

      if (event == NULL)
        return NULL;
      if (g_strcmp0 (natterctl_event_get (event, "re"), own) != 0)
        continue;
      if (g_strcmp0 (natterctl_event_get (event, "ev"), "error") != 0)
        return g_steal_pointer (&event);
      natterctl_wire_set_said (self, event, error);
      return NULL;
    }
}

gboolean
natterctl_wire_wait (NatterctlWire *self,
                     int fd,
                     GError **error)
{
  for (;;)
    {
      Woken woken;

      while (natter_framer_has_line (&self->framer))
        {
          g_autoptr (JsonObject) event = read_event (self, error);
          gboolean again;

          if (event == NULL || !heed (self, event, &again, error))
            return FALSE;
        }
      woken = wait_for_something (self, fd);
      if (woken.ready)
        return TRUE;
      natter_framer_settle (&self->framer);
      if (!read_more (self, error))
        return FALSE;
    }
}
