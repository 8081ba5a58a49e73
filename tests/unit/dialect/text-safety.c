/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "dialect-support.h"

/* §4.22: whatever is in whichever field, no escape sequence, no control character and no bidi control reaches a terminal, and
 * nobody can begin a line of their own. A property, tried with random text; the seed is the test framework's. */

#define ROUNDS 300

static gunichar
random_char (void)
{
  static const gunichar wicked[] = {
    0x1b, 0x9b, 0x90, 0x9d, 0x07, 0x08, 0x0a, 0x0d, 0x09, 0x7f, 0x85, 0x2028, 0x2029, 0x202a, 0x202b, 0x202d, 0x202e, 0x2066,
    0x2067, 0x2068, 0x2069, 0x200e, 0x200f, 0x061c, 0x200b, 0x200d, 0xfeff, 0x0301, '[', ']', ';', '%', '"', ' ', 'm', 0x1f600
  };
  gunichar c;

  switch (g_test_rand_int_range (0, 4))
    {
    case 0:
      return (gunichar) g_test_rand_int_range (0x20, 0x7f);

    case 1:
      return (gunichar) g_test_rand_int_range (1, 0xa0);

    case 2:
      return wicked[g_test_rand_int_range (0, G_N_ELEMENTS (wicked))];

    default:
      c = (gunichar) g_test_rand_int_range (1, 0x110000);
      return g_unichar_validate (c) ? c : 'x';
    }
}

static char *
random_text (void)
{
  GString *text = g_string_new (NULL);
  int n = g_test_rand_int_range (0, 40);

  for (int i = 0; i < n; i++)
    g_string_append_unichar (text, random_char ());

  return g_string_free (text, FALSE);
}

static gboolean
is_safe (gunichar c)
{
  return c >= 0x20 && !(c >= 0x7f && c <= 0x9f) && c != 0x2028 && c != 0x2029 && c != 0x200e && c != 0x200f &&
         c != 0x061c && !(c >= 0x202a && c <= 0x202e) && !(c >= 0x2066 && c <= 0x2069);
}

static void
fill_lists (NatterEvent *event)
{
  for (guint i = 0; i < 3; i++)
    {
      g_autofree char *name = random_text ();
      g_autofree char *text = random_text ();
      g_autofree char *more = random_text ();

      natterd_test_add_person (event, name, g_test_rand_int_range (0, 1000000), i == 0 ? NULL : text, more);
      natterd_test_add_room (event, name, 3, i * NATTERD_TEST_TIME, text, i == 1);
      natterd_test_add_message (event, (NatterMessageKind) i, name, text, NATTERD_TEST_TIME);
      natter_message_set_quote (event->messages->pdata[i], name, text);
      natter_message_count_reaction (event->messages->pdata[i], text, name, FALSE);
      natterd_test_add_help (event, name, text, more);
    }
}

/* what somebody else said begins a line: §3.5a */
static void
assert_indented (const char *shown)
{
  for (const char *end = strchr (shown, '\n'); end != NULL && end[1] != '\0'; end = strchr (end + 1, '\n'))
    g_assert_true (g_str_has_prefix (end + 1, "  "));
}

static gboolean
tells_message (NatterEventKind kind)
{
  return kind == NATTER_EVENT_SAID || kind == NATTER_EVENT_EDITED || kind == NATTER_EVENT_DELETED || kind == NATTER_EVENT_REACTED;
}

static NatterEvent *
random_event (NatterEventKind kind)
{
  NatterEvent *event = natter_event_new (kind);
  g_autofree char *from = random_text ();
  g_autofree char *text = random_text ();
  gboolean crowd = g_test_rand_bit () && (kind == NATTER_EVENT_JOINED || kind == NATTER_EVENT_LEFT);

  event->room = g_test_rand_bit () ? random_text () : g_strconcat ("@", from, NULL);
  event->from = g_strdup (from);
  event->name = g_test_rand_bit () || kind != NATTER_EVENT_PRESENCE ? random_text () : NULL;
  event->text = random_text ();
  event->current = random_text ();
  event->version = random_text ();
  event->reason_word = random_text ();
  event->time = NATTERD_TEST_TIME;
  event->count = (guint) g_test_rand_int_range (0, 100);
  if (crowd || kind == NATTER_EVENT_IGNORED)
    event->names = g_strsplit (text, "x", -1);
  if (tells_message (kind) || (kind == NATTER_EVENT_TOPIC && g_test_rand_bit ()))
    event->message = natter_message_new ((NatterMessageKind) g_test_rand_int_range (0, NATTER_N_MESSAGES), "key", from, text, NULL);
  if (event->message != NULL)
    natter_message_set_quote (event->message, from, text);
  fill_lists (event);
  return event;
}

/* MOTD is the operator's and has lines of its own; what else has more than one, says how many. */
static void
assert_safe (const char *shown)
{
  g_assert_true (g_utf8_validate (shown, -1, NULL));

  for (const char *p = shown; *p != '\0'; p = g_utf8_next_char (p))
    g_assert_true (*p == '\n' || is_safe (g_utf8_get_char (p)));
}

static void
test_no_event (gconstpointer data)
{
  NatterEventKind kind = (NatterEventKind) GPOINTER_TO_INT (data);

  for (guint i = 0; i < ROUNDS; i++)
    {
      g_autoptr (NatterEvent) event = random_event (kind);
      g_autofree char *name = random_text ();
      const NatterdView views[] = { { name, event->room }, { event->from, "elsewhere" }, { event->name, NULL } };

      for (guint j = 0; j < G_N_ELEMENTS (views); j++)
        {
          g_autofree char *shown = natterd_test_dup_shown (event, &views[j]);

          assert_safe (shown);
          if (tells_message (kind))
            assert_indented (shown);
        }
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  for (int kind = 0; kind < NATTER_N_EVENTS; kind++)
    {
      g_autofree char *path = g_strdup_printf ("/dialect/text-safety/%s", natter_event_get_word ((NatterEventKind) kind));

      g_test_add_data_func (path, GINT_TO_POINTER (kind), test_no_event);
    }

  return g_test_run ();
}
