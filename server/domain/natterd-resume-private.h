/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "natterd-call.h"

G_BEGIN_DECLS

/* The life of tokens (PROTOCOL.md §3.12), and what whoever comes back has missed (§5.19). */

/* natterd_call_issue_token: for the session of @call, which belongs to somebody by now. Returns: (transfer full) (nullable): NULL: it would
 * open nothing. */
char *natterd_call_issue_token (const NatterdCall *call);

/* natterd_call_use_token: @token is the session's from here on. */
void natterd_call_use_token (const NatterdCall *call, NatterdToken *token);

/* natterd_call_keep_token: once a day: it is in use. */
void natterd_call_keep_token (const NatterdCall *call);

/* natterd_call_end_token: the session's is over, if it has one. */
void natterd_call_end_token (const NatterdCall *call);

/* natterd_call_end_tokens: those that let @account in are over, with or without those of sessions that are here. */
void natterd_call_end_tokens (const NatterdCall *call, const char *account, gboolean also_here);

/* natterd_call_give_tokens: @user has registered: what is a guest's token becomes one of the account. */
void natterd_call_give_tokens (const NatterdCall *call, const NatterdUser *user);

/* natterd_session_part_with_token: at its end. */
void natterd_session_part_with_token (NatterdSession *self, NatterdTokens *tokens);

/* natterd_call_new_hello: @room: the one that is current. */
NatterEvent *natterd_call_new_hello (const NatterdCall *call, const NatterdRoom *room);

/* natterd_call_show_rooms: the session hears, from here on, all rooms in which its user is. */
void natterd_call_show_rooms (const NatterdCall *call);

/* natterd_call_enter_seen: the rooms that the command speaks of, as far as its user may enter them. */
void natterd_call_enter_seen (const NatterdCall *call);

/* natterd_call_tell_missed: what has become of the rooms that the command speaks of, and that from then on all is told as it happens.
 * @used: wall clock, µs: when the token was used last before, or earlier. */
void natterd_call_tell_missed (NatterdCall *call, gint64 used);

G_END_DECLS
