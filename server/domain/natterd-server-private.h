/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "natterd-act-private.h"

G_BEGIN_DECLS

/* What is done to the whole server: §13. Recorded like what is done to a room: what holds from then on, and in the log. */

/* natterd_server_record: @fact (nullable), and @act, which has no room, in the log; then @answer (transfer full) to who did it. */
void natterd_server_record (const NatterdCall *call, const NatterdAct *act, NatterFact *fact, NatterEvent *answer);

/* natterd_server_log: that @word was done to the one of that name; whoever did it is told otherwise. */
void natterd_server_log (const NatterdCall *call, const char *word, const char *key, const char *name);

/* natterd_server_follow: an act with those @strings was recorded: whoever it concerns goes, or is told. FALSE: it is about a room. */
gboolean natterd_server_follow (NatterdHub *hub, GHashTable *strings, const NatterdCall *call);

/* natterd_hub_send_away: @user's sessions end, for @reason; of those that come from @place only (0: all). @bye: (transfer full). */
void natterd_hub_send_away (NatterdHub *self, NatterdUser *user, guint64 place, NatterReason reason, NatterEvent *bye,
                            const NatterdCall *call);

/* natterd_call_check_banned: whether the session may come in as the one of the name with @key. FALSE with NATTER_ERROR_BANNED_EVERYWHERE. */
gboolean natterd_call_check_banned (NatterdCall *call, const char *key, gboolean is_guest, GError **error);

/* natterd_call_check_name: whether @name can be a new one's: nobody's, and like nobody's but @own (nullable: a key).
 * FALSE with NATTER_ERROR_NAME_TAKEN, NAME_LOOKS_ALIKE, and a suggestion. */
gboolean natterd_call_check_name (NatterdCall *call, const char *name, const char *key, const char *own, GError **error);

/* The commands, where they are about the whole server. */
gboolean natterd_server_kick (NatterdCall *call, GError **error);
gboolean natterd_server_ban (NatterdCall *call, GError **error);
gboolean natterd_server_unban (NatterdCall *call, GError **error);

/* natterd_bot_login: a LOGIN with a token. */
gboolean natterd_bot_login (NatterdCall *call, GError **error);

G_END_DECLS
