/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* A dialog that asks for one line. It stays open until what was typed is good.
 *
 * Signals: "accepted" (const char *text): Enter or the button. Whoever listens closes it, or shows what is wrong. */

#define NATTER_UI_TYPE_PROMPT (natter_ui_prompt_get_type ())
G_DECLARE_FINAL_TYPE (NatterUiPrompt, natter_ui_prompt, NATTER_UI, PROMPT, GtkDialog)

/* natter_ui_prompt_open: @label: what is asked for; @text: what stands there to begin with; @accept: the button, with a
 * mnemonic. Returns: (transfer none): shown. */
NatterUiPrompt *natter_ui_prompt_open (GtkWindow *parent, const char *title, const char *label, const char *text,
                                       const char *accept);

/* natter_ui_prompt_show_error: a sentence below the entry. */
void natter_ui_prompt_show_error (NatterUiPrompt *self, const char *sentence);

G_END_DECLS
