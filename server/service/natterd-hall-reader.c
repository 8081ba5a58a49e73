/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "natterd-hall-private.h"

#include <errno.h>
#include <glib/gi18n-lib.h>
#include <string.h>

#include "server/net/natterd-hello.h"
#include "shared/natter-text.h"

/* Lines of one peer in a turn; the others come first before it goes on. */
#define LINES_PER_TURN  64
#define BLANKS_PER_LINE 16 /* empty ones do nothing, but that takes time too */

/* Lines of one peer while a commit is on its way; then it is not read until that is answered. */
#define WAITING_MOST 256

/* Bytes of what all peers' lines have led to and could not be performed yet: then the others have to wait too, for the end of the turn
 * or, like everybody's answers, for the store. */
#define LADEN_WITH (64 * 1024 * 1024)

/* §1.1: no stranger needs more to be recognised */
#define SNIFFED_MOST 64

/* what the address has left, when it is counted by address. @wait: (out): whole seconds. */
static gboolean
may_spend (NatterdPeer *self,
           guint cost,
           guint *wait)
{
  const NatterdHallLimits *limits = &self->hall->limits;

  *wait = self->visitor == NULL ? 0
                                : natterd_bucket_take (&self->visitor->bucket, limits->address_rate,
                                                       limits->address_burst, cost, self->hall->now.mono);
  return *wait == 0;
}

/* §6.3 */
static void
slow_down (NatterdPeer *self,
           const char *re,
           guint wait)
{
  g_autoptr (GError) error = NULL;
  NatterEvent *event;

  g_set_error (&error, NATTER_ERROR, NATTER_ERROR_SLOW_DOWN,
               ngettext ("Too much comes from your address at once. Please wait %u second.",
                         "Too much comes from your address at once. Please wait %u seconds.", wait),
               wait);
  event = natter_event_new_error (error, re, NULL);
  event->wait = wait;
  natterd_effects_to_session (natterd_hall_get_effects (self->hall), self->session, event);
}

static void
wait_for_commit (NatterdPeer *self)
{
  if (!(self->held & NATTERD_HELD_COMMIT))
    g_ptr_array_add (self->hall->held, self);
  natterd_peer_hold (self, NATTERD_HELD_COMMIT);
}

/* each line is answered, which is memory for as long as the store takes */
static void
count_waiting (NatterdPeer *self)
{
  const NatterdLedger *ledger = self->hall->ledger;

  if (!natterd_ledger_is_waiting (ledger))
    return;
  if (self->serial != natterd_ledger_get_serial (ledger))
    self->n_waiting = 0;
  self->serial = natterd_ledger_get_serial (ledger);
  if (++self->n_waiting >= WAITING_MOST)
    wait_for_commit (self);
}

static gboolean
is_laden (const NatterdHall *hall)
{
  return natterd_effects_get_weight (natterd_ledger_get_open (hall->ledger)) > LADEN_WITH;
}

static void
reject (NatterdPeer *self,
        const GError *error,
        const char *re,
        const char *suggestion)
{
  NatterdHall *hall = self->hall;
  guint wait;

  if (!may_spend (self, 1, &wait))
    slow_down (self, re, wait);
  else
    natterd_hub_reject (hall->hub, self->session, error, re, suggestion, hall->now, natterd_hall_get_effects (hall));
}

/* §7.6; @code: as it is told */
static gboolean
is_wrong_token (const NatterdEffect *effect,
                NatterError code)
{
  return effect->kind == NATTERD_EFFECT_TO_SESSION && effect->event->kind == NATTER_EVENT_ERROR && effect->event->code == code;
}

/* A token of its own, which nobody may try too often: §7.6. */
static gboolean
has_token (const NatterCommand *command)
{
  return command->token != NULL && (command->kind == NATTER_COMMAND_RESUME || command->kind == NATTER_COMMAND_LOGIN);
}

/* what its address has left for @command. @wait: (out): whole seconds. */
static gboolean
may_ask (NatterdPeer *self,
         const NatterCommand *command,
         guint *wait)
{
  if (!may_spend (self, natter_verb_get (command->kind)->cost, wait))
    return FALSE;
  if (!has_token (command))
    return TRUE;
  natterd_hall_note_origin (self);
  *wait = natterd_hall_get_wait (self->hall, self);
  return *wait == 0;
}

