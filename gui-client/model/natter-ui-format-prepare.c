/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "natter-ui-format-private.h"
#include "natter-ui-links.h"

#define QUOTES_MOST 4 /* signs of quoting at the beginning of a line that count */

typedef struct
{
  const char *text;
  const GArray *links;
  GString *out;
  guint next_link;
  gsize fence;          /* how many backticks opened the block of code that one is in; 0: none */
  gsize was_quote;      /* how often the line before is quoted */
  gboolean was_item;
} Preparer;

static void
veil (Preparer *self, char c)
{
  g_string_append_unichar (self->out, NATTER_UI_VEIL_ASCII + (gunichar) (guchar) c);
}

static gboolean
is_delimiter (gunichar c)
{
  return c == '*' || c == '_' || c == '~';
}

/* What may stand before the beginning of something emphasized. */
static gboolean
may_precede (gunichar c)
{
  GUnicodeType type = g_unichar_type (c);

  return c == 0 || g_unichar_isspace (c) || g_unichar_iswide (c) || is_delimiter (c) || type == G_UNICODE_OPEN_PUNCTUATION ||
         type == G_UNICODE_INITIAL_PUNCTUATION || type == G_UNICODE_DASH_PUNCTUATION || (c < 0x80 && strchr ("\"'<>|", (int) c) != NULL);
}

/* What may stand after its end. */
static gboolean
may_follow (gunichar c)
{
  GUnicodeType type = g_unichar_type (c);

  return c == 0 || g_unichar_isspace (c) || g_unichar_iswide (c) || is_delimiter (c) || type == G_UNICODE_CLOSE_PUNCTUATION ||
         type == G_UNICODE_FINAL_PUNCTUATION || type == G_UNICODE_DASH_PUNCTUATION || c == 0x2026 ||
         (c < 0x80 && strchr ("\"'<>|.,;:!?", (int) c) != NULL);
}

/* Whether @length delimiters at @p, of the line that begins at @line, may begin or end something. */
static gboolean
is_meant (const char *line, const char *p, gsize length)
{
  gunichar before = p > line ? g_utf8_get_char (g_utf8_prev_char (p)) : 0;
  gunichar after = p[length] != '\0' ? g_utf8_get_char (p + length) : 0;
  gboolean opens = may_precede (before) && after != 0 && !g_unichar_isspace (after);
  gboolean closes = before != 0 && !g_unichar_isspace (before) && may_follow (after);

  if ((*p == '_' && length != 1) || (*p == '~' && length != 2) || length > 3)
    return FALSE;
  return opens || closes;
}

/* Returns: behind it. */
static const char *
take_delimiters (Preparer *self, const char *line, const char *p)
{
  char sign[2] = { *p, '\0' };
  gsize length = strspn (p, sign);
  gboolean meant = is_meant (line, p, length);

  for (gsize i = 0; i < length; i++)
    {
      if (meant)
        g_string_append_c (self->out, *p);
      else
        veil (self, *p);
    }
  return p + length;
}

/* Returns: (nullable): behind the address that begins at @p; NULL: none does. */
static const char *
take_link (Preparer *self, const char *p)
{
  const NatterUiLink *link;
  gsize at = (gsize) (p - self->text);

  while (self->next_link < self->links->len && g_array_index (self->links, NatterUiLink, self->next_link).start < at)
    self->next_link++;
  if (self->next_link >= self->links->len)
    return NULL;

  link = &g_array_index (self->links, NatterUiLink, self->next_link);
  if (link->start != at)
    return NULL;
  g_string_append_unichar (self->out, NATTER_UI_VEIL_LINK + self->next_link);
  return self->text + link->end;
}

gboolean
natter_ui_format_turns (gunichar c)
{
  return (c >= 0x202a && c <= 0x202e) || (c >= 0x2066 && c <= 0x2069);
}

static const char *
take_char (Preparer *self, const char *p)
{
  const char *next = g_utf8_next_char (p);

  if (strchr ("\\<&", *p) != NULL || (*p == '!' && p[1] == '[') || (*p == ':' && p > self->text && p[-1] == ']'))
    veil (self, *p);
  else if (!natter_ui_format_turns (g_utf8_get_char (p)))
    g_string_append_len (self->out, p, next - p);
  return next;
}

/* Everything but what the beginning of a line means. */
static void
take_words (Preparer *self, const char *line, const char *p, const char *end)
{
  while (p < end)
    {
      const char *behind = take_link (self, p);

      if (behind != NULL)
        p = behind;
      else if (is_delimiter ((guchar) *p))
        p = take_delimiters (self, line, p);
      else
        p = take_char (self, p);
    }
}

/* Only of @signs and spaces, and not empty. */
static gboolean
is_only (const char *p, const char *end, const char *signs)
{
  gboolean any = FALSE;

  for (; p < end; p++)
    {
      if (*p != ' ' && strchr (signs, *p) == NULL)
        return FALSE;
      any |= *p != ' ';
    }
  return any;
}

/* "- x" or "* x". */
static gboolean
is_item (const char *p, const char *end)
{
  return end - p > 2 && (*p == '-' || *p == '*') && p[1] == ' ' && p[2] != ' ' && !is_only (p, end, "-*_");
}

