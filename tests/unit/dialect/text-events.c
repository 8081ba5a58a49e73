/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "dialect-support.h"

/* How each event reads in the text dialect, to alice in #lobby: PROTOCOL.md §4. */

#define SAY          (NATTER_MESSAGE_SAY + 1)
#define ME           (NATTER_MESSAGE_ME + 1)
#define TOPIC        (NATTER_MESSAGE_TOPIC + 1)
#define CHANGE(KIND) (NATTER_MESSAGE_##KIND + 1)

typedef struct
{
  const char *test;
  const char *shown;
  guint spelling;
  NatterEventKind kind;
  const char *room;
  const char *from;
  const char *name;
  const char *text;
  guint message; /* its kind + 1; made from `from` and `text` */
  NatterReason reason;
  guint count;
  const char *names; /* separated by spaces */
  const char *current;
  const char *people; /* separated by spaces; "dave:lunch" is away */
} Row;

/* clang-format off */
static const Row rows[] = {
  /* §4.1 */
  { "welcome", "Welcome to Workshop. 7 people are here.\nType: login yourname   (help shows more)\n", 0,
    NATTER_EVENT_WELCOME, .text = "Workshop", .count = 7 },
  { "welcome-one", "Welcome to Workshop. One person is here.\nType: login yourname   (help shows more)\n", 0,
    NATTER_EVENT_WELCOME, .text = "Workshop", .count = 1 },
  { "welcome-none", "Welcome to Workshop. Nobody is here yet: be the first.\nType: login yourname   (help shows more)\n", 0,
    NATTER_EVENT_WELCOME, .text = "Workshop" },
  /* the event's own line is the answer */
  { "ok", "", 0, NATTER_EVENT_OK, .room = "lobby" },
  { "ping", "", 0, NATTER_EVENT_PING },
  { "live", "", 0, NATTER_EVENT_LIVE },
  { "read", "", 0, NATTER_EVENT_READ },
  { "error", "I don't know \"lok\". Did you mean look?\n", 0,
    NATTER_EVENT_ERROR, .text = "I don't know \"lok\". Did you mean look?" },
  /* §4.4 */
  { "hello", "Hello alice.\n", 0, NATTER_EVENT_HELLO, .name = "alice", .room = "lobby" },
  /* §4.7 */
  { "entered", "You are in #lobby: \"Tea at four.\" Here: alice (you), bob, carol.\n", 0,
    NATTER_EVENT_ENTERED, .room = "lobby", .text = "Tea at four.", .people = "alice bob carol", .count = 3 },
  { "entered-without-topic", "You are in #lobby. Here: alice (you).\n", 0,
    NATTER_EVENT_ENTERED, .room = "lobby", .people = "alice", .count = 1 },
  { "entered-empty-topic", "You are in #lobby. Here: alice (you).\n", 0,
    NATTER_EVENT_ENTERED, .room = "lobby", .text = "", .people = "alice", .count = 1 },
  { "entered-crowd", "You are in #lobby. Here: bob, carol and 998 more.\n", 0,
    NATTER_EVENT_ENTERED, .room = "lobby", .people = "bob carol", .count = 1000 },
  { "joined", "bob has joined.\n", NATTERD_TEST_HERE, NATTER_EVENT_JOINED, .room = "lobby", .from = "bob" },
  { "joined-elsewhere", "#garden bob has joined.\n", NATTERD_TEST_ELSEWHERE,
    NATTER_EVENT_JOINED, .room = "garden", .from = "bob" },
  /* §5.10a */
  { "joined-crowd", "bob, carol and 7 others have joined.\n", 0,
    NATTER_EVENT_JOINED, .room = "lobby", .names = "bob carol d e f g h i j" },
  { "joined-three", "bob, carol and 1 other have joined.\n", 0, NATTER_EVENT_JOINED, .room = "lobby", .names = "bob carol d" },
  { "joined-named-in-part", "bob, carol and 398 others have joined.\n", 0,
    NATTER_EVENT_JOINED, .room = "lobby", .names = "bob carol d", .count = 400 },
  { "joined-two", "bob and carol have joined.\n", 0, NATTER_EVENT_JOINED, .room = "lobby", .names = "bob carol" },
  { "joined-one", "#garden bob has joined.\n", 1, NATTER_EVENT_JOINED, .room = "garden", .names = "bob" },
  { "left-crowd", "bob, carol and 2 others have left.\n", 0, NATTER_EVENT_LEFT, .room = "lobby", .names = "bob carol d e" },
  { "left-crowd-elsewhere", "#garden bob has left.\n", 1, NATTER_EVENT_LEFT, .room = "garden", .names = "bob" },
  /* §4.8, §4.19: with the way it went */
  { "left", "bob has left.\n", 0, NATTER_EVENT_LEFT, .room = "lobby", .from = "bob", .reason = NATTER_REASON_LEFT },
  { "left-elsewhere", "#garden bob has left.\n", 1, NATTER_EVENT_LEFT, .room = "garden", .from = "bob" },
  { "left-logout", "bob has left (logged out).\n", 0,
    NATTER_EVENT_LEFT, .room = "lobby", .from = "bob", .reason = NATTER_REASON_LOGOUT },
  { "left-closed", "bob has left (closed the connection).\n", 0,
    NATTER_EVENT_LEFT, .room = "lobby", .from = "bob", .reason = NATTER_REASON_CLOSED },
  { "left-lost", "bob has left (lost connection).\n", 0,
    NATTER_EVENT_LEFT, .room = "lobby", .from = "bob", .reason = NATTER_REASON_LOST },
  { "left-idle", "bob has left (went quiet).\n", 0,
    NATTER_EVENT_LEFT, .room = "lobby", .from = "bob", .reason = NATTER_REASON_IDLE },
  { "left-too-slow", "bob has left (was too slow).\n", 0,
    NATTER_EVENT_LEFT, .room = "lobby", .from = "bob", .reason = NATTER_REASON_TOO_SLOW },
  { "left-shutdown", "#garden bob has left (server restart).\n", 1,
    NATTER_EVENT_LEFT, .room = "garden", .from = "bob", .reason = NATTER_REASON_SHUTDOWN },
  { "parted", "You have left #garden. You are in #lobby now.\n", 0,
    NATTER_EVENT_PARTED, .room = "garden", .current = "lobby" },
  { "parted-from-last", "You have left #garden, and are in no room now. To go into one: join ROOM\n", 0,
    NATTER_EVENT_PARTED, .room = "garden" },
  /* §4.9 */
  { "current", "You are in #garden now. To see who is here: look\n", 0, NATTER_EVENT_CURRENT, .room = "garden" },
  /* §4.6: exactly, also when longer than a line of a terminal */
  { "said", "bob: hi all\n", NATTERD_TEST_HERE, NATTER_EVENT_SAID, .room = "lobby", .from = "bob", .text = "hi all", .message = SAY },
  { "said-by-me", "alice: hi all\n", 0, NATTER_EVENT_SAID, .room = "lobby", .from = "alice", .text = "hi all", .message = SAY },
  { "said-elsewhere", "#garden bob: hi all\n", NATTERD_TEST_ELSEWHERE,
    NATTER_EVENT_SAID, .room = "garden", .from = "bob", .text = "hi all", .message = SAY },
  { "said-at-length",
    "bob: 0123456789 0123456789 0123456789 0123456789 0123456789 0123456789 0123456789 0123456789 0123456789\n", 0,
    NATTER_EVENT_SAID, .room = "lobby", .from = "bob", .message = SAY,
    .text = "0123456789 0123456789 0123456789 0123456789 0123456789 0123456789 0123456789 0123456789 0123456789" },
  { "said-with-percent", "bob: 100%s %n %d\n", 0,
    NATTER_EVENT_SAID, .room = "lobby", .from = "bob", .text = "100%s %n %d", .message = SAY },
  /* §4.12 */
  { "me", "* bob waves\n", 0, NATTER_EVENT_SAID, .room = "lobby", .from = "bob", .text = "waves", .message = ME },
  { "me-elsewhere", "#garden * bob waves\n", 1, NATTER_EVENT_SAID, .room = "garden", .from = "bob", .text = "waves", .message = ME },
  /* §4.13 */
  { "told", "bob tells you: psst\n", 3, NATTER_EVENT_SAID, .room = "@bob", .from = "bob", .text = "psst", .message = SAY },
  { "tell", "You tell bob: psst\n", 2, NATTER_EVENT_SAID, .room = "@bob", .from = "alice", .text = "psst", .message = SAY },
  { "me-told", "(only to you) * bob waves\n", 3, NATTER_EVENT_SAID, .room = "@bob", .from = "bob", .text = "waves", .message = ME },
  { "me-tell", "(only to bob) * alice waves\n", 2, NATTER_EVENT_SAID, .room = "@bob", .from = "alice", .text = "waves", .message = ME },
  /* §4.11 */
  { "topic-set", "bob set the topic: \"Tea at four.\"\n", 0,
    NATTER_EVENT_TOPIC, .room = "lobby", .from = "bob", .text = "Tea at four.", .message = TOPIC },
  { "topic-set-elsewhere", "#garden bob set the topic: \"Tea at four.\"\n", 1,
    NATTER_EVENT_TOPIC, .room = "garden", .from = "bob", .text = "Tea at four.", .message = TOPIC },
  { "topic-taken-away", "bob took the topic away.\n", 0,
    NATTER_EVENT_TOPIC, .room = "lobby", .from = "bob", .text = "", .message = TOPIC },
  /* §4.28 to §4.31 */
  { "edited", "bob edited #12: hi all\n", 0, NATTER_EVENT_EDITED, .room = "lobby", .from = "bob", .text = "hi all", .message = CHANGE (EDIT) },
  { "edited-elsewhere", "#garden bob edited #12: hi\n", 1, NATTER_EVENT_EDITED, .room = "garden", .from = "bob", .text = "hi", .message = CHANGE (EDIT) },
  { "deleted", "alice deleted #12.\n", 0, NATTER_EVENT_DELETED, .room = "lobby", .from = "alice", .text = "", .message = CHANGE (DELETE) },
  { "deleted-told", "(only to you) bob deleted #12.\n", 3, NATTER_EVENT_DELETED, .room = "@bob", .from = "bob", .text = "", .message = CHANGE (DELETE) },
  { "reacted", "bob reacted to #12: 👍\n", 0, NATTER_EVENT_REACTED, .room = "lobby", .from = "bob", .text = "👍", .message = CHANGE (REACT) },
  { "reacted-tell", "(only to bob) alice reacted to #12: 👍\n", 2,
    NATTER_EVENT_REACTED, .room = "@bob", .from = "alice", .text = "👍", .message = CHANGE (REACT) },
  { "unreacted", "bob no longer reacts to #12: 👍\n", 0, NATTER_EVENT_REACTED, .room = "lobby", .from = "bob", .text = "👍", .message = CHANGE (UNREACT) },
  { "topic-shown", "The topic of #lobby: \"Tea at four.\"\n", 0, NATTER_EVENT_TOPIC, .room = "lobby", .text = "Tea at four." },
  { "topic-shown-elsewhere", "The topic of #garden: \"Cake\"\n", 0, NATTER_EVENT_TOPIC, .room = "garden", .text = "Cake" },
  { "topic-none", "#lobby has no topic yet. To set one: topic TEXT\n", 0, NATTER_EVENT_TOPIC, .room = "lobby" },
  /* §4.14 */
  { "renamed", "bob is now called rob.\n", NATTERD_TEST_OTHERS, NATTER_EVENT_RENAMED, .from = "bob", .name = "rob" },
  { "renamed-own", "You are now called alice.\n", NATTERD_TEST_OWN, NATTER_EVENT_RENAMED, .from = "alicia", .name = "alice" },
  { "renamed-from-mine", "alice is now called al.\n", 0, NATTER_EVENT_RENAMED, .from = "alice", .name = "al" },
  /* §4.15 */
  { "away-own", "You are away: lunch. Type back when you return.\n", 1, NATTER_EVENT_PRESENCE, .from = "alice", .text = "lunch" },
  { "away-own-bare", "You are away. Type back when you return.\n", 1, NATTER_EVENT_PRESENCE, .from = "alice", .text = "" },
  { "back-own", "You are back. Everyone can see it.\n", 1, NATTER_EVENT_PRESENCE, .from = "alice" },
  { "away-others", "", NATTERD_TEST_OTHERS, NATTER_EVENT_PRESENCE, .from = "bob", .text = "lunch" },
  { "back-others", "", 0, NATTER_EVENT_PRESENCE, .from = "bob" },
  { "away-note", "bob is away (lunch), and may answer later.\n", 2,
    NATTER_EVENT_PRESENCE, .from = "bob", .name = "alice", .text = "lunch" },
  { "away-note-bare", "bob is away, and may answer later.\n", 2, NATTER_EVENT_PRESENCE, .from = "bob", .name = "alice", .text = "" },
  /* §4.10 */
  { "people", "In #lobby: alice (you), bob, dave (away: lunch).\n", 0,
    NATTER_EVENT_PEOPLE, .room = "lobby", .people = "alice bob dave:lunch" },
  { "people-away", "In #garden: alice (you, away: tea), bob (away).\n", 0,
    NATTER_EVENT_PEOPLE, .room = "garden", .people = "alice:tea bob:" },
  { "people-own-bare-away", "In #garden: alice (you, away).\n", 0, NATTER_EVENT_PEOPLE, .room = "garden", .people = "alice:" },
  { "people-none", "Nobody is in #garden.\n", 0, NATTER_EVENT_PEOPLE, .room = "garden", .people = "" },
  /* §4.16 */
  { "ignored", "You do not hear: mallory, trudy. To hear someone again: unignore NAME\n", 0,
    NATTER_EVENT_IGNORED, .names = "mallory trudy" },
  { "ignored-none", "You hear everyone. To stop hearing someone: ignore NAME\n", 0, NATTER_EVENT_IGNORED, .names = "" },
  { "ignored-null", "You hear everyone. To stop hearing someone: ignore NAME\n", 0, NATTER_EVENT_IGNORED },
  /* §5.17 */
  { "done", "Your password is changed.\n", 0, NATTER_EVENT_DONE, .text = "Your password is changed." },
  /* §5.17a: what was done says enough */
  { "act", "alice muted bob.\n", 0, NATTER_EVENT_ACT, .room = "lobby", .text = "alice muted bob." },
  { "act-elsewhere", "#garden alice muted bob.\n", 1, NATTER_EVENT_ACT, .room = "garden", .text = "alice muted bob." },
  /* §13.8 */
  { "notice", "alice tells everyone: Back at ten.\n", 0, NATTER_EVENT_NOTICE, .from = "alice", .text = "Back at ten." },
  /* §4.29 */
  { "devices", "You are logged in on 2 devices:\n  json (this one)  now\n  text             now\n", 0,
    NATTER_EVENT_DEVICES, .people = "json text" },
  /* §4.18 */
  { "pong", "Pong! The server hears you.\n", 0, NATTER_EVENT_PONG },
  { "time", "On the server it is 03:04:05 UTC on Friday, 2 January 2026.\n", 0, NATTER_EVENT_TIME },
  { "version", "Workshop runs natterd 0.1.0 and speaks protocol 1.\n", 0, NATTER_EVENT_VERSION, .text = "Workshop" },
  { "motd", "Today:\n  cake at four\n", 0, NATTER_EVENT_MOTD, .text = "Today:\r\n  cake at four" },
  { "motd-none", "There is no message of the day. It is a day like any other.\n", 0, NATTER_EVENT_MOTD },
  /* §4.19 */
  { "bye", "Goodbye, alice. Come again.\n", 0, NATTER_EVENT_BYE, .text = "Goodbye, alice. Come again." },
};
/* clang-format on */

