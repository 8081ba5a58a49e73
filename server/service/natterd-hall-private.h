/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "natterd-crowd.h"
#include "natterd-deadlines.h"
#include "natterd-door.h"
#include "natterd-fanout.h"
#include "natterd-hall.h"
#include "natterd-hasher.h"
#include "natterd-ledger.h"
#include "natterd-peer.h"
#include "server/net/natterd-credentials.h"
#include "server/net/natterd-listener.h"
#include "server/net/natterd-poller.h"

G_BEGIN_DECLS

/* Inside the service room. The hall owns the parts; a peer reaches them through it. */

#define NATTERD_READ_SIZE (64 * 1024)

/* §1.3: what a newcomer for whom there is no room has, at most, to show that it speaks TLS, and again to shake hands. */
#define NATTERD_REFUSAL_TIME (2 * G_TIME_SPAN_SECOND)

/* More bytes than this are sent in the middle of a turn. */
#define NATTERD_ARENAS_MOST (64 * 1024 * 1024)

/* What the hall itself needs of the configuration: PROTOCOL.md §9; µs, bytes, tokens; 0: no limit. */
typedef struct
{
  gsize line;
  gint64 login_timeout;
  gint64 sniff_timeout;
  gint64 idle_ping;
  gint64 idle_grace;
  gsize queue_soft;
  gint64 queue_soft_time;
  gsize queue_hard;
  double address_rate;
  double address_burst;
  guint crowd;
  gint64 crowd_pause;
  gint64 grace;
  guint held;
  guint resume;
  gint64 handshake_timeout;
  guint handshakes;
  guint handshakes_per_address;
  gboolean tls_required;
} NatterdHallLimits;

/* §10.3: TLS handshakes */
typedef struct
{
  GQueue unfinished; /* (element-type NatterdShake) borrowed, the one that began first at the head */
  GQueue ready;      /* (element-type NatterdShake) borrowed: those who can go a step on, in order */
} NatterdShakes;

struct _NatterdHall
{
  NatterdHub *hub;           /* owned */
  NatterdStore *store;       /* owned */
  NatterdLedger *ledger;     /* owned */
  NatterdPoller *poller;     /* owned */
  NatterdListener *listener; /* owned */
  NatterdCrowd *crowd;       /* owned */
  NatterdFanout fanout;
  NatterdAudiences audiences;
  NatterdDeadlines deadlines;
  NatterdDoor door;
  NatterdCounters *counters;       /* owned */
  gint64 began;                    /* monotonic µs */
  NatterdCredentials *credentials; /* (nullable) owned reference: without there is no TLS */
  NatterdShakes shakes;
  NatterdHallLimits limits;
  NatterdNow now;        /* of this turn */
  GPtrArray *all;        /* owned (element-type NatterdPeer) borrowed elements, freed by reaping */
  GPtrArray *insides;    /* owned: the same of those without a socket, who count nowhere */
  GPtrArray *by_session; /* owned (element-type NatterdPeer) nullable; by session index */
  GPtrArray *resumed;    /* owned: peers with lines left over */
  GPtrArray *held;       /* owned: peers that wait for a commit */
  GPtrArray *reaped;     /* owned: the dead, freed at the end of the turn */
  GByteArray *filtered;  /* owned: scratch of the reader */
  GByteArray *replied;   /* owned: scratch of the reader */
  GPtrArray *fetches;    /* owned: questions to the store without an answer yet */
  GPtrArray *pages;      /* owned: the same for those of who comes back */
  GQueue catching;       /* (element-type NatterdPeer) who waits for pages */
  GHashTable *kept;      /* owned: sessions without a connection */
  NatterdDeadlines kept_deadlines;
  GPtrArray *secrets;      /* owned: what the hasher has not answered */
  NatterdHasher *hasher;   /* owned */
  GPtrArray *searches;     /* owned: the same for searches */
  NatterdEffects *unheard; /* owned: scratch for what nobody is told any more */
  guint held_serial;       /* of the ledger when peers in `held` were last let go */
  gboolean storage_failing;
  NatterdHallDone ping_done; /* (nullable) */
  gpointer ping_data;
  gboolean pinging;             /* the store was asked, and has not answered */
  NatterdHallDone bans_changed; /* (nullable) */
  gpointer bans_data;
  NatterdHallDone done;      /* (nullable) to be told when all are gone */
  NatterdHallDone told_done; /* (nullable) the same, once done_source is about to */
  gpointer done_data;
  gint64 goodbye_due;   /* monotonic µs, while shutting down: when goodbye is said, whatever the store does */
  gint64 end_due;       /* … and when it ends, whoever is still there */
  GSource *done_source; /* (nullable) owned: is about to call `done` */
  gboolean closing;
  gboolean said_goodbye;
  guint8 buffer[NATTERD_READ_SIZE];
};

