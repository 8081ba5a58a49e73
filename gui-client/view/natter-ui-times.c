/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "natter-ui-times.h"

static GDateTime *
local_time (gint64 time)
{
  g_autoptr (GDateTime) utc = g_date_time_new_from_unix_utc (time / G_USEC_PER_SEC);

  return utc != NULL ? g_date_time_to_local (utc) : g_date_time_new_from_unix_utc (0);
}

static gint
day_number (GDateTime *time)
{
  GDate date;

  g_date_clear (&date, 1);
  g_date_set_dmy (&date, (GDateDay) g_date_time_get_day_of_month (time), g_date_time_get_month (time),
                  (GDateYear) g_date_time_get_year (time));
  return (gint) g_date_get_julian (&date);
}

gint
natter_ui_times_get_day (gint64 time)
{
  g_autoptr (GDateTime) local = local_time (time);

  return day_number (local);
}

char *
natter_ui_times_dup_clock (gint64 time,
                           gboolean twelve)
{
  g_autoptr (GDateTime) local = local_time (time);

  if (twelve)
    /* Translators: the time beside a message, of a clock of twelve hours, see strftime(3). */
    return g_strchomp (g_date_time_format (local, _("%-I:%M %p")));
  /* Translators: the time beside a message, see strftime(3). */
  return g_date_time_format (local, _("%H:%M"));
}

char *
natter_ui_times_dup_exact (gint64 time)
{
  g_autoptr (GDateTime) local = local_time (time);

  /* Translators: exact date and time of a message, see strftime(3). */
  return g_date_time_format (local, _("%A, %-d %B %Y, %H:%M:%S"));
}

char *
natter_ui_times_dup_day (gint64 time,
                         gint64 now)
{
  g_autoptr (GDateTime) local = local_time (time), today = local_time (now);
  gint days = day_number (today) - day_number (local);

  if (days == 0)
    return g_strdup (_("Today"));
  if (days == 1)
    return g_strdup (_("Yesterday"));
  if (g_date_time_get_year (local) == g_date_time_get_year (today))
    /* Translators: a day of this year, see strftime(3). */
    return g_date_time_format (local, _("%A, %-d %B"));
  /* Translators: a day of another year, see strftime(3). */
  return g_date_time_format (local, _("%A, %-d %B %Y"));
}

char *
natter_ui_times_dup_ago (gint64 time,
                         gint64 now)
{
  gint64 minutes = (now - time) / (60 * (gint64) G_USEC_PER_SEC);
  g_autoptr (GDateTime) local = local_time (time), today = local_time (now);
  gint days = day_number (today) - day_number (local);

  if (minutes < 1)
    return g_strdup (_("just now"));
  if (minutes < 60)
    return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%d minute ago", "%d minutes ago", (gulong) minutes), (int) minutes);
  if (days == 0)
    return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%d hour ago", "%d hours ago", (gulong) minutes / 60), (int) minutes / 60);
  if (days == 1)
    return g_strdup (_("yesterday"));
  /* Translators: the day of something long ago, see strftime(3). */
  return g_date_time_format (local, _("%-d %B %Y"));
}

char *
natter_ui_times_dup_span (gint64 seconds)
{
  if (seconds < 60)
    return g_strdup ("");
  if (seconds < 3600)
    /* Translators: how long someone is idle, minutes, short. */
    return g_strdup_printf (_("%d min"), (int) (seconds / 60));
  if (seconds < 48 * 3600)
    /* Translators: how long someone is idle, hours, short. */
    return g_strdup_printf (_("%d h"), (int) (seconds / 3600));
  /* Translators: how long someone is idle, days, short. */
  return g_strdup_printf (_("%d d"), (int) MIN (seconds / 86400, 9999));
}
