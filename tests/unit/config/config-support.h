/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "server/config/natterd-config.h"

G_BEGIN_DECLS

/* test_config_load: of a temporary file with @length bytes of @text, or of none if @text is NULL, and @setting (nullable).
 * In the error's sentence the file is called FILE. */
NatterdConfig *test_config_load (const char *text, gsize length, const char *setting, GError **error);

G_END_DECLS
