/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "natter-ui-nearby.h"

G_BEGIN_DECLS

/* As it came: bytes that a stranger chose. */
typedef struct
{
  const char *name;
  const char *host;
  const char *address; /* numbers */
  gint32 interface;
  guint16 port;
  GVariant *text; /* aay */
} NatterUiSighting;

/* natter_ui_nearby_new: Returns: (transfer full). Not fit for anything before it was seen. */
NatterUiNearby *natter_ui_nearby_new (void);

/* natter_ui_nearby_see: FALSE: nobody could go there; then nothing changes. */
gboolean natter_ui_nearby_see (NatterUiNearby *self, const NatterUiSighting *sighting);

G_END_DECLS
