/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "natter-ui-composer-private.h"
#include "natter-ui-widgets.h"

#define LINES_MOST 8

enum
{
  SUBMITTED,
  SCROLL,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_TYPE (NatterUiComposer, natter_ui_composer, GTK_TYPE_BOX)

char *
natter_ui_composer_dup_text (NatterUiComposer *self)
{
  GtkTextIter start, end;

  gtk_text_buffer_get_bounds (self->buffer, &start, &end);
  return gtk_text_buffer_get_text (self->buffer, &start, &end, FALSE);
}

void
natter_ui_composer_show_error (NatterUiComposer *self,
                               const char *sentence)
{
  if (sentence != NULL)
    gtk_label_set_text (GTK_LABEL (self->error_label), sentence);
  gtk_revealer_set_reveal_child (GTK_REVEALER (self->error_revealer), sentence != NULL);
  natter_ui_widget_describe (self->view, sentence);
}

static void
show_placeholder (NatterUiComposer *self)
{
  g_autofree char *text = NULL;

  if (self->room != NULL)
    /* Translators: where one writes; %s is a room, as #lobby, or a person. */
    text = g_strdup_printf (_("Message %s"), natter_ui_room_get_title (self->room));
  else
    text = g_strdup (_("Join a room, or type a command such as /rooms"));
  gtk_label_set_text (GTK_LABEL (self->placeholder), text);
  natter_ui_widget_name (self->view, text);
}

/* What is edited is no draft: it was said already. */
static void
keep_draft (NatterUiComposer *self)
{
  g_autofree char *text = natter_ui_composer_dup_text (self);

  if (self->room != NULL && !self->editing)
    natter_ui_room_set_draft (self->room, text);
}

static void
on_text_changed (NatterUiComposer *self)
{
  gboolean empty = gtk_text_buffer_get_char_count (self->buffer) == 0;

  gtk_widget_set_visible (self->placeholder, empty);
  g_simple_action_set_enabled (G_SIMPLE_ACTION (g_action_map_lookup_action (G_ACTION_MAP (self->actions), "send")),
                               !empty);
  if (!self->turning)
    keep_draft (self);
  if (self->completing)
    return;
  natter_ui_candidates_hide (NATTER_UI_CANDIDATES (self->candidates));
  natter_ui_composer_show_error (self, NULL);
  if (!self->turning)
    natter_ui_composer_check_spelling (self);
  if (empty)
    natter_ui_composer_end_paste (self);
}

/* What was written while there was no room goes with the first one, rather than nowhere. */
static void
bring_draft (NatterUiComposer *self,
             NatterUiRoom *room)
{
  const char *draft = room != NULL ? natter_ui_room_get_draft (room) : "";
  gboolean stays = self->room == NULL && draft[0] == '\0';

  keep_draft (self);
  g_set_object (&self->room, room);
  self->turning = TRUE;
  if (!stays)
    gtk_text_buffer_set_text (self->buffer, draft, -1);
  self->turning = FALSE;
  keep_draft (self);
}

void
natter_ui_composer_set_room (NatterUiComposer *self,
                             NatterUiRoom *room)
{
  GtkTextIter end;

  if (room == self->room)
    return;
  natter_ui_composer_end_strip (self);
  natter_ui_composer_end_paste (self);
  bring_draft (self, room);
  gtk_text_buffer_get_end_iter (self->buffer, &end);
  gtk_text_buffer_place_cursor (self->buffer, &end);
  natter_ui_composer_show_error (self, NULL);
  show_placeholder (self);
}

void
natter_ui_composer_set_session (NatterUiComposer *self,
                                NatterUiSession *session)
{
  g_return_if_fail (self->session == NULL);
  self->session = g_object_ref (session);
}

/* What Enter means: an answer, a new text of a message, or what the line says. */
static gboolean
send (NatterUiComposer *self,
      NatterUiRoom *room,
      const char *text,
      GError **error)
{
  guint64 seq = self->target != NULL ? natter_ui_message_get_seq (self->target) : 0;

  if (seq != 0 && self->editing)
    return natter_ui_session_edit (self->session, room, seq, text, error);
  if (seq != 0)
    return natter_ui_session_reply (self->session, room, seq, text, error);
  return natter_ui_session_submit (self->session, room, text, error);
}

void
natter_ui_composer_submit (NatterUiComposer *self)
{
  g_autofree char *text = natter_ui_composer_dup_text (self);
  g_autofree char *stripped = g_strstrip (g_strdup (text));
  g_autoptr (NatterUiRoom) room = self->room != NULL ? g_object_ref (self->room) : NULL;
  g_autoptr (GError) error = NULL;

  if (stripped[0] == '\0')
    return;
  /* Emptied first: the command may turn to another room, whose draft comes here. */
  self->turning = self->target != NULL;
  gtk_text_buffer_set_text (self->buffer, "", 0);
  self->turning = FALSE;
  if (!send (self, room, text, &error))
    {
      gtk_text_buffer_set_text (self->buffer, text, -1);
      natter_ui_composer_show_error (self, error->message);
      return;
    }
  natter_ui_composer_end_strip (self);
  natter_ui_composer_end_paste (self);
  keep_draft (self);
  if (room != NULL && room != self->room)
    natter_ui_room_set_draft (room, "");
  g_signal_emit (self, signals[SUBMITTED], 0);
}

void
natter_ui_composer_put (NatterUiComposer *self,
                        const char *text)
{
  GtkTextIter end;

  gtk_text_buffer_set_text (self->buffer, text, -1);
  gtk_text_buffer_get_end_iter (self->buffer, &end);
  gtk_text_buffer_place_cursor (self->buffer, &end);
  gtk_widget_grab_focus (self->view);
}

void
natter_ui_composer_set_slow_down (NatterUiComposer *self,
                                  guint seconds)
{
  g_autofree char *line = NULL;

  if (seconds > 0)
    line = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "A little slower, please: your messages go on in %u second.",
                                         "A little slower, please: your messages go on in %u seconds.", seconds),
                            seconds);
  if (line != NULL)
    gtk_label_set_text (GTK_LABEL (self->slow_label), line);
  gtk_revealer_set_reveal_child (GTK_REVEALER (self->slow_revealer), line != NULL);
}

