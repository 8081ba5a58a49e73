/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "shared/natter-key.h"

G_BEGIN_DECLS

/* A server for one test, in its process and main context, on a free port of this computer: it speaks TLS by GIO, and no more of Natter than it
 * takes to let somebody in. */

typedef struct
{
  GSocketService *service;
  GTlsCertificate *certificate; /* owned */
  NatterKey key;                /* worked out from the public key itself: §10.5 */
  char *address;
  guint16 port;
  const char *answer;           /* (nullable) to a hello: so many bytes (the first one), then the end; who does not encrypt is let in */
  guint n_impatient;            /* so many newcomers are taken for people whose hello did not come in time: §1.1 */
  GPtrArray *clients;           /* (element-type TlsClient) owned */
  GString *heard;               /* what all of them said, in the clear */
  guint n_met;
  guint n_ended;                /* clients who said goodbye as TLS does */
} TlsServer;

/* tls_server_new: @answer: as above. */
TlsServer *tls_server_new (const char *answer);
void tls_server_free (TlsServer *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TlsServer, tls_server_free)

/* tls_server_renew: another key from now on. */
void tls_server_renew (TlsServer *self);

/* tls_server_tell: @text to all clients, in one piece. tls_server_cut: their connections break. */
void tls_server_tell (TlsServer *self, const char *text);
void tls_server_cut (TlsServer *self);

/* tls_trust_nobody: from now on this process knows no authority but a stranger. GIO reads the system's hundred and more for each
 * connection that is open beside others, which with sanitizers takes longer than all the rest. */
void tls_trust_nobody (void);

G_END_DECLS
