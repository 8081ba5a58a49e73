/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "shared/natter-command.h"

#include "natter-ui-drafts.h"
#include "natter-ui-keeper.h"
#include "natter-ui-room-private.h"

#define PREFIX       "Draft "
#define SAVE_SECONDS 1

typedef struct
{
  char *address;
  char *key; /* of the room */
  char *room;
  char *text;
} Draft;

/* A key file with a group per draft, "Draft 1" being the one changed last. */
struct _NatterUiDrafts
{
  GObject parent_instance;

  GPtrArray *drafts; /* (element-type Draft) owned */
  NatterUiKeeper *keeper;
  GSource *saver; /* (nullable) until what has changed is saved */
};

G_DEFINE_FINAL_TYPE (NatterUiDrafts, natter_ui_drafts, G_TYPE_OBJECT)

static void
free_draft (gpointer data)
{
  Draft *draft = data;

  g_free (draft->address);
  g_free (draft->key);
  g_free (draft->room);
  g_free (draft->text);
  g_free (draft);
}

static Draft *
new_draft (const char *address, const char *room, const char *text)
{
  Draft *draft = g_new0 (Draft, 1);

  draft->address = g_strdup (address);
  draft->key = natter_ui_room_dup_key (room);
  draft->room = g_strdup (room);
  draft->text = g_strdup (text);
  return draft;
}

/* (transfer full) (nullable): NULL: there is none. */
static GBytes *
write_drafts (NatterUiDrafts *self)
{
  g_autoptr (GKeyFile) file = g_key_file_new ();
  char *data;
  gsize length;

  if (self->drafts->len == 0)
    return NULL;

  for (guint i = 0; i < self->drafts->len; i++)
    {
      Draft *draft = g_ptr_array_index (self->drafts, i);
      g_autofree char *group = g_strdup_printf (PREFIX "%u", i + 1);

      g_key_file_set_string (file, group, "address", draft->address);
      g_key_file_set_string (file, group, "room", draft->room);
      g_key_file_set_string (file, group, "text", draft->text);
    }

  data = g_key_file_to_data (file, &length, NULL);
  return g_bytes_new_take (data, length);
}

static void
save (NatterUiDrafts *self)
{
  if (self->saver == NULL)
    return;

  g_source_destroy (self->saver);
  g_clear_pointer (&self->saver, g_source_unref);
  natter_ui_keeper_put (self->keeper, write_drafts (self));
}

static gboolean
save_cb (gpointer user_data)
{
  save (NATTER_UI_DRAFTS (user_data));
  return G_SOURCE_REMOVE;
}

static void
save_soon (NatterUiDrafts *self)
{
  if (self->saver != NULL)
    return;

  self->saver = g_timeout_source_new_seconds (SAVE_SECONDS);
  g_source_set_static_name (self->saver, "natter: save drafts");
  g_source_set_callback (self->saver, save_cb, self, NULL);
  g_source_attach (self->saver, g_main_context_get_thread_default ());
}

static void
natter_ui_drafts_finalize (GObject *object)
{
  NatterUiDrafts *self = NATTER_UI_DRAFTS (object);

  save (self);
  g_clear_pointer (&self->keeper, natter_ui_keeper_free);
  g_ptr_array_unref (self->drafts);

  G_OBJECT_CLASS (natter_ui_drafts_parent_class)->finalize (object);
}

static void
natter_ui_drafts_class_init (NatterUiDraftsClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = natter_ui_drafts_finalize;
}

static void
natter_ui_drafts_init (NatterUiDrafts *self)
{
  self->drafts = g_ptr_array_new_with_free_func (free_draft);
}

