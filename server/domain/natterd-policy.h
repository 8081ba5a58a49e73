/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "shared/natter-command.h"
#include "shared/natter-event.h"

#include "natterd-hub-private.h"
#include "natterd-role-private.h"

G_BEGIN_DECLS

/* Who may do what: the one table of it is in natterd-policy.c. */

/* natterd_policy_get_role: what @user is in @room; the server's owner and admins are owners everywhere. */
NatterdRoleKind natterd_policy_get_role (const NatterdHub *hub, const NatterdUser *user, const NatterdRoom *room);
/* natterd_policy_get_role_of: the same of whoever goes by the name with @key, here or not. */
NatterdRoleKind natterd_policy_get_role_of (const NatterdHub *hub, const char *key, const NatterdRoom *room);

/* natterd_policy_get_role_word: how that is told to others; NULL: like everyone. */
const char *natterd_policy_get_role_word (const NatterdHub *hub, const NatterdUser *user, const NatterdRoom *room);
/* natterd_policy_get_rank_word: what @user is on the server; NULL: like everyone. */
const char *natterd_policy_get_rank_word (const NatterdHub *hub, const NatterdUser *user);

/* natterd_policy_check_command: whether a party of that kind has such a command at all. FALSE with NATTER_ERROR_NOT_ALLOWED. */
gboolean natterd_policy_check_command (const NatterdHub *hub, const NatterdUser *user, const NatterCommand *command, GError **error);

/* natterd_policy_is_unlimited: the rate limit does not count what @user (nullable) does. */
gboolean natterd_policy_is_unlimited (const NatterdUser *user);

/* natterd_policy_is_in: whether @user may act in @room: is in it, or need not be. */
gboolean natterd_policy_is_in (const NatterdHub *hub, const NatterdUser *user, const NatterdRoom *room);

/* natterd_policy_may_use: whether @user, who is no person, may act in the room with @key, there or not, without being in it. */
gboolean natterd_policy_may_use (const NatterdHub *hub, const NatterdUser *user, const char *key);

/* natterd_policy_get_only_room: the one that @user, a bot, has to do with. Returns: (nullable): there are more, or all. */
const char *natterd_policy_get_only_room (const NatterdHub *hub, const NatterdUser *user);

/* natterd_policy_check_server: whether @user (nullable) has a @right on the whole server: NATTER_RIGHT_ADMIN and above.
 * FALSE with NATTER_ERROR_NOT_ALLOWED. */
gboolean natterd_policy_check_server (const NatterdHub *hub, const NatterdUser *user, NatterRight right, GError **error);

/* natterd_policy_check_above: whether @user is above whoever goes by the name with @key, on the server. FALSE with NATTER_ERROR_NOT_ALLOWED. */
gboolean natterd_policy_check_above (const NatterdHub *hub, const NatterdUser *user, const char *key, const char *name, GError **error);

/* natterd_policy_check: whether @user has @right in @room. To speak one must be in it.
 * FALSE with NATTER_ERROR_NOT_IN_ROOM, MUTED, READ_ONLY, NOT_ALLOWED. */
gboolean natterd_policy_check (const NatterdHub *hub, const NatterdUser *user, const NatterdRoom *room, NatterRight right,
                               GError **error);

/* natterd_policy_check_act: whether @user may decide about whoever goes by the name with @key in @room: only those above others may.
 * @name: as it is shown. FALSE with NATTER_ERROR_NOT_ALLOWED. */
gboolean natterd_policy_check_act (const NatterdHub *hub, const NatterdUser *user, const NatterdRoom *room, const char *key,
                                   const char *name, GError **error);

/* natterd_policy_check_appoint: whether @user may make admins of the server. FALSE with NATTER_ERROR_NOT_ALLOWED. */
gboolean natterd_policy_check_appoint (const NatterdHub *hub, const NatterdUser *user, GError **error);

/* natterd_policy_get_wait: §4.41: whole seconds until @user may say something in @room again; 0: now. */
guint natterd_policy_get_wait (const NatterdHub *hub, const NatterdUser *user, const NatterdRoom *room, gint64 mono);

/* natterd_policy_may_see: whether the room with @key exists for @user: §4.35. */
gboolean natterd_policy_may_see (const NatterdHub *hub, const NatterdUser *user, const char *key);

/* natterd_policy_check_enter: whether @user may go into the room with @key, which may not be there, or no more.
 * FALSE with NATTER_ERROR_BANNED, ROOM_NOT_ALLOWED. @name: as it is shown. */
gboolean natterd_policy_check_enter (const NatterdHub *hub, const NatterdUser *user, const char *key, const char *name, GError **error);

/* natterd_policy_get_keep: seconds for which what is said in @room is kept; 0: for ever. */
gint64 natterd_policy_get_keep (const NatterdHub *hub, const NatterdRoom *room);

/* natterd_policy_may_delete_others: whether @user may delete what others said in @room: moderators may, but never in a talk of two. */
gboolean natterd_policy_may_delete_others (const NatterdHub *hub, const NatterdUser *user, const NatterdRoom *room);

/* natterd_policy_new_refusal: why the message of @record, which has a `refusal`, was not recorded. (transfer full) */
NatterEvent *natterd_policy_new_refusal (const NatterdEffect *record);

G_END_DECLS
