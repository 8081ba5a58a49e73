/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "natterd-ignore.h"
#include "natterd-session-private.h"
#include "natterd-user-private.h"

/* Each ignore is owned by its session, and is also found from whom it is about: in the user's list while that one is here,
 * in the directory's of that name afterwards. Those lists have no order, so that leaving one costs nothing. */

static void
hold (GPtrArray *holder,
      NatterdIgnore *ignore)
{
  ignore->holder = holder;
  ignore->place = holder->len;
  g_ptr_array_add (holder, ignore);
}

static void
hold_by_user (NatterdUser *user,
              NatterdIgnore *ignore)
{
  if (user->ignored_by == NULL)
    user->ignored_by = g_ptr_array_new ();

  ignore->user = user;
  g_clear_pointer (&ignore->name, g_free);
  g_clear_pointer (&ignore->key, g_free);
  hold (user->ignored_by, ignore);
}

static void
hold_by_name (NatterdDirectory *directory,
              const NatterdUser *user,
              NatterdIgnore *ignore)
{
  GPtrArray *missed = g_hash_table_lookup (directory->missed, user->key);

  if (missed == NULL)
    {
      missed = g_ptr_array_new ();
      g_hash_table_insert (directory->missed, g_strdup (user->key), missed);
    }

  ignore->user = NULL;
  ignore->name = g_strdup (user->name);
  ignore->key = g_strdup (user->key);
  hold (missed, ignore);
}

static void
let_go (NatterdDirectory *directory,
        NatterdIgnore *ignore)
{
  GPtrArray *holder = ignore->holder;

  g_ptr_array_remove_index_fast (holder, ignore->place);
  if (ignore->place < holder->len)
    ((NatterdIgnore *) holder->pdata[ignore->place])->place = ignore->place;

  if (holder->len > 0)
    return;
  if (ignore->user != NULL)
    g_clear_pointer (&ignore->user->ignored_by, g_ptr_array_unref);
  else
    g_hash_table_remove (directory->missed, ignore->key);
}

static void
ignore_free (gpointer data)
{
  NatterdIgnore *self = data;

  g_free (self->name);
  g_free (self->key);
  g_free (self);
}

const char *
natterd_ignore_get_name (const NatterdIgnore *self)
{
  return self->user != NULL ? self->user->name : self->name;
}

NatterdIgnore *
natterd_session_find_ignore (const NatterdSession *session,
                             const char *key)
{
  for (guint i = 0; session->ignores != NULL && i < session->ignores->len; i++)
    {
      NatterdIgnore *ignore = session->ignores->pdata[i];

      if (g_str_equal (ignore->user != NULL ? ignore->user->key : ignore->key, key))
        return ignore;
    }

  return NULL;
}

void
natterd_session_add_ignore (NatterdSession *session,
                            NatterdUser *user)
{
  NatterdIgnore *ignore = g_new0 (NatterdIgnore, 1);

  if (session->ignores == NULL)
    session->ignores = g_ptr_array_new_with_free_func (ignore_free);

  ignore->session = session;
  g_ptr_array_add (session->ignores, ignore);
  hold_by_user (user, ignore);
}

void
natterd_session_remove_ignore (NatterdSession *session,
                               NatterdIgnore *ignore,
                               NatterdDirectory *directory)
{
  let_go (directory, ignore);
  g_ptr_array_remove (session->ignores, ignore);
  if (session->ignores->len == 0)
    g_clear_pointer (&session->ignores, g_ptr_array_unref);
}

void
natterd_session_remove_ignores (NatterdSession *session,
                                NatterdDirectory *directory)
{
  for (guint i = 0; session->ignores != NULL && i < session->ignores->len; i++)
    let_go (directory, session->ignores->pdata[i]);

  g_clear_pointer (&session->ignores, g_ptr_array_unref);
}

static gboolean
has_user (const NatterdSession *session,
          const NatterdUser *user)
{
  for (guint i = 0; i < session->ignores->len; i++)
    {
      if (((const NatterdIgnore *) session->ignores->pdata[i])->user == user)
        return TRUE;
    }

  return FALSE;
}

void
natterd_directory_meet_ignored (NatterdDirectory *directory,
                                NatterdUser *user)
{
  GPtrArray *missed;
  g_autofree char *key = NULL;

  if (!g_hash_table_steal_extended (directory->missed, user->key, (gpointer *) &key, (gpointer *) &missed))
    return;

  for (guint i = 0; i < missed->len; i++)
    {
      NatterdIgnore *ignore = missed->pdata[i];

      if (has_user (ignore->session, user)) /* ignored under another name before */
        g_ptr_array_remove (ignore->session->ignores, ignore);
      else
        hold_by_user (user, ignore);
    }

  g_ptr_array_unref (missed);
}

void
natterd_directory_part_ignored (NatterdDirectory *directory,
                                NatterdUser *user)
{
  g_autoptr (GPtrArray) ignored_by = g_steal_pointer (&user->ignored_by);

  for (guint i = 0; ignored_by != NULL && i < ignored_by->len; i++)
    hold_by_name (directory, user, ignored_by->pdata[i]);
}
