/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "natter-ui-tags.h"

/* How a message is set apart from what is around it. */
static void
make_lines (NatterUiTags *self,
            GtkTextBuffer *buffer)
{
  self->own = gtk_text_buffer_create_tag (buffer, "own", NULL);
  self->mention = gtk_text_buffer_create_tag (buffer, "mention", NULL);
  self->header = gtk_text_buffer_create_tag (buffer, "header", NULL);
  self->time = gtk_text_buffer_create_tag (buffer, "time", "scale", 0.85, NULL);
  self->body = gtk_text_buffer_create_tag (buffer, "body", NULL);
  self->me = gtk_text_buffer_create_tag (buffer, "me", "style", PANGO_STYLE_ITALIC, NULL);
  self->notice = gtk_text_buffer_create_tag (buffer, "notice", "scale", 0.9, NULL);
  self->reply = gtk_text_buffer_create_tag (buffer, "reply", "pixels-above-lines", 2, NULL);
  self->error = gtk_text_buffer_create_tag (buffer, "error", NULL);
  self->day = gtk_text_buffer_create_tag (buffer, "day", "justification", GTK_JUSTIFY_CENTER, "scale", 0.85,
                                          "weight", PANGO_WEIGHT_BOLD, "pixels-above-lines", 14,
                                          "pixels-below-lines", 2, NULL);
  self->fresh = gtk_text_buffer_create_tag (buffer, "new", "justification", GTK_JUSTIFY_CENTER, "scale", 0.85,
                                            "weight", PANGO_WEIGHT_BOLD, "pixels-above-lines", 10,
                                            "pixels-below-lines", 2, NULL);
  self->pending = gtk_text_buffer_create_tag (buffer, "pending", NULL);
  for (guint i = 0; i < NATTER_UI_N_COLOURS; i++)
    self->names[i] = gtk_text_buffer_create_tag (buffer, NULL, "weight", PANGO_WEIGHT_BOLD, NULL);
}

/* What of a text has a look of its own. Later ones have the last word. */
static void
make_styles (NatterUiTags *self,
             GtkTextBuffer *buffer)
{
  self->bold = gtk_text_buffer_create_tag (buffer, "bold", "weight", PANGO_WEIGHT_BOLD, NULL);
  self->italic = gtk_text_buffer_create_tag (buffer, "italic", "style", PANGO_STYLE_ITALIC, NULL);
  self->strike = gtk_text_buffer_create_tag (buffer, "strike", "strikethrough", TRUE, NULL);
  for (guint i = 1; i <= NATTER_UI_FORMAT_INDENT; i++)
    self->indents[i] = gtk_text_buffer_create_tag (buffer, NULL, NULL);
  self->quote = gtk_text_buffer_create_tag (buffer, "quote", NULL);
  self->code = gtk_text_buffer_create_tag (buffer, "code", "family", "monospace", "fallback", TRUE, NULL);
  self->block = gtk_text_buffer_create_tag (buffer, "block", "family", "monospace", "pixels-above-lines", 0,
                                            "pixels-below-lines", 0, NULL);
  self->aside = gtk_text_buffer_create_tag (buffer, "aside", "scale", 0.9, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (self->links); i++)
    self->links[i] = gtk_text_buffer_create_tag (buffer, i == 0 ? "link" : NULL, "underline", PANGO_UNDERLINE_SINGLE, NULL);
}

/* What does something when it is activated. */
static void
make_places (NatterUiTags *self,
             GtkTextBuffer *buffer)
{
  self->reaction = gtk_text_buffer_create_tag (buffer, "reaction", NULL);
  self->mine = gtk_text_buffer_create_tag (buffer, "mine", "weight", PANGO_WEIGHT_BOLD, NULL);
  self->jump = gtk_text_buffer_create_tag (buffer, "jump", NULL);
  self->action = gtk_text_buffer_create_tag (buffer, "action", "weight", PANGO_WEIGHT_BOLD, "underline",
                                             PANGO_UNDERLINE_SINGLE, NULL);
  self->retry = gtk_text_buffer_create_tag (buffer, "retry", NULL);
  self->edit = gtk_text_buffer_create_tag (buffer, "edit", NULL);
  self->discard = gtk_text_buffer_create_tag (buffer, "discard", NULL);
  self->unfold = gtk_text_buffer_create_tag (buffer, "unfold", NULL);
  self->copy = gtk_text_buffer_create_tag (buffer, "copy", "family", "sans", "scale", 0.8, NULL);
}

void
natter_ui_tags_make (NatterUiTags *self,
                     GtkTextBuffer *buffer)
{
  make_lines (self, buffer);
  make_styles (self, buffer);
  make_places (self, buffer);
  natter_ui_tags_set_compact (self, FALSE);
}

void
natter_ui_tags_set_compact (NatterUiTags *self,
                            gboolean compact)
{
  g_object_set (self->header, "pixels-above-lines", compact ? 4 : 12, NULL);
  g_object_set (self->body, "pixels-above-lines", compact ? 0 : 1, "pixels-below-lines", compact ? 1 : 3, NULL);
  g_object_set (self->me, "pixels-above-lines", compact ? 2 : 6, NULL);
  g_object_set (self->notice, "pixels-above-lines", compact ? 2 : 6, NULL);
}

/* Between @ground (0) and @ink (1). */
static GdkRGBA
mix (const GdkRGBA *ink,
     const GdkRGBA *ground,
     double amount)
{
  return (GdkRGBA){ ground->red + (ink->red - ground->red) * amount,
                    ground->green + (ink->green - ground->green) * amount,
                    ground->blue + (ink->blue - ground->blue) * amount, 1.0 };
}

