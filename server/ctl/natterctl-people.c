/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "natterctl-ask.h"
#include "natterctl-commands.h"
#include "natterctl-line.h"
#include "natterctl-show.h"

/* users, rooms, kick, ban, unban, bans, announce */

static void
add_person (NatterctlTable *table,
            JsonObject *person)
{
  g_autofree char *idle = natterctl_dup_span (natterctl_event_get_number (person, "idle"));
  g_autoptr (JsonArray) rooms = natterctl_event_dup_array (person, "rooms");
  g_autofree char *list = natterctl_array_join (rooms, "#", " ");
  gboolean account = natterctl_event_get_flag (person, "account");
  const char *what = natterctl_event_get_flag (person, "bot") ? _ ("bot") : account ? _ ("account")
                                                                                    : _ ("guest");

  natterctl_table_add (table, (const char *const[]){ natterctl_event_get (person, "name"), what, idle, list, natterctl_event_get (person, "away") });
}

gboolean
natterctl_run_users (const NatterctlOptions *options,
                     const char *const *words,
                     GError **error)
{
  g_autoptr (JsonObject) answer = natterctl_ask (options, natterctl_line_new ("who"), error);
  g_autoptr (NatterctlTable) table =
    natterctl_table_new ((const char *const[]){ _ ("NAME"), _ ("IS"), _ ("IDLE"), _ ("ROOMS"), _ ("AWAY"), NULL });
  g_autoptr (JsonArray) people = NULL;

  if (answer == NULL || options->json)
    return answer != NULL;
  people = natterctl_event_dup_array (answer, "people");
  for (guint i = 0; i < json_array_get_length (people); i++)
    if (natterctl_array_get (people, i) != NULL)
      add_person (table, natterctl_array_get (people, i));
  natterctl_table_show (table, _ ("Nobody is here."));
  return TRUE;
}

static void
add_room (NatterctlTable *table,
          JsonObject *room)
{
  g_autofree char *name = g_strconcat ("#", natterctl_event_get (room, "name"), NULL);
  gint64 n = natterctl_event_get_number (room, "people");
  g_autofree char *people = n > 0 ? g_strdup_printf ("%" G_GINT64_FORMAT, n) : g_strdup (C_ ("people in a room", "nobody"));
  g_autofree char *active = natterctl_dup_time (natterctl_event_get (room, "active"), "%Y-%m-%d %H:%M");
  gboolean readonly = natterctl_event_get_flag (room, "readonly");
  const char *what = natterctl_event_get_flag (room, "private") ? _ ("private") : readonly ? _ ("read only")
                                                                                           : _ ("public");

  natterctl_table_add (table, (const char *const[]){ name, people, what, active, natterctl_event_get (room, "topic") });
}

gboolean
natterctl_run_rooms (const NatterctlOptions *options,
                     const char *const *words,
                     GError **error)
{
  g_autoptr (JsonObject) answer = natterctl_ask (options, natterctl_line_new ("rooms"), error);
  g_autoptr (NatterctlTable) table =
    natterctl_table_new ((const char *const[]){ _ ("ROOM"), _ ("PEOPLE"), _ ("IS"), _ ("LAST SAID"), _ ("TOPIC"), NULL });
  g_autoptr (JsonArray) rooms = NULL;

  if (answer == NULL || options->json)
    return answer != NULL;
  rooms = natterctl_event_dup_array (answer, "rooms");
  for (guint i = 0; i < json_array_get_length (rooms); i++)
    if (natterctl_array_get (rooms, i) != NULL)
      add_room (table, natterctl_array_get (rooms, i));
  natterctl_table_show (table, _ ("There are no rooms."));
  return TRUE;
}

/* Being shut out of the whole server */

static GString *
new_line (const char *word,
          const char *const *words)
{
  GString *line = natterctl_line_new (word);
  g_autofree char *reason = words[1] != NULL ? g_strjoinv (" ", (char **) words + 1) : NULL;

  natterctl_line_add_flag (line, "everywhere");
  natterctl_line_add (line, "name", words[0]);
  natterctl_line_add (line, "text", reason);
  return line;
}

gboolean
natterctl_run_kick (const NatterctlOptions *options,
                    const char *const *words,
                    GError **error)
{
  return natterctl_ask_and_tell (options, new_line ("kick", words), error);
}

gboolean
natterctl_run_ban (const NatterctlOptions *options,
                   const char *const *words,
                   GError **error)
{
  GString *line = new_line ("ban", words);

  natterctl_line_add (line, "for", options->time);
  return natterctl_ask_and_tell (options, line, error);
}

gboolean
natterctl_run_unban (const NatterctlOptions *options,
                     const char *const *words,
                     GError **error)
{
  return natterctl_ask_and_tell (options, new_line ("unban", words), error);
}

static void
add_ban (NatterctlTable *table,
         JsonObject *ban)
{
  g_autofree char *until = natterctl_dup_time (natterctl_event_get (ban, "until"), "%Y-%m-%d %H:%M");

  natterctl_table_add (table, (const char *const[]){ natterctl_event_get (ban, "name"), until[0] != '\0' ? until : _ ("for ever"),
                                                     natterctl_event_get (ban, "from"), natterctl_event_get (ban, "reason") });
}

gboolean
natterctl_run_bans (const NatterctlOptions *options,
                    const char *const *words,
                    GError **error)
{
  g_autoptr (JsonObject) answer = natterctl_ask (options, natterctl_line_new ("bans"), error);
  g_autoptr (NatterctlTable) table = natterctl_table_new ((const char *const[]){ _ ("WHO"), _ ("UNTIL"), _ ("BY"), _ ("REASON"), NULL });
  g_autoptr (JsonArray) bans = NULL;

  if (answer == NULL || options->json)
    return answer != NULL;
  bans = natterctl_event_dup_array (answer, "bans");
  for (guint i = 0; i < json_array_get_length (bans); i++)
    if (natterctl_array_get (bans, i) != NULL)
      add_ban (table, natterctl_array_get (bans, i));
  natterctl_table_show (table, _ ("Nobody is banned from this server."));
  return TRUE;
}

gboolean
natterctl_run_announce (const NatterctlOptions *options,
                        const char *const *words,
                        GError **error)
{
  g_autofree char *text = g_strjoinv (" ", (char **) words);
  GString *line = natterctl_line_new ("announce");

  natterctl_line_add (line, "text", text);
  return natterctl_ask_and_tell (options, line, error);
}
