/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "natterd-server-private.h"

#include <glib/gi18n-lib.h>

#include "natterd-places-private.h"

void
natterd_server_record (const NatterdCall *call,
                       const NatterdAct *act,
                       NatterFact *fact,
                       NatterEvent *answer)
{
  NatterdAct logged = *act;

  if (fact != NULL)
    {
      natterd_effects_record_fact (call->effects, NULL, fact, NULL);
      natterd_effects_end_record (call->effects);
    }
  logged.role = NATTERD_N_ROLES;
  logged.is_quiet = TRUE;
  natterd_act_record (&logged, call, answer);
}

void
natterd_server_log (const NatterdCall *call,
                    const char *word,
                    const char *key,
                    const char *name)
{
  natterd_server_record (call, &(NatterdAct){ .word = word, .key = (char *) key, .name = (char *) name }, NULL, NULL);
}

void
natterd_hub_send_away (NatterdHub *self,
                       NatterdUser *user,
                       guint64 place,
                       NatterReason reason,
                       NatterEvent *bye,
                       const NatterdCall *call)
{
  for (NatterdSession *session = user->sessions; session != NULL; session = session->sibling)
    if (session->stage == NATTER_STAGE_CHAT && (place == 0 || session->place == place))
      {
        natterd_hub_close_session (self, session, reason, call->now, call->effects);
        natterd_effects_close (call->effects, session, natter_event_ref (bye));
      }
  natter_event_unref (bye);
}

/* Who is banned or shown out is told why; those who are with them, as of any such act in a room. */

static NatterEvent *
make_bye (NatterError code,
          const char *sentence,
          gint64 until)
{
  NatterEvent *bye = natter_event_new (NATTER_EVENT_BYE);

  bye->reason_word = g_strdup (natter_error_get_code_word (code));
  bye->text = g_strdup (sentence);
  bye->time = until;
  return bye;
}

static NatterEvent *
make_banned (const NatterdServerBan *ban)
{
  g_autofree char *sentence = natterd_ban_dup_sentence (ban);

  return make_bye (NATTER_ERROR_BANNED_EVERYWHERE, sentence, ban->until);
}

static NatterEvent *
make_kicked (const char *reason)
{
  const char *sentence = _ ("You were shown out of this server.");
  g_autofree char *whole = reason != NULL ? g_strdup_printf (_ ("%s The reason: %s"), sentence, reason) : NULL;

  return make_bye (NATTER_ERROR_KICKED, whole != NULL ? whole : sentence, 0);
}

static void
tell_rooms_of (const NatterdUser *user,
               GHashTable *strings,
               const NatterdCall *call)
{
  const NatterdMembership *membership = user->rooms.first;

  for (; membership != NULL; membership = membership->links[NATTERD_LINK_OF_USER].next)
    natterd_act_tell (membership->room, strings, call);
}

static void
follow_kick (NatterdHub *hub,
             GHashTable *strings,
             const NatterdCall *call)
{
  NatterdUser *user = natterd_directory_find_user (&hub->directory, g_hash_table_lookup (strings, "key"));

  if (user == NULL)
    return;
  natterd_user_ref (user);
  tell_rooms_of (user, strings, call);
  natterd_hub_send_away (hub, user, 0, NATTER_REASON_KICKED, make_kicked (g_hash_table_lookup (strings, "reason")), call);
  natterd_user_unref (user);
}

/* §4.34: a guest's ban holds for the other guests from there, too. */
static void
follow_guest (NatterdHub *hub,
              const NatterdUser *user,
              const NatterdServerBan *ban)
{
  const NatterdRole role = { .kind = NATTERD_ROLE_BANNED, .until = ban->until };

  if (!user->is_registered && user->party == NATTERD_PARTY_PERSON && user->sessions->place != 0)
    natterd_places_add (hub->places, "", user->sessions->place, user->key, &role, hub->wall);
}

static void
follow_ban_of_name (NatterdHub *hub,
                    GHashTable *strings,
                    const NatterdCall *call)
{
  const char *key = g_hash_table_lookup (strings, "key");
  const NatterdServerBan *ban = natterd_bans_find_name (&hub->bans, key, call->hub->wall);
  NatterdUser *user = natterd_directory_find_user (&hub->directory, key);

  if (ban == NULL || user == NULL)
    return;
  natterd_user_ref (user);
  follow_guest (hub, user, ban);
  tell_rooms_of (user, strings, call);
  natterd_hub_send_away (hub, user, 0, NATTER_REASON_BANNED, make_banned (ban), call);
  natterd_user_unref (user);
}

