/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <gdk/gdkkeysyms.h>
#include <glib/gi18n-lib.h>
#include <handy.h>

#include "natter-ui-trust-page.h"
#include "natter-ui-widgets.h"

struct _NatterUiTrustPage
{
  GtkBox parent_instance;

  GtkWidget *header;
  GtkWidget *icon;
  GtkWidget *title;
  GtkWidget *text;
  GtkWidget *key_box;
  GtkWidget *phrase;
  GtkWidget *check_button;
  GtkWidget *check_revealer;
  GtkWidget *heard_entry;
  GtkWidget *verdict;
  GtkWidget *word_box;
  GtkWidget *word_entry;
  GtkWidget *word_error;
  GtkWidget *leave_button;
  GtkWidget *again_button;
  GtkWidget *join_button;

  NatterUiSession *session; /* (nullable) until set */
};

enum
{
  ACCEPTED,
  LEFT,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (NatterUiTrustPage, natter_ui_trust_page, GTK_TYPE_BOX)

/* --- What is asked --- */

typedef struct
{
  NatterUiTrust trust;
  const char *icon;
  const char *title;
  const char *text;
  const char *join; /* (nullable): it cannot be joined */
  gboolean alarming;
} Question;

static const Question questions[] = {
  { NATTER_UI_TRUST_FIRST, "dialog-question-symbolic", N_ ("First time here"),
    /* Translators: %s is the address of a server. */
    N_ ("You have not been at %s before. These six words are its key: if its owner has the same six, nobody stands between you. Natter keeps "
        "them, and will not ask again."),
    N_ ("_Join"), FALSE },
  { NATTER_UI_TRUST_CHANGED, "dialog-warning-symbolic", N_ ("This is another server"),
    /* Translators: %s is the address of a server. */
    N_ ("What answers at %s has another key than it should have. Perhaps the server was set up anew. Perhaps somebody stands between you and it, "
        "and wants to read along. Nothing was said to it: no name, no password, no message.\n\nLeave, and ask the owner, not by this way. If they "
        "have a new key, its words are:"),
    N_ ("_Join with the New Key"), TRUE },
  { NATTER_UI_TRUST_BARE, "channel-insecure-symbolic", N_ ("Not encrypted"),
    /* Translators: %s is the address of a server. */
    N_ ("%s does not encrypt. Whoever is on the way between you and it, in this network too, can read all that is said and change it; passwords are "
        "not taken there. If you have been told that it encrypts, leave."),
    N_ ("_Join without Encryption"), FALSE },
  { NATTER_UI_TRUST_STRIPPED, "dialog-warning-symbolic", N_ ("This is another server"),
    /* Translators: %s is the address of a server. */
    N_ ("What answers at %s does not encrypt, and the server that you know does. Perhaps it was set up anew. Perhaps somebody stands between you and "
        "it, and wants to read along. Nothing was said to it.\n\nAsk the owner, not by this way. If it is meant to be so, forget the key in the "
        "preferences (Ctrl+comma), and try again."),
    NULL, TRUE },
};

/* Returns: (nullable). */
static const Question *
find_question (NatterUiSession *session)
{
  NatterUiTrust trust = natter_ui_session_get_trust (session);

  if (natter_ui_session_get_state (session) != NATTER_UI_STATE_OFFLINE || natter_ui_session_get_error (session) == NULL)
    return NULL;
  for (guint i = 0; i < G_N_ELEMENTS (questions); i++)
    if (questions[i].trust == trust)
      return &questions[i];
  return NULL;
}

char *
natter_ui_trust_page_dup_phrase (const NatterKey *key)
{
  g_autofree char *phrase = natter_key_to_phrase (key, " ");
  g_auto (GStrv) words = g_strsplit (phrase, " ", -1);

  return g_strdup_printf ("%s · %s · %s\n%s · %s · %s", words[0], words[1], words[2], words[3], words[4], words[5]);
}

static void
show_phrase (NatterUiTrustPage *self)
{
  const NatterKey *key = natter_ui_session_get_key (self->session);
  g_autofree char *lines = key != NULL ? natter_ui_trust_page_dup_phrase (key) : NULL;
  g_autofree char *phrase = key != NULL ? natter_key_to_phrase (key, ", ") : NULL;

  gtk_widget_set_visible (self->key_box, lines != NULL);
  gtk_label_set_text (GTK_LABEL (self->phrase), lines != NULL ? lines : "");
  natter_ui_widget_name (self->phrase, phrase != NULL ? phrase : "");
}

static void
show_question (NatterUiTrustPage *self,
               const Question *question)
{
  g_autofree char *text = NULL;

#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
  text = g_strdup_printf (_ (question->text), natter_ui_session_get_address (self->session));
#pragma GCC diagnostic pop
  gtk_image_set_from_icon_name (GTK_IMAGE (self->icon), question->icon, GTK_ICON_SIZE_DIALOG);
  gtk_label_set_text (GTK_LABEL (self->title), _ (question->title));
  gtk_label_set_text (GTK_LABEL (self->text), text);
  gtk_widget_set_visible (self->join_button, question->join != NULL);
  gtk_widget_set_visible (self->again_button, question->join == NULL);
  if (question->join != NULL)
    gtk_button_set_label (GTK_BUTTON (self->join_button), _ (question->join));
  natter_ui_widget_set_class (GTK_WIDGET (self), "alarming", question->alarming);
  natter_ui_widget_set_class (self->join_button, "suggested-action", question->trust == NATTER_UI_TRUST_FIRST);
  natter_ui_widget_set_class (self->join_button, "destructive-action", question->trust == NATTER_UI_TRUST_CHANGED);
  natter_ui_widget_set_class (self->leave_button, "suggested-action", question->trust != NATTER_UI_TRUST_FIRST);
  gtk_widget_set_visible (self->word_box, question->trust == NATTER_UI_TRUST_CHANGED);
}

gboolean
natter_ui_trust_page_ask (NatterUiTrustPage *self)
{
  const Question *question = find_question (self->session);
  const char *name = natter_ui_session_get_server_name (self->session);

  if (question == NULL)
    return FALSE;
  hdy_header_bar_set_title (HDY_HEADER_BAR (self->header), name[0] != '\0' ? name : natter_ui_session_get_address (self->session));
  show_question (self, question);
  show_phrase (self);
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (self->check_button), FALSE);
  gtk_entry_set_text (GTK_ENTRY (self->heard_entry), "");
  gtk_entry_set_text (GTK_ENTRY (self->word_entry), "");
  return TRUE;
}

