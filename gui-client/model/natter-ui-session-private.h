/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "natter-ui-cache.h"
#include "natter-ui-known.h"
#include "natter-ui-message-private.h"
#include "natter-ui-outbox.h"
#include "natter-ui-person-private.h"
#include "natter-ui-room-private.h"
#include "natter-ui-secrets.h"
#include "natter-ui-session-ports.h"

G_BEGIN_DECLS

/* What the files of the session share. Each public function ends with natter_ui_session_settle(): the one place where
 * what changed is shown, what can be sent is sent, and the alarm is set. */

/* What a server can make us keep, at most. */
#define NATTER_UI_ROOMS_MOST   1000
#define NATTER_UI_MEMBERS_MOST 20000 /* in a room; more are counted only */

/* So many answers to pings count, and of them the quickest: the others waited for a frame to be drawn, or for
 * another program. */
#define NATTER_UI_PINGS_KEPT 4

typedef enum
{
  NATTER_UI_REQUEST_LOGIN,
  NATTER_UI_REQUEST_ENTER,    /* a room that the reader asked for */
  NATTER_UI_REQUEST_REENTER,  /* one that we were in before the break */
  NATTER_UI_REQUEST_CATCH_UP, /* its history */
  NATTER_UI_REQUEST_PAGE,     /* what was said before, or after, what the list has */
  NATTER_UI_REQUEST_MEMBERS,  /* all of a large room */
  NATTER_UI_REQUEST_MESSAGE,  /* one of the outbox */
  NATTER_UI_REQUEST_TASK,     /* who, rooms: for a GTask */
  NATTER_UI_REQUEST_PING,
  NATTER_UI_REQUEST_SILENT,
  NATTER_UI_REQUEST_QUIET, /* only an error is shown */
  NATTER_UI_REQUEST_SHOW   /* the answer is shown in the room */
} NatterUiRequestKind;

/* Where a page of the past goes. */
typedef enum
{
  NATTER_UI_MOVE_OLDER, /* above the list */
  NATTER_UI_MOVE_NEWER, /* below it */
  NATTER_UI_MOVE_TO     /* in its place */
} NatterUiMove;

typedef struct
{
  NatterUiMove move;
  NatterRangeKind range; /* what the server is asked */
  guint64 seq;
  gint64 time;
  guint64 target;            /* TO: the one that is to be seen; 0: the last */
  gboolean to_end;           /* then on, until nothing is newer */
  const GPtrArray *messages; /* (nullable) what came, and what it covers: */
  guint64 begin;
  guint64 end;
} NatterUiPage;

/* Everything from @begin to @end that may be seen. @final: as it is now: NatterUiCache. */
typedef struct
{
  guint64 begin;
  guint64 end;
  gboolean final;
} NatterUiSpan;

/* What was asked of the cache, and by whom. */
typedef struct
{
  NatterUiSession *session; /* noref: the cache is its own, and asks nobody after it */
  NatterUiRoom *room;       /* (nullable) owned */
  guint window;             /* the list's, then */
  gpointer data;
  GDestroyNotify free_data; /* (nullable) */
} NatterUiAsking;

typedef struct
{
  NatterUiRequestKind kind;
  NatterCommandKind command;
  NatterUiRoom *room;       /* (nullable) owned */
  NatterUiMessage *message; /* (nullable) owned */
  GTask *task;              /* (nullable) owned */
  char *password;           /* (nullable) owned: what it is once this is done */
  gint64 time;              /* when it was sent */
  guint count;              /* messages asked for */
  guint window;             /* PAGE: the list's, then */
  NatterUiPage page;        /* of a history: what was asked for */
} NatterUiRequest;

struct _NatterUiSession
{
  GObject parent_instance;

  NatterUiPorts ports;

  /* The way there */
  NatterUiState state;
  GError *error;    /* (nullable) */
  char *suggestion; /* (nullable) */
  char *host;       /* (nullable) */
  char *address;    /* "" before the first open */
  char *server_name;
  char *wanted_name; /* to log in as */
  char *password;    /* (nullable) that goes with it; never written anywhere */
  guint16 port;
  gboolean opened; /* the connection is there */
  gboolean welcomed;
  gboolean refused;    /* the name was refused: another one is waited for */
  gboolean was_online; /* since open: then a broken connection is tried again */
  gboolean stays_away; /* not to be tried again, unless somebody asks for it */
  guint attempts;      /* since it broke */
  NatterLimits limits;

