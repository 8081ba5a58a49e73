/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "shared/natter-limits.h"
#include "shared/natter-text.h"

#include "natterd-direct-private.h"
#include "natterd-policy.h"
#include "natterd-resume-private.h"

/* What whoever comes back has missed: §5.19. */

/* What the one who comes back calls a room, as it is compared: "lobby", "@bob". (transfer full) */
static char *
dup_room_key (const char *name)
{
  g_autofree char *key = natter_name_dup_key (name[0] == '@' ? name + 1 : name);

  return name[0] == '@' ? g_strconcat ("@", key, NULL) : g_steal_pointer (&key);
}

static NatterEvent *
new_parted (const char *room)
{
  NatterEvent *event = natter_event_new (NATTER_EVENT_PARTED);

  event->room = g_strdup (room);
  return event;
}

static void
catch_up (const NatterdCall *call,
          NatterdRoom *room,
          const char *view,
          guint64 since)
{
  NatterRange range = { .kind = NATTER_RANGE_SINCE, .seq = since, .events = TRUE, .reader = call->user->author };

  range.count = call->hub->settings->history > 0 ? call->hub->settings->history : NATTER_LIMIT_HISTORY;
  natterd_effects_catch_up (call->effects, call->session, room, view, &range);
}

/* @seen: key → NatterSeen: what is found in it is taken out. */
static void
catch_up_rooms (const NatterdCall *call,
                GHashTable *seen,
                gboolean same_epoch)
{
  const NatterdMembership *membership = call->user->rooms.first;

  for (; membership != NULL; membership = membership->links[NATTERD_LINK_OF_USER].next)
    {
      const NatterSeen *one = g_hash_table_lookup (seen, membership->room->key);

      if (one != NULL && same_epoch)
        catch_up (call, membership->room, membership->room->name, one->seq);
      g_hash_table_remove (seen, membership->room->key);
    }
}

/* Of those that are not in @seen: whether anything was said since @used, when the one who comes back was here, and a day more, since clocks
 * are set back. */
static gboolean
may_be_missed (NatterdRoom *room,
               gint64 used)
{
  return natterd_room_is_pending (room) || room->active >= used - 24 * G_TIME_SPAN_HOUR;
}

static void
catch_up_directs (const NatterdCall *call,
                  GHashTable *seen,
                  gint64 used)
{
  const NatterdMembership *membership = call->user->directs.first;

  for (; membership != NULL; membership = membership->links[NATTERD_LINK_OF_USER].next)
    {
      g_autofree char *view = natterd_direct_dup_view (call->hub, call->user, membership->room);
      g_autofree char *key = dup_room_key (view);
      const NatterSeen *one = g_hash_table_lookup (seen, key);

      if (one != NULL)
        catch_up (call, membership->room, view, one->seq);
      else if (may_be_missed (membership->room, used))
        catch_up (call, membership->room, view, 0);
    }
}

static GHashTable *
index_seen (const NatterCommand *command)
{
  GHashTable *seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; command->seen != NULL && i < command->seen->len; i++)
    {
      NatterSeen *one = command->seen->pdata[i];

      g_hash_table_insert (seen, dup_room_key (one->room), one);
    }
  return seen;
}

static gboolean
is_in (const NatterdCall *call,
       const NatterSeen *seen)
{
  g_autofree char *key = dup_room_key (seen->room);
  const NatterdRoom *room;

  if (key[0] == '@')
    return natterd_call_has_direct (call, seen->room);
  room = natterd_directory_find_room (&call->hub->directory, key);
  return room != NULL && natterd_membership_find (call->user, room) != NULL;
}

void
natterd_call_tell_missed (NatterdCall *call,
                          gint64 used)
{
  const NatterCommand *command = call->command;
  g_autoptr (GHashTable) seen = index_seen (command);
  gboolean same_epoch = command->epoch == NULL || g_strcmp0 (command->epoch, call->hub->store_epoch) == 0;

  for (guint i = 0; command->seen != NULL && i < command->seen->len; i++)
    {
      const NatterSeen *one = command->seen->pdata[i];

      if (!is_in (call, one))
        natterd_effects_to_session (call->effects, call->session, new_parted (one->room));
    }
  catch_up_rooms (call, seen, same_epoch);
  if (same_epoch)
    catch_up_directs (call, seen, used);
  natterd_effects_go_live (call->effects, call->session);
}

/* As by join, but that a room which is not there is not made, and that what is not allowed is only left out. */
static void
enter (const NatterdCall *call,
       const char *name)
{
  g_autofree char *key = natter_name_dup_key (name);
  NatterdRoom *room = natterd_directory_find_room (&call->hub->directory, key);
  guint most = call->hub->settings->rooms_per_session;

  if (room == NULL || natterd_membership_find (call->user, room) != NULL || (most > 0 && call->user->rooms.n >= most) ||
      !natterd_policy_check_enter (call->hub, call->user, key, room->name, NULL))
    return;

  natterd_session_enter (call->session, room, call->effects);
  natterd_call_tell_entered (call, call->session, room, NULL);
  natterd_user_tell_joined (call->user, room, call->now, call->effects);
}

void
natterd_call_enter_seen (const NatterdCall *call)
{
  NatterdRoom *first = call->session->current;

  for (guint i = 0; call->command->seen != NULL && i < call->command->seen->len; i++)
    enter (call, ((const NatterSeen *) call->command->seen->pdata[i])->room);
  if (call->session->current != first)
    natterd_session_set_current (call->session, first, call->effects);
}
