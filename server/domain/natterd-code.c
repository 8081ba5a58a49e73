/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "natterd-code-private.h"

#include <string.h>

#include "shared/natter-text.h"

#include "natterd-account-private.h"

#define BYTES  10
#define DIGITS 16 /* of five bits */
#define GROUP  4

static const char alphabet[] = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"; /* Crockford's: nothing that looks like another one */

GHashTable *
natterd_codes_new_table (void)
{
  return g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) g_ptr_array_unref);
}

const GPtrArray *
natterd_codes_list (GHashTable *table,
                    const char *room)
{
  return g_hash_table_lookup (table, room);
}

char *
natterd_code_dup_random (const char *secret)
{
  g_autoptr (GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);
  guint8 digest[32];
  gsize length = sizeof digest;
  GString *code = g_string_new (NULL);
  guint64 bits = 0;
  guint n_bits = 0;

  g_checksum_update (checksum, (const guchar *) secret, (gssize) strlen (secret));
  g_checksum_get_digest (checksum, digest, &length);
  for (guint i = 0; i < BYTES; i++)
    {
      bits = bits << 8 | digest[i];
      for (n_bits += 8; n_bits >= 5; n_bits -= 5)
        {
          if (code->len % (GROUP + 1) == GROUP)
            g_string_append_c (code, '-');
          g_string_append_c (code, alphabet[bits >> (n_bits - 5) & 31]);
        }
    }
  return g_string_free (code, FALSE);
}

/* What people make of a digit. */
static char
read_digit (char typed)
{
  char upper = g_ascii_toupper (typed);

  if (upper == 'O')
    return '0';
  return upper == 'I' || upper == 'L' ? '1' : upper;
}

/* The digits of a code, however it was typed; none that is ill-formed is like one that is well-formed. */
static void
read_digits (const char *typed,
             char digits[DIGITS])
{
  guint n = 0;

  memset (digits, 0, DIGITS);
  for (; *typed != '\0'; typed++)
    if (*typed != '-' && n++ < DIGITS)
      digits[n - 1] = read_digit (*typed);
  if (n != DIGITS)
    memset (digits, 0, DIGITS);
}

static gboolean
is_same (const char a[DIGITS],
         const char b[DIGITS])
{
  guint8 difference = 0;

  for (guint i = 0; i < DIGITS; i++)
    difference |= (guint8) (a[i] ^ b[i]);
  return difference == 0;
}

static NatterCode *
find (GHashTable *table,
      const char *room,
      const char *typed)
{
  const GPtrArray *codes = natterd_codes_list (table, room);
  NatterCode *found = NULL;
  char digits[DIGITS], other[DIGITS];

  read_digits (typed, digits);
  for (guint i = 0; codes != NULL && i < codes->len; i++)
    {
      read_digits (((const NatterCode *) codes->pdata[i])->code, other);
      if (is_same (digits, other))
        found = codes->pdata[i];
    }
  return found;
}

NatterCode *
natterd_codes_find (GHashTable *table,
                    const char *room,
                    const char *typed,
                    gint64 wall)
{
  NatterCode *found = find (table, room, typed);

  return found != NULL && found->uses > 0 && found->until > wall ? found : NULL;
}

static void
remove_code (GHashTable *table,
             const char *room,
             NatterCode *code)
{
  GPtrArray *codes = g_hash_table_lookup (table, room);

  if (codes == NULL || code == NULL)
    return;
  g_ptr_array_remove (codes, code);
  if (codes->len == 0)
    g_hash_table_remove (table, room);
}

static gint64
read_number (GHashTable *strings,
             const char *key)
{
  const char *digits = g_hash_table_lookup (strings, key);

  return digits != NULL ? g_ascii_strtoll (digits, NULL, 10) : 0;
}

static void
set_code (GHashTable *table,
          const char *room,
          const char *code,
          GHashTable *strings)
{
  NatterCode *known = find (table, room, code);
  GPtrArray *codes;

  if (known == NULL)
    {
      known = natter_code_new (code);
      known->from = g_strdup (g_hash_table_lookup (strings, "from"));
      codes = g_hash_table_lookup (table, room);
      if (codes == NULL)
        {
          codes = g_ptr_array_new_with_free_func ((GDestroyNotify) natter_code_free);
          g_hash_table_insert (table, g_strdup (room), codes);
        }
      g_ptr_array_add (codes, known);
      known->uses = (guint) CLAMP (read_number (strings, "uses"), 0, G_MAXUINT);
    }
  /* what was used meanwhile is used */
  known->uses = MIN (known->uses, (guint) CLAMP (read_number (strings, "uses"), 0, G_MAXUINT));
  known->until = read_number (strings, "until");
}

void
natterd_codes_restore (GHashTable *table,
                       const char *key,
                       const char *value)
{
  const char *space = strchr (key, ' ');
  g_autofree char *room = space != NULL ? g_strndup (key, (gsize) (space - key)) : NULL;
  g_autoptr (GHashTable) strings = value != NULL ? natter_fact_read (value) : NULL;

  if (room == NULL)
    return;
  if (strings != NULL)
    set_code (table, room, space + 1, strings);
  else if (value == NULL)
    remove_code (table, room, find (table, room, space + 1));
}

void
natterd_codes_forget (GHashTable *table,
                      const char *key)
{
  GHashTableIter iter;
  gpointer codes;

  g_hash_table_iter_init (&iter, table);
  while (g_hash_table_iter_next (&iter, NULL, &codes))
    for (guint i = 0; i < ((const GPtrArray *) codes)->len; i++)
      {
        NatterCode *code = ((const GPtrArray *) codes)->pdata[i];
        g_autofree char *maker = code->from != NULL ? natter_name_dup_key (code->from) : NULL;

        if (g_strcmp0 (maker, key) != 0)
          continue;
        g_free (code->from);
        code->from = g_strdup (NATTERD_NOBODY);
      }
}

NatterFact *
natterd_code_dup_fact (const NatterCode *code,
                       const char *room)
{
  g_autofree char *key = g_strconcat (room, " ", code->code, NULL);
  g_autofree char *uses = g_strdup_printf ("%u", code->uses);
  g_autofree char *until = g_strdup_printf ("%" G_GINT64_FORMAT, code->until);
  g_autofree char *value = NULL;

  if (code->uses > 0)
    value = natter_fact_dup_value ("uses", uses, "until", until, "from", code->from, NULL);
  return natter_fact_new (NATTERD_FACT_CODE, key, value);
}
