/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#define G_LOG_DOMAIN "natterd"

#include "natterd-control-private.h"

#include <gio/gunixfdmessage.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <string.h>

#include "shared/natter-error.h"
#include "shared/natter-json.h"
#include "shared/natter-text.h"

#define LONGEST_LINE     (256 * 1024) /* a message of 8 KiB may be spelled with six bytes for each of its own */
#define READ_AT_ONCE     (16 * 1024)
#define QUEUE_SOFT       (256 * 1024)  /* beyond it the peer is not read */
#define QUEUE_HARD       (1024 * 1024) /* of what it did not ask for */
#define MOST_PENDING     256
#define LINES_A_TURN     64
#define PATIENCE_SECONDS 5
#define FENCE            "\n" /* the id of what we ask ourselves: nobody else's may hold that */

static gsize
get_waiting (const NatterdControlPeer *self)
{
  return self->out->len - self->out_sent;
}

static gboolean
may_be_heard (const NatterdControlPeer *self)
{
  return !self->closing && !self->gone && self->question == NULL && get_waiting (self) < QUEUE_SOFT && self->n_pending < MOST_PENDING;
}

static void
drop_source (GSource **source)
{
  if (*source != NULL)
    g_source_destroy (*source);
  g_clear_pointer (source, g_source_unref);
}

/* Out */

void
natterd_control_peer_send (NatterdControlPeer *self,
                           const char *line,
                           gsize length,
                           int fd)
{
  if (fd >= 0)
    {
      self->fd = fd;
      self->fd_at = self->out->len;
    }
  g_byte_array_append (self->out, (const guint8 *) line, (guint) length);
  g_byte_array_append (self->out, (const guint8 *) "\n", 1);
  natterd_control_peer_stir (self);
}

static void
send_event (NatterdControlPeer *self,
            const NatterEvent *event)
{
  g_autoptr (GString) line = g_string_new (NULL);

  natter_json_encode_event (event, line);
  natterd_control_peer_send (self, line->str, line->len, -1);
  explicit_bzero (line->str, line->len); /* a token of a bot is told once */
}

void
natterd_control_peer_close (NatterdControlPeer *self,
                            const GError *error)
{
  g_autoptr (NatterEvent) event = natter_event_new (NATTER_EVENT_BYE);

  event->reason_word = g_strdup (natter_error_get_code_word ((NatterError) error->code));
  event->text = g_strdup (error->message);
  send_event (self, event);
  self->closing = TRUE;
}

/* What it has not begun to read is dropped, but for the line that was begun. */
static void
close_slow (NatterdControlPeer *self)
{
  const guint8 *begin = self->out->data + self->out_sent;
  const guint8 *end = memchr (begin, '\n', get_waiting (self));
  g_autoptr (GError) error = g_error_new_literal (NATTER_ERROR, NATTER_ERROR_TOO_SLOW, _ ("You did not read fast enough, so more and more was waiting for you. Please connect again."));

  if (self->out_sent == 0 || self->out->data[self->out_sent - 1] == '\n')
    g_byte_array_set_size (self->out, (guint) self->out_sent);
  else if (end != NULL)
    g_byte_array_set_size (self->out, (guint) (end + 1 - self->out->data));
  natterd_control_peer_close (self, error);
}

void
natterd_control_tell (NatterdControlPeer *peer,
                      const NatterEvent *event)
{
  if (peer->closing || peer->gone)
    return;
  if (g_strcmp0 (event->re, FENCE) == 0)
    {
      peer->busy = FALSE;
      natterd_control_peer_go_on (peer);
      return;
    }
  if (event->re != NULL && peer->n_pending > 0)
    peer->n_pending--;
  send_event (peer, event);
  if (event->re == NULL && get_waiting (peer) > QUEUE_HARD)
    close_slow (peer);
  else if (event->kind == NATTER_EVENT_BYE)
    peer->closing = TRUE;
}

/* Bytes that went, 0 where none can; -1: it is gone. A descriptor goes along with its byte. */
static gssize
send_some (NatterdControlPeer *self)
{
  gboolean with_fd = self->fd >= 0 && self->fd_at <= self->out_sent;
  gsize end = self->fd >= 0 && !with_fd ? self->fd_at : self->out->len;
  GOutputVector vector = { self->out->data + self->out_sent, end - self->out_sent };
  g_autoptr (GSocketControlMessage) message = with_fd ? g_unix_fd_message_new () : NULL;
  g_autoptr (GError) error = NULL;
  gssize sent = -1;

  if (!with_fd || g_unix_fd_message_append_fd (G_UNIX_FD_MESSAGE (message), self->fd, &error))
    sent = g_socket_send_message (self->socket, NULL, &vector, 1, with_fd ? &message : NULL, with_fd ? 1 : 0, 0, NULL, &error);
  if (sent > 0 && with_fd)
    g_close (g_steal_fd (&self->fd), NULL);
  return sent < 0 && g_error_matches (error, G_IO_ERROR, G_IO_ERROR_WOULD_BLOCK) ? 0 : sent;
}

