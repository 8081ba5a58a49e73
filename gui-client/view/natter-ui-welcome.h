/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "gui-client/model/natter-ui-types.h"

G_BEGIN_DECLS

/* The first page: who one is and where one goes. It knows no network: it asks with signals and is told what came of it.
 *
 * Signals: "join" (const char *address, const char *name, const char *password): the person wants in; the password is (nullable). "cancel" (): the person has changed their mind.
 * Actions on the page: welcome.join, welcome.cancel, welcome.take-suggestion. */

#define NATTER_UI_TYPE_WELCOME (natter_ui_welcome_get_type ())
G_DECLARE_FINAL_TYPE (NatterUiWelcome, natter_ui_welcome, NATTER_UI, WELCOME, GtkBox)

typedef enum
{
  NATTER_UI_WELCOME_NAME,      /* the trouble is with the name */
  NATTER_UI_WELCOME_PASSWORD,  /* the name wants its password, or another one: the entry for it is shown */
  NATTER_UI_WELCOME_ADDRESS    /* with the way to the server, or with the server */
} NatterUiWelcomeField;

/* natter_ui_welcome_set_recent: the servers to offer, and what is known of them; set once, before the others. */
void natter_ui_welcome_set_recent (NatterUiWelcome *self, NatterUiRecent *recent, NatterUiKnown *known);

/* natter_ui_welcome_fill: what stands in the entries to begin with. @address, @name: (nullable): what was last used, else
 * this computer and the name of the account. */
void natter_ui_welcome_fill (NatterUiWelcome *self, const char *address, const char *name);

/* natter_ui_welcome_join: as if Join had been pressed. */
void natter_ui_welcome_join (NatterUiWelcome *self);

/* natter_ui_welcome_set_busy: @sentence (nullable) says what is being waited for; NULL: nothing any more. */
void natter_ui_welcome_set_busy (NatterUiWelcome *self, const char *sentence);

/* natter_ui_welcome_show_error: puts @sentence beside @field, and offers @suggestion (nullable), a free name. */
void natter_ui_welcome_show_error (NatterUiWelcome *self, NatterUiWelcomeField field, const char *sentence,
                                   const char *suggestion);

/* natter_ui_welcome_get_remember: the password is to be remembered. */
gboolean natter_ui_welcome_get_remember (NatterUiWelcome *self);

/* natter_ui_welcome_set_secrets: says whether "remember" lasts; set once. */
void natter_ui_welcome_set_secrets (NatterUiWelcome *self, NatterUiSecrets *secrets);

/* natter_ui_welcome_set_host: what "Start a server on this computer" starts; set once. */
void natter_ui_welcome_set_host (NatterUiWelcome *self, NatterUiHost *host);

/* natter_ui_welcome_get_key_prefix: of a server that was chosen on this network and says so: how the text of its key begins. (nullable) */
const char *natter_ui_welcome_get_key_prefix (NatterUiWelcome *self);

/* natter_ui_welcome_forget_password: the one typed is wiped, and its entry goes. */
void natter_ui_welcome_forget_password (NatterUiWelcome *self);

/* natter_ui_welcome_ask_password: the person comes here to give the password of @name at @address: they are filled in, and the focus
 * is where one types it. */
void natter_ui_welcome_ask_password (NatterUiWelcome *self, const char *address, const char *name, const char *sentence);

/* natter_ui_welcome_focus: puts the focus where one goes on. Only for when the page is turned to by the person. */
void natter_ui_welcome_focus (NatterUiWelcome *self);

G_END_DECLS
