/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "shared/natter-text.h"

#include "natter-ui-enum-types.h"
#include "natter-ui-missed.h"
#include "natter-ui-session-private.h"

/* The object: what it shows. What it does is in the files beside. */

enum
{
  NOTICED,
  REPLIED,
  WENT_TO,
  READ,
  HEARD,
  TOKEN_CHANGED,
  N_SIGNALS
};

static GParamSpec *properties[NATTER_UI_SESSION_N_PROPS];
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (NatterUiSession, natter_ui_session, G_TYPE_OBJECT)

static void
natter_ui_session_dispose (GObject *object)
{
  NatterUiSession *self = NATTER_UI_SESSION (object);

  if (self->ports.free_data != NULL)
    self->ports.free_data (self->ports.data);
  self->ports.free_data = NULL;
  g_clear_pointer (&self->requests, g_hash_table_unref);
  g_clear_pointer (&self->cache, natter_ui_cache_free);
  g_clear_pointer (&self->outbox, natter_ui_outbox_free);
  g_clear_object (&self->drafts);
  g_clear_object (&self->current);
  g_clear_object (&self->rooms);
  g_clear_object (&self->missed);
  g_clear_object (&self->known);

  G_OBJECT_CLASS (natter_ui_session_parent_class)->dispose (object);
}

static void
natter_ui_session_finalize (GObject *object)
{
  NatterUiSession *self = NATTER_UI_SESSION (object);

  g_clear_error (&self->error);
  g_free (self->suggestion);
  g_free (self->host);
  g_free (self->address);
  g_free (self->server_name);
  g_free (self->wanted_name);
  natter_ui_secret_free (self->password);
  natter_ui_secret_free (self->token);
  g_free (self->token_path);
  g_free (self->role);
  g_strfreev (self->keywords);
  g_free (self->name);
  g_free (self->key);
  g_free (self->away);
  g_strfreev (self->ignored);
  g_free (self->id_prefix);
  g_free (self->status_text);
  g_free (self->folder);
  g_free (self->identity);
  g_free (self->epoch);
  g_free (self->prefix);
  g_free (self->next_prefix);

  G_OBJECT_CLASS (natter_ui_session_parent_class)->finalize (object);
}

