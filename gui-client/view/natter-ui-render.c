/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "shared/natter-event.h"

#include "gui-client/model/natter-ui-format.h"

#include "natter-ui-colours.h"
#include "natter-ui-render-private.h"
#include "natter-ui-times.h"

#define GROUP_WITHIN (5 * 60 * G_USEC_PER_SEC)

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
natter_ui_render_set_compact (NatterUiRender *self,
                              gboolean compact)
{
  natter_ui_tags_set_compact (&self->tags, compact);
}

void
natter_ui_render_set_twelve (NatterUiRender *self,
                             gboolean twelve)
{
  self->twelve = twelve;
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
         natter_ui_message_is_own (a) == natter_ui_message_is_own (b) && natter_ui_message_is_bot (a) == natter_ui_message_is_bot (b) &&
         ABS (natter_ui_message_get_time (b) - natter_ui_message_get_time (a)) < GROUP_WITHIN &&
         g_str_equal (natter_ui_message_get_from (a), natter_ui_message_get_from (b));
}

void
natter_ui_render_put (NatterUiRender *self,
                      GtkTextIter *where,
                      const char *text,
                      GtkTextTag *first,
                      GtkTextTag *second)
{
  gtk_text_buffer_insert_with_tags (self->buffer, where, text, -1, first, second, NULL);
}

void
natter_ui_render_put_action (NatterUiRender *self,
                             GtkTextIter *where,
                             const char *text,
                             GtkTextTag *style,
                             GtkTextTag *place)
{
  gtk_text_buffer_insert_with_tags (self->buffer, where, text, -1, style, self->tags.action, place, NULL);
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
    natter_ui_render_put (self, where, mark, tag, NULL);
}

static void
put_header (NatterUiRender *self,
            GtkTextIter *where,
            NatterUiMessage *message)
{
  const char *from = natter_ui_message_get_from (message);
  g_autofree char *clock = natter_ui_times_dup_clock (natter_ui_message_get_time (message), self->twelve);

  put_mark (self, where, from, self->tags.header);
  natter_ui_render_put (self, where, from, self->tags.header, self->tags.names[natter_ui_colour_of_name (from)]);
  natter_ui_render_put (self, where, "  ", self->tags.header, self->tags.time);
  if (natter_ui_message_is_bot (message))
    {
      natter_ui_render_put (self, where, _ ("bot"), self->tags.header, self->tags.time);
      natter_ui_render_put (self, where, "  ", self->tags.header, self->tags.time);
    }
  natter_ui_render_put (self, where, clock, self->tags.header, self->tags.time);
  natter_ui_render_put (self, where, "\n", self->tags.header, NULL);
}

static void
put_failure (NatterUiRender *self,
             GtkTextIter *where,
             NatterUiMessage *message)
{
  const char *reason = natter_ui_message_get_reason (message);
  /* Translators: a message was refused; %s is the whole sentence that says why. */
  g_autofree char *sentence = g_strdup_printf (_ ("✕ Not sent: %s"), reason != NULL ? reason : "");

  natter_ui_render_put (self, where, "\n", self->tags.body, NULL);
  natter_ui_render_put (self, where, sentence, self->tags.body, self->tags.error);
  natter_ui_render_put (self, where, "  ", self->tags.body, NULL);
  natter_ui_render_put_action (self, where, _("Retry"), self->tags.body, self->tags.retry);
  natter_ui_render_put (self, where, "  ", self->tags.body, NULL);
  /* Translators: takes a message that was not sent back to where one writes. */
  natter_ui_render_put_action (self, where, C_("unsent", "Edit"), self->tags.body, self->tags.edit);
  natter_ui_render_put (self, where, "  ", self->tags.body, NULL);
  natter_ui_render_put_action (self, where, _("Discard"), self->tags.body, self->tags.discard);
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
      natter_ui_render_put (self, where, _ ("  ◷ will be sent"), self->tags.body, self->tags.pending);
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
  g_autofree char *shown = NULL;
  GtkTextIter start;
  int offset;

  if (quote == NULL)
    return;
  shown = natter_ui_format_dup_text (quote);
  offset = gtk_text_iter_get_offset (where);
  natter_ui_render_put (self, where, "↪ ", self->tags.body, self->tags.pending);
  natter_ui_render_put (self, where, shown, self->tags.body, self->tags.pending);
  gtk_text_buffer_get_iter_at_offset (self->buffer, &start, offset);
  gtk_text_buffer_apply_tag (self->buffer, self->tags.jump, &start, where);
  natter_ui_render_put (self, where, "\n", self->tags.body, NULL);
}

