/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "shared/natter-command.h"
#include "shared/natter-event.h"

#include "natter-ui-known.h"
#include "natter-ui-message-list.h"
#include "natter-ui-message.h"
#include "natter-ui-person-list.h"
#include "natter-ui-person.h"
#include "natter-ui-room-info.h"
#include "natter-ui-room-list.h"
#include "natter-ui-room.h"
#include "natter-ui-types.h"

G_BEGIN_DECLS

/* One person's presence on one server: the way there and back, the rooms, and what waits to be sent.
 *
 * Properties, all readable and notified: "state", "status-text", "error-text", "suggestion", "retry-in", "latency",
 * "n-waiting", "slow-down", "address", "server-name", "name", "away", "role", "trust", "current-room", "unread"; each has the getter below.
 *
 * Signals:
 * "noticed" (NatterUiRoom *room, NatterUiMessage *message): someone said something to the reader just now (a
 *   mention, or a direct message), and the reader was not looking. Never for what history brings.
 * "heard" (NatterUiRoom *room, NatterUiMessage *message): the same for everything that others said just now, and that is not read yet.
 * "replied" (const char *text): an answer for the reader where there is no room to show it in.
 * "token-changed": natter_ui_session_get_token().
 * "read" (NatterUiRoom *room): how far it was read has moved otherwise than by looking: on another device, or all at once.
 * "went-to" (NatterUiRoom *room, guint64 seq): after natter_ui_session_go_to(), _go_to_time() and _go_to_unread().
 *
 * The network never changes the current room, but for the first entrance, and where the current one is left. */

#define NATTER_UI_TYPE_SESSION (natter_ui_session_get_type ())
G_DECLARE_FINAL_TYPE (NatterUiSession, natter_ui_session, NATTER_UI, SESSION, GObject)

NatterUiSession *natter_ui_session_new (void);

/* natter_ui_session_set_drafts: @drafts: what is written in a room is kept there, and comes back with it. Set once, before a room is
 * entered. */
void natter_ui_session_set_drafts (NatterUiSession *self, NatterUiDrafts *drafts);

/* natter_ui_session_set_folder: below @folder what waits to be sent, and a copy of what was said, is kept for each name on each server,
 * and comes back with _open(). Not set: all is in memory. Set once, before the first _open(). */
void natter_ui_session_set_folder (NatterUiSession *self, const char *folder);
char *natter_ui_session_dup_default_folder (void);

/* natter_ui_session_set_keep_days: the copy of what was said goes back so many days; 0: as far as the server keeps it.
 * natter_ui_session_clear_kept: that copy goes, for this name on this server; what waits to be sent stays. */
void natter_ui_session_set_keep_days (NatterUiSession *self, guint days);
void natter_ui_session_clear_kept (NatterUiSession *self);

/* natter_ui_session_get_kept: whether what waits will be there after a new start: FALSE: something is in memory alone, since the disk is
 * full or read-only. Changes with "n-waiting". */
gboolean natter_ui_session_get_kept (NatterUiSession *self);

/* --- The way there --- */

/* natter_ui_session_open: goes to @address (as natter_ui_address_parse() takes it) and logs in as @name. Answers at
 * once; what comes of it is told by "state". A first attempt that fails ends in OFFLINE with an error; once
 * one was online, it is tried again and again. FALSE, and nothing begun, with NATTER_UI_ERROR_BAD_ADDRESS or
 * NATTER_ERROR_NAME_*. */
gboolean natter_ui_session_open (NatterUiSession *self, const char *address, const char *name, GError **error);

/* natter_ui_session_log_in_as: another name, after the first was refused (LOGIN or OFFLINE with an error; also while
 * WAITING). FALSE with NATTER_ERROR_NAME_*. */
gboolean natter_ui_session_log_in_as (NatterUiSession *self, const char *name, GError **error);

/* natter_ui_session_log_in_with: the same, to an account: the @password (nullable: none) is kept in memory, for when a broken
 * connection is made again, until _log_out(), _open(), or the next name. Also right after _open(). */
gboolean natter_ui_session_log_in_with (NatterUiSession *self, const char *name, const char *password, GError **error);

