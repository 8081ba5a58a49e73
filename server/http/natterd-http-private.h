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
  NatterdHttpSettings settings;
  NatterdHttpCounters *counters; /* not owned */
  const NatterdHttpOwner *owner; /* not owned */
  gpointer user_data;
  NatterdHttpRates addresses;
  NatterdHttpRates tokens;
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

/* natterd-http-hooks.c */

/* natterd_http_take_hook: answers @msg, a POST to a room, now or later. */
void natterd_http_take_hook (NatterdHttp *self, SoupServerMessage *msg);

/* natterd_http_drop_hooks: nobody waits for their answers any more. */
void natterd_http_drop_hooks (NatterdHttp *self);

G_END_DECLS
