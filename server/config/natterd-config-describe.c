/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "natterd-config-private.h"

/* "1.5 MiB", "200 ms". (transfer full) */
static char *
format_number (const NatterdConfigRow *row,
               double number)
{
  static const struct
  {
    NatterdConfigKind kind;
    double factor;
    const char *unit;
  } units[] = {
    { NATTERD_CONFIG_SIZE, 1024 * 1024, " MiB" },
    { NATTERD_CONFIG_SIZE, 1024, " KiB" },
    { NATTERD_CONFIG_SIZE, 1, " B" },
    { NATTERD_CONFIG_TIME, 365 * 86400e6, " y" },
    { NATTERD_CONFIG_TIME, 86400e6, " d" },
    { NATTERD_CONFIG_TIME, 3600e6, " h" },
    { NATTERD_CONFIG_TIME, 60e6, " min" },
    { NATTERD_CONFIG_TIME, 1e6, " s" },
    { NATTERD_CONFIG_TIME, 1e3, " ms" },
  };
  const char *unit = "";
  char digits[G_ASCII_DTOSTR_BUF_SIZE];

  for (guint i = 0; i < G_N_ELEMENTS (units); i++)
    if (units[i].kind == row->kind && number >= units[i].factor)
      {
        number /= units[i].factor;
        unit = units[i].unit;
        break;
      }
  return g_strconcat (g_ascii_formatd (digits, sizeof digits, "%.7g", number), unit, NULL);
}

/* (transfer full) */
static char *
dup_range (const NatterdConfigRow *row)
{
  g_autofree char *lowest = format_number (row, row->lowest);
  g_autofree char *highest = format_number (row, row->highest);

  if (row->kind == NATTERD_CONFIG_SIZE)
    return g_strdup_printf (_ ("a size from %s to %s"), lowest, highest);
  if (row->kind == NATTERD_CONFIG_TIME)
    return g_strdup_printf (_ ("a time from %s to %s"), lowest, highest);
  if (row->kind == NATTERD_CONFIG_COUNT)
    return g_strdup_printf (_ ("a whole number from %s to %s"), lowest, highest);
  return g_strdup_printf (_ ("a number from %s to %s"), lowest, highest);
}

char *
natterd_config_dup_size (gsize size)
{
  const NatterdConfigRow *row = natterd_config_find ("limits", "line");

  return format_number (row, (double) size);
}

char *
natterd_config_dup_allowed (const NatterdConfigRow *row)
{
  g_autofree char *range = NULL;
  g_autofree char *choices = NULL;

  switch (row->kind)
    {
    case NATTERD_CONFIG_FLAG:
      return g_strdup (_ ("yes or no"));
    case NATTERD_CONFIG_LINE:
      return g_strdup_printf (_ ("one line of %.0f to %.0f characters"), row->lowest, row->highest);
    case NATTERD_CONFIG_TEXT:
      return g_strdup_printf (_ ("up to %.0f characters, with \\n for a line break"), row->highest);
    case NATTERD_CONFIG_CHOICE:
      choices = g_strjoinv (_ (", "), (char **) row->choices);
      return g_strdup_printf (_ ("one of %s"), choices);
    case NATTERD_CONFIG_HOST:
      return g_strdup (_ ("a name or an address like chat.example.org or 192.0.2.1:5005"));
    case NATTERD_CONFIG_ADDRESSES:
      return g_strdup (_ ("addresses like 127.0.0.1:5005 or [::1]:5005, with ; between them"));
    case NATTERD_CONFIG_SIZE:
    case NATTERD_CONFIG_COUNT:
    case NATTERD_CONFIG_TIME:
    case NATTERD_CONFIG_RATE:
    default:
      range = dup_range (row);
      return row->can_be_off ? g_strdup_printf (_ ("%s, or off"), range) : g_steal_pointer (&range);
    }
}

static void
append_comment (GString *out,
                const char *text)
{
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);

  for (guint i = 0; lines[i] != NULL; i++)
    g_string_append_printf (out, lines[i][0] != '\0' ? "# %s\n" : "#%s\n", lines[i]);
}

static void
append_row (GString *out,
            const NatterdConfigRow *row)
{
  g_autofree char *allowed = natterd_config_dup_allowed (row);
  /* Translators: %s is what is allowed for a key, such as "a size from 1 KiB to 1 MiB" */
  g_autofree char *note = row->needs_restart ? g_strdup_printf (_ ("Allowed: %s. Changes need a restart."), allowed)
                                             : g_strdup_printf (_ ("Allowed: %s."), allowed);

  g_string_append_c (out, '\n');
  append_comment (out, _ (row->help));
  append_comment (out, note);
  g_string_append_printf (out, "#%s =%s%s\n", row->key, row->preset[0] != '\0' ? " " : "", row->preset);
}

char *
natterd_config_describe (void)
{
  guint n_groups, n_rows;
  const NatterdConfigGroup *groups = natterd_config_groups (&n_groups);
  const NatterdConfigRow *rows = natterd_config_rows (&n_rows);
  GString *out = g_string_new (NULL);

  append_comment (out,
                  _ ("Sample configuration of natterd. It changes nothing: each key shows what holds without it.\n"
                     "To change one, take away its \"#\". To check: natterd --config FILE --check\n"
                     "After a SIGHUP natterd reads the file again. No file is read without --config.\n"
                     "\n"
                     "Sizes take B, KiB and MiB, times ms, s, min, h, d and y; bare numbers are bytes and seconds.\n"
                     "Where it says so, off (or 0) lifts a limit."));
  for (guint i = 0; i < n_groups; i++)
    {
      g_string_append_c (out, '\n');
      append_comment (out, _ (groups[i].help));
      g_string_append_printf (out, "[%s]\n", groups[i].name);
      for (guint j = 0; j < n_rows; j++)
        if (g_str_equal (rows[j].group, groups[i].name))
          append_row (out, &rows[j]);
    }
  return g_string_free (out, FALSE);
}
