/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "shared/natter-limits.h"
#include "shared/natter-text.h"

#include "natterd-call.h"
#include "natterd-policy.h"
#include "natterd-rules-private.h"

/* What is recorded: §4.6, §4.11 to §4.13. All that must not be seen before is in the record's span. */

/* §4.15. */
static void
come_back (const NatterdCall *call)
{
  NatterEvent *event;

  if (call->user->away == NULL)
    return;

  natterd_user_set_away (call->user, NULL);
  event = natter_event_new (NATTER_EVENT_PRESENCE);
  event->from = g_strdup (call->user->name);
  natterd_hub_tell_peers (call->hub, call->user, event, call->effects);
}

NatterMessage *
natterd_call_begin_record (const NatterdCall *call,
                           NatterdRoom *room,
                           NatterMessageKind kind,
                           char *text)
{
  NatterMessage *message = natter_message_new (kind, room->key, call->user->name, text, call->command->id);

  message->author = call->user->author;
  message->target = call->command->target;
  natterd_effects_record (call->effects, call->session, room, message, call->command->id);
  natterd_room_will_record (room, message);
  g_free (text);
  return message;
}

/* @room: as its reader sees it. */
static NatterEvent *
new_about_message (NatterEventKind kind,
                   const char *room,
                   NatterMessage *message)
{
  NatterEvent *event = natter_event_new (kind);

  event->room = g_strdup (room);
  event->message = natter_message_ref (message);
  return event;
}

/* §4.13: the sender learns that the other one is away. */
static void
note_away (const NatterdCall *call,
           const NatterdUser *other)
{
  NatterEvent *event;

  if (other->away == NULL)
    return;

  event = natter_event_new (NATTER_EVENT_PRESENCE);
  event->from = g_strdup (other->name);
  event->name = g_strdup (call->user->name);
  event->text = g_strdup (other->away);
  natterd_call_answer (call, event);
}

/* §3.4: each of the two sees the other's name. */
static void
tell_both (const NatterdCall *call,
           NatterdUser *other,
           NatterEventKind kind,
           NatterMessage *message)
{
  g_autofree char *to_other = g_strconcat ("@", other->name, NULL);
  g_autofree char *from_user = g_strconcat ("@", call->user->name, NULL);

  natterd_effects_to_user (call->effects, other, call->user, new_about_message (kind, from_user, message));
  natterd_effects_to_user (call->effects, call->user, call->user, new_about_message (kind, to_other, message));
  if (kind == NATTER_EVENT_SAID)
    note_away (call, other);
  natterd_call_ok (call, message, to_other);
}

void
natterd_call_tell_recorded (const NatterdCall *call,
                            NatterdRoom *room,
                            NatterdUser *other,
                            NatterEventKind kind,
                            NatterMessage *message)
{
  if (other != NULL)
    tell_both (call, other, kind, message);
  else
    {
      natterd_effects_to_room (call->effects, room, call->user, NULL, new_about_message (kind, room->name, message));
      natterd_call_ok (call, message, room->name);
    }
  natterd_effects_end_record (call->effects);
}

/* §4.41, and the right to speak at all. */
static gboolean
may_speak (NatterdCall *call,
           const NatterdRoom *room,
           GError **error)
{
  guint wait;

  if (!natterd_policy_check (call->hub, call->user, room, NATTER_RIGHT_SPEAK, error))
    return FALSE;

  wait = natterd_policy_get_wait (call->hub, call->user, room, call->now.mono);
  if (wait == 0)
    return TRUE;
  call->wait = wait;
  g_set_error (error, NATTER_ERROR, NATTER_ERROR_SLOW_DOWN,
               ngettext ("#%s is slow just now: you can say something again in %u second.",
                         "#%s is slow just now: you can say something again in %u seconds.", wait),
               room->name, wait);
  return FALSE;
}

static void
note_spoke (const NatterdCall *call,
            NatterdRoom *room)
{
  natterd_room_note_spoke (room, call->user->author, natterd_rules_find (call->hub->rules, room->key)->slow, call->now.mono);
}

static gboolean
say_in_room (NatterdCall *call,
             NatterMessageKind kind,
             GError **error)
{
  NatterdRoom *room = natterd_call_get_own_room (call, error);
  g_autoptr (NatterMessage) message = NULL;
  char *text;

  if (room == NULL || !may_speak (call, room, error))
    return FALSE;

  text = natter_text_normalize_message (call->command->text, call->hub->settings->message_bytes, error);
  if (text == NULL)
    return FALSE;

  come_back (call);
  note_spoke (call, room);
  message = natterd_call_begin_record (call, room, kind, text);
  natterd_call_tell_recorded (call, room, NULL, NATTER_EVENT_SAID, message);
  return TRUE;
}

