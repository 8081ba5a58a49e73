/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "natter-command-private.h"
#include "natter-error.h"

/* §4.17 as a person types it: history 50, history @bob 50, history before 120, history since 120 50, history at 2026-11-25 14:30. */

void
natter_command_set_count_error (const NatterVerb *verb, GError **error)
{
  g_set_error (error, NATTER_ERROR, NATTER_ERROR_BAD_FIELD,
               _ ("How many? A number from 1 up: %s. For example: %s"), _ (verb->usage), _ (verb->example));
}

void
natter_command_set_range_error (GError **error)
{
  g_set_error_literal (error, NATTER_ERROR, NATTER_ERROR_BAD_FIELD,
                       _ ("From where? For example: history before 120, or since 120, or at 2026-11-25"));
}

void
natter_command_set_target_error (const NatterVerb *verb, GError **error)
{
  g_set_error (error, NATTER_ERROR, NATTER_ERROR_BAD_FIELD,
               _ ("Which number, as in history? %s. For example: %s"), _ (verb->usage), _ (verb->example));
}

void
natter_command_set_uses_error (const NatterVerb *verb, GError **error)
{
  g_set_error (error, NATTER_ERROR, NATTER_ERROR_BAD_FIELD,
               _ ("For how many? A number from 1 up: %s. For example: %s"), _ (verb->usage), _ (verb->example));
}

static gboolean
parse_number (const char *word, gsize length, guint64 most, guint64 *number)
{
  guint64 sum = 0;

  for (gsize i = 0; i < length; i++)
    {
      guint digit;

      if (!g_ascii_isdigit (word[i]))
        return FALSE;
      digit = (guint) g_ascii_digit_value (word[i]);
      if (sum > (most - digit) / 10)
        return FALSE;
      sum = sum * 10 + digit;
    }

  *number = sum;
  return length > 0;
}

static gboolean
take_count (NatterCommand *command, NatterRest *rest, GError **error)
{
  gsize length;
  const char *word = natter_rest_take_word (rest, &length);
  guint64 count;

  if (length == 0)
    return TRUE;

  if (!parse_number (word, length, G_MAXUINT, &count) || count == 0)
    {
      natter_command_set_count_error (natter_verb_get (command->kind), error);
      return FALSE;
    }

  command->count = (guint) count;
  command->has_count = TRUE;
  return TRUE;
}

static gboolean
take_seq (NatterCommand *command, NatterRest *rest, GError **error)
{
  gsize length;
  const char *word = natter_rest_take_word (rest, &length);

  if (parse_number (word, length, G_MAXINT64, &command->seq))
    return TRUE;

  natter_command_set_range_error (error);
  return FALSE;
}

/* "2026-11-25" for the form "0000-00-00": *@numbers: (out): one for each group of digits. */
static gboolean
read_form (const char *form, const char *word, gsize length, int *numbers)
{
  if (length != strlen (form))
    return FALSE;

  *numbers = 0;
  for (gsize i = 0; i < length; i++)
    {
      if (form[i] != '0' && word[i] != form[i])
        return FALSE;
      if (form[i] == '0' && !g_ascii_isdigit (word[i]))
        return FALSE;
      if (form[i] == '0')
        *numbers = *numbers * 10 + g_ascii_digit_value (word[i]);
      else
        *++numbers = 0;
    }
  return TRUE;
}

/* A day, then perhaps an hour, in the zone of this machine: as a history shows them. */
static gboolean
take_date (NatterCommand *command, NatterRest *rest, GError **error)
{
  g_autoptr (GDateTime) moment = NULL;
  NatterRest ahead;
  gsize length;
  const char *word = natter_rest_take_word (rest, &length);
  int date[3], clock[2] = { 0, 0 };

  if (read_form ("0000-00-00", word, length, date))
    {
      ahead = *rest;
      word = natter_rest_take_word (&ahead, &length);
      if (read_form ("00:00", word, length, clock))
        *rest = ahead;
      else
        clock[0] = clock[1] = 0;
      moment = g_date_time_new_local (date[0], date[1], date[2], clock[0], clock[1], 0);
    }

  if (moment == NULL)
    {
      natter_command_set_range_error (error);
      return FALSE;
    }

  command->time = g_date_time_to_unix (moment) * G_USEC_PER_SEC;
  return TRUE;
}

static gboolean
is_word (const char *word, gsize length, const char *wanted)
{
  return length == strlen (wanted) && g_ascii_strncasecmp (word, wanted, length) == 0;
}

char *
natter_command_dup_room (const char *word, gsize length)
{
  gsize skipped = length > 0 && *word == '#' && (length < 2 || word[1] != '#') ? 1 : 0;

  return g_strndup (word + skipped, length - skipped);
}

/* #garden, @bob: another one than the current room. */
static void
take_place (NatterCommand *command, NatterRest *rest)
{
  NatterRest ahead = *rest;
  gsize length;
  const char *word = natter_rest_take_word (&ahead, &length);

  if (length == 0 || (*word != '#' && *word != '@'))
    return;

  command->room = natter_command_dup_room (word, length);
  *rest = ahead;
}

gboolean
natter_command_take_range (NatterCommand *command, NatterRest *rest, GError **error)
{
  NatterRest ahead;
  gsize length;
  const char *word;

  take_place (command, rest);
  ahead = *rest;
  word = natter_rest_take_word (&ahead, &length);
  if (is_word (word, length, "before"))
    command->range = NATTER_RANGE_BEFORE;
  else if (is_word (word, length, "since"))
    command->range = NATTER_RANGE_SINCE;
  else if (is_word (word, length, "at"))
    command->range = NATTER_RANGE_AT;
  else
    return take_count (command, rest, error);

  *rest = ahead;
  if (command->range == NATTER_RANGE_AT ? !take_date (command, rest, error) : !take_seq (command, rest, error))
    return FALSE;
  return take_count (command, rest, error);
}

gboolean
natter_command_settle_target (NatterCommand *command)
{
  if (command->target == 0 && natter_verb_get (command->kind)->takes_none)
    command->target = NATTER_TARGET_NONE;
  return command->target != 0;
}

gboolean
natter_command_take_target (NatterCommand *command, NatterRest *rest, GError **error)
{
  const NatterVerb *verb = natter_verb_get (command->kind);
  gsize length;
  const char *word = natter_rest_take_word (rest, &length);
  gsize marked = length > 0 && *word == '#' ? 1 : 0;

  if (verb->takes_last && is_word (word, length, "last"))
    command->target = NATTER_TARGET_LAST;
  else if (!parse_number (word + marked, length - marked, G_MAXINT64, &command->target) ||
           !natter_command_settle_target (command))
    {
      natter_command_set_target_error (verb, error);
      return FALSE;
    }
  return TRUE;
}

gboolean
natter_command_take_uses (NatterCommand *command, NatterRest *rest, GError **error)
{
  gsize length;
  const char *word = natter_rest_take_word (rest, &length);
  guint64 uses = 0;

  if (length > 0 && (!parse_number (word, length, G_MAXUINT, &uses) || uses == 0))
    {
      natter_command_set_uses_error (natter_verb_get (command->kind), error);
      return FALSE;
    }

  command->uses = (guint) uses;
  return TRUE;
}
