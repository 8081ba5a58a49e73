/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <libsoup/soup.h>

#include "natterd-http-rates.h"
#include "natterd-http.h"

G_BEGIN_DECLS

struct _NatterdHttp
{
  SoupServer *soup; /* owned */
  NatterdHttpDoor *door;
  NatterdHttpSettings settings; /* without the token: */
  char *metrics_digest;         /* (nullable) owned: its SHA-256 */
  NatterdHttpCounters *counters; /* not owned */
  const NatterdHttpOwner *owner; /* not owned */
  gpointer user_data;
  NatterdHttpRates tokens;    /* of bots */
  NatterdHttpRates addresses; /* from which they come */
  NatterdHttpRates strangers; /* addresses with tokens that there are not */
  GQueue hooks; /* (element-type NatterdHttpHook) that wait for an answer, oldest first */
};

/* natterd-http-answer.c */

void natterd_http_set_header (SoupServerMessage *msg, const char *name, const char *value);

/* natterd_http_answer: @body: (transfer full). */
void natterd_http_answer (SoupServerMessage *msg, guint status, const char *type, GString *body);
void natterd_http_answer_text (SoupServerMessage *msg, guint status, const char *text);
void natterd_http_answer_not_allowed (SoupServerMessage *msg, const char *allowed);

/* natterd_http_answer_error: @wait: seconds, 0: nothing to wait for. */
void natterd_http_answer_error (SoupServerMessage *msg, NatterError code, const char *sentence, guint wait);

/* natterd_http_make_error: the body of that. (transfer full) */
GString *natterd_http_make_error (NatterError code, const char *sentence, guint wait);

/* natterd_http_log_hook: what became of a webhook; never the path, in which there may be a token. */
void natterd_http_log_hook (SoupServerMessage *msg, const char *event);

/* natterd-http-who.c: who asks, and how often: §14.3. Made-up tokens cost only strangers their time. */

/* natterd_http_make_bot_wait: TRUE: too much comes with @token, which is a bot's, or from there: @msg was answered. */
gboolean natterd_http_make_bot_wait (NatterdHttp *self, SoupServerMessage *msg, const char *token);

/* natterd_http_make_stranger_wait: the same for who has no token, or none that there is. */
gboolean natterd_http_make_stranger_wait (NatterdHttp *self, SoupServerMessage *msg);

/* natterd_http_note_stranger: @msg had a wrong token. */
void natterd_http_note_stranger (NatterdHttp *self, SoupServerMessage *msg);

/* natterd-http-hooks.c */

/* natterd_http_take_hook: answers @msg, a POST to a room, now or later. */
void natterd_http_take_hook (NatterdHttp *self, SoupServerMessage *msg);

/* natterd_http_drop_hooks: nobody waits for their answers any more. */
void natterd_http_drop_hooks (NatterdHttp *self);

G_END_DECLS
