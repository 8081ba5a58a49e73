/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "natterd-text-private.h"

/* What is about the whole server: §13. */

void
natterd_text_write_notice (const NatterEvent *event, guint spelling, const NatterdView *view, GString *out)
{
  natterd_text_put (out, _ ("%s tells everyone: %s"), event->from, event->text);
}

void
natterd_text_write_bans (const NatterEvent *event, guint spelling, const NatterdView *view, GString *out)
{
  static const guint least[] = { 12, 8, 16, 10 };
  g_autoptr (GPtrArray) cells = g_ptr_array_new_with_free_func (g_free);
  guint n = event->bans != NULL ? event->bans->len : 0;

  for (guint i = 0; i < n; i++)
    {
      const NatterBan *ban = g_ptr_array_index (event->bans, i);

      g_ptr_array_add (cells, g_strdup (ban->name));
      g_ptr_array_add (cells, g_strdup (ban->from != NULL ? ban->from : ""));
      g_ptr_array_add (cells, ban->until != 0 ? natterd_text_dup_moment (ban->until) : g_strdup ("-"));
      g_ptr_array_add (cells, g_strdup (ban->reason != NULL ? ban->reason : ""));
    }
  if (n == 0)
    {
      natterd_text_put (out, _ ("Nobody is kept out of the server. To do that: ban everywhere NAME"));
      return;
    }
  natterd_text_put (out, _ ("These are kept out of the server: by whom, until when, and why."));
  natterd_text_put_table (out, cells, 4, least);
  natterd_text_put (out, _ ("To end one: unban everywhere NAME"));
}