/* natter_ui_session_open_with_token: as _open(), to the account that @token is a key to, without its password; where the key is not good any
 * more, the password is asked for. */
gboolean natter_ui_session_open_with_token (NatterUiSession *self, const char *address, const char *name, const char *token,
                                            GError **error);

/* natter_ui_session_get_token: the key to the account one is logged in to, for _open_with_token(), and to be kept in a safe place. It is
 * "token-changed" when there is another one. Returns: (nullable): guests have none; nor has who logged out. */
const char *natter_ui_session_get_token (NatterUiSession *self);
gboolean natter_ui_session_is_account (NatterUiSession *self);

/* natter_ui_session_close: goes away without logging out: for the end of the program. Token, rooms and messages stay as they are, and
 * others notice nothing for a while. */
void natter_ui_session_close (NatterUiSession *self);

/* natter_ui_session_network_changed: the way to the server may be another one, or there again: looks at once. NatterUiWake calls it. */
void natter_ui_session_network_changed (NatterUiSession *self);

/* natter_ui_session_needs_password: the server does not let this name in without its password, or not with the one it was
 * told: see the error. Nothing is tried until _log_in_with(). Changes with "state" and "error-text". */
gboolean natter_ui_session_needs_password (NatterUiSession *self);

/* natter_ui_session_try_now: in WAITING: does not wait any longer. In OFFLINE: opens the last address again. */
void natter_ui_session_try_now (NatterUiSession *self);

/* natter_ui_session_log_out: says goodbye and goes OFFLINE, or gives up what it was trying. Rooms, and messages that
 * wait, stay in memory until natter_ui_session_open() goes to another server, or natter_ui_session_discard_waiting(). */
void natter_ui_session_log_out (NatterUiSession *self);

NatterUiState natter_ui_session_get_state (NatterUiSession *self);

/* natter_ui_session_get_status_text: one honest line: "Connected", "Connected · 31 ms" where one would notice, "Reconnecting in 4 s · 2 messages
 * waiting". Never NULL. Changes each second while WAITING. */
const char *natter_ui_session_get_status_text (NatterUiSession *self);

/* natter_ui_session_get_error: why it is not online. Returns: (transfer none) (nullable). Property "error-text": its
 * sentence, (nullable). */
const GError *natter_ui_session_get_error (NatterUiSession *self);

/* natter_ui_session_get_suggestion: a free name, where one's own is taken. Returns: (nullable). */
const char *natter_ui_session_get_suggestion (NatterUiSession *self);

/* natter_ui_session_get_retry_in: whole seconds until the next attempt; 0 but in WAITING. */
guint natter_ui_session_get_retry_in (NatterUiSession *self);

/* natter_ui_session_get_latency: milliseconds there and back, the best of the last few times; -1 if unknown. */
int natter_ui_session_get_latency (NatterUiSession *self);

/* natter_ui_session_get_slow_down: seconds until the server takes another message, in the current room where that is slow; 0: now. */
guint natter_ui_session_get_slow_down (NatterUiSession *self);

/* natter_ui_session_get_address: where it is, or goes, as shown. "" before the first open. */
const char *natter_ui_session_get_address (NatterUiSession *self);

/* natter_ui_session_get_server_name: what the server calls itself. "" if unknown. */
const char *natter_ui_session_get_server_name (NatterUiSession *self);

/* --- Which server it is (PROTOCOL.md §10.8) --- */

/* natter_ui_session_set_known: what is known of servers, and kept. Not set: it is in memory. Set once, before the first _open(). */
void natter_ui_session_set_known (NatterUiSession *self, NatterUiKnown *known);

/* natter_ui_session_expect: what an invite link (@key, nullable), or an announcement on the network (@prefix of its text, nullable), says of the
 * server that the next _open() goes to. */
void natter_ui_session_expect (NatterUiSession *self, const NatterKey *key, const char *prefix);

/* natter_ui_session_set_wary: a server on this computer is treated as one elsewhere. For tests, which have no elsewhere. */
void natter_ui_session_set_wary (NatterUiSession *self, gboolean wary);

/* natter_ui_session_get_trust: whether anybody listens in, and whether it is the server that is meant. Where that is a question the session is
 * OFFLINE with an error, the server has heard nothing, and it is not tried again until _accept(), _try_now(), or _open(). */
