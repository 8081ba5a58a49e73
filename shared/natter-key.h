/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Which server it is: PROTOCOL.md §10.5. A key is SHA-256 of the public key (SubjectPublicKeyInfo, DER) of the server's
 * certificate. Programs write it as 43 characters, people as six words, which can be read aloud. */

#define NATTER_KEY_SIZE         32 /* bytes */
#define NATTER_KEY_TEXT         43 /* characters */
#define NATTER_KEY_PHRASE_WORDS 6

/* Between two words where there is room for it. */
#define NATTER_KEY_SEPARATOR " · "

typedef struct
{
  guint8 bytes[NATTER_KEY_SIZE];
} NatterKey;

/* What a phrase says about a key. */
typedef enum
{
  NATTER_KEY_PHRASE_SAME,
  NATTER_KEY_PHRASE_OTHER,  /* it is that of another key */
  NATTER_KEY_PHRASE_GARBLED /* it is that of no key: misheard, or mistyped */
} NatterKeyPhrase;

/* natter_key_to_text: base64url without padding. Returns: (transfer full). */
char *natter_key_to_text (const NatterKey *key);

/* natter_key_from_text: only what natter_key_to_text() writes. FALSE with NATTER_ERROR_BAD_FIELD; then @key is as it was. */
gboolean natter_key_from_text (const char *text, NatterKey *key, GError **error);

/* natter_key_to_phrase: six words with @separator (" ", NATTER_KEY_SEPARATOR) between them. Returns: (transfer full). */
char *natter_key_to_phrase (const NatterKey *key, const char *separator);

/* natter_key_check_phrase: @phrase: as somebody typed it: case, and what stands between the words, do not matter. */
NatterKeyPhrase natter_key_check_phrase (const NatterKey *key, const char *phrase);

/* natter_key_matches_phrase: whether it is NATTER_KEY_PHRASE_SAME. */
gboolean natter_key_matches_phrase (const NatterKey *key, const char *phrase);

gboolean natter_key_equal (const NatterKey *a, const NatterKey *b);

G_END_DECLS
