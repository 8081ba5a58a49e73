/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "shared/natter-command.h"
#include "natterd-clock.h"
#include "natterd-effects.h"
#include "natterd-types.h"

G_BEGIN_DECLS

/* The hub: everyone and every room of one server. A pure function of state and command: it knows no sockets, no wire,
 * no storage, no clock. One thread. */

typedef struct /* limits as PROTOCOL.md §9; 0 is none unless said otherwise */
{
  char *server_name; /* owned; shown in welcome */
  char *motd;        /* (nullable) owned; may have several lines */
  char *address;     /* (nullable) owned; HOST[:PORT] by which people reach it: for links */
  guint name_length; /* visible characters, never 0 */
  guint room_length; /* visible characters, never 0 */
  gsize message_bytes;
  gsize line_bytes; /* told in welcome */
  gsize topic_bytes;
  guint rooms;
  gint64 rooms_deserted; /* µs: silent for so long, a room that nobody owns makes place for another one */
  guint rooms_per_session;
  guint ignored;
  guint history;
  guint waiting;
  gint64 keep;              /* µs: how long the store keeps what is said, in any room */
  gboolean guests;          /* a name that nobody registered needs no password */
  gboolean plain_passwords; /* passwords are taken over a connection that can be read on the way */
  char *owner;              /* (nullable) owned; a name: nobody else becomes the server's owner by registering */
  GStrv reserved;           /* (nullable) owned; names that nobody gets as a guest */
  guint grace;              /* seconds for which a session outlives its connection; 0: it does not */
  gint64 stay;              /* µs for which a token lets an account in; 0: for ever */
  double rate;              /* tokens a second; 0 is no limit */
  double burst;
} NatterdHubSettings;

