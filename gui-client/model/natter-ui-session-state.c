/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "shared/natter-error.h"
#include "shared/natter-limits.h"
#include "shared/natter-text.h"

#include "natter-ui-address.h"
#include "natter-ui-session-private.h"

/* The way there and back: the states of DESIGN.md, and the time each may take. */

#define SECONDS       G_USEC_PER_SEC
#define WELCOME_TIME  (10 * SECONDS)
#define PING_EVERY    (30 * SECONDS)
#define PING_AGAIN    (2 * SECONDS) /* at first, until as many are answered as count */
#define PONG_TIME     (20 * SECONDS)
#define PROBE_TIME    (3 * SECONDS)
#define FIRST_DELAY   (1 * SECONDS)
#define LONGEST_DELAY (30 * SECONDS)
#define SETTLE_TIME   (10 * SECONDS)
#define FULL_SECONDS  30
/* A server finds out in 90 s that the one who had our name, we ourselves, is gone: PROTOCOL.md §5.15. */
#define GHOST_TIME (120 * SECONDS)

gint64
natter_ui_session_get_time (NatterUiSession *self)
{
  return self->ports.get_time (self->ports.data);
}

void
natter_ui_session_set_state (NatterUiSession *self, NatterUiState state)
{
  if (self->state == state)
    return;

  self->state = state;
  natter_ui_session_notify (self, NATTER_UI_SESSION_PROP_STATE);
}

void
natter_ui_session_set_error (NatterUiSession *self, const GError *error, const char *suggestion)
{
  if (self->error != error)
    {
      g_clear_error (&self->error);
      self->error = error != NULL ? g_error_copy (error) : NULL;
      natter_ui_session_notify (self, NATTER_UI_SESSION_PROP_ERROR_TEXT);
    }

  if (g_strcmp0 (self->suggestion, suggestion) != 0)
    {
      g_free (self->suggestion);
      self->suggestion = g_strdup (suggestion);
      natter_ui_session_notify (self, NATTER_UI_SESSION_PROP_SUGGESTION);
    }
}

void
natter_ui_session_dial_by (NatterUiSession *self, NatterUiWay way)
{
  natter_ui_session_drop (self, FALSE);
  self->retry_at = 0;
  self->back = 0;
  self->stays_away = FALSE;
  natter_ui_session_forget_meeting (self);
  natter_ui_session_set_state (self, NATTER_UI_STATE_CONNECTING);
  self->ports.dial (self->ports.data, self->host, self->port, way);
}

void
natter_ui_session_dial (NatterUiSession *self)
{
  natter_ui_session_recall (self);
  natter_ui_session_dial_by (self, natter_ui_session_choose_way (self));
}

void
natter_ui_session_await_answer (NatterUiSession *self)
{
  self->answer_by = natter_ui_session_get_time (self) + WELCOME_TIME;
}

/* The rooms stay, with what waits in them; that the server has us in them does not. */
void
natter_ui_session_drop (NatterUiSession *self, gboolean gently)
{
  GListModel *rooms = G_LIST_MODEL (self->rooms);

  self->ports.hang_up (self->ports.data, gently);
  self->opened = FALSE;
  self->welcomed = FALSE;
  self->refused = FALSE;
  self->stepping = FALSE;
  self->replaying = FALSE;
  self->answer_by = 0;
  self->ping_at = 0;
  self->hold_until = 0;
  self->resume_at = 0;
  self->latency = -1;
  self->n_pings = 0;
  if (self->cache != NULL)
    natter_ui_cache_flush (self->cache);
  natter_ui_session_fail_requests (self);
  natter_ui_session_unsettle_outbox (self);
  for (guint i = 0; i < g_list_model_get_n_items (rooms); i++)
    natter_ui_room_set_joined (natter_ui_room_list_get (self->rooms, i), FALSE);
}

/* Half to the whole of a time that doubles, so that not everyone comes back in one moment; after a server that said when it wants everyone
 * back anywhere in that time (§5.16a). */
