/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#define G_LOG_DOMAIN "natterd"

#include "natterd-web.h"

#include <glib/gi18n-lib.h>
#include <stdio.h>

#include "server/http/natterd-http.h"
#include "server/service/natterd-inside.h"

struct _NatterdWeb
{
  NatterdHall *hall; /* not owned */
  NatterdHttp *http; /* owned */
  GStrv listen;      /* owned: where it listens, as it was written */
  GPtrArray *bound;  /* owned (element-type utf8), NULL-terminated: with the ports that it got */
  GQueue errands;    /* (element-type Errand) */
};

/* A message on its way into a room. */
typedef struct
{
  GList link;
  NatterdWeb *web;
  NatterdInside *inside; /* owned */
  NatterdHttpHook *hook; /* owned, until it is answered */
  char *id;              /* owned */
} Errand;

static void
look (gpointer user_data,
      NatterdStatus *status)
{
  NatterdWeb *self = user_data;

  natterd_hall_get_status (self->hall, status);
}

static gboolean
keeps_out (gpointer user_data,
           GSocketAddress *remote)
{
  NatterdWeb *self = user_data;
  struct sockaddr_storage native = { 0 };
  NatterdAddress address;

  if (!g_socket_address_to_native (remote, &native, sizeof native, NULL))
    return FALSE;
  natterd_address_from_native ((const struct sockaddr *) &native, &address);
  return natterd_hall_is_kept_out (self->hall, &address);
}

static void
on_bans_changed (gpointer user_data)
{
  NatterdWeb *self = user_data;

  natterd_http_look_again (self->http);
}

static gboolean
knows (gpointer user_data,
       const char *token)
{
  NatterdWeb *self = user_data;

  return natterd_hall_knows_token (self->hall, token);
}

static void
errand_free (Errand *self)
{
  g_queue_unlink (&self->web->errands, &self->link);
  natterd_inside_close (self->inside);
  if (self->hook != NULL)
    natterd_http_hook_refuse (self->hook, NATTER_ERROR_SHUTTING_DOWN, _ ("The server is going down. Please come back in a while."), 0);
  g_free (self->id);
  g_free (self);
}

/* the answer to what was to be said, or what makes sure that there will be none */
static void
on_heard (gpointer user_data,
          const NatterEvent *event)
{
  Errand *self = user_data;

  if (event->kind == NATTER_EVENT_OK && g_strcmp0 (event->re, self->id) == 0 && event->message != NULL)
    natterd_http_hook_answer (g_steal_pointer (&self->hook), event->room, event->message->seq, event->message->repeated);
  else if (event->kind == NATTER_EVENT_ERROR)
    natterd_http_hook_refuse (g_steal_pointer (&self->hook), event->code, event->text, event->wait);
  else if (event->kind != NATTER_EVENT_BYE)
    return;
  errand_free (self);
}

static NatterCommand *
make_login (const NatterdHttpSaid *said)
{
  NatterCommand *login = natter_command_new (NATTER_COMMAND_LOGIN);

  login->token = g_strdup (said->token);
  return login;
}

static NatterCommand *
make_say (const NatterdHttpSaid *said,
          const char *id)
{
  NatterCommand *say = natter_command_new (NATTER_COMMAND_SAY);

  say->id = g_strdup (id);
  say->room = g_strdup (said->room);
  say->text = g_strdup (said->text);
  return say;
}

static void
say (gpointer user_data,
     NatterdHttpHook *hook,
     const NatterdHttpSaid *said)
{
  NatterdWeb *self = user_data;
  Errand *errand = g_new0 (Errand, 1);

  errand->link.data = errand;
  errand->web = self;
  errand->hook = hook;
  errand->id = said->id != NULL ? g_strdup (said->id) : g_uuid_string_random ();
  errand->inside = natterd_inside_open (self->hall, on_heard, errand);
  g_queue_push_tail_link (&self->errands, &errand->link);
  natterd_inside_do (errand->inside, make_login (said));
  natterd_inside_do (errand->inside, make_say (said, errand->id));
}

