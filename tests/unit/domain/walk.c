/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "shared/natter-text.h"

#include "domain-hall.h"

/* People doing anything at all, in any order, while the store waits, answers and fails; after each step what must always hold is
 * looked at, through the hub's own answers. The hall of these tests checks the rest: that nobody enters twice, that an index is
 * one's own, that what is told has a sequence. */

#define PARTIES 6
#define STEPS   1500

static const char *const names[] = { "alice", "ALICE", "bob", "Bob", "carol", "é", "e\314\201", "carol2" };
static const char *const rooms[] = { "lobby", "garden", "Garden", "attic", "nowhere" };
static const char *const passwords[] = { "correct horse", "battery staple", "short" };
static const char *const reactions[] = { "👍", "❤", "x" };
static const char *const persons[] = { "@alice", "@bob", "@carol" };

typedef struct
{
  TestHall *hall;
  GRand *rand;
  TestParty *parties[PARTIES];
  guint64 next[PARTIES];  /* sequence in the lobby; 0: not there */
  guint64 last;           /* sequence that anybody heard */
  gboolean deaf[PARTIES]; /* ignored somebody once, so that some are missing */
  char *tokens[PARTIES];  /* (nullable) owned: what it may come back with */
  gboolean coming_back[PARTIES];
  guint n_back;           /* who came back, and has been told all */
  guint64 known[PARTIES]; /* while it comes back: up to where it knows the lobby, or has been told */
} Walk;

static const char *
pick (Walk *walk,
      const char *const *words,
      guint n)
{
  return words[g_rand_int_range (walk->rand, 0, (gint32) n)];
}

#define PICK(words) pick (walk, words, G_N_ELEMENTS (words))

/* One that was said lately in the lobby, as far as anybody knows. */
static guint64
pick_seq (Walk *walk)
{
  return (guint64) g_rand_int_range (walk->rand, 1, 1 + (gint32) MAX (walk->last, 1));
}

static void
fill (Walk *walk,
      NatterCommand *command)
{
  const NatterVerb *verb = natter_verb_get (command->kind);

  for (guint i = 0; i < G_N_ELEMENTS (verb->arguments); i++)
    {
      if (verb->arguments[i].optional && g_rand_boolean (walk->rand))
        continue;
      if (verb->arguments[i].kind == NATTER_ARGUMENT_NAME)
        command->name = g_strdup (PICK (names));
      if (verb->arguments[i].kind == NATTER_ARGUMENT_ROOM)
        command->room = g_strdup (PICK (rooms));
      if (verb->arguments[i].kind == NATTER_ARGUMENT_TEXT)
        command->text = g_strdup ("words");
      if (verb->arguments[i].kind == NATTER_ARGUMENT_PASSWORD)
        command->password = g_strdup (PICK (passwords));
      if (verb->arguments[i].kind == NATTER_ARGUMENT_RESUME)
        command->resume = TRUE;
      if (verb->arguments[i].kind == NATTER_ARGUMENT_SPAN)
        command->span = g_strdup ("9s");
      if (verb->arguments[i].kind == NATTER_ARGUMENT_ROLE)
        command->role = g_strdup (g_rand_boolean (walk->rand) ? "moderator" : "owner");
      if (verb->arguments[i].kind == NATTER_ARGUMENT_NEW)
        command->new_password = g_strdup (PICK (passwords));
      if (verb->arguments[i].kind == NATTER_ARGUMENT_REACTION)
        command->text = g_strdup (PICK (reactions));
      if (verb->arguments[i].kind == NATTER_ARGUMENT_TARGET)
        command->target = verb->takes_last && g_rand_boolean (walk->rand) ? NATTER_TARGET_LAST : pick_seq (walk);
    }

  if (verb->takes_reply && g_rand_boolean (walk->rand))
    command->target = pick_seq (walk);
  if (verb->takes_room && g_rand_int_range (walk->rand, 0, 3) == 0)
    command->room = g_rand_boolean (walk->rand) ? g_strdup (PICK (rooms)) : g_strdup (PICK (persons));
  if (g_rand_boolean (walk->rand))
    command->id = g_strdup_printf ("id%d", g_rand_int_range (walk->rand, 0, 200));
}

static void
do_something (Walk *walk,
              guint i)
{
  TestParty *party = walk->parties[i];

  gboolean in = natterd_session_get_stage (party->session) == NATTER_STAGE_CHAT;
  guint kind = in ? (guint) g_rand_int_range (walk->rand, 0, NATTER_N_COMMANDS) : NATTER_COMMAND_LOGIN;
  g_autoptr (NatterCommand) command = natter_command_new (kind);

  if (kind == NATTER_COMMAND_LOGOUT && g_rand_int_range (walk->rand, 0, 4) > 0)
    return;

  fill (walk, command);
  /* from here on, also for what was said before and is still being recorded; the answer comes after that */
  if (kind == NATTER_COMMAND_IGNORE)
    walk->deaf[i] = TRUE;
  natterd_hub_apply (walk->hall->hub, party->session, command, walk->hall->now, walk->hall->effects);
  test_hall_perform (walk->hall);
}

