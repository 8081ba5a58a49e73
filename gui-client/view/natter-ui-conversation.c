/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "natter-ui-conversation-private.h"
#include "natter-ui-log-view.h"
#include "natter-ui-widgets.h"

#define ABOVE 50 /* messages written above the place to which one comes back */

enum
{
  PROP_0,
  PROP_AT_END,
  PROP_N_BELOW,
  N_PROPERTIES
};

enum
{
  REACT = NATTER_UI_N_ACTS, /* after one for each act */
  OLDER,
  NEWER,
  NEWEST,
  GO_TO,
  GO_TO_TIME,
  DAYS,
  N_SIGNALS
};

static GParamSpec *properties[N_PROPERTIES];
static guint signals[N_SIGNALS];

static const char *const act_names[NATTER_UI_N_ACTS] = {
  [NATTER_UI_ACT_REPLY] = "reply",
  [NATTER_UI_ACT_EDIT] = "edit",
  [NATTER_UI_ACT_DELETE] = "delete",
  [NATTER_UI_ACT_RETRY] = "retry",
  [NATTER_UI_ACT_DISCARD] = "discard",
  [NATTER_UI_ACT_TAKE_BACK] = "take-back",
  [NATTER_UI_ACT_COPY_LINK] = "copy-link",
  [NATTER_UI_ACT_MARK_UNREAD] = "mark-unread",
};

static const char *const moves[] = { "older", "newer", "newest" };

G_DEFINE_TYPE (NatterUiConversation, natter_ui_conversation, GTK_TYPE_OVERLAY)

static void
free_spot (gpointer data)
{
  natter_ui_spot_clear (data);
  g_free (data);
}

static void
show_n_below (NatterUiConversation *self)
{
  g_autofree char *text = NULL;

  if (self->n_below > 0)
    /* Translators: a button that leads to the newest messages. */
    text = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u new message", "%u new messages", self->n_below), self->n_below);
  else
    text = g_strdup (_("To the newest"));
  gtk_label_set_text (GTK_LABEL (self->end_label), text);
  natter_ui_widget_name (self->end_button, text);
  gtk_revealer_set_reveal_child (GTK_REVEALER (self->end_revealer), !self->at_end);
  gtk_widget_set_sensitive (self->end_button, !self->at_end);
}

static void
set_n_below (NatterUiConversation *self,
             guint n)
{
  if (n == self->n_below)
    return;
  self->n_below = n;
  show_n_below (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_N_BELOW]);
}

void
natter_ui_conversation_set_at_end (NatterUiConversation *self,
                                   gboolean at_end)
{
  if (at_end)
    set_n_below (self, 0);
  if (at_end == self->at_end)
    return;
  self->at_end = at_end;
  if (self->list != NULL)
    natter_ui_message_list_set_held (NATTER_UI_MESSAGE_LIST (self->list), !at_end);
  show_n_below (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_AT_END]);
}

static guint
count_talk (NatterUiConversation *self,
            guint position,
            guint n)
{
  guint talk = 0;

  for (guint i = position; i < position + n; i++)
    {
      NatterUiMessage *message = natter_ui_message_list_get (NATTER_UI_MESSAGE_LIST (self->list), i);
      NatterUiMessageKind kind = natter_ui_message_get_kind (message);

      talk += kind == NATTER_UI_MESSAGE_SAY || kind == NATTER_UI_MESSAGE_ME;
    }
  return talk;
}

static void
on_items_changed (NatterUiConversation *self,
                  guint position,
                  guint removed,
                  guint added)
{
  gboolean above = !self->at_end && position <= natter_ui_log_get_first (self->log);
  g_auto (NatterUiSpot) spot = { 0 };
  gboolean keep = above && natter_ui_conversation_get_spot (self, &spot);

  natter_ui_log_items_changed (self->log, position, removed, added);
  if (keep)
    natter_ui_conversation_go_to (self, &spot);
  if (!self->at_end && added > removed && position + added == g_list_model_get_n_items (self->list))
    set_n_below (self, self->n_below + count_talk (self, position + removed, added - removed));
  natter_ui_conversation_show_past (self);
  natter_ui_conversation_announce (self, position, added);
  natter_ui_conversation_schedule (self);
}

