/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "natterd-directory.h"
#include "natterd-types.h"

G_BEGIN_DECLS

/* Whom a session does not hear: PROTOCOL.md §4.16. While that person is here it is the person, whatever the name; once gone,
 * it is the name, so that coming back does not help. */
typedef struct
{
  NatterdSession *session;     /* not a reference */
  NatterdUser *user;           /* (nullable) not a reference */
  char *name;                  /* (nullable) while nobody of that name is here */
  char *key;                   /* (nullable) the same */
  GPtrArray *holder;           /* the list by which it is found from the other side */
  guint place;                 /* in holder */
} NatterdIgnore;

const char *natterd_ignore_get_name (const NatterdIgnore *self);

/* natterd_session_find_ignore: by key. Returns: (nullable). */
NatterdIgnore *natterd_session_find_ignore (const NatterdSession *session, const char *key);
void natterd_session_add_ignore (NatterdSession *session, NatterdUser *user);
void natterd_session_remove_ignore (NatterdSession *session, NatterdIgnore *ignore, NatterdDirectory *directory);
void natterd_session_remove_ignores (NatterdSession *session, NatterdDirectory *directory);

/* natterd_directory_meet_ignored: someone came, or took a name; _part_ignored: someone is gone. */
void natterd_directory_meet_ignored (NatterdDirectory *directory, NatterdUser *user);
void natterd_directory_part_ignored (NatterdDirectory *directory, NatterdUser *user);

G_END_DECLS
