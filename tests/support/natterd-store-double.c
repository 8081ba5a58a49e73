/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "natterd-store-double.h"

typedef enum
{
  REQUEST_COMMIT,
  REQUEST_FETCH,
  REQUEST_SEARCH,
  REQUEST_FORGET,
  REQUEST_NAME
} RequestKind;

typedef struct
{
  RequestKind kind;
  gboolean fails;
  GPtrArray *messages; /* (nullable) COMMIT */
  GPtrArray *facts;    /* (nullable) COMMIT */
  gint64 wall;
  char *room;                /* (nullable) */
  char *name;                /* (nullable) NAME */
  NatterRange range;         /* FETCH */
  NatterSearch *search;      /* (nullable) SEARCH */
  GCancellable *cancellable; /* (nullable) SEARCH */
  NatterdStoreCommitted committed;
  NatterdStoreFetched fetched;
  NatterdStoreFound found;
  gpointer user_data;
} Request;

typedef struct
{
  NatterdStore parent;
  NatterdStore *inner;
  GQueue waiting; /* (element-type Request) */
  gboolean holding;
  guint fail_in; /* commits until the one that fails; 0: none */
  gboolean fail_fetch;
  guint n_commits;
  GPtrArray *facts; /* (nullable) of the next commit */
} StoreDouble;

static void
request_free (Request *request)
{
  g_clear_pointer (&request->messages, g_ptr_array_unref);
  g_clear_pointer (&request->facts, g_ptr_array_unref);
  g_clear_pointer (&request->search, natter_search_unref);
  g_clear_object (&request->cancellable);
  g_free (request->room);
  g_free (request->name);
  g_free (request);
}

static void
commit_request (NatterdStore *inner,
                Request *request)
{
  for (guint i = 0; request->facts != NULL && i < request->facts->len; i++)
    inner->klass->set_fact (inner, request->facts->pdata[i]);
  inner->klass->commit (inner, request->messages, request->wall, request->committed, request->user_data);
}

static void
request_perform (StoreDouble *self,
                 Request *request)
{
  NatterdStore *inner = self->inner;

  if (request->fails)
    {
      g_autoptr (GError) error = g_error_new_literal (G_IO_ERROR, G_IO_ERROR_NO_SPACE, "The disk of this test is full.");

      if (request->kind == REQUEST_FETCH)
        request->fetched (request->user_data, NULL, FALSE, error);
      else
        request->committed (request->user_data, error);
    }
  else if (request->kind == REQUEST_COMMIT)
    commit_request (inner, request);
  else if (request->kind == REQUEST_FETCH)
    inner->klass->fetch (inner, request->room, &request->range, request->fetched, request->user_data);
  else if (request->kind == REQUEST_SEARCH)
    inner->klass->search (inner, request->search, request->cancellable, request->found, request->user_data);
  else if (request->kind == REQUEST_NAME)
    inner->klass->name_room (inner, request->room, request->name);
  else
    inner->klass->forget (inner, request->room);

  request_free (request);
}

/* takes @request */
static void
take_request (StoreDouble *self,
              Request *request)
{
  if (self->holding || !g_queue_is_empty (&self->waiting))
    g_queue_push_tail (&self->waiting, request);
  else
    request_perform (self, request);
}

static gpointer
ref_message (gconstpointer message,
             gpointer user_data)
{
  return natter_message_ref ((NatterMessage *) message);
}

static void
double_commit (NatterdStore *store,
               GPtrArray *messages,
               gint64 wall,
               NatterdStoreCommitted done,
               gpointer user_data)
{
  StoreDouble *self = (StoreDouble *) store;
  Request *request = g_new0 (Request, 1);

  request->kind = REQUEST_COMMIT;
  request->fails = self->fail_in == 1;
  /* the caller's array may change or go once the call is over */
  request->messages = g_ptr_array_copy (messages, ref_message, NULL);
  g_ptr_array_set_free_func (request->messages, (GDestroyNotify) natter_message_unref);
  request->facts = g_steal_pointer (&self->facts);
  request->wall = wall;
  request->committed = done;
  request->user_data = user_data;

  self->n_commits++;
  if (self->fail_in > 0)
    self->fail_in--;
  take_request (self, request);
}

static void
double_set_fact (NatterdStore *store,
                 NatterFact *fact)
{
  StoreDouble *self = (StoreDouble *) store;

  if (self->facts == NULL)
    self->facts = g_ptr_array_new_with_free_func ((GDestroyNotify) natter_fact_unref);
  g_ptr_array_add (self->facts, natter_fact_ref (fact));
}

static void
double_fetch (NatterdStore *store,
              const char *room,
              const NatterRange *range,
              NatterdStoreFetched done,
              gpointer user_data)
{
  StoreDouble *self = (StoreDouble *) store;
  Request *request = g_new0 (Request, 1);

  request->kind = REQUEST_FETCH;
  request->fails = self->fail_fetch;
  self->fail_fetch = FALSE;
  request->room = g_strdup (room);
  request->range = *range;
  request->fetched = done;
  request->user_data = user_data;
  take_request (self, request);
}

