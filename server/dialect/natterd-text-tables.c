/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "natterd-text-private.h"

#define MINUTE 60
#define HOUR   (60 * MINUTE)
#define DAY    (24 * HOUR)

char *
natterd_text_describe_idle (gint64 seconds)
{
  guint n;

  if (seconds < MINUTE)
    /* Translators: has done something less than a minute ago */
    return g_strdup (_ ("now"));
  if (seconds < HOUR)
    {
      n = (guint) (seconds / MINUTE);
      return g_strdup_printf (ngettext ("%u min", "%u min", n), n);
    }
  if (seconds < DAY)
    {
      n = (guint) (seconds / HOUR);
      return g_strdup_printf (ngettext ("%u h", "%u h", n), n);
    }

  n = (guint) MIN (seconds / DAY, 9999);
  return g_strdup_printf (ngettext ("%u day", "%u days", n), n);
}

/* (transfer full) */
static char *
describe_away (const NatterPerson *person)
{
  if (person->away == NULL)
    return g_strdup ("");
  if (person->away[0] == '\0')
    return g_strdup (_ ("away"));

  return g_strdup_printf (_ ("away: %s"), person->away);
}

/* (transfer full) */
static char *
list_rooms (const NatterPerson *person)
{
  GString *list = g_string_new (NULL);

  for (guint i = 0; person->rooms != NULL && person->rooms[i] != NULL; i++)
    {
      g_autofree char *room = natterd_text_dup_room (person->rooms[i]);

      if (i > 0)
        g_string_append (list, _ (", "));
      g_string_append (list, room);
    }

  return g_string_free (list, FALSE);
}

static void
put_more (GString *out, guint n)
{
  if (n > 0)
    natterd_text_put (out, ngettext ("… and %u more.", "… and %u more.", n), n);
}

/* §4.10: who is on the server, with rooms and idle time */
void
natterd_text_write_who (const NatterEvent *event, guint spelling, const NatterdView *view, GString *out)
{
  static const guint least[] = { 32, 12, 8, 12 };
  g_autoptr (GPtrArray) cells = g_ptr_array_new_with_free_func (g_free);
  guint n_here = event->people != NULL ? event->people->len : 0;
  guint n_all = MAX (n_here, event->count);
  guint n_shown = MIN (n_here, NATTERD_TEXT_ROWS_MOST);

  for (guint i = 0; i < n_shown; i++)
    {
      const NatterPerson *person = g_ptr_array_index (event->people, i);
      gboolean own = g_strcmp0 (person->name, view->name) == 0;

      g_ptr_array_add (cells, own ? g_strdup_printf (_ ("%s (you)"), person->name) : g_strdup (person->name));
      g_ptr_array_add (cells, list_rooms (person));
      g_ptr_array_add (cells, natterd_text_describe_idle (person->idle));
      g_ptr_array_add (cells, describe_away (person));
    }

  natterd_text_put (out, ngettext ("%u person is on the server:", "%u people are on the server:", n_all), n_all);
  natterd_text_put_table (out, cells, 4, least);
  put_more (out, n_all - n_shown);
  natterd_text_put (out, _ ("To say something to one of them only: tell NAME TEXT"));
}

/* §4.29: the reader's own device is the first */
void
natterd_text_write_devices (const NatterEvent *event, guint spelling, const NatterdView *view, GString *out)
{
  static const guint least[] = { 32, 8 };
  g_autoptr (GPtrArray) cells = g_ptr_array_new_with_free_func (g_free);
  guint n = event->people != NULL ? event->people->len : 0;

  for (guint i = 0; i < n; i++)
    {
      const NatterPerson *device = g_ptr_array_index (event->people, i);

      g_ptr_array_add (cells, i == 0 ? g_strdup_printf (_ ("%s (this one)"), device->name) : g_strdup (device->name));
      g_ptr_array_add (cells, natterd_text_describe_idle (device->idle));
    }

  natterd_text_put (out, ngettext ("You are logged in on %u device:", "You are logged in on %u devices:", n), n);
  natterd_text_put_table (out, cells, 2, least);
}

