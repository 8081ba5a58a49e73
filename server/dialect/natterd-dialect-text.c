/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "shared/natter-text.h"

#include "natterd-telnet.h"
#include "natterd-text-private.h"

/* PROTOCOL.md §4: for people. How each event is told; NULL: it is not. A text reader has the line of the event itself for an
 * answer, so most OKs have no sentence for it, and is never pinged. */
static const NatterdTextWriter writers[NATTER_N_EVENTS] = {
  [NATTER_EVENT_WELCOME] = natterd_text_write_welcome,
  [NATTER_EVENT_OK] = natterd_text_write_sentence,
  [NATTER_EVENT_ERROR] = natterd_text_write_error,
  [NATTER_EVENT_HELLO] = natterd_text_write_hello,
  [NATTER_EVENT_ENTERED] = natterd_text_write_entered,
  [NATTER_EVENT_PARTED] = natterd_text_write_parted,
  [NATTER_EVENT_CURRENT] = natterd_text_write_current,
  [NATTER_EVENT_JOINED] = natterd_text_write_joined,
  [NATTER_EVENT_LEFT] = natterd_text_write_left,
  [NATTER_EVENT_SAID] = natterd_text_write_said,
  [NATTER_EVENT_EDITED] = natterd_text_write_said,
  [NATTER_EVENT_DELETED] = natterd_text_write_said,
  [NATTER_EVENT_REACTED] = natterd_text_write_said,
  [NATTER_EVENT_TOPIC] = natterd_text_write_topic,
  [NATTER_EVENT_RENAMED] = natterd_text_write_renamed,
  [NATTER_EVENT_PRESENCE] = natterd_text_write_presence,
  [NATTER_EVENT_PEOPLE] = natterd_text_write_people,
  [NATTER_EVENT_WHO] = natterd_text_write_who,
  [NATTER_EVENT_ROOMS] = natterd_text_write_rooms,
  [NATTER_EVENT_HISTORY] = natterd_text_write_history,
  [NATTER_EVENT_DIRECTS] = natterd_text_write_directs,
  [NATTER_EVENT_FOUND] = natterd_text_write_found,
  [NATTER_EVENT_IGNORED] = natterd_text_write_ignored,
  [NATTER_EVENT_DONE] = natterd_text_write_sentence,
  [NATTER_EVENT_ACT] = natterd_text_write_act,
  [NATTER_EVENT_NOTICE] = natterd_text_write_notice,
  [NATTER_EVENT_BANS] = natterd_text_write_bans,
  [NATTER_EVENT_CODE] = natterd_text_write_code,
  [NATTER_EVENT_CODES] = natterd_text_write_codes,
  [NATTER_EVENT_DEVICES] = natterd_text_write_devices,
  [NATTER_EVENT_PONG] = natterd_text_write_pong,
  [NATTER_EVENT_TIME] = natterd_text_write_time,
  [NATTER_EVENT_VERSION] = natterd_text_write_version,
  [NATTER_EVENT_MOTD] = natterd_text_write_motd,
  [NATTER_EVENT_HELP] = natterd_text_write_help,
  [NATTER_EVENT_BYE] = natterd_text_write_sentence,
};

static guint
choose_by_room (const NatterEvent *event, const NatterdView *view)
{
  if (event->room == view->current || g_strcmp0 (event->room, view->current) == 0)
    return NATTERD_SPELLING_HERE;

  return NATTERD_SPELLING_ELSEWHERE;
}

static guint
natterd_text_choose (const NatterEvent *event, const NatterdView *view)
{
  switch (event->kind)
    {
    case NATTER_EVENT_SAID:
    case NATTER_EVENT_EDITED:
    case NATTER_EVENT_DELETED:
    case NATTER_EVENT_REACTED:
      if (event->room[0] != '@')
        return choose_by_room (event, view);
      return g_strcmp0 (event->message->from, view->name) == 0 ? NATTERD_SPELLING_TO_OTHER : NATTERD_SPELLING_TO_ME;

    case NATTER_EVENT_TOPIC:
      return event->message != NULL ? choose_by_room (event, view) : NATTERD_SPELLING_HERE;

    case NATTER_EVENT_ACT:
    case NATTER_EVENT_JOINED:
    case NATTER_EVENT_LEFT:
      return choose_by_room (event, view);

    case NATTER_EVENT_RENAMED:
      return g_strcmp0 (event->name, view->name) == 0 ? NATTERD_SPELLING_OWN : NATTERD_SPELLING_OTHERS;

    case NATTER_EVENT_PRESENCE:
      if (event->name != NULL)
        return NATTERD_SPELLING_NOTE;
      return g_strcmp0 (event->from, view->name) == 0 ? NATTERD_SPELLING_OWN : NATTERD_SPELLING_OTHERS;

    default:
      return 0;
    }
}

static void
natterd_text_encode (const NatterEvent *event, guint spelling, const NatterdView *view, GString *out)
{
  g_return_if_fail ((guint) event->kind < NATTER_N_EVENTS);

  if (writers[event->kind] != NULL)
    writers[event->kind](event, spelling, view, out);
}

