/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "natterd-text-private.h"

/* §4.17a: what a search found: of each message the piece around it, in one line. */

#define ELLIPSIS "\u2026"

/* What is left for the words at least; a longer beginning gets a line of its own. */
#define LEAST 30

/* "#lobby alice: " (transfer full) */
static char *
describe_place (const NatterHit *hit)
{
  g_autofree char *room = natterd_text_dup_room (hit->room);
  const char *from = hit->message->from;

  switch (hit->message->kind)
    {
    case NATTER_MESSAGE_ME:
      return g_strdup_printf ("%s * %s ", room, from);
    case NATTER_MESSAGE_TOPIC:
      /* Translators: before a topic that was set: #lobby alice, topic: Cake at four */
      return g_strdup_printf (_ ("%s %s, topic: "), room, from);
    case NATTER_MESSAGE_SAY:
    default:
      return g_strdup_printf ("%s %s: ", room, from);
    }
}

static guint
get_columns (const char *character)
{
  char one[8] = { 0 };
  const char *next = g_utf8_next_char (character);

  for (guint i = 0; character + i < next; i++)
    one[i] = character[i];
  return natterd_text_get_width (one);
}

/* Where to begin, in characters, so that the first mark is seen: a third of the line is for what comes before it. */
static guint
choose_start (const char *text, const GArray *marks, guint columns)
{
  const NatterSpan *first = marks->len > 0 ? &g_array_index (marks, NatterSpan, 0) : NULL;
  guint before = 0, width = 0, start = 0, wanted = columns / 3;
  const char *at = text;

  if (first == NULL)
    return 0;
  for (guint i = 0; i < first->start + first->length && *at != '\0'; i++, at = g_utf8_next_char (at))
    {
      width += get_columns (at);
      if (i < first->start)
        before = width;
    }
  if (width + 4 <= columns) /* two stars, and a sign that it goes on */
    return 0;

  at = text;
  for (width = before; width > wanted && *at != '\0'; at = g_utf8_next_char (at), start++)
    width -= get_columns (at);
  return *at == ' ' ? start + 1 : start;
}

/* Whether a mark begins (@ends: ends) at character @nth. */
static gboolean
has_edge (const GArray *marks, guint nth, gboolean ends)
{
  for (guint i = 0; i < marks->len; i++)
    {
      const NatterSpan *mark = &g_array_index (marks, NatterSpan, i);

      if (mark->start + (ends ? mark->length : 0) == nth)
        return TRUE;
    }
  return FALSE;
}

/* As much of a text as fits @columns. */
static void
append_piece (GString *out, const NatterHit *hit, guint columns)
{
  const char *text = hit->message->text;
  guint nth = choose_start (text, hit->marks, columns);
  const char *at = g_utf8_offset_to_pointer (text, (glong) nth);
  gboolean open = FALSE;
  guint used = 0;

  if (nth > 0)
    {
      g_string_append (out, ELLIPSIS);
      used++;
    }
  for (; *at != '\0'; at = g_utf8_next_char (at), nth++)
    {
      gboolean closes = open && has_edge (hit->marks, nth, TRUE);
      gboolean opens = has_edge (hit->marks, nth, FALSE);
      guint needs = get_columns (at) + (closes ? 1 : 0) + (opens ? 2 : 0);

      if (used + needs + 2 > columns) /* a star, and a sign that it goes on */
        break;
      g_string_append (out, closes ? "*" : "");
      g_string_append (out, opens ? "*" : "");
      open = (open && !closes) || opens;
      g_string_append_len (out, at, g_utf8_next_char (at) - at);
      used += get_columns (at) + (closes ? 1 : 0) + (opens ? 1 : 0);
    }
  g_string_append (out, open ? "*" : "");
  g_string_append (out, *at != '\0' ? ELLIPSIS : "");
}

static void
put_hit (GString *out, const NatterHit *hit, GDateTime *time)
{
  g_autofree char *place = describe_place (hit);
  g_autofree char *clock = time != NULL ? g_date_time_format (time, "%H:%M") : g_strdup ("--:--");
  g_autoptr (GString) line = g_string_new (NULL);
  guint width;

  g_string_append_printf (line, "[%s] %s", clock, place);
  width = natterd_text_get_width (line->str);
  if (width + LEAST > NATTERD_TEXT_COLUMNS)
    {
      natterd_text_put_line (out, line->str);
      g_string_assign (line, "  ");
      width = 2;
    }
  append_piece (line, hit, NATTERD_TEXT_COLUMNS - width);
  natterd_text_put_line (out, line->str);
}

void
natterd_text_write_found (const NatterEvent *event, guint spelling, const NatterdView *view, GString *out)
{
  g_autofree char *day = NULL;
  guint n = event->hits != NULL ? event->hits->len : 0;

  if (n == 0)
    natterd_text_put (out, _ ("Nothing was found in your rooms for: %s"), event->text);
  else
    natterd_text_put (out, ngettext ("Found, one message:", "Found, %u messages, the newest first:", n), n);
  for (guint i = 0; i < n; i++)
    {
      const NatterHit *hit = g_ptr_array_index (event->hits, i);
      g_autoptr (GDateTime) time = g_date_time_new_from_unix_local (hit->message->time / G_USEC_PER_SEC);
      g_autofree char *this_day = time != NULL ? natterd_text_format_day (time) : g_strdup ("");

      if (g_strcmp0 (day, this_day) != 0)
        {
          natterd_text_put_line (out, this_day);
          g_free (day);
          day = g_steal_pointer (&this_day);
        }
      put_hit (out, hit, time);
    }
  if (event->more)
    natterd_text_put (out, _ ("To see older ones: more"));
}
