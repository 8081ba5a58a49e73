/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "shared/natter-limits.h"
#include "shared/natter-text.h"

#include "natterd-directory.h"
#include "natterd-hub.h"
#include "natterd-user-private.h"

/* Names that a mistyped one is compared with, at most: 0.2 ms. */
#define CANDIDATES 500

void
natterd_directory_init (NatterdDirectory *self)
{
  *self = (NatterdDirectory){ 0 };
  self->people = g_hash_table_new (g_str_hash, g_str_equal);
  self->rooms = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, (GDestroyNotify) natterd_room_unref);
  self->deserted = g_ptr_array_new_with_free_func ((GDestroyNotify) natterd_room_unref);
  self->lookalikes = natterd_lookalikes_new ();
  self->accounts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) natterd_account_free);
  self->authors = g_hash_table_new (g_int64_hash, g_int64_equal);
  self->missed = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) g_ptr_array_unref);
  self->session_slots = natterd_slots_new ();
  self->room_slots = natterd_slots_new ();
}

void
natterd_directory_clear (NatterdDirectory *self)
{
  g_hash_table_unref (self->people);
  g_hash_table_unref (self->rooms);
  g_ptr_array_unref (self->deserted);
  natterd_lookalikes_free (self->lookalikes);
  g_hash_table_unref (self->authors);
  g_hash_table_unref (self->accounts);
  g_hash_table_unref (self->missed);
  natterd_slots_unref (self->session_slots);
  natterd_slots_unref (self->room_slots);
}

/* People */

NatterdUser *
natterd_directory_find_user (const NatterdDirectory *self,
                             const char *key)
{
  return g_hash_table_lookup (self->people, key);
}

void
natterd_directory_restore_account (NatterdDirectory *self,
                                   const char *key,
                                   NatterdAccount *account)
{
  const NatterdAccount *old = g_hash_table_lookup (self->accounts, key);

  self->n_gone += (account != NULL && account->gone) - (old != NULL && old->gone);
  if (old != NULL && !old->gone)
    {
      natterd_lookalikes_remove (self->lookalikes, old->name, key);
      g_hash_table_remove (self->authors, &old->author);
    }
  if (account != NULL && !account->gone)
    {
      natterd_lookalikes_add (self->lookalikes, account->name, key);
      g_hash_table_insert (self->authors, &account->author, account);
    }
  if (account != NULL)
    g_hash_table_replace (self->accounts, g_strdup (key), account);
  else
    g_hash_table_remove (self->accounts, key);
}

NatterdAccount *
natterd_directory_find_account (const NatterdDirectory *self,
                                const char *key)
{
  NatterdAccount *account = g_hash_table_lookup (self->accounts, key);
  g_autofree char *gone = NULL;

  if (account != NULL || self->n_gone == 0)
    return account;
  gone = natterd_account_dup_gone_key (key);
  return g_hash_table_lookup (self->accounts, gone);
}

const NatterdAccount *
natterd_directory_find_author (const NatterdDirectory *self,
                               gint64 author)
{
  return g_hash_table_lookup (self->authors, &author);
}

NatterdUser *
natterd_directory_find_person (const NatterdDirectory *self,
                               const char *name)
{
  g_autofree char *normalized = natter_name_normalize (*name == '@' ? name + 1 : name, NATTER_LIMIT_NAME_BYTES, NULL);
  g_autofree char *key = normalized != NULL ? natter_name_dup_key (normalized) : NULL;

  return key != NULL ? natterd_directory_find_user (self, key) : NULL;
}

void
natterd_directory_add_user (NatterdDirectory *self,
                            NatterdUser *user)
{
  g_hash_table_insert (self->people, user->key, user);
  self->n_bots += user->party == NATTERD_PARTY_BOT;
  natterd_lookalikes_add (self->lookalikes, user->name, user->key);
  user->previous = self->last;
  if (self->last != NULL)
    self->last->next = user;
  else
    self->first = user;
  self->last = user;
}

void
natterd_directory_remove_user (NatterdDirectory *self,
                               NatterdUser *user)
{
  g_hash_table_remove (self->people, user->key);
  self->n_bots -= user->party == NATTERD_PARTY_BOT;
  natterd_lookalikes_remove (self->lookalikes, user->name, user->key);
  if (user->previous != NULL)
    user->previous->next = user->next;
  else
    self->first = user->next;
  if (user->next != NULL)
    user->next->previous = user->previous;
  else
    self->last = user->previous;
  user->previous = user->next = NULL;
}

