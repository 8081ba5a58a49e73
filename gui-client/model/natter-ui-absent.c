/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "natter-ui-absent.h"
#include "natter-ui-cache.h"
#include "natter-ui-person-private.h"
#include "natter-ui-session.h"

#define LATELY    (30 * G_TIME_SPAN_DAY)
#define MOST      50  /* people */
#define CROWD     300 /* people in a room where nobody looks for who is missing */
#define SETTLE_MS 400 /* several come and go in a moment */

struct _NatterUiAbsent
{
  NatterUiSession *session; /* owned */
  NatterUiRoom *room;       /* owned */
  GListStore *people;       /* (element-type NatterUiPerson) owned */
  GCancellable *cancellable;
  GSource *settler; /* (nullable) owned */
};

GListModel *
natter_ui_absent_get_people (NatterUiAbsent *self)
{
  return G_LIST_MODEL (self->people);
}

/* Also under another name than the one they spoke under. */
static gboolean
is_here (NatterUiAbsent *self, const char *name)
{
  NatterUiPersonList *members = natter_ui_room_get_members (self->room);
  guint n = g_list_model_get_n_items (G_LIST_MODEL (members));

  if (natter_ui_person_list_find (members, name) != NULL)
    return TRUE;
  for (guint i = 0; i < n; i++)
    {
      g_autoptr (NatterUiPerson) person = g_list_model_get_item (G_LIST_MODEL (members), i);

      if (natter_ui_person_was (person, name))
        return TRUE;
    }
  return FALSE;
}

static NatterUiPerson *
new_person (const NatterUiSpeaker *speaker)
{
  NatterUiPerson *person = natter_ui_person_new (speaker->name);

  natter_ui_person_set_spoke (person, speaker->time);
  return person;
}

static gboolean
is_same (NatterUiAbsent *self, guint position, gpointer other)
{
  g_autoptr (NatterUiPerson) person = g_list_model_get_item (G_LIST_MODEL (self->people), position);

  return g_str_equal (natter_ui_person_get_key (person), natter_ui_person_get_key (other)) &&
         natter_ui_person_get_spoke (person) == natter_ui_person_get_spoke (other);
}

/* From @position on. G_MAXUINT: nowhere. */
static guint
find_same (NatterUiAbsent *self, guint position, gpointer other)
{
  while (position < g_list_model_get_n_items (G_LIST_MODEL (self->people)))
    if (is_same (self, position, other))
      return position;
    else
      position++;
  return G_MAXUINT;
}

/* Who stays is the same object: the focus may be on them. */
static void
put (NatterUiAbsent *self, const GPtrArray *people)
{
  for (guint i = 0; i < people->len; i++)
    {
      guint found = find_same (self, i, people->pdata[i]);

      if (found == G_MAXUINT)
        g_list_store_insert (self->people, i, people->pdata[i]);
      else if (found > i)
        g_list_store_splice (self->people, i, found - i, NULL, 0);
    }
  if (g_list_model_get_n_items (G_LIST_MODEL (self->people)) > people->len)
    g_list_store_splice (self->people, people->len, g_list_model_get_n_items (G_LIST_MODEL (self->people)) - people->len, NULL, 0);
}

static void
found_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GPtrArray) speakers = natter_ui_session_find_speakers_finish (result, NULL);
  g_autoptr (GPtrArray) people = NULL;
  NatterUiAbsent *self = user_data;

  if (speakers == NULL) /* cancelled */
    return;

  people = g_ptr_array_new_with_free_func (g_object_unref);
  for (guint i = 0; i < speakers->len && people->len < MOST; i++)
    {
      const NatterUiSpeaker *speaker = g_ptr_array_index (speakers, i);

      if (!is_here (self, speaker->name))
        g_ptr_array_add (people, new_person (speaker));
    }
  put (self, people);
}

static guint
count_here (NatterUiAbsent *self)
{
  return g_list_model_get_n_items (G_LIST_MODEL (natter_ui_room_get_members (self->room)));
}

