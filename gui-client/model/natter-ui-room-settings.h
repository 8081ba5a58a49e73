/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "natter-ui-room.h"

G_BEGIN_DECLS

/* What a room is like, and what the reader is in it. */
typedef struct
{
  NatterUiRole role;
  gboolean is_private; /* only who is invited comes in */
  gboolean readonly;   /* only moderators and owners speak */
  guint slow;          /* seconds between two messages of a person; 0: none */
  guint keep;          /* seconds for which what is said is kept; 0: as the server does */
} NatterUiRoomSettings;

/* natter_ui_room_get_settings: Returns: (transfer none): until it changes: property "settings", with notify. */
const NatterUiRoomSettings *natter_ui_room_get_settings (NatterUiRoom *self);

/* natter_ui_room_set_settings: for the session. @settings: copied. */
void natter_ui_room_set_settings (NatterUiRoom *self, const NatterUiRoomSettings *settings);

/* natter_ui_role_from_word: of the wire; (nullable), and unknown: MEMBER. */
NatterUiRole natter_ui_role_from_word (const char *word);

/* natter_ui_room_dup_span: as a command takes it and people read it: "30s", "10m", "1h", "7d", "1y". Returns: (transfer full). */
char *natter_ui_room_dup_span (guint seconds);

G_END_DECLS
