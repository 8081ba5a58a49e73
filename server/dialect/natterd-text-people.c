/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "shared/natter-span.h"

#include "natterd-text-private.h"

/* Who is here, who comes and who goes. */

/* "dave (away: lunch)" */
static void
append_person (GString *list, const NatterPerson *person, const NatterdView *view)
{
  gboolean own = g_strcmp0 (person->name, view->name) == 0;

  if (person->away != NULL && person->away[0] != '\0')
    g_string_append_printf (list, own ? _ ("%s (you, away: %s)") : _ ("%s (away: %s)"), person->name, person->away);
  else if (person->away != NULL)
    g_string_append_printf (list, own ? _ ("%s (you, away)") : _ ("%s (away)"), person->name);
  else if (own)
    g_string_append_printf (list, _ ("%s (you)"), person->name);
  else
    g_string_append (list, person->name);
}

/* " [owner]" */
static void
append_role (GString *list, const NatterPerson *person)
{
  static const char *const shown[][2] = {
    /* Translators: what somebody is in a room, after the name */
    { "owner", N_ ("owner") },
    { "moderator", N_ ("moderator") },
    { "muted", N_ ("muted") },
  };

  for (guint i = 0; i < G_N_ELEMENTS (shown); i++)
    if (g_strcmp0 (person->role, shown[i][0]) == 0)
      g_string_append_printf (list, " [%s]", _ (shown[i][1]));
  if (person->bot)
    /* Translators: a program, not a person; after its name */
    g_string_append_printf (list, " [%s]", _ ("bot"));
}

/* @roles: with what they are. @count: how many there are, if more than in the list. (transfer full) */
static char *
list_people (const GPtrArray *people, guint count, gboolean roles, const NatterdView *view)
{
  GString *list = g_string_new (NULL);
  guint n_listed = people != NULL ? people->len : 0;
  guint n_shown = MIN (n_listed, NATTERD_TEXT_PEOPLE_MOST);
  guint n_more = MAX (n_listed, count) - n_shown;

  for (guint i = 0; i < n_shown; i++)
    {
      if (i > 0)
        /* Translators: between the names in a list */
        g_string_append (list, _ (", "));
      append_person (list, g_ptr_array_index (people, i), view);
      if (roles)
        append_role (list, g_ptr_array_index (people, i));
    }
  if (n_more > 0)
    /* Translators: ends a list of names */
    g_string_append_printf (list, ngettext (" and %u more", " and %u more", n_more), n_more);

  return g_string_free (list, FALSE);
}

/* §4.40 to §4.42 */
static void
put_rules (GString *out, const NatterEvent *event)
{
  g_autofree char *slow = natter_span_dup_text (event->slow);
  g_autofree char *keep = natter_span_dup_text (event->keep);

  if (event->readonly)
    natterd_text_put (out, _ ("Only moderators speak here."));
  if (event->slow > 0)
    /* Translators: a length of time */
    natterd_text_put (out, _ ("Here each says one message in %s."), slow);
  if (event->keep > 0)
    /* Translators: a length of time */
    natterd_text_put (out, _ ("What is said here is kept for %s."), keep);
}

/* §4.7 */
void
natterd_text_write_entered (const NatterEvent *event, guint spelling, const NatterdView *view, GString *out)
{
  g_autofree char *room = natterd_text_dup_room (event->room);
  g_autofree char *people = list_people (event->people, event->count, FALSE, view);

  if (event->text != NULL && event->text[0] != '\0')
    natterd_text_put (out, _ ("You are in %s: \"%s\" Here: %s."), room, event->text, people);
  else
    natterd_text_put (out, _ ("You are in %s. Here: %s."), room, people);
  put_rules (out, event);
}

/* §4.10 */
void
natterd_text_write_people (const NatterEvent *event, guint spelling, const NatterdView *view, GString *out)
{
  g_autofree char *room = natterd_text_dup_room (event->room);
  g_autofree char *people = list_people (event->people, event->count, TRUE, view);

  if (event->people == NULL || event->people->len == 0)
    natterd_text_put (out, _ ("Nobody is in %s."), room);
  else
    natterd_text_put (out, _ ("In %s: %s."), room, people);
}