static void
remember_place (NatterUiConversation *self)
{
  g_auto (NatterUiSpot) spot = { 0 };

  g_hash_table_remove (self->places, self->room);
  if (self->at_end || !natter_ui_conversation_get_spot (self, &spot))
    return;
  g_hash_table_insert (self->places, g_object_ref (self->room), g_memdup2 (&spot, sizeof spot));
  spot.message = NULL;
}

gboolean
natter_ui_conversation_has_newer (NatterUiConversation *self)
{
  return self->list != NULL && natter_ui_message_list_get_newer (NATTER_UI_MESSAGE_LIST (self->list));
}

static void
show_end (NatterUiConversation *self)
{
  guint n = g_list_model_get_n_items (self->list);

  natter_ui_log_set_list (self->log, self->list, n > NATTER_UI_CONVERSATION_SKIP_TO ? n - NATTER_UI_CONVERSATION_SKIP_TO : 0);
  natter_ui_conversation_set_at_end (self, TRUE);
  natter_ui_conversation_follow (self, 0);
  natter_ui_conversation_schedule (self);
}

void
natter_ui_conversation_show_place (NatterUiConversation *self,
                                   const NatterUiSpot *place)
{
  guint position;

  if (place == NULL ||
      !natter_ui_message_list_find (NATTER_UI_MESSAGE_LIST (self->list), place->message, &position))
    {
      show_end (self);
      if (natter_ui_conversation_has_newer (self))
        natter_ui_conversation_scroll_to_end (self);
      return;
    }
  natter_ui_conversation_set_at_end (self, FALSE);
  natter_ui_log_set_list (self->log, self->list, position > ABOVE ? position - ABOVE : 0);
  natter_ui_log_append (self->log, NATTER_UI_CONVERSATION_SKIP_TO, 0);
  natter_ui_conversation_go_to (self, place);
  natter_ui_conversation_schedule (self);
}

/* The list has the newest messages again. */
static void
on_newer (NatterUiConversation *self)
{
  if (natter_ui_conversation_has_newer (self) || !self->wants_end)
    return;
  self->wants_end = FALSE;
  self->reader_until = 0;
  show_end (self);
  natter_ui_conversation_pin (self);
}

/* What came below is not in the list while that is elsewhere. */
static void
on_unread (NatterUiConversation *self)
{
  if (natter_ui_conversation_has_newer (self))
    set_n_below (self, natter_ui_room_get_unread (self->room));
}

static void
on_room_changed (NatterUiConversation *self)
{
  natter_ui_conversation_show_past (self);
  natter_ui_conversation_schedule (self);
}