gboolean
natter_ui_composer_cancel (NatterUiComposer *self)
{
  if (natter_ui_candidates_get_chosen (NATTER_UI_CANDIDATES (self->candidates)) != NULL)
    natter_ui_candidates_hide (NATTER_UI_CANDIDATES (self->candidates));
  else if (gtk_revealer_get_reveal_child (GTK_REVEALER (self->paste_revealer)))
    natter_ui_composer_end_paste (self);
  else if (self->target != NULL)
    natter_ui_composer_end_strip (self);
  else
    return FALSE;
  return TRUE;
}

static void
on_send (GSimpleAction *action,
         GVariant *parameter,
         gpointer data)
{
  natter_ui_composer_submit (data);
}

/* --- Keys --- */

static gboolean
on_candidates_key (NatterUiComposer *self,
                   guint keyval)
{
  NatterUiCandidates *candidates = NATTER_UI_CANDIDATES (self->candidates);

  switch (keyval)
    {
    case GDK_KEY_Tab:
    case GDK_KEY_Down:
      natter_ui_candidates_move (candidates, 1);
      return TRUE;
    case GDK_KEY_ISO_Left_Tab:
    case GDK_KEY_Up:
      natter_ui_candidates_move (candidates, -1);
      return TRUE;
    case GDK_KEY_Return:
    case GDK_KEY_KP_Enter:
      natter_ui_composer_choose (self, natter_ui_candidates_get_chosen (candidates));
      return TRUE;
    case GDK_KEY_Escape:
      natter_ui_candidates_hide (candidates);
      return TRUE;
    default:
      return FALSE;
    }
}

static gboolean
on_enter (NatterUiComposer *self,
          GdkEventKey *event)
{
  if (event->state & (GDK_SHIFT_MASK | GDK_CONTROL_MASK | GDK_MOD1_MASK))
    return GDK_EVENT_PROPAGATE;
  if (!gtk_text_view_im_context_filter_keypress (GTK_TEXT_VIEW (self->view), event))
    natter_ui_composer_submit (self);
  return GDK_EVENT_STOP;
}

