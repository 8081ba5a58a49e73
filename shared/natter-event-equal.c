/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "natter-event.h"

/* What the wire does not tell apart is equal here: times within one millisecond; an absent topic or message of
 * the day and an empty one; an absent list and an empty one; the store's key of a message's room; whom a note about
 * someone away is for, and when rooms were listed. */

typedef gboolean (*EqualFunc) (gconstpointer a, gconstpointer b);

static gboolean
equal_time (gint64 a, gint64 b)
{
  return a / 1000 == b / 1000;
}

static gboolean
equal_or_empty (const char *a, const char *b)
{
  return g_str_equal (a != NULL ? a : "", b != NULL ? b : "");
}

static gboolean
equal_array (const GPtrArray *a, const GPtrArray *b, EqualFunc equal)
{
  guint a_length = a != NULL ? a->len : 0;
  guint b_length = b != NULL ? b->len : 0;

  if (a_length != b_length)
    return FALSE;

  for (guint i = 0; i < a_length; i++)
    {
      if (!equal (g_ptr_array_index (a, i), g_ptr_array_index (b, i)))
        return FALSE;
    }

  return TRUE;
}

static gboolean
equal_names (GStrv a, GStrv b)
{
  static const char *const none[] = { NULL };

  return g_strv_equal (a != NULL ? (const char *const *) a : none, b != NULL ? (const char *const *) b : none);
}

static gboolean
equal_reaction (gconstpointer a_pointer, gconstpointer b_pointer)
{
  const NatterReaction *a = a_pointer;
  const NatterReaction *b = b_pointer;

  return a->count == b->count && !a->mine == !b->mine && g_strcmp0 (a->text, b->text) == 0 &&
         equal_array (a->names, b->names, (EqualFunc) g_str_equal);
}

/* What became of it. */
static gboolean
equal_fate (const NatterMessage *a, const NatterMessage *b)
{
  return a->target == b->target && !a->deleted == !b->deleted && equal_time (a->edited, b->edited) &&
         g_strcmp0 (a->quote_from, b->quote_from) == 0 && g_strcmp0 (a->quote, b->quote) == 0 &&
         equal_array (a->reactions, b->reactions, equal_reaction);
}

static gboolean
equal_message (gconstpointer a_pointer, gconstpointer b_pointer)
{
  const NatterMessage *a = a_pointer;
  const NatterMessage *b = b_pointer;

  if (a == NULL || b == NULL)
    return a == b;

  return a->kind == b->kind && a->seq == b->seq && equal_time (a->time, b->time) &&
         g_strcmp0 (a->from, b->from) == 0 && g_strcmp0 (a->text, b->text) == 0 &&
         !natter_message_is_bot (a) == !natter_message_is_bot (b) && g_strcmp0 (a->id, b->id) == 0 && equal_fate (a, b);
}

static gboolean
equal_hit (gconstpointer a_pointer, gconstpointer b_pointer)
{
  const NatterHit *a = a_pointer;
  const NatterHit *b = b_pointer;

  return equal_message (a->message, b->message) && g_strcmp0 (a->room, b->room) == 0 && a->marks->len == b->marks->len &&
         (a->marks->len == 0 || memcmp (a->marks->data, b->marks->data, a->marks->len * sizeof (NatterSpan)) == 0);
}

static gboolean
equal_person (gconstpointer a_pointer, gconstpointer b_pointer)
{
  const NatterPerson *a = a_pointer;
  const NatterPerson *b = b_pointer;

  return a->idle == b->idle && g_strcmp0 (a->name, b->name) == 0 && g_strcmp0 (a->away, b->away) == 0 &&
         (a->rooms == NULL) == (b->rooms == NULL) && equal_names (a->rooms, b->rooms) &&
         g_strcmp0 (a->role, b->role) == 0 && !a->account == !b->account && !a->bot == !b->bot;
}

static gboolean
equal_room_info (gconstpointer a_pointer, gconstpointer b_pointer)
{
  const NatterRoomInfo *a = a_pointer;
  const NatterRoomInfo *b = b_pointer;

  return a->people == b->people && !a->member == !b->member && equal_time (a->active, b->active) &&
         g_strcmp0 (a->name, b->name) == 0 && equal_or_empty (a->topic, b->topic) &&
         !a->is_private == !b->is_private && !a->readonly == !b->readonly;
}

static gboolean
equal_direct (gconstpointer a_pointer, gconstpointer b_pointer)
{
  const NatterDirect *a = a_pointer;
  const NatterDirect *b = b_pointer;

  return a->seq == b->seq && a->read == b->read && equal_time (a->active, b->active) && g_strcmp0 (a->room, b->room) == 0;
}

static gboolean
equal_code (gconstpointer a_pointer, gconstpointer b_pointer)
{
  const NatterCode *a = a_pointer;
  const NatterCode *b = b_pointer;

  return a->uses == b->uses && equal_time (a->until, b->until) && g_strcmp0 (a->code, b->code) == 0 &&
         g_strcmp0 (a->from, b->from) == 0 && g_strcmp0 (a->link, b->link) == 0;
}

