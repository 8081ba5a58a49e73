/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "shared/natter-error.h"
#include "shared/natter-query.h"

#include "natter-ui-search-private.h"

#define TYPING_MS  150 /* nobody types for so long: then here … */
#define SERVER_MS  350 /* … and after so long there: an asking costs the server more than a message */
#define LOCAL_MOST 50

enum
{
  PROP_SEARCHING = 1,
  PROP_MORE,
  PROP_ERROR_TEXT,
  PROP_N_ELSEWHERE,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

static void natter_ui_search_model_init (GListModelInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (NatterUiSearch, natter_ui_search, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, natter_ui_search_model_init))

static GType
natter_ui_search_get_item_type (GListModel *model)
{
  return NATTER_UI_TYPE_FOUND;
}

static guint
natter_ui_search_get_n_items (GListModel *model)
{
  return g_list_model_get_n_items (G_LIST_MODEL (NATTER_UI_SEARCH (model)->found));
}

static gpointer
natter_ui_search_get_item (GListModel *model, guint position)
{
  return g_list_model_get_item (G_LIST_MODEL (NATTER_UI_SEARCH (model)->found), position);
}

static void
natter_ui_search_model_init (GListModelInterface *iface)
{
  iface->get_item_type = natter_ui_search_get_item_type;
  iface->get_n_items = natter_ui_search_get_n_items;
  iface->get_item = natter_ui_search_get_item;
}

static void
stop (NatterUiSearch *self)
{
  self->generation++;
  if (self->timer != NULL)
    g_source_destroy (self->timer);
  g_clear_pointer (&self->timer, g_source_unref);
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
}

static void
natter_ui_search_dispose (GObject *object)
{
  NatterUiSearch *self = NATTER_UI_SEARCH (object);

  stop (self);
  g_clear_object (&self->found);
  g_clear_object (&self->session);
  g_clear_pointer (&self->text, g_free);
  g_clear_pointer (&self->room, g_free);
  g_clear_pointer (&self->error_text, g_free);

  G_OBJECT_CLASS (natter_ui_search_parent_class)->dispose (object);
}

static void
natter_ui_search_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  NatterUiSearch *self = NATTER_UI_SEARCH (object);

  switch (id)
    {
    case PROP_SEARCHING:
      g_value_set_boolean (value, self->searching);
      break;
    case PROP_MORE:
      g_value_set_boolean (value, self->more);
      break;
    case PROP_ERROR_TEXT:
      g_value_set_string (value, self->error_text);
      break;
    case PROP_N_ELSEWHERE:
      g_value_set_uint (value, self->n_elsewhere);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
natter_ui_search_class_init (NatterUiSearchClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY;

  object_class->dispose = natter_ui_search_dispose;
  object_class->get_property = natter_ui_search_get_property;
  properties[PROP_SEARCHING] = g_param_spec_boolean ("searching", NULL, NULL, FALSE, flags);
  properties[PROP_MORE] = g_param_spec_boolean ("more", NULL, NULL, FALSE, flags);
  properties[PROP_ERROR_TEXT] = g_param_spec_string ("error-text", NULL, NULL, NULL, flags);
  properties[PROP_N_ELSEWHERE] = g_param_spec_uint ("n-elsewhere", NULL, NULL, 0, G_MAXUINT, 0, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
changed_cb (GListModel *found, guint position, guint removed, guint added, NatterUiSearch *self)
{
  g_list_model_items_changed (G_LIST_MODEL (self), position, removed, added);
}

static void
natter_ui_search_init (NatterUiSearch *self)
{
  self->found = g_list_store_new (NATTER_UI_TYPE_FOUND);
  self->text = g_strdup ("");
  g_signal_connect_object (self->found, "items-changed", G_CALLBACK (changed_cb), self, 0);
}

NatterUiSearch *
natter_ui_search_new (NatterUiSession *session)
{
  NatterUiSearch *self;

  g_return_val_if_fail (NATTER_UI_IS_SESSION (session), NULL);

  self = g_object_new (NATTER_UI_TYPE_SEARCH, NULL);
  self->session = g_object_ref (session);
  return self;
}

static void
set_flag (NatterUiSearch *self, gboolean *flag, gboolean now, guint prop)
{
  if (*flag == now)
    return;

  *flag = now;
  g_object_notify_by_pspec (G_OBJECT (self), properties[prop]);
}

static void
set_error (NatterUiSearch *self, const char *text)
{
  if (g_strcmp0 (self->error_text, text) == 0)
    return;

  g_free (self->error_text);
  self->error_text = g_strdup (text);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ERROR_TEXT]);
}

static void
set_n_elsewhere (NatterUiSearch *self, guint n)
{
  if (self->n_elsewhere == n)
    return;

  self->n_elsewhere = n;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_N_ELSEWHERE]);
}