void
natterd_control_peer_flush (NatterdControlPeer *self)
{
  while (!self->gone && get_waiting (self) > 0)
    {
      gssize sent = send_some (self);

      if (sent == 0)
        break;
      if (sent < 0)
        self->gone = TRUE;
      else
        self->out_sent += (gsize) sent;
    }
  if (self->out_sent == 0 || (get_waiting (self) > 0 && self->out_sent < QUEUE_SOFT))
    return;
  explicit_bzero (self->out->data, self->out_sent);
  g_byte_array_remove_range (self->out, 0, (guint) self->out_sent);
  self->fd_at -= MIN (self->fd_at, self->out_sent);
  self->out_sent = 0;
}

/* In */

/* Whoever answers @self's commands; from here on there may be something to answer. */
static const NatterdControlHouse *
call_house (NatterdControlPeer *self)
{
  gpointer user_data;
  const NatterdControlHouse *house = natterd_control_get_house (self->control, &user_data);

  if (self->session == NULL)
    self->session = house->open (user_data, self);
  self->busy = TRUE;
  return house;
}

/* Also what is no command is answered in its turn: §5.2. */
static void
refuse (NatterdControlPeer *self,
        const GError *error,
        const char *id)
{
  const NatterdControlHouse *house = call_house (self);

  self->n_pending += id != NULL ? 1 : 0;
  house->refuse (self->session, error, id);
}

static void
command (NatterdControlPeer *self,
         NatterCommand *wish)
{
  const NatterdControlHouse *house = call_house (self);

  self->n_pending += wish->id != NULL && wish->kind != NATTER_COMMAND_PONG ? 1 : 0; /* to which there is no answer */
  house->command (self->session, wish);
}

void
natterd_control_peer_set_fence (NatterdControlPeer *self)
{
  NatterCommand *ping = natter_command_new (NATTER_COMMAND_PING);

  ping->id = g_strdup (FENCE);
  call_house (self)->command (self->session, ping);
}

static void
take_line (NatterdControlPeer *self,
           const char *line,
           gsize length)
{
  g_autofree char *id = NULL;
  g_autofree char *word = NULL;
  g_autoptr (GError) error = NULL;
  NatterCommand *wish;
  NatterdControlKind kind;

  if (natter_text_validate_line (line, length, NULL) && natter_text_is_blank (line, (gssize) length))
    return;
  wish = natter_json_decode_command (line, length, &id, &error);
  if (wish != NULL)
    {
      command (self, wish);
      return;
    }
  word = g_error_matches (error, NATTER_ERROR, NATTER_ERROR_UNKNOWN_COMMAND) ? natter_json_dup_word (line, length) : NULL;
  if (natterd_control_find_kind (word, &kind))
    natterd_control_peer_ask (self, kind, id);
  else
    refuse (self, error, id);
}

static void
take_lines (NatterdControlPeer *self)
{
  const char *data;
  gsize length;

  for (guint n = 0; n < LINES_A_TURN && may_be_heard (self); n++)
    {
      NatterFramerStatus status = natter_framer_next (&self->framer, &data, &length);
      g_autoptr (GError) error = NULL;

      if (status == NATTER_FRAMER_MORE)
        return;
      if (status == NATTER_FRAMER_TOO_LONG)
        {
          g_set_error (&error, NATTER_ERROR, NATTER_ERROR_LINE_TOO_LONG, _ ("That line is too long: at most %zu bytes."), (gsize) LONGEST_LINE);
          refuse (self, error, NULL);
          continue;
        }
      take_line (self, data, length);
      natter_framer_wipe (&self->framer, data, length);
    }
}

static void
set_sources (NatterdControlPeer *self);

/* The one place where it ends. */
static void
have_turn (NatterdControlPeer *self)
{
  gboolean done;

  natterd_control_peer_flush (self);
  done = self->closing || (self->ended && self->question == NULL && self->n_pending == 0 && !natter_framer_has_line (&self->framer));
  if (self->gone || (done && get_waiting (self) == 0))
    natterd_control_reap (self->control, self);
  else
    set_sources (self);
}

