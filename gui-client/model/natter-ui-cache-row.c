/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "shared/natter-limits.h"

#include "natter-ui-cache-private.h"

/* A message and its row. Reactions are one text: "👍 US 2 US 1 US alice US bob RS …": sign, people, whether mine, some names. */

#define FIELD  "\x1f"
#define RECORD "\x1e"

char *
natter_ui_cache_row_dup_reactions (const GPtrArray *reactions)
{
  GString *out;

  if (reactions == NULL || reactions->len == 0)
    return NULL;

  out = g_string_new (NULL);
  for (guint i = 0; i < reactions->len; i++)
    {
      const NatterReaction *reaction = g_ptr_array_index (reactions, i);

      g_string_append_printf (out, "%s%s" FIELD "%u" FIELD "%d", i > 0 ? RECORD : "", reaction->text, reaction->count,
                              reaction->mine);
      for (guint j = 0; reaction->names != NULL && j < reaction->names->len; j++)
        g_string_append_printf (out, FIELD "%s", (const char *) g_ptr_array_index (reaction->names, j));
    }
  return g_string_free (out, FALSE);
}

static void
add_name (NatterReaction *reaction, const char *name)
{
  if (reaction->names == NULL)
    reaction->names = g_ptr_array_new_with_free_func (g_free);
  g_ptr_array_add (reaction->names, g_strdup (name));
}

GPtrArray *
natter_ui_cache_row_read_reactions (const char *reactions)
{
  g_auto (GStrv) records = g_strsplit (reactions, RECORD, NATTER_LIMIT_REACTIONS);
  GPtrArray *read = g_ptr_array_new_with_free_func ((GDestroyNotify) natter_reaction_free);

  for (guint i = 0; records[i] != NULL; i++)
    {
      g_auto (GStrv) fields = g_strsplit (records[i], FIELD, -1);
      NatterReaction *reaction;

      if (g_strv_length (fields) < 3)
        continue;
      reaction = natter_reaction_new (fields[0]);
      reaction->count = (guint) g_ascii_strtoull (fields[1], NULL, 10);
      reaction->mine = fields[2][0] == '1';
      for (guint j = 3; fields[j] != NULL; j++)
        add_name (reaction, fields[j]);
      g_ptr_array_add (read, reaction);
    }

  return read;
}

guint
natter_ui_cache_row_count_reactions (const GPtrArray *reactions)
{
  guint n = 0;

  for (guint i = 0; reactions != NULL && i < reactions->len; i++)
    n += ((const NatterReaction *) g_ptr_array_index (reactions, i))->count;
  return n;
}

static NatterReaction *
find_reaction (GPtrArray *reactions, const char *text, guint *place)
{
  for (guint i = 0; i < reactions->len; i++)
    {
      NatterReaction *reaction = g_ptr_array_index (reactions, i);

      *place = i;
      if (g_str_equal (reaction->text, text))
        return reaction;
    }

  return NULL;
}

void
natter_ui_cache_row_react (GPtrArray *reactions, const NatterMessage *change, gboolean own)
{
  guint place = 0, name = 0;
  NatterReaction *reaction = find_reaction (reactions, change->text, &place);
  gboolean named = reaction != NULL && reaction->names != NULL &&
                   g_ptr_array_find_with_equal_func (reaction->names, change->from, g_str_equal, &name);

  if (change->kind == NATTER_MESSAGE_REACT && !named)
    {
      if (reaction == NULL)
        g_ptr_array_add (reactions, reaction = natter_reaction_new (change->text));
      reaction->count++;
      reaction->mine |= own;
      if (reaction->count <= NATTER_REACTION_NAMES)
        add_name (reaction, change->from);
    }
  else if (change->kind == NATTER_MESSAGE_UNREACT && reaction != NULL)
    {
      if (named)
        g_ptr_array_remove_index (reaction->names, name);
      reaction->mine &= !own;
      reaction->count--;
      if (reaction->count == 0)
        g_ptr_array_remove_index (reactions, place);
    }
}

NatterMessage *
natter_ui_cache_row_take (sqlite3_stmt *row, const char *key)
{
  NatterMessageKind kind = (NatterMessageKind) CLAMP (sqlite3_column_int (row, 1), 0, NATTER_MESSAGE_TOPIC);
  NatterMessage *message = natter_message_new (kind, key, natter_ui_sql_get_text (row, 2), natter_ui_sql_get_text (row, 3),
                                               (const char *) sqlite3_column_text (row, 4));

  message->seq = (guint64) sqlite3_column_int64 (row, 0);
  message->time = sqlite3_column_int64 (row, 5);
  message->target = (guint64) sqlite3_column_int64 (row, 6);
  message->quote_from = natter_ui_sql_dup_text (row, 7);
  message->quote = natter_ui_sql_dup_text (row, 8);
  message->edited = sqlite3_column_int64 (row, 9);
  message->deleted = sqlite3_column_int (row, 10) != 0;
  message->bot = (sqlite3_column_int (row, 12) & NATTER_UI_CACHE_BOT) != 0;
  if (sqlite3_column_type (row, 11) == SQLITE_TEXT)
    message->reactions = natter_ui_cache_row_read_reactions (natter_ui_sql_get_text (row, 11));
  return message;
}

NatterMessage *
natter_ui_cache_row_copy (const NatterMessage *message)
{
  NatterMessage *copy = natter_message_copy (message, message->text != NULL ? message->text : "");

  copy->quote_from = g_strdup (message->quote_from);
  copy->quote = g_strdup (message->quote);
  copy->deleted = message->deleted;
  copy->edited = message->edited;
  for (guint i = 0; message->reactions != NULL && i < message->reactions->len; i++)
    {
      if (copy->reactions == NULL)
        copy->reactions = g_ptr_array_new_with_free_func ((GDestroyNotify) natter_reaction_free);
      g_ptr_array_add (copy->reactions, natter_reaction_copy (g_ptr_array_index (message->reactions, i)));
    }
  return copy;
}

/* From place 2 on; 1 is the room. */
void
natter_ui_cache_row_bind (sqlite3_stmt *statement, const NatterMessage *message, const char *reactions)
{
  natter_ui_sql_bind_int (statement, 2, (gint64) message->seq);
  natter_ui_sql_bind_int (statement, 3, message->kind);
  natter_ui_sql_bind_text (statement, 4, message->from != NULL ? message->from : "");
  natter_ui_sql_bind_text (statement, 5, message->text);
  natter_ui_sql_bind_text (statement, 6, message->id);
  natter_ui_sql_bind_int (statement, 7, message->time);
  natter_ui_sql_bind_int (statement, 8, (gint64) message->target);
  natter_ui_sql_bind_text (statement, 9, message->quote_from);
  natter_ui_sql_bind_text (statement, 10, message->quote);
  natter_ui_sql_bind_int (statement, 11, message->edited);
  natter_ui_sql_bind_int (statement, 12, message->deleted);
  natter_ui_sql_bind_text (statement, 13, reactions);
}
