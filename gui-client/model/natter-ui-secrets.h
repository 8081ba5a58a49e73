/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "natter-ui-types.h"

G_BEGIN_DECLS

/* Where passwords and tokens are kept: a port. The view brings one that knows the desktop's keyring; this one has them in memory,
 * for as long as the program runs. Nothing here is ever written to a log or to a file of ours. */

typedef enum
{
  NATTER_UI_SECRET_PASSWORD,
  NATTER_UI_SECRET_TOKEN /* that a session is resumed with */
} NatterUiSecretKind;

#define NATTER_UI_TYPE_SECRETS (natter_ui_secrets_get_type ())
G_DECLARE_DERIVABLE_TYPE (NatterUiSecrets, natter_ui_secrets, NATTER_UI, SECRETS, GObject)

struct _NatterUiSecretsClass
{
  GObjectClass parent_class;

  /* lookup: as natter_ui_secrets_lookup_async(), once it is known that memory has none. Answers by
   * natter_ui_secrets_return(). */
  void (*lookup) (NatterUiSecrets *self, GTask *task, const char *server, const char *name, NatterUiSecretKind kind);

  /* store: @secret: (nullable): forget it. */
  void (*store) (NatterUiSecrets *self, const char *server, const char *name, NatterUiSecretKind kind, const char *secret);
};

/* natter_ui_secrets_new: in memory. Returns: (transfer full). */
NatterUiSecrets *natter_ui_secrets_new (void);

/* natter_ui_secrets_lookup_async: the secret of @name at @server (an address as natter_ui_address_format() writes it). Never asks
 * the person for anything that cannot be left out. Finish: (transfer full) (nullable): none; free it with natter_ui_secret_free(). */
void natter_ui_secrets_lookup_async (NatterUiSecrets *self, const char *server, const char *name, NatterUiSecretKind kind,
                                     GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
char *natter_ui_secrets_lookup_finish (NatterUiSecrets *self, GAsyncResult *result);

/* natter_ui_secret_free: @secret: (nullable): wiped first. */
void natter_ui_secret_free (char *secret);

/* natter_ui_secrets_store: keeps @secret, or (NULL) forgets it. @keep: also beyond this run of the program, where that can be. */
void natter_ui_secrets_store (NatterUiSecrets *self, const char *server, const char *name, NatterUiSecretKind kind,
                              const char *secret, gboolean keep);

/* natter_ui_secrets_get_lasting: what is stored outlives the program, as far as is known. Property "lasting", with notify. */
gboolean natter_ui_secrets_get_lasting (NatterUiSecrets *self);

/* For classes made from it. */
void natter_ui_secrets_set_lasting (NatterUiSecrets *self, gboolean lasting);

/* natter_ui_secrets_return: the end of a lookup. @task: (transfer full). @secret: (transfer full) (nullable). */
void natter_ui_secrets_return (GTask *task, char *secret);

G_END_DECLS
