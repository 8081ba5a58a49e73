/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "natterd-call.h"

G_BEGIN_DECLS

/* What a session waits for while a password is being hashed, which takes long and is done elsewhere. */

typedef enum
{
  NATTERD_ASK_LOGIN,
  NATTERD_ASK_REGISTER,
  NATTERD_ASK_OLD_PASSWORD,
  NATTERD_ASK_NEW_PASSWORD,
  NATTERD_ASK_GIVEN_PASSWORD /* by the operator */
} NatterdAskKind;

typedef struct _NatterdAsk
{
  NatterdAskKind kind;
  char *re;        /* (nullable) */
  gboolean resume; /* LOGIN: the session shall outlive its connection */
  char *key;       /* (nullable) LOGIN */
  char *email;     /* (nullable) REGISTER */
  char *secret;    /* (nullable) OLD_PASSWORD: the new one; wiped when it is freed */
} NatterdAsk;

/* natterd_ask_begin: the session's from here on; it must not wait already. Returns: (transfer none). */
NatterdAsk *natterd_ask_begin (const NatterdCall *call, NatterdAskKind kind);
/* natterd_ask_free: (nullable). */
void natterd_ask_free (NatterdAsk *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (NatterdAsk, natterd_ask_free)

/* natterd_call_dup_password: @typed as it is hashed, if its rules are kept. NULL with NATTER_ERROR_PASSWORD_NOT_ALLOWED or NOT_PRIVATE.
 * (transfer full): to be freed with natterd_password_free(). */
char *natterd_call_dup_password (const NatterdCall *call, const char *typed, GError **error);
/* natterd_call_check_private: whether what is secret may come over this connection. FALSE with NATTER_ERROR_NOT_PRIVATE. */
gboolean natterd_call_check_private (const NatterdCall *call, GError **error);

/* natterd_password_free: (nullable): wipes it. */
void natterd_password_free (char *password);
void natterd_set_wrong_password_error (GError **error);

/* natterd_hub_admit: @session belongs to @user (transfer none), who may be here already, from here on. */
void natterd_hub_admit (NatterdCall *call, NatterdUser *user);

G_END_DECLS
