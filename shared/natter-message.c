/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "natter-event.h"
#include "natter-limits.h"
#include "natter-text.h"
#include "natter-wipe-private.h"

NatterMessage *
natter_message_new (NatterMessageKind kind,
                    const char *room,
                    const char *from,
                    const char *text,
                    const char *id)
{
  const char *strings[] = { room, from, text, id };
  NatterMessage *self;
  char **fields[4];
  char *place;
  gsize size = sizeof (NatterMessage);

  g_return_val_if_fail (room != NULL && from != NULL && text != NULL, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (strings); i++)
    size += strings[i] != NULL ? strlen (strings[i]) + 1 : 0;

  /* One block, strings and all: five allocations for each thing said were a tenth of what saying it costs the server. */
  self = g_malloc (size);
  *self = (NatterMessage){ .ref_count = 1, .kind = kind };
  fields[0] = &self->room;
  fields[1] = &self->from;
  fields[2] = &self->text;
  fields[3] = &self->id;
  place = (char *) (self + 1);
  for (guint i = 0; i < G_N_ELEMENTS (strings); i++)
    if (strings[i] != NULL)
      {
        *fields[i] = place;
        place = stpcpy (place, strings[i]) + 1;
      }
  return self;
}

NatterMessage *
natter_message_copy (const NatterMessage *self,
                     const char *text)
{
  NatterMessage *copy = natter_message_new (self->kind, self->room, self->from, text, self->id);

  copy->repeated = self->repeated;
  copy->deleted = self->deleted;
  copy->any_author = self->any_author;
  copy->refuse = self->refuse;
  copy->refusal = self->refusal;
  copy->seq = self->seq;
  copy->target = self->target;
  copy->author = self->author;
  copy->bot = self->bot;
  copy->edited = self->edited;
  copy->time = self->time;
  return copy;
}

void
natter_message_set_quote (NatterMessage *self,
                          const char *from,
                          const char *text)
{
  g_free (self->quote_from);
  g_free (self->quote);
  self->quote_from = g_strdup (from);
  self->quote = natter_text_dup_excerpt (text, strlen (text), NATTER_QUOTE);
}

NatterReaction *
natter_reaction_new (const char *text)
{
  NatterReaction *self = g_new0 (NatterReaction, 1);

  self->text = g_strdup (text);
  self->names = g_ptr_array_new_with_free_func (g_free);
  return self;
}

NatterReaction *
natter_reaction_copy (const NatterReaction *self)
{
  NatterReaction *copy = natter_reaction_new (self->text);

  copy->count = self->count;
  copy->mine = self->mine;
  for (guint i = 0; i < self->names->len; i++)
    g_ptr_array_add (copy->names, g_strdup (g_ptr_array_index (self->names, i)));
  return copy;
}

NatterReaction *
natter_message_add_reaction (NatterMessage *self,
                             const char *text)
{
  NatterReaction *reaction = natter_reaction_new (text);

  if (self->reactions == NULL)
    self->reactions = g_ptr_array_new_with_free_func ((GDestroyNotify) natter_reaction_free);
  g_ptr_array_add (self->reactions, reaction);
  return reaction;
}

void
natter_message_count_reaction (NatterMessage *self,
                               const char *text,
                               const char *name,
                               gboolean mine)
{
  NatterReaction *reaction = NULL;

  for (guint i = 0; self->reactions != NULL && i < self->reactions->len && reaction == NULL; i++)
    if (g_str_equal (((NatterReaction *) self->reactions->pdata[i])->text, text))
      reaction = self->reactions->pdata[i];
  if (reaction == NULL)
    reaction = natter_message_add_reaction (self, text);

  reaction->count++;
  reaction->mine |= mine;
  if (reaction->names->len < NATTER_REACTION_NAMES)
    g_ptr_array_add (reaction->names, g_strdup (name));
}

void
natter_reaction_free (NatterReaction *self)
{
  if (self == NULL)
    return;

  g_free (self->text);
  g_ptr_array_unref (self->names);
  g_free (self);
}

NatterMessage *
natter_message_ref (NatterMessage *self)
{
  g_return_val_if_fail (self != NULL && self->ref_count > 0, NULL);

  self->ref_count++;
  return self;
}

void
natter_message_unref (NatterMessage *self)
{
  g_return_if_fail (self != NULL && self->ref_count > 0);

  if (--self->ref_count > 0)
    return;

  g_free (self->quote_from);
  g_free (self->quote);
  g_clear_pointer (&self->reactions, g_ptr_array_unref);
  g_free (self);
}

NatterHit *
natter_hit_new (NatterMessage *message,
                const char *room)
{
  NatterHit *self = g_new0 (NatterHit, 1);

  self->message = message;
  self->room = g_strdup (room);
  self->marks = g_array_new (FALSE, FALSE, sizeof (NatterSpan));
  return self;
}

void
natter_hit_free (NatterHit *self)
{
  if (self == NULL)
    return;

  natter_message_unref (self->message);
  g_array_unref (self->marks);
  g_free (self->room);
  g_free (self);
}

NatterPerson *
natter_person_new (const char *name)
{
  NatterPerson *self = g_new (NatterPerson, 1);

  *self = (NatterPerson){ .name = g_strdup (name) };
  return self;
}

void
natter_person_free (NatterPerson *self)
{
  if (self == NULL)
    return;

  g_free (self->name);
  g_free (self->away);
  g_strfreev (self->rooms);
  g_free (self->role);
  g_free (self);
}

NatterRoomInfo *
natter_room_info_new (const char *name)
{
  NatterRoomInfo *self = g_new0 (NatterRoomInfo, 1);

  self->name = g_strdup (name);
  return self;
}

void
natter_room_info_free (NatterRoomInfo *self)
{
  if (self == NULL)
    return;

  g_free (self->name);
  g_free (self->topic);
  g_free (self);
}

NatterDirect *
natter_direct_new (const char *room)
{
  NatterDirect *self = g_new0 (NatterDirect, 1);

  self->room = g_strdup (room);
  return self;
}

void
natter_direct_free (NatterDirect *self)
{
  if (self == NULL)
    return;

  g_free (self->room);
  g_free (self);
}

NatterBan *
natter_ban_new (const char *name)
{
  NatterBan *self = g_new0 (NatterBan, 1);

  self->name = g_strdup (name);
  return self;
}

void
natter_ban_free (NatterBan *self)
{
  if (self == NULL)
    return;

  g_free (self->name);
  g_free (self->from);
  g_free (self->reason);
  g_free (self);
}

NatterCode *
natter_code_new (const char *code)
{
  NatterCode *self = g_new0 (NatterCode, 1);

  self->code = g_strdup (code);
  return self;
}

void
natter_code_free (NatterCode *self)
{
  if (self == NULL)
    return;

  natter_wipe_string (self->code);
  natter_wipe_string (self->link);
  g_free (self->from);
  g_free (self);
}

void
natter_help_free (NatterHelp *self)
{
  if (self == NULL)
    return;

  g_free (self->word);
  g_free (self->usage);
  g_free (self->summary);
  g_free (self->example);
  g_free (self);
}
