/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "fuzz.h"
#include "shared/natter-link.h"

/* §12.2: what is read as a link is fit for use: its parts are clean UTF-8, and what is written for it is ASCII and reads as the same. */

static void
check_part (const char *part)
{
  g_assert_true (part == NULL || (part[0] != '\0' && g_utf8_validate (part, -1, NULL) && strpbrk (part, "\r\n\t\x1b\x7f") == NULL));
}

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  g_autofree char *text = g_strndup ((const char *) data, size);
  g_autoptr (NatterLink) link = natter_link_parse (text);
  g_autoptr (NatterLink) back = NULL;
  g_autofree char *written = NULL;
  g_autofree char *again = NULL;

  if (link == NULL)
    return 0;

  check_part (link->host);
  check_part (link->room);
  check_part (link->code);
  check_part (link->key);
  g_assert_true (link->host != NULL && link->port > 0 && (link->key == NULL || strlen (link->key) == 43));

  written = natter_link_build (link);
  if (written == NULL) /* a host that has no name in ASCII */
    return 0;
  g_assert_true (g_str_is_ascii (written));
  back = natter_link_parse (written);
  g_assert_nonnull (back);
  g_assert_true (back->port == link->port && back->seq == link->seq && g_strcmp0 (back->room, link->room) == 0 &&
                 g_strcmp0 (back->code, link->code) == 0 && g_strcmp0 (back->key, link->key) == 0);
  again = natter_link_build (back);
  g_assert_cmpstr (again, ==, written);
  return 0;
}
