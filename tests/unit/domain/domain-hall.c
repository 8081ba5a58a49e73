/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "server/domain/natterd-policy.h"
#include "shared/natter-json.h"

#include "domain-hall-private.h"

static void
party_free (gpointer data)
{
  TestParty *self = data;

  g_queue_clear_full (&self->heard, g_free);
  natterd_session_unref (self->session);
  g_free (self->label);
  g_free (self);
}

/* t1, t2, … */
static char *
mint (gpointer user_data)
{
  TestHall *self = user_data;

  return g_strdup_printf ("t%u", ++self->n_tokens);
}

/* "at.7" is an address, and "at.0" one of this machine. */
static guint64
locate (const char *text,
        char **shown)
{
  if (!g_str_has_prefix (text, "at."))
    return 0;
  *shown = g_strdup (text);
  return g_ascii_strtoull (text + strlen ("at."), NULL, 10);
}

TestHall *
test_hall_new (void)
{
  TestHall *self = g_new0 (TestHall, 1);

  self->settings = natterd_hub_settings_new ();
  self->hub = natterd_hub_new (self->settings);
  natterd_hub_set_mint (self->hub, mint, self);
  natterd_hub_set_atlas (self->hub, locate);
  natterd_hub_set_epoch (self->hub, "E");
  self->effects = natterd_effects_new ();
  self->now.mono = 1000 * G_USEC_PER_SEC;
  self->now.wall = G_GINT64_CONSTANT (1700000000) * G_USEC_PER_SEC;
  self->parties = g_ptr_array_new_with_free_func (party_free);
  self->by_index = g_hash_table_new (NULL, NULL);
  self->audiences = g_hash_table_new_full (NULL, NULL, NULL, (GDestroyNotify) g_ptr_array_unref);
  self->store = natterd_store_memory_new (10000, 0);
  return self;
}

void
test_hall_free (TestHall *self)
{
  self->holding = FALSE;
  test_hall_perform (self);
  for (guint i = 0; i < self->parties->len; i++)
    test_hall_drop (self, self->parties->pdata[i], NATTER_REASON_SHUTDOWN);

  g_assert_cmpuint (natterd_hub_get_n_people (self->hub), ==, 0);
  natterd_effects_free (self->effects);
  g_ptr_array_unref (self->parties);
  natterd_hub_free (self->hub);
  natterd_hub_settings_free (self->settings);
  g_hash_table_unref (self->by_index);
  g_hash_table_unref (self->audiences);
  natterd_store_free (self->store);
  g_free (self);
}

static TestParty *
find_party (TestHall *self,
            const NatterdSession *session)
{
  return g_hash_table_lookup (self->by_index, GUINT_TO_POINTER (natterd_session_get_index (session) + 1));
}

/* Telling */

void
test_hall_tell (TestHall *self,
                NatterdSession *session,
                NatterdUser *sender,
                const NatterEvent *event)
{
  TestParty *party = find_party (self, session);

  g_assert_nonnull (party);
  g_assert_true (party->session == session);
  if (!party->gone && (sender == NULL || !natterd_session_ignores (session, sender)))
    g_queue_push_tail (&party->heard, test_event_describe (event));
}

static void
tell_user (TestHall *self,
           NatterdUser *user,
           NatterdUser *sender,
           const NatterEvent *event)
{
  for (guint i = 0; i < natterd_user_get_n_sessions (user); i++)
    {
      NatterdSession *session = natterd_user_get_session (user, i);

      if (find_party (self, session)->admitted)
        test_hall_tell (self, session, sender, event);
    }
}

static GPtrArray *
get_audience (TestHall *self,
              const NatterdRoom *room)
{
  gpointer key = GUINT_TO_POINTER (natterd_room_get_index (room) + 1);
  GPtrArray *audience = g_hash_table_lookup (self->audiences, key);

  if (audience == NULL)
    {
      audience = g_ptr_array_new ();
      g_hash_table_insert (self->audiences, key, audience);
    }

  return audience;
}

static void
tell_room (TestHall *self,
           const NatterdEffect *effect)
{
  GPtrArray *audience = get_audience (self, effect->room);

  for (guint i = 0; i < audience->len; i++)
    {
      if (audience->pdata[i] != effect->except)
        tell_user (self, audience->pdata[i], effect->sender, effect->event);
    }
}

static void
tell_peers (TestHall *self,
            const NatterdEffect *effect)
{
  g_autoptr (GPtrArray) peers = g_ptr_array_new ();
  GHashTableIter iter;
  GPtrArray *audience;

  g_ptr_array_add (peers, effect->user);
  g_hash_table_iter_init (&iter, self->audiences);
  while (g_hash_table_iter_next (&iter, NULL, (gpointer *) &audience))
    {
      for (guint i = 0; g_ptr_array_find (audience, effect->user, NULL) && i < audience->len; i++)
        {
          if (!g_ptr_array_find (peers, audience->pdata[i], NULL))
            g_ptr_array_add (peers, audience->pdata[i]);
        }
    }

  for (guint i = 0; i < peers->len; i++)
    tell_user (self, peers->pdata[i], effect->sender, effect->event);
}

