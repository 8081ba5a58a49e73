/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "natter-ui-rows.h"
#include "natter-ui-widgets.h"

struct _NatterUiRows
{
  GtkListBox *box; /* borrowed */
  guint most;
  NatterUiRowsMake make;
  gpointer data;
  NatterUiRowsMatch match; /* (nullable) */
  char *word;              /* case-folded; "" for all */
  GListModel *list;        /* (nullable) owned */
  gulong handler;
  guint n; /* rows in the box */
};

NatterUiRows *
natter_ui_rows_new (GtkListBox *box,
                    guint most,
                    NatterUiRowsMake make,
                    gpointer data)
{
  NatterUiRows *self = g_new0 (NatterUiRows, 1);

  self->box = box;
  self->most = most;
  self->make = make;
  self->data = data;
  self->word = g_strdup ("");
  return self;
}

void
natter_ui_rows_free (NatterUiRows *self)
{
  if (self->list != NULL)
    g_clear_signal_handler (&self->handler, self->list);
  g_clear_object (&self->list);
  g_free (self->word);
  g_free (self);
}

gboolean
natter_ui_rows_contains (const char *text,
                         const char *word)
{
  g_autofree char *folded = g_utf8_casefold (text, -1);

  return strstr (folded, word) != NULL;
}

static void
insert (NatterUiRows *self,
        guint position,
        guint row)
{
  g_autoptr (GObject) item = g_list_model_get_item (self->list, position);

  if (self->word[0] != '\0' && !self->match (item, self->word))
    return;
  gtk_list_box_insert (self->box, self->make (item, self->data), (int) row);
  self->n++;
}

static void
remove_row (NatterUiRows *self,
            guint row)
{
  gtk_widget_destroy (GTK_WIDGET (gtk_list_box_get_row_at_index (self->box, (int) row)));
  self->n--;
}

static void
make_all (NatterUiRows *self)
{
  guint n = self->list != NULL ? g_list_model_get_n_items (self->list) : 0;

  natter_ui_widget_empty (GTK_CONTAINER (self->box));
  self->n = 0;
  for (guint i = 0; i < n && self->n < self->most; i++)
    insert (self, i, self->n);
}

static void
on_items_changed (NatterUiRows *self,
                  guint position,
                  guint removed,
                  guint added)
{
  guint total = g_list_model_get_n_items (self->list);

  /* more at the end: what was chosen stays chosen */
  if (removed == 0 && position + added == total)
    {
      for (guint i = position; i < total && self->n < self->most; i++)
        insert (self, i, self->n);
      return;
    }
  if (self->word[0] != '\0' || removed > 32)
    {
      make_all (self);
      return;
    }
  for (guint i = 0; i < removed && position < self->n; i++)
    remove_row (self, position);
  for (guint i = 0; i < added && position + i < self->most; i++)
    insert (self, position + i, position + i);
  while (self->n > self->most)
    remove_row (self, self->n - 1);
  while (self->n < MIN (self->most, total))
    insert (self, self->n, self->n);
}

void
natter_ui_rows_set_list (NatterUiRows *self,
                         GListModel *list)
{
  if (list == self->list)
    return;
  if (self->list != NULL)
    g_clear_signal_handler (&self->handler, self->list);
  g_set_object (&self->list, list);
  if (list != NULL)
    self->handler = g_signal_connect_swapped (list, "items-changed", G_CALLBACK (on_items_changed), self);
  make_all (self);
}

void
natter_ui_rows_set_filter (NatterUiRows *self,
                           NatterUiRowsMatch match,
                           const char *word)
{
  g_free (self->word);
  self->word = g_utf8_casefold (word, -1);
  self->match = match;
  make_all (self);
}

guint
natter_ui_rows_get_n (NatterUiRows *self)
{
  return self->n;
}
