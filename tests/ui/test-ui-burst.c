/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <stdio.h>
#include <sys/resource.h>
#include <unistd.h>

#include "gui-client/view/natter-ui-conversation.h"

#include "ui-support.h"

#define BURST      10000
#define STALL_MOST 250000 /* microseconds of work; the aim is 50 ms, sanitizers and busy machines need more */
#define CPU_AIM    1500   /* ms, and the others of UX.md §3: the figures are told beside them */
#define STALL_AIM  50
#define MEMORY_AIM 10     /* MiB */

typedef struct
{
  gint64 turn_began;   /* the loop woke */
  gint64 longest_turn; /* from waking to waiting again, or to looking again */
  gint64 cpu_began;
  gint64 longest_cpu; /* what of a turn was work of ours; the rest other programs had */
  gint64 last_frame;
  gint64 longest_gap; /* between two frames */
  guint frames;
} Probe;

static Probe *the_probe (void);

static gint64
get_cpu (void)
{
  struct rusage usage;

  getrusage (RUSAGE_THREAD, &usage);
  return (usage.ru_utime.tv_sec + usage.ru_stime.tv_sec) * G_USEC_PER_SEC + usage.ru_utime.tv_usec + usage.ru_stime.tv_usec;
}

/* KiB that are this process's own. */
static int
get_memory (void)
{
  g_autofree char *text = NULL;
  int pages = 0;

  if (g_file_get_contents ("/proc/self/statm", &text, NULL, NULL))
    sscanf (text, "%*d %d", &pages);
  return pages * (int) (sysconf (_SC_PAGESIZE) / 1024);
}

/* Around the waiting of the main loop: what is between two calls is one turn. */
static int
on_poll (GPollFD *fds,
         guint n,
         int timeout)
{
  Probe *probe = the_probe ();
  gint64 now = g_get_monotonic_time ();
  int result;

  if (probe->turn_began > 0)
    {
      probe->longest_turn = MAX (probe->longest_turn, now - probe->turn_began);
      probe->longest_cpu = MAX (probe->longest_cpu, get_cpu () - probe->cpu_began);
    }
  result = g_poll (fds, n, timeout);
  probe->turn_began = g_get_monotonic_time ();
  probe->cpu_began = get_cpu ();
  return result;
}

static Probe *
the_probe (void)
{
  static Probe probe; /* a poll function has no data */

  return &probe;
}

static gboolean
on_frame (GtkWidget *widget,
          GdkFrameClock *clock,
          gpointer data)
{
  Probe *probe = data;
  gint64 now = g_get_monotonic_time ();

  if (probe->last_frame > 0)
    probe->longest_gap = MAX (probe->longest_gap, now - probe->last_frame);
  probe->last_frame = now;
  probe->frames++;
  return G_SOURCE_CONTINUE;
}

static gpointer
drain (gpointer data)
{
  char buffer[65536];

  while (g_input_stream_read (g_io_stream_get_input_stream (data), buffer, sizeof buffer, NULL, NULL) > 0)
    ;
  return NULL;
}

typedef struct
{
  guint port;
  int n;
  const char *tail; /* of each message */
} Flood;

/* Someone who floods, in threads of their own: nothing of it takes time from the window's loop. */
static gpointer
run_flood (gpointer data)
{
  const Flood *flood = data;
  g_autoptr (GSocketClient) client = g_socket_client_new ();
  g_autoptr (GSocketConnection) connection =
    g_socket_client_connect_to_host (client, "127.0.0.1", (guint16) flood->port, NULL, NULL);
  GOutputStream *out = g_io_stream_get_output_stream (G_IO_STREAM (connection));
  GThread *reader = g_thread_new ("drain", drain, connection);
  g_autoptr (GString) lines = g_string_new ("{\"do\":\"login\",\"name\":\"bob\"}\n");

  for (int i = 0; i < flood->n; i++)
    g_string_append_printf (lines, "{\"do\":\"say\",\"text\":\"message %d: %s\"}\n", i, flood->tail);
  g_string_append (lines, "{\"do\":\"logout\"}\n");
  g_output_stream_write_all (out, lines->str, lines->len, NULL, NULL, NULL);
  g_thread_join (reader);
  return NULL;
}

