/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "natterctl-patient.h"

#include <glib/gi18n-lib.h>
#include <fcntl.h>
#include <string.h>
#include <sys/file.h>
#include <unistd.h>

#include "natterctl-connect.h"
#include "natterctl-line.h"

#define USUAL_CONFIG SYSCONFDIR "/natter/natterd.conf"
#define USUAL_FOLDER "/var/lib/natterd"

/* What was given, what the running server says, what is usual. */

static char *
dup_config_path (const NatterctlPatient *self,
                 const NatterctlOptions *options)
{
  if (options->config != NULL)
    return g_strdup (options->config);
  if (self->status != NULL)
    return g_strdup (natterctl_event_get (self->status, "config"));
  return g_file_test (USUAL_CONFIG, G_FILE_TEST_EXISTS) ? g_strdup (USUAL_CONFIG) : NULL;
}

static char *
dup_folder (const NatterctlPatient *self,
            const NatterctlOptions *options)
{
  const char *running = self->status != NULL ? natterctl_event_get (self->status, "folder") : NULL;
  const char *state = g_getenv ("STATE_DIRECTORY");

  if (options->state_dir != NULL)
    return g_strdup (options->state_dir);
  if (running != NULL)
    return g_strdup (running);
  if (state != NULL && state[0] != '\0')
    return g_strndup (state, strcspn (state, ":"));
  if (g_file_test (USUAL_FOLDER, G_FILE_TEST_EXISTS))
    return g_strdup (USUAL_FOLDER);
  return g_build_filename (g_get_user_data_dir (), "natterd", NULL);
}

static void
read_config (NatterctlPatient *self,
             const NatterctlOptions *options,
             NatterctlFindings *findings)
{
  g_autoptr (GError) error = NULL;

  self->config = natterd_config_load (self->config_path, (const char *const *) options->settings, &error);
  if (self->config == NULL)
    {
      natterctl_findings_add (findings, NATTERCTL_WRONG, "config", error->message,
                              _ ("Put that right; natterd --print-config shows every key and what is allowed. The rest was looked at with the defaults."));
      self->config = natterd_config_load (NULL, NULL, NULL);
    }
  else if (self->config_path != NULL)
    natterctl_findings_take (findings, NATTERCTL_FINE, "config", g_strdup_printf (_ ("%s is fine."), self->config_path), NULL);
  else
    natterctl_findings_add (findings, NATTERCTL_FINE, "config", _ ("There is no file: all is as it is by default."), NULL);
}

/* Whether some server has the database, though it does not answer us. */
static gboolean
is_in_use (const NatterctlPatient *self)
{
  g_autofree char *name = g_strconcat (self->database, ".lock", NULL);
  int fd = open (name, O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
  gboolean taken = fd >= 0 && flock (fd, LOCK_SH | LOCK_NB) != 0;

  if (fd >= 0)
    close (fd);
  return taken;
}

static void
tell_whether_it_runs (const NatterctlPatient *self,
                      const GError *error,
                      NatterctlFindings *findings)
{
  if (self->status != NULL)
    natterctl_findings_take (findings, NATTERCTL_FINE, "server",
                             g_strdup_printf (_ ("It runs: natterd %s, process %ld."), natterctl_event_get (self->status, "version"),
                                              (long) natterctl_event_get_number (self->status, "process")),
                             NULL);
  else if (is_in_use (self))
    natterctl_findings_take (findings, NATTERCTL_WRONG, "server",
                             g_strdup_printf (_ ("A natterd uses %s, but it does not answer: %s"), self->database, error->message),
                             _ ("Try it as root, or with --socket PATH; otherwise look into its log."));
  else
    natterctl_findings_add (findings, NATTERCTL_NOTE, "server", _ ("It does not run."), NULL);
}

void
natterctl_patient_meet (NatterctlPatient *self,
                        const NatterctlOptions *options,
                        NatterctlFindings *findings)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (NatterctlWire) wire = natterctl_connect_local (options, &error);
  const char *path;

  *self = (NatterctlPatient){ 0 };
  if (wire != NULL)
    self->status = natterctl_wire_ask (wire, natterctl_line_new ("status"), NULL, &error);
  self->config_path = dup_config_path (self, options);
  self->folder = dup_folder (self, options);
  read_config (self, options, findings);
  path = self->config->store_path != NULL ? self->config->store_path : "natter.db";
  self->database = g_path_is_absolute (path) ? g_strdup (path) : g_build_filename (self->folder, path, NULL);
  tell_whether_it_runs (self, error, findings);
}

void
natterctl_patient_clear (NatterctlPatient *self)
{
  g_clear_pointer (&self->status, json_object_unref);
  g_clear_pointer (&self->config, natterd_config_free);
  g_free (self->config_path);
  g_free (self->folder);
  g_free (self->database);
}
