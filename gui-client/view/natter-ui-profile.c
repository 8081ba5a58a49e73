/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "gui-client/model/natter-ui-room-settings.h"

#include "natter-ui-person-row.h"
#include "natter-ui-picture.h"
#include "natter-ui-profile.h"
#include "natter-ui-widgets.h"

#define PICTURE 48

/* What a button does: a command, as it would be typed. */
typedef struct
{
  const char *name;    /* of the widget */
  const char *label;   /* translatable */
  const char *verb;    /* "/mute", the name follows */
  const char *rest;    /* and what stands after it */
  NatterUiRole least;  /* what one must be in the room */
  NatterUiRole from;   /* for whom it is: from this ... */
  NatterUiRole to;     /* ... to that */
  gboolean destructive;
} Act;

static const Act acts[] = {
  { "profile-mute", N_ ("Mute for _10 minutes"), "/mute", " 10m", NATTER_UI_ROLE_MODERATOR, NATTER_UI_ROLE_MEMBER, NATTER_UI_ROLE_MODERATOR, FALSE },
  { "profile-unmute", N_ ("_Unmute"), "/unmute", "", NATTER_UI_ROLE_MODERATOR, NATTER_UI_ROLE_MUTED, NATTER_UI_ROLE_MUTED, FALSE },
  { "profile-grant", N_ ("Make m_oderator"), "/grant", " moderator", NATTER_UI_ROLE_OWNER, NATTER_UI_ROLE_MEMBER, NATTER_UI_ROLE_MEMBER, FALSE },
  { "profile-revoke", N_ ("No longer m_oderator"), "/revoke", "", NATTER_UI_ROLE_OWNER, NATTER_UI_ROLE_MODERATOR, NATTER_UI_ROLE_MODERATOR, FALSE },
  { "profile-kick", N_ ("_Kick out"), "/kick", "", NATTER_UI_ROLE_MODERATOR, NATTER_UI_ROLE_MUTED, NATTER_UI_ROLE_MODERATOR, TRUE },
  { "profile-ban", N_ ("_Ban"), "/ban", "", NATTER_UI_ROLE_MODERATOR, NATTER_UI_ROLE_MUTED, NATTER_UI_ROLE_MODERATOR, TRUE },
};

static void
pop_down (GtkWidget *button)
{
  gtk_popover_popdown (GTK_POPOVER (gtk_widget_get_ancestor (button, GTK_TYPE_POPOVER)));
}

static void
on_message (GtkButton *button)
{
  GtkWidget *window = gtk_widget_get_toplevel (GTK_WIDGET (button));
  g_autofree char *name = g_strdup (g_object_get_data (G_OBJECT (button), "person"));

  pop_down (GTK_WIDGET (button));
  g_action_group_activate_action (G_ACTION_GROUP (window), "message", g_variant_new_string (name));
}

static void
on_act (GtkButton *button)
{
  NatterUiSession *session = g_object_get_data (G_OBJECT (button), "session");
  NatterUiRoom *room = g_object_get_data (G_OBJECT (button), "room");
  g_autoptr (GError) error = NULL;

  if (!natter_ui_session_submit (session, room, g_object_get_data (G_OBJECT (button), "command"), &error))
    {
      gtk_widget_set_tooltip_text (GTK_WIDGET (button), error->message);
      return;
    }
  pop_down (GTK_WIDGET (button));
}

static GtkWidget *
button_new (const char *label,
            const char *name)
{
  GtkWidget *button = gtk_button_new_with_mnemonic (label);

  gtk_widget_set_name (button, name);
  natter_ui_widget_set_class (button, "flat", TRUE);
  gtk_widget_set_halign (gtk_bin_get_child (GTK_BIN (button)), GTK_ALIGN_START);
  return button;
}

