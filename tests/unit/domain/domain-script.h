/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "domain-hall.h"

G_BEGIN_DECLS

/* Plays a script; a line is one of
 *   + alice bob            they come, log in under these names, and all that anybody heard is forgotten
 *   open carol             comes and is told welcome
 *   alice> say hello       as typed, or a JSON object
 *   alice< said lobby …    the next thing that alice hears: test_event_describe()
 *   - alice lost           the connection ends
 *   lose alice             the connection breaks; the session may be resumed
 *   text carol             somebody reads what it is told, as it comes
 *   operator op            the operator is here
 *   hush                   forget all that was heard
 *   wait 3                 seconds pass
 *   jump -3                the wall clock jumps by so many seconds
 *   hold, release, fail, recover   the store waits; answers; records nothing; records again
 *   far, near              who comes from now on comes over a network, or from this machine
 *   place 7                who comes from now on comes from that address
 *   account dave           somebody's registering of that name, password correct-horse, comes to be recorded
 *   busy 3                 passwords are not looked at, but in 3 seconds; 0: they are
 *   limit rooms 2          rooms, own, ignored, name, room, message, topic, history, keep, burst, rate, guests, plain, grace, stay, waiting
 *   people 2, rooms 1      the hub counts so many
 * and whatever was heard and is not said to be, before the next deed after a "<" or at the end, is a mistake. */
void test_script_play (const char *script);

typedef struct
{
  const char *path;
  const char *clause; /* of PROTOCOL.md */
  const char *script;
} TestScript;

/* test_scripts_main: each a test; returns what main() does. */
int test_scripts_main (int argc, char **argv, const TestScript *scripts, guint n_scripts);

G_END_DECLS
