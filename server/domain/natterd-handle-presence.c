/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "shared/natter-limits.h"
#include "shared/natter-text.h"

#include "natterd-call.h"
#include "natterd-ignore.h"

/* Being away, and not wanting to hear: §4.15, §4.16. */

static NatterEvent *
new_presence (const NatterdUser *user)
{
  NatterEvent *event = natter_event_new (NATTER_EVENT_PRESENCE);

  event->from = g_strdup (user->name);
  event->text = g_strdup (user->away);
  return event;
}

/* As long as a topic: it is shown in lists. */
static char *
dup_away_text (const NatterdCall *call,
               GError **error)
{
  const char *text = call->command->text;

  if (text == NULL || natter_text_is_blank (text, strlen (text)))
    return g_strdup ("");

  return natter_text_normalize (text, call->hub->settings->topic_bytes, error);
}

gboolean
natterd_handle_away (NatterdCall *call,
                     GError **error)
{
  char *text = dup_away_text (call, error);

  if (text == NULL)
    return FALSE;

  natterd_user_set_away (call->user, text);
  natterd_hub_tell_peers (call->hub, call->user, new_presence (call->user), call->effects);
  natterd_call_ok (call, NULL, NULL);
  return TRUE;
}

gboolean
natterd_handle_back (NatterdCall *call,
                     GError **error)
{
  gboolean was_away = call->user->away != NULL;

  natterd_user_set_away (call->user, NULL);
  if (was_away)
    natterd_hub_tell_peers (call->hub, call->user, new_presence (call->user), call->effects);
  else
    natterd_effects_to_user (call->effects, call->user, call->user, new_presence (call->user));
  natterd_call_ok (call, NULL, NULL);
  return TRUE;
}

static void
answer_ignored (const NatterdCall *call)
{
  const GPtrArray *ignores = call->session->ignores;
  NatterEvent *event = natterd_call_new_answer (call, NATTER_EVENT_IGNORED);
  guint n = ignores != NULL ? ignores->len : 0;

  event->names = g_new0 (char *, n + 1);
  for (guint i = 0; i < n; i++)
    event->names[i] = g_strdup (natterd_ignore_get_name (ignores->pdata[i]));
  natterd_call_answer (call, event);
}

static gboolean
ignore (const NatterdCall *call,
        NatterdUser *user,
        GError **error)
{
  NatterdSession *session = call->session;
  guint most = call->hub->settings->ignored;

  if (natterd_session_find_ignore (session, user->key) != NULL)
    return TRUE;

  if (most > 0 && session->ignores != NULL && session->ignores->len >= most)
    {
      g_set_error (error, NATTER_ERROR, NATTER_ERROR_TOO_MANY_IGNORED,
                   ngettext ("You ignore %u person, and more do not fit. To hear someone again: unignore NAME",
                             "You ignore %u people, and more do not fit. To hear someone again: unignore NAME", most),
                   most);
      return FALSE;
    }

  natterd_session_add_ignore (session, user);
  return TRUE;
}

gboolean
natterd_handle_ignore (NatterdCall *call,
                       GError **error)
{
  NatterdUser *user;

  if (call->command->name != NULL)
    {
      user = natterd_call_find_person (call, call->command->name, error);
      if (user == NULL || !ignore (call, user, error))
        return FALSE;
    }

  answer_ignored (call);
  return TRUE;
}

static char *
dup_nearest_ignored (const NatterdSession *session,
                     const char *name)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new ();

  for (guint i = 0; session->ignores != NULL && i < session->ignores->len; i++)
    g_ptr_array_add (names, (gpointer) natterd_ignore_get_name (session->ignores->pdata[i]));
  g_ptr_array_add (names, NULL);

  return g_strdup (natter_text_nearest (name, (const char *const *) names->pdata));
}

static NatterdIgnore *
find_ignore (const NatterdSession *session,
             const char *name)
{
  g_autofree char *normalized = natter_name_normalize (*name == '@' ? name + 1 : name, NATTER_LIMIT_NAME_BYTES, NULL);
  g_autofree char *key = normalized != NULL ? natter_name_dup_key (normalized) : NULL;

  return key != NULL ? natterd_session_find_ignore (session, key) : NULL;
}

gboolean
natterd_handle_unignore (NatterdCall *call,
                         GError **error)
{
  NatterdSession *session = call->session;
  NatterdIgnore *found = find_ignore (session, call->command->name);
  g_autofree char *shown = NULL;

  if (found != NULL)
    {
      natterd_session_remove_ignore (session, found, &call->hub->directory);
      answer_ignored (call);
      return TRUE;
    }

  shown = natterd_call_dup_excerpt (call->command->name);
  call->suggestion = dup_nearest_ignored (session, call->command->name);
  if (call->suggestion != NULL)
    g_set_error (error, NATTER_ERROR, NATTER_ERROR_NO_SUCH_PERSON,
                 _ ("You do not ignore anybody called %s. Did you mean %s?"), shown, call->suggestion);
  else
    g_set_error (error, NATTER_ERROR, NATTER_ERROR_NO_SUCH_PERSON,
                 _ ("You do not ignore anybody called %s. To see whom you do: ignore"), shown);
  return FALSE;
}
