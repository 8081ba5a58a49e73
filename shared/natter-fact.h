/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Something that holds until it is changed, kept beside the messages: an account, a role. What its value means is the domain's affair.
 * Not thread-safe: counted for one thread. Never changed once made: another thread may read it meanwhile. */
typedef struct
{
  guint ref_count;
  const char *kind; /* static: "account" */
  char *key;        /* one fact for each kind and key */
  char *value;      /* (nullable) JSON; NULL: it holds no longer */
} NatterFact;

/* natter_fact_new: @value: (nullable). */
NatterFact *natter_fact_new (const char *kind, const char *key, const char *value);
NatterFact *natter_fact_ref (NatterFact *self);
/* natter_fact_unref: what is freed is wiped: an account's value is nobody's business. */
void natter_fact_unref (NatterFact *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (NatterFact, natter_fact_unref)

/* natter_fact_dup_value: a value of strings: pairs of key and (nullable) string, then NULL. Those that are NULL are left out.
 * (transfer full) */
char *natter_fact_dup_value (const char *first_key, ...) G_GNUC_NULL_TERMINATED;

/* natter_fact_read: the strings of a value, by key. Returns: (transfer full) (nullable): NULL if it is not of that form. */
GHashTable *natter_fact_read (const char *value);

G_END_DECLS
