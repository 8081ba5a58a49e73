/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "shared/natter-command.h"
#include "shared/natter-event.h"

#include "gui-client/model/natter-ui-invite.h"

#include "natter-ui-codes-group.h"
#include "natter-ui-invite-dialog.h"
#include "natter-ui-preference-rows.h"
#include "natter-ui-times.h"
#include "natter-ui-widgets.h"

#define CODES "natter-ui-codes"

/* Of the group. */
typedef struct
{
  NatterUiSession *session;
  NatterUiRoom *room;
  HdyPreferencesGroup *group; /* borrowed */
  GCancellable *cancellable;
  GtkWidget *note;
  GPtrArray *rows; /* borrowed widgets */
} Codes;

static void
free_codes (gpointer data)
{
  Codes *codes = data;

  g_cancellable_cancel (codes->cancellable);
  g_object_unref (codes->cancellable);
  g_object_unref (codes->session);
  g_object_unref (codes->room);
  g_ptr_array_unref (codes->rows);
  g_free (codes);
}

static void ask (Codes *codes, const char *line);

static void
on_copy (GtkButton *button)
{
  const char *link = g_object_get_data (G_OBJECT (button), "link");

  gtk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (button), GDK_SELECTION_CLIPBOARD), link, -1);
  gtk_button_set_label (button, _ ("Copied"));
}

/* "for 1 person · until Monday, 09:00". Returns: (transfer full). */
static char *
dup_facts (const NatterCode *code)
{
  g_autofree char *uses = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "for %u person", "for %u people", code->uses), code->uses);
  g_autofree char *until = code->until > 0 ? natter_ui_times_dup_exact (code->until) : g_strdup ("");

  return g_strdup_printf ("%s%s%s", uses, until[0] != '\0' ? " · " : "", until);
}

static void
invite (Codes *codes,
        const char *link,
        const char *facts)
{
  GtkWidget *toplevel = gtk_widget_get_toplevel (GTK_WIDGET (codes->group));

  natter_ui_invite_dialog_open (GTK_WINDOW (toplevel), natter_ui_room_get_title (codes->room), link, facts);
}

static void
on_invite (Codes *codes,
           GtkButton *button)
{
  invite (codes, g_object_get_data (G_OBJECT (button), "link"), g_object_get_data (G_OBJECT (button), "facts"));
}

static void
on_take_back (Codes *codes,
              GtkButton *button)
{
  g_autofree char *line = g_strconcat ("uncode ", (const char *) g_object_get_data (G_OBJECT (button), "code"), NULL);

  ask (codes, line);
}

/* What hands the code on: a link, if one leads anybody here, else what is to be typed. */
static GtkWidget *
hand_on_new (Codes *codes,
             const NatterCode *code)
{
  g_autofree char *link = natter_ui_invite_dup_link (codes->session, codes->room, code);
  GtkWidget *button = gtk_button_new_with_label (link != NULL ? _ ("Invite…") : _ ("Copy"));
  g_autofree char *named = g_strdup_printf (link != NULL ? _ ("Invite with %s") : _ ("Copy %s"), code->code);

  natter_ui_widget_name (button, named);
  g_object_set_data_full (G_OBJECT (button), "facts", dup_facts (code), g_free);
  if (link != NULL)
    g_signal_connect_swapped (button, "clicked", G_CALLBACK (on_invite), codes);
  else
    {
      link = g_strdup_printf ("/join %s %s", natter_ui_room_get_title (codes->room), code->code);
      g_signal_connect (button, "clicked", G_CALLBACK (on_copy), NULL);
    }
  g_object_set_data_full (G_OBJECT (button), "link", g_steal_pointer (&link), g_free);
  return button;
}