static void
add_people (NatterEvent *event, const char *people)
{
  g_auto (GStrv) words = g_strsplit (people, " ", -1);

  for (guint i = 0; words[i] != NULL && words[i][0] != '\0'; i++)
    {
      char *away = strchr (words[i], ':');

      if (away != NULL)
        *away++ = '\0';
      natterd_test_add_person (event, words[i], 0, away, NULL);
    }
}

static NatterEvent *
make_event (const Row *row)
{
  NatterEvent *event = natter_event_new (row->kind);

  event->room = g_strdup (row->room);
  event->name = g_strdup (row->name);
  event->reason = row->reason;
  event->count = row->count;
  event->current = g_strdup (row->current);
  event->time = NATTERD_TEST_TIME;
  event->version = g_strdup ("0.1.0");
  event->names = row->names != NULL ? g_strsplit (row->names, " ", -1) : NULL;
  if (row->message != 0)
    {
      event->message = natter_message_new (row->message - 1, "key", row->from, row->text, NULL);
      if (natter_message_kind_is_change (event->message->kind))
        event->message->target = 12;
    }
  else
    {
      event->from = g_strdup (row->from);
      event->text = g_strdup (row->text);
    }
  if (row->people != NULL)
    add_people (event, row->people);
  return event;
}

static void
test_row (gconstpointer data)
{
  const Row *row = data;
  const NatterdView view = { .name = "alice", .current = "lobby" };
  g_autoptr (NatterEvent) event = make_event (row);
  g_autofree char *shown = natterd_test_dup_shown (event, &view);

  g_assert_cmpuint (natterd_dialect_get_text ()->choose (event, &view), ==, row->spelling);
  g_assert_cmpstr (shown, ==, row->shown);
}

