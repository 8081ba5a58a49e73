/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "client-probe.h"

#include <stdio.h>
#include <sys/resource.h>
#include <unistd.h>

/* The first to be asked before the loop waits, and the first after: what is between is everybody else's turn. */
typedef struct
{
  GSource source;
  ClientProbe *probe;
} TurnSource;

struct _ClientProbe
{
  GSource *source;
  gint64 began;
  gint64 cpu;
  int memory;
  gint64 woke; /* 0: it waits */
  gint64 woke_cpu;
  gint64 last_frame; /* 0: none yet */
  ClientFigures figures;
};

static gint64
get_cpu (int who)
{
  struct rusage usage;

  getrusage (who, &usage);
  return (usage.ru_utime.tv_sec + usage.ru_stime.tv_sec) * G_USEC_PER_SEC + usage.ru_utime.tv_usec + usage.ru_stime.tv_usec;
}

static int
get_memory (void)
{
  g_autofree char *text = NULL;
  int pages = 0;

  if (g_file_get_contents ("/proc/self/statm", &text, NULL, NULL))
    sscanf (text, "%*d %d", &pages);
  return pages * (int) (sysconf (_SC_PAGESIZE) / 1024);
}

static void
end_turn (ClientProbe *self)
{
  if (self->woke == 0)
    return;
  self->figures.stall = MAX (self->figures.stall, g_get_monotonic_time () - self->woke);
  self->figures.work = MAX (self->figures.work, get_cpu (RUSAGE_THREAD) - self->woke_cpu);
  self->woke = 0;
}

static void
begin_turn (ClientProbe *self)
{
  self->woke = g_get_monotonic_time ();
  self->woke_cpu = get_cpu (RUSAGE_THREAD);
}

static gboolean
prepare (GSource *source,
         int *timeout)
{
  *timeout = -1;
  end_turn (((TurnSource *) source)->probe);
  return FALSE;
}

static gboolean
check (GSource *source)
{
  begin_turn (((TurnSource *) source)->probe);
  return FALSE;
}

static gboolean
dispatch (GSource *source,
          GSourceFunc callback,
          gpointer data)
{
  return G_SOURCE_CONTINUE;
}

ClientProbe *
client_probe_new (void)
{
  static GSourceFuncs funcs = { prepare, check, dispatch, NULL, NULL, NULL };
  ClientProbe *self = g_new0 (ClientProbe, 1);

  self->source = g_source_new (&funcs, sizeof (TurnSource));
  ((TurnSource *) self->source)->probe = self;
  g_source_set_static_name (self->source, "probe");
  g_source_set_priority (self->source, G_MININT);
  g_source_attach (self->source, NULL);
  client_probe_begin (self);
  return self;
}

void
client_probe_free (ClientProbe *self)
{
  g_source_destroy (self->source);
  g_source_unref (self->source);
  g_free (self);
}

static void
on_after_paint (ClientProbe *self)
{
  gint64 now = g_get_monotonic_time ();

  if (self->last_frame > 0)
    self->figures.gap = MAX (self->figures.gap, now - self->last_frame);
  self->last_frame = now;
  self->figures.frames++;
}

void
client_probe_watch (ClientProbe *self,
                    GtkWidget *window)
{
  g_signal_connect_swapped (gtk_widget_get_frame_clock (window), "after-paint", G_CALLBACK (on_after_paint), self);
}

void
client_probe_begin (ClientProbe *self)
{
  self->figures = (ClientFigures){ 0 };
  self->last_frame = 0;
  self->memory = get_memory ();
  self->cpu = get_cpu (RUSAGE_SELF);
  self->began = g_get_monotonic_time ();
  begin_turn (self);
}

ClientFigures
client_probe_end (ClientProbe *self)
{
  end_turn (self);
  self->figures.time = g_get_monotonic_time () - self->began;
  self->figures.cpu = get_cpu (RUSAGE_SELF) - self->cpu;
  self->figures.memory = get_memory ();
  self->figures.growth = self->figures.memory - self->memory;
  return self->figures;
}
