/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "natterd-ban-private.h"
#include "natterd-bot-private.h"
#include "natterd-directory.h"
#include "natterd-hub.h"
#include "natterd-reads-private.h"
#include "natterd-role-private.h"
#include "natterd-talks-private.h"
#include "natterd-token-private.h"
#include "shared/natter-clock.h"

G_BEGIN_DECLS

struct _NatterdHub
{
  NatterdHubSettings *settings;
  NatterdDirectory directory;
  NatterdRoles roles;
  GHashTable *rules;  /* what is set for rooms: natterd-rules-private.h */
  GHashTable *places; /* what holds for addresses: natterd-places-private.h */
  GHashTable *codes;  /* natterd-code-private.h */
  NatterdBots bots;
  NatterdBans bans;
  NatterdAtlas atlas; /* (nullable) */
  NatterdTalks talks;
  NatterdReads reads;
  NatterdTokens tokens;
  GPtrArray *operators; /* (element-type NatterdUser) not references: those who are here */
  NatterdMint mint; /* (nullable) */
  gpointer mint_data;
  char *store_epoch; /* (nullable) owned */
  char *key;         /* (nullable) owned */
  guint64 n_acts;    /* of this run: makes the keys of the log */
  guint64 n_users;   /* that ever were */
  guint64 stamp;     /* of the last search through rooms */
  NatterClock clock; /* begun with the first command */
  gint64 wall;       /* as that one believes, by now; what is over is judged by it */
  gint64 last;       /* the latest time in what was restored */
};

/* natterd_hub_look_at_clock: what is over is judged by a clock that does not jump: `wall`, from here on. */
void natterd_hub_look_at_clock (NatterdHub *self, NatterdNow now);

/* natterd_hub_locate: the address that @text is, as a number; 0 where it is none that could be kept out. @shown: (out) (nullable)
 * (transfer full): as people know it; NULL: it is no address. */
guint64 natterd_hub_locate (const NatterdHub *self, const char *text, char **shown);

G_END_DECLS
