/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "shared/natter-command.h"
#include "shared/natter-error.h"
#include "shared/natter-text.h"

#include "natter-ui-input.h"

#define EXCERPT 30

static gboolean
is_break (gunichar c)
{
  return (c >= 0x0a && c <= 0x0d) || c == 0x85 || c == 0x2028 || c == 0x2029;
}

/* In the composer commands begin with a slash, and there is a way to say what begins with one. */
static void
set_unknown_error (const char *line, GError **error)
{
  g_autofree char *word = g_strndup (line, strcspn (line, " \t"));
  g_autofree char *shown = natter_text_dup_excerpt (word, strlen (word), EXCERPT);
  const char *nearest = natter_verb_suggest (word, NATTER_STAGE_CHAT);

  if (nearest != NULL)
    g_set_error (error, NATTER_ERROR, NATTER_ERROR_UNKNOWN_COMMAND,
                 /* Translators: the second is a command, as "look". */
                 _ ("I don't know /%s. Did you mean /%s?"), shown, nearest);
  else
    g_set_error (error, NATTER_ERROR, NATTER_ERROR_UNKNOWN_COMMAND,
                 _ ("I don't know /%s. Type /help to see what I know, or // to say something that begins with a slash."),
                 shown);
}

/* @line: without its slash. Returns: (transfer full). */
static NatterCommand *
parse_command (const char *line, GError **error)
{
  g_autoptr (GError) local = NULL;
  NatterCommand *command;

  if (natter_text_is_blank (line, strlen (line)) || g_unichar_isspace (g_utf8_get_char (line)))
    {
      g_set_error_literal (error, NATTER_ERROR, NATTER_ERROR_UNKNOWN_COMMAND,
                           _ ("Which command? Type /help to see what I know."));
      return NULL;
    }

  command = natter_command_parse_line (line, strlen (line), NATTER_STAGE_CHAT, &local);
  if (command != NULL)
    return command;

  if (g_error_matches (local, NATTER_ERROR, NATTER_ERROR_UNKNOWN_COMMAND))
    set_unknown_error (line, error);
  else
    g_propagate_error (error, g_steal_pointer (&local));
  return NULL;
}

/* What is sent to people is judged here already, so that the composer can keep it. */
static gboolean
normalize (NatterCommand *command, gsize most, GError **error)
{
  char *text;

  if (command->kind != NATTER_COMMAND_SAY && command->kind != NATTER_COMMAND_ME && command->kind != NATTER_COMMAND_TELL)
    return TRUE;

  text = natter_text_normalize_message (command->text, most, error);
  if (text == NULL)
    return FALSE;

  g_free (command->text);
  command->text = text;
  return TRUE;
}

/* @text: what is to be said. @slashed: it begins a message, where two slashes stand for one. (nullable): NULL with an error. */
static NatterCommand *
new_say (const char *text, gboolean slashed, gsize most, GError **error)
{
  g_autoptr (NatterCommand) command = natter_command_new (NATTER_COMMAND_SAY);

  command->text = g_strdup (slashed && text[0] == '/' ? text + 1 : text);
  return normalize (command, most, error) ? g_steal_pointer (&command) : NULL;
}

/* Whatever may end a line becomes LF. (transfer full). */
static char *
dup_with_plain_breaks (const char *text)
{
  GString *plain = g_string_sized_new (strlen (text));

  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    {
      if (p[0] == '\r' && p[1] == '\n')
        continue;
      if (is_break (g_utf8_get_char (p)))
        g_string_append_c (plain, '\n');
      else
        g_string_append_len (plain, p, g_utf8_next_char (p) - p);
    }

  return g_string_free (plain, FALSE);
}

/* The command of the first line; @rest: (out): what follows it. */
static gboolean
add_command (GPtrArray *commands, const char *text, const char **rest, gsize most, GError **error)
{
  gsize length = strcspn (text, "\n");
  g_autofree char *line = g_strndup (text, length);
  g_autoptr (NatterCommand) command = parse_command (line + 1, error);

  if (command == NULL || !normalize (command, most, error))
    return FALSE;

  g_ptr_array_add (commands, g_steal_pointer (&command));
  *rest = text + length;
  return TRUE;
}

GPtrArray *
natter_ui_input_parse (const char *text, gsize most, GError **error)
{
  g_autoptr (GPtrArray) commands = NULL;
  g_autofree char *plain = NULL;
  const char *p;

  g_return_val_if_fail (text != NULL, NULL);

  commands = g_ptr_array_new_with_free_func ((GDestroyNotify) natter_command_free);
  plain = dup_with_plain_breaks (text);
  p = plain;
  while (*p == '\n')
    p++;

  if (p[0] == '/' && p[1] != '/' && !add_command (commands, p, &p, most, error))
    return NULL;
  if (commands->len == 0 || !natter_text_is_blank (p, strlen (p)))
    {
      NatterCommand *command = new_say (p, commands->len == 0, most, error);

      if (command == NULL)
        return NULL;
      g_ptr_array_add (commands, command);
    }

  return g_steal_pointer (&commands);
}
