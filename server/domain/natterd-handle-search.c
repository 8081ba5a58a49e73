/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "shared/natter-limits.h"
#include "shared/natter-text.h"

#include "natterd-direct-private.h"
#include "natterd-policy.h"

/* §4.17a. Here it is decided what may be read: the store is told which rooms, and looks nowhere else. */

/* One's own direct conversation with the one of that name. NULL without an error: none was begun. */
static NatterdRoom *
find_direct (NatterdCall *call,
             const char *name,
             GError **error)
{
  NatterdOther other;

  return natterd_call_find_other (call, name, &other, error) ? natterd_direct_find (call->hub, call->user, &other) : NULL;
}

static void
add_direct (const NatterdCall *call,
            NatterSearch *search,
            const NatterdRoom *room)
{
  g_autofree char *name = natterd_direct_dup_view (call->hub, call->user, room);

  natter_search_add_room (search, room->key, name);
}

/* Those that one need not be in. */
static void
add_usable (const NatterdCall *call,
            NatterSearch *search)
{
  GHashTableIter iter;
  gpointer value;

  g_hash_table_iter_init (&iter, call->hub->directory.rooms);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    {
      const NatterdRoom *room = value;

      if (natterd_policy_is_in (call->hub, call->user, room))
        natter_search_add_room (search, room->key, room->name);
    }
}

static void
add_all (const NatterdCall *call,
         NatterSearch *search)
{
  const NatterdUser *user = call->user;
  const NatterdMembership *membership;

  if (user->party != NATTERD_PARTY_PERSON)
    {
      add_usable (call, search);
      return;
    }

  for (membership = user->rooms.first; membership != NULL; membership = membership->links[NATTERD_LINK_OF_USER].next)
    natter_search_add_room (search, membership->room->key, membership->room->name);
  for (membership = user->directs.first; membership != NULL; membership = membership->links[NATTERD_LINK_OF_USER].next)
    add_direct (call, search, membership->room);
}

/* in:ROOM */
static gboolean
add_one (NatterdCall *call,
         const char *name,
         NatterSearch *search,
         GError **error)
{
  g_autoptr (GError) cause = NULL;
  NatterdRoom *room = name[0] == '@' ? find_direct (call, name, &cause) : natterd_call_find_own_room (call, name, &cause);

  if (cause != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&cause));
      return FALSE;
    }
  if (room != NULL && room->is_direct)
    add_direct (call, search, room);
  else if (room != NULL)
    natter_search_add_room (search, room->key, room->name);
  return TRUE;
}

static gboolean
refuse_place (GError **error)
{
  g_set_error_literal (error, NATTER_ERROR, NATTER_ERROR_BAD_FIELD,
                       _ ("To go on with a search takes both \"room\" and \"before\", of the last message that it found."));
  return FALSE;
}

/* §5.14b: where a program goes on. */
static gboolean
set_place (NatterdCall *call,
           NatterSearch *search,
           GError **error)
{
  const NatterCommand *command = call->command;
  g_autoptr (GError) cause = NULL;
  const NatterdRoom *room;

  if (command->has_count)
    search->count = MIN (command->count, NATTER_SEARCH_PAGE);
  if (command->range == NATTER_RANGE_LAST && command->room == NULL)
    return TRUE;

  if (command->range != NATTER_RANGE_BEFORE || command->room == NULL)
    return refuse_place (error);

  room = command->room[0] == '@' ? find_direct (call, command->room, &cause) : natterd_call_find_own_room (call, command->room, &cause);
  if (cause != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&cause));
      return FALSE;
    }
  if (room == NULL)
    return refuse_place (error);

  search->below_room = g_strdup (room->key);
  search->below_seq = command->seq;
  return TRUE;
}

/* (transfer full): NULL with NATTER_ERROR_*. */
static NatterSearch *
make_search (NatterdCall *call,
             const char *typed,
             GError **error)
{
  NatterQuery *query = natter_query_new (typed, error);
  g_autoptr (NatterSearch) search = query != NULL ? natter_search_new (query) : NULL;

  if (search == NULL)
    return NULL;

  if (query->in == NULL)
    add_all (call, search);
  else if (!add_one (call, query->in, search, error))
    return NULL;
  return g_steal_pointer (&search);
}

static void
remember (NatterdSession *session,
          const char *typed)
{
  g_autofree char *copy = g_strdup (typed);

  g_free (session->search_typed);
  session->search_typed = g_steal_pointer (&copy);
  g_clear_pointer (&session->search_room, g_free);
}

gboolean
natterd_handle_search (NatterdCall *call,
                       GError **error)
{
  const char *typed = call->command->text;
  g_autoptr (NatterSearch) search = make_search (call, typed, error);

  if (search == NULL || !set_place (call, search, error))
    return FALSE;

  remember (call->session, typed);
  natterd_effects_search (call->effects, call->session, g_steal_pointer (&search), typed, call->command->id);
  return TRUE;
}

gboolean
natterd_handle_more (NatterdCall *call,
                     GError **error)
{
  NatterdSession *session = call->session;
  g_autoptr (NatterSearch) search = NULL;

  if (session->search_room == NULL)
    {
      g_set_error_literal (error, NATTER_ERROR, NATTER_ERROR_MISSING_ARGUMENT,
                           _ ("There is no more. To find what was said: search TEXT"));
      return FALSE;
    }

  search = make_search (call, session->search_typed, error);
  if (search == NULL)
    return FALSE;

  search->below_room = g_strdup (session->search_room);
  search->below_seq = session->search_seq;
  natterd_effects_search (call->effects, session, g_steal_pointer (&search), session->search_typed, call->command->id);
  return TRUE;
}

void
natterd_hub_found (NatterdHub *self,
                   NatterdSession *session,
                   const char *room,
                   guint64 seq,
                   gboolean more)
{
  g_clear_pointer (&session->search_room, g_free);
  session->search_room = more ? g_strdup (room) : NULL;
  session->search_seq = seq;
}