/* §4.10. @now: 0 where it is not known. (transfer full) */
static char *
describe_activity (const NatterRoomInfo *room, gint64 now)
{
  g_autoptr (GDateTime) time = NULL;

  if (room->active == 0)
    /* Translators: nothing has been said in that room yet */
    return g_strdup (_ ("silent"));
  if (now > 0)
    return natterd_text_describe_idle ((now - room->active) / G_USEC_PER_SEC);

  time = g_date_time_new_from_unix_local (room->active / G_USEC_PER_SEC);
  return time != NULL ? g_date_time_format (time, "%Y-%m-%d %H:%M") : g_strdup ("");
}

/* "#attic (yours) [private]" (transfer full) */
static char *
describe_room (const NatterRoomInfo *room)
{
  g_autofree char *name = natterd_text_dup_room (room->name);
  /* Translators: %s is a room; the reader is in it */
  GString *described = g_string_new (NULL);

  g_string_append_printf (described, room->member ? _ ("%s (yours)") : "%s", name);
  if (room->is_private)
    g_string_append_printf (described, " %s", _ ("[private]"));
  if (room->readonly)
    g_string_append_printf (described, " %s", _ ("[read-only]"));
  return g_string_free (described, FALSE);
}

/* §4.10: each room with topic, people, last activity */
void
natterd_text_write_rooms (const NatterEvent *event, guint spelling, const NatterdView *view, GString *out)
{
  static const guint least[] = { 24, 8, 8, 8 };
  g_autoptr (GPtrArray) cells = g_ptr_array_new_with_free_func (g_free);
  guint n_all = event->rooms != NULL ? event->rooms->len : 0;
  guint n_shown = MIN (n_all, NATTERD_TEXT_ROWS_MOST);

  if (n_all == 0)
    {
      natterd_text_put (out, _ ("There are no rooms yet. To open one: join ROOM"));
      return;
    }

  for (guint i = 0; i < n_shown; i++)
    {
      const NatterRoomInfo *room = g_ptr_array_index (event->rooms, i);

      g_ptr_array_add (cells, describe_room (room));
      g_ptr_array_add (cells, room->people == 0 ? g_strdup (C_ ("people in a room", "nobody"))
                                                : g_strdup_printf (ngettext ("%u person", "%u people", room->people), room->people));
      g_ptr_array_add (cells, describe_activity (room, event->time));
      g_ptr_array_add (cells, g_strdup (room->topic != NULL ? room->topic : ""));
    }

  natterd_text_put (out, ngettext ("There is %u room: who is in it, when someone last spoke, and its topic.", "There are %u rooms: who is in them, when someone last spoke, and the topic.", n_all),
                    n_all);
  natterd_text_put_table (out, cells, 4, least);
  put_more (out, n_all - n_shown);
  natterd_text_put (out, _ ("To go into one, or to open a new one: join ROOM"));
}

/* The words are not translated where they come from; "" must not be looked up. */
static const char *
translate (const char *text)
{
  return text != NULL && text[0] != '\0' ? _ (text) : "";
}

static void
put_help_in_full (GString *out, const NatterHelp *help)
{
  natterd_text_put (out, "%s", translate (help->usage));
  /* Translators: makes a sentence of what a command does; two spaces in */
  natterd_text_put (out, _ ("  %s."), translate (help->summary));
  natterd_text_put (out, _ ("For example: %s"), translate (help->example));
}

/* §4.18 */
void
natterd_text_write_help (const NatterEvent *event, guint spelling, const NatterdView *view, GString *out)
{
  static const guint least[] = { 24, 40 };
  g_autoptr (GPtrArray) cells = g_ptr_array_new_with_free_func (g_free);
  guint n = event->help != NULL ? event->help->len : 0;

  if (n == 1)
    {
      put_help_in_full (out, g_ptr_array_index (event->help, 0));
      return;
    }

  for (guint i = 0; i < n; i++)
    {
      const NatterHelp *help = g_ptr_array_index (event->help, i);

      g_ptr_array_add (cells, g_strdup (translate (help->usage)));
      g_ptr_array_add (cells, g_strdup (translate (help->summary)));
    }

  natterd_text_put (out, _ ("This is what you can type:"));
  natterd_text_put_table (out, cells, 2, least);
  natterd_text_put (out, _ ("To see an example of one: help COMMAND"));
}
