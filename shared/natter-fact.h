/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Something that holds until it is changed, kept beside the messages: an account, a role. What its value means is the domain's affair.
 * Not thread-safe: counted for one thread. Never changed once made: another thread may read it meanwhile. */
typedef struct
{
  guint ref_count;
  const char *kind;            /* static: "account" */
  char *key;                   /* one fact for each kind and key */
  char *value;                 /* (nullable) JSON; NULL: it holds no longer */
} NatterFact;

/* natter_fact_new: @value: (nullable). */
NatterFact *natter_fact_new (const char *kind, const char *key, const char *value);
NatterFact *natter_fact_ref (NatterFact *self);
/* natter_fact_unref: what is freed is wiped: an account's value is nobody's business. */
void natter_fact_unref (NatterFact *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (NatterFact, natter_fact_unref)

G_END_DECLS
