/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "gui-client/model/natter-ui-message-list.h"
#include "gui-client/model/natter-ui-message.h"

#include "natter-ui-date-popover.h"
#include "natter-ui-widgets.h"

struct _NatterUiDatePopover
{
  GtkPopover parent_instance;

  GtkWidget *calendar;
  GListModel *list;  /* (nullable) owned */
  gboolean pressed; /* a day, by the pointer */
};

static guint chosen_signal, month_signal;

G_DEFINE_TYPE (NatterUiDatePopover, natter_ui_date_popover, GTK_TYPE_POPOVER)

GtkWidget *
natter_ui_date_popover_new (GtkWidget *relative_to)
{
  return g_object_new (NATTER_UI_TYPE_DATE_POPOVER, "relative-to", relative_to, "position", GTK_POS_BOTTOM, "name", "date-popover",
                       "transitions-enabled", FALSE, NULL);
}

static void
mark_days (NatterUiDatePopover *self)
{
  guint year, month, n = self->list != NULL ? g_list_model_get_n_items (self->list) : 0;

  gtk_calendar_get_date (GTK_CALENDAR (self->calendar), &year, &month, NULL);
  gtk_calendar_clear_marks (GTK_CALENDAR (self->calendar));
  for (guint i = 0; i < n; i++)
    {
      g_autoptr (NatterUiMessage) message = g_list_model_get_item (self->list, i);
      g_autoptr (GDateTime) day = g_date_time_new_from_unix_local (natter_ui_message_get_time (message) / G_USEC_PER_SEC);

      if (day != NULL && g_date_time_get_year (day) == (gint) year && g_date_time_get_month (day) == (gint) month + 1)
        gtk_calendar_mark_day (GTK_CALENDAR (self->calendar), (guint) g_date_time_get_day_of_month (day));
    }
}

void
natter_ui_date_popover_mark (NatterUiDatePopover *self,
                             int year,
                             int month,
                             guint32 days)
{
  guint shown_year, shown_month;

  gtk_calendar_get_date (GTK_CALENDAR (self->calendar), &shown_year, &shown_month, NULL);
  if ((int) shown_year != year || (int) shown_month + 1 != month)
    return;
  for (guint day = 1; day <= 31; day++)
    if (days & (1u << (day - 1)))
      gtk_calendar_mark_day (GTK_CALENDAR (self->calendar), day);
}

/* What is in memory is known at once; the rest comes. */
static void
on_month_changed (NatterUiDatePopover *self)
{
  guint year, month;

  mark_days (self);
  gtk_calendar_get_date (GTK_CALENDAR (self->calendar), &year, &month, NULL);
  g_signal_emit (self, month_signal, 0, (int) year, (int) month + 1);
}

static void
choose (NatterUiDatePopover *self)
{
  guint year, month, day;
  g_autoptr (GDateTime) start = NULL;

  gtk_calendar_get_date (GTK_CALENDAR (self->calendar), &year, &month, &day);
  start = g_date_time_new_local ((gint) year, (gint) month + 1, (gint) day, 0, 0, 0);
  gtk_popover_popdown (GTK_POPOVER (self));
  if (start != NULL)
    g_signal_emit (self, chosen_signal, 0, g_date_time_to_unix (start) * G_USEC_PER_SEC);
}

/* A press chooses the day, a release goes there: so the arrows of the keyboard may walk over days. */
static gboolean
on_button_release (NatterUiDatePopover *self,
                   GdkEventButton *event)
{
  if (event->button == GDK_BUTTON_PRIMARY && self->pressed)
    choose (self);
  self->pressed = FALSE;
  return GDK_EVENT_PROPAGATE;
}

static void
on_day_selected (NatterUiDatePopover *self)
{
  g_autoptr (GdkEvent) event = gtk_get_current_event ();

  self->pressed = event != NULL && gdk_event_get_event_type (event) == GDK_BUTTON_PRESS;
}

static gboolean
on_key_press (NatterUiDatePopover *self,
              GdkEventKey *event)
{
  if (event->keyval != GDK_KEY_Return && event->keyval != GDK_KEY_KP_Enter)
    return GDK_EVENT_PROPAGATE;
  choose (self);
  return GDK_EVENT_STOP;
}

void
natter_ui_date_popover_ask (NatterUiDatePopover *self,
                            const GdkRectangle *where,
                            gint64 time,
                            GListModel *list)
{
  g_autoptr (GDateTime) day = g_date_time_new_from_unix_local (time / G_USEC_PER_SEC);

  g_set_object (&self->list, list);
  if (day != NULL)
    {
      gtk_calendar_select_month (GTK_CALENDAR (self->calendar), (guint) g_date_time_get_month (day) - 1, (guint) g_date_time_get_year (day));
      gtk_calendar_select_day (GTK_CALENDAR (self->calendar), (guint) g_date_time_get_day_of_month (day));
    }
  on_month_changed (self);
  gtk_popover_set_pointing_to (GTK_POPOVER (self), where);
  gtk_popover_popup (GTK_POPOVER (self));
  gtk_widget_grab_focus (self->calendar);
}

static void
natter_ui_date_popover_dispose (GObject *object)
{
  g_clear_object (&NATTER_UI_DATE_POPOVER (object)->list);
  G_OBJECT_CLASS (natter_ui_date_popover_parent_class)->dispose (object);
}

static void
natter_ui_date_popover_class_init (NatterUiDatePopoverClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = natter_ui_date_popover_dispose;
  chosen_signal = g_signal_new ("chosen", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                G_TYPE_NONE, 1, G_TYPE_INT64);
  month_signal = g_signal_new ("month-shown", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                               G_TYPE_NONE, 2, G_TYPE_INT, G_TYPE_INT);
}

static void
natter_ui_date_popover_init (NatterUiDatePopover *self)
{
  self->calendar = gtk_calendar_new ();
  g_object_set (self->calendar, "margin", 6, "name", "calendar", NULL);
  natter_ui_widget_name (self->calendar, _("Go to another day"));
  natter_ui_widget_name (GTK_WIDGET (self), _("Go to another day"));
  g_signal_connect_object (self->calendar, "month-changed", G_CALLBACK (on_month_changed), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->calendar, "day-selected", G_CALLBACK (on_day_selected), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->calendar, "button-release-event", G_CALLBACK (on_button_release), self, G_CONNECT_SWAPPED | G_CONNECT_AFTER);
  g_signal_connect_object (self->calendar, "key-press-event", G_CALLBACK (on_key_press), self, G_CONNECT_SWAPPED);
  gtk_widget_show (self->calendar);
  gtk_container_add (GTK_CONTAINER (self), self->calendar);
}
