/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "natterd-direct-private.h"
#include "natterd-marker-private.h"

/* What was read, and what there is to read: §4.37, §4.38. */

#define DIRECTS_MOST 100 /* rows of a list */
#define SHOWN_MOST   20  /* messages that somebody who comes in is shown unasked */
#define COUNTED_MOST 100 /* … is told to have missed in the room */

/* read */

static NatterdRoom *
find_place (NatterdCall *call,
            GError **error)
{
  if (call->command->room == NULL || call->command->room[0] != '@')
    return natterd_call_get_own_room (call, error);
  return natterd_call_find_direct (call, call->command->room, error);
}

/* @seq: (out). FALSE with NATTER_ERROR_BAD_FIELD. */
static gboolean
choose_seq (const NatterdCall *call,
            const NatterdRoom *room,
            guint64 *seq,
            GError **error)
{
  g_autofree char *last = NULL;

  if (call->command->target == 0)
    *seq = room->last_seq;
  else
    *seq = call->command->target != NATTER_TARGET_NONE ? call->command->target : 0;
  if (*seq <= room->last_seq)
    return TRUE;

  last = g_strdup_printf ("%" G_GUINT64_FORMAT, room->last_seq);
  g_set_error (error, NATTER_ERROR, NATTER_ERROR_BAD_FIELD, _ ("The last message there is #%s. To mark all as read: read"), last);
  return FALSE;
}

static void
answer_read (const NatterdCall *call,
             const NatterdRoom *room,
             guint64 seq)
{
  NatterEvent *ok = natterd_call_new_ok (call, NULL, NULL);
  g_autofree char *shown = room->is_direct ? natterd_direct_dup_view (call->hub, call->user, room) : g_strconcat ("#", room->name, NULL);
  g_autofree char *number = g_strdup_printf ("%" G_GUINT64_FORMAT, seq);

  if (ok == NULL)
    return;
  ok->text = seq == room->last_seq ? g_strdup_printf (_ ("All of %s is marked as read."), shown)
                                   : g_strdup_printf (_ ("%s is marked as read up to #%s."), shown, number);
  natterd_call_answer (call, ok);
}

gboolean
natterd_handle_read (NatterdCall *call,
                     GError **error)
{
  NatterdRoom *room = find_place (call, error);
  guint64 seq;

  if (room == NULL || !choose_seq (call, room, &seq, error))
    return FALSE;

  natterd_marker_move (call, call->user, room, seq, call->session);
  natterd_reads_record_one (&call->hub->reads, call->user->author, room->key, call->now.mono, call->effects);
  answer_read (call, room, seq);
  return TRUE;
}

/* directs */

static int
compare_newest_first (gconstpointer a_pointer,
                      gconstpointer b_pointer)
{
  const NatterdRoom *a = *(const NatterdRoom *const *) a_pointer;
  const NatterdRoom *b = *(const NatterdRoom *const *) b_pointer;

  if (a->active != b->active)
    return a->active > b->active ? -1 : 1;
  return strcmp (a->key, b->key);
}

/* Those where something was said. Returns: (transfer container) */
static GPtrArray *
sort_directs (const NatterdUser *user)
{
  GPtrArray *sorted = g_ptr_array_sized_new (user->directs.n);
  const NatterdMembership *membership = user->directs.first;

  for (; membership != NULL; membership = membership->links[NATTERD_LINK_OF_USER].next)
    if (membership->room->last_seq > 0 || natterd_room_is_pending (membership->room))
      g_ptr_array_add (sorted, membership->room);
  g_ptr_array_sort (sorted, compare_newest_first);
  return sorted;
}

static NatterEvent *
new_directs (const NatterdCall *call,
             const GPtrArray *sorted)
{
  NatterEvent *event = natter_event_new (NATTER_EVENT_DIRECTS);

  event->time = call->now.wall;
  event->directs = g_ptr_array_new_with_free_func ((GDestroyNotify) natter_direct_free);
  for (guint i = 0; i < sorted->len && i < DIRECTS_MOST; i++)
    {
      NatterdRoom *room = sorted->pdata[i];
      g_autofree char *view = natterd_direct_dup_view (call->hub, call->user, room);
      NatterDirect *direct = natter_direct_new (view);

      direct->seq = room->last_seq;
      direct->read = (guint64) MAX (natterd_marker_get (call->hub, call->user, room), 0);
      direct->active = room->active;
      g_ptr_array_add (event->directs, direct);
      natterd_room_settle_direct_later (room, event, direct);
    }
  return event;
}