/* The next line may be an answer. */
static void
heed_event (NatterdPeer *self,
            const NatterEvent *event)
{
  g_autoptr (GByteArray) reply = g_byte_array_new ();

  self->dialect_state.line_waits = natter_framer_has_line (&self->connection.framer);
  self->dialect->heed (&self->dialect_state, event, reply);
  if (reply->len > 0)
    natterd_fanout_tell_bytes (&self->hall->fanout, self, reply->data, reply->len);
}

void
natterd_peer_heed (NatterdPeer *self,
                   guint first)
{
  NatterdHall *hall = self->hall;
  NatterdEffects *effects = natterd_hall_get_effects (hall);

  for (guint i = first; i < natterd_effects_get_length (effects); i++)
    {
      NatterdEffectKind kind = natterd_effects_get (effects, i)->kind;

      if (kind == NATTERD_EFFECT_FETCH || kind == NATTERD_EFFECT_SEARCH)
        {
          self->n_asked++;
          natterd_peer_hold (self, NATTERD_HELD_FETCH);
        }
      else if (kind == NATTERD_EFFECT_HASH || kind == NATTERD_EFFECT_VERIFY)
        natterd_peer_hold (self, NATTERD_HELD_SECRET);
      else if (kind == NATTERD_EFFECT_LIVE)
        natterd_peer_hold (self, NATTERD_HELD_CATCH_UP);
      else if (is_wrong_token (natterd_effects_get (effects, i), NATTER_ERROR_SESSION_OVER))
        natterd_hall_note_failure (hall, self, "wrong token");
      else if (kind == NATTERD_EFFECT_TO_SESSION && self->dialect->heed != NULL &&
               natterd_effects_get (effects, i)->event->kind == NATTER_EVENT_ERROR && natterd_effects_get (effects, i)->session == self->session)
        heed_event (self, natterd_effects_get (effects, i)->event);
    }
  if (natterd_session_get_stage (self->session) == NATTER_STAGE_LOGOUT)
    self->state = NATTERD_PEER_LEAVING;
}

static void
apply (NatterdPeer *self,
       const NatterCommand *command)
{
  NatterdHall *hall = self->hall;
  NatterdEffects *effects = natterd_hall_get_effects (hall);
  guint first = natterd_effects_get_length (effects);
  guint wait;

  hall->counters->commands++;
  if (!may_ask (self, command, &wait))
    slow_down (self, command->id, wait);
  else
    natterd_hub_apply (hall->hub, self->session, command, hall->now, effects);
  natterd_peer_heed (self, first);
  if (command->kind == NATTER_COMMAND_LOGIN && has_token (command) && natterd_effects_get_length (effects) > first &&
      is_wrong_token (natterd_effects_get (effects, first), NATTER_ERROR_WRONG_PASSWORD))
    natterd_hall_note_failure (hall, self, "wrong token");
}

void
natterd_peer_take_command (NatterdPeer *self,
                           const NatterCommand *command)
{
  apply (self, command);
  count_waiting (self);
}

void
natterd_peer_refuse_command (NatterdPeer *self,
                             const GError *error,
                             const char *re)
{
  reject (self, error, re, NULL);
  count_waiting (self);
}

static void
take_line (NatterdPeer *self,
           const char *line,
           gsize length)
{
  g_autofree char *id = NULL;
  g_autofree char *suggestion = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (NatterCommand) command = NULL;

  command = self->dialect->parse (&self->dialect_state, natterd_session_get_stage (self->session), line, length, &id,
                                  &suggestion, &error);
  if (command != NULL)
    apply (self, command);
  else
    reject (self, error, id, suggestion);
  if (command == NULL || command->password != NULL || command->new_password != NULL || command->token != NULL)
    natter_framer_wipe (&self->connection.framer, line, length);
}

static void
refuse_long_line (NatterdPeer *self)
{
  g_autoptr (GError) error = NULL;

  g_set_error (&error, NATTER_ERROR, NATTER_ERROR_LINE_TOO_LONG,
               _ ("That line is too long: at most %zu bytes fit. Please send it in pieces."),
               self->connection.framer.limit);
  natterd_dialect_state_clear (&self->dialect_state); /* it was no answer, and what comes next is none */
  reject (self, error, NULL, NULL);
}

