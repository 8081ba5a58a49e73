/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "domain-script.h"

/* The wall clock jumps, both ways: what has a time of its own ends neither too early nor never. A jump that lasts an hour is believed. */

#define TEN_YEARS "315360000"
#define GARDEN                  \
  "+ alice bob carol\n"         \
  "alice> register correct-horse\n" \
  "alice> join garden\n"        \
  "bob> join garden\n"          \
  "carol> join garden\n"        \
  "hush\n"

#define IS_BACK                             \
  "hush\n"                                  \
  "bob> say back\n"                         \
  "alice< said garden 1 bob: back\n"        \
  "bob< said garden 1 bob: back\n"          \
  "carol< said garden 1 bob: back\n"

/* clang-format off */
static const TestScript scripts[] = {
  { "/domain/clock/ban-ahead", "§4.33, §7.8: a clock that runs wild for a while lets nobody in",
    GARDEN
    "alice> ban bob 2h\n"
    "hush\n"
    "jump " TEN_YEARS "\n"
    "bob> join garden\n"
    "bob< error banned-here\n"
    "wait 3599\n"
    "bob> join garden\n"
    "bob< error banned-here\n"
    "jump -" TEN_YEARS "\n"
    "wait 3000\n"
    "bob> join garden\n"
    "bob< error banned-here\n"
    "wait 601\n"
    "bob> join garden\n"
    IS_BACK },
  { "/domain/clock/ban-believed", "§7.8: a clock that was put right is believed an hour later",
    GARDEN
    "alice> ban bob 1y\n"
    "hush\n"
    "jump " TEN_YEARS "\n"
    "wait 3599\n"
    "bob> join garden\n"
    "bob< error banned-here\n"
    "wait 1\n"
    "bob> join garden\n"
    IS_BACK },
  { "/domain/clock/ban-behind", "§4.33: a clock that goes back makes it no longer",
    GARDEN
    "alice> ban bob 1h\n"
    "jump -" TEN_YEARS "\n"
    "wait 3599\n"
    "hush\n"
    "bob> join garden\n"
    "bob< error banned-here\n"
    "jump " TEN_YEARS "\n"
    "wait 1\n"
    "bob> join garden\n"
    IS_BACK },
  { "/domain/clock/made-meanwhile", "§4.33: what is made while it is wrong has its right length",
    GARDEN
    "jump " TEN_YEARS "\n"
    "alice> ban bob 1h\n"
    "hush\n"
    "jump -" TEN_YEARS "\n"
    "wait 3599\n"
    "bob> join garden\n"
    "bob< error banned-here\n"
    "wait 1\n"
    "bob> join garden\n"
    IS_BACK },
  { "/domain/clock/codes", "§4.44",
    GARDEN
    "alice> private\n"
    "alice> code 1d\n"
    "bob> leave\n"
    "hush\n"
    "jump " TEN_YEARS "\n"
    "alice> codes\n"
    "alice< codes garden CA5M-KPBD-SQMQ-MGRD*1(alice)\n"
    "bob> join garden CA5M-KPBD-SQMQ-MGRD\n"
    "bob< entered garden seq=0 n=3 private alice[owner] carol bob\n"
    "alice< joined garden bob\n"
    "carol< joined garden bob\n" },
  { "/domain/clock/tokens", "§3.12: nobody has to log in again because of it",
    "open a\n"
    "a> {\"do\":\"login\",\"name\":\"alice\",\"resume\":true}\n"
    "a> register correct-horse\n"
    "a> logout\n"
    "hush\n"
    "open b\n"
    "b> {\"do\":\"login\",\"name\":\"alice\",\"password\":\"correct-horse\",\"resume\":true}\n"
    "- b lost\n"
    "jump " TEN_YEARS "\n"
    "open c\n"
    "hush\n"
    "c> {\"do\":\"resume\",\"token\":\"t2\",\"id\":\"r\"}\n"
    "c< hello lobby alice token=t2 grace=60 epoch=E role=owner re=r\n"
    "c< entered lobby seq=0 n=1 role=owner alice[owner]\n"
    "c< live\n" },
  { "/domain/clock/talk", "§3.6, §7.2: messages keep their order, nobody is thrown out, and nobody is slowed down",
    "limit burst 4\n"
    "+ alice bob\n"
    "alice> say one\n"
    "jump " TEN_YEARS "\n"
    "bob> say two\n"
    "jump -" TEN_YEARS "\n"
    "jump -" TEN_YEARS "\n"
    "alice> say three\n"
    "alice< said lobby 1 alice: one\n"
    "alice< said lobby 2 bob: two\n"
    "alice< said lobby 3 alice: three\n"
    "bob< said lobby 1 alice: one\n"
    "bob< said lobby 2 bob: two\n"
    "bob< said lobby 3 alice: three\n"
    "people 2\n" },
};
/* clang-format on */

int
main (int argc,
      char **argv)
{
  return test_scripts_main (argc, argv, scripts, G_N_ELEMENTS (scripts));
}
