/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "shared/natter-json.h"

#include "model-support.h"

static gint64
get_time (gpointer data)
{
  return ((World *) data)->now;
}

static gint64
get_real_time (gpointer data)
{
  return ((World *) data)->real;
}

static guint32
get_random (gpointer data)
{
  return ((World *) data)->random;
}

static void
dial (gpointer data, const char *host, guint16 port, NatterUiWay way)
{
  World *self = data;

  self->n_dials++;
  self->way = way;
  self->connected = TRUE;
}

static gboolean
take_command (gpointer data, const NatterCommand *command)
{
  World *self = data;
  g_autoptr (GString) line = g_string_new (NULL);
  NatterCommand *copy;

  if (!self->connected)
    return FALSE;

  natter_json_encode_command (command, line);
  copy = natter_json_decode_command (line->str, line->len, NULL, NULL);
  g_assert_nonnull (copy);
  g_queue_push_tail (&self->sent, copy);
  return TRUE;
}

static void
hang_up (gpointer data, gboolean gently)
{
  World *self = data;

  self->n_hang_ups += self->connected ? 1 : 0;
  self->connected = FALSE;
}

static void
wake_at (gpointer data, gint64 time)
{
  ((World *) data)->wake = time;
}

World *
world_new (void)
{
  return world_new_in (NULL);
}

World *
world_new_in (const char *folder)
{
  World *self = g_new0 (World, 1);
  NatterUiPorts ports = { get_time, get_real_time, get_random, dial, take_command, hang_up, wake_at, self, NULL };

  g_queue_init (&self->sent);
  self->now = 1000 * G_USEC_PER_SEC;
  self->real = G_GINT64_CONSTANT (1700000000) * G_USEC_PER_SEC;
  self->session = natter_ui_session_new_with_ports (&ports);
  self->keeps = folder != NULL;
  if (folder != NULL)
    natter_ui_session_set_folder (self->session, folder);
  return self;
}

void
world_free (World *self)
{
  natter_ui_session_log_out (self->session);
  g_assert_finalize_object (self->session);
  g_queue_clear_full (&self->sent, (GDestroyNotify) natter_command_free);
  g_free (self->id);
  g_free (self);
}

static char *
quote (World *self, const char *json)
{
  GString *line = g_string_new (json);

  g_string_replace (line, "'", "\"", 0);
  g_string_replace (line, "%ID", self->id != NULL ? self->id : "none", 0);
  return g_string_free (line, FALSE);
}

void
world_tell (World *self, const char *json)
{
  g_autofree char *line = quote (self, json);
  g_autoptr (GError) error = NULL;
  g_autoptr (NatterEvent) event = natter_json_decode_event (line, strlen (line), &error);

  g_assert_no_error (error);
  natter_ui_session_take_event (self->session, event);
}

void
world_expect (World *self, const char *json)
{
  g_autofree char *expected = quote (self, json);
  g_autoptr (NatterCommand) command = g_queue_pop_head (&self->sent);
  g_autoptr (GString) line = g_string_new (NULL);

  if (command == NULL)
    g_error ("Nothing was sent, where %s was expected", expected);

  g_free (self->id);
  self->id = g_steal_pointer (&command->id);
  natter_json_encode_command (command, line);
  g_assert_cmpstr (line->str, ==, expected);
}

void
world_expect_nothing (World *self)
{
  g_autoptr (NatterCommand) command = g_queue_pop_head (&self->sent);

  if (command != NULL)
    g_error ("%s was sent, where nothing was expected", natter_verb_get (command->kind)->word);
}

void
world_skip_to (World *self, NatterCommandKind kind)
{
  NatterCommand *command;

  while ((command = g_queue_pop_head (&self->sent)) != NULL)
    {
      if (command->kind == kind)
        {
          g_free (self->id);
          self->id = g_strdup (command->id);
        }
      natter_command_free (command);
    }
}

void
world_greet (World *self, guint seq)
{
  g_autofree char *hello = NULL;
  g_autofree char *entered = NULL;

  natter_ui_session_take_opened (self->session);
  while (self->keeps && g_queue_is_empty (&self->sent))
    g_main_context_iteration (NULL, TRUE);
  world_expect (self, "{'do':'login','name':'alice','resume':true}");
  world_tell (self, "{'ev':'welcome','server':'Workshop','version':'1','protocol':1,'people':1,'limits':{'line':16384,'message':8192,'name':32,'room':64}}");
  hello = self->epoch != NULL
            ? g_strdup_printf ("{'ev':'hello','re':'%%ID','name':'alice','room':'lobby','epoch':'%s'}", self->epoch)
            : g_strdup ("{'ev':'hello','re':'%ID','name':'alice','room':'lobby'}");
  world_tell (self, hello);
  entered = g_strdup_printf ("{'ev':'entered','room':'lobby','topic':'Tea','seq':%u,'count':2,"
                             "'people':[{'name':'alice','idle':0},{'name':'bob','idle':5}]}",
                             seq);
  world_tell (self, entered);
}

void
world_connect (World *self, guint seq)
{
  g_autoptr (GError) error = NULL;

  natter_ui_session_open (self->session, "localhost", "alice", &error);
  g_assert_no_error (error);
  world_greet (self, seq);
  natter_ui_session_tick (self->session);
  for (guint i = 0; i < 4; i++)
    {
      world_skip_to (self, NATTER_COMMAND_PING);
      world_tell (self, "{'ev':'pong','re':'%ID','time':'2026-01-02T03:04:05.678Z'}");
      world_pass (self, 2);
    }
  world_expect_nothing (self);
}

