/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib-unix.h>

#include "server/config/natterd-config.h"
#include "server/natterd-web.h"
#include "server/service/natterd-hall.h"
#include "tests/support/natterd-store-double.h"

/* natterd on a store that waits or fails when it is told so on stdin, a word a line: "fails" (the next commit), "waits",
 * "answers"; "asked": nothing more, but to wait until it was asked for something. Each is acknowledged on stdout with
 * "done WORD" once it is so. Takes the options that the tests use. */

typedef struct
{
  GMainLoop *loop;
  NatterdHall *hall;
  NatterdWeb *web;
  NatterdConfig *config;
  NatterdStore *store; /* the hall's */
  GIOChannel *orders;
  guint watch; /* 0 once stdin has ended */
} Faulty;

/* Often enough that nobody waits, seldom enough to cost nothing. */
#define LOOK_EVERY_MS 5

static gboolean
look_whether_asked (gpointer user_data)
{
  Faulty *self = user_data;

  if (natterd_store_double_get_n_waiting (self->store) == 0)
    return G_SOURCE_CONTINUE;

  g_print ("done asked\n");
  return G_SOURCE_REMOVE;
}

static void
obey (Faulty *self, const char *word)
{
  if (g_str_equal (word, "asked"))
    {
      g_timeout_add (LOOK_EVERY_MS, look_whether_asked, self);
      return;
    }

  if (g_str_equal (word, "fails"))
    natterd_store_double_fail (self->store, 1);
  else if (g_str_equal (word, "waits"))
    natterd_store_double_hold (self->store);
  else if (g_str_equal (word, "answers"))
    {
      natterd_store_double_fail (self->store, 0);
      natterd_store_double_release (self->store);
    }
  else
    g_error ("The store knows no \"%s\".", word);

  g_print ("done %s\n", word);
}

static gboolean
take_order (GIOChannel *channel, GIOCondition condition, gpointer user_data)
{
  Faulty *self = user_data;
  g_autofree char *line = NULL;

  if (g_io_channel_read_line (channel, &line, NULL, NULL, NULL) != G_IO_STATUS_NORMAL)
    {
      self->watch = 0;
      return G_SOURCE_REMOVE;
    }

  obey (self, g_strchomp (line));
  return G_SOURCE_CONTINUE;
}

static void
quit (gpointer user_data)
{
  Faulty *self = user_data;

  g_main_loop_quit (self->loop);
}

static gboolean
terminate (gpointer user_data)
{
  Faulty *self = user_data;

  natterd_hall_shut_down (self->hall, quit, self);
  return G_SOURCE_REMOVE;
}

static void
listen_on (Faulty *self, const char *address)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *bound = natterd_hall_listen (self->hall, address, &error);

  g_assert_no_error (error);
  g_print ("natterd: listening on %s\n", bound);
  self->web = natterd_web_new (self->hall, self->config, &error);
  g_assert_no_error (error);
}

static void
open_hall (Faulty *self, const char *const *settings)
{
  g_autoptr (GError) error = NULL;
  NatterdConfig *config = natterd_config_load (NULL, settings, &error);

  g_assert_no_error (error);
  self->config = config;
  self->store = natterd_store_double_new (natterd_store_memory_new (config->memory_messages, config->memory));
  self->hall = natterd_hall_new_for_store (config, self->store, &error);
  g_assert_no_error (error);
}

static void
run (Faulty *self, const char *address)
{
  self->loop = g_main_loop_new (NULL, FALSE);
  self->orders = g_io_channel_unix_new (0);
  self->watch = g_io_add_watch (self->orders, G_IO_IN | G_IO_HUP, take_order, self);
  g_unix_signal_add (SIGTERM, terminate, self);
  listen_on (self, address);
  g_main_loop_run (self->loop);

  g_clear_handle_id (&self->watch, g_source_remove);
  g_io_channel_unref (self->orders);
  g_main_loop_unref (self->loop);
  natterd_web_free (self->web);
  natterd_hall_free (self->hall);
  natterd_config_free (self->config);
}

int
main (int argc, char **argv)
{
  g_autofree char *address = NULL;
  g_auto (GStrv) settings = NULL;
  gboolean ephemeral = FALSE;
  Faulty self = { 0 };
  g_autoptr (GError) error = NULL;
  g_autoptr (GOptionContext) context = g_option_context_new (NULL);
  const GOptionEntry entries[] = {
    { "listen", 0, 0, G_OPTION_ARG_STRING, &address, "where", "ADDR:PORT" },
    { "set", 0, 0, G_OPTION_ARG_STRING_ARRAY, &settings, "a key", "GROUP.KEY=VALUE" },
    { "ephemeral", 0, 0, G_OPTION_ARG_NONE, &ephemeral, "as it is anyway", NULL },
    { NULL }
  };

  g_option_context_add_main_entries (context, entries, NULL);
  if (!g_option_context_parse (context, &argc, &argv, &error))
    g_error ("%s", error->message);

  open_hall (&self, (const char *const *) settings);
  run (&self, address != NULL ? address : "127.0.0.1:0");
  return 0;
}
