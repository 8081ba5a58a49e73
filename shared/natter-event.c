/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "natter-event.h"
#include "natter-wipe-private.h"

static const char *const event_words[NATTER_N_EVENTS] = {
  [NATTER_EVENT_WELCOME] = "welcome",
  [NATTER_EVENT_OK] = "ok",
  [NATTER_EVENT_ERROR] = "error",
  [NATTER_EVENT_HELLO] = "hello",
  [NATTER_EVENT_ENTERED] = "entered",
  [NATTER_EVENT_PARTED] = "parted",
  [NATTER_EVENT_CURRENT] = "current",
  [NATTER_EVENT_JOINED] = "joined",
  [NATTER_EVENT_LEFT] = "left",
  [NATTER_EVENT_SAID] = "said",
  [NATTER_EVENT_EDITED] = "edited",
  [NATTER_EVENT_DELETED] = "deleted",
  [NATTER_EVENT_REACTED] = "reacted",
  [NATTER_EVENT_TOPIC] = "topic",
  [NATTER_EVENT_RENAMED] = "renamed",
  [NATTER_EVENT_PRESENCE] = "presence",
  [NATTER_EVENT_PEOPLE] = "people",
  [NATTER_EVENT_WHO] = "who",
  [NATTER_EVENT_ROOMS] = "rooms",
  [NATTER_EVENT_HISTORY] = "history",
  [NATTER_EVENT_LIVE] = "live",
  [NATTER_EVENT_DIRECTS] = "directs",
  [NATTER_EVENT_READ] = "read",
  [NATTER_EVENT_FOUND] = "found",
  [NATTER_EVENT_IGNORED] = "ignored",
  [NATTER_EVENT_DONE] = "done",
  [NATTER_EVENT_ACT] = "act",
  [NATTER_EVENT_NOTICE] = "notice",
  [NATTER_EVENT_BANS] = "bans",
  [NATTER_EVENT_BOT] = "bot",
  [NATTER_EVENT_BOTS] = "bots",
  [NATTER_EVENT_CODE] = "code",
  [NATTER_EVENT_CODES] = "codes",
  [NATTER_EVENT_DEVICES] = "devices",
  [NATTER_EVENT_PING] = "ping",
  [NATTER_EVENT_PONG] = "pong",
  [NATTER_EVENT_TIME] = "time",
  [NATTER_EVENT_VERSION] = "version",
  [NATTER_EVENT_MOTD] = "motd",
  [NATTER_EVENT_HELP] = "help",
  [NATTER_EVENT_BYE] = "bye",
};

static const char *const reason_words[NATTER_N_REASONS] = {
  [NATTER_REASON_LEFT] = "left",
  [NATTER_REASON_LOGOUT] = "logout",
  [NATTER_REASON_CLOSED] = "closed",
  [NATTER_REASON_LOST] = "lost",
  [NATTER_REASON_IDLE] = "idle",
  [NATTER_REASON_TOO_SLOW] = "too-slow",
  [NATTER_REASON_SHUTDOWN] = "shutdown",
  [NATTER_REASON_KICKED] = "kicked",
  [NATTER_REASON_BANNED] = "banned",
};

const char *
natter_reason_get_word (NatterReason reason)
{
  if ((guint) reason >= NATTER_N_REASONS)
    return reason_words[NATTER_REASON_LEFT];

  return reason_words[reason];
}

NatterReason
natter_reason_from_word (const char *word)
{
  for (guint i = 0; word != NULL && i < NATTER_N_REASONS; i++)
    {
      if (g_str_equal (reason_words[i], word))
        return (NatterReason) i;
    }

  return NATTER_REASON_LEFT;
}

const char *
natter_event_get_word (NatterEventKind kind)
{
  g_return_val_if_fail ((guint) kind < NATTER_N_EVENTS, "error");

  return event_words[kind];
}

NatterEvent *
natter_event_new (NatterEventKind kind)
{
  NatterEvent *self;

  g_return_val_if_fail ((guint) kind < NATTER_N_EVENTS, NULL);

  /* not g_new0(): glibc's calloc() passes by the thread's cache of free chunks */
  self = g_new (NatterEvent, 1);
  *self = (NatterEvent){ .ref_count = 1, .kind = kind, .read = -1, .begin = -1, .end = -1, .span = -1 };
  return self;
}

NatterEvent *
natter_event_new_error (const GError *error,
                        const char *re,
                        const char *suggestion)
{
  NatterEvent *self;

  g_return_val_if_fail (error != NULL, NULL);

  self = natter_event_new (NATTER_EVENT_ERROR);
  self->code = error->domain == NATTER_ERROR ? (NatterError) error->code : NATTER_ERROR_FAILED;
  self->text = g_strdup (error->message);
  self->re = g_strdup (re);
  self->suggestion = g_strdup (suggestion);
  return self;
}

NatterEvent *
natter_event_ref (NatterEvent *self)
{
  g_return_val_if_fail (self != NULL && self->ref_count > 0, NULL);

  self->ref_count++;
  return self;
}

static void
natter_event_free (NatterEvent *self)
{
  g_free (self->re);
  g_free (self->room);
  g_free (self->from);
  g_free (self->name);
  g_free (self->text);
  g_free (self->suggestion);
  g_free (self->current);
  g_free (self->version);
  g_free (self->reason_word);
  natter_wipe_string (self->token);
  g_free (self->epoch);
  g_free (self->role);
  natter_wipe_string (self->link);
  g_clear_pointer (&self->message, natter_message_unref);
  g_clear_pointer (&self->people, g_ptr_array_unref);
  g_clear_pointer (&self->rooms, g_ptr_array_unref);
  g_clear_pointer (&self->messages, g_ptr_array_unref);
  g_clear_pointer (&self->hits, g_ptr_array_unref);
  g_clear_pointer (&self->help, g_ptr_array_unref);
  g_clear_pointer (&self->directs, g_ptr_array_unref);
  g_clear_pointer (&self->bans, g_ptr_array_unref);
  g_clear_pointer (&self->codes, g_ptr_array_unref);
  g_strfreev (self->names);
  g_free (self);
}

void
natter_event_unref (NatterEvent *self)
{
  g_return_if_fail (self != NULL && self->ref_count > 0);

  if (--self->ref_count == 0)
    natter_event_free (self);
}
