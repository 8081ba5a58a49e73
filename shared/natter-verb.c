/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "natter-command.h"
#include "natter-error.h"
#include "natter-text.h"

#define NEEDS(KIND)               \
  {                               \
    NATTER_ARGUMENT_##KIND, FALSE \
  }
#define TAKES(KIND)              \
  {                              \
    NATTER_ARGUMENT_##KIND, TRUE \
  }

/* clang-format off */
static const NatterVerb verbs[NATTER_N_COMMANDS] = {
  [NATTER_COMMAND_LOGIN] = {
    NATTER_COMMAND_LOGIN, "login", NATTER_STAGE_LOGIN, NATTER_RIGHT_ANYONE, 1, { NEEDS (NAME), TAKES (PASSWORD), TAKES (RESUME), TAKES (TOKEN) }, FALSE,
    N_("login NAME [PASSWORD]"), N_("Come in, under a name of your choice"), N_("login alice"), FALSE, FALSE, FALSE },
  [NATTER_COMMAND_RESUME] = {
    NATTER_COMMAND_RESUME, "resume", NATTER_STAGE_LOGIN, NATTER_RIGHT_ANYONE, 1, { NEEDS (TOKEN), TAKES (PLACES) }, FALSE,
    N_("resume"), N_("Go on where the connection broke off"), N_("resume"), TRUE, FALSE, FALSE },
  [NATTER_COMMAND_LOGOUT] = {
    NATTER_COMMAND_LOGOUT, "logout", NATTER_STAGE_ANY, NATTER_RIGHT_ANYONE, 0, { { 0 } }, FALSE,
    N_("logout"), N_("Say goodbye and go"), N_("logout"), FALSE, FALSE, FALSE },
  [NATTER_COMMAND_HELP] = {
    NATTER_COMMAND_HELP, "help", NATTER_STAGE_ANY, NATTER_RIGHT_ANYONE, 1, { TAKES (WORD) }, FALSE,
    N_("help [COMMAND]"), N_("See what you can type, or all about one command"), N_("help tell"), FALSE, FALSE, FALSE },
  [NATTER_COMMAND_SAY] = {
    NATTER_COMMAND_SAY, "say", NATTER_STAGE_CHAT, NATTER_RIGHT_SPEAK, 1, { NEEDS (TEXT) }, TRUE,
    N_("say TEXT"), N_("Say something to everyone in the room"), N_("say good morning, everyone"), FALSE, TRUE, FALSE },
  [NATTER_COMMAND_ME] = {
    NATTER_COMMAND_ME, "me", NATTER_STAGE_CHAT, NATTER_RIGHT_SPEAK, 1, { NEEDS (TEXT) }, TRUE,
    N_("me TEXT"), N_("Tell the room what you are doing"), N_("me puts the kettle on"), FALSE, TRUE, FALSE },
  [NATTER_COMMAND_TELL] = {
    NATTER_COMMAND_TELL, "tell", NATTER_STAGE_CHAT, NATTER_RIGHT_ANYONE, 1, { NEEDS (NAME), NEEDS (TEXT) }, FALSE,
    N_("tell NAME TEXT"), N_("Say something to one person only"), N_("tell bob lunch at one?"), FALSE, FALSE, FALSE },
  [NATTER_COMMAND_REPLY] = {
    NATTER_COMMAND_REPLY, "reply", NATTER_STAGE_CHAT, NATTER_RIGHT_SPEAK, 1, { NEEDS (TARGET), NEEDS (TEXT) }, TRUE,
    N_("reply SEQ TEXT"), N_("Answer a message; history shows its number"), N_("reply 12 with pleasure"), FALSE, FALSE, FALSE },
  [NATTER_COMMAND_EDIT] = {
    NATTER_COMMAND_EDIT, "edit", NATTER_STAGE_CHAT, NATTER_RIGHT_SPEAK, 1, { NEEDS (TARGET), NEEDS (TEXT) }, TRUE,
    N_("edit SEQ TEXT"), N_("Put a message of yours in other words"), N_("edit last lunch at two?"), FALSE, FALSE, TRUE },
  [NATTER_COMMAND_DELETE] = {
    NATTER_COMMAND_DELETE, "delete", NATTER_STAGE_CHAT, NATTER_RIGHT_SPEAK, 1, { NEEDS (TARGET) }, TRUE,
    N_("delete SEQ"), N_("Take a message of yours back"), N_("delete last"), FALSE, FALSE, TRUE },
  [NATTER_COMMAND_REACT] = {
    NATTER_COMMAND_REACT, "react", NATTER_STAGE_CHAT, NATTER_RIGHT_SPEAK, 1, { NEEDS (TARGET), NEEDS (REACTION) }, TRUE,
    N_("react SEQ EMOJI"), N_("Answer a message with a single sign"), N_("react 12 👍"), FALSE, FALSE, FALSE },
  [NATTER_COMMAND_UNREACT] = {
    NATTER_COMMAND_UNREACT, "unreact", NATTER_STAGE_CHAT, NATTER_RIGHT_SPEAK, 1, { NEEDS (TARGET), NEEDS (REACTION) }, TRUE,
    N_("unreact SEQ EMOJI"), N_("Take such a sign back"), N_("unreact 12 👍"), FALSE, FALSE, FALSE },
  [NATTER_COMMAND_LOOK] = {
    NATTER_COMMAND_LOOK, "look", NATTER_STAGE_CHAT, NATTER_RIGHT_ANYONE, 1, { TAKES (ROOM) }, FALSE,
    N_("look [ROOM]"), N_("See who is in this room"), N_("look #garden"), FALSE, FALSE, FALSE },
  [NATTER_COMMAND_WHO] = {
    NATTER_COMMAND_WHO, "who", NATTER_STAGE_CHAT, NATTER_RIGHT_ANYONE, 2, { { 0 } }, FALSE,
    N_("who"), N_("See who is on the server, and where"), N_("who"), FALSE, FALSE, FALSE },
  [NATTER_COMMAND_ROOMS] = {
    NATTER_COMMAND_ROOMS, "rooms", NATTER_STAGE_CHAT, NATTER_RIGHT_ANYONE, 2, { { 0 } }, FALSE,
    N_("rooms"), N_("See which rooms there are"), N_("rooms"), FALSE, FALSE, FALSE },
  [NATTER_COMMAND_JOIN] = {
    NATTER_COMMAND_JOIN, "join", NATTER_STAGE_CHAT, NATTER_RIGHT_ANYONE, 1, { NEEDS (ROOM), TAKES (CODE) }, FALSE,
    N_("join ROOM [CODE]"), N_("Go into a room, or open a new one"), N_("join #garden"), FALSE, FALSE, FALSE },
  [NATTER_COMMAND_LEAVE] = {
    NATTER_COMMAND_LEAVE, "leave", NATTER_STAGE_CHAT, NATTER_RIGHT_ANYONE, 1, { TAKES (ROOM) }, FALSE,
    N_("leave [ROOM]"), N_("Leave this room, or another of yours"), N_("leave #garden"), FALSE, FALSE, FALSE },
  [NATTER_COMMAND_SWITCH] = {
    NATTER_COMMAND_SWITCH, "switch", NATTER_STAGE_CHAT, NATTER_RIGHT_ANYONE, 1, { NEEDS (ROOM) }, FALSE,
    N_("switch ROOM"), N_("Turn to another of your rooms"), N_("switch #lobby"), FALSE, FALSE, FALSE },
  [NATTER_COMMAND_TOPIC] = {
    NATTER_COMMAND_TOPIC, "topic", NATTER_STAGE_CHAT, NATTER_RIGHT_SPEAK, 1, { TAKES (TEXT) }, TRUE,
    N_("topic [TEXT]"), N_("Read the room's topic, or set a new one"), N_("topic Cake at four"), FALSE, FALSE, FALSE },
  [NATTER_COMMAND_NAME] = {
    NATTER_COMMAND_NAME, "name", NATTER_STAGE_CHAT, NATTER_RIGHT_ANYONE, 2, { NEEDS (NAME) }, FALSE,
    N_("name NEW"), N_("Go by another name"), N_("name alicia"), FALSE, FALSE, FALSE },
  [NATTER_COMMAND_REGISTER] = {
    NATTER_COMMAND_REGISTER, "register", NATTER_STAGE_CHAT, NATTER_RIGHT_ANYONE, 2, { NEEDS (PASSWORD), TAKES (EMAIL) }, FALSE,
    N_("register PASSWORD [EMAIL]"), N_("Keep your name for yourself, with a password"), N_("register correct-horse-battery"), FALSE, FALSE, FALSE },
  [NATTER_COMMAND_PASSWORD] = {
    NATTER_COMMAND_PASSWORD, "password", NATTER_STAGE_CHAT, NATTER_RIGHT_ANYONE, 2, { NEEDS (PASSWORD), NEEDS (NEW) }, FALSE,
    N_("password OLD NEW"), N_("Change your password"), N_("password correct-horse staple-battery"), FALSE, FALSE, FALSE },
  [NATTER_COMMAND_DEVICES] = {
    NATTER_COMMAND_DEVICES, "devices", NATTER_STAGE_CHAT, NATTER_RIGHT_ANYONE, 1, { { 0 } }, FALSE,
    N_("devices"), N_("See where you are logged in"), N_("devices"), FALSE, FALSE, FALSE },
  [NATTER_COMMAND_FORGET] = {
    NATTER_COMMAND_FORGET, "forget", NATTER_STAGE_CHAT, NATTER_RIGHT_ANYONE, 2, { NEEDS (TEXT) }, FALSE,
    N_("forget me"), N_("Give your account up, for ever"), N_("forget me"), FALSE, FALSE, FALSE },
  [NATTER_COMMAND_KICK] = {
    NATTER_COMMAND_KICK, "kick", NATTER_STAGE_CHAT, NATTER_RIGHT_MODERATE, 1, { NEEDS (NAME), TAKES (TEXT) }, TRUE,
    N_("kick NAME [REASON]"), N_("Show somebody out of the room"), N_("kick mallory no advertising, please"), FALSE, FALSE, FALSE, FALSE, TRUE },
  [NATTER_COMMAND_MUTE] = {
    NATTER_COMMAND_MUTE, "mute", NATTER_STAGE_CHAT, NATTER_RIGHT_MODERATE, 1, { NEEDS (NAME), NEEDS (SPAN), TAKES (TEXT) }, TRUE,
    N_("mute NAME TIME [REASON]"), N_("Let somebody only listen for a time"), N_("mute mallory 10m"), FALSE, FALSE, FALSE },
  [NATTER_COMMAND_UNMUTE] = {
    NATTER_COMMAND_UNMUTE, "unmute", NATTER_STAGE_CHAT, NATTER_RIGHT_MODERATE, 1, { NEEDS (NAME) }, TRUE,
    N_("unmute NAME"), N_("Let somebody speak again"), N_("unmute mallory"), FALSE, FALSE, FALSE },
  [NATTER_COMMAND_BAN] = {
    NATTER_COMMAND_BAN, "ban", NATTER_STAGE_CHAT, NATTER_RIGHT_MODERATE, 1, { NEEDS (NAME), TAKES (SPAN), TAKES (TEXT) }, TRUE,
    N_("ban NAME [TIME [REASON]]"), N_("Keep somebody out of the room"), N_("ban mallory 7d"), FALSE, FALSE, FALSE, FALSE, TRUE },
  [NATTER_COMMAND_UNBAN] = {
    NATTER_COMMAND_UNBAN, "unban", NATTER_STAGE_CHAT, NATTER_RIGHT_MODERATE, 1, { NEEDS (NAME) }, TRUE,
    N_("unban NAME"), N_("Let somebody come in again"), N_("unban mallory"), FALSE, FALSE, FALSE, FALSE, TRUE },
  [NATTER_COMMAND_BANS] = {
    NATTER_COMMAND_BANS, "bans", NATTER_STAGE_CHAT, NATTER_RIGHT_ADMIN, 1, { { 0 } }, FALSE,
    N_("bans"), N_("See who is kept out of the whole server"), N_("bans"), FALSE, FALSE, FALSE },
  [NATTER_COMMAND_GRANT] = {
    NATTER_COMMAND_GRANT, "grant", NATTER_STAGE_CHAT, NATTER_RIGHT_OWN, 1, { NEEDS (NAME), NEEDS (ROLE) }, TRUE,
    N_("grant NAME ROLE"), N_("Make somebody moderator or owner of the room"), N_("grant bob moderator"), FALSE, FALSE, FALSE },
  [NATTER_COMMAND_REVOKE] = {
    NATTER_COMMAND_REVOKE, "revoke", NATTER_STAGE_CHAT, NATTER_RIGHT_OWN, 1, { NEEDS (NAME), TAKES (ROLE) }, TRUE,
    N_("revoke NAME [ROLE]"), N_("Make somebody a member like any other"), N_("revoke bob"), FALSE, FALSE, FALSE },
  [NATTER_COMMAND_PRIVATE] = {
    NATTER_COMMAND_PRIVATE, "private", NATTER_STAGE_CHAT, NATTER_RIGHT_OWN, 1, { { 0 } }, TRUE,
    N_("private"), N_("Let only those in who are invited"), N_("private"), FALSE, FALSE, FALSE },
  [NATTER_COMMAND_PUBLIC] = {
    NATTER_COMMAND_PUBLIC, "public", NATTER_STAGE_CHAT, NATTER_RIGHT_OWN, 1, { { 0 } }, TRUE,
    N_("public"), N_("Let everyone in again"), N_("public"), FALSE, FALSE, FALSE },
  [NATTER_COMMAND_INVITE] = {
    NATTER_COMMAND_INVITE, "invite", NATTER_STAGE_CHAT, NATTER_RIGHT_MODERATE, 1, { NEEDS (NAME) }, TRUE,
    N_("invite NAME"), N_("Let somebody into a private room"), N_("invite carol"), FALSE, FALSE, FALSE },
  [NATTER_COMMAND_CODE] = {
    NATTER_COMMAND_CODE, "code", NATTER_STAGE_CHAT, NATTER_RIGHT_MODERATE, 1, { TAKES (SPAN), TAKES (USES) }, TRUE,
    N_("code [TIME] [USES]"), N_("Make a code that lets people into the room"), N_("code 7d 3"), FALSE, FALSE, FALSE },
  [NATTER_COMMAND_CODES] = {
    NATTER_COMMAND_CODES, "codes", NATTER_STAGE_CHAT, NATTER_RIGHT_MODERATE, 1, { { 0 } }, TRUE,
    N_("codes"), N_("See the codes that still let people in"), N_("codes"), FALSE, FALSE, FALSE },
  [NATTER_COMMAND_UNCODE] = {
    NATTER_COMMAND_UNCODE, "uncode", NATTER_STAGE_CHAT, NATTER_RIGHT_MODERATE, 1, { NEEDS (CODE) }, TRUE,
    N_("uncode CODE"), N_("Let nobody in by that code any more"), N_("uncode 7K2M-Q4TX-9WBD-HN5C"), FALSE, FALSE, FALSE },
  [NATTER_COMMAND_KEEP] = {
    NATTER_COMMAND_KEEP, "keep", NATTER_STAGE_CHAT, NATTER_RIGHT_OWN, 1, { NEEDS (SPAN) }, TRUE,
    N_("keep TIME"), N_("Choose how long things are kept; or keep forever"), N_("keep 1 year"), FALSE, FALSE, FALSE },
  [NATTER_COMMAND_SLOW] = {
    NATTER_COMMAND_SLOW, "slow", NATTER_STAGE_CHAT, NATTER_RIGHT_MODERATE, 1, { NEEDS (SPAN) }, TRUE,
    N_("slow TIME"), N_("Let each say one thing in that time; or slow off"), N_("slow 30s"), FALSE, FALSE, FALSE },
  [NATTER_COMMAND_READONLY] = {
    NATTER_COMMAND_READONLY, "readonly", NATTER_STAGE_CHAT, NATTER_RIGHT_OWN, 1, { { 0 } }, TRUE,
    N_("readonly"), N_("Let only moderators speak here"), N_("readonly"), FALSE, FALSE, FALSE },
  [NATTER_COMMAND_WRITABLE] = {
    NATTER_COMMAND_WRITABLE, "writable", NATTER_STAGE_CHAT, NATTER_RIGHT_OWN, 1, { { 0 } }, TRUE,
    N_("writable"), N_("Let everyone speak here again"), N_("writable"), FALSE, FALSE, FALSE },
  [NATTER_COMMAND_ANNOUNCE] = {
    NATTER_COMMAND_ANNOUNCE, "announce", NATTER_STAGE_CHAT, NATTER_RIGHT_ADMIN, 1, { NEEDS (TEXT) }, FALSE,
    N_("announce TEXT"), N_("Tell everyone on the server something"), N_("announce back in five minutes"), FALSE, FALSE, FALSE },
  [NATTER_COMMAND_PASSWD] = {
    NATTER_COMMAND_PASSWD, "passwd", NATTER_STAGE_CHAT, NATTER_RIGHT_OPERATE, 1, { NEEDS (NAME), NEEDS (PASSWORD) }, FALSE,
    "passwd NAME PASSWORD", "", "passwd", TRUE, FALSE, FALSE },
  [NATTER_COMMAND_BOT] = {
    NATTER_COMMAND_BOT, "bot", NATTER_STAGE_CHAT, NATTER_RIGHT_SERVER, 1, { NEEDS (WORD), TAKES (NAME), TAKES (ROLE), TAKES (TEXT) }, FALSE,
    "bot add NAME", "", "bot list", TRUE, FALSE, FALSE },
  [NATTER_COMMAND_AWAY] = {
    NATTER_COMMAND_AWAY, "away", NATTER_STAGE_CHAT, NATTER_RIGHT_ANYONE, 1, { TAKES (TEXT) }, FALSE,
    N_("away [TEXT]"), N_("Let others know that you are away"), N_("away walking the dog"), FALSE, FALSE, FALSE },
  [NATTER_COMMAND_BACK] = {
    NATTER_COMMAND_BACK, "back", NATTER_STAGE_CHAT, NATTER_RIGHT_ANYONE, 1, { { 0 } }, FALSE,
    N_("back"), N_("Let others know that you are here again"), N_("back"), FALSE, FALSE, FALSE },
  [NATTER_COMMAND_IGNORE] = {
    NATTER_COMMAND_IGNORE, "ignore", NATTER_STAGE_CHAT, NATTER_RIGHT_ANYONE, 1, { TAKES (NAME) }, FALSE,
    N_("ignore [NAME]"), N_("Stop hearing someone, or see whom you don't hear"), N_("ignore mallory"), FALSE, FALSE, FALSE },
  [NATTER_COMMAND_UNIGNORE] = {
    NATTER_COMMAND_UNIGNORE, "unignore", NATTER_STAGE_CHAT, NATTER_RIGHT_ANYONE, 1, { NEEDS (NAME) }, FALSE,
    N_("unignore NAME"), N_("Hear someone again"), N_("unignore mallory"), FALSE, FALSE, FALSE },
  [NATTER_COMMAND_HISTORY] = {
    NATTER_COMMAND_HISTORY, "history", NATTER_STAGE_CHAT, NATTER_RIGHT_ANYONE, 3, { TAKES (RANGE) }, TRUE,
    N_("history [ROOM] [N]"), N_("Read again what was said"), N_("history @bob 50"), FALSE, FALSE, FALSE, FALSE },
  [NATTER_COMMAND_READ] = {
    NATTER_COMMAND_READ, "read", NATTER_STAGE_CHAT, NATTER_RIGHT_ANYONE, 1, { TAKES (TARGET) }, TRUE,
    N_("read [SEQ]"), N_("Mark what was said here as read, up to a number"), N_("read 12"), FALSE, FALSE, FALSE, TRUE },
  [NATTER_COMMAND_DIRECTS] = {
    NATTER_COMMAND_DIRECTS, "directs", NATTER_STAGE_CHAT, NATTER_RIGHT_ANYONE, 1, { { 0 } }, FALSE,
    N_("directs"), N_("See with whom you talk directly, and what is new"), N_("directs"), FALSE, FALSE, FALSE, FALSE },
  [NATTER_COMMAND_SEARCH] = {
    NATTER_COMMAND_SEARCH, "search", NATTER_STAGE_CHAT, NATTER_RIGHT_ANYONE, 3, { NEEDS (TEXT), TAKES (RANGE) }, TRUE,
    N_("search TEXT"), N_("Find what was said in your rooms"), N_("search \"lemon cake\" from:bob"), FALSE, FALSE, FALSE },
  [NATTER_COMMAND_MORE] = {
    NATTER_COMMAND_MORE, "more", NATTER_STAGE_CHAT, NATTER_RIGHT_ANYONE, 3, { { 0 } }, FALSE,
    N_("more"), N_("See older messages that your search found"), N_("more"), FALSE, FALSE, FALSE },
  [NATTER_COMMAND_PING] = {
    NATTER_COMMAND_PING, "ping", NATTER_STAGE_CHAT, NATTER_RIGHT_ANYONE, 1, { { 0 } }, FALSE,
    N_("ping"), N_("Check that the server hears you"), N_("ping"), FALSE, FALSE, FALSE },
  [NATTER_COMMAND_PONG] = {
    NATTER_COMMAND_PONG, "pong", NATTER_STAGE_ANY, NATTER_RIGHT_ANYONE, 0, { { 0 } }, FALSE,
    N_("pong"), N_("Answer the server's ping"), N_("pong"), TRUE, FALSE, FALSE },
  [NATTER_COMMAND_TIME] = {
    NATTER_COMMAND_TIME, "time", NATTER_STAGE_CHAT, NATTER_RIGHT_ANYONE, 1, { { 0 } }, FALSE,
    N_("time"), N_("Ask what time it is on the server"), N_("time"), FALSE, FALSE, FALSE },
  [NATTER_COMMAND_VERSION] = {
    NATTER_COMMAND_VERSION, "version", NATTER_STAGE_CHAT, NATTER_RIGHT_ANYONE, 1, { { 0 } }, FALSE,
    N_("version"), N_("Ask what this server is made of"), N_("version"), FALSE, FALSE, FALSE },
  [NATTER_COMMAND_MOTD] = {
    NATTER_COMMAND_MOTD, "motd", NATTER_STAGE_CHAT, NATTER_RIGHT_ANYONE, 1, { { 0 } }, FALSE,
    N_("motd"), N_("Read the message of the day"), N_("motd"), FALSE, FALSE, FALSE },
};
/* clang-format on */

