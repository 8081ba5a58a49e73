/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <sqlite3.h>
#include <sys/time.h>

#include "chaos-store.h"
#include "chaos-vfs.h"
#include "server/store/natterd-store-sqlite.h"

/* Makes the server that it is linked with one whose death is a loss of power. What else is to go wrong is said in the environment:
 * NATTERD_CHAOS_SEED, NATTERD_CHAOS_CRASH, NATTERD_CHAOS_FAIL, NATTERD_CHAOS_LIES, as in ChaosPlan; NATTERD_CHAOS_BUG, as in ChaosBug; and
 * NATTERD_CHAOS_ALARM, microseconds until SIGALRM, whose default is as deadly as SIGKILL: whoever kills from outside is busy too, and so
 * kills when nobody else is.
 * The linker sends those who open a store here (--wrap). */

NatterdStore *__real_natterd_store_sqlite_open (const NatterdSqliteOptions *options, GError **error);
NatterdStore *__wrap_natterd_store_sqlite_open (const NatterdSqliteOptions *options, GError **error);

NatterdStore *
__wrap_natterd_store_sqlite_open (const NatterdSqliteOptions *options,
                                  GError **error)
{
  const char *bug = g_getenv ("NATTERD_CHAOS_BUG");
  NatterdStore *store = __real_natterd_store_sqlite_open (options, error);

  if (store != NULL && bug != NULL)
    chaos_store_spoil (store, chaos_bug_from_word (bug));
  return store;
}

static guint
read_number (const char *name)
{
  const char *value = g_getenv (name);

  return value != NULL ? (guint) g_ascii_strtoull (value, NULL, 10) : 0;
}

__attribute__ ((constructor)) static void
begin (void)
{
  const ChaosPlan plan = {
    .seed = read_number ("NATTERD_CHAOS_SEED"),
    .crash_after = read_number ("NATTERD_CHAOS_CRASH"),
    .fail_one_in = read_number ("NATTERD_CHAOS_FAIL"),
    .lies = read_number ("NATTERD_CHAOS_LIES") != 0,
  };

  const guint alarm_after = read_number ("NATTERD_CHAOS_ALARM");
  const struct itimerval timer = { .it_value = { alarm_after / G_USEC_PER_SEC, alarm_after % G_USEC_PER_SEC } };

  chaos_vfs_install (&plan);
  setitimer (ITIMER_REAL, &timer, NULL);
}

__attribute__ ((destructor)) static void
end (void)
{
  chaos_vfs_end ((ChaosVfs *) sqlite3_vfs_find (NULL));
}
