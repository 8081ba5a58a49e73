/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "natter-ui-tags.h"

void
natter_ui_tags_make (NatterUiTags *self,
                     GtkTextBuffer *buffer)
{
  self->own = gtk_text_buffer_create_tag (buffer, "own", NULL);
  self->mention = gtk_text_buffer_create_tag (buffer, "mention", NULL);
  self->header = gtk_text_buffer_create_tag (buffer, "header", "pixels-above-lines", 12, NULL);
  self->time = gtk_text_buffer_create_tag (buffer, "time", "scale", 0.85, NULL);
  self->body = gtk_text_buffer_create_tag (buffer, "body", "pixels-above-lines", 1, "pixels-below-lines", 3, NULL);
  self->me = gtk_text_buffer_create_tag (buffer, "me", "pixels-above-lines", 6, "style", PANGO_STYLE_ITALIC, NULL);
  self->notice = gtk_text_buffer_create_tag (buffer, "notice", "pixels-above-lines", 6, "scale", 0.9, NULL);
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
  self->link = gtk_text_buffer_create_tag (buffer, "link", "underline", PANGO_UNDERLINE_SINGLE, NULL);
  self->action = gtk_text_buffer_create_tag (buffer, "action", "weight", PANGO_WEIGHT_BOLD, "underline",
                                             PANGO_UNDERLINE_SINGLE, NULL);
  self->retry = gtk_text_buffer_create_tag (buffer, "retry", NULL);
  self->discard = gtk_text_buffer_create_tag (buffer, "discard", NULL);
  self->unfold = gtk_text_buffer_create_tag (buffer, "unfold", NULL);
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

void
natter_ui_tags_set_look (NatterUiTags *self,
                         const GdkRGBA *ink,
                         const GdkRGBA *ground,
                         GtkTextDirection direction)
{
  const GdkRGBA black = { 0, 0, 0, 1 }, white = { 1, 1, 1, 1 }, gold = { 0.96, 0.80, 0.10, 1 };
  gboolean dark = natter_ui_colour_contrast (ground, &black) < natter_ui_colour_contrast (ground, &white);
  GdkRGBA dim = mix (ink, ground, 0.68), blue = natter_ui_colour_get (0, dark), red = natter_ui_colour_get (2, dark);
  GtkTextTag *dimmed[] = { self->time, self->notice, self->day, self->pending };

  for (guint i = 0; i < G_N_ELEMENTS (dimmed); i++)
    set_foreground (dimmed[i], dim);
  for (guint i = 0; i < NATTER_UI_N_COLOURS; i++)
    set_foreground (self->names[i], natter_ui_colour_get (i, dark));
  set_foreground (self->link, blue);
  set_foreground (self->action, blue);
  set_foreground (self->error, red);
  set_foreground (self->fresh, red);
  self->direction = direction;
  self->colours[NATTER_UI_LINE_DAY] = mix (ink, ground, 0.2);
  self->colours[NATTER_UI_LINE_NEW] = red;
  self->colours[NATTER_UI_LINE_OWN] = mix (&blue, ground, dark ? 0.14 : 0.08);
  self->colours[NATTER_UI_LINE_MENTION] = mix (&gold, ground, dark ? 0.18 : 0.22);
  self->colours[NATTER_UI_LINE_REPLY] = mix (ink, ground, 0.06);
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