static void
set_foreground (GtkTextTag *tag,
                GdkRGBA colour)
{
  g_object_set (tag, "foreground-rgba", &colour, NULL);
}

static void
set_ground (GtkTextTag *tag,
            GdkRGBA colour)
{
  g_object_set (tag, "background-rgba", &colour, NULL);
}

/* At both sides: a paragraph begins at the one or the other. */
static void
set_indents (NatterUiTags *self)
{
  gboolean rtl = self->direction == GTK_TEXT_DIR_RTL;
  int left = rtl ? NATTER_UI_RENDER_GAP : NATTER_UI_RENDER_MARGIN, right = rtl ? NATTER_UI_RENDER_MARGIN : NATTER_UI_RENDER_GAP;

  for (guint i = 1; i <= NATTER_UI_FORMAT_INDENT; i++)
    g_object_set (self->indents[i], "left-margin", left + (int) i * NATTER_UI_RENDER_INDENT, "right-margin",
                  right + (int) i * NATTER_UI_RENDER_INDENT, NULL);
  g_object_set (self->block, "left-margin", left + NATTER_UI_RENDER_PADDING, "right-margin", right + NATTER_UI_RENDER_PADDING, NULL);
}

static void
set_tints (NatterUiTags *self,
           const GdkRGBA *ink,
           const GdkRGBA *ground,
           gboolean dark)
{
  const GdkRGBA gold = { 0.96, 0.80, 0.10, 1 };
  GdkRGBA blue = natter_ui_colour_get (0, dark);

  self->colours[NATTER_UI_LINE_DAY] = mix (ink, ground, 0.2);
  self->colours[NATTER_UI_LINE_NEW] = natter_ui_colour_get (2, dark);
  self->colours[NATTER_UI_LINE_OWN] = mix (&blue, ground, dark ? 0.14 : 0.08);
  self->colours[NATTER_UI_LINE_MENTION] = mix (&gold, ground, dark ? 0.14 : 0.22);
  self->colours[NATTER_UI_LINE_REPLY] = mix (ink, ground, 0.06);
  self->block_colour = mix (ink, ground, dark ? 0.08 : 0.07);
  self->bar_colour = mix (ink, ground, 0.3);
  set_ground (self->code, self->block_colour);
  set_ground (self->reaction, mix (ink, ground, 0.1));
  set_ground (self->mine, mix (&blue, ground, dark ? 0.3 : 0.2));
}

void
natter_ui_tags_set_look (NatterUiTags *self,
                         const GdkRGBA *ink,
                         const GdkRGBA *ground,
                         GtkTextDirection direction)
{
  const GdkRGBA black = { 0, 0, 0, 1 }, white = { 1, 1, 1, 1 };
  gboolean dark = natter_ui_colour_contrast (ground, &black) < natter_ui_colour_contrast (ground, &white);
  GdkRGBA dim = mix (ink, ground, 0.72), blue = natter_ui_colour_get (0, dark), red = natter_ui_colour_get (2, dark);
  GtkTextTag *dimmed[] = { self->time, self->notice, self->day, self->pending, self->aside };
  GtkTextTag *blues[] = { self->links[0], self->links[1], self->action, self->copy };

  for (guint i = 0; i < G_N_ELEMENTS (dimmed); i++)
    set_foreground (dimmed[i], dim);
  for (guint i = 0; i < G_N_ELEMENTS (blues); i++)
    set_foreground (blues[i], blue);
  for (guint i = 0; i < NATTER_UI_N_COLOURS; i++)
    set_foreground (self->names[i], natter_ui_colour_get (i, dark));
  set_foreground (self->error, red);
  set_foreground (self->fresh, red);
  set_foreground (self->quote, mix (ink, ground, 0.8));
  self->direction = direction;
  set_tints (self, ink, ground, dark);
  set_indents (self);
}

static gboolean
is_right_to_left (GUnicodeScript script)
{
  switch ((int) script)
    {
    case G_UNICODE_SCRIPT_ARABIC:
    case G_UNICODE_SCRIPT_HEBREW:
    case G_UNICODE_SCRIPT_SYRIAC:
    case G_UNICODE_SCRIPT_THAANA:
    case G_UNICODE_SCRIPT_NKO:
    case G_UNICODE_SCRIPT_SAMARITAN:
    case G_UNICODE_SCRIPT_MANDAIC:
    case G_UNICODE_SCRIPT_ADLAM:
    case G_UNICODE_SCRIPT_HANIFI_ROHINGYA:
      return TRUE;
    default:
      return FALSE;
    }
}

/* As its first letter has it; without one it is as the window. */
static GtkTextDirection
get_direction (const char *text)
{
  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    if (g_unichar_isalpha (g_utf8_get_char (p)))
      return is_right_to_left (g_unichar_get_script (g_utf8_get_char (p))) ? GTK_TEXT_DIR_RTL : GTK_TEXT_DIR_LTR;
  return GTK_TEXT_DIR_NONE;
}

const char *
natter_ui_tags_get_mark (NatterUiTags *self,
                         const char *text)
{
  if (get_direction (text) == self->direction || self->direction == GTK_TEXT_DIR_NONE)
    return NULL;
  if (self->direction == GTK_TEXT_DIR_RTL)
    return "\xe2\x80\x8f"; /* RIGHT-TO-LEFT MARK */
  return "\xe2\x80\x8e"; /* LEFT-TO-RIGHT MARK: also where it has no letters, or it would run as the paragraph above */
}
