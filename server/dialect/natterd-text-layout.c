/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "shared/natter-text.h"

#include "natterd-text-private.h"

#define ELLIPSIS "\u2026"

static guint
get_char_width (gunichar c)
{
  /* nearly all there is, and GLib goes through tables for each */
  if (c < 0x80)
    return 1;
  if (g_unichar_iszerowidth (c))
    return 0;

  return g_unichar_iswide (c) ? 2 : 1;
}

char *
natterd_text_clean (const char *text)
{
  GString *clean = g_string_new (NULL);

  if (text != NULL)
    natter_text_append_for_terminal (clean, text);

  return g_string_free (clean, FALSE);
}

guint
natterd_text_get_width (const char *text)
{
  guint width = 0;

  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    width += get_char_width (g_utf8_get_char (p));

  return width;
}

char *
natterd_text_dup_room (const char *room)
{
  if (room == NULL)
    return g_strdup ("");

  return room[0] == '@' ? g_strdup (room) : g_strconcat ("#", room, NULL);
}

void
natterd_text_put_line (GString *out, const char *line)
{
  natter_text_append_for_terminal (out, line);
  g_string_append (out, "\r\n");
}

static gboolean
is_ideograph (gunichar c)
{
  return g_unichar_break_type (c) == G_UNICODE_BREAK_IDEOGRAPHIC;
}

static gboolean
clings_to_former (gunichar c)
{
  switch (g_unichar_break_type (c))
    {
    case G_UNICODE_BREAK_CLOSE_PUNCTUATION:
    case G_UNICODE_BREAK_CLOSE_PARANTHESIS:
    case G_UNICODE_BREAK_EXCLAMATION:
    case G_UNICODE_BREAK_NON_STARTER:
    case G_UNICODE_BREAK_COMBINING_MARK:
    case G_UNICODE_BREAK_ZERO_WIDTH_JOINER:
    case G_UNICODE_BREAK_QUOTATION:
    case G_UNICODE_BREAK_INFIX_SEPARATOR:
      return TRUE;

    default:
      return g_unichar_iszerowidth (c);
    }
}

static gboolean
clings_to_next (gunichar c)
{
  GUnicodeBreakType type = g_unichar_break_type (c);

  return type == G_UNICODE_BREAK_OPEN_PUNCTUATION || type == G_UNICODE_BREAK_QUOTATION;
}

/* Whether a line may end between @former and @next. */
static gboolean
may_break (gunichar former, gunichar next)
{
  if (next == ' ')
    return TRUE;
  if (former == ' ' || (former < 0x80 && next < 0x80))
    return FALSE;

  return (is_ideograph (former) || is_ideograph (next)) && !clings_to_next (former) && !clings_to_former (next);
}

/* Where the first line of @text ends that has @columns; later where a word is longer. */
static const char *
find_line_end (const char *text, guint columns)
{
  const char *end = NULL;
  gunichar former = ' ';
  guint width = 0;

  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (p > text && may_break (former, c))
        {
          if (width > columns)
            return end != NULL ? end : p;
          end = p;
        }
      width += get_char_width (c);
      former = c;
    }

  if (width > columns && end != NULL)
    return end;

  return text + strlen (text);
}

static void
append_spaces (GString *out, guint count)
{
  for (guint i = 0; i < count; i++)
    g_string_append_c (out, ' ');
}

void
natterd_text_put_paragraph (GString *out, const char *text, guint indent)
{
  g_autofree char *clean = natterd_text_clean (text);
  const char *line = clean;
  guint margin = 0;

  while (*line != '\0')
    {
      const char *end = find_line_end (line, NATTERD_TEXT_COLUMNS - margin);
      const char *next = end;

      while (*next == ' ')
        next++;
      while (end > line && end[-1] == ' ')
        end--;
      if (end > line)
        {
          append_spaces (out, margin);
          g_string_append_len (out, line, end - line);
          g_string_append (out, "\r\n");
        }
      line = next;
      margin = indent;
    }
}

void
natterd_text_put (GString *out, const char *format, ...)
{
  g_autofree char *text = NULL;
  va_list arguments;

  va_start (arguments, format);
  text = g_strdup_vprintf (format, arguments);
  va_end (arguments);

  natterd_text_put_paragraph (out, text, 2);
}

/* Appends @text in exactly @columns; cut if need be. */
static void
append_cell (GString *out, const char *text, guint columns)
{
  guint width = natterd_text_get_width (text);
  guint used = 0;

  if (width <= columns)
    {
      g_string_append (out, text);
      append_spaces (out, columns - width);
      return;
    }

  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (used + get_char_width (c) > columns - 1)
        break;
      g_string_append_unichar (out, c);
      used += get_char_width (c);
    }
  g_string_append (out, ELLIPSIS);
  append_spaces (out, columns - 1 - used);
}

#define TABLE_COLUMNS_MOST 4
#define GAP                2

static void
fit_columns (GPtrArray *cells, guint n_columns, const guint *least, guint *widths)
{
  guint total = 0;

  memset (widths, 0, n_columns * sizeof *widths);
  for (guint i = 0; i < cells->len; i++)
    widths[i % n_columns] = MAX (widths[i % n_columns], natterd_text_get_width (g_ptr_array_index (cells, i)));

  for (guint i = 0; i < n_columns; i++)
    total += widths[i] + (widths[i] > 0 ? GAP : 0);

  for (guint i = n_columns; i-- > 0 && total > NATTERD_TEXT_COLUMNS;)
    {
      guint spare = widths[i] > least[i] ? widths[i] - least[i] : 0;
      guint cut = MIN (spare, total - NATTERD_TEXT_COLUMNS);

      widths[i] -= cut;
      total -= cut;
    }
}

void
natterd_text_put_table (GString *out, GPtrArray *cells, guint n_columns, const guint *least)
{
  guint widths[TABLE_COLUMNS_MOST];
  g_autoptr (GPtrArray) clean = NULL;

  g_return_if_fail (n_columns > 0 && n_columns <= TABLE_COLUMNS_MOST && cells->len % n_columns == 0);

  clean = g_ptr_array_new_full (cells->len, g_free);
  for (guint i = 0; i < cells->len; i++)
    g_ptr_array_add (clean, natterd_text_clean (g_ptr_array_index (cells, i)));
  fit_columns (clean, n_columns, least, widths);

  for (guint i = 0; i < clean->len; i++)
    {
      guint column = i % n_columns;

      if (widths[column] > 0)
        {
          append_spaces (out, GAP);
          append_cell (out, g_ptr_array_index (clean, i), widths[column]);
        }
      if (column == n_columns - 1)
        {
          while (out->len > 0 && out->str[out->len - 1] == ' ')
            g_string_truncate (out, out->len - 1);
          g_string_append (out, "\r\n");
        }
    }
}
