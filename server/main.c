/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#define G_LOG_DOMAIN "natterd"

#include <errno.h>
#include <fcntl.h>
#include <gio/gio.h>
#include <glib-unix.h>
#include <glib/gi18n-lib.h>
#include <locale.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <unistd.h>

#include "natterd-announcing.h"
#include "natterd-desk.h"
#include "natterd-doors.h"
#include "natterd-identity.h"
#include "natterd-log-writer.h"
#include "natterd-options.h"
#include "natterd-storage.h"
#include "natterd-supervisor.h"
#include "natterd-web.h"
#include "server/service/natterd-hall.h"

/* The process: options in, a hall that listens, signals, out. */
typedef struct
{
  const NatterdOptions *options;
  const NatterdConfig *config; /* that it started with: what has changed since and needs a restart is judged by it */
  NatterdLogWriter *log;
  NatterdSupervisor *supervisor;
  NatterdIdentity identity;
  NatterdHall *hall;
  NatterdAnnouncing *announcing; /* (nullable) until it listens, and once it goes down */
  NatterdWeb *web;               /* (nullable) */
  NatterdDesk *desk;             /* (nullable) */
  GStrv addresses;               /* where it listens */
  GMainLoop *loop;
  guint on_sigterm, on_sigint;
} Natterd;

static int
fail (const GError *error)
{
  g_printerr ("natterd: %s\n", error->message);
  return EXIT_FAILURE;
}

/* Getting ready */

static void
set_up_language (void)
{
  const char *folder = g_getenv ("NATTER_LOCALEDIR"); /* of a run from the build folder */

  setlocale (LC_ALL, "");
  bindtextdomain (GETTEXT_PACKAGE, folder != NULL ? folder : LOCALEDIR);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);
}

/* A log line must not go to the peer who got the number of a closed standard error. */
static void
hold_standard_descriptors (void)
{
  int fd;

  do
    fd = open ("/dev/null", O_RDWR);
  while (fd >= 0 && fd <= STDERR_FILENO);
  if (fd > STDERR_FILENO)
    close (fd);
}

/* As many descriptors as we may have: each connection is one. */
static void
raise_descriptors (void)
{
  struct rlimit limit;

  if (getrlimit (RLIMIT_NOFILE, &limit) != 0 || limit.rlim_cur == limit.rlim_max)
    return;
  limit.rlim_cur = limit.rlim_max;
  if (setrlimit (RLIMIT_NOFILE, &limit) != 0)
    g_warning ("the limit of descriptors stays as it is: %s", g_strerror (errno));
}

/* For programs that wait for it, so it is never translated. */
static void
say_ready (const Natterd *self,
           const char *const *addresses)
{
  for (guint i = 0; addresses[i] != NULL; i++)
    printf ("natterd: listening on %s\n", addresses[i]);
  natterd_identity_say (&self->identity);
  fflush (stdout);
}

/* Signals */

/* What cannot be used is told, and everything stays as it was: nobody is shut out by a slip. */
static gboolean
take_identity (Natterd *self,
               const NatterdConfig *config,
               GError **error)
{
  g_autoptr (GError) cause = NULL;

  if (natterd_identity_load (&self->identity, self->options, config, &cause))
    {
      natterd_hall_set_credentials (self->hall, natterd_credentials_ref (self->identity.credentials));
      return TRUE;
    }
  g_warning ("the certificate stays as it was: %s", cause->message);
  g_propagate_error (error, g_steal_pointer (&cause));
  return FALSE;
}

static void
on_gone (gpointer user_data)
{
  Natterd *self = user_data;

  g_main_loop_quit (self->loop);
}

/* The first one says goodbye to everyone. With both sources removed the next one is the kernel's to answer: it ends us at once, even
 * if the loop is stuck. */
static gboolean
on_terminated (gpointer user_data)
{
  Natterd *self = user_data;

  natterd_supervisor_stopping (self->supervisor);
  g_info ("going down, with %u connections", natterd_hall_get_n_connections (self->hall));
  g_clear_handle_id (&self->on_sigterm, g_source_remove);
  g_clear_handle_id (&self->on_sigint, g_source_remove);
  g_clear_pointer (&self->announcing, natterd_announcing_free);
  natterd_hall_shut_down (self->hall, on_gone, self);
  return G_SOURCE_CONTINUE; /* removed already */
}

/* (transfer full) (nullable): what came of it, for people. */
static char *
read_again (Natterd *self,
            GError **error)
{
  g_autoptr (GError) cause = NULL;
  g_autoptr (NatterdConfig) config = natterd_options_load_config (self->options, &cause);
  g_auto (GStrv) keys = NULL;
  g_autofree char *list = NULL;
  gboolean whole;

  if (config == NULL)
    {
      g_warning ("the configuration stays as it was: %s", cause->message);
      g_propagate_error (error, g_steal_pointer (&cause));
      return NULL;
    }

  natterd_hall_reload (self->hall, config);
  natterd_announcing_reload (self->announcing, config);
  natterd_web_reload (self->web, config);
  whole = take_identity (self, config, error);
  natterd_log_writer_set_level (self->log, config->level);
  natterd_log_writer_set_burst (self->log, config->log_burst);
  keys = natterd_config_dup_restart_keys (self->config, config);
  list = g_strjoinv (", ", keys);
  if (keys[0] != NULL)
    g_message ("the configuration was read again; only a restart changes %s", list);
  else
    g_message ("the configuration was read again");
  if (!whole)
    return NULL;
  return keys[0] != NULL ? g_strdup_printf (_ ("The configuration was read again. Only a restart changes %s."), list)
                         : g_strdup (_ ("The configuration was read again."));
}