NatterUiTrust natter_ui_session_get_trust (NatterUiSession *self);

/* natter_ui_session_get_key: what it showed as its key. Returns: (nullable): it does not encrypt, or was not met. */
const NatterKey *natter_ui_session_get_key (NatterUiSession *self);

/* natter_ui_session_accept: it is meant: its key is known from now on (or that it does not encrypt), and it is joined. @word: the first one of
 * the key's phrase, for NATTER_UI_TRUST_CHANGED alone; FALSE: that is another word, or it cannot be accepted. */
gboolean natter_ui_session_accept (NatterUiSession *self, const char *word);

/* natter_ui_session_get_pin: the key that is known of it. Returns: (nullable): none; valid until it changes. */
const NatterKey *natter_ui_session_get_pin (NatterUiSession *self);

/* natter_ui_session_forget_key: what is known of it is forgotten: the next time is the first again. */
void natter_ui_session_forget_key (NatterUiSession *self);

/* --- Oneself --- */

/* natter_ui_session_get_name: one's own name, in the server's spelling once logged in. */
const char *natter_ui_session_get_name (NatterUiSession *self);

/* natter_ui_session_get_role: what one is on the server: "owner", "admin"; NULL: like everyone. */
const char *natter_ui_session_get_role (NatterUiSession *self);

/* natter_ui_session_get_away: as natter_ui_person_get_away(). Returns: (nullable). */
const char *natter_ui_session_get_away (NatterUiSession *self);

/* natter_ui_session_set_away: @text: NULL when back, "" away without a word. Only when online. */
void natter_ui_session_set_away (NatterUiSession *self, const char *text);

/* natter_ui_session_rename: asks for another name while online. FALSE with NATTER_ERROR_NAME_*, or
 * NATTER_UI_ERROR_OFFLINE; what the server refuses comes as an error into the current room. */
gboolean natter_ui_session_rename (NatterUiSession *self, const char *name, GError **error);

/* natter_ui_session_set_password: of one's account, or (@old_password NULL) one's name becomes an account. What the server says comes
 * into the current room. FALSE with NATTER_ERROR_MISSING_ARGUMENT or NATTER_UI_ERROR_OFFLINE. */
gboolean natter_ui_session_set_password (NatterUiSession *self, const char *old_password, const char *new_password, GError **error);

/* --- Rooms --- */

/* natter_ui_session_get_rooms: Returns: (transfer none). */
NatterUiRoomList *natter_ui_session_get_rooms (NatterUiSession *self);

/* natter_ui_session_get_current_room: the one shown. Returns: (transfer none) (nullable). */
NatterUiRoom *natter_ui_session_get_current_room (NatterUiSession *self);

/* natter_ui_session_set_current_room: @room: one of the list. It counts as read while attentive. */
void natter_ui_session_set_current_room (NatterUiSession *self, NatterUiRoom *room);

/* natter_ui_session_set_attentive: whether the reader sees the end of the current room now (the window is active and
 * scrolled down). TRUE at first. */
void natter_ui_session_set_attentive (NatterUiSession *self, gboolean attentive);

/* natter_ui_session_get_unread: of all rooms. */
guint natter_ui_session_get_unread (NatterUiSession *self);

/* natter_ui_session_mark_read, _mark_all_read: as if everything had been looked at, here and on the reader's other devices.
 * natter_ui_session_mark_unread: as if the last message, _mark_unread_from: as if the message @seq and what follows, had not been looked at
 * yet; looking at the room does not change that until one comes back to it. */
void natter_ui_session_mark_read (NatterUiSession *self, NatterUiRoom *room);
void natter_ui_session_mark_all_read (NatterUiSession *self);
void natter_ui_session_mark_unread (NatterUiSession *self, NatterUiRoom *room);
void natter_ui_session_mark_unread_from (NatterUiSession *self, NatterUiRoom *room, guint64 seq);

/* natter_ui_session_go_to_unread: as _go_to(), the first one that is not read; 0 where all is. */
void natter_ui_session_go_to_unread (NatterUiSession *self, NatterUiRoom *room);

