/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "server/config/natterd-config.h"

G_BEGIN_DECLS

/* The command line. */
typedef struct
{
  GStrv listen;     /* (nullable) */
  char *config;     /* (nullable) */
  GStrv settings;   /* (nullable) */
  char *state_dir;  /* (nullable) */
  gboolean ephemeral;
  char *backup; /* (nullable) a file */
  gboolean check_store;
  char *export_room; /* (nullable) */
  gboolean as_json;  /* of the export */
  gboolean check;
  gboolean print_config;
  gboolean version;
} NatterdOptions;

/* natterd_options_new: of main()'s @argv. --help is answered within, and ends the process.
 * NULL with a GOptionError and a sentence. */
NatterdOptions *natterd_options_new (char **argv, GError **error);
void natterd_options_free (NatterdOptions *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (NatterdOptions, natterd_options_free)

/* natterd_options_load_config: the configuration with --set and --listen over it; also to read it again.
 * NULL with NATTERD_CONFIG_ERROR. */
NatterdConfig *natterd_options_load_config (const NatterdOptions *self, GError **error);

G_END_DECLS
