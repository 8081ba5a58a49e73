/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "natter-ui-candidates.h"
#include "natter-ui-composer.h"

G_BEGIN_DECLS

struct _NatterUiComposer
{
  GtkBox parent_instance;

  GtkWidget *error_revealer;
  GtkWidget *error_label;
  GtkWidget *slow_revealer;
  GtkWidget *slow_label;
  GtkWidget *strip_revealer;
  GtkWidget *strip_title;
  GtkWidget *strip_quote;
  GtkWidget *paste_revealer;
  GtkWidget *paste_label;
  GtkWidget *scrolled;
  GtkWidget *view;
  GtkWidget *placeholder;
  GtkWidget *emoji_button;
  GtkWidget *send_button;

  GtkWidget *candidates;
  GtkTextBuffer *buffer;    /* of the view; borrowed */
  NatterUiSession *session; /* (nullable) until set */
  NatterUiRoom *room;       /* (nullable) */
  GSimpleActionGroup *actions;
  gboolean turning;         /* the text is another one's now */
  gboolean completing;      /* the text changes by our own doing */
  gboolean spelling;        /* it is looked after, or nobody can */

  NatterUiMessage *target;  /* (nullable) owned: what is answered or edited */
  gboolean editing;
  char *before;             /* (nullable) what stood here before editing began */
  GtkTextMark *paste_start; /* (nullable) owned, both: what was pasted last */
  GtkTextMark *paste_end;
};

char *natter_ui_composer_dup_text (NatterUiComposer *self);

/* --- natter-ui-composer-complete.c --- */

/* natter_ui_composer_complete: what Tab does. FALSE: there is nothing to complete, and Tab goes on to the next widget. */
gboolean natter_ui_composer_complete (NatterUiComposer *self);
void natter_ui_composer_choose (NatterUiComposer *self, const char *candidate);

/* --- natter-ui-composer-strip.c: what is answered or edited --- */

void natter_ui_composer_end_strip (NatterUiComposer *self);

/* natter_ui_composer_edit_last: FALSE: one has said nothing here yet. */
gboolean natter_ui_composer_edit_last (NatterUiComposer *self);

/* --- natter-ui-composer-paste.c: before much is sent by mistake --- */

void natter_ui_composer_watch_paste (NatterUiComposer *self);
void natter_ui_composer_end_paste (NatterUiComposer *self);
void natter_ui_composer_forget_paste (NatterUiComposer *self);

/* --- natter-ui-composer-spell.c --- */

/* natter_ui_composer_check_spelling: from the first time on that something is written, where there is a dictionary. */
void natter_ui_composer_check_spelling (NatterUiComposer *self);

G_END_DECLS
