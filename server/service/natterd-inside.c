/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "natterd-inside.h"

#include "natterd-hall-private.h"

/* Commands of one party in a turn, as a peer's lines. */
#define COMMANDS_PER_TURN 64

struct _NatterdInside
{
  guint ref_count;   /* whoever opened it, and the peer */
  NatterdPeer *peer; /* (nullable) the hall's */
  NatterdInsideHeard heard;
  gpointer user_data;
  GQueue wishes; /* (element-type Wish) owned: to be done */
  GQueue events; /* (element-type NatterEvent) owned: to be told */
  gboolean closed;
};

/* One of both */
typedef struct
{
  NatterCommand *command; /* (nullable) owned */
  GError *error;          /* (nullable) owned: what there is to say to it */
  char *id;               /* (nullable) owned: of what is refused */
} Wish;

static void
wish_free (gpointer data)
{
  Wish *self = data;

  g_clear_pointer (&self->command, natter_command_free);
  g_clear_error (&self->error);
  g_free (self->id);
  g_free (self);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Wish, wish_free)

/* What it hears it is told as it is: nothing is spelled. */
static const NatterdDialect dialect = { .name = "inside", .one_spelling = TRUE };

static void
unref (NatterdInside *self)
{
  if (--self->ref_count > 0)
    return;
  g_queue_clear_full (&self->wishes, wish_free);
  g_queue_clear_full (&self->events, (GDestroyNotify) natter_event_unref);
  g_free (self);
}

static NatterdPeer *
make_peer (NatterdHall *hall,
           NatterdInside *inside)
{
  NatterdPeer *peer = g_new0 (NatterdPeer, 1);

  natterd_connection_init (&peer->connection, -1, hall->limits.line);
  peer->hall = hall;
  peer->inside = inside;
  natterd_peer_decide (peer, &dialect);
  natterd_session_set_way (peer->session, TRUE, TRUE);
  peer->all_place = hall->insides->len;
  g_ptr_array_add (hall->insides, peer);
  return peer;
}

NatterdInside *
natterd_inside_open (NatterdHall *hall,
                     NatterdInsideHeard heard,
                     gpointer user_data)
{
  NatterdInside *self = g_new0 (NatterdInside, 1);

  self->ref_count = 2;
  self->heard = heard;
  self->user_data = user_data;
  natterd_hall_touch (hall);
  self->peer = make_peer (hall, self);
  return self;
}

void
natterd_inside_be_operator (NatterdInside *self,
                            const char *name)
{
  NatterdHall *hall;

  if (self->peer == NULL)
    return;
  hall = self->peer->hall;
  natterd_hall_touch (hall);
  natterd_hub_seat_operator (hall->hub, self->peer->session, name, natterd_hall_get_effects (hall));
}

/* @wish: (transfer full) */
static void
push (NatterdInside *self,
      Wish *wish)
{
  if (self->peer == NULL || self->peer->state != NATTERD_PEER_OPEN)
    {
      wish_free (wish);
      return;
    }
  g_queue_push_tail (&self->wishes, wish);
  natterd_hall_resume (self->peer->hall, self->peer);
}

void
natterd_inside_do (NatterdInside *self,
                   NatterCommand *command)
{
  Wish *wish = g_new0 (Wish, 1);

  command->resume = FALSE;
  wish->command = command;
  push (self, wish);
}

void
natterd_inside_refuse (NatterdInside *self,
                       const GError *error,
                       const char *id)
{
  Wish *wish = g_new0 (Wish, 1);

  wish->error = g_error_copy (error);
  wish->id = g_strdup (id);
  push (self, wish);
}

guint
natterd_inside_get_n_waiting (const NatterdInside *self)
{
  return g_queue_get_length ((GQueue *) &self->wishes);
}

/* Who is not in yet would go on with the session of somebody who is. */
static void
fulfil (NatterdInside *self,
        const Wish *wish)
{
  NatterdPeer *peer = self->peer;

  if (wish->command == NULL)
    natterd_peer_refuse_command (peer, wish->error, wish->id);
  else if (wish->command->kind != NATTER_COMMAND_RESUME || natterd_session_get_stage (peer->session) != NATTER_STAGE_LOGIN)
    natterd_peer_take_command (peer, wish->command);
}

void
natterd_inside_continue (NatterdInside *self)
{
  NatterdPeer *peer = self->peer;

  for (guint n = 0; n < COMMANDS_PER_TURN && peer->state == NATTERD_PEER_OPEN && peer->held == 0; n++)
    {
      g_autoptr (Wish) wish = g_queue_pop_head (&self->wishes);

      if (wish == NULL)
        return;
      fulfil (self, wish);
    }
  if (peer->state == NATTERD_PEER_OPEN && peer->held == 0 && !g_queue_is_empty (&self->wishes))
    natterd_hall_resume (peer->hall, peer);
}

void
natterd_inside_hear (NatterdInside *self,
                     const NatterEvent *event)
{
  if (!self->closed)
    g_queue_push_tail (&self->events, natter_event_ref ((NatterEvent *) event));
}

static void
tell (NatterdInside *self)
{
  NatterEvent *event;

  self->ref_count++;
  while (!self->closed && (event = g_queue_pop_head (&self->events)) != NULL)
    {
      self->heard (self->user_data, event);
      natter_event_unref (event);
    }
  unref (self);
}

/* Who is told may open another one, which is added behind; none is freed meanwhile. */
void
natterd_hall_tell_insides (NatterdHall *self)
{
  for (guint i = 0; i < self->insides->len; i++)
    tell (((NatterdPeer *) self->insides->pdata[i])->inside);
}

void
natterd_inside_part (NatterdInside *self)
{
  self->peer = NULL;
  unref (self);
}

void
natterd_inside_close (NatterdInside *self)
{
  self->closed = TRUE;
  if (self->peer != NULL && self->peer->state == NATTERD_PEER_OPEN)
    {
      natterd_hall_touch (self->peer->hall);
      self->peer->ended = TRUE; /* nothing was lost */
      natterd_peer_lose (self->peer);
    }
  unref (self);
}
