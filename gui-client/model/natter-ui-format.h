/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What a message looks like: **bold**, *italic* or _italic_, ~~struck~~, `code`, blocks of code between lines of ```, "> " quotes, "- " lists and
 * links. What is not clearly meant so stays as it was typed: snake_case_word, 2*3*4, "# 1", "1. one", ¯\_(ツ)_/¯. Nothing is fetched, no HTML and no
 * entity is understood, and characters that turn the direction of what follows them are left out. Pure; any thread. */

#define NATTER_UI_FORMAT_RUNS   1000 /* a message with more of them is shown as it was typed */
#define NATTER_UI_FORMAT_INDENT 4    /* quotes and lists within each other; deeper ones look the same */

typedef enum
{
  NATTER_UI_STYLE_PLAIN = 0,
  NATTER_UI_STYLE_BOLD = 1 << 0,
  NATTER_UI_STYLE_ITALIC = 1 << 1,
  NATTER_UI_STYLE_STRIKE = 1 << 2,
  NATTER_UI_STYLE_CODE = 1 << 3,
  NATTER_UI_STYLE_BLOCK = 1 << 4, /* of a block of code: whole lines */
  NATTER_UI_STYLE_QUOTE = 1 << 5, /* whole lines */
  NATTER_UI_STYLE_ASIDE = 1 << 6  /* not typed by anyone: where a link leads that is called otherwise */
} NatterUiStyle;

typedef struct
{
  gsize start; /* bytes of the text */
  gsize end;
  NatterUiStyle style;
  guint indent;    /* 0 to NATTER_UI_FORMAT_INDENT, of its line */
  const char *uri; /* (nullable) it leads there; safe to be opened */
} NatterUiRun;

typedef struct
{
  char *text;          /* as it is shown */
  GArray *runs;        /* (element-type NatterUiRun) all of the text, in order */
  GStringChunk *chunk; /* what the runs point to */
} NatterUiFormat;

/* natter_ui_format_new: @text: valid UTF-8. Returns: (transfer full). */
NatterUiFormat *natter_ui_format_new (const char *text);

/* natter_ui_format_new_plain: only its links are found. Returns: (transfer full). */
NatterUiFormat *natter_ui_format_new_plain (const char *text);

/* natter_ui_format_dup_text: only the text as it is shown, for where there is one line for it. Returns: (transfer full). */
char *natter_ui_format_dup_text (const char *text);

void natter_ui_format_free (NatterUiFormat *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (NatterUiFormat, natter_ui_format_free)

G_END_DECLS