/* natterd-hall.c */

/* natterd_hall_get_effects: the list for what happens now. */
static inline NatterdEffects *
natterd_hall_get_effects (NatterdHall *self)
{
  return natterd_ledger_get_open (self->ledger);
}

/* natterd_hall_touch: the clock is read again, and a turn will follow: for what comes from outside the poller. */
void natterd_hall_touch (NatterdHall *self);

/* natterd_hall_reap: @peer is to be freed at the end of the turn. Harmless when repeated. */
void natterd_hall_reap (NatterdHall *self, NatterdPeer *peer);

/* natterd_hall_resume: @peer goes on in its lines in the next turn. */
void natterd_hall_resume (NatterdHall *self, NatterdPeer *peer);

/* natterd_hall_flush: sends what all dirty peers have, and forgets the bytes. */
void natterd_hall_flush (NatterdHall *self);

/* natterd_hall_forget_session: @session has no peer any more. */
void natterd_hall_forget_session (NatterdHall *self, NatterdSession *session);

/* natterd-hall-settings.c: of the configuration, what the hall itself heeds; and (transfer full) what the domain does. */
void natterd_hall_take_config (NatterdHall *self, const NatterdConfig *config);
NatterdHubSettings *natterd_hall_make_settings (const NatterdConfig *config);

/* natterd-hall-shutdown.c */

/* natterd_hall_advance_shutdown: at the end of a turn: says goodbye when that is possible, and ends when all are gone. */
void natterd_hall_advance_shutdown (NatterdHall *self);

/* natterd-hall-perform.c */

/* natterd-hall-history.c */

/* natterd_hall_fetch: performs a FETCH. */
void natterd_hall_fetch (NatterdHall *self, const NatterdEffect *effect);

/* natterd-hall-catch-up.c */

/* natterd_hall_catch_up, _go_live: perform a CATCH_UP, a LIVE. */
void natterd_hall_catch_up (NatterdHall *self, const NatterdEffect *effect);
void natterd_hall_go_live (NatterdHall *self, const NatterdEffect *effect);

/* natterd_peer_catch_up: goes on with what it has missed, if it may. */
void natterd_peer_catch_up (NatterdPeer *self);

/* natterd_peer_forget_missed: it will not be told any more of it, nor what has happened meanwhile. */
void natterd_peer_forget_missed (NatterdPeer *self);

/* natterd_hall_drop_pages: forgets those that will not come. */
void natterd_hall_drop_pages (NatterdHall *self);

/* natterd-hall-kept.c */

/* natterd_hall_keep: @peer's connection is over. TRUE: its session is not, for a while. */
gboolean natterd_hall_keep (NatterdHall *self, NatterdPeer *peer, NatterReason reason);
gboolean natterd_hall_keeps (const NatterdHall *self, const NatterdSession *session);

/* natterd_hall_forget_kept: @session is over, or resumed. Harmless when repeated. */
void natterd_hall_forget_kept (NatterdHall *self, NatterdSession *session);

/* natterd_hall_end_kept: those whose time is over. */
void natterd_hall_end_kept (NatterdHall *self);

/* natterd_hall_drop_kept: all, and nobody is told. */
void natterd_hall_drop_kept (NatterdHall *self);

/* natterd-hall-search.c */

/* natterd_hall_search: performs a SEARCH. */
void natterd_hall_search (NatterdHall *self, const NatterdEffect *effect);

/* natterd_hall_cancel_searches: nobody waits for those of @session any more. */
void natterd_hall_cancel_searches (NatterdHall *self, const NatterdSession *session);

/* natterd_hall_drop_searches: forgets those that will not be answered. */
void natterd_hall_drop_searches (NatterdHall *self);

/* natterd_hall_drop_fetches: forgets questions that will not be answered. */
void natterd_hall_drop_fetches (NatterdHall *self);

/* natterd_hall_perform: NatterdLedgerPerform. */
void natterd_hall_perform (gpointer hall, const NatterdEffects *effects, const GError *error);