static void
add_code (Codes *codes,
          const NatterCode *code)
{
  GtkWidget *buttons = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *hand_on = hand_on_new (codes, code), *take_back = gtk_button_new_from_icon_name ("edit-delete-symbolic", GTK_ICON_SIZE_BUTTON);
  g_autofree char *facts = dup_facts (code);
  g_autofree char *takes = g_strdup_printf (_ ("Take back %s"), code->code);
  GtkWidget *row;

  g_object_set_data_full (G_OBJECT (take_back), "code", g_strdup (code->code), g_free);
  g_signal_connect_swapped (take_back, "clicked", G_CALLBACK (on_take_back), codes);
  natter_ui_widget_name (take_back, takes);
  gtk_widget_set_tooltip_text (take_back, takes);
  gtk_container_add (GTK_CONTAINER (buttons), hand_on);
  gtk_container_add (GTK_CONTAINER (buttons), take_back);
  gtk_widget_show_all (buttons);
  row = natter_ui_preference_add (codes->group, "code", code->code, facts, buttons);
  hdy_action_row_set_activatable_widget (HDY_ACTION_ROW (row), hand_on);
  g_ptr_array_add (codes->rows, row);
}

static void
show (Codes *codes,
      const GPtrArray *list)
{
  for (guint i = 0; i < codes->rows->len; i++)
    gtk_widget_destroy (g_ptr_array_index (codes->rows, i));
  g_ptr_array_set_size (codes->rows, 0);
  for (guint i = 0; list != NULL && i < list->len; i++)
    add_code (codes, g_ptr_array_index (list, i));
  gtk_label_set_text (GTK_LABEL (codes->note), codes->rows->len == 0 ? _ ("There is no code now.") : "");
}

/* One that was just made is to be handed on at once. */
static void
show_made (Codes *codes,
           const NatterEvent *event)
{
  const NatterCode code = { .code = event->text, .link = event->link, .uses = event->count, .until = event->time };
  g_autofree char *link = natter_ui_invite_dup_link (codes->session, codes->room, &code), *facts = dup_facts (&code);

  if (link != NULL)
    invite (codes, link, facts);
}

static void
on_answer (GObject *source,
           GAsyncResult *result,
           gpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (NatterEvent) event = natter_ui_session_ask_finish (NATTER_UI_SESSION (source), result, &error);
  g_autoptr (GObject) group = data;
  Codes *codes = g_object_get_data (group, CODES);

  if (codes == NULL || g_cancellable_is_cancelled (codes->cancellable))
    return;
  if (event == NULL)
    gtk_label_set_text (GTK_LABEL (codes->note), error->message);
  else if (event->kind == NATTER_EVENT_CODES)
    show (codes, event->codes);
  else
    {
      ask (codes, "codes"); /* something was changed */
      if (event->kind == NATTER_EVENT_CODE)
        show_made (codes, event);
    }
}

/* A command of this room. */
static void
ask (Codes *codes,
     const char *line)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (NatterCommand) command = natter_command_parse_line (line, strlen (line), NATTER_STAGE_CHAT, &error);

  if (command == NULL)
    {
      gtk_label_set_text (GTK_LABEL (codes->note), error->message);
      return;
    }
  g_free (command->room);
  command->room = g_strdup (natter_ui_room_get_name (codes->room));
  natter_ui_session_ask_async (codes->session, g_steal_pointer (&command), codes->cancellable, on_answer, g_object_ref (codes->group));
}

static void
on_new (Codes *codes)
{
  ask (codes, "code 7d 1");
}

void
natter_ui_codes_group_add (HdyPreferencesPage *page,
                           NatterUiSession *session,
                           NatterUiRoom *room)
{
  Codes *codes = g_new0 (Codes, 1);
  GtkWidget *button = gtk_button_new_with_mnemonic (_ ("_New code"));

  codes->session = g_object_ref (session);
  codes->room = g_object_ref (room);
  codes->cancellable = g_cancellable_new ();
  codes->rows = g_ptr_array_new ();
  codes->group = natter_ui_preference_group (page, _ ("Invite codes"), _ ("Who has one comes in, also where the room is private."));
  codes->note = gtk_label_new (NULL);
  gtk_label_set_line_wrap (GTK_LABEL (codes->note), TRUE);
  natter_ui_widget_set_class (codes->note, "detail", TRUE);
  gtk_widget_show (codes->note);
  natter_ui_preference_add (codes->group, "new-code", _ ("For one person, for a week"), NULL, button);
  g_signal_connect_swapped (button, "clicked", G_CALLBACK (on_new), codes);
  gtk_container_add (GTK_CONTAINER (codes->group), codes->note);
  g_object_set_data_full (G_OBJECT (codes->group), CODES, codes, free_codes);
  ask (codes, "codes");
}
