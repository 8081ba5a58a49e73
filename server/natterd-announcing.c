/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#define G_LOG_DOMAIN "natterd"

#include "natterd-announcing.h"

#include "server/announce/natterd-announce.h"
#include "shared/natter-key.h"

#define PAUSE 5 /* seconds: how often it may be told that people came and went */

struct _NatterdAnnouncing
{
  const NatterdHall *hall;
  GStrv addresses;
  char *name;
  gboolean guests;
  NatterdAnnounce *announce; /* (nullable) */
  guint timeout;
  gboolean complained; /* that there is no Avahi */
};

/* By now: makes the announcement, or tells what is different. */
static void
tell (NatterdAnnouncing *self)
{
  NatterKey key;
  gboolean tls = natterd_hall_get_key (self->hall, &key);
  g_autofree char *text = tls ? natter_key_to_text (&key) : NULL;
  const NatterdAnnounceFacts facts = {
    .name = self->name,
    .people = natterd_hall_get_n_people (self->hall),
    .guests = self->guests,
    .tls = tls,
    .key = text,
  };

  if (self->announce != NULL)
    natterd_announce_update (self->announce, &facts);
  else
    self->announce = natterd_announce_new ((const char *const *) self->addresses, &facts);
}

/* Once; and again where there was one meanwhile. */
static void
complain (NatterdAnnouncing *self)
{
  gboolean has_avahi = natterd_announce_has_avahi (self->announce);

  if (!has_avahi && !self->complained)
    g_warning ("network.announce: nobody finds this server, since Avahi is not there: install and start avahi-daemon, or set network.announce = no");
  self->complained = !has_avahi;
}

static gboolean
on_timeout (gpointer user_data)
{
  tell (user_data);
  complain (user_data);
  return G_SOURCE_CONTINUE;
}

static void
stop (NatterdAnnouncing *self)
{
  g_clear_handle_id (&self->timeout, g_source_remove);
  g_clear_pointer (&self->announce, natterd_announce_free);
}

static void
start (NatterdAnnouncing *self)
{
  if (!natterd_announce_is_of_use ((const char *const *) self->addresses))
    {
      g_message ("network.announce does nothing while the server listens on this machine only: see server.listen");
      return;
    }
  tell (self);
  self->timeout = g_timeout_add_seconds (PAUSE, on_timeout, self);
}

NatterdAnnouncing *
natterd_announcing_new (const NatterdHall *hall,
                        const char *const *addresses,
                        const NatterdConfig *config)
{
  NatterdAnnouncing *self = g_new0 (NatterdAnnouncing, 1);

  self->hall = hall;
  self->addresses = g_strdupv ((GStrv) addresses);
  natterd_announcing_reload (self, config);
  return self;
}

void
natterd_announcing_free (NatterdAnnouncing *self)
{
  if (self == NULL)
    return;

  stop (self);
  g_strfreev (self->addresses);
  g_free (self->name);
  g_free (self);
}

void
natterd_announcing_reload (NatterdAnnouncing *self,
                           const NatterdConfig *config)
{
  if (self == NULL)
    return;

  g_free (self->name);
  self->name = g_strdup (config->name);
  self->guests = config->guests;
  if (!config->announce)
    stop (self);
  else if (self->announce == NULL)
    start (self);
  else
    tell (self);
}