  /* Which server it is */
  NatterUiKnown *known; /* (nullable) owned */
  NatterUiTrust trust;
  gboolean wary;    /* nothing is taken to be on this computer */
  gboolean has_key; /* it showed one: */
  NatterKey met;
  gboolean has_expected; /* the link that leads here names one: */
  NatterKey expected;
  char *prefix;      /* (nullable) of its key, as announced */
  gboolean has_next; /* the same, of the server that is opened next */
  NatterKey next;
  char *next_prefix; /* (nullable) */

  /* Moments, monotonic; 0: none */
  gint64 retry_at;
  guint back;       /* seconds within which the server that went down wants us back; 0: it said nothing */
  gint64 answer_by; /* the server must have greeted, or answered our ping */
  gint64 ping_at;
  gint64 hold_until;     /* the server takes no message before */
  gint64 tell_at;        /* how far was read is told then */
  gint64 resume_at;      /* nor another step of the resuming */
  gint64 settled_at;     /* online so long, a break is news, and the back-off begins anew */
  gint64 patience_until; /* so long "name taken" is taken for our own ghost */

  /* Oneself */
  char *name;
  char *key;     /* of the name */
  char *away;    /* (nullable) */
  char *role;    /* (nullable) on the server */
  GStrv ignored; /* (nullable) */

  /* Rooms */
  NatterUiRoomList *rooms;
  NatterUiRoom *current; /* (nullable) owned */
  gboolean attentive;
  NatterUiDrafts *drafts; /* (nullable) owned */
  gboolean resuming; /* we had rooms before this login */
  gboolean replaying; /* what was missed is being told: nobody is asked, and nothing is sent */
  gboolean collecting; /* what was missed, to be shown */
  gint64 broke_at;     /* monotonic; 0: never */
  GListStore *missed;  /* (element-type NatterUiMissed) owned */
  GStrv keywords;      /* (nullable) folded */
  gboolean resumed;   /* nobody noticed that we were away */
  char *token;        /* (nullable) what to go on with; wiped */
  gboolean is_account;
  char *token_path; /* (nullable) where a guest's is */
  gboolean rooms_known; /* the rooms in the list are those that one was in, not only those where something waits */

  /* Kept on disk */
  char *folder;   /* (nullable) below which */
  char *identity; /* (nullable) the name of the folder there */
  NatterUiCache *cache; /* (nullable) owned */
  char *epoch;          /* (nullable) of the server's sequences */
  guint keep_days;      /* 0: for ever */
  gboolean cache_loading; /* the rooms come from it; until then nobody logs in */

  /* Asking and saying */
  NatterUiOutbox *outbox;
  GHashTable *requests; /* id → NatterUiRequest, owned */
  char *id_prefix;
  guint64 last_id;
  gboolean stepping; /* a step of the resuming is on its way */

  /* Shown, so that a change is told once */
  char *status_text;
  int latency;
  gint64 pings[NATTER_UI_PINGS_KEPT]; /* how long the last ones took, the last first */
  guint n_pings;                      /* answered on this connection */
  guint retry_in;
  guint slow_down;
  guint n_waiting;
  guint unread;
  gboolean settling;
  gboolean unsettled; /* asked to settle while settling */
};

typedef enum
{
  NATTER_UI_SESSION_PROP_STATE = 1,
  NATTER_UI_SESSION_PROP_STATUS_TEXT,
  NATTER_UI_SESSION_PROP_ERROR_TEXT,
  NATTER_UI_SESSION_PROP_SUGGESTION,
  NATTER_UI_SESSION_PROP_RETRY_IN,
  NATTER_UI_SESSION_PROP_LATENCY,
  NATTER_UI_SESSION_PROP_SLOW_DOWN,
  NATTER_UI_SESSION_PROP_N_WAITING,
  NATTER_UI_SESSION_PROP_ADDRESS,
  NATTER_UI_SESSION_PROP_SERVER_NAME,
  NATTER_UI_SESSION_PROP_NAME,
  NATTER_UI_SESSION_PROP_AWAY,
  NATTER_UI_SESSION_PROP_CURRENT_ROOM,
  NATTER_UI_SESSION_PROP_UNREAD,
  NATTER_UI_SESSION_PROP_ROLE,
  NATTER_UI_SESSION_PROP_TRUST,
  NATTER_UI_SESSION_N_PROPS
} NatterUiSessionProp;

