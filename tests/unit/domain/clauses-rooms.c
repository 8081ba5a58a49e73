/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "domain-script.h"

/* Rooms, and who is where: PROTOCOL.md §4.7 to §4.10. */

/* clang-format off */
static const TestScript scripts[] = {
  { "/domain/join", "§4.7, §5.10",
    "+ alice bob\n"
    "alice> {\"do\":\"join\",\"room\":\"#Garden\",\"id\":\"j1\"}\n"
    "alice< entered Garden seq=0 n=1 alice re=j1\n"
    "rooms 2\n"
    "bob> join gARDEN\n"
    "bob< entered Garden seq=0 n=2 alice bob\n"
    "alice< joined Garden bob\n"
    "alice> say roses\n"
    "alice< said Garden 1 alice: roses\n"
    "bob< said Garden 1 alice: roses\n" },
  { "/domain/join/there-already", "§4.7: just current",
    "+ alice bob\n"
    "alice> join garden\n"
    "hush\n"
    "alice> {\"do\":\"join\",\"room\":\"lobby\",\"id\":\"j1\"}\n"
    "alice< entered lobby seq=0 n=2 alice bob re=j1\n"
    "alice> say here\n"
    "alice< said lobby 1 alice: here\n"
    "bob< said lobby 1 alice: here\n" },
  { "/domain/join/ill-formed", "§3.3",
    "+ alice\n"
    "alice> {\"do\":\"join\",\"room\":\"#\"}\n"
    "alice< error room-empty\n"
    "alice> {\"do\":\"join\",\"room\":\"@alice\"}\n"
    "alice< error room-not-allowed\n"
    "alice> {\"do\":\"join\",\"room\":\"12345678901234567890123456789012345678901234567890123456789012345\"}\n"
    "alice< error room-too-long\n"
    "rooms 1\n" },
  { "/domain/join/told", "§5.10: topic, sequence, people with away and idle",
    "+ alice bob\n"
    "alice> topic Cake\n"
    "alice> say one\n"
    "alice> away tea\n"
    "hush\n"
    "wait 61\n"
    "bob> say two\n"
    "hush\n"
    "+ carol\n"
    "carol> leave\n"
    "hush\n"
    "carol> join lobby\n"
    "carol< entered lobby text=Cake seq=3 n=3 alice(away: tea):61s bob carol\n"
    "alice< joined lobby carol\n"
    "bob< joined lobby carol\n" },
  { "/domain/join/limits", "§8, §9",
    "limit rooms 2\n"
    "limit own 2\n"
    "+ alice bob\n"
    "alice> join garden\n"
    "hush\n"
    "alice> {\"do\":\"join\",\"room\":\"attic\",\"id\":\"j\"}\n"
    "alice< error too-many-rooms re=j\n"
    "bob> join attic\n"
    "bob< error too-many-rooms\n"
    "bob> join garden\n"
    "bob< entered garden seq=0 n=2 alice bob\n"
    "alice< joined garden bob\n"
    "rooms 2\n"
    "bob> join garden\n"
    "bob< entered garden seq=0 n=2 alice bob\n"
    "bob> leave lobby\n"
    "hush\n"
    "bob> leave garden\n"
    "hush\n"
    "alice> leave garden\n"
    "hush\n"
    "rooms 1\n"
    "bob> join attic\n"
    "bob< entered attic seq=0 n=1 bob\n"
    "limit rooms 0\n"
    "limit own 0\n"
    "alice> join shed\n"
    "alice< entered shed seq=0 n=1 alice\n"
    "alice> join hut\n"
    "alice< entered hut seq=0 n=1 alice\n" },
  { "/domain/leave", "§4.8, §5.10",
    "+ alice bob\n"
    "alice> join garden\n"
    "alice> join attic\n"
    "bob> join garden\n"
    "hush\n"
    "alice> {\"do\":\"leave\",\"room\":\"garden\",\"id\":\"l1\"}\n"
    "bob< left garden alice left\n"
    "alice< parted garden current=attic re=l1\n"
    "alice> leave\n"
    "alice< parted attic current=lobby\n"
    "rooms 2\n"
    "alice> leave lobby\n"
    "bob< left lobby alice left\n"
    "alice< parted lobby\n"
    "alice> leave\n"
    "alice< error not-in-room\n"
    "alice> leave garden\n"
    "alice< error not-in-room\n"
    "alice> look\n"
    "alice< error not-in-room\n"
    "alice> who\n"
    "alice< who n=2 alice@ bob@lobby+garden\n"
    "alice> join attic\n"
    "alice< entered attic seq=0 n=1 alice\n" },
  { "/domain/leave/oldest-is-current", "§4.8: the one entered longest ago",
    "+ alice\n"
    "alice> join b\n"
    "alice> join c\n"
    "alice> switch b\n"
    "hush\n"
    "alice> leave\n"
    "alice< parted b current=lobby\n"
    "alice> leave\n"
    "alice< parted lobby current=c\n" },
  { "/domain/leave/history-stays", "§4.8: an empty room without history vanishes",
    "+ alice\n"
    "alice> join garden\n"
    "alice> say one\n"
    "alice> leave\n"
    "alice> join attic\n"
    "alice> leave\n"
    "hush\n"
    "rooms 2\n"
    "alice> rooms\n"
    "alice< rooms lobby*:1 garden:0-0s\n"
    "alice> join garden\n"
    "alice< entered garden seq=1 n=1 alice\n" },
  { "/domain/switch", "§4.9",
    "+ alice\n"
    "alice> join garden\n"
    "hush\n"
    "alice> {\"do\":\"switch\",\"room\":\"#LOBBY\",\"id\":\"s1\"}\n"
    "alice< current lobby re=s1\n"
    "alice> say here\n"
    "alice< said lobby 1 alice: here\n"
    "alice> switch attic\n"
    "alice< error not-in-room\n" },
  { "/domain/look", "§4.10, §5.11",
    "+ alice bob\n"
    "alice> join garden\n"
    "bob> away\n"
    "hush\n"
    "wait 5\n"
    "alice> {\"do\":\"look\",\"id\":\"k1\"}\n"
    "alice< people garden n=1 alice re=k1\n"
    "alice> look #Lobby\n"
    "alice< people lobby n=2 alice bob(away: ):5s\n"
    "bob> look garden\n"
    "bob< people garden n=1 alice\n"
    "alice> look attic\n"
    "alice< error no-such-room\n" },
  { "/domain/who", "§4.10, §5.11",
    "+ alice bob\n"
    "alice> join garden\n"
    "bob> away out\n"
    "hush\n"
    "wait 90\n"
    "open c\n"
    "hush\n"
    "bob> {\"do\":\"who\",\"id\":\"w1\"}\n"
    "bob< who n=2 alice@lobby+garden:90s bob@lobby(away: out) re=w1\n"
    "alice> ping\n"
    "alice< pong\n"
    "bob> who\n"
    "bob< who n=2 alice@lobby+garden:90s bob@lobby(away: out)\n" },
  { "/domain/rooms", "§4.10, §6.5: the liveliest first",
    "+ alice bob carol\n"
    "alice> join b\n"
    "alice> say x\n"
    "bob> join c\n"
    "alice> join a\n"
    "bob> leave lobby\n"
    "hush\n"
    "wait 2\n"
    "bob> say y\n"
    "hush\n"
    "wait 3\n"
    "bob> {\"do\":\"rooms\",\"id\":\"r1\"}\n"
    "bob< rooms lobby:2 c*:1-3s b:1-5s a:1 re=r1\n" },
};
/* clang-format on */

int
main (int argc,
      char **argv)
{
  return test_scripts_main (argc, argv, scripts, G_N_ELEMENTS (scripts));
}
