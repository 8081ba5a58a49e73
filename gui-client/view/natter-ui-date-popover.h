/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* A calendar to go to another day of a conversation: Enter, or a click on a day, goes there. Days on which something is known to have been
 * said are bold.
 *
 * Signals: "chosen" (gint64 time): the beginning of a day, microseconds since 1970; "month-shown" (int year, int month): whoever knows on which
 * days of it something was said calls natter_ui_date_popover_mark(). */

#define NATTER_UI_TYPE_DATE_POPOVER (natter_ui_date_popover_get_type ())
G_DECLARE_FINAL_TYPE (NatterUiDatePopover, natter_ui_date_popover, NATTER_UI, DATE_POPOVER, GtkPopover)

GtkWidget *natter_ui_date_popover_new (GtkWidget *relative_to);

/* natter_ui_date_popover_ask: at @where, in the widget's coordinates, beginning with the day of @time. @list: (nullable) of NatterUiMessage, whose
 * days are marked; borrowed while it is open. */
void natter_ui_date_popover_ask (NatterUiDatePopover *self, const GdkRectangle *where, gint64 time, GListModel *list);

/* natter_ui_date_popover_mark: bit 0 of @days: the first of @month (1 to 12). Nothing, where another month is shown by now. */
void natter_ui_date_popover_mark (NatterUiDatePopover *self, int year, int month, guint32 days);

G_END_DECLS
