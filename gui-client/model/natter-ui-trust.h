/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "shared/natter-key.h"

#include "natter-ui-types.h"

G_BEGIN_DECLS

/* Whether a server may hear anything of us: PROTOCOL.md §10.8. Facts in, one word out: no file, no socket, no clock. */

/* How the server was met. */
typedef struct
{
  gboolean local;     /* it is on this computer: what is said does not leave it */
  gboolean encrypted; /* by TLS; then: */
  gboolean vouched;   /* its certificate is good for this host, by those whom this system trusts */
  NatterKey key;
} NatterUiMeeting;

/* What is known of it. */
typedef struct
{
  const NatterKey *pin;      /* (nullable) its key, as it was before */
  const NatterKey *expected; /* (nullable) its key, by the invite link that leads here: speaks for a stranger, never against @pin */
  const char *prefix;        /* (nullable) how the text of its key begins, by what it says of itself on this network */
  gboolean bare;             /* it was agreed to go there without encryption */
} NatterUiKnowledge;

/* natter_ui_trust_decide: never NATTER_UI_TRUST_UNKNOWN. */
NatterUiTrust natter_ui_trust_decide (const NatterUiMeeting *meeting, const NatterUiKnowledge *knowledge);

/* natter_ui_trust_joins: nobody has to be asked. */
gboolean natter_ui_trust_joins (NatterUiTrust trust);

G_END_DECLS
