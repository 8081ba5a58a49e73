/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "domain-script.h"

static TestParty *
get_party (TestHall *hall,
           const char *label)
{
  TestParty *party = test_hall_find (hall, label);

  if (party == NULL)
    g_error ("nobody is called %s in this script", label);
  return party;
}

static void
assert_nothing_left (TestHall *hall)
{
  for (guint i = 0; i < hall->parties->len; i++)
    {
      TestParty *party = hall->parties->pdata[i];

      if (!g_queue_is_empty (&party->heard))
        g_error ("%s also heard: %s", party->label, (char *) party->heard.head->data);
    }
}

static void
come (TestHall *hall,
      const char *labels)
{
  g_auto (GStrv) names = g_strsplit (labels, " ", -1);

  for (guint i = 0; names[i] != NULL; i++)
    {
      TestParty *party = test_hall_open (hall, names[i]);
      g_autofree char *line = g_strdup_printf ("login %s", names[i]);

      test_hall_do (hall, party, line);
      g_assert_cmpint (natterd_session_get_stage (party->session), ==, NATTER_STAGE_CHAT);
    }
  test_hall_hush (hall);
}

static void
expect (TestHall *hall,
        const char *label,
        const char *expected)
{
  g_autofree char *heard = g_queue_pop_head (&get_party (hall, label)->heard);

  g_test_message ("%s< %s", label, expected);
  g_assert_cmpstr (heard, ==, expected);
}

static void
set_limit (TestHall *hall,
           const char *key,
           guint value)
{
  NatterdHubSettings *settings = hall->settings;
  guint *numbers[] = { &settings->rooms, &settings->rooms_per_session, &settings->ignored, &settings->name_length, &settings->room_length, &settings->history, &settings->grace, &settings->waiting };
  static const char *const number_keys[] = { "rooms", "own", "ignored", "name", "room", "history", "grace", "waiting", NULL };

  for (guint i = 0; number_keys[i] != NULL; i++)
    {
      if (g_str_equal (key, number_keys[i]))
        *numbers[i] = value;
    }
  if (g_str_equal (key, "guests"))
    settings->guests = value;
  if (g_str_equal (key, "stay"))
    settings->stay = value * G_USEC_PER_SEC;
  if (g_str_equal (key, "plain"))
    settings->plain_passwords = value;
  if (g_str_equal (key, "message"))
    settings->message_bytes = value;
  if (g_str_equal (key, "topic"))
    settings->topic_bytes = value;
  if (g_str_equal (key, "burst"))
    settings->burst = value;
  if (g_str_equal (key, "keep"))
    settings->keep = value * G_TIME_SPAN_SECOND;
  if (g_str_equal (key, "rate"))
    settings->rate = value;
  natterd_hub_set_settings (hall->hub, settings);
}

/* As if somebody else had registered: the password is "correct-horse". */
static void
record_account (TestHall *hall,
                const char *name)
{
  g_autofree char *value = natter_fact_dup_value ("name", name, "hash", "hash of correct-horse", NULL);
  g_autoptr (NatterFact) fact = natter_fact_new ("account", name, value);

  natterd_hub_recorded_fact (hall->hub, fact, hall->now, hall->effects);
  test_hall_perform (hall);
}

