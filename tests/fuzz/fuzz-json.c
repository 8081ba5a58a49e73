/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "fuzz.h"
#include "shared/natter-json.h"
#include "shared/natter-limits.h"

/* §5, §6: whatever is taken for a command or an event can be written, and what is written is read back as the same. */

static void
check_error (const GError *error)
{
  g_assert_true (error->domain == NATTER_ERROR);
  g_assert_true (g_utf8_validate (error->message, -1, NULL));
}

static void
try_command (const char *line, gsize length)
{
  g_autofree char *id = NULL;
  g_autofree char *word = natter_json_dup_word (line, length);
  g_autoptr (GError) error = NULL;
  g_autoptr (NatterCommand) command = natter_json_decode_command (line, length, &id, &error);
  g_autoptr (NatterCommand) again = NULL;
  g_autoptr (GString) written = g_string_new (NULL);

  g_assert_true ((command == NULL) == (error != NULL));
  if (command == NULL)
    {
      check_error (error);
      return;
    }
  g_assert_nonnull (word);
  g_assert_cmpstr (id, ==, command->id);
  natter_json_encode_command (command, written);
  again = natter_json_decode_command (written->str, written->len, NULL, &error);
  g_assert_no_error (error);
  g_assert_true (natter_command_equal (command, again));
}

static void
try_event (const char *line, gsize length)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (NatterEvent) event = natter_json_decode_event (line, length, &error);
  g_autoptr (NatterEvent) again = NULL;
  g_autoptr (GString) written = g_string_new (NULL);

  g_assert_true ((event == NULL) == (error != NULL));
  if (event == NULL)
    {
      check_error (error);
      return;
    }
  g_assert_true (natter_json_guard (line, length, NATTER_LIMIT_LINE_MOST, NULL));
  natter_json_encode_event (event, written);
  g_assert_null (memchr (written->str, '\n', written->len));
  again = natter_json_decode_event (written->str, written->len, &error);
  g_assert_no_error (error);
  g_assert_true (natter_event_equal (event, again));
}

/* §14.3: whatever else is in it */
static void
try_note (const char *note, gsize length)
{
  g_autofree char *text = NULL;
  g_autofree char *id = NULL;
  g_autoptr (GError) error = NULL;

  if (natter_json_decode_note (note, length, &text, &id, &error))
    {
      g_assert_true (g_utf8_validate (text, -1, NULL));
      g_assert_true (id == NULL || g_utf8_validate (id, -1, NULL));
      return;
    }
  check_error (error);
  g_assert_null (text);
  g_assert_null (id);
}

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  try_command ((const char *) data, size);
  try_event ((const char *) data, size);
  try_note ((const char *) data, size);

  return 0;
}
