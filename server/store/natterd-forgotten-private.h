/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "natterd-sql-private.h"
#include "natterd-store.h"

G_BEGIN_DECLS

/* Authors who wanted to be forgotten: NATTERD_STORE_FACT_FORGOTTEN. Whoever reads sees it from the commit on, by these pieces of SQL; the
 * writer writes it into the rows in slices, when it has nothing else to do, and then takes the fact away. */

#define NATTERD_FORGOTTEN_IS(ROW) \
  "EXISTS (SELECT 1 FROM facts WHERE facts.kind = 'forgotten' AND facts.key = CAST (" ROW ".author AS TEXT))"
#define NATTERD_FORGOTTEN_NAME(ROW)   "iif (" NATTERD_FORGOTTEN_IS (ROW) ", '" NATTERD_STORE_NOBODY "', " ROW ".name)"
#define NATTERD_FORGOTTEN_AUTHOR(ROW) "iif (" NATTERD_FORGOTTEN_IS (ROW) ", 0, " ROW ".author)"

/* How far the writer is with the one it is about. It may begin anew at any time. */
typedef struct
{
  char *author;    /* (nullable) owned: the fact's key; NULL: it is about none */
  char *name;      /* (nullable) owned: the key of the name */
  gint64 sender;   /* that name's */
  gint64 nobody;   /* the one who gets it all */
  gint64 last;     /* messages up to this id are done */
  gint64 end;      /* no later one is theirs */
  gboolean shared; /* somebody else spoke by that name */
  char *fact_kind; /* (nullable) owned: facts are done up to this one */
  char *fact_key;  /* (nullable) owned */
} NatterdForgotten;

void natterd_forgotten_clear (NatterdForgotten *self);

/* natterd_forgotten_step: a slice, in a transaction. *@more: (out): there was something to do, and there may be more. */
gboolean natterd_forgotten_step (NatterdForgotten *self, sqlite3 *database, gboolean *more, GError **error);

/* natterd_forgotten_read: of a fact of that kind. @author: (out). @key: (out) (transfer full): of the name. */
gboolean natterd_forgotten_read (const NatterFact *fact, gint64 *author, char **key);

/* natterd_forgotten_change: @fact with NATTERD_STORE_NOBODY in the place of names with @key.
 * Returns: (transfer full) (nullable): NULL: none is in it. */
NatterFact *natterd_forgotten_change (const NatterFact *fact, const char *key);

G_END_DECLS
