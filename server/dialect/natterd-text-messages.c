/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "natterd-text-private.h"

/* What people say, now and earlier. Lines of this sort are never broken: a terminal does that by itself. */

/* §4.23, §4.24, §4.26: what was done to a message. (transfer full) */
static char *
describe_change (const NatterMessage *message)
{
  g_autofree char *seq = g_strdup_printf ("%" G_GUINT64_FORMAT, message->target);

  switch (message->kind)
    {
    case NATTER_MESSAGE_EDIT:
      /* Translators: a person, the number of a message, its new text */
      return g_strdup_printf (_ ("%s edited #%s: %s"), message->from, seq, message->text);
    case NATTER_MESSAGE_DELETE:
      return g_strdup_printf (_ ("%s deleted #%s."), message->from, seq);
    case NATTER_MESSAGE_REACT:
      /* Translators: a person, the number of a message, an emoji */
      return g_strdup_printf (_ ("%s reacted to #%s: %s"), message->from, seq, message->text);
    default:
      return g_strdup_printf (_ ("%s no longer reacts to #%s: %s"), message->from, seq, message->text);
    }
}

/* "alice: hi", "* alice waves", "alice set the topic: …". (transfer full) */
static char *
describe_message (const NatterMessage *message)
{
  if (natter_message_kind_is_change (message->kind))
    return describe_change (message);

  switch (message->kind)
    {
    case NATTER_MESSAGE_ME:
      return g_strdup_printf ("* %s %s", message->from, message->text);

    case NATTER_MESSAGE_TOPIC:
      if (message->text == NULL || message->text[0] == '\0')
        return g_strdup_printf (_ ("%s took the topic away."), message->from);
      return g_strdup_printf (_ ("%s set the topic: \"%s\""), message->from, message->text);

    case NATTER_MESSAGE_SAY:
    default:
      return g_strdup_printf ("%s: %s", message->from, message->text);
    }
}

/* §4.25: a reply names what it answers. @described: (transfer full). (transfer full) */
static char *
add_quote (char *described, const NatterMessage *message)
{
  char *whole;

  if (message->quote_from == NULL || message->quote == NULL)
    return described;

  whole = g_strdup_printf ("%s (↪ %s: %s)", described, message->quote_from, message->quote);
  g_free (described);
  return whole;
}

/* §4.13: @other: the one spoken to. (transfer full) */
static char *
describe_direct (const NatterMessage *message, const char *other, guint spelling)
{
  if (message->kind != NATTER_MESSAGE_SAY)
    {
      g_autofree char *described = describe_message (message);

      if (spelling == NATTERD_SPELLING_TO_OTHER)
        return g_strdup_printf (_ ("(only to %s) %s"), other, described);
      return g_strdup_printf (_ ("(only to you) %s"), described);
    }

  if (spelling == NATTERD_SPELLING_TO_OTHER)
    return g_strdup_printf (_ ("You tell %s: %s"), other, message->text);
  return g_strdup_printf (_ ("%s tells you: %s"), message->from, message->text);
}

/* What stays of it, in a history. (transfer full) */
static char *
describe_kept (const NatterMessage *message)
{
  GString *line = g_string_new (NULL);
  g_autofree char *described = NULL;

  if (message->deleted)
    /* Translators: a person; in the place of what was said */
    g_string_append_printf (line, _ ("%s: (deleted)"), message->from);
  else
    {
      described = add_quote (describe_message (message), message);
      g_string_append (line, described);
    }
  if (message->edited != 0 && !message->deleted)
    /* Translators: after a message that was changed later */
    g_string_append_printf (line, " %s", _ ("(edited)"));

  for (guint i = 0; message->reactions != NULL && i < message->reactions->len; i++)
    {
      const NatterReaction *reaction = message->reactions->pdata[i];

      g_string_append_printf (line, " [%s %u]", reaction->text, reaction->count);
    }
  return g_string_free (line, FALSE);
}

/* §3.5: the lines of a text after its first are indented, so that none of them looks like what somebody else said. */
static void
put_spoken (GString *out, const char *line)
{
  g_auto (GStrv) parts = g_strsplit (line, "\n", -1);

  for (guint i = 0; parts[i] != NULL; i++)
    {
      if (i > 0)
        g_string_append (out, "  ");
      natterd_text_put_line (out, parts[i]);
    }
}

