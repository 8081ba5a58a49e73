/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "shared/natter-error.h"

#include "natter-ui-application.h"
#include "natter-ui-trust-page.h"
#include "natter-ui-widgets.h"
#include "natter-ui-window-private.h"

G_DEFINE_TYPE (NatterUiWindow, natter_ui_window, HDY_TYPE_APPLICATION_WINDOW)

gboolean
natter_ui_window_is_chatting (NatterUiWindow *self)
{
  return gtk_stack_get_visible_child (GTK_STACK (self->stack)) == self->chat;
}

static void
show_title (NatterUiWindow *self)
{
  NatterUiRoom *room = natter_ui_session_get_current_room (self->session);
  guint unread = natter_ui_session_get_unread (self->session);
  g_autofree char *title = NULL;

  if (!natter_ui_window_is_chatting (self) || room == NULL)
    title = g_strdup (_("Natter"));
  else if (unread > 0)
    /* Translators: the window's title: how many unread messages there are, and the room. */
    title = g_strdup_printf (_("(%u) %s – Natter"), unread, natter_ui_room_get_title (room));
  else
    /* Translators: the window's title: the room. */
    title = g_strdup_printf (_("%s – Natter"), natter_ui_room_get_title (room));
  gtk_window_set_title (GTK_WINDOW (self), title);
}

void
natter_ui_window_show_page (NatterUiWindow *self,
                            GtkWidget *page)
{
  if (gtk_stack_get_visible_child (GTK_STACK (self->stack)) == page)
    return;
  gtk_stack_set_visible_child (GTK_STACK (self->stack), page);
  if (page == self->chat)
    natter_ui_chat_show_room (NATTER_UI_CHAT (self->chat));
  else if (page == self->trust)
    natter_ui_trust_page_focus (NATTER_UI_TRUST_PAGE (self->trust));
  else
    natter_ui_welcome_focus (NATTER_UI_WELCOME (self->welcome));
}

/* Errors of a name stand at the name, all others at the address. */
static void
show_error (NatterUiWindow *self,
            const GError *error)
{
  gboolean name = error->domain == NATTER_ERROR && error->code >= NATTER_ERROR_NAME_EMPTY &&
                  error->code <= NATTER_ERROR_NAME_TAKEN;
  gboolean control = error->domain == NATTER_ERROR && error->code == NATTER_ERROR_CONTROL_CHARACTERS;

  gboolean required = g_error_matches (error, NATTER_ERROR, NATTER_ERROR_PASSWORD_REQUIRED);
  NatterUiWelcomeField field = name || control ? NATTER_UI_WELCOME_NAME : NATTER_UI_WELCOME_ADDRESS;

  if (natter_ui_session_needs_password (self->session) && error == natter_ui_session_get_error (self->session))
    field = NATTER_UI_WELCOME_PASSWORD;
  natter_ui_welcome_show_error (NATTER_UI_WELCOME (self->welcome), field,
                                required ? _("This name has an owner. If that is you, type your password; if not, take another name.")
                                         : error->message,
                                natter_ui_session_get_suggestion (self->session));
}

void
natter_ui_window_ask_password (NatterUiWindow *self)
{
  const GError *error = natter_ui_session_get_error (self->session);

  if (!natter_ui_session_needs_password (self->session))
    return;
  natter_ui_window_show_page (self, self->welcome);
  natter_ui_welcome_ask_password (NATTER_UI_WELCOME (self->welcome), self->address,
                                  natter_ui_session_get_name (self->session), error->message);
}

void
natter_ui_window_show_connecting (NatterUiWindow *self)
{
  /* Translators: %s is the address of a server. */
  g_autofree char *sentence = g_strdup_printf (_("Connecting to %s…"), self->address);

  natter_ui_welcome_set_busy (NATTER_UI_WELCOME (self->welcome), sentence);
}

void
natter_ui_window_show_session_error (NatterUiWindow *self)
{
  const GError *error = natter_ui_session_get_error (self->session);

  if (error != NULL && !natter_ui_window_is_chatting (self))
    show_error (self, error);
}

