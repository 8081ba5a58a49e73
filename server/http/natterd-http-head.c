/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "natterd-http-head.h"

#include <string.h>

#define LONGEST_LENGTH 18 /* digits that surely fit 63 bits */

gsize
natterd_http_find_end (const char *bytes,
                       gsize length)
{
  const char *end = bytes + length;

  for (const char *at = bytes; at < end && (at = memchr (at, '\n', (gsize) (end - at))) != NULL;)
    {
      at++;
      if (at < end && *at == '\n')
        return (gsize) (at - bytes) + 1;
      if (at + 1 < end && at[0] == '\r' && at[1] == '\n')
        return (gsize) (at - bytes) + 2;
    }
  return 0;
}

/* @line: a field, @length bytes without its end. @value, @value_length: (out): without blanks around it. TRUE: it is called @name. */
static gboolean
is_field (const char *line,
          gsize length,
          const char *name,
          const char **value,
          gsize *value_length)
{
  gsize name_length = strlen (name);

  if (length <= name_length || line[name_length] != ':' || g_ascii_strncasecmp (line, name, name_length) != 0)
    return FALSE;
  *value = line + name_length + 1;
  *value_length = length - name_length - 1;
  while (*value_length > 0 && (**value == ' ' || **value == '\t'))
    {
      (*value)++;
      (*value_length)--;
    }
  while (*value_length > 0 && ((*value)[*value_length - 1] == ' ' || (*value)[*value_length - 1] == '\t'))
    (*value_length)--;
  return TRUE;
}

static gboolean
read_length (const char *value,
             gsize length,
             guint64 *number)
{
  if (length == 0 || length > LONGEST_LENGTH)
    return FALSE;
  *number = 0;
  for (gsize i = 0; i < length; i++)
    {
      if (!g_ascii_isdigit (value[i]))
        return FALSE;
      *number = *number * 10 + (guint64) (value[i] - '0');
    }
  return TRUE;
}

/* a name, and a colon right behind it */
static gboolean
is_well_formed (const char *line,
                gsize length)
{
  const char *colon = memchr (line, ':', length);

  if (colon == NULL || colon == line)
    return FALSE;
  for (const char *c = line; c < colon; c++)
    if (!g_ascii_isgraph (*c))
      return FALSE;
  return TRUE;
}

typedef struct
{
  guint n_fields;
  guint n_lengths;
  guint n_codings;
} Seen;

static gboolean
read_field (const char *line,
            gsize length,
            Seen *seen,
            NatterdHttpHead *head)
{
  const char *value;
  gsize value_length;

  if (!is_well_formed (line, length) || ++seen->n_fields > NATTERD_HTTP_FIELDS_MOST)
    return FALSE;
  if (is_field (line, length, "Content-Length", &value, &value_length))
    return ++seen->n_lengths == 1 && seen->n_codings == 0 && read_length (value, value_length, &head->length);
  if (is_field (line, length, "Transfer-Encoding", &value, &value_length))
    {
      head->chunked = value_length == strlen ("chunked") && g_ascii_strncasecmp (value, "chunked", value_length) == 0;
      return ++seen->n_codings == 1 && seen->n_lengths == 0 && head->chunked;
    }
  return TRUE;
}

gboolean
natterd_http_read_head (const char *bytes,
                        gsize length,
                        NatterdHttpHead *head)
{
  const char *end = bytes + length;
  const char *line = memchr (bytes, '\n', length);
  Seen seen = { 0 };

  *head = (NatterdHttpHead){ 0 };
  if (line == NULL || memchr (bytes, '\0', length) != NULL)
    return FALSE;
  for (line++; line < end;)
    {
      const char *next = memchr (line, '\n', (gsize) (end - line));
      gsize line_length = next != NULL ? (gsize) (next - line) : (gsize) (end - line);

      if (line_length > 0 && line[line_length - 1] == '\r')
        line_length--;
      if (line_length == 0)
        return TRUE;
      if (memchr (line, '\r', line_length) != NULL || !read_field (line, line_length, &seen, head))
        return FALSE;
      line = next != NULL ? next + 1 : end;
    }
  return FALSE;
}
