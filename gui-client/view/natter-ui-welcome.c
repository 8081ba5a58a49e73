/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "gui-client/model/natter-ui-known.h"
#include "gui-client/model/natter-ui-name.h"
#include "gui-client/model/natter-ui-recent.h"
#include "gui-client/model/natter-ui-secrets.h"
#include "shared/natter-text.h"

#include "natter-ui-fit.h"
#include "natter-ui-nearby-box.h"
#include "natter-ui-server-row.h"
#include "natter-ui-start-box.h"
#include "natter-ui-welcome.h"
#include "natter-ui-widgets.h"

struct _NatterUiWelcome
{
  GtkBox parent_instance;

  GtkWidget *scrolled;
  GtkWidget *content;
  GtkWidget *hero;
  GtkWidget *name_entry;
  GtkWidget *name_revealer;
  GtkWidget *password_entry;
  GtkWidget *password_box;
  GtkWidget *password_revealer;
  GtkWidget *name_error;
  GtkWidget *suggestion_button;
  GtkWidget *address_label;
  GtkWidget *address_entry;
  GtkWidget *address_revealer;
  GtkWidget *address_note;
  GtkWidget *spinner;
  GtkWidget *join_stack;
  GtkWidget *join_button;
  GtkWidget *recent_box;
  GtkWidget *recent_list;
  GtkWidget *remember_check;
  GtkWidget *nearby_box;
  GtkWidget *start_box;

  NatterUiRecent *recent;   /* (nullable) until set */
  NatterUiKnown *known;     /* (nullable) until set */
  NatterUiSecrets *secrets; /* (nullable) until set */
  NatterUiNearby *nearby;   /* (nullable) the one that was chosen on this network */
  GSimpleActionGroup *actions;
  char *suggestion; /* (nullable) a free name */
  gboolean joining; /* Join was pressed: what comes of it may take the focus */
};

