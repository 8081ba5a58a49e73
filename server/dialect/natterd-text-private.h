/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "natterd-dialect.h"

G_BEGIN_DECLS

/* Inside the text dialect. Layout (natterd-text-layout.c) is the only one to write to a reader's terminal: whatever it is
 * given goes through natter_text_append_for_terminal(), so nobody else needs to think of escape sequences. */

/* What is made here keeps to this many columns; one less than 80, since some terminals turn the line after the last. */
#define NATTERD_TEXT_COLUMNS 79

/* §4.10: a terminal is no place for thousands of names */
#define NATTERD_TEXT_PEOPLE_MOST 50
#define NATTERD_TEXT_ROWS_MOST   100

/* natterd_text_clean: @text (nullable) as a terminal may see it. (transfer full) */
char *natterd_text_clean (const char *text);

/* natterd_text_get_width: columns of @text on a terminal. */
guint natterd_text_get_width (const char *text);

/* natterd_text_dup_room: "#lobby" for "lobby", "@bob" as it is. (transfer full) */
char *natterd_text_dup_room (const char *room);

/* natterd_text_dup_moment: a time, for people. (transfer full) */
char *natterd_text_dup_moment (gint64 moment);

/* natterd_text_put_line: one line, however long. */
void natterd_text_put_line (GString *out, const char *line);

/* natterd_text_put_paragraph: lines of at most NATTERD_TEXT_COLUMNS, as far as words allow; the later ones begin with
 * @indent spaces. */
void natterd_text_put_paragraph (GString *out, const char *text, guint indent);

/* natterd_text_put: a paragraph, formatted. */
void natterd_text_put (GString *out, const char *format, ...) G_GNUC_PRINTF (2, 3);

/* natterd_text_put_table: @cells (element-type utf8): row by row, @n_columns each, in aligned columns. Where they need more
 * than NATTERD_TEXT_COLUMNS, columns are cut, the last one first, but to no less than @least. */
void natterd_text_put_table (GString *out, GPtrArray *cells, guint n_columns, const guint *least);

/* natterd_text_format_day: two days differ where their dates do, in the server's zone. (transfer full) */
char *natterd_text_format_day (GDateTime *time);

/* What is encoded: one event as one spelling, for (one of) its readers. */
typedef void (*NatterdTextWriter) (const NatterEvent *event, guint spelling, const NatterdView *view, GString *out);

/* natterd-text-people.c */
void natterd_text_write_entered (const NatterEvent *event, guint spelling, const NatterdView *view, GString *out);
void natterd_text_write_joined (const NatterEvent *event, guint spelling, const NatterdView *view, GString *out);
void natterd_text_write_left (const NatterEvent *event, guint spelling, const NatterdView *view, GString *out);
void natterd_text_write_act (const NatterEvent *event, guint spelling, const NatterdView *view, GString *out);
void natterd_text_write_people (const NatterEvent *event, guint spelling, const NatterdView *view, GString *out);

/* natterd-text-messages.c */
void natterd_text_write_said (const NatterEvent *event, guint spelling, const NatterdView *view, GString *out);
void natterd_text_write_topic (const NatterEvent *event, guint spelling, const NatterdView *view, GString *out);
void natterd_text_write_history (const NatterEvent *event, guint spelling, const NatterdView *view, GString *out);

/* natterd-text-directs.c */
void natterd_text_write_directs (const NatterEvent *event, guint spelling, const NatterdView *view, GString *out);
/* natterd_text_write_missed: a history that somebody who comes in is shown unasked. */
void natterd_text_write_missed (const NatterEvent *event, GString *out);

/* natterd-text-found.c */
void natterd_text_write_found (const NatterEvent *event, guint spelling, const NatterdView *view, GString *out);

/* natterd-text-codes.c */
void natterd_text_write_code (const NatterEvent *event, guint spelling, const NatterdView *view, GString *out);
void natterd_text_write_codes (const NatterEvent *event, guint spelling, const NatterdView *view, GString *out);
void natterd_text_write_notice (const NatterEvent *event, guint spelling, const NatterdView *view, GString *out);
void natterd_text_write_bans (const NatterEvent *event, guint spelling, const NatterdView *view, GString *out);

/* natterd-text-tables.c */
/* natterd_text_describe_idle: "5 min". (transfer full) */
char *natterd_text_describe_idle (gint64 seconds);

void natterd_text_write_who (const NatterEvent *event, guint spelling, const NatterdView *view, GString *out);
void natterd_text_write_rooms (const NatterEvent *event, guint spelling, const NatterdView *view, GString *out);
void natterd_text_write_devices (const NatterEvent *event, guint spelling, const NatterdView *view, GString *out);
void natterd_text_write_help (const NatterEvent *event, guint spelling, const NatterdView *view, GString *out);

/* natterd-text-replies.c */

/* natterd_text_is_prompt: it asks for a password: §4.45. */
gboolean natterd_text_is_prompt (const NatterEvent *event);

void natterd_text_write_error (const NatterEvent *event, guint spelling, const NatterdView *view, GString *out);
void natterd_text_write_welcome (const NatterEvent *event, guint spelling, const NatterdView *view, GString *out);
void natterd_text_write_sentence (const NatterEvent *event, guint spelling, const NatterdView *view, GString *out);
void natterd_text_write_hello (const NatterEvent *event, guint spelling, const NatterdView *view, GString *out);
void natterd_text_write_parted (const NatterEvent *event, guint spelling, const NatterdView *view, GString *out);
void natterd_text_write_current (const NatterEvent *event, guint spelling, const NatterdView *view, GString *out);
void natterd_text_write_renamed (const NatterEvent *event, guint spelling, const NatterdView *view, GString *out);
void natterd_text_write_presence (const NatterEvent *event, guint spelling, const NatterdView *view, GString *out);
void natterd_text_write_ignored (const NatterEvent *event, guint spelling, const NatterdView *view, GString *out);
void natterd_text_write_pong (const NatterEvent *event, guint spelling, const NatterdView *view, GString *out);
void natterd_text_write_time (const NatterEvent *event, guint spelling, const NatterdView *view, GString *out);
void natterd_text_write_version (const NatterEvent *event, guint spelling, const NatterdView *view, GString *out);
void natterd_text_write_motd (const NatterEvent *event, guint spelling, const NatterdView *view, GString *out);

/* The spellings that depend on the reader. Other events have one: 0. */
enum
{
  NATTERD_SPELLING_HERE = 0,      /* of a room: it is the reader's current one */
  NATTERD_SPELLING_ELSEWHERE = 1, /* it is not */
  NATTERD_SPELLING_TO_OTHER = 2,  /* said in a direct conversation, by the reader */
  NATTERD_SPELLING_TO_ME = 3,     /* … by the other one */

  NATTERD_SPELLING_OTHERS = 0, /* of a person: about someone else */
  NATTERD_SPELLING_OWN = 1,    /* about the reader */
  NATTERD_SPELLING_NOTE = 2    /* about someone whom the reader told something */
};

G_END_DECLS