static gint64
get_delay (NatterUiSession *self)
{
  gint64 whole = MIN (FIRST_DELAY << MIN (self->attempts, 10), LONGEST_DELAY);
  double share = self->ports.get_random (self->ports.data) / (double) G_MAXUINT32;

  if (self->back > 0)
    return FIRST_DELAY / 2 + (gint64) ((double) (self->back * SECONDS - FIRST_DELAY / 2) * share);
  return (gint64) ((double) whole * (0.5 + 0.5 * share));
}

/* Where one has been before there is something to show, and to write to, until the server is there. While the copy is being read,
 * that is not known yet. */
gboolean
natter_ui_session_is_at_home (NatterUiSession *self)
{
  return self->was_online || self->cache_loading || g_list_model_get_n_items (G_LIST_MODEL (self->rooms)) > 0;
}

void
natter_ui_session_break (NatterUiSession *self, const GError *error, guint least_seconds)
{
  gboolean asking = self->refused;

  natter_ui_session_drop (self, FALSE);
  /* While someone thinks about another name the server may lose its patience: that is no news. */
  if (!asking)
    natter_ui_session_set_error (self, error, NULL);

  if (!natter_ui_session_is_at_home (self) || self->stays_away || asking)
    {
      natter_ui_session_set_state (self, NATTER_UI_STATE_OFFLINE);
      return;
    }

  self->retry_at = natter_ui_session_get_time (self) + get_delay (self) + (gint64) least_seconds * SECONDS;
  self->attempts++;
  natter_ui_session_set_state (self, NATTER_UI_STATE_WAITING);
}

void
natter_ui_session_send_login (NatterUiSession *self)
{
  NatterCommand *command;

  self->refused = FALSE;
  if (self->token != NULL)
    command = natter_ui_session_new_resume (self);
  else
    {
      command = natter_command_new (NATTER_COMMAND_LOGIN);
      command->name = g_strdup (self->wanted_name);
      command->password = g_strdup (self->password);
      command->resume = TRUE;
    }
  natter_ui_session_ask (self, command, natter_ui_request_new (NATTER_UI_REQUEST_LOGIN, NULL));
  natter_ui_session_await_answer (self);
}

void
natter_ui_session_hear (NatterUiSession *self)
{
  if (self->state == NATTER_UI_STATE_ONLINE)
    self->answer_by = 0;
}

void
natter_ui_session_begin_online (NatterUiSession *self)
{
  self->was_online = TRUE;
  self->settled_at = natter_ui_session_get_time (self) + SETTLE_TIME;
  self->patience_until = 0;
  self->answer_by = 0;
  self->ping_at = natter_ui_session_get_time (self);
  natter_ui_session_set_error (self, NULL, NULL);
  natter_ui_session_set_state (self, NATTER_UI_STATE_ONLINE);
}

/* The server says nothing until the first byte tells it what we speak. */
void
natter_ui_session_take_opened (NatterUiSession *self)
{
  g_return_if_fail (NATTER_UI_IS_SESSION (self));

  if (self->state != NATTER_UI_STATE_CONNECTING || self->opened)
    return;

  self->opened = TRUE;
  if (!self->cache_loading)
    natter_ui_session_send_login (self);
  natter_ui_session_settle (self);
}

void
natter_ui_session_take_closed (NatterUiSession *self, const GError *error)
{
  guint least = 0;

  g_return_if_fail (NATTER_UI_IS_SESSION (self));

  if (self->state == NATTER_UI_STATE_OFFLINE || self->state == NATTER_UI_STATE_WAITING)
    return;

  if (g_error_matches (error, NATTER_UI_ERROR, NATTER_UI_ERROR_BARE) && !self->opened)
    {
      natter_ui_session_take_bare (self);
      natter_ui_session_settle (self);
      return;
    }

  if (g_error_matches (error, NATTER_UI_ERROR, NATTER_UI_ERROR_FULL))
    least = FULL_SECONDS;
  if (self->state == NATTER_UI_STATE_ONLINE)
    {
      self->patience_until = natter_ui_session_get_time (self) + GHOST_TIME;
      self->broke_at = natter_ui_session_get_time (self);
      /* A server that lets us in and throws us out again is not to be run down. */
      if (natter_ui_session_get_time (self) >= self->settled_at)
        self->attempts = 0;
    }
  else if (self->opened && !self->refused)
    /* It may have let us in, and we did not hear of it: the name is our own ghost's then. */
    self->patience_until = natter_ui_session_get_time (self) + GHOST_TIME;
  natter_ui_session_break (self, error, least);
  natter_ui_session_settle (self);
}