/* natter_ui_session_join: enters @room ('#' or not), which becomes current when the server has let us in. One that we are
 * in becomes current at once. FALSE with NATTER_ERROR_ROOM_* or NATTER_UI_ERROR_OFFLINE. */
gboolean natter_ui_session_join (NatterUiSession *self, const char *room, GError **error);

/* natter_ui_session_join_with: the same, with the @code (nullable) that lets one in. */
gboolean natter_ui_session_join_with (NatterUiSession *self, const char *room, const char *code, GError **error);

/* natter_ui_session_leave: leaves a room, or closes a direct conversation; it goes from the list at once, and with it
 * what waits in it: ask first where natter_ui_session_count_waiting_in() says there is something. */
void natter_ui_session_leave (NatterUiSession *self, NatterUiRoom *room);

/* natter_ui_session_load_older: older messages of @room come into its list, from the cache or the server. What comes of it is told by the
 * room's "past"; nothing is done but where that is OPEN. Also offline, as far as the cache reaches. */
void natter_ui_session_load_older (NatterUiSession *self, NatterUiRoom *room);

/* natter_ui_session_load_newer: the same downwards, where the list has "newer". */
void natter_ui_session_load_newer (NatterUiSession *self, NatterUiRoom *room);

/* natter_ui_session_go_to, _go_to_time: the list becomes the part of the past around the message @seq, or what was said at @time (µs) or
 * first after it; then "went-to" tells which message is meant: perhaps one before, where that one is not there any more; 0: nothing was
 * said then. A message that is in the list already is told at once, and the list stays.
 * natter_ui_session_go_to_newest: the list has the newest messages again, and is not held any more; also done by saying something. */
void natter_ui_session_go_to (NatterUiSession *self, NatterUiRoom *room, guint64 seq);
void natter_ui_session_go_to_time (NatterUiSession *self, NatterUiRoom *room, gint64 time);
void natter_ui_session_go_to_newest (NatterUiSession *self, NatterUiRoom *room);

/* natter_ui_session_open_direct: the conversation with @name, which becomes current. Begun if need be; nobody is told.
 * Returns: (transfer none) (nullable): NULL with NATTER_ERROR_NAME_* or TOO_MANY_ROOMS. */
NatterUiRoom *natter_ui_session_open_direct (NatterUiSession *self, const char *name, GError **error);

/* natter_ui_session_set_topic: FALSE with NATTER_ERROR_TEXT_* or NATTER_UI_ERROR_OFFLINE. "" takes it away. */
gboolean natter_ui_session_set_topic (NatterUiSession *self, NatterUiRoom *room, const char *topic, GError **error);

/* natter_ui_session_find_days_async: on which days of @month (1 to 12) of @year something was said in @room, as far as it is kept here. Finish:
 * bit 0: on the first of the month. The session may be gone by then: there is no source. */
void natter_ui_session_find_days_async (NatterUiSession *self, NatterUiRoom *room, int year, int month, GAsyncReadyCallback callback,
                                        gpointer user_data);
guint32 natter_ui_session_find_days_finish (GAsyncResult *result);

/* natter_ui_session_find_speakers_async: who said something in @room since @time (µs), who did last first, at most @count, as far as it is kept
 * here. Finish: (element-type NatterUiSpeaker) (transfer full); NULL with an error: cancelled. */
