/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "natterd-act-private.h"

#include <glib/gi18n-lib.h>

#include "shared/natter-span.h"

/* What everyone in a room is told of an act. */

typedef struct
{
  const char *by;
  const char *name;   /* (nullable) */
  const char *reason; /* (nullable) */
  const char *span;   /* (nullable) "10 minutes" */
  const char *role;   /* (nullable) */
} Words;

static char *
describe_kick (const Words *words)
{
  if (words->reason != NULL)
    return g_strdup_printf (_ ("%s showed %s out: %s"), words->by, words->name, words->reason);
  return g_strdup_printf (_ ("%s showed %s out."), words->by, words->name);
}

static char *
describe_mute (const Words *words)
{
  if (words->span == NULL)
    return g_strdup_printf (_ ("%s muted %s."), words->by, words->name);
  if (words->reason != NULL)
    /* Translators: two people, a length of time, why */
    return g_strdup_printf (_ ("%s muted %s for %s: %s"), words->by, words->name, words->span, words->reason);
  return g_strdup_printf (_ ("%s muted %s for %s."), words->by, words->name, words->span);
}

static char *
describe_ban (const Words *words)
{
  if (words->span != NULL && words->reason != NULL)
    /* Translators: two people, a length of time, why */
    return g_strdup_printf (_ ("%s banned %s for %s: %s"), words->by, words->name, words->span, words->reason);
  if (words->span != NULL)
    return g_strdup_printf (_ ("%s banned %s for %s."), words->by, words->name, words->span);
  if (words->reason != NULL)
    return g_strdup_printf (_ ("%s banned %s: %s"), words->by, words->name, words->reason);
  return g_strdup_printf (_ ("%s banned %s."), words->by, words->name);
}

static char *
describe_grant (const Words *words)
{
  if (g_strcmp0 (words->role, "admin") == 0)
    return g_strdup_printf (_ ("%s made %s an admin of this server."), words->by, words->name);
  if (g_strcmp0 (words->role, "owner") == 0)
    return g_strdup_printf (_ ("%s made %s an owner."), words->by, words->name);
  return g_strdup_printf (_ ("%s made %s a moderator."), words->by, words->name);
}

static char *
describe_revoke (const Words *words)
{
  if (g_strcmp0 (words->role, "admin") == 0)
    return g_strdup_printf (_ ("%s is no longer an admin of this server: %s decided that."), words->name, words->by);
  return g_strdup_printf (_ ("%s made %s a member like any other."), words->by, words->name);
}

static char *
describe_keep (const Words *words)
{
  if (words->span == NULL)
    return g_strdup_printf (_ ("%s changed how long things are kept: what is said here is kept for good."), words->by);
  /* Translators: a person, a length of time */
  return g_strdup_printf (_ ("%s changed how long things are kept: what is said here is kept for %s."), words->by, words->span);
}

static char *
describe_slow (const Words *words)
{
  if (words->span == NULL)
    return g_strdup_printf (_ ("%s ended the slow mode."), words->by);
  /* Translators: a person, a length of time */
  return g_strdup_printf (_ ("%s slowed the room down: one message each in %s."), words->by, words->span);
}

static const struct
{
  const char *act;
  const char *sentence;              /* (nullable) msgid: by whom, and to whom where it is about somebody */
  char *(*describe) (const Words *); /* (nullable) */
} all[] = {
  { "kick", NULL, describe_kick },
  { "mute", NULL, describe_mute },
  { "unmute", N_ ("%s lets %s speak again."), NULL },
  { "ban", NULL, describe_ban },
  { "unban", N_ ("%s lets %s come in again."), NULL },
  { "grant", NULL, describe_grant },
  { "revoke", NULL, describe_revoke },
  { "invite", N_ ("%s invited %s."), NULL },
  { "private", N_ ("%s made this room private. To let somebody in: invite NAME"), NULL },
  { "public", N_ ("%s made this room public."), NULL },
  { "readonly", N_ ("%s made this room read-only: only moderators speak."), NULL },
  { "writable", N_ ("%s lets everyone speak here again."), NULL },
  { "keep", NULL, describe_keep },
  { "slow", NULL, describe_slow },
};

/* The sentences are those of the table, and each takes at most two strings. */
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
static char *
fill_in (const char *sentence,
         const Words *words)
{
  return g_strdup_printf (_ (sentence), words->by, words->name);
}
#pragma GCC diagnostic pop

char *
natterd_act_dup_sentence (GHashTable *strings)
{
  const char *act = g_hash_table_lookup (strings, "act");
  const char *seconds = g_hash_table_lookup (strings, "for");
  gint64 span = seconds != NULL ? g_ascii_strtoll (seconds, NULL, 10) : 0;
  g_autofree char *shown = span > 0 ? natter_span_dup_text (span) : NULL;
  const Words words = {
    .by = g_hash_table_lookup (strings, "by"),
    .name = g_hash_table_lookup (strings, "name"),
    .reason = g_hash_table_lookup (strings, "reason"),
    .span = shown,
    .role = g_hash_table_lookup (strings, "role"),
  };

  for (guint i = 0; i < G_N_ELEMENTS (all); i++)
    if (g_str_equal (all[i].act, act))
      return all[i].describe != NULL ? all[i].describe (&words) : fill_in (all[i].sentence, &words);
  return g_strdup ("");
}