static void
on_join (NatterUiWindow *self,
         const char *typed,
         const char *name,
         const char *password)
{
  g_autofree char *address = natter_ui_window_take_typed (self, typed);
  gboolean again = natter_ui_session_get_state (self->session) == NATTER_UI_STATE_LOGIN &&
                   g_strcmp0 (address, self->address) == 0;

  g_free (self->address);
  self->address = g_strdup (address);
  natter_ui_window_forget_typed (self);
  self->password = g_strdup (password);
  self->remember = natter_ui_welcome_get_remember (NATTER_UI_WELCOME (self->welcome));
  self->looked_up = password != NULL;
  self->again = again;
  natter_ui_window_show_connecting (self);
  if (again || password != NULL || !natter_ui_window_look_up_token (self, address, name))
    natter_ui_window_open_session (self, address, name, password, NULL);
}

void
natter_ui_window_open_session (NatterUiWindow *self,
                               const char *address,
                               const char *name,
                               const char *password,
                               const char *token)
{
  g_autoptr (GError) error = NULL;
  gboolean begun;

  if (token != NULL)
    begun = natter_ui_session_open_with_token (self->session, address, name, token, &error);
  else
    begun = (self->again || natter_ui_session_open (self->session, address, name, &error)) &&
            natter_ui_session_log_in_with (self->session, name, password, &error);
  if (!begun)
    show_error (self, error);
}

static void
on_cancel (NatterUiWindow *self)
{
  natter_ui_session_log_out (self->session);
}

static void
on_online (NatterUiWindow *self)
{
  natter_ui_welcome_set_busy (NATTER_UI_WELCOME (self->welcome), NULL);
  natter_ui_welcome_forget_password (NATTER_UI_WELCOME (self->welcome));
  natter_ui_window_keep_typed (self);
  g_settings_set (self->settings, "signed-in", "(ss)", natter_ui_session_get_address (self->session),
                  natter_ui_session_get_name (self->session));
  if (self->goal != NULL)
    natter_ui_window_go_to_room (self, self->goal);
  g_clear_pointer (&self->goal, g_free);
  if (natter_ui_window_is_chatting (self))
    return;
  if (self->recent != NULL)
    natter_ui_recent_note (self->recent, natter_ui_session_get_address (self->session),
                           natter_ui_session_get_server_name (self->session),
                           natter_ui_session_get_name (self->session), g_get_real_time ());
  natter_ui_window_show_page (self, self->chat);
}

static void
on_offline (NatterUiWindow *self,
            const GError *error)
{
  if (error == NULL)
    {
      natter_ui_welcome_set_busy (NATTER_UI_WELCOME (self->welcome), NULL);
      natter_ui_window_show_page (self, self->welcome);
    }
  else if (!natter_ui_window_ask_trust (self) && !natter_ui_window_is_chatting (self))
    {
      natter_ui_window_show_page (self, self->welcome);
      show_error (self, error);
    }
}

/* The server is not there, but what was said is. */
static void
on_waiting (NatterUiWindow *self)
{
  if (natter_ui_window_is_chatting (self) ||
      g_list_model_get_n_items (G_LIST_MODEL (natter_ui_session_get_rooms (self->session))) == 0)
    return;
  natter_ui_welcome_set_busy (NATTER_UI_WELCOME (self->welcome), NULL);
  natter_ui_window_show_page (self, self->chat);
}

static void
on_error (NatterUiWindow *self)
{
  if (natter_ui_session_get_error (self->session) == NULL || natter_ui_window_is_chatting (self) ||
      natter_ui_session_get_state (self->session) != NATTER_UI_STATE_LOGIN)
    return;
  if (!natter_ui_session_needs_password (self->session) || !natter_ui_window_look_up (self))
    natter_ui_window_show_session_error (self);
}

static void
on_state (NatterUiWindow *self)
{
  const GError *error = natter_ui_session_get_error (self->session);

  switch (natter_ui_session_get_state (self->session))
    {
    case NATTER_UI_STATE_ONLINE:
      on_online (self);
      break;
    case NATTER_UI_STATE_OFFLINE:
      on_offline (self, error);
      break;
    case NATTER_UI_STATE_LOGIN:
      on_error (self);
      break;
    case NATTER_UI_STATE_WAITING:
      on_waiting (self);
      break;
    case NATTER_UI_STATE_CONNECTING:
      break;
    }
  natter_ui_window_update_actions (self);
}

static void
on_current_room (NatterUiWindow *self)
{
  show_title (self);
  natter_ui_window_update_actions (self);
}

static void
on_page_changed (NatterUiWindow *self)
{
  if (self->session == NULL)
    return;
  show_title (self);
  natter_ui_window_update_actions (self);
}

