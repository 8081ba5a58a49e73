/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "natterd-target-private.h"

#include "shared/natter-limits.h"

void
natterd_recorded_clear (NatterdRecorded *self)
{
  g_clear_pointer (&self->quote_from, g_free);
  g_clear_pointer (&self->quote, g_free);
}

void
natterd_recorded_tell (const NatterdRecorded *self,
                       NatterMessage *message)
{
  message->seq = self->seq;
  message->time = self->time;
  message->repeated = self->repeated;
  message->refusal = self->refusal;
  if (message->target != 0 && self->target != 0)
    message->target = self->target;
  if (self->quote_from != NULL && self->quote != NULL)
    natter_message_set_quote (message, self->quote_from, self->quote);
}

NatterError
natterd_target_judge (const NatterdTarget *target,
                      const NatterMessage *message)
{
  gboolean is_ones_own = message->kind == NATTER_MESSAGE_EDIT || message->kind == NATTER_MESSAGE_DELETE;

  if (target->deleted || (target->kind != NATTER_MESSAGE_SAY && target->kind != NATTER_MESSAGE_ME))
    return NATTER_ERROR_NO_SUCH_MESSAGE;
  if (is_ones_own && !message->any_author && (target->author == 0 || target->author != message->author))
    return NATTER_ERROR_NOT_YOURS;
  return 0;
}

void
natterd_reaction_judge (const NatterMessage *message,
                        guint64 seq,
                        guint n_others,
                        NatterdRecorded *recorded)
{
  if (message->kind == NATTER_MESSAGE_UNREACT)
    recorded->refusal = seq == 0 ? NATTER_ERROR_NO_SUCH_REACTION : 0;
  else if (seq != 0)
    {
      recorded->repeated = TRUE;
      recorded->seq = seq;
    }
  else if (n_others >= NATTER_LIMIT_REACTIONS)
    recorded->refusal = NATTER_ERROR_TOO_MANY_REACTIONS;
}
