/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "shared/natter-limits.h"

#include "natterd-hub.h"

NatterdHubSettings *
natterd_hub_settings_new (void)
{
  NatterdHubSettings *self = g_new0 (NatterdHubSettings, 1);

  self->server_name = g_strdup ("Natter");
  self->name_length = NATTER_LIMIT_NAME;
  self->room_length = NATTER_LIMIT_ROOM_NAME;
  self->message_bytes = NATTER_LIMIT_MESSAGE;
  self->line_bytes = NATTER_LIMIT_LINE;
  self->topic_bytes = NATTER_LIMIT_TOPIC;
  self->rooms = 10000;
  self->rooms_deserted = G_TIME_SPAN_DAY;
  self->rooms_per_session = 100;
  self->ignored = 100;
  self->history = NATTER_LIMIT_HISTORY;
  self->waiting = 100;
  self->guests = TRUE;
  self->grace = 60;
  self->stay = 30 * 24 * G_TIME_SPAN_HOUR;
  self->rate = 5;
  self->burst = 20;
  return self;
}

NatterdHubSettings *
natterd_hub_settings_copy (const NatterdHubSettings *self)
{
  NatterdHubSettings *copy = g_memdup2 (self, sizeof *self);

  copy->server_name = g_strdup (self->server_name);
  copy->motd = g_strdup (self->motd);
  copy->address = g_strdup (self->address);
  copy->owner = g_strdup (self->owner);
  copy->reserved = g_strdupv (self->reserved);
  return copy;
}

void
natterd_hub_settings_free (NatterdHubSettings *self)
{
  if (self == NULL)
    return;

  g_free (self->server_name);
  g_free (self->motd);
  g_free (self->address);
  g_free (self->owner);
  g_strfreev (self->reserved);
  g_free (self);
}
