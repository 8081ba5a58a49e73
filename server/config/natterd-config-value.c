/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#include "shared/natter-link.h"

#include "natterd-config-private.h"

typedef struct
{
  const char *name;
  double factor;
} Unit;

/* The first one is meant where none is written. */
static const Unit sizes[] = { { "B", 1 }, { "KiB", 1024 }, { "MiB", 1024 * 1024 }, { NULL } };
static const Unit times[] = { { "s", 1e6 }, { "ms", 1e3 }, { "min", 60e6 }, { "h", 3600e6 }, { "d", 86400e6 }, { "y", 365 * 86400e6 }, { NULL } };
static const Unit none[] = { { "", 1 }, { NULL } };

#define MOST_DIGITS 15 /* a double still holds them exactly */

static const Unit *
get_units (NatterdConfigKind kind)
{
  if (kind == NATTERD_CONFIG_SIZE)
    return sizes;
  return kind == NATTERD_CONFIG_TIME ? times : none;
}

/* Digits, perhaps a point and more digits. No sign, exponent, "inf" or comma of some locale. (nullable) what follows. */
static const char *
scan_number (const char *text,
             double *number)
{
  gsize whole = strspn (text, "0123456789");
  gsize length = whole;

  if (whole == 0)
    return NULL;
  if (text[whole] == '.')
    {
      gsize fraction = strspn (text + whole + 1, "0123456789");

      if (fraction == 0)
        return NULL;
      length += 1 + fraction;
    }
  if (length > MOST_DIGITS)
    return NULL;
  *number = g_ascii_strtod (text, NULL);
  return text + length;
}

static gboolean
parse_number (const NatterdConfigRow *row,
              const char *text,
              double *number)
{
  const Unit *units = get_units (row->kind);
  const char *unit = scan_number (text, number);

  if (unit == NULL)
    return FALSE;
  while (g_ascii_isspace (*unit))
    unit++;
  if (*unit == '\0')
    unit = units[0].name;
  for (; units->name != NULL; units++)
    if (g_ascii_strcasecmp (units->name, unit) == 0)
      {
        *number *= units->factor;
        return TRUE;
      }
  return FALSE;
}

static gboolean
set_number (NatterdConfig *self,
            const NatterdConfigRow *row,
            const char *text)
{
  gpointer field = G_STRUCT_MEMBER_P (self, row->offset);
  double number = 0;

  if (g_ascii_strcasecmp (text, "off") != 0 && !parse_number (row, text, &number))
    return FALSE;
  if (number <= 0 ? !row->can_be_off : number < row->lowest || number > row->highest)
    return FALSE;

  if (row->kind == NATTERD_CONFIG_RATE)
    *(double *) field = number;
  else if (row->kind == NATTERD_CONFIG_SIZE)
    *(gsize *) field = (gsize) llround (number);
  else if (row->kind == NATTERD_CONFIG_TIME)
    *(gint64 *) field = llround (number);
  else if (floor (number) < number)
    return FALSE;
  else
    *(guint *) field = (guint) number;
  return TRUE;
}

static gboolean
set_flag (gboolean *field,
          const char *text)
{
  static const char *const words[] = { "no", "false", "off", "yes", "true", "on" };

  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    if (g_ascii_strcasecmp (words[i], text) == 0)
      {
        *field = i >= 3;
        return TRUE;
      }
  return FALSE;
}

/* (transfer full) (nullable): \n, \t, \s and \\ as in every key file; NULL at any other backslash. */
static char *
unescape (const char *text)
{
  static const char letters[] = "nts\\";
  static const char meant[] = "\n\t \\";
  g_autoptr (GString) plain = g_string_new (NULL);

  for (const char *p = text; *p != '\0'; p++)
    {
      const char *letter = NULL;

      if (*p == '\\')
        {
          p++;
          letter = *p != '\0' ? strchr (letters, *p) : NULL;
          if (letter == NULL)
            return NULL;
        }
      g_string_append_c (plain, letter != NULL ? meant[letter - letters] : *p);
    }
  return g_strdup (plain->str);
}

static gboolean
set_text (char **field,
          const NatterdConfigRow *row,
          const char *text)
{
  g_autofree char *plain = unescape (text);
  glong length;

  if (plain == NULL)
    return FALSE;
  length = g_utf8_strlen (plain, -1);
  if ((double) length < row->lowest || (double) length > row->highest)
    return FALSE;
  for (const char *p = plain; *p != '\0'; p = g_utf8_next_char (p))
    if (g_unichar_iscntrl (g_utf8_get_char (p)) && !(*p == '\n' && row->kind == NATTERD_CONFIG_TEXT))
      return FALSE;

  g_free (*field);
  *field = length > 0 ? g_steal_pointer (&plain) : NULL;
  return TRUE;
}

