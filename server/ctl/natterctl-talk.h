/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "natterctl-options.h"
#include "natterctl-wire.h"

G_BEGIN_DECLS

/* A conversation that goes on when its connection breaks. */
typedef struct
{
  const NatterctlOptions *options;
  NatterctlWire *wire; /* (nullable) owned */
  char *prefix;        /* owned: of ids that nobody else has: §3.7 */
  guint64 n_sent;
  guint patience; /* seconds that may go by without a connection; 0: for ever */
} NatterctlTalk;

/* natterctl_talk_open: FALSE where nobody is there now. To be closed in any case. */
gboolean natterctl_talk_open (NatterctlTalk *self, const NatterctlOptions *options, guint patience, GError **error);
void natterctl_talk_close (NatterctlTalk *self);

/* natterctl_talk_may_go_on: @error is one that waiting may mend. */
gboolean natterctl_talk_may_go_on (const GError *error);

/* natterctl_talk_again: connects anew, trying for as long as its patience. */
gboolean natterctl_talk_again (NatterctlTalk *self, GError **error);

/* natterctl_talk_say: until it is recorded, once, whatever happens in between. Returns: (transfer full): the answer. */
JsonObject *natterctl_talk_say (NatterctlTalk *self, const char *room, const char *text, GError **error);

G_END_DECLS
