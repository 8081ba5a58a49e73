/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "natter-span.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define MINUTE 60
#define HOUR   (60 * MINUTE)
#define DAY    (24 * HOUR)
#define YEAR   (365 * DAY)

static const struct
{
  const char *word;
  gint64 length;
} units[] = {
  { "s", 1 },
  { "sec", 1 },
  { "second", 1 },
  { "seconds", 1 },
  { "m", MINUTE },
  { "min", MINUTE },
  { "minute", MINUTE },
  { "minutes", MINUTE },
  { "h", HOUR },
  { "hour", HOUR },
  { "hours", HOUR },
  { "d", DAY },
  { "day", DAY },
  { "days", DAY },
  { "w", 7 * DAY },
  { "week", 7 * DAY },
  { "weeks", 7 * DAY },
  { "month", 30 * DAY },
  { "months", 30 * DAY },
  { "y", YEAR },
  { "year", YEAR },
  { "years", YEAR },
};

/* 0: it is none */
static gint64
find_unit (const char *word,
           gsize length)
{
  for (guint i = 0; i < G_N_ELEMENTS (units); i++)
    if (strlen (units[i].word) == length && g_ascii_strncasecmp (units[i].word, word, length) == 0)
      return units[i].length;
  return 0;
}

gboolean
natter_span_is_unit (const char *word,
                     gsize length)
{
  return find_unit (word, length) != 0;
}

gboolean
natter_span_parse (const char *text,
                   gint64 *seconds)
{
  char *end = NULL;
  guint64 n = g_ascii_isdigit (*text) ? g_ascii_strtoull (text, &end, 10) : 0;
  gint64 unit;

  if (n == 0 || n > (guint64) NATTER_SPAN_LONGEST)
    return FALSE;

  while (*end == ' ')
    end++;
  unit = find_unit (end, strlen (end));
  if (unit == 0 || (gint64) n > NATTER_SPAN_LONGEST / unit)
    return FALSE;
  *seconds = (gint64) n * unit;
  return TRUE;
}

char *
natter_span_dup_text (gint64 seconds)
{
  guint n;

  if (seconds % YEAR == 0)
    {
      n = (guint) (seconds / YEAR);
      return g_strdup_printf (ngettext ("%u year", "%u years", n), n);
    }
  if (seconds % DAY == 0)
    {
      n = (guint) (seconds / DAY);
      return g_strdup_printf (ngettext ("%u day", "%u days", n), n);
    }
  if (seconds % HOUR == 0)
    {
      n = (guint) (seconds / HOUR);
      return g_strdup_printf (ngettext ("%u hour", "%u hours", n), n);
    }
  if (seconds % MINUTE == 0)
    {
      n = (guint) (seconds / MINUTE);
      return g_strdup_printf (ngettext ("%u minute", "%u minutes", n), n);
    }
  n = (guint) MIN (seconds, G_MAXUINT);
  return g_strdup_printf (ngettext ("%u second", "%u seconds", n), n);
}