gboolean
natterd_config_is_address (const char *text)
{
  const char *colon = strrchr (text, ':');
  g_autofree char *host = NULL;
  guint64 port;

  if (colon == NULL || !g_ascii_string_to_unsigned (colon + 1, 10, 0, 65535, &port, NULL))
    return FALSE;
  if (text[0] == '[')
    {
      if (colon < text + 2 || colon[-1] != ']')
        return FALSE;
      host = g_strndup (text + 1, (gsize) (colon - text) - 2);
      return strchr (host, ':') != NULL && g_hostname_is_ip_address (host);
    }
  host = g_strndup (text, (gsize) (colon - text));
  return strchr (host, ':') == NULL && g_hostname_is_ip_address (host);
}

/* What may be nowhere is on this machine where it says only a port. (transfer full) */
static char *
complete_address (const NatterdConfigRow *row,
                  const char *word)
{
  guint64 port;

  if (row->lowest < 1 && g_ascii_string_to_unsigned (word, 10, 0, 65535, &port, NULL))
    return g_strconcat ("127.0.0.1:", word, NULL);
  return g_strdup (word);
}

static gboolean
set_addresses (GStrv *field,
               const NatterdConfigRow *row,
               const char *text)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) words = g_strsplit_set (text, ";, \t", -1);
  guint n = 0;

  for (guint i = 0; words[i] != NULL; i++)
    {
      g_autofree char *address = complete_address (row, words[i]);

      if (address[0] == '\0')
        continue;
      if (!natterd_config_is_address (address))
        return FALSE;
      g_strv_builder_add (builder, address);
      n++;
    }
  if (n < row->lowest || n > row->highest)
    return FALSE;

  g_strfreev (*field);
  *field = g_strv_builder_end (builder);
  return TRUE;
}

static gboolean
set_host (char **field,
          const char *text)
{
  g_autofree char *host = NULL;
  guint16 port;

  if (text[0] != '\0' && !natter_link_parse_address (text, &host, &port))
    return FALSE;

  g_free (*field);
  *field = text[0] != '\0' ? g_strdup (text) : NULL;
  return TRUE;
}

gboolean
natterd_config_set (NatterdConfig *self,
                    const NatterdConfigRow *row,
                    const char *text)
{
  g_autofree char *trimmed = g_strstrip (g_strdup (text));
  gpointer field = G_STRUCT_MEMBER_P (self, row->offset);

  if (!g_utf8_validate (trimmed, -1, NULL))
    return FALSE;

  switch (row->kind)
    {
    case NATTERD_CONFIG_FLAG:
      return set_flag (field, trimmed);
    case NATTERD_CONFIG_LINE:
    case NATTERD_CONFIG_TEXT:
      return set_text (field, row, trimmed);
    case NATTERD_CONFIG_CHOICE:
      if (!g_strv_contains (row->choices, trimmed))
        return FALSE;
      g_free (*(char **) field);
      *(char **) field = g_steal_pointer (&trimmed);
      return TRUE;
    case NATTERD_CONFIG_HOST:
      return set_host (field, trimmed);
    case NATTERD_CONFIG_ADDRESSES:
      return set_addresses (field, row, trimmed);
    case NATTERD_CONFIG_SIZE:
    case NATTERD_CONFIG_COUNT:
    case NATTERD_CONFIG_TIME:
    case NATTERD_CONFIG_RATE:
    default:
      return set_number (self, row, trimmed);
    }
}

G_STATIC_ASSERT (sizeof (gint64) == sizeof (double));

gboolean
natterd_config_equal (const NatterdConfig *a,
                      const NatterdConfig *b,
                      const NatterdConfigRow *row)
{
  gconstpointer in_a = G_STRUCT_MEMBER_P (a, row->offset);
  gconstpointer in_b = G_STRUCT_MEMBER_P (b, row->offset);

  switch (row->kind)
    {
    case NATTERD_CONFIG_SIZE:
      return *(const gsize *) in_a == *(const gsize *) in_b;
    case NATTERD_CONFIG_TIME:
    case NATTERD_CONFIG_RATE:
      return memcmp (in_a, in_b, sizeof (gint64)) == 0;
    case NATTERD_CONFIG_LINE:
    case NATTERD_CONFIG_TEXT:
    case NATTERD_CONFIG_CHOICE:
    case NATTERD_CONFIG_HOST:
      return g_strcmp0 (*(char *const *) in_a, *(char *const *) in_b) == 0;
    case NATTERD_CONFIG_ADDRESSES:
      return g_strv_equal (*(const char *const *const *) in_a, *(const char *const *const *) in_b);
    case NATTERD_CONFIG_COUNT:
    case NATTERD_CONFIG_FLAG:
    default:
      return *(const guint *) in_a == *(const guint *) in_b;
    }
}

void
natterd_config_clear (NatterdConfig *self,
                      const NatterdConfigRow *row)
{
  gpointer field = G_STRUCT_MEMBER_P (self, row->offset);

  if (row->kind == NATTERD_CONFIG_LINE || row->kind == NATTERD_CONFIG_TEXT || row->kind == NATTERD_CONFIG_CHOICE ||
      row->kind == NATTERD_CONFIG_HOST)
    g_clear_pointer ((char **) field, g_free);
  else if (row->kind == NATTERD_CONFIG_ADDRESSES)
    g_clear_pointer ((GStrv *) field, g_strfreev);
}
