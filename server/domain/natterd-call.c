/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "shared/natter-limits.h"
#include "shared/natter-text.h"

#include "natterd-call.h"
#include "natterd-operator-private.h"
#include "natterd-policy.h"

#define EXCERPT 32

NatterEvent *
natterd_call_new_answer (const NatterdCall *call,
                         NatterEventKind kind)
{
  NatterEvent *event = natter_event_new (kind);

  event->re = g_strdup (call->command->id);
  return event;
}

void
natterd_call_answer (const NatterdCall *call,
                     NatterEvent *event)
{
  natterd_effects_to_session (call->effects, call->session, event);
}

NatterEvent *
natterd_call_new_ok (const NatterdCall *call,
                     NatterMessage *message,
                     const char *room)
{
  NatterEvent *event;

  if (call->command->id == NULL && !call->session->is_text)
    return NULL;

  event = natterd_call_new_answer (call, NATTER_EVENT_OK);
  event->message = message != NULL ? natter_message_ref (message) : NULL;
  event->room = g_strdup (room);
  return event;
}

void
natterd_call_ok (const NatterdCall *call,
                 NatterMessage *message,
                 const char *room)
{
  if (call->command->id != NULL)
    natterd_call_answer (call, natterd_call_new_ok (call, message, room));
}

void
natterd_call_done (const NatterdCall *call,
                   const char *sentence)
{
  NatterEvent *event = natterd_call_new_answer (call, NATTER_EVENT_DONE);

  event->text = g_strdup (sentence);
  natterd_call_answer (call, event);
}

char *
natterd_call_dup_excerpt (const char *typed)
{
  return natter_text_dup_excerpt (typed, strlen (typed), EXCERPT);
}

/* As programs name it: as it is shown. */
static NatterdRoom *
find_own_room_as_shown (const NatterdUser *user,
                        const char *name)
{
  const NatterdMembership *membership = user->rooms.first;

  for (; membership != NULL; membership = membership->links[NATTERD_LINK_OF_USER].next)
    {
      if (g_str_equal (membership->room->name, name))
        return membership->room;
    }

  return NULL;
}

/* Who speaks without going in need not wait for somebody to open the room: a bot that was given it by name, and in the first one anybody. */
static gboolean
may_open (const NatterdCall *call,
          const char *key)
{
  const NatterdBot *bot = natterd_bots_find (&call->hub->bots, call->user->key);

  if (call->user->party == NATTERD_PARTY_PERSON || !natterd_policy_may_use (call->hub, call->user, key))
    return FALSE;
  return g_str_equal (key, NATTER_FIRST_ROOM) || (bot != NULL && natterd_bot_names (bot, key));
}

static NatterdRoom *
open_room (const NatterdCall *call,
           const char *name,
           const char *key)
{
  NatterdRoom *room = natterd_directory_add_room (&call->hub->directory, name, g_strdup (key));

  natterd_operator_note_opened (call->hub, room, call->effects);
  return room;
}

NatterdRoom *
natterd_call_find_own_room (const NatterdCall *call,
                            const char *name,
                            GError **error)
{
  NatterdRoom *room = find_own_room_as_shown (call->user, *name == '#' ? name + 1 : name);
  g_autofree char *normalized = NULL;
  g_autofree char *key = NULL;

  if (room != NULL)
    return room;

  normalized = natter_room_normalize (name, call->hub->settings->room_length, error);
  if (normalized == NULL)
    return NULL;

  key = natter_name_dup_key (normalized);
  room = natterd_directory_find_room (&call->hub->directory, key);
  if (room == NULL && may_open (call, key))
    room = open_room (call, normalized, key);
  if (room != NULL && natterd_policy_is_in (call->hub, call->user, room))
    return room;

  if (call->user->party == NATTERD_PARTY_BOT)
    g_set_error (error, NATTER_ERROR, NATTER_ERROR_NOT_ALLOWED, _ ("#%s is not among the rooms of %s."), normalized, call->user->name);
  else
    g_set_error (error, NATTER_ERROR, NATTER_ERROR_NOT_IN_ROOM, _ ("You are not in #%s. To go in: join #%s"), normalized,
                 normalized);
  return NULL;
}

NatterdRoom *
natterd_call_get_own_room (const NatterdCall *call,
                           GError **error)
{
  const char *only = call->command->room == NULL ? natterd_policy_get_only_room (call->hub, call->user) : NULL;

  if (only != NULL || call->command->room != NULL)
    return natterd_call_find_own_room (call, only != NULL ? only : call->command->room, error);

  if (call->session->current == NULL)
    g_set_error_literal (error, NATTER_ERROR, NATTER_ERROR_NOT_IN_ROOM,
                         _ ("You are in no room. To see which there are: rooms. To go into one: join ROOM"));
  return call->session->current;
}

NatterdUser *
natterd_call_find_person (NatterdCall *call,
                          const char *name,
                          GError **error)
{
  NatterdUser *user = natterd_directory_find_person (&call->hub->directory, name);
  g_autofree char *shown = NULL;

  if (user != NULL && user != call->user)
    return user;

  if (user == call->user)
    {
      g_set_error_literal (error, NATTER_ERROR, NATTER_ERROR_NO_SUCH_PERSON,
                           _ ("That is you. It takes somebody else: type who to see who is here."));
      return NULL;
    }

  shown = natterd_call_dup_excerpt (*name == '@' ? name + 1 : name);
  call->suggestion = natterd_directory_dup_nearest (&call->hub->directory, call->session->current, name);
  if (call->suggestion != NULL)
    g_set_error (error, NATTER_ERROR, NATTER_ERROR_NO_SUCH_PERSON,
                 _ ("Nobody here is called %s. Did you mean %s?"), shown, call->suggestion);
  else
    g_set_error (error, NATTER_ERROR, NATTER_ERROR_NO_SUCH_PERSON,
                 _ ("Nobody here is called %s. To see who is here: who"), shown);
  return NULL;
}
