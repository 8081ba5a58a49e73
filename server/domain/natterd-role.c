/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "natterd-role-private.h"

#include <string.h>

#include "shared/natter-fact.h"

static const char *const words[NATTERD_N_ROLES] = {
  [NATTERD_ROLE_BANNED] = "banned",
  [NATTERD_ROLE_MUTED] = "muted",
  [NATTERD_ROLE_MEMBER] = "member",
  [NATTERD_ROLE_MODERATOR] = "moderator",
  [NATTERD_ROLE_OWNER] = "owner",
};

void
natterd_role_free (NatterdRole *self)
{
  g_free (self->act);
  g_free (self->by);
  g_free (self->name);
  g_free (self);
}

const char *
natterd_role_get_word (NatterdRoleKind kind)
{
  return words[kind];
}

NatterdRoleKind
natterd_role_from_word (const char *word)
{
  guint kind = 0;

  while (kind < NATTERD_N_ROLES && g_strcmp0 (words[kind], word) != 0)
    kind++;
  return (NatterdRoleKind) kind;
}

char *
natterd_role_dup_key (const char *room,
                      const char *name)
{
  return g_strconcat (room, " ", name, NULL);
}

void
natterd_roles_init (NatterdRoles *self)
{
  self->by_room = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) g_hash_table_unref);
  self->due = G_MAXINT64;
}

void
natterd_roles_clear (NatterdRoles *self)
{
  g_hash_table_unref (self->by_room);
}

const NatterdRole *
natterd_roles_find (const NatterdRoles *self,
                    const char *room,
                    const char *name)
{
  GHashTable *roles = g_hash_table_lookup (self->by_room, room);

  return roles != NULL ? g_hash_table_lookup (roles, name) : NULL;
}

/* (transfer full) (nullable) */
static NatterdRole *
read_role (const char *value)
{
  g_autoptr (GHashTable) strings = natter_fact_read (value);
  NatterdRoleKind kind = natterd_role_from_word (strings != NULL ? g_hash_table_lookup (strings, "role") : NULL);
  const char *until;
  NatterdRole *role;

  if (kind == NATTERD_N_ROLES)
    return NULL;

  until = g_hash_table_lookup (strings, "until");
  role = g_new0 (NatterdRole, 1);
  role->kind = kind;
  role->until = until != NULL ? g_ascii_strtoll (until, NULL, 10) : 0;
  role->act = g_strdup (g_hash_table_lookup (strings, "act"));
  role->by = g_strdup (g_hash_table_lookup (strings, "by"));
  role->name = g_strdup (g_hash_table_lookup (strings, "name"));
  return role;
}

static void
remove_role (NatterdRoles *self,
             const char *room,
             const char *name)
{
  GHashTable *roles = g_hash_table_lookup (self->by_room, room);

  if (roles == NULL)
    return;
  g_hash_table_remove (roles, name);
  if (g_hash_table_size (roles) == 0)
    g_hash_table_remove (self->by_room, room);
}

static void
set_role (NatterdRoles *self,
          const char *room,
          const char *name,
          NatterdRole *role)
{
  GHashTable *roles = g_hash_table_lookup (self->by_room, room);

  if (roles == NULL)
    {
      roles = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) natterd_role_free);
      g_hash_table_insert (self->by_room, g_strdup (room), roles);
    }
  g_hash_table_replace (roles, g_strdup (name), role);
  if (role->until != 0)
    self->due = MIN (self->due, role->until);
}

void
natterd_roles_restore (NatterdRoles *self,
                       const char *key,
                       const char *value)
{
  const char *space = strchr (key, ' ');
  g_autofree char *room = space != NULL ? g_strndup (key, (gsize) (space - key)) : NULL;
  NatterdRole *role = room != NULL && value != NULL ? read_role (value) : NULL;

  if (role != NULL)
    set_role (self, room, space + 1, role);
  else if (room != NULL && value == NULL)
    remove_role (self, room, space + 1);
}

static void
expire_in_room (NatterdRoles *self,
                GHashTable *roles,
                gint64 wall)
{
  GHashTableIter iter;
  gpointer role;

  g_hash_table_iter_init (&iter, roles);
  while (g_hash_table_iter_next (&iter, NULL, &role))
    {
      gint64 until = ((NatterdRole *) role)->until;

      if (until != 0 && until <= wall)
        g_hash_table_iter_remove (&iter);
      else if (until != 0)
        self->due = MIN (self->due, until);
    }
}

void
natterd_roles_expire (NatterdRoles *self,
                      gint64 wall)
{
  GHashTableIter iter;
  gpointer roles;

  if (wall < self->due)
    return;

  self->due = G_MAXINT64;
  g_hash_table_iter_init (&iter, self->by_room);
  while (g_hash_table_iter_next (&iter, NULL, &roles))
    {
      expire_in_room (self, roles, wall);
      if (g_hash_table_size (roles) == 0)
        g_hash_table_iter_remove (&iter);
    }
}
