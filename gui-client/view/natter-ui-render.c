/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "natter-ui-colours.h"
#include "natter-ui-fold.h"
#include "gui-client/model/natter-ui-links.h"
#include "natter-ui-render.h"
#include "natter-ui-tags.h"
#include "natter-ui-times.h"

#define GROUP_WITHIN (5 * 60 * G_USEC_PER_SEC)

struct _NatterUiRender
{
  GtkTextBuffer *buffer; /* borrowed */
  NatterUiTags tags;
};

NatterUiRender *
natter_ui_render_new (GtkTextBuffer *buffer)
{
  NatterUiRender *self = g_new0 (NatterUiRender, 1);

  self->buffer = buffer;
  natter_ui_tags_make (&self->tags, buffer);
  return self;
}

void
natter_ui_render_free (NatterUiRender *self)
{
  g_free (self);
}

void
natter_ui_render_set_look (NatterUiRender *self,
                           const GdkRGBA *ink,
                           const GdkRGBA *ground,
                           GtkTextDirection direction)
{
  natter_ui_tags_set_look (&self->tags, ink, ground, direction);
}

void
natter_ui_render_get_dim (NatterUiRender *self,
                          GdkRGBA *colour)
{
  g_autoptr (GdkRGBA) dim = NULL;

  g_object_get (self->tags.notice, "foreground-rgba", &dim, NULL);
  *colour = *dim;
}

static gboolean
is_talk (NatterUiMessage *message)
{
  NatterUiMessageKind kind = natter_ui_message_get_kind (message);

  return kind == NATTER_UI_MESSAGE_SAY || kind == NATTER_UI_MESSAGE_ME;
}

static gboolean
starts_day (const NatterUiRenderItem *item)
{
  return item->before == NULL ||
         natter_ui_times_get_day (natter_ui_message_get_time (item->before)) !=
           natter_ui_times_get_day (natter_ui_message_get_time (item->message));
}

static gboolean
starts_new (const NatterUiRenderItem *item)
{
  guint64 seq = natter_ui_message_get_seq (item->message);

  return item->unread_after > 0 && item->before != NULL && seq > item->unread_after && !natter_ui_message_is_own (item->message) &&
         natter_ui_message_get_seq (item->before) > 0 && natter_ui_message_get_seq (item->before) <= item->unread_after;
}

/* The same person goes on: no new heading. */
static gboolean
continues (const NatterUiRenderItem *item)
{
  NatterUiMessage *a = item->before, *b = item->message;

  return a != NULL && natter_ui_message_get_kind (a) == NATTER_UI_MESSAGE_SAY &&
         natter_ui_message_is_own (a) == natter_ui_message_is_own (b) &&
         ABS (natter_ui_message_get_time (b) - natter_ui_message_get_time (a)) < GROUP_WITHIN &&
         g_str_equal (natter_ui_message_get_from (a), natter_ui_message_get_from (b));
}

static void
put (NatterUiRender *self,
     GtkTextIter *where,
     const char *text,
     GtkTextTag *first,
     GtkTextTag *second)
{
  gtk_text_buffer_insert_with_tags (self->buffer, where, text, -1, first, second, NULL);
}

/* Headings and notices run as the window does, whatever the names in them: an invisible mark begins them where need be. */
static void
put_mark (NatterUiRender *self,
          GtkTextIter *where,
          const char *text,
          GtkTextTag *tag)
{
  const char *mark = natter_ui_tags_get_mark (&self->tags, text);

  if (mark != NULL)
    put (self, where, mark, tag, NULL);
}

static void
put_bytes (NatterUiRender *self,
           GtkTextIter *where,
           const char *text,
           gsize length,
           GtkTextTag *first,
           GtkTextTag *second)
{
  gtk_text_buffer_insert_with_tags (self->buffer, where, text, (int) length, first, second, NULL);
}

/* The first @length bytes of @text. A link that is longer than that is not one: half an address leads elsewhere. */
static void
put_text_with_links (NatterUiRender *self,
                     GtkTextIter *where,
                     const char *text,
                     gsize length,
                     GtkTextTag *style)
{
  g_autoptr (GArray) links = natter_ui_links_find (text);
  gsize done = 0;

  for (guint i = 0; i < links->len; i++)
    {
      const NatterUiLink *link = &g_array_index (links, NatterUiLink, i);

      if (link->end > length)
        break;
      put_bytes (self, where, text + done, link->start - done, style, NULL);
      put_bytes (self, where, text + link->start, link->end - link->start, style, self->tags.link);
      done = link->end;
    }
  put_bytes (self, where, text + done, length - done, style, NULL);
}

