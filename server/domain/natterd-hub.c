/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "shared/natter-text.h"

#include "natterd-code-private.h"
#include "natterd-direct-private.h"
#include "natterd-ignore.h"
#include "natterd-marker-private.h"
#include "natterd-operator-private.h"
#include "natterd-places-private.h"
#include "natterd-policy.h"
#include "natterd-resume-private.h"
#include "natterd-rules-private.h"

/* Handlers, a row per command. Stage, right and cost are in the table of words: shared/natter-verb.c. */
static const NatterdHandler handlers[NATTER_N_COMMANDS] = {
  [NATTER_COMMAND_LOGIN] = natterd_handle_login,
  [NATTER_COMMAND_RESUME] = natterd_handle_resume,
  [NATTER_COMMAND_LOGOUT] = natterd_handle_logout,
  [NATTER_COMMAND_HELP] = natterd_handle_help,
  [NATTER_COMMAND_SAY] = natterd_handle_say,
  [NATTER_COMMAND_ME] = natterd_handle_me,
  [NATTER_COMMAND_TELL] = natterd_handle_tell,
  [NATTER_COMMAND_REPLY] = natterd_handle_reply,
  [NATTER_COMMAND_EDIT] = natterd_handle_edit,
  [NATTER_COMMAND_DELETE] = natterd_handle_delete,
  [NATTER_COMMAND_REACT] = natterd_handle_react,
  [NATTER_COMMAND_UNREACT] = natterd_handle_unreact,
  [NATTER_COMMAND_LOOK] = natterd_handle_look,
  [NATTER_COMMAND_WHO] = natterd_handle_who,
  [NATTER_COMMAND_ROOMS] = natterd_handle_rooms,
  [NATTER_COMMAND_JOIN] = natterd_handle_join,
  [NATTER_COMMAND_LEAVE] = natterd_handle_leave,
  [NATTER_COMMAND_SWITCH] = natterd_handle_switch,
  [NATTER_COMMAND_TOPIC] = natterd_handle_topic,
  [NATTER_COMMAND_NAME] = natterd_handle_name,
  [NATTER_COMMAND_REGISTER] = natterd_handle_register,
  [NATTER_COMMAND_PASSWORD] = natterd_handle_password,
  [NATTER_COMMAND_DEVICES] = natterd_handle_devices,
  [NATTER_COMMAND_FORGET] = natterd_handle_forget,
  [NATTER_COMMAND_KICK] = natterd_handle_kick,
  [NATTER_COMMAND_MUTE] = natterd_handle_mute,
  [NATTER_COMMAND_UNMUTE] = natterd_handle_unmute,
  [NATTER_COMMAND_BAN] = natterd_handle_ban,
  [NATTER_COMMAND_UNBAN] = natterd_handle_unban,
  [NATTER_COMMAND_BANS] = natterd_handle_bans,
  [NATTER_COMMAND_ANNOUNCE] = natterd_handle_announce,
  [NATTER_COMMAND_PASSWD] = natterd_handle_passwd,
  [NATTER_COMMAND_BOT] = natterd_handle_bot,
  [NATTER_COMMAND_GRANT] = natterd_handle_grant,
  [NATTER_COMMAND_REVOKE] = natterd_handle_revoke,
  [NATTER_COMMAND_PRIVATE] = natterd_handle_private,
  [NATTER_COMMAND_PUBLIC] = natterd_handle_public,
  [NATTER_COMMAND_INVITE] = natterd_handle_invite,
  [NATTER_COMMAND_CODE] = natterd_handle_code,
  [NATTER_COMMAND_CODES] = natterd_handle_codes,
  [NATTER_COMMAND_UNCODE] = natterd_handle_uncode,
  [NATTER_COMMAND_KEEP] = natterd_handle_keep,
  [NATTER_COMMAND_SLOW] = natterd_handle_slow,
  [NATTER_COMMAND_READONLY] = natterd_handle_readonly,
  [NATTER_COMMAND_WRITABLE] = natterd_handle_writable,
  [NATTER_COMMAND_AWAY] = natterd_handle_away,
  [NATTER_COMMAND_BACK] = natterd_handle_back,
  [NATTER_COMMAND_IGNORE] = natterd_handle_ignore,
  [NATTER_COMMAND_UNIGNORE] = natterd_handle_unignore,
  [NATTER_COMMAND_HISTORY] = natterd_handle_history,
  [NATTER_COMMAND_READ] = natterd_handle_read,
  [NATTER_COMMAND_DIRECTS] = natterd_handle_directs,
  [NATTER_COMMAND_SEARCH] = natterd_handle_search,
  [NATTER_COMMAND_MORE] = natterd_handle_more,
  [NATTER_COMMAND_PING] = natterd_handle_ping,
  [NATTER_COMMAND_PONG] = natterd_handle_pong,
  [NATTER_COMMAND_TIME] = natterd_handle_time,
  [NATTER_COMMAND_VERSION] = natterd_handle_version,
  [NATTER_COMMAND_MOTD] = natterd_handle_motd,
};

