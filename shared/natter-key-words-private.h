/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define NATTER_KEY_WORDS     2048 /* 11 bits */
#define NATTER_KEY_WORD_MOST 8    /* letters */

/* Sorted. */
extern const char natter_key_words[NATTER_KEY_WORDS][NATTER_KEY_WORD_MOST + 1];

G_END_DECLS
