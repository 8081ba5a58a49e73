/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "natterd-sql-private.h"
#include "natterd-store.h"

G_BEGIN_DECLS

/* Facts in the database. */

#define NATTERD_FACTS_SET \
  "INSERT INTO facts (kind, key, value) VALUES (?1, ?2, ?3) ON CONFLICT (kind, key) DO UPDATE SET value = excluded.value"
#define NATTERD_FACTS_DROP "DELETE FROM facts WHERE kind = ?1 AND key = ?2"

/* natterd_facts_run: in a transaction. @statement: SET for a fact with a value, DROP for one without. */
gboolean natterd_facts_run (sqlite3_stmt *statement, const NatterFact *fact, GError **error);

/* natterd_facts_record: the same where it is seldom done, and nothing is prepared. */
gboolean natterd_facts_record (sqlite3 *database, const NatterFact *fact, GError **error);

/* natterd_facts_list: every one, by kind and key. */
gboolean natterd_facts_list (sqlite3 *database, NatterdStoreFactFunc tell, gpointer user_data, GError **error);

G_END_DECLS
