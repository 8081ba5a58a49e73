/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "natterd-changes-private.h"
#include "natterd-forgotten-private.h"

/* clang-format off */
static const char *const texts[NATTERD_CHANGES_N_STATEMENTS] = {
  [NATTERD_CHANGES_FIND_TARGET] = "SELECT id, kind, deleted, " NATTERD_FORGOTTEN_AUTHOR ("messages") ", "
                                  NATTERD_FORGOTTEN_NAME ("messages") ", substr (text, 1, 240) FROM messages WHERE room = ?1 AND seq = ?2",
  [NATTERD_CHANGES_FIND_LAST] = "SELECT seq FROM messages WHERE room = ?1 AND seq > ?2 AND author = ?3 AND kind <= 1 AND NOT deleted "
                                "ORDER BY seq DESC LIMIT 1",
  [NATTERD_CHANGES_COUNT_REACTIONS] = "SELECT count (DISTINCT reaction) FROM reactions WHERE message = ?1 AND reaction <> ?2",
  [NATTERD_CHANGES_FIND_REACTION] = "SELECT seq FROM reactions WHERE message = ?1 AND reaction = ?2 AND author = ?3",
  [NATTERD_CHANGES_EDIT] = "UPDATE messages SET text = ?2, edited = ?3 WHERE id = ?1",
  [NATTERD_CHANGES_DELETE] = "UPDATE messages SET text = '', edited = 0, deleted = 1 WHERE id = ?1",
  [NATTERD_CHANGES_DROP_REACTIONS] = "DELETE FROM reactions WHERE message = ?1",
  [NATTERD_CHANGES_ADD_REACTION] = "INSERT INTO reactions (message, reaction, author, name, seq) VALUES (?1, ?2, ?3, ?4, ?5)",
  [NATTERD_CHANGES_DROP_REACTION] = "DELETE FROM reactions WHERE message = ?1 AND reaction = ?2 AND author = ?3",
};
/* clang-format on */

void
natterd_changes_disconnect (NatterdChanges *self)
{
  for (guint i = 0; i < G_N_ELEMENTS (self->statements); i++)
    {
      /* says again what its last step said */
      (void) sqlite3_finalize (self->statements[i]);
      self->statements[i] = NULL;
    }
  self->database = NULL;
}

/* (transfer none): with the first value bound. NULL with a GIOError. */
static sqlite3_stmt *
get_statement (NatterdChanges *self,
               NatterdChangesStatement which,
               gint64 first,
               GError **error)
{
  if (self->statements[which] == NULL)
    self->statements[which] = natterd_sql_prepare (self->database, texts[which], error);
  if (self->statements[which] != NULL)
    natterd_sql_bind_int (self->statements[which], 1, first);
  return self->statements[which];
}

/* One number; 0 where there is no row. */
static gboolean
get_number (sqlite3_stmt *statement,
            gint64 *number,
            GError **error)
{
  NatterdSqlStep step = natterd_sql_step (statement, error);

  *number = step == NATTERD_SQL_ROW ? sqlite3_column_int64 (statement, 0) : 0;
  (void) sqlite3_reset (statement);
  return step != NATTERD_SQL_ERROR;
}

/* The author's last message, among the last ones of the room: nobody waits for a search through all of it. */
static gboolean
find_last (NatterdChanges *self,
           const NatterdChangesRoom *room,
           const NatterMessage *message,
           guint64 *seq,
           GError **error)
{
  sqlite3_stmt *statement = get_statement (self, NATTERD_CHANGES_FIND_LAST, room->id, error);
  gint64 found;

  if (statement == NULL)
    return FALSE;
  natterd_sql_bind_int (statement, 2, (gint64) MAX (room->last_seq, NATTERD_STORE_LAST_MOST) - NATTERD_STORE_LAST_MOST);
  natterd_sql_bind_int (statement, 3, message->author);
  if (!get_number (statement, &found, error))
    return FALSE;
  *seq = (guint64) found;
  return TRUE;
}

static void
look_at_target (sqlite3_stmt *row,
                const NatterMessage *message,
                NatterdRecorded *recorded)
{
  const NatterdTarget target = {
    .kind = (NatterMessageKind) sqlite3_column_int (row, 1),
    .deleted = sqlite3_column_int (row, 2) != 0,
    .author = sqlite3_column_int64 (row, 3),
  };

  recorded->refusal = natterd_target_judge (&target, message);
  if (recorded->refusal != 0 || natter_message_kind_is_change (message->kind))
    return;
  recorded->quote_from = g_strdup (natterd_sql_get_string (row, 4));
  recorded->quote = g_strdup (natterd_sql_get_string (row, 5));
}

