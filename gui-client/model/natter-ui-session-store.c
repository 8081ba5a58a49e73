/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "shared/natter-text.h"

#include "natter-ui-session-private.h"

/* What is kept on disk for one name on one server. */

void
natter_ui_session_set_folder (NatterUiSession *self, const char *folder)
{
  g_return_if_fail (NATTER_UI_IS_SESSION (self));
  g_return_if_fail (self->host == NULL);

  g_free (self->folder);
  self->folder = g_strdup (folder);
}

char *
natter_ui_session_dup_default_folder (void)
{
  return g_build_filename (g_get_user_data_dir (), "natter", "kept", NULL);
}

/* Names of people and hosts may hold what names of files may not, and may be longer. (transfer full) */
static char *
dup_identity (NatterUiSession *self)
{
  g_autofree char *key = natter_name_dup_key (self->wanted_name);
  g_autofree char *whole = g_strdup_printf ("%s %s", self->address, key);
  g_autofree char *sum = g_compute_checksum_for_string (G_CHECKSUM_SHA256, whole, -1);

  return g_strndup (sum, 32);
}

static void
load_row (NatterUiSession *self, const NatterUiOutboxRow *row)
{
  g_autoptr (NatterUiMessage) message = NULL;
  NatterUiRoom *room = natter_ui_session_find_room (self, row->room);

  if (room == NULL)
    room = row->room[0] != '\0' ? natter_ui_session_add_room (self, row->room) : NULL;
  if (room == NULL)
    return;

  message = natter_ui_message_new_own (row->kind, self->wanted_name, row->text, row->id, row->time);
  if (row->reply != 0)
    natter_ui_message_set_reply (message, row->reply, NULL);
  if (row->reason != NULL)
    natter_ui_message_set_delivery (message, NATTER_UI_DELIVERY_FAILED, row->reason);
  natter_ui_outbox_add_loaded (self->outbox, room, message, row->sent && row->reason == NULL);
  natter_ui_message_list_append_waiting (natter_ui_room_get_messages (room), message);
}

static void
load_outbox (NatterUiSession *self)
{
  NatterUiOutboxStore *store = natter_ui_outbox_get_store (self->outbox);
  g_autoptr (GPtrArray) rows = store != NULL ? natter_ui_outbox_store_load (store) : NULL;

  for (guint i = 0; rows != NULL && i < rows->len; i++)
    load_row (self, g_ptr_array_index (rows, i));
}

void
natter_ui_session_bind (NatterUiSession *self)
{
  g_autofree char *identity = NULL;
  g_autofree char *path = NULL;
  g_autofree char *cache = NULL;
  g_autofree char *token = NULL;
  NatterUiOutbox *carried;

  if (self->folder == NULL)
    return;

  identity = dup_identity (self);
  if (g_strcmp0 (identity, self->identity) == 0)
    return;

  g_free (self->identity);
  self->identity = g_steal_pointer (&identity);
  path = g_build_filename (self->folder, self->identity, "outbox.db", NULL);
  carried = g_steal_pointer (&self->outbox);
  self->outbox = natter_ui_outbox_new ();
  natter_ui_outbox_set_store (self->outbox, natter_ui_outbox_store_new (path));
  load_outbox (self);
  /* What was typed under another name on this server goes out under the new one. */
  natter_ui_outbox_take_all (self->outbox, carried);
  natter_ui_outbox_free (carried);

  cache = g_build_filename (self->folder, self->identity, "cache.db", NULL);
  natter_ui_session_open_cache (self, cache);
  token = g_build_filename (self->folder, self->identity, "token", NULL);
  natter_ui_session_open_token (self, token);
}

gboolean
natter_ui_session_get_kept (NatterUiSession *self)
{
  g_return_val_if_fail (NATTER_UI_IS_SESSION (self), FALSE);

  return natter_ui_outbox_is_kept (self->outbox);
}
