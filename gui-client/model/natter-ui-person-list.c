/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "shared/natter-text.h"

#include "natter-ui-person-private.h"

/* A room can have thousands of people: found by key in a table, placed by halving. */

struct _NatterUiPersonList
{
  GObject parent_instance;

  GPtrArray *people; /* (element-type NatterUiPerson) owned, sorted */
  GHashTable *index; /* key → NatterUiPerson; both owned by the person */
};

static void natter_ui_person_list_model_init (GListModelInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (NatterUiPersonList, natter_ui_person_list, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, natter_ui_person_list_model_init))

static GType
natter_ui_person_list_get_item_type (GListModel *model)
{
  return NATTER_UI_TYPE_PERSON;
}

static guint
natter_ui_person_list_get_n_items (GListModel *model)
{
  return NATTER_UI_PERSON_LIST (model)->people->len;
}

static gpointer
natter_ui_person_list_get_item (GListModel *model, guint position)
{
  NatterUiPersonList *self = NATTER_UI_PERSON_LIST (model);

  return position < self->people->len ? g_object_ref (g_ptr_array_index (self->people, position)) : NULL;
}

static void
natter_ui_person_list_model_init (GListModelInterface *iface)
{
  iface->get_item_type = natter_ui_person_list_get_item_type;
  iface->get_n_items = natter_ui_person_list_get_n_items;
  iface->get_item = natter_ui_person_list_get_item;
}

static void
natter_ui_person_list_finalize (GObject *object)
{
  NatterUiPersonList *self = NATTER_UI_PERSON_LIST (object);

  g_hash_table_unref (self->index);
  g_ptr_array_unref (self->people);

  G_OBJECT_CLASS (natter_ui_person_list_parent_class)->finalize (object);
}

static void
natter_ui_person_list_class_init (NatterUiPersonListClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = natter_ui_person_list_finalize;
}

static void
natter_ui_person_list_init (NatterUiPersonList *self)
{
  self->people = g_ptr_array_new_with_free_func (g_object_unref);
  self->index = g_hash_table_new (g_str_hash, g_str_equal);
}

NatterUiPersonList *
natter_ui_person_list_new (void)
{
  return g_object_new (NATTER_UI_TYPE_PERSON_LIST, NULL);
}

/* Two names that sort alike are told apart by their keys, so that the order is one. */
static int
compare (NatterUiPerson *a, NatterUiPerson *b)
{
  int order = strcmp (natter_ui_person_get_collation (a), natter_ui_person_get_collation (b));

  return order != 0 ? order : strcmp (natter_ui_person_get_key (a), natter_ui_person_get_key (b));
}

static int
compare_entries (gconstpointer a, gconstpointer b)
{
  return compare (*(NatterUiPerson *const *) a, *(NatterUiPerson *const *) b);
}

/* Where @person is, or belongs. */
static guint
get_place (NatterUiPersonList *self, NatterUiPerson *person)
{
  guint low = 0;
  guint high = self->people->len;

  while (low < high)
    {
      guint middle = low + (high - low) / 2;

      if (compare (g_ptr_array_index (self->people, middle), person) < 0)
        low = middle + 1;
      else
        high = middle;
    }

  return low;
}

static NatterUiPerson *
find_key (NatterUiPersonList *self, const char *name)
{
  g_autofree char *key = natter_name_dup_key (name);

  return g_hash_table_lookup (self->index, key);
}

/* @person: (transfer full). */
static void
insert (NatterUiPersonList *self, NatterUiPerson *person)
{
  guint place = get_place (self, person);

  g_ptr_array_insert (self->people, (int) place, person);
  g_hash_table_insert (self->index, (gpointer) natter_ui_person_get_key (person), person);
  g_list_model_items_changed (G_LIST_MODEL (self), place, 0, 1);
}

/* Returns: (transfer full). */
static NatterUiPerson *
take_out (NatterUiPersonList *self, NatterUiPerson *person)
{
  guint place = get_place (self, person);

  g_hash_table_remove (self->index, natter_ui_person_get_key (person));
  person = g_ptr_array_steal_index (self->people, place);
  g_list_model_items_changed (G_LIST_MODEL (self), place, 1, 0);
  return person;
}

NatterUiPerson *
natter_ui_person_list_find (NatterUiPersonList *self, const char *name)
{
  g_return_val_if_fail (NATTER_UI_IS_PERSON_LIST (self), NULL);
  g_return_val_if_fail (name != NULL, NULL);

  return find_key (self, name);
}

void
natter_ui_person_list_add (NatterUiPersonList *self, const char *name, gboolean own)
{
  NatterUiPerson *person = find_key (self, name);

  if (person != NULL)
    return;

  person = natter_ui_person_new (name);
  natter_ui_person_set_own (person, own);
  insert (self, person);
}

void
natter_ui_person_list_remove (NatterUiPersonList *self, const char *name)
{
  NatterUiPerson *person = find_key (self, name);

  if (person != NULL)
    g_object_unref (take_out (self, person));
}

void
natter_ui_person_list_rename (NatterUiPersonList *self, const char *from, const char *to)
{
  NatterUiPerson *person = find_key (self, from);
  NatterUiPerson *other = find_key (self, to);

  if (person == NULL)
    return;

  if (other != NULL && other != person)
    g_object_unref (take_out (self, other));
  person = take_out (self, person);
  natter_ui_person_set_name (person, to);
  insert (self, person);
}

void
natter_ui_person_list_replace (NatterUiPersonList *self, const GPtrArray *people, const char *own_key)
{
  g_autoptr (GPtrArray) old = g_steal_pointer (&self->people);
  g_autoptr (GHashTable) old_index = g_steal_pointer (&self->index);
  guint n = people != NULL ? people->len : 0;

  self->people = g_ptr_array_new_full (n, g_object_unref);
  self->index = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < n; i++)
    {
      const NatterPerson *person = g_ptr_array_index (people, i);
      g_autofree char *key = natter_name_dup_key (person->name);
      NatterUiPerson *item = g_hash_table_lookup (old_index, key);

      if (g_hash_table_contains (self->index, key))
        continue;

      /* Out of the old index first: its key belongs to the person, and changes with the spelling. */
      g_hash_table_remove (old_index, key);
      item = item != NULL ? g_object_ref (item) : natter_ui_person_new (person->name);
      natter_ui_person_update (item, person);
      natter_ui_person_set_own (item, g_strcmp0 (natter_ui_person_get_key (item), own_key) == 0);
      g_ptr_array_add (self->people, item);
      g_hash_table_insert (self->index, (gpointer) natter_ui_person_get_key (item), item);
    }

  g_ptr_array_sort (self->people, compare_entries);
  if (old->len > 0 || self->people->len > 0)
    g_list_model_items_changed (G_LIST_MODEL (self), 0, old->len, self->people->len);
}