/* Whether the reader sees what comes now. */
static void
on_attention (NatterUiWindow *self)
{
  gboolean active = gtk_window_is_active (GTK_WINDOW (self));
  NatterUiRoom *room;

  if (self->session == NULL)
    return;
  room = natter_ui_session_get_current_room (self->session);
  if (!active && room != NULL && natter_ui_room_get_unread (room) == 0)
    natter_ui_chat_mark_unread (NATTER_UI_CHAT (self->chat));
  natter_ui_session_set_attentive (self->session, active && natter_ui_chat_get_at_end (NATTER_UI_CHAT (self->chat)));
}

static void
on_people_shown (NatterUiWindow *self)
{
  gboolean shown = natter_ui_chat_get_people_shown (NATTER_UI_CHAT (self->chat));
  GAction *action = g_action_map_lookup_action (G_ACTION_MAP (self), "people");

  if (action != NULL)
    g_simple_action_set_state (G_SIMPLE_ACTION (action), g_variant_new_boolean (shown));
}

static gboolean
takes_text (GtkWidget *widget)
{
  return GTK_IS_ENTRY (widget) || (GTK_IS_TEXT_VIEW (widget) && gtk_text_view_get_editable (GTK_TEXT_VIEW (widget)));
}

/* Typing anywhere goes to the composer. */
static gboolean
natter_ui_window_key_press (GtkWidget *widget,
                            GdkEventKey *event)
{
  NatterUiWindow *self = NATTER_UI_WINDOW (widget);
  GtkWidget *focus = gtk_window_get_focus (GTK_WINDOW (self));
  gboolean elsewhere = natter_ui_window_is_chatting (self) && (focus == NULL || !takes_text (focus));
  gboolean presses = event->keyval == GDK_KEY_space && focus != NULL && !GTK_IS_TEXT_VIEW (focus);

  if (elsewhere && !presses && natter_ui_chat_type (NATTER_UI_CHAT (self->chat), event))
    return GDK_EVENT_STOP;
  return GTK_WIDGET_CLASS (natter_ui_window_parent_class)->key_press_event (widget, event);
}

static void
keep_size (NatterUiWindow *self)
{
  int width, height;

  g_settings_set_boolean (self->settings, "window-maximized", gtk_window_is_maximized (GTK_WINDOW (self)));
  if (gtk_window_is_maximized (GTK_WINDOW (self)))
    return;
  gtk_window_get_size (GTK_WINDOW (self), &width, &height);
  g_settings_set_int (self->settings, "window-width", MAX (width, 360));
  g_settings_set_int (self->settings, "window-height", MAX (height, 300));
}

static gboolean
natter_ui_window_delete (GtkWidget *widget,
                         GdkEventAny *event)
{
  NatterUiWindow *self = NATTER_UI_WINDOW (widget);

  keep_size (self);
  if (!self->quitting && !self->leaving && natter_ui_window_hide_away (self))
    return GDK_EVENT_STOP;
  if (!self->leaving && natter_ui_session_get_n_waiting (self->session) > 0 && !natter_ui_session_get_kept (self->session))
    {
      natter_ui_window_ask_unsent (self, TRUE);
      return GDK_EVENT_STOP;
    }
  natter_ui_window_part (self);
  return GDK_EVENT_PROPAGATE;
}

void
natter_ui_window_show_message (NatterUiWindow *self,
                               const char *room,
                               guint64 seq)
{
  if (natter_ui_window_is_chatting (self))
    natter_ui_chat_show_message (NATTER_UI_CHAT (self->chat), room, seq);
}

NatterUiNotices *
natter_ui_window_get_notices (NatterUiWindow *self)
{
  return self->notices;
}

void
natter_ui_window_quit (NatterUiWindow *self)
{
  self->quitting = TRUE;
  gtk_window_close (GTK_WINDOW (self));
}

NatterUiSession *
natter_ui_window_get_session (NatterUiWindow *self)
{
  return self->session;
}

NatterUiWindow *
natter_ui_window_new (GtkApplication *application,
                      NatterUiRecent *recent,
                      NatterUiDrafts *drafts)
{
  NatterUiWindow *self = g_object_new (NATTER_UI_TYPE_WINDOW, "application", application, NULL);
  g_autofree char *folder = natter_ui_session_dup_default_folder ();

  self->recent = g_object_ref (recent);
  natter_ui_session_set_drafts (self->session, drafts);
  natter_ui_session_set_folder (self->session, folder);
  natter_ui_window_follow_secrets (self);
  natter_ui_window_follow_trust (self);
  self->wake = natter_ui_wake_new (self->session);
  self->notices = natter_ui_notices_new (self->session, self->settings,
                                         natter_ui_application_get_banners (NATTER_UI_APPLICATION (application)));
  natter_ui_welcome_set_secrets (NATTER_UI_WELCOME (self->welcome),
                                 natter_ui_application_get_secrets (NATTER_UI_APPLICATION (application)));
  natter_ui_welcome_set_host (NATTER_UI_WELCOME (self->welcome),
                              natter_ui_application_get_host (NATTER_UI_APPLICATION (application)));
  natter_ui_welcome_set_recent (NATTER_UI_WELCOME (self->welcome), recent,
                                natter_ui_application_get_known (NATTER_UI_APPLICATION (application)));
  return self;
}

