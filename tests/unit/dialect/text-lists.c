/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "dialect-support.h"

/* Lists and tables of the text dialect: PROTOCOL.md §4.10, §4.17, §4.18; and §4.22: whatever is in them, nothing that the
 * server lays out is wider than a terminal. */

static const NatterdView view = { .name = "alice", .current = "lobby" };

static void
assert_shown (const NatterEvent *event, const char *expected)
{
  g_autofree char *shown = natterd_test_dup_shown (event, &view);

  g_assert_cmpstr (shown, ==, expected);
}

/* §4.10 */
static void
test_who (void)
{
  g_autoptr (NatterEvent) event = natter_event_new (NATTER_EVENT_WHO);

  natterd_test_add_person (event, "alice", 0, NULL, "lobby garden");
  natterd_test_add_person (event, "日本語", 185, NULL, "lobby");
  natterd_test_add_person (event, "carol", 7300, "lunch", NULL);
  natterd_test_add_person (event, "dave", 90000, "", "garden");
  natterd_test_add_person (event, "erin", 59, NULL, "lobby");
  natterd_test_add_person (event, "frank", 180000, NULL, "lobby");
  assert_shown (event,
                "6 people are on the server:\n"
                "  alice (you)  #lobby, #garden  now\n"
                "  日本語       #lobby           3 min\n"
                "  carol                         2 h     away: lunch\n"
                "  dave         #garden          1 day   away\n"
                "  erin         #lobby           now\n"
                "  frank        #lobby           2 days\n"
                "To say something to one of them only: tell NAME TEXT\n");
}

static void
test_who_alone (void)
{
  g_autoptr (NatterEvent) event = natter_event_new (NATTER_EVENT_WHO);

  natterd_test_add_person (event, "alice", 0, NULL, "lobby");
  assert_shown (event,
                "1 person is on the server:\n"
                "  alice (you)  #lobby  now\n"
                "To say something to one of them only: tell NAME TEXT\n");
}

/* A list of thousands would be no answer for a terminal. */
static void
test_who_many (void)
{
  g_autoptr (NatterEvent) event = natter_event_new (NATTER_EVENT_WHO);
  g_autofree char *shown = NULL;
  g_auto (GStrv) lines = NULL;

  for (guint i = 0; i < 1000; i++)
    {
      g_autofree char *name = g_strdup_printf ("user%u", i);

      natterd_test_add_person (event, name, i, NULL, "lobby");
    }
  shown = natterd_test_dup_shown (event, &view);
  lines = g_strsplit (shown, "\n", -1);

  g_assert_cmpstr (lines[0], ==, "1000 people are on the server:");
  g_assert_cmpstr (lines[100], ==, "  user99  #lobby  1 min");
  g_assert_cmpstr (lines[101], ==, "… and 900 more.");
}

/* §4.10 */
static void
test_rooms (void)
{
  g_autoptr (NatterEvent) event = natter_event_new (NATTER_EVENT_ROOMS);

  event->time = NATTERD_TEST_TIME;
  natterd_test_add_room (event, "lobby", 12, NATTERD_TEST_TIME - 10 * G_USEC_PER_SEC, "Tea at four.", TRUE);
  natterd_test_add_room (event, "garden", 1, NATTERD_TEST_TIME - 200 * G_USEC_PER_SEC,
                         "A topic that is far too long to fit into the line with all the rest of what is there", FALSE);
  natterd_test_add_room (event, "cellar", 0, 0, NULL, FALSE);
  assert_shown (event,
                "There are 3 rooms: who is in them, when someone last spoke, and the topic.\n"
                "  #lobby (yours)  12 people  now     Tea at four.\n"
                "  #garden         1 person   3 min   A topic that is far too long to fit into …\n"
                "  #cellar         nobody     silent\n"
                "To go into one, or to open a new one: join ROOM\n");
}

static void
test_rooms_without_clock (void)
{
  g_autoptr (NatterEvent) event = natter_event_new (NATTER_EVENT_ROOMS);

  natterd_test_add_room (event, "lobby", 2, NATTERD_TEST_TIME, NULL, TRUE);
  assert_shown (event,
                "There is 1 room: who is in it, when someone last spoke, and its topic.\n"
                "  #lobby (yours)  2 people  2026-01-02 03:04\n"
                "To go into one, or to open a new one: join ROOM\n");
}

