/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "dialect-support.h"

char *
natterd_test_dup_shown (const NatterEvent *event, const NatterdView *view)
{
  const NatterdDialect *dialect = natterd_dialect_get_text ();
  g_autoptr (GString) out = g_string_new ("before");
  guint spelling = dialect->choose (event, view);

  dialect->encode (event, spelling, view, out);
  g_assert_cmpmem (out->str, strlen ("before"), "before", strlen ("before"));
  g_string_erase (out, 0, (gssize) strlen ("before"));
  g_assert_cmpuint (strlen (out->str), ==, out->len);
  g_assert_true (out->len == 0 || g_str_has_suffix (out->str, "\r\n"));

  for (const char *p = strchr (out->str, '\n'); p != NULL; p = strchr (p + 1, '\n'))
    g_assert_cmpint (p[-1], ==, '\r');
  g_string_replace (out, "\r\n", "\n", 0);
  return g_strdup (out->str);
}

void
natterd_test_add_person (NatterEvent *event, const char *name, gint64 idle, const char *away, const char *rooms)
{
  NatterPerson *person = natter_person_new (name);

  person->idle = idle;
  person->away = g_strdup (away);
  person->rooms = rooms != NULL ? g_strsplit (rooms, " ", -1) : NULL;
  if (event->people == NULL)
    event->people = g_ptr_array_new_with_free_func ((GDestroyNotify) natter_person_free);
  g_ptr_array_add (event->people, person);
}

void
natterd_test_add_room (NatterEvent *event, const char *name, guint people, gint64 active, const char *topic, gboolean member)
{
  NatterRoomInfo *room = natter_room_info_new (name);

  room->people = people;
  room->active = active;
  room->topic = g_strdup (topic);
  room->member = member;
  if (event->rooms == NULL)
    event->rooms = g_ptr_array_new_with_free_func ((GDestroyNotify) natter_room_info_free);
  g_ptr_array_add (event->rooms, room);
}

void
natterd_test_add_message (NatterEvent *event, NatterMessageKind kind, const char *from, const char *text, gint64 time)
{
  NatterMessage *message = natter_message_new (kind, "key", from, text, NULL);

  message->time = time;
  if (event->messages == NULL)
    event->messages = g_ptr_array_new_with_free_func ((GDestroyNotify) natter_message_unref);
  g_ptr_array_add (event->messages, message);
  message->seq = event->messages->len;
}

void
natterd_test_add_help (NatterEvent *event, const char *usage, const char *summary, const char *example)
{
  NatterHelp *help = g_new0 (NatterHelp, 1);

  help->word = g_strndup (usage, strcspn (usage, " "));
  help->usage = g_strdup (usage);
  help->summary = g_strdup (summary);
  help->example = g_strdup (example);
  if (event->help == NULL)
    event->help = g_ptr_array_new_with_free_func ((GDestroyNotify) natter_help_free);
  g_ptr_array_add (event->help, help);
}

guint
natterd_test_get_width (const char *shown)
{
  guint widest = 0;
  guint width = 0;

  for (const char *p = shown; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (c == '\n')
        width = 0;
      else if (!g_unichar_iszerowidth (c))
        width += g_unichar_iswide (c) ? 2 : 1;
      widest = MAX (widest, width);
    }

  return widest;
}
