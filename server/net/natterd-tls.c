/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "natterd-tls.h"

#include <errno.h>
#include <string.h>
#include <sys/socket.h>

#include "natterd-tls-private.h"

/* A peer that asks for a new handshake is told no, and given up when it insists; likewise who warns us all the time. */
#define REHANDSHAKES_MOST 2
#define WARNINGS_MOST     8

static const NatterdTransport tls;

/* The handshake */

static gboolean
set_up (NatterdTls *self,
        GError **error)
{
  NatterdCredentials *credentials = self->credentials;

  if (!natterd_key_files_judge (gnutls_init (&self->session, GNUTLS_SERVER | GNUTLS_NONBLOCK | GNUTLS_NO_AUTO_SEND_TICKET), error))
    return FALSE;
  natterd_tls_wire_connect (self);
  gnutls_handshake_set_max_packet_length (self->session, NATTERD_RECORD_MOST);
  return natterd_key_files_judge (gnutls_priority_set (self->session, credentials->priority), error) &&
         natterd_key_files_judge (gnutls_credentials_set (self->session, GNUTLS_CRD_CERTIFICATE, credentials->certificate), error) &&
         natterd_key_files_judge (gnutls_session_ticket_enable_server (self->session, &credentials->tickets), error);
}

static void
tls_free (NatterdTls *self)
{
  if (self->session != NULL)
    gnutls_deinit (self->session);
  g_clear_pointer (&self->early, g_byte_array_unref);
  g_clear_pointer (&self->held, g_byte_array_unref);
  natterd_credentials_unref (self->credentials);
  g_free (self);
}

gboolean
natterd_tls_begin (NatterdChannel *channel,
                   NatterdCredentials *credentials,
                   GByteArray *hello,
                   GError **error)
{
  NatterdTls *self = g_new0 (NatterdTls, 1);

  self->fd = channel->fd;
  self->credentials = natterd_credentials_ref (credentials);
  self->early = hello;
  if (!set_up (self, error))
    {
      tls_free (self);
      return FALSE;
    }
  channel->transport = &tls;
  channel->state = self;
  return TRUE;
}

static NatterdIo
fail (NatterdTls *self,
      int code,
      const char **why)
{
  *why = self->broken ? g_strerror (errno) : gnutls_strerror (code);
  if (!self->broken && code != GNUTLS_E_PREMATURE_TERMINATION && code != GNUTLS_E_FATAL_ALERT_RECEIVED)
    gnutls_alert_send_appropriate (self->session, code);
  return NATTERD_IO_FAILED;
}

NatterdIo
natterd_tls_shake (NatterdChannel *channel,
                   const char **why)
{
  NatterdTls *self = channel->state;
  int code;

  if (!natterd_tls_wire_flush_held (self))
    return self->broken ? fail (self, 0, why) : NATTERD_IO_BLOCKED;
  do
    code = gnutls_handshake (self->session);
  while (code == GNUTLS_E_INTERRUPTED || (code == GNUTLS_E_WARNING_ALERT_RECEIVED && self->warnings++ < WARNINGS_MOST));
  if (code == GNUTLS_E_AGAIN)
    return NATTERD_IO_BLOCKED;
  if (code < 0)
    return fail (self, code, why);
  self->shaking = FALSE;
  /* one will do: whoever opens several connections with it is no secret */
  if (gnutls_protocol_get_version (self->session) == GNUTLS_TLS1_3)
    gnutls_session_ticket_send (self->session, 1, 0);
  return NATTERD_IO_DONE;
}

gboolean
natterd_tls_is_resumed (const NatterdChannel *channel)
{
  return gnutls_session_is_resumed (((NatterdTls *) channel->state)->session) != 0;
}

void
natterd_tls_give_up (NatterdChannel *channel,
                     gboolean say)
{
  NatterdTls *self = channel->state;
  int fd = self->fd;

  if (say && !self->broken)
    gnutls_alert_send (self->session, GNUTLS_AL_FATAL, GNUTLS_A_USER_CANCELED);
  tls_free (self);
  natterd_channel_init (channel, fd);
}

/* Talking */

/* Whether to go on after @code, which is no text and no end. */
static gboolean
is_harmless (NatterdTls *self,
             int code)
{
  switch (code)
    {
    case GNUTLS_E_INTERRUPTED:
      return TRUE;

    case GNUTLS_E_WARNING_ALERT_RECEIVED:
      return self->warnings++ < WARNINGS_MOST;

    case GNUTLS_E_REHANDSHAKE: /* §10.2 */
      return self->rehandshakes++ < REHANDSHAKES_MOST &&
             gnutls_alert_send (self->session, GNUTLS_AL_WARNING, GNUTLS_A_NO_RENEGOTIATION) >= 0;

    default:
      return FALSE;
    }
}