/* §4.6, §4.12, §4.13, §4.23 to §4.26 */
void
natterd_text_write_said (const NatterEvent *event, guint spelling, const NatterdView *view, GString *out)
{
  g_autofree char *line = NULL;

  if (spelling == NATTERD_SPELLING_TO_OTHER || spelling == NATTERD_SPELLING_TO_ME)
    line = describe_direct (event->message, event->room + 1, spelling);
  else if (spelling == NATTERD_SPELLING_ELSEWHERE)
    {
      g_autofree char *room = natterd_text_dup_room (event->room);
      g_autofree char *described = describe_message (event->message);

      line = g_strconcat (room, " ", described, NULL);
    }
  else
    line = describe_message (event->message);

  line = add_quote (line, event->message);
  put_spoken (out, line);
}

/* §4.11 */
void
natterd_text_write_topic (const NatterEvent *event, guint spelling, const NatterdView *view, GString *out)
{
  g_autofree char *room = natterd_text_dup_room (event->room);

  if (event->message != NULL)
    {
      g_autofree char *described = describe_message (event->message);

      if (spelling == NATTERD_SPELLING_ELSEWHERE)
        natterd_text_put (out, "%s %s", room, described);
      else
        natterd_text_put_paragraph (out, described, 2);
    }
  else if (event->text != NULL && event->text[0] != '\0')
    natterd_text_put (out, _ ("The topic of %s: \"%s\""), room, event->text);
  else
    natterd_text_put (out, _ ("%s has no topic yet. To set one: topic TEXT"), room);
}

static void
put_history_title (GString *out, const char *room, NatterRangeKind range, guint n)
{
  g_autofree char *shown = natterd_text_dup_room (room);

  if (n == 0 && range != NATTER_RANGE_LAST)
    natterd_text_put (out, _ ("Nothing was said there in %s."), shown);
  else if (range != NATTER_RANGE_LAST)
    natterd_text_put (out, ngettext ("In %s, one message:", "In %s, %u messages:", n), shown, n);
  else if (n == 0 && room[0] == '@')
    natterd_text_put (out, _ ("Nothing was said between you and %s yet. To begin: tell %s TEXT"), room + 1, room + 1);
  else if (n == 0)
    natterd_text_put (out, _ ("Nothing has been said in %s yet. Be the first: say TEXT"), shown);
  else
    natterd_text_put (out, ngettext ("In %s, the last message:", "In %s, the last %u messages:", n), shown, n);
}

char *
natterd_text_format_day (GDateTime *time)
{
  /* Translators: a date, as for strftime(): Tuesday, 3 June 2025 */
  return g_date_time_format (time, _ ("%A, %-d %B %Y"));
}

/* How to read on in the direction that was asked for. */
static void
put_more (GString *out, const NatterEvent *event, const NatterdView *view)
{
  gboolean is_here = g_strcmp0 (event->room, view->current) == 0;
  g_autofree char *shown = natterd_text_dup_room (event->room);
  g_autofree char *room = is_here ? g_strdup ("") : g_strconcat (shown, " ", NULL);
  gboolean backwards = event->range.kind == NATTER_RANGE_LAST || event->range.kind == NATTER_RANGE_BEFORE;
  const NatterMessage *last;
  g_autofree char *seq = NULL;

  if (!event->more || event->messages == NULL || event->messages->len == 0)
    return;

  last = g_ptr_array_index (event->messages, backwards ? 0 : event->messages->len - 1);
  seq = g_strdup_printf ("%" G_GUINT64_FORMAT, last->seq);
  /* Translators: the end of each is typed as it stands; the first %s is nothing, or another room with a space: "@bob " */
  natterd_text_put (out, backwards ? _ ("What was said before: history %sbefore %s") : _ ("To read on: history %ssince %s"), room, seq);
}

/* §4.17: the time is the server's local one. */
void
natterd_text_write_history (const NatterEvent *event, guint spelling, const NatterdView *view, GString *out)
{
  g_autofree char *day = NULL;
  guint n = event->messages != NULL ? event->messages->len : 0;

  if (event->missed)
    {
      natterd_text_write_missed (event, out);
      return;
    }
  put_history_title (out, event->room, event->range.kind, n);
  for (guint i = 0; i < n; i++)
    {
      const NatterMessage *message = g_ptr_array_index (event->messages, i);
      g_autoptr (GDateTime) time = g_date_time_new_from_unix_local (message->time / G_USEC_PER_SEC);
      g_autofree char *described = describe_kept (message);
      g_autofree char *this_day = time != NULL ? natterd_text_format_day (time) : g_strdup ("");
      g_autofree char *clock = time != NULL ? g_date_time_format (time, "%H:%M") : g_strdup ("--:--");
      g_autofree char *line = g_strdup_printf ("#%" G_GUINT64_FORMAT " [%s] %s", message->seq, clock, described);

      if (g_strcmp0 (day, this_day) != 0)
        {
          natterd_text_put_line (out, this_day);
          g_free (day);
          day = g_steal_pointer (&this_day);
        }
      put_spoken (out, line);
    }
  put_more (out, event, view);
}
