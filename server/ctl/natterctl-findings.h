/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What the doctor finds, shown as it is found. */

typedef enum
{
  NATTERCTL_FINE,
  NATTERCTL_NOTE, /* not wrong, but good to know */
  NATTERCTL_WRONG
} NatterctlState;

typedef struct
{
  gboolean as_json;
  guint n;
  guint n_wrong;
} NatterctlFindings;

/* natterctl_findings_add: @about: a word that stays the same, as "clock". @advice: (nullable): what to do. */
void natterctl_findings_add (NatterctlFindings *self, NatterctlState state, const char *about, const char *text, const char *advice);

/* natterctl_findings_take: the same; @text: (transfer full). */
void natterctl_findings_take (NatterctlFindings *self, NatterctlState state, const char *about, char *text, const char *advice);

G_END_DECLS
