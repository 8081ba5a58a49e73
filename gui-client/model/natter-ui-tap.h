/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "natter-ui-types.h"

G_BEGIN_DECLS

/* A stream that remembers how it began: so that one can tell what answered, where it was not what was expected. Pollable, as the one
 * that it reads. */

#define NATTER_UI_TAP_MOST 256 /* bytes */

#define NATTER_UI_TYPE_TAP (natter_ui_tap_get_type ())
G_DECLARE_FINAL_TYPE (NatterUiTap, natter_ui_tap, NATTER_UI, TAP, GFilterInputStream)

/* natter_ui_tap_new: @base: pollable. Returns: (transfer full). */
NatterUiTap *natter_ui_tap_new (GInputStream *base);

/* natter_ui_tap_get: not while another thread reads. @length: (out). Returns: (transfer none). */
const guint8 *natter_ui_tap_get (NatterUiTap *self, gsize *length);

G_END_DECLS
