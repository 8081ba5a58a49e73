/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "natter-ui-person-row.h"
#include "natter-ui-picture.h"
#include "natter-ui-times.h"
#include "natter-ui-widgets.h"

#define PICTURE    28
#define ROOMS_MOST 8

struct _NatterUiPersonRow
{
  GtkListBoxRow parent_instance;

  NatterUiPerson *person;
  GtkWidget *name_label;
  GtkWidget *detail_label;
};

G_DEFINE_TYPE (NatterUiPersonRow, natter_ui_person_row, GTK_TYPE_LIST_BOX_ROW)

char *
natter_ui_person_row_dup_name (NatterUiPerson *person)
{
  const char *name = natter_ui_person_get_name (person);

  /* Translators: the reader, in a list of people. */
  return natter_ui_person_is_own (person) ? g_strdup_printf (_("%s (you)"), name) : g_strdup (name);
}

/* What someone is in this room. Returns: (nullable): like everyone. */
static const char *
get_role_word (NatterUiPerson *person)
{
  switch (natter_ui_person_get_role (person))
    {
    case NATTER_UI_ROLE_OWNER:
      return _("owner");
    case NATTER_UI_ROLE_MODERATOR:
      return _("moderator");
    case NATTER_UI_ROLE_MUTED:
      return _("muted");
    case NATTER_UI_ROLE_MEMBER:
    default:
      return NULL;
    }
}

/* Returns: (transfer full) (nullable). */
static char *
dup_absence (NatterUiPerson *person)
{
  const char *away = natter_ui_person_get_away (person);
  g_autofree char *idle = natter_ui_times_dup_span (natter_ui_person_get_idle (person));

  if (away != NULL && away[0] != '\0')
    /* Translators: someone is away, and has said why. */
    return g_strdup_printf (_("away: %s"), away);
  if (away != NULL)
    return g_strdup (_("away"));
  if (idle[0] != '\0')
    /* Translators: nothing was heard of someone for a while; %s is as "5 min". */
    return g_strdup_printf (_("idle %s"), idle);
  return NULL;
}

/* "away: lunch", "idle 5 min", "yesterday" of who has gone. Returns: (transfer full) (nullable): here. */
static char *
dup_presence (NatterUiPerson *person)
{
  if (natter_ui_person_get_spoke (person) != 0)
    return natter_ui_times_dup_ago (natter_ui_person_get_spoke (person), g_get_real_time ());
  return dup_absence (person);
}

/* Returns: (transfer full) (nullable). */
static char *
dup_rooms (NatterUiPerson *person)
{
  const char *const *rooms = natter_ui_person_get_rooms (person);
  GString *list;

  if (rooms == NULL || rooms[0] == NULL)
    return NULL;
  list = g_string_new (NULL);
  for (guint i = 0; i < ROOMS_MOST && rooms[i] != NULL; i++)
    g_string_append_printf (list, "%s#%s", i > 0 ? " " : "", rooms[i]);
  return g_string_free (list, FALSE);
}

char *
natter_ui_person_row_dup_detail (NatterUiPerson *person)
{
  g_autofree char *presence = dup_presence (person), *rooms = dup_rooms (person);
  const char *parts[] = { natter_ui_person_is_bot (person) ? _("bot") : NULL, get_role_word (person), presence, rooms };
  GString *detail = g_string_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    if (parts[i] != NULL)
      g_string_append_printf (detail, "%s%s", detail->len > 0 ? " · " : "", parts[i]);
  return g_string_free (detail, FALSE);
}

static void
show (NatterUiPersonRow *self)
{
  NatterUiPerson *person = self->person;
  g_autofree char *shown = natter_ui_person_row_dup_name (person), *detail = natter_ui_person_row_dup_detail (person);
  gboolean gone = natter_ui_person_get_spoke (person) != 0;
  g_autofree char *place = gone ? g_strdup_printf ("%s, %s", shown, _("Not here now")) : g_strdup (shown);
  g_autofree char *spoken = detail[0] != '\0' ? g_strdup_printf ("%s, %s", place, detail) : g_strdup (place);

  gtk_label_set_text (GTK_LABEL (self->name_label), shown);
  gtk_label_set_text (GTK_LABEL (self->detail_label), detail);
  gtk_widget_set_visible (self->detail_label, detail[0] != '\0');
  natter_ui_widget_set_class (GTK_WIDGET (self), "away", gone || natter_ui_person_get_away (person) != NULL);
  natter_ui_widget_name (GTK_WIDGET (self), spoken);
}

static GtkWidget *
label_new (const char *class)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  if (class != NULL)
    natter_ui_widget_set_class (label, class, TRUE);
  return label;
}

static GtkWidget *
button_new (NatterUiPerson *person,
            const char *action)
{
  GtkWidget *button = gtk_button_new_from_icon_name ("mail-unread-symbolic", GTK_ICON_SIZE_BUTTON);
  /* Translators: a button: begins a conversation with %s alone. */
  g_autofree char *label = g_strdup_printf (_("Message %s"), natter_ui_person_get_name (person));

  gtk_widget_set_tooltip_text (button, label);
  natter_ui_widget_name (button, label);
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  natter_ui_widget_set_class (button, "flat", TRUE);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), action);
  gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "s", natter_ui_person_get_name (person));
  return button;
}

GtkWidget *
natter_ui_person_row_new (NatterUiPerson *person,
                          const char *button_action)
{
  NatterUiPersonRow *self = g_object_new (NATTER_UI_TYPE_PERSON_ROW, NULL);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 10), *words = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  self->person = g_object_ref (person);
  if (button_action != NULL)
    gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (self), !natter_ui_person_is_own (person));
  self->name_label = label_new (NULL);
  self->detail_label = label_new ("detail");
  gtk_widget_set_no_show_all (self->detail_label, TRUE);
  gtk_widget_set_valign (words, GTK_ALIGN_CENTER);
  gtk_container_add (GTK_CONTAINER (words), self->name_label);
  gtk_container_add (GTK_CONTAINER (words), self->detail_label);
  gtk_container_add (GTK_CONTAINER (box), natter_ui_picture_new (natter_ui_person_get_name (person), PICTURE));
  gtk_box_pack_start (GTK_BOX (box), words, TRUE, TRUE, 0);
  if (button_action != NULL && !natter_ui_person_is_own (person))
    gtk_box_pack_end (GTK_BOX (box), button_new (person, button_action), FALSE, FALSE, 0);
  natter_ui_widget_set_class (box, "row-box", TRUE);
  gtk_container_add (GTK_CONTAINER (self), box);
  g_signal_connect_object (person, "notify", G_CALLBACK (show), self, G_CONNECT_SWAPPED);
  show (self);
  gtk_widget_show_all (GTK_WIDGET (self));
  return GTK_WIDGET (self);
}

NatterUiPerson *
natter_ui_person_row_get_person (NatterUiPersonRow *self)
{
  return self->person;
}

static void
natter_ui_person_row_finalize (GObject *object)
{
  g_clear_object (&NATTER_UI_PERSON_ROW (object)->person);
  G_OBJECT_CLASS (natter_ui_person_row_parent_class)->finalize (object);
}

static void
natter_ui_person_row_class_init (NatterUiPersonRowClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = natter_ui_person_row_finalize;
}

static void
natter_ui_person_row_init (NatterUiPersonRow *self)
{
}
