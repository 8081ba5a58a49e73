/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "natter-ui-render-private.h"

/* What stands where. */

static gboolean
has_link (NatterUiRender *self,
          const GtkTextIter *where)
{
  return gtk_text_iter_has_tag (where, self->tags.links[0]) || gtk_text_iter_has_tag (where, self->tags.links[1]);
}

NatterUiPlace
natter_ui_render_get_place (NatterUiRender *self,
                            const GtkTextIter *where)
{
  const struct
  {
    GtkTextTag *tag;
    NatterUiPlace place;
  } places[] = {
    { self->tags.retry, NATTER_UI_PLACE_RETRY },
    { self->tags.edit, NATTER_UI_PLACE_EDIT },
    { self->tags.discard, NATTER_UI_PLACE_DISCARD },
    { self->tags.unfold, NATTER_UI_PLACE_UNFOLD },
    { self->tags.copy, NATTER_UI_PLACE_COPY },
    { self->tags.jump, NATTER_UI_PLACE_QUOTE },
    { self->tags.day, NATTER_UI_PLACE_DAY },
    { self->tags.reaction, NATTER_UI_PLACE_REACTION },
  };

  if (has_link (self, where))
    return NATTER_UI_PLACE_LINK;
  for (guint i = 0; i < G_N_ELEMENTS (places); i++)
    if (gtk_text_iter_has_tag (where, places[i].tag))
      return places[i].place;
  return NATTER_UI_PLACE_NOTHING;
}

static char *
dup_tagged (NatterUiRender *self,
            const GtkTextIter *where,
            GtkTextTag *tag)
{
  GtkTextIter start = *where, end = *where;

  if (!gtk_text_iter_starts_tag (&start, tag))
    gtk_text_iter_backward_to_tag_toggle (&start, tag);
  gtk_text_iter_forward_to_tag_toggle (&end, tag);
  return gtk_text_buffer_get_text (self->buffer, &start, &end, FALSE);
}

char *
natter_ui_render_get_sender (NatterUiRender *self,
                             const GtkTextIter *where)
{
  GtkTextIter start = *where;

  gtk_text_iter_set_line_offset (&start, 0);
  if (!gtk_text_iter_has_tag (&start, self->tags.header))
    return NULL;
  if (gtk_text_iter_get_char (&start) == 0x200e || gtk_text_iter_get_char (&start) == 0x200f)
    gtk_text_iter_forward_char (&start);
  for (guint i = 0; i < NATTER_UI_N_COLOURS; i++)
    if (gtk_text_iter_has_tag (&start, self->tags.names[i]))
      return dup_tagged (self, &start, self->tags.names[i]);
  return NULL;
}

gboolean
natter_ui_render_is_code (NatterUiRender *self,
                          const GtkTextIter *where,
                          GdkRGBA *colour)
{
  GtkTextIter start = *where;

  gtk_text_iter_set_line_offset (&start, 0);
  *colour = self->tags.block_colour;
  return gtk_text_iter_has_tag (&start, self->tags.block);
}

guint
natter_ui_render_get_quote (NatterUiRender *self,
                            const GtkTextIter *where,
                            GdkRGBA *colour)
{
  GtkTextIter start = *where;

  gtk_text_iter_set_line_offset (&start, 0);
  *colour = self->tags.bar_colour;
  if (!gtk_text_iter_has_tag (&start, self->tags.quote))
    return 0;
  for (guint i = NATTER_UI_FORMAT_INDENT; i > 0; i--)
    if (gtk_text_iter_has_tag (&start, self->tags.indents[i]))
      return i;
  return 0;
}

NatterUiLine
natter_ui_render_get_line (NatterUiRender *self,
                           const GtkTextIter *where,
                           GdkRGBA *colour)
{
  GtkTextTag *const tags[] = { [NATTER_UI_LINE_DAY] = self->tags.day,
                               [NATTER_UI_LINE_NEW] = self->tags.fresh,
                               [NATTER_UI_LINE_OWN] = self->tags.own,
                               [NATTER_UI_LINE_MENTION] = self->tags.mention,
                               [NATTER_UI_LINE_REPLY] = self->tags.reply };
  GtkTextIter start = *where;

  gtk_text_iter_set_line_offset (&start, 0);
  for (guint i = NATTER_UI_LINE_DAY; i < G_N_ELEMENTS (tags); i++)
    if (gtk_text_iter_has_tag (&start, tags[i]))
      {
        *colour = self->tags.colours[i];
        return i;
      }
  return NATTER_UI_LINE_PLAIN;
}
