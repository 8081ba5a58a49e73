/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "natterd-marker-private.h"

#include "natterd-direct-private.h"

static gboolean
has_account (const NatterdHub *hub,
             gint64 author)
{
  return natterd_directory_find_author (&hub->directory, author) != NULL;
}

/* What a guest has is over sooner or later, and so are its numbers. */
static gboolean
is_lasting (const NatterdHub *hub,
            gint64 author,
            const NatterdRoom *room)
{
  return has_account (hub, author) && (!room->is_direct || has_account (hub, natterd_talk_get_other (room, author)));
}

gint64
natterd_marker_get (const NatterdHub *hub,
                    const NatterdUser *user,
                    const NatterdRoom *room)
{
  /* a database that was restored may know fewer messages */
  return MIN (natterd_reads_find (&hub->reads, user->author, room->key), (gint64) room->last_seq);
}

static void
set (const NatterdCall *call,
     gint64 author,
     const NatterdRoom *room,
     guint64 seq)
{
  natterd_reads_set (&call->hub->reads, author, room->key, seq, is_lasting (call->hub, author, room), call->now.mono);
}

void
natterd_marker_move (const NatterdCall *call,
                     NatterdUser *user,
                     NatterdRoom *room,
                     guint64 seq,
                     const NatterdSession *but)
{
  if (natterd_marker_get (call->hub, user, room) == (gint64) seq)
    return;

  set (call, user->author, room, seq);
  for (NatterdSession *session = user->sessions; session != NULL; session = session->sibling)
    if (session != but && session->stage == NATTER_STAGE_CHAT)
      {
        NatterEvent *event = natter_event_new (NATTER_EVENT_READ);

        event->room = room->is_direct ? natterd_direct_dup_view (call->hub, user, room) : g_strdup (room->name);
        event->seq = seq;
        natterd_effects_to_session (call->effects, session, event);
      }
}

static gboolean
reads_text (const NatterdUser *user)
{
  for (const NatterdSession *session = user->sessions; session != NULL; session = session->sibling)
    if (session->is_text && session->stage == NATTER_STAGE_CHAT)
      return TRUE;
  return FALSE;
}

/* Whether everything before @message was read. */
static gboolean
is_next (const NatterdHub *hub,
         gint64 author,
         const NatterMessage *message)
{
  return MAX (natterd_reads_find (&hub->reads, author, message->room), 0) + 1 == (gint64) message->seq;
}

/* What is said is told to all devices, so they need not be told that it was read. */
static void
follow_author (const NatterdCall *call,
               const NatterdRoom *room,
               const NatterMessage *message)
{
  if (natterd_reads_find (&call->hub->reads, message->author, room->key) < (gint64) message->seq &&
      (!natter_message_kind_is_change (message->kind) || is_next (call->hub, message->author, message)))
    set (call, message->author, room, message->seq);
}

static void
follow_direct (const NatterdCall *call,
               NatterdRoom *room,
               const NatterMessage *message)
{
  const NatterdMembership *membership = room->members.first;

  if (has_account (call->hub, message->author)) /* who may have gone by now */
    follow_author (call, room, message);
  for (; membership != NULL; membership = membership->links[NATTERD_LINK_OF_ROOM].next)
    if (membership->user->author == message->author)
      follow_author (call, room, message);
    else if (reads_text (membership->user) && is_next (call->hub, membership->user->author, message))
      natterd_marker_move (call, membership->user, room, message->seq, NULL);
}

void
natterd_marker_follow (const NatterdCall *call,
                       NatterdRoom *room,
                       const NatterMessage *message)
{
  /* guests, of whom there may be thousands, have a marker in a room only where they set one */
  if (room->is_direct)
    follow_direct (call, room, message);
  else if (has_account (call->hub, message->author) || natterd_reads_find (&call->hub->reads, message->author, room->key) >= 0)
    follow_author (call, room, message);
}

void
natterd_marker_leave (const NatterdCall *call,
                      NatterdRoom *room)
{
  NatterdSession *session = call->session;
  const NatterdMembership *membership;

  if (!session->is_text || session->user == NULL || !session->user->is_registered)
    return;

  if (room != NULL)
    {
      natterd_marker_move (call, session->user, room, room->last_seq, session);
      return;
    }
  for (membership = session->user->rooms.first; membership != NULL; membership = membership->links[NATTERD_LINK_OF_USER].next)
    natterd_marker_move (call, session->user, membership->room, membership->room->last_seq, session);
}
