/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "shared/natter-link.h"

#include "natter-ui-address.h"

#define SCHEME "natter://"

static gboolean
fail (GError **error)
{
  g_set_error_literal (error, NATTER_UI_ERROR, NATTER_UI_ERROR_BAD_ADDRESS,
                       _ ("That is no address. Type a computer's name, as chat.example.org or 192.168.1.2:5005."));
  return FALSE;
}

static gboolean
is_link (const char *text)
{
  return g_ascii_strncasecmp (text, SCHEME, strlen (SCHEME)) == 0;
}

/* PROTOCOL.md §12.2: half a link is none. Whoever goes by one whose key is damaged must not be asked as if it had named none. */
static gboolean
parse_link_address (const char *text, char **host, guint16 *port, GError **error)
{
  g_autoptr (NatterLink) link = natter_link_parse (text);

  if (link == NULL)
    {
      g_set_error_literal (error, NATTER_UI_ERROR, NATTER_UI_ERROR_BAD_ADDRESS,
                           _ ("This link is damaged: something of it is missing. Copy all of it again, or ask for another one."));
      return FALSE;
    }

  *host = g_steal_pointer (&link->host);
  *port = link->port;
  return TRUE;
}

gboolean
natter_ui_address_parse (const char *text, char **host, guint16 *port, GError **error)
{
  g_autofree char *copy = NULL;

  g_return_val_if_fail (text != NULL, FALSE);

  copy = g_strstrip (g_strdup (text));
  if (is_link (copy))
    return parse_link_address (copy, host, port, error);
  return natter_link_parse_address (copy, host, port) || fail (error);
}

char *
natter_ui_address_format (const char *host, guint16 port)
{
  g_return_val_if_fail (host != NULL, NULL);

  return natter_link_format_address (host, port);
}

gboolean
natter_ui_address_parse_link (const char *text, char **address, char **room, GError **error)
{
  g_autofree char *copy = NULL;
  g_autofree char *host = NULL;
  g_autoptr (NatterLink) link = NULL;
  guint16 port;

  g_return_val_if_fail (text != NULL, FALSE);

  copy = g_strstrip (g_strdup (text));
  if (!natter_ui_address_parse (copy, &host, &port, error))
    return FALSE;

  link = natter_link_parse (copy);
  *address = natter_ui_address_format (host, port);
  *room = link != NULL ? g_steal_pointer (&link->room) : NULL;
  return TRUE;
}

guint64
natter_ui_address_get_link_seq (const char *text)
{
  const char *place, *number;
  guint64 seq = 0;

  g_return_val_if_fail (text != NULL, 0);

  if (g_ascii_strncasecmp (text, SCHEME, strlen (SCHEME)) != 0)
    return 0;

  place = strchr (text + strlen (SCHEME), '/');
  number = place != NULL ? strchr (place, '#') : NULL;
  if (number == NULL || number == place + 1 || !g_ascii_string_to_unsigned (number + 1, 10, 1, G_MAXINT64, &seq, NULL))
    return 0;
  return seq;
}
