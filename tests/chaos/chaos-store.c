/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "chaos-store.h"

#include <string.h>

#define NOW_AND_THEN 40  /* messages */
#define LONG         30  /* bytes of a text that is cut */
#define ASKED        100 /* messages: more are asked for only when somebody comes back; see client.py */
#define MARK         '~' /* ends a client id that was made to differ */

/* Takes the place of a store's class, so that what is not spoiled is done by the store as ever. */
typedef struct
{
  NatterdStoreClass klass;
  const NatterdStoreClass *real;
  NatterdStore *store;
  ChaosBug bug;
  GHashTable *last; /* (element-type utf8 guint64) of each room, as far as it was told in this life */
  guint n_messages;
  guint n_fetches;
  GPtrArray *commits;  /* (element-type Commit) not answered yet; a store that is freed never answers */
  GPtrArray *fetches;  /* (element-type Fetch) likewise */
  struct Commit *owed; /* (nullable) owned: was answered, and will be made before the next thing is done */
} ChaosStore;

/* One commit on its way. */
typedef struct Commit
{
  ChaosStore *store;
  GPtrArray *asked;    /* owned (element-type NatterMessage) */
  GPtrArray *recorded; /* owned (element-type NatterMessage) what the store gets of it: NULL where it gets nothing */
  gint64 wall;
  NatterdStoreCommitted done; /* (nullable) was answered already */
  gpointer user_data;
} Commit;

static const char *const bug_words[CHAOS_N_BUGS] = {
  "none",
  "acknowledges-early",
  "hides-failures",
  "drops-a-record",
  "reuses-a-sequence",
  "swaps-two",
  "records-a-retry",
  "answers-a-retry-anew",
  "tells-a-retry",
  "skips-a-page",
  "ends-early",
  "shortens",
  "skips-a-page-on-resume",
  "ends-early-on-resume",
};

ChaosBug
chaos_bug_from_word (const char *word)
{
  for (guint bug = 0; bug < CHAOS_N_BUGS; bug++)
    if (g_str_equal (bug_words[bug], word))
      return bug;
  g_error ("There is no fault called \"%s\".", word);
}

static guint64
get_last (ChaosStore *self,
          const char *room)
{
  const guint64 *last = g_hash_table_lookup (self->last, room);

  return last != NULL ? *last : 0;
}

static void
set_last (ChaosStore *self,
          const char *room,
          guint64 seq)
{
  if (seq > get_last (self, room))
    g_hash_table_insert (self->last, g_strdup (room), g_memdup2 (&seq, sizeof seq));
}

/* Committing */

/* (transfer full) (nullable): what the store gets for @message; NULL for nothing */
static NatterMessage *
make_recorded (ChaosStore *self,
               NatterMessage *message)
{
  g_autofree char *id = NULL;
  g_autofree char *text = NULL;

  self->n_messages++;
  if (natter_message_kind_is_change (message->kind))
    return natter_message_ref (message);
  if (self->bug == CHAOS_BUG_DROPS_A_RECORD && self->n_messages % NOW_AND_THEN == 0 && get_last (self, message->room) > 0)
    return NULL;
  if (self->bug == CHAOS_BUG_RECORDS_A_RETRY && message->id != NULL)
    id = g_strdup_printf ("%s%c%x%x", message->id, MARK, g_random_int (), self->n_messages);
  if (self->bug == CHAOS_BUG_SHORTENS && strlen (message->text) > LONG)
    text = g_utf8_substring (message->text, 0, LONG / 4);
  if (id == NULL && text == NULL)
    return natter_message_ref (message);
  return natter_message_new (message->kind, message->room, message->from, text != NULL ? text : message->text,
                             id != NULL ? id : message->id);
}

static void
commit_free (Commit *commit)
{
  g_ptr_array_unref (commit->asked);
  g_ptr_array_unref (commit->recorded);
  g_free (commit);
}

/* What nobody recorded gets the next number. */
static void
predict (Commit *commit,
         NatterMessage *message)
{
  message->seq = get_last (commit->store, message->room) + 1;
  message->time = commit->wall;
  set_last (commit->store, message->room, message->seq);
}