static void
test_no_rooms (void)
{
  g_autoptr (NatterEvent) event = natter_event_new (NATTER_EVENT_ROOMS);

  assert_shown (event, "There are no rooms yet. To open one: join ROOM\n");
}

/* §4.17 */
static void
test_history (void)
{
  g_autoptr (NatterEvent) event = natter_event_new (NATTER_EVENT_HISTORY);

  event->room = g_strdup ("lobby");
  natterd_test_add_message (event, NATTER_MESSAGE_SAY, "bob", "good night", NATTERD_TEST_TIME - 4 * G_TIME_SPAN_HOUR);
  natterd_test_add_message (event, NATTER_MESSAGE_ME, "alice", "waves", NATTERD_TEST_TIME);
  natterd_test_add_message (event, NATTER_MESSAGE_TOPIC, "alice", "Tea at four.", NATTERD_TEST_TIME + G_TIME_SPAN_MINUTE);
  assert_shown (event,
                "In #lobby, the last 3 messages:\n"
                "Thursday, 1 January 2026\n"
                "#1 [23:04] bob: good night\n"
                "Friday, 2 January 2026\n"
                "#2 [03:04] * alice waves\n"
                "#3 [03:05] alice set the topic: \"Tea at four.\"\n");
}

/* §4.17: which way it goes on */
static void
test_history_pages (void)
{
  g_autoptr (NatterEvent) event = natter_event_new (NATTER_EVENT_HISTORY);

  event->room = g_strdup ("lobby");
  event->range.kind = NATTER_RANGE_AT;
  assert_shown (event, "Nothing was said there in #lobby.\n");

  natterd_test_add_message (event, NATTER_MESSAGE_SAY, "bob", "hi", NATTERD_TEST_TIME);
  natterd_test_add_message (event, NATTER_MESSAGE_SAY, "bob", "ho", NATTERD_TEST_TIME);
  ((NatterMessage *) event->messages->pdata[0])->seq = 41;
  ((NatterMessage *) event->messages->pdata[1])->seq = 42;
  event->more = TRUE;
  assert_shown (event,
                "In #lobby, 2 messages:\n"
                "Friday, 2 January 2026\n"
                "#41 [03:04] bob: hi\n"
                "#42 [03:04] bob: ho\n"
                "To read on: history since 42\n");
  event->range.kind = NATTER_RANGE_BEFORE;
  assert_shown (event,
                "In #lobby, 2 messages:\n"
                "Friday, 2 January 2026\n"
                "#41 [03:04] bob: hi\n"
                "#42 [03:04] bob: ho\n"
                "What was said before: history before 41\n");
}

static void
test_history_short (void)
{
  g_autoptr (NatterEvent) event = natter_event_new (NATTER_EVENT_HISTORY);

  event->room = g_strdup ("@bob");
  assert_shown (event, "Nothing was said between you and bob yet. To begin: tell bob TEXT\n");

  natterd_test_add_message (event, NATTER_MESSAGE_SAY, "bob", "hi", NATTERD_TEST_TIME);
  assert_shown (event,
                "In @bob, the last message:\n"
                "Friday, 2 January 2026\n"
                "#1 [03:04] bob: hi\n");
}

