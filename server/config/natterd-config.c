/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "natterd-config-private.h"

#define SET_OPTION      "--set"
#define LISTEN_OPTION   "--listen"
#define LONGEST_EXCERPT 60 /* characters of a wrong value that a sentence quotes */

/* clang-format off */
G_DEFINE_QUARK (natterd-config-error-quark, natterd_config_error)
/* clang-format on */

void
natterd_config_free (NatterdConfig *self)
{
  guint n_rows;
  const NatterdConfigRow *rows = natterd_config_rows (&n_rows);

  if (self == NULL)
    return;
  for (guint i = 0; i < n_rows; i++)
    natterd_config_clear (self, &rows[i]);
  g_free (self);
}

static NatterdConfig *
new_with_defaults (void)
{
  NatterdConfig *self = g_new0 (NatterdConfig, 1);
  guint n_rows;
  const NatterdConfigRow *rows = natterd_config_rows (&n_rows);

  for (guint i = 0; i < n_rows; i++)
    if (!natterd_config_set (self, &rows[i], rows[i].preset))
      g_error ("the default of %s.%s is not allowed", rows[i].group, rows[i].key);
  self->listen_is_default = TRUE;
  return self;
}

/* (transfer full): what the operator wrote, fit for a sentence. */
static char *
dup_excerpt (const char *text)
{
  g_autofree char *valid = g_utf8_make_valid (text, -1);

  if (g_utf8_strlen (valid, -1) > LONGEST_EXCERPT)
    {
      g_autofree char *cut = g_utf8_substring (valid, 0, LONGEST_EXCERPT);

      return g_strconcat (cut, "…", NULL);
    }
  return g_steal_pointer (&valid);
}

/* Unknown words */

/* (transfer container): the names of the groups or, with @group, of its keys; NULL-terminated. */
static GPtrArray *
list_known (const char *group)
{
  guint n;
  const NatterdConfigGroup *groups = natterd_config_groups (&n);
  GPtrArray *known = g_ptr_array_new ();

  for (guint i = 0; group == NULL && i < n; i++)
    g_ptr_array_add (known, (gpointer) groups[i].name);
  if (group != NULL)
    {
      const NatterdConfigRow *rows = natterd_config_rows (&n);

      for (guint i = 0; i < n; i++)
        if (g_str_equal (rows[i].group, group))
          g_ptr_array_add (known, (gpointer) rows[i].key);
    }
  g_ptr_array_add (known, NULL);
  return known;
}

static gboolean
check_group (const char *where,
             const char *group,
             GError **error)
{
  g_autoptr (GPtrArray) known = list_known (NULL);
  const char *const *names = (const char *const *) known->pdata;
  g_autofree char *all = g_strjoinv (_ (", "), (char **) known->pdata);
  g_autofree char *shown = dup_excerpt (group);
  const char *nearest = natterd_config_nearest (group, names);

  if (g_strv_contains (names, group))
    return TRUE;
  if (nearest != NULL)
    g_set_error (error, NATTERD_CONFIG_ERROR, NATTERD_CONFIG_ERROR_UNKNOWN_GROUP,
                 _ ("%s: there is no group \"%s\". Did you mean %s? The groups are: %s."), where, shown, nearest, all);
  else
    g_set_error (error, NATTERD_CONFIG_ERROR, NATTERD_CONFIG_ERROR_UNKNOWN_GROUP,
                 _ ("%s: there is no group \"%s\". The groups are: %s."), where, shown, all);
  return FALSE;
}

/* (nullable) the group that has a key of this name */
static const char *
find_home (const char *key)
{
  guint n_rows;
  const NatterdConfigRow *rows = natterd_config_rows (&n_rows);

  for (guint i = 0; i < n_rows; i++)
    if (g_str_equal (rows[i].key, key))
      return rows[i].group;
  return NULL;
}

static void
set_unknown_key (GError **error,
                 const char *where,
                 const char *group,
                 const char *key)
{
  g_autoptr (GPtrArray) known = list_known (group);
  g_autofree char *all = g_strjoinv (_ (", "), (char **) known->pdata);
  g_autofree char *shown = dup_excerpt (key);
  const char *home = find_home (key);
  const char *nearest = natterd_config_nearest (key, (const char *const *) known->pdata);

  if (home != NULL)
    g_set_error (error, NATTERD_CONFIG_ERROR, NATTERD_CONFIG_ERROR_UNKNOWN_KEY,
                 _ ("%s: %s.%s is not known. Did you mean %s.%s?"), where, group, shown, home, key);
  else if (nearest != NULL)
    g_set_error (error, NATTERD_CONFIG_ERROR, NATTERD_CONFIG_ERROR_UNKNOWN_KEY,
                 _ ("%s: %s.%s is not known. Did you mean %s.%s?"), where, group, shown, group, nearest);
  else
    g_set_error (error, NATTERD_CONFIG_ERROR, NATTERD_CONFIG_ERROR_UNKNOWN_KEY,
                 _ ("%s: %s.%s is not known. The keys of [%s] are: %s."), where, group, shown, group, all);
}

