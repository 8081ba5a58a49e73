/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#define G_LOG_DOMAIN "natterd"

#include "natterd-supervisor.h"

#include "natterd-notify.h"

/* Seconds between two looks at how many people are here. */
#define LOOK_EVERY 10

/* Of the watchdog's time: one feeding may be missed. */
#define FEEDINGS 3

struct _NatterdSupervisor
{
  NatterdNotify *notify; /* owned */
  NatterdHall *hall;     /* (nullable) noref: serving */
  char *where;           /* (nullable) */
  char *told;            /* (nullable) the status that was told last */
  guint on_look, on_feed;
  gboolean asked; /* the store, and it has not answered yet */
};

NatterdSupervisor *
natterd_supervisor_new (void)
{
  NatterdSupervisor *self = g_new0 (NatterdSupervisor, 1);

  self->notify = natterd_notify_new ();
  return self;
}

static void
stop_looking (NatterdSupervisor *self)
{
  g_clear_handle_id (&self->on_look, g_source_remove);
  g_clear_handle_id (&self->on_feed, g_source_remove);
  if (self->hall != NULL)
    natterd_hall_forget_ping (self->hall);
  self->hall = NULL;
}

void
natterd_supervisor_free (NatterdSupervisor *self)
{
  if (self == NULL)
    return;
  stop_looking (self);
  natterd_notify_free (self->notify);
  g_free (self->where);
  g_free (self->told);
  g_free (self);
}

static void
tell (NatterdSupervisor *self,
      const char *state)
{
  if (!natterd_notify_send (self->notify, state))
    g_warning ("whoever supervises us did not take what it was told");
}

/* Never translated: like the log, it is for whoever runs the server. (transfer full) */
static char *
describe (const NatterdSupervisor *self)
{
  guint people = natterd_hall_get_n_people (self->hall);

  return g_strdup_printf ("STATUS=%u %s here, on %s%s", people, people == 1 ? "person is" : "people are", self->where,
                          natterd_hall_is_storage_failing (self->hall) ? "; the storage is failing" : "");
}

static void
tell_status (NatterdSupervisor *self,
             const char *prefix)
{
  g_autofree char *status = describe (self);
  g_autofree char *state = g_strconcat (prefix, status, NULL);

  if (prefix[0] == '\0' && g_strcmp0 (status, self->told) == 0)
    return;
  tell (self, state);
  g_free (self->told);
  self->told = g_steal_pointer (&status);
}

static gboolean
on_look (gpointer user_data)
{
  tell_status (user_data, "");
  return G_SOURCE_CONTINUE;
}

static void
on_answered (gpointer user_data)
{
  NatterdSupervisor *self = user_data;

  self->asked = FALSE;
  tell (self, "WATCHDOG=1");
}

static gboolean
on_feed (gpointer user_data)
{
  NatterdSupervisor *self = user_data;

  if (!self->asked)
    {
      self->asked = TRUE;
      natterd_hall_ping_store (self->hall, on_answered, self);
    }
  return G_SOURCE_CONTINUE;
}

void
natterd_supervisor_ready (NatterdSupervisor *self,
                          NatterdHall *hall,
                          const char *where)
{
  gint64 watchdog = natterd_notify_get_watchdog (self->notify);

  if (!natterd_notify_is_heard (self->notify))
    return;
  self->hall = hall;
  self->where = g_strdup (where);
  tell_status (self, "READY=1\n");
  self->on_look = g_timeout_add_seconds (LOOK_EVERY, on_look, self);
  g_source_set_name_by_id (self->on_look, "natterd status");
  if (watchdog == 0)
    return;
  self->on_feed = g_timeout_add ((guint) CLAMP (watchdog / FEEDINGS / 1000, 1, G_MAXINT), on_feed, self);
  g_source_set_name_by_id (self->on_feed, "natterd watchdog");
}

void
natterd_supervisor_reloading (NatterdSupervisor *self)
{
  g_autofree char *state = g_strdup_printf ("RELOADING=1\nMONOTONIC_USEC=%" G_GINT64_FORMAT, g_get_monotonic_time ());

  if (self->hall != NULL)
    tell (self, state);
}

void
natterd_supervisor_reloaded (NatterdSupervisor *self)
{
  if (self->hall != NULL)
    tell_status (self, "READY=1\n");
}

void
natterd_supervisor_stopping (NatterdSupervisor *self)
{
  stop_looking (self);
  tell (self, "STOPPING=1\nSTATUS=Saying goodbye to everyone");
}