/* natter-ui-session.c */
void natter_ui_session_notify (NatterUiSession *self, NatterUiSessionProp prop);
void natter_ui_session_emit_noticed (NatterUiSession *self, NatterUiRoom *room, NatterUiMessage *message);
void natter_ui_session_emit_went_to (NatterUiSession *self, NatterUiRoom *room, guint64 seq);
void natter_ui_session_emit_heard (NatterUiSession *self, NatterUiRoom *room, NatterUiMessage *message);
void natter_ui_session_emit_token_changed (NatterUiSession *self);
void natter_ui_session_emit_read (NatterUiSession *self, NatterUiRoom *room);
void natter_ui_session_emit_replied (NatterUiSession *self, const char *text);
void natter_ui_session_set_own_name (NatterUiSession *self, const char *name);
void natter_ui_session_set_own_away (NatterUiSession *self, const char *away);     /* (nullable) */
void natter_ui_session_change_current (NatterUiSession *self, NatterUiRoom *room); /* (nullable) */
gboolean natter_ui_session_is_own (NatterUiSession *self, const char *name);

/* natter-ui-session-state.c */
gint64 natter_ui_session_get_time (NatterUiSession *self);
void natter_ui_session_set_state (NatterUiSession *self, NatterUiState state);
void natter_ui_session_set_error (NatterUiSession *self, const GError *error, const char *suggestion); /* (nullable) */
void natter_ui_session_dial (NatterUiSession *self);
void natter_ui_session_dial_by (NatterUiSession *self, NatterUiWay way);
void natter_ui_session_await_answer (NatterUiSession *self);                                    /* it must come soon */
void natter_ui_session_drop (NatterUiSession *self, gboolean gently);                           /* the connection, with all that hung on it */
void natter_ui_session_break (NatterUiSession *self, const GError *error, guint least_seconds); /* tries again, or gives up */
void natter_ui_session_send_login (NatterUiSession *self);
void natter_ui_session_probe (NatterUiSession *self); /* is anyone there? The answer must come soon */
gboolean natter_ui_session_is_at_home (NatterUiSession *self); /* there is something to show without the server */
void natter_ui_session_hear (NatterUiSession *self); /* something came */
void natter_ui_session_begin_online (NatterUiSession *self);

/* natter-ui-session-trust.c */
void natter_ui_session_forget_meeting (NatterUiSession *self); /* it has to be met anew */
void natter_ui_session_recall (NatterUiSession *self); /* what is known of servers, by whichever program */
NatterUiWay natter_ui_session_choose_way (NatterUiSession *self);
void natter_ui_session_begin_trust (NatterUiSession *self);   /* another server, or the same anew */
gboolean natter_ui_session_take_bare (NatterUiSession *self); /* FALSE: one must be asked */

/* natter-ui-session-password.c */
void natter_ui_session_keep_password (NatterUiSession *self, const char *password);         /* (nullable) */
char *natter_ui_session_dup_new_password (const NatterCommand *command);

/* natter-ui-session-token.c */
void natter_ui_session_keep_token (NatterUiSession *self, const char *token); /* (nullable) */
void natter_ui_session_forget_token (NatterUiSession *self); /* without a word to who keeps it */
void natter_ui_session_set_account (NatterUiSession *self, gboolean is_account);
void natter_ui_session_open_token (NatterUiSession *self, const char *path);
NatterCommand *natter_ui_session_new_resume (NatterUiSession *self);
void natter_ui_session_begin_replay (NatterUiSession *self, const NatterEvent *hello);
void natter_ui_session_take_replay (NatterUiSession *self, const NatterEvent *event);
void natter_ui_session_take_live (NatterUiSession *self, const NatterEvent *event);

