/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* The desktop's notifications, where something shows them; where nothing does, they are left out without a word. */

typedef struct _NatterUiBanners NatterUiBanners;

/* natter_ui_banners_new: @application: borrowed; registered, and outlives this. Returns: (transfer full). */
NatterUiBanners *natter_ui_banners_new (GApplication *application);
void natter_ui_banners_free (NatterUiBanners *self);

/* natter_ui_banners_is_there: something shows them. */
gboolean natter_ui_banners_is_there (NatterUiBanners *self);

/* natter_ui_banners_send: in place of one with the same @id. FALSE: nothing shows it. */
gboolean natter_ui_banners_send (NatterUiBanners *self, const char *id, GNotification *notification);

/* natter_ui_banners_withdraw: it need not be there. */
void natter_ui_banners_withdraw (NatterUiBanners *self, const char *id);

G_END_DECLS