/* natterd_hall_tell_crowd: NatterdCrowdTell. */
void natterd_hall_tell_crowd (gpointer hall, NatterdRoom *room, NatterEvent *event);

/* natterd_hall_find_peer: Returns: (transfer none) (nullable): NULL when the party is gone. */
NatterdPeer *natterd_hall_find_peer (const NatterdHall *self, const NatterdSession *session);

/* natterd-hall-secrets.c */

/* natterd_hall_look_at_secret: HASH, VERIFY. */
void natterd_hall_look_at_secret (NatterdHall *self, const NatterdEffect *effect);

/* natterd_hall_take_secret: NatterdHasherDone. */
void natterd_hall_take_secret (gpointer hall, gpointer job, gboolean good, const char *hash);

/* natterd_hall_note_origin: from where @peer is, for its own account's eyes. */
void natterd_hall_note_origin (const NatterdPeer *peer);

/* natterd_hall_note_failure: it tried with @what, a wrong one: §7.6. */
void natterd_hall_note_failure (const NatterdHall *self, const NatterdPeer *peer, const char *what);

/* natterd_hall_get_wait: whole seconds for which nothing that @peer tries is looked at; 0: it is. */
guint natterd_hall_get_wait (const NatterdHall *self, const NatterdPeer *peer);

/* natterd_hall_drop_secrets: ends the hasher. */
void natterd_hall_drop_secrets (NatterdHall *self);

/* natterd-hall-banned.c */

/* natterd_hall_keep_out: of one whose address natterd_hall_is_kept_out(), connected by @fd. BANNED: it is to be told in its own dialect, as long as only few are;
 * SHUT: it was told. */
NatterdDoorAnswer natterd_hall_keep_out (NatterdHall *self, int fd);

/* natterd-hall-refused.c: §1.3: newcomers for whom there is no room */

/* natterd_peer_turn_away: it has just come. @answer: anything but WELCOME. */
void natterd_peer_turn_away (NatterdPeer *self, NatterdDoorAnswer answer);

/* natterd_peer_refuse: it is told now that there is no room, and goes. */
void natterd_peer_refuse (NatterdPeer *self);

/* natterd_peer_has_no_room: that is to be told, in whatever dialect. */
static inline gboolean
natterd_peer_has_no_room (const NatterdPeer *self)
{
  return self->refused && !self->banned;
}

/* natterd_peer_turn_back: it comes from @address, and its dialect is known. TRUE: it is told why it cannot come in, and goes: it is banned, or has to encrypt
 * (§10.7). */
gboolean natterd_peer_turn_back (NatterdPeer *self, const NatterdAddress *address);

/* natterd_peer_get_sniff_time: §1.1: how long it has to show what it speaks, µs; 0: as long as it takes to log in. */
gint64 natterd_peer_get_sniff_time (const NatterdPeer *self);

/* natterd-inside.c: those without a socket */

/* natterd_inside_continue: does what was asked of it, as far as it may. */
void natterd_inside_continue (NatterdInside *self);

/* natterd_hall_tell_insides: what they have heard. */
void natterd_hall_tell_insides (NatterdHall *self);

/* natterd_inside_part: its peer is over. */
void natterd_inside_part (NatterdInside *self);

/* natterd-hall-peer.c: the life of a peer */

/* natterd_peer_new: takes @fd and @visitor (nullable) over. Its socket is watched from here on.
 * NULL with a GIOError; @fd is closed then. */
NatterdPeer *natterd_peer_new (NatterdHall *hall, int fd, NatterdVisitor *visitor, GError **error);

/* natterd_peer_free: the hall's, at the end of the turn. */
void natterd_peer_free (NatterdPeer *self);

/* natterd_peer_continue: reads on in lines that were left over. */
void natterd_peer_continue (NatterdPeer *self);

/* natterd_peer_hold, _let_go: whether it is read from. */
void natterd_peer_hold (NatterdPeer *self, NatterdHeld why);
void natterd_peer_let_go (NatterdPeer *self, NatterdHeld why);

/* natterd_peer_note_answer: one of the questions to the store is answered; after the last one it is read from again. */
void natterd_peer_note_answer (NatterdPeer *self);

/* natterd_peer_decide: takes it for a speaker of @dialect; it is greeted. */
void natterd_peer_decide (NatterdPeer *self, const NatterdDialect *dialect);

/* natterd_peer_leave: it has to go: everyone concerned is told, then it is, with @code and @sentence (nullable). */
void natterd_peer_leave (NatterdPeer *self, NatterReason reason, NatterError code, const char *sentence);

