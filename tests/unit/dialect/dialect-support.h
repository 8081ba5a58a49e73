/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "server/dialect/natterd-dialect.h"

G_BEGIN_DECLS

/* 2026-01-02 03:04:05.678 UTC */
#define NATTERD_TEST_TIME G_GINT64_CONSTANT (1767323045678000)

enum
{
  NATTERD_TEST_HERE = 0,
  NATTERD_TEST_ELSEWHERE = 1,
  NATTERD_TEST_OTHERS = 0,
  NATTERD_TEST_OWN = 1
};

/* natterd_test_dup_shown: what a reader of the text dialect is shown, with LF for each CR LF; fails on a line without CR LF.
 * (transfer full) */
char *natterd_test_dup_shown (const NatterEvent *event, const NatterdView *view);

/* natterd_test_add_person: @away, @rooms (separated by spaces): (nullable) */
void natterd_test_add_person (NatterEvent *event, const char *name, gint64 idle, const char *away, const char *rooms);
void natterd_test_add_room (NatterEvent *event, const char *name, guint people, gint64 active, const char *topic, gboolean member);
void natterd_test_add_message (NatterEvent *event, NatterMessageKind kind, const char *from, const char *text, gint64 time);
void natterd_test_add_help (NatterEvent *event, const char *usage, const char *summary, const char *example);

/* natterd_test_get_width: columns of the widest line of @shown. */
guint natterd_test_get_width (const char *shown);

G_END_DECLS
