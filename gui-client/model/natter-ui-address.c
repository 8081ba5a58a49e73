/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "shared/natter-limits.h"
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
parse_port (const char *text, guint16 *port)
{
  guint64 number;

  if (!g_ascii_string_to_unsigned (text, 10, 1, G_MAXUINT16, &number, NULL))
    return FALSE;

  *port = (guint16) number;
  return TRUE;
}

/* Splits "[::1]:5005", "::1", "host:5005", "host"; @port stays NULL where there is none. */
static gboolean
split (char *text, char **host, char **port)
{
  char *colon;

  *port = NULL;
  if (text[0] == '[')
    {
      char *bracket = strchr (text, ']');

      if (bracket == NULL || (bracket[1] != '\0' && bracket[1] != ':'))
        return FALSE;
      *port = bracket[1] == ':' ? bracket + 2 : NULL;
      *bracket = '\0';
      *host = text + 1;
      return strchr (*host, ':') != NULL;
    }

  *host = text;
  colon = strchr (text, ':');
  if (colon != NULL && strchr (colon + 1, ':') == NULL)
    {
      *port = colon + 1;
      *colon = '\0';
    }
  return TRUE;
}

static gboolean
is_host (const char *host)
{
  if (*host == '\0' || !g_utf8_validate (host, -1, NULL))
    return FALSE;
  if (strchr (host, ':') != NULL)
    {
      g_autofree char *address = g_strndup (host, strcspn (host, "%"));

      return g_hostname_is_ip_address (address);
    }

  for (const char *p = host; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (!g_unichar_isalnum (c) && !g_unichar_ismark (c) && strchr ("-._", (int) MIN (c, 0x7f)) == NULL)
        return FALSE;
    }
  return *host != '.' && *host != '-';
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
    return fail (error);

  *host = g_steal_pointer (&link->host);
  *port = link->port;
  return TRUE;
}

gboolean
natter_ui_address_parse (const char *text, char **host, guint16 *port, GError **error)
{
  g_autofree char *copy = NULL;
  char *rest, *name, *number;
  guint16 parsed = NATTER_DEFAULT_PORT;

  g_return_val_if_fail (text != NULL, FALSE);

  copy = g_strdup (text);
  rest = g_strstrip (copy);
  if (is_link (rest))
    return parse_link_address (rest, host, port, error);

  if (!split (rest, &name, &number) || !is_host (name) || (number != NULL && !parse_port (number, &parsed)))
    return fail (error);

  *host = g_strdup (name);
  *port = parsed;
  return TRUE;
}

char *
natter_ui_address_format (const char *host, guint16 port)
{
  gboolean brackets;

  g_return_val_if_fail (host != NULL, NULL);

  if (port == NATTER_DEFAULT_PORT)
    return g_strdup (host);

  brackets = strchr (host, ':') != NULL;
  return g_strdup_printf (brackets ? "[%s]:%u" : "%s:%u", host, port);
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
