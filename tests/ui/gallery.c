/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <locale.h>
#include <string.h>

#include "ui-support.h"

/* The pictures of data/screenshots, made anew by data/make-screenshots: a small club talks, and one looks at it. */

#define NARROW 360

static void
say (UiPeer *peer,
     const char *room,
     const char *text)
{
  ui_peer_do (peer, "{\"do\":\"say\",\"room\":\"%s\",\"text\":\"%s\"}", room, text);
}

/* What was said is there, in this order. */
static void
settle (UiFixture *fixture,
        const char *last)
{
  wait_until (ui_shows (ui_get (fixture, "messages"), last));
  ui_settle (GTK_WIDGET (fixture->window));
}

static void
enter (UiFixture *fixture,
       const char *room)
{
  natter_ui_session_join (ui_session (fixture), room, NULL);
  wait_until (ui_room (fixture, room) != NULL && natter_ui_session_get_current_room (ui_session (fixture)) == ui_room (fixture, room));
}

static void
talk (UiFixture *fixture,
      UiPeer *bob,
      UiPeer *carol)
{
  ui_peer_do (bob, "{\"do\":\"join\",\"room\":\"builds\"}");
  ui_peer_do (bob, "{\"do\":\"topic\",\"room\":\"lobby\",\"text\":\"%s\"}", "Tea at four.");
  say (bob, "lobby", "Good morning everyone. The backup finished, its log is in the wiki.");
  settle (fixture, "Good morning everyone.");
  say (carol, "lobby", "Great, thanks! Does **make check** pass for you? Here it does:");
  say (carol, "lobby", "```\\n$ make check\\n42 passed\\n```");
  settle (fixture, "42 passed");
  ui_peer_do (bob, "{\"do\":\"react\",\"room\":\"lobby\",\"target\":3,\"reaction\":\"👍\"}");
  natter_ui_session_submit (ui_session (fixture), ui_room (fixture, "lobby"), "Here too. I bring the cake.", NULL);
  settle (fixture, "Here too.");
  natter_ui_session_react (ui_session (fixture), ui_room (fixture, "lobby"), 3, "👍", TRUE, NULL);
  ui_peer_do (bob, "{\"do\":\"say\",\"room\":\"lobby\",\"text\":\"%s\",\"reply\":6}", "Then I make the tea: https://tea.example/how");
  settle (fixture, "tea.example");
  ui_peer_do (carol, "{\"do\":\"away\",\"text\":\"%s\"}", "lunch");
  if (gtk_widget_get_default_direction () == GTK_TEXT_DIR_RTL)
    {
      say (bob, "lobby", "صباح الخير جميعًا. الشاي في الرابعة؟");
      settle (fixture, "صباح الخير");
    }
  say (bob, "builds", "alice: the build is green again");
  ui_peer_do (carol, "{\"do\":\"tell\",\"name\":\"alice\",\"text\":\"%s\"}", "Do you have a minute?");
  wait_until (ui_room (fixture, "@carol") != NULL);
}

static void
picture (UiFixture *fixture,
         const char *name)
{
  ui_settle (GTK_WIDGET (fixture->window));
  ui_picture (GTK_WIDGET (fixture->window), name);
}

static void
take_search (UiFixture *fixture)
{
  ui_do (fixture, "search");
  wait_until (gtk_widget_get_mapped (ui_get (fixture, "search-entry")));
  ui_type (GTK_WIDGET (fixture->window), "backup from:bob");
  wait_until (gtk_list_box_get_row_at_index (GTK_LIST_BOX (ui_get (fixture, "found")), 0) != NULL);
  wait_until (!g_str_equal (ui_label (ui_get (fixture, "search-note")), _("Searching…")));
  picture (fixture, "search");
  ui_do (fixture, "to-the-end");
}

static void
take_dialogs (UiFixture *fixture)
{
  GtkWidget *dialog;

  ui_do (fixture, "rooms");
  dialog = ui_dialog ("directory");
  wait_until (ui_find (dialog, "preview") != NULL && ui_label (ui_find (dialog, "preview"))[0] != '\0');
  ui_picture (dialog, "directory");
  gtk_widget_destroy (dialog);
  ui_do (fixture, "preferences");
  ui_picture (ui_dialog ("preferences"), "preferences");
  gtk_widget_destroy (ui_dialog ("preferences"));
}