/* How many signs of quoting the line begins with, the last of them followed by a space. @behind: (out): what is quoted. */
static gsize
count_quotes (const char *p, const char *end, gboolean goes_on, const char **behind)
{
  gsize n = 0;

  *behind = p;
  while (p < end && *p == '>')
    {
      n++;
      p++;
      if (p < end && *p == ' ')
        *behind = ++p;
      else if (p == end && goes_on)
        *behind = p;
    }
  return n > 0 && *behind == p ? n : 0;
}

/* How many backticks open or close a block of code at @p. 0: none do. */
static gsize
count_fence (const char *p, const char *end)
{
  gsize n;

  p += MIN (strspn (p, " "), 3);
  n = strspn (p, "`");
  return n >= 3 && memchr (p + n, '`', (gsize) (end - p) - n) == NULL ? n : 0;
}

/* In a block of code nothing is replaced. */
static gboolean
take_fence (Preparer *self, const char *p, const char *end)
{
  gsize n = count_fence (p, end);

  if (self->fence == 0 && n == 0)
    return FALSE;
  if (self->fence == 0)
    self->fence = n;
  else if (n >= self->fence && is_only (p, end, "`"))
    self->fence = 0;
  for (const char *next; p < end; p = next)
    {
      next = g_utf8_next_char (p);
      if (!natter_ui_format_turns (g_utf8_get_char (p)))
        g_string_append_len (self->out, p, next - p);
    }
  self->was_quote = 0;
  self->was_item = FALSE;
  return TRUE;
}

/* What would be a heading, a rule, another sort of list, or the line below a heading. Returns: behind what was replaced. */
static const char *
take_line_start (Preparer *self, const char *p, const char *end)
{
  gsize digits = 0;

  while (p + digits < end && g_ascii_isdigit (p[digits]))
    digits++;
  if (digits > 0 && p + digits < end && (p[digits] == '.' || p[digits] == ')'))
    {
      g_string_append_len (self->out, p, (gssize) digits);
      veil (self, p[digits]);
      return p + digits + 1;
    }
  if (p < end && (*p == '#' || *p == '+' || *p == '>' || is_only (p, end, "=") || is_only (p, end, "-_*")))
    {
      veil (self, *p);
      return p + 1;
    }
  return p;
}

/* A quote or a list does not go on in the next line by itself. */
static void
separate (Preparer *self, gsize quotes, gboolean item, gboolean indented)
{
  if ((self->was_quote > quotes) || (self->was_item && !item && !indented))
    g_string_append_c (self->out, '\n');
  self->was_quote = quotes;
  self->was_item = item || (self->was_item && indented);
}

/* Returns: behind its sign. */
static const char *
take_item (Preparer *self, const char *p, gsize blanks)
{
  g_string_append_len (self->out, p, (gssize) blanks);
  g_string_append (self->out, "- ");
  return p + blanks + 2;
}

static void
take_line (Preparer *self, const char *line, const char *end)
{
  const char *p;
  gsize quotes, blanks;
  gboolean item;

  if (take_fence (self, line, end))
    return;

  blanks = MIN (strspn (line, " "), (gsize) (end - line));
  quotes = count_quotes (line, end, self->was_quote > 0, &p);
  item = is_item (line + blanks, end);
  separate (self, quotes, item, blanks >= 2);
  for (gsize i = 0; i < MIN (quotes, QUOTES_MOST); i++)
    g_string_append (self->out, "> ");
  if (quotes == 0)
    p = line;

  blanks = MIN (strspn (p, " "), (gsize) (end - p));
  if (is_item (p + blanks, end))
    p = take_item (self, p, blanks);
  else
    {
      for (gsize i = 0; i < blanks && p + blanks < end; i++)
        veil (self, ' ');
      p += blanks;
    }
  take_words (self, line, take_line_start (self, p, end), end);
}

/* Nothing in it that could be markup: nearly all messages. */
static gboolean
is_plain (const char *text)
{
  if (strpbrk (text, "*_~`[&\\") != NULL)
    return FALSE;

  for (const char *p = text; p != NULL; p = strchr (p, '\n'))
    {
      p += strspn (p, "\n ");
      if (*p == '>' || (*p == '-' && p[1] == ' '))
        return FALSE;
      if (*p == '\0')
        return TRUE;
    }
  return TRUE;
}

static gboolean
has_veil (const char *text)
{
  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (c >= NATTER_UI_VEIL_LINK && c < NATTER_UI_VEIL_END)
        return TRUE;
    }
  return FALSE;
}

char *
natter_ui_format_prepare (const char *text, const GArray *links)
{
  Preparer self = { .text = text, .links = links };

  if (is_plain (text) || has_veil (text))
    return NULL;

  self.out = g_string_sized_new (strlen (text) + 64);
  for (const char *line = text; line != NULL;)
    {
      const char *end = line + strcspn (line, "\n");

      take_line (&self, line, end);
      line = *end != '\0' ? end + 1 : NULL;
      if (line != NULL)
        g_string_append_c (self.out, '\n');
    }
  return g_string_free (self.out, FALSE);
}
