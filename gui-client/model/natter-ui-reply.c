/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "shared/natter-command.h"
#include "shared/natter-error.h"
#include "shared/natter-limits.h"
#include "shared/natter-text.h"

#include "natter-ui-reply.h"

#define EXCERPT 30

/* "dave (away: lunch)" */
static void
append_person (GString *out, const NatterPerson *person, const char *own)
{
  gboolean is_own = g_strcmp0 (person->name, own) == 0;

  if (person->away != NULL && person->away[0] != '\0')
    g_string_append_printf (out, is_own ? _ ("%s (you, away: %s)") : _ ("%s (away: %s)"), person->name, person->away);
  else if (person->away != NULL)
    g_string_append_printf (out, is_own ? _ ("%s (you, away)") : _ ("%s (away)"), person->name);
  else if (is_own)
    g_string_append_printf (out, _ ("%s (you)"), person->name);
  else
    g_string_append (out, person->name);
}

static void
append_idle (GString *out, gint64 idle)
{
  guint n;

  if (idle < 60)
    return;

  if (idle < 60 * 60)
    {
      n = (guint) (idle / 60);
      g_string_append_printf (out, ngettext (", idle for %u minute", ", idle for %u minutes", n), n);
    }
  else if (idle < 24 * 60 * 60)
    {
      n = (guint) (idle / (60 * 60));
      g_string_append_printf (out, ngettext (", idle for %u hour", ", idle for %u hours", n), n);
    }
  else
    {
      n = (guint) MIN (idle / (24 * 60 * 60), G_MAXINT);
      g_string_append_printf (out, ngettext (", idle for %u day", ", idle for %u days", n), n);
    }
}

/* (transfer full) */
static char *
describe_people (const NatterEvent *event, const char *own)
{
  g_autoptr (GString) list = g_string_new (NULL);
  const char *room = event->room != NULL ? event->room : "";

  if (event->people == NULL || event->people->len == 0)
    return g_strdup_printf (_ ("Nobody is in #%s."), room);

  for (guint i = 0; i < event->people->len; i++)
    {
      if (i > 0)
        /* Translators: between the names in a list */
        g_string_append (list, _ (", "));
      append_person (list, g_ptr_array_index (event->people, i), own);
    }

  return g_strdup_printf (_ ("In #%s: %s."), room, list->str);
}

static void
append_rooms (GString *out, const GStrv rooms)
{
  for (guint i = 0; rooms != NULL && rooms[i] != NULL; i++)
    {
      g_string_append (out, i > 0 ? _ (", ") : " · ");
      /* Translators: a room. Where one reads from right to left, U+200E before the sign keeps it at its name. */
      g_string_append_printf (out, _ ("#%s"), rooms[i]);
    }
}

/* A line of its own, of what begins with a name. */
static void
append_line (GString *out, const char *line)
{
  g_string_append_c (out, '\n');
  /* Translators: a line that begins with a name. Where one reads from right to left, U+200F before it makes it run so. */
  g_string_append_printf (out, C_ ("line", "%s"), line);
}

/* (transfer full) */
static char *
describe_who (const NatterEvent *event, const char *own)
{
  GString *out = g_string_new (NULL);
  guint n = event->people != NULL ? event->people->len : 0;

  g_string_append_printf (out, ngettext ("One person is on the server:", "%u people are on the server:", n), n);
  for (guint i = 0; i < n; i++)
    {
      const NatterPerson *person = g_ptr_array_index (event->people, i);
      g_autoptr (GString) line = g_string_new (NULL);

      append_person (line, person, own);
      append_rooms (line, person->rooms);
      append_idle (line, person->idle);
      append_line (out, line->str);
    }

  return g_string_free (out, FALSE);
}

/* (transfer full) */
static char *
describe_rooms (const NatterEvent *event)
{
  GString *out;

  if (event->rooms == NULL || event->rooms->len == 0)
    return g_strdup (_ ("There are no rooms yet. To open one: /join ROOM"));

  out = g_string_new (_ ("Rooms on the server:"));
  for (guint i = 0; i < event->rooms->len; i++)
    {
      const NatterRoomInfo *room = g_ptr_array_index (event->rooms, i);
      g_autofree char *people = g_strdup_printf (ngettext ("%u person", "%u people", room->people), room->people);

      g_string_append_c (out, '\n');
      /* Translators: a room, and how many people are in it */
      g_string_append_printf (out, _ ("#%s · %s"), room->name, people);
      if (room->topic != NULL && room->topic[0] != '\0')
        g_string_append_printf (out, " · %s", room->topic);
    }

  return g_string_free (out, FALSE);
}

/* (transfer full) */
static char *
describe_ignored (const NatterEvent *event)
{
  g_autofree char *names = event->names != NULL ? g_strjoinv (_ (", "), event->names) : g_strdup ("");

  if (names[0] == '\0')
    return g_strdup (_ ("You hear everyone. To stop hearing someone: /ignore NAME"));

  return g_strdup_printf (_ ("You do not hear: %s. To hear someone again: /unignore NAME"), names);
}

