/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "natter-ui-types.h"

G_DEFINE_QUARK (natter - ui - error - quark, natter_ui_error)