static void
put_text (NatterUiRender *self,
          GtkTextIter *where,
          const NatterUiRenderItem *item,
          GtkTextTag *style)
{
  const char *text = natter_ui_message_get_text (item->message);
  gsize fold = item->unfolded ? 0 : natter_ui_fold_at (text);

  put_text_with_links (self, where, text, fold > 0 ? fold : strlen (text), style);
  if (fold == 0)
    return;
  put (self, where, "… ", style, NULL);
  /* Translators: shows the rest of a very long message. */
  gtk_text_buffer_insert_with_tags (self->buffer, where, _ ("Show all"), -1, style, self->tags.action, self->tags.unfold,
                                    NULL);
}

static void
put_header (NatterUiRender *self,
            GtkTextIter *where,
            NatterUiMessage *message)
{
  const char *from = natter_ui_message_get_from (message);
  g_autofree char *clock = natter_ui_times_dup_clock (natter_ui_message_get_time (message));

  put_mark (self, where, from, self->tags.header);
  put (self, where, from, self->tags.header, self->tags.names[natter_ui_colour_of_name (from)]);
  put (self, where, "  ", self->tags.header, self->tags.time);
  put (self, where, clock, self->tags.header, self->tags.time);
  put (self, where, "\n", self->tags.header, NULL);
}

static void
put_failure (NatterUiRender *self,
             GtkTextIter *where,
             NatterUiMessage *message)
{
  const char *reason = natter_ui_message_get_reason (message);
  /* Translators: a message was refused; %s is the whole sentence that says why. */
  g_autofree char *sentence = g_strdup_printf (_ ("✕ Not sent: %s"), reason != NULL ? reason : "");

  put (self, where, "\n", self->tags.body, NULL);
  put (self, where, sentence, self->tags.body, self->tags.error);
  put (self, where, "  ", self->tags.body, NULL);
  gtk_text_buffer_insert_with_tags (self->buffer, where, _ ("Retry"), -1, self->tags.body, self->tags.action, self->tags.retry, NULL);
  put (self, where, "  ", self->tags.body, NULL);
  gtk_text_buffer_insert_with_tags (self->buffer, where, _ ("Discard"), -1, self->tags.body, self->tags.action, self->tags.discard, NULL);
}

static void
put_delivery (NatterUiRender *self,
              GtkTextIter *where,
              NatterUiMessage *message)
{
  switch (natter_ui_message_get_delivery (message))
    {
    case NATTER_UI_DELIVERY_WAITING:
      /* Translators: beside a message that waits for the connection. */
      put (self, where, _ ("  ◷ will be sent"), self->tags.body, self->tags.pending);
      break;
    case NATTER_UI_DELIVERY_FAILED:
      put_failure (self, where, message);
      break;
    case NATTER_UI_DELIVERY_SENT:
    case NATTER_UI_DELIVERY_DELIVERED:
      break;
    }
}

/* What it answers, in a line above. */
static void
put_quote (NatterUiRender *self,
           GtkTextIter *where,
           NatterUiMessage *message)
{
  const char *quote = natter_ui_message_get_quote (message);

  if (quote == NULL)
    return;
  put (self, where, "↪ ", self->tags.body, self->tags.pending);
  put (self, where, quote, self->tags.body, self->tags.pending);
  put (self, where, "\n", self->tags.body, NULL);
}

/* What was said, and what became of it. */
static void
put_fate (NatterUiRender *self,
          GtkTextIter *where,
          const NatterUiRenderItem *item,
          GtkTextTag *style)
{
  g_autofree char *reactions = natter_ui_message_dup_reactions (item->message);

  if (natter_ui_message_is_deleted (item->message))
    put (self, where, _ ("Message deleted"), style, self->tags.pending);
  else
    put_text (self, where, item, style);
  if (natter_ui_message_is_edited (item->message))
    {
      put (self, where, "  ", style, NULL);
      put (self, where, _ ("(edited)"), style, self->tags.pending);
    }
  if (reactions == NULL)
    return;
  put (self, where, "\n", style, NULL);
  put (self, where, reactions, style, self->tags.time);
}

static void
put_said (NatterUiRender *self,
          GtkTextIter *where,
          const NatterUiRenderItem *item,
          gboolean heading)
{
  if (heading)
    put_header (self, where, item->message);
  put_quote (self, where, item->message);
  put_fate (self, where, item, self->tags.body);
  put_delivery (self, where, item->message);
  put (self, where, "\n", self->tags.body, NULL);
}

static void
put_me (NatterUiRender *self,
        GtkTextIter *where,
        const NatterUiRenderItem *item)
{
  const char *from = natter_ui_message_get_from (item->message);

  put (self, where, "∗ ", self->tags.me, self->tags.pending);
  put (self, where, from, self->tags.me, self->tags.names[natter_ui_colour_of_name (from)]);
  put (self, where, " ", self->tags.me, NULL);
  put_fate (self, where, item, self->tags.me);
  put_delivery (self, where, item->message);
  put (self, where, "\n", self->tags.me, NULL);
}

