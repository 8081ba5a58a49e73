/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "domain-hall.h"

/* "re=c1 entered lobby topic=Cake seq=3 alice bob(away: tea)": enough of an event to tell whether it is right. */

static void
add (GString *out,
     const char *key,
     const char *value)
{
  if (value != NULL)
    g_string_append_printf (out, " %s%s%s", key, key[0] != '\0' ? "=" : "", value);
}

static void
add_people (GString *out,
            const NatterEvent *event)
{
  for (guint i = 0; event->people != NULL && i < event->people->len; i++)
    {
      const NatterPerson *person = event->people->pdata[i];
      g_autofree char *rooms = person->rooms != NULL ? g_strjoinv ("+", person->rooms) : NULL;

      g_string_append_printf (out, " %s", person->name);
      if (rooms != NULL)
        g_string_append_printf (out, "@%s", rooms);
      if (person->away != NULL)
        g_string_append_printf (out, "(away: %s)", person->away);
      if (person->role != NULL)
        g_string_append_printf (out, "[%s]", person->role);
      if (person->idle > 0)
        g_string_append_printf (out, ":%" G_GINT64_FORMAT "s", person->idle);
    }
}

static void
add_rooms (GString *out,
           const NatterEvent *event)
{
  for (guint i = 0; event->rooms != NULL && i < event->rooms->len; i++)
    {
      const NatterRoomInfo *room = event->rooms->pdata[i];

      g_string_append_printf (out, " %s%s%s%s:%u", room->name, room->member ? "*" : "", room->is_private ? "!" : "", room->readonly ? "=" : "",
                              room->people);
      if (room->topic != NULL)
        g_string_append_printf (out, "(%s)", room->topic);
      if (room->active > 0)
        g_string_append_printf (out, "-%" G_GINT64_FORMAT "s", (event->time - room->active) / G_USEC_PER_SEC);
    }
}

static const char *
get_kind_mark (const NatterMessage *message)
{
  static const char *const marks[] = {
    [NATTER_MESSAGE_SAY] = ":",
    [NATTER_MESSAGE_ME] = "*",
    [NATTER_MESSAGE_TOPIC] = "!",
    [NATTER_MESSAGE_EDIT] = " edit",
    [NATTER_MESSAGE_DELETE] = " delete",
    [NATTER_MESSAGE_REACT] = " react",
    [NATTER_MESSAGE_UNREACT] = " unreact",
  };

  return marks[message->kind];
}

static void
add_message (GString *out,
             const NatterMessage *message)
{
  g_assert_cmpuint (message->seq, >, 0);
  g_assert_cmpint (message->time, >, 0);
  g_string_append_printf (out, " %" G_GUINT64_FORMAT " %s%s", message->seq, message->from, get_kind_mark (message));
  if (message->target != 0)
    g_string_append_printf (out, " %s%" G_GUINT64_FORMAT, natter_message_kind_is_change (message->kind) ? "#" : "re#", message->target);
  if (message->text[0] != '\0')
    add (out, "", message->text);
  add (out, "id", message->id);
  if (message->quote_from != NULL)
    g_string_append_printf (out, " (%s: %s)", message->quote_from, message->quote);
  if (message->deleted)
    g_string_append (out, " deleted");
  if (message->edited != 0)
    g_string_append (out, " edited");
  for (guint i = 0; message->reactions != NULL && i < message->reactions->len; i++)
    {
      const NatterReaction *reaction = message->reactions->pdata[i];

      g_string_append_printf (out, " %s%u%s", reaction->text, reaction->count, reaction->mine ? "*" : "");
    }
}