static void
follow_ban_of_place (NatterdHub *hub,
                     const NatterdServerBan *ban,
                     const NatterdCall *call)
{
  NatterdUser *next;

  for (NatterdUser *user = hub->directory.first; user != NULL; user = next)
    {
      next = user->next;
      natterd_user_ref (user);
      natterd_hub_send_away (hub, user, ban->place, NATTER_REASON_BANNED, make_banned (ban), call);
      natterd_user_unref (user);
    }
}

static void
follow_ban (NatterdHub *hub,
            GHashTable *strings,
            const NatterdCall *call)
{
  const char *place = g_hash_table_lookup (strings, "place");
  const NatterdServerBan *ban = NULL;

  if (place == NULL)
    {
      follow_ban_of_name (hub, strings, call);
      return;
    }
  ban = natterd_bans_find_place (&hub->bans, natterd_hub_locate (hub, place, NULL), call->hub->wall);
  if (ban != NULL)
    follow_ban_of_place (hub, ban, call);
}

static void
follow_unban (NatterdHub *hub,
              GHashTable *strings,
              const NatterdCall *call)
{
  const char *key = g_hash_table_lookup (strings, "key");

  if (key != NULL)
    natterd_places_remove (hub->places, "", key);
}

/* §13.8 */
static void
follow_announcement (NatterdHub *hub,
                     GHashTable *strings,
                     const NatterdCall *call)
{
  g_autoptr (NatterEvent) notice = natter_event_new (NATTER_EVENT_NOTICE);

  notice->from = g_strdup (g_hash_table_lookup (strings, "by"));
  notice->text = g_strdup (g_hash_table_lookup (strings, "reason"));
  notice->time = call->now.wall;
  for (NatterdUser *user = hub->directory.first; user != NULL; user = user->next)
    natterd_effects_to_user (call->effects, user, NULL, natter_event_ref (notice));
}

static const struct
{
  const char *act;
  void (*follow) (NatterdHub *hub, GHashTable *strings, const NatterdCall *call);
} all[] = {
  { "kick", follow_kick },
  { "ban", follow_ban },
  { "unban", follow_unban },
  { "announce", follow_announcement },
};

gboolean
natterd_server_follow (NatterdHub *hub,
                       GHashTable *strings,
                       const NatterdCall *call)
{
  if (g_hash_table_contains (strings, "room"))
    return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (all); i++)
    if (g_strcmp0 (all[i].act, g_hash_table_lookup (strings, "act")) == 0)
      all[i].follow (hub, strings, call);
  return TRUE;
}

/* Whoever comes */

static gboolean
refuse (NatterdCall *call,
        const NatterdServerBan *ban,
        GError **error)
{
  g_autofree char *sentence = natterd_ban_dup_sentence (ban);

  call->until = ban->until;
  g_set_error_literal (error, NATTER_ERROR, NATTER_ERROR_BANNED_EVERYWHERE, sentence);
  return FALSE;
}

gboolean
natterd_call_check_banned (NatterdCall *call,
                           const char *key,
                           gboolean is_guest,
                           GError **error)
{
  const NatterdServerBan somewhere = { 0 };
  NatterdHub *hub = call->hub;
  guint64 place = call->session->place;
  const NatterdServerBan *ban = natterd_bans_find_place (&hub->bans, place, call->hub->wall);

  if (ban == NULL)
    ban = natterd_bans_find_name (&hub->bans, key, call->hub->wall);
  if (ban == NULL && is_guest && natterd_places_find (hub->places, "", place, call->hub->wall) == NATTERD_ROLE_BANNED)
    ban = &somewhere;
  return ban == NULL || refuse (call, ban, error);
}

gboolean
natterd_hub_is_banned (NatterdHub *self,
                       guint64 place,
                       NatterdNow now)
{
  natterd_hub_look_at_clock (self, now); /* it may be the first thing that happens for long */
  return natterd_bans_find_place (&self->bans, place, self->wall) != NULL;
}

gboolean
natterd_hub_is_ban (const NatterFact *fact)
{
  return g_str_equal (fact->kind, NATTERD_FACT_BAN);
}

gboolean
natterd_hub_knows_token (const NatterdHub *self,
                         const char *token)
{
  const char *key;

  return natterd_bots_find_token (&self->bots, token, &key) != NULL;
}

void
natterd_hub_set_atlas (NatterdHub *self,
                       NatterdAtlas atlas)
{
  self->atlas = atlas;
}

guint64
natterd_hub_locate (const NatterdHub *self,
                    const char *text,
                    char **shown)
{
  g_autofree char *name = NULL;
  guint64 place = self->atlas != NULL ? self->atlas (text, &name) : 0;

  if (shown != NULL)
    *shown = g_steal_pointer (&name);
  return place;
}