static void
load (NatterUiDrafts *self, const char *path)
{
  g_autoptr (GKeyFile) file = g_key_file_new ();

  if (!g_key_file_load_from_file (file, path, G_KEY_FILE_NONE, NULL))
    return;

  for (guint i = 1; i <= NATTER_UI_DRAFTS_MOST; i++)
    {
      g_autofree char *group = g_strdup_printf (PREFIX "%u", i);
      g_autofree char *address = g_key_file_get_string (file, group, "address", NULL);
      g_autofree char *room = g_key_file_get_string (file, group, "room", NULL);
      g_autofree char *text = g_key_file_get_string (file, group, "text", NULL);

      if (address != NULL && room != NULL && room[0] != '\0' && text != NULL && text[0] != '\0' &&
          strlen (text) <= NATTER_UI_DRAFT_LONGEST)
        g_ptr_array_add (self->drafts, new_draft (address, room, text));
    }
}

NatterUiDrafts *
natter_ui_drafts_new (const char *path)
{
  NatterUiDrafts *self;

  g_return_val_if_fail (path != NULL, NULL);

  self = g_object_new (NATTER_UI_TYPE_DRAFTS, NULL);
  self->keeper = natter_ui_keeper_new (path);
  load (self, path);
  return self;
}

char *
natter_ui_drafts_dup_default_path (void)
{
  return g_build_filename (g_get_user_data_dir (), "natter", "drafts.ini", NULL);
}

static gboolean
find (NatterUiDrafts *self, const char *address, const char *room, guint *place)
{
  g_autofree char *key = natter_ui_room_dup_key (room);

  for (guint i = 0; i < self->drafts->len; i++)
    {
      const Draft *draft = g_ptr_array_index (self->drafts, i);

      if (g_str_equal (draft->key, key) && g_str_equal (draft->address, address))
        {
          *place = i;
          return TRUE;
        }
    }

  return FALSE;
}

const char *
natter_ui_drafts_get (NatterUiDrafts *self, const char *address, const char *room)
{
  guint place;

  g_return_val_if_fail (NATTER_UI_IS_DRAFTS (self), "");
  g_return_val_if_fail (address != NULL && room != NULL, "");

  return find (self, address, room, &place) ? ((Draft *) g_ptr_array_index (self->drafts, place))->text : "";
}

/* A command with a password is not for a file, whole or half written, nor one with a slip of the pen in its word. */
static gboolean
may_hold_password (const char *text)
{
  const char *word = text + strspn (text, " \t\r\n");
  const NatterVerb *verb;

  if (word[0] != '/' || word[1] == '/')
    return FALSE;

  word++;
  verb = natter_verb_find (word, strcspn (word, " \t\r\n"));
  if (verb == NULL)
    return TRUE;

  for (guint i = 0; i < G_N_ELEMENTS (verb->arguments); i++)
    if (verb->arguments[i].kind == NATTER_ARGUMENT_PASSWORD)
      return TRUE;
  return FALSE;
}

void
natter_ui_drafts_put (NatterUiDrafts *self, const char *address, const char *room, const char *text)
{
  gboolean kept = text != NULL && text[0] != '\0' && strlen (text) <= NATTER_UI_DRAFT_LONGEST &&
                  !may_hold_password (text);
  gboolean found;
  guint place;

  g_return_if_fail (NATTER_UI_IS_DRAFTS (self));
  g_return_if_fail (address != NULL && room != NULL);

  found = find (self, address, room, &place);
  if (!found && !kept)
    return;

  if (found)
    g_ptr_array_remove_index (self->drafts, place);
  if (kept)
    g_ptr_array_insert (self->drafts, 0, new_draft (address, room, text));
  if (self->drafts->len > NATTER_UI_DRAFTS_MOST)
    g_ptr_array_set_size (self->drafts, NATTER_UI_DRAFTS_MOST);
  save_soon (self);
  /* What was sent just now is in the outbox, and should not be found here too by who was killed. */
  if (!kept)
    save (self);
}

void
natter_ui_drafts_flush (NatterUiDrafts *self)
{
  g_return_if_fail (NATTER_UI_IS_DRAFTS (self));

  save (self);
  natter_ui_keeper_flush (self->keeper);
}