/* natter-ui-session-status.c: computes what is shown, and tells what changed. */
void natter_ui_session_update_status (NatterUiSession *self);
guint natter_ui_session_count_seconds (NatterUiSession *self, gint64 until);

/* natter-ui-session-rights.c */
void natter_ui_session_take_settings (NatterUiSession *self, NatterUiRoom *room, const NatterEvent *event); /* ENTERED */
void natter_ui_session_take_act (NatterUiSession *self, const NatterEvent *event);
void natter_ui_session_find_own_role (NatterUiSession *self, NatterUiRoom *room);

/* natter-ui-session-requests.c */
void natter_ui_request_free (NatterUiRequest *request);

/* natter_ui_session_ask: sends @command (transfer full) with an id of its own.
 * @request: (transfer full) (nullable): what to do with the answer. FALSE: not sent. */
gboolean natter_ui_session_ask (NatterUiSession *self, NatterCommand *command, NatterUiRequest *request);
NatterUiRequest *natter_ui_request_new (NatterUiRequestKind kind, NatterUiRoom *room); /* (nullable) */
char *natter_ui_session_make_id (NatterUiSession *self, char what);
void natter_ui_session_answer (NatterUiSession *self, const NatterEvent *event);
void natter_ui_session_fail_requests (NatterUiSession *self);

/* natter-ui-session-resume.c: what can be sent now, is. */
void natter_ui_session_pump (NatterUiSession *self);
void natter_ui_session_enter (NatterUiSession *self, NatterUiRoom *room, guint64 seq);
void natter_ui_session_take_history (NatterUiSession *self, const NatterUiRequest *request, const NatterEvent *event);
void natter_ui_session_take_missed (NatterUiSession *self, NatterUiRoom *room, const NatterEvent *event);
void natter_ui_session_caught_up (NatterUiSession *self, NatterUiRoom *room);
void natter_ui_session_take_asked (NatterUiSession *self, NatterUiRoom *room, const GPtrArray *messages); /* (nullable) */
void natter_ui_session_step_failed (NatterUiSession *self, const NatterUiRequest *request, const NatterEvent *error);

/* natter-ui-session-window.c */
void natter_ui_session_answer_page (NatterUiSession *self, const NatterUiRequest *request, const NatterEvent *event);
void natter_ui_session_get_span (NatterUiSession *self, NatterUiRoom *room, const NatterEvent *event,
                                 const NatterRange *range, NatterUiSpan *span);
void natter_ui_session_fill (NatterUiSession *self, NatterUiRoom *room);
void natter_ui_session_update_past (NatterUiRoom *room); /* after something came, or it was entered */

/* natter-ui-session-outbox.c */
void natter_ui_session_fail_waiting (NatterUiSession *self, NatterUiRoom *room, const char *reason);
gboolean natter_ui_session_send_waiting (NatterUiSession *self);
void natter_ui_session_message_done (NatterUiSession *self, NatterUiMessage *message, const NatterEvent *event);
void natter_ui_session_message_failed (NatterUiSession *self, NatterUiMessage *message, const NatterEvent *error);
void natter_ui_session_begin_slow (NatterUiSession *self, NatterUiRoom *room); /* something was said there just now */
gint64 natter_ui_session_get_hold (NatterUiSession *self, NatterUiRoom *room);  /* (nullable) until when it takes nothing; 0: now */
void natter_ui_session_unsettle_outbox (NatterUiSession *self); /* the connection broke */
void natter_ui_session_resolve_unsure (NatterUiSession *self, NatterUiRoom *room, gboolean knowable);
/* @command: SAY or ME, or another of which text and target are taken. */
gboolean natter_ui_session_say (NatterUiSession *self, NatterUiRoom *room, const NatterCommand *command, GError **error);

/* natter-ui-session-store.c: what is on disk for the name that is wanted, on the server that is meant, becomes what is kept. */
void natter_ui_session_bind (NatterUiSession *self);

