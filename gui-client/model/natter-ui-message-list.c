/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "natter-ui-message-private.h"

/* So many over the most before the oldest are dropped, all at once. */
#define SLACK 200

/* From the front: of earlier epochs, recorded, waiting; and staged, which nobody sees yet. */
struct _NatterUiMessageList
{
  GObject parent_instance;

  GPtrArray *items;  /* (element-type NatterUiMessage) owned */
  GPtrArray *staged; /* (element-type NatterUiMessage) owned */
  guint n_old;       /* of earlier epochs */
  guint n_waiting;
  guint mark;     /* a position before what waits */
  gboolean cut;   /* the oldest of this epoch were dropped */
  gboolean newer; /* what was said last is not in it */
  gboolean held;  /* the oldest are not dropped, but the newest */
};

enum
{
  PROP_NEWER = 1,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

static void natter_ui_message_list_model_init (GListModelInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (NatterUiMessageList, natter_ui_message_list, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, natter_ui_message_list_model_init))

static GType
natter_ui_message_list_get_item_type (GListModel *model)
{
  return NATTER_UI_TYPE_MESSAGE;
}

static guint
natter_ui_message_list_get_n_items (GListModel *model)
{
  return NATTER_UI_MESSAGE_LIST (model)->items->len;
}

static gpointer
natter_ui_message_list_get_item (GListModel *model, guint position)
{
  GPtrArray *items = NATTER_UI_MESSAGE_LIST (model)->items;

  return position < items->len ? g_object_ref (g_ptr_array_index (items, position)) : NULL;
}

static void
natter_ui_message_list_model_init (GListModelInterface *iface)
{
  iface->get_item_type = natter_ui_message_list_get_item_type;
  iface->get_n_items = natter_ui_message_list_get_n_items;
  iface->get_item = natter_ui_message_list_get_item;
}

static void
natter_ui_message_list_finalize (GObject *object)
{
  NatterUiMessageList *self = NATTER_UI_MESSAGE_LIST (object);

  g_ptr_array_unref (self->items);
  g_ptr_array_unref (self->staged);

  G_OBJECT_CLASS (natter_ui_message_list_parent_class)->finalize (object);
}

static void
natter_ui_message_list_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  if (id == PROP_NEWER)
    g_value_set_boolean (value, NATTER_UI_MESSAGE_LIST (object)->newer);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
natter_ui_message_list_class_init (NatterUiMessageListClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->finalize = natter_ui_message_list_finalize;
  object_class->get_property = natter_ui_message_list_get_property;
  properties[PROP_NEWER] = g_param_spec_boolean ("newer", NULL, NULL, FALSE,
                                                 G_PARAM_READABLE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
natter_ui_message_list_init (NatterUiMessageList *self)
{
  self->items = g_ptr_array_new_with_free_func (g_object_unref);
  self->staged = g_ptr_array_new_with_free_func (g_object_unref);
}

NatterUiMessageList *
natter_ui_message_list_new (void)
{
  return g_object_new (NATTER_UI_TYPE_MESSAGE_LIST, NULL);
}

static void
tell (NatterUiMessageList *self, guint position, guint removed, guint added)
{
  g_list_model_items_changed (G_LIST_MODEL (self), position, removed, added);
}

/* Where what waits begins. */
static guint
get_boundary (NatterUiMessageList *self)
{
  return self->items->len - self->n_waiting;
}

NatterUiMessage *
natter_ui_message_list_get (NatterUiMessageList *self, guint position)
{
  g_return_val_if_fail (NATTER_UI_IS_MESSAGE_LIST (self), NULL);

  return position < self->items->len ? g_ptr_array_index (self->items, position) : NULL;
}

gboolean
natter_ui_message_list_find (NatterUiMessageList *self, NatterUiMessage *message, guint *position)
{
  g_return_val_if_fail (NATTER_UI_IS_MESSAGE_LIST (self), FALSE);

  /* What is looked for is nearly always near the end. */
  for (guint i = self->items->len; i > 0; i--)
    {
      if (g_ptr_array_index (self->items, i - 1) == message)
        {
          if (position != NULL)
            *position = i - 1;
          return TRUE;
        }
    }

  return FALSE;
}

static void
set_newer (NatterUiMessageList *self, gboolean newer)
{
  if (self->newer == newer)
    return;

  self->newer = newer;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_NEWER]);
}

static void
trim (NatterUiMessageList *self)
{
  guint n = get_boundary (self);
  guint excess;

  if (n <= NATTER_UI_MESSAGE_LIST_MOST + SLACK)
    return;

  excess = n - NATTER_UI_MESSAGE_LIST_MOST;
  if (self->held)
    {
      g_ptr_array_remove_range (self->items, NATTER_UI_MESSAGE_LIST_MOST, excess);
      self->mark = MIN (self->mark, NATTER_UI_MESSAGE_LIST_MOST);
      self->n_old = MIN (self->n_old, NATTER_UI_MESSAGE_LIST_MOST);
      tell (self, NATTER_UI_MESSAGE_LIST_MOST, excess, 0);
      set_newer (self, TRUE);
      return;
    }

  self->cut = self->cut || excess > self->n_old;
  g_ptr_array_remove_range (self->items, 0, excess);
  self->n_old -= MIN (self->n_old, excess);
  self->mark -= MIN (self->mark, excess);
  tell (self, 0, excess, 0);
}

void
natter_ui_message_list_stage (NatterUiMessageList *self, NatterUiMessage *message)
{
  if (self->newer)
    return;

  g_ptr_array_add (self->staged, g_object_ref (message));
}

void
natter_ui_message_list_flush (NatterUiMessageList *self)
{
  guint place = get_boundary (self);
  guint n = self->staged->len;
  gpointer *waiting;

  if (n == 0)
    return;

  /* In behind those that wait, which are then moved behind them. */
  waiting = self->n_waiting > 0 ? g_memdup2 (self->items->pdata + place, self->n_waiting * sizeof (gpointer)) : NULL;
  g_ptr_array_extend_and_steal (self->items, g_steal_pointer (&self->staged));
  self->staged = g_ptr_array_new_with_free_func (g_object_unref);
  if (waiting != NULL)
    {
      memmove (self->items->pdata + place, self->items->pdata + place + self->n_waiting, n * sizeof (gpointer));
      memcpy (self->items->pdata + place + n, waiting, self->n_waiting * sizeof (gpointer));
      g_free (waiting);
    }

  tell (self, place, 0, n);
  trim (self);
}

gboolean
natter_ui_message_list_replace_last (NatterUiMessageList *self, NatterUiMessage *message, NatterUiMessage *with)
{
  guint boundary = get_boundary (self);
  GPtrArray *array = self->staged->len > 0 ? self->staged : self->items;
  guint n = self->staged->len > 0 ? self->staged->len : boundary;

  if (n == 0 || g_ptr_array_index (array, n - 1) != message)
    return FALSE;

  g_object_unref (message);
  g_ptr_array_index (array, n - 1) = g_object_ref (with);
  if (array == self->items)
    tell (self, n - 1, 1, 1);
  return TRUE;
}

/* Adds those of @messages from *@next on whose sequence is below @seq, each once. */
static void
take_below (GPtrArray *merged, const GPtrArray *messages, guint *next, guint64 seq)
{
  guint64 last = 0;

  for (; *next < messages->len; (*next)++)
    {
      NatterUiMessage *message = g_ptr_array_index (messages, *next);

      if (natter_ui_message_get_seq (message) >= seq)
        return;
      if (natter_ui_message_get_seq (message) > last)
        g_ptr_array_add (merged, g_object_ref (message));
      last = MAX (last, natter_ui_message_get_seq (message));
    }
}

/* The recorded ones of this epoch, with @messages among them. What has no sequence stays behind what it followed;
 * where it followed nothing, history comes above it. */
static GPtrArray *
build_merged (NatterUiMessageList *self, const GPtrArray *messages)
{
  GPtrArray *merged = g_ptr_array_new_with_free_func (g_object_unref);
  guint boundary = get_boundary (self);
  guint64 first = G_MAXUINT64;
  guint next = 0;

  for (guint i = self->n_old; i < boundary && first == G_MAXUINT64; i++)
    {
      guint64 seq = natter_ui_message_get_seq (g_ptr_array_index (self->items, i));

      first = seq != 0 ? seq : first;
    }
  take_below (merged, messages, &next, first);

  for (guint i = self->n_old; i < boundary; i++)
    {
      NatterUiMessage *message = g_ptr_array_index (self->items, i);
      guint64 seq = natter_ui_message_get_seq (message);

      if (seq != 0)
        take_below (merged, messages, &next, seq);
      while (seq != 0 && next < messages->len && natter_ui_message_get_seq (g_ptr_array_index (messages, next)) == seq)
        next++;
      g_ptr_array_add (merged, g_object_ref (message));
    }
  take_below (merged, messages, &next, G_MAXUINT64);

  return merged;
}

void
natter_ui_message_list_merge (NatterUiMessageList *self, const GPtrArray *messages)
{
  g_autoptr (GPtrArray) merged = NULL;
  guint start, n_before, n_after, n_kept;

  natter_ui_message_list_flush (self);
  start = self->n_old;
  n_before = get_boundary (self) - start;
  merged = build_merged (self, messages);
  n_after = merged->len;
  if (n_after == n_before)
    return;

  for (n_kept = 0; n_kept < n_before; n_kept++)
    {
      if (g_ptr_array_index (self->items, start + n_kept) != g_ptr_array_index (merged, n_kept))
        break;
    }
  start += n_kept;
  n_before -= n_kept;
  n_after -= n_kept;
  while (n_before > 0 && g_ptr_array_index (self->items, start + n_before - 1) == g_ptr_array_index (merged, n_kept + n_after - 1))
    {
      n_before--;
      n_after--;
    }

  if (n_before > 0)
    g_ptr_array_remove_range (self->items, start, n_before);
  for (guint i = 0; i < n_after; i++)
    g_ptr_array_insert (self->items, (int) (start + i), g_object_ref (g_ptr_array_index (merged, n_kept + i)));
  if (self->mark > start)
    self->mark += n_after - n_before;
  tell (self, start, n_before, n_after);
  trim (self);
}

void
natter_ui_message_list_begin_epoch (NatterUiMessageList *self, gboolean at_mark)
{
  natter_ui_message_list_flush (self);
  self->n_old = at_mark ? self->mark : get_boundary (self);
  self->cut = FALSE;
}

void
natter_ui_message_list_set_mark (NatterUiMessageList *self)
{
  natter_ui_message_list_flush (self);
  self->mark = get_boundary (self);
}

guint64
natter_ui_message_list_get_first_seq (NatterUiMessageList *self)
{
  guint64 seq = 0;

  natter_ui_message_list_flush (self);
  for (guint i = self->n_old; i < get_boundary (self) && seq == 0; i++)
    seq = natter_ui_message_get_seq (g_ptr_array_index (self->items, i));

  return seq;
}

guint64
natter_ui_message_list_get_last_seq (NatterUiMessageList *self)
{
  guint64 seq = 0;

  natter_ui_message_list_flush (self);
  for (guint i = get_boundary (self); i > self->n_old && seq == 0; i--)
    seq = natter_ui_message_get_seq (g_ptr_array_index (self->items, i - 1));

  return seq;
}

gboolean
natter_ui_message_list_is_cut (NatterUiMessageList *self)
{
  return self->cut;
}

gboolean
natter_ui_message_list_get_newer (NatterUiMessageList *self)
{
  g_return_val_if_fail (NATTER_UI_IS_MESSAGE_LIST (self), FALSE);

  return self->newer;
}

void
natter_ui_message_list_clear_cut (NatterUiMessageList *self)
{
  self->cut = FALSE;
}

void
natter_ui_message_list_set_newer (NatterUiMessageList *self, gboolean newer)
{
  natter_ui_message_list_flush (self);
  set_newer (self, newer);
}

void
natter_ui_message_list_set_held (NatterUiMessageList *self, gboolean held)
{
  g_return_if_fail (NATTER_UI_IS_MESSAGE_LIST (self));

  self->held = held;
  if (!held)
    trim (self);
}

void
natter_ui_message_list_replace (NatterUiMessageList *self, const GPtrArray *messages, gboolean newer)
{
  guint n_before;

  natter_ui_message_list_flush (self);
  n_before = get_boundary (self);
  if (n_before > 0)
    g_ptr_array_remove_range (self->items, 0, n_before);
  for (guint i = 0; i < messages->len; i++)
    g_ptr_array_insert (self->items, (int) i, g_object_ref (g_ptr_array_index (messages, i)));
  self->n_old = 0;
  self->mark = 0;
  self->cut = FALSE;
  if (n_before > 0 || messages->len > 0)
    tell (self, 0, n_before, messages->len);
  set_newer (self, newer);
}

NatterUiMessage *
natter_ui_message_list_find_seq (NatterUiMessageList *self, guint64 seq)
{
  natter_ui_message_list_flush (self);
  for (guint i = get_boundary (self); seq != 0 && i > self->n_old; i--)
    {
      NatterUiMessage *message = g_ptr_array_index (self->items, i - 1);

      if (natter_ui_message_get_seq (message) == seq)
        return message;
    }

  return NULL;
}

void
natter_ui_message_list_append_waiting (NatterUiMessageList *self, NatterUiMessage *message)
{
  natter_ui_message_list_flush (self);
  g_ptr_array_add (self->items, g_object_ref (message));
  self->n_waiting++;
  tell (self, self->items->len - 1, 0, 1);
}

gboolean
natter_ui_message_list_settle (NatterUiMessageList *self, NatterUiMessage *message, guint64 seq, gint64 time)
{
  guint position, boundary;

  natter_ui_message_list_flush (self);
  boundary = get_boundary (self);
  if (!natter_ui_message_list_find (self, message, &position) || position < boundary)
    return FALSE;

  natter_ui_message_set_recorded (message, seq, time);
  self->n_waiting--;
  if (position == boundary)
    {
      tell (self, position, 1, 1);
    }
  else
    {
      g_ptr_array_steal_index (self->items, position);
      tell (self, position, 1, 0);
      g_ptr_array_insert (self->items, (int) boundary, message);
      tell (self, boundary, 0, 1);
    }
  trim (self);
  return TRUE;
}

void
natter_ui_message_list_changed (NatterUiMessageList *self, NatterUiMessage *message)
{
  guint position;

  natter_ui_message_list_flush (self);
  if (natter_ui_message_list_find (self, message, &position))
    tell (self, position, 1, 1);
}

void
natter_ui_message_list_remove (NatterUiMessageList *self, NatterUiMessage *message)
{
  guint position, boundary;

  natter_ui_message_list_flush (self);
  boundary = get_boundary (self);
  if (!natter_ui_message_list_find (self, message, &position))
    return;

  self->n_waiting -= position >= boundary ? 1 : 0;
  self->n_old -= position < self->n_old ? 1 : 0;
  self->mark -= position < self->mark ? 1 : 0;
  g_ptr_array_remove_index (self->items, position);
  tell (self, position, 1, 0);
}