enum
{
  JOIN,
  CANCEL,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_TYPE (NatterUiWelcome, natter_ui_welcome, GTK_TYPE_BOX)

static void
reveal (GtkWidget *revealer,
        gboolean shown)
{
  gtk_revealer_set_reveal_child (GTK_REVEALER (revealer), shown);
}

static void
show_name_error (NatterUiWelcome *self,
                 const char *sentence,
                 const char *suggestion)
{
  g_free (self->suggestion);
  self->suggestion = g_strdup (suggestion);
  gtk_label_set_text (GTK_LABEL (self->name_error), sentence != NULL ? sentence : "");
  natter_ui_widget_set_class (self->name_entry, "error", sentence != NULL);
  natter_ui_widget_describe (self->name_entry, sentence);
  if (suggestion != NULL)
    {
      /* Translators: a button; %s is a name that is free. */
      g_autofree char *label = g_strdup_printf (_ ("Join as %s"), suggestion);

      gtk_button_set_label (GTK_BUTTON (self->suggestion_button), label);
    }
  gtk_widget_set_visible (self->suggestion_button, suggestion != NULL);
  reveal (self->name_revealer, sentence != NULL);
}

void
natter_ui_welcome_forget_password (NatterUiWelcome *self)
{
  self->joining = FALSE;
  gtk_entry_set_text (GTK_ENTRY (self->password_entry), "");
  gtk_widget_hide (self->password_box);
  reveal (self->password_revealer, FALSE);
}

/* The sentence stands below, where that of a name does. */
static void
show_password_error (NatterUiWelcome *self,
                     const char *sentence,
                     const char *suggestion)
{
  show_name_error (self, sentence, suggestion);
  natter_ui_widget_set_class (self->name_entry, "error", FALSE);
  natter_ui_widget_describe (self->name_entry, NULL);
  natter_ui_widget_set_class (self->password_entry, "error",
                              gtk_entry_get_text_length (GTK_ENTRY (self->password_entry)) > 0);
  natter_ui_widget_describe (self->password_entry, sentence);
  gtk_widget_show (self->password_box);
  reveal (self->password_revealer, TRUE);
  if (self->joining)
    gtk_widget_grab_focus (self->password_entry); /* and what stands there is selected */
}

static void
show_address_note (NatterUiWelcome *self,
                   const char *sentence,
                   gboolean is_error)
{
  gtk_label_set_text (GTK_LABEL (self->address_note), sentence != NULL ? sentence : "");
  natter_ui_widget_set_class (self->address_note, "error", is_error);
  natter_ui_widget_set_class (self->address_entry, "error", is_error);
  natter_ui_widget_describe (self->address_entry, sentence);
  reveal (self->address_revealer, sentence != NULL);
}

void
natter_ui_welcome_set_busy (NatterUiWelcome *self,
                            const char *sentence)
{
  gboolean busy = sentence != NULL;

  if (busy)
    show_name_error (self, NULL, NULL);
  show_address_note (self, sentence, FALSE);
  gtk_widget_set_visible (self->spinner, busy);
  g_object_set (self->spinner, "active", busy, NULL);
  gtk_stack_set_visible_child_name (GTK_STACK (self->join_stack), busy ? "cancel" : "join");
  gtk_widget_set_sensitive (self->recent_list, !busy);
  gtk_widget_set_sensitive (self->nearby_box, !busy);
}

void
natter_ui_welcome_show_error (NatterUiWelcome *self,
                              NatterUiWelcomeField field,
                              const char *sentence,
                              const char *suggestion)
{
  natter_ui_welcome_set_busy (self, NULL);
  if (field == NATTER_UI_WELCOME_NAME)
    show_name_error (self, sentence, suggestion);
  else if (field == NATTER_UI_WELCOME_PASSWORD)
    show_password_error (self, sentence, suggestion);
  else
    show_address_note (self, sentence, TRUE);
  self->joining = FALSE;
}

void
natter_ui_welcome_join (NatterUiWelcome *self)
{
  const char *name = gtk_entry_get_text (GTK_ENTRY (self->name_entry));
  const char *password = gtk_entry_get_text (GTK_ENTRY (self->password_entry));
  g_autofree char *address = g_strstrip (g_strdup (gtk_entry_get_text (GTK_ENTRY (self->address_entry))));
  g_autofree char *good = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *trimmed = g_strstrip (g_strdup (name));

  good = natter_name_normalize (trimmed, G_MAXUINT16, &error);
  if (good == NULL)
    {
      show_name_error (self, error->message, NULL);
      gtk_widget_grab_focus (self->name_entry);
    }
  else if (address[0] == '\0')
    {
      show_address_note (self, _ ("Where to? Type the address of a server, or localhost for this computer."), TRUE);
      gtk_widget_grab_focus (self->address_entry);
    }
  else
    {
      self->joining = TRUE;
      g_signal_emit (self, signals[JOIN], 0, address, good, password[0] != '\0' ? password : NULL);
    }
}

static void
on_entry_activate (NatterUiWelcome *self)
{
  if (g_strcmp0 (gtk_stack_get_visible_child_name (GTK_STACK (self->join_stack)), "join") == 0)
    natter_ui_welcome_join (self);
}

static void
on_name_changed (NatterUiWelcome *self)
{
  natter_ui_welcome_forget_password (self);
  show_name_error (self, NULL, NULL);
}

static void
on_password_changed (NatterUiWelcome *self)
{
  natter_ui_widget_set_class (self->password_entry, "error", FALSE);
}

/* A password is for one name at one server. */
static void
on_address_changed (NatterUiWelcome *self)
{
  g_clear_object (&self->nearby);
  if (gtk_widget_get_visible (self->password_box))
    show_name_error (self, NULL, NULL);
  natter_ui_welcome_forget_password (self);
  if (g_strcmp0 (gtk_stack_get_visible_child_name (GTK_STACK (self->join_stack)), "join") == 0)
    show_address_note (self, NULL, FALSE);
}

static void
on_recent_activated (NatterUiWelcome *self,
                     GtkListBoxRow *row)
{
  NatterUiServer *server = g_object_get_data (G_OBJECT (row), NATTER_UI_SERVER_ROW_SERVER);
  const char *name = natter_ui_server_get_name (server);

  gtk_entry_set_text (GTK_ENTRY (self->address_entry), natter_ui_server_get_address (server));
  if (name[0] != '\0')
    gtk_entry_set_text (GTK_ENTRY (self->name_entry), name);
  natter_ui_welcome_join (self);
}

static GtkWidget *
server_row_new (gpointer item,
                gpointer data)
{
  return natter_ui_server_row_new (item, NATTER_UI_WELCOME (data)->known, "welcome.forget");
}

static void
on_recent_changed (NatterUiWelcome *self)
{
  gboolean any = self->recent != NULL && g_list_model_get_n_items (G_LIST_MODEL (self->recent)) > 0;

  gtk_widget_set_visible (self->recent_box, any);
  gtk_label_set_text_with_mnemonic (GTK_LABEL (self->address_label), any || natter_ui_nearby_box_get_any (NATTER_UI_NEARBY_BOX (self->nearby_box)) ? _ ("Somewhere _else") : _ ("_Server"));
}

void
natter_ui_welcome_set_recent (NatterUiWelcome *self,
                              NatterUiRecent *recent,
                              NatterUiKnown *known)
{
  g_return_if_fail (self->recent == NULL);
  self->recent = g_object_ref (recent);
  self->known = g_object_ref (known);
  gtk_list_box_bind_model (GTK_LIST_BOX (self->recent_list), G_LIST_MODEL (recent), server_row_new, self, NULL);
  g_signal_connect_object (recent, "items-changed", G_CALLBACK (on_recent_changed), self, G_CONNECT_SWAPPED);
  on_recent_changed (self);
}

void
natter_ui_welcome_fill (NatterUiWelcome *self,
                        const char *address,
                        const char *name)
{
  g_autoptr (NatterUiServer) last = g_list_model_get_item (G_LIST_MODEL (self->recent), 0);
  g_autofree char *account = natter_ui_name_suggest_for_account ();

  if (name == NULL)
    name = last != NULL ? natter_ui_server_get_name (last) : account;
  if (address == NULL)
    address = last != NULL ? natter_ui_server_get_address (last) : "localhost";
  gtk_entry_set_text (GTK_ENTRY (self->name_entry), name);
  gtk_entry_set_text (GTK_ENTRY (self->address_entry), address);
}

void
natter_ui_welcome_ask_password (NatterUiWelcome *self,
                                const char *address,
                                const char *name,
                                const char *sentence)
{
  natter_ui_welcome_fill (self, address, name);
  self->joining = TRUE;
  natter_ui_welcome_show_error (self, NATTER_UI_WELCOME_PASSWORD, sentence, NULL);
}

void
natter_ui_welcome_focus (NatterUiWelcome *self)
{
  gboolean named = gtk_entry_get_text_length (GTK_ENTRY (self->name_entry)) > 0;
  GtkListBoxRow *first = gtk_list_box_get_row_at_index (GTK_LIST_BOX (self->recent_list), 0);

  if (!named)
    gtk_widget_grab_focus (self->name_entry);
  else
    gtk_widget_grab_focus (first != NULL ? GTK_WIDGET (first) : self->address_entry);
  if (named && first == NULL)
    natter_ui_nearby_box_focus (NATTER_UI_NEARBY_BOX (self->nearby_box));
}

gboolean
natter_ui_welcome_get_remember (NatterUiWelcome *self)
{
  return gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (self->remember_check));
}