/* §4.27 */
static void
test_history_of_changes (void)
{
  g_autoptr (NatterEvent) event = natter_event_new (NATTER_EVENT_HISTORY);
  NatterMessage *message;

  event->room = g_strdup ("lobby");
  for (guint i = 0; i < 3; i++)
    natterd_test_add_message (event, NATTER_MESSAGE_SAY, "bob", i == 1 ? "" : "lunch?", NATTERD_TEST_TIME);
  message = event->messages->pdata[0];
  message->edited = NATTERD_TEST_TIME;
  natter_message_count_reaction (message, "👍", "alice", TRUE);
  natter_message_count_reaction (message, "👍", "bob", FALSE);
  natter_message_count_reaction (message, "x", "bob", FALSE);
  ((NatterMessage *) event->messages->pdata[1])->deleted = TRUE;
  natter_message_set_quote (event->messages->pdata[2], "alice", "when \033[31mdo you want to have lunch, or dinner, or anything else that one can eat?");
  assert_shown (event,
                "In #lobby, the last 3 messages:\n"
                "Friday, 2 January 2026\n"
                "#1 [03:04] bob: lunch? (edited) [👍 2] [x 1]\n"
                "#2 [03:04] bob: (deleted)\n"
                "#3 [03:04] bob: lunch? (↪ alice: when do you want to have lunch, or dinner, or anything else …)\n");
}

/* §4.18 */
static void
test_help (void)
{
  g_autoptr (NatterEvent) event = natter_event_new (NATTER_EVENT_HELP);

  natterd_test_add_help (event, "tell NAME TEXT", "Say something to one person only", "tell bob lunch at one?");
  assert_shown (event,
                "tell NAME TEXT\n"
                "  Say something to one person only.\n"
                "For example: tell bob lunch at one?\n");

  natterd_test_add_help (event, "who", "See who is on the server, and where", "who");
  assert_shown (event,
                "This is what you can type:\n"
                "  tell NAME TEXT  Say something to one person only\n"
                "  who             See who is on the server, and where\n"
                "To see an example of one: help COMMAND\n");
}

/* §4.18, §4.22: the whole table of commands as it is */
static void
test_help_of_all (void)
{
  g_autoptr (NatterEvent) event = natter_event_new (NATTER_EVENT_HELP);
  g_autofree char *shown = NULL;

  for (guint i = 0; i < NATTER_N_COMMANDS; i++)
    {
      const NatterVerb *verb = natter_verb_get (i);

      natterd_test_add_help (event, verb->usage, verb->summary, verb->example);
    }
  shown = natterd_test_dup_shown (event, &view);
  g_assert_cmpuint (natterd_test_get_width (shown), <=, 80);
  g_assert_null (strstr (shown, "…"));
}

/* §4.10: more than fifty are not listed */
static void
test_large_room (void)
{
  g_autoptr (NatterEvent) event = natter_event_new (NATTER_EVENT_PEOPLE);
  g_autofree char *shown = NULL;

  event->room = g_strdup ("lobby");
  for (guint i = 0; i < 1000; i++)
    {
      g_autofree char *name = g_strdup_printf ("user%u", i);

      natterd_test_add_person (event, name, 0, NULL, NULL);
    }
  shown = natterd_test_dup_shown (event, &view);

  g_assert_true (g_str_has_prefix (shown, "In #lobby: user0, user1, "));
  g_assert_true (g_str_has_suffix (shown, " user49 and 950 more.\n"));
  g_assert_cmpuint (natterd_test_get_width (shown), <=, 80);
}

/* Lines end between words, and between ideographs, which have no spaces; a later line is indented. */
static void
test_wrapping (void)
{
  g_autoptr (NatterEvent) event = natter_event_new (NATTER_EVENT_ERROR);
  g_autoptr (GString) ideographs = g_string_new (NULL);

  event->text = g_strdup ("0123456789 0123456789 0123456789 0123456789 0123456789 0123456789 0123456789 x 0123456789");
  assert_shown (event,
                "0123456789 0123456789 0123456789 0123456789 0123456789 0123456789 0123456789 x\n"
                "  0123456789\n");

  /* 39 of them are 78 columns; the full stop must not begin the next line */
  for (guint i = 0; i < 39; i++)
    g_string_append (ideographs, "語");
  g_string_append (ideographs, "。後");
  g_free (event->text);
  event->text = g_strdup (ideographs->str);
  g_string_truncate (ideographs, 38 * strlen ("語"));
  g_string_append (ideographs, "\n  語。後\n");
  assert_shown (event, ideographs->str);
}

static char *
repeat (const char *text, guint count)
{
  GString *repeated = g_string_new (NULL);

  for (guint i = 0; i < count; i++)
    g_string_append (repeated, text);

  return g_string_free (repeated, FALSE);
}