static void
send_ping (NatterUiSession *self, gint64 now)
{
  NatterUiRequest *request = natter_ui_request_new (NATTER_UI_REQUEST_PING, NULL);

  request->time = now;
  self->ping_at = now + (self->n_pings + 1 < NATTER_UI_PINGS_KEPT ? PING_AGAIN : PING_EVERY);
  if (natter_ui_session_ask (self, natter_command_new (NATTER_COMMAND_PING), request))
    self->answer_by = self->answer_by != 0 ? MIN (self->answer_by, now + PONG_TIME) : now + PONG_TIME;
}

void
natter_ui_session_probe (NatterUiSession *self)
{
  gint64 now = natter_ui_session_get_time (self);

  send_ping (self, now);
  if (self->answer_by != 0)
    self->answer_by = MIN (self->answer_by, now + PROBE_TIME);
  natter_ui_session_settle (self);
}

/* The server did not greet us, or did not answer our ping, in time. */
static void
lose_patience (NatterUiSession *self)
{
  g_autoptr (GError) error = NULL;

  if (self->state == NATTER_UI_STATE_ONLINE || self->welcomed)
    error = g_error_new (NATTER_UI_ERROR, NATTER_UI_ERROR_LOST, _ ("%s does not answer any more."), self->address);
  else
    error = g_error_new (NATTER_UI_ERROR, NATTER_UI_ERROR_NOT_NATTER,
                         _ ("Something is at %s, but it says nothing. Is the address right?"), self->address);
  natter_ui_session_take_closed (self, error);
}

void
natter_ui_session_tick (NatterUiSession *self)
{
  gint64 now;

  g_return_if_fail (NATTER_UI_IS_SESSION (self));

  now = natter_ui_session_get_time (self);
  if (self->answer_by != 0 && now >= self->answer_by)
    lose_patience (self);
  else if (self->state == NATTER_UI_STATE_WAITING && now >= self->retry_at)
    natter_ui_session_dial (self);
  else if (self->state == NATTER_UI_STATE_ONLINE && now >= self->ping_at)
    send_ping (self, now);

  natter_ui_session_settle (self);
}

/* Checks @name, and takes it for the next login. */
static gboolean
want_name (NatterUiSession *self, const char *name, GError **error)
{
  char *normal = natter_name_normalize (name, NATTER_LIMIT_NAME, error);

  if (normal == NULL)
    return FALSE;

  g_free (self->wanted_name);
  self->wanted_name = normal;
  return TRUE;
}

static void
forget_server (NatterUiSession *self)
{
  natter_ui_session_change_current (self, NULL);
  natter_ui_outbox_clear (self->outbox);
  natter_ui_room_list_clear (self->rooms);
  self->rooms_known = FALSE;
  self->cache_loading = FALSE;
  g_clear_pointer (&self->cache, natter_ui_cache_free);
  g_clear_pointer (&self->epoch, g_free);
  g_clear_pointer (&self->identity, g_free);
  natter_ui_session_set_own_away (self, NULL);
  natter_ui_session_forget_token (self);
  self->is_account = FALSE;
  g_clear_pointer (&self->token_path, g_free);
  g_clear_pointer (&self->ignored, g_strfreev);
  memset (&self->limits, 0, sizeof self->limits);
  g_free (self->server_name);
  self->server_name = g_strdup ("");
  natter_ui_session_notify (self, NATTER_UI_SESSION_PROP_SERVER_NAME);
}