static void
show_lasting (NatterUiWelcome *self)
{
  gtk_widget_set_tooltip_text (self->remember_check, natter_ui_secrets_get_lasting (self->secrets)
                                                       ? _ ("In this computer's keyring")
                                                       : _ ("No keyring runs here: until you quit"));
}

void
natter_ui_welcome_set_secrets (NatterUiWelcome *self,
                               NatterUiSecrets *secrets)
{
  g_return_if_fail (self->secrets == NULL);
  self->secrets = g_object_ref (secrets);
  g_signal_connect_object (secrets, "notify::lasting", G_CALLBACK (show_lasting), self, G_CONNECT_SWAPPED);
  show_lasting (self);
}

void
natter_ui_welcome_set_host (NatterUiWelcome *self,
                            NatterUiHost *host)
{
  natter_ui_start_box_set_host (NATTER_UI_START_BOX (self->start_box), host);
}

static void
on_server_started (NatterUiWelcome *self,
                   const char *address)
{
  gtk_entry_set_text (GTK_ENTRY (self->address_entry), address);
  natter_ui_welcome_join (self);
}

static void
on_nearby_chosen (NatterUiWelcome *self,
                  NatterUiNearby *server)
{
  gtk_entry_set_text (GTK_ENTRY (self->address_entry), natter_ui_nearby_get_address (server));
  g_set_object (&self->nearby, server);
  natter_ui_welcome_join (self);
}

const char *
natter_ui_welcome_get_key_prefix (NatterUiWelcome *self)
{
  return self->nearby != NULL ? natter_ui_nearby_get_key_prefix (self->nearby) : NULL;
}

static void
on_join (GSimpleAction *action,
         GVariant *parameter,
         gpointer data)
{
  natter_ui_welcome_join (data);
}

static void
on_cancel (GSimpleAction *action,
           GVariant *parameter,
           gpointer data)
{
  natter_ui_welcome_set_busy (data, NULL);
  g_signal_emit (data, signals[CANCEL], 0);
}

static void
on_take_suggestion (GSimpleAction *action,
                    GVariant *parameter,
                    gpointer data)
{
  NatterUiWelcome *self = data;
  g_autofree char *name = g_steal_pointer (&self->suggestion);

  if (name == NULL)
    return;
  gtk_entry_set_text (GTK_ENTRY (self->name_entry), name);
  natter_ui_welcome_join (self);
}

static void
on_forget (GSimpleAction *action,
           GVariant *parameter,
           gpointer data)
{
  g_autofree char *address = g_variant_dup_string (parameter, NULL);

  natter_ui_recent_forget (NATTER_UI_WELCOME (data)->recent, address);
}