/* Who asked, if they are still there and want to know. */
typedef struct
{
  GWeakRef search;
  guint generation;
} Asked;

static Asked *
asked_new (NatterUiSearch *self)
{
  Asked *asked = g_new0 (Asked, 1);

  g_weak_ref_init (&asked->search, self);
  asked->generation = self->generation;
  return asked;
}

static void
asked_free (gpointer data)
{
  Asked *asked = data;

  g_weak_ref_clear (&asked->search);
  g_free (asked);
}

/* Returns: (transfer full) (nullable). */
static NatterUiSearch *
asked_get (Asked *asked)
{
  NatterUiSearch *self = g_weak_ref_get (&asked->search);

  if (self != NULL && asked->generation != self->generation)
    g_clear_object (&self);
  return self;
}

/* --- The server --- */

static void
take_answer (NatterUiSearch *self, const NatterEvent *event, const GError *error)
{
  guint n = 0;

  set_flag (self, &self->searching, FALSE, PROP_SEARCHING);
  if (error != NULL)
    {
      set_flag (self, &self->more, FALSE, PROP_MORE);
      if (!g_error_matches (error, NATTER_UI_ERROR, NATTER_UI_ERROR_OFFLINE))
        set_error (self, error->message);
      return;
    }

  for (guint i = 0; event->hits != NULL && i < event->hits->len; i++)
    {
      const NatterHit *hit = g_ptr_array_index (event->hits, i);

      if (hit->room != NULL && hit->room[0] != '\0')
        n += natter_ui_search_add_hit (self, hit, hit->room) ? 1 : 0;
    }
  set_n_elsewhere (self, self->n_elsewhere + n);
  set_flag (self, &self->more, event->more, PROP_MORE);
}

static void
answered_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (NatterUiSearch) self = asked_get (user_data);
  g_autoptr (GError) error = NULL;
  g_autoptr (NatterEvent) event = natter_ui_session_ask_finish (NATTER_UI_SESSION (source), result, &error);

  asked_free (user_data);
  if (self != NULL)
    take_answer (self, event, error);
}

/* @command: (transfer full). */
static void
ask_server (NatterUiSearch *self, NatterCommand *command)
{
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();
  set_flag (self, &self->searching, TRUE, PROP_SEARCHING);
  natter_ui_session_ask_async (self->session, command, self->cancellable, answered_cb, asked_new (self));
}

static gboolean
server_cb (gpointer user_data)
{
  NatterUiSearch *self = user_data;
  NatterCommand *command = natter_command_new (NATTER_COMMAND_SEARCH);

  g_clear_pointer (&self->timer, g_source_unref);
  command->text = self->room != NULL ? g_strdup_printf ("%s in:%s", self->text, self->room) : g_strdup (self->text);
  ask_server (self, command);
  return G_SOURCE_REMOVE;
}

static void
begin_after (NatterUiSearch *self, guint ms, GSourceFunc func)
{
  self->timer = g_timeout_source_new (ms);
  g_source_set_static_name (self->timer, "natter: search");
  g_source_set_callback (self->timer, func, self, NULL);
  g_source_attach (self->timer, g_main_context_get_thread_default ());
}

/* --- Here --- */

/* As it is known, else as the key spells it. (transfer full) */
static char *
dup_room_name (NatterUiSearch *self, const char *key)
{
  GListModel *rooms = G_LIST_MODEL (natter_ui_session_get_rooms (self->session));

  for (guint i = 0; i < g_list_model_get_n_items (rooms); i++)
    {
      NatterUiRoom *room = natter_ui_room_list_get (NATTER_UI_ROOM_LIST (rooms), i);

      if (g_str_equal (natter_ui_room_get_key (room), key))
        return g_strdup (natter_ui_room_get_name (room));
    }

  return g_strdup (key[0] == '#' ? key + 1 : key);
}

