/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "shared/natter-limits.h"

#include "natter-ui-message-inside-private.h"

/* What is done to a message after it was said. */

/* So many of the things done to a message are told from those that are told twice. */
#define CHANGES_MOST 500

/* The place of a reaction; -1: nobody gave it. */
static int
find_reaction (NatterUiMessage *self, const char *text)
{
  for (guint i = 0; self->reactions != NULL && i < self->reactions->len; i++)
    {
      const NatterReaction *reaction = g_ptr_array_index (self->reactions, i);

      if (g_str_equal (reaction->text, text))
        return (int) i;
    }

  return -1;
}

static void
add_reaction (NatterUiMessage *self, const NatterMessage *change, gboolean own)
{
  int place = find_reaction (self, change->text);
  NatterReaction *reaction;

  if (place < 0)
    {
      if (self->reactions == NULL)
        self->reactions = g_ptr_array_new_with_free_func ((GDestroyNotify) natter_reaction_free);
      if (self->reactions->len >= NATTER_LIMIT_REACTIONS)
        return;
      g_ptr_array_add (self->reactions, natter_reaction_new (change->text));
      place = (int) self->reactions->len - 1;
    }

  reaction = g_ptr_array_index (self->reactions, place);
  reaction->count += reaction->count < G_MAXUINT ? 1 : 0;
  reaction->mine |= own;
  if (reaction->names->len < NATTER_REACTION_NAMES)
    g_ptr_array_add (reaction->names, g_strdup (change->from));
}

static void
remove_reaction (NatterUiMessage *self, const NatterMessage *change, gboolean own)
{
  int place = find_reaction (self, change->text);
  NatterReaction *reaction;
  guint name = 0;

  if (place < 0)
    return;

  reaction = g_ptr_array_index (self->reactions, place);
  reaction->mine &= !own;
  if (g_ptr_array_find_with_equal_func (reaction->names, change->from, g_str_equal, &name))
    g_ptr_array_remove_index (reaction->names, name);
  if (reaction->count <= 1)
    g_ptr_array_remove_index (self->reactions, (guint) place);
  else
    reaction->count--;
}

/* FALSE: that one was known. */
static gboolean
note_change (NatterUiMessage *self, guint64 seq)
{
  if (self->changes == NULL)
    self->changes = g_array_new (FALSE, FALSE, sizeof (guint64));
  for (guint i = 0; i < self->changes->len; i++)
    {
      if (g_array_index (self->changes, guint64, i) == seq)
        return FALSE;
    }

  if (self->changes->len >= CHANGES_MOST)
    g_array_remove_index (self->changes, 0);
  g_array_append_val (self->changes, seq);
  return TRUE;
}

gboolean
natter_ui_message_change (NatterUiMessage *self, const NatterMessage *change, gboolean own)
{
  if (self->deleted || !note_change (self, change->seq))
    return FALSE;

  switch (change->kind)
    {
    case NATTER_MESSAGE_EDIT:
      if (change->deleted)
        return FALSE;
      self->edited = TRUE;
      natter_ui_message_set_text (self, change->text);
      return TRUE;

    case NATTER_MESSAGE_DELETE:
      self->deleted = TRUE;
      self->edited = FALSE;
      g_clear_pointer (&self->reactions, g_ptr_array_unref);
      g_clear_pointer (&self->quote, g_free);
      natter_ui_message_set_text (self, "");
      return TRUE;

    case NATTER_MESSAGE_REACT:
      add_reaction (self, change, own);
      return TRUE;

    case NATTER_MESSAGE_UNREACT:
      remove_reaction (self, change, own);
      return TRUE;

    case NATTER_MESSAGE_SAY:
    case NATTER_MESSAGE_ME:
    case NATTER_MESSAGE_TOPIC:
    case NATTER_N_MESSAGES:
    default:
      return FALSE;
    }
}
