/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "natter-ui-application.h"
#include "natter-ui-window-private.h"

/* Passwords: typed, remembered, and found again. */

static NatterUiSecrets *
get_secrets (NatterUiWindow *self)
{
  GtkApplication *application = gtk_window_get_application (GTK_WINDOW (self));

  return natter_ui_application_get_secrets (NATTER_UI_APPLICATION (application));
}

static void
wipe (char *secret)
{
  if (secret != NULL)
    explicit_bzero (secret, strlen (secret));
  g_free (secret);
}

void
natter_ui_window_forget_typed (NatterUiWindow *self)
{
  g_clear_pointer (&self->password, wipe);
}

void
natter_ui_window_keep_typed (NatterUiWindow *self)
{
  if (self->password != NULL)
    natter_ui_secrets_store (get_secrets (self), natter_ui_session_get_address (self->session),
                             natter_ui_session_get_name (self->session), NATTER_UI_SECRET_PASSWORD, self->password, self->remember);
  natter_ui_window_forget_typed (self);
}

/* --- The key to an account, which stands for its password from one start to the next --- */

static void
on_token_changed (NatterUiWindow *self)
{
  natter_ui_secrets_store (get_secrets (self), natter_ui_session_get_address (self->session),
                           natter_ui_session_get_name (self->session), NATTER_UI_SECRET_TOKEN,
                           natter_ui_session_get_token (self->session), g_settings_get_boolean (self->settings, "stay-signed-in"));
}

static void
on_keep_days (NatterUiWindow *self)
{
  natter_ui_session_set_keep_days (self->session, (guint) g_settings_get_int (self->settings, "keep-days"));
}

void
natter_ui_window_follow_secrets (NatterUiWindow *self)
{
  g_signal_connect_object (self->session, "token-changed", G_CALLBACK (on_token_changed), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->settings, "changed::keep-days", G_CALLBACK (on_keep_days), self, G_CONNECT_SWAPPED);
  on_keep_days (self);
}

static void
on_token_found (GObject *source,
                GAsyncResult *result,
                gpointer data)
{
  g_autoptr (NatterUiWindow) self = data;
  char *token = natter_ui_secrets_lookup_finish (NATTER_UI_SECRETS (source), result);
  g_autofree char *address = NULL, *name = NULL;

  g_settings_get (self->settings, "signed-in", "(ss)", &address, &name);
  /* A keyring may ask its owner first; meanwhile one may have gone elsewhere. */
  if (self->session != NULL && natter_ui_session_get_state (self->session) == NATTER_UI_STATE_OFFLINE && g_strcmp0 (address, self->address) == 0)
    natter_ui_window_open_session (self, address, name, NULL, token);
  wipe (token);
}

gboolean
natter_ui_window_look_up_token (NatterUiWindow *self,
                                const char *address,
                                const char *name)
{
  g_autofree char *known_address = NULL, *known_name = NULL;

  g_settings_get (self->settings, "signed-in", "(ss)", &known_address, &known_name);
  if (!g_settings_get_boolean (self->settings, "stay-signed-in") || g_strcmp0 (address, known_address) != 0 ||
      g_strcmp0 (name, known_name) != 0)
    return FALSE;
  natter_ui_secrets_lookup_async (get_secrets (self), address, name, NATTER_UI_SECRET_TOKEN, NULL, on_token_found, g_object_ref (self));
  return TRUE;
}

/* For whom a password is looked up. */
typedef struct
{
  NatterUiWindow *window; /* owned */
  char *address;
  char *name;
} Lookup;

static void
free_lookup (Lookup *lookup)
{
  g_object_unref (lookup->window);
  g_free (lookup->address);
  g_free (lookup->name);
  g_free (lookup);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Lookup, free_lookup)

/* FALSE: meanwhile one is elsewhere, where it is nobody's business. */
static gboolean
is_wanted (const Lookup *lookup)
{
  NatterUiSession *session = lookup->window->session;

  return session != NULL && natter_ui_session_needs_password (session) && g_strcmp0 (natter_ui_session_get_address (session), lookup->address) == 0 &&
         g_strcmp0 (natter_ui_session_get_name (session), lookup->name) == 0;
}

static void
on_found (GObject *source,
          GAsyncResult *result,
          gpointer data)
{
  g_autoptr (Lookup) lookup = data;
  NatterUiWindow *self = lookup->window;
  char *secret = natter_ui_secrets_lookup_finish (NATTER_UI_SECRETS (source), result);

  if (!is_wanted (lookup))
    {
      wipe (secret);
      return;
    }
  if (secret == NULL ||
      !natter_ui_session_log_in_with (self->session, natter_ui_session_get_name (self->session), secret, NULL))
    natter_ui_window_show_session_error (self);
  wipe (secret);
}

gboolean
natter_ui_window_look_up (NatterUiWindow *self)
{
  Lookup *lookup;

  /* Where everybody listens along only what was typed for it is said. */
  if (self->looked_up || natter_ui_session_get_trust (self->session) == NATTER_UI_TRUST_BARE_AGREED)
    return FALSE;
  self->looked_up = TRUE;
  lookup = g_new0 (Lookup, 1);
  lookup->window = g_object_ref (self);
  lookup->address = g_strdup (natter_ui_session_get_address (self->session));
  lookup->name = g_strdup (natter_ui_session_get_name (self->session));
  natter_ui_secrets_lookup_async (get_secrets (self), lookup->address, lookup->name, NATTER_UI_SECRET_PASSWORD, NULL, on_found, lookup);
  return TRUE;
}