gboolean
natter_ui_session_open (NatterUiSession *self, const char *address, const char *name, GError **error)
{
  g_autofree char *host = NULL;
  guint16 port;

  g_return_val_if_fail (NATTER_UI_IS_SESSION (self), FALSE);
  g_return_val_if_fail (address != NULL && name != NULL, FALSE);

  if (!natter_ui_address_parse (address, &host, &port, error) || !want_name (self, name, error))
    return FALSE;

  natter_ui_session_drop (self, self->state == NATTER_UI_STATE_ONLINE);
  if (g_strcmp0 (self->host, host) != 0 || self->port != port)
    forget_server (self);
  else if (!natter_ui_session_is_own (self, self->wanted_name))
    {
      natter_ui_session_forget_token (self);
      self->is_account = FALSE;
      g_clear_pointer (&self->token_path, g_free);
    }
  g_free (self->host);
  self->host = g_steal_pointer (&host);
  self->port = port;
  g_free (self->address);
  self->address = natter_ui_address_format (self->host, port);
  natter_ui_session_notify (self, NATTER_UI_SESSION_PROP_ADDRESS);
  natter_ui_session_begin_trust (self);
  natter_ui_session_bind (self);

  natter_ui_session_keep_password (self, NULL);
  self->was_online = FALSE;
  self->attempts = 0;
  self->patience_until = 0;
  natter_ui_session_set_own_name (self, self->wanted_name);
  natter_ui_session_set_error (self, NULL, NULL);
  natter_ui_session_dial (self);
  natter_ui_session_settle (self);
  return TRUE;
}

gboolean
natter_ui_session_log_in_as (NatterUiSession *self, const char *name, GError **error)
{
  return natter_ui_session_log_in_with (self, name, NULL, error);
}

gboolean
natter_ui_session_log_in_with (NatterUiSession *self, const char *name, const char *password, GError **error)
{
  g_return_val_if_fail (NATTER_UI_IS_SESSION (self), FALSE);
  g_return_val_if_fail (name != NULL, FALSE);
  g_return_val_if_fail (self->host != NULL, FALSE);

  if (self->state == NATTER_UI_STATE_ONLINE)
    return natter_ui_session_rename (self, name, error);
  if (!want_name (self, name, error))
    return FALSE;

  natter_ui_session_keep_password (self, password);
  if (password != NULL || !natter_ui_session_is_own (self, self->wanted_name))
    natter_ui_session_keep_token (self, NULL);
  natter_ui_session_bind (self);
  natter_ui_session_set_own_name (self, self->wanted_name);
  natter_ui_session_set_error (self, NULL, NULL);
  self->patience_until = 0;
  if (self->state == NATTER_UI_STATE_LOGIN)
    natter_ui_session_send_login (self);
  else if (self->state != NATTER_UI_STATE_CONNECTING || self->opened)
    natter_ui_session_dial (self);
  natter_ui_session_settle (self);
  return TRUE;
}

void
natter_ui_session_try_now (NatterUiSession *self)
{
  g_return_if_fail (NATTER_UI_IS_SESSION (self));

  if (self->host == NULL || (self->state != NATTER_UI_STATE_WAITING && self->state != NATTER_UI_STATE_OFFLINE))
    return;

  if (self->state == NATTER_UI_STATE_OFFLINE)
    natter_ui_session_set_error (self, NULL, NULL);
  natter_ui_session_dial (self);
  natter_ui_session_settle (self);
}

void
natter_ui_session_log_out (NatterUiSession *self)
{
  gboolean gently;

  g_return_if_fail (NATTER_UI_IS_SESSION (self));

  gently = self->opened;
  if (gently)
    {
      g_autoptr (NatterCommand) command = natter_command_new (NATTER_COMMAND_LOGOUT);

      self->ports.send (self->ports.data, command);
    }

  natter_ui_session_keep_password (self, NULL);
  if (gently || !self->is_account)
    natter_ui_session_keep_token (self, NULL);
  self->was_online = FALSE;
  self->retry_at = 0;
  natter_ui_session_drop (self, gently);
  natter_ui_session_set_error (self, NULL, NULL);
  natter_ui_session_set_state (self, NATTER_UI_STATE_OFFLINE);
  natter_ui_session_settle (self);
}
