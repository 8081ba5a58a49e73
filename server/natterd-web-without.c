/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#define G_LOG_DOMAIN "natterd"

#include "natterd-web.h"

#include <glib/gi18n-lib.h>

/* Built without libsoup: there is no HTTP door. */

struct _NatterdWeb
{
  guint nothing;
};

static const char *
get_excuse (void)
{
  return _ ("This natterd was built without HTTP. Please leave http.listen empty.");
}

NatterdWeb *
natterd_web_new (NatterdHall *hall,
                 const NatterdConfig *config,
                 GError **error)
{
  if (config->http_listen[0] == NULL)
    return g_new0 (NatterdWeb, 1);
  g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_NOT_SUPPORTED, get_excuse ());
  return NULL;
}

void
natterd_web_free (NatterdWeb *self)
{
  g_free (self);
}

void
natterd_web_reload (NatterdWeb *self,
                    const NatterdConfig *config)
{
  if (config->http_listen[0] != NULL)
    g_warning ("%s", get_excuse ());
}

const char *const *
natterd_web_get_addresses (const NatterdWeb *self)
{
  static const char *const none[] = { NULL };

  return none;
}