/* Before all who are here are known nobody is missing. */
static void
find (NatterUiAbsent *self)
{
  if (count_here (self) > CROWD)
    g_list_store_remove_all (self->people);
  else if (natter_ui_room_get_joined (self->room))
    natter_ui_session_find_speakers_async (self->session, self->room, g_get_real_time () - LATELY, MOST + CROWD,
                                           self->cancellable, found_cb, self);
}

static gboolean
settle_cb (gpointer user_data)
{
  NatterUiAbsent *self = user_data;

  g_clear_pointer (&self->settler, g_source_unref);
  find (self);
  return G_SOURCE_REMOVE;
}

static void
find_soon (NatterUiAbsent *self)
{
  if (self->settler != NULL)
    return;

  self->settler = g_timeout_source_new (SETTLE_MS);
  g_source_set_static_name (self->settler, "natter: who is missing");
  g_source_set_callback (self->settler, settle_cb, self, NULL);
  g_source_attach (self->settler, g_main_context_get_thread_default ());
}

/* Who is back goes from the list at once. */
static void
remove_present (NatterUiAbsent *self)
{
  for (guint i = g_list_model_get_n_items (G_LIST_MODEL (self->people)); i > 0; i--)
    {
      g_autoptr (NatterUiPerson) person = g_list_model_get_item (G_LIST_MODEL (self->people), i - 1);

      if (is_here (self, natter_ui_person_get_name (person)))
        g_list_store_remove (self->people, i - 1);
    }
}

static void
members_changed_cb (GListModel *members, guint position, guint removed, guint added, NatterUiAbsent *self)
{
  if (count_here (self) <= CROWD)
    remove_present (self);
  if (removed > 0 || count_here (self) > CROWD)
    find_soon (self);
}

/* What comes of the past may be of somebody who has not been here since. */
static void
messages_changed_cb (GListModel *messages, guint position, guint removed, guint added, NatterUiAbsent *self)
{
  for (guint i = position; i < position + added && self->settler == NULL; i++)
    {
      NatterUiMessage *message = natter_ui_message_list_get (NATTER_UI_MESSAGE_LIST (messages), i);

      if (natter_ui_message_get_kind (message) <= NATTER_UI_MESSAGE_ME && !is_here (self, natter_ui_message_get_from (message)))
        find_soon (self);
    }
}

NatterUiAbsent *
natter_ui_absent_new (NatterUiSession *session, NatterUiRoom *room)
{
  NatterUiAbsent *self = g_new0 (NatterUiAbsent, 1);
  NatterUiPersonList *members = natter_ui_room_get_members (room);

  self->session = g_object_ref (session);
  self->room = g_object_ref (room);
  self->people = g_list_store_new (NATTER_UI_TYPE_PERSON);
  self->cancellable = g_cancellable_new ();
  g_signal_connect (members, "items-changed", G_CALLBACK (members_changed_cb), self);
  g_signal_connect (natter_ui_room_get_messages (room), "items-changed", G_CALLBACK (messages_changed_cb), self);
  g_signal_connect_swapped (room, "notify::joined", G_CALLBACK (find_soon), self);
  find (self);
  return self;
}

void
natter_ui_absent_free (NatterUiAbsent *self)
{
  g_cancellable_cancel (self->cancellable);
  g_object_unref (self->cancellable);
  g_signal_handlers_disconnect_by_data (natter_ui_room_get_members (self->room), self);
  g_signal_handlers_disconnect_by_data (natter_ui_room_get_messages (self->room), self);
  g_signal_handlers_disconnect_by_data (self->room, self);
  if (self->settler != NULL)
    g_source_destroy (self->settler);
  g_clear_pointer (&self->settler, g_source_unref);
  g_object_unref (self->people);
  g_object_unref (self->room);
  g_object_unref (self->session);
  g_free (self);
}
