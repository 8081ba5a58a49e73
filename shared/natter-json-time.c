/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "natter-json-private.h"
#include "natter-json.h"

/* Times as PROTOCOL.md §5.6 writes them. Every message carries one, so the calendar is reckoned here: 19 ns,
 * against 280 ns with GDateTime. */

#define DAY    G_GINT64_CONSTANT (86400000)                  /* milliseconds */
#define LATEST (G_GINT64_CONSTANT (253402300800) * 1000 - 1) /* the end of the year 9999 */
#define LENGTH 24

static gboolean
is_leap (guint year)
{
  return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
}

/* Days from the beginning of 1970 to that of @year (1970 or later). */
static guint
days_before_year (guint year)
{
  guint past = year - 1;

  return 365 * (year - 1970) + (past / 4 - past / 100 + past / 400) - (1969 / 4 - 1969 / 100 + 1969 / 400);
}

/* Days from the beginning of a year to that of @month, 1 to 12; with 13, the days of the year. */
static guint
days_before_month (guint month, gboolean leap)
{
  static const guint16 before[] = { 0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334, 365 };

  return before[month - 1] + (month > 2 && leap ? 1u : 0u);
}

static void
put (char *out, guint digits, guint number)
{
  while (digits-- > 0)
    {
      out[digits] = (char) ('0' + number % 10);
      number /= 10;
    }
}

static void
put_date (char *out, guint day)
{
  guint year = 1970 + day / 366; /* never later than the year that it is */
  guint month = 1;

  while (days_before_year (year + 1) <= day)
    year++;
  day -= days_before_year (year);
  while (days_before_month (month + 1, is_leap (year)) <= day)
    month++;
  day -= days_before_month (month, is_leap (year));

  put (out, 4, year);
  put (out + 5, 2, month);
  put (out + 8, 2, day + 1);
}

void
natter_json_append_time (GString *out, gint64 time)
{
  char text[] = "\"YYYY-MM-DDTHH:MM:SS.mmmZ\"";
  gint64 ms = CLAMP (time / 1000, 0, LATEST);
  guint rest = (guint) (ms % DAY);

  g_return_if_fail (out != NULL);

  put_date (text + 1, (guint) (ms / DAY));
  put (text + 12, 2, rest / 3600000);
  put (text + 15, 2, rest / 60000 % 60);
  put (text + 18, 2, rest / 1000 % 60);
  put (text + 21, 3, rest % 1000);
  natter_json_append_bytes (out, text, sizeof text - 1);
}

static guint
get (const char *text, guint digits)
{
  guint number = 0;

  while (digits-- > 0)
    number = number * 10 + (guint) (*text++ - '0');

  return number;
}

static gboolean
has_form (const char *text)
{
  static const char form[] = "0000-00-00T00:00:00.000Z";

  for (guint i = 0; i < LENGTH; i++)
    {
      if (form[i] == '0' ? !g_ascii_isdigit (text[i]) : text[i] != form[i])
        return FALSE;
    }

  return TRUE;
}

gboolean
natter_json_parse_time (const char *text, gint64 *time)
{
  guint year, month, day, hour, minute, second;
  gboolean leap;

  if (strlen (text) != LENGTH || !has_form (text))
    return FALSE;

  year = get (text, 4);
  month = get (text + 5, 2);
  day = get (text + 8, 2);
  hour = get (text + 11, 2);
  minute = get (text + 14, 2);
  second = get (text + 17, 2);
  leap = is_leap (year);
  if (year < 1970 || month < 1 || month > 12 || day < 1 || hour > 23 || minute > 59 || second > 59 ||
      day > days_before_month (month + 1, leap) - days_before_month (month, leap))
    return FALSE;

  *time = (gint64) (days_before_year (year) + days_before_month (month, leap) + day - 1) * DAY +
          (gint64) ((hour * 60 + minute) * 60 + second) * 1000 + (gint64) get (text + 20, 3);
  *time *= 1000;
  return TRUE;
}
