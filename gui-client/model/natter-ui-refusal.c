/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "shared/natter-text.h"

#include "natter-ui-refusal.h"

/* How a Natter server that turns us away begins its only line: PROTOCOL.md §1.3. */
#define REFUSAL      "Natter "
#define EXCERPT_MOST 200 /* characters */

/* TLS (RFC 8446, §5.1, §6): the first byte of each record, and where an alert says what it is about. */
#define TLS_FIRST         0x14
#define TLS_ALERT         0x15
#define TLS_LAST          0x17
#define ALERT_DESCRIPTION 6
#define ALERT_HANDSHAKE   40

GError *
natter_ui_refusal_new_lost (const char *address)
{
  return g_error_new (NATTER_UI_ERROR, NATTER_UI_ERROR_LOST, _ ("The connection to %s broke."), address);
}

GError *
natter_ui_refusal_new_not_natter (const char *address)
{
  return g_error_new (NATTER_UI_ERROR, NATTER_UI_ERROR_NOT_NATTER,
                      _ ("Something answers at %s, but it is no Natter server. Is the address right?"), address);
}

GError *
natter_ui_refusal_new (const char *address, const char *line, gsize length)
{
  g_autofree char *text = natter_text_dup_excerpt (line, length, EXCERPT_MOST);

  if (g_str_has_prefix (text, REFUSAL))
    return g_error_new_literal (NATTER_UI_ERROR, NATTER_UI_ERROR_FULL, text);
  return natter_ui_refusal_new_not_natter (address);
}

/* A server that does not encrypt answers a hello with this very alert (§1.4). */
static GError *
new_alert_error (const char *address, guint8 description)
{
  if (description == ALERT_HANDSHAKE)
    return g_error_new (NATTER_UI_ERROR, NATTER_UI_ERROR_BARE, _ ("%s does not encrypt: whoever is on the way can read along."), address);
  return g_error_new (NATTER_UI_ERROR, NATTER_UI_ERROR_UNREACHABLE,
                      _ ("%s and this computer cannot agree on how to encrypt. One of them needs newer software."), address);
}

GError *
natter_ui_refusal_new_for_hello (const char *address, const guint8 *begin, gsize length)
{
  const char *line = (const char *) begin;
  const guint8 *end = length > 0 ? memchr (begin, '\n', length) : NULL;
  gsize line_length = end != NULL ? (gsize) (end - begin) : length;

  if (length > ALERT_DESCRIPTION && begin[0] == TLS_ALERT)
    return new_alert_error (address, begin[ALERT_DESCRIPTION]);
  if (length == 0 || (begin[0] >= TLS_FIRST && begin[0] <= TLS_LAST))
    return natter_ui_refusal_new_lost (address);
  if (!g_utf8_validate (line, (gssize) line_length, NULL))
    return natter_ui_refusal_new_not_natter (address);
  return natter_ui_refusal_new (address, line, line_length);
}
