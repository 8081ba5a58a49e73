/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "shared/natter-limits.h"
#include "shared/natter-text.h"

#include "natterd-act-private.h"
#include "natterd-code-private.h"
#include "natterd-places-private.h"
#include "natterd-rules-private.h"
#include "natterd-server-private.h"

void
natterd_act_clear (NatterdAct *self)
{
  g_free (self->name);
  g_free (self->key);
  g_free (self->reason);
}

/* What it changes */

static void
record (const NatterdCall *call,
        NatterFact *fact)
{
  natterd_effects_record_fact (call->effects, NULL, fact, NULL);
  natterd_effects_end_record (call->effects);
}

/* (transfer full) (nullable) */
static char *
dup_number (gboolean is_there,
            gint64 number)
{
  return is_there ? g_strdup_printf ("%" G_GINT64_FORMAT, number) : NULL;
}

static gint64
get_until (const NatterdAct *self,
           const NatterdCall *call)
{
  return call->hub->wall + self->span * G_USEC_PER_SEC;
}

/* (transfer full) */
static NatterFact *
dup_role_fact (const NatterdAct *self,
               const NatterdCall *call)
{
  g_autofree char *key = natterd_role_dup_key (self->room->key, self->key);
  g_autofree char *until = dup_number (self->span > 0, get_until (self, call));
  g_autofree char *value = NULL;

  if (self->role != NATTERD_ROLE_MEMBER || self->invites)
    value = natter_fact_dup_value ("role", natterd_role_get_word (self->role), "until", until, "by", call->user->name, NULL);
  return natter_fact_new (NATTERD_FACT_ROLE, key, value);
}

static void
record_role (const NatterdAct *self,
             const NatterdCall *call)
{
  g_autoptr (NatterFact) fact = dup_role_fact (self, call);

  record (call, fact);
}

static void
record_rule (const NatterdAct *self,
             const NatterdCall *call)
{
  g_autofree char *seconds = dup_number (self->timed, self->span);
  g_autofree char *value = self->lifts ? NULL : natter_fact_dup_value ("by", call->user->name, "for", seconds, NULL);
  g_autoptr (NatterFact) fact = natter_fact_new (self->rule, self->room->key, value);

  record (call, fact);
}

static void
record_rank (const NatterdAct *self,
             const NatterdCall *call)
{
  NatterdAccount changed = *natterd_directory_find_account (&call->hub->directory, self->key);
  g_autoptr (NatterFact) fact = NULL;

  changed.rank = self->rank;
  fact = natterd_account_dup_fact (&changed, self->key);
  record (call, fact);
}

/* The log */

static const char *
get_role_word (const NatterdAct *self)
{
  if (self->rank != NATTERD_RANK_GUEST)
    return natterd_rank_get_word (NATTERD_RANK_ADMIN);
  return self->role != NATTERD_N_ROLES ? natterd_role_get_word (self->role) : NULL;
}

/* The key sorts by time, and is nobody else's. */
static NatterFact *
dup_log (const NatterdAct *self,
         const NatterdCall *call)
{
  g_autofree char *key = g_strdup_printf ("%020" G_GINT64_FORMAT "-%" G_GUINT64_FORMAT, call->now.wall, ++call->hub->n_acts);
  g_autofree char *until = dup_number (self->timed && self->span > 0, get_until (self, call));
  g_autofree char *seconds = dup_number (self->timed, self->span);
  g_autofree char *value = natter_fact_dup_value ("act", self->word, "by", call->user->name, "room", self->room != NULL ? self->room->key : NULL, "name", self->name,
                                                  "key", self->key, "place", self->place, "role", get_role_word (self), "for", seconds, "until", until,
                                                  "reason", self->reason, NULL);

  return natter_fact_new (NATTERD_FACT_ACT, key, value);
}

/* Who was shown out is told so, and leaves, when it is recorded: what they said before comes before. */
static gboolean
shows_out (const char *word)
{
  return g_str_equal (word, "kick") || g_str_equal (word, "ban");
}

void
natterd_act_tell (NatterdRoom *room,
                  GHashTable *strings,
                  const NatterdCall *call)
{
  NatterEvent *event = natter_event_new (NATTER_EVENT_ACT);
  const char *seconds = g_hash_table_lookup (strings, "for");
  const char *word = g_hash_table_lookup (strings, "act");

  event->room = g_strdup (room->name);
  event->reason_word = g_strdup (word);
  event->from = g_strdup (g_hash_table_lookup (strings, "by"));
  event->name = g_strdup (g_hash_table_lookup (strings, "name"));
  if (g_str_equal (word, "grant") || g_strcmp0 (g_hash_table_lookup (strings, "role"), "admin") == 0)
    event->role = g_strdup (g_hash_table_lookup (strings, "role"));
  event->span = seconds != NULL ? g_ascii_strtoll (seconds, NULL, 10) : -1;
  event->text = natterd_act_dup_sentence (strings);
  event->time = call->now.wall;
  natterd_effects_to_room (call->effects, room, NULL, NULL, event);
}

