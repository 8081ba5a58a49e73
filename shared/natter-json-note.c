/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "natter-json-private.h"
#include "natter-json-reader.h"
#include "natter-json.h"
#include "natter-text.h"

/* Takes the string that @value is into *@text (of the last one, where there are several). */
static gboolean
take_string (const NatterJsonValue *value, const char *key, char **text, GError **error)
{
  if (value->type != NATTER_JSON_STRING || value->has_nul)
    {
      natter_json_set_bad_field_error (key, error);
      return FALSE;
    }

  g_free (*text);
  *text = natter_json_value_dup_string (value);
  return TRUE;
}

/* What other programs put beside the two, nested as deep as they like, is skipped. */
static gboolean
read_members (NatterJsonReader *reader, char **text, char **id, GError **error)
{
  NatterJsonValue key, value;

  for (;;)
    switch (natter_json_reader_next (reader, &key, &value))
      {
      case NATTER_JSON_MEMBER:
        if (natter_json_value_equals (&key, "text") && !take_string (&value, "text", text, error))
          return FALSE;
        if (natter_json_value_equals (&key, "id") && !take_string (&value, "id", id, error))
          return FALSE;
        break;
      case NATTER_JSON_END:
        return TRUE;
      case NATTER_JSON_BAD:
      default:
        natter_json_set_bad_json_error (error);
        return FALSE;
      }
}

gboolean
natter_json_decode_note (const char *note, gsize length, char **text, char **id, GError **error)
{
  NatterJsonReader reader;
  g_autofree char *own_text = NULL;
  g_autofree char *own_id = NULL;

  if (!natter_text_validate_line (note, length, error))
    return FALSE;

  if (!natter_json_reader_open (&reader, note, length))
    {
      natter_json_set_bad_json_error (error);
      return FALSE;
    }

  if (!read_members (&reader, &own_text, &own_id, error))
    return FALSE;

  if (own_text == NULL)
    {
      natter_json_set_bad_field_error ("text", error);
      return FALSE;
    }

  *text = g_steal_pointer (&own_text);
  *id = g_steal_pointer (&own_id);
  return TRUE;
}
