/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

#include "natter-error.h"
#include "natter-range.h"

G_BEGIN_DECLS

/* What happened, told to a client: PROTOCOL.md §5. Typed; how it is spelled is a dialect's affair.
 * Not thread-safe: counted for one thread. Times are microseconds since 1970, UTC; 0 means none. */

typedef enum
{
  NATTER_MESSAGE_SAY,
  NATTER_MESSAGE_ME,
  NATTER_MESSAGE_TOPIC,
  NATTER_MESSAGE_EDIT, /* what becomes of a message is recorded as one of its own, from here on; text: the new one */
  NATTER_MESSAGE_DELETE,
  NATTER_MESSAGE_REACT, /* text: the reaction */
  NATTER_MESSAGE_UNREACT,
  NATTER_N_MESSAGES
} NatterMessageKind;

/* natter_message_kind_is_change: it is about another message. */
static inline gboolean
natter_message_kind_is_change (NatterMessageKind kind)
{
  return kind >= NATTER_MESSAGE_EDIT;
}

/* What people answered a message with. */
typedef struct
{
  char *text;
  guint count;      /* of people */
  gboolean mine;    /* the reader is one of them */
  GPtrArray *names; /* (element-type utf8) owned: the first NATTER_REACTION_NAMES of them, as they were called */
} NatterReaction;

/* A recorded (or about to be recorded) message. `seq`, `time`, `repeated`, `refusal`, a last `target` and `quote_*` are filled by the store
 * as it records; the rest is as it was made: the strings that cannot change are part of the block. */
typedef struct
{
  guint ref_count;
  NatterMessageKind kind;
  gboolean repeated;   /* a retry (§3.7): seq and time are the first one's, and this was not recorded */
  gboolean deleted;    /* its text is gone */
  gboolean bot;        /* no person said it: natter_message_is_bot() */
  gboolean any_author; /* EDIT, DELETE: the target may be another one's */
  NatterError refuse;  /* not to be recorded, with this `refusal`, unless it is a retry; 0: it may be */
  NatterError refusal; /* not recorded, because of what it is about; 0: no */
  guint64 seq;         /* 0 until recorded */
  guint64 target;      /* a change: the message that it is about. SAY, ME: the one it answers. 0: none */
  gint64 author;       /* who it is from, whatever the name; 0: nobody knows. Not on the wire */
  gint64 edited;       /* when the text was changed last; 0: never */
  gint64 time;
  char *room; /* the store's key of the room: not for display */
  char *from; /* the sender's name as it was */
  char *text;
  char *id;             /* (nullable) the sender's client id */
  char *quote_from;     /* (nullable) owned: whose message it answers; NULL where that one is gone */
  char *quote;          /* (nullable) owned: the beginning of that one */
  GPtrArray *reactions; /* (nullable) (element-type NatterReaction) owned, in the order of their coming */
} NatterMessage;

NatterMessage *natter_message_new (NatterMessageKind kind, const char *room, const char *from, const char *text,
                                   const char *id);
