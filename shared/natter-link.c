/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "natter-link.h"

#include <string.h>

#include "natter-limits.h"
#include "natter-text.h"

#define SCHEME     "natter://"
#define LONGEST    4096 /* bytes of a link */
#define LONG_HOST  255
#define LONG_CODE  64
#define KEY_LENGTH 43

void
natter_link_free (NatterLink *self)
{
  if (self == NULL)
    return;

  g_free (self->host);
  g_free (self->room);
  g_free (self->code);
  g_free (self->key);
  g_free (self);
}

/* The address */

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

/* After the "%" of an IPv6 address. */
static gboolean
is_zone (const char *zone)
{
  const char *p = zone;

  while (g_ascii_isalnum (*p) || (*p != '\0' && strchr ("-._", *p) != NULL))
    p++;
  return *p == '\0' && p > zone;
}

static gboolean
is_ipv6 (const char *host)
{
  gsize length = strcspn (host, "%");
  g_autofree char *address = g_strndup (host, length);

  return g_hostname_is_ip_address (address) && (host[length] == '\0' || is_zone (host + length + 1));
}

static gboolean
is_host (const char *host)
{
  gsize length = strlen (host);

  if (length == 0 || length > LONG_HOST || !g_utf8_validate (host, (gssize) length, NULL))
    return FALSE;
  if (strchr (host, ':') != NULL)
    return is_ipv6 (host);

  for (const char *p = host; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (!g_unichar_isalnum (c) && !g_unichar_ismark (c) && strchr ("-._", (int) MIN (c, 0x7f)) == NULL)
        return FALSE;
    }
  return *host != '.' && *host != '-';
}

gboolean
natter_link_parse_address (const char *text, char **host, guint16 *port)
{
  g_autofree char *copy = g_strdup (text);
  char *name, *number;
  guint16 parsed = NATTER_DEFAULT_PORT;

  if (!split (copy, &name, &number) || !is_host (name) || (number != NULL && !parse_port (number, &parsed)))
    return FALSE;

  *host = g_strdup (name);
  *port = parsed;
  return TRUE;
}

char *
natter_link_format_address (const char *host, guint16 port)
{
  gboolean brackets;

  g_return_val_if_fail (host != NULL, NULL);

  if (port == NATTER_DEFAULT_PORT)
    return g_strdup (host);

  brackets = strchr (host, ':') != NULL;
  return g_strdup_printf (brackets ? "[%s]:%u" : "%s:%u", host, port);
}

/* Reading */

/* A piece of the link in which "%" escapes. Returns: (transfer full) (nullable): NULL where that is no UTF-8. */
static char *
dup_unescaped (const char *start, const char *end)
{
  g_autofree char *plain = g_uri_unescape_segment (start, end, NULL);

  return plain != NULL && g_utf8_validate (plain, -1, NULL) ? g_steal_pointer (&plain) : NULL;
}

/* Of an IPv6 address with a zone the "%" may stand for itself. */
static gboolean
read_address (NatterLink *self, const char *start, const char *end)
{
  g_autofree char *given = g_strndup (start, (gsize) (end - start));
  g_autofree char *plain = strchr (given, '[') == NULL || strstr (given, "%25") != NULL ? dup_unescaped (start, end) : g_strdup (given);

  return plain != NULL && natter_link_parse_address (plain, &self->host, &self->port);
}

/* "lobby", "#lobby", "@bob". FALSE: nothing that a room can be called. */
static gboolean
set_room (NatterLink *self, const char *place)
{
  g_autofree char *name = NULL;

  if (place[0] != '@')
    {
      self->room = natter_room_normalize (place, NATTER_LIMIT_NAME_BYTES, NULL);
      return self->room != NULL;
    }

  name = natter_name_normalize (place + 1, NATTER_LIMIT_NAME_BYTES, NULL);
  self->room = name != NULL ? g_strconcat ("@", name, NULL) : NULL;
  return self->room != NULL;
}

static gboolean
read_room (NatterLink *self, const char *start, const char *end)
{
  g_autofree char *place = NULL;

  while (end > start && end[-1] == '/')
    end--;
  if (start == end)
    return TRUE;

  place = dup_unescaped (start, end);
  return place != NULL && set_room (self, place);
}

/* As people write it, and as the server makes it: PROTOCOL.md §4.44. */
static gboolean
is_code (const char *code)
{
  gsize length = strspn (code, "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz-");

  return length > 0 && length <= LONG_CODE && code[length] == '\0';
}

