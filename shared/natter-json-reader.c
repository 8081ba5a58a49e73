/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "natter-ascii-private.h"
#include "natter-json-reader.h"
#include "natter-limits.h"

G_STATIC_ASSERT (NATTER_LIMIT_JSON_DEPTH < 32);

static void
skip_space (NatterJsonReader *self)
{
  while (self->at < self->end && (*self->at == ' ' || *self->at == '\t' || *self->at == '\n' || *self->at == '\r'))
    self->at++;
}

static gboolean
take (NatterJsonReader *self, char c)
{
  if (self->at == self->end || *self->at != c)
    return FALSE;

  self->at++;
  return TRUE;
}

/* Reads four hexadecimal digits. */
static gboolean
read_hex (const char *p, const char *end, gunichar *unit)
{
  gunichar number = 0;

  if (end - p < 4)
    return FALSE;

  for (guint i = 0; i < 4; i++)
    {
      int digit = g_ascii_xdigit_value (p[i]);

      if (digit < 0)
        return FALSE;
      number = number * 16 + (gunichar) digit;
    }

  *unit = number;
  return TRUE;
}

/* After a backslash and 'u'. Returns how many bytes the character takes from there: 4, or 10 for a pair of
 * surrogates; 0 where it is malformed. */
static gsize
read_unicode_escape (const char *p, const char *end, gunichar *c)
{
  gunichar low;

  if (!read_hex (p, end, c))
    return 0;
  if (*c < 0xd800 || *c > 0xdfff)
    return 4;

  if (*c > 0xdbff || end - p < 10 || p[4] != '\\' || p[5] != 'u' || !read_hex (p + 6, end, &low))
    return 0;
  if (low < 0xdc00 || low > 0xdfff)
    return 0;

  *c = 0x10000 + ((*c - 0xd800) << 10) + (low - 0xdc00);
  return 10;
}

/* At a backslash. */
static gboolean
skip_escape (NatterJsonReader *self, NatterJsonValue *value)
{
  gunichar c;
  gsize length;

  value->escaped = TRUE;
  self->at++;
  if (self->at == self->end)
    return FALSE;

  if (*self->at != 'u')
    return *self->at != '\0' && strchr ("\"\\/bfnrt", *self->at++) != NULL;

  length = read_unicode_escape (self->at + 1, self->end, &c);
  self->at += 1 + length;
  if (length > 0 && c == 0)
    value->has_nul = self->has_nul = TRUE;

  return length > 0;
}

static gboolean
read_string (NatterJsonReader *self, NatterJsonValue *value)
{
  *value = (NatterJsonValue){ .type = NATTER_JSON_STRING };
  if (!take (self, '"'))
    return FALSE;

  value->bytes = self->at;
  while ((self->at += natter_ascii_get_plain_length (self->at, (gsize) (self->end - self->at))) < self->end &&
         *self->at != '"')
    {
      if (*self->at == '\\')
        {
          if (!skip_escape (self, value))
            return FALSE;
        }
      else if ((guchar) *self->at++ < 0x20)
        return FALSE;
    }

  value->length = (gsize) (self->at - value->bytes);
  return take (self, '"');
}

static gboolean
skip_digits (NatterJsonReader *self)
{
  const char *start = self->at;

  while (self->at < self->end && g_ascii_isdigit (*self->at))
    self->at++;

  return self->at > start;
}

static gboolean
read_number (NatterJsonReader *self, NatterJsonValue *value)
{
  *value = (NatterJsonValue){ .type = NATTER_JSON_NUMBER, .bytes = self->at };

  take (self, '-');
  if (!take (self, '0') && !skip_digits (self))
    return FALSE;
  if (take (self, '.') && !skip_digits (self))
    return FALSE;
  if (take (self, 'e') || take (self, 'E'))
    {
      if (!take (self, '+'))
        take (self, '-');
      if (!skip_digits (self))
        return FALSE;
    }

  value->length = (gsize) (self->at - value->bytes);
  return TRUE;
}

static gboolean
read_literal (NatterJsonReader *self, NatterJsonValue *value)
{
  static const char *const literals[] = { "true", "false", "null" };

  *value = (NatterJsonValue){ .type = NATTER_JSON_LITERAL, .bytes = self->at };
  for (guint i = 0; i < G_N_ELEMENTS (literals); i++)
    {
      gsize length = strlen (literals[i]);

      if ((gsize) (self->end - self->at) >= length && memcmp (self->at, literals[i], length) == 0)
        {
          value->length = length;
          self->at += length;
          return TRUE;
        }
    }

  return FALSE;
}

/* A value that holds no others. */
static gboolean
read_flat (NatterJsonReader *self, NatterJsonValue *value)
{
  if (self->at == self->end)
    return FALSE;
  if (*self->at == '"')
    return read_string (self, value);
  if (*self->at == '-' || g_ascii_isdigit (*self->at))
    return read_number (self, value);

  return read_literal (self, value);
}

/* Nested deeper than the limit: up to where that ends. The line is refused anyway; only what follows at the
 * top, the id perhaps, is still of interest. */
static gboolean
skip_abyss (NatterJsonReader *self)
{
  gsize over = 1;
  NatterJsonValue ignored;

  self->too_deep = TRUE;
  while (over > 0 && self->at < self->end)
    {
      char c = *self->at;

      if (c == '"')
        {
          if (!read_string (self, &ignored))
            return FALSE;
          continue;
        }

      if (c == '{' || c == '[')
        over++;
      else if (c == '}' || c == ']')
        over--;
      self->at++;
    }

  return over == 0;
}

