/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "natterctl-options.h"

G_BEGIN_DECLS

/* What one can ask for. */

/* @words: what follows the command's word; NULL-terminated, as many as the table allows. FALSE with an error. */
typedef gboolean (*NatterctlRun) (const NatterctlOptions *options, const char *const *words, GError **error);

typedef struct
{
  const char *word;
  const char *usage;   /* of what follows it; the same in every language */
  const char *summary; /* translatable */
  guint allowed;       /* NatterctlGiven */
  guint fewest, most;  /* words */
  NatterctlRun run;
} NatterctlCommand;

/* natterctl_commands_get: all of them; @n: (out). */
const NatterctlCommand *natterctl_commands_get (guint *n);

/* natterctl_commands_run: the command that @options name. FALSE with an error. */
gboolean natterctl_commands_run (const NatterctlOptions *options, GError **error);

/* natterctl_commands_describe: all of them, for --help. (transfer full) */
char *natterctl_commands_describe (void);

/* natterctl_status.c, natterctl_people.c … */
gboolean natterctl_run_status (const NatterctlOptions *options, const char *const *words, GError **error);
gboolean natterctl_run_reload (const NatterctlOptions *options, const char *const *words, GError **error);
gboolean natterctl_run_check (const NatterctlOptions *options, const char *const *words, GError **error);
gboolean natterctl_run_backup (const NatterctlOptions *options, const char *const *words, GError **error);
gboolean natterctl_run_users (const NatterctlOptions *options, const char *const *words, GError **error);
gboolean natterctl_run_rooms (const NatterctlOptions *options, const char *const *words, GError **error);
gboolean natterctl_run_kick (const NatterctlOptions *options, const char *const *words, GError **error);
gboolean natterctl_run_ban (const NatterctlOptions *options, const char *const *words, GError **error);
gboolean natterctl_run_unban (const NatterctlOptions *options, const char *const *words, GError **error);
gboolean natterctl_run_bans (const NatterctlOptions *options, const char *const *words, GError **error);
gboolean natterctl_run_passwd (const NatterctlOptions *options, const char *const *words, GError **error);
gboolean natterctl_run_announce (const NatterctlOptions *options, const char *const *words, GError **error);
gboolean natterctl_run_invite (const NatterctlOptions *options, const char *const *words, GError **error);
gboolean natterctl_run_say (const NatterctlOptions *options, const char *const *words, GError **error);
gboolean natterctl_run_follow (const NatterctlOptions *options, const char *const *words, GError **error);
gboolean natterctl_run_bot (const NatterctlOptions *options, const char *const *words, GError **error);
gboolean natterctl_run_doctor (const NatterctlOptions *options, const char *const *words, GError **error);

G_END_DECLS
