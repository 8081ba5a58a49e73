/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#define G_LOG_DOMAIN "natterd"

#include "natterd-hall-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>
#include <unistd.h>

static void
read_clock (NatterdHall *self)
{
  self->now.mono = g_get_monotonic_time ();
  self->now.wall = g_get_real_time ();
}

void
natterd_hall_touch (NatterdHall *self)
{
  read_clock (self);
  natterd_poller_wake (self->poller);
}

void
natterd_hall_resume (NatterdHall *self,
                     NatterdPeer *peer)
{
  if (!peer->resumed)
    g_ptr_array_add (self->resumed, peer);
  peer->resumed = TRUE;
  natterd_poller_wake (self->poller);
}

void
natterd_hall_reap (NatterdHall *self,
                   NatterdPeer *peer)
{
  if (!peer->reaped)
    g_ptr_array_add (self->reaped, peer);
  peer->reaped = TRUE;
}

/* A session ends in the domain before its peer goes, but when it outlives it, or when the server goes down. */
void
natterd_hall_forget_session (NatterdHall *self,
                             NatterdSession *session)
{
  self->by_session->pdata[natterd_session_get_index (session)] = NULL;
  natterd_hall_cancel_searches (self, session);
  if (natterd_hall_keeps (self, session))
    return;
  natterd_hub_close_session (self->hub, session, NATTER_REASON_SHUTDOWN, self->now, self->unheard);
  natterd_effects_clear (self->unheard);
}

void
natterd_hall_flush (NatterdHall *self)
{
  GPtrArray *dirty = self->fanout.dirty;

  /* who has to go while it is flushed may become dirty again, at the end of the list */
  for (guint i = 0; i < dirty->len; i++)
    {
      NatterdPeer *peer = dirty->pdata[i];

      peer->dirty = FALSE;
      natterd_peer_flush (peer);
    }
  g_ptr_array_set_size (dirty, 0);
  natterd_fanout_reset (&self->fanout);
}

static void
continue_resumed (NatterdHall *self)
{
  guint n = self->resumed->len;

  for (guint i = 0; i < n; i++)
    {
      NatterdPeer *peer = self->resumed->pdata[i];

      peer->resumed = FALSE;
      natterd_peer_continue (peer);
    }
  /* those that have still more were added behind */
  if (n > 0)
    g_ptr_array_remove_range (self->resumed, 0, n);
}

static void
begin_turn (gpointer user_data)
{
  NatterdHall *self = user_data;

  read_clock (self);
  continue_resumed (self);
}

static void
let_held_go (NatterdHall *self)
{
  guint serial = natterd_ledger_get_serial (self->ledger);

  if (self->held_serial == serial)
    return;
  self->held_serial = serial;
  for (guint i = 0; i < self->held->len; i++)
    natterd_peer_let_go (self->held->pdata[i], NATTERD_HELD_COMMIT);
  g_ptr_array_set_size (self->held, 0);
}

static void
look_at_due (NatterdHall *self)
{
  NatterdDeadline *first;

  while ((first = natterd_deadlines_peek (&self->deadlines)) != NULL && first->due <= self->now.mono)
    natterd_peer_look (natterd_peer_of_deadline (first));
  natterd_hall_end_kept (self);
  natterd_crowd_tell (self->crowd, self->now);
  natterd_hub_advance (self->hub, self->now, natterd_hall_get_effects (self));
}

static void
reap (NatterdHall *self)
{
  for (guint i = 0; i < self->reaped->len; i++)
    {
      NatterdPeer *peer = self->reaped->pdata[i];
      GPtrArray *all = peer->inside != NULL ? self->insides : self->all;
      NatterdPeer *last = all->pdata[all->len - 1];

      last->all_place = peer->all_place;
      all->pdata[peer->all_place] = last;
      g_ptr_array_set_size (all, (int) all->len - 1);
      natterd_peer_free (peer);
    }
  g_ptr_array_set_size (self->reaped, 0);
  if (!self->closing && natterd_listener_is_paused (self->listener) &&
      !natterd_door_must_pause (&self->door, self->all->len))
    natterd_listener_resume (self->listener);
}

static void
set_alarm (NatterdHall *self)
{
  const NatterdDeadline *first = natterd_deadlines_peek (&self->deadlines);
  const NatterdDeadline *kept = natterd_deadlines_peek (&self->kept_deadlines);
  gint64 dues[] = {
    first != NULL ? first->due : 0,
    kept != NULL ? kept->due : 0,
    natterd_crowd_get_due (self->crowd),
    natterd_hub_get_due (self->hub),
    self->closing && !self->said_goodbye ? self->goodbye_due : 0,
    self->done != NULL ? self->end_due : 0,
  };
  gint64 due = 0;

  for (gsize i = 0; i < G_N_ELEMENTS (dues); i++)
    if (dues[i] != 0 && (due == 0 || dues[i] < due))
      due = dues[i];
  natterd_poller_set_deadline (self->poller, due != 0 ? due : -1);
}