static gboolean
on_turn (gpointer user_data)
{
  NatterdControlPeer *self = user_data;

  drop_source (&self->turn);
  natter_framer_settle (&self->framer);
  take_lines (self);
  natter_framer_settle (&self->framer);
  have_turn (self);
  return G_SOURCE_REMOVE;
}

static void
watch (GSource **place,
       GSource *source,
       const char *name,
       gpointer self)
{
  *place = source;
  g_source_set_static_name (source, name);
  g_source_attach (source, g_main_context_get_thread_default ());
}

void
natterd_control_peer_stir (NatterdControlPeer *self)
{
  GSource *source;

  if (self->turn != NULL)
    return;
  source = g_idle_source_new ();
  g_source_set_priority (source, G_PRIORITY_DEFAULT);
  g_source_set_callback (source, on_turn, self, NULL);
  watch (&self->turn, source, "natterd control turn", self);
}

static gboolean
on_readable (GSocket *socket,
             GIOCondition condition,
             gpointer user_data)
{
  NatterdControlPeer *self = user_data;
  guint8 bytes[READ_AT_ONCE];
  g_autoptr (GError) error = NULL;
  gssize got = g_socket_receive (socket, (char *) bytes, sizeof bytes, NULL, &error);

  if (got < 0 && g_error_matches (error, G_IO_ERROR, G_IO_ERROR_WOULD_BLOCK))
    return G_SOURCE_CONTINUE;
  self->ended = got == 0;
  self->gone = got < 0 || (self->ended && (g_socket_condition_check (socket, G_IO_HUP) & G_IO_HUP) != 0); /* nobody is there for the answers */
  if (got > 0)
    {
      natter_framer_feed (&self->framer, bytes, (gsize) got);
      take_lines (self);
      natter_framer_settle (&self->framer);
      explicit_bzero (bytes, (gsize) got);
    }
  have_turn (self);
  return G_SOURCE_CONTINUE; /* or it is destroyed by now */
}

static gboolean
on_writable (GSocket *socket,
             GIOCondition condition,
             gpointer user_data)
{
  have_turn (user_data);
  return G_SOURCE_CONTINUE;
}

static gboolean
on_patience_over (gpointer user_data)
{
  NatterdControlPeer *self = user_data;

  self->gone = TRUE;
  natterd_control_peer_stir (self);
  return G_SOURCE_CONTINUE;
}

static void
watch_socket (NatterdControlPeer *self,
              GSource **place,
              GIOCondition condition,
              GSocketSourceFunc callback)
{
  GSource *source = g_socket_create_source (self->socket, condition, NULL);

  g_source_set_callback (source, G_SOURCE_FUNC (callback), self, NULL);
  watch (place, source, "natterd control peer", self);
}

static void
set_sources (NatterdControlPeer *self)
{
  gboolean hears = may_be_heard (self);

  if (hears && natter_framer_has_line (&self->framer))
    natterd_control_peer_stir (self);
  if (!hears || self->ended)
    drop_source (&self->reading);
  else if (self->reading == NULL)
    watch_socket (self, &self->reading, G_IO_IN, on_readable);
  if (get_waiting (self) == 0)
    drop_source (&self->writing);
  else if (self->writing == NULL)
    watch_socket (self, &self->writing, G_IO_OUT, on_writable);
  if ((self->closing || self->ended) && self->patience == NULL)
    {
      GSource *source = g_timeout_source_new_seconds (PATIENCE_SECONDS);

      g_source_set_callback (source, on_patience_over, self, NULL);
      watch (&self->patience, source, "natterd control patience", self);
    }
}

/* Its life */

NatterdControlPeer *
natterd_control_peer_new (NatterdControl *control,
                          GSocket *socket)
{
  NatterdControlPeer *self = g_new0 (NatterdControlPeer, 1);

  self->control = control;
  self->socket = socket;
  self->fd = -1;
  self->out = g_byte_array_new ();
  natter_framer_init (&self->framer, LONGEST_LINE);
  g_socket_set_blocking (socket, FALSE);
  return self;
}

void
natterd_control_peer_free (NatterdControlPeer *self)
{
  gpointer user_data;
  const NatterdControlHouse *house = natterd_control_get_house (self->control, &user_data);

  if (self->session != NULL)
    house->close (self->session);
  natterd_control_peer_drop_question (self);
  drop_source (&self->reading);
  drop_source (&self->writing);
  drop_source (&self->turn);
  drop_source (&self->patience);
  if (self->fd >= 0)
    g_close (self->fd, NULL);
  natter_framer_clear (&self->framer);
  g_byte_array_unref (self->out);
  g_object_unref (self->socket);
  g_free (self);
}
