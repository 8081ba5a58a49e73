/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The least a chat server can do, in plain C: the yardstick that the other servers are held against. One epoll set
 * (level-triggered), accept4, one recv per event, rooms as arrays of members, one buffer per room and turn into which
 * everything said in that turn goes, and one send per member and turn. No names, no history, no limits but the sizes below.
 *
 *   J room     enter a room, answered with the same line
 *   S text     everyone in the room, the sender included, reads "text"
 *
 * It prints "bare-fanout: listening on 127.0.0.1:PORT" and ends with SIGTERM. */

#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>

#define EVENTS_PER_TURN  512
#define ACCEPTS_PER_TURN 64
#define READ_SIZE        (64 * 1024)
#define LINE_SIZE        1024 /* of a line that came in pieces */
#define ROOM_NAME_SIZE   32
#define MAX_ROOMS        8192          /* a power of two */
#define MAX_PENDING      (1024 * 1024) /* a peer that does not read is cut off */
#define NO_ROOM          UINT32_MAX
#define LISTENER         UINT32_MAX

typedef struct
{
  char *partial; /* NULL, or LINE_SIZE bytes */
  char *pending; /* what the socket did not take */
  uint32_t pending_length;
  uint32_t room;
  uint32_t place; /* in the room's array */
  uint16_t partial_length;
  bool doomed;
} Peer;

typedef struct
{
  char name[ROOM_NAME_SIZE];
  uint32_t *members;
  uint32_t n_members;
  uint32_t n_allocated;
  char *said; /* in this turn */
  size_t said_length;
  size_t said_allocated;
} Room;

typedef struct
{
  int listener;
  int epoll;
  Peer *peers; /* by descriptor; untouched pages cost nothing */
  uint32_t n_peers;
  Room *rooms[MAX_ROOMS]; /* open addressing */
  uint32_t dirty[MAX_ROOMS];
  uint32_t n_dirty;
  uint32_t *doomed; /* descriptors to close at the end of the turn */
  uint32_t n_doomed;
  char input[READ_SIZE];
} Server;

static void __attribute__ ((noreturn))
die (const char *what)
{
  perror (what);
  exit (1);
}

static void *
must (void *memory)
{
  if (memory == NULL)
    die ("bare-fanout: memory");
  return memory;
}

static void
doom (Server *server,
      uint32_t fd)
{
  if (server->peers[fd].doomed)
    return;
  server->peers[fd].doomed = true;
  server->doomed[server->n_doomed++] = fd;
}

static void
watch (Server *server,
       uint32_t fd,
       uint32_t events,
       int operation)
{
  struct epoll_event event = { .events = events, .data.u32 = fd };

  if (epoll_ctl (server->epoll, operation, (int) fd, &event) < 0)
    die ("bare-fanout: epoll_ctl");
}

/* keeps what the socket did not take */
static void
keep_pending (Server *server,
              uint32_t fd,
              const char *data,
              size_t length)
{
  Peer *peer = &server->peers[fd];

  if (peer->pending_length + length > MAX_PENDING)
    {
      doom (server, fd);
      return;
    }
  if (peer->pending_length == 0)
    watch (server, fd, EPOLLIN | EPOLLOUT, EPOLL_CTL_MOD);
  peer->pending = must (realloc (peer->pending, peer->pending_length + length));
  memcpy (peer->pending + peer->pending_length, data, length);
  peer->pending_length += (uint32_t) length;
}

static void
send_to (Server *server,
         uint32_t fd,
         const char *data,
         size_t length)
{
  Peer *peer = &server->peers[fd];
  ssize_t sent = 0;

  if (peer->doomed)
    return;
  if (peer->pending_length == 0)
    {
      sent = send ((int) fd, data, length, MSG_NOSIGNAL);
      if (sent < 0 && errno != EAGAIN)
        {
          doom (server, fd);
          return;
        }
      if (sent < 0)
        sent = 0;
    }
  if ((size_t) sent < length)
    keep_pending (server, fd, data + sent, length - (size_t) sent);
}

static void
send_pending (Server *server,
              uint32_t fd)
{
  Peer *peer = &server->peers[fd];
  ssize_t sent = send ((int) fd, peer->pending, peer->pending_length, MSG_NOSIGNAL);

  if (sent < 0)
    {
      if (errno != EAGAIN)
        doom (server, fd);
      return;
    }
  peer->pending_length -= (uint32_t) sent;
  memmove (peer->pending, peer->pending + sent, peer->pending_length);
  if (peer->pending_length > 0)
    return;
  free (peer->pending);
  peer->pending = NULL;
  watch (server, fd, EPOLLIN, EPOLL_CTL_MOD);
}