static gboolean
on_key_press (NatterUiComposer *self,
              GdkEventKey *event)
{
  guint modifiers = event->state & gtk_accelerator_get_default_mod_mask ();

  if (natter_ui_candidates_get_chosen (NATTER_UI_CANDIDATES (self->candidates)) != NULL &&
      on_candidates_key (self, event->keyval))
    return GDK_EVENT_STOP;
  switch (event->keyval)
    {
    case GDK_KEY_Return:
    case GDK_KEY_KP_Enter:
      return on_enter (self, event);
    case GDK_KEY_Tab:
      return modifiers == 0 && natter_ui_composer_complete (self);
    case GDK_KEY_Up:
      return modifiers == 0 && gtk_text_buffer_get_char_count (self->buffer) == 0 && natter_ui_composer_edit_last (self);
    case GDK_KEY_Page_Up:
    case GDK_KEY_Page_Down:
      if (modifiers != 0)
        return GDK_EVENT_PROPAGATE;
      g_signal_emit (self, signals[SCROLL], 0, event->keyval == GDK_KEY_Page_Up ? -1 : 1);
      return GDK_EVENT_STOP;
    default:
      return GDK_EVENT_PROPAGATE;
    }
}

gboolean
natter_ui_composer_type (NatterUiComposer *self,
                         GdkEventKey *event)
{
  gunichar c = gdk_keyval_to_unicode (event->keyval);

  if (event->state & (GDK_CONTROL_MASK | GDK_MOD1_MASK | GDK_SUPER_MASK) || c < ' ' || c == 0x7f)
    return FALSE;
  gtk_widget_grab_focus (self->view);
  return gtk_widget_event (self->view, (GdkEvent *) event);
}

GtkWidget *
natter_ui_composer_get_view (NatterUiComposer *self)
{
  return self->view;
}

static void
on_style_updated (NatterUiComposer *self)
{
  g_autoptr (PangoLayout) layout = gtk_widget_create_pango_layout (self->view, "X");
  int height;

  pango_layout_get_pixel_size (layout, NULL, &height);
  gtk_scrolled_window_set_max_content_height (GTK_SCROLLED_WINDOW (self->scrolled), LINES_MOST * height + 16);
}

/* GTK's list of emoji, which is the text view's. (nullable) until it was opened */
static GtkPopover *
get_chooser (NatterUiComposer *self)
{
  return g_object_get_data (G_OBJECT (self->view), "gtk-emoji-chooser");
}

static void
find_scrolled (GtkWidget *widget,
               gpointer data)
{
  GtkWidget **found = data;

  if (GTK_IS_SCROLLED_WINDOW (widget))
    *found = widget;
  else if (*found == NULL && GTK_IS_CONTAINER (widget))
    gtk_container_forall (GTK_CONTAINER (widget), find_scrolled, data);
}

static void
on_emoji_allocated (GtkScrolledWindow *scrolled)
{
  g_signal_emit_by_name (gtk_scrolled_window_get_vadjustment (scrolled), "value-changed");
}

/* GTK finds out which kind it shows before anything has a place: that was always the last, the flags. */
static void
watch_chooser (GtkPopover *chooser)
{
  GtkWidget *scrolled = NULL;

  find_scrolled (GTK_WIDGET (chooser), &scrolled);
  if (scrolled != NULL && g_signal_handler_find (scrolled, G_SIGNAL_MATCH_FUNC, 0, 0, NULL, on_emoji_allocated, NULL) == 0)
    g_signal_connect_after (scrolled, "size-allocate", G_CALLBACK (on_emoji_allocated), NULL);
}

/* At the cursor. */
void
natter_ui_composer_ask_emoji (NatterUiComposer *self)
{
  GtkPopover *chooser = get_chooser (self);

  if (chooser != NULL)
    gtk_popover_set_relative_to (chooser, self->view);
  gtk_widget_grab_focus (self->view);
  g_signal_emit_by_name (self->view, "insert-emoji");
  chooser = get_chooser (self);
  if (chooser != NULL)
    watch_chooser (chooser);
}

/* Above the button, and not at the cursor, which may be far from there. */
static void
on_emoji (GSimpleAction *action,
          GVariant *parameter,
          gpointer data)
{
  NatterUiComposer *self = data;
  GtkPopover *chooser;
  GdkRectangle place;

  natter_ui_composer_ask_emoji (self);
  chooser = get_chooser (self);
  if (chooser == NULL)
    return;
  place = (GdkRectangle){ 0, 0, gtk_widget_get_allocated_width (self->emoji_button), gtk_widget_get_allocated_height (self->emoji_button) };
  gtk_popover_set_relative_to (chooser, self->emoji_button);
  gtk_popover_set_pointing_to (chooser, &place);
}

