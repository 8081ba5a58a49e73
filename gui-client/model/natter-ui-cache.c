/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "natter-ui-cache-private.h"
#include "natter-ui-worker.h"

#define BATCH_MS   100
#define BATCH_MOST 500

struct _NatterUiCache
{
  NatterUiWorker *worker;  /* owned */
  NatterUiCacheFile *file; /* owned; the worker's, and by nobody else looked at while it works */
  GPtrArray *ops;          /* (element-type NatterUiCacheOp) owned: not handed over yet */
  GSource *flusher;        /* (nullable) owned: until they are */
  GPtrArray *askers;       /* (element-type Ask) (noref): to be called back */
  GDestroyNotify free_user_data;
};

/* A question, on its way to the worker and back. */
typedef struct _Ask Ask;
struct _Ask
{
  NatterUiCache *cache; /* (nullable) noref: NULL once nobody is to be called back */
  NatterUiCacheFile *file;
  void (*read) (Ask *ask);   /* in the worker */
  void (*answer) (Ask *ask); /* in the main loop */
  gpointer user_data;
  GDestroyNotify free_user_data;
  char *key;   /* (nullable) */
  char *epoch; /* (nullable) */
  guint64 seq;
  guint count;
  NatterUiCacheRange range;
  NatterQuery *query; /* (nullable) owned */
  union
  {
    NatterUiCacheRoomsFunc rooms;
    NatterUiCachePageFunc page;
    NatterUiCacheCountFunc count;
    NatterUiCacheHitsFunc hits;
    NatterUiCacheDaysFunc days;
    NatterUiCacheSpeakersFunc speakers;
  } func;
  GPtrArray *list;         /* (nullable) owned: rooms, hits or speakers */
  NatterUiCachePage *page; /* (nullable) owned */
  NatterUiCacheCount counted;
  gint64 borders[NATTER_UI_CACHE_DAYS_MOST + 1]; /* so many as "count" */
  guint32 days;
};

NatterUiCacheRoom *
natter_ui_cache_room_new (const char *key, const char *name)
{
  NatterUiCacheRoom *self = g_new0 (NatterUiCacheRoom, 1);

  self->key = g_strdup (key);
  self->name = g_strdup (name);
  self->read = -1;
  return self;
}

void
natter_ui_cache_room_free (NatterUiCacheRoom *self)
{
  g_free (self->key);
  g_free (self->name);
  g_free (self->topic);
  g_free (self);
}

NatterUiCache *
natter_ui_cache_new (const char *path, GDestroyNotify free_user_data)
{
  NatterUiCache *self = g_new0 (NatterUiCache, 1);

  self->worker = natter_ui_worker_new ();
  self->file = g_new0 (NatterUiCacheFile, 1);
  self->file->path = g_strdup (path);
  self->free_user_data = free_user_data;
  self->ops = g_ptr_array_new_with_free_func ((GDestroyNotify) natter_ui_cache_op_free);
  self->askers = g_ptr_array_new ();
  return self;
}

void
natter_ui_cache_free (NatterUiCache *self)
{
  natter_ui_cache_flush (self);
  natter_ui_worker_free (self->worker);
  for (guint i = 0; i < self->askers->len; i++)
    ((Ask *) g_ptr_array_index (self->askers, i))->cache = NULL;
  g_ptr_array_unref (self->askers);
  g_ptr_array_unref (self->ops);
  natter_ui_cache_file_close (self->file);
  g_free (self->file->path);
  g_free (self->file);
  g_free (self);
}

typedef struct
{
  NatterUiCacheFile *file;
  GPtrArray *ops; /* owned */
} Batch;

static void
write_job (gpointer data)
{
  Batch *batch = data;

  natter_ui_cache_file_write (batch->file, batch->ops);
  g_clear_pointer (&batch->ops, g_ptr_array_unref);
}

void
natter_ui_cache_flush (NatterUiCache *self)
{
  Batch *batch;

  if (self->flusher != NULL)
    g_source_destroy (self->flusher);
  g_clear_pointer (&self->flusher, g_source_unref);
  if (self->ops->len == 0)
    return;

  batch = g_new0 (Batch, 1);
  batch->file = self->file;
  batch->ops = g_steal_pointer (&self->ops);
  self->ops = g_ptr_array_new_with_free_func ((GDestroyNotify) natter_ui_cache_op_free);
  natter_ui_worker_put (self->worker, write_job, NULL, batch, g_free);
}

