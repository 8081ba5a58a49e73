/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* natterctl_qr_show: @text as a QR code of half blocks on a terminal, dark on light whatever that one's colours are; elsewhere without
 * colours. Nothing where this was built without libqrencode, or where it does not fit. */
void natterctl_qr_show (const char *text);

G_END_DECLS
