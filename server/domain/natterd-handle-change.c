/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "shared/natter-text.h"

#include "natterd-direct-private.h"
#include "natterd-policy.h"

/* What is done to a message after it was said: §4.23, §4.24, §4.26. Each is recorded like a message. Whether the target is there, and whose it is,
 * is known to the store, which looks when it records; who may do it to whose is known here. */

static NatterdRoom *
find_place (NatterdCall *call,
            GError **error)
{
  if (call->command->room == NULL || call->command->room[0] != '@')
    return natterd_call_get_own_room (call, error);
  return natterd_call_find_direct (call, call->command->room, error);
}

/* @text: (transfer full). */
static gboolean
change (NatterdCall *call,
        NatterMessageKind kind,
        NatterEventKind told,
        char *text,
        GError **error)
{
  NatterdRoom *room = find_place (call, error);
  g_autoptr (NatterMessage) message = NULL;
  g_autoptr (GError) refusal = NULL;

  if (room != NULL)
    natterd_policy_check (call->hub, call->user, room, NATTER_RIGHT_SPEAK, &refusal);
  if (room == NULL || !natterd_call_may_try (call, refusal, error))
    {
      g_free (text);
      return FALSE;
    }

  message = natterd_call_begin_record (call, room, kind, text);
  natterd_call_refuse (call, message, refusal);
  message->any_author = kind == NATTER_MESSAGE_DELETE && natterd_policy_may_delete_others (call->hub, call->user, room);
  natterd_call_tell_recorded (call, room, told, message);
  return TRUE;
}

gboolean
natterd_handle_edit (NatterdCall *call,
                     GError **error)
{
  char *text = natter_text_normalize_message (call->command->text, call->hub->settings->message_bytes, error);

  return text != NULL && change (call, NATTER_MESSAGE_EDIT, NATTER_EVENT_EDITED, text, error);
}

gboolean
natterd_handle_delete (NatterdCall *call,
                       GError **error)
{
  return change (call, NATTER_MESSAGE_DELETE, NATTER_EVENT_DELETED, g_strdup (""), error);
}

gboolean
natterd_handle_react (NatterdCall *call,
                      GError **error)
{
  char *reaction = natter_reaction_normalize (call->command->text, error);

  return reaction != NULL && change (call, NATTER_MESSAGE_REACT, NATTER_EVENT_REACTED, reaction, error);
}

gboolean
natterd_handle_unreact (NatterdCall *call,
                        GError **error)
{
  char *reaction = natter_reaction_normalize (call->command->text, error);

  return reaction != NULL && change (call, NATTER_MESSAGE_UNREACT, NATTER_EVENT_REACTED, reaction, error);
}
