/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <handy.h>

#include "gui-client/model/natter-ui-address.h"
#include "gui-client/model/natter-ui-drafts.h"
#include "gui-client/model/natter-ui-recent.h"

#include "natter-ui-appearance.h"
#include "natter-ui-application.h"
#include "natter-ui-keyring.h"
#include "natter-ui-window.h"

struct _NatterUiApplication
{
  GtkApplication parent_instance;

  NatterUiRecent *recent; /* (nullable) until started */
  NatterUiDrafts *drafts; /* (nullable) the same */
  GSettings *settings;    /* (nullable) the same */
  NatterUiSecrets *secrets; /* (nullable) the same */
  NatterUiHost *host;       /* (nullable) the same */
  NatterUiKnown *known;     /* (nullable) the same */
  NatterUiBanners *banners; /* (nullable) the same */
};

G_DEFINE_TYPE (NatterUiApplication, natter_ui_application, GTK_TYPE_APPLICATION)

static NatterUiWindow *
open_window (NatterUiApplication *self)
{
  return natter_ui_window_new (GTK_APPLICATION (self), self->recent, self->drafts);
}

/* The window that is at @address, or else one that is nowhere. Returns: (nullable). */
static NatterUiWindow *
find_window (NatterUiApplication *self,
             const char *address)
{
  NatterUiWindow *idle = NULL;

  for (GList *l = gtk_application_get_windows (GTK_APPLICATION (self)); l != NULL; l = l->next)
    {
      NatterUiSession *session = NATTER_UI_IS_WINDOW (l->data) ? natter_ui_window_get_session (l->data) : NULL;

      if (session == NULL)
        continue;
      if (natter_ui_session_get_state (session) == NATTER_UI_STATE_OFFLINE && natter_ui_session_get_n_waiting (session) == 0)
        idle = l->data;
      else if (address != NULL && g_str_equal (natter_ui_session_get_address (session), address))
        return l->data;
    }
  return idle;
}

/* Where @link leads ("natter://host/room", an address, or NULL: the welcome page), as @name (nullable). */
static void
go (NatterUiApplication *self,
    const char *link,
    const char *name)
{
  g_autofree char *address = NULL, *room = NULL;
  NatterUiWindow *window;

  if (link != NULL && !natter_ui_address_parse_link (link, &address, &room, NULL))
    address = g_strdup (link); /* the window says what is wrong with it */
  window = find_window (self, address);
  if (window == NULL)
    window = open_window (self);
  natter_ui_window_follow_link (window, link != NULL ? natter_link_parse (link) : NULL);
  natter_ui_window_go (window, address, name, room);
  if (room != NULL)
    natter_ui_window_go_to_message (window, room, natter_ui_address_get_link_seq (link));
  gtk_window_present (GTK_WINDOW (window));
}

/* --- Actions --- */

static void
on_quit (GSimpleAction *action,
         GVariant *parameter,
         gpointer data)
{
  g_autoptr (GList) windows = g_list_copy (gtk_application_get_windows (data));

  for (GList *l = windows; l != NULL; l = l->next)
    if (NATTER_UI_IS_WINDOW (l->data))
      natter_ui_window_quit (l->data);
}

static void
on_new_window (GSimpleAction *action,
               GVariant *parameter,
               gpointer data)
{
  NatterUiWindow *window = open_window (data);

  natter_ui_window_go (window, NULL, NULL, NULL);
  gtk_window_present (GTK_WINDOW (window));
}

static void
on_about (GSimpleAction *action,
          GVariant *parameter,
          gpointer data)
{
  gtk_show_about_dialog (gtk_application_get_active_window (data), "program-name", _("Natter"), "version", NATTER_VERSION, "comments", _("Chat on a server of your own"), "logo-icon-name", NATTER_APP_ID, "license-type", GTK_LICENSE_GPL_3_0, "copyright", _("The Natter people"),
                                                                                                                                                                                                                                                                  /* Translators: your names, one a line. */
                         "translator-credits", _ ("translator-credits"), NULL);
}

/* A notification was clicked. */
static void
on_show_message (GSimpleAction *action,
                 GVariant *parameter,
                 gpointer data)
{
  const char *address, *room;
  guint64 seq;
  NatterUiWindow *window;

  g_variant_get (parameter, "(&s&st)", &address, &room, &seq);
  window = find_window (data, address);
  if (window == NULL)
    return;
  natter_ui_window_show_message (window, room, seq);
  gtk_window_present (GTK_WINDOW (window));
}

static const GActionEntry action_entries[] = {
  { .name = "quit", .activate = on_quit },
  { .name = "about", .activate = on_about },
  { .name = "new-window", .activate = on_new_window },
  { .name = "show-message", .activate = on_show_message, .parameter_type = "(sst)" },
};

