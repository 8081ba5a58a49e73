/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "natter-ui-log.h"

#define EDIT_MOST 50 /* more than this many changed in the midst: the rest is written again */

typedef struct
{
  NatterUiMessage *message; /* owned */
  guint lines;
} Entry;

struct _NatterUiLog
{
  GtkTextBuffer *buffer;  /* borrowed */
  NatterUiRender *render; /* borrowed */
  GListModel *list;       /* (nullable) owned */
  GArray *entries;        /* (element-type Entry) those in the buffer */
  guint first;            /* number in the list of the first of them */
  guint64 unread_after;
  GHashTable *unfolded; /* (element-type NatterUiMessage) */
};

static void
clear_entry (gpointer data)
{
  g_object_unref (((Entry *) data)->message);
}

NatterUiLog *
natter_ui_log_new (GtkTextBuffer *buffer,
                   NatterUiRender *render)
{
  NatterUiLog *self = g_new0 (NatterUiLog, 1);

  self->buffer = buffer;
  self->render = render;
  self->entries = g_array_new (FALSE, FALSE, sizeof (Entry));
  g_array_set_clear_func (self->entries, clear_entry);
  self->unfolded = g_hash_table_new_full (NULL, NULL, g_object_unref, NULL);
  return self;
}

void
natter_ui_log_free (NatterUiLog *self)
{
  g_clear_object (&self->list);
  g_array_unref (self->entries);
  g_hash_table_unref (self->unfolded);
  g_free (self);
}

guint
natter_ui_log_get_first (NatterUiLog *self)
{
  return self->first;
}

guint
natter_ui_log_get_n (NatterUiLog *self)
{
  return self->entries->len;
}

static guint
n_items (NatterUiLog *self)
{
  return self->list != NULL ? g_list_model_get_n_items (self->list) : 0;
}

guint
natter_ui_log_get_n_after (NatterUiLog *self)
{
  return n_items (self) - self->first - self->entries->len;
}

void
natter_ui_log_set_unread_after (NatterUiLog *self,
                                guint64 seq)
{
  self->unread_after = seq;
}

guint64
natter_ui_log_get_unread_after (NatterUiLog *self)
{
  return self->unread_after;
}

/* The line at which entry @index begins; @index may be one past the last. */
static int
line_of (NatterUiLog *self,
         guint index)
{
  guint lines = 0;

  for (guint i = 0; i < index; i++)
    lines += g_array_index (self->entries, Entry, i).lines;
  return (int) lines;
}

int
natter_ui_log_get_line_of (NatterUiLog *self,
                           guint position)
{
  return line_of (self, position - self->first);
}

NatterUiMessage *
natter_ui_log_get_at_line (NatterUiLog *self,
                           int line)
{
  for (guint i = 0; i < self->entries->len; i++)
    {
      const Entry *entry = &g_array_index (self->entries, Entry, i);

      if (line < (int) entry->lines)
        return entry->message;
      line -= (int) entry->lines;
    }
  return NULL;
}

/* Where entries [@from, @to) are written. */
static void
get_bounds (NatterUiLog *self,
            guint from,
            guint to,
            GtkTextIter *start,
            GtkTextIter *end)
{
  gtk_text_buffer_get_iter_at_line (self->buffer, start, line_of (self, from));
  gtk_text_buffer_get_iter_at_line (self->buffer, end, line_of (self, to));
  if (to == self->entries->len)
    gtk_text_buffer_get_end_iter (self->buffer, end);
}

gboolean
natter_ui_log_find (NatterUiLog *self,
                    NatterUiMessage *message,
                    GtkTextIter *start,
                    GtkTextIter *end)
{
  for (guint i = 0; i < self->entries->len; i++)
    if (g_array_index (self->entries, Entry, i).message == message)
      {
        get_bounds (self, i, i + 1, start, end);
        return TRUE;
      }
  return FALSE;
}

/* Takes entries [@from, @to) out of the buffer. */
static void
erase (NatterUiLog *self,
       guint from,
       guint to)
{
  GtkTextIter start, end;

  if (from >= to)
    return;
  get_bounds (self, from, to, &start, &end);
  gtk_text_buffer_delete (self->buffer, &start, &end);
  g_array_remove_range (self->entries, from, to - from);
}

/* Writes message number @position as entry @index, at @where. */
static void
write_entry (NatterUiLog *self,
             GtkTextIter *where,
             guint position,
             guint index,
             gint64 now)
{
  g_autoptr (NatterUiMessage) message = g_list_model_get_item (self->list, position);
  g_autoptr (NatterUiMessage) before = position > 0 ? g_list_model_get_item (self->list, position - 1) : NULL;
  NatterUiRenderItem item = {
    .message = message,
    .before = before,
    .unread_after = self->unread_after,
    .unfolded = g_hash_table_contains (self->unfolded, message),
    .now = now,
  };
  Entry entry = { .lines = natter_ui_render_insert (self->render, where, &item) };

  entry.message = g_steal_pointer (&message);
  g_array_insert_val (self->entries, index, entry);
}

