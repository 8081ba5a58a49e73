/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What can go wrong between the two ends: PROTOCOL.md §8. The codes are stable; a GError's message is a
 * whole, translated sentence for a person, with the next step. */

#define NATTER_ERROR (natter_error_quark ())

typedef enum
{
  NATTER_ERROR_FAILED,             /* "failed": a code this end does not know */
  NATTER_ERROR_UNKNOWN_COMMAND,
  NATTER_ERROR_MISSING_ARGUMENT,
  NATTER_ERROR_TOO_MANY_ARGUMENTS,
  NATTER_ERROR_NOT_LOGGED_IN,
  NATTER_ERROR_ALREADY_LOGGED_IN,
  NATTER_ERROR_NOT_UTF8,
  NATTER_ERROR_LINE_TOO_LONG,
  NATTER_ERROR_CONTROL_CHARACTERS,
  NATTER_ERROR_LINE_GARBLED,
  NATTER_ERROR_BAD_JSON,
  NATTER_ERROR_TOO_DEEP,
  NATTER_ERROR_BAD_FIELD,
  NATTER_ERROR_NAME_EMPTY,
  NATTER_ERROR_NAME_TOO_LONG,
  NATTER_ERROR_NAME_NOT_ALLOWED,
  NATTER_ERROR_NAME_TAKEN,
  NATTER_ERROR_ROOM_EMPTY,
  NATTER_ERROR_ROOM_TOO_LONG,
  NATTER_ERROR_ROOM_NOT_ALLOWED,
  NATTER_ERROR_NO_SUCH_ROOM,
  NATTER_ERROR_NOT_IN_ROOM,
  NATTER_ERROR_TOO_MANY_ROOMS,
  NATTER_ERROR_NO_SUCH_PERSON,
  NATTER_ERROR_TOO_MANY_IGNORED,
  NATTER_ERROR_TEXT_EMPTY,
  NATTER_ERROR_TEXT_TOO_LONG,
  NATTER_ERROR_TEXT_NOT_ALLOWED,
  NATTER_ERROR_SLOW_DOWN,
  NATTER_ERROR_STORAGE_UNAVAILABLE,
  NATTER_ERROR_SERVER_FULL,
  NATTER_ERROR_WRONG_DOOR,
  NATTER_ERROR_LOGIN_TIMEOUT,
  NATTER_ERROR_IDLE_TIMEOUT,
  NATTER_ERROR_TOO_SLOW,
  NATTER_ERROR_SHUTTING_DOWN,
  NATTER_N_ERRORS                  /* not a code */
} NatterError;

GQuark natter_error_quark (void);

/* natter_error_get_code_word: the stable word of PROTOCOL.md §8, as "name-taken". Static, never NULL. */
const char *natter_error_get_code_word (NatterError code);

/* natter_error_from_code_word: the code for @word (nullable); NATTER_ERROR_FAILED if unknown. */
NatterError natter_error_from_code_word (const char *word);

G_END_DECLS
