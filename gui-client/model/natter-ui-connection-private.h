/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "shared/natter-framer.h"

#include "natter-ui-connection.h"

G_BEGIN_DECLS

struct _NatterUiConnection
{
  GObject parent_instance;

  char *host; /* (nullable) */
  guint16 port;
  NatterUiWay way;
  char *address;             /* (nullable) for sentences */
  guint n_tries;
  GCancellable *cancellable; /* (nullable) while connecting, or saying goodbye */
  GSocketConnection *socket; /* (nullable) while connected */
  GIOStream *stream;         /* (nullable) while open: the socket, or TLS on it */
  GSource *reader;           /* (nullable) */
  GSource *writer;           /* (nullable) while something waits to be written */
  GByteArray *queue;
  NatterFramer framer;
  GSource *last_call; /* (nullable) while finishing: when the peer was waited for long enough */
  gboolean began;     /* a line was read */
};

/* natter_ui_connection_begin: it is there. @stream: (transfer full). */
void natter_ui_connection_begin (NatterUiConnection *self, GIOStream *stream, const NatterUiMeeting *meeting);

/* natter_ui_connection_end: it is not, or not any more. @error: (transfer full). */
void natter_ui_connection_end (NatterUiConnection *self, GError *error);

void natter_ui_connection_emit_reached (NatterUiConnection *self);

G_END_DECLS
