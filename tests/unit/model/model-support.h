/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "gui-client/model/natter-ui-session-ports.h"

G_BEGIN_DECLS

/* A world for a session: its clock stands still until told, its dice are loaded, and its server is the test. */
typedef struct
{
  NatterUiSession *session;
  gint64 now;     /* microseconds */
  gint64 real;    /* the same, of the wall clock */
  gint64 wake;    /* when the session wants to be woken, 0: not */
  guint32 random; /* the next answer of the dice */
  guint n_dials;
  NatterUiWay way; /* by which it was dialled last */
  guint n_hang_ups;
  gboolean connected; /* commands are taken */
  gboolean keeps;     /* below a folder */
  const char *epoch;  /* (nullable) the server's */
  GQueue sent;        /* (element-type NatterCommand) owned */
  char *id;           /* (nullable) of the command that was expected last */
} World;

World *world_new (void);

/* world_new_in: one that keeps things below @folder (nullable). */
World *world_new_in (const char *folder);

/* world_make_folder: (transfer full); _remove_folder: (transfer full), with all that is in it. */
char *world_make_folder (void);
void world_remove_folder (char *folder);
void world_free (World *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (World, world_free)

/* world_tell: the server sends an event, written as JSON with ' for ". %ID becomes the id of the command expected last. */
void world_tell (World *self, const char *json);

/* world_expect: the next command that was sent, written in the same way, without its id. */
void world_expect (World *self, const char *json);

/* world_expect_nothing: nothing (more) was sent. */
void world_expect_nothing (World *self);

/* world_skip: forgets what was sent, but keeps the id of the last one of @kind. */
void world_skip_to (World *self, NatterCommandKind kind);

/* world_tell_history: the answer to the command expected last: @first to @last of @room, said by bob as "m12", one a minute. @rest: (nullable) more
 * of the event. */
void world_tell_history (World *self, const char *room, guint first, guint last, const char *rest);

/* wait_for: lets the loop run until @condition holds. */
#define wait_for(condition)                  \
  G_STMT_START                               \
  {                                          \
    while (!(condition))                     \
      g_main_context_iteration (NULL, TRUE); \
  }                                          \
  G_STMT_END

/* world_connect: opens, is greeted, logs in as alice, enters the lobby with bob, whose last sequence is @seq, answers the first pings. Nothing of what
 * was sent is left to expect. */
void world_connect (World *self, guint seq);

/* world_greet: the same from an open connection on: after a break. */
void world_greet (World *self, guint seq);

/* world_pass: lets @seconds pass, waking the session whenever it wants. */
void world_pass (World *self, double seconds);

/* world_break: the connection breaks. */
void world_break (World *self);

NatterUiRoom *world_room (World *self, const char *name);

/* world_dup_texts: the messages of a room, a line each: "3 bob: hello", "! sentence" for an error, "= sentence" for a reply, "- sentence"
 * for a notice, "? alice: hi" waiting, "> " sent, "x " failed. */
char *world_dup_texts (World *self, const char *room);

#define world_assert_texts(self, room, expected)                \
  G_STMT_START                                                  \
  {                                                             \
    g_autofree char *texts_ = world_dup_texts ((self), (room)); \
    g_assert_cmpstr (texts_, ==, (expected));                   \
  }                                                             \
  G_STMT_END

/* A copy of a list model, kept by its signals alone, and checked at each. */
typedef struct _Mirror Mirror;

Mirror *mirror_new (GListModel *model);
guint mirror_get_changes (Mirror *self);
void mirror_free (Mirror *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Mirror, mirror_free)

G_END_DECLS
