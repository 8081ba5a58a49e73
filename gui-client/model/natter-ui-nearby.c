/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <gio/gio.h>
#include <string.h>

#include "shared/natter-avahi.h"
#include "shared/natter-text.h"

#include "natter-ui-address.h"
#include "natter-ui-nearby-private.h"

#define TITLE_MOST  48 /* characters */
#define HOST_MOST   64
#define PEOPLE_MOST 999999
#define TEXTS_MOST  32 /* "KEY=VALUE"s that are looked at */

struct _NatterUiNearby
{
  GObject parent_instance;

  char *title;
  char *host;
  char *address;
  char *key_prefix; /* (nullable) */
  int people;
  gboolean guests;
};

enum
{
  CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (NatterUiNearby, natter_ui_nearby, G_TYPE_OBJECT)

static void
natter_ui_nearby_finalize (GObject *object)
{
  NatterUiNearby *self = NATTER_UI_NEARBY (object);

  g_free (self->title);
  g_free (self->host);
  g_free (self->address);
  g_free (self->key_prefix);

  G_OBJECT_CLASS (natter_ui_nearby_parent_class)->finalize (object);
}

static void
natter_ui_nearby_class_init (NatterUiNearbyClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = natter_ui_nearby_finalize;
  signals[CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
natter_ui_nearby_init (NatterUiNearby *self)
{
}

NatterUiNearby *
natter_ui_nearby_new (void)
{
  return g_object_new (NATTER_UI_TYPE_NEARBY, NULL);
}

const char *
natter_ui_nearby_get_title (NatterUiNearby *self)
{
  g_return_val_if_fail (NATTER_UI_IS_NEARBY (self), "");

  return self->title;
}

const char *
natter_ui_nearby_get_host (NatterUiNearby *self)
{
  g_return_val_if_fail (NATTER_UI_IS_NEARBY (self), "");

  return self->host;
}

const char *
natter_ui_nearby_get_address (NatterUiNearby *self)
{
  g_return_val_if_fail (NATTER_UI_IS_NEARBY (self), "");

  return self->address;
}

int
natter_ui_nearby_get_people (NatterUiNearby *self)
{
  g_return_val_if_fail (NATTER_UI_IS_NEARBY (self), -1);

  return self->people;
}

gboolean
natter_ui_nearby_get_guests (NatterUiNearby *self)
{
  g_return_val_if_fail (NATTER_UI_IS_NEARBY (self), FALSE);

  return self->guests;
}

const char *
natter_ui_nearby_get_key_prefix (NatterUiNearby *self)
{
  g_return_val_if_fail (NATTER_UI_IS_NEARBY (self), NULL);

  return self->key_prefix;
}

/* Reading */

/* One line of text without tricks; "" where nothing of it can be seen. Returns: (transfer full). */
static char *
dup_line (const char *text,
          guint most)
{
  char *line = g_strstrip (natter_text_dup_excerpt (text, strlen (text), most));
  gboolean visible = FALSE;

  for (const char *p = line; *p != '\0' && !visible; p = g_utf8_next_char (p))
    visible = g_unichar_isgraph (g_utf8_get_char (p)) && !g_unichar_iszerowidth (g_utf8_get_char (p));
  if (!visible)
    line[0] = '\0';
  return line;
}

/* Whether it is another computer's: also not ours in the clothes of IPv6, as ::ffff:127.0.0.1. */
static gboolean
is_elsewhere (GInetAddress *address)
{
  static const guint8 nothing[10] = { 0 };

  if (g_inet_address_get_is_any (address) || g_inet_address_get_is_loopback (address) || g_inet_address_get_is_multicast (address))
    return FALSE;
  return g_inet_address_get_family (address) == G_SOCKET_FAMILY_IPV4 || memcmp (g_inet_address_to_bytes (address), nothing, sizeof nothing) != 0;
}

/* Where one can go, from another computer's word. Returns: (transfer full) (nullable). */
static char *
dup_address (const NatterUiSighting *sighting)
{
  g_autoptr (GInetAddress) address = g_inet_address_new_from_string (sighting->address);
  g_autofree char *host = NULL;

  if (address == NULL || sighting->port == 0 || !is_elsewhere (address))
    return NULL;

  host = g_inet_address_to_string (address);
  if (g_inet_address_get_family (address) == G_SOCKET_FAMILY_IPV6 && g_inet_address_get_is_link_local (address))
    {
      g_autofree char *zoned = g_strdup_printf ("%s%%%d", host, sighting->interface);

      return sighting->interface > 0 ? natter_ui_address_format (zoned, sighting->port) : NULL;
    }
  return natter_ui_address_format (host, sighting->port);
}

/* The value of "KEY=…", the first one counts. Returns: (transfer full) (nullable). */
static char *
dup_value (GVariant *text,
           const char *key)
{
  gsize n = MIN (g_variant_n_children (text), TEXTS_MOST), length = strlen (key);

  for (gsize i = 0; i < n; i++)
    {
      g_autoptr (GVariant) child = g_variant_get_child_value (text, i);
      gsize size;
      const char *bytes = g_variant_get_fixed_array (child, &size, 1);

      if (size > length && size <= 255 && g_ascii_strncasecmp (bytes, key, length) == 0 && bytes[length] == '=' &&
          memchr (bytes, '\0', size) == NULL)
        return g_strndup (bytes + length + 1, size - length - 1);
    }
  return NULL;
}

static int
read_people (GVariant *text)
{
  g_autofree char *value = dup_value (text, "people");
  guint64 number;

  return value != NULL && g_ascii_string_to_unsigned (value, 10, 0, PEOPLE_MOST, &number, NULL) ? (int) number : -1;
}

/* Returns: (transfer full) (nullable). */
static char *
read_key_prefix (GVariant *text)
{
  g_autofree char *value = dup_value (text, "key");
  gsize length = value != NULL ? strspn (value, G_CSET_A_2_Z G_CSET_a_2_z G_CSET_DIGITS "-_") : 0;

  return length == NATTER_AVAHI_KEY && value[length] == '\0' ? g_steal_pointer (&value) : NULL;
}

static gboolean
read_guests (GVariant *text)
{
  g_autofree char *value = dup_value (text, "guests");

  return g_strcmp0 (value, "no") != 0;
}

/* TRUE: it is another one now. @value: (transfer full) (nullable). */
static gboolean
take (char **field,
      char *value)
{
  g_autofree char *given = value;

  if (g_strcmp0 (*field, given) == 0)
    return FALSE;
  g_free (*field);
  *field = g_steal_pointer (&given);
  return TRUE;
}

gboolean
natter_ui_nearby_see (NatterUiNearby *self,
                      const NatterUiSighting *sighting)
{
  g_autofree char *address = dup_address (sighting);
  g_autofree char *title = dup_line (sighting->name, TITLE_MOST);
  int people = read_people (sighting->text);
  gboolean guests = read_guests (sighting->text), changed;

  if (address == NULL)
    return FALSE;

  changed = people != self->people || guests != self->guests;
  self->people = people;
  self->guests = guests;
  changed |= take (&self->title, title[0] != '\0' ? g_steal_pointer (&title) : g_strdup (address));
  changed |= take (&self->host, dup_line (sighting->host, HOST_MOST));
  changed |= take (&self->key_prefix, read_key_prefix (sighting->text));
  changed |= take (&self->address, g_steal_pointer (&address));
  if (changed)
    g_signal_emit (self, signals[CHANGED], 0);
  return TRUE;
}
