/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "natterd-effects.h"
#include "natterd-hub.h"

#define FIRST_CAPACITY 32
#define KEPT_CAPACITY  4096 /* a storm's list is not kept for quiet times */

/* What a row of a list and a room's name in it take, about: struct, strings, and what malloc adds. */
#define ROW_WEIGHT  160
#define NAME_WEIGHT 32

struct _NatterdEffects
{
  NatterdEffect *items;
  guint length;
  guint capacity;
  guint open; /* 1 + the place of the RECORD whose span is open; 0: none */
  gsize weight;
};

NatterdEffects *
natterd_effects_new (void)
{
  return g_new0 (NatterdEffects, 1);
}

static void
clear_effect (NatterdEffect *effect)
{
  g_clear_pointer (&effect->event, natter_event_unref);
  g_clear_pointer (&effect->message, natter_message_unref);
  g_clear_pointer (&effect->fact, natter_fact_unref);
  g_clear_pointer (&effect->user, natterd_user_unref);
  g_clear_pointer (&effect->sender, natterd_user_unref);
  g_clear_pointer (&effect->except, natterd_user_unref);
  g_clear_pointer (&effect->room, natterd_room_unref);
  g_clear_pointer (&effect->session, natterd_session_unref);
  if (effect->secret != NULL)
    explicit_bzero (effect->secret, strlen (effect->secret));
  g_clear_pointer (&effect->secret, g_free);
  g_clear_pointer (&effect->hash, g_free);
  g_clear_pointer (&effect->search, natter_search_unref);
  g_clear_pointer (&effect->re, g_free);
  g_clear_pointer (&effect->view, g_free);
}

void
natterd_effects_clear (NatterdEffects *self)
{
  for (guint i = 0; i < self->length; i++)
    clear_effect (&self->items[i]);

  self->length = 0;
  self->open = 0;
  self->weight = 0;
  if (self->capacity > KEPT_CAPACITY)
    {
      g_clear_pointer (&self->items, g_free);
      self->capacity = 0;
    }
}

void
natterd_effects_free (NatterdEffects *self)
{
  if (self == NULL)
    return;

  natterd_effects_clear (self);
  g_free (self->items);
  g_free (self);
}

guint
natterd_effects_get_length (const NatterdEffects *self)
{
  return self->length;
}

const NatterdEffect *
natterd_effects_get (const NatterdEffects *self,
                     guint index)
{
  g_return_val_if_fail (index < self->length, NULL);

  return &self->items[index];
}

gsize
natterd_effects_get_weight (const NatterdEffects *self)
{
  return self->weight;
}

static gsize
weigh (const NatterEvent *event)
{
  gsize weight = sizeof *event + (event->text != NULL ? strlen (event->text) : 0);

  if (event->rooms != NULL)
    weight += event->rooms->len * ROW_WEIGHT;
  for (guint i = 0; event->people != NULL && i < event->people->len; i++)
    {
      const NatterPerson *person = event->people->pdata[i];

      weight += ROW_WEIGHT + (person->rooms != NULL ? g_strv_length (person->rooms) * NAME_WEIGHT : 0);
    }
  return weight;
}

/* (transfer full) @event */
static void
take_event (NatterdEffects *self,
            NatterdEffect *effect,
            NatterEvent *event)
{
  effect->event = event;
  self->weight += event != NULL ? weigh (event) : 0;
}

static NatterdEffect *
add (NatterdEffects *self,
     NatterdEffectKind kind)
{
  NatterdEffect *effect;

  if (self->length == self->capacity)
    {
      self->capacity = MAX (self->capacity * 2, FIRST_CAPACITY);
      self->items = g_renew (NatterdEffect, self->items, self->capacity);
    }

  self->weight += sizeof *effect;
  effect = &self->items[self->length++];
  *effect = (NatterdEffect){ .kind = kind };
  return effect;
}

void
natterd_effects_to_session (NatterdEffects *self,
                            NatterdSession *session,
                            NatterEvent *event)
{
  NatterdEffect *effect = add (self, NATTERD_EFFECT_TO_SESSION);

  effect->session = natterd_session_ref (session);
  take_event (self, effect, event);
}

void
natterd_effects_to_user (NatterdEffects *self,
                         NatterdUser *user,
                         NatterdUser *sender,
                         NatterEvent *event)
{
  NatterdEffect *effect = add (self, NATTERD_EFFECT_TO_USER);

  effect->user = natterd_user_ref (user);
  effect->sender = sender != NULL ? natterd_user_ref (sender) : NULL;
  take_event (self, effect, event);
}

void
natterd_effects_to_room (NatterdEffects *self,
                         NatterdRoom *room,
                         NatterdUser *sender,
                         NatterdUser *except,
                         NatterEvent *event)
{
  NatterdEffect *effect = add (self, NATTERD_EFFECT_TO_ROOM);

  effect->room = natterd_room_ref (room);
  effect->sender = sender != NULL ? natterd_user_ref (sender) : NULL;
  effect->except = except != NULL ? natterd_user_ref (except) : NULL;
  take_event (self, effect, event);
}

void
natterd_effects_to_peers (NatterdEffects *self,
                          NatterdUser *user,
                          NatterEvent *event)
{
  NatterdEffect *effect = add (self, NATTERD_EFFECT_TO_PEERS);

  effect->user = natterd_user_ref (user);
  effect->sender = natterd_user_ref (user);
  take_event (self, effect, event);
}

static void
add_move (NatterdEffects *self,
          NatterdEffectKind kind,
          NatterdUser *user,
          NatterdRoom *room)
{
  NatterdEffect *effect = add (self, kind);

  effect->user = natterd_user_ref (user);
  effect->room = natterd_room_ref (room);
}