/* What the test itself does. FALSE: none of that. */
static gboolean
direct (TestHall *hall,
        const char *word,
        const char *first,
        const char *second)
{
  if (g_str_equal (word, "-"))
    test_hall_drop (hall, get_party (hall, first), natter_reason_from_word (second));
  else if (g_str_equal (word, "lose"))
    test_hall_lose (hall, get_party (hall, first));
  else if (g_str_equal (word, "open"))
    test_hall_open (hall, first);
  else if (g_str_equal (word, "operator"))
    {
      natterd_hub_seat_operator (hall->hub, test_hall_open (hall, first)->session, NULL, hall->effects);
      test_hall_perform (hall);
      test_hall_hush (hall);
    }
  else if (g_str_equal (word, "text"))
    natterd_session_set_text (get_party (hall, first)->session);
  else if (g_str_equal (word, "hush"))
    test_hall_hush (hall);
  else if (g_str_equal (word, "wait") || g_str_equal (word, "jump"))
    {
      if (g_str_equal (word, "wait"))
        hall->now.mono += g_ascii_strtoll (first, NULL, 10) * G_USEC_PER_SEC;
      hall->now.wall += g_ascii_strtoll (first, NULL, 10) * G_USEC_PER_SEC;
      natterd_hub_advance (hall->hub, hall->now, hall->effects);
      test_hall_perform (hall);
    }
  else if (g_str_equal (word, "hold") || g_str_equal (word, "release"))
    {
      hall->holding = g_str_equal (word, "hold");
      test_hall_perform (hall);
    }
  else if (g_str_equal (word, "fail") || g_str_equal (word, "recover"))
    hall->failing = g_str_equal (word, "fail");
  else if (g_str_equal (word, "far") || g_str_equal (word, "near"))
    hall->far = g_str_equal (word, "far");
  else if (g_str_equal (word, "account"))
    record_account (hall, first);
  else if (g_str_equal (word, "busy"))
    hall->wait = (guint) g_ascii_strtoull (first, NULL, 10);
  else if (g_str_equal (word, "place"))
    hall->place = g_ascii_strtoull (first, NULL, 10);
  else if (g_str_equal (word, "limit"))
    set_limit (hall, first, (guint) g_ascii_strtoull (second, NULL, 10));
  else if (g_str_equal (word, "people"))
    g_assert_cmpuint (natterd_hub_get_n_people (hall->hub), ==, g_ascii_strtoull (first, NULL, 10));
  else if (g_str_equal (word, "rooms"))
    g_assert_cmpuint (natterd_hub_get_n_rooms (hall->hub), ==, g_ascii_strtoull (first, NULL, 10));
  else
    return FALSE;

  return TRUE;
}

/* @expecting: (inout): whether the line before said what is heard. */
static void
play_line (TestHall *hall,
           const char *line,
           gboolean *expecting)
{
  g_auto (GStrv) words = g_strsplit (line, " ", 3);
  guint n = g_strv_length (words);
  gsize end = strlen (words[0]) - 1;
  g_autofree char *label = g_strndup (words[0], end);
  const char *rest = n > 1 ? line + strlen (words[0]) + 1 : "";

  if (words[0][end] == '<')
    {
      *expecting = TRUE;
      expect (hall, label, rest);
      return;
    }

  if (*expecting)
    assert_nothing_left (hall);
  *expecting = FALSE;
  g_test_message ("%s", line);
  if (g_str_equal (words[0], "+"))
    come (hall, rest);
  else if (words[0][end] == '>')
    test_hall_do (hall, get_party (hall, label), rest);
  else if (!direct (hall, words[0], n > 1 ? words[1] : "", n > 2 ? words[2] : ""))
    g_error ("what does \"%s\" mean?", line);
}

void
test_script_play (const char *script)
{
  g_autoptr (TestHall) hall = test_hall_new ();
  g_auto (GStrv) lines = g_strsplit (script, "\n", -1);
  gboolean expecting = FALSE;

  for (guint i = 0; lines[i] != NULL; i++)
    {
      const char *line = g_strstrip (lines[i]);

      if (line[0] != '\0' && line[0] != '#')
        play_line (hall, line, &expecting);
    }

  assert_nothing_left (hall);
}

static void
test_script (gconstpointer data)
{
  const TestScript *script = data;

  g_test_summary (script->clause);
  test_script_play (script->script);
}

int
test_scripts_main (int argc,
                   char **argv,
                   const TestScript *scripts,
                   guint n_scripts)
{
  g_test_init (&argc, &argv, NULL);

  for (guint i = 0; i < n_scripts; i++)
    g_test_add_data_func (scripts[i].path, &scripts[i], test_script);

  return g_test_run ();
}
