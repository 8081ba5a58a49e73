/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* Names of the model's types, and what they count in. No GTK: see gui-client/DESIGN.md.
 * The model lives in the main context of one thread, the one that GTK runs in. */

typedef struct _NatterUiConnection NatterUiConnection;
typedef struct _NatterUiDrafts NatterUiDrafts;
typedef struct _NatterUiHost NatterUiHost;
typedef struct _NatterUiKnown NatterUiKnown;
typedef struct _NatterUiMessage NatterUiMessage;
typedef struct _NatterUiMessageList NatterUiMessageList;
typedef struct _NatterUiMissed NatterUiMissed;
typedef struct _NatterUiPerson NatterUiPerson;
typedef struct _NatterUiPersonList NatterUiPersonList;
typedef struct _NatterUiRecent NatterUiRecent;
typedef struct _NatterUiRoom NatterUiRoom;
typedef struct _NatterUiRoomInfo NatterUiRoomInfo;
typedef struct _NatterUiRoomList NatterUiRoomList;
typedef struct _NatterUiSecrets NatterUiSecrets;
typedef struct _NatterUiServer NatterUiServer;
typedef struct _NatterUiSession NatterUiSession;

/* Where a session stands. */
typedef enum
{
  NATTER_UI_STATE_OFFLINE,    /* nothing is going on: not begun, logged out, or given up (then there is an error) */
  NATTER_UI_STATE_CONNECTING, /* resolving, connecting, or waiting for the server's welcome */
  NATTER_UI_STATE_LOGIN,      /* the server knows us, and a name was sent, or refused (then there is an error) */
  NATTER_UI_STATE_ONLINE,     /* logged in */
  NATTER_UI_STATE_WAITING     /* the connection broke; it is tried again at the deadline */
} NatterUiState;

typedef enum
{
  NATTER_UI_MESSAGE_SAY,
  NATTER_UI_MESSAGE_ME,     /* "* alice waves" */
  NATTER_UI_MESSAGE_TOPIC,  /* someone set the topic; the text is the new one, perhaps empty */
  NATTER_UI_MESSAGE_NOTICE, /* comings, goings, new names: a sentence, several folded into one */
  NATTER_UI_MESSAGE_REPLY,  /* an answer to a command, for the reader only; may have several lines */
  NATTER_UI_MESSAGE_ERROR   /* the same, and something is not as wished */
} NatterUiMessageKind;

/* What someone is in a room; whoever is more than a member may do what the ones before may. */
typedef enum
{
  NATTER_UI_ROLE_MUTED, /* may read */
  NATTER_UI_ROLE_MEMBER,
  NATTER_UI_ROLE_MODERATOR,
  NATTER_UI_ROLE_OWNER
} NatterUiRole;

/* How far one's own message got. Others' messages are always DELIVERED. */
typedef enum
{
  NATTER_UI_DELIVERY_DELIVERED, /* recorded by the server; also all that is not one's own */
  NATTER_UI_DELIVERY_WAITING,   /* kept here: it will be sent */
  NATTER_UI_DELIVERY_SENT,      /* on its way: not acknowledged yet */
  NATTER_UI_DELIVERY_FAILED     /* refused; the reason is a sentence. Retry or discard */
} NatterUiDelivery;

/* What is known of the past of a room, above its oldest message. */
typedef enum
{
  NATTER_UI_PAST_OPEN,  /* there may be more, and it can be asked for */
  NATTER_UI_PAST_ASKED, /* it was asked for */
  NATTER_UI_PAST_WHOLE, /* nothing older is kept */
  NATTER_UI_PAST_LIMIT  /* there may be more than the server lets us have */
} NatterUiPast;

/* Why one would want to see what was said while one was away. */
typedef enum
{
  NATTER_UI_MISSED_MENTION, /* it names the reader, or has a keyword */
  NATTER_UI_MISSED_ANSWER,  /* to something the reader said */
  NATTER_UI_MISSED_REACTED  /* many reacted to it */
} NatterUiMissedKind;

/* What of a room deserves a notification. */
typedef enum
{
  NATTER_UI_LEVEL_DEFAULT,  /* as it is set for all */
  NATTER_UI_LEVEL_ALL,      /* everything */
  NATTER_UI_LEVEL_MENTIONS, /* what names the reader, keywords, and what is said to them alone */
  NATTER_UI_LEVEL_NONE
} NatterUiLevel;

/* What stands between us and whoever listens in on the way to a server. Those of the second half are questions: nothing was told to
 * it yet but that we want to talk. */
typedef enum
{
  NATTER_UI_TRUST_UNKNOWN,     /* it was not met yet */
  NATTER_UI_TRUST_LOCAL,       /* it is on this computer */
  NATTER_UI_TRUST_VOUCHED,     /* encrypted, and its certificate is good by those whom this system trusts */
  NATTER_UI_TRUST_PINNED,      /* encrypted, and it has the key that is known of it */
  NATTER_UI_TRUST_BARE_AGREED, /* not encrypted, and that was agreed to */

  NATTER_UI_TRUST_FIRST,   /* encrypted, but its key was never seen */
  NATTER_UI_TRUST_CHANGED, /* encrypted, but the key is another one than it should be */
  NATTER_UI_TRUST_BARE,    /* it does not encrypt */
  NATTER_UI_TRUST_STRIPPED /* it does not encrypt, and did before, or should */
} NatterUiTrust;

/* How to go to a server. */
typedef enum
{
  NATTER_UI_WAY_USUAL,     /* encrypted, but where it is on this computer */
  NATTER_UI_WAY_ENCRYPTED, /* also there */
  NATTER_UI_WAY_BARE       /* not */
} NatterUiWay;

/* What keeps a session from being online. Sentences are whole, translated and name the next step.
 * What the server says is of the domain NATTER_ERROR instead. */
#define NATTER_UI_ERROR (natter_ui_error_quark ())

typedef enum
{
  NATTER_UI_ERROR_BAD_ADDRESS, /* what was typed is no HOST[:PORT] */
  NATTER_UI_ERROR_NOT_FOUND,   /* the name of the host does not resolve */
  NATTER_UI_ERROR_REFUSED,     /* nobody listens there */
  NATTER_UI_ERROR_UNREACHABLE, /* no way there, or no answer in time */
  NATTER_UI_ERROR_NOT_NATTER,  /* someone listens, but speaks something else */
  NATTER_UI_ERROR_FULL,        /* the server has no room now */
  NATTER_UI_ERROR_LOST,        /* the connection broke */
  NATTER_UI_ERROR_OFFLINE,     /* this needs a connection, and there is none */
  NATTER_UI_ERROR_NO_ROOM,     /* this is said to a room, and there is none */
  NATTER_UI_ERROR_BARE,        /* it does not encrypt; or not any more: see natter_ui_session_get_trust() */
  NATTER_UI_ERROR_FIRST_KEY,   /* its key was never seen */
  NATTER_UI_ERROR_CHANGED_KEY  /* its key is another one */
} NatterUiError;

GQuark natter_ui_error_quark (void);

G_END_DECLS
