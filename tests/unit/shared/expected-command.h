/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "shared/natter-command.h"

G_BEGIN_DECLS

/* A command as a table of test cases writes it: its strings are literals. */
typedef struct
{
  NatterCommandKind kind;
  const char *id;
  const char *room;
  const char *name;
  const char *word;
  const char *text;
  NatterRangeKind range;
  guint64 seq;
  gint64 time;
  guint count;
  gboolean has_count;
  guint64 target;
  gboolean events;
  gboolean resume;
  const char *token;
  const char *epoch;
  const char *seen; /* "lobby 42 @bob 7 " */
} ExpectedCommand;

/* expected_command_check: fails the test unless every field of @command is the same. */
void expected_command_check (const ExpectedCommand *expected, const NatterCommand *command);

G_END_DECLS
