/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "shared/natter-text.h"

#include "natter-ui-reply.h"

/* What /search found, as an answer that only its reader sees. */

#define EXCERPT 160
#define BEFORE  40 /* characters shown before what was found */

/* The piece of a text around what was found in it. (transfer full) */
static char *
dup_piece (const NatterHit *hit)
{
  const char *text = hit->message->text;
  glong length = g_utf8_strlen (text, -1);
  glong start = hit->marks->len > 0 ? MIN ((glong) g_array_index (hit->marks, NatterSpan, 0).start, length) : 0;
  const char *from;
  g_autofree char *piece = NULL;

  start = start > BEFORE && length > EXCERPT ? start - BEFORE : 0;
  from = g_utf8_offset_to_pointer (text, start);
  piece = natter_text_dup_excerpt (from, strlen (from), EXCERPT);
  return start > 0 ? g_strconcat ("…", piece, NULL) : g_steal_pointer (&piece);
}

static void
append_hit (GString *out, const NatterHit *hit)
{
  g_autoptr (GDateTime) time = g_date_time_new_from_unix_local (hit->message->time / G_USEC_PER_SEC);
  g_autofree char *when = time != NULL ? g_date_time_format (time, "%Y-%m-%d %H:%M") : g_strdup ("");
  g_autofree char *piece = dup_piece (hit);
  const char *sign = hit->room[0] == '@' ? "" : "#";

  if (hit->message->kind == NATTER_MESSAGE_ME)
    g_string_append_printf (out, "\n%s %s%s * %s %s", when, sign, hit->room, hit->message->from, piece);
  else
    g_string_append_printf (out, "\n%s %s%s %s: %s", when, sign, hit->room, hit->message->from, piece);
}

char *
natter_ui_reply_dup_found (const NatterEvent *event)
{
  guint n = event->hits != NULL ? event->hits->len : 0;
  GString *out;

  if (n == 0)
    return g_strdup_printf (_ ("Nothing was found in your rooms for: %s"), event->text != NULL ? event->text : "");

  out = g_string_new (NULL);
  g_string_append_printf (out, ngettext ("Found, one message:", "Found, %u messages, the newest first:", n), n);
  for (guint i = 0; i < n; i++)
    append_hit (out, g_ptr_array_index (event->hits, i));
  if (event->more)
    g_string_append_printf (out, "\n%s", _ ("To see older ones: /more"));
  return g_string_free (out, FALSE);
}
