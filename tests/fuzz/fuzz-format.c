/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "fuzz.h"
#include "gui-client/model/natter-ui-format.h"
#include "gui-client/model/natter-ui-links.h"
#include "shared/natter-text.h"

/* Whatever is written is shown: the runs are the text, without gaps and at characters, and lead only where one may go. */

static void
check (const NatterUiFormat *format, const char *typed)
{
  gsize at = 0;

  g_assert_true (g_utf8_validate (format->text, -1, NULL));
  g_assert_true (natter_text_is_blank (typed, strlen (typed)) || format->text[0] != '\0' || strstr (typed, "\xe2\x80") != NULL ||
                 strstr (typed, "\xe2\x81") != NULL);
  for (guint i = 0; i < format->runs->len; i++)
    {
      const NatterUiRun *run = &g_array_index (format->runs, NatterUiRun, i);

      g_assert_true (run->start == at && run->end > at && run->indent <= NATTER_UI_FORMAT_INDENT);
      g_assert_true (g_utf8_validate (format->text + run->start, (gssize) (run->end - run->start), NULL));
      g_assert_true (run->uri == NULL || natter_ui_link_is_safe (run->uri));
      at = run->end;
    }
  g_assert_true (at == strlen (format->text));
}

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  g_autofree char *text = g_strndup ((const char *) data, size);
  g_autoptr (NatterUiFormat) marked = NULL, plain = NULL;

  if (!g_utf8_validate (text, -1, NULL))
    return 0;

  marked = natter_ui_format_new (text);
  check (marked, text);
  plain = natter_ui_format_new_plain (text);
  check (plain, text);
  return 0;
}
