/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "natterd-text-private.h"

/* Codes that let people into a room: §4.44. */

char *
natterd_text_dup_moment (gint64 moment)
{
  g_autoptr (GDateTime) time = g_date_time_new_from_unix_local (moment / G_USEC_PER_SEC);

  return time != NULL ? g_date_time_format (time, "%Y-%m-%d %H:%M") : g_strdup ("");
}

void
natterd_text_write_code (const NatterEvent *event, guint spelling, const NatterdView *view, GString *out)
{
  g_autofree char *room = natterd_text_dup_room (event->room);
  g_autofree char *until = natterd_text_dup_moment (event->time);

  natterd_text_put (out, ngettext ("Until %s this lets %u person in:", "Until %s this lets %u people in:", event->count), until, event->count);
  natterd_text_put (out, "  join %s %s", room, event->text);
  if (event->link != NULL)
    {
      natterd_text_put (out, _ ("Or by this link:"));
      natterd_text_put_line (out, event->link); /* whole, however long it is */
    }
}

void
natterd_text_write_codes (const NatterEvent *event, guint spelling, const NatterdView *view, GString *out)
{
  static const guint least[] = { 20, 8, 16, 8 };
  g_autofree char *room = natterd_text_dup_room (event->room);
  g_autoptr (GPtrArray) cells = g_ptr_array_new_with_free_func (g_free);
  guint n = event->codes != NULL ? event->codes->len : 0;

  if (n == 0)
    {
      natterd_text_put (out, _ ("No code lets anybody into %s. To make one: code"), room);
      return;
    }

  for (guint i = 0; i < n; i++)
    {
      const NatterCode *code = g_ptr_array_index (event->codes, i);

      g_ptr_array_add (cells, g_strdup (code->code));
      g_ptr_array_add (cells, g_strdup_printf (ngettext ("%u use", "%u uses", code->uses), code->uses));
      g_ptr_array_add (cells, natterd_text_dup_moment (code->until));
      g_ptr_array_add (cells, g_strdup (code->from != NULL ? code->from : ""));
    }
  natterd_text_put (out, _ ("These let people into %s: how often, until when, and who made them."), room);
  natterd_text_put_table (out, cells, 4, least);
  natterd_text_put (out, _ ("To end one: uncode CODE"));
}
