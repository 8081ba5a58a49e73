/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "domain-script.h"

/* What must be recorded first, while the store takes its time: PROTOCOL.md §7.1, §7.2. */

/* clang-format off */
static const TestScript scripts[] = {
  { "/domain/record/nobody-sees-before", "§7.1",
    "+ alice bob\n"
    "hold\n"
    "alice> {\"do\":\"say\",\"text\":\"one\",\"id\":\"c1\"}\n"
    "bob> who\n"
    "release\n"
    "alice< said lobby 1 alice: one id=c1\n"
    "alice< ok lobby seq=1 re=c1\n"
    "bob< said lobby 1 alice: one id=c1\n"
    "bob< who n=2 alice@lobby bob@lobby\n" },
  { "/domain/record/fails", "§7.1: nobody saw it",
    "+ alice bob\n"
    "fail\n"
    "alice> {\"do\":\"say\",\"text\":\"one\",\"id\":\"c1\"}\n"
    "alice< error storage-unavailable re=c1\n"
    "alice> {\"do\":\"topic\",\"text\":\"one\",\"id\":\"c2\"}\n"
    "alice< error storage-unavailable re=c2\n"
    "alice> tell bob one\n"
    "alice< error storage-unavailable\n"
    "recover\n"
    "alice> topic\n"
    "alice< topic lobby\n"
    "alice> say two\n"
    "alice< said lobby 1 alice: two\n"
    "bob< said lobby 1 alice: two\n"
    "alice> {\"do\":\"history\",\"room\":\"@bob\"}\n"
    "alice< history @bob\n" },
  { "/domain/record/topic-waits", "§4.11, §7.1: not to be seen before, and not missed after",
    "+ alice bob\n"
    "hold\n"
    "alice> topic Cake\n"
    "bob> topic\n"
    "bob> rooms\n"
    "open c\n"
    "c> login carol\n"
    "c> leave\n"
    "c> join lobby\n"
    "release\n"
    "alice< topic lobby 1 alice! Cake\n"
    "bob< topic lobby 1 alice! Cake\n"
    "bob< topic lobby text=Cake\n"
    "bob< rooms lobby*:2(Cake)-0s\n"
    "c< welcome text=Natter n=2\n"
    "c< hello lobby carol\n"
    "c< entered lobby text=Cake seq=1 n=3 alice bob carol\n"
    "alice< joined lobby carol\n"
    "bob< joined lobby carol\n"
    "alice< left lobby carol left\n"
    "bob< left lobby carol left\n"
    "c< parted lobby\n"
    "c< entered lobby text=Cake seq=1 n=3 alice bob carol\n"
    "alice< joined lobby carol\n"
    "bob< joined lobby carol\n" },
  { "/domain/record/topic-that-failed", "§7.1",
    "+ alice bob\n"
    "fail\n"
    "hold\n"
    "alice> topic Cake\n"
    "bob> topic\n"
    "bob> rooms\n"
    "release\n"
    "alice< error storage-unavailable\n"
    "bob< topic lobby\n"
    "bob< rooms lobby*:2\n"
    "recover\n"
    "bob> rooms\n"
    "bob< rooms lobby*:2\n" },
  { "/domain/record/some-wait", "§7.2: no gap between entered and the next message",
    "+ alice\n"
    "hold\n"
    "alice> say one\n"
    "alice> say two\n"
    "open b\n"
    "b> login bob\n"
    "alice> say three\n"
    "release\n"
    "alice< said lobby 1 alice: one\n"
    "alice< said lobby 2 alice: two\n"
    "alice< joined lobby bob\n"
    "alice< said lobby 3 alice: three\n"
    "b< welcome text=Natter n=1\n"
    "b< hello lobby bob\n"
    "b< entered lobby seq=2 n=2 alice bob\n"
    "b< said lobby 3 alice: three\n" },
  { "/domain/record/deserted-while-waiting", "§4.8",
    "+ alice\n"
    "hold\n"
    "alice> join garden\n"
    "alice> say one\n"
    "alice> leave\n"
    "rooms 2\n"
    "release\n"
    "alice< entered garden seq=0 n=1 alice\n"
    "alice< said garden 1 alice: one\n"
    "alice< parted garden current=lobby\n"
    "alice> rooms\n"
    "alice< rooms lobby*:1 garden:0-0s\n"
    "rooms 2\n"
    "fail\n"
    "hold\n"
    "alice> join attic\n"
    "alice> say one\n"
    "alice> leave\n"
    "rooms 3\n"
    "release\n"
    "alice< entered attic seq=0 n=1 alice\n"
    "alice< error storage-unavailable\n"
    "alice< parted attic current=lobby\n"
    "alice> rooms\n"
    "alice< rooms lobby*:1 garden:0-0s\n"
    "rooms 2\n" },
  { "/domain/record/all-at-once", "the lines of one paste, told after all were read",
    "+ bob\n"
    "hold\n"
    "open a\n"
    "a> login alice\n"
    "a> say hi\n"
    "a> tell bob psst\n"
    "a> logout\n"
    "bob> history\n"
    "release\n"
    "bob< joined lobby alice\n"
    "bob< said lobby 1 alice: hi\n"
    "bob< said @alice 1 alice: psst\n"
    "bob< left lobby alice logout\n"
    "bob< history lobby 1 alice: hi\n"
    "a< welcome text=Natter n=1\n"
    "a< hello lobby alice\n"
    "a< entered lobby seq=0 n=2 bob alice\n"
    "a< said lobby 1 alice: hi\n"
    "a< said @bob 1 alice: psst\n"
    "a< bye logout\n"
    "people 1\n" },
  { "/domain/record/ignored-one-leaves", "§4.16: told late, and still not heard",
    "+ alice mallory bob\n"
    "alice> ignore mallory\n"
    "hush\n"
    "hold\n"
    "bob> say hi\n"
    "mallory> logout\n"
    "release\n"
    "alice< said lobby 1 bob: hi\n"
    "bob< said lobby 1 bob: hi\n"
    "mallory< said lobby 1 bob: hi\n"
    "bob< left lobby mallory logout\n"
    "mallory< bye logout\n" },
};
/* clang-format on */

int
main (int argc,
      char **argv)
{
  return test_scripts_main (argc, argv, scripts, G_N_ELEMENTS (scripts));
}
