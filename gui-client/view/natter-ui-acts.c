/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "shared/natter-link.h"

#include "natter-ui-acts.h"

typedef struct
{
  NatterUiConversation *conversation; /* borrowed: it owns this */
  NatterUiComposer *composer;         /* borrowed: they live in one window */
  NatterUiSession *session;           /* owned */
} Acts;

static void
free_acts (gpointer data)
{
  Acts *self = data;

  g_object_unref (self->session);
  g_free (self);
}

static void
say_why (Acts *self,
         gboolean done,
         const GError *error)
{
  if (!done)
    natter_ui_composer_show_error (self->composer, error->message);
}

static void
on_reply (Acts *self,
          NatterUiMessage *message)
{
  natter_ui_composer_reply (self->composer, message);
}

static void
on_edit (Acts *self,
         NatterUiMessage *message)
{
  natter_ui_composer_edit (self->composer, message);
}

static void
on_delete_answer (GtkDialog *dialog,
                  int response,
                  gpointer data)
{
  Acts *self = g_object_get_data (data, "acts");
  NatterUiMessage *message = g_object_get_data (G_OBJECT (dialog), "message");
  NatterUiRoom *room = g_object_get_data (G_OBJECT (dialog), "room");
  g_autoptr (GError) error = NULL;

  if (response == GTK_RESPONSE_ACCEPT)
    say_why (self, natter_ui_session_delete (self->session, room, natter_ui_message_get_seq (message), &error), error);
  gtk_widget_destroy (GTK_WIDGET (dialog));
}

static void
on_delete (Acts *self,
           NatterUiMessage *message)
{
  GtkWidget *top = gtk_widget_get_toplevel (GTK_WIDGET (self->conversation));
  GtkWidget *dialog = gtk_message_dialog_new (GTK_WINDOW (top), GTK_DIALOG_MODAL | GTK_DIALOG_DESTROY_WITH_PARENT,
                                              GTK_MESSAGE_QUESTION, GTK_BUTTONS_NONE, "%s", _("Delete this message?"));
  NatterUiRoom *room = natter_ui_session_get_current_room (self->session);

  gtk_widget_set_name (dialog, "delete-message");
  gtk_message_dialog_format_secondary_text (GTK_MESSAGE_DIALOG (dialog), "%s", _("It is gone for everyone, and cannot be brought back."));
  gtk_dialog_add_button (GTK_DIALOG (dialog), _("_Keep"), GTK_RESPONSE_CANCEL);
  gtk_style_context_add_class (gtk_widget_get_style_context (gtk_dialog_add_button (GTK_DIALOG (dialog), _("_Delete"), GTK_RESPONSE_ACCEPT)),
                               GTK_STYLE_CLASS_DESTRUCTIVE_ACTION);
  gtk_dialog_set_default_response (GTK_DIALOG (dialog), GTK_RESPONSE_ACCEPT);
  g_object_set_data_full (G_OBJECT (dialog), "message", g_object_ref (message), g_object_unref);
  g_object_set_data_full (G_OBJECT (dialog), "room", g_object_ref (room), g_object_unref);
  g_signal_connect_object (dialog, "response", G_CALLBACK (on_delete_answer), self->conversation, 0);
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
on_react (Acts *self,
          NatterUiMessage *message,
          const char *reaction,
          gboolean on)
{
  NatterUiRoom *room = natter_ui_session_get_current_room (self->session);
  g_autoptr (GError) error = NULL;

  say_why (self, natter_ui_session_react (self->session, room, natter_ui_message_get_seq (message), reaction, on, &error), error);
}

static void
on_retry (Acts *self,
          NatterUiMessage *message)
{
  natter_ui_session_retry (self->session, message);
}

static void
on_discard (Acts *self,
            NatterUiMessage *message)
{
  natter_ui_session_discard (self->session, message);
}

static void
on_take_back (Acts *self,
              NatterUiMessage *message)
{
  g_autofree char *text = natter_ui_session_take_back (self->session, message);

  if (text != NULL)
    natter_ui_composer_put (self->composer, text);
}

/* As natter://host/lobby#12. */
static void
on_copy_link (Acts *self,
              NatterUiMessage *message)
{
  NatterUiRoom *room = natter_ui_session_get_current_room (self->session);
  NatterLink parts = { .room = (char *) natter_ui_room_get_name (room), .seq = natter_ui_message_get_seq (message) };
  g_autofree char *host = NULL, *link = NULL;

  if (natter_link_parse_address (natter_ui_session_get_address (self->session), &host, &parts.port))
    {
      parts.host = host;
      link = natter_link_build (&parts);
    }
  if (link != NULL)
    gtk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (self->conversation), GDK_SELECTION_CLIPBOARD), link, -1);
}

