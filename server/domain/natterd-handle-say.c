/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "shared/natter-limits.h"
#include "shared/natter-text.h"

#include "natterd-direct-private.h"
#include "natterd-marker-private.h"
#include "natterd-policy.h"
#include "natterd-rules-private.h"

/* Messages of a room that one is not in. */
#define PREVIEW_MOST 20

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

/* §4.37: the sender learns that it waits. */
static void
note_waiting (const NatterdCall *call,
              const NatterdOther *other,
              NatterMessage *message,
              const char *room)
{
  NatterEvent *ok = natterd_call_new_ok (call, message, room);

  if (ok == NULL)
    return;
  ok->waiting = TRUE;
  ok->text = g_strdup_printf (_ ("%s is not here. Your message waits for them."), other->name);
  natterd_call_answer (call, ok);
}

/* §3.4: each of the two sees the other's name. */
static void
tell_both (const NatterdCall *call,
           const NatterdRoom *room,
           NatterEventKind kind,
           NatterMessage *message)
{
  const NatterdOther other = natterd_direct_get_other (call->hub, call->user, room);
  g_autofree char *to_other = g_strconcat ("@", other.name, NULL);
  g_autofree char *from_user = g_strconcat ("@", call->user->name, NULL);

  if (other.user != NULL)
    natterd_effects_to_user (call->effects, other.user, call->user, new_about_message (kind, from_user, message));
  natterd_effects_to_user (call->effects, call->user, call->user, new_about_message (kind, to_other, message));
  if (kind == NATTER_EVENT_SAID && other.user != NULL)
    note_away (call, other.user);
  if (kind == NATTER_EVENT_SAID && other.user == NULL)
    note_waiting (call, &other, message, to_other);
  else
    natterd_call_ok (call, message, to_other);
}

void
natterd_call_tell_recorded (const NatterdCall *call,
                            NatterdRoom *room,
                            NatterEventKind kind,
                            NatterMessage *message)
{
  if (room->is_direct)
    tell_both (call, room, kind, message);
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
  gint64 slow = natterd_rules_find (call->hub->rules, room->key)->slow;

  natterd_room_note_spoke (room, call->user->author, slow, call->now.mono);
  if (slow > 0 && !call->user->is_registered && call->user->party == NATTERD_PARTY_PERSON)
    natterd_room_note_spoke (room, natterd_user_get_haunt (call->user), slow, call->now.mono);
}

gboolean
natterd_call_may_try (const NatterdCall *call,
                      GError *refusal,
                      GError **error)
{
  if (refusal == NULL || (call->command->id != NULL && refusal->code != NATTER_ERROR_NOT_IN_ROOM))
    return TRUE;
  g_propagate_error (error, g_error_copy (refusal));
  return FALSE;
}

void
natterd_call_refuse (const NatterdCall *call,
                     NatterMessage *message,
                     const GError *refusal)
{
  NatterEvent *event;

  if (refusal == NULL)
    return;
  message->refuse = (NatterError) refusal->code;
  event = natter_event_new_error (refusal, call->command->id, NULL);
  event->wait = call->wait;
  natterd_effects_refuse (call->effects, event);
}

/* §3.7: whoever may not speak may have spoken before. */
static gboolean
say_in_room (NatterdCall *call,
             NatterMessageKind kind,
             GError **error)
{
  NatterdRoom *room = natterd_call_get_own_room (call, error);
  g_autoptr (NatterMessage) message = NULL;
  g_autoptr (GError) refusal = NULL;
  char *text;

  if (room == NULL)
    return FALSE;
  may_speak (call, room, &refusal);
  if (!natterd_call_may_try (call, refusal, error))
    return FALSE;

  text = natter_text_normalize_message (call->command->text, call->hub->settings->message_bytes, error);
  if (text == NULL)
    return FALSE;

  if (refusal == NULL)
    {
      come_back (call);
      note_spoke (call, room);
    }
  message = natterd_call_begin_record (call, room, kind, text);
  natterd_call_refuse (call, message, refusal);
  natterd_call_tell_recorded (call, room, NATTER_EVENT_SAID, message);
  return TRUE;
}

/* What the other one has not read is what was said since then: by nobody else, since who speaks has read. */
static gboolean
is_full (const NatterdCall *call,
         const NatterdOther *other,
         NatterdRoom *room)
{
  gint64 most = call->hub->settings->waiting;
  gint64 read = MAX (natterd_reads_find (&call->hub->reads, other->author, room->key), 0);

  return most > 0 && (gint64) room->last_seq + (natterd_room_is_pending (room) ? room->n_pending : 0) - read >= most;
}

