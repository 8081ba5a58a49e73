/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "natterctl-line.h"

#include "shared/natter-json.h"

GString *
natterctl_line_new (const char *word)
{
  GString *line = g_string_new ("{\"do\":");

  natter_json_append_string (line, word);
  return line;
}

static void
add_key (GString *self,
         const char *key)
{
  g_string_append_c (self, ',');
  natter_json_append_string (self, key);
  g_string_append_c (self, ':');
}

void
natterctl_line_add (GString *self,
                    const char *key,
                    const char *text)
{
  if (text == NULL)
    return;
  add_key (self, key);
  natter_json_append_string (self, text);
}

void
natterctl_line_add_number (GString *self,
                           const char *key,
                           guint64 number)
{
  add_key (self, key);
  g_string_append_printf (self, "%" G_GUINT64_FORMAT, number);
}

void
natterctl_line_add_flag (GString *self,
                         const char *key)
{
  add_key (self, key);
  g_string_append (self, "true");
}

/* (transfer none) (nullable) */
static JsonNode *
get_value (JsonObject *event,
           const char *key)
{
  JsonNode *node = json_object_get_member (event, key);

  return node != NULL && JSON_NODE_HOLDS_VALUE (node) ? node : NULL;
}

const char *
natterctl_event_get (JsonObject *event,
                     const char *key)
{
  JsonNode *node = get_value (event, key);

  return node != NULL ? json_node_get_string (node) : NULL;
}

gint64
natterctl_event_get_number (JsonObject *event,
                            const char *key)
{
  JsonNode *node = get_value (event, key);

  return node != NULL ? json_node_get_int (node) : 0;
}

gboolean
natterctl_event_get_flag (JsonObject *event,
                          const char *key)
{
  JsonNode *node = get_value (event, key);

  return node != NULL && json_node_get_boolean (node);
}

JsonArray *
natterctl_event_dup_array (JsonObject *event,
                           const char *key)
{
  JsonNode *node = json_object_get_member (event, key);

  return node != NULL && JSON_NODE_HOLDS_ARRAY (node) ? json_node_dup_array (node) : json_array_new ();
}

JsonObject *
natterctl_array_get (JsonArray *array,
                     guint nth)
{
  JsonNode *node = json_array_get_element (array, nth);

  return JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
}

char *
natterctl_array_join (JsonArray *array,
                      const char *prefix,
                      const char *separator)
{
  GString *joined = g_string_new (NULL);

  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      JsonNode *node = json_array_get_element (array, i);

      if (JSON_NODE_HOLDS_VALUE (node) && json_node_get_string (node) != NULL)
        g_string_append_printf (joined, "%s%s%s", joined->len > 0 ? separator : "", prefix, json_node_get_string (node));
    }
  return g_string_free (joined, FALSE);
}
