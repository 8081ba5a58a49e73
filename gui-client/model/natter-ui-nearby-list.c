/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <gio/gio.h>
#include <string.h>

#include "shared/natter-avahi.h"

#include "natter-ui-nearby-list.h"
#include "natter-ui-nearby-private.h"

#define WAYS_MOST 8 /* on which interfaces and by which protocols one server is heard of */
#define AGAIN     5 /* seconds until it is asked again, where there were too many */

/* How a server is heard of. */
typedef struct
{
  gint32 interface, protocol;
} Way;

/* A server that was heard of; and where it is, once that was found out. */
typedef struct
{
  guint id;
  char *name, *domain; /* as they came */
  GArray *ways;        /* Way; the first one is asked */
  guint failures;      /* of ways, one after the other */
  char *path;          /* (nullable) of what answers for it, and goes on telling what changes */
  NatterUiNearby *nearby;
  gboolean is_shown;
} Entry;

struct _NatterUiNearbyList
{
  GObject parent_instance;

  NatterAvahi *avahi; /* (nullable) while nobody looks */
  char *browser;      /* (nullable) */
  GPtrArray *entries; /* Entry */
  GPtrArray *shown;   /* NatterUiNearby */
  guint next_id;
  gboolean is_short; /* there were more than fit */
  guint again;
};

static void list_model_init (GListModelInterface *interface);

G_DEFINE_FINAL_TYPE_WITH_CODE (NatterUiNearbyList, natter_ui_nearby_list, G_TYPE_OBJECT, G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, list_model_init))

/* Entries */

static void
free_entry (gpointer data)
{
  Entry *entry = data;

  g_free (entry->name);
  g_free (entry->domain);
  g_array_unref (entry->ways);
  g_free (entry->path);
  g_object_unref (entry->nearby);
  g_free (entry);
}

static Entry *
find (NatterUiNearbyList *self,
      const char *name,
      const char *domain)
{
  for (guint i = 0; i < self->entries->len; i++)
    {
      Entry *entry = g_ptr_array_index (self->entries, i);

      if (g_str_equal (entry->name, name) && g_str_equal (entry->domain, domain))
        return entry;
    }
  return NULL;
}

static gboolean
has_path (gconstpointer entry,
          gconstpointer path)
{
  return g_strcmp0 (((const Entry *) entry)->path, path) == 0;
}

static gboolean
has_id (gconstpointer entry,
        gconstpointer id)
{
  return ((const Entry *) entry)->id == GPOINTER_TO_UINT (id);
}

/* (nullable) */
static Entry *
find_by (NatterUiNearbyList *self,
         GEqualFunc has,
         gconstpointer what)
{
  guint position;

  return g_ptr_array_find_with_equal_func (self->entries, what, has, &position) ? g_ptr_array_index (self->entries, position) : NULL;
}

static void
show (NatterUiNearbyList *self,
      Entry *entry)
{
  if (entry->is_shown)
    return;
  entry->is_shown = TRUE;
  g_ptr_array_add (self->shown, g_object_ref (entry->nearby));
  g_list_model_items_changed (G_LIST_MODEL (self), self->shown->len - 1, 0, 1);
}

static void
hide (NatterUiNearbyList *self,
      Entry *entry)
{
  guint position;

  if (!entry->is_shown || !g_ptr_array_find (self->shown, entry->nearby, &position))
    return;
  entry->is_shown = FALSE;
  g_ptr_array_remove_index (self->shown, position);
  g_list_model_items_changed (G_LIST_MODEL (self), position, 1, 0);
}

/* Where one is */

/* Of a question about an entry, which may be gone before the answer. */
typedef struct
{
  NatterUiNearbyList *list; /* (unowned): there are no answers after its end */
  guint id;
} Question;

static void
call (NatterUiNearbyList *self,
      const char *path,
      const char *method)
{
  natter_avahi_call (self->avahi, &(NatterAvahiCall){ .path = path, .method = method });
}

static void
stop_asking (NatterUiNearbyList *self,
             Entry *entry)
{
  if (entry->path != NULL)
    call (self, entry->path, NATTER_AVAHI_RESOLVER ".Free");
  g_clear_pointer (&entry->path, g_free);
  entry->id = self->next_id++;
}

/* The path at which it will be answered. */
static void
on_prepared (gpointer user_data,
             GVariant *result,
             const GError *error)
{
  const Question *question = user_data;
  NatterUiNearbyList *self = question->list;
  Entry *entry = find_by (self, has_id, GUINT_TO_POINTER (question->id));
  g_autofree char *path = NULL;

  if (result == NULL || !g_variant_is_of_type (result, G_VARIANT_TYPE ("(o)")))
    return;
  g_variant_get (result, "(o)", &path);
  if (entry == NULL) /* nobody wants to know any more */
    {
      call (self, path, NATTER_AVAHI_RESOLVER ".Free");
      return;
    }
  entry->path = g_steal_pointer (&path);
  call (self, entry->path, NATTER_AVAHI_RESOLVER ".Start");
}

