/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "natter-ui-nearby.h"

G_BEGIN_DECLS

/* The servers on the local network: a GListModel of NatterUiNearby, in the order in which they were found, as they come and go. Empty where there
 * are none, and where there is no Avahi to ask; nobody is told which of the two. At most NATTER_UI_NEARBY_MOST, whoever says what. */

#define NATTER_UI_NEARBY_MOST 64

#define NATTER_UI_TYPE_NEARBY_LIST (natter_ui_nearby_list_get_type ())
G_DECLARE_FINAL_TYPE (NatterUiNearbyList, natter_ui_nearby_list, NATTER_UI, NEARBY_LIST, GObject)

/* natter_ui_nearby_list_new: looks for nothing yet. Returns: (transfer full). */
NatterUiNearbyList *natter_ui_nearby_list_new (void);

/* natter_ui_nearby_list_set_looking: while nobody looks at the list the network is left alone, and the list is empty. */
void natter_ui_nearby_list_set_looking (NatterUiNearbyList *self, gboolean looking);

G_END_DECLS
