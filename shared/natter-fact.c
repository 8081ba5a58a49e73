/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "natter-fact.h"
#include "natter-json-reader.h"
#include "natter-json.h"

NatterFact *
natter_fact_new (const char *kind, const char *key, const char *value)
{
  NatterFact *self = g_new0 (NatterFact, 1);

  self->ref_count = 1;
  self->kind = g_intern_string (kind);
  self->key = g_strdup (key);
  self->value = g_strdup (value);
  return self;
}

NatterFact *
natter_fact_ref (NatterFact *self)
{
  self->ref_count++;
  return self;
}

void
natter_fact_unref (NatterFact *self)
{
  if (--self->ref_count > 0)
    return;

  if (self->value != NULL)
    explicit_bzero (self->value, strlen (self->value));
  g_free (self->value);
  g_free (self->key);
  g_free (self);
}

char *
natter_fact_dup_value (const char *first_key, ...)
{
  GString *value = g_string_new ("{");
  va_list pairs;

  va_start (pairs, first_key);
  for (const char *key = first_key; key != NULL; key = va_arg (pairs, const char *))
    {
      const char *string = va_arg (pairs, const char *);

      if (string == NULL)
        continue;
      if (value->len > 1)
        g_string_append_c (value, ',');
      natter_json_append_string (value, key);
      g_string_append_c (value, ':');
      natter_json_append_string (value, string);
    }
  va_end (pairs);

  g_string_append_c (value, '}');
  return g_string_free (value, FALSE);
}

GHashTable *
natter_fact_read (const char *value)
{
  g_autoptr (GHashTable) strings = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  NatterJsonReader reader;
  NatterJsonValue key, string;
  NatterJsonStatus status = NATTER_JSON_BAD;

  if (natter_json_reader_open (&reader, value, strlen (value)))
    while ((status = natter_json_reader_next (&reader, &key, &string)) == NATTER_JSON_MEMBER)
      if (string.type == NATTER_JSON_STRING && !string.has_nul && !key.has_nul)
        g_hash_table_replace (strings, natter_json_value_dup_string (&key), natter_json_value_dup_string (&string));

  return status == NATTER_JSON_END ? g_steal_pointer (&strings) : NULL;
}