NatterdHub *
natterd_hub_new (const NatterdHubSettings *settings)
{
  NatterdHub *self;

  g_return_val_if_fail (settings != NULL && settings->name_length > 0 && settings->room_length > 0, NULL);

  self = g_new0 (NatterdHub, 1);
  self->settings = natterd_hub_settings_copy (settings);
  natterd_directory_init (&self->directory);
  natterd_roles_init (&self->roles);
  self->rules = natterd_rules_new_table ();
  self->places = natterd_places_new_table ();
  self->codes = natterd_codes_new_table ();
  natterd_bots_init (&self->bots);
  natterd_bans_init (&self->bans);
  natterd_talks_init (&self->talks);
  natterd_reads_init (&self->reads);
  natterd_tokens_init (&self->tokens);
  self->operators = g_ptr_array_new ();
  return self;
}

void
natterd_hub_free (NatterdHub *self)
{
  if (self == NULL)
    return;

  g_warn_if_fail (self->directory.first == NULL && self->operators->len == 0);
  g_ptr_array_unref (self->operators);
  natterd_talks_clear (&self->talks);
  natterd_reads_clear (&self->reads);
  natterd_directory_clear (&self->directory);
  natterd_roles_clear (&self->roles);
  g_hash_table_unref (self->rules);
  g_hash_table_unref (self->places);
  g_hash_table_unref (self->codes);
  natterd_bots_clear (&self->bots);
  natterd_bans_clear (&self->bans);
  natterd_tokens_clear (&self->tokens);
  g_free (self->store_epoch);
  g_free (self->key);
  natterd_hub_settings_free (self->settings);
  g_free (self);
}

void
natterd_hub_set_mint (NatterdHub *self,
                      NatterdMint mint,
                      gpointer user_data)
{
  self->mint = mint;
  self->mint_data = user_data;
}

void
natterd_hub_set_key (NatterdHub *self,
                     const char *key)
{
  g_free (self->key);
  self->key = g_strdup (key);
}

void
natterd_hub_set_epoch (NatterdHub *self,
                       const char *epoch)
{
  g_free (self->store_epoch);
  self->store_epoch = g_strdup (epoch);
}

void
natterd_hub_set_settings (NatterdHub *self,
                          const NatterdHubSettings *settings)
{
  g_return_if_fail (settings->name_length > 0 && settings->room_length > 0);

  natterd_hub_settings_free (self->settings);
  self->settings = natterd_hub_settings_copy (settings);
}

guint
natterd_hub_get_n_people (const NatterdHub *self)
{
  return g_hash_table_size (self->directory.people) - self->directory.n_bots;
}

guint
natterd_hub_get_n_rooms (const NatterdHub *self)
{
  return g_hash_table_size (self->directory.rooms);
}

guint
natterd_hub_get_n_accounts (const NatterdHub *self)
{
  return g_hash_table_size (self->directory.accounts) - self->directory.n_gone;
}

NatterdSession *
natterd_hub_open_session (NatterdHub *self,
                          NatterdNow now,
                          NatterdEffects *effects)
{
  NatterdSession *session = natterd_session_new (self->directory.session_slots);
  NatterEvent *welcome = natter_event_new (NATTER_EVENT_WELCOME);

  welcome->text = g_strdup (self->settings->server_name);
  welcome->version = g_strdup (NATTER_VERSION);
  welcome->count = natterd_hub_get_n_people (self);
  welcome->limits.line = (guint) MIN (self->settings->line_bytes, G_MAXUINT);
  welcome->limits.message = (guint) MIN (self->settings->message_bytes, G_MAXUINT);
  welcome->limits.name = self->settings->name_length;
  welcome->limits.room = self->settings->room_length;
  natterd_effects_to_session (effects, session, welcome);
  return session;
}

