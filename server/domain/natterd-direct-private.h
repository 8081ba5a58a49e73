/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "natterd-call.h"

G_BEGIN_DECLS

/* Direct conversations: rooms with two members, of whom not both need be here. What two accounts have lasts; what a guest has ends with the
 * guest's login (§3.4). */

/* The other one of a conversation. */
typedef struct
{
  NatterdUser *user; /* (nullable) not here */
  gint64 author;
  const char *name; /* as it is shown; lasts as long as the command */
  gboolean gone;    /* has given the account up */
} NatterdOther;

/* natterd_call_find_other: whom the caller may have a conversation with: somebody who is here, or an account.
 * FALSE with NATTER_ERROR_NO_SUCH_PERSON and a suggestion. */
gboolean natterd_call_find_other (NatterdCall *call, const char *name, NatterdOther *other, GError **error);

/* natterd_call_find_direct: the caller's conversation with the one of that name. Returns: (transfer none): NULL with NATTER_ERROR_NO_SUCH_PERSON
 * or, where there is none yet, NO_SUCH_MESSAGE. */
NatterdRoom *natterd_call_find_direct (NatterdCall *call, const char *name, GError **error);

/* natterd_call_has_direct: whether there is one; no suggestion is looked for. */
gboolean natterd_call_has_direct (const NatterdCall *call, const char *name);

/* natterd_direct_get_other: of one of @user's conversations. */
NatterdOther natterd_direct_get_other (const NatterdHub *hub, const NatterdUser *user, const NatterdRoom *room);
/* natterd_direct_dup_view: "@bob": what @user calls the conversation. (transfer full) */
char *natterd_direct_dup_view (const NatterdHub *hub, const NatterdUser *user, const NatterdRoom *room);

/* natterd_direct_find: Returns: (transfer none) (nullable). */
NatterdRoom *natterd_direct_find (const NatterdHub *hub, const NatterdUser *user, const NatterdOther *other);
/* natterd_direct_begin: the one there is, or a new one. Returns: (transfer none): NULL with NATTER_ERROR_TOO_MANY_ROOMS. */
NatterdRoom *natterd_direct_begin (NatterdHub *hub, NatterdUser *user, const NatterdOther *other, GError **error);

/* natterd_direct_come: @user is here, and in all conversations of the account. */
void natterd_direct_come (NatterdHub *hub, NatterdUser *user);
/* natterd_direct_leave_all: @user is here no more: what does not last is over and forgotten. */
void natterd_direct_leave_all (NatterdHub *hub, NatterdUser *user, NatterdEffects *effects);
/* natterd_direct_restore: one known from the store, whosever it is. */
void natterd_direct_restore (NatterdHub *hub, const char *key, guint64 last_seq, gint64 active);
/* natterd_direct_end_lost: those that are nobody's any more are forgotten: after a start, and when an account is over. */
void natterd_direct_end_lost (NatterdHub *hub, NatterdEffects *effects);

G_END_DECLS