static void
natter_ui_window_dispose (GObject *object)
{
  NatterUiWindow *self = NATTER_UI_WINDOW (object);

  if (self->session != NULL)
    natter_ui_window_part (self);
  g_clear_pointer (&self->wake, natter_ui_wake_free);
  g_clear_object (&self->notices);
  g_clear_object (&self->session);
  g_clear_object (&self->recent);
  g_clear_object (&self->settings);
  g_clear_pointer (&self->address, g_free);
  g_clear_pointer (&self->goal, g_free);
  g_clear_pointer (&self->link, natter_link_free);
  natter_ui_window_forget_typed (self);
  G_OBJECT_CLASS (natter_ui_window_parent_class)->dispose (object);
}

static void
natter_ui_window_class_init (NatterUiWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = natter_ui_window_dispose;
  widget_class->key_press_event = natter_ui_window_key_press;
  widget_class->delete_event = natter_ui_window_delete;

  g_type_ensure (NATTER_UI_TYPE_CHAT);
  g_type_ensure (NATTER_UI_TYPE_TRUST_PAGE);
  g_type_ensure (NATTER_UI_TYPE_WELCOME);
  gtk_widget_class_set_template_from_resource (widget_class, NATTER_UI_RESOURCES "natter-ui-window.ui");
  gtk_widget_class_bind_template_child (widget_class, NatterUiWindow, stack);
  gtk_widget_class_bind_template_child (widget_class, NatterUiWindow, welcome);
  gtk_widget_class_bind_template_child (widget_class, NatterUiWindow, chat);
  gtk_widget_class_bind_template_child (widget_class, NatterUiWindow, trust);
  gtk_widget_class_bind_template_callback (widget_class, on_join);
  gtk_widget_class_bind_template_callback (widget_class, on_cancel);
  gtk_widget_class_bind_template_callback (widget_class, on_page_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_people_shown);
  gtk_widget_class_bind_template_callback (widget_class, on_attention);
  gtk_widget_class_bind_template_callback (widget_class, natter_ui_window_on_accepted);
  gtk_widget_class_bind_template_callback (widget_class, natter_ui_window_on_left);
}

static void
follow_session (NatterUiWindow *self)
{
  const struct
  {
    const char *signal;
    void (*follow) (NatterUiWindow *);
  } followed[] = {
    { "notify::state", on_state },
    { "notify::error-text", on_error },
    { "notify::suggestion", on_error },
    { "notify::current-room", on_current_room },
    { "notify::unread", show_title },
    { "notify::away", natter_ui_window_update_actions },
  };

  for (guint i = 0; i < G_N_ELEMENTS (followed); i++)
    g_signal_connect_object (self->session, followed[i].signal, G_CALLBACK (followed[i].follow), self,
                             G_CONNECT_SWAPPED);
}

static void
natter_ui_window_init (NatterUiWindow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->settings = g_settings_new (NATTER_APP_ID);
  self->session = natter_ui_session_new ();
  gtk_window_set_default_size (GTK_WINDOW (self), g_settings_get_int (self->settings, "window-width"),
                               g_settings_get_int (self->settings, "window-height"));
  if (g_settings_get_boolean (self->settings, "window-maximized"))
    gtk_window_maximize (GTK_WINDOW (self));
  natter_ui_window_add_actions (self);
  natter_ui_chat_set_people_shown (NATTER_UI_CHAT (self->chat), g_settings_get_boolean (self->settings, "people-shown"));
  natter_ui_chat_set_session (NATTER_UI_CHAT (self->chat), self->session);
  natter_ui_trust_page_set_session (NATTER_UI_TRUST_PAGE (self->trust), self->session);
  follow_session (self);
  g_signal_connect_object (self, "notify::is-active", G_CALLBACK (on_attention), self, G_CONNECT_SWAPPED);
  natter_ui_window_update_actions (self);
}
