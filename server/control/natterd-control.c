/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#define G_LOG_DOMAIN "natterd"

#include <glib/gi18n-lib.h>

#include "natterd-control-private.h"
#include "natterd-control-socket-private.h"
#include "shared/natter-error.h"

#define MOST_PEERS      32
#define TROUBLE_SECONDS 1 /* until it is tried again to accept */

struct _NatterdControl
{
  const NatterdControlHouse *house;
  gpointer user_data;
  NatterdControlFile file;
  GSocket *socket;    /* (nullable) owned: listening */
  GSource *accepting; /* (nullable) owned: newcomers, or the time until they are looked for again */
  GPtrArray *peers;   /* owned (element-type NatterdControlPeer) */
};

NatterdControl *
natterd_control_new (const NatterdControlHouse *house,
                     gpointer user_data)
{
  NatterdControl *self = g_new0 (NatterdControl, 1);

  self->house = house;
  self->user_data = user_data;
  self->peers = g_ptr_array_new ();
  return self;
}

const NatterdControlHouse *
natterd_control_get_house (const NatterdControl *self,
                           gpointer *user_data)
{
  *user_data = self->user_data;
  return self->house;
}

void
natterd_control_reap (NatterdControl *self,
                      NatterdControlPeer *peer)
{
  g_ptr_array_remove_fast (self->peers, peer);
  natterd_control_peer_free (peer);
}

/* Who may not come in hears why. */
static void
judge (NatterdControl *self,
       NatterdControlPeer *peer)
{
  g_autoptr (GError) error = NULL;

  if (!natterd_control_file_admits (&self->file, peer->socket))
    g_set_error_literal (&error, NATTER_ERROR, NATTER_ERROR_NOT_ALLOWED,
                         _ ("This socket is for root, the server's own user and the group of control.group."));
  else if (self->peers->len > MOST_PEERS)
    g_set_error_literal (&error, NATTER_ERROR, NATTER_ERROR_SERVER_FULL,
                         _ ("Too many are connected to the control socket already. Please try again in a minute."));
  if (error != NULL)
    natterd_control_peer_close (peer, error);
}

static void watch_door (NatterdControl *self);

static gboolean
on_trouble_over (gpointer user_data)
{
  NatterdControl *self = user_data;

  g_clear_pointer (&self->accepting, g_source_unref);
  watch_door (self);
  return G_SOURCE_REMOVE;
}

/* Out of descriptors: whoever asks again at once would do nothing else. */
static void
pause_door (NatterdControl *self)
{
  g_source_destroy (self->accepting);
  g_source_unref (self->accepting);
  self->accepting = g_timeout_source_new_seconds (TROUBLE_SECONDS);
  g_source_set_static_name (self->accepting, "natterd control trouble");
  g_source_set_callback (self->accepting, on_trouble_over, self, NULL);
  g_source_attach (self->accepting, g_main_context_get_thread_default ());
}

static gboolean
on_newcomer (GSocket *socket,
             GIOCondition condition,
             gpointer user_data)
{
  NatterdControl *self = user_data;
  g_autoptr (GError) error = NULL;
  GSocket *accepted = g_socket_accept (socket, NULL, &error);
  NatterdControlPeer *peer;

  if (accepted == NULL)
    {
      if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_WOULD_BLOCK))
        return G_SOURCE_CONTINUE;
      g_debug ("the control socket accepts nobody: %s", error->message);
      pause_door (self);
      return G_SOURCE_REMOVE;
    }
  peer = natterd_control_peer_new (self, accepted);
  g_ptr_array_add (self->peers, peer);
  judge (self, peer);
  natterd_control_peer_stir (peer);
  return G_SOURCE_CONTINUE;
}

static void
watch_door (NatterdControl *self)
{
  self->accepting = g_socket_create_source (self->socket, G_IO_IN, NULL);
  g_source_set_static_name (self->accepting, "natterd control");
  g_source_set_callback (self->accepting, G_SOURCE_FUNC (on_newcomer), self, NULL);
  g_source_attach (self->accepting, g_main_context_get_thread_default ());
}

gboolean
natterd_control_listen (NatterdControl *self,
                        const char *path,
                        const char *group,
                        GError **error)
{
  g_return_val_if_fail (self->socket == NULL, FALSE);

  self->socket = natterd_control_file_open (&self->file, path, group, error);
  if (self->socket == NULL)
    return FALSE;
  g_socket_set_blocking (self->socket, FALSE);
  watch_door (self);
  return TRUE;
}

static void
say_goodbye (NatterdControl *self)
{
  g_autoptr (GError) error = g_error_new_literal (NATTER_ERROR, NATTER_ERROR_SHUTTING_DOWN, _ ("The server is going down. Please come back in a while."));

  for (guint i = 0; i < self->peers->len; i++)
    {
      NatterdControlPeer *peer = self->peers->pdata[i];

      if (!peer->closing)
        natterd_control_peer_close (peer, error);
      natterd_control_peer_flush (peer);
      natterd_control_peer_free (peer);
    }
}

void
natterd_control_free (NatterdControl *self)
{
  if (self == NULL)
    return;
  if (self->accepting != NULL)
    g_source_destroy (self->accepting);
  g_clear_pointer (&self->accepting, g_source_unref);
  natterd_control_file_remove (&self->file);
  g_clear_object (&self->socket);
  say_goodbye (self);
  g_ptr_array_unref (self->peers);
  g_free (self);
}