/* The longest that §3 allows in each place: one word of 32 wide letters. */
static void
fill (NatterEvent *event)
{
  g_autofree char *name = repeat ("語", 32);
  g_autofree char *text = repeat ("words and ", 800);
  g_autofree char *topic = repeat ("tea and ", 64);

  event->room = g_strdup ("lobby");
  event->from = g_strdup (name);
  event->name = g_strdup (name);
  event->text = g_strdup (event->kind == NATTER_EVENT_ENTERED || event->kind == NATTER_EVENT_TOPIC ? topic : text);
  event->current = g_strdup ("garden");
  event->version = g_strdup ("0.1.0-rc1-123-gabcdef0");
  event->count = 5000;
  event->time = NATTERD_TEST_TIME;
  event->reason = NATTER_REASON_CLOSED;
  for (guint i = 0; i < 120; i++)
    {
      natterd_test_add_person (event, name, 86400 * 5000, text, "lobby garden kitchen cellar attic library workshop");
      natterd_test_add_person (event, "bob", 0, NULL, NULL);
      natterd_test_add_room (event, name, 4000000, NATTERD_TEST_TIME - 1, topic, TRUE);
      natterd_test_add_help (event, "tell NAME TEXT", "Say something to one person only", "tell bob hi");
    }
}

static void
test_columns (void)
{
  static const NatterEventKind kinds[] = {
    NATTER_EVENT_WELCOME, NATTER_EVENT_ERROR, NATTER_EVENT_HELLO, NATTER_EVENT_ENTERED, NATTER_EVENT_PARTED,
    NATTER_EVENT_CURRENT, NATTER_EVENT_JOINED, NATTER_EVENT_LEFT, NATTER_EVENT_TOPIC, NATTER_EVENT_RENAMED,
    NATTER_EVENT_PRESENCE, NATTER_EVENT_PEOPLE, NATTER_EVENT_WHO, NATTER_EVENT_ROOMS, NATTER_EVENT_HISTORY,
    NATTER_EVENT_IGNORED, NATTER_EVENT_PONG, NATTER_EVENT_TIME, NATTER_EVENT_VERSION, NATTER_EVENT_HELP, NATTER_EVENT_BYE
  };
  g_autofree char *own = repeat ("語", 32);
  const NatterdView views[] = { { own, "lobby" }, { "bob", "garden" } };

  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      g_autoptr (NatterEvent) event = natter_event_new (kinds[i]);

      fill (event);
      for (guint j = 0; j < G_N_ELEMENTS (views); j++)
        {
          g_autofree char *shown = natterd_test_dup_shown (event, &views[j]);

          g_assert_cmpstr (shown, !=, "");
          g_assert_cmpuint (natterd_test_get_width (shown), <=, 80);
        }
    }
}

int
main (int argc, char **argv)
{
  g_setenv ("TZ", "UTC", TRUE);
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/dialect/text-lists/who", test_who);
  g_test_add_func ("/dialect/text-lists/who-alone", test_who_alone);
  g_test_add_func ("/dialect/text-lists/who-many", test_who_many);
  g_test_add_func ("/dialect/text-lists/rooms", test_rooms);
  g_test_add_func ("/dialect/text-lists/rooms-without-clock", test_rooms_without_clock);
  g_test_add_func ("/dialect/text-lists/no-rooms", test_no_rooms);
  g_test_add_func ("/dialect/text-lists/history", test_history);
  g_test_add_func ("/dialect/text-lists/history-of-changes", test_history_of_changes);
  g_test_add_func ("/dialect/text-lists/history-short", test_history_short);
  g_test_add_func ("/dialect/text-lists/history-pages", test_history_pages);
  g_test_add_func ("/dialect/text-lists/help", test_help);
  g_test_add_func ("/dialect/text-lists/help-of-all", test_help_of_all);
  g_test_add_func ("/dialect/text-lists/large-room", test_large_room);
  g_test_add_func ("/dialect/text-lists/wrapping", test_wrapping);
  g_test_add_func ("/dialect/text-lists/columns", test_columns);

  return g_test_run ();
}
