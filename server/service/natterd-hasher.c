/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "natterd-hasher.h"

#include <sodium.h>
#include <string.h>

/* OWASP's minimum for Argon2id: 19 MiB, two passes, one lane. */
#define PASSES 2
#define MEMORY (19 * 1024 * 1024)

/* Who comes after so many waits for more than a second or two: better told to come again. */
#define WAITING_MOST 64

typedef struct
{
  char *secret; /* (nullable) NULL: the thread ends */
  char *hash;   /* (nullable) VERIFY: to compare with; HASH: the answer */
  gboolean verify;
  gboolean good;
  gpointer job;
} Request;

struct _NatterdHasher
{
  GAsyncQueue *questions; /* (element-type Request) */
  GAsyncQueue *answers;   /* (element-type Request) */
  GSource *source;
  GThread *thread;
  NatterdHasherDone done;
  gpointer user_data;
  char *nobodys; /* the thread's: a hash of what nobody knows */
};

static void
request_free (gpointer data)
{
  Request *request = data;

  if (request->secret != NULL)
    sodium_memzero (request->secret, strlen (request->secret));
  g_free (request->secret);
  g_free (request->hash);
  g_free (request);
}

/* (transfer full) (nullable) */
static char *
dup_hash (const char *secret)
{
  char hash[crypto_pwhash_STRBYTES];

  if (crypto_pwhash_str_alg (hash, secret, strlen (secret), PASSES, MEMORY, crypto_pwhash_ALG_ARGON2ID13) != 0)
    return NULL;
  return g_strdup (hash);
}

static char *
dup_nobodys_hash (void)
{
  guint8 bytes[32];
  g_autofree char *secret = NULL;

  randombytes_buf (bytes, sizeof bytes);
  secret = g_base64_encode (bytes, sizeof bytes);
  return dup_hash (secret);
}

static void
look_at (NatterdHasher *self,
         Request *request)
{
  const char *hash = request->hash;

  if (!request->verify)
    {
      request->hash = dup_hash (request->secret);
      return;
    }
  if (hash == NULL)
    hash = self->nobodys;
  request->good = hash != NULL && crypto_pwhash_str_verify (hash, request->secret, strlen (request->secret)) == 0 &&
                  request->hash != NULL;
}

static gpointer
look_at_all (gpointer data)
{
  NatterdHasher *self = data;
  Request *request;

  self->nobodys = dup_nobodys_hash ();
  while ((request = g_async_queue_pop (self->questions))->secret != NULL)
    {
      look_at (self, request);
      g_async_queue_push (self->answers, request);
      g_source_set_ready_time (self->source, 0);
    }
  request_free (request);
  return NULL;
}

static gboolean
answer_all (gpointer data)
{
  NatterdHasher *self = data;
  Request *request;

  /* before the queue is looked at: what comes after that look sets it again */
  g_source_set_ready_time (self->source, -1);
  while ((request = g_async_queue_try_pop (self->answers)) != NULL)
    {
      self->done (self->user_data, request->job, request->good, request->verify ? NULL : request->hash);
      request_free (request);
    }
  return G_SOURCE_CONTINUE;
}

static gboolean
dispatch (GSource *source,
          GSourceFunc callback,
          gpointer user_data)
{
  return callback (user_data);
}

static GSourceFuncs source_funcs = { .dispatch = dispatch };

NatterdHasher *
natterd_hasher_new (GMainContext *context,
                    NatterdHasherDone done,
                    gpointer user_data)
{
  NatterdHasher *self;

  if (sodium_init () < 0)
    g_error ("libsodium finds no source of randomness");

  self = g_new0 (NatterdHasher, 1);
  self->done = done;
  self->user_data = user_data;
  self->questions = g_async_queue_new_full (request_free);
  self->answers = g_async_queue_new_full (request_free);
  self->source = g_source_new (&source_funcs, sizeof (GSource));
  g_source_set_static_name (self->source, "natterd hasher");
  g_source_set_callback (self->source, answer_all, self, NULL);
  g_source_attach (self->source, context);
  self->thread = g_thread_new ("natterd-hasher", look_at_all, self);
  return self;
}

void
natterd_hasher_free (NatterdHasher *self)
{
  if (self == NULL)
    return;

  g_async_queue_push_front (self->questions, g_new0 (Request, 1));
  g_thread_join (self->thread);
  g_source_destroy (self->source);
  g_source_unref (self->source);
  g_async_queue_unref (self->questions);
  g_async_queue_unref (self->answers);
  g_free (self->nobodys);
  g_free (self);
}

static gboolean
push (NatterdHasher *self,
      const Request *like)
{
  Request *request;

  if (g_async_queue_length (self->questions) >= WAITING_MOST)
    return FALSE;

  request = g_memdup2 (like, sizeof *like);
  request->secret = g_strdup (like->secret);
  request->hash = g_strdup (like->hash);
  g_async_queue_push (self->questions, request);
  return TRUE;
}

gboolean
natterd_hasher_hash (NatterdHasher *self,
                     const char *secret,
                     gpointer job)
{
  const Request request = { .secret = (char *) secret, .job = job };

  return push (self, &request);
}

gboolean
natterd_hasher_verify (NatterdHasher *self,
                       const char *secret,
                       const char *hash,
                       gpointer job)
{
  const Request request = { .secret = (char *) secret, .hash = (char *) hash, .verify = TRUE, .job = job };

  return push (self, &request);
}

char *
natterd_hasher_mint (gpointer unused)
{
  guint8 bits[24];
  gsize size = sodium_base64_encoded_len (sizeof bits, sodium_base64_VARIANT_URLSAFE_NO_PADDING);
  char *token = g_malloc (size);

  randombytes_buf (bits, sizeof bits);
  sodium_bin2base64 (token, size, bits, sizeof bits, sodium_base64_VARIANT_URLSAFE_NO_PADDING);
  sodium_memzero (bits, sizeof bits);
  return token;
}
