/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "natterd-account-private.h"
#include "natterd-session-private.h"
#include "natterd-user-private.h"

static void
free_name (NatterdUser *self)
{
  if (self->key != self->name)
    g_free (self->key);
  g_free (self->name);
}

/* Most names are their own key: one string less for each of 9,000. */
static void
set_name (NatterdUser *self,
          char *name,
          char *key)
{
  self->name = name;
  self->key = key;
  if (g_str_equal (name, key))
    {
      g_free (key);
      self->key = name;
    }
}

NatterdUser *
natterd_user_new (guint64 id,
                  char *name,
                  char *key)
{
  NatterdUser *self = g_new0 (NatterdUser, 1);

  self->ref_count = 1;
  self->id = id;
  set_name (self, name, key);
  return self;
}

/* what newcomers to a crowd are shown has to be made anew */
static void
look_different (NatterdUser *self)
{
  for (NatterdMembership *membership = self->rooms.first; membership != NULL;
       membership = membership->links[NATTERD_LINK_OF_USER].next)
    g_clear_pointer (&membership->room->few, g_ptr_array_unref);
}

void
natterd_user_take_name (NatterdUser *self,
                        char *name,
                        char *key)
{
  free_name (self);
  set_name (self, name, key);
  self->is_registering = FALSE;
  look_different (self);
}

void
natterd_user_set_away (NatterdUser *self,
                       char *away)
{
  g_free (self->away);
  self->away = away;
  look_different (self);
}

gint64
natterd_user_get_haunt (const NatterdUser *self)
{
  guint64 place = self->sessions != NULL ? self->sessions->place : 0;
  g_autofree char *whole = place != 0 ? g_strdup_printf ("place:%" G_GUINT64_FORMAT, place) : g_strconcat ("guest:", self->key, NULL);

  return natterd_author_of_name (whole);
}

void
natterd_user_let_in (NatterdUser *self,
                     const char *key)
{
  if (self->let_in == NULL)
    self->let_in = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_hash_table_add (self->let_in, g_strdup (key));
}

gboolean
natterd_user_is_let_in (const NatterdUser *self,
                        const char *key)
{
  return self->let_in != NULL && g_hash_table_contains (self->let_in, key);
}

NatterdUser *
natterd_user_ref (NatterdUser *self)
{
  self->ref_count++;
  return self;
}

void
natterd_user_unref (NatterdUser *self)
{
  if (--self->ref_count > 0)
    return;

  g_assert (self->rooms.n == 0 && self->directs.n == 0 && self->ignored_by == NULL);
  free_name (self);
  g_clear_pointer (&self->let_in, g_hash_table_unref);
  g_clear_pointer (&self->followed, g_hash_table_unref);
  g_free (self->away);
  g_free (self);
}

const char *
natterd_user_get_name (const NatterdUser *self)
{
  return self->name;
}

guint
natterd_user_get_n_sessions (const NatterdUser *self)
{
  guint n = 0;

  for (const NatterdSession *session = self->sessions; session != NULL; session = session->sibling)
    n++;

  return n;
}

NatterdSession *
natterd_user_get_session (const NatterdUser *self,
                          guint index)
{
  NatterdSession *session = self->sessions;

  while (index > 0 && session != NULL)
    {
      session = session->sibling;
      index--;
    }

  return session;
}
