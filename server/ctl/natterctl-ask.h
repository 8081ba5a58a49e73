/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

#include "natterctl-options.h"

G_BEGIN_DECLS

/* natterctl_ask: one question at the control socket. @line: (transfer full). Returns: (transfer full): the answer, also shown where it is to be
 * JSON; NULL with an error. */
JsonObject *natterctl_ask (const NatterctlOptions *options, GString *line, GError **error);

/* natterctl_ask_and_tell: the same; for people the answer's sentence is shown, or nothing where it has none. */
gboolean natterctl_ask_and_tell (const NatterctlOptions *options, GString *line, GError **error);

G_END_DECLS
