/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gnutls/crypto.h>
#include <gnutls/gnutls.h>
#include <gnutls/x509.h>

#include "natterd-credentials.h"

G_BEGIN_DECLS

/* Inside the net room. */

/* one record's text at most */
#define NATTERD_RECORD_MOST (16 * 1024)

/* taken from a socket at once; decrypted, it fits into a reader's buffer with what was left of a record before */
#define NATTERD_AHEAD_MOST (44 * 1024)

struct _NatterdCredentials
{
  guint n_refs;
  gnutls_certificate_credentials_t certificate; /* owned */
  gnutls_priority_t priority;                   /* owned */
  gnutls_datum_t tickets;                       /* owned: the key of session tickets */
  NatterKey key;
  /* scratch for the calls of all connections, empty between them */
  guint8 *ahead; /* what was read and the library has not asked for: ahead_at to ahead_end */
  gsize ahead_at, ahead_end;
  guint8 gathered[NATTERD_RECORD_MOST];
};

/* natterd-key-files.c */

typedef gnutls_x509_privkey_t NatterdPrivateKey;
typedef gnutls_x509_crt_t NatterdCertificate;
G_DEFINE_AUTO_CLEANUP_FREE_FUNC (NatterdPrivateKey, gnutls_x509_privkey_deinit, NULL)
G_DEFINE_AUTO_CLEANUP_FREE_FUNC (NatterdCertificate, gnutls_x509_crt_deinit, NULL)

/* natterd_key_files_generate: a new key. */
gboolean natterd_key_files_generate (NatterdPrivateKey *key, GError **error);

/* natterd_key_files_certify: a certificate for @key, by itself. */
gboolean natterd_key_files_certify (NatterdPrivateKey key, NatterdCertificate *certificate, GError **error);

/* natterd_key_files_make: whichever of the two files is missing. */
gboolean natterd_key_files_make (const char *certificate, const char *key, GError **error);

/* natterd_key_files_judge: FALSE with G_IO_ERROR_FAILED, and what GnuTLS says, if @code is negative. */
gboolean natterd_key_files_judge (int code, GError **error);

G_END_DECLS
