/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "natterd-listener.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <unistd.h>

/* A vanished peer (no FIN) is noticed after 60 + 3 × 10 s of silence, or 45 s after something sent was not taken. */
#define KEEPALIVE_IDLE     60
#define KEEPALIVE_INTERVAL 10
#define KEEPALIVE_COUNT    3
#define UNTAKEN_MS         45000

/* Newcomers taken at once. The service takes one a turn of the loop, which in a storm costs more than all the rest of a login. */
#define TAKEN_AT_ONCE 64

struct _NatterdListener
{
  GSocketService *service; /* owned */
  GPtrArray *sockets;      /* owned (element-type GSocket) references */
  NatterdAccepted accepted;
  gpointer user_data;
  guint backlog;
  gsize send_buffer;
  GSource *starter; /* (nullable) owned: is about to begin accepting */
  gboolean paused;
};

/* more of those who wait at @socket, without a GSocketConnection for each */
static void
take_more (NatterdListener *self,
           GSocket *socket)
{
  for (guint i = 0; i < TAKEN_AT_ONCE && !self->paused && !g_socket_is_closed (socket); i++)
    {
      struct sockaddr_storage peer;
      socklen_t size = sizeof peer;
      int fd = accept4 (g_socket_get_fd (socket), (struct sockaddr *) &peer, &size, SOCK_NONBLOCK | SOCK_CLOEXEC);
      NatterdAddress address;

      /* nobody else, or out of descriptors, or gone again: the next turn will see */
      if (fd < 0)
        return;
      natterd_address_from_native ((const struct sockaddr *) &peer, &address);
      self->accepted (self->user_data, fd, &address);
    }
}

static gboolean
on_incoming (GSocketService *service,
             GSocketConnection *connection,
             GObject *source_object,
             gpointer user_data)
{
  NatterdListener *self = user_data;
  int fd = fcntl (g_socket_get_fd (g_socket_connection_get_socket (connection)), F_DUPFD_CLOEXEC, 3);

  /* out of descriptors after all: the peer is dropped, the owner will pause us at the next one */
  if (fd >= 0)
    {
      NatterdAddress address;

      natterd_address_of_peer (fd, &address);
      self->accepted (self->user_data, fd, &address);
    }
  for (guint i = 0; i < self->sockets->len; i++)
    take_more (self, self->sockets->pdata[i]);
  return TRUE;
}

static gboolean
on_start (gpointer user_data)
{
  NatterdListener *self = user_data;

  g_clear_pointer (&self->starter, g_source_unref);
  if (!self->paused)
    g_socket_service_start (self->service);
  return G_SOURCE_REMOVE;
}

static void
drop_starter (NatterdListener *self)
{
  if (self->starter != NULL)
    g_source_destroy (self->starter);
  g_clear_pointer (&self->starter, g_source_unref);
}

/* A service that accepts already would cancel that for each address that is added, and drop whoever comes at that moment. */
static void
start_soon (NatterdListener *self)
{
  if (self->starter != NULL)
    return;
  self->starter = g_idle_source_new ();
  g_source_set_priority (self->starter, G_PRIORITY_DEFAULT);
  g_source_set_static_name (self->starter, "natterd listener");
  g_source_set_callback (self->starter, on_start, self, NULL);
  g_source_attach (self->starter, g_main_context_get_thread_default ());
}

NatterdListener *
natterd_listener_new (guint backlog,
                      gsize send_buffer,
                      NatterdAccepted accepted,
                      gpointer user_data)
{
  NatterdListener *self = g_new0 (NatterdListener, 1);

  self->service = g_socket_service_new ();
  g_socket_service_stop (self->service);
  self->sockets = g_ptr_array_new_with_free_func (g_object_unref);
  self->accepted = accepted;
  self->user_data = user_data;
  self->backlog = backlog;
  self->send_buffer = send_buffer;
  g_signal_connect (self->service, "incoming", G_CALLBACK (on_incoming), self);
  return self;
}

void
natterd_listener_free (NatterdListener *self)
{
  if (self == NULL)
    return;
  natterd_listener_close (self);
  g_signal_handlers_disconnect_by_data (self->service, self);
  g_object_unref (self->service);
  g_ptr_array_unref (self->sockets);
  g_free (self);
}

static gboolean
set_options (NatterdListener *self,
             GSocket *socket,
             GError **error)
{
  struct
  {
    int level, name, value;
  } options[] = {
    { IPPROTO_TCP, TCP_NODELAY, 1 },
    { SOL_SOCKET, SO_KEEPALIVE, 1 },
    { IPPROTO_TCP, TCP_KEEPIDLE, KEEPALIVE_IDLE },
    { IPPROTO_TCP, TCP_KEEPINTVL, KEEPALIVE_INTERVAL },
    { IPPROTO_TCP, TCP_KEEPCNT, KEEPALIVE_COUNT },
    { IPPROTO_TCP, TCP_USER_TIMEOUT, UNTAKEN_MS },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (options); i++)
    if (!g_socket_set_option (socket, options[i].level, options[i].name, options[i].value, error))
      return FALSE;
  return self->send_buffer == 0 ||
         g_socket_set_option (socket, SOL_SOCKET, SO_SNDBUF, (int) self->send_buffer, error);
}

