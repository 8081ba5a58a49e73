/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#define G_LOG_DOMAIN "natterd"

#include "natterd-hall-private.h"

/* Passwords: to the hasher and back. While one is being looked at, nothing is read from its session. */

/* §7.6: failures of one address that cost nothing but the hashing; from then on each doubles the wait. Forgotten after the longest one. */
#define FREE_FAILURES 5
#define LONGEST_WAIT  (15 * 60)
#define WAIT_IF_FULL  2

typedef struct
{
  NatterdHall *hall;
  NatterdSession *session; /* owned reference */
  gboolean verify;
} Secret;

static void
secret_free (Secret *self)
{
  natterd_session_unref (self->session);
  g_free (self);
}

guint
natterd_hall_get_wait (const NatterdHall *self,
                       const NatterdPeer *peer)
{
  const NatterdVisitor *visitor = peer->visitor;
  gint64 rest = visitor != NULL ? visitor->locked_until - self->now.mono : 0;

  return rest > 0 ? (guint) ((rest + G_USEC_PER_SEC - 1) / G_USEC_PER_SEC) : 0;
}

void
natterd_hall_note_failure (const NatterdHall *self,
                           const NatterdPeer *peer,
                           const char *what)
{
  NatterdVisitor *visitor = peer->visitor;
  gint64 wait;

  self->counters->failed_logins++;
  natterd_log_peer (G_LOG_LEVEL_INFO, peer, what);
  if (visitor == NULL)
    return;
  if (visitor->failed != 0 && self->now.mono - visitor->failed > LONGEST_WAIT * G_USEC_PER_SEC)
    visitor->n_failures = 0;
  visitor->failed = self->now.mono;
  if (++visitor->n_failures < FREE_FAILURES)
    return;
  wait = (gint64) 1 << MIN (visitor->n_failures - FREE_FAILURES, 20);
  visitor->locked_until = self->now.mono + MIN (wait, LONGEST_WAIT) * G_USEC_PER_SEC;
}

static void
answer (NatterdHall *self,
        NatterdSession *session,
        const NatterdSecretAnswer *secret)
{
  NatterdEffects *effects = natterd_hall_get_effects (self);
  guint first = natterd_effects_get_length (effects);
  NatterdPeer *peer = natterd_hall_find_peer (self, session);

  natterd_hub_answer_secret (self->hub, session, secret, self->now, effects);
  if (peer != NULL && peer->state == NATTERD_PEER_OPEN)
    natterd_peer_heed (peer, first);
}

void
natterd_hall_take_secret (gpointer hall,
                          gpointer job,
                          gboolean good,
                          const char *hash)
{
  NatterdHall *self = hall;
  Secret *secret = job;
  const NatterdPeer *peer = natterd_hall_find_peer (self, secret->session);
  const NatterdSecretAnswer told = { .good = good, .hash = hash, .wait = !secret->verify && hash == NULL ? WAIT_IF_FULL : 0 };

  natterd_hall_touch (self);
  if (secret->verify && !good && peer != NULL)
    natterd_hall_note_failure (self, peer, "wrong password");
  answer (self, secret->session, &told);
  g_ptr_array_remove_fast (self->secrets, secret);
  secret_free (secret);
}

void
natterd_hall_note_origin (const NatterdPeer *peer)
{
  NatterdAddress address;
  g_autofree char *host = NULL;
  g_autofree char *origin = NULL;

  if (peer->inside != NULL)
    return;
  natterd_address_of_peer (peer->connection.pollable.fd, &address);
  host = natterd_address_to_string (&address);
  origin = g_strdup_printf ("%s, %s", peer->dialect->name, host);
  natterd_session_set_origin (peer->session, origin);
}

static gboolean
push (NatterdHall *self,
      const NatterdEffect *effect)
{
  Secret *secret = g_new0 (Secret, 1);
  gboolean taken;

  secret->hall = self;
  secret->session = natterd_session_ref (effect->session);
  secret->verify = effect->kind == NATTERD_EFFECT_VERIFY;
  if (secret->verify)
    taken = natterd_hasher_verify (self->hasher, effect->secret, effect->hash, secret);
  else
    taken = natterd_hasher_hash (self->hasher, effect->secret, secret);
  if (taken)
    g_ptr_array_add (self->secrets, secret);
  else
    secret_free (secret);
  return taken;
}

void
natterd_hall_look_at_secret (NatterdHall *self,
                             const NatterdEffect *effect)
{
  const NatterdPeer *peer = natterd_hall_find_peer (self, effect->session);
  NatterdSecretAnswer refusal = { .wait = peer != NULL ? natterd_hall_get_wait (self, peer) : 0 };

  if (peer != NULL && peer->state == NATTERD_PEER_OPEN)
    natterd_hall_note_origin (peer);
  if (refusal.wait == 0 && !push (self, effect))
    refusal.wait = WAIT_IF_FULL;
  if (refusal.wait > 0)
    answer (self, effect->session, &refusal);
}

void
natterd_hall_drop_secrets (NatterdHall *self)
{
  g_clear_pointer (&self->hasher, natterd_hasher_free);
  for (guint i = 0; i < self->secrets->len; i++)
    secret_free (self->secrets->pdata[i]);
  g_ptr_array_set_size (self->secrets, 0);
}