static void
copy_answer (Commit *commit,
             guint place)
{
  NatterMessage *asked = commit->asked->pdata[place];
  const NatterMessage *recorded = commit->recorded->pdata[place];

  if (recorded == NULL)
    {
      predict (commit, asked);
      return;
    }
  asked->seq = recorded->seq;
  asked->time = recorded->time;
  asked->repeated = recorded->repeated;
  set_last (commit->store, asked->room, asked->seq);
}

static void
swap_two (GPtrArray *messages)
{
  for (guint i = 1; i < messages->len; i++)
    {
      NatterMessage *first = messages->pdata[i - 1];
      NatterMessage *second = messages->pdata[i];
      guint64 seq = first->seq;

      if (g_str_equal (first->room, second->room) && second->seq == seq + 1)
        {
          first->seq = second->seq;
          second->seq = seq;
          return;
        }
    }
}

static void
spoil_answer (ChaosStore *self,
              NatterMessage *message)
{
  if (self->bug == CHAOS_BUG_REUSES_A_SEQUENCE && message->seq % NOW_AND_THEN == 0)
    message->seq--;
  else if (self->bug == CHAOS_BUG_ANSWERS_A_RETRY_ANEW && message->repeated)
    message->seq++;
  else if (self->bug == CHAOS_BUG_TELLS_A_RETRY)
    message->repeated = FALSE;
}

static void
on_committed (gpointer user_data,
              const GError *error)
{
  Commit *commit = user_data;
  ChaosStore *self = commit->store;
  gboolean hide = error != NULL && self->bug == CHAOS_BUG_HIDES_FAILURES;

  for (guint i = 0; i < commit->asked->len && commit->done != NULL; i++)
    {
      if (hide)
        predict (commit, commit->asked->pdata[i]);
      else if (error == NULL)
        copy_answer (commit, i);
      if (error == NULL)
        spoil_answer (self, commit->asked->pdata[i]);
    }
  if (error == NULL && self->bug == CHAOS_BUG_SWAPS_TWO)
    swap_two (commit->asked);
  if (commit->done != NULL)
    commit->done (commit->user_data, hide ? NULL : error);
  g_ptr_array_remove_fast (self->commits, commit);
  commit_free (commit);
}

/* The message itself must not be touched by the store then: it has been shown. FALSE: nothing is known of its room yet. */
static gboolean
answer_early (Commit *commit)
{
  for (guint i = 0; i < commit->asked->len; i++)
    {
      NatterMessage *message = commit->asked->pdata[i];

      if (get_last (commit->store, message->room) == 0)
        return FALSE;
    }
  for (guint i = 0; i < commit->asked->len; i++)
    {
      NatterMessage *message = commit->asked->pdata[i];

      natter_message_unref (commit->recorded->pdata[i]);
      commit->recorded->pdata[i] = natter_message_new (message->kind, message->room, message->from, message->text, message->id);
      predict (commit, message);
    }
  commit->done (commit->user_data, NULL);
  commit->done = NULL;
  return TRUE;
}

static void
make (Commit *commit)
{
  ChaosStore *self = commit->store;
  g_autoptr (GPtrArray) messages = g_ptr_array_new ();

  for (guint i = 0; i < commit->recorded->len; i++)
    if (commit->recorded->pdata[i] != NULL)
      g_ptr_array_add (messages, commit->recorded->pdata[i]);
  g_ptr_array_add (self->commits, commit);
  if (messages->len > 0 || commit->asked->len == 0)
    self->real->commit (self->store, messages, commit->wall, on_committed, commit);
  else
    on_committed (commit, NULL);
}

static void
make_owed (ChaosStore *self)
{
  if (self->owed != NULL)
    make (g_steal_pointer (&self->owed));
}

static void
unref_message (gpointer message)
{
  if (message != NULL)
    natter_message_unref (message);
}