static void
double_search (NatterdStore *store,
               NatterSearch *search,
               GCancellable *cancellable,
               NatterdStoreFound done,
               gpointer user_data)
{
  Request *request = g_new0 (Request, 1);

  request->kind = REQUEST_SEARCH;
  request->search = natter_search_ref (search);
  request->cancellable = cancellable != NULL ? g_object_ref (cancellable) : NULL;
  request->found = done;
  request->user_data = user_data;
  take_request ((StoreDouble *) store, request);
}

static void
double_forget (NatterdStore *store,
               const char *room)
{
  Request *request = g_new0 (Request, 1);

  request->kind = REQUEST_FORGET;
  request->room = g_strdup (room);
  take_request ((StoreDouble *) store, request);
}

static void
double_name_room (NatterdStore *store,
                  const char *room,
                  const char *name)
{
  Request *request = g_new0 (Request, 1);

  request->kind = REQUEST_NAME;
  request->room = g_strdup (room);
  request->name = g_strdup (name);
  take_request ((StoreDouble *) store, request);
}

static gboolean
double_list_rooms (NatterdStore *store,
                   NatterdStoreRoomFunc tell,
                   gpointer user_data,
                   GError **error)
{
  NatterdStore *inner = ((StoreDouble *) store)->inner;

  return inner->klass->list_rooms (inner, tell, user_data, error);
}

static gboolean
double_list_facts (NatterdStore *store,
                   NatterdStoreFactFunc tell,
                   gpointer user_data,
                   GError **error)
{
  NatterdStore *inner = ((StoreDouble *) store)->inner;

  return inner->klass->list_facts (inner, tell, user_data, error);
}

static const char *
double_get_epoch (NatterdStore *store)
{
  NatterdStore *inner = ((StoreDouble *) store)->inner;

  return inner->klass->get_epoch (inner);
}

static void
double_free (NatterdStore *store)
{
  StoreDouble *self = (StoreDouble *) store;

  g_queue_clear_full (&self->waiting, (GDestroyNotify) request_free);
  g_clear_pointer (&self->facts, g_ptr_array_unref);
  natterd_store_free (self->inner);
  g_free (self);
}

static const NatterdStoreClass double_class = {
  .commit = double_commit,
  .set_fact = double_set_fact,
  .fetch = double_fetch,
  .search = double_search,
  .forget = double_forget,
  .name_room = double_name_room,
  .list_rooms = double_list_rooms,
  .list_facts = double_list_facts,
  .get_epoch = double_get_epoch,
  .free = double_free,
};

static StoreDouble *
double_cast (NatterdStore *store)
{
  g_assert_true (store->klass == &double_class);

  return (StoreDouble *) store;
}

NatterdStore *
natterd_store_double_new (NatterdStore *inner)
{
  StoreDouble *self = g_new0 (StoreDouble, 1);

  self->parent.klass = &double_class;
  self->inner = inner;
  g_queue_init (&self->waiting);
  return &self->parent;
}

void
natterd_store_double_hold (NatterdStore *store)
{
  double_cast (store)->holding = TRUE;
}

gboolean
natterd_store_double_release_one (NatterdStore *store)
{
  StoreDouble *self = double_cast (store);
  Request *request;
  gboolean named;

  do
    {
      request = g_queue_pop_head (&self->waiting);
      if (request == NULL)
        return FALSE;
      named = request->kind == REQUEST_NAME;
      request_perform (self, request);
    }
  while (named);
  return TRUE;
}

void
natterd_store_double_release (NatterdStore *store)
{
  double_cast (store)->holding = FALSE;

  while (natterd_store_double_release_one (store))
    ;
}

void
natterd_store_double_fail_fetch (NatterdStore *store)
{
  double_cast (store)->fail_fetch = TRUE;
}

void
natterd_store_double_fail (NatterdStore *store,
                           guint nth)
{
  double_cast (store)->fail_in = nth;
}

guint
natterd_store_double_get_n_waiting (NatterdStore *store)
{
  guint n = 0;

  for (const GList *link = double_cast (store)->waiting.head; link != NULL; link = link->next)
    n += ((const Request *) link->data)->kind != REQUEST_NAME;
  return n;
}

guint
natterd_store_double_get_n_commits (NatterdStore *store)
{
  return double_cast (store)->n_commits;
}

guint
natterd_store_double_get_n_messages (NatterdStore *store)
{
  guint n = 0;

  for (const GList *link = double_cast (store)->waiting.head; link != NULL; link = link->next)
    {
      const Request *request = link->data;

      n += request->messages != NULL ? request->messages->len : 0;
    }
  return n;
}