void
world_pass (World *self, double seconds)
{
  gint64 until = self->now + (gint64) (seconds * G_USEC_PER_SEC);

  while (self->wake != 0 && self->wake <= until)
    {
      self->now = MAX (self->now, self->wake);
      natter_ui_session_tick (self->session);
    }
  self->real += until - self->now;
  self->now = until;
}

void
world_break (World *self)
{
  g_autoptr (GError) error = g_error_new_literal (NATTER_UI_ERROR, NATTER_UI_ERROR_LOST, "It broke.");

  natter_ui_session_take_closed (self->session, error);
}

NatterUiRoom *
world_room (World *self, const char *name)
{
  NatterUiRoom *room = natter_ui_room_list_find (natter_ui_session_get_rooms (self->session), name);

  if (room == NULL)
    g_error ("There is no room %s", name);
  return room;
}

static void
append_text (GString *texts, NatterUiMessage *message)
{
  static const char marks[] = { ' ', '?', '>', 'x' };
  const char *from = natter_ui_message_get_from (message);
  const char *text = natter_ui_message_get_text (message);

  switch (natter_ui_message_get_kind (message))
    {
    case NATTER_UI_MESSAGE_NOTICE:
      g_string_append_printf (texts, "- %s\n", text);
      return;

    case NATTER_UI_MESSAGE_REPLY:
      g_string_append_printf (texts, "= %s\n", text);
      return;

    case NATTER_UI_MESSAGE_ERROR:
      g_string_append_printf (texts, "! %s\n", text);
      return;

    case NATTER_UI_MESSAGE_SAY:
    case NATTER_UI_MESSAGE_ME:
    case NATTER_UI_MESSAGE_TOPIC:
    default:
      break;
    }

  if (natter_ui_message_get_delivery (message) == NATTER_UI_DELIVERY_DELIVERED)
    g_string_append_printf (texts, "%" G_GUINT64_FORMAT " %s: %s\n", natter_ui_message_get_seq (message), from, text);
  else
    g_string_append_printf (texts, "%c %s: %s\n", marks[natter_ui_message_get_delivery (message)], from, text);
}

char *
world_dup_texts (World *self, const char *room)
{
  GListModel *messages = G_LIST_MODEL (natter_ui_room_get_messages (world_room (self, room)));
  GString *texts = g_string_new (NULL);

  for (guint i = 0; i < g_list_model_get_n_items (messages); i++)
    {
      g_autoptr (NatterUiMessage) message = g_list_model_get_item (messages, i);

      append_text (texts, message);
    }

  return g_string_free (texts, FALSE);
}

void
world_tell_history (World *self, const char *room, guint first, guint last, const char *rest)
{
  g_autoptr (GString) line = g_string_new (NULL);

  g_string_printf (line, "{'ev':'history','re':'%%ID','room':'%s','messages':[", room);
  for (guint i = first; i <= last; i++)
    g_string_append_printf (line, "%s{'seq':%u,'from':'bob','text':'m%u','time':'2026-01-02T%02u:%02u:05.678Z'}", i > first ? "," : "", i, i,
                            i / 60 % 24, i % 60);
  g_string_append_printf (line, "]%s%s}", rest != NULL ? "," : "", rest != NULL ? rest : "");
  world_tell (self, line->str);
}

char *
world_make_folder (void)
{
  g_autoptr (GError) error = NULL;
  char *folder = g_dir_make_tmp ("natter-model-XXXXXX", &error);

  g_assert_no_error (error);
  return folder;
}

void
world_remove_folder (char *folder)
{
  const char *argv[] = { "rm", "-rf", folder, NULL };

  g_assert_true (g_spawn_sync (NULL, (char **) argv, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, NULL, NULL, NULL, NULL));
  g_free (folder);
}

struct _Mirror
{
  GListModel *model;
  GPtrArray *items;
  guint n_changes;
};

static void
check (Mirror *self)
{
  g_assert_cmpuint (g_list_model_get_n_items (self->model), ==, self->items->len);
  for (guint i = 0; i < self->items->len; i++)
    {
      g_autoptr (GObject) item = g_list_model_get_item (self->model, i);

      g_assert_true (item == g_ptr_array_index (self->items, i));
    }
  /* Past the end there is nothing. */
  g_assert_null (g_list_model_get_item (self->model, self->items->len));
  g_assert_null (g_list_model_get_item (self->model, G_MAXUINT));
}

static void
changed_cb (GListModel *model, guint position, guint removed, guint added, gpointer user_data)
{
  Mirror *self = user_data;

  self->n_changes++;
  g_assert_cmpuint (position + removed, <=, self->items->len);
  if (removed > 0)
    g_ptr_array_remove_range (self->items, position, removed);
  for (guint i = 0; i < added; i++)
    g_ptr_array_insert (self->items, (int) (position + i), g_list_model_get_item (model, position + i));
  check (self);
}

Mirror *
mirror_new (GListModel *model)
{
  Mirror *self = g_new0 (Mirror, 1);

  self->model = g_object_ref (model);
  self->items = g_ptr_array_new_with_free_func (g_object_unref);
  for (guint i = 0; i < g_list_model_get_n_items (model); i++)
    g_ptr_array_add (self->items, g_list_model_get_item (model, i));
  g_signal_connect (model, "items-changed", G_CALLBACK (changed_cb), self);
  check (self);
  return self;
}

guint
mirror_get_changes (Mirror *self)
{
  return self->n_changes;
}

void
mirror_free (Mirror *self)
{
  check (self);
  g_signal_handlers_disconnect_by_data (self->model, self);
  g_ptr_array_unref (self->items);
  g_object_unref (self->model);
  g_free (self);
}
