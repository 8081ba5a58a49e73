/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "natterd-page-private.h"

void
natterd_page_init (NatterdPage *self,
                   const NatterRange *range)
{
  *self = (NatterdPage){ .most = range->count };
  self->messages = g_ptr_array_new_with_free_func ((GDestroyNotify) natter_message_unref);
  self->backwards = range->kind == NATTER_RANGE_LAST || range->kind == NATTER_RANGE_BEFORE;
}

void
natterd_page_clear (NatterdPage *self)
{
  g_clear_pointer (&self->messages, g_ptr_array_unref);
}

static gsize
measure_reactions (const NatterMessage *message)
{
  gsize bytes = 0;

  for (guint i = 0; message->reactions != NULL && i < message->reactions->len; i++)
    {
      const NatterReaction *reaction = message->reactions->pdata[i];

      bytes += strlen (reaction->text);
      for (guint j = 0; j < reaction->names->len; j++)
        bytes += strlen (reaction->names->pdata[j]);
    }
  return bytes;
}

static gsize
measure (const NatterMessage *message)
{
  return strlen (message->text) + strlen (message->from) + (message->id != NULL ? strlen (message->id) : 0) +
         (message->quote != NULL ? strlen (message->quote) : 0) + measure_reactions (message);
}

gboolean
natterd_page_add (NatterdPage *self,
                  NatterMessage *message)
{
  gsize bytes = self->bytes + measure (message);
  gboolean full = self->messages->len > 0 && bytes > NATTERD_STORE_PAGE_BYTES;

  if (full || self->messages->len == self->most)
    {
      self->more = TRUE;
      natter_message_unref (message);
      return FALSE;
    }

  self->bytes = bytes;
  g_ptr_array_add (self->messages, message);
  return TRUE;
}

GPtrArray *
natterd_page_finish (NatterdPage *self)
{
  GPtrArray *messages = g_steal_pointer (&self->messages);

  for (guint i = 0; self->backwards && i < messages->len / 2; i++)
    {
      gpointer first = messages->pdata[i];

      messages->pdata[i] = messages->pdata[messages->len - 1 - i];
      messages->pdata[messages->len - 1 - i] = first;
    }
  return messages;
}
