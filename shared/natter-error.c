/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "natter-error.h"

G_DEFINE_QUARK (natter - error - quark, natter_error)

static const char *const code_words[NATTER_N_ERRORS] = {
  [NATTER_ERROR_FAILED] = "failed",
  [NATTER_ERROR_UNKNOWN_COMMAND] = "unknown-command",
  [NATTER_ERROR_MISSING_ARGUMENT] = "missing-argument",
  [NATTER_ERROR_TOO_MANY_ARGUMENTS] = "too-many-arguments",
  [NATTER_ERROR_NOT_LOGGED_IN] = "not-logged-in",
  [NATTER_ERROR_ALREADY_LOGGED_IN] = "already-logged-in",
  [NATTER_ERROR_NOT_UTF8] = "not-utf8",
  [NATTER_ERROR_LINE_TOO_LONG] = "line-too-long",
  [NATTER_ERROR_CONTROL_CHARACTERS] = "control-characters",
  [NATTER_ERROR_LINE_GARBLED] = "line-garbled",
  [NATTER_ERROR_BAD_JSON] = "bad-json",
  [NATTER_ERROR_TOO_DEEP] = "too-deep",
  [NATTER_ERROR_BAD_FIELD] = "bad-field",
  [NATTER_ERROR_NAME_EMPTY] = "name-empty",
  [NATTER_ERROR_NAME_TOO_LONG] = "name-too-long",
  [NATTER_ERROR_NAME_NOT_ALLOWED] = "name-not-allowed",
  [NATTER_ERROR_NAME_TAKEN] = "name-taken",
  [NATTER_ERROR_NAME_LOOKS_ALIKE] = "name-looks-alike",
  [NATTER_ERROR_PASSWORD_REQUIRED] = "password-required",
  [NATTER_ERROR_WRONG_PASSWORD] = "wrong-password",
  [NATTER_ERROR_PASSWORD_NOT_ALLOWED] = "password-not-allowed",
  [NATTER_ERROR_NOT_PRIVATE] = "not-private",
  [NATTER_ERROR_NOT_REGISTERED] = "not-registered",
  [NATTER_ERROR_ALREADY_REGISTERED] = "already-registered",
  [NATTER_ERROR_NOT_CONFIRMED] = "not-confirmed",
  [NATTER_ERROR_NOT_ALLOWED] = "not-allowed",
  [NATTER_ERROR_MUTED] = "muted-here",
  [NATTER_ERROR_BANNED] = "banned-here",
  [NATTER_ERROR_BANNED_EVERYWHERE] = "banned",
  [NATTER_ERROR_KICKED] = "kicked",
  [NATTER_ERROR_READ_ONLY] = "read-only",
  [NATTER_ERROR_TOO_MANY_CODES] = "too-many-codes",
  [NATTER_ERROR_NO_SUCH_CODE] = "no-such-code",
  [NATTER_ERROR_TOO_MANY_WAITING] = "too-many-waiting",
  [NATTER_ERROR_ROOM_EMPTY] = "room-empty",
  [NATTER_ERROR_ROOM_TOO_LONG] = "room-too-long",
  [NATTER_ERROR_ROOM_NOT_ALLOWED] = "room-not-allowed",
  [NATTER_ERROR_NO_SUCH_ROOM] = "no-such-room",
  [NATTER_ERROR_NOT_IN_ROOM] = "not-in-room",
  [NATTER_ERROR_TOO_MANY_ROOMS] = "too-many-rooms",
  [NATTER_ERROR_NO_SUCH_PERSON] = "no-such-person",
  [NATTER_ERROR_TOO_MANY_IGNORED] = "too-many-ignored",
  [NATTER_ERROR_TEXT_EMPTY] = "text-empty",
  [NATTER_ERROR_TEXT_TOO_LONG] = "text-too-long",
  [NATTER_ERROR_TEXT_NOT_ALLOWED] = "text-not-allowed",
  [NATTER_ERROR_NO_SUCH_MESSAGE] = "no-such-message",
  [NATTER_ERROR_NOT_YOURS] = "not-yours",
  [NATTER_ERROR_TOO_MANY_REACTIONS] = "too-many-reactions",
  [NATTER_ERROR_NO_SUCH_REACTION] = "no-such-reaction",
  [NATTER_ERROR_REACTION_NOT_ALLOWED] = "reaction-not-allowed",
  [NATTER_ERROR_SLOW_DOWN] = "slow-down",
  [NATTER_ERROR_STORAGE_UNAVAILABLE] = "storage-unavailable",
  [NATTER_ERROR_SERVER_FULL] = "server-full",
  [NATTER_ERROR_WRONG_DOOR] = "wrong-door",
  [NATTER_ERROR_TLS_REQUIRED] = "tls-required",
  [NATTER_ERROR_SESSION_OVER] = "session-over",
  [NATTER_ERROR_RESUMED_ELSEWHERE] = "resumed-elsewhere",
  [NATTER_ERROR_LOGIN_TIMEOUT] = "login-timeout",
  [NATTER_ERROR_IDLE_TIMEOUT] = "idle-timeout",
  [NATTER_ERROR_TOO_SLOW] = "too-slow",
  [NATTER_ERROR_SHUTTING_DOWN] = "shutting-down",
};

const char *
natter_error_get_code_word (NatterError code)
{
  if ((guint) code >= NATTER_N_ERRORS)
    return code_words[NATTER_ERROR_FAILED];

  return code_words[code];
}

NatterError
natter_error_from_code_word (const char *word)
{
  if (word == NULL)
    return NATTER_ERROR_FAILED;

  for (guint i = 0; i < NATTER_N_ERRORS; i++)
    {
      if (g_str_equal (code_words[i], word))
        return (NatterError) i;
    }

  return NATTER_ERROR_FAILED;
}
