/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "expected-command.h"

static void
check_seen (const char *expected, const GPtrArray *seen)
{
  g_autoptr (GString) spelled = g_string_new (NULL);

  for (guint i = 0; seen != NULL && i < seen->len; i++)
    {
      const NatterSeen *one = seen->pdata[i];

      g_string_append_printf (spelled, "%s %" G_GUINT64_FORMAT " ", one->room, one->seq);
    }
  g_assert_cmpstr (spelled->str, ==, expected);
}

void
expected_command_check (const ExpectedCommand *expected, const NatterCommand *command)
{
  g_assert_nonnull (command);
  g_assert_cmpint (command->kind, ==, expected->kind);
  g_assert_cmpstr (command->id, ==, expected->id);
  g_assert_cmpstr (command->room, ==, expected->room);
  g_assert_cmpstr (command->name, ==, expected->name);
  g_assert_cmpstr (command->word, ==, expected->word);
  g_assert_cmpstr (command->text, ==, expected->text);
  g_assert_cmpint (command->range, ==, expected->range);
  g_assert_cmpuint (command->seq, ==, expected->seq);
  g_assert_cmpint (command->time, ==, expected->time);
  g_assert_cmpint (command->has_count, ==, expected->has_count);
  g_assert_cmpuint (command->count, ==, expected->count);
  g_assert_cmpuint (command->target, ==, expected->target);
  g_assert_cmpint (command->events, ==, expected->events);
  g_assert_cmpint (command->resume, ==, expected->resume);
  g_assert_cmpstr (command->token, ==, expected->token);
  g_assert_cmpstr (command->epoch, ==, expected->epoch);
  check_seen (expected->seen != NULL ? expected->seen : "", command->seen);
}