static void
take_offline (UiFixture *fixture)
{
  ui_server_kill (&fixture->server);
  wait_until (natter_ui_session_get_state (ui_session (fixture)) == NATTER_UI_STATE_WAITING);
  natter_ui_session_submit (ui_session (fixture), ui_room (fixture, "lobby"), "See you there.", NULL);
  settle (fixture, "See you there.");
  picture (fixture, "offline");
}

/* The server stands at 127.0.0.1 at some port, as no reader's does. */
static void
name_place (GtkWidget *widget,
            gpointer data)
{
  if (GTK_IS_LABEL (widget))
    {
      g_autoptr (GString) text = g_string_new (gtk_label_get_text (GTK_LABEL (widget)));

      if (g_string_replace (text, data, "workshop.local", 0) > 0)
        gtk_label_set_text (GTK_LABEL (widget), text->str);
    }
  else if (GTK_IS_CONTAINER (widget))
    gtk_container_forall (GTK_CONTAINER (widget), name_place, data);
}

static void
take_first_contact (UiFixture *fixture)
{
  g_autofree char *address = g_strdup_printf ("127.0.0.1:%u", fixture->server.port);

  natter_ui_session_set_wary (ui_session (fixture), TRUE);
  gtk_entry_set_text (GTK_ENTRY (ui_get (fixture, "address-entry")), address);
  gtk_button_clicked (GTK_BUTTON (ui_get (fixture, "join-button")));
  wait_until (gtk_widget_get_mapped (ui_get (fixture, "trust-title")));
  name_place (GTK_WIDGET (fixture->window), address);
  picture (fixture, "first-contact");
  gtk_button_clicked (GTK_BUTTON (ui_get (fixture, "leave-button")));
  wait_until (gtk_widget_get_mapped (ui_get (fixture, "join-button")));
  natter_ui_session_set_wary (ui_session (fixture), FALSE);
}

static void
test_gallery (UiFixture *fixture)
{
  g_autoptr (GSettings) settings = g_settings_new (NATTER_APP_ID);
  const char *only = g_getenv ("GALLERY"); /* the one picture of the conversation, under this name */
  UiPeer *bob, *carol;

  gtk_entry_set_text (GTK_ENTRY (ui_get (fixture, "name-entry")), "alice");
  if (only == NULL)
    {
      picture (fixture, "first-run");
      take_first_contact (fixture);
    }
  ui_log_in (fixture, "alice");
  enter (fixture, "builds");
  ui_do_with (fixture, "toggle-favourite", "lobby");
  enter (fixture, "lobby");
  bob = ui_peer_new (&fixture->server, "bob");
  carol = ui_peer_new (&fixture->server, "carol");
  talk (fixture, bob, carol);
  picture (fixture, only != NULL ? only : "conversation");
  if (only == NULL)
    {
      g_settings_set_string (settings, "color-scheme", "dark");
      picture (fixture, "dark");
      g_settings_reset (settings, "color-scheme");
      take_search (fixture);
      take_dialogs (fixture);
      gtk_window_resize (GTK_WINDOW (fixture->window), NARROW, 640);
      wait_until (gtk_widget_get_allocated_width (GTK_WIDGET (fixture->window)) < 600);
      picture (fixture, "narrow");
      gtk_window_resize (GTK_WINDOW (fixture->window), 1000, 700);
      take_offline (fixture);
    }
  ui_peer_free (bob);
  ui_peer_free (carol);
  g_settings_reset (settings, "favourites");
}

int
main (int argc,
      char **argv)
{
  const char *localedir = g_getenv ("NATTER_LOCALEDIR");

  setlocale (LC_ALL, "");
  bindtextdomain (GETTEXT_PACKAGE, localedir != NULL ? localedir : LOCALEDIR);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);
  ui_init (&argc, &argv);
  setlocale (LC_ALL, ""); /* which GTK made "C" for tests */
  if (g_getenv ("GALLERY_RTL") != NULL)
    gtk_widget_set_default_direction (GTK_TEXT_DIR_RTL);
  ui_add ("/ui/gallery", test_gallery);
  return g_test_run ();
}
