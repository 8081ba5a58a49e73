/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "dialect-support.h"
#include "shared/natter-query.h"
#include "server/dialect/natterd-text-private.h"

/* §4.17a: what a search found, on a terminal. */

#define NOON G_GINT64_CONSTANT (1764072000000000) /* 2025-11-25 12:00 UTC */

static NatterEvent *
new_found (const char *typed)
{
  NatterEvent *event = natter_event_new (NATTER_EVENT_FOUND);

  event->text = g_strdup (typed);
  event->hits = g_ptr_array_new_with_free_func ((GDestroyNotify) natter_hit_free);
  return event;
}

static void
add_hit (NatterEvent *event,
         NatterMessageKind kind,
         const char *room,
         const char *text,
         gint64 time)
{
  g_autoptr (NatterQuery) query = natter_query_new (event->text, NULL);
  NatterHit *hit = natter_hit_new (natter_message_new (kind, "key", "alice", text, NULL), room);

  hit->message->time = time;
  hit->message->seq = 1;
  natter_query_finds (query, text, hit->marks);
  g_ptr_array_add (event->hits, hit);
}

static void
assert_shown (const NatterEvent *event,
              const char *expected)
{
  const NatterdView view = { .name = "bob", .current = "lobby" };
  g_autofree char *shown = natterd_test_dup_shown (event, &view);

  g_assert_cmpstr (shown, ==, expected);
}

static void
test_found (void)
{
  g_autoptr (NatterEvent) event = new_found ("cake");

  assert_shown (event, "Nothing was found in your rooms for: cake\n");
  add_hit (event, NATTER_MESSAGE_SAY, "lobby", "the Cake, cake!", NOON);
  assert_shown (event, "Found, one message:\n"
                       "Tuesday, 25 November 2025\n"
                       "[12:00] #lobby alice: the *Cake*, *cake*!\n");
  add_hit (event, NATTER_MESSAGE_ME, "@alice", "eats cake", NOON);
  add_hit (event, NATTER_MESSAGE_TOPIC, "lobby", "cake", NOON - G_TIME_SPAN_DAY);
  event->more = TRUE;
  assert_shown (event, "Found, 3 messages, the newest first:\n"
                       "Tuesday, 25 November 2025\n"
                       "[12:00] #lobby alice: the *Cake*, *cake*!\n"
                       "[12:00] @alice * alice eats *cake*\n"
                       "Monday, 24 November 2025\n"
                       "[12:00] #lobby alice, topic: *cake*\n"
                       "To see older ones: more\n");
}

/* the piece that was found, in one line */
static void
test_piece (void)
{
  g_autoptr (NatterEvent) event = new_found ("cake");

  add_hit (event, NATTER_MESSAGE_SAY, "lobby",
           "one two three four five six seven eight nine ten eleven twelve cake thirteen fourteen fifteen sixteen", NOON);
  add_hit (event, NATTER_MESSAGE_SAY, "lobby",
           "cake one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen", NOON);
  assert_shown (event, "Found, 2 messages, the newest first:\n"
                       "Tuesday, 25 November 2025\n"
                       "[12:00] #lobby alice: …ten eleven twelve *cake* thirteen fourteen fifteen six…\n"
                       "[12:00] #lobby alice: *cake* one two three four five six seven eight nine ten…\n");
}

static void
test_wide (void)
{
  g_autoptr (NatterEvent) event = new_found ("世界");
  g_autoptr (GString) text = g_string_new (NULL);
  const NatterdView view = { .name = "bob", .current = "lobby" };
  g_autofree char *shown = NULL;
  g_auto (GStrv) lines = NULL;

  for (guint i = 0; i < 100; i++)
    g_string_append (text, i == 60 ? "世界" : "你好");
  for (guint i = 1; i < 70; i++)
    {
      g_autofree char *room = g_strnfill (i, 'r');

      add_hit (event, NATTER_MESSAGE_SAY, room, text->str, NOON);
    }

  shown = natterd_test_dup_shown (event, &view);
  lines = g_strsplit (shown, "\n", -1);
  for (guint i = 2; lines[i] != NULL && *lines[i] != '\0'; i++)
    {
      gboolean has_words = strstr (lines[i], "好") != NULL;

      g_assert_cmpuint (natterd_text_get_width (lines[i]), <=, has_words ? NATTERD_TEXT_COLUMNS : 100);
      g_assert_cmpint (strstr (lines[i], "*世界*") != NULL, ==, has_words);
    }
}

/* One mark longer than the line is closed, and what is dropped for a terminal does not matter. */
static void
test_odd (void)
{
  g_autofree char *word = g_strnfill (200, 'x');
  g_autoptr (NatterEvent) event = new_found (word);
  const NatterdView view = { .name = "bob", .current = "lobby" };
  g_autofree char *shown = NULL;

  add_hit (event, NATTER_MESSAGE_SAY, "lobby", word, NOON);
  shown = natterd_test_dup_shown (event, &view);
  g_assert_nonnull (strstr (shown, " *xxx"));
  g_assert_nonnull (strstr (shown, "xxx*…\n"));
}

int
main (int argc, char **argv)
{
  g_setenv ("TZ", "UTC", TRUE);
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/dialect/text-found/found", test_found);
  g_test_add_func ("/dialect/text-found/piece", test_piece);
  g_test_add_func ("/dialect/text-found/wide", test_wide);
  g_test_add_func ("/dialect/text-found/odd", test_odd);
  return g_test_run ();
}