gboolean
natterd_handle_directs (NatterdCall *call,
                        GError **error)
{
  g_autoptr (GPtrArray) sorted = sort_directs (call->user);
  NatterEvent *event = new_directs (call, sorted);

  event->re = g_strdup (call->command->id);
  natterd_call_answer (call, event);
  return TRUE;
}

/* At login */

/* At most: what was done to messages has numbers too. */
static guint64
count_unread (const NatterdCall *call,
              NatterdRoom *room)
{
  guint64 read = (guint64) MAX (natterd_marker_get (call->hub, call->user, room), 0);

  return room->last_seq + (natterd_room_is_pending (room) ? room->n_pending : 0) - read;
}

/* @more: something waits in others, too, which are not shown. */
static void
fetch_missed (const NatterdCall *call,
              NatterdRoom *room,
              guint count,
              gboolean more)
{
  const NatterRange range = {
    .kind = NATTER_RANGE_SINCE,
    .seq = (guint64) MAX (natterd_marker_get (call->hub, call->user, room), 0),
    .count = count,
    .reader = call->user->author,
  };
  g_autofree char *view = room->is_direct ? natterd_direct_dup_view (call->hub, call->user, room) : g_strdup (room->name);

  natterd_effects_fetch (call->effects, call->session, room, view, &range, NULL);
  natterd_effects_mark_missed (call->effects, more);
}

/* Returns: (transfer container): those where something is new. */
static GPtrArray *
pick_unread (const NatterdCall *call,
             const GPtrArray *sorted)
{
  GPtrArray *unread = g_ptr_array_new ();

  for (guint i = 0; i < sorted->len; i++)
    if (count_unread (call, sorted->pdata[i]) > 0)
      g_ptr_array_add (unread, sorted->pdata[i]);
  return unread;
}

static gboolean
has_other_device (const NatterdCall *call)
{
  for (const NatterdSession *session = call->user->sessions; session != NULL; session = session->sibling)
    if (session != call->session && session->stage == NATTER_STAGE_CHAT)
      return TRUE;
  return FALSE;
}

/* The oldest first, as one reads. Who is here on another device has not missed what was said in the room. */
static void
show_missed (const NatterdCall *call,
             const GPtrArray *sorted)
{
  g_autoptr (GPtrArray) unread = pick_unread (call, sorted);
  NatterdRoom *current = call->session->current;
  guint64 left = SHOWN_MOST;

  for (guint i = unread->len; i > 0 && left > 0; i--)
    {
      NatterdRoom *room = unread->pdata[i - 1];
      guint64 count = MIN (count_unread (call, room), left);

      left -= count;
      fetch_missed (call, room, (guint) count, left == 0 && i > 1);
    }
  if (current != NULL && !has_other_device (call) && natterd_marker_get (call->hub, call->user, current) >= 0 &&
      count_unread (call, current) > 0)
    fetch_missed (call, current, COUNTED_MOST, FALSE);
}

void
natterd_marker_tell_missed (const NatterdCall *call)
{
  g_autoptr (GPtrArray) sorted = NULL;

  if (!call->user->is_registered)
    return;

  sorted = sort_directs (call->user);
  if (call->session->is_text)
    show_missed (call, sorted);
  else if (sorted->len > 0)
    natterd_effects_to_session (call->effects, call->session, new_directs (call, sorted));
}

void
natterd_hub_showed (NatterdHub *self,
                    NatterdSession *session,
                    NatterdRoom *room,
                    const NatterEvent *history,
                    NatterdNow now,
                    NatterdEffects *effects)
{
  const NatterdCall call = { .hub = self, .session = session, .user = session->user, .now = now, .effects = effects };
  gboolean is_shown = !history->missed || room->is_direct; /* of a room only the number is told */
  gint64 read;

  if (!session->is_text || !session->user->is_registered || !is_shown || natterd_membership_find (session->user, room) == NULL)
    return;

  read = MAX (natterd_marker_get (self, session->user, room), 0);
  if (history->begin >= 0 && history->begin <= read + 1 && history->end > read)
    natterd_marker_move (&call, session->user, room, MIN ((guint64) history->end, room->last_seq), session);
}
