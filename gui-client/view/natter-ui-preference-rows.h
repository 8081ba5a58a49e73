/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <handy.h>

G_BEGIN_DECLS

/* Rows of the preferences, each tied to a key of the settings: what is chosen is in force at once. All are shown, and named
 * "preference-KEY". Returns of all: (transfer none): in @group, which owns it. */

/* natter_ui_preference_page: a page of @window. */
HdyPreferencesPage *natter_ui_preference_page (HdyPreferencesWindow *window, const char *title, const char *icon);

/* natter_ui_preference_group: @title, @description: (nullable). */
HdyPreferencesGroup *natter_ui_preference_group (HdyPreferencesPage *page, const char *title, const char *description);

/* natter_ui_preference_switch: @subtitle: (nullable). Returns: the row. */
GtkWidget *natter_ui_preference_switch (HdyPreferencesGroup *group, GSettings *settings, const char *key, const char *title,
                                        const char *subtitle);

/* natter_ui_preference_choice: of an enumeration. @labels: as its values, NULL-terminated. */
GtkWidget *natter_ui_preference_choice (HdyPreferencesGroup *group, GSettings *settings, const char *key, const char *title,
                                        const char *const *labels);

/* natter_ui_preference_add: @control is at the end of a row of its own, named by @title; its widget name is as of a key. */
GtkWidget *natter_ui_preference_add (HdyPreferencesGroup *group, const char *name, const char *title, const char *subtitle,
                                     GtkWidget *control);

/* natter_ui_preference_clock: a time of the day, kept as minutes since midnight. */
GtkWidget *natter_ui_preference_clock (HdyPreferencesGroup *group, GSettings *settings, const char *key, const char *title);

/* natter_ui_preference_words: words with commas between them. */
GtkWidget *natter_ui_preference_words (HdyPreferencesGroup *group, GSettings *settings, const char *key, const char *title,
                                       const char *hint);

G_END_DECLS
