/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "natter-json-member-private.h"
#include "natter-json-private.h"
#include "natter-json.h"

/* Writing */

void
natter_json_append_key (GString *out, const char *key)
{
  natter_json_append_literal (out, ",\"");
  natter_json_append_bytes (out, key, strlen (key));
  natter_json_append_literal (out, "\":");
}

/* Nothing for NULL. */
void
natter_json_append_member_string (GString *out, const char *key, const char *value)
{
  if (value == NULL)
    return;

  natter_json_append_key (out, key);
  natter_json_append_string (out, value);
}

void
natter_json_append_member_uint (GString *out, const char *key, guint64 value)
{
  natter_json_append_key (out, key);
  natter_json_append_uint (out, value);
}

/* Nothing for FALSE. */
void
natter_json_append_member_flag (GString *out, const char *key, gboolean value)
{
  if (!value)
    return;

  natter_json_append_key (out, key);
  natter_json_append_literal (out, "true");
}

void
natter_json_append_member_time (GString *out, const char *key, gint64 value)
{
  natter_json_append_key (out, key);
  natter_json_append_time (out, value);
}

void
natter_json_append_member_names (GString *out, const char *key, const GStrv names)
{
  natter_json_append_key (out, key);
  g_string_append_c (out, '[');
  for (guint i = 0; names != NULL && names[i] != NULL; i++)
    {
      if (i > 0)
        g_string_append_c (out, ',');
      natter_json_append_string (out, names[i]);
    }
  g_string_append_c (out, ']');
}

void
natter_json_append_member_array (GString *out, const char *key, const GPtrArray *items, NatterJsonAppendFunc append)
{
  natter_json_append_key (out, key);
  g_string_append_c (out, '[');
  for (guint i = 0; items != NULL && i < items->len; i++)
    {
      if (i > 0)
        g_string_append_c (out, ',');
      append (out, g_ptr_array_index (items, i));
    }
  g_string_append_c (out, ']');
}

/* Reading */

/* Gets a member of the right type. FALSE with an error: there, but of another type, or needed and not there.
 * *@node stays NULL where an optional one is absent. */
static gboolean
get_member (JsonObject *object, const char *key, GType type, gboolean optional, JsonNode **node, GError **error)
{
  JsonNode *member = json_object_get_member (object, key);

  *node = NULL;
  if (member == NULL && optional)
    return TRUE;

  if (member == NULL || json_node_get_value_type (member) != type)
    {
      natter_json_set_bad_field_error (key, error);
      return FALSE;
    }

  *node = member;
  return TRUE;
}

gboolean
natter_json_get_string (JsonObject *object, const char *key, gboolean optional, char **value, GError **error)
{
  JsonNode *node;

  if (!get_member (object, key, G_TYPE_STRING, optional, &node, error))
    return FALSE;

  if (node != NULL)
    {
      g_free (*value);
      *value = json_node_dup_string (node);
    }
  return TRUE;
}

gboolean
natter_json_get_int (JsonObject *object, const char *key, gboolean optional, gint64 most, gint64 *value, GError **error)
{
  JsonNode *node;
  gint64 number;

  if (!get_member (object, key, G_TYPE_INT64, optional, &node, error))
    return FALSE;
  if (node == NULL)
    return TRUE;

  /* What does not fit into 64 bits comes out of json-glib below zero. */
  number = json_node_get_int (node);
  if (number < 0 || number > most)
    {
      natter_json_set_bad_field_error (key, error);
      return FALSE;
    }

  *value = number;
  return TRUE;
}

gboolean
natter_json_get_uint (JsonObject *object, const char *key, gboolean optional, guint *value, GError **error)
{
  gint64 number = 0;

  if (!natter_json_get_int (object, key, optional, G_MAXUINT, &number, error))
    return FALSE;

  *value = (guint) number;
  return TRUE;
}

gboolean
natter_json_get_flag (JsonObject *object, const char *key, gboolean *value, GError **error)
{
  JsonNode *node;

  if (!get_member (object, key, G_TYPE_BOOLEAN, TRUE, &node, error))
    return FALSE;

  *value = node != NULL && json_node_get_boolean (node);
  return TRUE;
}

gboolean
natter_json_get_seq (JsonObject *object, const char *key, gboolean optional, guint64 *value, GError **error)
{
  gint64 number = 0;

  if (!natter_json_get_int (object, key, optional, G_MAXINT64, &number, error))
    return FALSE;

  *value = (guint64) number;
  return TRUE;
}

gboolean
natter_json_get_time (JsonObject *object, const char *key, gboolean optional, gint64 *value, GError **error)
{
  JsonNode *node;

  if (!get_member (object, key, G_TYPE_STRING, optional, &node, error))
    return FALSE;

  if (node != NULL && !natter_json_parse_time (json_node_get_string (node), value))
    {
      natter_json_set_bad_field_error (key, error);
      return FALSE;
    }

  return TRUE;
}

/* @array: (out): NULL where it is absent and optional. */
gboolean
natter_json_get_array (JsonObject *object, const char *key, gboolean optional, JsonArray **array, GError **error)
{
  JsonNode *node = json_object_get_member (object, key);

  *array = NULL;
  if (node == NULL && optional)
    return TRUE;

  if (node == NULL || !JSON_NODE_HOLDS_ARRAY (node))
    {
      natter_json_set_bad_field_error (key, error);
      return FALSE;
    }

  *array = json_node_get_array (node);
  return TRUE;
}

gboolean
natter_json_get_names (JsonObject *object, const char *key, gboolean optional, GStrv *value, GError **error)
{
  g_autoptr (GStrvBuilder) names = g_strv_builder_new ();
  JsonArray *array;

  if (!natter_json_get_array (object, key, optional, &array, error))
    return FALSE;
  if (array == NULL)
    return TRUE;

  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      JsonNode *node = json_array_get_element (array, i);

      if (json_node_get_value_type (node) != G_TYPE_STRING)
        {
          natter_json_set_bad_field_error (key, error);
          return FALSE;
        }
      g_strv_builder_add (names, json_node_get_string (node));
    }

  g_strfreev (*value);
  *value = g_strv_builder_end (names);
  return TRUE;
}

gboolean
natter_json_get_objects (JsonObject *object,
                         const char *key,
                         NatterJsonReadFunc read,
                         const NatterEvent *event,
                         GPtrArray *items,
                         GError **error)
{
  JsonArray *array;

  if (!natter_json_get_array (object, key, FALSE, &array, error))
    return FALSE;

  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      JsonNode *node = json_array_get_element (array, i);
      gpointer item;

      if (!JSON_NODE_HOLDS_OBJECT (node))
        {
          natter_json_set_bad_field_error (key, error);
          return FALSE;
        }

      item = read (json_node_get_object (node), event, error);
      if (item == NULL)
        return FALSE;
      g_ptr_array_add (items, item);
    }

  return TRUE;
}