/* Life */

/* Each connection is a descriptor, and most of them are for people. */
static guint
get_most_connections (const NatterdConfig *config)
{
  NatterdProcess process;

  if (config->http_listen[0] == NULL)
    return 1;
  natterd_process_look (&process);
  return process.descriptors_most == 0 ? config->http_connections : CLAMP (process.descriptors_most / 8, 1, config->http_connections);
}

static NatterdHttpSettings
make_settings (const NatterdConfig *config)
{
  return (NatterdHttpSettings){
    .door = { .connections = get_most_connections (config), .patience = config->http_patience },
    .body = MAX (config->line, config->message),
    .rate = config->rate,
    .burst = config->burst,
    .address_rate = config->address_rate,
    .address_burst = config->address_burst,
    .loopback_exempt = config->loopback_exempt,
    .metrics_token = config->http_metrics_token,
  };
}

static gboolean
listen_everywhere (NatterdWeb *self,
                   const NatterdConfig *config,
                   GError **error)
{
  g_ptr_array_set_size (self->bound, 0);
  g_ptr_array_add (self->bound, NULL);
  for (guint i = 0; config->http_listen[i] != NULL; i++)
    {
      char *address = natterd_http_listen (self->http, config->http_listen[i], error);

      if (address == NULL)
        return FALSE;
      g_ptr_array_insert (self->bound, (int) i, address);
      printf ("natterd: http on %s\n", address);
    }
  fflush (stdout);
  return TRUE;
}

static void
reserve_descriptors (NatterdWeb *self,
                     const NatterdConfig *config,
                     const NatterdHttpSettings *settings)
{
  natterd_hall_reserve_descriptors (self->hall, config->http_listen[0] != NULL
                                                  ? settings->door.connections + g_strv_length (config->http_listen)
                                                  : 0);
}

NatterdWeb *
natterd_web_new (NatterdHall *hall,
                 const NatterdConfig *config,
                 GError **error)
{
  static const NatterdHttpOwner owner = { look, keeps_out, knows, say };
  g_autoptr (NatterdWeb) self = g_new0 (NatterdWeb, 1);
  NatterdHttpSettings settings = make_settings (config);

  self->hall = hall;
  g_queue_init (&self->errands);
  self->listen = g_strdupv (config->http_listen);
  self->bound = g_ptr_array_new_with_free_func (g_free);
  self->http = natterd_http_new (&settings, &natterd_hall_get_counters (hall)->http, &owner, self);
  reserve_descriptors (self, config, &settings);
  natterd_hall_watch_bans (hall, on_bans_changed, self);
  if (!listen_everywhere (self, config, error))
    return NULL;
  return g_steal_pointer (&self);
}

void
natterd_web_free (NatterdWeb *self)
{
  if (self == NULL)
    return;
  natterd_hall_watch_bans (self->hall, NULL, NULL);
  natterd_http_free (self->http);
  for (Errand *errand; (errand = g_queue_peek_head (&self->errands)) != NULL;)
    errand_free (errand);
  g_strfreev (self->listen);
  g_ptr_array_unref (self->bound);
  g_free (self);
}

const char *const *
natterd_web_get_addresses (const NatterdWeb *self)
{
  return (const char *const *) self->bound->pdata;
}

void
natterd_web_reload (NatterdWeb *self,
                    const NatterdConfig *config)
{
  NatterdHttpSettings settings = make_settings (config);
  g_autoptr (GError) error = NULL;

  natterd_http_set_settings (self->http, &settings);
  reserve_descriptors (self, config, &settings);
  if (g_strv_equal ((const char *const *) self->listen, (const char *const *) config->http_listen))
    return;
  natterd_http_unlisten (self->http);
  g_strfreev (self->listen);
  self->listen = g_strdupv (config->http_listen);
  if (!listen_everywhere (self, config, &error))
    g_warning ("%s", error->message);
}
