/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "natterd-store.h"

G_BEGIN_DECLS

/* An answer being put together, for every kind of store: it ends where its range or NATTERD_STORE_PAGE_BYTES does. */
typedef struct
{
  GPtrArray *messages; /* owned (element-type NatterMessage) */
  guint most;
  gsize bytes;
  gboolean backwards; /* messages are added newest first */
  gboolean more;
} NatterdPage;

void natterd_page_init (NatterdPage *self, const NatterRange *range);
/* natterd_page_clear: harmless when repeated. */
void natterd_page_clear (NatterdPage *self);

/* natterd_page_add: @message: (transfer full). FALSE: the page is full; it is dropped, and there is more. */
gboolean natterd_page_add (NatterdPage *self, NatterMessage *message);

/* natterd_page_finish: (transfer full): the messages, oldest first. */
GPtrArray *natterd_page_finish (NatterdPage *self);

G_END_DECLS