/* Lines about other rooms than the reader's current one begin with the room: §4.6. */
static void
put_about_room (GString *out, const NatterEvent *event, guint spelling, const char *sentence)
{
  if (spelling == NATTERD_SPELLING_ELSEWHERE)
    {
      g_autofree char *room = natterd_text_dup_room (event->room);

      natterd_text_put (out, "%s %s", room, sentence);
    }
  else
    natterd_text_put_paragraph (out, sentence, 2);
}

/* §5.10a: not all of them need be named. */
static guint
count_crowd (const NatterEvent *event)
{
  return MAX (g_strv_length (event->names), event->count);
}

/* "alice, bob and 7 others". (transfer full) */
static char *
describe_crowd (const NatterEvent *event)
{
  const GStrv names = event->names;
  guint n = count_crowd (event);

  switch (g_strv_length (names) < 2 ? g_strv_length (names) : n)
    {
    case 0:
      return g_strdup ("");

    case 1:
      return g_strdup (names[0]);

    case 2:
      return g_strdup_printf (_ ("%s and %s"), names[0], names[1]);

    default:
      return g_strdup_printf (ngettext ("%s, %s and %u other", "%s, %s and %u others", n - 2),
                              names[0], names[1], n - 2);
    }
}

/* §4.7 */
void
natterd_text_write_joined (const NatterEvent *event, guint spelling, const NatterdView *view, GString *out)
{
  g_autofree char *sentence = NULL;

  if (event->names != NULL)
    {
      g_autofree char *crowd = describe_crowd (event);
      guint n = count_crowd (event);

      /* Translators: "%s have joined." is of several people: "alice, bob and 7 others" */
      sentence = event->names[0] != NULL ? g_strdup_printf (n == 1 ? _ ("%s has joined.") : _ ("%s have joined."), crowd) : NULL;
    }
  else
    sentence = g_strdup_printf (_ ("%s has joined."), event->from);

  if (sentence != NULL)
    put_about_room (out, event, spelling, sentence);
}

/* (transfer full) */
static char *
describe_departure (const char *name, NatterReason reason)
{
  switch (reason)
    {
    case NATTER_REASON_LOGOUT:
      return g_strdup_printf (_ ("%s has left (logged out)."), name);

    case NATTER_REASON_CLOSED:
      return g_strdup_printf (_ ("%s has left (closed the connection)."), name);

    case NATTER_REASON_LOST:
      return g_strdup_printf (_ ("%s has left (lost connection)."), name);

    case NATTER_REASON_IDLE:
      return g_strdup_printf (_ ("%s has left (went quiet)."), name);

    case NATTER_REASON_TOO_SLOW:
      return g_strdup_printf (_ ("%s has left (was too slow)."), name);

    case NATTER_REASON_SHUTDOWN:
      return g_strdup_printf (_ ("%s has left (server restart)."), name);

    case NATTER_REASON_LEFT:
    case NATTER_N_REASONS:
    default:
      return g_strdup_printf (_ ("%s has left."), name);
    }
}

/* §5.17a */
void
natterd_text_write_act (const NatterEvent *event, guint spelling, const NatterdView *view, GString *out)
{
  if (event->text != NULL)
    put_about_room (out, event, spelling, event->text);
}

/* §4.8, §4.19 */
void
natterd_text_write_left (const NatterEvent *event, guint spelling, const NatterdView *view, GString *out)
{
  g_autofree char *sentence = NULL;

  if (event->names != NULL)
    {
      g_autofree char *crowd = describe_crowd (event);
      guint n = count_crowd (event);

      /* Translators: "%s have left." is of several people: "alice, bob and 7 others" */
      sentence = event->names[0] != NULL ? g_strdup_printf (n == 1 ? _ ("%s has left.") : _ ("%s have left."), crowd) : NULL;
    }
  else if (event->reason != NATTER_REASON_KICKED && event->reason != NATTER_REASON_BANNED) /* §5.17a: that was told */
    sentence = describe_departure (event->from, event->reason);

  if (sentence != NULL)
    put_about_room (out, event, spelling, sentence);
}
