/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "domain-hall.h"

G_BEGIN_DECLS

/* test_hall_tell: @sender: (nullable): who ignores that one does not hear it. */
void test_hall_tell (TestHall *self, NatterdSession *session, NatterdUser *sender, const NatterEvent *event);

/* domain-hall-asks.c: FETCH, SEARCH, CATCH_UP, LIVE. */
void test_hall_fetch (TestHall *self, const NatterdEffect *effect);
void test_hall_search (TestHall *self, const NatterdEffect *effect);
void test_hall_catch_up (TestHall *self, const NatterdEffect *effect);
void test_hall_go_live (TestHall *self, const NatterdEffect *effect);

G_END_DECLS
