/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "shared/natter-command.h"
#include "shared/natter-event.h"

G_BEGIN_DECLS

/* The control socket: PROTOCOL.md §15. It lets in who may, takes lines, and answers; what is asked for is carried out by whoever made it.
 * A few descriptors with a GSource each, on the thread-default main context. One thread. */

typedef struct _NatterdControl NatterdControl;
typedef struct _NatterdControlPeer NatterdControlPeer;
typedef struct _NatterdControlQuestion NatterdControlQuestion;

typedef enum /* what is no command of §6 */
{
  NATTERD_CONTROL_STATUS,
  NATTERD_CONTROL_RELOAD,
  NATTERD_CONTROL_CHECK,
  NATTERD_CONTROL_BACKUP,
  NATTERD_CONTROL_N_QUESTIONS /* not a question */
} NatterdControlKind;

/* Who carries things out. */
typedef struct
{
  /* a session for a peer's commands, which tells it by natterd_control_tell (). Returns: (transfer full) */
  gpointer (*open) (gpointer user_data, NatterdControlPeer *peer);
  /* before the peer goes */
  void (*close) (gpointer session);
  /* @command: (transfer full) */
  void (*command) (gpointer session, NatterCommand *command);
  /* @error is the answer to what was no command, after those to all before it. @id: (nullable): of that. */
  void (*refuse) (gpointer session, const GError *error, const char *id);
  /* @question: (transfer full): to be answered or refused, also later */
  void (*ask) (gpointer user_data, NatterdControlQuestion *question);
} NatterdControlHouse;

/* natterd_control_new: @house must stay. */
NatterdControl *natterd_control_new (const NatterdControlHouse *house, gpointer user_data);

/* natterd_control_free: says goodbye to everyone, and takes the socket away. Questions may outlive it. */
void natterd_control_free (NatterdControl *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (NatterdControl, natterd_control_free)

/* natterd_control_listen: makes the socket, for this user alone or, with @group (nullable), for that group too. Once.
 * FALSE with a GIOError and a sentence. */
gboolean natterd_control_listen (NatterdControl *self, const char *path, const char *group, GError **error);

/* natterd_control_tell: to be called from whatever a session hears. */
void natterd_control_tell (NatterdControlPeer *peer, const NatterEvent *event);

NatterdControlKind natterd_control_question_get_kind (const NatterdControlQuestion *question);

/* natterd_control_answer: @question: (transfer full). @ev: the word of the event. @members: (nullable): of the JSON object, as "\"x\":1,\"y\":2".
 * @fd: taken, and sent along; -1: none. */
void natterd_control_answer (NatterdControlQuestion *question, const char *ev, const char *members, int fd);

/* natterd_control_refuse: @question: (transfer full). */
void natterd_control_refuse (NatterdControlQuestion *question, const GError *error);

G_END_DECLS
