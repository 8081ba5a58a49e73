/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "natterd-http-private.h"

#include <glib/gi18n-lib.h>

#include "natterd-http-hook.h"
#include "shared/natter-json.h"

/* Webhooks: from the request to the owner, and back with the answer. */

struct _NatterdHttpHook
{
  GList link;
  NatterdHttp *http;      /* (nullable) NULL: nobody waits for an answer any more */
  SoupServerMessage *msg; /* (nullable) owned: the same */
  GSource *timer;         /* (nullable) owned: the same */
};

/* Who asks */

static gboolean
is_exempt (const NatterdHttp *self,
           SoupServerMessage *msg)
{
  GSocketAddress *remote = soup_server_message_get_remote_address (msg);

  return self->settings.loopback_exempt && G_IS_INET_SOCKET_ADDRESS (remote) &&
         g_inet_address_get_is_loopback (g_inet_socket_address_get_address (G_INET_SOCKET_ADDRESS (remote)));
}

/* Limits are by address, and by /64 of IPv6. (transfer full) (nullable): NULL: by none. */
static char *
dup_place (const NatterdHttp *self,
           SoupServerMessage *msg)
{
  GSocketAddress *remote = soup_server_message_get_remote_address (msg);
  GInetAddress *address;
  const guint8 *bytes;

  if (is_exempt (self, msg) || !G_IS_INET_SOCKET_ADDRESS (remote))
    return NULL;
  address = g_inet_socket_address_get_address (G_INET_SOCKET_ADDRESS (remote));
  bytes = g_inet_address_to_bytes (address);
  return g_base64_encode (bytes, MIN (g_inet_address_get_native_size (address), 8));
}

/* What waits for an answer */

static void
forget_hook (NatterdHttpHook *self)
{
  if (self->http != NULL)
    g_queue_unlink (&self->http->hooks, &self->link);
  self->http = NULL;
  if (self->timer != NULL)
    g_source_destroy (self->timer);
  g_clear_pointer (&self->timer, g_source_unref);
  g_clear_object (&self->msg);
}

/* its answer is set */
static void
let_go (NatterdHttpHook *self)
{
  g_autoptr (SoupServerMessage) msg = g_object_ref (self->msg);

  forget_hook (self);
  soup_server_message_unpause (msg);
}

static gboolean
on_hook_late (gpointer user_data)
{
  NatterdHttpHook *self = user_data;

  natterd_http_log_hook (self->msg, "late");
  natterd_http_answer_error (self->msg, NATTER_ERROR_STORAGE_UNAVAILABLE,
                             _ ("That takes too long, and may still be recorded. Try again with the same Idempotency-Key, and it is said once."), 0);
  let_go (self);
  return G_SOURCE_REMOVE;
}

static NatterdHttpHook *
hook_new (NatterdHttp *http,
          SoupServerMessage *msg)
{
  NatterdHttpHook *self = g_new0 (NatterdHttpHook, 1);

  self->link.data = self;
  self->http = http;
  self->msg = g_object_ref (msg);
  self->timer = g_timeout_source_new ((guint) (http->settings.door.patience / 1000));
  g_source_set_static_name (self->timer, "natterd webhook");
  g_source_set_callback (self->timer, on_hook_late, self, NULL);
  g_source_attach (self->timer, g_main_context_get_thread_default ());
  g_queue_push_tail_link (&http->hooks, &self->link);
  soup_server_message_pause (msg);
  return self;
}

void
natterd_http_hook_answer (NatterdHttpHook *self,
                          const char *room,
                          guint64 seq,
                          gboolean repeated)
{
  GString *body;

  if (self->http != NULL)
    {
      self->http->counters->hooks += repeated ? 0 : 1;
      body = g_string_new (NULL);
      g_string_append_printf (body, "{\"seq\":%" G_GUINT64_FORMAT ",\"room\":", seq);
      natter_json_append_string (body, room);
      g_string_append (body, repeated ? ",\"repeated\":true}\n" : "}\n");
      natterd_http_answer (self->msg, 200, "application/json", body);
      let_go (self);
    }
  g_free (self);
}

void
natterd_http_hook_refuse (NatterdHttpHook *self,
                          NatterError code,
                          const char *sentence,
                          guint wait)
{
  if (self->http != NULL)
    {
      g_autofree char *place = dup_place (self->http, self->msg);

      if (code == NATTER_ERROR_WRONG_PASSWORD && place != NULL)
        natterd_http_rates_note_failure (&self->http->addresses, place, g_get_monotonic_time ());
      natterd_http_log_hook (self->msg, natter_error_get_code_word (code));
      natterd_http_answer_error (self->msg, code, sentence, wait);
      let_go (self);
    }
  g_free (self);
}

static NatterdHttpWords *
read_post (SoupServerMessage *msg,
           GError **error)
{
  SoupMessageHeaders *headers = soup_server_message_get_request_headers (msg);
  g_autoptr (GBytes) body = soup_message_body_flatten (soup_server_message_get_request_body (msg));
  NatterdHttpPost post = {
    .path = g_uri_get_path (soup_server_message_get_uri (msg)),
    .type = soup_message_headers_get_one (headers, "Content-Type"),
    .authorization = soup_message_headers_get_one (headers, "Authorization"),
    .key = soup_message_headers_get_one (headers, "Idempotency-Key"),
  };

  post.body = g_bytes_get_data (body, &post.length);
  if (post.body == NULL)
    post.body = "";
  return natterd_http_read_post (&post, error);
}

/* whole seconds; 0: it may */
static guint
get_wait (NatterdHttp *self,
          SoupServerMessage *msg,
          const char *token)
{
  gint64 now = g_get_monotonic_time ();
  g_autofree char *place = dup_place (self, msg);
  g_autofree char *digest = g_compute_checksum_for_string (G_CHECKSUM_SHA256, token, -1);
  guint wait = place != NULL ? natterd_http_rates_get_wait (&self->addresses, place, now) : 0;

  if (wait == 0 && place != NULL)
    wait = natterd_http_rates_take (&self->addresses, place, self->settings.address_rate, self->settings.address_burst, now);
  if (wait == 0)
    wait = natterd_http_rates_take (&self->tokens, digest, self->settings.rate, self->settings.burst, now);
  return wait;
}

void
natterd_http_take_hook (NatterdHttp *self,
                        SoupServerMessage *msg)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (NatterdHttpWords) words = read_post (msg, &error);
  NatterdHttpSaid said;
  guint wait;

  if (words == NULL)
    {
      natterd_http_log_hook (msg, natter_error_get_code_word (error->code));
      natterd_http_answer_error (msg, error->code, error->message, 0);
      return;
    }
  wait = get_wait (self, msg, words->token);
  if (wait > 0)
    {
      g_autofree char *sentence = g_strdup_printf (ngettext ("Too much comes at once. Please wait %u second.",
                                                             "Too much comes at once. Please wait %u seconds.", wait),
                                                   wait);

      natterd_http_answer_error (msg, NATTER_ERROR_SLOW_DOWN, sentence, wait);
      return;
    }
  said = (NatterdHttpSaid){ words->token, words->room, words->id, words->text };
  self->owner->say (self->user_data, hook_new (self, msg), &said);
}

void
natterd_http_drop_hooks (NatterdHttp *self)
{
  for (NatterdHttpHook *hook; (hook = g_queue_peek_head (&self->hooks)) != NULL;)
    forget_hook (hook);
}