/* Entry @index again, since what stands above it is another one now. */
static void
rewrite_entry (NatterUiLog *self,
               guint index)
{
  GtkTextIter where;

  if (index >= self->entries->len)
    return;
  erase (self, index, index + 1);
  gtk_text_buffer_get_iter_at_line (self->buffer, &where, line_of (self, index));
  write_entry (self, &where, self->first + index, index, g_get_real_time ());
}

void
natter_ui_log_set_list (NatterUiLog *self,
                        GListModel *list,
                        guint first)
{
  gtk_text_buffer_set_text (self->buffer, "", 0);
  g_array_set_size (self->entries, 0);
  g_hash_table_remove_all (self->unfolded);
  g_set_object (&self->list, list);
  self->first = MIN (first, n_items (self));
}

guint
natter_ui_log_append (NatterUiLog *self,
                      guint most,
                      gint64 deadline)
{
  guint n = MIN (most, natter_ui_log_get_n_after (self)), done = 0;
  gint64 now = g_get_real_time ();
  GtkTextIter where;

  gtk_text_buffer_get_end_iter (self->buffer, &where);
  while (done < n)
    {
      write_entry (self, &where, self->first + self->entries->len, self->entries->len, now);
      done++;
      if (deadline > 0 && done % 8 == 0 && g_get_monotonic_time () > deadline)
        break;
    }
  return done;
}

guint
natter_ui_log_prepend (NatterUiLog *self,
                       guint most)
{
  guint n = MIN (most, self->first);
  gint64 now = g_get_real_time ();
  GtkTextIter where;

  gtk_text_buffer_get_start_iter (self->buffer, &where);
  for (guint i = 0; i < n; i++)
    write_entry (self, &where, self->first - n + i, i, now);
  self->first -= n;
  return n;
}

void
natter_ui_log_trim_top (NatterUiLog *self,
                        guint keep)
{
  guint n = self->entries->len > keep ? self->entries->len - keep : 0;

  erase (self, 0, n);
  self->first += n;
}

void
natter_ui_log_trim_bottom (NatterUiLog *self,
                           guint keep)
{
  erase (self, MIN (keep, self->entries->len), self->entries->len);
}

/* Messages above the window came or went. */
static void
shift (NatterUiLog *self,
       guint position,
       guint removed,
       guint added)
{
  guint gone = MIN (removed, self->first - position), inside = removed - gone;

  erase (self, 0, MIN (inside, self->entries->len));
  self->first = self->first - gone + added;
  if (inside > 0 || position + added == self->first)
    rewrite_entry (self, 0);
}

static void
edit (NatterUiLog *self,
      guint index,
      guint removed,
      guint added)
{
  gint64 now = g_get_real_time ();
  GtkTextIter where;

  erase (self, index, MIN (index + removed, self->entries->len));
  gtk_text_buffer_get_iter_at_line (self->buffer, &where, line_of (self, index));
  if (index == self->entries->len)
    gtk_text_buffer_get_end_iter (self->buffer, &where);
  for (guint i = 0; i < added; i++)
    write_entry (self, &where, self->first + index + i, index + i, now);
  rewrite_entry (self, index + added);
}

void
natter_ui_log_items_changed (NatterUiLog *self,
                             guint position,
                             guint removed,
                             guint added)
{
  guint index = position - self->first, below;

  if (position < self->first || (index == 0 && removed == 0 && self->entries->len > 0))
    {
      shift (self, position, removed, added);
      return;
    }
  if (index > self->entries->len || (index == self->entries->len && removed == 0))
    return;
  below = self->entries->len - index;
  if (added > EDIT_MOST || (added > removed && below <= EDIT_MOST))
    erase (self, index, self->entries->len);
  else
    edit (self, index, removed, removed > below && below == 0 ? 0 : added);
}

void
natter_ui_log_rewrite (NatterUiLog *self)
{
  guint n = self->entries->len;

  erase (self, 0, n);
  natter_ui_log_append (self, n, 0);
}

void
natter_ui_log_unfold (NatterUiLog *self,
                      NatterUiMessage *message)
{
  for (guint i = 0; i < self->entries->len; i++)
    if (g_array_index (self->entries, Entry, i).message == message)
      {
        g_hash_table_add (self->unfolded, g_object_ref (message));
        rewrite_entry (self, i);
        return;
      }
}

char *
natter_ui_log_dup_detail (NatterUiLog *self,
                          const GtkTextIter *where)
{
  NatterUiMessage *message = natter_ui_log_get_at_line (self, gtk_text_iter_get_line (where));
  GtkTextIter start, end;

  if (message == NULL || !natter_ui_log_find (self, message, &start, &end))
    return NULL;
  return natter_ui_render_dup_detail (self->render, &start, where, message);
}