static void
take_local (const GPtrArray *hits, gpointer user_data)
{
  g_autoptr (NatterUiSearch) self = asked_get (((NatterUiAsking *) user_data)->data);

  if (self == NULL)
    return;

  g_list_store_remove_all (self->found);
  for (guint i = 0; i < hits->len; i++)
    {
      const NatterHit *hit = g_ptr_array_index (hits, i);
      g_autofree char *room = dup_room_name (self, hit->room);

      natter_ui_search_add_hit (self, hit, room);
    }
  if (natter_ui_session_get_state (self->session) == NATTER_UI_STATE_ONLINE)
    begin_after (self, SERVER_MS, server_cb);
  else
    set_flag (self, &self->searching, FALSE, PROP_SEARCHING);
}

static void
ask_local (NatterUiSearch *self, NatterQuery *query)
{
  g_autofree char *key = NULL;
  NatterUiAsking *asking;

  if (self->session->cache == NULL)
    {
      g_list_store_remove_all (self->found);
      begin_after (self, SERVER_MS, server_cb);
      return;
    }

  if (self->room != NULL)
    key = natter_ui_room_dup_key (self->room);
  else if (query->in != NULL)
    key = natter_ui_room_dup_key (query->in);
  asking = natter_ui_session_new_asking (self->session, NULL);
  asking->data = asked_new (self);
  asking->free_data = asked_free;
  natter_ui_cache_find (self->session->cache, query, key, LOCAL_MOST, take_local, asking);
}

static gboolean
begin_cb (gpointer user_data)
{
  NatterUiSearch *self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (NatterQuery) query = natter_query_new (self->text, &error);

  g_clear_pointer (&self->timer, g_source_unref);
  if (query != NULL)
    {
      ask_local (self, query);
      return G_SOURCE_REMOVE;
    }

  /* "from:" is on the way to being something. */
  g_list_store_remove_all (self->found);
  set_flag (self, &self->searching, FALSE, PROP_SEARCHING);
  if (!g_error_matches (error, NATTER_ERROR, NATTER_ERROR_MISSING_ARGUMENT))
    set_error (self, error->message);
  return G_SOURCE_REMOVE;
}

void
natter_ui_search_set_text (NatterUiSearch *self, const char *text, NatterUiRoom *room)
{
  const char *name = room != NULL ? natter_ui_room_get_name (room) : NULL;

  g_return_if_fail (NATTER_UI_IS_SEARCH (self));
  g_return_if_fail (text != NULL);

  if (g_str_equal (self->text, text) && g_strcmp0 (self->room, name) == 0)
    return;

  stop (self);
  g_free (self->text);
  self->text = g_strdup (text);
  g_free (self->room);
  self->room = g_strdup (name);
  set_error (self, NULL);
  set_n_elsewhere (self, 0);
  set_flag (self, &self->more, FALSE, PROP_MORE);
  set_flag (self, &self->searching, text[0] != '\0', PROP_SEARCHING);
  if (text[0] != '\0')
    begin_after (self, TYPING_MS, begin_cb);
  else
    g_list_store_remove_all (self->found);
}

void
natter_ui_search_load_more (NatterUiSearch *self)
{
  g_return_if_fail (NATTER_UI_IS_SEARCH (self));

  if (self->more && !self->searching)
    ask_server (self, natter_command_new (NATTER_COMMAND_MORE));
}

gboolean
natter_ui_search_get_searching (NatterUiSearch *self)
{
  g_return_val_if_fail (NATTER_UI_IS_SEARCH (self), FALSE);

  return self->searching;
}

gboolean
natter_ui_search_get_more (NatterUiSearch *self)
{
  g_return_val_if_fail (NATTER_UI_IS_SEARCH (self), FALSE);

  return self->more;
}

const char *
natter_ui_search_get_error_text (NatterUiSearch *self)
{
  g_return_val_if_fail (NATTER_UI_IS_SEARCH (self), NULL);

  return self->error_text;
}

guint
natter_ui_search_get_n_elsewhere (NatterUiSearch *self)
{
  g_return_val_if_fail (NATTER_UI_IS_SEARCH (self), 0);

  return self->n_elsewhere;
}
