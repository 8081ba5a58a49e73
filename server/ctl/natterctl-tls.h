/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "shared/natter-key.h"

G_BEGIN_DECLS

/* natterctl_tls_prepare: reads what the system trusts, so that hands are shaken without delay later. */
void natterctl_tls_prepare (void);

/* natterctl_tls_wrap: TLS over @stream to @host. @key: (nullable): the server's, as text or phrase: then nothing else counts; without it the
 * system must trust the certificate. Returns: (transfer full): NULL with a sentence that tells the key, or with G_TLS_ERROR. */
GIOStream *natterctl_tls_wrap (GIOStream *stream, const char *host, const char *key, GError **error);

/* natterctl_tls_get_key: of a certificate in DER. */
gboolean natterctl_tls_get_key (const guint8 *der, gsize length, NatterKey *key);

G_END_DECLS
