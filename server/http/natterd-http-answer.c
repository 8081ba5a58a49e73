/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#define G_LOG_DOMAIN "natterd"

#include "natterd-http-private.h"

#include "natterd-http-hook.h"
#include "shared/natter-json.h"

#define TRY_AGAIN 5 /* s: told where nothing better is known */

void
natterd_http_set_header (SoupServerMessage *msg,
                         const char *name,
                         const char *value)
{
  soup_message_headers_replace (soup_server_message_get_response_headers (msg), name, value);
}

/* @body: (transfer full) */
void
natterd_http_answer (SoupServerMessage *msg,
                     guint status,
                     const char *type,
                     GString *body)
{
  gsize length = body->len;

  soup_server_message_set_status (msg, status, NULL);
  natterd_http_set_header (msg, "Cache-Control", "no-store");
  natterd_http_set_header (msg, "X-Content-Type-Options", "nosniff");
  soup_server_message_set_response (msg, type, SOUP_MEMORY_TAKE, g_string_free (body, FALSE), length);
}

void
natterd_http_answer_text (SoupServerMessage *msg,
                          guint status,
                          const char *text)
{
  GString *body = g_string_new (text);

  g_string_append_c (body, '\n');
  natterd_http_answer (msg, status, "text/plain; charset=utf-8", body);
}

/* (transfer full) */
GString *
natterd_http_make_error (NatterError code,
                         const char *sentence,
                         guint wait)
{
  GString *body = g_string_new ("{\"code\":");

  natter_json_append_string (body, natter_error_get_code_word (code));
  g_string_append (body, ",\"text\":");
  natter_json_append_string (body, sentence);
  if (wait > 0)
    g_string_append_printf (body, ",\"wait\":%u", wait);
  g_string_append (body, "}\n");
  return body;
}

void
natterd_http_answer_error (SoupServerMessage *msg,
                           NatterError code,
                           const char *sentence,
                           guint wait)
{
  guint status = natterd_http_get_status (code);

  if (status == 401)
    natterd_http_set_header (msg, "WWW-Authenticate", "Bearer realm=\"natter\"");
  if (wait == 0 && (status == 429 || status == 503))
    wait = TRY_AGAIN;
  if (wait > 0)
    {
      g_autofree char *seconds = g_strdup_printf ("%u", wait);

      natterd_http_set_header (msg, "Retry-After", seconds);
    }
  natterd_http_answer (msg, status, "application/json", natterd_http_make_error (code, sentence, wait));
}

void
natterd_http_answer_not_allowed (SoupServerMessage *msg,
                                 const char *allowed)
{
  natterd_http_set_header (msg, "Allow", allowed);
  natterd_http_answer_text (msg, 405, allowed);
}

/* (transfer full) */
static char *
dup_host (SoupServerMessage *msg)
{
  GSocketAddress *remote = soup_server_message_get_remote_address (msg);

  if (!G_IS_INET_SOCKET_ADDRESS (remote))
    return g_strdup ("");
  return g_inet_address_to_string (g_inet_socket_address_get_address (G_INET_SOCKET_ADDRESS (remote)));
}

/* what became of a webhook; never the path, in which there may be a token */
void
natterd_http_log_hook (SoupServerMessage *msg,
                       const char *event)
{
  g_autofree char *host = dup_host (msg);
  g_autofree char *what = g_strconcat ("webhook: ", event, NULL);

  g_log_structured (G_LOG_DOMAIN, G_LOG_LEVEL_INFO,
                    "NATTERD_EVENT", what,
                    "NATTERD_PEER", host,
                    "NATTERD_DIALECT", "http",
                    "MESSAGE", "%s (%s, http)", what, host);
}
