/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <gdk/gdkkeysyms.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "gui-client/view/natter-ui-conversation.h"
#include "tests/ui/ui-support.h"

#include "client-probe.h"

/* natter-bench-window WORKLOAD COUNT HOST:PORT BEGAN: the client as it is, with a probe in it, on a server that `run` started. It does what
 * WORKLOAD says, tells on standard output "ready" when others are to begin, then its figures as one line of JSON, and ends. BEGAN: when it was
 * started, in µs of the monotonic clock. */

#define NAME         "alice"
#define FILLED       10 /* lines: a room is shown */
#define ROOMS_SEEN   10
#define SCROLL_STEPS 60u
#define SAME         2 /* px */

typedef struct
{
  UiFixture fixture;
  ClientProbe *probe;
  guint count;
  gint64 began;
  gint64 shown;  /* the first frame */
  gint64 filled; /* the first frame with messages and the composer focused */
  void (*run) (gpointer bench);
} Bench;

typedef void (*Workload) (gpointer bench);

static double
ms (gint64 time)
{
  return (double) time / 1000;
}

static void
tell (const char *what,
      const ClientFigures *figures)
{
  printf ("{\"what\":\"%s\",\"ms\":%.1f,\"cpu_ms\":%.1f,\"stall_ms\":%.1f,\"work_ms\":%.1f,\"gap_ms\":%.1f,\"frames\":%u,"
          "\"rss_mib\":%.1f,\"growth_mib\":%.2f",
          what, ms (figures->time), ms (figures->cpu), ms (figures->stall), ms (figures->work), ms (figures->gap), figures->frames,
          figures->memory / 1024.0, figures->growth / 1024.0);
}

static void
say_ready (void)
{
  printf ("ready\n");
  fflush (stdout);
}

static GtkWidget *
get_messages (Bench *self)
{
  return ui_get (&self->fixture, "messages");
}

static NatterUiMessageList *
get_list (Bench *self)
{
  return natter_ui_room_get_messages (natter_ui_session_get_current_room (ui_session (&self->fixture)));
}

static gboolean
has_heard (NatterUiMessageList *list,
           const char *last)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (list));

  /* somebody may have left since */
  for (guint i = 1; i <= MIN (n, 3); i++)
    if (g_str_has_prefix (natter_ui_message_get_text (natter_ui_message_list_get (list, n - i)), last))
      return TRUE;
  return FALSE;
}

/* --- COUNT messages come into the open room --- */

static void
run_burst (gpointer data)
{
  Bench *self = data;
  g_autofree char *last = g_strdup_printf ("message %u:", self->count - 1);
  ClientFigures figures;

  client_probe_begin (self->probe);
  say_ready ();
  while (!has_heard (get_list (self), last))
    g_main_context_iteration (NULL, TRUE);
  wait_until (ui_shows (get_messages (self), last));
  figures = client_probe_end (self->probe);
  tell ("burst", &figures);
  printf ("}\n");
}

/* --- From nothing to a window one can use, then ten of its rooms --- */

static void
run_start (gpointer data)
{
  Bench *self = data;
  GtkWidget *window = GTK_WIDGET (self->fixture.window);
  GListModel *rooms = G_LIST_MODEL (natter_ui_session_get_rooms (ui_session (&self->fixture)));
  ClientFigures figures;

  ui_settle (window);
  figures = client_probe_end (self->probe);
  tell ("start", &figures);
  printf (",\"shown_ms\":%.1f,\"usable_ms\":%.1f,\"rooms\":%u}\n", ms (self->shown - self->began), ms (self->filled - self->began),
          g_list_model_get_n_items (rooms));
  client_probe_begin (self->probe);
  for (guint i = 0; i < MIN (ROOMS_SEEN, g_list_model_get_n_items (rooms)); i++)
    {
      g_autoptr (NatterUiRoom) room = g_list_model_get_item (rooms, i);

      natter_ui_session_set_current_room (ui_session (&self->fixture), room);
      wait_until (g_list_model_get_n_items (G_LIST_MODEL (natter_ui_room_get_messages (room))) > FILLED);
      ui_settle (window);
    }
  figures = client_probe_end (self->probe);
  tell ("rooms", &figures);
  printf ("}\n");
}

/* --- The cache is filled by hearing COUNT messages in each of the rooms that are named on standard input --- */

static void
join_rooms (Bench *self)
{
  char name[64];

  while (fgets (name, sizeof name, stdin) != NULL && name[0] != '\n')
    {
      name[strcspn (name, "\n")] = '\0';
      natter_ui_session_join (ui_session (&self->fixture), name, NULL);
      wait_until (ui_room (&self->fixture, name) != NULL && natter_ui_room_get_joined (ui_room (&self->fixture, name)));
    }
}

