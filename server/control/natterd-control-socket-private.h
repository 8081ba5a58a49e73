/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* The socket's file, and who comes in by it. */

typedef struct
{
  char *path;
  guint64 device, inode; /* of what was made */
  gint64 group;          /* whose members come in; -1: none */
} NatterdControlFile;

/* natterd_control_file_open: a listening socket at @path, 0600, or 0660 of @group (nullable). One that a server left behind is replaced.
 * Returns: (transfer full): NULL with a GIOError and a sentence. */
GSocket *natterd_control_file_open (NatterdControlFile *self, const char *path, const char *group, GError **error);

/* natterd_control_file_remove: if it is still the one that was made. */
void natterd_control_file_remove (NatterdControlFile *self);

/* natterd_control_file_admits: whether who is at the other end of @socket may come in: root, our own user, a member of the group. */
gboolean natterd_control_file_admits (const NatterdControlFile *self, GSocket *socket);

G_END_DECLS
