/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#define G_LOG_DOMAIN "natterd"

#include "natterd-announce.h"

#include <gio/gio.h>
#include <string.h>

#include "shared/natter-avahi.h"

#include "natterd-reach.h"

#define NAME_MOST  63 /* bytes of one label in DNS */
#define TRIES_MOST 16 /* names that are taken, one after the other; then a pause */
#define PAUSE      60 /* seconds */

#define GROUP(METHOD) NATTER_AVAHI_ENTRY_GROUP "." METHOD

/* Avahi's numbers */
enum
{
  SERVER_RUNNING = 2,
  GROUP_ESTABLISHED = 2,
  GROUP_COLLISION = 3,
  GROUP_FAILURE = 4
};

struct _NatterdAnnounce
{
  NatterAvahi *avahi;
  GArray *reaches; /* NatterdReach */
  char *wanted;    /* the server's name */
  char *name;      /* the same, or what Avahi proposes where that is taken */
  char *text;      /* what is told, as lines */
  char *path;      /* (nullable) of the entry group */
  guint tries;
  guint pause;
  gboolean is_there;     /* Avahi is on the bus */
  gboolean is_running;   /* Avahi knows by which name the machine goes */
  gboolean is_asking;    /* for an entry group, or for another name */
  gboolean is_committed; /* the entries are made; each change is an update */
};

static void register_service (NatterdAnnounce *self);

/* @parameters, @answer: (nullable). */
static void
ask (NatterdAnnounce *self,
     const char *path,
     const char *method,
     GVariant *parameters,
     NatterAvahiAnswer answer)
{
  natter_avahi_call (self->avahi, &(NatterAvahiCall){ path, method, parameters, answer, self, NULL });
}

/* What is told */

static char *
cut_name (const char *name)
{
  char *cut = g_strndup (name, NAME_MOST);
  const char *end;

  if (!g_utf8_validate (cut, -1, &end))
    cut[end - cut] = '\0';
  return cut;
}

static char *
describe (const NatterdAnnounceFacts *facts)
{
  GString *text = g_string_new ("v=1");

  g_string_append_printf (text, "\npeople=%u\nguests=%s\ntls=%s", facts->people, facts->guests ? "yes" : "no", facts->tls ? "yes" : "no");
  if (facts->key != NULL)
    g_string_append_printf (text, "\nkey=%.*s", NATTER_AVAHI_KEY, facts->key);
  return g_string_free (text, FALSE);
}

static GVariant *
make_text (const NatterdAnnounce *self)
{
  g_auto (GStrv) lines = g_strsplit (self->text, "\n", -1);
  GVariantBuilder builder = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE ("aay"));

  for (guint i = 0; lines[i] != NULL; i++)
    g_variant_builder_add_value (&builder, g_variant_new_fixed_array (G_VARIANT_TYPE_BYTE, lines[i], strlen (lines[i]), 1));
  return g_variant_builder_end (&builder);
}

/* Trouble */

static gboolean
on_pause_over (gpointer user_data)
{
  NatterdAnnounce *self = user_data;

  self->pause = 0;
  self->tries = 0;
  g_free (self->name);
  self->name = g_strdup (self->wanted);
  register_service (self);
  return G_SOURCE_REMOVE;
}

static void
pause_for_a_while (NatterdAnnounce *self,
                   const char *why)
{
  g_message ("the local network is not told of this server: %s", why);
  if (self->pause == 0)
    self->pause = g_timeout_add_seconds (PAUSE, on_pause_over, self);
}

static void
on_alternative (gpointer user_data,
                GVariant *result,
                const GError *error)
{
  NatterdAnnounce *self = user_data;

  self->is_asking = FALSE;
  if (result == NULL)
    {
      pause_for_a_while (self, error->message);
      return;
    }
  if (self->tries > 0) /* otherwise the server was given another name meanwhile */
    {
      g_clear_pointer (&self->name, g_free);
      g_variant_get (result, "(s)", &self->name);
    }
  register_service (self);
}

