/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "shared/natter-limits.h"

#include "natterd-text-private.h"

/* Replies of a sentence or two. */

/* §4.1 */
void
natterd_text_write_welcome (const NatterEvent *event, guint spelling, const NatterdView *view, GString *out)
{
  if (event->count == 0)
    natterd_text_put (out, _ ("Welcome to %s. Nobody is here yet: be the first."), event->text);
  else
    natterd_text_put (out,
                      ngettext ("Welcome to %s. One person is here.", "Welcome to %s. %u people are here.", event->count),
                      event->text, event->count);
  natterd_text_put_line (out, _ ("Type: login yourname   (help shows more)"));
}

/* ERROR and BYE bring their own. */
void
natterd_text_write_sentence (const NatterEvent *event, guint spelling, const NatterdView *view, GString *out)
{
  if (event->text != NULL)
    natterd_text_put_paragraph (out, event->text, 2);
}

gboolean
natterd_text_is_prompt (const NatterEvent *event)
{
  return event->kind == NATTER_EVENT_ERROR && event->code == NATTER_ERROR_PASSWORD_REQUIRED && event->name != NULL;
}

/* §4.45: a prompt is a line without an end. */
void
natterd_text_write_error (const NatterEvent *event, guint spelling, const NatterdView *view, GString *out)
{
  g_autofree char *name = natterd_text_clean (event->name);

  if (natterd_text_is_prompt (event))
    /* Translators: a prompt, with a space at its end */
    g_string_append_printf (out, _ ("Password for %s: "), name);
  else
    natterd_text_write_sentence (event, spelling, view, out);
}

/* §4.4 */
void
natterd_text_write_hello (const NatterEvent *event, guint spelling, const NatterdView *view, GString *out)
{
  natterd_text_put (out, _ ("Hello %s."), event->name);
}

/* §4.8 */
void
natterd_text_write_parted (const NatterEvent *event, guint spelling, const NatterdView *view, GString *out)
{
  g_autofree char *room = natterd_text_dup_room (event->room);
  g_autofree char *current = natterd_text_dup_room (event->current);

  if (event->current != NULL)
    natterd_text_put (out, _ ("You have left %s. You are in %s now."), room, current);
  else
    natterd_text_put (out, _ ("You have left %s, and are in no room now. To go into one: join ROOM"), room);
}

/* §4.9 */
void
natterd_text_write_current (const NatterEvent *event, guint spelling, const NatterdView *view, GString *out)
{
  g_autofree char *room = natterd_text_dup_room (event->room);

  natterd_text_put (out, _ ("You are in %s now. To see who is here: look"), room);
}

/* §4.14 */
void
natterd_text_write_renamed (const NatterEvent *event, guint spelling, const NatterdView *view, GString *out)
{
  if (spelling == NATTERD_SPELLING_OWN)
    natterd_text_put (out, _ ("You are now called %s."), event->name);
  else
    natterd_text_put (out, _ ("%s is now called %s."), event->from, event->name);
}

static void
put_own_presence (const NatterEvent *event, GString *out)
{
  if (event->text == NULL)
    natterd_text_put (out, _ ("You are back. Everyone can see it."));
  else if (event->text[0] == '\0')
    natterd_text_put (out, _ ("You are away. Type back when you return."));
  else
    natterd_text_put (out, _ ("You are away: %s. Type back when you return."), event->text);
}

static void
put_presence_note (const NatterEvent *event, GString *out)
{
  if (event->text == NULL)
    return;

  if (event->text[0] == '\0')
    natterd_text_put (out, _ ("%s is away, and may answer later."), event->from);
  else
    natterd_text_put (out, _ ("%s is away (%s), and may answer later."), event->from, event->text);
}

/* §4.13, §4.15: those who merely share a room see it in look and who; it is not worth a line. */
void
natterd_text_write_presence (const NatterEvent *event, guint spelling, const NatterdView *view, GString *out)
{
  if (spelling == NATTERD_SPELLING_NOTE)
    put_presence_note (event, out);
  else if (spelling == NATTERD_SPELLING_OWN)
    put_own_presence (event, out);
}

/* §4.16 */
void
natterd_text_write_ignored (const NatterEvent *event, guint spelling, const NatterdView *view, GString *out)
{
  g_autofree char *names = event->names != NULL ? g_strjoinv (_ (", "), event->names) : g_strdup ("");

  if (names[0] == '\0')
    natterd_text_put (out, _ ("You hear everyone. To stop hearing someone: ignore NAME"));
  else
    natterd_text_put (out, _ ("You do not hear: %s. To hear someone again: unignore NAME"), names);
}

/* §4.18 */
void
natterd_text_write_pong (const NatterEvent *event, guint spelling, const NatterdView *view, GString *out)
{
  natterd_text_put (out, _ ("Pong! The server hears you."));
}

/* §4.18 */
void
natterd_text_write_time (const NatterEvent *event, guint spelling, const NatterdView *view, GString *out)
{
  g_autoptr (GDateTime) time = g_date_time_new_from_unix_local (event->time / G_USEC_PER_SEC);
  g_autofree char *day = NULL;
  g_autofree char *clock = NULL;

  if (time == NULL)
    return;

  day = g_date_time_format (time, _ ("%A, %-d %B %Y"));
  /* Translators: a time of day with its zone, as for strftime() */
  clock = g_date_time_format (time, _ ("%H:%M:%S %Z"));
  /* Translators: a time of day and a date */
  natterd_text_put (out, _ ("On the server it is %s on %s."), clock, day);
}

/* §4.18 */
void
natterd_text_write_version (const NatterEvent *event, guint spelling, const NatterdView *view, GString *out)
{
  natterd_text_put (out, _ ("%s runs natterd %s and speaks protocol %d."), event->text, event->version,
                    NATTER_PROTOCOL_VERSION);
}

/* §4.18: its lines are as the operator laid them out. */
void
natterd_text_write_motd (const NatterEvent *event, guint spelling, const NatterdView *view, GString *out)
{
  g_auto (GStrv) lines = NULL;

  if (event->text == NULL || event->text[0] == '\0')
    {
      natterd_text_put (out, _ ("There is no message of the day. It is a day like any other."));
      return;
    }

  lines = g_strsplit (event->text, "\n", -1);
  for (guint i = 0; lines[i] != NULL; i++)
    natterd_text_put_line (out, g_strchomp (lines[i]));
}