/* @n messages into the open room: frames keep coming, the loop never stands still, the buffer stays small. */
static void
burst (UiFixture *fixture,
       int n,
       const char *tail)
{
  Probe *probe = the_probe ();
  GtkWidget *window = GTK_WIDGET (fixture->window), *messages, *conversation;
  GtkAdjustment *adjustment;
  g_autofree char *last = g_strdup_printf ("message %d:", n - 1);
  Flood flood = { .n = n, .tail = tail };
  GThread *flooder;
  gint64 cpu, began;
  int memory;
  guint tick;

  ui_log_in (fixture, "alice");
  messages = ui_get (fixture, "messages");
  conversation = gtk_widget_get_ancestor (messages, NATTER_UI_TYPE_CONVERSATION);
  adjustment = gtk_scrollable_get_vadjustment (GTK_SCROLLABLE (messages));
  tick = gtk_widget_add_tick_callback (window, on_frame, probe, NULL);
  ui_settle (window);
  *probe = (Probe){ 0 };
  g_main_context_set_poll_func (NULL, on_poll);
  memory = get_memory ();
  cpu = get_cpu ();
  began = g_get_monotonic_time ();
  flood.port = fixture->server.port;
  flooder = g_thread_new ("flood", run_flood, &flood);
  while (!ui_shows (messages, last))
    for (int i = 0; i < 100; i++)
      g_main_context_iteration (NULL, TRUE);
  cpu = get_cpu () - cpu;
  began = g_get_monotonic_time () - began;
  g_main_context_set_poll_func (NULL, NULL);
  gtk_widget_remove_tick_callback (window, tick);
  g_thread_join (flooder);
  memory = get_memory () - memory;
  g_test_message ("%d messages in %d ms: %d ms of CPU (aim %d); %u frames, at most %d ms apart; longest turn of the loop %d ms, of which "
                  "%d ms work (aim %d); %+.1f MiB (aim %d)",
                  n, (int) (began / 1000), (int) (cpu / 1000), CPU_AIM, probe->frames, (int) (probe->longest_gap / 1000),
                  (int) (probe->longest_turn / 1000), (int) (probe->longest_cpu / 1000), STALL_AIM, memory / 1024.0, MEMORY_AIM);
  g_assert_cmpuint (probe->frames, >, 10);
#ifndef __SANITIZE_ADDRESS__
  g_assert_cmpint (cpu / 1000, <=, 3 * CPU_AIM); /* a fuse; ./dev bench --client tells whether the aim is met */
  g_assert_cmpint (memory / 1024, <=, MEMORY_AIM);
#endif
  g_assert_cmpint (probe->longest_cpu, <, STALL_MOST);
  g_assert_cmpint (probe->longest_gap, <, 4 * STALL_MOST);
  g_assert_cmpuint (natter_ui_conversation_get_n_shown (NATTER_UI_CONVERSATION (conversation)), <=, 700);
  ui_settle (window);
  wait_until (gtk_adjustment_get_value (adjustment) >=
              gtk_adjustment_get_upper (adjustment) - gtk_adjustment_get_page_size (adjustment) - 2);
}

/* UX.md §3 */
static void
test_burst (UiFixture *fixture)
{
  burst (fixture, BURST, "the quick brown fox jumps over the lazy dog");
  ui_picture (GTK_WIDGET (fixture->window), "burst");
}

/* Pango breaks a run without spaces anew for each line; nobody may stop the window with such. §3.5 */
static void
test_long_runs (UiFixture *fixture)
{
  g_autofree char *run = g_strnfill (8000, 'x');

  burst (fixture, 300, run);
  ui_picture (GTK_WIDGET (fixture->window), "long-runs");
}

int
main (int argc,
      char **argv)
{
  ui_init (&argc, &argv);
  ui_add ("/ui/burst/ten-thousand", test_burst);
  ui_add ("/ui/burst/long-runs", test_long_runs);
  return g_test_run ();
}
