/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "natter-ui-colours.h"
#include "natter-ui-links.h"
#include "natter-ui-render.h"
#include "natter-ui-times.h"

#define GROUP_WITHIN (5 * 60 * G_USEC_PER_SEC)
#define FOLD_LINES   40

struct _NatterUiRender
{
  GtkTextBuffer *buffer; /* borrowed */
  GtkTextTag *header;
  GtkTextTag *names[NATTER_UI_N_COLOURS];
  GtkTextTag *time;
  GtkTextTag *body;
  GtkTextTag *me;
  GtkTextTag *own;
  GtkTextTag *mention;
  GtkTextTag *notice;
  GtkTextTag *reply;
  GtkTextTag *error;
  GtkTextTag *day;
  GtkTextTag *fresh;
  GtkTextTag *pending;
  GtkTextTag *link;
  GtkTextTag *action;
  GtkTextTag *retry;
  GtkTextTag *discard;
  GtkTextTag *unfold;
  GdkRGBA colours[NATTER_UI_LINE_REPLY + 1]; /* of rules and tints */
};

static void
make_tags (NatterUiRender *self)
{
  GtkTextBuffer *buffer = self->buffer;

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

NatterUiRender *
natter_ui_render_new (GtkTextBuffer *buffer)
{
  NatterUiRender *self = g_new0 (NatterUiRender, 1);

  self->buffer = buffer;
  make_tags (self);
  return self;
}

void
natter_ui_render_free (NatterUiRender *self)
{
  g_free (self);
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
natter_ui_render_set_look (NatterUiRender *self,
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
  self->colours[NATTER_UI_LINE_DAY] = mix (ink, ground, 0.2);
  self->colours[NATTER_UI_LINE_NEW] = red;
  self->colours[NATTER_UI_LINE_OWN] = mix (&blue, ground, dark ? 0.14 : 0.08);
  self->colours[NATTER_UI_LINE_MENTION] = mix (&gold, ground, dark ? 0.18 : 0.22);
  self->colours[NATTER_UI_LINE_REPLY] = mix (ink, ground, 0.06);
  g_object_set (self->header, "direction", direction, NULL);
  g_object_set (self->notice, "direction", direction, NULL);
  g_object_set (self->day, "direction", direction, NULL);
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

/* Where a long text is cut: behind a whole character, at most FOLD_LINES lines. 0: it is not long. */
static gsize
fold_at (const char *text)
{
  gsize length = strlen (text), lines = 0;

  for (const char *p = text; (p = strchr (p, '\n')) != NULL; p++)
    if (++lines == FOLD_LINES)
      return MIN ((gsize) (p - text), NATTER_UI_RENDER_FOLD);
  if (length <= NATTER_UI_RENDER_FOLD + NATTER_UI_RENDER_FOLD / 4)
    return 0;
  return (gsize) (g_utf8_find_prev_char (text, text + NATTER_UI_RENDER_FOLD + 1) - text);
}

static void
put_text_with_links (NatterUiRender *self,
                     GtkTextIter *where,
                     const char *text,
                     GtkTextTag *style)
{
  g_autoptr (GArray) links = natter_ui_links_find (text);
  gsize done = 0;

  for (guint i = 0; i < links->len; i++)
    {
      const NatterUiLink *link = &g_array_index (links, NatterUiLink, i);

      gtk_text_buffer_insert_with_tags (self->buffer, where, text + done, (int) (link->start - done), style, NULL);
      gtk_text_buffer_insert_with_tags (self->buffer, where, text + link->start, (int) (link->end - link->start),
                                        style, self->link, NULL);
      done = link->end;
    }
  put (self, where, text + done, style, NULL);
}

static void
put_text (NatterUiRender *self,
          GtkTextIter *where,
          const NatterUiRenderItem *item,
          GtkTextTag *style)
{
  const char *text = natter_ui_message_get_text (item->message);
  gsize fold = item->unfolded ? 0 : fold_at (text);
  g_autofree char *head = NULL;

  if (fold == 0)
    {
      put_text_with_links (self, where, text, style);
      return;
    }
  head = g_strndup (text, fold);
  put_text_with_links (self, where, head, style);
  put (self, where, "… ", style, NULL);
  /* Translators: shows the rest of a very long message. */
  gtk_text_buffer_insert_with_tags (self->buffer, where, _ ("Show all"), -1, style, self->action, self->unfold, NULL);
}

static void
put_header (NatterUiRender *self,
            GtkTextIter *where,
            NatterUiMessage *message)
{
  const char *from = natter_ui_message_get_from (message);
  g_autofree char *clock = natter_ui_times_dup_clock (natter_ui_message_get_time (message));

  put (self, where, from, self->header, self->names[natter_ui_colour_of_name (from)]);
  put (self, where, "  ", self->header, self->time);
  put (self, where, clock, self->header, self->time);
  put (self, where, "\n", self->header, NULL);
}

static void
put_failure (NatterUiRender *self,
             GtkTextIter *where,
             NatterUiMessage *message)
{
  const char *reason = natter_ui_message_get_reason (message);
  /* Translators: a message was refused; %s is the whole sentence that says why. */
  g_autofree char *sentence = g_strdup_printf (_ ("✕ Not sent: %s"), reason != NULL ? reason : "");

  put (self, where, "\n", self->body, NULL);
  put (self, where, sentence, self->body, self->error);
  put (self, where, "  ", self->body, NULL);
  gtk_text_buffer_insert_with_tags (self->buffer, where, _ ("Retry"), -1, self->body, self->action, self->retry, NULL);
  put (self, where, "  ", self->body, NULL);
  gtk_text_buffer_insert_with_tags (self->buffer, where, _ ("Discard"), -1, self->body, self->action, self->discard, NULL);
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
      put (self, where, _ ("  ◷ will be sent"), self->body, self->pending);
      break;
    case NATTER_UI_DELIVERY_FAILED:
      put_failure (self, where, message);
      break;
    case NATTER_UI_DELIVERY_SENT:
    case NATTER_UI_DELIVERY_DELIVERED:
      break;
    }
}

static void
put_said (NatterUiRender *self,
          GtkTextIter *where,
          const NatterUiRenderItem *item,
          gboolean heading)
{
  if (heading)
    put_header (self, where, item->message);
  put_text (self, where, item, self->body);
  put_delivery (self, where, item->message);
  put (self, where, "\n", self->body, NULL);
}

static void
put_me (NatterUiRender *self,
        GtkTextIter *where,
        const NatterUiRenderItem *item)
{
  const char *from = natter_ui_message_get_from (item->message);

  put (self, where, "∗ ", self->me, self->pending);
  put (self, where, from, self->me, self->names[natter_ui_colour_of_name (from)]);
  put (self, where, " ", self->me, NULL);
  put_text (self, where, item, self->me);
  put_delivery (self, where, item->message);
  put (self, where, "\n", self->me, NULL);
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
  put (self, where, sentence, self->notice, NULL);
  put (self, where, "\n", self->notice, NULL);
}

static void
put_answer (NatterUiRender *self,
            GtkTextIter *where,
            const NatterUiRenderItem *item,
            gboolean is_error)
{
  GtkTextIter start;
  int offset = gtk_text_iter_get_offset (where);

  put_text (self, where, item, self->reply);
  put (self, where, "\n", self->reply, NULL);
  if (!is_error)
    return;
  gtk_text_buffer_get_iter_at_offset (self->buffer, &start, offset);
  gtk_text_buffer_apply_tag (self->buffer, self->error, &start, where);
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
      put (self, where, natter_ui_message_get_text (message), self->notice, NULL);
      put (self, where, "\n", self->notice, NULL);
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

      put (self, where, name, self->day, NULL);
      put (self, where, "\n", self->day, NULL);
    }
  if (fresh)
    {
      /* Translators: the line above the first unread message. */
      put (self, where, C_ ("unread", "New"), self->fresh, NULL);
      put (self, where, "\n", self->fresh, NULL);
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
    tint = self->own;
  else if (natter_ui_message_is_mention (item->message))
    tint = self->mention;
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
  if (gtk_text_iter_has_tag (where, self->link))
    {
      *uri = dup_tagged (self, where, self->link);
      return NATTER_UI_PLACE_LINK;
    }
  if (gtk_text_iter_has_tag (where, self->retry))
    return NATTER_UI_PLACE_RETRY;
  if (gtk_text_iter_has_tag (where, self->discard))
    return NATTER_UI_PLACE_DISCARD;
  if (gtk_text_iter_has_tag (where, self->unfold))
    return NATTER_UI_PLACE_UNFOLD;
  return NATTER_UI_PLACE_NOTHING;
}

char *
natter_ui_render_get_sender (NatterUiRender *self,
                             const GtkTextIter *where)
{
  GtkTextIter start = *where;

  gtk_text_iter_set_line_offset (&start, 0);
  if (!gtk_text_iter_has_tag (&start, self->header))
    return NULL;
  for (guint i = 0; i < NATTER_UI_N_COLOURS; i++)
    if (gtk_text_iter_has_tag (&start, self->names[i]))
      return dup_tagged (self, &start, self->names[i]);
  return NULL;
}

NatterUiLine
natter_ui_render_get_line (NatterUiRender *self,
                           const GtkTextIter *where,
                           GdkRGBA *colour)
{
  GtkTextTag *const tags[] = { [NATTER_UI_LINE_DAY] = self->day,
                               [NATTER_UI_LINE_NEW] = self->fresh,
                               [NATTER_UI_LINE_OWN] = self->own,
                               [NATTER_UI_LINE_MENTION] = self->mention,
                               [NATTER_UI_LINE_REPLY] = self->reply };
  GtkTextIter start = *where;

  gtk_text_iter_set_line_offset (&start, 0);
  for (guint i = NATTER_UI_LINE_DAY; i < G_N_ELEMENTS (tags); i++)
    if (gtk_text_iter_has_tag (&start, tags[i]))
      {
        *colour = self->colours[i];
        return i;
      }
  return NATTER_UI_LINE_PLAIN;
}