static char *
reload (gpointer user_data,
        GError **error)
{
  Natterd *self = user_data;
  char *said;

  natterd_supervisor_reloading (self->supervisor);
  said = read_again (self, error);
  natterd_supervisor_reloaded (self->supervisor);
  return said;
}

static gboolean
on_reload (gpointer user_data)
{
  g_autofree char *said = reload (user_data, NULL);

  return G_SOURCE_CONTINUE;
}

static void
watch_signals (Natterd *self)
{
  signal (SIGPIPE, SIG_IGN);
  self->on_sigterm = g_unix_signal_add (SIGTERM, on_terminated, self);
  self->on_sigint = g_unix_signal_add (SIGINT, on_terminated, self);
  g_unix_signal_add (SIGHUP, on_reload, self);
}

/* But for SIGHUP: its source stays, and nobody dispatches it any more. The kernel's answer to it would be to end us in the middle of tidying up. */
static void
unwatch_signals (Natterd *self)
{
  g_clear_handle_id (&self->on_sigterm, g_source_remove);
  g_clear_handle_id (&self->on_sigint, g_source_remove);
}

/* Running */

static gboolean
start (Natterd *self,
       GError **error)
{
  NatterdStore *store = natterd_storage_open (self->options, self->config, error);
  NatterdDeskPlace place = { .options = self->options, .config = self->config, .identity = &self->identity, .web = &self->web, .reload = reload, .user_data = self };
  g_autofree char *where = NULL;

  if (store == NULL)
    return FALSE;
  self->hall = natterd_hall_new_for_store (self->config, store, error);
  if (self->hall == NULL || !natterd_identity_load (&self->identity, self->options, self->config, error))
    return FALSE;
  natterd_hall_set_credentials (self->hall, natterd_credentials_ref (self->identity.credentials));
  self->addresses = natterd_doors_open (self->hall, self->config, error);
  if (self->addresses == NULL)
    return FALSE;
  place.hall = self->hall;
  place.addresses = (const char *const *) self->addresses;
  if (!natterd_desk_open (&place, &self->desk, error))
    return FALSE;
  self->announcing = natterd_announcing_new (self->hall, place.addresses, self->config);
  say_ready (self, place.addresses);
  self->web = natterd_web_new (self->hall, self->config, error);
  if (self->web == NULL)
    return FALSE;
  where = g_strjoinv (", ", self->addresses);
  natterd_supervisor_ready (self->supervisor, self->hall, where);
  return TRUE;
}

static int
run (const NatterdOptions *options,
     const NatterdConfig *config)
{
  Natterd self = { .options = options, .config = config };
  g_autoptr (GError) error = NULL;
  int status = EXIT_SUCCESS;

  self.log = natterd_log_writer_install ();
  natterd_log_writer_set_level (self.log, config->level);
  natterd_log_writer_set_burst (self.log, config->log_burst);
  self.supervisor = natterd_supervisor_new ();
  self.loop = g_main_loop_new (NULL, FALSE);
  raise_descriptors ();
  watch_signals (&self);
  if (start (&self, &error))
    g_main_loop_run (self.loop);
  else
    status = fail (error);

  unwatch_signals (&self);
  g_clear_pointer (&self.announcing, natterd_announcing_free);
  natterd_supervisor_free (self.supervisor);
  g_clear_pointer (&self.web, natterd_web_free);
  g_clear_pointer (&self.desk, natterd_desk_free);
  g_clear_pointer (&self.hall, natterd_hall_free);
  natterd_identity_clear (&self.identity);
  natterd_log_writer_flush (self.log);
  g_clear_pointer (&self.addresses, g_strfreev);
  g_main_loop_unref (self.loop);
  return status;
}

static int
check (const NatterdOptions *options,
       const NatterdConfig *config)
{
  const char *open = config->http_metrics_token == NULL ? natterd_config_find_public ((const char *const *) config->http_listen) : NULL;
  g_autofree char *shown = options->config != NULL ? g_filename_display_name (options->config) : NULL;

  if (shown != NULL)
    g_print (_ ("natterd: %s is fine.\n"), shown);
  else
    g_print (_ ("natterd: the configuration is fine.\n"));
  if (open != NULL)
    g_printerr (_ ("natterd: but whoever reaches %s can read /metrics: set http.metrics-token, or http.listen = 5006\n"), open);
  return EXIT_SUCCESS;
}

/* What is asked for once the configuration is read. */
static int
do_as_told (const NatterdOptions *options,
            const NatterdConfig *config)
{
  g_autoptr (GError) error = NULL;
  gboolean done;

  if (options->check)
    return check (options, config);
  if (!natterd_storage_look_after (options, config, &done, &error))
    return fail (error);
  return done ? EXIT_SUCCESS : run (options, config);
}

int
main (int argc,
      char *argv[])
{
  g_autoptr (NatterdOptions) options = NULL;
  g_autoptr (NatterdConfig) config = NULL;
  g_autoptr (GError) error = NULL;

  hold_standard_descriptors ();
  set_up_language ();
  options = natterd_options_new (argv, &error);
  if (options == NULL)
    {
      fail (error);
      g_printerr ("%s\n", _ ("To see what there is: natterd --help"));
      return EXIT_FAILURE;
    }
  if (options->version)
    {
      g_print ("natterd %s\n", NATTER_VERSION);
      return EXIT_SUCCESS;
    }
  if (options->print_config)
    {
      g_autofree char *sample = natterd_config_describe ();

      g_print ("%s", sample);
      return EXIT_SUCCESS;
    }

  config = natterd_options_load_config (options, &error);
  if (config == NULL)
    return fail (error);
  return do_as_told (options, config);
}
