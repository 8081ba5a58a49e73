/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#define G_LOG_DOMAIN "natterd"

#include "natterd-hall-private.h"

#include <glib/gi18n-lib.h>

#include "server/domain/natterd-policy.h"

NatterdPeer *
natterd_hall_find_peer (const NatterdHall *self,
                        const NatterdSession *session)
{
  guint index = natterd_session_get_index (session);
  NatterdPeer *peer = index < self->by_session->len ? self->by_session->pdata[index] : NULL;

  return peer != NULL && peer->session == session ? peer : NULL;
}

/* One session of a user, if it hears what its user hears by now. Returns: (transfer none) (nullable). */
static NatterdPeer *
find_admitted (const NatterdHall *self,
               const NatterdUser *user,
               guint nth)
{
  NatterdPeer *peer = natterd_hall_find_peer (self, natterd_user_get_session (user, nth));

  return peer != NULL && peer->admitted ? peer : NULL;
}

/* those that are answers, not what goes to many */
static void
count_answer (NatterdCounters *counters,
              const NatterEvent *event)
{
  if (event->kind == NATTER_EVENT_ERROR)
    counters->errors[event->code]++;
  else if (event->kind == NATTER_EVENT_HELLO)
    {
      counters->logins++;
      counters->resumed += event->resumed ? 1 : 0;
    }
}

static void
tell_session (NatterdHall *self,
              NatterdSession *session,
              const NatterEvent *event)
{
  NatterdPeer *peer = natterd_hall_find_peer (self, session);

  if (peer == NULL)
    return;
  natterd_fanout_tell (&self->fanout, peer, event);
  count_answer (self->counters, event);
  if (event->kind == NATTER_EVENT_PING)
    natterd_peer_note_ping (peer);
}

static void
tell_user (NatterdHall *self,
           const NatterdEffect *effect)
{
  NatterdBroadcast broadcast = { .event = effect->event, .sender = effect->sender };

  for (guint i = 0; i < natterd_user_get_n_sessions (effect->user); i++)
    {
      NatterdPeer *peer = find_admitted (self, effect->user, i);

      if (peer != NULL)
        natterd_fanout_tell_among (&self->fanout, peer, &broadcast);
    }
}

/* §5.10a: whether this is news of a room too full to hear of everyone by name */
static gboolean
is_crowded (NatterdHall *self,
            const NatterdEffect *effect)
{
  if (effect->event->kind != NATTER_EVENT_JOINED && effect->event->kind != NATTER_EVENT_LEFT)
    return FALSE;
  if (effect->sender == NULL || self->limits.crowd == 0)
    return FALSE;
  return natterd_audiences_get (&self->audiences, natterd_room_get_index (effect->room))->n > self->limits.crowd ||
         natterd_crowd_knows (self->crowd, effect->room);
}

static void
tell_room (NatterdHall *self,
           const NatterdEffect *effect)
{
  NatterdBroadcast broadcast = { .event = effect->event, .sender = effect->sender, .except = effect->except };

  if (is_crowded (self, effect))
    natterd_crowd_note (self->crowd, effect->room, effect->sender, effect->event, self->now.mono,
                        self->limits.crowd_pause);
  else
    natterd_fanout_tell_audience (&self->fanout,
                                  natterd_audiences_get (&self->audiences, natterd_room_get_index (effect->room)),
                                  &broadcast);
}

void
natterd_hall_tell_crowd (gpointer hall,
                         NatterdRoom *room,
                         NatterEvent *event)
{
  NatterdHall *self = hall;
  NatterdBroadcast broadcast = { .event = event };

  natterd_fanout_tell_audience (&self->fanout, natterd_audiences_get (&self->audiences, natterd_room_get_index (room)),
                                &broadcast);
  natter_event_unref (event);
}

static void
tell_peers_of (NatterdHall *self,
               NatterdPeer *about,
               guint32 mark,
               NatterdBroadcast *broadcast)
{
  const NatterdSeat *seats = natterd_listener_seats_get (&about->seats);

  for (guint i = 0; i < about->seats.n; i++)
    {
      const NatterdAudience *audience = natterd_audiences_get (&self->audiences, seats[i].room);

      for (guint j = 0; j < audience->n; j++)
        if (audience->listeners[j]->mark != mark)
          {
            audience->listeners[j]->mark = mark;
            natterd_fanout_tell_among (&self->fanout, natterd_peer_of_seats (audience->listeners[j]), broadcast);
          }
    }
}