static gboolean
is_array (const NatterJsonReader *self)
{
  return (self->arrays & (1u << self->depth)) != 0;
}

static gboolean
read_key (NatterJsonReader *self, NatterJsonValue *key)
{
  skip_space (self);
  if (!read_string (self, key))
    return FALSE;
  skip_space (self);
  if (!take (self, ':'))
    return FALSE;
  skip_space (self);
  return TRUE;
}

/* At '{' or '['. Goes into it, up to its first value if it has one; an empty one is passed over whole. */
static gboolean
enter (NatterJsonReader *self, gboolean *entered)
{
  gboolean array = *self->at++ == '[';
  NatterJsonValue key;

  *entered = FALSE;
  if (self->depth == NATTER_LIMIT_JSON_DEPTH)
    return skip_abyss (self);

  skip_space (self);
  if (take (self, array ? ']' : '}'))
    return TRUE;

  self->depth++;
  self->arrays = (self->arrays & ~(1u << self->depth)) | ((array ? 1u : 0u) << self->depth);
  *entered = TRUE;
  return array || read_key (self, &key);
}

/* After a value: closes what ends here, down to @depth, or goes on to the next value. */
static gboolean
leave (NatterJsonReader *self, guint depth)
{
  NatterJsonValue key;

  while (self->depth > depth)
    {
      skip_space (self);
      if (take (self, ','))
        {
          skip_space (self);
          return is_array (self) || read_key (self, &key);
        }
      if (!take (self, is_array (self) ? ']' : '}'))
        return FALSE;
      self->depth--;
    }

  return TRUE;
}

static gboolean
skip_nested (NatterJsonReader *self, NatterJsonValue *value)
{
  const char *start = self->at;
  guint depth = self->depth;
  gboolean entered;

  do
    {
      if (self->at == self->end)
        return FALSE;

      if (*self->at == '{' || *self->at == '[')
        {
          if (!enter (self, &entered))
            return FALSE;
          if (entered)
            continue;
        }
      else if (!read_flat (self, value))
        return FALSE;

      if (!leave (self, depth))
        return FALSE;
    }
  while (self->depth > depth);

  *value = (NatterJsonValue){
    .type = NATTER_JSON_NESTED,
    .bytes = start,
    .length = (gsize) (self->at - start)
  };
  return TRUE;
}

gboolean
natter_json_reader_open (NatterJsonReader *self, const char *line, gsize length)
{
  *self = (NatterJsonReader){ .at = line, .end = line + length };
  skip_space (self);
  return take (self, '{');
}

NatterJsonStatus
natter_json_reader_next (NatterJsonReader *self, NatterJsonValue *key, NatterJsonValue *value)
{
  gboolean first = self->depth == 0;

  self->depth = 1;
  skip_space (self);
  if (take (self, '}'))
    {
      skip_space (self);
      return self->at == self->end ? NATTER_JSON_END : NATTER_JSON_BAD;
    }

  if ((!first && !take (self, ',')) || !read_key (self, key) || self->at == self->end)
    return NATTER_JSON_BAD;

  if (*self->at == '{' || *self->at == '[')
    return skip_nested (self, value) ? NATTER_JSON_MEMBER : NATTER_JSON_BAD;

  return read_flat (self, value) ? NATTER_JSON_MEMBER : NATTER_JSON_BAD;
}

/* The character that an escape stands for. @p: after the backslash. Returns how many bytes it takes from there. */
static gsize
decode_escape (const char *p, const char *end, gunichar *c)
{
  static const char letters[] = "bfnrt";
  static const char meant[] = "\b\f\n\r\t";
  const char *letter;

  if (*p == 'u')
    return 1 + read_unicode_escape (p + 1, end, c);

  letter = strchr (letters, *p);
  *c = (guchar) (letter != NULL ? meant[letter - letters] : *p);
  return 1;
}

char *
natter_json_value_dup_string (const NatterJsonValue *self)
{
  const char *p = self->bytes;
  const char *end = self->bytes + self->length;
  char *decoded, *out;

  g_return_val_if_fail (self->type == NATTER_JSON_STRING, NULL);

  if (!self->escaped)
    return g_strndup (self->bytes, self->length);

  /* An escape is never shorter than what it stands for. */
  decoded = out = g_malloc (self->length + 1);
  while (p < end)
    {
      const char *run = p;
      gunichar c = 0;

      p = memchr (run, '\\', (gsize) (end - run));
      if (p == NULL)
        p = end;
      memcpy (out, run, (gsize) (p - run));
      out += p - run;
      if (p == end)
        break;

      p += 1 + decode_escape (p + 1, end, &c);
      out += g_unichar_to_utf8 (c, out);
    }

  *out = '\0';
  return decoded;
}

gboolean
natter_json_value_equals (const NatterJsonValue *self, const char *text)
{
  g_autofree char *decoded = NULL;

  if (self->type != NATTER_JSON_STRING || self->has_nul)
    return FALSE;
  if (!self->escaped)
    return strlen (text) == self->length && memcmp (self->bytes, text, self->length) == 0;

  decoded = natter_json_value_dup_string (self);
  return g_str_equal (decoded, text);
}

gboolean
natter_json_value_get_uint (const NatterJsonValue *self, guint64 most, guint64 *number)
{
  guint64 result = 0;

  if (self->type != NATTER_JSON_NUMBER)
    return FALSE;

  for (gsize i = 0; i < self->length; i++)
    {
      int digit = g_ascii_digit_value (self->bytes[i]);

      if (digit < 0 || result > (most - MIN (most, (guint64) digit)) / 10)
        return FALSE;
      result = result * 10 + (guint64) digit;
    }

  *number = result;
  return result <= most;
}
