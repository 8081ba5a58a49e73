/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "natterd-hub-private.h"
#include "natterd-room-private.h"
#include "natterd-session-private.h"
#include "natterd-user-private.h"

G_BEGIN_DECLS

/* One command being carried out: all that a handler needs, and what handlers share. */
typedef struct
{
  NatterdHub *hub;
  NatterdSession *session;
  NatterdUser *user; /* NULL at the stage of login only */
  const NatterCommand *command;
  NatterdNow now;
  NatterdEffects *effects;
  char *suggestion; /* (nullable) owned; to go with the error */
  guint wait;       /* seconds; the same */
  gint64 until;     /* wall clock, µs; the same */
  char *asked;      /* (nullable) owned; the same: whose password is wanted, and would be taken */
} NatterdCall;

/* A handler appends effects and returns TRUE, or changes nothing and returns FALSE with NATTER_ERROR_*. */
typedef gboolean (*NatterdHandler) (NatterdCall *call, GError **error);

/* natterd_call_new_answer: an event that carries the command's id. */
NatterEvent *natterd_call_new_answer (const NatterdCall *call, NatterEventKind kind);
/* natterd_call_answer: to the session that asked. @event: (transfer full). */
void natterd_call_answer (const NatterdCall *call, NatterEvent *event);
/* natterd_call_ok: §5.2, §5.8: where the command has an id. @message, @room: (nullable). */
void natterd_call_ok (const NatterdCall *call, NatterMessage *message, const char *room);
/* natterd_call_new_ok: the same, to be told later, with a sentence for those who read text. Returns: (transfer full) (nullable): NULL: nobody
 * waits for it. */
NatterEvent *natterd_call_new_ok (const NatterdCall *call, NatterMessage *message, const char *room);

/* natterd_call_done: §5.17: the answer of what is told to nobody else. */
void natterd_call_done (const NatterdCall *call, const char *sentence);

/* natterd_call_get_own_room: the room that the command names, or the current one; the caller must be in it (§6.1).
 * Returns: (transfer none): NULL with NATTER_ERROR_NOT_IN_ROOM or of a room's name. */
NatterdRoom *natterd_call_get_own_room (const NatterdCall *call, GError **error);
/* natterd_call_find_own_room: the same for a room of that name. */
NatterdRoom *natterd_call_find_own_room (const NatterdCall *call, const char *name, GError **error);
/* natterd_call_find_person: somebody else. NULL with NATTER_ERROR_NO_SUCH_PERSON and a suggestion. */
NatterdUser *natterd_call_find_person (NatterdCall *call, const char *name, GError **error);
/* natterd_call_dup_excerpt: what was typed, fit for a sentence. */
char *natterd_call_dup_excerpt (const char *typed);

/* What is recorded: natterd-handle-say.c.
 * natterd_call_begin_record: opens the span of what is to be told. @text: (transfer full). Returns: (transfer full) */
NatterMessage *natterd_call_begin_record (const NatterdCall *call, NatterdRoom *room, NatterMessageKind kind, char *text);
/* §3.7: what is refused now may be a retry of what was recorded before, which the store knows.
 * natterd_call_may_try: @refusal: (nullable). FALSE with a copy of it: it cannot be. */
gboolean natterd_call_may_try (const NatterdCall *call, GError *refusal, GError **error);
/* natterd_call_refuse: within the span of @message: if it is no retry, it is answered with @refusal (nullable). */
void natterd_call_refuse (const NatterdCall *call, NatterMessage *message, const GError *refusal);
/* natterd_call_tell_recorded: @message, as an event of @kind, to those in @room; and ok. Closes the span. */
void natterd_call_tell_recorded (const NatterdCall *call, NatterdRoom *room, NatterEventKind kind, NatterMessage *message);

/* natterd_hub_tell_peers: everyone who shares a room or a direct conversation with @user, and @user, once each.
 * @event: (transfer full). */
void natterd_hub_tell_peers (NatterdHub *self, NatterdUser *user, NatterEvent *event, NatterdEffects *effects);

/* natterd_session_enter: its user becomes a member, and the room current; nobody is told yet. */
void natterd_session_enter (NatterdSession *self, NatterdRoom *room, NatterdEffects *effects);
/* natterd_call_tell_entered: @session, which is in @room, of the room's topic and people: §5.10. @re: (nullable). */
void natterd_call_tell_entered (const NatterdCall *call, NatterdSession *session, NatterdRoom *room, const char *re);
/* natterd_call_tell_other_devices: §4.29: the other sessions of the one who came. */
void natterd_call_tell_other_devices (const NatterdCall *call, NatterdRoom *room);
/* natterd_user_tell_joined: the others. */
void natterd_user_tell_joined (NatterdUser *self, NatterdRoom *room, NatterdNow now, NatterdEffects *effects);
/* natterd_user_tell_parted: after @user left @room: all sessions but @but (nullable) turn to another one, and are told. */
void natterd_user_tell_parted (const NatterdUser *user, const NatterdRoom *room, const NatterdSession *but, NatterdEffects *effects);
/* natterd_hub_leave: ends a membership: the others are told, an empty room vanishes. */
void natterd_hub_leave (NatterdHub *self, NatterdMembership *membership, NatterReason reason, NatterdNow now,
                        NatterdEffects *effects);

