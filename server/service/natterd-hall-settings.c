/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "natterd-hall-private.h"

void
natterd_hall_take_config (NatterdHall *self,
                          const NatterdConfig *config)
{
  NatterdHallLimits *limits = &self->limits;

  limits->line = config->line;
  limits->login_timeout = config->login_timeout;
  limits->sniff_timeout = config->sniff_timeout;
  limits->idle_ping = config->idle_ping;
  limits->idle_grace = config->idle_grace;
  limits->queue_soft = config->queue_soft;
  limits->queue_soft_time = config->queue_soft_time;
  limits->queue_hard = config->queue_hard;
  limits->address_rate = config->address_rate;
  limits->address_burst = config->address_burst;
  limits->crowd = config->crowd;
  limits->crowd_pause = config->crowd_pause;
  limits->grace = config->grace;
  limits->held = config->held;
  limits->resume = config->resume;
  limits->handshake_timeout = config->handshake_timeout;
  limits->handshakes = config->handshakes;
  limits->handshakes_per_address = config->handshakes_per_address;
  limits->tls_required = config->tls_required;
  natterd_door_set_limits (&self->door, config->connections, config->connections_per_address,
                           config->loopback_exempt);
}

NatterdHubSettings *
natterd_hall_make_settings (const NatterdConfig *config)
{
  NatterdHubSettings *settings = natterd_hub_settings_new ();

  g_free (settings->server_name);
  settings->server_name = g_strdup (config->name);
  g_free (settings->motd);
  settings->motd = g_strdup (config->motd);
  settings->address = g_strdup (config->address);
  settings->name_length = config->name_length;
  settings->room_length = config->room_length;
  settings->message_bytes = config->message;
  settings->line_bytes = config->line;
  settings->topic_bytes = config->topic;
  settings->rooms = config->rooms;
  settings->rooms_deserted = config->rooms_deserted;
  settings->rooms_per_session = config->rooms_per_session;
  settings->ignored = config->ignored;
  settings->history = config->history;
  settings->keep = config->keep;
  settings->waiting = config->waiting;
  settings->guests = config->guests;
  settings->plain_passwords = config->plain_passwords;
  g_free (settings->owner);
  settings->owner = g_strdup (config->owner);
  settings->reserved = config->reserved != NULL ? g_strsplit_set (config->reserved, " ;,", -1) : NULL;
  settings->grace = (guint) ((config->grace + G_USEC_PER_SEC - 1) / G_USEC_PER_SEC);
  settings->stay = config->stay;
  settings->rate = config->rate;
  settings->burst = config->burst;
  return settings;
}