static gboolean
is_blank (const char *line,
          gsize length)
{
  /* most lines show at their first byte that they are not */
  if (length > 0 && (guint8) line[0] > ' ' && (guint8) line[0] < 0x7f)
    return FALSE;
  return g_utf8_validate_len (line, length, NULL) && natter_text_is_blank (line, length);
}

/* the lines that are there, as far as they may be taken now */
static void
take_lines (NatterdPeer *self)
{
  const char *line;
  gsize length;

  for (guint n = 0;
       n < LINES_PER_TURN * BLANKS_PER_LINE && self->state == NATTERD_PEER_OPEN && self->held == 0 && !is_laden (self->hall);)
    {
      NatterFramerStatus status = natter_framer_next (&self->connection.framer, &line, &length);

      if (status == NATTER_FRAMER_MORE)
        break;
      if (status == NATTER_FRAMER_TOO_LONG)
        refuse_long_line (self);
      else if (self->dialect_state.asked == NULL && is_blank (line, length))
        {
          n++;
          continue;
        }
      else
        take_line (self, line, length);
      count_waiting (self);
      n += BLANKS_PER_LINE;
    }
  natter_framer_settle (&self->connection.framer);
}

/* after some lines were taken: those left over, the peer's own end */
static void
settle (NatterdPeer *self)
{
  if (self->state == NATTERD_PEER_OPEN && self->held == 0)
    {
      if (natter_framer_has_line (&self->connection.framer))
        {
          if (is_laden (self->hall) && natterd_ledger_is_waiting (self->hall->ledger))
            wait_for_commit (self);
          else if (natterd_out_queue_get_backlog (&self->connection.out) == 0)
            natterd_hall_resume (self->hall, self);
        }
      else if (self->ended)
        natterd_peer_leave (self, NATTER_REASON_CLOSED, NATTER_ERROR_FAILED, NULL);
    }
  natterd_peer_update (self);
}

static void
feed (NatterdPeer *self,
      const guint8 *bytes,
      gsize length)
{
  NatterdHall *hall = self->hall;

  if (self->dialect->filter != NULL)
    {
      g_byte_array_set_size (hall->filtered, 0);
      g_byte_array_set_size (hall->replied, 0);
      if (self->dialect->filter (&self->dialect_state, &self->connection.framer, bytes, length, hall->filtered,
                                 hall->replied))
        {
          bytes = hall->filtered->data;
          length = hall->filtered->len;
        }
      if (hall->replied->len > 0)
        natterd_fanout_tell_bytes (&hall->fanout, self, hall->replied->data, hall->replied->len);
    }
  natter_framer_feed (&self->connection.framer, bytes, length);
  take_lines (self);
}

/* @reply: to a stranger who is at the wrong door: §1.4 */
static void
turn_away (NatterdPeer *self,
           const GByteArray *reply)
{
  self->hall->counters->away[NATTERD_AWAY_WRONG_DOOR]++;
  natterd_log_peer (G_LOG_LEVEL_INFO, self, natter_error_get_code_word (NATTER_ERROR_WRONG_DOOR));
  self->tongue = natterd_fanout_get_tongue (&self->hall->fanout, natterd_dialect_get_text ());
  natterd_fanout_tell_bytes (&self->hall->fanout, self, reply->data, reply->len);
  natterd_peer_say_bye (self, NULL);
}

static void
feed_sniffed (NatterdPeer *self)
{
  g_autoptr (GByteArray) sniffed = g_steal_pointer (&self->sniffed);

  if (sniffed != NULL)
    feed (self, sniffed->data, sniffed->len);
}

void
natterd_peer_decide_text (NatterdPeer *self)
{
  if (natterd_peer_has_no_room (self))
    {
      natterd_peer_refuse (self);
      return;
    }
  natterd_peer_decide (self, natterd_dialect_get_text ());
  feed_sniffed (self);
  settle (self);
}

