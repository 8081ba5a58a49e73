/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "gui-client/model/natter-ui-session.h"

G_BEGIN_DECLS

/* natter_ui_profile_pop_up: who @person is, and what one may do: Message, and in @room (nullable) what one's role there allows. The popover
 * points at @where (nullable: all) of @widget, and goes by itself. Returns: (transfer none). */
GtkWidget *natter_ui_profile_pop_up (GtkWidget *widget, const GdkRectangle *where, NatterUiSession *session, NatterUiRoom *room,
                                     NatterUiPerson *person);

G_END_DECLS
