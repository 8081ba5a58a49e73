/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "shared/natter-text.h"

#include "natterd-ask-private.h"
#include "natterd-ignore.h"
#include "natterd-policy.h"
#include "natterd-server-private.h"

/* Bots: §13.3. They come in by their token, and into no room. */

#define ROOMS_MOST 200

static void
admit (NatterdCall *call,
       NatterdUser *user)
{
  NatterdDirectory *directory = &call->hub->directory;
  NatterEvent *hello;

  call->user = user;
  user->active = call->session->active = call->now.mono;
  natterd_session_set_user (call->session, user);
  call->session->stage = NATTER_STAGE_CHAT;
  if (natterd_directory_find_user (directory, user->key) == NULL)
    {
      natterd_directory_add_user (directory, user);
      natterd_directory_meet_ignored (directory, user);
    }
  hello = natterd_call_new_answer (call, NATTER_EVENT_HELLO);
  hello->name = g_strdup (user->name);
  hello->room = g_strdup ("");
  natterd_call_answer (call, hello);
  natterd_effects_admit (call->effects, call->session);
}

/* The name, if one was given, has to be the bot's. */
static gboolean
is_named (const NatterdCall *call,
          const char *key)
{
  g_autofree char *name = NULL;
  g_autofree char *wanted = NULL;

  if (call->command->name == NULL)
    return TRUE;
  name = natter_name_normalize (call->command->name, call->hub->settings->name_length, NULL);
  wanted = name != NULL ? natter_name_dup_key (name) : NULL;
  return g_strcmp0 (wanted, key) == 0;
}

gboolean
natterd_bot_login (NatterdCall *call,
                   GError **error)
{
  const char *key;
  const NatterdBot *bot;
  NatterdUser *here;
  g_autoptr (NatterdUser) user = NULL;

  if (!natterd_call_check_private (call, error))
    return FALSE;
  bot = natterd_bots_find_token (&call->hub->bots, call->command->token, &key);
  if (bot == NULL || !is_named (call, key))
    {
      /* in the words of the HTTP door: who has no token has typed neither a name nor a password */
      g_set_error_literal (error, NATTER_ERROR, NATTER_ERROR_WRONG_PASSWORD, _ ("That is not the token of a bot. Please ask the operator for one."));
      return FALSE;
    }
  if (!natterd_call_check_banned (call, key, FALSE, error))
    return FALSE;
  here = natterd_directory_find_user (&call->hub->directory, key);
  user = here != NULL ? natterd_user_ref (here) : natterd_user_new (++call->hub->n_users, g_strdup (bot->name), g_strdup (key));
  user->party = NATTERD_PARTY_BOT;
  user->author = bot->author;
  admit (call, user);
  return TRUE;
}

/* Making them */

/* Of the rooms that the command names, as they are shown: in JSON with or without "#", white space or commas between.
 * FALSE with NATTER_ERROR_ROOM_*. @rooms: (out) (transfer full) (nullable): NULL: all that are public. */
static gboolean
read_rooms (const NatterdCall *call,
            GStrv *rooms,
            GError **error)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) words = call->command->text != NULL ? g_strsplit_set (call->command->text, " ,", ROOMS_MOST) : NULL;
  guint n = 0;

  for (guint i = 0; words != NULL && words[i] != NULL; i++)
    {
      g_autofree char *room = NULL;

      if (*words[i] == '\0')
        continue;
      room = natter_room_normalize (words[i], call->hub->settings->room_length, error);
      if (room == NULL)
        return FALSE;
      g_strv_builder_add (builder, room);
      n++;
    }
  *rooms = n > 0 ? g_strv_builder_end (builder) : NULL;
  return TRUE;
}

static void
tell_made (const NatterdCall *call,
           const NatterdBot *bot,
           const char *key,
           const char *token)
{
  NatterEvent *answer = natterd_call_new_answer (call, NATTER_EVENT_BOT);
  g_autoptr (NatterFact) fact = natterd_bot_dup_fact (bot, key);
  const NatterdAct act = { .word = "bot-add", .name = bot->name, .key = (char *) key };

  answer->name = g_strdup (bot->name);
  answer->token = g_strdup (token);
  answer->names = g_strdupv (bot->rooms);
  answer->role = natterd_bot_dup_rights (bot);
  natterd_server_record (call, &act, fact, answer);
}