const NatterVerb *
natter_verb_get (NatterCommandKind kind)
{
  g_return_val_if_fail ((guint) kind < NATTER_N_COMMANDS, &verbs[NATTER_COMMAND_HELP]);

  return &verbs[kind];
}

const NatterVerb *
natter_verb_find (const char *word, gsize length)
{
  if (length == 0)
    return NULL;

  for (guint i = 0; i < NATTER_N_COMMANDS; i++)
    {
      const char *known = verbs[i].word;

      if (known[0] == g_ascii_tolower (word[0]) && strlen (known) == length &&
          g_ascii_strncasecmp (known, word, length) == 0)
        return &verbs[i];
    }

  return NULL;
}

const char *
natter_verb_suggest (const char *word, NatterStage stage)
{
  const char *candidates[NATTER_N_COMMANDS + 1];
  guint n = 0;

  g_return_val_if_fail (word != NULL, NULL);

  for (guint i = 0; i < NATTER_N_COMMANDS; i++)
    {
      if (!verbs[i].hidden && (verbs[i].stage & stage) != 0)
        candidates[n++] = verbs[i].word;
    }
  candidates[n] = NULL;

  return natter_text_nearest (word, candidates);
}

gboolean
natter_verb_check_stage (const NatterVerb *verb, NatterStage stage, GError **error)
{
  if ((verb->stage & stage) != 0)
    return TRUE;

  if (stage == NATTER_STAGE_LOGIN)
    g_set_error_literal (error, NATTER_ERROR, NATTER_ERROR_NOT_LOGGED_IN,
                         _ ("Please come in first: login NAME. For example: login alice"));
  else
    g_set_error_literal (error, NATTER_ERROR, NATTER_ERROR_ALREADY_LOGGED_IN,
                         _ ("You are in already. To go by another name: name NEW"));
  return FALSE;
}