/* What one party is told makes sense by itself. */

/* Whether a line tells of what was recorded in the lobby. */
static gboolean
is_told (const char *line)
{
  static const char *const beginnings[] = { "said", "edited", "deleted", "reacted", "topic" };

  for (guint i = 0; i < G_N_ELEMENTS (beginnings); i++)
    if (g_str_has_prefix (line, beginnings[i]) && g_str_has_prefix (line + strlen (beginnings[i]), " lobby "))
      return TRUE;
  return FALSE;
}

/* §5.19: pages follow upon what was known, and end where the lobby stood. */
static void
follow_return (Walk *walk,
               guint i,
               const char *line)
{
  const char *token = g_str_has_prefix (line, "hello ") ? strstr (line, " token=") : NULL;

  if (token != NULL)
    {
      token += strlen (" token=");
      g_free (walk->tokens[i]);
      walk->tokens[i] = g_strndup (token, strcspn (token, " "));
    }
  if (!walk->coming_back[i])
    return;

  g_assert_false (is_told (line));
  if (g_str_has_prefix (line, "error session-over"))
    {
      walk->coming_back[i] = FALSE;
      g_clear_pointer (&walk->tokens[i], g_free);
    }
  else if (g_str_has_prefix (line, "history lobby ["))
    {
      g_assert_cmpuint (g_ascii_strtoull (strchr (line, '[') + 1, NULL, 10), ==, walk->known[i] + 1);
      walk->known[i] = g_ascii_strtoull (strchr (line, '-') + 1, NULL, 10);
    }
  else if (g_str_equal (line, "live"))
    {
      walk->coming_back[i] = FALSE;
      walk->n_back++;
      if (walk->next[i] > 0)
        g_assert_cmpuint (walk->known[i] + 1, ==, walk->next[i]);
    }
}

/* §7.2: no gap, no double, from entered to parted. */
static void
follow_lobby (Walk *walk,
              guint i,
              const char *line)
{
  guint64 *next = &walk->next[i];
  guint64 seq;

  if (g_str_has_prefix (line, "entered lobby "))
    *next = 1 + g_ascii_strtoull (strstr (line, "seq=") + 4, NULL, 10);
  else if (g_str_has_prefix (line, "parted lobby"))
    *next = 0;
  else if (is_told (line))
    {
      seq = g_ascii_strtoull (strstr (line, " lobby ") + strlen (" lobby "), NULL, 10);
      if (seq == 0) /* shown, not set */
        return;
      g_assert_cmpuint (*next, >, 0);
      if (walk->deaf[i])
        g_assert_cmpuint (seq, >=, *next);
      else
        g_assert_cmpuint (seq, ==, *next);
      *next = seq + 1;
      walk->last = MAX (walk->last, seq);
    }
}

static void
listen (Walk *walk)
{
  for (guint i = 0; i < PARTIES; i++)
    {
      TestParty *party = walk->parties[i];
      char *line;

      while (party != NULL && (line = g_queue_pop_head (&party->heard)) != NULL)
        {
          follow_return (walk, i, line);
          follow_lobby (walk, i, line);
          if (g_str_has_prefix (line, "bye "))
            g_assert_true (party->gone && g_queue_is_empty (&party->heard));
          g_free (line);
        }
    }
}

/* Of the ones here no two have the same name, and the hub counts as many. */
static void
check_people (Walk *walk)
{
  g_autoptr (GHashTable) keys = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GHashTable) people = g_hash_table_new (NULL, NULL); /* an account may be here more than once: §4.29 */

  for (guint i = 0; i < PARTIES; i++)
    {
      TestParty *party = walk->parties[i];

      if (party == NULL || natterd_session_get_stage (party->session) != NATTER_STAGE_CHAT)
        continue;
      if (!g_hash_table_add (people, natterd_session_get_user (party->session)))
        continue;
      g_assert_true (g_hash_table_add (keys, natter_name_dup_key (natterd_user_get_name (natterd_session_get_user (party->session)))));
    }

  g_assert_cmpuint (natterd_hub_get_n_people (walk->hall->hub), ==, g_hash_table_size (people));
}

static gint
compare_words (gconstpointer a,
               gconstpointer b)
{
  return g_strcmp0 (*(char *const *) a, *(char *const *) b);
}

