/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "natterd-http-door.h"
#include "shared/natter-error.h"

G_BEGIN_DECLS

/* The HTTP door: PROTOCOL.md §14. /healthz, /metrics and webhooks, by libsoup in the loop of everything else. It knows no hall: what it is asked it
 * asks its owner. Tokens are in no log. */

typedef struct _NatterdHttp NatterdHttp;

/* A message that came by a webhook and waits for its answer. */
typedef struct _NatterdHttpHook NatterdHttpHook;

typedef struct
{
  const char *token;
  const char *room; /* (nullable): the bot's only one */
  const char *id;   /* (nullable): client id */
  const char *text; /* valid UTF-8 */
} NatterdHttpSaid;

typedef struct
{
  /* @status: (out). */
  void (*look) (gpointer user_data, NatterdStatus *status);
  /* Nobody who comes from @remote is heard: §13.6. */
  gboolean (*keeps_out) (gpointer user_data, GSocketAddress *remote);
  /* Whether @token is a bot's. */
  gboolean (*knows) (gpointer user_data, const char *token);
  /* @hook: (transfer full): to be answered or refused once, now or later. @said: valid during the call. */
  void (*say) (gpointer user_data, NatterdHttpHook *hook, const NatterdHttpSaid *said);
} NatterdHttpOwner;

typedef struct
{
  NatterdHttpLimits door;
  gsize body;             /* bytes of a request */
  double rate, burst;     /* messages of one token; 0: no limit */
  double address_rate, address_burst;
  gboolean loopback_exempt;
  const char *metrics_token; /* (nullable): /metrics is only for who has it; copied */
} NatterdHttpSettings;

/* natterd_http_new: @owner, @counters: (transfer none), static or outliving it. */
NatterdHttp *natterd_http_new (const NatterdHttpSettings *settings, NatterdHttpCounters *counters, const NatterdHttpOwner *owner,
                               gpointer user_data);

/* natterd_http_free: hooks may still be answered afterwards, which comes to nothing. */
void natterd_http_free (NatterdHttp *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (NatterdHttp, natterd_http_free)

/* natterd_http_listen: as natterd_http_door_listen(). */
char *natterd_http_listen (NatterdHttp *self, const char *address, GError **error);

/* natterd_http_unlisten: no newcomers at any address, until it listens again. */
void natterd_http_unlisten (NatterdHttp *self);

/* natterd_http_set_settings: for what comes from here on. */
void natterd_http_set_settings (NatterdHttp *self, const NatterdHttpSettings *settings);

/* natterd_http_look_again: who is kept out has changed: those who are here are asked about again. */
void natterd_http_look_again (NatterdHttp *self);

/* natterd_http_hook_answer: it is durable, as @seq of @room. (transfer full): @self. */
void natterd_http_hook_answer (NatterdHttpHook *self, const char *room, guint64 seq, gboolean repeated);

/* natterd_http_hook_refuse: @wait: seconds, 0: nothing to wait for. (transfer full): @self. */
void natterd_http_hook_refuse (NatterdHttpHook *self, NatterError code, const char *sentence, guint wait);

G_END_DECLS