static void
run_fill (gpointer data)
{
  Bench *self = data;
  GListModel *rooms = G_LIST_MODEL (natter_ui_session_get_rooms (ui_session (&self->fixture)));
  g_autofree char *last = g_strdup_printf ("message %u:", self->count - 1);
  ClientFigures figures;

  join_rooms (self);
  client_probe_begin (self->probe);
  say_ready ();
  for (guint i = 0; i < g_list_model_get_n_items (rooms); i++)
    {
      g_autoptr (NatterUiRoom) room = g_list_model_get_item (rooms, i);

      while (!has_heard (natter_ui_room_get_messages (room), last))
        g_main_context_iteration (NULL, TRUE);
    }
  figures = client_probe_end (self->probe);
  tell ("fill", &figures);
  printf (",\"rooms\":%u}\n", g_list_model_get_n_items (rooms));
}

/* --- A room of COUNT people: the pane is opened and scrolled --- */

static void
scroll_people (Bench *self)
{
  GtkWidget *tree = ui_get (&self->fixture, "people-tree");
  GtkAdjustment *adjustment = gtk_scrollable_get_vadjustment (GTK_SCROLLABLE (tree));

  for (guint i = 1; i <= SCROLL_STEPS; i++)
    {
      gtk_adjustment_set_value (adjustment, (gtk_adjustment_get_upper (adjustment) - gtk_adjustment_get_page_size (adjustment)) * i / SCROLL_STEPS);
      gtk_test_widget_wait_for_draw (tree);
    }
}

static void
run_people (gpointer data)
{
  Bench *self = data;
  GtkWidget *window = GTK_WIDGET (self->fixture.window);
  NatterUiRoom *room = natter_ui_session_get_current_room (ui_session (&self->fixture));
  ClientFigures figures;

  wait_until (g_list_model_get_n_items (G_LIST_MODEL (natter_ui_room_get_members (room))) >= self->count);
  ui_settle (window);
  figures = client_probe_end (self->probe);
  tell ("enter", &figures);
  printf ("}\n");
  if (gtk_widget_get_mapped (ui_get (&self->fixture, "people-tree")))
    ui_do (&self->fixture, "people");
  wait_until (!gtk_widget_get_mapped (ui_get (&self->fixture, "people-tree")));
  ui_settle (window);
  client_probe_begin (self->probe);
  ui_do (&self->fixture, "people");
  wait_until (gtk_widget_get_mapped (ui_get (&self->fixture, "people-tree")));
  ui_settle (window);
  figures = client_probe_end (self->probe);
  tell ("open", &figures);
  printf ("}\n");
  client_probe_begin (self->probe);
  scroll_people (self);
  figures = client_probe_end (self->probe);
  tell ("scroll", &figures);
  printf (",\"steps\":%u}\n", SCROLL_STEPS);
}

/* --- COUNT pages up --- */

/* What is read: a line in the middle of the screen, and where it stands. */
typedef struct
{
  char *text; /* (nullable) owned */
  int y;      /* below the upper edge */
} Place;

static int
get_y (GtkTextView *view,
       const GtkTextIter *where)
{
  GdkRectangle visible, line;

  gtk_text_view_get_visible_rect (view, &visible);
  gtk_text_view_get_iter_location (view, where, &line);
  return line.y - visible.y;
}

static void
note_place (Place *place,
            GtkTextView *view)
{
  GdkRectangle visible;
  GtkTextIter start, end;

  gtk_text_view_get_visible_rect (view, &visible);
  gtk_text_view_get_line_at_y (view, &start, visible.y + visible.height / 2, NULL);
  end = start;
  gtk_text_iter_forward_to_line_end (&end);
  g_free (place->text);
  place->text = gtk_text_iter_get_text (&start, &end);
  place->y = get_y (view, &start);
}

static gboolean
is_in_place (const Place *place,
             GtkTextView *view)
{
  GtkTextIter where;
  int y;

  gtk_text_buffer_get_start_iter (gtk_text_view_get_buffer (view), &where);
  if (!gtk_text_iter_forward_search (&where, place->text, 0, &where, NULL, NULL))
    return FALSE;
  y = get_y (view, &where);
  if (ABS (y - place->y) > SAME)
    fprintf (stderr, "natter-bench-window: \"%s\" was at %d, is at %d\n", place->text, place->y, y);
  return ABS (y - place->y) <= SAME;
}

static guint64
get_first (Bench *self)
{
  NatterUiMessage *message = natter_ui_message_list_get (get_list (self), 0);

  return message != NULL ? natter_ui_message_get_seq (message) : 0;
}