/* In a line below; each can be clicked. */
static void
put_reactions (NatterUiRender *self,
               GtkTextIter *where,
               const GPtrArray *reactions,
               GtkTextTag *style)
{
  for (guint i = 0; reactions != NULL && i < reactions->len; i++)
    {
      const NatterReaction *reaction = g_ptr_array_index (reactions, i);
      g_autofree char *shown = g_strdup_printf (" %s %u ", reaction->text, reaction->count);

      natter_ui_render_put (self, where, i == 0 ? "\n" : "  ", style, NULL);
      gtk_text_buffer_insert_with_tags (self->buffer, where, shown, -1, style, self->tags.reaction,
                                        reaction->mine ? self->tags.mine : NULL, NULL);
    }
}

/* What was said, and what became of it. */
static void
put_fate (NatterUiRender *self,
          GtkTextIter *where,
          const NatterUiRenderItem *item,
          GtkTextTag *style)
{
  if (natter_ui_message_is_deleted (item->message))
    natter_ui_render_put (self, where, _ ("Message deleted"), style, self->tags.pending);
  else
    natter_ui_render_put_text (self, where, item, style);
  if (natter_ui_message_is_edited (item->message))
    {
      natter_ui_render_put (self, where, "  ", style, NULL);
      natter_ui_render_put (self, where, _ ("(edited)"), style, self->tags.pending);
    }
  put_reactions (self, where, natter_ui_message_get_reactions (item->message), style);
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
  natter_ui_render_put (self, where, "\n", self->tags.body, NULL);
}

static void
put_me (NatterUiRender *self,
        GtkTextIter *where,
        const NatterUiRenderItem *item)
{
  const char *from = natter_ui_message_get_from (item->message);

  natter_ui_render_put (self, where, "∗ ", self->tags.me, self->tags.pending);
  natter_ui_render_put (self, where, from, self->tags.me, self->tags.names[natter_ui_colour_of_name (from)]);
  if (natter_ui_message_is_bot (item->message))
    {
      natter_ui_render_put (self, where, " ", self->tags.me, self->tags.time);
      natter_ui_render_put (self, where, _ ("bot"), self->tags.me, self->tags.time);
    }
  natter_ui_render_put (self, where, " ", self->tags.me, NULL);
  put_fate (self, where, item, self->tags.me);
  put_delivery (self, where, item->message);
  natter_ui_render_put (self, where, "\n", self->tags.me, NULL);
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
  natter_ui_render_put (self, where, sentence, self->tags.notice, NULL);
  natter_ui_render_put (self, where, "\n", self->tags.notice, NULL);
}

static void
put_answer (NatterUiRender *self,
            GtkTextIter *where,
            const NatterUiRenderItem *item,
            gboolean is_error)
{
  GtkTextIter start;
  int offset = gtk_text_iter_get_offset (where);

  natter_ui_render_put_text (self, where, item, self->tags.reply);
  natter_ui_render_put (self, where, "\n", self->tags.reply, NULL);
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
      natter_ui_render_put (self, where, natter_ui_message_get_text (message), self->tags.notice, NULL);
      natter_ui_render_put (self, where, "\n", self->tags.notice, NULL);
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

      natter_ui_render_put (self, where, name, self->tags.day, NULL);
      natter_ui_render_put (self, where, "\n", self->tags.day, NULL);
    }
  if (fresh)
    {
      /* Translators: the line above the first unread message. */
      natter_ui_render_put (self, where, C_ ("unread", "New"), self->tags.fresh, NULL);
      natter_ui_render_put (self, where, "\n", self->tags.fresh, NULL);
    }
  return day || fresh;
}

#define GUARD "\u200b"

/* What is written in the middle of a tag is of it too, and where a message was taken out from between two of the same kind theirs has grown
 * together: then a heading stood as close to the message above as a line of it. A character without tags keeps them apart. FALSE: nothing stands
 * below, or nothing above. */
static gboolean
put_guard (NatterUiRender *self,
           GtkTextIter *where)
{
  GtkTextIter end;
  int offset = gtk_text_iter_get_offset (where);

  if (offset == 0 || gtk_text_iter_is_end (where))
    return FALSE;
  gtk_text_buffer_insert (self->buffer, where, GUARD, -1);
  end = *where;
  gtk_text_buffer_get_iter_at_offset (self->buffer, where, offset);
  gtk_text_buffer_remove_all_tags (self->buffer, where, &end);
  return TRUE;
}

static void
take_guard (NatterUiRender *self,
            GtkTextIter *where)
{
  GtkTextIter end = *where;

  gtk_text_iter_forward_char (&end);
  gtk_text_buffer_delete (self->buffer, where, &end);
}

guint
natter_ui_render_insert (NatterUiRender *self,
                         GtkTextIter *where,
                         const NatterUiRenderItem *item)
{
  int before = gtk_text_buffer_get_line_count (self->buffer), offset;
  gboolean guarded = put_guard (self, where), ruled = put_rules (self, where, item);
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
  if (guarded)
    take_guard (self, where);
  return (guint) (gtk_text_buffer_get_line_count (self->buffer) - before);
}
