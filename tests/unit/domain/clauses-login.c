/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "domain-script.h"

/* Coming in, names, and going: PROTOCOL.md §4.3, §4.4, §4.14, §4.19. */

/* clang-format off */
static const TestScript scripts[] = {
  { "/domain/login/tells-all", "§4.4, §5.3, §5.10, §6.5",
    "open a\n"
    "a< welcome text=Natter\n"
    "a> {\"do\":\"login\",\"name\":\"alice\",\"id\":\"c1\"}\n"
    "a< hello lobby alice re=c1\n"
    "a< entered lobby seq=0 n=1 alice\n"
    "open b\n"
    "b< welcome text=Natter n=1\n"
    "b> login bob\n"
    "b< hello lobby bob\n"
    "b< entered lobby seq=0 n=2 alice bob\n"
    "a< joined lobby bob\n"
    "people 2\n" },
  { "/domain/login/stages", "§4.3, §6.4",
    "open a\n"
    "hush\n"
    "a> {\"do\":\"say\",\"text\":\"hi\",\"id\":\"c1\"}\n"
    "a< error not-logged-in re=c1\n"
    "a> {\"do\":\"who\"}\n"
    "a< error not-logged-in\n"
    "a> {\"do\":\"pong\"}\n"
    "a> help\n"
    "a< help login logout help\n"
    "a> login alice\n"
    "hush\n"
    "a> {\"do\":\"login\",\"name\":\"bob\",\"id\":\"c2\"}\n"
    "a< error already-logged-in re=c2\n"
    "people 1\n" },
  { "/domain/login/ill-formed", "§3.1",
    "open a\n"
    "hush\n"
    "a> {\"do\":\"login\",\"name\":\"  \",\"id\":\"c1\"}\n"
    "a< error name-empty re=c1\n"
    "a> {\"do\":\"login\",\"name\":\"a b\"}\n"
    "a< error name-not-allowed\n"
    "a> {\"do\":\"login\",\"name\":\"123456789012345678901234567890123\"}\n"
    "a< error name-too-long\n"
    "people 0\n"
    "a> login 12345678901234567890123456789012\n"
    "hush\n"
    "people 1\n" },
  { "/domain/login/taken", "§4.4, §3.2: the same is the same in any case and form",
    "+ alice\n"
    "open b\n"
    "hush\n"
    "b> {\"do\":\"login\",\"name\":\"ALICE\",\"id\":\"c1\"}\n"
    "b< error name-taken ALICE2 re=c1\n"
    "b> login Ａｌｉｃｅ\n"
    "b< error name-taken Ａｌｉｃｅ2\n"
    "b> login alice2\n"
    "hush\n"
    "open c\n"
    "hush\n"
    "c> login alice\n"
    "c< error name-taken alice3\n"
    "c> login alice2\n"
    "c< error name-taken alice3\n" },
  { "/domain/login/taken-long", "§4.4: the free name fits the limit",
    "limit name 5\n"
    "+ alice al_üß x 9\n"
    "open b\n"
    "hush\n"
    "b> login alice\n"
    "b< error name-taken alic2\n"
    "b> login al_üß\n"
    "b< error name-taken al_ü2\n"
    "b> login 9\n"
    "b< error name-taken 92\n"
    "limit name 1\n"
    "b> login x\n"
    "b< error name-taken 2\n" },
  { "/domain/login/taken-number", "§4.4: a number at the end is counted on",
    "+ user9 1999\n"
    "open b\n"
    "hush\n"
    "b> login user9\n"
    "b< error name-taken user10\n"
    "b> login 1999\n"
    "b< error name-taken 19992\n" },
  { "/domain/login/free-again", "§4.19: however one goes",
    "+ alice bob\n"
    "- alice lost\n"
    "bob< left lobby alice lost\n"
    "+ alice\n"
    "- alice idle\n"
    "bob< left lobby alice idle\n"
    "+ alice\n"
    "- alice too-slow\n"
    "bob< left lobby alice too-slow\n"
    "+ alice\n"
    "- alice closed\n"
    "bob< left lobby alice closed\n"
    "+ alice\n"
    "- alice shutdown\n"
    "bob< left lobby alice shutdown\n"
    "- alice lost\n"
    "people 1\n" },
  { "/domain/logout", "§4.19, §5.16",
    "+ alice bob\n"
    "alice> {\"do\":\"logout\",\"id\":\"c9\"}\n"
    "alice< bye logout re=c9\n"
    "bob< left lobby alice logout\n"
    "alice> say still here?\n"
    "- alice lost\n"
    "people 1\n"
    "+ alice\n"
    "open c\n"
    "hush\n"
    "c> logout\n"
    "c< bye logout\n"
    "people 2\n" },
  { "/domain/logout/every-room-once", "§4.19",
    "+ alice bob carol\n"
    "alice> join garden\n"
    "bob> join garden\n"
    "hush\n"
    "alice> logout\n"
    "alice< bye logout\n"
    "bob< left lobby alice logout\n"
    "bob< left garden alice logout\n"
    "carol< left lobby alice logout\n"
    "rooms 2\n"
    "- bob lost\n"
    "hush\n"
    "rooms 1\n" },
  { "/domain/name", "§4.14, §5.12: once each, whatever is shared",
    "+ alice bob carol\n"
    "alice> join garden\n"
    "bob> join garden\n"
    "carol> leave\n"
    "hush\n"
    "alice> {\"do\":\"name\",\"name\":\"Alicia\",\"id\":\"n1\"}\n"
    "alice< renamed alice Alicia\n"
    "alice< ok re=n1\n"
    "bob< renamed alice Alicia\n"
    "open d\n"
    "d< welcome text=Natter n=3\n"
    "d> login alicia\n"
    "d< error name-taken alicia2\n"
    "d> login alice\n"
    "hush\n"
    "people 4\n"
    "bob> look garden\n"
    "bob< people garden n=2 Alicia bob\n" },
  { "/domain/name/own", "§4.14: one's own name in another spelling",
    "+ alice bob\n"
    "alice> {\"do\":\"name\",\"name\":\"Alice\",\"id\":\"n1\"}\n"
    "alice< renamed alice Alice\n"
    "alice< ok re=n1\n"
    "bob< renamed alice Alice\n"
    "alice> {\"do\":\"name\",\"name\":\"Alice\",\"id\":\"n2\"}\n"
    "alice< renamed Alice Alice\n"
    "alice< ok re=n2\n"
    "alice> name BOB\n"
    "alice< error name-taken BOB2\n"
    "alice> name @x\n"
    "alice< error name-not-allowed\n"
    "people 2\n" },
};
/* clang-format on */

int
main (int argc,
      char **argv)
{
  return test_scripts_main (argc, argv, scripts, G_N_ELEMENTS (scripts));
}
