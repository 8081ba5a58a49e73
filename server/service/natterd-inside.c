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
  GQueue commands; /* (element-type NatterCommand) owned: to be done */
  GQueue events;   /* (element-type NatterEvent) owned: to be told */
  gboolean closed;
};

/* What it hears it is told as it is: nothing is spelled. */
static const NatterdDialect dialect = { .name = "inside", .one_spelling = TRUE };

static void
unref (NatterdInside *self)
{
  if (--self->ref_count > 0)
    return;
  g_queue_clear_full (&self->commands, (GDestroyNotify) natter_command_free);
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

void
natterd_inside_do (NatterdInside *self,
                   NatterCommand *command)
{
  if (self->peer == NULL || self->peer->state != NATTERD_PEER_OPEN || command->kind == NATTER_COMMAND_RESUME)
    {
      natter_command_free (command);
      return;
    }
  command->resume = FALSE;
  g_queue_push_tail (&self->commands, command);
  natterd_hall_resume (self->peer->hall, self->peer);
}

guint
natterd_inside_get_n_waiting (const NatterdInside *self)
{
  return g_queue_get_length ((GQueue *) &self->commands);
}

void
natterd_inside_continue (NatterdInside *self)
{
  NatterdPeer *peer = self->peer;

  for (guint n = 0; n < COMMANDS_PER_TURN && peer->state == NATTERD_PEER_OPEN && peer->held == 0; n++)
    {
      g_autoptr (NatterCommand) command = g_queue_pop_head (&self->commands);

      if (command == NULL)
        return;
      natterd_peer_take_command (peer, command);
    }
  if (peer->state == NATTERD_PEER_OPEN && peer->held == 0 && !g_queue_is_empty (&self->commands))
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
