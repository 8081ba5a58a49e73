/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#define G_LOG_DOMAIN "natterd"

#include "natterd-doors.h"

#include <fcntl.h>
#include <gio/gio.h>
#include <unistd.h>

/* sd_listen_fds(3) */
#define FIRST_HANDED_OVER 3
#define HANDED_OVER_MOST  64

static gboolean
read_number (const char *name,
             guint64 most,
             guint64 *number)
{
  const char *value = g_getenv (name);

  return value != NULL && g_ascii_string_to_unsigned (value, 10, 1, most, number, NULL);
}

/* How many sockets were handed over to this process. */
static guint
count_handed_over (void)
{
  guint64 pid, n;
  gboolean ours = read_number ("LISTEN_PID", G_MAXINT, &pid) && (pid_t) pid == getpid () &&
                  read_number ("LISTEN_FDS", HANDED_OVER_MOST, &n);

  g_unsetenv ("LISTEN_PID");
  g_unsetenv ("LISTEN_FDS");
  g_unsetenv ("LISTEN_FDNAMES");
  return ours ? (guint) n : 0;
}

static GStrv
take_over (NatterdHall *hall,
           guint n,
           GError **error)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  for (int fd = FIRST_HANDED_OVER; fd < FIRST_HANDED_OVER + (int) n; fd++)
    {
      g_autofree char *address = NULL;

      (void) fcntl (fd, F_SETFD, FD_CLOEXEC);
      address = natterd_hall_listen_on (hall, fd, error);
      if (address == NULL)
        return NULL;
      g_strv_builder_add (builder, address);
    }
  return g_strv_builder_end (builder);
}

/* Whether the server does without this address: nobody asked for it, and the machine does not have its family. */
static gboolean
can_do_without (const NatterdConfig *config,
                const GError *error)
{
  return config->listen_is_default && !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_ADDRESS_IN_USE);
}

static GStrv
open_own (NatterdHall *hall,
          const NatterdConfig *config,
          GError **error)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_autoptr (GError) first = NULL;
  g_auto (GStrv) bound = NULL;

  for (guint i = 0; config->listen[i] != NULL; i++)
    {
      g_autoptr (GError) cause = NULL;
      g_autofree char *address = natterd_hall_listen (hall, config->listen[i], &cause);

      if (address != NULL)
        {
          g_strv_builder_add (builder, address);
          continue;
        }
      if (!can_do_without (config, cause))
        {
          g_propagate_error (error, g_steal_pointer (&cause));
          return NULL;
        }
      g_message ("%s", cause->message);
      if (first == NULL)
        first = g_steal_pointer (&cause);
    }

  bound = g_strv_builder_end (builder);
  if (bound[0] == NULL)
    {
      g_propagate_error (error, g_steal_pointer (&first));
      return NULL;
    }
  return g_steal_pointer (&bound);
}

GStrv
natterd_doors_open (NatterdHall *hall,
                    const NatterdConfig *config,
                    GError **error)
{
  guint n = count_handed_over ();

  return n > 0 ? take_over (hall, n, error) : open_own (hall, config, error);
}
