/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "natterd-control.h"
#include "shared/natter-framer.h"

G_BEGIN_DECLS

/* One who is connected. Its turns come from a source of its own, so nothing that is told to it, or asked by it, goes round in a circle. */
struct _NatterdControlPeer
{
  NatterdControl *control;
  GSocket *socket;                  /* owned */
  GSource *reading;                 /* (nullable) owned, as all sources here */
  GSource *writing;                 /* (nullable) */
  GSource *turn;                    /* (nullable) it has one soon */
  GSource *patience;                /* (nullable) with a peer that does not take its last words */
  gpointer session;                 /* (nullable) owned: of the house */
  NatterdControlQuestion *question; /* (nullable) it waits for the answer, and is not read meanwhile */
  gboolean fenced;                  /* and it is asked when the session has answered what came before */
  NatterFramer framer;
  GByteArray *out; /* owned: what it has not taken yet, from out_sent on */
  gsize out_sent;
  gsize fd_at;      /* the byte of `out` that `fd` goes along with */
  int fd;           /* owned; -1: none */
  guint n_pending;  /* commands with an id that were not answered yet */
  gboolean busy;    /* its session may have something to answer */
  gboolean ended;   /* it has sent its end */
  gboolean closing; /* its last words are in `out` */
  gboolean gone;    /* the connection is broken */
};

/* natterd_control_peer_new: @socket: (transfer full). */
NatterdControlPeer *natterd_control_peer_new (NatterdControl *control, GSocket *socket);
void natterd_control_peer_free (NatterdControlPeer *self);

/* natterd_control_peer_close: @error: why, as its last words. */
void natterd_control_peer_close (NatterdControlPeer *self, const GError *error);

/* natterd_control_peer_stir: it has a turn soon. */
void natterd_control_peer_stir (NatterdControlPeer *self);

/* natterd_control_peer_send: a line without its end. @fd: taken; -1: none. */
void natterd_control_peer_send (NatterdControlPeer *self, const char *line, gsize length, int fd);

/* natterd_control_peer_flush: sends what it takes now. */
void natterd_control_peer_flush (NatterdControlPeer *self);

/* natterd_control_peer_ask: @kind was asked for under @id (nullable). */
void natterd_control_peer_ask (NatterdControlPeer *self, NatterdControlKind kind, const char *id);

/* natterd_control_peer_go_on: what was asked for behind the fence is asked now. */
void natterd_control_peer_go_on (NatterdControlPeer *self);

/* natterd_control_peer_set_fence: natterd_control_peer_go_on () is called when all that was said before was answered. */
void natterd_control_peer_set_fence (NatterdControlPeer *self);

/* natterd_control_peer_drop_question: its answer will find nobody. */
void natterd_control_peer_drop_question (NatterdControlPeer *self);

/* natterd_control_find_kind: @word: (nullable). FALSE: that is no question. */
gboolean natterd_control_find_kind (const char *word, NatterdControlKind *kind);

/* natterd_control_reap: frees @peer. */
void natterd_control_reap (NatterdControl *self, NatterdControlPeer *peer);

const NatterdControlHouse *natterd_control_get_house (const NatterdControl *self, gpointer *user_data);

G_END_DECLS