/* §6.3: TRUE: paid. Else the answer is slow-down. */
static gboolean
pay (NatterdHub *self,
     NatterdSession *session,
     guint cost,
     const char *re,
     NatterdNow now,
     NatterdEffects *effects)
{
  guint wait = natterd_policy_is_unlimited (session->user)
                 ? 0
                 : natterd_bucket_take (&session->bucket, self->settings->rate, self->settings->burst, cost, now.mono);
  g_autoptr (GError) error = NULL;
  NatterEvent *event;

  if (wait == 0)
    return TRUE;

  error = g_error_new (NATTER_ERROR, NATTER_ERROR_SLOW_DOWN,
                       ngettext ("That was a lot at once. Please wait %u second, then try again.",
                                 "That was a lot at once. Please wait %u seconds, then try again.", wait),
                       wait);
  event = natter_event_new_error (error, re, NULL);
  event->wait = wait;
  natterd_effects_to_session (effects, session, event);
  return FALSE;
}

/* §5.18: the hall reads nothing more meanwhile; this is for those who do not wait. */
static gboolean
check_waiting (const NatterdSession *session,
               GError **error)
{
  if (session->ask == NULL)
    return TRUE;

  g_set_error_literal (error, NATTER_ERROR, NATTER_ERROR_SLOW_DOWN,
                       _ ("Your password is still being looked at. Please wait a moment."));
  return FALSE;
}

void
natterd_hub_look_at_clock (NatterdHub *self,
                           NatterdNow now)
{
  if (self->wall == 0)
    natter_clock_begin (&self->clock, now.mono, now.wall, self->last);
  self->wall = natter_clock_judge (&self->clock, now.mono, now.wall);
}

static gboolean
carry_out (NatterdCall *call,
           GError **error)
{
  const NatterVerb *verb = natter_verb_get (call->command->kind);

  natterd_roles_expire (&call->hub->roles, call->hub->wall);
  if (!check_waiting (call->session, error) || !natter_verb_check_stage (verb, call->session->stage, error) || !natter_command_check (call->command, error))
    return FALSE;

  /* What programs send by themselves is no sign of life of a person. */
  if (call->user != NULL && verb->kind != NATTER_COMMAND_PING && verb->kind != NATTER_COMMAND_PONG)
    call->user->active = call->session->active = call->now.mono;

  natterd_call_keep_token (call);
  if (call->user != NULL && !natterd_policy_check_command (call->hub, call->user, call->command, error))
    return FALSE;
  return handlers[verb->kind](call, error);
}

void
natterd_hub_apply (NatterdHub *self,
                   NatterdSession *session,
                   const NatterCommand *command,
                   NatterdNow now,
                   NatterdEffects *effects)
{
  NatterdCall call = { self, session, session->user, command, now, effects, NULL, 0, 0, NULL };
  g_autoptr (GError) error = NULL;

  natterd_hub_look_at_clock (self, now);
  if (session->stage == NATTER_STAGE_LOGOUT ||
      !pay (self, session, natter_verb_get (command->kind)->cost, command->id, now, effects))
    return;

  if (!carry_out (&call, &error))
    {
      NatterEvent *refusal = natter_event_new_error (error, command->id, call.suggestion);

      refusal->wait = call.wait;
      refusal->time = call.until;
      refusal->name = g_steal_pointer (&call.asked);
      natterd_effects_to_session (effects, session, refusal);
    }
  g_free (call.suggestion);
}

void
natterd_hub_reject (NatterdHub *self,
                    NatterdSession *session,
                    const GError *error,
                    const char *re,
                    const char *suggestion,
                    NatterdNow now,
                    NatterdEffects *effects)
{
  if (session->stage == NATTER_STAGE_LOGOUT || !pay (self, session, 1, re, now, effects))
    return;

  natterd_effects_to_session (effects, session, natter_event_new_error (error, re, suggestion));
}