static gboolean
equal_ban (gconstpointer a_pointer, gconstpointer b_pointer)
{
  const NatterBan *a = a_pointer;
  const NatterBan *b = b_pointer;

  return equal_time (a->until, b->until) && g_strcmp0 (a->name, b->name) == 0 && g_strcmp0 (a->from, b->from) == 0 &&
         g_strcmp0 (a->reason, b->reason) == 0;
}

static gboolean
equal_help (gconstpointer a_pointer, gconstpointer b_pointer)
{
  const NatterHelp *a = a_pointer;
  const NatterHelp *b = b_pointer;

  return g_strcmp0 (a->word, b->word) == 0 && g_strcmp0 (a->usage, b->usage) == 0 &&
         g_strcmp0 (a->summary, b->summary) == 0 && g_strcmp0 (a->example, b->example) == 0;
}

static gboolean
equal_limits (const NatterLimits *a, const NatterLimits *b)
{
  return a->line == b->line && a->message == b->message && a->name == b->name && a->room == b->room;
}

static gboolean
equal_text (const NatterEvent *a, const NatterEvent *b)
{
  switch (a->kind)
    {
    case NATTER_EVENT_ENTERED:
    case NATTER_EVENT_TOPIC:
    case NATTER_EVENT_MOTD:
      return equal_or_empty (a->text, b->text);

    default:
      return g_strcmp0 (a->text, b->text) == 0;
    }
}

static gboolean
equal_names_of (const NatterEvent *a, const NatterEvent *b)
{
  return a->kind == NATTER_EVENT_PRESENCE || g_strcmp0 (a->name, b->name) == 0;
}

static gboolean
equal_strings (const NatterEvent *a, const NatterEvent *b)
{
  return g_strcmp0 (a->re, b->re) == 0 && g_strcmp0 (a->room, b->room) == 0 &&
         g_strcmp0 (a->from, b->from) == 0 && equal_names_of (a, b) &&
         g_strcmp0 (a->suggestion, b->suggestion) == 0 && g_strcmp0 (a->current, b->current) == 0 &&
         g_strcmp0 (a->version, b->version) == 0 && g_strcmp0 (a->reason_word, b->reason_word) == 0 &&
         g_strcmp0 (a->token, b->token) == 0 && g_strcmp0 (a->epoch, b->epoch) == 0 && g_strcmp0 (a->role, b->role) == 0 && g_strcmp0 (a->link, b->link) == 0;
}

static gboolean
equal_numbers (const NatterEvent *a, const NatterEvent *b)
{
  return a->wait == b->wait && a->count == b->count && a->grace == b->grace && a->slow == b->slow && a->keep == b->keep &&
         a->read == b->read && a->begin == b->begin && a->end == b->end && a->span == b->span;
}

static gboolean
equal_flags (const NatterEvent *a, const NatterEvent *b)
{
  return !a->more == !b->more && !a->waiting == !b->waiting && !a->resumed == !b->resumed &&
         !a->is_private == !b->is_private && !a->readonly == !b->readonly;
}

static gboolean
equal_lists (const NatterEvent *a, const NatterEvent *b)
{
  return equal_array (a->people, b->people, equal_person) && equal_array (a->rooms, b->rooms, equal_room_info) &&
         equal_array (a->messages, b->messages, equal_message) && equal_array (a->hits, b->hits, equal_hit) &&
         equal_array (a->help, b->help, equal_help) && equal_array (a->directs, b->directs, equal_direct) &&
         equal_array (a->codes, b->codes, equal_code) && equal_array (a->bans, b->bans, equal_ban);
}

/* An "ok" carries its message's sequence and nothing else of it. */
static guint64
get_seq (const NatterEvent *self)
{
  return self->kind == NATTER_EVENT_OK && self->message != NULL ? self->message->seq : self->seq;
}

static gboolean
is_repeated (const NatterEvent *self)
{
  return self->message != NULL ? self->message->repeated : self->repeated;
}

gboolean
natter_event_equal (const NatterEvent *a, const NatterEvent *b)
{
  g_return_val_if_fail (a != NULL && b != NULL, FALSE);

  if (a->kind != b->kind || a->code != b->code || a->reason != b->reason)
    return FALSE;

  if (!equal_numbers (a, b) || get_seq (a) != get_seq (b))
    return FALSE;

  if (!equal_flags (a, b) || (a->kind == NATTER_EVENT_OK && !is_repeated (a) != !is_repeated (b)))
    return FALSE;

  if (a->kind != NATTER_EVENT_ROOMS && !equal_time (a->time, b->time))
    return FALSE;

  if (a->kind != NATTER_EVENT_OK && !equal_message (a->message, b->message))
    return FALSE;

  return equal_strings (a, b) && equal_text (a, b) && equal_names (a->names, b->names) &&
         equal_limits (&a->limits, &b->limits) && equal_lists (a, b);
}