static gboolean
find_target (NatterdChanges *self,
             const NatterdChangesRoom *room,
             const NatterMessage *message,
             NatterdRecorded *recorded,
             gint64 *id,
             GError **error)
{
  sqlite3_stmt *statement = get_statement (self, NATTERD_CHANGES_FIND_TARGET, room->id, error);
  NatterdSqlStep step;

  if (statement == NULL)
    return FALSE;
  natterd_sql_bind_int (statement, 2, (gint64) recorded->target);
  step = natterd_sql_step (statement, error);
  if (step == NATTERD_SQL_ROW)
    {
      *id = sqlite3_column_int64 (statement, 0);
      look_at_target (statement, message, recorded);
      (void) sqlite3_reset (statement);
    }
  else if (step == NATTERD_SQL_DONE)
    recorded->refusal = NATTER_ERROR_NO_SUCH_MESSAGE;
  return step != NATTERD_SQL_ERROR;
}

static gboolean
judge_reaction (NatterdChanges *self,
                gint64 row,
                const NatterMessage *message,
                NatterdRecorded *recorded,
                GError **error)
{
  sqlite3_stmt *find = get_statement (self, NATTERD_CHANGES_FIND_REACTION, row, error);
  sqlite3_stmt *count = get_statement (self, NATTERD_CHANGES_COUNT_REACTIONS, row, error);
  gint64 seq, n;

  if (find == NULL || count == NULL)
    return FALSE;
  natterd_sql_bind_text (find, 2, message->text);
  natterd_sql_bind_int (find, 3, message->author);
  natterd_sql_bind_text (count, 2, message->text);
  if (!get_number (find, &seq, error) || !get_number (count, &n, error))
    return FALSE;

  natterd_reaction_judge (message, (guint64) seq, (guint) n, recorded);
  return TRUE;
}

gboolean
natterd_changes_judge (NatterdChanges *self,
                       const NatterdChangesRoom *room,
                       const NatterMessage *message,
                       NatterdRecorded *recorded,
                       gint64 *row,
                       GError **error)
{
  recorded->target = message->target;
  if (message->target == NATTER_TARGET_LAST && !find_last (self, room, message, &recorded->target, error))
    return FALSE;
  if (!find_target (self, room, message, recorded, row, error))
    return FALSE;
  if (recorded->refusal != 0 || (message->kind != NATTER_MESSAGE_REACT && message->kind != NATTER_MESSAGE_UNREACT))
    return TRUE;
  return judge_reaction (self, *row, message, recorded, error);
}

static gboolean
edit (NatterdChanges *self,
      gint64 row,
      const NatterMessage *message,
      gint64 time,
      GError **error)
{
  sqlite3_stmt *statement = get_statement (self, NATTERD_CHANGES_EDIT, row, error);

  if (statement == NULL)
    return FALSE;
  natterd_sql_bind_text (statement, 2, message->text);
  natterd_sql_bind_int (statement, 3, time);
  return natterd_sql_run (statement, error);
}

static gboolean
erase (NatterdChanges *self,
       gint64 row,
       GError **error)
{
  sqlite3_stmt *text = get_statement (self, NATTERD_CHANGES_DELETE, row, error);
  sqlite3_stmt *reactions = get_statement (self, NATTERD_CHANGES_DROP_REACTIONS, row, error);

  return text != NULL && reactions != NULL && natterd_sql_run (text, error) && natterd_sql_run (reactions, error);
}

static gboolean
react (NatterdChanges *self,
       gint64 row,
       const NatterMessage *message,
       guint64 seq,
       GError **error)
{
  gboolean adds = message->kind == NATTER_MESSAGE_REACT;
  sqlite3_stmt *statement = get_statement (self, adds ? NATTERD_CHANGES_ADD_REACTION : NATTERD_CHANGES_DROP_REACTION, row, error);

  if (statement == NULL)
    return FALSE;
  natterd_sql_bind_text (statement, 2, message->text);
  natterd_sql_bind_int (statement, 3, message->author);
  if (adds)
    {
      natterd_sql_bind_text (statement, 4, message->from);
      natterd_sql_bind_int (statement, 5, (gint64) seq);
    }
  return natterd_sql_run (statement, error);
}

gboolean
natterd_changes_apply (NatterdChanges *self,
                       gint64 row,
                       const NatterMessage *message,
                       const NatterdRecorded *recorded,
                       GError **error)
{
  switch (message->kind)
    {
    case NATTER_MESSAGE_EDIT:
      return edit (self, row, message, recorded->time, error);
    case NATTER_MESSAGE_DELETE:
      return erase (self, row, error);
    case NATTER_MESSAGE_REACT:
    case NATTER_MESSAGE_UNREACT:
      return react (self, row, message, recorded->seq, error);
    case NATTER_MESSAGE_SAY:
    case NATTER_MESSAGE_ME:
    case NATTER_MESSAGE_TOPIC:
    case NATTER_N_MESSAGES:
    default:
      return TRUE;
    }
}