/* Law 3: those who chose the same spelling read the same bytes, whichever of them was asked. */
static void
test_shared (void)
{
  static const NatterdView views[] = {
    { "alice", "lobby" },
    { "bob", "lobby" },
    { "carol", "garden" },
    { "dave", NULL },
    { NULL, NULL }
  };
  const NatterdDialect *dialect = natterd_dialect_get_text ();

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (NatterEvent) event = make_event (&rows[i]);
      char *first[NATTERD_DIALECT_SPELLINGS] = { NULL };

      if (event->kind == NATTER_EVENT_ENTERED || event->kind == NATTER_EVENT_PEOPLE)
        continue; /* to one reader only */

      for (guint j = 0; j < G_N_ELEMENTS (views); j++)
        {
          guint spelling = dialect->choose (event, &views[j]);
          g_autofree char *shown = natterd_test_dup_shown (event, &views[j]);

          g_assert_cmpuint (spelling, <, NATTERD_DIALECT_SPELLINGS);
          if (first[spelling] == NULL)
            first[spelling] = g_steal_pointer (&shown);
          else
            g_assert_cmpstr (shown, ==, first[spelling]);
        }
      for (guint j = 0; j < G_N_ELEMENTS (first); j++)
        g_free (first[j]);
    }
}

/* Each kind of event is in the table, in text-lists.c or text-found.c, or of no use to people as it is. */
static void
test_complete (void)
{
  gboolean seen[NATTER_N_EVENTS] = { [NATTER_EVENT_WHO] = TRUE, [NATTER_EVENT_ROOMS] = TRUE, [NATTER_EVENT_HISTORY] = TRUE, [NATTER_EVENT_FOUND] = TRUE, [NATTER_EVENT_HELP] = TRUE, [NATTER_EVENT_DIRECTS] = TRUE, [NATTER_EVENT_CODE] = TRUE, [NATTER_EVENT_CODES] = TRUE, [NATTER_EVENT_BANS] = TRUE, [NATTER_EVENT_BOT] = TRUE, [NATTER_EVENT_BOTS] = TRUE };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    seen[rows[i].kind] = TRUE;
  for (guint i = 0; i < NATTER_N_EVENTS; i++)
    g_assert_true (seen[i]);
}

int
main (int argc, char **argv)
{
  g_setenv ("TZ", "UTC", TRUE);
  g_test_init (&argc, &argv, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *path = g_strdup_printf ("/dialect/text-events/%s", rows[i].test);

      g_test_add_data_func (path, &rows[i], test_row);
    }
  g_test_add_func ("/dialect/text-events/shared", test_shared);
  g_test_add_func ("/dialect/text-events/complete", test_complete);

  return g_test_run ();
}