/* Storing */

static void
fail (TestHall *self,
      const NatterdEffect *effect)
{
  g_autoptr (GError) error = g_error_new_literal (NATTER_ERROR, NATTER_ERROR_STORAGE_UNAVAILABLE, "The disk is full.");
  g_autoptr (NatterEvent) event = natter_event_new_error (error, effect->re, NULL);

  test_hall_tell (self, effect->session, NULL, event);
}

static void
on_committed (gpointer user_data,
              const GError *error)
{
  g_assert_no_error (error);
}

static void
refuse (TestHall *self,
        const NatterdEffect *effect)
{
  g_autoptr (NatterEvent) event = natterd_policy_new_refusal (effect);

  test_hall_tell (self, effect->session, NULL, event);
}

/* §3.7: the effects after @record that only its sender hears. */
static void
answer_again (TestHall *self,
              const NatterdEffect *record)
{
  for (guint i = 1; i <= record->span; i++)
    {
      const NatterdEffect *effect = natterd_effects_get (self->effects, self->n_performed + i);

      if (effect->kind == NATTERD_EFFECT_TO_SESSION)
        test_hall_tell (self, effect->session, effect->sender, effect->event);
    }
}

/* Returns how many effects are dropped after it. */
static guint
record (TestHall *self,
        const NatterdEffect *effect)
{
  g_autoptr (GPtrArray) one = g_ptr_array_new ();

  if (effect->fact != NULL)
    {
      if (self->failing && effect->session != NULL)
        fail (self, effect);
      return self->failing ? effect->span : 0;
    }

  g_assert_cmpuint (effect->message->seq, ==, 0);
  if (self->failing)
    {
      fail (self, effect);
      return effect->span;
    }

  g_ptr_array_add (one, effect->message);
  self->store->klass->commit (self->store, one, self->now.wall, on_committed, NULL);
  if (effect->message->refusal != 0)
    refuse (self, effect);
  else if (effect->message->repeated)
    answer_again (self, effect);
  else
    return 0;
  return effect->span;
}

static void
see_off (TestHall *self,
         const NatterdEffect *effect)
{
  guint index = natterd_session_get_index (effect->session);
  TestParty *party = g_hash_table_lookup (self->by_index, GUINT_TO_POINTER (index + 1));

  test_hall_tell (self, effect->session, NULL, effect->event);
  party->gone = TRUE;
}

/* Hashing as the tests do it. */
static void
answer_secret (TestHall *self,
               const NatterdEffect *effect)
{
  g_autofree char *hash = g_strconcat ("hash of ", effect->secret, NULL);
  const NatterdSecretAnswer answer = {
    .good = g_strcmp0 (hash, effect->hash) == 0,
    .hash = effect->kind == NATTERD_EFFECT_HASH ? hash : NULL,
    .wait = self->wait,
  };
  g_autoptr (NatterdSession) session = natterd_session_ref (effect->session);

  natterd_hub_answer_secret (self->hub, session, &answer, self->now, self->effects);
}

static void
recorded (TestHall *self,
          const NatterdEffect *effect)
{
  g_autoptr (NatterFact) fact = effect->fact != NULL ? natter_fact_ref (effect->fact) : NULL;

  if (fact != NULL)
    {
      natterd_hub_recorded_fact (self->hub, fact, self->now, self->effects);
      return;
    }
  g_assert_cmpuint (effect->message->seq, >, 0);
  natterd_hub_recorded (self->hub, effect->room, effect->message, self->now, self->effects);
}

static void
perform_for_session (TestHall *self,
                     const NatterdEffect *effect)
{
  switch (effect->kind)
    {
    case NATTERD_EFFECT_HASH:
    case NATTERD_EFFECT_VERIFY:
      answer_secret (self, effect);
      break;

    case NATTERD_EFFECT_ADMIT:
      find_party (self, effect->session)->admitted = TRUE;
      break;

    case NATTERD_EFFECT_GO_ON:
      break;

    case NATTERD_EFFECT_CATCH_UP:
      test_hall_catch_up (self, effect);
      break;

    case NATTERD_EFFECT_LIVE:
      test_hall_go_live (self, effect);
      break;

    case NATTERD_EFFECT_CLOSE:
      see_off (self, effect);
      break;

    default:
      g_assert_not_reached ();
    }
}

