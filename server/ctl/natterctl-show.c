/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "natterctl-show.h"

#include <stdio.h>

#include "shared/natter-text.h"

struct _NatterctlTable
{
  guint n_columns;
  GPtrArray *cells; /* owned (element-type utf8), row by row; the first one is the titles */
};

/* Format characters of any kind are spelled out: valid JSON, and harmless. */
void
natterctl_show_json (JsonObject *event)
{
  g_autoptr (JsonNode) node = json_node_init_object (json_node_alloc (), event);
  g_autofree char *text = json_to_string (node, FALSE);
  g_autoptr (GString) line = g_string_new (NULL);

  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);
      GUnicodeType type = g_unichar_type (c);

      if (c < 0x10000 && (type == G_UNICODE_CONTROL || type == G_UNICODE_FORMAT || c == 0x2028 || c == 0x2029))
        g_string_append_printf (line, "\\u%04x", c);
      else
        g_string_append_unichar (line, c);
    }
  g_string_append_c (line, '\n');
  fputs (line->str, stdout);
  fflush (stdout);
}

static void
print (const char *text)
{
  g_autoptr (GString) safe = g_string_new (NULL);

  natter_text_append_for_terminal (safe, text);
  g_string_append_c (safe, '\n');
  fputs (safe->str, stdout);
  fflush (stdout);
}

void
natterctl_show_line (const char *format, ...)
{
  g_autofree char *text = NULL;
  va_list arguments;

  va_start (arguments, format);
  text = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  print (text);
}

/* Columns */

static guint
get_width (const char *text)
{
  guint width = 0;

  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      width += g_unichar_iszerowidth (c) ? 0 : g_unichar_iswide (c) ? 2
                                                                    : 1;
    }
  return width;
}

NatterctlTable *
natterctl_table_new (const char *const *titles)
{
  NatterctlTable *self = g_new0 (NatterctlTable, 1);

  self->cells = g_ptr_array_new_with_free_func (g_free);
  while (titles[self->n_columns] != NULL)
    self->n_columns++;
  natterctl_table_add (self, titles);
  return self;
}

void
natterctl_table_free (NatterctlTable *self)
{
  g_ptr_array_unref (self->cells);
  g_free (self);
}

void
natterctl_table_add (NatterctlTable *self,
                     const char *const *cells)
{
  for (guint i = 0; i < self->n_columns; i++)
    {
      GString *safe = g_string_new (NULL);

      natter_text_append_for_terminal (safe, cells[i] != NULL ? cells[i] : "");
      g_ptr_array_add (self->cells, g_string_free (safe, FALSE));
    }
}

static guint *
measure (const NatterctlTable *self)
{
  guint *widths = g_new0 (guint, self->n_columns);

  for (guint i = 0; i < self->cells->len; i++)
    widths[i % self->n_columns] = MAX (widths[i % self->n_columns], get_width (self->cells->pdata[i]));
  return widths;
}

void
natterctl_table_show (NatterctlTable *self,
                      const char *nothing)
{
  g_autofree guint *widths = measure (self);
  g_autoptr (GString) line = g_string_new (NULL);

  if (self->cells->len == self->n_columns)
    {
      print (nothing);
      return;
    }
  for (guint i = 0; i < self->cells->len; i++)
    {
      const char *cell = self->cells->pdata[i];
      guint column = i % self->n_columns;

      g_string_append (line, cell);
      if (column + 1 < self->n_columns)
        {
          for (guint n = get_width (cell); n < widths[column] + 2; n++)
            g_string_append_c (line, ' ');
          continue;
        }
      print (g_strchomp (line->str));
      g_string_truncate (line, 0);
    }
}

/* Quantities */

char *
natterctl_dup_span (gint64 seconds)
{
  if (seconds < 60)
    return g_strdup_printf ("%d s", (int) MAX (seconds, 0));
  if (seconds < 3600)
    return g_strdup_printf ("%d min", (int) (seconds / 60));
  if (seconds < 86400)
    return g_strdup_printf ("%d h %d min", (int) (seconds / 3600), (int) (seconds % 3600 / 60));
  return g_strdup_printf ("%" G_GINT64_FORMAT " d %d h", seconds / 86400, (int) (seconds % 86400 / 3600));
}

char *
natterctl_dup_size (guint64 bytes)
{
  return g_format_size_full (bytes, G_FORMAT_SIZE_IEC_UNITS);
}

char *
natterctl_dup_time (const char *time,
                    const char *format)
{
  g_autoptr (GDateTime) utc = time != NULL ? g_date_time_new_from_iso8601 (time, NULL) : NULL;
  g_autoptr (GDateTime) local = utc != NULL ? g_date_time_to_local (utc) : NULL;

  return local != NULL ? g_date_time_format (local, format) : g_strdup ("");
}