/* The one place where anything is performed, sent, and freed. */
static void
end_turn (gpointer user_data)
{
  NatterdHall *self = user_data;

  look_at_due (self);
  natterd_hall_shake (self);
  do
    {
      natterd_ledger_release (self->ledger, self->now.wall);
      if (self->closing)
        natterd_hall_advance_shutdown (self);
      /* who is found broken or too slow now leaves, and others have to be told */
      natterd_hall_flush (self);
      natterd_hall_tell_insides (self);
    }
  while (!natterd_ledger_is_waiting (self->ledger) &&
         natterd_effects_get_length (natterd_ledger_get_open (self->ledger)) > 0);
  let_held_go (self);
  reap (self);
  set_alarm (self);
}

static void
on_ledger_ready (gpointer user_data)
{
  natterd_hall_touch (user_data);
}

/* SHUT: nothing, or nothing more, is said to it. */
static NatterdDoorAnswer
ask_door (NatterdHall *self,
          int fd,
          const NatterdAddress *address,
          NatterdVisitor **visitor)
{
  NatterdDoorAnswer answer;

  *visitor = NULL;
  if (natterd_hall_is_kept_out (self, address))
    return natterd_hall_keep_out (self, fd);
  answer = natterd_door_ask (&self->door, address, self->all->len, visitor);
  if (answer != NATTERD_DOOR_WELCOME)
    self->counters->away[answer == NATTERD_DOOR_FULL ? NATTERD_AWAY_FULL : NATTERD_AWAY_ADDRESS]++;
  return answer;
}

static void
on_accepted (gpointer user_data,
             int fd,
             const NatterdAddress *address)
{
  NatterdHall *self = user_data;
  NatterdVisitor *visitor;
  NatterdDoorAnswer answer;
  g_autoptr (GError) error = NULL;
  NatterdPeer *peer;

  self->counters->accepted++;
  answer = ask_door (self, fd, address, &visitor);
  if (answer == NATTERD_DOOR_SHUT)
    {
      close (fd);
      return;
    }
  natterd_hall_touch (self);
  peer = natterd_peer_new (self, fd, visitor, &error);
  if (peer == NULL)
    {
      g_warning ("a newcomer was dropped: %s", error->message);
      if (visitor != NULL)
        natterd_door_leave (&self->door, visitor);
      if (answer != NATTERD_DOOR_WELCOME)
        natterd_door_forget_refused (&self->door);
      return;
    }
  peer->all_place = self->all->len;
  g_ptr_array_add (self->all, peer);
  if (answer != NATTERD_DOOR_WELCOME)
    natterd_peer_turn_away (peer, answer);
  if (natterd_door_must_pause (&self->door, self->all->len))
    natterd_listener_pause (self->listener);
}

static void
restore_room (gpointer user_data,
              const NatterdStoreRoom *room)
{
  NatterdHall *self = user_data;

  if (room->name != NULL)
    natterd_hub_restore_room (self->hub, room->name, room->topic, room->last_seq, room->active);
  else
    natterd_hub_restore_direct (self->hub, room->key, room->last_seq, room->active);
}

static void
restore_fact (gpointer user_data,
              NatterFact *fact)
{
  natterd_hub_restore_fact (((NatterdHall *) user_data)->hub, fact);
}

NatterdHall *
natterd_hall_new (const NatterdConfig *config,
                  GError **error)
{
  return natterd_hall_new_for_store (config, natterd_store_memory_new (config->memory_messages, config->memory), error);
}

NatterdHall *
natterd_hall_new_for_store (const NatterdConfig *config,
                            NatterdStore *store,
                            GError **error)
{
  g_autoptr (NatterdHubSettings) settings = natterd_hall_make_settings (config);
  NatterdHall *self = g_new0 (NatterdHall, 1);

  self->store = store;
  self->poller = natterd_poller_new (g_main_context_get_thread_default (), begin_turn, end_turn, self, error);
  if (self->poller == NULL)
    {
      natterd_store_free (store);
      g_free (self);
      return NULL;
    }
  self->hub = natterd_hub_new (settings);
  natterd_hub_set_mint (self->hub, natterd_hasher_mint, NULL);
  natterd_hub_set_atlas (self->hub, natterd_address_locate);
  natterd_hub_set_epoch (self->hub, store->klass->get_epoch (store));
  self->ledger = natterd_ledger_new (store, natterd_hall_perform, on_ledger_ready, self);
  self->listener = natterd_listener_new (config->backlog, config->send_buffer, on_accepted, self);
  self->crowd = natterd_crowd_new (natterd_hall_tell_crowd, self);
  natterd_fanout_init (&self->fanout);
  natterd_audiences_init (&self->audiences);
  natterd_door_init (&self->door);
  self->counters = g_new0 (NatterdCounters, 1);
  self->all = g_ptr_array_new ();
  self->insides = g_ptr_array_new ();
  self->by_session = g_ptr_array_new ();
  self->resumed = g_ptr_array_new ();
  self->held = g_ptr_array_new ();
  self->reaped = g_ptr_array_new ();
  self->fetches = g_ptr_array_new ();
  self->pages = g_ptr_array_new ();
  g_queue_init (&self->catching);
  g_queue_init (&self->shakes.unfinished);
  g_queue_init (&self->shakes.ready);
  self->kept = g_hash_table_new (NULL, NULL);
  self->secrets = g_ptr_array_new ();
  self->hasher = natterd_hasher_new (g_main_context_get_thread_default (), natterd_hall_take_secret, self);
  self->searches = g_ptr_array_new ();
  self->unheard = natterd_effects_new ();
  self->filtered = g_byte_array_new ();
  self->replied = g_byte_array_new ();
  natterd_hall_take_config (self, config);
  read_clock (self);
  self->began = self->now.mono;
  if (!store->klass->list_rooms (store, restore_room, self, error) ||
      !store->klass->list_facts (store, restore_fact, self, error))
    {
      natterd_hall_free (self);
      return NULL;
    }
  natterd_hub_restored (self->hub, natterd_hall_get_effects (self));
  natterd_hall_touch (self);
  return self;
}

