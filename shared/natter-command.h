/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "natter-range.h"

G_BEGIN_DECLS

/* What a person or program asks for, and the one table of the words for it: PROTOCOL.md §6.
 * Telnet, JSON and the desktop client's composer all read this table; the server's domain adds a handler per kind.
 * A new command is one row in natter-verb.c, one handler, one test, one clause. */

typedef enum
{
  NATTER_COMMAND_LOGIN,
  NATTER_COMMAND_RESUME,
  NATTER_COMMAND_LOGOUT,
  NATTER_COMMAND_HELP,
  NATTER_COMMAND_SAY,
  NATTER_COMMAND_ME,
  NATTER_COMMAND_TELL,
  NATTER_COMMAND_REPLY,
  NATTER_COMMAND_EDIT,
  NATTER_COMMAND_DELETE,
  NATTER_COMMAND_REACT,
  NATTER_COMMAND_UNREACT,
  NATTER_COMMAND_LOOK,
  NATTER_COMMAND_WHO,
  NATTER_COMMAND_ROOMS,
  NATTER_COMMAND_JOIN,
  NATTER_COMMAND_LEAVE,
  NATTER_COMMAND_SWITCH,
  NATTER_COMMAND_TOPIC,
  NATTER_COMMAND_NAME,
  NATTER_COMMAND_REGISTER,
  NATTER_COMMAND_PASSWORD,
  NATTER_COMMAND_DEVICES,
  NATTER_COMMAND_FORGET,
  NATTER_COMMAND_KICK,
  NATTER_COMMAND_MUTE,
  NATTER_COMMAND_UNMUTE,
  NATTER_COMMAND_BAN,
  NATTER_COMMAND_UNBAN,
  NATTER_COMMAND_BANS,
  NATTER_COMMAND_GRANT,
  NATTER_COMMAND_REVOKE,
  NATTER_COMMAND_PRIVATE,
  NATTER_COMMAND_PUBLIC,
  NATTER_COMMAND_INVITE,
  NATTER_COMMAND_CODE,
  NATTER_COMMAND_CODES,
  NATTER_COMMAND_UNCODE,
  NATTER_COMMAND_KEEP,
  NATTER_COMMAND_SLOW,
  NATTER_COMMAND_READONLY,
  NATTER_COMMAND_WRITABLE,
  NATTER_COMMAND_ANNOUNCE,
  NATTER_COMMAND_PASSWD,
  NATTER_COMMAND_BOT,
  NATTER_COMMAND_AWAY,
  NATTER_COMMAND_BACK,
  NATTER_COMMAND_IGNORE,
  NATTER_COMMAND_UNIGNORE,
  NATTER_COMMAND_HISTORY,
  NATTER_COMMAND_READ,
  NATTER_COMMAND_DIRECTS,
  NATTER_COMMAND_SEARCH,
  NATTER_COMMAND_MORE,
  NATTER_COMMAND_PING,
  NATTER_COMMAND_PONG,
  NATTER_COMMAND_TIME,
  NATTER_COMMAND_VERSION,
  NATTER_COMMAND_MOTD,
  NATTER_N_COMMANDS /* not a command */
} NatterCommandKind;

typedef enum /* where in its life a session may use a command */
{
  NATTER_STAGE_LOGIN = 1 << 0,
  NATTER_STAGE_CHAT = 1 << 1,
  NATTER_STAGE_LOGOUT = 1 << 2, /* goodbye was said: nothing is allowed any more */
  NATTER_STAGE_ANY = NATTER_STAGE_LOGIN | NATTER_STAGE_CHAT
} NatterStage;

typedef enum /* what one must be; the policy decides who is */
{
  NATTER_RIGHT_ANYONE,
  NATTER_RIGHT_SPEAK,    /* not muted */
  NATTER_RIGHT_MODERATE, /* a moderator */
  NATTER_RIGHT_OWN,      /* an owner */
  NATTER_RIGHT_ADMIN,    /* an admin of the server, or its owner */
  NATTER_RIGHT_SERVER,   /* the server's owner, or its operator */
  NATTER_RIGHT_OPERATE,  /* its operator only */
  NATTER_N_RIGHTS        /* not a right */
} NatterRight;

typedef enum /* field of NatterCommand that an argument fills; JSON key */
{
  NATTER_ARGUMENT_NONE,
  NATTER_ARGUMENT_NAME,     /* one word → name, "name" */
  NATTER_ARGUMENT_ROOM,     /* one word → room, "room" */
  NATTER_ARGUMENT_WORD,     /* one word → word, "word" */
  NATTER_ARGUMENT_PASSWORD, /* one word → password, "password" */
  NATTER_ARGUMENT_NEW,      /* one word → new_password, "new" */
  NATTER_ARGUMENT_EMAIL,    /* one word → email, "email" */
  NATTER_ARGUMENT_ROLE,     /* one word → role, "role" */
  NATTER_ARGUMENT_SPAN,     /* one word → span, "for" */
  NATTER_ARGUMENT_RANGE,    /* [#ROOM | @NAME] [before SEQ | since SEQ | at DATE] [N] → range seq time count, "before" "since" "at" "count" */
  NATTER_ARGUMENT_TARGET,   /* SEQ or #SEQ, or where it is about one's own: last → target, "target" */
  NATTER_ARGUMENT_REACTION, /* the rest of the line → text, "reaction" */
  NATTER_ARGUMENT_TEXT,     /* the rest of the line → text, "text" */
  NATTER_ARGUMENT_CODE,     /* one word → code, "code" */
  NATTER_ARGUMENT_USES,     /* one word → uses, "uses" */
  /* in JSON only: */
  NATTER_ARGUMENT_TOKEN,  /* → token, "token" */
  NATTER_ARGUMENT_PLACES, /* → epoch seen, "epoch" "seen" */
  NATTER_ARGUMENT_RESUME  /* → resume, "resume" */
} NatterArgumentKind;

