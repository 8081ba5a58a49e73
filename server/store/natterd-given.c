/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "natterd-given-private.h"

/* Who reacted is their messages, in order. */
struct _NatterdGiven
{
  guint64 seq;          /* of the message they are about */
  GPtrArray *reactions; /* (element-type NatterMessage) */
};

static void
given_free (gpointer data)
{
  NatterdGiven *self = data;

  g_ptr_array_unref (self->reactions);
  g_free (self);
}

GHashTable *
natterd_given_new_table (void)
{
  return g_hash_table_new_full (g_int64_hash, g_int64_equal, NULL, given_free);
}

/* The place of the same reaction by the same author; -1: there is none. */
static int
find (const NatterdGiven *self,
      const NatterMessage *message)
{
  for (guint i = 0; self != NULL && i < self->reactions->len; i++)
    {
      const NatterMessage *other = self->reactions->pdata[i];

      if (other->author == message->author && g_str_equal (other->text, message->text))
        return (int) i;
    }
  return -1;
}

static guint
count_others (const NatterdGiven *self,
              const char *text)
{
  g_autoptr (GHashTable) others = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; self != NULL && i < self->reactions->len; i++)
    {
      const NatterMessage *other = self->reactions->pdata[i];

      if (!g_str_equal (other->text, text))
        g_hash_table_add (others, other->text);
    }
  return g_hash_table_size (others);
}

void
natterd_given_judge (NatterdGiven *given,
                     const NatterMessage *target,
                     const NatterMessage *message,
                     NatterdRecorded *recorded)
{
  const NatterdTarget about = { .kind = target->kind, .deleted = target->deleted, .author = target->author };

  recorded->refusal = natterd_target_judge (&about, message);
  if (recorded->refusal != 0)
    return;

  if (message->kind == NATTER_MESSAGE_REACT || message->kind == NATTER_MESSAGE_UNREACT)
    {
      int place = find (given, message);

      natterd_reaction_judge (message, place >= 0 ? ((const NatterMessage *) given->reactions->pdata[place])->seq : 0,
                              count_others (given, message->text), recorded);
    }
  else if (!natter_message_kind_is_change (message->kind))
    {
      recorded->quote_from = g_strdup (target->from);
      recorded->quote = g_strdup (target->text);
    }
}

void
natterd_given_take (GHashTable *table,
                    const NatterMessage *message)
{
  NatterdGiven *self = g_hash_table_lookup (table, &message->target);

  if (self == NULL)
    {
      self = g_new0 (NatterdGiven, 1);
      self->seq = message->target;
      self->reactions = g_ptr_array_new_with_free_func ((GDestroyNotify) natter_message_unref);
      g_hash_table_insert (table, &self->seq, self);
    }

  if (message->kind == NATTER_MESSAGE_REACT)
    g_ptr_array_add (self->reactions, natter_message_ref ((NatterMessage *) message));
  else
    g_ptr_array_remove_index (self->reactions, (guint) find (self, message));
}

NatterMessage *
natterd_given_disown (NatterMessage *message)
{
  NatterMessage *other = natter_message_new (message->kind, message->room, NATTERD_STORE_NOBODY, message->text, NULL);

  other->deleted = message->deleted;
  other->seq = message->seq;
  other->target = message->target;
  other->edited = message->edited;
  other->time = message->time;
  natter_message_unref (message);
  return other;
}

void
natterd_given_forget_author (GHashTable *table,
                             gint64 author)
{
  GHashTableIter iter;
  gpointer given;

  g_hash_table_iter_init (&iter, table);
  while (g_hash_table_iter_next (&iter, NULL, &given))
    {
      GPtrArray *reactions = ((NatterdGiven *) given)->reactions;

      for (guint i = 0; i < reactions->len; i++)
        if (((const NatterMessage *) reactions->pdata[i])->author == author)
          {
            NatterMessage *other = natterd_given_disown (reactions->pdata[i]);

            other->author = -(gint64) other->seq; /* two of nobody's are not the same one's */
            reactions->pdata[i] = other;
          }
    }
}

static NatterMessage *
show_change (const NatterMessage *kept,
             const NatterMessage *target)
{
  gboolean is_edit = kept->kind == NATTER_MESSAGE_EDIT;
  gboolean is_gone = target == NULL || target->deleted;
  NatterMessage *shown = natter_message_copy (kept, is_edit && !is_gone ? target->text : kept->text);

  shown->deleted = is_edit && is_gone;
  return shown;
}

NatterMessage *
natterd_given_show (NatterdGiven *given,
                    NatterMessage *kept,
                    const NatterMessage *target,
                    const NatterRange *range)
{
  NatterMessage *shown;

  if (natter_message_kind_is_change (kept->kind))
    return show_change (kept, target);
  if (given == NULL && kept->target == 0)
    return natter_message_ref (kept);

  shown = natter_message_copy (kept, kept->text);
  if (target != NULL && !target->deleted)
    natter_message_set_quote (shown, target->from, target->text);
  for (guint i = 0; given != NULL && !range->events && i < given->reactions->len; i++)
    {
      const NatterMessage *reaction = given->reactions->pdata[i];

      natter_message_count_reaction (shown, reaction->text, reaction->from, range->reader != 0 && reaction->author == range->reader);
    }
  return shown;
}
