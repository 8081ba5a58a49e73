/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <handy.h>

#include "gui-client/model/natter-ui-drafts.h"
#include "gui-client/model/natter-ui-recent.h"

#include "natter-ui-application.h"
#include "natter-ui-widgets.h"
#include "natter-ui-window.h"
#include "natter-ui-zoom.h"

struct _NatterUiApplication
{
  GtkApplication parent_instance;

  NatterUiRecent *recent; /* (nullable) until started */
  NatterUiDrafts *drafts; /* (nullable) the same */
  GSettings *settings;    /* (nullable) the same */
};

G_DEFINE_TYPE (NatterUiApplication, natter_ui_application, GTK_TYPE_APPLICATION)

static NatterUiWindow *
open_window (NatterUiApplication *self,
             const char *address,
             const char *name)
{
  NatterUiWindow *window = natter_ui_window_new (GTK_APPLICATION (self), self->recent, self->drafts);

  natter_ui_window_go (window, address, name);
  gtk_window_present (GTK_WINDOW (window));
  return window;
}

static void
on_quit (GSimpleAction *action,
         GVariant *parameter,
         gpointer data)
{
  g_autoptr (GList) windows = g_list_copy (gtk_application_get_windows (data));

  for (GList *l = windows; l != NULL; l = l->next)
    gtk_window_close (l->data);
}

static void
on_new_window (GSimpleAction *action,
               GVariant *parameter,
               gpointer data)
{
  open_window (data, NULL, NULL);
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

static const GActionEntry action_entries[] = {
  { .name = "quit", .activate = on_quit },
  { .name = "about", .activate = on_about },
  { .name = "new-window", .activate = on_new_window },
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
  { "win.previous-room", { "<Alt>Up" } },
  { "win.next-room", { "<Alt>Down" } },
  { "win.previous-unread", { "<Alt><Shift>Up" } },
  { "win.next-unread", { "<Alt><Shift>Down" } },
  { "win.next-pane", { "F6" } },
  { "win.previous-pane", { "<Shift>F6" } },
  { "win.to-the-end", { "Escape" } },
  { "win.zoom-in", { "<Primary>plus", "<Primary>equal", "<Primary>KP_Add" } },
  { "win.zoom-out", { "<Primary>minus", "<Primary>KP_Subtract" } },
  { "win.zoom-reset", { "<Primary>0", "<Primary>KP_0" } },
  { "win.shortcuts", { "<Primary>question", "F1" } },
};

static void
load_style (GSettings *settings)
{
  g_autoptr (GtkCssProvider) provider = gtk_css_provider_new (), zoom = gtk_css_provider_new ();
  GdkScreen *screen = gdk_screen_get_default ();

  gtk_css_provider_load_from_resource (provider, NATTER_UI_RESOURCES "style.css");
  gtk_style_context_add_provider_for_screen (screen, GTK_STYLE_PROVIDER (provider), GTK_STYLE_PROVIDER_PRIORITY_APPLICATION);
  natter_ui_zoom_follow (zoom, settings);
  gtk_style_context_add_provider_for_screen (screen, GTK_STYLE_PROVIDER (zoom), GTK_STYLE_PROVIDER_PRIORITY_APPLICATION);
}

static void
natter_ui_application_startup (GApplication *application)
{
  NatterUiApplication *self = NATTER_UI_APPLICATION (application);
  g_autofree char *recent = natter_ui_recent_dup_default_path (), *drafts = natter_ui_drafts_dup_default_path ();

  G_APPLICATION_CLASS (natter_ui_application_parent_class)->startup (application);
  hdy_init ();
  hdy_style_manager_set_color_scheme (hdy_style_manager_get_default (), HDY_COLOR_SCHEME_PREFER_LIGHT);
  self->settings = g_settings_new (NATTER_APP_ID);
  load_style (self->settings);
  g_action_map_add_action_entries (G_ACTION_MAP (self), action_entries, G_N_ELEMENTS (action_entries), self);
  for (guint i = 0; i < G_N_ELEMENTS (accelerators); i++)
    gtk_application_set_accels_for_action (GTK_APPLICATION (self), accelerators[i].action, accelerators[i].keys);
  self->recent = natter_ui_recent_new (recent);
  self->drafts = natter_ui_drafts_new (drafts);
}

static void
natter_ui_application_activate (GApplication *application)
{
  GtkWindow *window = gtk_application_get_active_window (GTK_APPLICATION (application));

  if (window != NULL)
    gtk_window_present (window);
  else
    open_window (NATTER_UI_APPLICATION (application), NULL, NULL);
}

static int
natter_ui_application_command_line (GApplication *application,
                                    GApplicationCommandLine *command_line)
{
  GVariantDict *options = g_application_command_line_get_options_dict (command_line);
  g_autofree const char **addresses = NULL;
  const char *name = NULL;

  g_variant_dict_lookup (options, "name", "&s", &name);
  g_variant_dict_lookup (options, G_OPTION_REMAINING, "^a&s", &addresses);
  if (addresses == NULL && name == NULL)
    g_application_activate (application);
  else if (addresses == NULL)
    open_window (NATTER_UI_APPLICATION (application), NULL, name);
  for (guint i = 0; addresses != NULL && addresses[i] != NULL; i++)
    open_window (NATTER_UI_APPLICATION (application), addresses[i], name);
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
  G_OBJECT_CLASS (natter_ui_application_parent_class)->finalize (object);
}

static void
natter_ui_application_class_init (NatterUiApplicationClass *klass)
{
  GApplicationClass *application_class = G_APPLICATION_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = natter_ui_application_finalize;
  application_class->startup = natter_ui_application_startup;
  application_class->activate = natter_ui_application_activate;
  application_class->command_line = natter_ui_application_command_line;
  application_class->handle_local_options = natter_ui_application_handle_local_options;
}

static const GOptionEntry option_entries[] = {
  { "name", 'n', 0, G_OPTION_ARG_STRING, NULL, N_("The name to go by"), N_("NAME") },
  { "separate", 0, 0, G_OPTION_ARG_NONE, NULL, N_ ("Run apart from a Natter that is open already"), NULL },
  { "version", 0, 0, G_OPTION_ARG_NONE, NULL, N_ ("Show the version and end"), NULL },
  { G_OPTION_REMAINING, 0, 0, G_OPTION_ARG_STRING_ARRAY, NULL, NULL, N_ ("[HOST[:PORT]]") },
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
  return g_object_new (NATTER_UI_TYPE_APPLICATION, "application-id", NATTER_APP_ID, "flags",
                       G_APPLICATION_HANDLES_COMMAND_LINE | flags, "resource-base-path", "/io/github/natter/Natter", NULL);
}
