/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* The full-text index in SQL: versions 4 and 6 of the schema. Whoever records, changes or deletes a message need not think of it: what is new is
 * indexed later, many at once (natterd_recorder_index()), up to `indexed.upto`; what is in the index already triggers keep as the message is,
 * in the same transaction.
 *
 * What was said and topics are in it (kind 0 to 2), what was done to messages is not. It holds no text: only which words are in which message (`rowid`: its id). `tags`: its room ("r5"), its sender ("s7") and whether there
 * may be a link in it ("l"), each behind a letter that nobody can write.
 *
 * There are two: what is deleted stays in an index like this until all of it is written anew (natterd-scrub.c), and
 * conversations of guests end all the time: they have a small one of their own. */

/* clang-format off */

#define WORDS_TAGS(ROW)                                                             \
  "char (1) || 'r' || " ROW ".room || ' ' || char (1) || 's' || " ROW ".sender || " \
  "CASE WHEN " ROW ".text LIKE '%http://%' OR " ROW ".text LIKE '%https://%' THEN ' ' || char (1) || 'l' ELSE '' END"

#define WORDS_PASSING(ROW) "(SELECT passing FROM rooms WHERE id = " ROW ".room)"

#define WORDS_ADD(INDEX) "INSERT INTO " INDEX " (rowid, tags, text) VALUES (NEW.id, " WORDS_TAGS ("NEW") ", NEW.text);"

#define WORDS_DROP(INDEX)                                                                                             \
  "INSERT INTO " INDEX " (" INDEX ", rowid, tags, text) VALUES ('delete', OLD.id, " WORDS_TAGS ("OLD") ", OLD.text);" \
  "INSERT OR REPLACE INTO meta (key, value) VALUES ('unscrubbed " INDEX "', 'begin');"

#define WORDS_INDEX(INDEX, NOT)                                                                                                                    \
  "CREATE VIRTUAL TABLE " INDEX " USING fts5 (tags, text, content = '', columnsize = 0, tokenize = 'natterd');"                                    \
  "CREATE TRIGGER " INDEX "_added AFTER INSERT ON messages WHEN NEW.kind <= 2 AND " NOT WORDS_PASSING ("NEW")                                      \
  " BEGIN " WORDS_ADD (INDEX) " END;"                                                                                                              \
  "CREATE TRIGGER " INDEX "_dropped AFTER DELETE ON messages WHEN OLD.kind <= 2 AND " NOT WORDS_PASSING ("OLD")                                    \
  " BEGIN " WORDS_DROP (INDEX) " END;"                                                                                                             \
  "CREATE TRIGGER " INDEX "_changed AFTER UPDATE OF text, sender ON messages WHEN OLD.kind <= 2 AND " NOT WORDS_PASSING ("OLD")                    \
  " BEGIN " WORDS_DROP (INDEX) WORDS_ADD (INDEX) " END;"                                                                                           \
  "INSERT INTO " INDEX " (rowid, tags, text) SELECT id, " WORDS_TAGS ("messages") ", text FROM messages "                                          \
  "WHERE kind <= 2 AND " NOT WORDS_PASSING ("messages") " ORDER BY id;"

#define WORDS_SCHEMA                                                             \
  "ALTER TABLE rooms ADD COLUMN passing INTEGER NOT NULL DEFAULT 0;"             \
  "UPDATE rooms SET passing = 1 WHERE key IS NULL OR key LIKE '@%';"             \
  "CREATE TRIGGER rooms_that_pass AFTER INSERT ON rooms WHEN NEW.key LIKE '@%' " \
  "BEGIN UPDATE rooms SET passing = 1 WHERE id = NEW.id; END;"                   \
  WORDS_INDEX ("words", "NOT ") WORDS_INDEX ("passing_words", "")

/* Version 6: an insert of its own for each message made the index five times as dear (26 µs instead of 5: SQLite writes out what it
 * gathered before each statement that has triggers), and whoever spoke waited for it.
 *
 * What is in the index is what `messages` has up to `upto`, whose row is there: so the number of one that was deleted, which SQLite gives away
 * again, is never taken for indexed. Words are dropped before the row is, `upto` is lowered after it. */

#define WORDS_INDEXED "OLD.kind <= 2 AND OLD.id <= (SELECT upto FROM indexed) AND "

#define WORDS_LATER(INDEX, NOT)                                                                                              \
  "DROP TRIGGER " INDEX "_added;"                                                                                            \
  "DROP TRIGGER " INDEX "_dropped;"                                                                                          \
  "DROP TRIGGER " INDEX "_changed;"                                                                                          \
  "CREATE TRIGGER " INDEX "_dropped BEFORE DELETE ON messages WHEN " WORDS_INDEXED NOT WORDS_PASSING ("OLD")                 \
  " BEGIN " WORDS_DROP (INDEX) " END;"                                                                                       \
  "CREATE TRIGGER " INDEX "_changed AFTER UPDATE OF text, sender ON messages WHEN " WORDS_INDEXED NOT WORDS_PASSING ("OLD")  \
  " BEGIN " WORDS_DROP (INDEX) WORDS_ADD (INDEX) " END;"

#define WORDS_SCHEMA_LATER                                                                             \
  "CREATE TABLE indexed (upto INTEGER NOT NULL);"                                                      \
  "INSERT INTO indexed (upto) SELECT coalesce (max (id), 0) FROM messages;"                            \
  WORDS_LATER ("words", "NOT ") WORDS_LATER ("passing_words", "")                                      \
  "CREATE TRIGGER indexed_is_there AFTER DELETE ON messages WHEN OLD.id = (SELECT upto FROM indexed) " \
  "BEGIN UPDATE indexed SET upto = coalesce ((SELECT max (id) FROM messages WHERE id < OLD.id), 0); END;"

/* The messages behind `upto` as far as ?1. */
#define WORDS_CATCH_UP(INDEX, NOT)                                                                                 \
  "INSERT INTO " INDEX " (rowid, tags, text) SELECT id, " WORDS_TAGS ("messages") ", text FROM messages "          \
  "WHERE id > (SELECT upto FROM indexed) AND id <= ?1 AND kind <= 2 AND " NOT WORDS_PASSING ("messages") " ORDER BY id"

/* clang-format on */