static void
ask_where (NatterUiNearbyList *self,
           Entry *entry)
{
  const Way *way = &g_array_index (entry->ways, Way, 0);
  Question *question = g_new (Question, 1);

  stop_asking (self, entry);
  *question = (Question){ self, entry->id };
  natter_avahi_call (self->avahi, &(NatterAvahiCall){
                                    .path = "/",
                                    .method = NATTER_AVAHI_SERVER2 ".ServiceResolverPrepare",
                                    .parameters = g_variant_new ("(iisssiu)", way->interface, way->protocol, entry->name, NATTER_AVAHI_SERVICE,
                                                                 entry->domain, way->protocol, 0),
                                    .answer = on_prepared,
                                    .user_data = question,
                                    .destroy = g_free,
                                  });
}

static void
take_answer (NatterUiNearbyList *self,
             Entry *entry,
             GVariant *found)
{
  g_autoptr (GVariant) text = NULL;
  NatterUiSighting sighting = { .name = entry->name };

  g_variant_get (found, "(iisss&si&sq@aayu)", &sighting.interface, NULL, NULL, NULL, NULL, &sighting.host, NULL, &sighting.address, &sighting.port,
                 &text, NULL);
  sighting.text = text;
  entry->failures = 0;
  if (natter_ui_nearby_see (entry->nearby, &sighting))
    show (self, entry);
  else
    hide (self, entry);
}

/* Nobody answers there. Perhaps by another way. */
static void
try_next_way (NatterUiNearbyList *self,
              Entry *entry)
{
  Way way = g_array_index (entry->ways, Way, 0);

  hide (self, entry);
  if (++entry->failures >= entry->ways->len)
    return;
  g_array_remove_index (entry->ways, 0);
  g_array_append_val (entry->ways, way);
  ask_where (self, entry);
}

static void
on_resolver (GDBusConnection *connection, const char *sender, const char *path, const char *interface, const char *signal,
             GVariant *parameters, gpointer user_data)
{
  NatterUiNearbyList *self = user_data;
  Entry *entry = find_by (self, has_path, path);

  if (entry == NULL)
    return;
  if (g_str_equal (signal, "Found") && g_variant_is_of_type (parameters, G_VARIANT_TYPE ("(iissssisqaayu)")))
    take_answer (self, entry, parameters);
  else if (g_str_equal (signal, "Failure"))
    try_next_way (self, entry);
}

/* Who is there */

static gboolean
on_again (gpointer user_data)
{
  NatterUiNearbyList *self = user_data;

  self->again = 0;
  natter_ui_nearby_list_set_looking (self, FALSE);
  natter_ui_nearby_list_set_looking (self, TRUE);
  return G_SOURCE_REMOVE;
}

/* Where there was more than fits there is a place now. */
static void
fill_up (NatterUiNearbyList *self)
{
  if (self->is_short && self->again == 0)
    self->again = g_timeout_add_seconds (AGAIN, on_again, self);
}

static Entry *
add_entry (NatterUiNearbyList *self,
           const char *name,
           const char *domain)
{
  Entry *entry;

  if (self->entries->len >= NATTER_UI_NEARBY_MOST)
    {
      self->is_short = TRUE;
      return NULL;
    }
  entry = g_new0 (Entry, 1);
  entry->name = g_strdup (name);
  entry->domain = g_strdup (domain);
  entry->ways = g_array_new (FALSE, FALSE, sizeof (Way));
  entry->nearby = natter_ui_nearby_new ();
  g_ptr_array_add (self->entries, entry);
  return entry;
}

/* By a way that is better than those known: IPv4's addresses are the same from everywhere. */
static gboolean
is_better (const Entry *entry,
           Way way)
{
  return entry->failures >= entry->ways->len ||
         (way.protocol == NATTER_AVAHI_INET && g_array_index (entry->ways, Way, 0).protocol != NATTER_AVAHI_INET);
}

static void
come (NatterUiNearbyList *self,
      const char *name,
      const char *domain,
      Way way)
{
  Entry *entry = find (self, name, domain);

  if (entry == NULL)
    entry = add_entry (self, name, domain);
  if (entry == NULL || entry->ways->len >= WAYS_MOST)
    return;
  if (!is_better (entry, way))
    {
      g_array_append_val (entry->ways, way);
      return;
    }
  g_array_prepend_val (entry->ways, way);
  ask_where (self, entry);
}

static void
go (NatterUiNearbyList *self,
    const char *name,
    const char *domain,
    Way way)
{
  Entry *entry = find (self, name, domain);

  for (guint i = 0; entry != NULL && i < entry->ways->len; i++)
    {
      const Way *one = &g_array_index (entry->ways, Way, i);

      if (one->interface != way.interface || one->protocol != way.protocol)
        continue;
      g_array_remove_index (entry->ways, i);
      if (entry->ways->len == 0)
        {
          hide (self, entry);
          stop_asking (self, entry);
          g_ptr_array_remove (self->entries, entry);
          fill_up (self);
        }
      else if (i == 0)
        ask_where (self, entry);
      return;
    }
}