/* natterd_peer_say_bye: @bye (nullable) is the last line, after what waits; then the socket is closed, in peace (§1.5). */
void natterd_peer_say_bye (NatterdPeer *self, const NatterEvent *bye);

/* natterd_peer_lose: the connection is broken. */
void natterd_peer_lose (NatterdPeer *self);

/* natterd_peer_flush: sends what it can. */
void natterd_peer_flush (NatterdPeer *self);

/* natterd_peer_look: at its deadline: whatever is due is done, and the next one set. */
void natterd_peer_look (NatterdPeer *self);

/* natterd_peer_note_ping: it was sent a ping just now. */
void natterd_peer_note_ping (NatterdPeer *self);

/* natterd_peer_reload: the limits have changed. */
void natterd_peer_reload (NatterdPeer *self);

/* natterd_peer_update: what the poller watches, and its deadline. */
void natterd_peer_update (NatterdPeer *self);

/* natterd-hall-shake.c: the handshakes of TLS, §10 */

/* natterd_peer_may_shake: whether a TLS hello is welcome as the first that it sends. */
static inline gboolean
natterd_peer_may_shake (const NatterdPeer *self)
{
  return self->hall->credentials != NULL && !self->connection.channel.transport->encrypts;
}

/* natterd_peer_shake: it has begun with @bytes. It is read by natterd_peer_shake_on() from now on. It may be lost at once. */
void natterd_peer_shake (NatterdPeer *self, const guint8 *bytes, gsize length);

/* natterd_peer_shake_on: what natterd_peer_ready() is for others. */
void natterd_peer_shake_on (NatterdPeer *self, guint32 events);

/* natterd_peer_get_shake_events: what is to be watched; natterd_peer_get_shake_due: when patience ends, 0: never. */
guint32 natterd_peer_get_shake_events (const NatterdPeer *self);
gint64 natterd_peer_get_shake_due (const NatterdPeer *self);

/* natterd_peer_look_at_shake: at its deadline. */
void natterd_peer_look_at_shake (NatterdPeer *self);

/* natterd_peer_stop_shaking: there will be no TLS. Harmless if there was no handshake. */
void natterd_peer_stop_shaking (NatterdPeer *self);

/* natterd_peer_is_late_hello: whether @bytes, which just came, are a TLS hello of who was silent for so long that it was greeted as a person. */
gboolean natterd_peer_is_late_hello (const NatterdPeer *self, const guint8 *bytes);

/* natterd_peer_part_with_late: that cannot be undone, but told as TLS tells things: §1.4. */
void natterd_peer_part_with_late (NatterdPeer *self);

/* natterd_hall_shake: some steps, once a turn. */
void natterd_hall_shake (NatterdHall *self);

/* natterd-hall-reader.c: what it says */

/* natterd_peer_read: once. */
void natterd_peer_read (NatterdPeer *self);

/* natterd_peer_heed: what a command led to, from effect @first on, may bind the peer. */
void natterd_peer_heed (NatterdPeer *self, guint first);

/* natterd_peer_take_command: carries @command out. */
void natterd_peer_take_command (NatterdPeer *self, const NatterCommand *command);

/* natterd_peer_refuse_command: @error is the answer to what was no command. @re: (nullable). */
void natterd_peer_refuse_command (NatterdPeer *self, const GError *error, const char *re);

/* natterd_peer_ready: NatterdPollable.ready */
void natterd_peer_ready (NatterdPollable *pollable, guint32 events);

/* natterd_peer_decide_text: it said nothing so far, or nothing that decides: a person (§1.1). */
void natterd_peer_decide_text (NatterdPeer *self);

/* natterd_peer_may_read: it is open, and neither an answer from the store nor lines left over nor what waits to be sent come first
 * (§7.3). */
static inline gboolean
natterd_peer_may_read (const NatterdPeer *self)
{
  return self->state == NATTERD_PEER_OPEN && self->held == 0 && !self->ended && !self->resumed && self->shake == NULL &&
         natterd_out_queue_get_backlog (&self->connection.out) == 0;
}

/* natterd-hall-log.c: structured, one line each; never what people write. */

/* natterd_log_peer: @event: a few words of ours, as "closed: too slow". @peer's address is added. */
void natterd_log_peer (GLogLevelFlags level, const NatterdPeer *peer, const char *event);

G_END_DECLS
