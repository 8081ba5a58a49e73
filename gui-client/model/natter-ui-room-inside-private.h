/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "natter-ui-message-private.h"
#include "natter-ui-notice.h"
#include "natter-ui-person-private.h"
#include "natter-ui-room-private.h"

G_BEGIN_DECLS

/* For the files of the room. */

struct _NatterUiRoom
{
  GObject parent_instance;

  char *name;
  char *title;
  char *key;
  char *topic;
  char *draft;
  NatterUiPersonList *members;
  NatterUiMessageList *messages;
  NatterUiNotice *notice;  /* (nullable) what the last notice is folded of */
  NatterUiMessage *folded; /* (nullable) the last notice */
  NatterUiRoomSync sync;
  guint64 read_seq;
  guint unread;
  guint mentions;
  guint64 first_unread;
  guint n_people;
  NatterUiPast past;
  gboolean joined;
};

enum
{
  NATTER_UI_ROOM_PROP_NAME = 1,
  NATTER_UI_ROOM_PROP_TITLE,
  NATTER_UI_ROOM_PROP_DIRECT,
  NATTER_UI_ROOM_PROP_TOPIC,
  NATTER_UI_ROOM_PROP_UNREAD,
  NATTER_UI_ROOM_PROP_MENTIONED,
  NATTER_UI_ROOM_PROP_MENTIONS,
  NATTER_UI_ROOM_PROP_FIRST_UNREAD,
  NATTER_UI_ROOM_PROP_SETTINGS,
  NATTER_UI_ROOM_PROP_READ_SEQ,
  NATTER_UI_ROOM_PROP_LAST_SEQ,
  NATTER_UI_ROOM_PROP_MEMBERS,
  NATTER_UI_ROOM_PROP_N_PEOPLE,
  NATTER_UI_ROOM_PROP_MESSAGES,
  NATTER_UI_ROOM_PROP_PAST,
  NATTER_UI_ROOM_PROP_DRAFT,
  NATTER_UI_ROOM_PROP_JOINED,
  NATTER_UI_ROOM_N_PROPS
};

void natter_ui_room_notify (NatterUiRoom *self, guint id);

G_END_DECLS
