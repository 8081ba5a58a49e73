/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "natter-ascii-private.h"
#include "natter-error.h"
#include "natter-limits.h"
#include "natter-text-private.h"
#include "natter-text.h"

gboolean
natter_char_is_invisible (gunichar c)
{
  switch (c)
    {
    case 0x034f: /* combining grapheme joiner */
    case 0x115f: /* fillers of Hangul: letters that show nothing */
    case 0x1160:
    case 0x3164:
    case 0xffa0:
    case 0x17b4: /* inherent vowels of Khmer */
    case 0x17b5:
    case 0x180b: /* selectors of Mongolian */
    case 0x180c:
    case 0x180d:
    case 0x180f:
    case 0x2800:  /* a Braille pattern without dots */
    case 0xfffc:  /* stands for an object that is not there */
    case 0xfffd:  /* stands for a character that was lost */
    case 0x1d159: /* a note without a head */
      return TRUE;

    default:
      return (c >= 0xfe00 && c <= 0xfe0f) || (c >= 0xe0000 && c <= 0xe0fff) ||
             g_unichar_type (c) == G_UNICODE_FORMAT;
    }
}

gboolean
natter_text_has_long_mark_run (const char *text, guint most)
{
  guint run = 0;

  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    {
      run = natter_char_is_mark (g_utf8_get_char (p)) ? run + 1 : 0;
      if (run > most)
        return TRUE;
    }

  return FALSE;
}

const char *
natter_text_find_control (const char *text)
{
  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    {
      if (*p != '\t' && natter_char_is_control (g_utf8_get_char (p)))
        return p;
    }

  return NULL;
}

void
natter_text_set_control_error (GError **error)
{
  g_set_error_literal (error, NATTER_ERROR, NATTER_ERROR_CONTROL_CHARACTERS,
                       _ ("That holds control characters or line breaks. Try again in plain text."));
}

/* Whether a NUL is all that is wrong. */
static gboolean
is_utf8_but_for_nul (const char *line, gsize length)
{
  const char *end = line + length;
  const char *stop;

  for (const char *p = line; p < end; p = stop + 1)
    {
      if (g_utf8_validate_len (p, (gsize) (end - p), &stop))
        return TRUE;
      if (*stop != '\0')
        return FALSE;
    }

  return TRUE;
}

gboolean
natter_text_validate_line (const char *line, gsize length, GError **error)
{
  gsize plain;

  g_return_val_if_fail (line != NULL || length == 0, FALSE);

  plain = natter_ascii_get_length (line, length);
  if (plain == length || g_utf8_validate_len (line + plain, length - plain, NULL))
    return TRUE;

  if (is_utf8_but_for_nul (line, length))
    natter_text_set_control_error (error);
  else
    g_set_error_literal (error, NATTER_ERROR, NATTER_ERROR_NOT_UTF8,
                         _ ("I can only read UTF-8. Set your terminal to it and try again."));
  return FALSE;
}

gboolean
natter_text_is_blank (const char *text, gsize length)
{
  const char *end;

  /* an empty line has no text at all */
  if (length == 0)
    return TRUE;

  end = text + length;
  for (const char *p = text; p < end; p = g_utf8_next_char (p))
    {
      if (!g_unichar_isspace (g_utf8_get_char (p)))
        return FALSE;
    }

  return TRUE;
}

/* Narrows @text of *@length bytes to what lies between white space. Returns the first byte of it. */
static const char *
trim (const char *text, gsize *length)
{
  const char *end = text + *length;

  while (text < end && g_unichar_isspace (g_utf8_get_char (text)))
    text = g_utf8_next_char (text);

  while (text < end)
    {
      const char *last = g_utf8_prev_char (end);

      if (!g_unichar_isspace (g_utf8_get_char (last)))
        break;
      end = last;
    }

  *length = (gsize) (end - text);
  return text;
}

static gboolean
shows_something (const char *text, gsize length)
{
  const char *end = text + length;

  for (const char *p = text; p < end; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (!g_unichar_isspace (c) && !natter_char_is_invisible (c))
        return TRUE;
    }

  return FALSE;
}

