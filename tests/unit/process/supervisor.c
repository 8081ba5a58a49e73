/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <gio/gio.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include "server/natterd-supervisor.h"
#include "tests/support/natterd-store-double.h"

/* A hall under a supervisor that is the test itself: what it is told, and when it hears nothing any more. */

#define WATCHDOG_MS 30

typedef struct
{
  char *folder, *path;
  int fd;
  NatterdStore *store; /* the hall's; a double */
  NatterdHall *hall;
  NatterdSupervisor *supervisor;
} World;

static void
listen_as_supervisor (World *self)
{
  struct sockaddr_un address = { .sun_family = AF_UNIX };

  self->folder = g_dir_make_tmp ("natter-test-XXXXXX", NULL);
  self->path = g_build_filename (self->folder, "notify", NULL);
  self->fd = socket (AF_UNIX, SOCK_DGRAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
  g_assert_cmpint (self->fd, >=, 0);
  g_assert_cmpuint (g_strlcpy (address.sun_path, self->path, sizeof address.sun_path), <, sizeof address.sun_path);
  g_assert_no_errno (bind (self->fd, (const struct sockaddr *) &address, sizeof address));
}

static World *
world_new (const char *watchdog_pid)
{
  World *self = g_new0 (World, 1);
  g_autoptr (NatterdConfig) config = natterd_config_load (NULL, NULL, NULL);
  g_autofree char *watchdog = g_strdup_printf ("%d", WATCHDOG_MS * 1000);
  g_autoptr (GError) error = NULL;

  listen_as_supervisor (self);
  g_setenv ("NOTIFY_SOCKET", self->path, TRUE);
  g_setenv ("WATCHDOG_USEC", watchdog, TRUE);
  g_setenv ("WATCHDOG_PID", watchdog_pid, TRUE);
  self->supervisor = natterd_supervisor_new ();
  g_assert_null (g_getenv ("NOTIFY_SOCKET"));
  g_assert_null (g_getenv ("WATCHDOG_USEC"));
  self->store = natterd_store_double_new (natterd_store_memory_new (100, 0));
  self->hall = natterd_hall_new_for_store (config, self->store, &error);
  g_assert_no_error (error);
  return self;
}

static World *
world_new_watched (void)
{
  g_autofree char *pid = g_strdup_printf ("%d", (int) getpid ());

  return world_new (pid);
}

static void
world_free (World *self)
{
  natterd_supervisor_free (self->supervisor);
  natterd_hall_free (self->hall);
  close (self->fd);
  g_unlink (self->path);
  g_rmdir (self->folder);
  g_free (self->path);
  g_free (self->folder);
  g_free (self);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (World, world_free)

/* What was told next; NULL: nothing yet. (transfer full) */
static char *
take (World *self)
{
  char buffer[512];
  gssize n = recv (self->fd, buffer, sizeof buffer, 0);

  return n < 0 ? NULL : g_strndup (buffer, (gsize) n);
}

static void
expect (World *self,
        const char *state)
{
  g_autofree char *told = take (self);

  g_assert_cmpstr (told, ==, state);
}

static gboolean
on_tick (gpointer user_data)
{
  ++*(guint *) user_data;
  return G_SOURCE_CONTINUE;
}

/* Turns the loop for as long as @n feedings take. Returns: how often it was fed. */
static guint
count_feedings (World *self,
                guint n)
{
  guint ticks = 0, feedings = 0;
  guint timer = g_timeout_add (WATCHDOG_MS / 3, on_tick, &ticks);
  char *told;

  while (ticks < n)
    g_main_context_iteration (NULL, TRUE);
  g_source_remove (timer);
  while ((told = take (self)) != NULL)
    {
      g_assert_cmpstr (told, ==, "WATCHDOG=1");
      feedings++;
      g_free (told);
    }
  return feedings;
}

static void
test_told (void)
{
  g_autoptr (World) world = world_new ("1");
  g_autofree char *reloading = NULL;

  expect (world, NULL);
  natterd_supervisor_reloading (world->supervisor);
  natterd_supervisor_reloaded (world->supervisor);
  expect (world, NULL);
  natterd_supervisor_ready (world->supervisor, world->hall, "127.0.0.1:5005");
  expect (world, "READY=1\nSTATUS=0 people are here, on 127.0.0.1:5005");
  natterd_supervisor_reloading (world->supervisor);
  reloading = take (world);
  g_assert_true (g_regex_match_simple ("^RELOADING=1\nMONOTONIC_USEC=[0-9]+$", reloading, 0, 0));
  natterd_supervisor_reloaded (world->supervisor);
  expect (world, "READY=1\nSTATUS=0 people are here, on 127.0.0.1:5005");

  /* the watchdog is another process's: this one is not to feed it */
  g_assert_cmpuint (count_feedings (world, 10), ==, 0);
  natterd_supervisor_stopping (world->supervisor);
  expect (world, "STOPPING=1\nSTATUS=Saying goodbye to everyone");
}

static void
test_watchdog (void)
{
  g_autoptr (World) world = world_new_watched ();

  natterd_supervisor_ready (world->supervisor, world->hall, "127.0.0.1:5005");
  g_free (take (world));
  g_assert_cmpuint (count_feedings (world, 10), >=, 3);

  /* a store that is stuck: what was on its way may still come, and then nothing */
  natterd_store_double_hold (world->store);
  count_feedings (world, 2);
  g_assert_cmpuint (count_feedings (world, 10), ==, 0);
  g_assert_cmpuint (natterd_store_double_get_n_waiting (world->store), ==, 1);

  /* it goes on */
  natterd_store_double_release (world->store);
  g_assert_cmpuint (count_feedings (world, 10), >=, 3);

  /* a disk that is full answers */
  natterd_store_double_fail (world->store, 1);
  g_assert_cmpuint (count_feedings (world, 10), >=, 3);

  natterd_supervisor_stopping (world->supervisor);
  expect (world, "STOPPING=1\nSTATUS=Saying goodbye to everyone");
  g_assert_cmpuint (count_feedings (world, 10), ==, 0);
}

/* The end comes while the store is asked. */
static void
test_stuck_to_the_end (void)
{
  g_autoptr (World) world = world_new_watched ();

  natterd_supervisor_ready (world->supervisor, world->hall, "127.0.0.1:5005");
  g_free (take (world));
  natterd_store_double_hold (world->store);
  g_assert_cmpuint (count_feedings (world, 5), ==, 0);
  natterd_supervisor_stopping (world->supervisor);
  natterd_store_double_release (world->store);
}

static void
test_nobody (void)
{
  g_autoptr (NatterdConfig) config = natterd_config_load (NULL, NULL, NULL);
  g_autoptr (NatterdHall) hall = natterd_hall_new (config, NULL);
  g_autoptr (NatterdSupervisor) supervisor = natterd_supervisor_new ();

  natterd_supervisor_ready (supervisor, hall, "127.0.0.1:5005");
  natterd_supervisor_reloading (supervisor);
  natterd_supervisor_reloaded (supervisor);
  natterd_supervisor_stopping (supervisor);
}

int
main (int argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/process/supervisor/told", test_told);
  g_test_add_func ("/process/supervisor/watchdog", test_watchdog);
  g_test_add_func ("/process/supervisor/stuck-to-the-end", test_stuck_to_the_end);
  g_test_add_func ("/process/supervisor/nobody", test_nobody);
  return g_test_run ();
}
