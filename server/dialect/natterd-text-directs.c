/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "natterd-text-private.h"

/* §4.37: direct conversations, and what somebody who was not here has missed. */

/* 0: today, 1: yesterday, … */
static int
count_days (GDateTime *then, gint64 now)
{
  g_autoptr (GDateTime) today = g_date_time_new_from_unix_local (now / G_USEC_PER_SEC);
  GDate first, last;

  if (today == NULL)
    return G_MAXINT;
  g_date_set_dmy (&first, (GDateDay) g_date_time_get_day_of_month (then), (GDateMonth) g_date_time_get_month (then),
                  (GDateYear) g_date_time_get_year (then));
  g_date_set_dmy (&last, (GDateDay) g_date_time_get_day_of_month (today), (GDateMonth) g_date_time_get_month (today),
                  (GDateYear) g_date_time_get_year (today));
  return g_date_days_between (&first, &last);
}

/* In the server's zone. (transfer full) */
static char *
describe_moment (gint64 time, gint64 now)
{
  g_autoptr (GDateTime) then = g_date_time_new_from_unix_local (time / G_USEC_PER_SEC);
  int days = then != NULL ? count_days (then, now) : 0;

  if (then == NULL)
    return g_strdup ("--:--");
  if (days == 0)
    return g_date_time_format (then, "%H:%M");
  if (days == 1)
    /* Translators: a time of day, as for strftime() */
    return g_date_time_format (then, _ ("yesterday %H:%M"));
  /* Translators: a date and a time of day, as for strftime() */
  return g_date_time_format (then, _ ("%-d %B %Y, %H:%M"));
}

static void
put_missed (GString *out, const NatterMessage *message, gint64 now)
{
  g_autofree char *moment = describe_moment (message->time, now);
  g_autofree char *line = NULL;

  if (message->deleted)
    return;
  if (message->kind == NATTER_MESSAGE_ME)
    /* Translators: when, a person, what that person does */
    line = g_strdup_printf (_ ("(only to you, %s) * %s %s"), moment, message->from, message->text);
  else
    /* Translators: a person, when, what that person said */
    line = g_strdup_printf (_ ("%s told you (%s): %s"), message->from, moment, message->text);
  natterd_text_put_line (out, line);
}

static void
put_number (GString *out, const NatterEvent *event)
{
  g_autofree char *seq = g_strdup_printf ("%" G_GUINT64_FORMAT, event->range.seq);
  guint n = event->messages->len;

  if (event->more)
    /* Translators: the end is typed as it stands */
    natterd_text_put (out, _ ("More than %u new since you were here: type history since %s"), n, seq);
  else
    /* Translators: the end is typed as it stands */
    natterd_text_put (out, ngettext ("%u new since you were here: type history %u", "%u new since you were here: type history %u", n), n, n);
}

void
natterd_text_write_missed (const NatterEvent *event, GString *out)
{
  if (event->room[0] != '@')
    {
      put_number (out, event);
      return;
    }

  for (guint i = 0; i < event->messages->len; i++)
    put_missed (out, event->messages->pdata[i], event->time);
  if (event->more)
    natterd_text_put (out, _ ("There is more that waits for you. To see from whom: directs"));
}

void
natterd_text_write_directs (const NatterEvent *event, guint spelling, const NatterdView *view, GString *out)
{
  static const guint least[] = { 32, 8, 8 };
  g_autoptr (GPtrArray) cells = g_ptr_array_new_with_free_func (g_free);
  guint n = event->directs != NULL ? event->directs->len : 0;

  if (n == 0)
    {
      natterd_text_put (out, _ ("You have not talked to anybody directly yet. To begin: tell NAME TEXT"));
      return;
    }

  for (guint i = 0; i < n; i++)
    {
      const NatterDirect *direct = event->directs->pdata[i];
      guint unread = (guint) (direct->seq - MIN (direct->read, direct->seq));

      g_ptr_array_add (cells, g_strdup (direct->room));
      g_ptr_array_add (cells, unread > 0 ? g_strdup_printf (ngettext ("%u new", "%u new", unread), unread) : g_strdup (""));
      g_ptr_array_add (cells, natterd_text_describe_idle ((event->time - direct->active) / G_USEC_PER_SEC));
    }

  natterd_text_put (out, _ ("Your direct conversations, what is new, and when someone last spoke:"));
  natterd_text_put_table (out, cells, 3, least);
  natterd_text_put (out, _ ("To read one: history @NAME. To answer: tell NAME TEXT"));
}