static const struct
{
  const char *action;
  const char *keys[4];
} accelerators[] = {
  { "app.quit", { "<Primary>q" } },
  { "app.new-window", { "<Primary><Shift>n" } },
  { "win.rooms", { "<Primary>n" } },
  { "win.who", { "<Primary><Shift>w" } },
  { "win.switcher", { "<Primary>k" } },
  { "win.leave", { "<Primary>w" } },
  { "win.topic", { "<Primary>t" } },
  { "win.people", { "F9" } },
  { "win.favourite-n(1)", { "<Alt>1" } },
  { "win.favourite-n(2)", { "<Alt>2" } },
  { "win.favourite-n(3)", { "<Alt>3" } },
  { "win.favourite-n(4)", { "<Alt>4" } },
  { "win.favourite-n(5)", { "<Alt>5" } },
  { "win.favourite-n(6)", { "<Alt>6" } },
  { "win.favourite-n(7)", { "<Alt>7" } },
  { "win.favourite-n(8)", { "<Alt>8" } },
  { "win.favourite-n(9)", { "<Alt>9" } },
  { "win.previous-room", { "<Alt>Up" } },
  { "win.next-room", { "<Alt>Down" } },
  { "win.previous-unread", { "<Alt><Shift>Up" } },
  { "win.next-unread", { "<Alt><Shift>Down" } },
  { "win.next-pane", { "F6" } },
  { "win.previous-pane", { "<Shift>F6" } },
  { "win.to-the-end", { "Escape" } },
  { "win.go-to-date", { "<Primary>j" } },
  { "win.go-to-unread", { "<Primary>u" } },
  { "win.emoji", { "<Primary>period" } },
  { "win.zoom-in", { "<Primary>plus", "<Primary>equal", "<Primary>KP_Add" } },
  { "win.zoom-out", { "<Primary>minus", "<Primary>KP_Subtract" } },
  { "win.zoom-reset", { "<Primary>0", "<Primary>KP_0" } },
  { "win.find", { "<Primary>f" } },
  { "win.search", { "<Primary><Shift>f" } },
  { "win.missed", { "<Primary><Shift>m" } },
  { "win.preferences", { "<Primary>comma" } },
  { "win.shortcuts", { "<Primary>question", "F1" } },
};

static void
natter_ui_application_startup (GApplication *application)
{
  NatterUiApplication *self = NATTER_UI_APPLICATION (application);
  g_autofree char *recent = natter_ui_recent_dup_default_path (), *drafts = natter_ui_drafts_dup_default_path ();
  g_autofree char *server = natter_ui_host_dup_default_folder (), *known = natter_ui_known_dup_default_path ();

  G_APPLICATION_CLASS (natter_ui_application_parent_class)->startup (application);
  hdy_init ();
  self->settings = g_settings_new (NATTER_APP_ID);
  natter_ui_appearance_follow (self->settings);
  g_action_map_add_action_entries (G_ACTION_MAP (self), action_entries, G_N_ELEMENTS (action_entries), self);
  for (guint i = 0; i < G_N_ELEMENTS (accelerators); i++)
    gtk_application_set_accels_for_action (GTK_APPLICATION (self), accelerators[i].action, accelerators[i].keys);
  self->recent = natter_ui_recent_new (recent);
  self->drafts = natter_ui_drafts_new (drafts);
  self->secrets = natter_ui_keyring_new ();
  self->host = natter_ui_host_new (server);
  self->known = natter_ui_known_new (known);
  self->banners = natter_ui_banners_new (application);
}

/* The end of the program. */
static void
natter_ui_application_shutdown (GApplication *application)
{
  NatterUiApplication *self = NATTER_UI_APPLICATION (application);

  if (!g_settings_get_boolean (self->settings, "server-keeps-running"))
    natter_ui_host_stop (self->host);
  G_APPLICATION_CLASS (natter_ui_application_parent_class)->shutdown (application);
}

NatterUiSecrets *
natter_ui_application_get_secrets (NatterUiApplication *self)
{
  return self->secrets;
}

NatterUiHost *
natter_ui_application_get_host (NatterUiApplication *self)
{
  return self->host;
}

NatterUiKnown *
natter_ui_application_get_known (NatterUiApplication *self)
{
  return self->known;
}

NatterUiBanners *
natter_ui_application_get_banners (NatterUiApplication *self)
{
  return self->banners;
}