/* (transfer full) (nullable) */
static char *
describe_time (const NatterEvent *event)
{
  g_autoptr (GDateTime) time = g_date_time_new_from_unix_local (event->time / G_USEC_PER_SEC);
  g_autofree char *day = NULL;
  g_autofree char *clock = NULL;

  if (time == NULL)
    return NULL;

  /* Translators: a date, as for strftime(): Tuesday, 3 June 2025 */
  day = g_date_time_format (time, _ ("%A, %-d %B %Y"));
  clock = g_date_time_format (time, "%H:%M:%S");
  /* Translators: a time of day and a date */
  return g_strdup_printf (_ ("On the server it is %s on %s."), clock, day);
}

/* (transfer full) */
static char *
describe_devices (const NatterEvent *event)
{
  guint n = event->people != NULL ? event->people->len : 0;
  GString *out = g_string_new (NULL);

  g_string_append_printf (out, ngettext ("You are logged in on %u device:", "You are logged in on %u devices:", n), n);
  for (guint i = 0; i < n; i++)
    {
      const NatterPerson *device = g_ptr_array_index (event->people, i);
      g_autofree char *this = i == 0 ? g_strdup_printf (_ ("%s (this one)"), device->name) : NULL;

      append_line (out, this != NULL ? this : device->name);
    }

  return g_string_free (out, FALSE);
}

char *
natter_ui_reply_dup_text (const NatterEvent *event, const char *own)
{
  switch ((guint) event->kind)
    {
    case NATTER_EVENT_PEOPLE:
      return describe_people (event, own);

    case NATTER_EVENT_WHO:
      return describe_who (event, own);

    case NATTER_EVENT_ROOMS:
      return describe_rooms (event);

    case NATTER_EVENT_IGNORED:
      return describe_ignored (event);

    case NATTER_EVENT_DEVICES:
      return describe_devices (event);

    case NATTER_EVENT_FOUND:
      return natter_ui_reply_dup_found (event);

    case NATTER_EVENT_DONE:
      return g_strdup (event->text);

    case NATTER_EVENT_PONG:
      return g_strdup (_ ("Pong! The server hears you."));

    case NATTER_EVENT_TIME:
      return describe_time (event);

    case NATTER_EVENT_VERSION:
      return g_strdup_printf (_ ("%s runs natterd %s and speaks protocol %d."), event->text != NULL ? event->text : "?",
                              event->version != NULL ? event->version : "?", NATTER_PROTOCOL_VERSION);

    case NATTER_EVENT_MOTD:
      if (event->text == NULL || event->text[0] == '\0')
        return g_strdup (_ ("There is no message of the day. It is a day like any other."));
      return g_strdup (event->text);

    case NATTER_EVENT_HISTORY:
      if (event->messages == NULL || event->messages->len == 0)
        return g_strdup (_ ("Nothing has been said here yet. Be the first!"));
      return NULL;

    default:
      return NULL;
    }
}

char *
natter_ui_reply_dup_away (const char *away)
{
  if (away == NULL)
    return g_strdup (_ ("You are back. Everyone can see it."));
  if (away[0] == '\0')
    return g_strdup (_ ("You are away. Type /back when you return."));
  return g_strdup_printf (_ ("You are away: %s. Type /back when you return."), away);
}

/* (transfer full) */
static char *
describe_all_commands (void)
{
  GString *out = g_string_new (_ ("Write, and press Enter to say it. Besides, there are commands:"));

  for (guint i = 0; i < NATTER_N_COMMANDS; i++)
    {
      const NatterVerb *verb = natter_verb_get ((NatterCommandKind) i);

      if (!verb->hidden && (verb->stage & NATTER_STAGE_CHAT) != 0)
        {
          g_string_append_c (out, '\n');
          /* Translators: how a command is written, and what it does */
          g_string_append_printf (out, _ ("/%s · %s"), _ (verb->usage), _ (verb->summary));
        }
    }

  return g_string_free (out, FALSE);
}

char *
natter_ui_reply_dup_help (const char *word, GError **error)
{
  g_autofree char *shown = NULL;
  const char *nearest;
  const NatterVerb *verb;

  if (word == NULL)
    return describe_all_commands ();

  word += word[0] == '/' ? 1 : 0;
  verb = natter_verb_find (word, strlen (word));
  if (verb != NULL && !verb->hidden)
    /* Translators: how a command is written, what it does, and an example of it */
    return g_strdup_printf (_ ("/%s · %s. For example: /%s"), _ (verb->usage), _ (verb->summary), _ (verb->example));

  shown = natter_text_dup_excerpt (word, strlen (word), EXCERPT);
  nearest = natter_verb_suggest (word, NATTER_STAGE_CHAT);
  if (nearest != NULL)
    g_set_error (error, NATTER_ERROR, NATTER_ERROR_UNKNOWN_COMMAND,
                 /* Translators: the second is a command, as "look". */
                 _ ("I don't know /%s. Did you mean /%s?"), shown, nearest);
  else
    g_set_error (error, NATTER_ERROR, NATTER_ERROR_UNKNOWN_COMMAND,
                 _ ("There is no command /%s. Type /help to see which there are."), shown);
  return NULL;
}