/* everyone who shares a room with the user, and the user, once each */
static void
tell_peers (NatterdHall *self,
            const NatterdEffect *effect)
{
  NatterdBroadcast broadcast = { .event = effect->event, .sender = effect->sender };
  guint32 mark = natterd_audiences_begin_round (&self->audiences);

  for (guint i = 0; i < natterd_user_get_n_sessions (effect->user); i++)
    {
      NatterdPeer *peer = find_admitted (self, effect->user, i);

      if (peer == NULL)
        continue;
      if (peer->seats.mark != mark)
        natterd_fanout_tell_among (&self->fanout, peer, &broadcast);
      peer->seats.mark = mark;
      tell_peers_of (self, peer, mark, &broadcast);
    }
}

static void
seat_user (NatterdHall *self,
           const NatterdEffect *effect)
{
  guint room = natterd_room_get_index (effect->room);

  for (guint i = 0; i < natterd_user_get_n_sessions (effect->user); i++)
    {
      NatterdPeer *peer = find_admitted (self, effect->user, i);

      if (peer == NULL)
        continue;
      if (effect->kind == NATTERD_EFFECT_ENTER)
        natterd_audiences_enter (&self->audiences, &peer->seats, room);
      else
        natterd_audiences_depart (&self->audiences, &peer->seats, room);
    }
}

/* What is told depends on what was told before, not on what the session is up to by now: a commit may be on its way in between. */
static void
turn_view (NatterdHall *self,
           const NatterdEffect *effect)
{
  NatterdPeer *peer = natterd_hall_find_peer (self, effect->session);

  if (peer == NULL || peer->dialect->one_spelling)
    return;
  g_clear_pointer (&peer->current, natterd_room_unref);
  peer->current = effect->room != NULL ? natterd_room_ref (effect->room) : NULL;
  if (g_strcmp0 (peer->name, effect->view) != 0)
    {
      g_free (peer->name);
      peer->name = g_strdup (effect->view);
    }
}

/* §7.1 */
static void
refuse_record (NatterdHall *self,
               const NatterdEffect *effect)
{
  g_autoptr (GError) refusal = NULL;
  g_autoptr (NatterEvent) event = NULL;

  if (effect->session == NULL)
    return;
  g_set_error_literal (&refusal, NATTER_ERROR, NATTER_ERROR_STORAGE_UNAVAILABLE,
                       effect->fact != NULL
                         ? _ ("That could not be recorded, so nothing has changed. Please try again in a minute.")
                         : _ ("That could not be recorded, so nobody has seen it. Please try again in a minute."));
  event = natter_event_new_error (refusal, effect->re, NULL);
  tell_session (self, effect->session, event);
}

static void
close_session (NatterdHall *self,
               const NatterdEffect *effect)
{
  NatterdPeer *peer = natterd_hall_find_peer (self, effect->session);

  /* not where it is only the connection that is over */
  if (natterd_session_get_stage (effect->session) == NATTER_STAGE_LOGOUT)
    natterd_hall_forget_kept (self, effect->session);
  if (peer == NULL)
    return;
  peer->released = TRUE;
  if (peer->state == NATTERD_PEER_GONE)
    natterd_hall_reap (self, peer);
  else
    natterd_peer_say_bye (peer, effect->event);
}

static void
admit (NatterdHall *self,
       const NatterdEffect *effect)
{
  NatterdPeer *peer = natterd_hall_find_peer (self, effect->session);

  if (peer != NULL)
    peer->admitted = TRUE;
}

static void
go_on (NatterdHall *self,
       const NatterdEffect *effect)
{
  NatterdPeer *peer = natterd_hall_find_peer (self, effect->session);

  if (peer != NULL)
    natterd_peer_let_go (peer, NATTERD_HELD_SECRET);
}

/* what concerns one session only */
static void
perform_for_session (NatterdHall *self,
                     const NatterdEffect *effect)
{
  switch (effect->kind)
    {
    case NATTERD_EFFECT_HASH:
    case NATTERD_EFFECT_VERIFY:
      natterd_hall_look_at_secret (self, effect);
      break;

    case NATTERD_EFFECT_ADMIT:
      admit (self, effect);
      break;

    case NATTERD_EFFECT_GO_ON:
      go_on (self, effect);
      break;

    case NATTERD_EFFECT_CLOSE:
      close_session (self, effect);
      break;

    case NATTERD_EFFECT_CATCH_UP:
      natterd_hall_catch_up (self, effect);
      break;

    case NATTERD_EFFECT_LIVE:
      natterd_hall_go_live (self, effect);
      break;

    default:
      break;
    }
}