/* Nothing is asked for: what is open is shown, and else where one was when Natter was closed. */
static void
natter_ui_application_activate (GApplication *application)
{
  NatterUiApplication *self = NATTER_UI_APPLICATION (application);
  GtkWindow *window = gtk_application_get_active_window (GTK_APPLICATION (application));
  g_autofree char *address = NULL, *name = NULL;

  if (window != NULL)
    {
      gtk_window_present (window);
      return;
    }
  if (g_settings_get_boolean (self->settings, "stay-signed-in"))
    g_settings_get (self->settings, "signed-in", "(ss)", &address, &name);
  if (address != NULL && address[0] != '\0')
    go (self, address, name);
  else
    go (self, NULL, NULL);
}

static void
natter_ui_application_open (GApplication *application,
                            GFile **files,
                            int n_files,
                            const char *hint)
{
  for (int i = 0; i < n_files; i++)
    {
      g_autofree char *link = g_file_get_uri (files[i]);

      go (NATTER_UI_APPLICATION (application), link, NULL);
    }
}

static int
natter_ui_application_command_line (GApplication *application,
                                    GApplicationCommandLine *command_line)
{
  GVariantDict *options = g_application_command_line_get_options_dict (command_line);
  NatterUiApplication *self = NATTER_UI_APPLICATION (application);
  g_autofree const char **addresses = NULL;
  const char *name = NULL;

  g_variant_dict_lookup (options, "name", "&s", &name);
  g_variant_dict_lookup (options, G_OPTION_REMAINING, "^a&s", &addresses);
  if (addresses == NULL && name == NULL)
    g_application_activate (application);
  else if (addresses == NULL)
    go (self, NULL, name);
  for (guint i = 0; addresses != NULL && addresses[i] != NULL; i++)
    go (self, addresses[i], name);
  return 0;
}

static int
natter_ui_application_handle_local_options (GApplication *application,
                                            GVariantDict *options)
{
  if (g_variant_dict_contains (options, "version"))
    {
      g_print ("natter %s\n", NATTER_VERSION);
      return 0;
    }
  if (g_variant_dict_contains (options, "separate"))
    g_application_set_flags (application, g_application_get_flags (application) | G_APPLICATION_NON_UNIQUE);
  return -1;
}

static void
natter_ui_application_finalize (GObject *object)
{
  NatterUiApplication *self = NATTER_UI_APPLICATION (object);

  g_clear_object (&self->recent);
  g_clear_object (&self->drafts);
  g_clear_object (&self->settings);
  g_clear_object (&self->secrets);
  g_clear_object (&self->host);
  g_clear_object (&self->known);
  g_clear_pointer (&self->banners, natter_ui_banners_free);
  G_OBJECT_CLASS (natter_ui_application_parent_class)->finalize (object);
}

static void
natter_ui_application_class_init (NatterUiApplicationClass *klass)
{
  GApplicationClass *application_class = G_APPLICATION_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = natter_ui_application_finalize;
  application_class->startup = natter_ui_application_startup;
  application_class->shutdown = natter_ui_application_shutdown;
  application_class->activate = natter_ui_application_activate;
  application_class->open = natter_ui_application_open;
  application_class->command_line = natter_ui_application_command_line;
  application_class->handle_local_options = natter_ui_application_handle_local_options;
}

static const GOptionEntry option_entries[] = {
  { "name", 'n', 0, G_OPTION_ARG_STRING, NULL, N_("The name to go by"), N_("NAME") },
  { "separate", 0, 0, G_OPTION_ARG_NONE, NULL, N_ ("Run apart from a Natter that is open already"), NULL },
  { "version", 0, 0, G_OPTION_ARG_NONE, NULL, N_ ("Show the version and end"), NULL },
  { G_OPTION_REMAINING, 0, 0, G_OPTION_ARG_STRING_ARRAY, NULL, NULL, N_ ("[HOST[:PORT] | natter://HOST/ROOM]") },
  { NULL },
};

static void
natter_ui_application_init (NatterUiApplication *self)
{
  g_application_add_main_option_entries (G_APPLICATION (self), option_entries);
  g_application_set_option_context_summary (G_APPLICATION (self), _("Chat on a server of your own."));
}

NatterUiApplication *
natter_ui_application_new (GApplicationFlags flags)
{
  /* Nothing here is drawn by OpenGL; the first GTK program on a display would load it all the same, with a compiler of 44 MiB. */
  g_setenv ("GDK_GL", "disable", FALSE);
  return g_object_new (NATTER_UI_TYPE_APPLICATION, "application-id", NATTER_APP_ID, "flags",
                       G_APPLICATION_HANDLES_COMMAND_LINE | G_APPLICATION_HANDLES_OPEN | flags, "resource-base-path", "/io/github/natter/Natter", NULL);
}