/* natter-ui-session-cache.c */
NatterUiAsking *natter_ui_session_new_asking (NatterUiSession *self, NatterUiRoom *room); /* (nullable) */
void natter_ui_session_open_cache (NatterUiSession *self, const char *path);
void natter_ui_session_take_epoch (NatterUiSession *self, const char *epoch); /* (nullable) */
void natter_ui_session_cache_room (NatterUiSession *self, NatterUiRoom *room);
void natter_ui_session_cache_live (NatterUiSession *self, NatterUiRoom *room, NatterMessage *message);
void natter_ui_session_cache_page (NatterUiSession *self, NatterUiRoom *room, const GPtrArray *messages,
                                   const NatterUiSpan *span);
void natter_ui_session_forget_room (NatterUiSession *self, NatterUiRoom *room, gboolean whole); /* also that one is in it */

/* natter-ui-session-missed.c */
void natter_ui_session_begin_collecting (NatterUiSession *self);
void natter_ui_session_collect_missed (NatterUiSession *self, NatterUiRoom *room);
void natter_ui_session_drop_missed (NatterUiSession *self, NatterUiRoom *room, guint64 seq);

/* natter-ui-session-read.c */
void natter_ui_session_recount (NatterUiSession *self, NatterUiRoom *room);
void natter_ui_session_read_on (NatterUiSession *self);
void natter_ui_session_tell_markers (NatterUiSession *self);
void natter_ui_session_take_marker (NatterUiSession *self, NatterUiRoom *room, gint64 seq); /* -1: nobody knows */

/* natter-ui-session-messages.c */
gboolean natter_ui_session_is_mention (NatterUiSession *self, const char *text);
/* what was done to one of them; of a message that is not known (any more) nothing shows */
void natter_ui_session_take_change (NatterUiSession *self, NatterUiRoom *room, const NatterMessage *change);
void natter_ui_session_take_live_change (NatterUiSession *self, NatterUiRoom *room, NatterMessage *change);
void natter_ui_session_take_message (NatterUiSession *self, NatterUiRoom *room, NatterMessage *message);
void natter_ui_session_settle_message (NatterUiRoom *room, NatterUiMessage *message, guint64 seq, gint64 time);
NatterUiMessage *natter_ui_session_make_message (NatterUiSession *self, NatterUiRoom *room, const NatterMessage *message);
void natter_ui_session_count_unread (NatterUiSession *self, NatterUiRoom *room, NatterUiMessage *message, gboolean live);
void natter_ui_session_show (NatterUiSession *self, NatterUiRoom *room, NatterUiMessageKind kind, const char *text);

/* natter-ui-session-hello.c */
void natter_ui_session_take_welcome (NatterUiSession *self, const NatterEvent *event);
void natter_ui_session_take_hello (NatterUiSession *self, const NatterEvent *event);
void natter_ui_session_set_role (NatterUiSession *self, const char *role); /* (nullable) of oneself on the server */

/* natter-ui-session-directs.c */
void natter_ui_session_take_read (NatterUiSession *self, const NatterEvent *event);
void natter_ui_session_take_directs (NatterUiSession *self, const NatterEvent *event);

/* natter-ui-session-events.c, -submit.c: nothing but what is public. */

/* natter-ui-session-rooms.c */
NatterUiRoom *natter_ui_session_find_room (NatterUiSession *self, const char *name); /* (nullable) both */

/* natter_ui_session_add_room: Returns: (nullable): there are too many, more than a server of good faith has us in. */
NatterUiRoom *natter_ui_session_add_room (NatterUiSession *self, const char *name);
void natter_ui_session_remove_room (NatterUiSession *self, NatterUiRoom *room);
void natter_ui_session_lose_room (NatterUiSession *self, NatterUiRoom *room); /* thrown out: what waits in it stays, failed */
void natter_ui_session_rename_room (NatterUiSession *self, NatterUiRoom *room, const char *name); /* with its draft */
gboolean natter_ui_session_check_online (NatterUiSession *self, GError **error);

/* natter_ui_session_ask_about: @command (transfer full) is sent for @room (nullable), its answer treated as @kind says. */
void natter_ui_session_ask_about (NatterUiSession *self, NatterUiRequestKind kind, NatterCommand *command,
                                  NatterUiRoom *room);

G_END_DECLS