static uint32_t
find_room (Server *server,
           const char *name,
           size_t length)
{
  uint32_t hash = 2166136261u;
  uint32_t slot;
  Room *room;

  for (size_t i = 0; i < length; i++)
    hash = (hash ^ (unsigned char) name[i]) * 16777619u;
  for (uint32_t i = 0; i < MAX_ROOMS; i++)
    {
      slot = (hash + i) & (MAX_ROOMS - 1);
      room = server->rooms[slot];
      if (room == NULL)
        {
          room = server->rooms[slot] = must (calloc (1, sizeof *room));
          memcpy (room->name, name, length);
          return slot;
        }
      if (strncmp (room->name, name, length) == 0 && room->name[length] == '\0')
        return slot;
    }
  return NO_ROOM;
}

static void
leave_room (Server *server,
            uint32_t fd)
{
  Peer *peer = &server->peers[fd];
  Room *room;
  uint32_t last;

  if (peer->room == NO_ROOM)
    return;
  room = server->rooms[peer->room];
  last = room->members[--room->n_members];
  room->members[peer->place] = last;
  server->peers[last].place = peer->place;
  peer->room = NO_ROOM;
}

static void
enter_room (Server *server,
            uint32_t fd,
            const char *name,
            size_t length)
{
  Peer *peer = &server->peers[fd];
  char answer[ROOM_NAME_SIZE + 4];
  Room *room;

  leave_room (server, fd);
  if (length > 0 && length < ROOM_NAME_SIZE)
    peer->room = find_room (server, name, length);
  if (peer->room == NO_ROOM)
    {
      doom (server, fd);
      return;
    }
  room = server->rooms[peer->room];
  if (room->n_members == room->n_allocated)
    {
      room->n_allocated = room->n_allocated ? room->n_allocated * 2 : 16;
      room->members = must (realloc (room->members, room->n_allocated * sizeof *room->members));
    }
  peer->place = room->n_members;
  room->members[room->n_members++] = fd;
  length = (size_t) snprintf (answer, sizeof answer, "J %s\n", room->name);
  send_to (server, fd, answer, length);
}

static void
say (Server *server,
     uint32_t fd,
     const char *text,
     size_t length)
{
  uint32_t slot = server->peers[fd].room;
  Room *room;

  if (slot == NO_ROOM)
    return;
  room = server->rooms[slot];
  if (room->said_length + length + 1 > room->said_allocated)
    {
      room->said_allocated = (room->said_length + length + 1) * 2;
      room->said = must (realloc (room->said, room->said_allocated));
    }
  if (room->said_length == 0)
    server->dirty[server->n_dirty++] = slot;
  memcpy (room->said + room->said_length, text, length);
  room->said[room->said_length + length] = '\n';
  room->said_length += length + 1;
}

static void
handle_line (Server *server,
             uint32_t fd,
             const char *line,
             size_t length)
{
  if (length >= 2 && line[0] == 'S' && line[1] == ' ')
    say (server, fd, line + 2, length - 2);
  else if (length >= 2 && line[0] == 'J' && line[1] == ' ')
    enter_room (server, fd, line + 2, length - 2);
  else
    doom (server, fd);
}

/* a line's beginning is kept until its end comes; a line in one piece, nearly every one, is not copied */
static const char *
finish_partial (Server *server,
                uint32_t fd,
                const char *data,
                size_t length)
{
  Peer *peer = &server->peers[fd];
  const char *end = memchr (data, '\n', length);
  size_t taken = end != NULL ? (size_t) (end - data) : length;

  if (peer->partial_length + taken > LINE_SIZE)
    {
      doom (server, fd);
      return data + length;
    }
  if (peer->partial == NULL)
    peer->partial = must (malloc (LINE_SIZE));
  memcpy (peer->partial + peer->partial_length, data, taken);
  peer->partial_length = (uint16_t) (peer->partial_length + taken);
  if (end == NULL)
    return data + length;
  handle_line (server, fd, peer->partial, peer->partial_length);
  free (peer->partial);
  peer->partial = NULL;
  peer->partial_length = 0;
  return end + 1;
}

