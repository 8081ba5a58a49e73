/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "shared/natter-key.h"

G_BEGIN_DECLS

/* What the server shows of itself over TLS, and how it speaks it: a key with its certificate, the versions and ciphers, the key of its session
 * tickets. Never changed, only replaced: a connection holds on to those with which it began. With others come other tickets, so nobody resumes a
 * session of the old certificate. Reference-counted, not thread-safe. */

typedef struct _NatterdCredentials NatterdCredentials;

/* TLS 1.3 and 1.2, forward secrecy, AEAD; the cheap ones first, since they are as good. */
#define NATTERD_CREDENTIALS_PRIORITY                                                                                                \
  "SECURE128:-VERS-ALL:+VERS-TLS1.3:+VERS-TLS1.2:-KX-ALL:+ECDHE-ECDSA:+ECDHE-RSA:-CIPHER-ALL:+AES-128-GCM:+CHACHA20-POLY1305:" \
  "+AES-256-GCM:-GROUP-ALL:+GROUP-X25519:+GROUP-SECP256R1:+GROUP-SECP384R1:%SERVER_PRECEDENCE"

/* All three: @priority: (nullable): GnuTLS's priority string, NULL for the one above.
 * Returns: (transfer full): NULL with a GIOError whose sentence says what to do. */

/* natterd_credentials_new: a new key, in memory. */
NatterdCredentials *natterd_credentials_new (const char *priority, GError **error);

/* natterd_credentials_new_in_folder: of tls-key.pem and tls-cert.pem in @folder, which are made if there is none (0600). A certificate whose key is
 * missing is an error: a new key would be another server to whoever knows this one. */
NatterdCredentials *natterd_credentials_new_in_folder (const char *folder, const char *priority, GError **error);

/* natterd_credentials_new_for_files: the operator's own: @certificate with the chain below it. */
NatterdCredentials *natterd_credentials_new_for_files (const char *certificate, const char *key, const char *priority, GError **error);

/* natterd_credentials_ref: @self: (nullable). */
NatterdCredentials *natterd_credentials_ref (NatterdCredentials *self);
void natterd_credentials_unref (NatterdCredentials *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (NatterdCredentials, natterd_credentials_unref)

/* natterd_credentials_get_key: which server this is: §10.5. */
void natterd_credentials_get_key (const NatterdCredentials *self, NatterKey *key);

G_END_DECLS