void
natterd_effects_enter (NatterdEffects *self,
                       NatterdUser *user,
                       NatterdRoom *room)
{
  add_move (self, NATTERD_EFFECT_ENTER, user, room);
}

void
natterd_effects_depart (NatterdEffects *self,
                        NatterdUser *user,
                        NatterdRoom *room)
{
  add_move (self, NATTERD_EFFECT_DEPART, user, room);
}

void
natterd_effects_view (NatterdEffects *self,
                      NatterdSession *session,
                      NatterdRoom *room,
                      const char *name)
{
  NatterdEffect *effect = add (self, NATTERD_EFFECT_VIEW);

  effect->session = natterd_session_ref (session);
  effect->room = room != NULL ? natterd_room_ref (room) : NULL;
  effect->view = g_strdup (name);
}

void
natterd_effects_record (NatterdEffects *self,
                        NatterdSession *session,
                        NatterdRoom *room,
                        NatterMessage *message,
                        const char *re)
{
  NatterdEffect *effect;

  g_return_if_fail (self->open == 0);

  effect = add (self, NATTERD_EFFECT_RECORD);
  effect->session = natterd_session_ref (session);
  effect->message = natter_message_ref (message);
  effect->re = g_strdup (re);
  self->weight += sizeof *message + strlen (message->text);
  self->open = self->length;

  effect = add (self, NATTERD_EFFECT_RECORDED);
  effect->room = natterd_room_ref (room);
  effect->message = natter_message_ref (message);
}

void
natterd_effects_record_fact (NatterdEffects *self,
                             NatterdSession *session,
                             NatterFact *fact,
                             const char *re)
{
  NatterdEffect *effect;

  g_return_if_fail (self->open == 0);

  effect = add (self, NATTERD_EFFECT_RECORD);
  effect->session = session != NULL ? natterd_session_ref (session) : NULL;
  effect->fact = natter_fact_ref (fact);
  effect->re = g_strdup (re);
  self->open = self->length;

  add (self, NATTERD_EFFECT_RECORDED)->fact = natter_fact_ref (fact);
}

void
natterd_effects_refuse (NatterdEffects *self,
                        NatterEvent *event)
{
  g_return_if_fail (self->open > 0);

  self->items[self->open - 1].event = event;
}

void
natterd_effects_end_record (NatterdEffects *self)
{
  g_return_if_fail (self->open > 0);

  self->items[self->open - 1].span = self->length - self->open;
  self->open = 0;
}

void
natterd_effects_fetch (NatterdEffects *self,
                       NatterdSession *session,
                       NatterdRoom *room,
                       const char *view,
                       const NatterRange *range,
                       const char *re)
{
  NatterdEffect *effect = add (self, NATTERD_EFFECT_FETCH);

  effect->session = natterd_session_ref (session);
  effect->room = natterd_room_ref (room);
  effect->view = g_strdup (view);
  effect->range = *range;
  effect->re = g_strdup (re);
}

void
natterd_effects_catch_up (NatterdEffects *self,
                          NatterdSession *session,
                          NatterdRoom *room,
                          const char *view,
                          const NatterRange *range)
{
  natterd_effects_fetch (self, session, room, view, range, NULL);
  self->items[self->length - 1].kind = NATTERD_EFFECT_CATCH_UP;
}

void
natterd_effects_mark_missed (NatterdEffects *self,
                             gboolean more)
{
  NatterdEffect *effect = &self->items[self->length - 1];

  g_return_if_fail (self->length > 0 && effect->kind == NATTERD_EFFECT_FETCH);

  effect->missed = TRUE;
  effect->more = more;
}

static NatterdEffect *
add_for_session (NatterdEffects *self,
                 NatterdEffectKind kind,
                 NatterdSession *session)
{
  NatterdEffect *effect = add (self, kind);

  effect->session = natterd_session_ref (session);
  return effect;
}

void
natterd_effects_hash (NatterdEffects *self,
                      NatterdSession *session,
                      const char *secret)
{
  add_for_session (self, NATTERD_EFFECT_HASH, session)->secret = g_strdup (secret);
}

void
natterd_effects_verify (NatterdEffects *self,
                        NatterdSession *session,
                        const char *secret,
                        const char *hash)
{
  NatterdEffect *effect = add_for_session (self, NATTERD_EFFECT_VERIFY, session);

  effect->secret = g_strdup (secret);
  effect->hash = g_strdup (hash);
}

void
natterd_effects_admit (NatterdEffects *self,
                       NatterdSession *session)
{
  add_for_session (self, NATTERD_EFFECT_ADMIT, session);
}

void
natterd_effects_go_live (NatterdEffects *self,
                         NatterdSession *session)
{
  add_for_session (self, NATTERD_EFFECT_LIVE, session);
}

void
natterd_effects_go_on (NatterdEffects *self,
                       NatterdSession *session)
{
  add_for_session (self, NATTERD_EFFECT_GO_ON, session);
}

void
natterd_effects_search (NatterdEffects *self,
                        NatterdSession *session,
                        NatterSearch *search,
                        const char *typed,
                        const char *re)
{
  NatterdEffect *effect = add (self, NATTERD_EFFECT_SEARCH);

  effect->session = natterd_session_ref (session);
  effect->search = search;
  effect->view = g_strdup (typed);
  effect->re = g_strdup (re);
}

void
natterd_effects_forget (NatterdEffects *self,
                        NatterdRoom *room)
{
  add (self, NATTERD_EFFECT_FORGET)->room = natterd_room_ref (room);
}

void
natterd_effects_close (NatterdEffects *self,
                       NatterdSession *session,
                       NatterEvent *bye)
{
  NatterdEffect *effect = add (self, NATTERD_EFFECT_CLOSE);

  effect->session = natterd_session_ref (session);
  take_event (self, effect, bye);
}
