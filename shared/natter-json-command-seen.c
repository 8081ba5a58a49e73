/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "natter-json-command-private.h"
#include "natter-json-member-private.h"
#include "natter-limits.h"

/* A list of small objects, seldom sent: json-glib takes it, after the reader found it well-formed and not too deep. */

static NatterSeen *
read_one (JsonNode *node)
{
  g_autofree char *room = NULL;
  guint64 seq = 0;

  if (!JSON_NODE_HOLDS_OBJECT (node) ||
      !natter_json_get_string (json_node_get_object (node), "room", FALSE, &room, NULL) ||
      !natter_json_get_seq (json_node_get_object (node), "seq", FALSE, &seq, NULL))
    return NULL;

  if (room[0] == '#' && room[1] != '#')
    memmove (room, room + 1, strlen (room));
  return natter_seen_new (room, seq);
}

GPtrArray *
natter_json_read_seen (const NatterJsonValue *value)
{
  g_autoptr (JsonParser) parser = json_parser_new_immutable ();
  g_autoptr (GPtrArray) seen = g_ptr_array_new_with_free_func ((GDestroyNotify) natter_seen_free);
  JsonArray *array;

  /* no room has a NUL in its name, and no other string is of interest */
  if (value->type != NATTER_JSON_NESTED || value->bytes[0] != '[' ||
      g_strstr_len (value->bytes, (gssize) value->length, "\\u0000") != NULL ||
      !json_parser_load_from_data (parser, value->bytes, (gssize) value->length, NULL))
    return NULL;

  array = json_node_get_array (json_parser_get_root (parser));
  if (json_array_get_length (array) > NATTER_LIMIT_SEEN)
    return NULL;

  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      NatterSeen *one = read_one (json_array_get_element (array, i));

      if (one == NULL)
        return NULL;
      g_ptr_array_add (seen, one);
    }
  return g_steal_pointer (&seen);
}