static gboolean
say_to_person (NatterdCall *call,
               const char *name,
               NatterMessageKind kind,
               GError **error)
{
  NatterdUser *other = natterd_call_find_person (call, name, error);
  g_autoptr (NatterMessage) message = NULL;
  g_autofree char *text = NULL;
  NatterdRoom *room;

  if (other == NULL)
    return FALSE;

  text = natter_text_normalize_message (call->command->text, call->hub->settings->message_bytes, error);
  room = text != NULL ? natterd_direct_begin (call->hub, call->user, other, error) : NULL;
  if (room == NULL)
    return FALSE;

  come_back (call);
  message = natterd_call_begin_record (call, room, kind, g_steal_pointer (&text));
  natterd_call_tell_recorded (call, room, other, NATTER_EVENT_SAID, message);
  return TRUE;
}

static gboolean
say (NatterdCall *call,
     NatterMessageKind kind,
     GError **error)
{
  const char *room = call->command->room;

  if (room != NULL && room[0] == '@')
    return say_to_person (call, room, kind, error);

  return say_in_room (call, kind, error);
}

gboolean
natterd_handle_say (NatterdCall *call,
                    GError **error)
{
  return say (call, NATTER_MESSAGE_SAY, error);
}

gboolean
natterd_handle_me (NatterdCall *call,
                   GError **error)
{
  return say (call, NATTER_MESSAGE_ME, error);
}

/* §4.25 */
gboolean
natterd_handle_reply (NatterdCall *call,
                      GError **error)
{
  return say (call, NATTER_MESSAGE_SAY, error);
}

gboolean
natterd_handle_tell (NatterdCall *call,
                     GError **error)
{
  return say_to_person (call, call->command->name, NATTER_MESSAGE_SAY, error);
}

static void
show_topic (const NatterdCall *call,
            NatterdRoom *room)
{
  NatterEvent *event = natterd_call_new_answer (call, NATTER_EVENT_TOPIC);

  event->room = g_strdup (room->name);
  event->text = g_strdup (room->topic);
  natterd_room_settle_later (room, event, NULL);
  natterd_call_answer (call, event);
}

gboolean
natterd_handle_topic (NatterdCall *call,
                      GError **error)
{
  NatterdRoom *room = natterd_call_get_own_room (call, error);
  const char *wanted = call->command->text;
  g_autoptr (NatterMessage) message = NULL;
  char *text;

  if (room == NULL)
    return FALSE;

  if (wanted == NULL)
    {
      show_topic (call, room);
      return TRUE;
    }

  if (!may_speak (call, room, error))
    return FALSE;

  /* An empty one takes the topic away. */
  text = *wanted == '\0' ? g_strdup ("") : natter_text_normalize (wanted, call->hub->settings->topic_bytes, error);
  if (text == NULL)
    return FALSE;

  note_spoke (call, room);
  /* A topic is the room's: it is shown to those who do not hear its author, too. */
  message = natterd_call_begin_record (call, room, NATTER_MESSAGE_TOPIC, text);
  natterd_effects_to_room (call->effects, room, NULL, NULL,
                           new_about_message (NATTER_EVENT_TOPIC, room->name, message));
  natterd_call_ok (call, message, room->name);
  natterd_effects_end_record (call->effects);
  return TRUE;
}

/* Of a direct conversation as of any room; one that was never begun is empty. */
static gboolean
fetch_direct (NatterdCall *call,
              const NatterRange *range,
              GError **error)
{
  const NatterdUser *other = natterd_call_find_person (call, call->command->room, error);
  NatterdRoom *room = other != NULL ? natterd_direct_find (call->user, other) : NULL;
  g_autofree char *view = other != NULL ? g_strconcat ("@", other->name, NULL) : NULL;
  NatterEvent *event;

  if (other == NULL)
    return FALSE;

  if (room != NULL)
    {
      natterd_effects_fetch (call->effects, call->session, room, view, range, call->command->id);
      return TRUE;
    }

  event = natterd_call_new_answer (call, NATTER_EVENT_HISTORY);
  event->room = g_steal_pointer (&view);
  event->messages = g_ptr_array_new_with_free_func ((GDestroyNotify) natter_message_unref);
  natterd_call_answer (call, event);
  return TRUE;
}

gboolean
natterd_handle_history (NatterdCall *call,
                        GError **error)
{
  guint most = call->hub->settings->history;
  NatterRange range = { .kind = call->command->range, .seq = call->command->seq, .time = call->command->time };
  NatterdRoom *room;

  range.events = call->command->events;
  range.reader = call->user->author;
  range.count = call->command->has_count ? call->command->count : NATTER_HISTORY_DEFAULT;
  if (most > 0)
    range.count = MIN (range.count, most);

  if (call->command->room != NULL && call->command->room[0] == '@')
    return fetch_direct (call, &range, error);

  room = natterd_call_get_own_room (call, error);
  if (room == NULL)
    return FALSE;

  natterd_effects_fetch (call->effects, call->session, room, room->name, &range, call->command->id);
  return TRUE;
}
