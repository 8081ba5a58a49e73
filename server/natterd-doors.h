/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "server/service/natterd-hall.h"

G_BEGIN_DECLS

/* natterd_doors_open: @hall listens on the sockets that systemd handed over ($LISTEN_FDS, which is taken out of the environment), else
 * where @config says. Of its default addresses those may be missing whose family this machine does not have.
 * Returns: (transfer full): where it listens now; NULL with a sentence. */
GStrv natterd_doors_open (NatterdHall *hall, const NatterdConfig *config, GError **error);

G_END_DECLS