/* Values */

static void
set_bad_value (GError **error,
               const char *where,
               const NatterdConfigRow *row,
               const char *text)
{
  g_autofree char *allowed = natterd_config_dup_allowed (row);
  g_autofree char *shown = dup_excerpt (text);

  g_set_error (error, NATTERD_CONFIG_ERROR, NATTERD_CONFIG_ERROR_BAD_VALUE,
               _ ("%s: %s.%s cannot be \"%s\". Allowed: %s."), where, row->group, row->key, shown, allowed);
}

static gboolean
apply (NatterdConfig *self,
       const char *where,
       const char *const group_and_key[2],
       const char *text,
       GError **error)
{
  const NatterdConfigRow *row;

  if (!check_group (where, group_and_key[0], error))
    return FALSE;
  row = natterd_config_find (group_and_key[0], group_and_key[1]);
  if (row == NULL)
    {
      set_unknown_key (error, where, group_and_key[0], group_and_key[1]);
      return FALSE;
    }
  if (!natterd_config_set (self, row, text))
    {
      set_bad_value (error, where, row, text);
      return FALSE;
    }
  if (row->kind == NATTERD_CONFIG_ADDRESSES)
    self->listen_is_default = FALSE;
  return TRUE;
}

/* A file */

/* (transfer full) (nullable) */
static GKeyFile *
read_file (const char *path,
           GError **error)
{
  g_autoptr (GKeyFile) file = g_key_file_new ();
  g_autoptr (GError) cause = NULL;
  g_autofree char *text = NULL;
  gsize length;

  if (!g_file_get_contents (path, &text, &length, &cause))
    {
      /* the cause names the file */
      g_set_error_literal (error, NATTERD_CONFIG_ERROR, NATTERD_CONFIG_ERROR_UNREADABLE, cause->message);
      return NULL;
    }
  if (!g_utf8_validate (text, (gssize) length, NULL))
    {
      g_set_error (error, NATTERD_CONFIG_ERROR, NATTERD_CONFIG_ERROR_SYNTAX,
                   _ ("%s is not UTF-8 text. Is it the right file?"), path);
      return NULL;
    }
  if (length > 0 && !g_key_file_load_from_data (file, text, length, G_KEY_FILE_KEEP_TRANSLATIONS, &cause))
    {
      g_set_error (error, NATTERD_CONFIG_ERROR, NATTERD_CONFIG_ERROR_SYNTAX, "%s: %s", path, cause->message);
      return NULL;
    }
  return g_steal_pointer (&file);
}