static gboolean
flush_cb (gpointer user_data)
{
  natter_ui_cache_flush (user_data);
  return G_SOURCE_REMOVE;
}

static NatterUiCacheOp *
add_op (NatterUiCache *self, int kind, const char *key)
{
  NatterUiCacheOp *op = g_new0 (NatterUiCacheOp, 1);

  op->kind = kind;
  op->key = g_strdup (key);
  g_ptr_array_add (self->ops, op);
  if (self->flusher == NULL)
    {
      self->flusher = g_timeout_source_new (BATCH_MS);
      g_source_set_static_name (self->flusher, "natter: write the cache");
      g_source_set_callback (self->flusher, flush_cb, self, NULL);
      g_source_attach (self->flusher, g_main_context_get_thread_default ());
    }
  return op;
}

void
natter_ui_cache_clear (NatterUiCache *self)
{
  add_op (self, NATTER_UI_CACHE_OP_CLEAR, NULL);
}

void
natter_ui_cache_keep_since (NatterUiCache *self, gint64 time)
{
  add_op (self, NATTER_UI_CACHE_OP_KEEP, NULL)->time = time;
}

void
natter_ui_cache_set_epoch (NatterUiCache *self, const char *epoch)
{
  add_op (self, NATTER_UI_CACHE_OP_EPOCH, epoch);
}

void
natter_ui_cache_put_room (NatterUiCache *self, NatterUiCacheRoom *room)
{
  add_op (self, NATTER_UI_CACHE_OP_ROOM, NULL)->room = room;
}

void
natter_ui_cache_forget (NatterUiCache *self, const char *key, gboolean room)
{
  add_op (self, NATTER_UI_CACHE_OP_FORGET, key)->flag = room;
}

void
natter_ui_cache_put (NatterUiCache *self, const char *key, const GArray *items, guint64 begin, guint64 end, gboolean final)
{
  NatterUiCacheOp *op = add_op (self, NATTER_UI_CACHE_OP_PUT, key);

  op->begin = begin;
  op->end = end;
  op->flag = final;
  op->items = g_array_sized_new (FALSE, FALSE, sizeof (NatterUiCacheItem), items->len);
  for (guint i = 0; i < items->len; i++)
    {
      NatterUiCacheItem item = g_array_index (items, NatterUiCacheItem, i);

      item.message = natter_ui_cache_row_copy (item.message);
      g_array_append_val (op->items, item);
    }
  if (self->ops->len >= BATCH_MOST)
    natter_ui_cache_flush (self);
}

/* --- Asking --- */

static void
read_job (gpointer data)
{
  Ask *ask = data;

  ask->read (ask);
}

static void
answer_job (gpointer data)
{
  Ask *ask = data;

  if (ask->cache == NULL)
    return;

  g_ptr_array_remove_fast (ask->cache->askers, ask);
  ask->answer (ask);
}

static void
free_ask (gpointer data)
{
  Ask *ask = data;

  ask->free_user_data (ask->user_data);
  g_free (ask->key);
  g_free (ask->epoch);
  g_clear_pointer (&ask->query, natter_query_unref);
  g_clear_pointer (&ask->list, g_ptr_array_unref);
  g_clear_pointer (&ask->page, natter_ui_cache_page_free);
  g_free (ask);
}

static Ask *
new_ask (NatterUiCache *self, const char *key, gpointer user_data)
{
  Ask *ask = g_new0 (Ask, 1);

  ask->cache = self;
  ask->file = self->file;
  ask->key = g_strdup (key);
  ask->user_data = user_data;
  ask->free_user_data = self->free_user_data;
  return ask;
}

static void
put_ask (Ask *ask, void (*read) (Ask *), void (*answer) (Ask *))
{
  NatterUiCache *self = ask->cache;

  ask->read = read;
  ask->answer = answer;
  natter_ui_cache_flush (self);
  g_ptr_array_add (self->askers, ask);
  natter_ui_worker_put (self->worker, read_job, answer_job, ask, free_ask);
}

