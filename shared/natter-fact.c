/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "natter-fact.h"

NatterFact *
natter_fact_new (const char *kind, const char *key, const char *value)
{
  NatterFact *self = g_new0 (NatterFact, 1);

  self->ref_count = 1;
  self->kind = g_intern_string (kind);
  self->key = g_strdup (key);
  self->value = g_strdup (value);
  return self;
}

NatterFact *
natter_fact_ref (NatterFact *self)
{
  self->ref_count++;
  return self;
}

void
natter_fact_unref (NatterFact *self)
{
  if (--self->ref_count > 0)
    return;

  if (self->value != NULL)
    explicit_bzero (self->value, strlen (self->value));
  g_free (self->value);
  g_free (self->key);
  g_free (self);
}