static void
free_peers (NatterdHall *self)
{
  self->closing = TRUE;
  for (guint i = 0; i < self->all->len; i++)
    natterd_peer_free (self->all->pdata[i]);
  for (guint i = 0; i < self->insides->len; i++)
    natterd_peer_free (self->insides->pdata[i]);
  g_ptr_array_unref (self->all);
  g_ptr_array_unref (self->insides);
}

void
natterd_hall_free (NatterdHall *self)
{
  if (self == NULL)
    return;
  if (self->done_source != NULL)
    g_source_destroy (self->done_source);
  g_clear_pointer (&self->done_source, g_source_unref);
  natterd_listener_free (self->listener);
  natterd_store_free (self->store);
  natterd_hall_drop_fetches (self);
  natterd_hall_drop_pages (self);
  natterd_hall_drop_secrets (self);
  natterd_hall_drop_searches (self);
  free_peers (self);
  natterd_credentials_unref (self->credentials);
  natterd_hall_drop_kept (self);
  natterd_crowd_free (self->crowd);
  natterd_ledger_free (self->ledger);
  natterd_hub_free (self->hub);
  natterd_poller_free (self->poller);
  natterd_fanout_clear (&self->fanout);
  natterd_audiences_clear (&self->audiences);
  natterd_deadlines_clear (&self->deadlines);
  natterd_deadlines_clear (&self->kept_deadlines);
  natterd_door_clear (&self->door);
  natterd_effects_free (self->unheard);
  g_ptr_array_unref (self->by_session);
  g_ptr_array_unref (self->resumed);
  g_ptr_array_unref (self->held);
  g_ptr_array_unref (self->reaped);
  g_ptr_array_unref (self->fetches);
  g_ptr_array_unref (self->pages);
  g_hash_table_unref (self->kept);
  g_ptr_array_unref (self->secrets);
  g_ptr_array_unref (self->searches);
  g_byte_array_unref (self->filtered);
  g_byte_array_unref (self->replied);
  g_free (self->counters);
  g_free (self);
}

char *
natterd_hall_listen (NatterdHall *self,
                     const char *address,
                     GError **error)
{
  char *bound = natterd_listener_add (self->listener, address, error);

  if (self->all->len == 0)
    natterd_door_count_descriptors (&self->door);
  return bound;
}

char *
natterd_hall_listen_on (NatterdHall *self,
                        int fd,
                        GError **error)
{
  char *bound = natterd_listener_adopt (self->listener, fd, error);

  if (self->all->len == 0)
    natterd_door_count_descriptors (&self->door);
  return bound;
}

void
natterd_hall_reload (NatterdHall *self,
                     const NatterdConfig *config)
{
  g_autoptr (NatterdHubSettings) settings = natterd_hall_make_settings (config);

  natterd_hall_touch (self);
  natterd_hall_take_config (self, config);
  natterd_hub_set_settings (self->hub, settings);
  for (guint i = 0; i < self->all->len; i++)
    natterd_peer_reload (self->all->pdata[i]);
}

void
natterd_hall_set_credentials (NatterdHall *self,
                              NatterdCredentials *credentials)
{
  g_autofree char *text = NULL;
  NatterKey key;

  natterd_credentials_unref (self->credentials);
  self->credentials = credentials;
  if (natterd_hall_get_key (self, &key))
    text = natter_key_to_text (&key);
  natterd_hub_set_key (self->hub, text);
}

gboolean
natterd_hall_get_key (const NatterdHall *self,
                      NatterKey *key)
{
  if (self->credentials != NULL)
    natterd_credentials_get_key (self->credentials, key);
  return self->credentials != NULL;
}

guint
natterd_hall_get_n_connections (const NatterdHall *self)
{
  return self->all->len;
}

guint
natterd_hall_get_n_people (const NatterdHall *self)
{
  return natterd_hub_get_n_people (self->hub);
}

gboolean
natterd_hall_is_storage_failing (const NatterdHall *self)
{
  return self->storage_failing;
}