static void
sniff (NatterdPeer *self,
       const guint8 *bytes,
       gsize length)
{
  const NatterdDialect *dialect = NULL;
  g_autoptr (GByteArray) reply = g_byte_array_new ();
  NatterdSniff answer;

  if (self->sniffed == NULL)
    self->sniffed = g_byte_array_new ();
  g_byte_array_append (self->sniffed, bytes, (guint) length);
  answer = natterd_dialect_sniff (self->sniffed->data, self->sniffed->len, &dialect, reply);
  if (answer == NATTERD_SNIFF_MORE && self->sniffed->len > SNIFFED_MOST)
    {
      answer = NATTERD_SNIFF_DIALECT;
      dialect = natterd_dialect_get_text ();
    }
  if (answer == NATTERD_SNIFF_REFUSE)
    turn_away (self, reply);
  else if (answer == NATTERD_SNIFF_DIALECT)
    {
      natterd_peer_decide (self, dialect);
      feed_sniffed (self);
    }
}

static void
take_bytes (NatterdPeer *self,
            const guint8 *bytes,
            gsize length)
{
  if (!self->spoke && self->dialect == NULL && bytes[0] == NATTERD_HELLO_FIRST && natterd_peer_may_shake (self))
    natterd_peer_shake (self, bytes, length);
  else if (natterd_peer_has_no_room (self))
    natterd_peer_refuse (self);
  else if (self->dialect == NULL)
    sniff (self, bytes, length);
  else if (natterd_peer_is_late_hello (self, bytes))
    natterd_peer_part_with_late (self);
  else
    feed (self, bytes, length);
  self->spoke = TRUE;
}

static void
take_end (NatterdPeer *self)
{
  self->ended = TRUE;
  if (self->dialect == NULL && (self->sniffed != NULL || self->refused))
    natterd_peer_decide_text (self);
  settle (self);
}

void
natterd_peer_read (NatterdPeer *self)
{
  NatterdHall *hall = self->hall;
  gsize length;
  NatterdIo io = natterd_connection_read (&self->connection, hall->buffer, sizeof hall->buffer, &length);

  switch (io)
    {
    case NATTERD_IO_DONE:
      self->heard = hall->now.mono;
      self->pinged = FALSE;
      take_bytes (self, hall->buffer, length);
      explicit_bzero (hall->buffer, length); /* a password may have been among it */
      settle (self);
      if (natterd_connection_has_more (&self->connection))
        natterd_hall_resume (hall, self);
      break;

    case NATTERD_IO_ENDED:
      take_end (self);
      break;

    case NATTERD_IO_FAILED:
      natterd_peer_lose (self);
      break;

    case NATTERD_IO_BLOCKED:
    default:
      natterd_peer_update (self);
      break;
    }
}

void
natterd_peer_continue (NatterdPeer *self)
{
  if (self->state != NATTERD_PEER_OPEN)
    return;
  if (self->inside != NULL)
    {
      natterd_inside_continue (self->inside);
      return;
    }
  natterd_peer_catch_up (self);
  if (self->held == 0 && self->dialect != NULL && natterd_out_queue_get_backlog (&self->connection.out) == 0)
    take_lines (self);
  settle (self);
  if (natterd_connection_has_more (&self->connection) && natterd_peer_may_read (self))
    natterd_peer_read (self);
}

/* What still comes from a peer that was told goodbye is of no interest, only its end: §1.5. */
static void
drain (NatterdPeer *self)
{
  gsize length;
  NatterdIo io = natterd_connection_read (&self->connection, self->hall->buffer, sizeof self->hall->buffer, &length);

  if (io == NATTERD_IO_ENDED || io == NATTERD_IO_FAILED)
    natterd_peer_lose (self);
}

void
natterd_peer_ready (NatterdPollable *pollable,
                    guint32 events)
{
  NatterdPeer *self = (NatterdPeer *) (gpointer) pollable;

  if (self->shake != NULL)
    {
      natterd_peer_shake_on (self, events);
      return;
    }
  if (events & EPOLLOUT)
    natterd_fanout_mark_dirty (&self->hall->fanout, self);
  if (self->state == NATTERD_PEER_LINGERING)
    drain (self);
  else if ((events & (EPOLLIN | EPOLLHUP | EPOLLERR)) && natterd_peer_may_read (self))
    natterd_peer_read (self);
  else if (events & (EPOLLHUP | EPOLLERR))
    natterd_peer_lose (self);
}