NatterdHubSettings *natterd_hub_settings_new (void); /* the defaults */
NatterdHubSettings *natterd_hub_settings_copy (const NatterdHubSettings *self);
void natterd_hub_settings_free (NatterdHubSettings *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (NatterdHubSettings, natterd_hub_settings_free)

NatterdHub *natterd_hub_new (const NatterdHubSettings *settings);
/* every session must have been closed */
void natterd_hub_free (NatterdHub *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (NatterdHub, natterd_hub_free)

/* A new token, that nobody can guess. (transfer full) */
typedef char *(*NatterdMint) (gpointer user_data);

/* natterd_hub_set_mint: without one no session can be resumed. */
void natterd_hub_set_mint (NatterdHub *self, NatterdMint mint, gpointer user_data);

/* natterd_hub_set_key: of the server's certificate, as text, for links (§12.3). @key: (nullable): it has none. */
void natterd_hub_set_key (NatterdHub *self, const char *key);

/* natterd_hub_set_epoch: the store's; sequences of another one mean nothing. */
void natterd_hub_set_epoch (NatterdHub *self, const char *epoch);

/* What address @text is, as a number (natterd_session_set_place()); 0: one of this machine, or none. @shown: (out) (transfer full)
 * (nullable): as people know it; NULL: it is none. */
typedef guint64 (*NatterdAtlas) (const char *text, char **shown);

/* natterd_hub_set_atlas: before any fact is restored; without one no address can be banned. */
void natterd_hub_set_atlas (NatterdHub *self, NatterdAtlas atlas);

/* natterd_hub_is_banned: nobody from @place may come in: §13.6. */
gboolean natterd_hub_is_banned (NatterdHub *self, guint64 place, NatterdNow now);

/* natterd_hub_is_ban: whether @fact keeps somebody out of the whole server, or lets them in again. */
gboolean natterd_hub_is_ban (const NatterFact *fact);

/* natterd_hub_knows_token: whether @token is a bot's: §13.3. */
gboolean natterd_hub_knows_token (const NatterdHub *self, const char *token);

/* takes new settings for what comes from now on (SIGHUP) */
void natterd_hub_set_settings (NatterdHub *self, const NatterdHubSettings *settings);

/* natterd_hub_open_session: a party whose dialect is known; @effects gets its WELCOME.
 * Returns: (transfer full): unref with natterd_session_unref() after natterd_hub_close_session(). */
NatterdSession *natterd_hub_open_session (NatterdHub *self, NatterdNow now, NatterdEffects *effects);

/* natterd_hub_apply: carries out one command of @session (stage, rate, arguments and rights are checked here). */
void natterd_hub_apply (NatterdHub *self, NatterdSession *session, const NatterCommand *command, NatterdNow now,
                        NatterdEffects *effects);

/* natterd_hub_seat_operator: in the place of a login: it is the operator's from here on, by that name (nullable). */
void natterd_hub_seat_operator (NatterdHub *self, NatterdSession *session, const char *name, NatterdEffects *effects);

/* natterd_hub_reject: answers something that could not be read as a command; costs one token, and beyond the
 * rate the answer is slow-down. @re, @suggestion: (nullable). */
void natterd_hub_reject (NatterdHub *self, NatterdSession *session, const GError *error, const char *re,
                         const char *suggestion, NatterdNow now, NatterdEffects *effects);

/* natterd_hub_close_session: the party is gone or is being closed. Everyone concerned is told once; the name is free.
 * Harmless when repeated. */
void natterd_hub_close_session (NatterdHub *self, NatterdSession *session, NatterReason reason, NatterdNow now,
                                NatterdEffects *effects);

/* natterd_hub_hold_session: its connection is over. TRUE: it may be resumed for a while; FALSE: it has to be closed. */
gboolean natterd_hub_hold_session (NatterdHub *self, NatterdSession *session, NatterdNow now, NatterdEffects *effects);

/* natterd_hub_recorded: @message of @room is durable; its seq and time are set. Sets the topic, the last
 * sequence and the last activity, and up to where it was read. */
void natterd_hub_recorded (NatterdHub *self, NatterdRoom *room, const NatterMessage *message, NatterdNow now,
                           NatterdEffects *effects);

/* natterd_hub_recorded_fact: @fact is durable: it holds from here on, with what follows from it. */
void natterd_hub_recorded_fact (NatterdHub *self, const NatterFact *fact, NatterdNow now, NatterdEffects *effects);

/* The answer to NATTERD_EFFECT_HASH or _VERIFY. */
typedef struct
{
  gboolean good;    /* VERIFY: the password is the right one */
  const char *hash; /* (nullable) HASH */
  guint wait;       /* seconds; not 0: it was not looked at, now */
} NatterdSecretAnswer;

/* natterd_hub_answer_secret: what @session waits for. Once for each such effect, also when the party is gone. */
void natterd_hub_answer_secret (NatterdHub *self, NatterdSession *session, const NatterdSecretAnswer *answer, NatterdNow now,
                                NatterdEffects *effects);

/* natterd_hub_restore_fact: a fact known from the store at start. What is not understood is left alone. */
void natterd_hub_restore_fact (NatterdHub *self, const NatterFact *fact);
/* natterd_hub_found: what a search led to: its last message was @seq of the room with key @room (nullable: it found nothing), and there
 * is @more. */
void natterd_hub_found (NatterdHub *self, NatterdSession *session, const char *room, guint64 seq, gboolean more);

/* natterd_hub_showed: @session was told that page of @room. */
void natterd_hub_showed (NatterdHub *self, NatterdSession *session, NatterdRoom *room, const NatterEvent *history, NatterdNow now,
                         NatterdEffects *effects);

/* natterd_hub_get_due: monotonic µs: when there is something to do though nobody asks: natterd_hub_advance(). 0: nothing. */
gint64 natterd_hub_get_due (const NatterdHub *self);
void natterd_hub_advance (NatterdHub *self, NatterdNow now, NatterdEffects *effects);
/* natterd_hub_prepare_end: the server goes down: what is recorded seldom is recorded now. */
void natterd_hub_prepare_end (NatterdHub *self, NatterdNow now, NatterdEffects *effects);

/* natterd_hub_restore_room: a room known from the store at start. @topic: (nullable). */
void natterd_hub_restore_room (NatterdHub *self, const char *name, const char *topic, guint64 last_seq, gint64 active);

/* natterd_hub_restore_direct: the same of a direct conversation, by its key. */
void natterd_hub_restore_direct (NatterdHub *self, const char *key, guint64 last_seq, gint64 active);
/* natterd_hub_restored: that was all. What nobody can reach any more is forgotten (§3.4). */
void natterd_hub_restored (NatterdHub *self, NatterdEffects *effects);

/* natterd_hub_get_n_people: without bots */
guint natterd_hub_get_n_people (const NatterdHub *self);
guint natterd_hub_get_n_rooms (const NatterdHub *self);
guint natterd_hub_get_n_accounts (const NatterdHub *self);

/* Sessions: one party on a connection. */
NatterdSession *natterd_session_ref (NatterdSession *self);
void natterd_session_unref (NatterdSession *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (NatterdSession, natterd_session_unref)
/* natterd_session_set_way: how it is connected; what is not said is neither local nor private. */
void natterd_session_set_way (NatterdSession *self, gboolean is_local, gboolean is_private);
/* natterd_session_set_text: it is a person's who reads text as it comes, not a program's: §4.37, §4.38. */
void natterd_session_set_text (NatterdSession *self);
/* natterd_session_set_place: the address as a number, for what holds for all who come from there; 0, as it is at first: nothing does. */
void natterd_session_set_place (NatterdSession *self, guint64 place);
/* natterd_session_set_origin: "text, 192.0.2.1": shown by devices. */
void natterd_session_set_origin (NatterdSession *self, const char *origin);
NatterStage natterd_session_get_stage (const NatterdSession *self);
/* a small number, unique among the sessions alive: the hall's slot for it */
guint natterd_session_get_index (const NatterdSession *self);
/* (nullable) before login. Kept after the end, as the current room is: effects that wait then still know for whom they are */
NatterdUser *natterd_session_get_user (const NatterdSession *self);
/* (nullable) the room that is current */
NatterdRoom *natterd_session_get_current (const NatterdSession *self);
/* whether the party wants to hear nothing of @sender */
gboolean natterd_session_ignores (const NatterdSession *self, const NatterdUser *sender);

/* Users: a person. */
NatterdUser *natterd_user_ref (NatterdUser *self);
void natterd_user_unref (NatterdUser *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (NatterdUser, natterd_user_unref)
const char *natterd_user_get_name (const NatterdUser *self);
/* the sessions of a person: one for a guest */
guint natterd_user_get_n_sessions (const NatterdUser *self);
NatterdSession *natterd_user_get_session (const NatterdUser *self, guint index);

/* Rooms. */
NatterdRoom *natterd_room_ref (NatterdRoom *self);
void natterd_room_unref (NatterdRoom *self);
/* a small number, unique among the rooms alive: the hall's slot for its audience */
guint natterd_room_get_index (const NatterdRoom *self);
/* as shown, without '#'; of a direct conversation: the store's key */
const char *natterd_room_get_name (const NatterdRoom *self);
/* identity, the store's key */
const char *natterd_room_get_key (const NatterdRoom *self);
gboolean natterd_room_is_direct (const NatterdRoom *self);
/* of the last message that was recorded; 0: none yet */
guint64 natterd_room_get_last_seq (const NatterdRoom *self);

G_END_DECLS
