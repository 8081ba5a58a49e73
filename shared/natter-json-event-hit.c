/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "natter-json-member-private.h"
#include "natter-json-private.h"
#include "natter-json.h"
#include "natter-limits.h"

/* What a search found: PROTOCOL.md §5.14b. */

void
natter_json_append_hit (GString *out, gconstpointer item)
{
  const NatterHit *hit = item;

  natter_json_append_literal (out, "{\"room\":");
  natter_json_append_string (out, hit->room);
  natter_json_append_member_uint (out, "seq", hit->message->seq);
  natter_json_append_rest (out, hit->message);
  natter_json_append_literal (out, ",\"marks\":[");
  for (guint i = 0; i < hit->marks->len; i++)
    {
      const NatterSpan *mark = &g_array_index (hit->marks, NatterSpan, i);

      g_string_append_printf (out, "%s[%u,%u]", i > 0 ? "," : "", mark->start, mark->length);
    }
  natter_json_append_literal (out, "]}");
}

/* [START,LENGTH] */
static gboolean
read_mark (JsonNode *node, NatterSpan *mark)
{
  JsonArray *pair = JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;
  gint64 numbers[2];

  if (pair == NULL || json_array_get_length (pair) != G_N_ELEMENTS (numbers))
    return FALSE;

  for (guint i = 0; i < G_N_ELEMENTS (numbers); i++)
    {
      JsonNode *number = json_array_get_element (pair, i);

      if (json_node_get_value_type (number) != G_TYPE_INT64)
        return FALSE;
      numbers[i] = json_node_get_int (number);
      if (numbers[i] < 0 || numbers[i] > NATTER_LIMIT_LINE_MOST)
        return FALSE;
    }

  *mark = (NatterSpan){ (guint) numbers[0], (guint) numbers[1] };
  return TRUE;
}

static gboolean
read_marks (JsonObject *object, GArray *marks)
{
  JsonNode *node = json_object_get_member (object, "marks");
  JsonArray *array;

  if (node == NULL || !JSON_NODE_HOLDS_ARRAY (node))
    return node == NULL;

  array = json_node_get_array (node);
  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      NatterSpan mark;

      if (!read_mark (json_array_get_element (array, i), &mark))
        return FALSE;
      g_array_append_val (marks, mark);
    }
  return TRUE;
}

gpointer
natter_json_read_hit (JsonObject *object, const NatterEvent *event, GError **error)
{
  g_autofree char *room = NULL;
  NatterMessage *message;
  NatterHit *hit;

  if (!natter_json_get_string (object, "room", FALSE, &room, error))
    return NULL;

  message = natter_json_read_message (object, event, error);
  if (message == NULL)
    return NULL;

  hit = natter_hit_new (message, room);
  if (read_marks (object, hit->marks))
    return hit;

  natter_json_set_bad_field_error ("marks", error);
  natter_hit_free (hit);
  return NULL;
}
