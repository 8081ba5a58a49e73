/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "shared/natter-event.h"

#include "natter-ui-conversation-private.h"
#include "natter-ui-log-view.h"
#include "natter-ui-times.h"

#define DAY_CHECK (10 * 60) /* s */

/* When it was said: exactly, and how long ago. (transfer full) */
static char *
dup_when (NatterUiMessage *message)
{
  gint64 time = natter_ui_message_get_time (message);
  g_autofree char *exact = natter_ui_times_dup_exact (time), *ago = natter_ui_times_dup_ago (time, g_get_real_time ());

  /* Translators: when something was said: exactly, and how long ago: "Monday, 3 June 2024, 08:18:05 (5 minutes ago)" */
  return g_strdup_printf (C_("time", "%1$s (%2$s)"), exact, ago);
}

/* Who reacted so. (transfer full) (nullable) */
static char *
dup_who (NatterUiMessage *message,
         const char *text)
{
  const GPtrArray *reactions = natter_ui_message_get_reactions (message);

  for (guint i = 0; text != NULL && reactions != NULL && i < reactions->len; i++)
    {
      const NatterReaction *reaction = g_ptr_array_index (reactions, i);
      g_autoptr (GString) names = g_string_new (NULL);

      if (!g_str_equal (reaction->text, text) || reaction->names == NULL || reaction->names->len == 0)
        continue;
      for (guint k = 0; k < reaction->names->len; k++)
        g_string_append_printf (names, "%s%s", k > 0 ? ", " : "", (const char *) g_ptr_array_index (reaction->names, k));
      if (reaction->count > reaction->names->len)
        g_string_append (names, ", …");
      return g_string_free (g_steal_pointer (&names), FALSE);
    }
  return NULL;
}

static gboolean
on_query_tooltip (NatterUiConversation *self,
                  int x,
                  int y,
                  gboolean keyboard,
                  GtkTooltip *tooltip)
{
  GtkTextView *view = GTK_TEXT_VIEW (self->view);
  g_autofree char *text = NULL, *detail = NULL;
  NatterUiMessage *message;
  GtkTextIter iter;
  int bx, by;

  gtk_text_view_window_to_buffer_coords (view, GTK_TEXT_WINDOW_WIDGET, x, y, &bx, &by);
  if (keyboard || !gtk_text_view_get_iter_at_location (view, &iter, bx, by))
    return FALSE;
  message = natter_ui_conversation_get_at (self, &iter);
  if (message == NULL)
    return FALSE;
  switch ((int) natter_ui_render_get_place (natter_ui_log_view_get_render (NATTER_UI_LOG_VIEW (view)), &iter))
    {
    case NATTER_UI_PLACE_LINK:
      text = natter_ui_log_dup_detail (self->log, &iter);
      break;
    case NATTER_UI_PLACE_REACTION:
      detail = natter_ui_log_dup_detail (self->log, &iter);
      text = dup_who (message, detail);
      break;
    case NATTER_UI_PLACE_DAY:
      text = g_strdup (_("Go to another day"));
      break;
    default:
      text = dup_when (message);
      break;
    }
  gtk_tooltip_set_text (tooltip, text);
  return text != NULL;
}

static void
on_setting (NatterUiConversation *self)
{
  NatterUiRender *render = natter_ui_log_view_get_render (NATTER_UI_LOG_VIEW (self->view));

  natter_ui_conversation_keep_place (self);
  natter_ui_render_set_compact (render, g_settings_get_boolean (self->settings, "compact"));
  natter_ui_render_set_twelve (render, !g_settings_get_boolean (self->settings, "clock-24h"));
  natter_ui_log_rewrite (self->log);
  if (self->kept.message != NULL)
    natter_ui_conversation_go_to (self, &self->kept);
  natter_ui_spot_clear (&self->kept);
}

static gboolean on_midnight (gpointer data);

/* A clock that was set, or a machine that slept, is noticed soon after. */
static void
await_midnight (NatterUiConversation *self)
{
  gint64 now = g_get_real_time ();
  g_autoptr (GDateTime) local = g_date_time_new_from_unix_local (now / G_USEC_PER_SEC);
  g_autoptr (GDateTime) tomorrow = g_date_time_add_days (local, 1);
  g_autoptr (GDateTime) midnight = g_date_time_new_local (g_date_time_get_year (tomorrow), g_date_time_get_month (tomorrow),
                                                          g_date_time_get_day_of_month (tomorrow), 0, 0, 0);
  gint64 left = midnight != NULL ? g_date_time_to_unix (midnight) * G_USEC_PER_SEC - now : G_MAXINT64;

  self->day = natter_ui_times_get_day (now);
  self->midnight = g_timeout_add ((guint) (CLAMP (left, 0, DAY_CHECK * (gint64) G_USEC_PER_SEC) / 1000 + 1), on_midnight, self);
}

/* "Today" is yesterday from now on. */
static gboolean
on_midnight (gpointer data)
{
  NatterUiConversation *self = data;

  if (natter_ui_times_get_day (g_get_real_time ()) != self->day)
    on_setting (self);
  await_midnight (self);
  return G_SOURCE_REMOVE;
}

void
natter_ui_conversation_watch_looks (NatterUiConversation *self)
{
  self->settings = g_settings_new (NATTER_APP_ID);
  g_signal_connect_object (self->settings, "changed::compact", G_CALLBACK (on_setting), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->settings, "changed::clock-24h", G_CALLBACK (on_setting), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->view, "query-tooltip", G_CALLBACK (on_query_tooltip), self, G_CONNECT_SWAPPED);
  on_setting (self);
  await_midnight (self);
}