void natter_ui_session_find_speakers_async (NatterUiSession *self, NatterUiRoom *room, gint64 time, guint count,
                                            GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
GPtrArray *natter_ui_session_find_speakers_finish (GAsyncResult *result, GError **error);

/* --- Saying something --- */

/* natter_ui_session_submit: what Enter in the composer means: text is said to @room, "/word …" is a command (the words of
 * telnet), "//" says something that begins with a slash. Several lines are one message. Text is taken in any
 * state and never lost: offline it waits. FALSE, and nothing done, with a sentence to show at the composer, which keeps
 * its text then. @room: (nullable): then only commands work. */
gboolean natter_ui_session_submit (NatterUiSession *self, NatterUiRoom *room, const char *text, GError **error);

/* natter_ui_session_reply: says @text as an answer to @target, a sequence of @room. As _submit() of one message: no command. */
gboolean natter_ui_session_reply (NatterUiSession *self, NatterUiRoom *room, guint64 target, const char *text,
                                  GError **error);

/* natter_ui_session_edit, _delete, _react: what is done to the message @target of @room: now or not at all. @reaction: as
 * "👍"; @on: FALSE: it is taken back. FALSE with NATTER_UI_ERROR_OFFLINE or NATTER_ERROR_*; what the server refuses comes as an
 * error into the room. */
gboolean natter_ui_session_edit (NatterUiSession *self, NatterUiRoom *room, guint64 target, const char *text, GError **error);
gboolean natter_ui_session_delete (NatterUiSession *self, NatterUiRoom *room, guint64 target, GError **error);
gboolean natter_ui_session_react (NatterUiSession *self, NatterUiRoom *room, guint64 target, const char *reaction, gboolean on,
                                  GError **error);

/* natter_ui_session_get_n_waiting: messages not acknowledged yet (waiting and sent; not failed). */
guint natter_ui_session_get_n_waiting (NatterUiSession *self);

/* natter_ui_session_count_waiting_in: those of one room. */
guint natter_ui_session_count_waiting_in (NatterUiSession *self, NatterUiRoom *room);

/* natter_ui_session_retry: a FAILED message waits again, at the end. */
void natter_ui_session_retry (NatterUiSession *self, NatterUiMessage *message);

/* natter_ui_session_discard: a WAITING or FAILED message goes. FALSE: it is on its way, and stays. */
gboolean natter_ui_session_discard (NatterUiSession *self, NatterUiMessage *message);

/* natter_ui_session_take_back: the same, and what stood in it, as for the composer. Returns: (transfer full) (nullable): NULL: it is on its
 * way, and stays. */
char *natter_ui_session_take_back (NatterUiSession *self, NatterUiMessage *message);

/* natter_ui_session_discard_waiting: all of them, but what is on its way. */
void natter_ui_session_discard_waiting (NatterUiSession *self);

/* --- Asking --- */

/* natter_ui_session_who_async: who is on the server. Finish: a GListModel of NatterUiPerson with rooms, sorted by name,
 * that does not change any more. (transfer full); NULL with an error. */
void natter_ui_session_who_async (NatterUiSession *self, GCancellable *cancellable, GAsyncReadyCallback callback,
                                  gpointer user_data);
GListModel *natter_ui_session_who_finish (NatterUiSession *self, GAsyncResult *result, GError **error);

/* natter_ui_session_list_rooms_async: which rooms there are. Finish: a GListModel of NatterUiRoomInfo, in the server's
 * order. (transfer full); NULL with an error. */
void natter_ui_session_list_rooms_async (NatterUiSession *self, GCancellable *cancellable, GAsyncReadyCallback callback,
                                         gpointer user_data);
GListModel *natter_ui_session_list_rooms_finish (NatterUiSession *self, GAsyncResult *result, GError **error);

/* natter_ui_session_ask_async: any command, for an answer that nobody else shows: a page of a room one is not in, codes, devices.
 * @command: (transfer full). Finish: (transfer full); NULL with what the server, or the connection, had against it. */
void natter_ui_session_ask_async (NatterUiSession *self, NatterCommand *command, GCancellable *cancellable,
                                  GAsyncReadyCallback callback, gpointer user_data);
NatterEvent *natter_ui_session_ask_finish (NatterUiSession *self, GAsyncResult *result, GError **error);

/* natter_ui_session_do: the same for a command that only does something to @room (nullable): it is sent with its name, and what is
 * wrong with it comes into the room as an error. FALSE with NATTER_UI_ERROR_OFFLINE. @command: (transfer full). */
gboolean natter_ui_session_do (NatterUiSession *self, NatterUiRoom *room, NatterCommand *command, GError **error);

/* natter_ui_session_get_missed: "While you were away": NatterUiMissed, newest first: what names the reader, answers them, or got the
 * most reactions, in all rooms, since they were here last. What is read elsewhere, or with _mark_all_read(), goes from it. Returns:
 * (transfer none). */
GListModel *natter_ui_session_get_missed (NatterUiSession *self);

/* natter_ui_session_set_keywords: words that count like the reader's name. @keywords: (nullable) NULL-terminated. */
void natter_ui_session_set_keywords (NatterUiSession *self, const char *const *keywords);

G_END_DECLS