static void
on_cancel_strip (GSimpleAction *action,
                 GVariant *parameter,
                 gpointer data)
{
  NatterUiComposer *self = data;

  natter_ui_composer_end_strip (self);
  gtk_widget_grab_focus (self->view);
}

static const GActionEntry action_entries[] = {
  { .name = "send", .activate = on_send },
  { .name = "emoji", .activate = on_emoji },
  { .name = "cancel", .activate = on_cancel_strip },
};

static void
natter_ui_composer_dispose (GObject *object)
{
  NatterUiComposer *self = NATTER_UI_COMPOSER (object);

  natter_ui_composer_end_strip (self);
  natter_ui_composer_forget_paste (self);
  g_clear_pointer (&self->candidates, gtk_widget_destroy);
  G_OBJECT_CLASS (natter_ui_composer_parent_class)->dispose (object);
}

static void
natter_ui_composer_finalize (GObject *object)
{
  NatterUiComposer *self = NATTER_UI_COMPOSER (object);

  g_clear_object (&self->session);
  g_clear_object (&self->room);
  g_clear_object (&self->actions);
  G_OBJECT_CLASS (natter_ui_composer_parent_class)->finalize (object);
}

static void
natter_ui_composer_class_init (NatterUiComposerClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = natter_ui_composer_dispose;
  G_OBJECT_CLASS (klass)->finalize = natter_ui_composer_finalize;
  signals[SUBMITTED] = g_signal_new ("submitted", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                     G_TYPE_NONE, 0);
  signals[SCROLL] = g_signal_new ("scroll", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                  G_TYPE_NONE, 1, G_TYPE_INT);

  gtk_widget_class_set_template_from_resource (widget_class, NATTER_UI_RESOURCES "natter-ui-composer.ui");
  gtk_widget_class_bind_template_child (widget_class, NatterUiComposer, error_revealer);
  gtk_widget_class_bind_template_child (widget_class, NatterUiComposer, error_label);
  gtk_widget_class_bind_template_child (widget_class, NatterUiComposer, slow_revealer);
  gtk_widget_class_bind_template_child (widget_class, NatterUiComposer, slow_label);
  gtk_widget_class_bind_template_child (widget_class, NatterUiComposer, strip_revealer);
  gtk_widget_class_bind_template_child (widget_class, NatterUiComposer, strip_title);
  gtk_widget_class_bind_template_child (widget_class, NatterUiComposer, strip_quote);
  gtk_widget_class_bind_template_child (widget_class, NatterUiComposer, paste_revealer);
  gtk_widget_class_bind_template_child (widget_class, NatterUiComposer, paste_label);
  gtk_widget_class_bind_template_child (widget_class, NatterUiComposer, scrolled);
  gtk_widget_class_bind_template_child (widget_class, NatterUiComposer, view);
  gtk_widget_class_bind_template_child (widget_class, NatterUiComposer, placeholder);
  gtk_widget_class_bind_template_child (widget_class, NatterUiComposer, emoji_button);
  gtk_widget_class_bind_template_child (widget_class, NatterUiComposer, send_button);
  gtk_widget_class_bind_template_callback (widget_class, on_key_press);
  gtk_widget_class_bind_template_callback (widget_class, on_style_updated);
}

static void
natter_ui_composer_init (NatterUiComposer *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (self->view));
  self->actions = g_simple_action_group_new ();
  g_action_map_add_action_entries (G_ACTION_MAP (self->actions), action_entries, G_N_ELEMENTS (action_entries), self);
  gtk_widget_insert_action_group (GTK_WIDGET (self), "composer", G_ACTION_GROUP (self->actions));
  self->candidates = natter_ui_candidates_new (self->view);
  g_signal_connect_object (self->candidates, "chosen", G_CALLBACK (natter_ui_composer_choose), self, G_CONNECT_SWAPPED);
  natter_ui_composer_watch_paste (self);
  g_signal_connect_object (self->buffer, "changed", G_CALLBACK (on_text_changed), self, G_CONNECT_SWAPPED);
  on_style_updated (self);
  on_text_changed (self);
  show_placeholder (self);
}
