/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "natterd-act-private.h"

#include <glib/gi18n-lib.h>

void
natterd_act_clear (NatterdAct *self)
{
  g_free (self->name);
  g_free (self->key);
  g_free (self->reason);
}

static void
record_role (const NatterdAct *self,
             const NatterdCall *call)
{
  g_autofree char *key = g_strconcat (self->room->key, " ", self->key, NULL);
  g_autofree char *until = self->until != 0 ? g_strdup_printf ("%" G_GINT64_FORMAT, self->until) : NULL;
  g_autofree char *value = NULL;
  g_autoptr (NatterFact) fact = NULL;

  if (self->role != NATTERD_ROLE_MEMBER || self->invites)
    value = natter_fact_dup_value ("role", natterd_role_get_word (self->role), "until", until, "by", call->user->name, NULL);
  fact = natter_fact_new (NATTERD_FACT_ROLE, key, value);
  natterd_effects_record_fact (call->effects, NULL, fact, NULL);
  natterd_effects_end_record (call->effects);
}

static void
record_private (const NatterdAct *self,
                const NatterdCall *call)
{
  g_autofree char *value = g_str_equal (self->word, "private") ? natter_fact_dup_value ("by", call->user->name, NULL) : NULL;
  g_autoptr (NatterFact) fact = natter_fact_new (NATTERD_FACT_PRIVATE, self->room->key, value);

  natterd_effects_record_fact (call->effects, NULL, fact, NULL);
  natterd_effects_end_record (call->effects);
}

/* The key sorts by time, and is nobody else's. */
static NatterFact *
dup_log (const NatterdAct *self,
         const NatterdCall *call)
{
  g_autofree char *key = g_strdup_printf ("%020" G_GINT64_FORMAT "-%" G_GUINT64_FORMAT, call->now.wall, ++call->hub->n_acts);
  g_autofree char *until = self->until != 0 ? g_strdup_printf ("%" G_GINT64_FORMAT, self->until) : NULL;
  const char *role = self->role != NATTERD_N_ROLES ? natterd_role_get_word (self->role) : NULL;
  g_autofree char *value = natter_fact_dup_value ("act", self->word, "by", call->user->name, "room", self->room->key, "name", self->name,
                                                  "key", self->key, "role", role, "until", until, "reason", self->reason, NULL);

  return natter_fact_new (NATTERD_FACT_ACT, key, value);
}

void
natterd_act_record (const NatterdAct *self,
                    const NatterdCall *call)
{
  g_autoptr (NatterFact) log = dup_log (self, call);

  if (self->name == NULL)
    record_private (self, call);
  else if (self->role != NATTERD_N_ROLES)
    record_role (self, call);
  natterd_effects_record_fact (call->effects, call->session, log, call->command->id);
  natterd_call_ok (call, NULL, NULL);
  natterd_effects_end_record (call->effects);
}

/* Once it is recorded */

/* @strings: of the log's value. (transfer full) */
static char *
dup_sentence (GHashTable *strings,
              const char *by,
              const char *name)
{
  const char *act = g_hash_table_lookup (strings, "act");
  const char *reason = g_hash_table_lookup (strings, "reason");

  if (g_str_equal (act, "kick") && reason != NULL)
    return g_strdup_printf (_ ("%s showed %s out: %s"), by, name, reason);
  if (g_str_equal (act, "kick"))
    return g_strdup_printf (_ ("%s showed %s out."), by, name);
  if (g_str_equal (act, "mute"))
    return g_strdup_printf (_ ("%s muted %s."), by, name);
  if (g_str_equal (act, "unmute"))
    return g_strdup_printf (_ ("%s lets %s speak again."), by, name);
  if (g_str_equal (act, "ban"))
    return g_strdup_printf (_ ("%s banned %s."), by, name);
  if (g_str_equal (act, "unban"))
    return g_strdup_printf (_ ("%s lets %s come in again."), by, name);
  if (g_str_equal (act, "private"))
    return g_strdup_printf (_ ("%s made this room private. To let somebody in: invite NAME"), by);
  if (g_str_equal (act, "public"))
    return g_strdup_printf (_ ("%s made this room public."), by);
  if (g_str_equal (act, "invite"))
    return g_strdup_printf (_ ("%s invited %s."), by, name);
  if (g_str_equal (act, "revoke"))
    return g_strdup_printf (_ ("%s made %s a member like any other."), by, name);
  if (g_strcmp0 (g_hash_table_lookup (strings, "role"), "owner") == 0)
    return g_strdup_printf (_ ("%s made %s an owner."), by, name);
  return g_strdup_printf (_ ("%s made %s a moderator."), by, name);
}

static void
tell_act (NatterdRoom *room,
          GHashTable *strings,
          const NatterdCall *call)
{
  NatterEvent *event = natter_event_new (NATTER_EVENT_ACT);

  event->room = g_strdup (room->name);
  event->reason_word = g_strdup (g_hash_table_lookup (strings, "act"));
  event->from = g_strdup (g_hash_table_lookup (strings, "by"));
  event->name = g_strdup (g_hash_table_lookup (strings, "name"));
  event->text = dup_sentence (strings, event->from, event->name);
  event->time = call->now.wall;
  natterd_effects_to_room (call->effects, room, NULL, NULL, event);
}

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

void
natterd_act_follow (NatterdHub *hub,
                    const NatterFact *fact,
                    const NatterdCall *call)
{
  g_autoptr (GHashTable) strings = fact->value != NULL ? natter_fact_read (fact->value) : NULL;
  const char *act = strings != NULL ? g_hash_table_lookup (strings, "act") : NULL;
  const char *key = strings != NULL ? g_hash_table_lookup (strings, "key") : NULL;
  NatterdRoom *room = act != NULL ? natterd_directory_find_room (&hub->directory, g_hash_table_lookup (strings, "room")) : NULL;
  const NatterdUser *user = key != NULL ? natterd_directory_find_user (&hub->directory, key) : NULL;
  NatterdMembership *membership = room != NULL && user != NULL ? natterd_membership_find (user, room) : NULL;

  if (room == NULL)
    return;

  tell_act (room, strings, call);
  if (membership != NULL && g_str_equal (act, "kick"))
    show_out (hub, membership, NATTER_REASON_KICKED, call);
  else if (membership != NULL && g_str_equal (act, "ban"))
    show_out (hub, membership, NATTER_REASON_BANNED, call);
}

void
natterd_room_record_owner (const NatterdRoom *room,
                           const NatterdCall *call)
{
  const NatterdAct act = { .room = (NatterdRoom *) room, .key = call->user->key, .role = NATTERD_ROLE_OWNER };

  if (call->user->is_registered && g_hash_table_lookup (call->hub->roles.by_room, room->key) == NULL)
    record_role (&act, call);
}