static void
natter_ui_session_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  NatterUiSession *self = NATTER_UI_SESSION (object);

  switch ((NatterUiSessionProp) id)
    {
    case NATTER_UI_SESSION_PROP_STATE:
      g_value_set_enum (value, self->state);
      break;
    case NATTER_UI_SESSION_PROP_STATUS_TEXT:
      g_value_set_string (value, self->status_text);
      break;
    case NATTER_UI_SESSION_PROP_ERROR_TEXT:
      g_value_set_string (value, self->error != NULL ? self->error->message : NULL);
      break;
    case NATTER_UI_SESSION_PROP_SUGGESTION:
      g_value_set_string (value, self->suggestion);
      break;
    case NATTER_UI_SESSION_PROP_RETRY_IN:
      g_value_set_uint (value, self->retry_in);
      break;
    case NATTER_UI_SESSION_PROP_LATENCY:
      g_value_set_int (value, self->latency);
      break;
    case NATTER_UI_SESSION_PROP_SLOW_DOWN:
      g_value_set_uint (value, self->slow_down);
      break;
    case NATTER_UI_SESSION_PROP_N_WAITING:
      g_value_set_uint (value, self->n_waiting);
      break;
    case NATTER_UI_SESSION_PROP_ADDRESS:
      g_value_set_string (value, self->address);
      break;
    case NATTER_UI_SESSION_PROP_SERVER_NAME:
      g_value_set_string (value, self->server_name);
      break;
    case NATTER_UI_SESSION_PROP_NAME:
      g_value_set_string (value, self->name);
      break;
    case NATTER_UI_SESSION_PROP_AWAY:
      g_value_set_string (value, self->away);
      break;
    case NATTER_UI_SESSION_PROP_CURRENT_ROOM:
      g_value_set_object (value, self->current);
      break;
    case NATTER_UI_SESSION_PROP_UNREAD:
      g_value_set_uint (value, self->unread);
      break;
    case NATTER_UI_SESSION_PROP_ROLE:
      g_value_set_string (value, self->role);
      break;
    case NATTER_UI_SESSION_PROP_TRUST:
      g_value_set_enum (value, self->trust);
      break;
    case NATTER_UI_SESSION_N_PROPS:
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
install_string (NatterUiSessionProp prop, const char *name)
{
  properties[prop] = g_param_spec_string (name, NULL, NULL, NULL,
                                          G_PARAM_READABLE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);
}

static void
install_uint (NatterUiSessionProp prop, const char *name)
{
  properties[prop] = g_param_spec_uint (name, NULL, NULL, 0, G_MAXUINT, 0,
                                        G_PARAM_READABLE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);
}

static void
natter_ui_session_class_init (NatterUiSessionClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY;
  GType type = G_TYPE_FROM_CLASS (klass);

  object_class->dispose = natter_ui_session_dispose;
  object_class->finalize = natter_ui_session_finalize;
  object_class->get_property = natter_ui_session_get_property;

  properties[NATTER_UI_SESSION_PROP_STATE] = g_param_spec_enum ("state", NULL, NULL, NATTER_UI_TYPE_STATE, 0, flags);
  properties[NATTER_UI_SESSION_PROP_TRUST] = g_param_spec_enum ("trust", NULL, NULL, NATTER_UI_TYPE_TRUST, 0, flags);
  properties[NATTER_UI_SESSION_PROP_LATENCY] = g_param_spec_int ("latency", NULL, NULL, -1, G_MAXINT, -1, flags);
  properties[NATTER_UI_SESSION_PROP_CURRENT_ROOM] =
    g_param_spec_object ("current-room", NULL, NULL, NATTER_UI_TYPE_ROOM, flags);
  install_string (NATTER_UI_SESSION_PROP_STATUS_TEXT, "status-text");
  install_string (NATTER_UI_SESSION_PROP_ERROR_TEXT, "error-text");
  install_string (NATTER_UI_SESSION_PROP_SUGGESTION, "suggestion");
  install_string (NATTER_UI_SESSION_PROP_ADDRESS, "address");
  install_string (NATTER_UI_SESSION_PROP_SERVER_NAME, "server-name");
  install_string (NATTER_UI_SESSION_PROP_NAME, "name");
  install_string (NATTER_UI_SESSION_PROP_AWAY, "away");
  install_string (NATTER_UI_SESSION_PROP_ROLE, "role");
  install_uint (NATTER_UI_SESSION_PROP_RETRY_IN, "retry-in");
  install_uint (NATTER_UI_SESSION_PROP_SLOW_DOWN, "slow-down");
  install_uint (NATTER_UI_SESSION_PROP_N_WAITING, "n-waiting");
  install_uint (NATTER_UI_SESSION_PROP_UNREAD, "unread");
  g_object_class_install_properties (object_class, NATTER_UI_SESSION_N_PROPS, properties);

  signals[NOTICED] = g_signal_new ("noticed", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 2,
                                   NATTER_UI_TYPE_ROOM, NATTER_UI_TYPE_MESSAGE);
  signals[REPLIED] = g_signal_new ("replied", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1,
                                   G_TYPE_STRING);
  signals[WENT_TO] = g_signal_new ("went-to", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 2,
                                   NATTER_UI_TYPE_ROOM, G_TYPE_UINT64);
  signals[TOKEN_CHANGED] = g_signal_new ("token-changed", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[HEARD] = g_signal_new ("heard", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 2,
                                 NATTER_UI_TYPE_ROOM, NATTER_UI_TYPE_MESSAGE);
  signals[READ] = g_signal_new ("read", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, NATTER_UI_TYPE_ROOM);
}

static void
natter_ui_session_init (NatterUiSession *self)
{
  self->address = g_strdup ("");
  self->server_name = g_strdup ("");
  self->wanted_name = g_strdup ("");
  self->name = g_strdup ("");
  self->key = g_strdup ("");
  self->status_text = g_strdup ("");
  self->rooms = natter_ui_room_list_new ();
  self->missed = g_list_store_new (NATTER_UI_TYPE_MISSED);
  self->outbox = natter_ui_outbox_new ();
  self->requests = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) natter_ui_request_free);
  self->attentive = TRUE;
  self->latency = -1;
}

NatterUiSession *
natter_ui_session_new_with_ports (const NatterUiPorts *ports)
{
  NatterUiSession *self = g_object_new (NATTER_UI_TYPE_SESSION, NULL);
  guint32 high, low;

  self->ports = *ports;
  high = ports->get_random (ports->data);
  low = ports->get_random (ports->data);
  self->id_prefix = g_strdup_printf ("%08x%08x", high, low);
  natter_ui_session_update_status (self);
  return self;
}

void
natter_ui_session_notify (NatterUiSession *self, NatterUiSessionProp prop)
{
  g_object_notify_by_pspec (G_OBJECT (self), properties[prop]);
}

void
natter_ui_session_emit_noticed (NatterUiSession *self, NatterUiRoom *room, NatterUiMessage *message)
{
  g_signal_emit (self, signals[NOTICED], 0, room, message);
}

void
natter_ui_session_emit_went_to (NatterUiSession *self, NatterUiRoom *room, guint64 seq)
{
  g_signal_emit (self, signals[WENT_TO], 0, room, seq);
}

void
natter_ui_session_emit_token_changed (NatterUiSession *self)
{
  g_signal_emit (self, signals[TOKEN_CHANGED], 0);
}

