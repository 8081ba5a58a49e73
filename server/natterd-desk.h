/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "natterd-identity.h"
#include "natterd-options.h"
#include "natterd-web.h"
#include "server/service/natterd-hall.h"

G_BEGIN_DECLS

/* The operator's desk: what the control socket (§15) is answered with, by the hall and by this process. */

typedef struct _NatterdDesk NatterdDesk;

/* Reads the configuration again. Returns: (transfer full): a sentence that says what came of it; NULL with an error. */
typedef char *(*NatterdDeskReload) (gpointer user_data, GError **error);

/* What it speaks of; all of it must stay. */
typedef struct
{
  const NatterdOptions *options;
  const NatterdConfig *config;
  NatterdHall *hall;
  const NatterdIdentity *identity;
  const char *const *addresses; /* where it listens */
  NatterdWeb *const *web;       /* the HTTP door, once it is there */
  NatterdDeskReload reload;
  gpointer user_data;
} NatterdDeskPlace;

/* natterd_desk_open: FALSE with a sentence. *@desk: (out) (nullable): NULL where there is to be no socket, or where nobody asked for the place and it
 * cannot be there, which the log tells. */
gboolean natterd_desk_open (const NatterdDeskPlace *place, NatterdDesk **desk, GError **error);

/* natterd_desk_free: before the hall. */
void natterd_desk_free (NatterdDesk *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (NatterdDesk, natterd_desk_free)

G_END_DECLS