/* A key that lost a character must not be taken for none. */
static gboolean
is_key (const char *key)
{
  gsize length = strspn (key, "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz-_");

  return length == KEY_LENGTH && key[length] == '\0';
}

static gboolean
set_parameter (NatterLink *self, const char *name, const char *value)
{
  char **field;

  if (g_str_equal (name, "code") && is_code (value))
    field = &self->code;
  else if (g_str_equal (name, "key") && is_key (value))
    field = &self->key;
  else
    return !g_str_equal (name, "code") && !g_str_equal (name, "key");

  if (*field != NULL) /* twice: which one would be meant? */
    return FALSE;
  *field = g_strdup (value);
  return TRUE;
}

/* What is not known is nothing. */
static gboolean
read_parameters (NatterLink *self, const char *start, const char *end)
{
  while (start < end)
    {
      const char *stop = memchr (start, '&', (gsize) (end - start));
      const char *equals;

      stop = stop != NULL ? stop : end;
      equals = memchr (start, '=', (gsize) (stop - start));
      if (equals != NULL)
        {
          g_autofree char *name = dup_unescaped (start, equals);
          g_autofree char *value = dup_unescaped (equals + 1, stop);

          if (name == NULL || value == NULL || !set_parameter (self, name, value))
            return FALSE;
        }
      start = MIN (stop + 1, end);
    }
  return TRUE;
}

/* Without a room before it, it is one: people write natter://host/#lobby. */
static gboolean
read_fragment (NatterLink *self, const char *text)
{
  const char *end = text + strlen (text);

  if (self->room == NULL)
    return read_room (self, text, end);
  return text == end || g_ascii_string_to_unsigned (text, 10, 1, G_MAXINT64, &self->seq, NULL);
}

NatterLink *
natter_link_parse (const char *text)
{
  g_autoptr (NatterLink) self = g_new0 (NatterLink, 1);
  const char *start, *path, *query, *fragment;

  g_return_val_if_fail (text != NULL, NULL);

  if (strlen (text) > LONGEST || g_ascii_strncasecmp (text, SCHEME, strlen (SCHEME)) != 0 || !g_utf8_validate (text, -1, NULL))
    return NULL;

  start = text + strlen (SCHEME);
  path = start + strcspn (start, "/?#");
  fragment = path + strcspn (path, "#");
  query = path + strcspn (path, "?#");
  if (!read_address (self, start, path) || !read_room (self, path + (*path == '/' ? 1 : 0), query) ||
      (*query == '?' && !read_parameters (self, query + 1, fragment)) || (*fragment == '#' && !read_fragment (self, fragment + 1)))
    return NULL;
  return g_steal_pointer (&self);
}

/* Building */

/* Returns: (transfer full) (nullable). */
static char *
dup_escaped_address (const NatterLink *self)
{
  g_autofree char *ascii = g_hostname_is_non_ascii (self->host) ? g_hostname_to_ascii (self->host) : g_strdup (self->host);
  g_autofree char *address = ascii != NULL ? natter_link_format_address (ascii, self->port) : NULL;

  if (address == NULL)
    return NULL;
  if (strchr (ascii, ':') == NULL)
    return g_steal_pointer (&address);
  if (address[0] != '[')
    return g_strdup_printf ("[%s]", address);
  return g_steal_pointer (&address);
}

char *
natter_link_build (const NatterLink *self)
{
  g_autoptr (NatterLink) back = NULL;
  g_autoptr (GString) out = g_string_new (SCHEME);
  g_autofree char *address = NULL;

  g_return_val_if_fail (self != NULL && self->host != NULL, NULL);

  address = is_host (self->host) ? dup_escaped_address (self) : NULL;
  if (address == NULL || (self->seq > 0 && self->room == NULL))
    return NULL;

  g_string_append (out, address);
  g_string_replace (out, "%", "%25", 0);
  g_string_append_c (out, '/');
  if (self->room != NULL)
    g_string_append_uri_escaped (out, self->room, "@", FALSE);
  if (self->code != NULL)
    g_string_append_printf (out, "?code=%s", self->code);
  if (self->key != NULL)
    g_string_append_printf (out, "%ckey=%s", self->code != NULL ? '&' : '?', self->key);
  if (self->seq > 0)
    g_string_append_printf (out, "#%" G_GUINT64_FORMAT, self->seq);

  back = natter_link_parse (out->str);
  return back != NULL ? g_strdup (out->str) : NULL;
}
