/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "shared/natter-event.h"

#include "natter-ui-fold.h"
#include "natter-ui-render-private.h"

/* What was said, with its looks. */

#define FOLD_LINES       20
#define FOLD_LINES_REPLY 60 /* what was asked for is read */

typedef struct
{
  NatterUiRender *render;
  GtkTextIter *where;
  GtkTextTag *base;
  const char *text;
  const char *uri; /* (nullable) of the last link */
  guint n_links;
} Writer;

static void
apply (Writer *self,
       GtkTextTag *tag,
       int offset)
{
  GtkTextIter start;

  gtk_text_buffer_get_iter_at_offset (self->render->buffer, &start, offset);
  gtk_text_buffer_apply_tag (self->render->buffer, tag, &start, self->where);
}

/* A link may have several looks, and be many runs. */
static GtkTextTag *
get_link_tag (Writer *self,
              const NatterUiRun *run)
{
  if (run->uri != self->uri)
    self->n_links++;
  self->uri = run->uri;
  return self->render->tags.links[self->n_links % 2];
}

static void
apply_looks (Writer *self,
             const NatterUiRun *run,
             int offset)
{
  NatterUiTags *tags = &self->render->tags;
  const struct
  {
    NatterUiStyle style;
    GtkTextTag *tag;
  } looks[] = {
    { NATTER_UI_STYLE_BOLD, tags->bold },
    { NATTER_UI_STYLE_ITALIC, tags->italic },
    { NATTER_UI_STYLE_STRIKE, tags->strike },
    { NATTER_UI_STYLE_CODE, tags->code },
    { NATTER_UI_STYLE_BLOCK, tags->block },
    { NATTER_UI_STYLE_QUOTE, tags->quote },
    { NATTER_UI_STYLE_ASIDE, tags->aside },
  };

  for (guint i = 0; i < G_N_ELEMENTS (looks); i++)
    if (run->style & looks[i].style)
      apply (self, looks[i].tag, offset);
  if (run->indent > 0 && !(run->style & NATTER_UI_STYLE_BLOCK))
    apply (self, tags->indents[run->indent], offset);
  if (run->uri != NULL)
    apply (self, get_link_tag (self, run), offset);
  else
    self->uri = NULL;
}

/* Above a block of code. */
static void
put_copy (Writer *self)
{
  NatterUiTags *tags = &self->render->tags;
  int offset = gtk_text_iter_get_offset (self->where);

  /* Translators: copies the block of code below. */
  natter_ui_render_put_action (self->render, self->where, C_ ("code", "Copy"), tags->block, tags->copy);
  natter_ui_render_put (self->render, self->where, "\n", tags->block, NULL);
  apply (self, self->base, offset);
}

/* The part of @run before byte @end. */
static void
put_run (Writer *self,
         const NatterUiRun *run,
         gsize end)
{
  int offset;

  if (run->style & NATTER_UI_STYLE_BLOCK)
    put_copy (self);
  offset = gtk_text_iter_get_offset (self->where);
  gtk_text_buffer_insert_with_tags (self->render->buffer, self->where, self->text + run->start,
                                    (int) (MIN (run->end, end) - run->start), self->base, NULL);
  if (run->style != NATTER_UI_STYLE_PLAIN || run->indent > 0 || run->uri != NULL)
    apply_looks (self, run, offset);
}

static NatterUiFormat *
format (NatterUiMessage *message)
{
  NatterUiMessageKind kind = natter_ui_message_get_kind (message);
  const char *text = natter_ui_message_get_text (message);

  if (kind == NATTER_UI_MESSAGE_SAY || kind == NATTER_UI_MESSAGE_ME)
    return natter_ui_format_new (text);
  return natter_ui_format_new_plain (text);
}

/* A link or a block that is cut is none: half an address leads elsewhere. */
static gboolean
is_cut (const NatterUiRun *run,
        gsize end)
{
  return run->end > end && run->uri != NULL;
}