static const GActionEntry action_entries[] = {
  { .name = "join", .activate = on_join },
  { .name = "cancel", .activate = on_cancel },
  { .name = "take-suggestion", .activate = on_take_suggestion },
  { .name = "forget", .activate = on_forget, .parameter_type = "s" },
};

static void
natter_ui_welcome_finalize (GObject *object)
{
  NatterUiWelcome *self = NATTER_UI_WELCOME (object);

  g_clear_object (&self->recent);
  g_clear_object (&self->known);
  g_clear_object (&self->secrets);
  g_clear_object (&self->nearby);
  g_clear_object (&self->actions);
  g_free (self->suggestion);
  G_OBJECT_CLASS (natter_ui_welcome_parent_class)->finalize (object);
}

static void
natter_ui_welcome_class_init (NatterUiWelcomeClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = natter_ui_welcome_finalize;
  signals[JOIN] = g_signal_new ("join", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                G_TYPE_NONE, 3, G_TYPE_STRING, G_TYPE_STRING,
                                G_TYPE_STRING | G_SIGNAL_TYPE_STATIC_SCOPE);
  signals[CANCEL] = g_signal_new ("cancel", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                  G_TYPE_NONE, 0);

  g_type_ensure (NATTER_UI_TYPE_NEARBY_BOX);
  g_type_ensure (NATTER_UI_TYPE_START_BOX);
  gtk_widget_class_set_template_from_resource (widget_class, NATTER_UI_RESOURCES "natter-ui-welcome.ui");
  gtk_widget_class_bind_template_child (widget_class, NatterUiWelcome, scrolled);
  gtk_widget_class_bind_template_child (widget_class, NatterUiWelcome, content);
  gtk_widget_class_bind_template_child (widget_class, NatterUiWelcome, hero);
  gtk_widget_class_bind_template_child (widget_class, NatterUiWelcome, name_entry);
  gtk_widget_class_bind_template_child (widget_class, NatterUiWelcome, name_revealer);
  gtk_widget_class_bind_template_child (widget_class, NatterUiWelcome, name_error);
  gtk_widget_class_bind_template_child (widget_class, NatterUiWelcome, password_entry);
  gtk_widget_class_bind_template_child (widget_class, NatterUiWelcome, password_box);
  gtk_widget_class_bind_template_child (widget_class, NatterUiWelcome, password_revealer);
  gtk_widget_class_bind_template_child (widget_class, NatterUiWelcome, suggestion_button);
  gtk_widget_class_bind_template_child (widget_class, NatterUiWelcome, address_label);
  gtk_widget_class_bind_template_child (widget_class, NatterUiWelcome, address_entry);
  gtk_widget_class_bind_template_child (widget_class, NatterUiWelcome, address_revealer);
  gtk_widget_class_bind_template_child (widget_class, NatterUiWelcome, address_note);
  gtk_widget_class_bind_template_child (widget_class, NatterUiWelcome, spinner);
  gtk_widget_class_bind_template_child (widget_class, NatterUiWelcome, join_stack);
  gtk_widget_class_bind_template_child (widget_class, NatterUiWelcome, join_button);
  gtk_widget_class_bind_template_child (widget_class, NatterUiWelcome, recent_box);
  gtk_widget_class_bind_template_child (widget_class, NatterUiWelcome, recent_list);
  gtk_widget_class_bind_template_child (widget_class, NatterUiWelcome, remember_check);
  gtk_widget_class_bind_template_child (widget_class, NatterUiWelcome, nearby_box);
  gtk_widget_class_bind_template_child (widget_class, NatterUiWelcome, start_box);
  gtk_widget_class_bind_template_callback (widget_class, on_entry_activate);
  gtk_widget_class_bind_template_callback (widget_class, on_name_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_password_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_address_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_recent_activated);
  gtk_widget_class_bind_template_callback (widget_class, on_recent_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_nearby_chosen);
  gtk_widget_class_bind_template_callback (widget_class, on_server_started);
}

static void
natter_ui_welcome_init (NatterUiWelcome *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  natter_ui_fit_watch (self->scrolled, self->content, self->hero);
  gtk_widget_set_direction (self->address_entry, GTK_TEXT_DIR_LTR); /* no letters in 127.0.0.1 that would tell */
  self->actions = g_simple_action_group_new ();
  g_action_map_add_action_entries (G_ACTION_MAP (self->actions), action_entries, G_N_ELEMENTS (action_entries), self);
  gtk_widget_insert_action_group (GTK_WIDGET (self), "welcome", G_ACTION_GROUP (self->actions));
}