void
natterd_act_record (const NatterdAct *self,
                    const NatterdCall *call,
                    NatterEvent *answer)
{
  g_autoptr (NatterFact) log = dup_log (self, call);
  g_autoptr (GHashTable) strings = natter_fact_read (log->value);

  if (self->rule != NULL)
    record_rule (self, call);
  if (self->rank != NATTERD_RANK_GUEST)
    record_rank (self, call);
  if (self->name != NULL && self->role != NATTERD_N_ROLES)
    record_role (self, call);
  natterd_effects_record_fact (call->effects, self->is_quiet && answer == NULL ? NULL : call->session, log, call->command->id);
  if (answer != NULL)
    natterd_call_answer (call, answer);
  else if (!self->is_quiet)
    natterd_call_ok (call, NULL, NULL);
  if (!self->is_quiet && !shows_out (self->word))
    natterd_act_tell (self->room, strings, call);
  natterd_effects_end_record (call->effects);
}

/* Once it is recorded */

static void
show_out (NatterdHub *hub,
          NatterdMembership *membership,
          NatterReason reason,
          const NatterdCall *call)
{
  g_autoptr (NatterdRoom) room = natterd_room_ref (membership->room);
  const NatterdUser *user = membership->user;

  natterd_hub_leave (hub, membership, reason, call->now, call->effects);
  natterd_user_tell_parted (user, room, NULL, call->effects);
}

/* §4.34: a guest is banned by the address, too */
static void
follow_to_place (NatterdHub *hub,
                 const char *act,
                 const char *room,
                 const char *key,
                 const NatterdUser *user)
{
  const NatterdRole *role = natterd_roles_find (&hub->roles, room, key);

  if (g_str_equal (act, "unban") || g_str_equal (act, "unmute"))
    natterd_places_remove (hub->places, room, key);
  else if ((g_str_equal (act, "ban") || g_str_equal (act, "mute")) && role != NULL && user != NULL && !user->is_registered &&
           user->sessions->place != 0)
    natterd_places_add (hub->places, room, user->sessions->place, key, role, hub->wall);
}

void
natterd_act_follow (NatterdHub *hub,
                    const NatterFact *fact,
                    const NatterdCall *call)
{
  g_autoptr (GHashTable) strings = fact->value != NULL ? natter_fact_read (fact->value) : NULL;
  const char *act = strings != NULL ? g_hash_table_lookup (strings, "act") : NULL;
  const char *key = strings != NULL ? g_hash_table_lookup (strings, "key") : NULL;
  const char *place = act != NULL ? g_hash_table_lookup (strings, "room") : NULL;
  NatterdRoom *room = place != NULL ? natterd_directory_find_room (&hub->directory, place) : NULL;
  const NatterdUser *user = key != NULL ? natterd_directory_find_user (&hub->directory, key) : NULL;
  NatterdMembership *membership = room != NULL && user != NULL ? natterd_membership_find (user, room) : NULL;

  if (strings == NULL || natterd_server_follow (hub, strings, call) || room == NULL)
    return;

  if (key != NULL)
    follow_to_place (hub, act, room->key, key, user);
  if (!shows_out (act))
    return;
  natterd_act_tell (room, strings, call);
  if (membership != NULL)
    show_out (hub, membership, g_str_equal (act, "kick") ? NATTER_REASON_KICKED : NATTER_REASON_BANNED, call);
}

void
natterd_room_record_owner (const NatterdRoom *room,
                           const NatterdCall *call)
{
  const NatterdAct act = { .room = (NatterdRoom *) room, .key = call->user->key, .role = NATTERD_ROLE_OWNER };
  g_autoptr (NatterFact) fact = NULL;

  if (!call->user->is_registered || g_str_equal (room->key, NATTER_FIRST_ROOM) || g_hash_table_lookup (call->hub->roles.by_room, room->key) != NULL)
    return;
  fact = dup_role_fact (&act, call);
  natterd_roles_restore (&call->hub->roles, fact->key, fact->value); /* what is asked next may need it */
  record (call, fact);
}

/* Who owns @room for no other reason than to have opened it, if there is nothing else to know of it. (transfer none) (nullable) */
static const char *
find_opener (const NatterdHub *hub,
             const NatterdRoom *room)
{
  GHashTable *roles = g_hash_table_lookup (hub->roles.by_room, room->key);
  g_autofree char *by = NULL;
  GHashTableIter iter;
  gpointer key, role;

  if (roles == NULL || g_hash_table_size (roles) > 1 || g_hash_table_lookup (hub->rules, room->key) != NULL || natterd_codes_list (hub->codes, room->key) != NULL)
    return NULL;
  g_hash_table_iter_init (&iter, roles);
  if (!g_hash_table_iter_next (&iter, &key, &role) || ((const NatterdRole *) role)->by == NULL)
    return NULL;
  by = natter_name_dup_key (((const NatterdRole *) role)->by);
  return ((const NatterdRole *) role)->kind == NATTERD_ROLE_OWNER && g_str_equal (by, key) ? key : NULL;
}

void
natterd_room_forget_owner (const NatterdRoom *room,
                           NatterdHub *hub,
                           NatterdEffects *effects)
{
  const char *opener = find_opener (hub, room);
  g_autofree char *key = opener != NULL ? natterd_role_dup_key (room->key, opener) : NULL;
  g_autoptr (NatterFact) fact = key != NULL ? natter_fact_new (NATTERD_FACT_ROLE, key, NULL) : NULL;

  if (fact == NULL)
    return;
  natterd_roles_restore (&hub->roles, key, NULL);
  natterd_effects_record_fact (effects, NULL, fact, NULL);
  natterd_effects_end_record (effects);
}