/* Up, a screen at a time, until there is more above. Returns: what was read is where it was. */
static gboolean
page_up (Bench *self)
{
  GtkTextView *view = GTK_TEXT_VIEW (get_messages (self));
  GtkAdjustment *adjustment = gtk_scrollable_get_vadjustment (GTK_SCROLLABLE (view));
  guint64 first = get_first (self);
  Place place = { 0 };
  gboolean kept;

  while (get_first (self) == first)
    {
      gtk_adjustment_set_value (adjustment, MAX (0, gtk_adjustment_get_value (adjustment) - gtk_adjustment_get_page_size (adjustment)));
      note_place (&place, view);
      gtk_test_widget_wait_for_draw (GTK_WIDGET (view));
    }
  ui_settle (GTK_WIDGET (self->fixture.window));
  kept = is_in_place (&place, view);
  g_free (place.text);
  return kept;
}

static void
run_scroll (gpointer data)
{
  Bench *self = data;
  ClientFigures figures;
  guint64 first;
  guint kept = 0;

  wait_until (get_first (self) > 0);
  ui_settle (GTK_WIDGET (self->fixture.window));
  first = get_first (self);
  ui_key (GTK_WIDGET (self->fixture.window), GDK_KEY_Page_Up, 0); /* the reader's doing, from here on */
  client_probe_begin (self->probe);
  for (guint i = 0; i < self->count; i++)
    kept += page_up (self);
  figures = client_probe_end (self->probe);
  tell ("pages", &figures);
  printf (",\"pages\":%u,\"kept\":%u,\"messages\":%" G_GUINT64_FORMAT "}\n", self->count, kept, first - get_first (self));
}

/* --- All of them --- */

static gboolean
is_usable (Bench *self)
{
  GtkWidget *messages = ui_find (GTK_WIDGET (self->fixture.window), "messages");
  GtkWidget *focus = gtk_window_get_focus (GTK_WINDOW (self->fixture.window));

  return messages != NULL && gtk_widget_get_mapped (messages) && focus != NULL && g_str_equal (gtk_widget_get_name (focus), "composer") &&
         natter_ui_session_get_current_room (ui_session (&self->fixture)) != NULL &&
         (self->run != run_start || gtk_text_buffer_get_line_count (gtk_text_view_get_buffer (GTK_TEXT_VIEW (messages))) > FILLED);
}

static void
on_frame (Bench *self)
{
  if (self->shown == 0)
    self->shown = g_get_monotonic_time ();
  if (self->filled == 0 && is_usable (self))
    self->filled = g_get_monotonic_time ();
}

static void
on_map (Bench *self,
        GtkWidget *window)
{
  client_probe_watch (self->probe, window);
  g_signal_connect_swapped (gtk_widget_get_frame_clock (window), "after-paint", G_CALLBACK (on_frame), self);
}

static void
on_window_added (Bench *self,
                 GtkWindow *window)
{
  if (self->fixture.window != NULL || !NATTER_UI_IS_WINDOW (window))
    return;
  self->fixture.window = NATTER_UI_WINDOW (window);
  g_signal_connect_swapped (window, "map", G_CALLBACK (on_map), self);
}

/* Nothing of the application is in the way: it has a loop of its own in here. */
static gboolean
on_start (gpointer data)
{
  Bench *self = data;

  wait_until (self->filled > 0 && natter_ui_session_get_state (ui_session (&self->fixture)) == NATTER_UI_STATE_ONLINE);
  self->run (self);
  fflush (stdout);
  natter_ui_session_log_out (ui_session (&self->fixture));
  natter_ui_window_quit (self->fixture.window);
  return G_SOURCE_REMOVE;
}

static Workload
find_workload (const char *name)
{
  static const struct
  {
    const char *name;
    Workload run;
  } workloads[] = {
    { "burst", run_burst },
    { "start", run_start },
    { "fill", run_fill },
    { "people", run_people },
    { "scroll", run_scroll },
  };

  for (guint i = 0; i < G_N_ELEMENTS (workloads); i++)
    if (g_str_equal (name, workloads[i].name))
      return workloads[i].run;
  return NULL;
}

int
main (int argc,
      char **argv)
{
  g_auto (GStrv) arguments = NULL;
  g_autoptr (NatterUiApplication) application = NULL;
  Bench self = { 0 };
  int status;

  self.run = argc == 5 ? find_workload (argv[1]) : NULL;
  if (self.run == NULL)
    {
      fprintf (stderr, "usage: natter-bench-window WORKLOAD COUNT HOST:PORT BEGAN\n");
      return 2;
    }
  self.count = (guint) strtoul (argv[2], NULL, 10);
  self.began = g_ascii_strtoll (argv[4], NULL, 10);
  self.probe = client_probe_new ();
  application = natter_ui_application_new (G_APPLICATION_DEFAULT_FLAGS);
  self.fixture.application = application;
  g_signal_connect_swapped (application, "window-added", G_CALLBACK (on_window_added), &self);
  g_idle_add (on_start, &self);
  arguments = g_strdupv ((char *[]){ argv[0], (char *) "--separate", argv[3], (char *) "--name", (char *) NAME, NULL });
  status = g_application_run (G_APPLICATION (application), (int) g_strv_length (arguments), arguments);
  client_probe_free (self.probe);
  return status;
}
