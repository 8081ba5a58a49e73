/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* The desktop's notifications, where something shows them; where nothing does, they are left out without a word. */

typedef struct _NatterUiNotifier NatterUiNotifier;

/* natter_ui_notifier_new: @application: borrowed; registered, and outlives this. Returns: (transfer full). */
NatterUiNotifier *natter_ui_notifier_new (GApplication *application);
void natter_ui_notifier_free (NatterUiNotifier *self);

/* natter_ui_notifier_is_there: something shows them. */
gboolean natter_ui_notifier_is_there (NatterUiNotifier *self);

/* natter_ui_notifier_send: in place of one with the same @id. FALSE: nothing shows it. */
gboolean natter_ui_notifier_send (NatterUiNotifier *self, const char *id, GNotification *notification);

/* natter_ui_notifier_withdraw: it need not be there. */
void natter_ui_notifier_withdraw (NatterUiNotifier *self, const char *id);

G_END_DECLS
