/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "natter-ui-types.h"

G_BEGIN_DECLS

/* A server that says of itself, on the local network, that it is there (PROTOCOL.md §11). Whoever is on the network may say anything:
 * what is here is fit to be shown, and nothing of it is proven.
 *
 * Signal "changed": it says something else of itself. */

#define NATTER_UI_TYPE_NEARBY (natter_ui_nearby_get_type ())
G_DECLARE_FINAL_TYPE (NatterUiNearby, natter_ui_nearby, NATTER_UI, NEARBY, GObject)

/* natter_ui_nearby_get_title: what it calls itself; never empty. */
const char *natter_ui_nearby_get_title (NatterUiNearby *self);

/* natter_ui_nearby_get_host: the computer, as "workshop.local"; perhaps empty. */
const char *natter_ui_nearby_get_host (NatterUiNearby *self);

/* natter_ui_nearby_get_address: fit for natter_ui_session_open(). Never of this computer alone. */
const char *natter_ui_nearby_get_address (NatterUiNearby *self);

/* natter_ui_nearby_get_people: how many are there; -1: it does not say. */
int natter_ui_nearby_get_people (NatterUiNearby *self);

/* natter_ui_nearby_get_guests: whether one may come in without a password. */
gboolean natter_ui_nearby_get_guests (NatterUiNearby *self);

/* natter_ui_nearby_get_key_prefix: the first NATTER_AVAHI_KEY characters of its key's text: (nullable). A server there that has another key is not
 * the one that was found. */
const char *natter_ui_nearby_get_key_prefix (NatterUiNearby *self);

G_END_DECLS
