/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#define G_LOG_DOMAIN "natterd"

#include "natterd-http-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "natterd-http-head.h"
#include "natterd-http-hook.h"
#include "server/metrics/natterd-openmetrics.h"

#define STUCK_AFTER (10 * G_TIME_SPAN_SECOND) /* a commit that takes longer is trouble */

/* A body that comes in the smallest chunks takes six times its size. */
#define CHUNKED(BYTES) ((BYTES) *6 + 4096)

/* What is looked at */

static void
tell_health (NatterdHttp *self,
             SoupServerMessage *msg)
{
  NatterdStatus status;

  self->owner->look (self->user_data, &status);
  if (status.shutting_down)
    natterd_http_answer_text (msg, 503, "shutting down");
  else if (status.store_failing)
    natterd_http_answer_text (msg, 503, "the store fails: messages are refused");
  else if (status.commit_waits > STUCK_AFTER)
    natterd_http_answer_text (msg, 503, "the store does not answer");
  else
    natterd_http_answer_text (msg, 200, "ok");
}

/* Whoever has to show a token and does not is as one who guesses. */
static gboolean
may_see_metrics (NatterdHttp *self,
                 SoupServerMessage *msg)
{
  SoupMessageHeaders *headers = soup_server_message_get_request_headers (msg);

  if (self->metrics_digest == NULL ||
      natterd_http_is_bearer (soup_message_headers_get_one (headers, "Authorization"), self->metrics_digest))
    return TRUE;
  if (natterd_http_make_stranger_wait (self, msg))
    return FALSE;
  natterd_http_note_stranger (self, msg);
  natterd_http_answer_error (msg, NATTER_ERROR_WRONG_PASSWORD,
                             _ ("The figures are for who has http.metrics-token: Authorization: Bearer TOKEN"), 0);
  return FALSE;
}

static void
tell_metrics (NatterdHttp *self,
              SoupServerMessage *msg)
{
  const char *accept = soup_message_headers_get_list (soup_server_message_get_request_headers (msg), "Accept");
  gboolean modern = accept == NULL || strstr (accept, "application/openmetrics-text") != NULL || strstr (accept, "text/plain") == NULL;
  NatterdMetricsFormat format = modern ? NATTERD_OPENMETRICS : NATTERD_PROMETHEUS_TEXT;
  GString *body = g_string_sized_new (24 * 1024);
  NatterdStatus status;

  self->owner->look (self->user_data, &status);
  natterd_openmetrics_append (&status, format, body);
  natterd_http_set_header (msg, "Vary", "Accept");
  natterd_http_answer (msg, 200, natterd_openmetrics_get_type (format), body);
}

static void
on_request (SoupServer *soup,
            SoupServerMessage *msg,
            const char *path,
            GHashTable *query,
            gpointer user_data)
{
  NatterdHttp *self = user_data;
  NatterdHttpCaller *caller = natterd_http_caller_find (soup_server_message_get_remote_address (msg));
  const char *method = soup_server_message_get_method (msg);
  gboolean looks = g_str_equal (method, "GET") || g_str_equal (method, "HEAD");
  const char *raw = g_uri_get_path (soup_server_message_get_uri (msg));

  if (caller == NULL || !natterd_http_caller_was_heard (caller))
    natterd_http_answer_error (msg, NATTER_ERROR_LINE_GARBLED, _ ("That is no clear request of HTTP/1.1."), 0); /* if anybody hears */
  else if (g_str_equal (raw, "/healthz") || g_str_equal (raw, "/metrics"))
    {
      if (!looks)
        natterd_http_answer_not_allowed (msg, "GET, HEAD");
      else if (g_str_equal (raw, "/healthz"))
        tell_health (self, msg);
      else if (may_see_metrics (self, msg))
        tell_metrics (self, msg);
    }
  else if (!natterd_http_is_hook (raw))
    natterd_http_answer_text (msg, 404, "not found: there are /healthz, /metrics, /rooms/ROOM and /hook/TOKEN");
  else if (!g_str_equal (method, "POST"))
    natterd_http_answer_not_allowed (msg, "POST");
  else
    natterd_http_take_hook (self, msg);
}

