/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "natter-ui-rows.h"

G_BEGIN_DECLS

/* A dialog with a list and an entry that filters it while one types. Who is online, the rooms, and the quick switch are
 * each one of these.
 *
 * Signals: "chosen" (GtkListBoxRow *): a row was activated, or Enter in the entry with a match. "typed" (const char *):
 * Enter in the entry, and no row matches. The dialog stays open; the one who opened it closes it. */

#define NATTER_UI_TYPE_LIST_DIALOG (natter_ui_list_dialog_get_type ())
G_DECLARE_FINAL_TYPE (NatterUiListDialog, natter_ui_list_dialog, NATTER_UI, LIST_DIALOG, GtkDialog)

/* natter_ui_list_dialog_new: @hint: what the entry is for. @make, @match: see natter-ui-rows.h. */
NatterUiListDialog *natter_ui_list_dialog_new (GtkWindow *parent, const char *title, const char *hint,
                                               NatterUiRowsMake make, NatterUiRowsMatch match);

/* natter_ui_list_dialog_set_list: (nullable): still being fetched. */
void natter_ui_list_dialog_set_list (NatterUiListDialog *self, GListModel *list);

/* natter_ui_list_dialog_set_note: a sentence where the list is empty. */
void natter_ui_list_dialog_set_note (NatterUiListDialog *self, const char *sentence);

/* natter_ui_list_dialog_show_error: a sentence below the entry. NULL: none. */
void natter_ui_list_dialog_show_error (NatterUiListDialog *self, const char *sentence);

/* natter_ui_list_dialog_add_button: beside the title. Returns: (transfer none): to connect to. */
GtkWidget *natter_ui_list_dialog_add_button (NatterUiListDialog *self, const char *label);

/* natter_ui_list_dialog_add_below: @widget stands below the list. Signal "moved" (GtkListBoxRow *, nullable): another row is chosen, by a key or
 * the pointer, and none activated yet. */
void natter_ui_list_dialog_add_below (NatterUiListDialog *self, GtkWidget *widget);

/* natter_ui_list_dialog_dup_word: what is typed, without white space around it. (transfer full). */
char *natter_ui_list_dialog_dup_word (NatterUiListDialog *self);

/* natter_ui_list_dialog_get_cancellable: for what fetches the list; cancelled when the dialog goes. (transfer none). */
GCancellable *natter_ui_list_dialog_get_cancellable (NatterUiListDialog *self);

G_END_DECLS