void
natter_ui_session_emit_heard (NatterUiSession *self, NatterUiRoom *room, NatterUiMessage *message)
{
  g_signal_emit (self, signals[HEARD], 0, room, message);
}

void
natter_ui_session_emit_read (NatterUiSession *self, NatterUiRoom *room)
{
  g_signal_emit (self, signals[READ], 0, room);
}

void
natter_ui_session_emit_replied (NatterUiSession *self, const char *text)
{
  g_signal_emit (self, signals[REPLIED], 0, text);
}

void
natter_ui_session_set_own_name (NatterUiSession *self, const char *name)
{
  if (g_str_equal (self->name, name))
    return;

  g_free (self->name);
  self->name = g_strdup (name);
  g_free (self->key);
  self->key = natter_name_dup_key (name);
  natter_ui_session_notify (self, NATTER_UI_SESSION_PROP_NAME);
}

void
natter_ui_session_set_own_away (NatterUiSession *self, const char *away)
{
  if (g_strcmp0 (self->away, away) == 0)
    return;

  g_free (self->away);
  self->away = g_strdup (away);
  natter_ui_session_notify (self, NATTER_UI_SESSION_PROP_AWAY);
}

gboolean
natter_ui_session_is_own (NatterUiSession *self, const char *name)
{
  g_autofree char *key = NULL;

  if (name == NULL)
    return FALSE;
  if (g_str_equal (name, self->name))
    return TRUE;

  key = natter_name_dup_key (name);
  return g_str_equal (key, self->key);
}

NatterUiState
natter_ui_session_get_state (NatterUiSession *self)
{
  g_return_val_if_fail (NATTER_UI_IS_SESSION (self), NATTER_UI_STATE_OFFLINE);

  return self->state;
}

const char *
natter_ui_session_get_status_text (NatterUiSession *self)
{
  g_return_val_if_fail (NATTER_UI_IS_SESSION (self), "");

  return self->status_text;
}

const GError *
natter_ui_session_get_error (NatterUiSession *self)
{
  g_return_val_if_fail (NATTER_UI_IS_SESSION (self), NULL);

  return self->error;
}

const char *
natter_ui_session_get_suggestion (NatterUiSession *self)
{
  g_return_val_if_fail (NATTER_UI_IS_SESSION (self), NULL);

  return self->suggestion;
}

guint
natter_ui_session_get_retry_in (NatterUiSession *self)
{
  g_return_val_if_fail (NATTER_UI_IS_SESSION (self), 0);

  return self->retry_in;
}

int
natter_ui_session_get_latency (NatterUiSession *self)
{
  g_return_val_if_fail (NATTER_UI_IS_SESSION (self), -1);

  return self->latency;
}

guint
natter_ui_session_get_slow_down (NatterUiSession *self)
{
  g_return_val_if_fail (NATTER_UI_IS_SESSION (self), 0);

  return self->slow_down;
}

const char *
natter_ui_session_get_address (NatterUiSession *self)
{
  g_return_val_if_fail (NATTER_UI_IS_SESSION (self), "");

  return self->address;
}

const char *
natter_ui_session_get_server_name (NatterUiSession *self)
{
  g_return_val_if_fail (NATTER_UI_IS_SESSION (self), "");

  return self->server_name;
}

const char *
natter_ui_session_get_name (NatterUiSession *self)
{
  g_return_val_if_fail (NATTER_UI_IS_SESSION (self), "");

  return self->name;
}

const char *
natter_ui_session_get_away (NatterUiSession *self)
{
  g_return_val_if_fail (NATTER_UI_IS_SESSION (self), NULL);

  return self->away;
}

NatterUiRoomList *
natter_ui_session_get_rooms (NatterUiSession *self)
{
  g_return_val_if_fail (NATTER_UI_IS_SESSION (self), NULL);

  return self->rooms;
}

NatterUiRoom *
natter_ui_session_get_current_room (NatterUiSession *self)
{
  g_return_val_if_fail (NATTER_UI_IS_SESSION (self), NULL);

  return self->current;
}

guint
natter_ui_session_get_unread (NatterUiSession *self)
{
  g_return_val_if_fail (NATTER_UI_IS_SESSION (self), 0);

  return self->unread;
}

guint
natter_ui_session_get_n_waiting (NatterUiSession *self)
{
  g_return_val_if_fail (NATTER_UI_IS_SESSION (self), 0);

  return self->n_waiting;
}

const char *
natter_ui_session_get_role (NatterUiSession *self)
{
  g_return_val_if_fail (NATTER_UI_IS_SESSION (self), NULL);

  return self->role;
}

void
natter_ui_session_set_role (NatterUiSession *self, const char *role)
{
  if (g_strcmp0 (self->role, role) == 0)
    return;

  g_free (self->role);
  self->role = g_strdup (role);
  natter_ui_session_notify (self, NATTER_UI_SESSION_PROP_ROLE);
}