static void
add_acts (GtkContainer *box,
          NatterUiSession *session,
          NatterUiRoom *room,
          NatterUiPerson *person)
{
  NatterUiRole own = natter_ui_room_get_settings (room)->role, role = natter_ui_person_get_role (person);

  for (guint i = 0; i < G_N_ELEMENTS (acts); i++)
    {
      GtkWidget *button;

      if (own < acts[i].least || role >= own || role < acts[i].from || role > acts[i].to)
        continue;
      button = button_new (_(acts[i].label), acts[i].name);
      natter_ui_widget_set_class (button, "destructive", acts[i].destructive);
      g_object_set_data_full (G_OBJECT (button), "command",
                              g_strconcat (acts[i].verb, " ", natter_ui_person_get_name (person), acts[i].rest, NULL), g_free);
      g_object_set_data_full (G_OBJECT (button), "session", g_object_ref (session), g_object_unref);
      g_object_set_data_full (G_OBJECT (button), "room", g_object_ref (room), g_object_unref);
      g_signal_connect (button, "clicked", G_CALLBACK (on_act), NULL);
      gtk_container_add (box, button);
    }
}

static GtkWidget *
label_new (const char *text,
           const char *class)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_line_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_max_width_chars (GTK_LABEL (label), 24);
  natter_ui_widget_set_class (label, class, TRUE);
  return label;
}

static const char *
get_standing (NatterUiPerson *person)
{
  if (natter_ui_person_get_spoke (person) != 0)
    return _("Not here now");
  return natter_ui_person_is_account (person) ? _("Has an account") : _("Guest");
}

/* A guest leaves no word for who has gone; whether such a one has an account to find it the server knows. */
static gboolean
can_be_told (NatterUiSession *session,
             NatterUiPerson *person)
{
  return natter_ui_person_get_spoke (person) == 0 || natter_ui_session_is_account (session);
}

/* Picture, name, and what is known. */
static GtkWidget *
head_new (NatterUiPerson *person)
{
  GtkWidget *head = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12), *words = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);
  g_autofree char *detail = natter_ui_person_row_dup_detail (person), *name = natter_ui_person_row_dup_name (person);

  gtk_container_add (GTK_CONTAINER (words), label_new (name, "heading"));
  gtk_container_add (GTK_CONTAINER (words), label_new (get_standing (person), "detail"));
  if (detail[0] != '\0')
    gtk_container_add (GTK_CONTAINER (words), label_new (detail, "detail"));
  gtk_container_add (GTK_CONTAINER (head), natter_ui_picture_new (natter_ui_person_get_name (person), PICTURE));
  gtk_container_add (GTK_CONTAINER (head), words);
  return head;
}

static void
destroy_closed (gpointer data)
{
  g_autoptr (GtkWidget) popover = data;

  gtk_widget_destroy (popover);
}

/* GTK goes on using it for the rest of this turn. */
static void
on_closed (GtkWidget *popover)
{
  g_idle_add_once (destroy_closed, g_object_ref (popover));
}

GtkWidget *
natter_ui_profile_pop_up (GtkWidget *widget,
                          const GdkRectangle *where,
                          NatterUiSession *session,
                          NatterUiRoom *room,
                          NatterUiPerson *person)
{
  GtkWidget *popover = gtk_popover_new (widget), *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 4), *message;

  gtk_widget_set_name (popover, "profile");
  natter_ui_widget_name (popover, natter_ui_person_get_name (person));
  if (where != NULL)
    gtk_popover_set_pointing_to (GTK_POPOVER (popover), where);
  gtk_popover_set_position (GTK_POPOVER (popover), GTK_POS_LEFT);
  g_object_set (box, "margin", 12, NULL);
  gtk_container_add (GTK_CONTAINER (box), head_new (person));
  if (!natter_ui_person_is_own (person) && can_be_told (session, person))
    {
      message = button_new (_("_Message"), "profile-message");
      gtk_widget_set_margin_top (message, 8);
      g_object_set_data_full (G_OBJECT (message), "person", g_strdup (natter_ui_person_get_name (person)), g_free);
      g_signal_connect (message, "clicked", G_CALLBACK (on_message), NULL);
      gtk_container_add (GTK_CONTAINER (box), message);
      if (room != NULL && !natter_ui_room_is_direct (room) && natter_ui_person_get_spoke (person) == 0)
        add_acts (GTK_CONTAINER (box), session, room, person);
    }
  gtk_container_add (GTK_CONTAINER (popover), box);
  gtk_widget_show_all (box);
  g_signal_connect (popover, "closed", G_CALLBACK (on_closed), NULL);
  gtk_popover_popup (GTK_POPOVER (popover));
  return popover;
}