/* What is wrong or too much is found out before libsoup sees it: it would read on before it answers. */

/* libsoup does not know all of them */
static const char *
get_phrase (guint status)
{
  return status == 431 ? "Request Header Fields Too Large" : soup_status_get_phrase (status);
}

/* (transfer full): past libsoup. */
static char *
spell (guint status,
       const GString *body)
{
  return g_strdup_printf ("HTTP/1.1 %u %s\r\nContent-Type: application/json\r\nContent-Length: %zu\r\n"
                          "Connection: close\r\n\r\n%s",
                          status, get_phrase (status), body->len, body->str);
}

static void
cut_short (NatterdHttp *self,
           NatterdHttpCaller *caller,
           guint status,
           const GString *body)
{
  g_autofree char *whole = spell (status, body);

  self->counters->requests[4]++;
  natterd_http_caller_cut_short (caller, whole);
}

/* §13.6: (transfer full) (nullable): what one hears who is kept out; NULL: one is not. */
static char *
dup_ban (NatterdHttp *self,
         const NatterdHttpCaller *caller)
{
  GString *body;
  char *whole;

  if (!self->owner->keeps_out (self->user_data, natterd_http_caller_get_remote (caller)))
    return NULL;
  body = natterd_http_make_error (NATTER_ERROR_BANNED_EVERYWHERE, _ ("You are banned from this server."), 0);
  whole = spell (403, body);
  g_string_free (body, TRUE);
  self->counters->requests[4]++;
  return whole;
}

static void
look_again (gpointer user_data,
            NatterdHttpCaller *caller)
{
  g_autofree char *ban = dup_ban (user_data, caller);

  if (ban != NULL)
    natterd_http_caller_cut_short (caller, ban);
}

static void
refuse_head (NatterdHttp *self,
             NatterdHttpCaller *caller,
             guint status,
             const char *sentence)
{
  GString *body = natterd_http_make_error (NATTER_ERROR_LINE_GARBLED, sentence, 0);

  cut_short (self, caller, status, body);
  g_string_free (body, TRUE);
}

static void
refuse_size (NatterdHttp *self,
             NatterdHttpCaller *caller)
{
  g_autofree char *sentence = g_strdup_printf (_ ("That is too long: at most %zu bytes fit."), self->settings.body);
  GString *body = natterd_http_make_error (NATTER_ERROR_TEXT_TOO_LONG, sentence, 0);

  cut_short (self, caller, 413, body);
  g_string_free (body, TRUE);
}

static gssize
judge_head (gpointer user_data,
            NatterdHttpCaller *caller,
            const char *bytes,
            gsize length,
            gboolean *chunked)
{
  NatterdHttp *self = user_data;
  NatterdHttpHead head;

  if (bytes == NULL)
    refuse_head (self, caller, 431, _ ("That is too long before the body: at most 64 KiB fit."));
  else if (!natterd_http_read_head (bytes, length, &head))
    refuse_head (self, caller, 400, _ ("That is no clear request of HTTP/1.1."));
  else if (head.length > self->settings.body)
    refuse_size (self, caller);
  else
    {
      *chunked = head.chunked;
      return head.chunked ? (gssize) CHUNKED (self->settings.body) : (gssize) head.length;
    }
  return -1;
}

static void
on_chunk (SoupServerMessage *msg,
          GBytes *chunk,
          gpointer user_data)
{
  NatterdHttp *self = user_data;
  NatterdHttpCaller *caller = natterd_http_caller_find (soup_server_message_get_remote_address (msg));

  if ((gsize) soup_server_message_get_request_body (msg)->length <= self->settings.body)
    return;
  g_signal_handlers_disconnect_by_data (msg, self);
  if (caller != NULL)
    refuse_size (self, caller);
}

static void
on_started (SoupServer *soup,
            SoupServerMessage *msg,
            gpointer user_data)
{
  natterd_http_set_header (msg, "Connection", "close");
  g_signal_connect (msg, "got-chunk", G_CALLBACK (on_chunk), user_data);
}