static void
add_lists (GString *out,
           const NatterEvent *event)
{
  add_people (out, event);
  add_rooms (out, event);
  for (guint i = 0; event->messages != NULL && i < event->messages->len; i++)
    add_message (out, event->messages->pdata[i]);
  for (guint i = 0; event->hits != NULL && i < event->hits->len; i++)
    {
      const NatterHit *hit = event->hits->pdata[i];

      g_string_append_printf (out, " %s", hit->room);
      add_message (out, hit->message);
    }
  for (guint i = 0; event->directs != NULL && i < event->directs->len; i++)
    {
      const NatterDirect *direct = event->directs->pdata[i];

      g_string_append_printf (out, " %s:%" G_GUINT64_FORMAT "/%" G_GUINT64_FORMAT, direct->room, direct->read, direct->seq);
    }
  for (guint i = 0; event->help != NULL && i < event->help->len; i++)
    g_string_append_printf (out, " %s", ((const NatterHelp *) event->help->pdata[i])->word);
  for (guint i = 0; event->codes != NULL && i < event->codes->len; i++)
    {
      const NatterCode *code = event->codes->pdata[i];

      g_string_append_printf (out, " %s*%u(%s)", code->code, code->uses, code->from);
    }
  for (guint i = 0; event->bans != NULL && i < event->bans->len; i++)
    {
      const NatterBan *ban = event->bans->pdata[i];

      g_string_append_printf (out, " %s(%s)%s", ban->name, ban->from, ban->until != 0 ? "…" : "");
    }
  for (guint i = 0; event->names != NULL && event->names[i] != NULL; i++)
    g_string_append_printf (out, " %s", event->names[i]);
}

static void
add_message_of (GString *out,
                const NatterEvent *event)
{
  if (event->message == NULL)
    return;

  if (event->kind == NATTER_EVENT_OK)
    {
      g_assert_cmpuint (event->message->seq, >, 0);
      g_string_append_printf (out, " seq=%" G_GUINT64_FORMAT, event->message->seq);
    }
  else
    add_message (out, event->message);
}

char *
test_event_describe (const NatterEvent *event)
{
  GString *out = g_string_new (natter_event_get_word (event->kind));

  add (out, "", event->room);
  add (out, "", event->from);
  add (out, "", event->name);
  add_message_of (out, event);
  if (event->kind == NATTER_EVENT_ERROR)
    add (out, "", natter_error_get_code_word (event->code));
  else if (event->kind != NATTER_EVENT_BYE && event->kind != NATTER_EVENT_OK)
    add (out, event->kind == NATTER_EVENT_PRESENCE ? "away" : "text", event->text);
  else
    g_assert_true (event->text != NULL || event->kind == NATTER_EVENT_OK);
  add (out, "", event->reason_word);
  add (out, "", event->suggestion);
  if (event->kind == NATTER_EVENT_LEFT)
    add (out, "", natter_reason_get_word (event->reason));
  if (event->wait > 0)
    g_string_append_printf (out, " wait=%u", event->wait);
  if (event->kind == NATTER_EVENT_ENTERED || event->kind == NATTER_EVENT_READ)
    g_string_append_printf (out, " seq=%" G_GUINT64_FORMAT, event->seq);
  if (event->read >= 0)
    g_string_append_printf (out, " read=%" G_GINT64_FORMAT, event->read);
  if (event->waiting || event->missed)
    g_string_append (out, event->waiting ? " waiting" : event->more ? " missed-more"
                                                                    : " missed");
  if (event->count > 0)
    g_string_append_printf (out, " n=%u", event->count);
  add (out, "current", event->current);
  add (out, "", event->resumed ? "resumed" : NULL);
  add (out, "token", event->token);
  if (event->grace > 0)
    g_string_append_printf (out, " grace=%u", event->grace);
  add (out, "epoch", event->epoch);
  if (event->begin >= 0)
    g_string_append_printf (out, " [%" G_GINT64_FORMAT "-%" G_GINT64_FORMAT "]", event->begin, event->end);
  add (out, "role", event->role);
  if (event->is_private)
    g_string_append (out, " private");
  if (event->readonly)
    g_string_append (out, " readonly");
  if (event->slow > 0)
    g_string_append_printf (out, " slow=%u", event->slow);
  if (event->keep > 0)
    g_string_append_printf (out, " keep=%u", event->keep);
  if (event->span >= 0)
    g_string_append_printf (out, " for=%" G_GINT64_FORMAT, event->span);
  add_lists (out, event);
  add (out, "re", event->re);
  return g_string_free (out, FALSE);
}
