/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "natter-ui-connection.h"
#include "natter-ui-session-ports.h"

/* The ports of a real session: a connection, and the main loop's clock. */

typedef struct
{
  NatterUiSession *session;       /* noref: it owns us */
  NatterUiConnection *connection; /* (nullable) */
  GSource *alarm;
} Link;

static gint64
get_time (gpointer data)
{
  return g_get_monotonic_time ();
}

static gint64
get_real_time (gpointer data)
{
  return g_get_real_time ();
}

static guint32
get_random (gpointer data)
{
  return g_random_int ();
}

static void
reached_cb (NatterUiConnection *connection, Link *link)
{
  natter_ui_session_take_reached (link->session);
}

static void
opened_cb (NatterUiConnection *connection, const NatterUiMeeting *meeting, Link *link)
{
  natter_ui_session_take_met (link->session, meeting);
}

static void
received_cb (NatterUiConnection *connection, const NatterEvent *event, Link *link)
{
  natter_ui_session_reduce (link->session, event);
}

static void
settled_cb (NatterUiConnection *connection, Link *link)
{
  natter_ui_session_settle (link->session);
}

static void
closed_cb (NatterUiConnection *connection, const GError *error, Link *link)
{
  natter_ui_session_take_closed (link->session, error);
}

static void
hang_up (gpointer data, gboolean gently)
{
  Link *link = data;

  if (link->connection == NULL)
    return;

  g_signal_handlers_disconnect_by_data (link->connection, link);
  if (gently)
    natter_ui_connection_finish (link->connection);
  else
    natter_ui_connection_close (link->connection);
  g_clear_object (&link->connection);
}

static void
dial (gpointer data, const char *host, guint16 port, NatterUiWay way)
{
  Link *link = data;

  hang_up (link, FALSE);
  link->connection = natter_ui_connection_new ();
  g_signal_connect (link->connection, "reached", G_CALLBACK (reached_cb), link);
  g_signal_connect (link->connection, "opened", G_CALLBACK (opened_cb), link);
  g_signal_connect (link->connection, "received", G_CALLBACK (received_cb), link);
  g_signal_connect (link->connection, "settled", G_CALLBACK (settled_cb), link);
  g_signal_connect (link->connection, "closed", G_CALLBACK (closed_cb), link);
  natter_ui_connection_open (link->connection, host, port, way);
}

static gboolean
send_command (gpointer data, const NatterCommand *command)
{
  Link *link = data;

  return link->connection != NULL && natter_ui_connection_send (link->connection, command);
}

static void
wake_at (gpointer data, gint64 time)
{
  Link *link = data;

  g_source_set_ready_time (link->alarm, time != 0 ? time : -1);
}

static gboolean
alarm_cb (gpointer user_data)
{
  Link *link = user_data;

  g_source_set_ready_time (link->alarm, -1);
  natter_ui_session_tick (link->session);
  return G_SOURCE_CONTINUE;
}

static gboolean
dispatch_alarm (GSource *source, GSourceFunc callback, gpointer user_data)
{
  return callback (user_data);
}

static GSourceFuncs alarm_funcs = { .dispatch = dispatch_alarm };

static void
free_link (gpointer data)
{
  Link *link = data;

  hang_up (link, FALSE);
  g_source_destroy (link->alarm);
  g_source_unref (link->alarm);
  g_free (link);
}

/* @link: (transfer full). */
static NatterUiSession *
new_session (Link *link)
{
  NatterUiPorts ports = {
    get_time, get_real_time, get_random, dial, send_command, hang_up, wake_at, link, free_link
  };

  link->alarm = g_source_new (&alarm_funcs, sizeof (GSource));
  g_source_set_static_name (link->alarm, "natter: alarm");
  g_source_set_callback (link->alarm, alarm_cb, link, NULL);
  g_source_attach (link->alarm, g_main_context_get_thread_default ());
  link->session = natter_ui_session_new_with_ports (&ports);
  return link->session;
}

NatterUiSession *
natter_ui_session_new (void)
{
  return new_session (g_new0 (Link, 1));
}