/* One call. Positive: so many bytes of text; 0: an end; AGAIN: there is no more. */
static int
receive (NatterdTls *self,
         guint8 *buffer,
         gsize size)
{
  gsize unasked;
  gssize code;

  do
    {
      unasked = natterd_tls_wire_get_unasked (self);
      code = gnutls_record_recv (self->session, buffer, size);
    }
  while (code < 0 && (is_harmless (self, (int) code) ||
                      /* what came was for the library itself */
                      (code == GNUTLS_E_AGAIN && natterd_tls_wire_get_unasked (self) > 0 && natterd_tls_wire_get_unasked (self) < unasked)));
  return (int) code;
}

static NatterdIo
end_reading (NatterdTls *self,
             int code)
{
  const char *why;

  /* Whether the end was said within TLS makes no difference: a line without its end is no line. */
  self->over = code == 0 || code == GNUTLS_E_PREMATURE_TERMINATION ? NATTERD_IO_ENDED : (guint8) fail (self, code, &why);
  return self->over;
}

static NatterdIo
tls_read (NatterdChannel *channel,
          guint8 *buffer,
          gsize size,
          gsize *moved)
{
  NatterdTls *self = channel->state;
  int code = 1;

  *moved = 0;
  if (self->over != NATTERD_IO_DONE)
    return self->over;
  if (!natterd_tls_wire_read_ahead (self, size))
    return NATTERD_IO_FAILED;
  while (*moved < size && code > 0)
    {
      code = receive (self, buffer + *moved, size - *moved);
      *moved += (gsize) MAX (code, 0);
    }
  natterd_tls_wire_keep_ahead (self);
  if (code <= 0 && code != GNUTLS_E_AGAIN)
    end_reading (self, code);
  if (*moved > 0)
    return NATTERD_IO_DONE;
  return self->over != NATTERD_IO_DONE ? self->over : NATTERD_IO_BLOCKED;
}

static gboolean
tls_has_more (const NatterdChannel *channel)
{
  const NatterdTls *self = channel->state;

  return self->over != NATTERD_IO_DONE || self->early != NULL || gnutls_record_check_pending (self->session) > 0;
}

/* The next record's text, from byte @from of @pieces on. @length: (out). Returns: (transfer none): where it stands. */
static const guint8 *
gather (NatterdTls *self,
        const struct iovec *pieces,
        int n_pieces,
        gsize from,
        gsize *length)
{
  guint8 *gathered = self->credentials->gathered;

  *length = 0;
  for (int i = 0; i < n_pieces && *length < NATTERD_RECORD_MOST; i++)
    {
      const guint8 *bytes = pieces[i].iov_base;
      gsize n;

      if (from >= pieces[i].iov_len)
        {
          from -= pieces[i].iov_len;
          continue;
        }
      n = MIN (pieces[i].iov_len - from, NATTERD_RECORD_MOST - *length);
      /* most have one piece, which can be encrypted where it is */
      if (*length == 0 && (n == NATTERD_RECORD_MOST || i == n_pieces - 1))
        {
          *length = n;
          return bytes + from;
        }
      memcpy (gathered + *length, bytes + from, n);
      *length += n;
      from = 0;
    }
  return gathered;
}

static NatterdIo
tls_write (NatterdChannel *channel,
           const struct iovec *pieces,
           int n_pieces,
           gsize *moved)
{
  NatterdTls *self = channel->state;

  *moved = 0;
  while (natterd_tls_wire_flush_held (self))
    {
      gsize length;
      const guint8 *text = gather (self, pieces, n_pieces, *moved, &length);
      gssize code;

      if (length == 0)
        return NATTERD_IO_DONE;
      code = gnutls_record_send (self->session, text, length);
      if (code <= 0)
        return NATTERD_IO_FAILED;
      *moved += (gsize) code;
    }
  return self->broken ? NATTERD_IO_FAILED : NATTERD_IO_BLOCKED;
}

static gsize
tls_get_held (const NatterdChannel *channel)
{
  const NatterdTls *self = channel->state;

  return self->held != NULL ? self->held->len : 0;
}

static void
tls_end (NatterdChannel *channel)
{
  NatterdTls *self = channel->state;

  gnutls_bye (self->session, GNUTLS_SHUT_WR);
  shutdown (self->fd, SHUT_WR);
}

static void
tls_clear (NatterdChannel *channel)
{
  tls_free (channel->state);
}

static const NatterdTransport tls = {
  .name = "tls",
  .encrypts = TRUE,
  .read = tls_read,
  .has_more = tls_has_more,
  .write = tls_write,
  .get_held = tls_get_held,
  .end = tls_end,
  .clear = tls_clear,
};