static GSocket *
open_socket (NatterdListener *self,
             GSocketAddress *address,
             GError **error)
{
  g_autoptr (GSocket) socket = g_socket_new (g_socket_address_get_family (address), G_SOCKET_TYPE_STREAM,
                                             G_SOCKET_PROTOCOL_TCP, error);

  if (socket == NULL)
    return NULL;
  g_socket_set_blocking (socket, FALSE);
  /* before listening: the default of 10 loses newcomers in a storm */
  g_socket_set_listen_backlog (socket, (int) self->backlog);
  if (g_socket_get_family (socket) == G_SOCKET_FAMILY_IPV6 && !g_socket_set_option (socket, IPPROTO_IPV6, IPV6_V6ONLY, 1, error))
    return NULL;
  if (!set_options (self, socket, error) || !g_socket_bind (socket, address, TRUE, error) ||
      !g_socket_listen (socket, error))
    return NULL;
  return g_steal_pointer (&socket);
}

char *
natterd_listener_add (NatterdListener *self,
                      const char *text,
                      GError **error)
{
  g_autoptr (GSocketAddress) address = natterd_address_parse (text, error);
  g_autoptr (GSocketAddress) bound = NULL;
  g_autoptr (GSocket) socket = NULL;
  g_autoptr (GError) cause = NULL;

  if (address == NULL)
    return NULL;
  socket = open_socket (self, address, &cause);
  if (socket != NULL)
    bound = g_socket_get_local_address (socket, &cause);
  if (bound == NULL || !g_socket_listener_add_socket (G_SOCKET_LISTENER (self->service), socket, NULL, &cause))
    {
      if (g_error_matches (cause, G_IO_ERROR, G_IO_ERROR_ADDRESS_IN_USE))
        g_set_error (error, G_IO_ERROR, G_IO_ERROR_ADDRESS_IN_USE,
                     _ ("%s is taken by another program. Stop that one, or choose another port with --listen."), text);
      else
        g_set_error (error, G_IO_ERROR, cause->code, _ ("Cannot listen on %s: %s"), text, cause->message);
      return NULL;
    }
  g_ptr_array_add (self->sockets, g_steal_pointer (&socket));
  start_soon (self);
  return natterd_address_describe (bound);
}

/* Where @fd, which is taken over, listens for newcomers; NULL: it does not. */
static GSocketAddress *
adopt (NatterdListener *self,
       int fd,
       GSocket **socket)
{
  int listens = 0;

  *socket = g_socket_new_from_fd (fd, NULL);
  if (*socket == NULL)
    {
      close (fd);
      return NULL;
    }
  g_socket_set_blocking (*socket, FALSE);
  if (g_socket_get_socket_type (*socket) != G_SOCKET_TYPE_STREAM ||
      (g_socket_get_family (*socket) != G_SOCKET_FAMILY_IPV4 && g_socket_get_family (*socket) != G_SOCKET_FAMILY_IPV6) ||
      !g_socket_get_option (*socket, SOL_SOCKET, SO_ACCEPTCONN, &listens, NULL) || !listens || !set_options (self, *socket, NULL))
    return NULL;
  return g_socket_get_local_address (*socket, NULL);
}

char *
natterd_listener_adopt (NatterdListener *self,
                        int fd,
                        GError **error)
{
  g_autoptr (GSocket) socket = NULL;
  g_autoptr (GSocketAddress) bound = adopt (self, fd, &socket);

  if (bound == NULL || !g_socket_listener_add_socket (G_SOCKET_LISTENER (self->service), socket, NULL, NULL))
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_NOT_SUPPORTED,
                   _ ("Descriptor %d, which systemd handed over, is no TCP socket that listens. Look at ListenStream= in natterd.socket."), fd);
      return NULL;
    }
  g_ptr_array_add (self->sockets, g_steal_pointer (&socket));
  start_soon (self);
  return natterd_address_describe (bound);
}

void
natterd_listener_pause (NatterdListener *self)
{
  if (!self->paused)
    g_socket_service_stop (self->service);
  self->paused = TRUE;
}

void
natterd_listener_resume (NatterdListener *self)
{
  if (self->paused)
    g_socket_service_start (self->service);
  self->paused = FALSE;
}

gboolean
natterd_listener_is_paused (const NatterdListener *self)
{
  return self->paused;
}

void
natterd_listener_close (NatterdListener *self)
{
  drop_starter (self);
  g_socket_service_stop (self->service);
  self->paused = TRUE;
  g_socket_listener_close (G_SOCKET_LISTENER (self->service));
  g_ptr_array_set_size (self->sockets, 0);
}
