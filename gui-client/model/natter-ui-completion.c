/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "shared/natter-command.h"
#include "shared/natter-text.h"

#include "natter-ui-completion.h"
#include "natter-ui-session.h"

/* As many of those who spoke last come first, and so far back is looked for them. */
#define SPEAKERS 50

typedef enum
{
  COMPLETE_PEOPLE,
  COMPLETE_ROOMS,
  COMPLETE_COMMANDS
} What;

static gboolean
is_prefix (const char *word, const char *candidate)
{
  g_autofree char *folded_word = natter_name_dup_key (word);
  g_autofree char *folded = natter_name_dup_key (candidate);

  return g_str_has_prefix (folded, folded_word);
}

/* Adds @before + candidate + @after for each that begins with @word. */
static void
add_matches (GPtrArray *found, const char *word, const char *const *candidates, const char *before, const char *after)
{
  for (guint i = 0; candidates != NULL && candidates[i] != NULL; i++)
    {
      if (is_prefix (word, candidates[i]))
        g_ptr_array_add (found, g_strconcat (before, candidates[i], after, NULL));
    }
}

static void
add_commands (GPtrArray *found, const char *word, const char *before)
{
  for (guint i = 0; i < NATTER_N_COMMANDS; i++)
    {
      const NatterVerb *verb = natter_verb_get ((NatterCommandKind) i);

      if (!verb->hidden && verb->right < NATTER_RIGHT_ADMIN && (verb->stage & NATTER_STAGE_CHAT) != 0 && is_prefix (word, verb->word))
        g_ptr_array_add (found, g_strconcat (before, verb->word, " ", NULL));
    }
}

/* What a word may be that begins at @start of a line that is a command. FALSE: plain text. */
static gboolean
get_argument (const char *text, gsize start, What *what)
{
  gsize length = strcspn (text, " ");
  const NatterVerb *verb = text[0] == '/' && length > 1 ? natter_verb_find (text + 1, length - 1) : NULL;
  guint n = 0;

  if (verb == NULL)
    return FALSE;

  for (gsize i = length; i < start; i++)
    {
      if (text[i] == ' ' && text[i - 1] != ' ')
        n++;
    }
  if (n == 0 || n > G_N_ELEMENTS (verb->arguments))
    return FALSE;

  switch (verb->arguments[n - 1].kind)
    {
    case NATTER_ARGUMENT_NAME:
      *what = COMPLETE_PEOPLE;
      return TRUE;

    case NATTER_ARGUMENT_ROOM:
      *what = COMPLETE_ROOMS;
      return TRUE;

    case NATTER_ARGUMENT_WORD:
      *what = COMPLETE_COMMANDS;
      return TRUE;

    case NATTER_ARGUMENT_NONE:
    case NATTER_ARGUMENT_PASSWORD:
    case NATTER_ARGUMENT_NEW:
    case NATTER_ARGUMENT_EMAIL:
    case NATTER_ARGUMENT_ROLE:
    case NATTER_ARGUMENT_SPAN:
    case NATTER_ARGUMENT_RANGE:
    case NATTER_ARGUMENT_TEXT:
    default:
      return FALSE;
    }
}

static gsize
get_word_start (const char *text, gsize cursor)
{
  const char *p = text + cursor;

  while (p > text)
    {
      const char *before = g_utf8_prev_char (p);

      if (g_unichar_isspace (g_utf8_get_char (before)))
        break;
      p = before;
    }

  return (gsize) (p - text);
}

NatterUiCompletion *
natter_ui_completion_new (const char *text, gsize cursor, const char *const *people, const char *const *rooms)
{
  NatterUiCompletion *self;
  g_autoptr (GPtrArray) found = g_ptr_array_new ();
  g_autofree char *word = NULL;
  gboolean line_start;
  What what;

  g_return_val_if_fail (text != NULL && cursor <= strlen (text), NULL);

  self = g_new0 (NatterUiCompletion, 1);
  self->start = get_word_start (text, cursor);
  self->end = cursor;
  word = g_strndup (text + self->start, self->end - self->start);
  line_start = self->start == 0 || text[self->start - 1] == '\n';

  if (get_argument (text, self->start, &what))
    {
      const char *bare = word[0] == '#' || word[0] == '@' ? word + 1 : word;

      if (what == COMPLETE_PEOPLE)
        add_matches (found, bare, people, "", " ");
      else if (what == COMPLETE_ROOMS)
        add_matches (found, bare, rooms, "#", " ");
      else
        add_commands (found, word, "");
    }
  else if (self->start == 0 && word[0] == '/')
    add_commands (found, word + 1, "/");
  else if (word[0] == '#')
    add_matches (found, word + 1, rooms, "#", " ");
  else if (word[0] == '@')
    add_matches (found, word + 1, people, "@", " ");
  else if (word[0] != '\0')
    add_matches (found, word, people, "", line_start ? ": " : " ");

  g_ptr_array_add (found, NULL);
  self->candidates = (GStrv) g_ptr_array_free (g_steal_pointer (&found), FALSE);
  return self;
}

void
natter_ui_completion_free (NatterUiCompletion *self)
{
  if (self == NULL)
    return;

  g_strfreev (self->candidates);
  g_free (self);
}

static void
add_name (GPtrArray *names, GHashTable *seen, const char *name)
{
  if (name[0] != '\0' && g_hash_table_add (seen, natter_name_dup_key (name)))
    g_ptr_array_add (names, (gpointer) name);
}

/* First those who spoke last, then everyone. Borrowed names; own name left out. */
static GPtrArray *
collect_people (NatterUiSession *session, NatterUiRoom *room)
{
  GPtrArray *names = g_ptr_array_new ();
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  NatterUiMessageList *messages = natter_ui_room_get_messages (room);
  NatterUiPersonList *members = natter_ui_room_get_members (room);
  guint n = g_list_model_get_n_items (G_LIST_MODEL (messages));

  g_hash_table_add (seen, natter_name_dup_key (natter_ui_session_get_name (session)));
  for (guint i = 0; i < MIN (n, SPEAKERS); i++)
    {
      NatterUiMessage *message = natter_ui_message_list_get (messages, n - 1 - i);
      const char *from = natter_ui_message_get_from (message);

      if (from[0] != '\0' && natter_ui_person_list_find (members, from) != NULL)
        add_name (names, seen, from);
    }

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (members)); i++)
    {
      g_autoptr (NatterUiPerson) person = g_list_model_get_item (G_LIST_MODEL (members), i);

      add_name (names, seen, natter_ui_person_get_name (person));
    }

  g_ptr_array_add (names, NULL);
  return names;
}

NatterUiCompletion *
natter_ui_completion_new_for_room (NatterUiSession *session, NatterUiRoom *room, const char *text, gsize cursor)
{
  g_autoptr (GPtrArray) people = NULL;
  g_autoptr (GPtrArray) rooms = g_ptr_array_new ();
  NatterUiRoomList *list;

  g_return_val_if_fail (NATTER_UI_IS_SESSION (session), NULL);

  list = natter_ui_session_get_rooms (session);
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (list)); i++)
    {
      NatterUiRoom *other = natter_ui_room_list_get (list, i);

      if (!natter_ui_room_is_direct (other))
        g_ptr_array_add (rooms, (gpointer) natter_ui_room_get_name (other));
    }
  g_ptr_array_add (rooms, NULL);

  people = room != NULL ? collect_people (session, room) : NULL;
  return natter_ui_completion_new (text, cursor, people != NULL ? (const char *const *) people->pdata : NULL,
                                   (const char *const *) rooms->pdata);
}
