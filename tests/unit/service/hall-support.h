/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "server/service/natterd-hall.h"
#include "tests/support/natterd-store-double.h"

G_BEGIN_DECLS

/* A hall on a free port, on a store that waits and fails when the test says so, and guests who speak JSON to it over real
 * sockets, all in one main loop. Whatever is waited for fails the test after 20 s. */

typedef struct
{
  NatterdHall *hall;           /* owned */
  NatterdStore *store;         /* the hall's; a double */
  guint port;
} TestHall;

/* @settings: (nullable) as for natterd_config_load(); rates are lifted. */
TestHall *test_hall_new (const char *const *settings);
void test_hall_free (TestHall *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TestHall, test_hall_free)

/* test_hall_await: until *@condition. */
void test_hall_await (TestHall *self, const gboolean *condition);

/* test_hall_await_waiting: until @n requests wait in the store. */
void test_hall_await_waiting (TestHall *self, guint n);

/* test_hall_get_n_asked: messages in the commits that wait. */
guint test_hall_get_n_asked (TestHall *self);

typedef struct
{
  int fd;
  GString *heard;
} TestGuest;

/* test_guest_connect: connects, and says nothing yet. */
TestGuest *test_guest_connect (TestHall *hall);

/* test_guest_connect_narrow: … with room for little in its kernel. */
TestGuest *test_guest_connect_narrow (TestHall *hall);

/* test_guest_login: connects and logs in; everything up to its being in the lobby is read. */
TestGuest *test_guest_login (TestHall *hall, const char *name);
void test_guest_free (TestGuest *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TestGuest, test_guest_free)

/* test_guest_sip: reads at most @most bytes, and forgets them. */
void test_guest_sip (TestGuest *self, gsize most);

/* test_guest_send: @line without its end. */
void test_guest_send (TestGuest *self, const char *line);

/* test_guest_take: the next line. (transfer full) */
char *test_guest_take (TestGuest *self);

/* test_guest_expect: the next line begins with @prefix. */
void test_guest_expect (TestGuest *self, const char *prefix);

/* test_guest_expect_nothing: after the hall has read everything that was sent to it, nothing is there to be read. */
void test_guest_expect_nothing (TestGuest *self);

/* test_guest_expect_end: the server says its end. */
void test_guest_expect_end (TestGuest *self);

G_END_DECLS