/* Pieces of a page of figures are of no use, but many of them are of much work. */
static void
on_head (SoupServer *soup,
         SoupServerMessage *msg,
         const char *path,
         GHashTable *query,
         gpointer user_data)
{
  soup_message_headers_remove (soup_server_message_get_request_headers (msg), "Range");
}

static void
on_finished (SoupServer *soup,
             SoupServerMessage *msg,
             gpointer user_data)
{
  NatterdHttp *self = user_data;
  guint class = soup_server_message_get_status (msg) / 100;

  if (class < G_N_ELEMENTS (self->counters->requests))
    self->counters->requests[class]++;
}

static void
on_came (gpointer user_data,
         NatterdHttpCaller *caller,
         GIOStream *stream)
{
  NatterdHttp *self = user_data;
  g_autofree char *ban = dup_ban (self, caller);
  g_autoptr (GError) error = NULL;

  if (ban != NULL)
    natterd_http_caller_turn_away (caller, ban);
  else if (!soup_server_accept_iostream (self->soup, stream, natterd_http_caller_get_local (caller),
                                         natterd_http_caller_get_remote (caller), &error))
    {
      g_warning ("an HTTP connection was dropped: %s", error->message);
      g_io_stream_close (stream, NULL, NULL);
    }
}

/* Life */

static void
take_settings (NatterdHttp *self,
               const NatterdHttpSettings *settings)
{
  self->settings = *settings;
  self->settings.metrics_token = NULL;
  g_free (self->metrics_digest);
  self->metrics_digest = settings->metrics_token != NULL
                           ? g_compute_checksum_for_string (G_CHECKSUM_SHA256, settings->metrics_token, -1)
                           : NULL;
}

NatterdHttp *
natterd_http_new (const NatterdHttpSettings *settings,
                  NatterdHttpCounters *counters,
                  const NatterdHttpOwner *owner,
                  gpointer user_data)
{
  static const NatterdHttpDoorOwner door_owner = { on_came, judge_head, look_again };
  NatterdHttp *self = g_new0 (NatterdHttp, 1);

  take_settings (self, settings);
  self->counters = counters;
  self->owner = owner;
  self->user_data = user_data;
  g_queue_init (&self->hooks);
  natterd_http_rates_init (&self->addresses);
  natterd_http_rates_init (&self->strangers);
  natterd_http_rates_init (&self->tokens);
  self->soup = soup_server_new ("raw-paths", TRUE, NULL);
  soup_server_add_early_handler (self->soup, NULL, on_head, self, NULL);
  soup_server_add_handler (self->soup, NULL, on_request, self, NULL);
  g_signal_connect (self->soup, "request-started", G_CALLBACK (on_started), self);
  g_signal_connect (self->soup, "request-finished", G_CALLBACK (on_finished), self);
  self->door = natterd_http_door_new (&settings->door, counters, &door_owner, self);
  return self;
}

void
natterd_http_free (NatterdHttp *self)
{
  if (self == NULL)
    return;
  natterd_http_drop_hooks (self);
  g_signal_handlers_disconnect_by_data (self->soup, self);
  soup_server_disconnect (self->soup);
  g_clear_object (&self->soup);
  natterd_http_door_free (self->door);
  natterd_http_rates_clear (&self->addresses);
  natterd_http_rates_clear (&self->strangers);
  natterd_http_rates_clear (&self->tokens);
  g_free (self->metrics_digest);
  g_free (self);
}

char *
natterd_http_listen (NatterdHttp *self,
                     const char *address,
                     GError **error)
{
  return natterd_http_door_listen (self->door, address, error);
}

void
natterd_http_unlisten (NatterdHttp *self)
{
  natterd_http_door_close (self->door);
}

void
natterd_http_set_settings (NatterdHttp *self,
                           const NatterdHttpSettings *settings)
{
  take_settings (self, settings);
  natterd_http_door_set_limits (self->door, &settings->door);
}

void
natterd_http_look_again (NatterdHttp *self)
{
  natterd_http_door_look_again (self->door);
}