static void
on_mark_unread (Acts *self,
                NatterUiMessage *message)
{
  NatterUiRoom *room = natter_ui_session_get_current_room (self->session);
  guint64 seq = natter_ui_message_get_seq (message);

  natter_ui_session_mark_unread_from (self->session, room, seq);
  natter_ui_conversation_mark_unread_after (self->conversation, seq - 1);
}

/* --- Where one goes --- */

static void
on_older (Acts *self,
          NatterUiRoom *room)
{
  natter_ui_session_load_older (self->session, room);
}

static void
on_newer (Acts *self,
          NatterUiRoom *room)
{
  natter_ui_session_load_newer (self->session, room);
}

static void
on_newest (Acts *self,
           NatterUiRoom *room)
{
  natter_ui_session_go_to_newest (self->session, room);
}

static void
on_go_to (Acts *self,
          NatterUiRoom *room,
          guint64 seq)
{
  natter_ui_session_go_to (self->session, room, seq);
}

static void
on_go_to_time (Acts *self,
               NatterUiRoom *room,
               gint64 time)
{
  natter_ui_session_go_to_time (self->session, room, time);
}

typedef struct
{
  GWeakRef conversation;
  NatterUiRoom *room; /* owned */
  int year;
  int month;
} Month;

static void
on_days (GObject *source,
         GAsyncResult *result,
         gpointer data)
{
  Month *month = data;
  guint32 days = natter_ui_session_find_days_finish (result);
  g_autoptr (NatterUiConversation) conversation = g_weak_ref_get (&month->conversation);
  Acts *self = conversation != NULL ? g_object_get_data (G_OBJECT (conversation), "acts") : NULL;

  if (self != NULL && month->room == natter_ui_session_get_current_room (self->session))
    natter_ui_conversation_mark_days (conversation, month->year, month->month, days);
  g_weak_ref_clear (&month->conversation);
  g_object_unref (month->room);
  g_free (month);
}

static void
on_month (Acts *self,
          NatterUiRoom *room,
          int year,
          int number)
{
  Month *month = g_new0 (Month, 1);

  g_weak_ref_init (&month->conversation, self->conversation);
  month->room = g_object_ref (room);
  month->year = year;
  month->month = number;
  natter_ui_session_find_days_async (self->session, room, year, number, on_days, month);
}

/* The list is there now. */
static void
on_went_to (NatterUiConversation *conversation,
            NatterUiRoom *room,
            guint64 seq,
            NatterUiSession *session)
{
  Acts *self = g_object_get_data (G_OBJECT (conversation), "acts");

  if (room != natter_ui_session_get_current_room (session))
    return;
  if (seq == 0)
    natter_ui_composer_show_error (self->composer, _("Nothing was said there."));
  else
    natter_ui_conversation_jump (conversation, seq);
}

void
natter_ui_acts_join (NatterUiConversation *conversation,
                     NatterUiComposer *composer,
                     NatterUiSession *session)
{
  const struct
  {
    const char *signal;
    GCallback callback;
  } acts[] = {
    { "reply", G_CALLBACK (on_reply) },
    { "edit", G_CALLBACK (on_edit) },
    { "delete", G_CALLBACK (on_delete) },
    { "react", G_CALLBACK (on_react) },
    { "retry", G_CALLBACK (on_retry) },
    { "discard", G_CALLBACK (on_discard) },
    { "take-back", G_CALLBACK (on_take_back) },
    { "copy-link", G_CALLBACK (on_copy_link) },
    { "mark-unread", G_CALLBACK (on_mark_unread) },
    { "older", G_CALLBACK (on_older) },
    { "newer", G_CALLBACK (on_newer) },
    { "newest", G_CALLBACK (on_newest) },
    { "go-to", G_CALLBACK (on_go_to) },
    { "go-to-time", G_CALLBACK (on_go_to_time) },
    { "days", G_CALLBACK (on_month) },
  };
  Acts *self = g_new0 (Acts, 1);

  self->conversation = conversation;
  self->composer = composer;
  self->session = g_object_ref (session);
  g_object_set_data_full (G_OBJECT (conversation), "acts", self, free_acts);
  for (guint i = 0; i < G_N_ELEMENTS (acts); i++)
    g_signal_connect_swapped (conversation, acts[i].signal, acts[i].callback, self);
  g_signal_connect_object (session, "went-to", G_CALLBACK (on_went_to), conversation, G_CONNECT_SWAPPED);
}
