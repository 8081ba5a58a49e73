/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "natterd-process.h"

#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#define FOLDER "/proc/self/fd"

/* before Linux 6.2 the folder does not say how many it has */
static guint
count_one_by_one (void)
{
  g_autoptr (GDir) folder = g_dir_open (FOLDER, 0, NULL);
  guint n = 0;

  while (folder != NULL && g_dir_read_name (folder) != NULL)
    n++;
  return n > 0 ? n - 1 : 0; /* the folder itself was one */
}

guint
natterd_process_count_descriptors (void)
{
  struct stat folder;

  if (stat (FOLDER, &folder) == 0 && folder.st_size > 0)
    return (guint) folder.st_size;
  return count_one_by_one ();
}

static guint
get_most_descriptors (void)
{
  struct rlimit limit;

  if (getrlimit (RLIMIT_NOFILE, &limit) != 0 || limit.rlim_cur == RLIM_INFINITY)
    return 0;
  return (guint) MIN (limit.rlim_cur, (rlim_t) G_MAXUINT);
}

/* @line: the number behind it, as "Threads:	4" */
static guint64
find_number (const char *status,
             const char *line)
{
  const char *found = strstr (status, line);

  return found != NULL ? g_ascii_strtoull (found + strlen (line), NULL, 10) : 0;
}

static gint64
to_usec (const struct timeval *time)
{
  return (gint64) time->tv_sec * G_USEC_PER_SEC + time->tv_usec;
}

void
natterd_process_look (NatterdProcess *self)
{
  g_autofree char *status = NULL;
  struct rusage usage;

  memset (self, 0, sizeof *self);
  if (g_file_get_contents ("/proc/self/status", &status, NULL, NULL))
    {
      self->resident = find_number (status, "\nVmRSS:") * 1024;
      self->threads = (guint) find_number (status, "\nThreads:");
    }
  if (getrusage (RUSAGE_SELF, &usage) == 0)
    self->cpu = to_usec (&usage.ru_utime) + to_usec (&usage.ru_stime);
  self->descriptors = natterd_process_count_descriptors ();
  self->descriptors_most = get_most_descriptors ();
}
