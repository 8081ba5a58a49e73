/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* How a text falls into the words by which it is found (PROTOCOL.md §4.17a). One rule for whoever keeps an index and for whoever reads
 * through the texts themselves, so that both find the same. A word is a run of letters, digits and the marks that are part of the spelling, without
 * case and without accents; in scripts that put no spaces between words (Chinese, Japanese, Thai, …), in Korean, and among
 * pictures, each character is a word, so that any piece of a text is found as a phrase. */

/* Bytes of a word, at most: what is longer is cut. */
#define NATTER_WORD_MOST 128

/* A word that people cannot write: U+0001, which no text holds (§2.4), counts as a letter. */
#define NATTER_WORD_SECRET "\001"

/* @word: @length bytes, folded, without a NUL; valid during the call. @start, @end: its place in the text, bytes. FALSE: no more. */
typedef gboolean (*NatterWordFunc) (gpointer user_data, const char *word, gsize length, gsize start, gsize end);

/* natter_words_foreach: @text: @length bytes; what is not UTF-8 in it parts words. FALSE: @func did not want more. Any thread. */
gboolean natter_words_foreach (const char *text, gsize length, NatterWordFunc func, gpointer user_data);

/* natter_words_is_alone: whether @c is a word by itself. */
gboolean natter_words_is_alone (gunichar c);

G_END_DECLS