static void
take_another_name (NatterdAnnounce *self)
{
  if (self->is_asking)
    return;
  if (++self->tries > TRIES_MOST)
    {
      pause_for_a_while (self, "each name is taken");
      return;
    }
  g_info ("the name \"%s\" is taken on the local network", self->name);
  self->is_asking = TRUE;
  self->is_committed = FALSE;
  ask (self, "/", NATTER_AVAHI_SERVER ".GetAlternativeServiceName", g_variant_new ("(s)", self->name), on_alternative);
}

/* Entries */

static void
on_added (gpointer user_data,
          GVariant *result,
          const GError *error)
{
  NatterdAnnounce *self = user_data;
  g_autofree char *name = error != NULL ? g_dbus_error_get_remote_error (error) : NULL;

  if (error == NULL || self->is_asking) /* for another name: then what follows must fail */
    return;
  if (g_strcmp0 (name, "org.freedesktop.Avahi.CollisionError") == 0)
    take_another_name (self);
  else
    pause_for_a_while (self, error->message);
}

static void
on_group_changed (GDBusConnection *connection,
                  const char *sender,
                  const char *path,
                  const char *interface,
                  const char *signal,
                  GVariant *parameters,
                  gpointer user_data)
{
  NatterdAnnounce *self = user_data;
  const char *error = "";
  gint32 state = 0;

  if (!g_str_equal (signal, "StateChanged") || !g_variant_is_of_type (parameters, G_VARIANT_TYPE ("(is)")))
    return;
  g_variant_get (parameters, "(i&s)", &state, &error);
  if (state == GROUP_ESTABLISHED)
    {
      self->tries = 0;
      g_info ("the local network is told of this server as \"%s\"", self->name);
    }
  else if (state == GROUP_COLLISION)
    take_another_name (self);
  else if (state == GROUP_FAILURE)
    pause_for_a_while (self, error);
}

static void
on_group (gpointer user_data,
          GVariant *result,
          const GError *error)
{
  NatterdAnnounce *self = user_data;

  self->is_asking = FALSE;
  if (result == NULL || !g_variant_is_of_type (result, G_VARIANT_TYPE ("(o)")))
    {
      pause_for_a_while (self, error != NULL ? error->message : "Avahi answers strangely");
      return;
    }
  g_variant_get (result, "(o)", &self->path);
  natter_avahi_subscribe (self->avahi, self->path, NATTER_AVAHI_ENTRY_GROUP, on_group_changed, self);
  register_service (self);
}

static void
add_entries (NatterdAnnounce *self)
{
  ask (self, self->path, GROUP ("Reset"), NULL, NULL);
  for (guint i = 0; i < self->reaches->len; i++)
    {
      const NatterdReach *reach = &g_array_index (self->reaches, NatterdReach, i);

      ask (self, self->path, GROUP ("AddService"),
           g_variant_new ("(iiussssq@aay)", reach->interface, reach->protocol, 0, self->name, NATTER_AVAHI_SERVICE, "", "", reach->port,
                          make_text (self)),
           on_added);
    }
  ask (self, self->path, GROUP ("Commit"), NULL, on_added);
  self->is_committed = TRUE;
}

/* As far as it can be done now. */
static void
register_service (NatterdAnnounce *self)
{
  if (!self->is_running || self->is_asking || self->pause != 0)
    return;
  if (self->path != NULL)
    {
      add_entries (self);
      return;
    }
  self->is_asking = TRUE;
  ask (self, "/", NATTER_AVAHI_SERVER ".EntryGroupNew", NULL, on_group);
}

/* Avahi */

/* While the machine looks for a name of its own, nothing that has that name in it may stand. */
static void
take_server_state (NatterdAnnounce *self,
                   gint32 state)
{
  gboolean was_running = self->is_running;

  self->is_running = state == SERVER_RUNNING;
  if (self->is_running == was_running)
    return;
  if (self->is_running)
    register_service (self);
  else if (self->path != NULL)
    ask (self, self->path, GROUP ("Reset"), NULL, NULL);
  self->is_committed = self->is_committed && self->is_running;
}