static gboolean
add (NatterdCall *call,
     GError **error)
{
  g_autofree char *name = natter_name_normalize (call->command->name, call->hub->settings->name_length, error);
  g_autofree char *key = name != NULL ? natter_name_dup_key (name) : NULL;
  g_autoptr (NatterdBot) bot = NULL;
  g_auto (GStrv) rooms = NULL;
  gboolean good;
  char *token;

  if (name == NULL || !natterd_call_check_name (call, name, key, NULL, error) || !read_rooms (call, &rooms, error))
    return FALSE;
  g_return_val_if_fail (call->hub->mint != NULL, FALSE);
  token = call->hub->mint (call->hub->mint_data);
  bot = natterd_bot_new (name, token, (const char *const *) rooms);
  good = natterd_bot_read_rights (bot, call->command->role);
  if (good)
    tell_made (call, bot, key, token);
  else
    g_set_error_literal (error, NATTER_ERROR, NATTER_ERROR_BAD_FIELD, _ ("A bot may say, read, or both: \"say read\"."));
  natterd_password_free (token);
  return good;
}

static gboolean
end_bot (NatterdCall *call,
         GError **error)
{
  g_autofree char *name = natter_name_normalize (call->command->name, call->hub->settings->name_length, error);
  g_autofree char *key = name != NULL ? natter_name_dup_key (name) : NULL;
  const NatterdBot *bot = key != NULL ? natterd_bots_find (&call->hub->bots, key) : NULL;
  g_autoptr (NatterFact) fact = NULL;
  NatterEvent *answer;

  if (name == NULL)
    return FALSE;
  if (bot == NULL)
    {
      g_set_error (error, NATTER_ERROR, NATTER_ERROR_NO_SUCH_PERSON, _ ("There is no bot called %s."), name);
      return FALSE;
    }
  fact = natter_fact_new (NATTERD_FACT_BOT, key, NULL);
  answer = natterd_call_new_answer (call, NATTER_EVENT_DONE);
  answer->text = g_strdup_printf (_ ("%s is no bot any more."), bot->name);
  natterd_server_record (call, &(NatterdAct){ .word = "bot-revoke", .name = bot->name, .key = key }, fact, answer);
  return TRUE;
}

static void
list (NatterdCall *call)
{
  g_autoptr (GPtrArray) bots = natterd_bots_list (&call->hub->bots);
  NatterEvent *answer = natterd_call_new_answer (call, NATTER_EVENT_BOTS);

  answer->people = g_ptr_array_new_full (bots->len, (GDestroyNotify) natter_person_free);
  for (guint i = 0; i < bots->len; i++)
    {
      const NatterdBot *bot = bots->pdata[i];
      NatterPerson *person = natter_person_new (bot->name);

      person->bot = TRUE;
      person->rooms = g_strdupv (bot->rooms);
      person->role = natterd_bot_dup_rights (bot);
      g_ptr_array_add (answer->people, person);
    }
  natterd_call_answer (call, answer);
}

gboolean
natterd_handle_bot (NatterdCall *call,
                    GError **error)
{
  const char *word = call->command->word;
  gboolean is_list = g_str_equal (word, "list");

  if (!natterd_policy_check_server (call->hub, call->user, NATTER_RIGHT_SERVER, error))
    return FALSE;
  if (is_list)
    list (call);
  if (is_list || (call->command->name != NULL && g_str_equal (word, "add")))
    return is_list || add (call, error);
  if (call->command->name != NULL && g_str_equal (word, "revoke"))
    return end_bot (call, error);

  g_set_error_literal (error, NATTER_ERROR, NATTER_ERROR_BAD_FIELD, _ ("Bots are made with add NAME, shown with list, and ended with revoke NAME."));
  return FALSE;
}
