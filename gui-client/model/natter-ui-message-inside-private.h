/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "natter-ui-message-private.h"

G_BEGIN_DECLS

/* For the two files of the message. */

struct _NatterUiMessage
{
  GObject parent_instance;

  char *from;
  char *text;
  char *id;     /* (nullable) */
  char *reason; /* (nullable) */
  guint64 seq;
  gint64 time;
  NatterUiMessageKind kind;
  NatterUiDelivery delivery;
  gboolean own;
  gboolean mention;
  gboolean edited;
  gboolean deleted;
  gboolean bot;
  guint64 reply;        /* the message it answers; 0: none */
  char *quote;          /* (nullable) */
  GPtrArray *reactions; /* (nullable) (element-type NatterReaction) */
  GArray *changes;      /* (nullable) (element-type guint64) sequences of what was done to it */
};

/* natter_ui_message_set_text: with notify. */
void natter_ui_message_set_text (NatterUiMessage *self, const char *text);

G_END_DECLS
