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
      if (code == NATTER_ERROR_WRONG_PASSWORD)
        natterd_http_note_stranger (self->http, self->msg);
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

/* TRUE: @msg was answered. */
static gboolean
make_wait (NatterdHttp *self,
           SoupServerMessage *msg,
           const char *token)
{
  return self->owner->knows (self->user_data, token) ? natterd_http_make_bot_wait (self, msg, token)
                                                     : natterd_http_make_stranger_wait (self, msg);
}

void
natterd_http_take_hook (NatterdHttp *self,
                        SoupServerMessage *msg)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (NatterdHttpWords) words = read_post (msg, &error);
  NatterdHttpSaid said;

  if (words == NULL)
    {
      natterd_http_log_hook (msg, natter_error_get_code_word (error->code));
      natterd_http_answer_error (msg, error->code, error->message, 0);
      return;
    }
  if (make_wait (self, msg, words->token))
    return;
  said = (NatterdHttpSaid){ words->token, words->room, words->id, words->text };
  self->owner->say (self->user_data, hook_new (self, msg), &said);
}

void
natterd_http_drop_hooks (NatterdHttp *self)
{
  for (NatterdHttpHook *hook; (hook = g_queue_peek_head (&self->hooks)) != NULL;)
    forget_hook (hook);
}