/* §2.3, §4.20: what to do next differs from what a program would be told. */
static gboolean
check_line (const NatterdDialectState *state, const char *line, gsize length, GError **error)
{
  g_autoptr (GError) local_error = NULL;

  if (length > 0 && (guint8) line[0] == NATTERD_TELNET_TORN)
    {
      g_set_error_literal (error, NATTER_ERROR, NATTER_ERROR_LINE_GARBLED,
                           _ ("Your telnet tore that line apart. It has been asked to send everything whole from now on: "
                              "please type the line again."));
      return FALSE;
    }

  if (natter_text_validate_line (line, length, &local_error))
    return TRUE;

  if (!g_error_matches (local_error, NATTER_ERROR, NATTER_ERROR_NOT_UTF8))
    g_propagate_error (error, g_steal_pointer (&local_error));
  else if (state->telnet_seen)
    g_set_error_literal (error, NATTER_ERROR, NATTER_ERROR_NOT_UTF8,
                         _ ("That line did not arrive as UTF-8. Please set your terminal to UTF-8 and type it again."));
  else
    g_set_error_literal (error, NATTER_ERROR, NATTER_ERROR_NOT_UTF8,
                         _ ("That line did not arrive as UTF-8. In telnet, press Ctrl-C once, so that it sends "
                            "everything whole; elsewhere, set your terminal to UTF-8. Then type it again."));
  return FALSE;
}

/* The first word of a line. (transfer full) */
static char *
dup_word (const char *line, gsize length)
{
  g_autofree char *text = g_strndup (line, length);
  const char *word = text;
  const char *end;

  while (g_unichar_isspace (g_utf8_get_char (word)))
    word = g_utf8_next_char (word);
  end = word;
  while (*end != '\0' && !g_unichar_isspace (g_utf8_get_char (end)))
    end = g_utf8_next_char (end);

  return g_strndup (word, (gsize) (end - word));
}

static gboolean
has_control (const char *word)
{
  for (const char *p = word; *p != '\0'; p = g_utf8_next_char (p))
    {
      if (g_unichar_iscntrl (g_utf8_get_char (p)))
        return TRUE;
    }

  return FALSE;
}

/* A word that is no command. What an arrow key left in it does not show, so saying that it is not known would puzzle. */
static void
explain_word (const char *line, gsize length, NatterStage stage, char **suggestion, GError **error)
{
  g_autofree char *word = dup_word (line, length);

  if (has_control (word))
    {
      g_clear_error (error);
      g_set_error_literal (error, NATTER_ERROR, NATTER_ERROR_CONTROL_CHARACTERS,
                           _ ("There is a key in that line that is no letter, perhaps an arrow. Please type it again."));
    }
  else if (g_error_matches (*error, NATTER_ERROR, NATTER_ERROR_UNKNOWN_COMMAND))
    *suggestion = g_strdup (natter_verb_suggest (word, stage));
}

/* §4.45 */
static void
natterd_text_heed (NatterdDialectState *state, const NatterEvent *event, GByteArray *reply)
{
  if (!natterd_text_is_prompt (event))
    return;

  natterd_dialect_state_clear (state);
  state->asked = g_strdup (event->name);
  natterd_telnet_take_echo (state, reply);
}

/* Some commands may be given in the place of a password: who wants to go, or to come in otherwise. (transfer full) (nullable) */
static NatterCommand *
parse_instead (const char *line, gsize length)
{
  g_autoptr (NatterCommand) command = natter_command_parse_line (line, length, NATTER_STAGE_LOGIN, NULL);

  return g_steal_pointer (&command);
}

/* The answer to a prompt: the password as it was typed. */
static NatterCommand *
parse_password (NatterdDialectState *state, const char *line, gsize length, GError **error)
{
  g_autofree char *name = g_steal_pointer (&state->asked);
  NatterCommand *command = natter_text_is_blank (line, length) ? NULL : parse_instead (line, length);

  if (command != NULL)
    return command;

  if (natter_text_is_blank (line, length))
    {
      g_set_error (error, NATTER_ERROR, NATTER_ERROR_PASSWORD_REQUIRED,
                   _ ("That was no password. To try again: login %s. To come in as a guest, take another name."), name);
      return NULL;
    }
  command = natter_command_new (NATTER_COMMAND_LOGIN);
  command->name = g_steal_pointer (&name);
  command->password = g_strndup (line, length);
  return command;
}

static NatterCommand *
natterd_text_parse (NatterdDialectState *state,
                    NatterStage stage,
                    const char *line,
                    gsize length,
                    char **id,
                    char **suggestion,
                    GError **error)
{
  g_autoptr (GError) local_error = NULL;
  NatterCommand *command;

  *id = NULL;
  *suggestion = NULL;

  if (stage != NATTER_STAGE_LOGIN)
    natterd_dialect_state_clear (state);
  if (!check_line (state, line, length, error))
    {
      natterd_dialect_state_clear (state);
      return NULL;
    }
  if (state->asked != NULL)
    return parse_password (state, line, length, error);

  command = natter_command_parse_line (line, length, stage, &local_error);
  if (command != NULL)
    return command;

  explain_word (line, length, stage, suggestion, &local_error);
  g_propagate_error (error, g_steal_pointer (&local_error));
  return NULL;
}

static const NatterdDialect natterd_dialect_text = {
  .name = "text",
  .filter = natterd_telnet_filter,
  .parse = natterd_text_parse,
  .choose = natterd_text_choose,
  .encode = natterd_text_encode,
  .heed = natterd_text_heed,
  .for_people = TRUE,
};

const NatterdDialect *
natterd_dialect_get_text (void)
{
  return &natterd_dialect_text;
}