static void
chaos_commit (NatterdStore *store,
              GPtrArray *messages,
              gint64 wall,
              NatterdStoreCommitted done,
              gpointer user_data)
{
  ChaosStore *self = (ChaosStore *) store->klass;
  Commit *commit = g_new (Commit, 1);

  *commit = (Commit){ .store = self, .wall = wall, .done = done, .user_data = user_data };
  commit->asked = g_ptr_array_new_with_free_func (unref_message);
  commit->recorded = g_ptr_array_new_with_free_func (unref_message);
  for (guint i = 0; i < messages->len; i++)
    {
      g_ptr_array_add (commit->asked, natter_message_ref (messages->pdata[i]));
      g_ptr_array_add (commit->recorded, make_recorded (self, messages->pdata[i]));
    }
  make_owed (self);
  if (self->bug == CHAOS_BUG_ACKNOWLEDGES_EARLY && answer_early (commit))
    self->owed = commit;
  else
    make (commit);
}

/* Reading */

typedef struct
{
  ChaosStore *store;
  NatterdStoreFetched done;
  gpointer user_data;
  gboolean ends_early;
} Fetch;

/* (transfer full) */
static NatterMessage *
unmark (NatterMessage *message)
{
  const char *mark = message->id != NULL ? strchr (message->id, MARK) : NULL;
  g_autofree char *id = mark != NULL ? g_strndup (message->id, (gsize) (mark - message->id)) : NULL;
  NatterMessage *unmarked;

  if (id == NULL)
    return natter_message_ref (message);
  unmarked = natter_message_new (message->kind, message->room, message->from, message->text, id);
  unmarked->seq = message->seq;
  unmarked->time = message->time;
  return unmarked;
}

static void
on_fetched (gpointer user_data,
            GPtrArray *messages,
            gboolean more,
            const GError *error)
{
  g_autofree Fetch *fetch = user_data;
  g_autoptr (GPtrArray) unmarked = g_ptr_array_new_with_free_func (unref_message);

  for (guint i = 0; messages != NULL && i < messages->len; i++)
    g_ptr_array_add (unmarked, unmark (messages->pdata[i]));
  g_ptr_array_remove_fast (fetch->store->fetches, fetch);
  if (fetch->ends_early)
    more = FALSE;
  fetch->done (fetch->user_data, messages != NULL ? unmarked : NULL, more, error);
}

static void
chaos_fetch (NatterdStore *store,
             const char *room,
             const NatterRange *range,
             NatterdStoreFetched done,
             gpointer user_data)
{
  ChaosStore *self = (ChaosStore *) store->klass;
  Fetch *fetch = g_new (Fetch, 1);
  NatterRange asked = *range;

  make_owed (self);
  *fetch = (Fetch){ .store = self, .done = done, .user_data = user_data };
  g_ptr_array_add (self->fetches, fetch);
  self->n_fetches++;
  if (self->bug == CHAOS_BUG_SKIPS_ON_RESUME && range->count > ASKED)
    asked.seq += 2;
  if (self->bug == CHAOS_BUG_ENDS_EARLY_ON_RESUME && range->count > ASKED)
    asked.count = 2;
  fetch->ends_early = asked.count < range->count || self->bug == CHAOS_BUG_ENDS_EARLY;
  if (self->bug == CHAOS_BUG_SKIPS_A_PAGE && range->count <= ASKED && range->kind == NATTER_RANGE_SINCE && self->n_fetches % 5 == 0)
    asked.seq += range->count;
  self->real->fetch (store, room, &asked, on_fetched, fetch);
}

static void
chaos_free (NatterdStore *store)
{
  ChaosStore *self = (ChaosStore *) store->klass;

  make_owed (self);
  self->real->free (store);
  for (guint i = 0; i < self->commits->len; i++)
    commit_free (self->commits->pdata[i]);
  for (guint i = 0; i < self->fetches->len; i++)
    g_free (self->fetches->pdata[i]);
  g_ptr_array_unref (self->commits);
  g_ptr_array_unref (self->fetches);
  g_hash_table_unref (self->last);
  g_free (self);
}

void
chaos_store_spoil (NatterdStore *store,
                   ChaosBug bug)
{
  ChaosStore *self = g_new0 (ChaosStore, 1);

  self->klass = *store->klass;
  self->klass.commit = chaos_commit;
  self->klass.fetch = chaos_fetch;
  self->klass.free = chaos_free;
  self->real = store->klass;
  self->store = store;
  self->bug = bug;
  self->commits = g_ptr_array_new ();
  self->fetches = g_ptr_array_new ();
  self->last = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  store->klass = &self->klass;
}