void
natter_ui_conversation_set_room (NatterUiConversation *self,
                                 NatterUiRoom *room)
{
  if (room == self->room)
    return;
  natter_ui_spot_clear (&self->kept);
  natter_ui_spot_clear (&self->going);
  natter_ui_log_view_choose (NATTER_UI_LOG_VIEW (self->view), NULL, NULL);
  if (self->room != NULL)
    {
      remember_place (self);
      g_clear_signal_handler (&self->list_handler, self->list);
      g_signal_handlers_disconnect_by_func (self->list, on_newer, self);
      g_signal_handlers_disconnect_by_func (self->room, on_room_changed, self);
      g_signal_handlers_disconnect_by_func (self->room, on_unread, self);
    }
  g_set_object (&self->room, room);
  natter_ui_conversation_hush (self);
  self->list = room != NULL ? G_LIST_MODEL (natter_ui_room_get_messages (room)) : NULL;
  natter_ui_log_set_unread_after (self->log, 0);
  self->reader_until = 0;
  self->wants_end = FALSE;
  self->returning = FALSE;
  set_n_below (self, 0);
  if (room == NULL)
    {
      natter_ui_log_set_list (self->log, NULL, 0);
      natter_ui_conversation_set_at_end (self, TRUE);
      natter_ui_conversation_show_past (self);
      return;
    }
  self->list_handler =
    g_signal_connect_object (self->list, "items-changed", G_CALLBACK (on_items_changed), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->list, "notify::newer", G_CALLBACK (on_newer), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (room, "notify::unread", G_CALLBACK (on_unread), self, G_CONNECT_SWAPPED);
  if (natter_ui_room_get_read_seq (room) < natter_ui_room_get_last_seq (room))
    natter_ui_log_set_unread_after (self->log, natter_ui_room_get_read_seq (room));
  g_signal_connect_object (room, "notify::past", G_CALLBACK (on_room_changed), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (room, "notify::joined", G_CALLBACK (on_room_changed), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (room, "notify::title", G_CALLBACK (on_room_changed), self, G_CONNECT_SWAPPED);
  natter_ui_conversation_show_place (self, g_hash_table_lookup (self->places, room));
  natter_ui_conversation_show_past (self);
}

void
natter_ui_conversation_ask_older (NatterUiConversation *self)
{
  g_signal_emit (self, signals[OLDER], 0, self->room);
}

void
natter_ui_conversation_ask_newer (NatterUiConversation *self)
{
  g_signal_emit (self, signals[NEWER], 0, self->room);
}

void
natter_ui_conversation_ask_seq (NatterUiConversation *self,
                                guint64 seq)
{
  g_signal_emit (self, signals[GO_TO], 0, self->room, seq);
}

void
natter_ui_conversation_ask_time (NatterUiConversation *self,
                                 gint64 time)
{
  g_signal_emit (self, signals[GO_TO_TIME], 0, self->room, time);
}

void
natter_ui_conversation_ask_days (NatterUiConversation *self,
                                 int year,
                                 int month)
{
  g_signal_emit (self, signals[DAYS], 0, self->room, year, month);
}

void
natter_ui_conversation_mark_unread_after (NatterUiConversation *self,
                                          guint64 seq)
{
  natter_ui_log_set_unread_after (self->log, seq);
}

void
natter_ui_conversation_scroll_to_end (NatterUiConversation *self)
{
  if (self->list != NULL && natter_ui_conversation_has_newer (self))
    {
      self->wants_end = TRUE;
      g_signal_emit (self, signals[NEWEST], 0, self->room);
    }
  else if (self->list != NULL && !self->at_end)
    {
      self->reader_until = 0;
      if (natter_ui_log_get_n_after (self->log) > 0)
        show_end (self);
      natter_ui_conversation_set_at_end (self, TRUE);
      natter_ui_conversation_pin (self);
    }
}

gboolean
natter_ui_conversation_get_at_end (NatterUiConversation *self)
{
  return self->at_end;
}

GtkWidget *
natter_ui_conversation_get_view (NatterUiConversation *self)
{
  return self->view;
}

guint
natter_ui_conversation_get_n_shown (NatterUiConversation *self)
{
  return natter_ui_log_get_n (self->log);
}

void
natter_ui_conversation_emit (NatterUiConversation *self,
                             NatterUiAct act,
                             NatterUiMessage *message)
{
  g_signal_emit (self, signals[act], 0, message);
}

void
natter_ui_conversation_emit_react (NatterUiConversation *self,
                                   NatterUiMessage *message,
                                   const char *reaction,
                                   gboolean on)
{
  g_signal_emit (self, signals[REACT], 0, message, reaction, on);
}

static void
natter_ui_conversation_get_property (GObject *object,
                                     guint id,
                                     GValue *value,
                                     GParamSpec *pspec)
{
  NatterUiConversation *self = NATTER_UI_CONVERSATION (object);

  switch (id)
    {
    case PROP_AT_END:
      g_value_set_boolean (value, self->at_end);
      break;
    case PROP_N_BELOW:
      g_value_set_uint (value, self->n_below);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
natter_ui_conversation_dispose (GObject *object)
{
  NatterUiConversation *self = NATTER_UI_CONVERSATION (object);

  if (self->room != NULL)
    g_clear_signal_handler (&self->list_handler, self->list);
  self->list = NULL;
  natter_ui_spot_clear (&self->kept);
  natter_ui_spot_clear (&self->going);
  natter_ui_conversation_forget_acts (self);
  g_clear_object (&self->settings);
  g_clear_handle_id (&self->announcing, g_source_remove);
  g_clear_handle_id (&self->midnight, g_source_remove);
  g_clear_object (&self->room);
  if (self->tick != 0)
    gtk_widget_remove_tick_callback (GTK_WIDGET (self), self->tick);
  self->tick = 0;
  G_OBJECT_CLASS (natter_ui_conversation_parent_class)->dispose (object);
}

static void
natter_ui_conversation_finalize (GObject *object)
{
  NatterUiConversation *self = NATTER_UI_CONVERSATION (object);

  natter_ui_log_free (self->log);
  g_hash_table_unref (self->places);
  g_ptr_array_unref (self->unsaid);
  G_OBJECT_CLASS (natter_ui_conversation_parent_class)->finalize (object);
}

static void
natter_ui_conversation_class_init (NatterUiConversationClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = natter_ui_conversation_get_property;
  object_class->dispose = natter_ui_conversation_dispose;
  object_class->finalize = natter_ui_conversation_finalize;

  properties[PROP_AT_END] =
    g_param_spec_boolean ("at-end", NULL, NULL, TRUE, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  properties[PROP_N_BELOW] =
    g_param_spec_uint ("n-below", NULL, NULL, 0, G_MAXUINT, 0, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPERTIES, properties);
  for (guint i = 0; i < NATTER_UI_N_ACTS; i++)
    signals[i] = g_signal_new (act_names[i], G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                               G_TYPE_NONE, 1, NATTER_UI_TYPE_MESSAGE);
  signals[REACT] = g_signal_new ("react", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                 G_TYPE_NONE, 3, NATTER_UI_TYPE_MESSAGE, G_TYPE_STRING, G_TYPE_BOOLEAN);
  for (guint i = OLDER; i <= NEWEST; i++)
    signals[i] = g_signal_new (moves[i - OLDER], G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                               G_TYPE_NONE, 1, NATTER_UI_TYPE_ROOM);
  signals[GO_TO] = g_signal_new ("go-to", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                 G_TYPE_NONE, 2, NATTER_UI_TYPE_ROOM, G_TYPE_UINT64);
  signals[GO_TO_TIME] = g_signal_new ("go-to-time", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                      G_TYPE_NONE, 2, NATTER_UI_TYPE_ROOM, G_TYPE_INT64);
  signals[DAYS] = g_signal_new ("days", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                G_TYPE_NONE, 3, NATTER_UI_TYPE_ROOM, G_TYPE_INT, G_TYPE_INT);

  g_type_ensure (NATTER_UI_TYPE_LOG_VIEW);
  gtk_widget_class_set_template_from_resource (widget_class, NATTER_UI_RESOURCES "natter-ui-conversation.ui");
  gtk_widget_class_bind_template_child (widget_class, NatterUiConversation, scrolled);
  gtk_widget_class_bind_template_child (widget_class, NatterUiConversation, view);
  gtk_widget_class_bind_template_child (widget_class, NatterUiConversation, end_revealer);
  gtk_widget_class_bind_template_child (widget_class, NatterUiConversation, end_label);
  gtk_widget_class_bind_template_child (widget_class, NatterUiConversation, end_button);
  gtk_widget_class_bind_template_child (widget_class, NatterUiConversation, announcer);
  gtk_widget_class_bind_template_child (widget_class, NatterUiConversation, beginning);
  gtk_widget_class_bind_template_child (widget_class, NatterUiConversation, beginning_label);
  gtk_widget_class_bind_template_callback (widget_class, natter_ui_conversation_scroll_to_end);
}

static void
natter_ui_conversation_init (NatterUiConversation *self)
{
  NatterUiLogView *view;

  gtk_widget_init_template (GTK_WIDGET (self));
  view = NATTER_UI_LOG_VIEW (self->view);
  self->at_end = TRUE;
  self->places = g_hash_table_new_full (NULL, NULL, g_object_unref, free_spot);
  self->unsaid = g_ptr_array_new_with_free_func (g_object_unref);
  self->log = natter_ui_log_new (gtk_text_view_get_buffer (GTK_TEXT_VIEW (view)), natter_ui_log_view_get_render (view));
  natter_ui_conversation_watch_scrolling (self);
  natter_ui_conversation_watch_acts (self);
  natter_ui_conversation_watch_looks (self);
}
