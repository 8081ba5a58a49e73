/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <gio/gio.h>

#include "random-values.h"

static void
test_references (void)
{
  NatterEvent *event = natter_event_new (NATTER_EVENT_SAID);
  NatterMessage *message = natter_message_new (NATTER_MESSAGE_SAY, "lobby", "alice", "hi", NULL);

  event->message = natter_message_ref (message);
  g_assert_true (natter_event_ref (event) == event);
  natter_event_unref (event);
  g_assert_cmpstr (event->message->text, ==, "hi");
  natter_event_unref (event);

  g_assert_cmpuint (message->ref_count, ==, 1);
  natter_message_unref (message);
}

/* §5.7 */
static void
test_error_event (void)
{
  g_autoptr (GError) ours = g_error_new_literal (NATTER_ERROR, NATTER_ERROR_NAME_TAKEN, "alice is taken");
  g_autoptr (GError) foreign = g_error_new_literal (G_IO_ERROR, G_IO_ERROR_NO_SPACE, "disk full");
  g_autoptr (NatterEvent) taken = natter_event_new_error (ours, "c1", "alice2");
  g_autoptr (NatterEvent) failed = natter_event_new_error (foreign, NULL, NULL);

  g_assert_cmpint (taken->kind, ==, NATTER_EVENT_ERROR);
  g_assert_cmpint (taken->code, ==, NATTER_ERROR_NAME_TAKEN);
  g_assert_cmpstr (taken->text, ==, "alice is taken");
  g_assert_cmpstr (taken->re, ==, "c1");
  g_assert_cmpstr (taken->suggestion, ==, "alice2");
  g_assert_cmpint (failed->code, ==, NATTER_ERROR_FAILED);
  g_assert_null (failed->re);
}

static NatterEvent *
new_said (const char *text, gint64 time)
{
  NatterEvent *event = natter_event_new (NATTER_EVENT_SAID);

  event->room = g_strdup ("lobby");
  event->message = natter_message_new (NATTER_MESSAGE_SAY, "lobby", "alice", text, NULL);
  event->message->time = time;
  return event;
}

static void
test_equal (void)
{
  g_autoptr (NatterEvent) said = new_said ("hi", 5000999);
  g_autoptr (NatterEvent) same_millisecond = new_said ("hi", 5000000);
  g_autoptr (NatterEvent) later = new_said ("hi", 5001000);
  g_autoptr (NatterEvent) other = new_said ("ho", 5000999);

  g_assert_true (natter_event_equal (said, said));
  g_assert_true (natter_event_equal (said, same_millisecond)); /* §5.6 */
  g_assert_false (natter_event_equal (said, later));
  g_assert_false (natter_event_equal (said, other));
}

/* Two random events of a kind are equal to themselves and, nearly always, not to each other. */
static void
test_equal_random (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed ((guint32) g_test_rand_int ());
  guint differing = 0;

  for (guint i = 0; i < 50 * NATTER_N_EVENTS; i++)
    {
      NatterEventKind kind = (NatterEventKind) (i % NATTER_N_EVENTS);
      g_autoptr (NatterEvent) a = natter_random_event (rand, kind);
      g_autoptr (NatterEvent) b = natter_random_event (rand, kind);

      g_assert_true (natter_event_equal (a, a));
      g_assert_cmpint (natter_event_equal (a, b), ==, natter_event_equal (b, a));
      if (!natter_event_equal (a, b))
        differing++;
    }

  g_assert_cmpuint (differing, >, 45 * NATTER_N_EVENTS);
}

static void
test_reasons (void)
{
  for (guint i = 0; i < NATTER_N_REASONS; i++)
    g_assert_cmpint (natter_reason_from_word (natter_reason_get_word ((NatterReason) i)), ==, i);

  g_assert_cmpint (natter_reason_from_word ("bored"), ==, NATTER_REASON_LEFT);
  g_assert_cmpint (natter_reason_from_word (NULL), ==, NATTER_REASON_LEFT);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/shared/event/references", test_references);
  g_test_add_func ("/shared/event/error", test_error_event);
  g_test_add_func ("/shared/event/equal", test_equal);
  g_test_add_func ("/shared/event/equal-random", test_equal_random);
  g_test_add_func ("/shared/event/reasons", test_reasons);
  return g_test_run ();
}
