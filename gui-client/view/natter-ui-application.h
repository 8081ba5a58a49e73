/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "gui-client/model/natter-ui-host.h"
#include "gui-client/model/natter-ui-known.h"
#include "gui-client/model/natter-ui-secrets.h"

#include "natter-ui-banners.h"

G_BEGIN_DECLS

/* natter [HOST[:PORT]] [--name NAME]: each server that is named opens a window of its own; without one the last window, or a
 * welcome, is shown. Actions: app.about, app.quit, app.new-window. */

#define NATTER_UI_TYPE_APPLICATION (natter_ui_application_get_type ())
G_DECLARE_FINAL_TYPE (NatterUiApplication, natter_ui_application, NATTER_UI, APPLICATION, GtkApplication)

/* natter_ui_application_new: @flags: added to what it needs itself. */
NatterUiApplication *natter_ui_application_new (GApplicationFlags flags);

/* natter_ui_application_get_secrets, _get_host, _get_known, _get_banners: once it has started. Returns: (transfer none). */
NatterUiSecrets *natter_ui_application_get_secrets (NatterUiApplication *self);
NatterUiHost *natter_ui_application_get_host (NatterUiApplication *self);
NatterUiKnown *natter_ui_application_get_known (NatterUiApplication *self);
NatterUiBanners *natter_ui_application_get_banners (NatterUiApplication *self);

G_END_DECLS
