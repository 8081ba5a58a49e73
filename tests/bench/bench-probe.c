/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "bench-probe.h"

#include <errno.h>
#include <gio/gio.h>
#include <string.h>
#include <time.h>

#define NANOSECONDS G_GINT64_CONSTANT (1000000000)

static gint64
to_nanoseconds (const struct timespec *time)
{
  return (gint64) time->tv_sec * NANOSECONDS + time->tv_nsec;
}

gint64
bench_now (void)
{
  struct timespec now;

  clock_gettime (CLOCK_MONOTONIC, &now);
  return to_nanoseconds (&now);
}

gboolean
bench_probe_cpu (pid_t pid,
                 gint64 *nanoseconds,
                 GError **error)
{
  struct timespec used;
  clockid_t clock_id;
  int code = clock_getcpuclockid (pid, &clock_id);

  if (code == 0 && clock_gettime (clock_id, &used) < 0)
    code = errno;
  if (code != 0)
    {
      g_set_error (error, G_IO_ERROR, (gint) g_io_error_from_errno (code), "CPU time of process %d: %s", (int) pid,
                   g_strerror (code));
      return FALSE;
    }
  *nanoseconds = to_nanoseconds (&used);
  return TRUE;
}

/* the number of kB behind @key in a file of /proc */
static gboolean
read_kilobytes (const char *path,
                const char *key,
                gint64 *bytes,
                GError **error)
{
  g_autofree char *text = NULL;
  const char *at;

  if (!g_file_get_contents (path, &text, NULL, error))
    return FALSE;
  at = strstr (text, key);
  if (at == NULL)
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND, "%s has no %s", path, key);
      return FALSE;
    }
  *bytes = g_ascii_strtoll (at + strlen (key), NULL, 10) * 1024;
  return TRUE;
}

gboolean
bench_probe_memory (pid_t pid,
                    gint64 *bytes,
                    GError **error)
{
  g_autofree char *exact = g_strdup_printf ("/proc/%d/smaps_rollup", (int) pid);
  g_autofree char *rough = g_strdup_printf ("/proc/%d/status", (int) pid);

  return read_kilobytes (exact, "\nAnonymous:", bytes, NULL) ||
         read_kilobytes (rough, "\nRssAnon:", bytes, error);
}