void
natter_ui_render_put_text (NatterUiRender *self,
                           GtkTextIter *where,
                           const NatterUiRenderItem *item,
                           GtkTextTag *style)
{
  g_autoptr (NatterUiFormat) shown = format (item->message);
  gboolean talk = style != self->tags.reply;
  gsize fold = item->unfolded ? 0 : natter_ui_fold_at (shown->text, talk ? FOLD_LINES : FOLD_LINES_REPLY);
  gsize end = fold > 0 ? fold : strlen (shown->text);
  Writer writer = { .render = self, .where = where, .base = style, .text = shown->text };

  for (guint i = 0; i < shown->runs->len; i++)
    {
      NatterUiRun run = g_array_index (shown->runs, NatterUiRun, i);

      if (run.start >= end)
        break;
      if (is_cut (&run, end))
        run.uri = NULL;
      put_run (&writer, &run, end);
    }
  if (fold == 0)
    return;
  natter_ui_render_put (self, where, "… ", style, NULL);
  /* Translators: shows the rest of a very long message. */
  natter_ui_render_put_action (self, where, _("Show all"), style, self->tags.unfold);
}

/* How many places with one of @tags begin from @start to @where. */
static guint
count_begun (const GtkTextIter *start,
             const GtkTextIter *where,
             GtkTextTag *const *tags,
             guint n_tags)
{
  GtkTextIter iter = *start;
  guint n = 0;

  do
    for (guint i = 0; i < n_tags; i++)
      n += gtk_text_iter_starts_tag (&iter, tags[i]);
  while (gtk_text_iter_forward_to_tag_toggle (&iter, NULL) && gtk_text_iter_compare (&iter, where) <= 0);
  return n;
}

/* Link number @n, from 1. (transfer full) (nullable) */
static char *
dup_link (const NatterUiFormat *shown,
          guint n)
{
  const char *last = NULL;

  for (guint i = 0; i < shown->runs->len; i++)
    {
      const NatterUiRun *run = &g_array_index (shown->runs, NatterUiRun, i);

      n -= run->uri != NULL && run->uri != last;
      last = run->uri;
      if (n == 0)
        return g_strdup (run->uri);
    }
  return NULL;
}

/* Block of code number @n, from 1. (transfer full) (nullable) */
static char *
dup_code (const NatterUiFormat *shown,
          guint n)
{
  for (guint i = 0; i < shown->runs->len; i++)
    {
      const NatterUiRun *run = &g_array_index (shown->runs, NatterUiRun, i);

      n -= (run->style & NATTER_UI_STYLE_BLOCK) != 0;
      if (n == 0)
        return g_strchomp (g_strndup (shown->text + run->start, run->end - run->start));
    }
  return NULL;
}

/* Reaction number @n, from 1. (transfer full) (nullable) */
static char *
dup_reaction (NatterUiMessage *message,
              guint n)
{
  const GPtrArray *reactions = natter_ui_message_get_reactions (message);

  if (reactions == NULL || n == 0 || n > reactions->len)
    return NULL;
  return g_strdup (((const NatterReaction *) g_ptr_array_index (reactions, n - 1))->text);
}

char *
natter_ui_render_dup_detail (NatterUiRender *self,
                             const GtkTextIter *start,
                             const GtkTextIter *where,
                             NatterUiMessage *message)
{
  g_autoptr (NatterUiFormat) shown = format (message);

  switch (natter_ui_render_get_place (self, where))
    {
    case NATTER_UI_PLACE_LINK:
      return dup_link (shown, count_begun (start, where, self->tags.links, G_N_ELEMENTS (self->tags.links)));
    case NATTER_UI_PLACE_COPY:
      return dup_code (shown, count_begun (start, where, &self->tags.copy, 1));
    case NATTER_UI_PLACE_REACTION:
      return dup_reaction (message, count_begun (start, where, &self->tags.reaction, 1));
    default:
      return NULL;
    }
}