/* NFC, with every TAB a space; not trimmed. */
static char *
compose (const char *text, GError **error)
{
  g_autofree char *composed = NULL;

  if (natter_text_find_control (text) != NULL)
    {
      natter_text_set_control_error (error);
      return NULL;
    }

  if (!natter_text_has_long_mark_run (text, NATTER_MARKS_UNCOMPOSED * NATTER_LIMIT_MARKS_TEXT))
    composed = g_utf8_normalize (text, -1, G_NORMALIZE_NFC);

  if (composed == NULL || natter_text_has_long_mark_run (composed, NATTER_LIMIT_MARKS_TEXT))
    {
      g_set_error (error, NATTER_ERROR, NATTER_ERROR_TEXT_NOT_ALLOWED,
                   _ ("More than %d accents on one letter: nobody could read that."), NATTER_LIMIT_MARKS_TEXT);
      return NULL;
    }

  g_strdelimit (composed, "\t", ' ');
  return g_steal_pointer (&composed);
}

/* Judges @length bytes from @trimmed on. @plain: printable ASCII. Returns: (transfer full). */
static char *
dup_checked (const char *trimmed, gsize length, gsize most, gboolean plain, GError **error)
{
  if (length == 0 || (!plain && !shows_something (trimmed, length)))
    {
      g_set_error_literal (error, NATTER_ERROR, NATTER_ERROR_TEXT_EMPTY, _ ("There are no words in that. Try again with some."));
      return NULL;
    }

  if (most > 0 && length > most)
    {
      g_set_error (error, NATTER_ERROR, NATTER_ERROR_TEXT_TOO_LONG,
                   _ ("That is %zu bytes long, and at most %zu fit. Say it in parts?"), length, most);
      return NULL;
    }

  return g_strndup (trimmed, length);
}

char *
natter_text_normalize (const char *text, gsize most, GError **error)
{
  g_autofree char *composed = NULL;
  const char *trimmed;
  gsize length;
  gboolean plain;

  g_return_val_if_fail (text != NULL, NULL);

  /* Printable ASCII is its own NFC. 100 bytes: 44 ns like this, 1.2 µs with g_utf8_normalize(). */
  length = strlen (text);
  plain = natter_ascii_get_printable_length (text, length) == length;
  if (!plain)
    {
      composed = compose (text, error);
      if (composed == NULL)
        return NULL;
      length = strlen (composed);
    }

  trimmed = trim (plain ? text : composed, &length);
  return dup_checked (trimmed, length, most, plain, error);
}

/* The lines of @text, each without its end; none of them is changed yet. */
static GStrv
split_lines (const char *text)
{
  GStrv lines = g_strsplit (text, "\n", -1);

  for (guint i = 0; lines[i] != NULL; i++)
    {
      gsize length = strlen (lines[i]);

      if (length > 0 && lines[i][length - 1] == '\r' && lines[i + 1] != NULL)
        lines[i][length - 1] = '\0';
    }

  return lines;
}

static gboolean
compose_lines (GStrv lines, GError **error)
{
  for (guint i = 0; lines[i] != NULL; i++)
    {
      char *composed = compose (lines[i], error);

      if (composed == NULL)
        return FALSE;
      g_free (lines[i]);
      lines[i] = composed;
    }

  return TRUE;
}

char *
natter_text_normalize_message (const char *text, gsize most, GError **error)
{
  g_auto (GStrv) lines = NULL;
  g_autofree char *joined = NULL;
  g_autofree char *copy = NULL;
  const char *trimmed;
  gsize length;

  g_return_val_if_fail (text != NULL, NULL);

  if (strchr (text, '\n') == NULL)
    return natter_text_normalize (text, most, error);

  length = strlen (text);
  trimmed = trim (text, &length);
  copy = g_strndup (trimmed, length);
  lines = split_lines (copy);
  if (g_strv_length (lines) > NATTER_LIMIT_TEXT_LINES)
    {
      g_set_error (error, NATTER_ERROR, NATTER_ERROR_TEXT_TOO_LONG,
                   _ ("That is %u lines long, and at most %u fit. Say it in parts?"), g_strv_length (lines),
                   (guint) NATTER_LIMIT_TEXT_LINES);
      return NULL;
    }
  if (!compose_lines (lines, error))
    return NULL;

  joined = g_strjoinv ("\n", lines);
  length = strlen (joined);
  trimmed = trim (joined, &length);
  return dup_checked (trimmed, length, most, FALSE, error);
}
