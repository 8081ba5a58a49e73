/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "natter-ascii-private.h"
#include "natter-error.h"
#include "natter-json-private.h"
#include "natter-json-reader.h"
#include "natter-json.h"
#include "natter-limits.h"
#include "natter-text.h"

void
natter_json_set_bad_json_error (GError **error)
{
  g_set_error_literal (error, NATTER_ERROR, NATTER_ERROR_BAD_JSON,
                       _ ("That is no JSON object. One object a line, please, like {\"do\":\"help\"}"));
}

void
natter_json_set_too_deep_error (GError **error)
{
  g_set_error (error, NATTER_ERROR, NATTER_ERROR_TOO_DEEP,
               _ ("That is nested too deep: at most %d levels."), NATTER_LIMIT_JSON_DEPTH);
}

void
natter_json_set_bad_field_error (const char *field, GError **error)
{
  g_set_error (error, NATTER_ERROR, NATTER_ERROR_BAD_FIELD,
               _ ("The field \"%s\" does not hold what it should."), field);
}

gboolean
natter_json_guard (const char *line, gsize length, gsize most, GError **error)
{
  NatterJsonReader reader;
  NatterJsonValue key, value;
  NatterJsonStatus status = NATTER_JSON_BAD;

  g_return_val_if_fail (line != NULL, FALSE);

  if (length > most)
    {
      g_set_error (error, NATTER_ERROR, NATTER_ERROR_LINE_TOO_LONG,
                   _ ("That line is too long: at most %zu bytes."), most);
      return FALSE;
    }

  if (!natter_text_validate_line (line, length, error))
    return FALSE;

  if (natter_json_reader_open (&reader, line, length))
    {
      do
        status = natter_json_reader_next (&reader, &key, &value);
      while (status == NATTER_JSON_MEMBER);
    }

  if (reader.too_deep)
    natter_json_set_too_deep_error (error);
  else if (status == NATTER_JSON_BAD)
    natter_json_set_bad_json_error (error);
  else if (reader.has_nul)
    g_set_error_literal (error, NATTER_ERROR, NATTER_ERROR_CONTROL_CHARACTERS,
                         _ ("A string cannot hold \\u0000."));
  else
    return TRUE;

  return FALSE;
}

static gboolean
needs_escape (guchar byte)
{
  return byte < 0x20 || byte == '"' || byte == '\\' || byte == 0x7f;
}

static void
append_escape (GString *out, guchar byte)
{
  static const char named[] = "\"\\\b\f\n\r\t";
  static const char letters[] = "\"\\bfnrt";
  static const char hex[] = "0123456789abcdef";
  const char *name = memchr (named, byte, sizeof named - 1);
  char escape[6] = { '\\', 'u', '0', '0', hex[byte >> 4], hex[byte & 0xf] };

  if (name != NULL)
    {
      escape[1] = letters[name - named];
      g_string_append_len (out, escape, 2);
    }
  else
    g_string_append_len (out, escape, sizeof escape);
}

void
natter_json_append_string (GString *out, const char *text)
{
  const char *end;

  g_return_if_fail (out != NULL && text != NULL);

  end = text + strlen (text);
  g_string_append_c (out, '"');
  while (text < end)
    {
      const char *run = text;

      while ((text += natter_ascii_get_plain_length (text, (gsize) (end - text))) < end &&
             !needs_escape ((guchar) *text))
        text++;
      if (text > run)
        natter_json_append_bytes (out, run, (gsize) (text - run));
      if (text < end)
        append_escape (out, (guchar) *text++);
    }
  g_string_append_c (out, '"');
}

void
natter_json_append_uint (GString *out, guint64 number)
{
  char digits[20];
  gsize at = sizeof digits;

  do
    {
      digits[--at] = (char) ('0' + number % 10);
      number /= 10;
    }
  while (number > 0);

  natter_json_append_bytes (out, digits + at, sizeof digits - at);
}