static void
read_rooms (Ask *ask)
{
  ask->list = natter_ui_cache_file_read_rooms (ask->file, &ask->epoch);
}

static void
answer_rooms (Ask *ask)
{
  ask->func.rooms (ask->list, ask->epoch, ask->user_data);
}

void
natter_ui_cache_read_rooms (NatterUiCache *self, NatterUiCacheRoomsFunc func, gpointer user_data)
{
  Ask *ask = new_ask (self, NULL, user_data);

  ask->func.rooms = func;
  put_ask (ask, read_rooms, answer_rooms);
}

static void
read_page (Ask *ask)
{
  ask->page = natter_ui_cache_file_read_page (ask->file, ask->key, &ask->range);
}

static void
answer_page (Ask *ask)
{
  ask->func.page (ask->page, ask->user_data);
}

void
natter_ui_cache_read_page (NatterUiCache *self, const char *key, const NatterUiCacheRange *range,
                           NatterUiCachePageFunc func, gpointer user_data)
{
  Ask *ask = new_ask (self, key, user_data);

  ask->range = *range;
  ask->func.page = func;
  put_ask (ask, read_page, answer_page);
}

static void
read_count (Ask *ask)
{
  natter_ui_cache_file_count (ask->file, ask->key, ask->seq, &ask->counted);
}

static void
answer_count (Ask *ask)
{
  ask->func.count (&ask->counted, ask->user_data);
}

void
natter_ui_cache_count (NatterUiCache *self, const char *key, guint64 read, NatterUiCacheCountFunc func, gpointer user_data)
{
  Ask *ask = new_ask (self, key, user_data);

  ask->seq = read;
  ask->func.count = func;
  put_ask (ask, read_count, answer_count);
}

static void
answer_hits (Ask *ask)
{
  ask->func.hits (ask->list, ask->user_data);
}

static void
read_found (Ask *ask)
{
  ask->list = natter_ui_cache_file_find (ask->file, ask->query, ask->key, ask->count);
}

void
natter_ui_cache_find (NatterUiCache *self, NatterQuery *query, const char *key, guint count, NatterUiCacheHitsFunc func,
                      gpointer user_data)
{
  Ask *ask = new_ask (self, key, user_data);

  ask->query = natter_query_ref (query);
  ask->count = count;
  ask->func.hits = func;
  put_ask (ask, read_found, answer_hits);
}

static void
read_missed (Ask *ask)
{
  ask->list = natter_ui_cache_file_missed (ask->file, ask->key, ask->seq, ask->count);
}

void
natter_ui_cache_missed (NatterUiCache *self, const char *key, guint64 since, guint count, NatterUiCacheHitsFunc func,
                        gpointer user_data)
{
  Ask *ask = new_ask (self, key, user_data);

  ask->seq = since;
  ask->count = count;
  ask->func.hits = func;
  put_ask (ask, read_missed, answer_hits);
}

static void
read_days (Ask *ask)
{
  ask->days = natter_ui_cache_file_find_days (ask->file, ask->key, ask->borders, ask->count);
}

static void
answer_days (Ask *ask)
{
  ask->func.days (ask->days, ask->user_data);
}

void
natter_ui_cache_find_days (NatterUiCache *self, const char *key, const gint64 *borders, guint n, NatterUiCacheDaysFunc func,
                           gpointer user_data)
{
  Ask *ask = new_ask (self, key, user_data);

  ask->count = MIN (n, G_N_ELEMENTS (ask->borders));
  memcpy (ask->borders, borders, ask->count * sizeof *borders);
  ask->func.days = func;
  put_ask (ask, read_days, answer_days);
}

static void
read_speakers (Ask *ask)
{
  ask->list = natter_ui_cache_file_find_speakers (ask->file, ask->key, ask->range.time, ask->count);
}

static void
answer_speakers (Ask *ask)
{
  ask->func.speakers (ask->list, ask->user_data);
}

void
natter_ui_cache_find_speakers (NatterUiCache *self, const char *key, gint64 time, guint count, NatterUiCacheSpeakersFunc func,
                               gpointer user_data)
{
  Ask *ask = new_ask (self, key, user_data);

  ask->range.time = time;
  ask->count = count;
  ask->func.speakers = func;
  put_ask (ask, read_speakers, answer_speakers);
}
