/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Addresses in what people write. Only http, https, mailto and natter become links; everything else stays text. */

typedef struct
{
  gsize start;                 /* bytes */
  gsize end;
} NatterUiLink;

/* natter_ui_links_find: the links in @text (valid UTF-8), in order, without the punctuation that ends a sentence.
 * Returns: (transfer full) (element-type NatterUiLink): never NULL, at most 64. */
GArray *natter_ui_links_find (const char *text);

/* natter_ui_link_is_safe: whether @uri may be opened. */
gboolean natter_ui_link_is_safe (const char *uri);

/* natter_ui_link_dup_place: where a link of natter_ui_links_find() leads, in short: "example.org", "bob@example.org". (transfer full). */
char *natter_ui_link_dup_place (const char *link);

G_END_DECLS
