/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "natter-ui-types.h"

G_BEGIN_DECLS

/* natter_ui_input_parse: what stands in the composer, as commands: "/word …" on the first line, with the words of telnet;
 * "//" begins text with a slash; everything else is one SAY, of as many lines as there are. Pure.
 * @text: valid UTF-8. @most: bytes of one message, 0 for no limit.
 * Returns: (transfer full) (element-type NatterCommand): not empty; NULL, for the whole of it, with a sentence of
 * NATTER_ERROR. */
GPtrArray *natter_ui_input_parse (const char *text, gsize most, GError **error);

G_END_DECLS