/* When nothing waits, who the hub says is in the current room and who hears it are the same. */
static void
check_audience (Walk *walk,
                const TestParty *party)
{
  NatterdRoom *room = natterd_session_get_current (party->session);
  g_autoptr (GPtrArray) hearing = g_ptr_array_new ();
  g_autoptr (GPtrArray) there = g_ptr_array_new ();
  g_autoptr (NatterdEffects) effects = natterd_effects_new ();
  g_autoptr (NatterCommand) look = natter_command_new (NATTER_COMMAND_LOOK);
  const GPtrArray *audience;
  const NatterEvent *event;

  if (room == NULL || party->gone)
    return;

  natterd_hub_apply (walk->hall->hub, party->session, look, walk->hall->now, effects);
  event = natterd_effects_get (effects, 0)->event;
  g_assert_cmpint (event->kind, ==, NATTER_EVENT_PEOPLE);
  audience = g_hash_table_lookup (walk->hall->audiences, GUINT_TO_POINTER (natterd_room_get_index (room) + 1));
  g_assert_cmpuint (audience->len, ==, event->people->len);

  for (guint i = 0; i < audience->len; i++)
    {
      g_ptr_array_add (hearing, (gpointer) natterd_user_get_name (audience->pdata[i]));
      g_ptr_array_add (there, ((const NatterPerson *) event->people->pdata[i])->name);
    }
  g_ptr_array_sort (hearing, compare_words);
  g_ptr_array_sort (there, compare_words);
  for (guint i = 0; i < audience->len; i++)
    g_assert_cmpstr (hearing->pdata[i], ==, there->pdata[i]);
}

/* Over another connection, whether or not the one it has is over. */
static void
come_back (Walk *walk,
           guint i)
{
  g_autofree char *line = NULL;

  listen (walk);
  /* what it was told last, before it had been told all, is not what it knows */
  walk->known[i] = walk->coming_back[i] ? walk->known[i] : MAX (walk->next[i], 1) - 1;
  line = g_strdup_printf ("{\"do\":\"resume\",\"token\":\"%s\",\"seen\":[{\"room\":\"lobby\",\"seq\":%" G_GUINT64_FORMAT "}]}",
                          walk->tokens[i], walk->known[i]);
  if (g_rand_boolean (walk->rand))
    test_hall_lose (walk->hall, walk->parties[i]);
  walk->parties[i] = test_hall_open (walk->hall, "x");
  walk->next[i] = 0;
  walk->coming_back[i] = TRUE;
  test_hall_do (walk->hall, walk->parties[i], line);
}

static void
step (Walk *walk)
{
  guint i = (guint) g_rand_int_range (walk->rand, 0, PARTIES);
  TestParty *party = walk->parties[i];

  walk->hall->now.mono += G_USEC_PER_SEC;
  walk->hall->now.wall += G_USEC_PER_SEC;

  if (party == NULL || party->gone || natterd_session_get_stage (party->session) == NATTER_STAGE_LOGOUT)
    {
      listen (walk);
      walk->parties[i] = test_hall_open (walk->hall, "x");
      walk->next[i] = 0;
      walk->deaf[i] = FALSE;
      walk->coming_back[i] = FALSE;
      g_clear_pointer (&walk->tokens[i], g_free);
    }
  else if (walk->tokens[i] != NULL && g_rand_int_range (walk->rand, 0, 10) == 0)
    come_back (walk, i);
  else if (g_rand_int_range (walk->rand, 0, 40) == 0)
    test_hall_drop (walk->hall, party, (NatterReason) g_rand_int_range (walk->rand, 1, NATTER_N_REASONS));
  else
    do_something (walk, i);

  if (g_rand_int_range (walk->rand, 0, 10) == 0)
    walk->hall->holding = !walk->hall->holding;
  if (walk->hall->holding)
    {
      check_people (walk);
      return;
    }

  walk->hall->failing = g_rand_int_range (walk->rand, 0, 4) == 0;
  test_hall_perform (walk->hall);
  walk->hall->failing = FALSE;
  listen (walk);
  check_people (walk);
  for (guint j = 0; j < PARTIES; j++)
    if (walk->parties[j] != NULL)
      check_audience (walk, walk->parties[j]);
}

static void
test_walk (void)
{
  Walk walk = { 0 };

  walk.hall = test_hall_new ();
  walk.rand = g_rand_new_with_seed (g_test_rand_int ());
  walk.hall->settings->rate = 0;
  walk.hall->settings->rooms = 3;
  walk.hall->settings->rooms_per_session = 2;
  walk.hall->settings->ignored = 2;
  natterd_hub_set_settings (walk.hall->hub, walk.hall->settings);

  for (guint i = 0; i < STEPS; i++)
    step (&walk);

  g_test_message ("%u came back", walk.n_back);
  g_assert_cmpuint (walk.n_back, >, 0);
  walk.hall->holding = FALSE;
  test_hall_perform (walk.hall);
  for (guint i = 0; i < PARTIES; i++)
    if (walk.parties[i] != NULL)
      test_hall_drop (walk.hall, walk.parties[i], NATTER_REASON_LOST);

  /* All gone: every name is free, and of the rooms those with a history are left. */
  g_assert_cmpuint (natterd_hub_get_n_people (walk.hall->hub), ==, 0);
  g_assert_cmpuint (natterd_hub_get_n_rooms (walk.hall->hub), <=, 4);
  for (guint i = 0; i < PARTIES; i++)
    g_free (walk.tokens[i]);
  test_hall_free (walk.hall);
  g_rand_free (walk.rand);
}

int
main (int argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/domain/walk", test_walk);

  return g_test_run ();
}
