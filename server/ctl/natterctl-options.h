/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The command line: options, in whatever place, and words. */

typedef enum /* which options were given, and which a command takes */
{
  NATTERCTL_SOCKET = 1 << 0,
  NATTERCTL_SERVER = 1 << 1,
  NATTERCTL_TOKEN_FILE = 1 << 2,
  NATTERCTL_KEY = 1 << 3,
  NATTERCTL_JSON = 1 << 4,
  NATTERCTL_WHOLE = 1 << 5,
  NATTERCTL_TIME = 1 << 6,
  NATTERCTL_USES = 1 << 7,
  NATTERCTL_ROOMS = 1 << 8,
  NATTERCTL_RIGHTS = 1 << 9,
  NATTERCTL_CONFIG = 1 << 10,
  NATTERCTL_STATE_DIR = 1 << 11,
  NATTERCTL_SET = 1 << 12,
  NATTERCTL_VERSION = 1 << 13
} NatterctlGiven;

#define NATTERCTL_NO_USES   G_MININT
#define NATTERCTL_USES_MOST 1000

typedef struct
{
  char *socket;     /* (nullable), as all strings here */
  char *server;     /* HOST[:PORT]: over the network instead of the control socket */
  char *token_file; /* of a bot: who one is there; or where to write a new bot's */
  char *key;        /* of the server there: the text or the phrase */
  char *time;
  char *rooms;
  char *rights;
  char *config;
  char *state_dir;
  GStrv settings;
  int uses; /* NATTERCTL_NO_USES: not given */
  gboolean json;
  gboolean whole;
  gboolean version;
  guint given; /* NatterctlGiven */
  GStrv words; /* the command and its arguments; perhaps empty */
} NatterctlOptions;

/* natterctl_options_new: of main()'s @argv. @description: what --help ends with; it is answered within, and ends the process.
 * NULL with NATTERCTL_ERROR_USAGE. */
NatterctlOptions *natterctl_options_new (char **argv, const char *description, GError **error);
void natterctl_options_free (NatterctlOptions *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (NatterctlOptions, natterctl_options_free)

/* natterctl_options_check: FALSE with NATTERCTL_ERROR_USAGE where an option was given that is not in @allowed (NatterctlGiven). */
gboolean natterctl_options_check (const NatterctlOptions *self, guint allowed, const char *command, GError **error);

G_END_DECLS