static void
on_browser (GDBusConnection *connection, const char *sender, const char *path, const char *interface, const char *signal,
            GVariant *parameters, gpointer user_data)
{
  NatterUiNearbyList *self = user_data;
  const char *name, *domain;
  Way way;

  if (g_strcmp0 (path, self->browser) != 0 || !g_variant_is_of_type (parameters, G_VARIANT_TYPE ("(iisssu)")))
    return;
  g_variant_get (parameters, "(ii&ss&su)", &way.interface, &way.protocol, &name, NULL, &domain, NULL);
  if (g_str_equal (signal, "ItemNew"))
    come (self, name, domain, way);
  else if (g_str_equal (signal, "ItemRemove"))
    go (self, name, domain, way);
}

static void
on_browsing (gpointer user_data,
             GVariant *result,
             const GError *error)
{
  NatterUiNearbyList *self = user_data;

  if (result == NULL || !g_variant_is_of_type (result, G_VARIANT_TYPE ("(o)")))
    return;
  g_variant_get (result, "(o)", &self->browser);
  call (self, self->browser, NATTER_AVAHI_BROWSER ".Start");
}

/* Nothing is known. */
static void
forget (NatterUiNearbyList *self)
{
  g_clear_handle_id (&self->again, g_source_remove);
  g_clear_pointer (&self->browser, g_free);
  self->is_short = FALSE;
  while (self->entries->len > 0)
    {
      Entry *entry = g_ptr_array_index (self->entries, self->entries->len - 1);

      hide (self, entry);
      g_ptr_array_remove_index (self->entries, self->entries->len - 1);
    }
}

static void
ask_who (NatterUiNearbyList *self)
{
  natter_avahi_call (self->avahi, &(NatterAvahiCall){
                                    .path = "/",
                                    .method = NATTER_AVAHI_SERVER2 ".ServiceBrowserPrepare",
                                    .parameters = g_variant_new ("(iissu)", NATTER_AVAHI_UNSPECIFIED, NATTER_AVAHI_UNSPECIFIED, NATTER_AVAHI_SERVICE, "", 0),
                                    .answer = on_browsing,
                                    .user_data = self,
                                  });
}

static void
on_avahi (gpointer user_data,
          gboolean present)
{
  NatterUiNearbyList *self = user_data;

  forget (self);
  if (!present)
    return;
  natter_avahi_subscribe (self->avahi, NULL, NATTER_AVAHI_BROWSER, on_browser, self);
  natter_avahi_subscribe (self->avahi, NULL, NATTER_AVAHI_RESOLVER, on_resolver, self);
  ask_who (self);
}

void
natter_ui_nearby_list_set_looking (NatterUiNearbyList *self,
                                   gboolean looking)
{
  g_return_if_fail (NATTER_UI_IS_NEARBY_LIST (self));

  if (looking == (self->avahi != NULL))
    return;
  if (looking)
    {
      self->avahi = natter_avahi_new (on_avahi, self);
      return;
    }
  g_clear_pointer (&self->avahi, natter_avahi_free);
  forget (self);
}

/* The object */

static GType
get_item_type (GListModel *model)
{
  return NATTER_UI_TYPE_NEARBY;
}

static guint
get_n_items (GListModel *model)
{
  return NATTER_UI_NEARBY_LIST (model)->shown->len;
}

static gpointer
get_item (GListModel *model,
          guint position)
{
  NatterUiNearbyList *self = NATTER_UI_NEARBY_LIST (model);

  return position < self->shown->len ? g_object_ref (g_ptr_array_index (self->shown, position)) : NULL;
}

static void
list_model_init (GListModelInterface *interface)
{
  interface->get_item_type = get_item_type;
  interface->get_n_items = get_n_items;
  interface->get_item = get_item;
}

static void
natter_ui_nearby_list_finalize (GObject *object)
{
  NatterUiNearbyList *self = NATTER_UI_NEARBY_LIST (object);

  g_clear_pointer (&self->avahi, natter_avahi_free);
  g_clear_handle_id (&self->again, g_source_remove);
  g_clear_pointer (&self->browser, g_free);
  g_ptr_array_unref (self->entries);
  g_ptr_array_unref (self->shown);

  G_OBJECT_CLASS (natter_ui_nearby_list_parent_class)->finalize (object);
}

static void
natter_ui_nearby_list_class_init (NatterUiNearbyListClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = natter_ui_nearby_list_finalize;
}

static void
natter_ui_nearby_list_init (NatterUiNearbyList *self)
{
  self->entries = g_ptr_array_new_with_free_func (free_entry);
  self->shown = g_ptr_array_new_with_free_func (g_object_unref);
}

NatterUiNearbyList *
natter_ui_nearby_list_new (void)
{
  return g_object_new (NATTER_UI_TYPE_NEARBY_LIST, NULL);
}