/* §4.37: why no word may be left for somebody who is not here; 0: it may. @room: (nullable). */
static NatterError
judge_absent (const NatterdCall *call,
              const NatterdOther *other,
              NatterdRoom *room)
{
  if (other->user != NULL)
    return 0;
  if (!call->user->is_registered)
    return NATTER_ERROR_NOT_REGISTERED;
  return room != NULL && is_full (call, other, room) ? NATTER_ERROR_TOO_MANY_WAITING : 0;
}

/* FALSE with NATTER_ERROR_*. @refuse: (out): what was recorded before may be said again all the same (§3.7). */
static gboolean
find_listener (NatterdCall *call,
               const char *name,
               NatterdOther *other,
               NatterError *refuse,
               GError **error)
{
  NatterdRoom *room;

  if (!natterd_call_find_other (call, name, other, error))
    return FALSE;

  room = natterd_direct_find (call->hub, call->user, other);
  *refuse = judge_absent (call, other, room);
  if (other->gone)
    g_set_error_literal (error, NATTER_ERROR, NATTER_ERROR_NO_SUCH_PERSON, _ ("That account was given up: nobody reads this any more."));
  else if (*refuse == NATTER_ERROR_NOT_REGISTERED && room == NULL)
    g_set_error (error, NATTER_ERROR, NATTER_ERROR_NOT_REGISTERED,
                 _ ("%s is not here. To leave word for those who are not, you need an account: register PASSWORD"), other->name);
  else
    return TRUE;
  return FALSE;
}

static gboolean
say_to_person (NatterdCall *call,
               const char *name,
               NatterMessageKind kind,
               GError **error)
{
  g_autoptr (NatterMessage) message = NULL;
  g_autofree char *text = NULL;
  NatterError refuse;
  NatterdOther other;
  NatterdRoom *room;

  if (!find_listener (call, name, &other, &refuse, error))
    return FALSE;

  text = natter_text_normalize_message (call->command->text, call->hub->settings->message_bytes, error);
  room = text != NULL ? natterd_direct_begin (call->hub, call->user, &other, error) : NULL;
  if (room == NULL)
    return FALSE;

  come_back (call);
  message = natterd_call_begin_record (call, room, kind, g_steal_pointer (&text));
  message->refuse = refuse;
  natterd_call_tell_recorded (call, room, NATTER_EVENT_SAID, message);
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
  g_autoptr (GError) refusal = NULL;
  char *text;

  if (room == NULL)
    return FALSE;

  if (wanted == NULL)
    {
      show_topic (call, room);
      return TRUE;
    }

  may_speak (call, room, &refusal);
  if (!natterd_call_may_try (call, refusal, error))
    return FALSE;

  /* An empty one takes the topic away. */
  text = *wanted == '\0' ? g_strdup ("") : natter_text_normalize (wanted, call->hub->settings->topic_bytes, error);
  if (text == NULL)
    return FALSE;

  if (refusal == NULL)
    note_spoke (call, room);
  /* A topic is the room's: it is shown to those who do not hear its author, too. */
  message = natterd_call_begin_record (call, room, NATTER_MESSAGE_TOPIC, text);
  natterd_call_refuse (call, message, refusal);
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
  NatterdOther other;
  g_autofree char *view = NULL;
  NatterdRoom *room;
  NatterEvent *event;

  if (!natterd_call_find_other (call, call->command->room, &other, error))
    return FALSE;

  view = g_strconcat ("@", other.name, NULL);
  room = natterd_direct_find (call->hub, call->user, &other);
  if (room != NULL)
    {
      natterd_effects_fetch (call->effects, call->session, room, view, range, call->command->id);
      return TRUE;
    }

  event = natterd_call_new_answer (call, NATTER_EVENT_HISTORY);
  event->room = g_steal_pointer (&view);
  event->range = *range;
  event->messages = g_ptr_array_new_with_free_func ((GDestroyNotify) natter_message_unref);
  natterd_call_answer (call, event);
  return TRUE;
}

/* §4.39: a room that one is not in, but might go into. (transfer none) (nullable) */
static NatterdRoom *
find_preview (const NatterdCall *call)
{
  g_autofree char *name = call->command->room != NULL ? natter_room_normalize (call->command->room, call->hub->settings->room_length, NULL) : NULL;
  g_autofree char *key = name != NULL ? natter_name_dup_key (name) : NULL;
  NatterdRoom *room = key != NULL ? natterd_directory_find_room (&call->hub->directory, key) : NULL;

  if (room == NULL || natterd_policy_is_in (call->hub, call->user, room) ||
      !natterd_policy_check_enter (call->hub, call->user, key, room->name, NULL))
    return NULL;
  return room;
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

  room = find_preview (call);
  if (room != NULL)
    range.count = MIN (range.count, PREVIEW_MOST);
  else
    room = natterd_call_get_own_room (call, error);
  if (room == NULL)
    return FALSE;

  natterd_effects_fetch (call->effects, call->session, room, room->name, &range, call->command->id);
  return TRUE;
}
