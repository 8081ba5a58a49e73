/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What the process takes of the machine, as the kernel says. What it does not say is 0. */
typedef struct
{
  guint64 resident;       /* bytes */
  gint64 cpu;             /* µs of all threads, in user and system */
  guint threads;
  guint descriptors;      /* open now */
  guint descriptors_most; /* that may be open; 0: no limit */
} NatterdProcess;

/* natterd_process_look: some system calls. */
void natterd_process_look (NatterdProcess *self);

/* natterd_process_count_descriptors: those that are open now; 0 if nobody knows. */
guint natterd_process_count_descriptors (void);

G_END_DECLS