/* natter_message_copy: all but the quote and the reactions, with another @text. */
NatterMessage *natter_message_copy (const NatterMessage *self, const char *text);
NatterMessage *natter_message_ref (NatterMessage *self);
void natter_message_unref (NatterMessage *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (NatterMessage, natter_message_unref)

/* Numbers of authors say by themselves who is a bot: what a bot has said is a bot's for ever, also when that one is gone. Of persons they
 * are negative, or odd. */
static inline gboolean
natter_author_is_bot (gint64 author)
{
  return author > 0 && author % 2 == 0;
}

static inline gboolean
natter_message_is_bot (const NatterMessage *self)
{
  return self->bot || natter_author_is_bot (self->author);
}

/* natter_message_set_quote: the one it answers; @text is cut to what fits a line. */
void natter_message_set_quote (NatterMessage *self, const char *from, const char *text);
/* natter_message_add_reaction: Returns: (transfer none). */
NatterReaction *natter_message_add_reaction (NatterMessage *self, const char *text);
/* natter_message_count_reaction: one more who reacted with @text, called @name. They come in the order in which they are to be shown. */
void natter_message_count_reaction (NatterMessage *self, const char *text, const char *name, gboolean mine);
/* natter_reaction_new: of nobody yet. _copy: (transfer full). */
NatterReaction *natter_reaction_new (const char *text);
NatterReaction *natter_reaction_copy (const NatterReaction *self);
void natter_reaction_free (NatterReaction *self);
/* A piece of a text, in characters. */
typedef struct
{
  guint start;
  guint length;
} NatterSpan;

/* A message that a search found. */
typedef struct
{
  NatterMessage *message; /* owned reference */
  char *room;             /* (nullable) as its reader sees it */
  GArray *marks;          /* (element-type NatterSpan) owned; from left to right, not overlapping */
} NatterHit;

/* natter_hit_new: @message: (transfer full). Without marks. */
NatterHit *natter_hit_new (NatterMessage *message, const char *room);
void natter_hit_free (NatterHit *self);

typedef struct
{
  char *name;
  char *away;       /* (nullable) NULL: here; "" : away without a word */
  gint64 idle;      /* seconds */
  GStrv rooms;      /* (nullable) without '#' */
  char *role;       /* (nullable) what one is in the room: "owner", "moderator", "muted"; NULL: like everyone */
  gboolean account; /* registered */
  gboolean bot;
} NatterPerson;

NatterPerson *natter_person_new (const char *name);
void natter_person_free (NatterPerson *self);

typedef struct
{
  char *name;
  char *topic; /* (nullable) */
  guint people;
  gint64 active;   /* time of the last message, 0 if none */
  gboolean member; /* the asker is in it */
  gboolean is_private;
  gboolean readonly; /* only moderators and owners speak */
} NatterRoomInfo;

NatterRoomInfo *natter_room_info_new (const char *name);
void natter_room_info_free (NatterRoomInfo *self);

/* A direct conversation, as its reader has it. */
typedef struct
{
  char *room;    /* "@bob" */
  guint64 seq;   /* the last one */
  guint64 read;  /* up to here it was read */
  gint64 active; /* time of the last one */
} NatterDirect;

NatterDirect *natter_direct_new (const char *room);
void natter_direct_free (NatterDirect *self);

/* A code that lets people into a room. */
typedef struct
{
  char *code;
  char *from;   /* (nullable) who made it */
  char *link;   /* (nullable) that leads there with it */
  guint uses;   /* left */
  gint64 until; /* 0: for ever */
} NatterCode;

NatterCode *natter_code_new (const char *code);
/* natter_code_free: what is freed is wiped. */
void natter_code_free (NatterCode *self);

/* Somebody who is kept out of the whole server. */
typedef struct
{
  char *name;   /* or an address */
  char *from;   /* (nullable) who did it */
  char *reason; /* (nullable) */
  gint64 until; /* 0: for ever */
} NatterBan;

NatterBan *natter_ban_new (const char *name);
void natter_ban_free (NatterBan *self);

typedef enum
{
  NATTER_REASON_LEFT, /* left the room */
  NATTER_REASON_LOGOUT,
  NATTER_REASON_CLOSED, /* closed the window: an orderly end */
  NATTER_REASON_LOST,   /* the connection broke */
  NATTER_REASON_IDLE,   /* did not answer a ping */
  NATTER_REASON_TOO_SLOW,
  NATTER_REASON_SHUTDOWN,
  NATTER_REASON_KICKED,
  NATTER_REASON_BANNED,
  NATTER_N_REASONS
} NatterReason;

const char *natter_reason_get_word (NatterReason reason); /* "too-slow" */
NatterReason natter_reason_from_word (const char *word);  /* unknown: NATTER_REASON_LEFT */

typedef enum
{                        /* fields used besides `re`, which any answer may have */
  NATTER_EVENT_WELCOME,  /* text: server's name; version; count: people; limits */
  NATTER_EVENT_OK,       /* [message → seq, repeated] [room] [waiting] [text: for those who read text; not on the wire] */
  NATTER_EVENT_ERROR,    /* code text [wait] [suggestion] [time: of "banned": until when] */
  NATTER_EVENT_HELLO,    /* name room [resumed] [token] [grace] [epoch] [role: on the server] */
  NATTER_EVENT_ENTERED,  /* room [text: topic] seq [read] people (all up to 100, else 10) count: of people in all
                                * [role] [is_private] [readonly] [slow] [keep] */
  NATTER_EVENT_PARTED,   /* room [current] */
  NATTER_EVENT_CURRENT,  /* room */
  NATTER_EVENT_JOINED,   /* room time, and from, or names and count (a crowd: §5.10a) */
  NATTER_EVENT_LEFT,     /* room time, and from reason, or names and count */
  NATTER_EVENT_SAID,     /* room message */
  NATTER_EVENT_EDITED,   /* room message (EDIT) */
  NATTER_EVENT_DELETED,  /* room message (DELETE) */
  NATTER_EVENT_REACTED,  /* room message (REACT, UNREACT) */
  NATTER_EVENT_TOPIC,    /* room; set: message (from, text, time, seq). shown: [text] */
  NATTER_EVENT_RENAMED,  /* from name */
  NATTER_EVENT_PRESENCE, /* from [text: away, NULL when back] [name: set where it is a note to someone who told
                                * `from` something: that one's name; not on the wire] */
  NATTER_EVENT_PEOPLE,   /* room people */
  NATTER_EVENT_WHO,      /* people, with their rooms */
  NATTER_EVENT_ROOMS,    /* rooms [time: now, so that people can be told how long ago; not on the wire] */
  NATTER_EVENT_HISTORY,  /* room messages [begin end] [more] [range: what was asked for, time: now, missed; not on the wire] */
  NATTER_EVENT_LIVE,     /* nothing: what was missed has been told, and what follows is told as it happens */
  NATTER_EVENT_DIRECTS,  /* directs: newest first [time: now; not on the wire] */
  NATTER_EVENT_READ,     /* room seq: up to here it was read, on another device */
  NATTER_EVENT_FOUND,    /* text: what was searched for; hits [more] */
  NATTER_EVENT_IGNORED,  /* names */
  NATTER_EVENT_DONE,     /* text: what was done, for people */
  NATTER_EVENT_ACT,      /* room reason_word: what was done; from name [role: given or taken] [span] text: for people; time */
  NATTER_EVENT_NOTICE,   /* from text time: to everyone, from who keeps the server */
  NATTER_EVENT_BANS,     /* bans */
  NATTER_EVENT_BOT,      /* name token [names: its rooms; NULL: all that are public] role: its rights; of a bot that was made */
  NATTER_EVENT_BOTS,     /* people: a bot each, with their rooms, role: their rights */
  NATTER_EVENT_CODE,     /* room text: the code; count: of its uses; [time: until when] [link] */
  NATTER_EVENT_CODES,    /* room codes */
  NATTER_EVENT_DEVICES,  /* people: a device each, name: how and from where; the reader's own first */
  NATTER_EVENT_PING,     /* time */
  NATTER_EVENT_PONG,     /* time */
  NATTER_EVENT_TIME,     /* time */
  NATTER_EVENT_VERSION,  /* text: server's name; version */
  NATTER_EVENT_MOTD,     /* [text] */
  NATTER_EVENT_HELP,     /* help: what to explain; with one row: in full */
  NATTER_EVENT_BYE,      /* reason_word: a code or "logout"; text [wait: come back within so many seconds] [time: of "banned": until when] */
  NATTER_N_EVENTS
} NatterEventKind;

/* The limits a server tells at the door: §5.3. 0 means none. */
typedef struct
{
  guint line;    /* bytes */
  guint message; /* bytes */
  guint name;    /* visible characters */
  guint room;    /* visible characters */
} NatterLimits;

/* What help explains; decoded from the wire too, so not a pointer into the table. */
typedef struct
{
  char *word;
  char *usage;
  char *summary;
  char *example;
} NatterHelp;

void natter_help_free (NatterHelp *self);

typedef struct
{
  guint ref_count;
  NatterEventKind kind;
  NatterError code;    /* ERROR */
  NatterReason reason; /* LEFT */
  guint wait;          /* ERROR, BYE: seconds, 0 if none */
  guint count;         /* WELCOME, ENTERED: people here; JOINED, LEFT: people in the crowd, 0 if none */
  guint grace;         /* HELLO: seconds for which the session outlives its connection; 0: it does not */
  guint slow;          /* ENTERED: seconds between two messages of a person, 0: none */
  guint keep;          /* ENTERED: seconds for which what is said is kept; 0: as the server does */
  guint64 seq;         /* ENTERED: last sequence of the room; READ; OK after decoding */
  gint64 read;         /* ENTERED: up to here it was read; -1: nobody knows */
  gint64 begin;        /* HISTORY: all that may be seen of the room from here … ; -1: none */
  gint64 end;          /* … to here is in this page */
  gint64 span;         /* ACT: seconds, 0: no longer, or for ever; -1: it takes none */
  gint64 time;
  char *re;               /* (nullable) the id of the command it answers */
  char *room;             /* (nullable) as its reader sees it: "lobby", "@bob" */
  char *from;             /* (nullable) */
  char *name;             /* (nullable) */
  char *text;             /* (nullable) */
  char *suggestion;       /* (nullable) ERROR */
  char *current;          /* (nullable) PARTED: the room that is current now */
  char *version;          /* (nullable) */
  char *reason_word;      /* (nullable) BYE */
  char *token;            /* (nullable) HELLO: what a session is resumed with; BOT: what it logs in with; wiped when it is freed */
  char *epoch;            /* (nullable) HELLO: sequences of another epoch mean nothing */
  char *role;             /* (nullable) HELLO, ENTERED: what one is; NULL: like everyone */
  char *link;             /* (nullable) CODE: that leads there with it; wiped when it is freed */
  NatterMessage *message; /* (nullable) SAID, TOPIC, OK */
  GPtrArray *people;      /* (nullable) (element-type NatterPerson) owned */
  GPtrArray *rooms;       /* (nullable) (element-type NatterRoomInfo) owned */
  GPtrArray *messages;    /* (nullable) (element-type NatterMessage) owned, oldest first */
  GPtrArray *hits;        /* (nullable) (element-type NatterHit) owned, newest first */
  GPtrArray *help;        /* (nullable) (element-type NatterHelp) owned */
  GPtrArray *directs;     /* (nullable) (element-type NatterDirect) owned, newest first */
  GPtrArray *codes;       /* (nullable) (element-type NatterCode) owned */
  GPtrArray *bans;        /* (nullable) (element-type NatterBan) owned */
  GStrv names;            /* (nullable) BOT; IGNORED; JOINED and LEFT in a crowd */
  NatterLimits limits;    /* WELCOME */
  NatterRange range;      /* HISTORY */
  gboolean more;          /* FOUND: there are older ones; HISTORY: there is more, before the first of LAST and BEFORE, after the last of SINCE and AT */
  gboolean repeated;      /* OK after decoding: it was a retry, and `seq` is the first one's */
  gboolean waiting;       /* OK: whom it is for is not here */
  gboolean missed;        /* HISTORY: told unasked to one who comes in and reads text; not on the wire */
  gboolean resumed;       /* HELLO: the session went on */
  gboolean is_private;    /* ENTERED */
  gboolean readonly;      /* ENTERED: only moderators and owners speak */
} NatterEvent;

/* natter_event_new: an event with one reference and no fields; the maker fills them before it shares it. */
NatterEvent *natter_event_new (NatterEventKind kind);
NatterEvent *natter_event_ref (NatterEvent *self);
void natter_event_unref (NatterEvent *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (NatterEvent, natter_event_unref)

/* natter_event_new_error: from a GError of any domain (other domains become NATTER_ERROR_FAILED).
 * @re, @suggestion: (nullable). */
NatterEvent *natter_event_new_error (const GError *error, const char *re, const char *suggestion);

/* natter_event_get_word: the JSON "ev", as "said". Static. */
const char *natter_event_get_word (NatterEventKind kind);

/* natter_event_equal: same kind and fields, as the wire can carry them (times to the millisecond). For tests. */
gboolean natter_event_equal (const NatterEvent *a, const NatterEvent *b);

G_END_DECLS