static gboolean
apply_group (NatterdConfig *self,
             const char *path,
             GKeyFile *file,
             const char *group,
             GError **error)
{
  g_auto (GStrv) keys = g_key_file_get_keys (file, group, NULL, NULL);

  if (!check_group (path, group, error))
    return FALSE;
  for (guint i = 0; keys != NULL && keys[i] != NULL; i++)
    {
      g_autofree char *value = g_key_file_get_value (file, group, keys[i], NULL);

      if (!apply (self, path, (const char *const[2]){ group, keys[i] }, value, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
apply_file (NatterdConfig *self,
            const char *path,
            GError **error)
{
  g_autoptr (GKeyFile) file = read_file (path, error);
  g_auto (GStrv) groups = file != NULL ? g_key_file_get_groups (file, NULL) : NULL;

  if (file == NULL)
    return FALSE;
  for (guint i = 0; groups[i] != NULL; i++)
    if (!apply_group (self, path, file, groups[i], error))
      return FALSE;
  return TRUE;
}

static gboolean
apply_setting (NatterdConfig *self,
               const char *setting,
               GError **error)
{
  const char *equals = strchr (setting, '=');
  const char *dot = strchr (setting, '.');
  g_autofree char *group = NULL;
  g_autofree char *key = NULL;

  if (dot == NULL || equals == NULL || dot > equals)
    {
      g_autofree char *shown = dup_excerpt (setting);

      g_set_error (error, NATTERD_CONFIG_ERROR, NATTERD_CONFIG_ERROR_SYNTAX,
                   _ ("%s: \"%s\" is not GROUP.KEY=VALUE. For example: --set limits.rate=off"), SET_OPTION, shown);
      return FALSE;
    }
  group = g_strstrip (g_strndup (setting, (gsize) (dot - setting)));
  key = g_strstrip (g_strndup (dot + 1, (gsize) (equals - dot) - 1));
  return apply (self, SET_OPTION, (const char *const[2]){ group, key }, equals + 1, error);
}

/* Two keys that must go together: the first is never above the second. A limit that is lifted is above all. */
static gboolean
check_pairs (const NatterdConfig *self,
             const char *where,
             GError **error)
{
  const struct
  {
    const char *lower, *upper;
    gsize lower_value, upper_value;
  } pairs[] = {
    { "limits.message", "limits.line", self->message, self->line },
    { "limits.topic", "limits.line", self->topic, self->line },
    { "limits.queue-soft", "limits.queue-hard", self->queue_soft, self->queue_hard },
    /* or whoever is sent one such line is closed */
    { "limits.line", "limits.queue-hard", self->line, self->queue_hard },
  };

  for (guint i = 0; i < G_N_ELEMENTS (pairs); i++)
    if (pairs[i].upper_value > 0 && pairs[i].lower_value > pairs[i].upper_value)
      {
        g_autofree char *lower = natterd_config_dup_size (pairs[i].lower_value);
        g_autofree char *upper = natterd_config_dup_size (pairs[i].upper_value);

        g_set_error (error, NATTERD_CONFIG_ERROR, NATTERD_CONFIG_ERROR_CONFLICT,
                     _ ("%s: %s (%s) is above %s (%s). Lower the one or raise the other."),
                     where, pairs[i].lower, lower, pairs[i].upper, upper);
        return FALSE;
      }
  return TRUE;
}

static gboolean
check_certificate (const NatterdConfig *self,
                   const char *where,
                   GError **error)
{
  if ((self->tls_certificate != NULL) == (self->tls_key != NULL))
    return TRUE;
  g_set_error (error, NATTERD_CONFIG_ERROR, NATTERD_CONFIG_ERROR_CONFLICT,
               _ ("%s: tls.certificate and tls.key go together. Set both, or neither."), where);
  return FALSE;
}

/* §9: lifting the rate lifts that of the address too. */
static void
settle_rates (NatterdConfig *self)
{
  if (self->burst <= 0)
    self->rate = 0;
  if (self->address_burst <= 0 || self->rate <= 0)
    self->address_rate = 0;
}

NatterdConfig *
natterd_config_load (const char *path,
                     const char *const *settings,
                     GError **error)
{
  g_autoptr (NatterdConfig) self = new_with_defaults ();

  if (path != NULL && !apply_file (self, path, error))
    return NULL;
  for (guint i = 0; settings != NULL && settings[i] != NULL; i++)
    if (!apply_setting (self, settings[i], error))
      return NULL;
  if (!check_pairs (self, path != NULL ? path : SET_OPTION, error) ||
      !check_certificate (self, path != NULL ? path : SET_OPTION, error))
    return NULL;
  settle_rates (self);
  return g_steal_pointer (&self);
}

gboolean
natterd_config_set_listen (NatterdConfig *self,
                           const char *const *addresses,
                           GError **error)
{
  const NatterdConfigRow *row = natterd_config_find ("server", "listen");

  g_return_val_if_fail (addresses != NULL && addresses[0] != NULL, FALSE);

  for (guint i = 0; addresses[i] != NULL; i++)
    if (!natterd_config_is_address (addresses[i]))
      {
        g_autofree char *shown = dup_excerpt (addresses[i]);

        g_set_error (error, NATTERD_CONFIG_ERROR, NATTERD_CONFIG_ERROR_BAD_VALUE,
                     _ ("%s: \"%s\" is no address to listen on. "
                        "Write it as 127.0.0.1:5005 or [::1]:5005 (port 0: any free one)."),
                     LISTEN_OPTION, shown);
        return FALSE;
      }
  natterd_config_clear (self, row);
  self->listen = g_strdupv ((char **) addresses);
  self->listen_is_default = FALSE;
  return TRUE;
}

static gboolean
is_of_this_machine (const char *address)
{
  return g_str_has_prefix (address, "127.") || g_str_has_prefix (address, "[::1]:");
}

const char *
natterd_config_find_public (const char *const *addresses)
{
  for (guint i = 0; addresses[i] != NULL; i++)
    if (!is_of_this_machine (addresses[i]))
      return addresses[i];
  return NULL;
}

GStrv
natterd_config_dup_restart_keys (const NatterdConfig *a,
                                 const NatterdConfig *b)
{
  g_autoptr (GStrvBuilder) keys = g_strv_builder_new ();
  guint n_rows;
  const NatterdConfigRow *rows = natterd_config_rows (&n_rows);

  for (guint i = 0; i < n_rows; i++)
    if (rows[i].needs_restart && !natterd_config_equal (a, b, &rows[i]))
      {
        g_autofree char *key = g_strconcat (rows[i].group, ".", rows[i].key, NULL);

        g_strv_builder_add (keys, key);
      }
  return g_strv_builder_end (keys);
}
