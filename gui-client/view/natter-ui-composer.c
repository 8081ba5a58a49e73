/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "gui-client/model/natter-ui-completion.h"

#include "natter-ui-candidates.h"
#include "natter-ui-composer.h"
#include "natter-ui-widgets.h"

#define LINES_MOST 8

struct _NatterUiComposer
{
  GtkBox parent_instance;

  GtkWidget *error_revealer;
  GtkWidget *error_label;
  GtkWidget *scrolled;
  GtkWidget *view;
  GtkWidget *placeholder;
  GtkWidget *send_button;

  GtkWidget *candidates;
  GtkTextBuffer *buffer;    /* of the view; borrowed */
  NatterUiSession *session; /* (nullable) until set */
  NatterUiRoom *room;       /* (nullable) */
  GSimpleActionGroup *actions;
  gboolean turning;    /* the text is another room's now */
  gboolean completing; /* the text changes by our own doing */
};

enum
{
  SUBMITTED,
  SCROLL,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_TYPE (NatterUiComposer, natter_ui_composer, GTK_TYPE_BOX)

static char *
dup_text (NatterUiComposer *self)
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

static void
keep_draft (NatterUiComposer *self)
{
  g_autofree char *text = dup_text (self);

  if (self->room != NULL)
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

void
natter_ui_composer_submit (NatterUiComposer *self)
{
  g_autofree char *text = dup_text (self);
  g_autofree char *stripped = g_strstrip (g_strdup (text));
  g_autoptr (NatterUiRoom) room = self->room != NULL ? g_object_ref (self->room) : NULL;
  g_autoptr (GError) error = NULL;

  if (stripped[0] == '\0')
    return;
  /* Emptied first: the command may turn to another room, whose draft comes here. */
  gtk_text_buffer_set_text (self->buffer, "", 0);
  if (natter_ui_session_submit (self->session, room, text, &error))
    {
      if (room != NULL && room != self->room)
        natter_ui_room_set_draft (room, "");
      g_signal_emit (self, signals[SUBMITTED], 0);
      return;
    }
  gtk_text_buffer_set_text (self->buffer, text, -1);
  natter_ui_composer_show_error (self, error->message);
}

static void
on_send (GSimpleAction *action,
         GVariant *parameter,
         gpointer data)
{
  natter_ui_composer_submit (data);
}

/* --- Completion --- */

static NatterUiCompletion *
get_completion (NatterUiComposer *self)
{
  GtkTextIter start, cursor;
  g_autofree char *text = dup_text (self), *before = NULL;

  gtk_text_buffer_get_start_iter (self->buffer, &start);
  gtk_text_buffer_get_iter_at_mark (self->buffer, &cursor, gtk_text_buffer_get_insert (self->buffer));
  before = gtk_text_buffer_get_text (self->buffer, &start, &cursor, FALSE);
  return natter_ui_completion_new_for_room (self->session, self->room, text, strlen (before));
}

static void
put_candidate (NatterUiComposer *self,
               const NatterUiCompletion *completion,
               const char *candidate)
{
  g_autofree char *text = dup_text (self);
  GtkTextIter start, end;

  gtk_text_buffer_get_iter_at_offset (self->buffer, &start, (int) g_utf8_pointer_to_offset (text, text + completion->start));
  gtk_text_buffer_get_iter_at_offset (self->buffer, &end, (int) g_utf8_pointer_to_offset (text, text + completion->end));
  self->completing = TRUE;
  gtk_text_buffer_begin_user_action (self->buffer);
  gtk_text_buffer_delete (self->buffer, &start, &end);
  gtk_text_buffer_insert (self->buffer, &start, candidate, -1);
  gtk_text_buffer_end_user_action (self->buffer);
  gtk_text_buffer_place_cursor (self->buffer, &start);
  self->completing = FALSE;
  natter_ui_candidates_hide (NATTER_UI_CANDIDATES (self->candidates));
}

static void
choose (NatterUiComposer *self,
        const char *candidate)
{
  g_autoptr (NatterUiCompletion) completion = get_completion (self);
  g_autofree char *chosen = g_strdup (candidate);

  put_candidate (self, completion, chosen);
}

static void
open_candidates (NatterUiComposer *self,
                 const NatterUiCompletion *completion)
{
  GtkTextView *view = GTK_TEXT_VIEW (self->view);
  GtkTextIter cursor;
  GdkRectangle where;

  gtk_text_buffer_get_iter_at_mark (self->buffer, &cursor, gtk_text_buffer_get_insert (self->buffer));
  gtk_text_view_get_iter_location (view, &cursor, &where);
  gtk_text_view_buffer_to_window_coords (view, GTK_TEXT_WINDOW_WIDGET, where.x, where.y, &where.x, &where.y);
  where.width = 1;
  natter_ui_candidates_show (NATTER_UI_CANDIDATES (self->candidates), (const char *const *) completion->candidates,
                             &where);
}

/* FALSE: there is nothing to complete, and Tab goes on to the next widget. */
static gboolean
complete (NatterUiComposer *self)
{
  g_autoptr (NatterUiCompletion) completion = NULL;
  guint n;

  if (gtk_text_buffer_get_char_count (self->buffer) == 0)
    return FALSE;
  completion = get_completion (self);
  n = g_strv_length (completion->candidates);
  if (n == 1)
    put_candidate (self, completion, completion->candidates[0]);
  else if (n > 1)
    open_candidates (self, completion);
  return n > 0;
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
      choose (self, natter_ui_candidates_get_chosen (candidates));
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
      return modifiers == 0 && complete (self);
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

static const GActionEntry action_entries[] = {
  { .name = "send", .activate = on_send },
};

static void
natter_ui_composer_dispose (GObject *object)
{
  NatterUiComposer *self = NATTER_UI_COMPOSER (object);

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
  gtk_widget_class_bind_template_child (widget_class, NatterUiComposer, scrolled);
  gtk_widget_class_bind_template_child (widget_class, NatterUiComposer, view);
  gtk_widget_class_bind_template_child (widget_class, NatterUiComposer, placeholder);
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
  g_signal_connect_object (self->candidates, "chosen", G_CALLBACK (choose), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->buffer, "changed", G_CALLBACK (on_text_changed), self, G_CONNECT_SWAPPED);
  on_style_updated (self);
  on_text_changed (self);
  show_placeholder (self);
}
