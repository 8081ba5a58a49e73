/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "natterd-config.h"

G_BEGIN_DECLS

typedef enum
{
  NATTERD_CONFIG_SIZE,     /* gsize, bytes */
  NATTERD_CONFIG_COUNT,    /* guint */
  NATTERD_CONFIG_TIME,     /* gint64, microseconds */
  NATTERD_CONFIG_RATE,     /* double, a second */
  NATTERD_CONFIG_FLAG,     /* gboolean */
  NATTERD_CONFIG_LINE,     /* char *, one line of text */
  NATTERD_CONFIG_TEXT,     /* char *, \n for line breaks; empty is NULL */
  NATTERD_CONFIG_CHOICE,   /* char *, a word of the row's choices */
  NATTERD_CONFIG_HOST,     /* char *, HOST[:PORT]; empty is NULL */
  NATTERD_CONFIG_ADDRESSES /* GStrv */
} NatterdConfigKind;

/* One key: a row of the table. */
typedef struct
{
  const char *group;
  const char *key;
  NatterdConfigKind kind;
  gsize offset;           /* of its field in NatterdConfig */
  const char *preset;     /* the default, as one would write it */
  double lowest, highest; /* in the field's unit; of texts: characters */
  gboolean can_be_off;
  gboolean needs_restart;
  const char *help;           /* msgid: one line */
  const char *const *choices; /* (nullable) NULL-terminated: CHOICE */
} NatterdConfigRow;

typedef struct
{
  const char *name;
  const char *help; /* msgid */
} NatterdConfigGroup;

/* natterd_config_rows, _groups: the table, in the order of the sample file. (transfer none) */
const NatterdConfigRow *natterd_config_rows (guint *n_rows);
const NatterdConfigGroup *natterd_config_groups (guint *n_groups);

/* natterd_config_find: (nullable) the row of a key. */
const NatterdConfigRow *natterd_config_find (const char *group, const char *key);

/* natterd_config_nearest: the one of @known (NULL-terminated) that is @word but for two slips of the finger. (nullable) */
const char *natterd_config_nearest (const char *word, const char *const *known);

/* natterd_config_set: reads @text into the row's field. FALSE: the value is not allowed, and the field as before. */
gboolean natterd_config_set (NatterdConfig *self, const NatterdConfigRow *row, const char *text);

/* natterd_config_equal: whether the row's field is the same in both. */
gboolean natterd_config_equal (const NatterdConfig *a, const NatterdConfig *b, const NatterdConfigRow *row);

/* natterd_config_clear: frees what the row's field owns. */
void natterd_config_clear (NatterdConfig *self, const NatterdConfigRow *row);

/* natterd_config_dup_allowed: "a size from 1 KiB to 1 MiB", for people. (transfer full) */
char *natterd_config_dup_allowed (const NatterdConfigRow *row);

/* natterd_config_dup_size: "16 KiB". (transfer full) */
char *natterd_config_dup_size (gsize size);

/* natterd_config_is_address: "127.0.0.1:5005", "[::1]:0". */
gboolean natterd_config_is_address (const char *text);

G_END_DECLS