/* At a first contact the next step, but not for who was writing when it came between; else the way out. */
void
natter_ui_trust_page_focus (NatterUiTrustPage *self)
{
  gboolean first = natter_ui_session_get_trust (self->session) == NATTER_UI_TRUST_FIRST;
  gboolean amid_talk = g_list_model_get_n_items (G_LIST_MODEL (natter_ui_session_get_rooms (self->session))) > 0;

  gtk_widget_grab_default (first && !amid_talk ? self->join_button : self->leave_button);
  if (first)
    gtk_widget_grab_focus (amid_talk ? self->check_button : self->join_button);
  else
    gtk_widget_grab_focus (self->leave_button);
  gtk_label_select_region (GTK_LABEL (self->phrase), 0, 0);
}

/* --- The words that somebody heard --- */

static void
show_verdict (NatterUiTrustPage *self,
              const char *sentence,
              const char *css_class)
{
  gtk_label_set_text (GTK_LABEL (self->verdict), sentence);
  natter_ui_widget_set_class (self->verdict, "error", g_strcmp0 (css_class, "error") == 0);
  natter_ui_widget_set_class (self->verdict, "good", g_strcmp0 (css_class, "good") == 0);
  natter_ui_widget_describe (self->heard_entry, sentence[0] != '\0' ? sentence : NULL);
}

/* How many words there are, whatever stands between them. */
static guint
count_words (const char *text)
{
  guint n = 0;
  gboolean inside = FALSE;

  for (; *text != '\0'; text++)
    {
      n += !inside && g_ascii_isalpha (*text);
      inside = g_ascii_isalpha (*text);
    }
  return n;
}

static void
on_heard_changed (NatterUiTrustPage *self)
{
  const NatterKey *key = natter_ui_session_get_key (self->session);
  const char *heard = gtk_entry_get_text (GTK_ENTRY (self->heard_entry));
  NatterKeyPhrase phrase = key != NULL ? natter_key_check_phrase (key, heard) : NATTER_KEY_PHRASE_GARBLED;

  if (phrase == NATTER_KEY_PHRASE_SAME)
    show_verdict (self, _ ("They are the same: this is the server you mean."), "good");
  else if (phrase == NATTER_KEY_PHRASE_OTHER)
    show_verdict (self, _ ("That is the key of another server. Leave this one."), "error");
  else if (count_words (heard) >= NATTER_KEY_PHRASE_WORDS)
    show_verdict (self, _ ("That is no key: one of the words was misheard or mistyped."), NULL);
  else
    show_verdict (self, "", NULL);
}