static void
put_topic (NatterUiRender *self,
           GtkTextIter *where,
           NatterUiMessage *message)
{
  const char *from = natter_ui_message_get_from (message), *text = natter_ui_message_get_text (message);
  g_autofree char *sentence = NULL;

  if (text[0] != '\0')
    /* Translators: %1$s is a person, %2$s the new topic of the room. */
    sentence = g_strdup_printf (_ ("%1$s set the topic: %2$s"), from, text);
  else
    /* Translators: %s is a person. */
    sentence = g_strdup_printf (_ ("%s took the topic away."), from);
  put_mark (self, where, sentence, self->tags.notice);
  put (self, where, sentence, self->tags.notice, NULL);
  put (self, where, "\n", self->tags.notice, NULL);
}

static void
put_answer (NatterUiRender *self,
            GtkTextIter *where,
            const NatterUiRenderItem *item,
            gboolean is_error)
{
  GtkTextIter start;
  int offset = gtk_text_iter_get_offset (where);

  put_text (self, where, item, self->tags.reply);
  put (self, where, "\n", self->tags.reply, NULL);
  if (!is_error)
    return;
  gtk_text_buffer_get_iter_at_offset (self->buffer, &start, offset);
  gtk_text_buffer_apply_tag (self->buffer, self->tags.error, &start, where);
}

static void
put_message (NatterUiRender *self,
             GtkTextIter *where,
             const NatterUiRenderItem *item,
             gboolean heading)
{
  NatterUiMessage *message = item->message;

  switch (natter_ui_message_get_kind (message))
    {
    case NATTER_UI_MESSAGE_SAY:
      put_said (self, where, item, heading);
      break;
    case NATTER_UI_MESSAGE_ME:
      put_me (self, where, item);
      break;
    case NATTER_UI_MESSAGE_TOPIC:
      put_topic (self, where, message);
      break;
    case NATTER_UI_MESSAGE_NOTICE:
      put_mark (self, where, natter_ui_message_get_text (message), self->tags.notice);
      put (self, where, natter_ui_message_get_text (message), self->tags.notice, NULL);
      put (self, where, "\n", self->tags.notice, NULL);
      break;
    case NATTER_UI_MESSAGE_REPLY:
    case NATTER_UI_MESSAGE_ERROR:
      put_answer (self, where, item, natter_ui_message_get_kind (message) == NATTER_UI_MESSAGE_ERROR);
      break;
    }
}

/* A line of its own above the message: the day, or where the unread begin. Returns: whether there is one. */
static gboolean
put_rules (NatterUiRender *self,
           GtkTextIter *where,
           const NatterUiRenderItem *item)
{
  gboolean day = starts_day (item), fresh = starts_new (item);

  if (day)
    {
      g_autofree char *name = natter_ui_times_dup_day (natter_ui_message_get_time (item->message), item->now);

      put (self, where, name, self->tags.day, NULL);
      put (self, where, "\n", self->tags.day, NULL);
    }
  if (fresh)
    {
      /* Translators: the line above the first unread message. */
      put (self, where, C_ ("unread", "New"), self->tags.fresh, NULL);
      put (self, where, "\n", self->tags.fresh, NULL);
    }
  return day || fresh;
}

guint
natter_ui_render_insert (NatterUiRender *self,
                         GtkTextIter *where,
                         const NatterUiRenderItem *item)
{
  int before = gtk_text_buffer_get_line_count (self->buffer), offset;
  gboolean ruled = put_rules (self, where, item);
  GtkTextTag *tint = NULL;

  offset = gtk_text_iter_get_offset (where);
  put_message (self, where, item, ruled || !continues (item));
  if (is_talk (item->message) && natter_ui_message_is_own (item->message))
    tint = self->tags.own;
  else if (natter_ui_message_is_mention (item->message))
    tint = self->tags.mention;
  if (tint != NULL)
    {
      GtkTextIter start;

      gtk_text_buffer_get_iter_at_offset (self->buffer, &start, offset);
      gtk_text_buffer_apply_tag (self->buffer, tint, &start, where);
    }
  return (guint) (gtk_text_buffer_get_line_count (self->buffer) - before);
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

NatterUiPlace
natter_ui_render_get_place (NatterUiRender *self,
                            const GtkTextIter *where,
                            char **uri)
{
  *uri = NULL;
  if (gtk_text_iter_has_tag (where, self->tags.link))
    {
      *uri = dup_tagged (self, where, self->tags.link);
      return NATTER_UI_PLACE_LINK;
    }
  if (gtk_text_iter_has_tag (where, self->tags.retry))
    return NATTER_UI_PLACE_RETRY;
  if (gtk_text_iter_has_tag (where, self->tags.discard))
    return NATTER_UI_PLACE_DISCARD;
  if (gtk_text_iter_has_tag (where, self->tags.unfold))
    return NATTER_UI_PLACE_UNFOLD;
  return NATTER_UI_PLACE_NOTHING;
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