static void
on_server_changed (GDBusConnection *connection,
                   const char *sender,
                   const char *path,
                   const char *interface,
                   const char *signal,
                   GVariant *parameters,
                   gpointer user_data)
{
  gint32 state;

  if (!g_str_equal (signal, "StateChanged") || !g_variant_is_of_type (parameters, G_VARIANT_TYPE ("(is)")))
    return;
  g_variant_get_child (parameters, 0, "i", &state);
  take_server_state (user_data, state);
}

static void
on_server_state (gpointer user_data,
                 GVariant *result,
                 const GError *error)
{
  gint32 state;

  if (result == NULL || !g_variant_is_of_type (result, G_VARIANT_TYPE ("(i)")))
    return; /* it will say so when it is ready */
  g_variant_get (result, "(i)", &state);
  take_server_state (user_data, state);
}

static void
on_avahi (gpointer user_data,
          gboolean present)
{
  NatterdAnnounce *self = user_data;

  g_clear_pointer (&self->path, g_free);
  g_clear_handle_id (&self->pause, g_source_remove);
  self->is_running = self->is_asking = self->is_committed = FALSE;
  self->tries = 0;
  self->is_there = present;
  if (!present)
    {
      g_info ("Avahi is gone");
      return;
    }
  natter_avahi_subscribe (self->avahi, "/", NATTER_AVAHI_SERVER, on_server_changed, self);
  ask (self, "/", NATTER_AVAHI_SERVER ".GetState", NULL, on_server_state);
}

/* Outside */

gboolean
natterd_announce_is_of_use (const char *const *addresses)
{
  g_autoptr (GArray) reaches = natterd_reach_list (addresses);

  return reaches->len > 0;
}

NatterdAnnounce *
natterd_announce_new (const char *const *addresses,
                      const NatterdAnnounceFacts *facts)
{
  NatterdAnnounce *self = g_new0 (NatterdAnnounce, 1);

  self->reaches = natterd_reach_list (addresses);
  self->wanted = cut_name (facts->name);
  self->name = g_strdup (self->wanted);
  self->text = describe (facts);
  self->avahi = natter_avahi_new (on_avahi, self);
  return self;
}

void
natterd_announce_free (NatterdAnnounce *self)
{
  if (self == NULL)
    return;

  g_clear_handle_id (&self->pause, g_source_remove);
  natter_avahi_free (self->avahi);
  g_array_unref (self->reaches);
  g_free (self->wanted);
  g_free (self->name);
  g_free (self->text);
  g_free (self->path);
  g_free (self);
}

gboolean
natterd_announce_has_avahi (const NatterdAnnounce *self)
{
  return self->is_there;
}

static void
update_text (NatterdAnnounce *self)
{
  for (guint i = 0; i < self->reaches->len; i++)
    {
      const NatterdReach *reach = &g_array_index (self->reaches, NatterdReach, i);

      ask (self, self->path, GROUP ("UpdateServiceTxt"),
           g_variant_new ("(iiusss@aay)", reach->interface, reach->protocol, 0, self->name, NATTER_AVAHI_SERVICE, "", make_text (self)), NULL);
    }
}

void
natterd_announce_update (NatterdAnnounce *self,
                         const NatterdAnnounceFacts *facts)
{
  g_autofree char *wanted = cut_name (facts->name);
  g_autofree char *text = describe (facts);

  if (!g_str_equal (wanted, self->wanted))
    {
      g_free (self->wanted);
      self->wanted = g_steal_pointer (&wanted);
      g_free (self->name);
      self->name = g_strdup (self->wanted);
      g_free (self->text);
      self->text = g_steal_pointer (&text);
      self->tries = 0;
      register_service (self);
      return;
    }
  if (g_str_equal (text, self->text))
    return;
  g_free (self->text);
  self->text = g_steal_pointer (&text);
  if (self->is_committed)
    update_text (self);
}