static guint
perform (TestHall *self,
         const NatterdEffect *effect)
{
  GPtrArray *audience = effect->room != NULL ? get_audience (self, effect->room) : NULL;

  switch (effect->kind)
    {
    case NATTERD_EFFECT_TO_SESSION:
      test_hall_tell (self, effect->session, effect->sender, effect->event);
      return 0;

    case NATTERD_EFFECT_TO_USER:
      tell_user (self, effect->user, effect->sender, effect->event);
      return 0;

    case NATTERD_EFFECT_TO_ROOM:
      tell_room (self, effect);
      return 0;

    case NATTERD_EFFECT_TO_PEERS:
      tell_peers (self, effect);
      return 0;

    case NATTERD_EFFECT_ENTER:
      if (g_ptr_array_find (audience, effect->user, NULL))
        g_assert_cmpuint (natterd_user_get_n_sessions (effect->user), >, 1); /* another device */
      else
        g_ptr_array_add (audience, effect->user);
      return 0;

    case NATTERD_EFFECT_DEPART:
      g_assert_true (g_ptr_array_remove (audience, effect->user));
      return 0;

    case NATTERD_EFFECT_VIEW:
      g_assert_cmpstr (effect->view, !=, "");
      return 0;

    case NATTERD_EFFECT_RECORD:
      return record (self, effect);

    case NATTERD_EFFECT_RECORDED:
      recorded (self, effect);
      return 0;

    case NATTERD_EFFECT_FETCH:
    case NATTERD_EFFECT_SEARCH:
      (effect->kind == NATTERD_EFFECT_FETCH ? test_hall_fetch : test_hall_search) (self, effect);
      return 0;

    case NATTERD_EFFECT_FORGET:
      self->store->klass->forget (self->store, natterd_room_get_key (effect->room));
      return 0;

    default:
      perform_for_session (self, effect);
      return 0;
    }
}

void
test_hall_perform (TestHall *self)
{
  if (self->holding)
    return;

  while (self->n_performed < natterd_effects_get_length (self->effects))
    {
      const NatterdEffect *effect = natterd_effects_get (self->effects, self->n_performed);

      self->n_performed += 1 + perform (self, effect);
    }

  g_assert_cmpuint (self->n_performed, ==, natterd_effects_get_length (self->effects));
  natterd_effects_clear (self->effects);
  self->n_performed = 0;
}

/* What happens */

TestParty *
test_hall_open (TestHall *self,
                const char *label)
{
  TestParty *party = g_new0 (TestParty, 1);
  gpointer index;

  party->label = g_strdup (label);
  g_queue_init (&party->heard);
  party->session = natterd_hub_open_session (self->hub, self->now, self->effects);
  natterd_session_set_way (party->session, !self->far, !self->far);
  natterd_session_set_place (party->session, self->place);
  g_ptr_array_add (self->parties, party);

  index = GUINT_TO_POINTER (natterd_session_get_index (party->session) + 1);
  g_assert_null (g_hash_table_lookup (self->by_index, index));
  g_hash_table_insert (self->by_index, index, party);
  test_hall_perform (self);
  return party;
}

TestParty *
test_hall_find (TestHall *self,
                const char *label)
{
  for (guint i = self->parties->len; i > 0; i--)
    {
      TestParty *party = self->parties->pdata[i - 1];

      if (g_str_equal (party->label, label))
        return party;
    }

  return NULL;
}

void
test_hall_do (TestHall *self,
              TestParty *party,
              const char *line)
{
  NatterStage stage = natterd_session_get_stage (party->session);
  g_autofree char *id = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (NatterCommand) command = NULL;

  if (line[0] == '{')
    command = natter_json_decode_command (line, strlen (line), &id, &error);
  else
    command = natter_command_parse_line (line, strlen (line), stage, &error);

  if (command != NULL)
    natterd_hub_apply (self->hub, party->session, command, self->now, self->effects);
  else
    natterd_hub_reject (self->hub, party->session, error, id, NULL, self->now, self->effects);
  test_hall_perform (self);
}

void
test_hall_drop (TestHall *self,
                TestParty *party,
                NatterReason reason)
{
  natterd_hub_close_session (self->hub, party->session, reason, self->now, self->effects);
  party->gone = TRUE;
  test_hall_perform (self);
}

void
test_hall_lose (TestHall *self,
                TestParty *party)
{
  if (!natterd_hub_hold_session (self->hub, party->session, self->now, self->effects))
    natterd_hub_close_session (self->hub, party->session, NATTER_REASON_LOST, self->now, self->effects);
  party->gone = TRUE;
  test_hall_perform (self);
}

void
test_hall_hush (TestHall *self)
{
  for (guint i = 0; i < self->parties->len; i++)
    g_queue_clear_full (&((TestParty *) self->parties->pdata[i])->heard, g_free);
}
