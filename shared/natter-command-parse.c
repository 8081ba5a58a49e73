/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "natter-command-private.h"
#include "natter-error.h"
#include "natter-span.h"
#include "natter-text.h"

/* As much of a word as is worth repeating to its writer. */
#define EXCERPT 30

#define EVERYWHERE "everywhere"

static void
skip_space (NatterRest *rest)
{
  while (rest->at < rest->end && g_unichar_isspace (g_utf8_get_char (rest->at)))
    rest->at = g_utf8_next_char (rest->at);
}

static void
trim_end (NatterRest *rest)
{
  while (rest->at < rest->end)
    {
      const char *last = g_utf8_prev_char (rest->end);

      if (!g_unichar_isspace (g_utf8_get_char (last)))
        return;
      rest->end = last;
    }
}

const char *
natter_rest_take_word (NatterRest *rest, gsize *length)
{
  const char *word;

  skip_space (rest);
  word = rest->at;
  while (rest->at < rest->end && !g_unichar_isspace (g_utf8_get_char (rest->at)))
    rest->at = g_utf8_next_char (rest->at);

  *length = (gsize) (rest->at - word);
  return word;
}

void
natter_command_set_unknown_error (const char *word, gsize length, NatterStage stage, GError **error)
{
  g_autofree char *whole = g_strndup (word, length);
  g_autofree char *shown = natter_text_dup_excerpt (word, length, EXCERPT);
  const char *nearest = natter_verb_suggest (whole, stage);

  if (nearest != NULL)
    g_set_error (error, NATTER_ERROR, NATTER_ERROR_UNKNOWN_COMMAND,
                 /* TRANSLATORS: the second is a command, as "look". */
                 _ ("I don't know \"%s\". Did you mean %s?"), shown, nearest);
  else
    g_set_error (error, NATTER_ERROR, NATTER_ERROR_UNKNOWN_COMMAND,
                 _ ("I don't know \"%s\". Type help to see what I know."), shown);
}

static void
set_too_many_error (const NatterVerb *verb, GError **error)
{
  NatterArgumentKind kind = verb->arguments[0].kind;

  if (kind == NATTER_ARGUMENT_NONE)
    g_set_error (error, NATTER_ERROR, NATTER_ERROR_TOO_MANY_ARGUMENTS,
                 _ ("Just %s, please, with nothing after it."), _ (verb->usage));
  else if (kind == NATTER_ARGUMENT_NAME || kind == NATTER_ARGUMENT_ROOM)
    g_set_error (error, NATTER_ERROR, NATTER_ERROR_TOO_MANY_ARGUMENTS,
                 _ ("A name is one word: %s. For example: %s"), _ (verb->usage), _ (verb->example));
  else
    g_set_error (error, NATTER_ERROR, NATTER_ERROR_TOO_MANY_ARGUMENTS,
                 _ ("One word is enough: %s. For example: %s"), _ (verb->usage), _ (verb->example));
}

#define CODE_DIGITS 16

static gboolean
is_code_next (NatterRest rest)
{
  gsize length;
  const char *word = natter_rest_take_word (&rest, &length);
  guint n = 0;

  for (gsize i = 0; i < length; i++)
    {
      if (!g_ascii_isalnum (word[i]) && word[i] != '-')
        return FALSE;
      n += word[i] != '-';
    }
  return n == CODE_DIGITS;
}

/* "10m", and "1 year" too: the number is followed by its unit. (transfer full) */
static char *
take_span (NatterRest *rest)
{
  gsize length, unit_length;
  const char *word = natter_rest_take_word (rest, &length);
  NatterRest ahead = *rest;
  const char *unit;

  for (gsize i = 0; i < length; i++)
    if (!g_ascii_isdigit (word[i]))
      return g_strndup (word, length);

  unit = natter_rest_take_word (&ahead, &unit_length);
  if (!natter_span_is_unit (unit, unit_length))
    return g_strndup (word, length);

  *rest = ahead;
  return g_strdup_printf ("%.*s%.*s", (int) length, word, (int) unit_length, unit);
}