void
natterd_directory_rename_user (NatterdDirectory *self,
                               NatterdUser *user,
                               char *name,
                               char *key)
{
  g_hash_table_remove (self->people, user->key);
  natterd_lookalikes_remove (self->lookalikes, user->name, user->key);
  natterd_user_take_name (user, name, key);
  natterd_lookalikes_add (self->lookalikes, user->name, user->key);
  g_hash_table_insert (self->people, user->key, user);
}

/* Splits the number off that @name ends with, unless it is all there is. Returns that number, 1 where there is none. */
static guint
take_number (GString *name)
{
  gsize length = name->len;
  guint number = 0;

  while (length > 0 && name->len - length < 4 && g_ascii_isdigit (name->str[length - 1]))
    length--;
  if (length == name->len || length == 0)
    return 1;

  for (gsize i = length; i < name->len; i++)
    number = number * 10 + (guint) g_ascii_digit_value (name->str[i]);
  g_string_truncate (name, length);
  return number;
}

/* @base and @number, without as much of the end of @base as must go. (nullable) */
static char *
join_name (const char *base,
           guint number,
           guint most)
{
  g_autofree char *kept = g_strdup (base);

  for (;;)
    {
      g_autofree char *joined = g_strdup_printf ("%s%u", kept, number);
      g_autofree char *name = natter_name_normalize (joined, most, NULL);

      if (name != NULL || kept[0] == '\0')
        return g_steal_pointer (&name);
      *g_utf8_find_prev_char (kept, kept + strlen (kept)) = '\0';
    }
}

char *
natterd_directory_dup_free_name (const NatterdDirectory *self,
                                 const char *name,
                                 guint most)
{
  g_autoptr (GString) base = g_string_new (name);
  guint number = take_number (base);

  /* One after the other at first, then in leaps: there may be thousands of guests. */
  for (guint tries = 0; tries < 40; tries++)
    {
      g_autofree char *proposed = NULL;
      g_autofree char *key = NULL;

      number = tries < 20 ? number + 1 : number + (1u << MIN (tries - 20, 20));
      proposed = join_name (base->str, number, most);
      key = proposed != NULL ? natter_name_dup_key (proposed) : NULL;
      if (key != NULL && natterd_directory_find_user (self, key) == NULL && natterd_directory_find_account (self, key) == NULL)
        return g_steal_pointer (&proposed);
    }

  return NULL;
}

char *
natterd_directory_dup_nearest (const NatterdDirectory *self,
                               const NatterdRoom *room,
                               const char *name)
{
  g_autofree const char **candidates = g_new0 (const char *, CANDIDATES + 1);
  const NatterdMembership *membership = room != NULL ? room->members.first : NULL;
  guint n = 0;

  for (; membership != NULL && n < CANDIDATES / 2; membership = membership->links[NATTERD_LINK_OF_ROOM].next)
    candidates[n++] = membership->user->name;
  for (const NatterdUser *user = self->first; user != NULL && n < CANDIDATES; user = user->next)
    candidates[n++] = user->name;

  return g_strdup (natter_text_nearest (*name == '@' ? name + 1 : name, candidates));
}

/* Rooms */

NatterdRoom *
natterd_directory_find_room (const NatterdDirectory *self,
                             const char *key)
{
  return g_hash_table_lookup (self->rooms, key);
}

NatterdRoom *
natterd_directory_add_room (NatterdDirectory *self,
                            const char *name,
                            char *key)
{
  NatterdRoom *room = natterd_room_new (self->room_slots, name, key, FALSE);

  g_hash_table_insert (self->rooms, room->key, room);
  return room;
}

void
natterd_directory_desert_room (NatterdDirectory *self,
                               NatterdRoom *room)
{
  if (room->members.n > 0 || room->last_seq > 0)
    return;

  if (natterd_room_is_pending (room))
    g_ptr_array_add (self->deserted, natterd_room_ref (room));
  else if (g_hash_table_lookup (self->rooms, room->key) == room)
    g_hash_table_remove (self->rooms, room->key);
}

void
natterd_directory_sweep (NatterdDirectory *self)
{
  g_autoptr (GPtrArray) deserted = NULL;

  if (self->deserted->len == 0)
    return;

  deserted = self->deserted;
  self->deserted = g_ptr_array_new_with_free_func ((GDestroyNotify) natterd_room_unref);
  for (guint i = 0; i < deserted->len; i++)
    natterd_directory_desert_room (self, deserted->pdata[i]);
}
