/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "gui-client/model/natter-ui-secrets.h"

G_BEGIN_DECLS

/* Secrets in the desktop's keyring, where one runs; else they are in memory only, and nobody is troubled with a dialog. */

/* natter_ui_keyring_new: Returns: (transfer full): "lasting" becomes TRUE once a keyring answered. */
NatterUiSecrets *natter_ui_keyring_new (void);

G_END_DECLS