static void
take_fact (NatterdHall *self,
           const NatterFact *fact)
{
  natterd_hub_recorded_fact (self->hub, fact, self->now, natterd_hall_get_effects (self));
  if (natterd_hub_is_ban (fact) && self->bans_changed != NULL)
    self->bans_changed (self->bans_data);
}

static void
perform_one (NatterdHall *self,
             const NatterdEffect *effect)
{
  switch (effect->kind)
    {
    case NATTERD_EFFECT_TO_SESSION:
      tell_session (self, effect->session, effect->event);
      break;

    case NATTERD_EFFECT_TO_USER:
      tell_user (self, effect);
      break;

    case NATTERD_EFFECT_TO_ROOM:
      tell_room (self, effect);
      break;

    case NATTERD_EFFECT_TO_PEERS:
      tell_peers (self, effect);
      break;

    case NATTERD_EFFECT_ENTER:
    case NATTERD_EFFECT_DEPART:
      seat_user (self, effect);
      break;

    case NATTERD_EFFECT_VIEW:
      turn_view (self, effect);
      break;

    case NATTERD_EFFECT_RECORDED:
      if (effect->fact != NULL)
        take_fact (self, effect->fact);
      else
        natterd_hub_recorded (self->hub, effect->room, effect->message, self->now, natterd_hall_get_effects (self));
      break;

    case NATTERD_EFFECT_FETCH:
      natterd_hall_fetch (self, effect);
      break;

    case NATTERD_EFFECT_SEARCH:
      natterd_hall_search (self, effect);
      break;

    case NATTERD_EFFECT_FORGET:
      self->store->klass->forget (self->store, natterd_room_get_key (effect->room));
      break;

    default:
      perform_for_session (self, effect);
      break;
    }
}

/* once when it begins and once when it ends, not for every message */
static void
note_storage (NatterdHall *self,
              const GError *error)
{
  if (error != NULL && !self->storage_failing)
    g_warning ("messages are refused: the store says: %s", error->message);
  else if (error == NULL && self->storage_failing)
    g_message ("messages are recorded again");
  self->storage_failing = error != NULL;
}

/* what it is about does not allow it: an answer, as any other mistake gets */
static void
explain_refusal (NatterdHall *self,
                 const NatterdEffect *effect)
{
  g_autoptr (NatterEvent) event = natterd_policy_new_refusal (effect);

  tell_session (self, effect->session, event);
}

/* §3.7: of a retry only its sender hears, as if the first answer had come. */
static void
answer_again (NatterdHall *self,
              const NatterdEffects *effects,
              guint record)
{
  const NatterdEffect *first = natterd_effects_get (effects, record);

  for (guint i = 1; i <= first->span; i++)
    {
      const NatterdEffect *effect = natterd_effects_get (effects, record + i);

      if (effect->kind == NATTERD_EFFECT_TO_SESSION)
        tell_session (self, effect->session, effect->event);
    }
}

/* Returns how many effects after it are dealt with. */
static guint
perform_record (NatterdHall *self,
                const NatterdEffects *effects,
                guint place,
                const GError *error)
{
  const NatterdEffect *effect = natterd_effects_get (effects, place);

  note_storage (self, error);
  if (error != NULL)
    refuse_record (self, effect);
  else if (effect->message != NULL && effect->message->refusal != 0)
    explain_refusal (self, effect);
  else if (effect->message != NULL && effect->message->repeated)
    {
      self->counters->repeats++;
      answer_again (self, effects, place);
    }
  else
    {
      if (effect->message != NULL)
        self->counters->messages[effect->message->kind]++;
      return 0;
    }
  return effect->span;
}

void
natterd_hall_perform (gpointer hall,
                      const NatterdEffects *effects,
                      const GError *error)
{
  NatterdHall *self = hall;
  guint n = natterd_effects_get_length (effects);

  for (guint i = 0; i < n; i++)
    {
      const NatterdEffect *effect = natterd_effects_get (effects, i);

      if (effect->kind == NATTERD_EFFECT_RECORD)
        i += perform_record (self, effects, i, error);
      else
        perform_one (self, effect);
      if (natterd_fanout_get_size (&self->fanout) > NATTERD_ARENAS_MOST)
        natterd_hall_flush (self);
    }
}