/* natterd_call_use_code: §4.44: the command's code, if it has one that opens the private room with that key to its sender. */
void natterd_call_use_code (const NatterdCall *call, const char *room);

/* natterd_call_new_person: @user as look shows it in @room, or (NULL) who. */
NatterPerson *natterd_call_new_person (const NatterdCall *call, const NatterdUser *user, const NatterdRoom *room);

/* The handlers: natterd-handle-*.c. */
gboolean natterd_handle_login (NatterdCall *call, GError **error);
gboolean natterd_handle_resume (NatterdCall *call, GError **error);
gboolean natterd_handle_logout (NatterdCall *call, GError **error);
gboolean natterd_handle_name (NatterdCall *call, GError **error);
gboolean natterd_handle_register (NatterdCall *call, GError **error);
gboolean natterd_handle_password (NatterdCall *call, GError **error);
gboolean natterd_handle_devices (NatterdCall *call, GError **error);
gboolean natterd_handle_forget (NatterdCall *call, GError **error);
gboolean natterd_handle_kick (NatterdCall *call, GError **error);
gboolean natterd_handle_mute (NatterdCall *call, GError **error);
gboolean natterd_handle_unmute (NatterdCall *call, GError **error);
gboolean natterd_handle_ban (NatterdCall *call, GError **error);
gboolean natterd_handle_unban (NatterdCall *call, GError **error);
gboolean natterd_handle_bans (NatterdCall *call, GError **error);
gboolean natterd_handle_announce (NatterdCall *call, GError **error);
gboolean natterd_handle_passwd (NatterdCall *call, GError **error);
gboolean natterd_handle_bot (NatterdCall *call, GError **error);
gboolean natterd_handle_grant (NatterdCall *call, GError **error);
gboolean natterd_handle_revoke (NatterdCall *call, GError **error);
gboolean natterd_handle_private (NatterdCall *call, GError **error);
gboolean natterd_handle_public (NatterdCall *call, GError **error);
gboolean natterd_handle_invite (NatterdCall *call, GError **error);
gboolean natterd_handle_code (NatterdCall *call, GError **error);
gboolean natterd_handle_codes (NatterdCall *call, GError **error);
gboolean natterd_handle_uncode (NatterdCall *call, GError **error);
gboolean natterd_handle_keep (NatterdCall *call, GError **error);
gboolean natterd_handle_slow (NatterdCall *call, GError **error);
gboolean natterd_handle_readonly (NatterdCall *call, GError **error);
gboolean natterd_handle_writable (NatterdCall *call, GError **error);
gboolean natterd_handle_say (NatterdCall *call, GError **error);
gboolean natterd_handle_me (NatterdCall *call, GError **error);
gboolean natterd_handle_tell (NatterdCall *call, GError **error);
gboolean natterd_handle_reply (NatterdCall *call, GError **error);
gboolean natterd_handle_edit (NatterdCall *call, GError **error);
gboolean natterd_handle_delete (NatterdCall *call, GError **error);
gboolean natterd_handle_react (NatterdCall *call, GError **error);
gboolean natterd_handle_unreact (NatterdCall *call, GError **error);
gboolean natterd_handle_topic (NatterdCall *call, GError **error);
gboolean natterd_handle_history (NatterdCall *call, GError **error);
gboolean natterd_handle_read (NatterdCall *call, GError **error);
gboolean natterd_handle_directs (NatterdCall *call, GError **error);
gboolean natterd_handle_search (NatterdCall *call, GError **error);
gboolean natterd_handle_more (NatterdCall *call, GError **error);
gboolean natterd_handle_join (NatterdCall *call, GError **error);
gboolean natterd_handle_leave (NatterdCall *call, GError **error);
gboolean natterd_handle_switch (NatterdCall *call, GError **error);
gboolean natterd_handle_look (NatterdCall *call, GError **error);
gboolean natterd_handle_who (NatterdCall *call, GError **error);
gboolean natterd_handle_rooms (NatterdCall *call, GError **error);
gboolean natterd_handle_away (NatterdCall *call, GError **error);
gboolean natterd_handle_back (NatterdCall *call, GError **error);
gboolean natterd_handle_ignore (NatterdCall *call, GError **error);
gboolean natterd_handle_unignore (NatterdCall *call, GError **error);
gboolean natterd_handle_help (NatterdCall *call, GError **error);
gboolean natterd_handle_ping (NatterdCall *call, GError **error);
gboolean natterd_handle_pong (NatterdCall *call, GError **error);
gboolean natterd_handle_time (NatterdCall *call, GError **error);
gboolean natterd_handle_version (NatterdCall *call, GError **error);
gboolean natterd_handle_motd (NatterdCall *call, GError **error);

G_END_DECLS
