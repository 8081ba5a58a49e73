/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "natter-ui-emoji.h"

#include <gio/gio.h>
#include <string.h>

#define TABLE "/org/gtk/libgtk/emoji/en.data" /* of GTK 3.24: a(auss): characters, 0 where a skin may be; name; short name */

static const struct
{
  const char *name;
  const char *emoji;
} known[] = {
  { "+1", "👍" },
  { "-1", "👎" },
  { "100", "💯" },
  { "bug", "🐛" },
  { "check", "✅" },
  { "clap", "👏" },
  { "coffee", "☕" },
  { "cry", "😢" },
  { "eyes", "👀" },
  { "facepalm", "🤦" },
  { "fire", "🔥" },
  { "grin", "😁" },
  { "heart", "❤️" },
  { "hug", "🤗" },
  { "joy", "😂" },
  { "laughing", "😆" },
  { "ok", "👌" },
  { "party", "🥳" },
  { "pray", "🙏" },
  { "rocket", "🚀" },
  { "sad", "🙁" },
  { "shrug", "🤷" },
  { "smile", "😄" },
  { "sob", "😭" },
  { "star", "⭐" },
  { "sunglasses", "😎" },
  { "tada", "🎉" },
  { "tea", "🍵" },
  { "thinking", "🤔" },
  { "thumbsdown", "👎" },
  { "thumbsup", "👍" },
  { "warning", "⚠️" },
  { "wave", "👋" },
  { "wink", "😉" },
  { "x", "❌" },
};

static GVariant *
load_table (void)
{
  g_autoptr (GBytes) bytes = g_resources_lookup_data (TABLE, G_RESOURCE_LOOKUP_FLAGS_NONE, NULL);
  g_autoptr (GVariant) table = NULL;

  if (bytes == NULL)
    return NULL;
  table = g_variant_ref_sink (g_variant_new_from_bytes (G_VARIANT_TYPE ("a(auss)"), bytes, FALSE));
  return g_variant_is_normal_form (table) ? g_steal_pointer (&table) : NULL;
}

/* (transfer full) */
static char *
dup_emoji (GVariant *row)
{
  g_autoptr (GVariant) codes = g_variant_get_child_value (row, 0);
  GString *out = g_string_new (NULL);

  for (gsize i = 0; i < g_variant_n_children (codes); i++)
    {
      guint32 code;

      g_variant_get_child (codes, i, "u", &code);
      if (code != 0 && g_unichar_validate (code))
        g_string_append_unichar (out, code);
    }
  return g_string_free (out, FALSE);
}

/* "thumbs up" → "thumbs_up". (transfer full) */
static char *
dup_word (const char *name)
{
  return g_strdelimit (g_ascii_strdown (name, -1), " -", '_');
}

/* One of the words of @name begins with @word. */
static gboolean
has_word (const char *name,
          const char *word)
{
  for (const char *p = name; p != NULL; p = strchr (p, '_'))
    {
      p += *p == '_';
      if (g_str_has_prefix (p, word))
        return TRUE;
    }
  return FALSE;
}

static void
add_from_table (GPtrArray *found,
                const char *word,
                guint most)
{
  g_autoptr (GVariant) table = load_table ();

  for (gsize i = 0; table != NULL && i < g_variant_n_children (table) && found->len < most; i++)
    {
      g_autoptr (GVariant) row = g_variant_get_child_value (table, i);
      g_autofree char *name = NULL, *emoji = NULL;
      const char *words;

      g_variant_get_child (row, 1, "&s", &words);
      name = dup_word (words);
      if (!has_word (name, word))
        continue;
      emoji = dup_emoji (row);
      g_ptr_array_add (found, g_strdup_printf ("%s :%s:", emoji, name));
    }
}

GStrv
natter_ui_emoji_complete (const char *word,
                          guint most)
{
  GPtrArray *found = g_ptr_array_new ();
  g_autofree char *wanted = dup_word (word[0] == ':' ? word + 1 : word);

  for (guint i = 0; i < G_N_ELEMENTS (known) && found->len < most; i++)
    if (wanted[0] != '\0' && g_str_has_prefix (known[i].name, wanted))
      g_ptr_array_add (found, g_strdup_printf ("%s :%s:", known[i].emoji, known[i].name));
  if (strlen (wanted) >= 2)
    add_from_table (found, wanted, most);
  g_ptr_array_add (found, NULL);
  return (GStrv) g_ptr_array_free (found, FALSE);
}

char *
natter_ui_emoji_dup_exact (const char *name)
{
  gsize length = strlen (name);
  g_autofree char *wanted = NULL;
  g_autoptr (GVariant) table = NULL;

  if (length < 3 || name[0] != ':' || name[length - 1] != ':' || g_ascii_isspace (name[1]))
    return NULL;
  wanted = g_strndup (name + 1, length - 2);
  for (guint i = 0; i < G_N_ELEMENTS (known); i++)
    if (g_str_equal (known[i].name, wanted))
      return g_strdup (known[i].emoji);
  table = load_table ();
  for (gsize i = 0; table != NULL && i < g_variant_n_children (table); i++)
    {
      g_autoptr (GVariant) row = g_variant_get_child_value (table, i);
      g_autofree char *word = NULL;
      const char *words;

      g_variant_get_child (row, 1, "&s", &words);
      word = dup_word (words);
      if (g_str_equal (word, wanted))
        return dup_emoji (row);
    }
  return NULL;
}

char *
natter_ui_emoji_dup_name (const char *emoji)
{
  g_autoptr (GVariant) table = load_table ();

  for (gsize i = 0; table != NULL && i < g_variant_n_children (table); i++)
    {
      g_autoptr (GVariant) row = g_variant_get_child_value (table, i);
      g_autofree char *one = dup_emoji (row);
      const char *words;

      g_variant_get_child (row, 1, "&s", &words);
      if (one[0] != '\0' && g_str_has_prefix (emoji, one))
        return g_strdup (words);
    }
  return NULL;
}