#define NATTER_VERB_ARGUMENTS 4

typedef struct
{
  NatterArgumentKind kind;
  gboolean optional;
} NatterArgument;

/* A row of the table. Texts marked translatable are N_(): pass them through gettext to show them. */
typedef struct
{
  NatterCommandKind kind;
  const char *word; /* in lower case, also the JSON "do" */
  NatterStage stage;
  NatterRight right;
  guint cost;                                      /* tokens of the rate limit */
  NatterArgument arguments[NATTER_VERB_ARGUMENTS]; /* in the order of the text form */
  gboolean takes_room;                             /* JSON may name a "room" though the text form has no such argument */
  const char *usage;                               /* translatable: "tell NAME TEXT" */
  const char *summary;                             /* translatable: one line, at most 50 columns */
  const char *example;                             /* translatable: "tell bob lunch at one?" */
  gboolean hidden;                                 /* not in help, nor for people (pong) */
  gboolean takes_reply;                            /* JSON may name a message to "reply" to → target */
  gboolean takes_last;                             /* the target may be one's own last message */
  gboolean takes_none;                             /* the target may be 0: before the first message */
  gboolean takes_server;                           /* it may be about the whole server: "everywhere" before the name, JSON "everywhere" */
} NatterVerb;

/* Up to where a client knows a room. */
typedef struct
{
  char *room; /* without '#' */
  guint64 seq;
} NatterSeen;

NatterSeen *natter_seen_new (const char *room, guint64 seq);
void natter_seen_free (NatterSeen *self);

/* One command. Strings are owned, NULL where absent; valid UTF-8, not yet judged by the rules of §3. */
typedef struct
{
  NatterCommandKind kind;
  char *id;           /* (nullable) client id, §3.7 */
  char *room;         /* (nullable) without '#'; "@NAME" for a direct conversation */
  char *name;         /* (nullable) */
  char *word;         /* (nullable) */
  char *text;         /* (nullable) */
  char *password;     /* (nullable) wiped when it is freed */
  char *new_password; /* (nullable) the same */
  char *email;        /* (nullable) */
  char *role;         /* (nullable) */
  char *span;         /* (nullable) "10m" */
  char *code;         /* (nullable) wiped when it is freed */
  char *token;        /* (nullable) the same */
  char *epoch;        /* (nullable) */
  GPtrArray *seen;    /* (nullable) (element-type NatterSeen) owned */
  NatterRangeKind range;
  guint64 seq;    /* BEFORE, SINCE; at most G_MAXINT64 */
  guint64 target; /* the message that is meant, NATTER_TARGET_LAST, NATTER_TARGET_NONE, or 0: it was left out */
  gint64 time;    /* AT: microseconds */
  guint count;
  guint uses; /* 0: it was left out */
  gboolean has_count;
  gboolean everywhere; /* on the whole server, not in a room */
  gboolean resume; /* the session shall outlive its connection */
  gboolean events; /* RANGE: JSON's "events": what became of messages, too */
} NatterCommand;

NatterCommand *natter_command_new (NatterCommandKind kind);
void natter_command_free (NatterCommand *command); /* (nullable) */
G_DEFINE_AUTOPTR_CLEANUP_FUNC (NatterCommand, natter_command_free)

/* natter_command_equal: same kind and fields. */
gboolean natter_command_equal (const NatterCommand *a, const NatterCommand *b);

/* natter_verb_get: the row for @kind; static, never NULL for a valid kind. */
const NatterVerb *natter_verb_get (NatterCommandKind kind);

/* natter_verb_find: the row for a word in any case (@length bytes). Returns: (nullable). */
const NatterVerb *natter_verb_find (const char *word, gsize length);

/* natter_verb_suggest: the nearest word of a command that @stage allows. Returns: static (nullable). */
const char *natter_verb_suggest (const char *word, NatterStage stage);

/* natter_verb_check_stage: whether @verb may be used at @stage: §4.3, §6.4.
 * FALSE with NATTER_ERROR_NOT_LOGGED_IN or ALREADY_LOGGED_IN. */
gboolean natter_verb_check_stage (const NatterVerb *verb, NatterStage stage, GError **error);

/* natter_command_parse_line: the text form, "say hello". @line: @length bytes of valid UTF-8, not blank; no '/' before the word.
 * @stage decides which words are proposed for a typing mistake; before login anything but what works there is
 * NATTER_ERROR_NOT_LOGGED_IN (§4.3), whatever its arguments, and a login after it ALREADY_LOGGED_IN.
 * Returns: (transfer full): NULL with one of those, NATTER_ERROR_UNKNOWN_COMMAND, MISSING_ARGUMENT, TOO_MANY_ARGUMENTS,
 * BAD_FIELD (a count that is no number, a date that is none). The sentence names the usage and an example. */
NatterCommand *natter_command_parse_line (const char *line, gsize length, NatterStage stage, GError **error);

/* natter_command_check: whether the arguments that the table demands are there, for commands not made by parse_line.
 * FALSE with NATTER_ERROR_MISSING_ARGUMENT. */
gboolean natter_command_check (const NatterCommand *command, GError **error);

G_END_DECLS