static void
read_peer (Server *server,
           uint32_t fd)
{
  ssize_t got = recv ((int) fd, server->input, READ_SIZE, 0);
  const char *at = server->input;
  const char *stop;
  const char *end;

  if (got <= 0)
    {
      if (got == 0 || errno != EAGAIN)
        doom (server, fd);
      return;
    }
  stop = at + got;
  if (server->peers[fd].partial_length > 0)
    at = finish_partial (server, fd, at, (size_t) (stop - at));
  while (at < stop && !server->peers[fd].doomed)
    {
      end = memchr (at, '\n', (size_t) (stop - at));
      if (end == NULL)
        at = finish_partial (server, fd, at, (size_t) (stop - at));
      else
        {
          handle_line (server, fd, at, (size_t) (end - at));
          at = end + 1;
        }
    }
}

static void
accept_peers (Server *server)
{
  for (int i = 0; i < ACCEPTS_PER_TURN; i++)
    {
      int fd = accept4 (server->listener, NULL, NULL, SOCK_NONBLOCK | SOCK_CLOEXEC);

      if (fd < 0)
        return;
      if ((uint32_t) fd >= server->n_peers)
        {
          close (fd);
          continue;
        }
      server->peers[fd] = (Peer){ .room = NO_ROOM };
      watch (server, (uint32_t) fd, EPOLLIN, EPOLL_CTL_ADD);
    }
}

static void
flush_rooms (Server *server)
{
  for (uint32_t i = 0; i < server->n_dirty; i++)
    {
      Room *room = server->rooms[server->dirty[i]];

      for (uint32_t j = 0; j < room->n_members; j++)
        send_to (server, room->members[j], room->said, room->said_length);
      room->said_length = 0;
    }
  server->n_dirty = 0;
}

static void
close_doomed (Server *server)
{
  for (uint32_t i = 0; i < server->n_doomed; i++)
    {
      uint32_t fd = server->doomed[i];

      leave_room (server, fd);
      free (server->peers[fd].partial);
      free (server->peers[fd].pending);
      server->peers[fd] = (Peer){ .room = NO_ROOM };
      close ((int) fd);
    }
  server->n_doomed = 0;
}

static void
turn (Server *server)
{
  struct epoll_event events[EVENTS_PER_TURN];
  int n = epoll_wait (server->epoll, events, EVENTS_PER_TURN, -1);

  if (n < 0 && errno != EINTR)
    die ("bare-fanout: epoll_wait");
  for (int i = 0; i < n; i++)
    {
      uint32_t fd = events[i].data.u32;

      if (fd == LISTENER)
        {
          accept_peers (server);
          continue;
        }
      if ((events[i].events & EPOLLOUT) && !server->peers[fd].doomed)
        send_pending (server, fd);
      if ((events[i].events & (EPOLLIN | EPOLLHUP | EPOLLERR)) && !server->peers[fd].doomed)
        read_peer (server, fd);
    }
  flush_rooms (server);
  close_doomed (server);
}

static void
listen_on_loopback (Server *server)
{
  struct sockaddr_in address = { .sin_family = AF_INET, .sin_addr.s_addr = htonl (INADDR_LOOPBACK) };
  struct epoll_event event = { .events = EPOLLIN, .data.u32 = LISTENER };
  socklen_t length = sizeof address;
  int yes = 1;

  server->listener = socket (AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
  if (server->listener < 0 ||
      setsockopt (server->listener, IPPROTO_TCP, TCP_NODELAY, &yes, sizeof yes) < 0 ||
      bind (server->listener, (struct sockaddr *) &address, sizeof address) < 0 ||
      listen (server->listener, 1024) < 0 ||
      getsockname (server->listener, (struct sockaddr *) &address, &length) < 0)
    die ("bare-fanout: listen");
  server->epoll = epoll_create1 (EPOLL_CLOEXEC);
  if (server->epoll < 0 || epoll_ctl (server->epoll, EPOLL_CTL_ADD, server->listener, &event) < 0)
    die ("bare-fanout: epoll");
  printf ("bare-fanout: listening on 127.0.0.1:%u\n", ntohs (address.sin_port));
  fflush (stdout);
}

int
main (void)
{
  struct rlimit limit;
  Server *server = must (calloc (1, sizeof *server));

  if (getrlimit (RLIMIT_NOFILE, &limit) < 0)
    die ("bare-fanout: getrlimit");
  limit.rlim_cur = limit.rlim_max;
  if (setrlimit (RLIMIT_NOFILE, &limit) < 0)
    die ("bare-fanout: setrlimit");
  server->n_peers = limit.rlim_cur < 65536 ? (uint32_t) limit.rlim_cur : 65536;
  server->peers = must (calloc (server->n_peers, sizeof *server->peers));
  server->doomed = must (calloc (server->n_peers, sizeof *server->doomed));
  listen_on_loopback (server);
  for (;;)
    turn (server);
}