static void
on_check_toggled (NatterUiTrustPage *self)
{
  gboolean checking = gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (self->check_button));

  gtk_revealer_set_reveal_child (GTK_REVEALER (self->check_revealer), checking);
  if (checking)
    gtk_widget_grab_focus (self->heard_entry);
}

/* --- What is answered --- */

static void
on_join (NatterUiTrustPage *self)
{
  if (natter_ui_session_accept (self->session, gtk_entry_get_text (GTK_ENTRY (self->word_entry))))
    {
      g_signal_emit (self, signals[ACCEPTED], 0);
      return;
    }
  gtk_widget_show (self->word_error);
  natter_ui_widget_set_class (self->word_entry, "error", TRUE);
  natter_ui_widget_describe (self->word_entry, gtk_label_get_text (GTK_LABEL (self->word_error)));
  gtk_widget_grab_focus (self->word_entry);
}

static void
on_word_changed (NatterUiTrustPage *self)
{
  gtk_widget_hide (self->word_error);
  natter_ui_widget_set_class (self->word_entry, "error", FALSE);
  natter_ui_widget_describe (self->word_entry, NULL);
}

static void
on_leave (NatterUiTrustPage *self)
{
  g_signal_emit (self, signals[LEFT], 0);
}

static void
on_again (NatterUiTrustPage *self)
{
  natter_ui_session_try_now (self->session);
  g_signal_emit (self, signals[ACCEPTED], 0);
}

static gboolean
natter_ui_trust_page_key_press (GtkWidget *widget,
                                GdkEventKey *event)
{
  if (event->keyval != GDK_KEY_Escape)
    return GTK_WIDGET_CLASS (natter_ui_trust_page_parent_class)->key_press_event (widget, event);
  on_leave (NATTER_UI_TRUST_PAGE (widget));
  return GDK_EVENT_STOP;
}

void
natter_ui_trust_page_set_session (NatterUiTrustPage *self,
                                  NatterUiSession *session)
{
  g_return_if_fail (self->session == NULL);
  self->session = g_object_ref (session);
}

static void
natter_ui_trust_page_dispose (GObject *object)
{
  g_clear_object (&NATTER_UI_TRUST_PAGE (object)->session);
  G_OBJECT_CLASS (natter_ui_trust_page_parent_class)->dispose (object);
}

static void
natter_ui_trust_page_class_init (NatterUiTrustPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  GType type = G_TYPE_FROM_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = natter_ui_trust_page_dispose;
  widget_class->key_press_event = natter_ui_trust_page_key_press;
  signals[ACCEPTED] = g_signal_new ("accepted", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[LEFT] = g_signal_new ("left", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_template_from_resource (widget_class, NATTER_UI_RESOURCES "natter-ui-trust-page.ui");
  gtk_widget_class_bind_template_child (widget_class, NatterUiTrustPage, header);
  gtk_widget_class_bind_template_child (widget_class, NatterUiTrustPage, icon);
  gtk_widget_class_bind_template_child (widget_class, NatterUiTrustPage, title);
  gtk_widget_class_bind_template_child (widget_class, NatterUiTrustPage, text);
  gtk_widget_class_bind_template_child (widget_class, NatterUiTrustPage, key_box);
  gtk_widget_class_bind_template_child (widget_class, NatterUiTrustPage, phrase);
  gtk_widget_class_bind_template_child (widget_class, NatterUiTrustPage, check_button);
  gtk_widget_class_bind_template_child (widget_class, NatterUiTrustPage, check_revealer);
  gtk_widget_class_bind_template_child (widget_class, NatterUiTrustPage, heard_entry);
  gtk_widget_class_bind_template_child (widget_class, NatterUiTrustPage, verdict);
  gtk_widget_class_bind_template_child (widget_class, NatterUiTrustPage, word_box);
  gtk_widget_class_bind_template_child (widget_class, NatterUiTrustPage, word_entry);
  gtk_widget_class_bind_template_child (widget_class, NatterUiTrustPage, word_error);
  gtk_widget_class_bind_template_child (widget_class, NatterUiTrustPage, leave_button);
  gtk_widget_class_bind_template_child (widget_class, NatterUiTrustPage, again_button);
  gtk_widget_class_bind_template_child (widget_class, NatterUiTrustPage, join_button);
  gtk_widget_class_bind_template_callback (widget_class, on_check_toggled);
  gtk_widget_class_bind_template_callback (widget_class, on_heard_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_word_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_join);
  gtk_widget_class_bind_template_callback (widget_class, on_leave);
  gtk_widget_class_bind_template_callback (widget_class, on_again);
}

static void
natter_ui_trust_page_init (NatterUiTrustPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