/* §4.29: an account may be here more than once. */
static gboolean
has_other_session (const NatterdUser *user)
{
  for (const NatterdSession *session = user->sessions; session != NULL; session = session->sibling)
    if (session->stage == NATTER_STAGE_CHAT)
      return TRUE;
  return FALSE;
}

void
natterd_hub_close_session (NatterdHub *self,
                           NatterdSession *session,
                           NatterReason reason,
                           NatterdNow now,
                           NatterdEffects *effects)
{
  NatterdUser *user = session->user;
  const NatterdCall call = { .hub = self, .session = session, .user = user, .now = now, .effects = effects };

  if (session->stage == NATTER_STAGE_LOGOUT)
    return;

  natterd_marker_leave (&call, NULL);
  session->stage = NATTER_STAGE_LOGOUT;
  natterd_session_remove_ignores (session, &self->directory);
  natterd_session_part_with_token (session, &self->tokens);
  if (user == NULL || has_other_session (user))
    return;
  if (user->party == NATTERD_PARTY_OPERATOR)
    {
      natterd_operator_go (self, user);
      return;
    }

  while (user->rooms.first != NULL)
    natterd_hub_leave (self, user->rooms.first, reason, now, effects);
  natterd_direct_leave_all (self, user, effects);
  if (!user->is_registered)
    natterd_reads_forget (&self->reads, user->author, effects);
  natterd_directory_part_ignored (&self->directory, user);
  natterd_directory_remove_user (&self->directory, user);
}

gboolean
natterd_hub_hold_session (NatterdHub *self,
                          NatterdSession *session,
                          NatterdNow now,
                          NatterdEffects *effects)
{
  const NatterdCall call = { .hub = self, .session = session, .now = now, .effects = effects };

  if (session->stage != NATTER_STAGE_CHAT || session->token == NULL || self->settings->grace == 0)
    return FALSE;

  natterd_call_keep_token (&call);
  return TRUE;
}

void
natterd_hub_recorded (NatterdHub *self,
                      NatterdRoom *room,
                      const NatterMessage *message,
                      NatterdNow now,
                      NatterdEffects *effects)
{
  const NatterdCall call = { .hub = self, .now = now, .effects = effects };

  natterd_room_recorded (room, message);
  natterd_marker_follow (&call, room, message);
}

gint64
natterd_hub_get_due (const NatterdHub *self)
{
  return self->reads.due;
}

void
natterd_hub_advance (NatterdHub *self,
                     NatterdNow now,
                     NatterdEffects *effects)
{
  natterd_hub_look_at_clock (self, now);
  natterd_reads_record (&self->reads, now.mono, FALSE, effects);
}

void
natterd_hub_prepare_end (NatterdHub *self,
                         NatterdNow now,
                         NatterdEffects *effects)
{
  for (NatterdUser *user = self->directory.first; user != NULL; user = user->next)
    for (NatterdSession *session = user->sessions; session != NULL; session = session->sibling)
      if (session->stage == NATTER_STAGE_CHAT)
        {
          const NatterdCall call = { .hub = self, .session = session, .user = user, .now = now, .effects = effects };

          natterd_marker_leave (&call, NULL);
        }
  natterd_reads_record (&self->reads, now.mono, TRUE, effects);
}

void
natterd_hub_restore_direct (NatterdHub *self,
                            const char *key,
                            guint64 last_seq,
                            gint64 active)
{
  self->last = MAX (self->last, active);
  natterd_direct_restore (self, key, last_seq, active);
}

void
natterd_hub_restored (NatterdHub *self,
                      NatterdEffects *effects)
{
  self->reads.settled = TRUE;
  natterd_direct_end_lost (self, effects);
}

void
natterd_hub_restore_room (NatterdHub *self,
                          const char *name,
                          const char *topic,
                          guint64 last_seq,
                          gint64 active)
{
  g_autofree char *key = natter_name_dup_key (name);
  NatterdRoom *room = natterd_directory_find_room (&self->directory, key);

  if (room == NULL)
    room = natterd_directory_add_room (&self->directory, name, g_steal_pointer (&key));

  g_free (room->topic);
  room->topic = g_strdup (topic);
  room->last_seq = last_seq;
  room->active = active;
  self->last = MAX (self->last, active);
}
