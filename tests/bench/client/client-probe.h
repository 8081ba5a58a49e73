/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* What a process costs, and how long its main loop stands still: measured from within. */

typedef struct _ClientProbe ClientProbe;

typedef struct
{
  gint64 time;  /* µs since client_probe_begin() */
  gint64 cpu;   /* µs of all threads */
  gint64 stall; /* µs: the longest turn of the main loop, from waking to waiting again */
  gint64 work;  /* µs: the most processor time in one turn; the rest of a turn other programs had */
  gint64 gap;   /* µs: the longest time between two frames */
  guint frames;
  int memory; /* KiB resident now */
  int growth; /* KiB more than at client_probe_begin() */
} ClientFigures;

/* client_probe_new: watches the default main context from now on. Returns: (transfer full). */
ClientProbe *client_probe_new (void);
void client_probe_free (ClientProbe *self);

/* client_probe_watch: counts the frames of @window, once, from now on. */
void client_probe_watch (ClientProbe *self, GtkWidget *window);

/* client_probe_begin: forgets what was. */
void client_probe_begin (ClientProbe *self);

/* client_probe_end: what was since client_probe_begin(), the turn that goes on now included. */
ClientFigures client_probe_end (ClientProbe *self);

G_END_DECLS
