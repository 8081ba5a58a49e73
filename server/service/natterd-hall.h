/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "server/config/natterd-config.h"
#include "server/metrics/natterd-metrics.h"
#include "server/net/natterd-address.h"
#include "server/net/natterd-credentials.h"
#include "server/store/natterd-store.h"

G_BEGIN_DECLS

/* The hall: where connections, sessions, dialects, rooms and the store meet. It accepts, reads, applies, records, and only then
 * tells; everything of one server, on the default main context. One thread. */

typedef struct _NatterdHall NatterdHall;

/* natterd_hall_new: messages are kept in memory. @config: (transfer none), copied from.
 * NULL with a GIOError when the kernel gives no epoll set or the store cannot be read. */
NatterdHall *natterd_hall_new (const NatterdConfig *config, GError **error);

/* natterd_hall_new_for_store: the same on a store of one's own, with the rooms that it knows. @store: (transfer full), also on failure. */
NatterdHall *natterd_hall_new_for_store (const NatterdConfig *config, NatterdStore *store, GError **error);

/* natterd_hall_free: drops whoever is still connected without a word; natterd_hall_shut_down() is for words. */
void natterd_hall_free (NatterdHall *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (NatterdHall, natterd_hall_free)

/* natterd_hall_listen: binds "ADDR:PORT". Returns: (transfer full): the address with the port that it got;
 * NULL with a GIOError whose sentence says what to do. Callable for several addresses. */
char *natterd_hall_listen (NatterdHall *self, const char *address, GError **error);

/* natterd_hall_listen_on: the same on a listening TCP socket that somebody else opened, @fd, which is taken over, also on failure.
 * Anything else is refused with a sentence. */
char *natterd_hall_listen_on (NatterdHall *self, int fd, GError **error);

/* natterd_hall_reload: takes what can change while running from @config: name, motd, limits. Sockets stay. */
void natterd_hall_reload (NatterdHall *self, const NatterdConfig *config);

/* natterd_hall_set_credentials: what newcomers over TLS are shown from now on. @credentials: (transfer full) (nullable): NULL, as at first: no TLS. */
void natterd_hall_set_credentials (NatterdHall *self, NatterdCredentials *credentials);

/* natterd_hall_get_key: which server newcomers over TLS find (§10.5). FALSE: there is no TLS, and @key as it was. */
gboolean natterd_hall_get_key (const NatterdHall *self, NatterKey *key);

typedef void (*NatterdHallDone) (gpointer user_data);

/* natterd_hall_shut_down: stops listening, says goodbye to everyone (§7.5), sends what is waiting, and calls @done from the main
 * loop when all are gone, after 2.5 s at the latest. Once. */
void natterd_hall_shut_down (NatterdHall *self, NatterdHallDone done, gpointer user_data);

/* natterd_hall_is_kept_out: nobody from @address may come in: §13.6. */
gboolean natterd_hall_is_kept_out (NatterdHall *self, const NatterdAddress *address);

/* natterd_hall_watch_bans: @changed (nullable) is called when that may have become another for somebody, in the place of who was called before. It may
 * ask, but not change anything. */
void natterd_hall_watch_bans (NatterdHall *self, NatterdHallDone changed, gpointer user_data);

/* natterd_hall_knows_token: whether @token is a bot's. */
gboolean natterd_hall_knows_token (const NatterdHall *self, const char *token);

/* natterd_hall_reserve_descriptors: @n are for others in the process, who open them later. In the place of what was said before. */
void natterd_hall_reserve_descriptors (NatterdHall *self, guint n);

guint natterd_hall_get_n_connections (const NatterdHall *self);

/* natterd_hall_get_status: how it stands, by now. Walks through all connections. */
void natterd_hall_get_status (const NatterdHall *self, NatterdStatus *status);

/* natterd_hall_get_counters: for what is counted elsewhere. (transfer none) */
NatterdCounters *natterd_hall_get_counters (const NatterdHall *self);

/* natterd_hall_get_n_people: who are logged in, each once. */
guint natterd_hall_get_n_people (const NatterdHall *self);

/* natterd_hall_is_storage_failing: the last commit was not recorded. */
gboolean natterd_hall_is_storage_failing (const NatterdHall *self);

/* natterd_hall_ping_store: @done is called once the store has answered, well or with trouble, a commit of nothing: perhaps within the call, perhaps
 * never. One at a time: another call only takes @done's place. */
void natterd_hall_ping_store (NatterdHall *self, NatterdHallDone done, gpointer user_data);

/* natterd_hall_forget_ping: its `done` will not be called. Harmless when repeated. */
void natterd_hall_forget_ping (NatterdHall *self);

G_END_DECLS
