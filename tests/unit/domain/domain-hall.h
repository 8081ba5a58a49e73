/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "server/domain/natterd-hub.h"
#include "server/store/natterd-store.h"

G_BEGIN_DECLS

/* A hall for tests: it performs effects as server/service does, without sockets, and writes down what everyone is told, a line
 * each, as it is at the moment of telling. */

typedef struct
{
  char *label;             /* owned; of the test, whatever name they go by */
  NatterdSession *session; /* owned */
  GQueue heard;            /* (element-type utf8) owned */
  gboolean admitted;       /* hears what its user hears */
  gboolean gone;           /* closed, or being closed: nothing may reach it any more */
  NatterdRoom *fetching;   /* (nullable) not a reference */
} TestParty;

typedef struct
{
  NatterdHub *hub;
  NatterdHubSettings *settings;
  NatterdEffects *effects;
  guint n_performed; /* of effects */
  NatterdNow now;
  gboolean holding;      /* the store waits */
  gboolean far;          /* who comes is neither on this machine nor unread on the way */
  guint n_tokens;        /* that were minted */
  guint64 place;         /* who comes now comes from there */
  guint wait;            /* seconds; not 0: passwords are not looked at */
  gboolean failing;      /* the store records nothing */
  GPtrArray *parties;    /* (element-type TestParty) all that ever were */
  GHashTable *by_index;  /* index → TestParty */
  GHashTable *audiences; /* index of a room → (element-type NatterdUser), not references */
  NatterdStore *store;   /* owned */
} TestHall;

TestHall *test_hall_new (void);
void test_hall_free (TestHall *self); /* closes who is still here */
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TestHall, test_hall_free)

TestParty *test_hall_open (TestHall *self, const char *label);
/* (nullable) */
TestParty *test_hall_find (TestHall *self, const char *label);
/* @line: as typed, or a JSON object */
void test_hall_do (TestHall *self, TestParty *party, const char *line);
/* the connection ends */
void test_hall_drop (TestHall *self, TestParty *party, NatterReason reason);
/* the connection breaks; the session is over only if it cannot be resumed */
void test_hall_lose (TestHall *self, TestParty *party);
void test_hall_perform (TestHall *self);
void test_hall_hush (TestHall *self);

/* test_event_describe: one line. (transfer full) */
char *test_event_describe (const NatterEvent *event);

G_END_DECLS
