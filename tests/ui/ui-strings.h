/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ui-support.h"

G_BEGIN_DECLS

/* All that the window can say, in the language of LANGUAGE: each scene is a picture in UI_PICTURES, and what stands in it is written
 * to UI_STRINGS, a text a line. tests/ui/strings.py tells which words of the translation were seen. A new surface: one more scene. */

#define STRINGS_PASSWORD "correct horse"

extern gint64 strings_ahead; /* so much the clock of the window goes before, µs */

/* strings_tell: @text (nullable) was to be read. */
void strings_tell (const char *text);

/* strings_read_menu: all that a menu has; for gtk_container_forall(). */
void strings_read_menu (GtkWidget *widget, gpointer data);

/* strings_scene: a picture of @window (nullable: the fixture's), and what stands in it. */
void strings_scene (UiFixture *fixture, GtkWidget *window, const char *name);

/* strings_open_menu: of the button @name. strings_open_dialog: @name, by @action; both are closed again. */
void strings_open_menu (UiFixture *fixture, const char *name);
void strings_open_dialog (UiFixture *fixture, const char *action, const char *name);

/* strings_enter: a room. strings_be_account: the reader's name becomes one. */
void strings_enter (UiFixture *fixture, const char *name);
void strings_be_account (UiFixture *fixture);

/* strings_clear: nothing is in the composer, which has the focus. strings_find_window: (nullable) one of that @type.
 * strings_show_pages: of a window that shows one at a time, of @least. */
void strings_clear (UiFixture *fixture);
GtkWidget *strings_find_window (GType type);
void strings_show_pages (UiFixture *fixture, GtkWidget *window, const char *name, guint least);

void strings_add_rare (void);
void strings_add_talk (void);
void strings_add_places (void);
void strings_add_offline (void);
void strings_add_trust (void);

G_END_DECLS