/* Fills the field that @kind names from the rest of the line; nothing there leaves it as it is. */
static gboolean
take_argument (NatterCommand *command, NatterArgumentKind kind, NatterRest *rest, GError **error)
{
  const char *word;
  gsize length;

  skip_space (rest);
  if (kind == NATTER_ARGUMENT_NONE || kind >= NATTER_ARGUMENT_TOKEN || rest->at == rest->end)
    return TRUE;

  if (kind == NATTER_ARGUMENT_TEXT || kind == NATTER_ARGUMENT_REACTION)
    {
      command->text = g_strndup (rest->at, (gsize) (rest->end - rest->at));
      rest->at = rest->end;
      return TRUE;
    }

  if (kind == NATTER_ARGUMENT_TARGET)
    return natter_command_take_target (command, rest, error);

  if (kind == NATTER_ARGUMENT_RANGE)
    return natter_command_take_range (command, rest, error);

  if (kind == NATTER_ARGUMENT_USES)
    return natter_command_take_uses (command, rest, error);

  /* so that a room's name of two words is still a mistake that is explained */
  if (kind == NATTER_ARGUMENT_CODE && command->room != NULL && !is_code_next (*rest))
    return TRUE;

  if (kind == NATTER_ARGUMENT_SPAN)
    {
      command->span = take_span (rest);
      return TRUE;
    }

  word = natter_rest_take_word (rest, &length);
  if (kind == NATTER_ARGUMENT_NAME)
    command->name = g_strndup (word, length);
  else if (kind == NATTER_ARGUMENT_ROOM)
    command->room = natter_command_dup_room (word, length);
  else if (kind == NATTER_ARGUMENT_PASSWORD)
    command->password = g_strndup (word, length);
  else if (kind == NATTER_ARGUMENT_NEW)
    command->new_password = g_strndup (word, length);
  else if (kind == NATTER_ARGUMENT_EMAIL)
    command->email = g_strndup (word, length);
  else if (kind == NATTER_ARGUMENT_ROLE)
    command->role = g_strndup (word, length);
  else if (kind == NATTER_ARGUMENT_CODE)
    command->code = g_strndup (word, length);
  else
    command->word = g_strndup (word, length);
  return TRUE;
}

/* "kick everywhere mallory": with nothing after it, it is a name. */
static gboolean
take_everywhere (const NatterVerb *verb, NatterRest *rest)
{
  NatterRest ahead = *rest;
  gsize length;
  const char *word = natter_rest_take_word (&ahead, &length);

  if (!verb->takes_server || length != strlen (EVERYWHERE) || g_ascii_strncasecmp (word, EVERYWHERE, length) != 0)
    return FALSE;
  skip_space (&ahead);
  if (ahead.at == ahead.end)
    return FALSE;
  *rest = ahead;
  return TRUE;
}

static const NatterVerb *
take_verb (NatterRest *rest, NatterStage stage, GError **error)
{
  gsize length;
  const char *word = natter_rest_take_word (rest, &length);
  const NatterVerb *verb = natter_verb_find (word, length);
  g_autofree char *whole = NULL;

  if (verb != NULL && !verb->hidden)
    return natter_verb_check_stage (verb, stage, error) ? verb : NULL;

  /* Before login a word that is not near to one of the few is no mistyped command: it is chatting too early. */
  whole = g_strndup (word, length);
  if (stage != NATTER_STAGE_LOGIN)
    natter_command_set_unknown_error (word, length, stage, error);
  else if (natter_verb_suggest (whole, stage) == NULL)
    natter_verb_check_stage (natter_verb_get (NATTER_COMMAND_SAY), stage, error);
  else
    {
      natter_command_set_unknown_error (word, length, stage, error);
      if (error != NULL)
        (*error)->code = NATTER_ERROR_NOT_LOGGED_IN;
    }

  return NULL;
}

NatterCommand *
natter_command_parse_line (const char *line, gsize length, NatterStage stage, GError **error)
{
  g_autoptr (NatterCommand) command = NULL;
  const NatterVerb *verb;
  NatterRest rest = { line, line + length };

  g_return_val_if_fail (line != NULL, NULL);

  trim_end (&rest);
  verb = take_verb (&rest, stage, error);
  if (verb == NULL)
    return NULL;

  command = natter_command_new (verb->kind);
  command->everywhere = take_everywhere (verb, &rest);
  for (guint i = 0; i < G_N_ELEMENTS (verb->arguments); i++)
    {
      if (!take_argument (command, verb->arguments[i].kind, &rest, error))
        return NULL;
    }

  if (rest.at < rest.end)
    {
      set_too_many_error (verb, error);
      return NULL;
    }

  return natter_command_check (command, error) ? g_steal_pointer (&command) : NULL;
}
