/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "shared/natter-error.h"

#include "natterd-policy.h"
#include "natterd-room-private.h"

gboolean
natterd_policy_check (const NatterdUser *user,
                      const NatterdRoom *room,
                      NatterRight right,
                      GError **error)
{
  if (right == NATTER_RIGHT_ANYONE || natterd_membership_find (user, room) != NULL)
    return TRUE;

  g_set_error_literal (error, NATTER_ERROR, NATTER_ERROR_NOT_IN_ROOM,
                       _ ("Only those who are in a room can speak there. To go in: join ROOM"));
  return FALSE;
}

gboolean
natterd_policy_may_change_others (const NatterdUser *user,
                                  const NatterdRoom *room)
{
  return FALSE;
}

/* (transfer full) */
static char *
explain_target (const NatterMessage *message)
{
  g_autofree char *seq = g_strdup_printf ("%" G_GUINT64_FORMAT, message->target);

  switch (message->refusal)
    {
    case NATTER_ERROR_NOT_YOURS:
      return g_strdup_printf (_ ("Message %s is not yours: only who wrote it can change it."), seq);
    case NATTER_ERROR_TOO_MANY_REACTIONS:
      return g_strdup_printf (_ ("Message %s has many different reactions already. Join one of those?"), seq);
    case NATTER_ERROR_NO_SUCH_REACTION:
      return g_strdup_printf (_ ("You have not reacted to message %s with %s."), seq, message->text);
    case NATTER_ERROR_NO_SUCH_MESSAGE:
    default:
      if (message->target == NATTER_TARGET_LAST)
        return g_strdup (_ ("You have said nothing here lately. To see what was said: history"));
      return g_strdup_printf (_ ("There is no message %s here, or none any more. To see their numbers: history"), seq);
    }
}

void
natterd_policy_explain (const NatterMessage *message,
                        GError **error)
{
  g_autofree char *sentence = explain_target (message);

  g_set_error_literal (error, NATTER_ERROR, (int) message->refusal, sentence);
}
