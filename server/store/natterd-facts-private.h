/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "natterd-sql-private.h"
#include "natterd-store.h"

G_BEGIN_DECLS

/* Facts in the database. There are few, and they change seldom: nothing is prepared in advance. */

/* natterd_facts_record: in a transaction. */
gboolean natterd_facts_record (sqlite3 *database, const NatterFact *fact, GError **error);

/* natterd_facts_list: every one, by kind and key. */
gboolean natterd_facts_list (sqlite3 *database, NatterdStoreFactFunc tell, gpointer user_data, GError **error);

G_END_DECLS
