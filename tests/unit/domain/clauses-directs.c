/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "domain-script.h"

/* Direct conversations that last, what waits, and markers: PROTOCOL.md §3.13, §4.37 to §4.39. */

#define ALICE_AND_BOB            \
  "account alice\n"              \
  "account bob\n"                \
  "open a\n"                     \
  "a> login alice correct-horse\n"

#define BOB_COMES                \
  "open b\n"                     \
  "b> login bob correct-horse\n"

/* clang-format off */
static const TestScript scripts[] = {
  { "/domain/directs/waits", "§4.37, §5.22: it waits, also over the sender's logout",
    ALICE_AND_BOB
    "hush\n"
    "a> {\"do\":\"tell\",\"name\":\"BOB\",\"text\":\"call me\",\"id\":\"t\"}\n"
    "a< said @bob 1 alice: call me id=t\n"
    "a< ok @bob seq=1 waiting re=t\n"
    "a> {\"do\":\"tell\",\"name\":\"bob\",\"text\":\"call me\",\"id\":\"t\"}\n"
    "a< ok @bob seq=1 waiting re=t\n"
    "a> {\"do\":\"say\",\"room\":\"@bob\",\"text\":\"soon\",\"id\":\"u\"}\n"
    "a< said @bob 2 alice: soon id=u\n"
    "a< ok @bob seq=2 waiting re=u\n"
    "- a lost\n"
    BOB_COMES
    "b< welcome text=Natter\n"
    "b< hello lobby bob\n"
    "b< entered lobby seq=0 n=1 bob\n"
    "b< directs @alice:0/2\n"
    "b> {\"do\":\"history\",\"room\":\"@alice\"}\n"
    "b< history @alice 1 alice: call me id=t 2 alice: soon id=u\n"
    "b> {\"do\":\"tell\",\"name\":\"alice\",\"text\":\"yes?\",\"id\":\"v\"}\n"
    "b< said @alice 3 bob: yes? id=v\n"
    "b< ok @alice seq=3 waiting re=v\n" },
  { "/domain/directs/edit-what-waits", "§4.23, §4.37",
    ALICE_AND_BOB
    "a> tell bob call me\n"
    "hush\n"
    "a> {\"do\":\"edit\",\"room\":\"@bob\",\"target\":\"last\",\"text\":\"write to me\",\"id\":\"e\"}\n"
    "a< edited @bob 2 alice edit #1 write to me id=e\n"
    "a< ok @bob seq=2 re=e\n"
    BOB_COMES
    "hush\n"
    "b> {\"do\":\"react\",\"room\":\"@alice\",\"target\":1,\"reaction\":\"x\"}\n"
    "b< reacted @alice 3 bob react #1 x\n"
    "a< reacted @bob 3 bob react #1 x\n"
    "b> {\"do\":\"history\",\"room\":\"@alice\"}\n"
    "b< history @alice 1 alice: write to me edited x1*\n" },
  { "/domain/directs/guests", "§4.37: not-registered, no-such-person",
    "account bob\n"
    "+ carol\n"
    "carol> {\"do\":\"tell\",\"name\":\"bob\",\"text\":\"hi\",\"id\":\"t\"}\n"
    "carol< error not-registered re=t\n"
    "carol> {\"do\":\"tell\",\"name\":\"nobody\",\"text\":\"hi\",\"id\":\"t\"}\n"
    "carol< error no-such-person re=t\n"
    "carol> {\"do\":\"history\",\"room\":\"@bob\",\"id\":\"h\"}\n"
    "carol< history @bob re=h\n"
    "carol> {\"do\":\"directs\",\"id\":\"d\"}\n"
    "carol< directs re=d\n" },
  { "/domain/directs/guest-stays", "§3.13: with a guest it ends with the guest's login, not with the account's",
    ALICE_AND_BOB
    "+ carol\n"
    "carol> tell alice one\n"
    "hush\n"
    "- a lost\n"
    "carol< left lobby alice lost\n"
    "carol> {\"do\":\"tell\",\"name\":\"alice\",\"text\":\"two\"}\n"
    "carol< error not-registered\n"
    "open a\n"
    "a> login alice correct-horse\n"
    "hush\n"
    "carol> tell alice two\n"
    "carol< said @alice 2 carol: two\n"
    "a< said @carol 2 carol: two\n"
    "- carol lost\n"
    "a< left lobby carol lost\n"
    "+ carol\n"
    "a> {\"do\":\"history\",\"room\":\"@carol\"}\n"
    "a< history @carol\n"
    "a> directs\n"
    "a< directs\n" },
  { "/domain/directs/registers", "§3.13: kept from the moment on when both have an account",
    ALICE_AND_BOB
    "+ carol\n"
    "carol> tell alice one\n"
    "carol> register correct-horse\n"
    "hush\n"
    "- carol lost\n"
    "a< left lobby carol lost\n"
    "a> {\"do\":\"tell\",\"name\":\"carol\",\"text\":\"two\",\"id\":\"t\"}\n"
    "a< said @carol 2 alice: two id=t\n"
    "a< ok @carol seq=2 waiting re=t\n"
    "open carol\n"
    "carol> login carol correct-horse\n"
    "carol< welcome text=Natter n=1\n"
    "carol< hello lobby carol role=owner\n"
    "carol< entered lobby seq=0 n=2 role=owner alice carol[owner]\n"
    "carol< directs @alice:1/2\n"
    "a< joined lobby carol\n" },
  { "/domain/directs/limit", "§4.37: too-many-waiting, until it was read",
    "limit waiting 2\n"
    ALICE_AND_BOB
    "hold\n"
    "a> tell bob one\n"
    "a> tell bob two\n"
    "a> tell bob three\n"
    "release\n"
    "a< welcome text=Natter\n"
    "a< hello lobby alice\n"
    "a< entered lobby seq=0 n=1 alice\n"
    "a< said @bob 1 alice: one\n"
    "a< said @bob 2 alice: two\n"
    "a< error too-many-waiting\n"
    "a> {\"do\":\"tell\",\"name\":\"bob\",\"text\":\"three\",\"id\":\"t\"}\n"
    "a< error too-many-waiting re=t\n"
    BOB_COMES
    "b> {\"do\":\"read\",\"room\":\"@alice\",\"target\":1}\n"
    "- b lost\n"
    "hush\n"
    "a> tell bob three\n"
    "a< said @bob 3 alice: three\n"
    "a> tell bob four\n"
    "a< error too-many-waiting\n" },
  { "/domain/directs/meanwhile", "§4.37: what was being recorded while the other one came is among what waits",
    ALICE_AND_BOB
    "open b\n"
    "hush\n"
    "hold\n"
    "a> tell bob one\n"
    "b> login bob correct-horse\n"
    "a> tell bob two\n"
    "release\n"
    "a< said @bob 1 alice: one\n"
    "a< said @bob 2 alice: two\n"
    "a< joined lobby bob\n"
    "b< hello lobby bob\n"
    "b< entered lobby seq=0 n=2 alice bob\n"
    "b< directs @alice:0/2\n" },
  { "/domain/directs/outsider", "§3.13: nobody else sees, finds or changes anything",
    ALICE_AND_BOB
    BOB_COMES
    "account carol\n"
    "open c\n"
    "c> login carol correct-horse\n"
    "a> tell bob the safe is behind the clock\n"
    "hush\n"
    "c> search safe\n"
    "c< found text=safe\n"
    "c> {\"do\":\"search\",\"text\":\"safe in:@bob\"}\n"
    "c< found text=safe in:@bob\n"
    "c> {\"do\":\"history\",\"room\":\"@alice\"}\n"
    "c< history @alice\n"
    "c> {\"do\":\"history\",\"room\":\"@bob\"}\n"
    "c< history @bob\n"
    "c> {\"do\":\"edit\",\"room\":\"@bob\",\"target\":1,\"text\":\"x\"}\n"
    "c< error no-such-message\n"
    "c> {\"do\":\"read\",\"room\":\"@bob\"}\n"
    "c< error no-such-message\n"
    "c> directs\n"
    "c< directs\n"
    "c> who\n"
    "c< who n=3 alice@lobby bob@lobby carol@lobby\n"
    "c> rooms\n"
    "c< rooms lobby*:3\n"
    "b> search safe\n"
    "b< found text=safe @alice 1 alice: the safe is behind the clock\n"
    "a> search safe\n"
    "a< found text=safe @bob 1 alice: the safe is behind the clock\n" },
  { "/domain/directs/search-again", "§4.17a, §3.13: found at the next login too, also with the other one away",
    ALICE_AND_BOB
    "a> tell bob the safe is behind the clock\n"
    "- a lost\n"
    "open a\n"
    "a> login alice correct-horse\n"
    "hush\n"
    "a> search safe\n"
    "a< found text=safe @bob 1 alice: the safe is behind the clock\n"
    "a> search safe in:@bob\n"
    "a< found text=safe in:@bob @bob 1 alice: the safe is behind the clock\n" },
  { "/domain/directs/forget-me", "§3.13, §4.31, §4.37",
    ALICE_AND_BOB
    BOB_COMES
    "a> tell bob farewell\n"
    "b> read\n"
    "a> forget me really\n"
    "hush\n"
    "b> directs\n"
    "b< directs @forgotten:0/1\n"
    "b> {\"do\":\"history\",\"room\":\"@forgotten\"}\n"
    "b< history @forgotten 1 alice: farewell\n"
    "b> tell alice come back\n"
    "b< error no-such-person\n"
    "b> tell forgotten come back\n"
    "b< error no-such-person\n"
    "b> forget me really\n"
    "b< done text=Your account is gone. Farewell.\n"
    "b< bye logout\n" },
  { "/domain/directs/devices", "§5.22, §5.23, §4.29",
    ALICE_AND_BOB
    "open a2\n"
    "a2> login alice correct-horse\n"
    BOB_COMES
    "hush\n"
    "a> tell bob hi\n"
    "a< said @bob 1 alice: hi\n"
    "a2< said @bob 1 alice: hi\n"
    "b< said @alice 1 alice: hi\n"
    "b> tell alice ho\n"
    "a< said @bob 2 bob: ho\n"
    "a2< said @bob 2 bob: ho\n"
    "b< said @alice 2 bob: ho\n"
    "a> {\"do\":\"read\",\"room\":\"@bob\",\"id\":\"r\"}\n"
    "a< ok re=r\n"
    "a2< read @bob seq=2\n"
    "a2> {\"do\":\"read\",\"room\":\"@bob\",\"target\":0,\"id\":\"r\"}\n"
    "a2< ok re=r\n"
    "a< read @bob seq=0\n"
    "a2> {\"do\":\"read\",\"room\":\"@bob\",\"target\":3}\n"
    "a2< error bad-field\n"
    "a2> {\"do\":\"directs\",\"id\":\"d\"}\n"
    "a2< directs @bob:0/2 re=d\n" },
  { "/domain/read/rooms", "§4.38, §5.23",
    ALICE_AND_BOB
    "+ carol\n"
    "carol> say one\n"
    "carol> say two\n"
    "carol> say three\n"
    "hush\n"
    "a> {\"do\":\"read\",\"target\":2,\"id\":\"r\"}\n"
    "a< ok re=r\n"
    "a> leave\n"
    "a> join lobby\n"
    "a< parted lobby\n"
    "a< entered lobby seq=3 read=2 n=2 carol alice\n"
    "carol< left lobby alice left\n"
    "carol< joined lobby alice\n"
    "a> {\"do\":\"read\",\"target\":4,\"id\":\"r\"}\n"
    "a< error bad-field re=r\n"
    "a> {\"do\":\"read\",\"room\":\"nowhere\",\"id\":\"r\"}\n"
    "a< error not-in-room re=r\n"
    "carol> {\"do\":\"react\",\"target\":1,\"reaction\":\"x\"}\n"
    "hush\n"
    "a> {\"do\":\"react\",\"target\":1,\"reaction\":\"x\"}\n"
    "hush\n"
    "a> leave\n"
    "a> join lobby\n"
    "a< parted lobby\n"
    "a< entered lobby seq=5 read=2 n=2 carol alice\n"
    "carol< left lobby alice left\n"
    "carol< joined lobby alice\n"
    "a> say four\n"
    "- a lost\n"
    "open a\n"
    "a> login alice correct-horse\n"
    "hush\n"
    "a> join lobby\n"
    "a< entered lobby seq=6 read=6 n=2 carol alice\n" },
  { "/domain/read/guests", "§4.38: in memory; who takes the name next has none",
    "+ carol\n"
    "carol> say one\n"
    "carol> say two\n"
    "carol> read #1\n"
    "hush\n"
    "carol> join lobby\n"
    "carol< entered lobby seq=2 read=1 n=1 carol\n"
    "- carol lost\n"
    "+ carol\n"
    "carol> join lobby\n"
    "carol< entered lobby seq=2 n=1 carol\n" },
  { "/domain/read/text", "§4.37, §4.38: who reads text has read what came",
    ALICE_AND_BOB
    "+ carol\n"
    "open b\n"
    "text b\n"
    "b> login bob correct-horse\n"
    "carol> say one\n"
    "a> tell bob uno\n"
    "hush\n"
    "- b lost\n"
    "hush\n"
    "carol> say two\n"
    "carol> say three\n"
    "a> tell bob dos\n"
    "a> {\"do\":\"me\",\"room\":\"@bob\",\"text\":\"waits\"}\n"
    "hush\n"
    "open b\n"
    "text b\n"
    "b> login bob correct-horse\n"
    "a< joined lobby bob\n"
    "b< welcome text=Natter n=2\n"
    "b< hello lobby bob\n"
    "b< entered lobby seq=3 read=1 n=3 alice carol bob\n"
    "b< history @alice missed 2 alice: dos 3 alice* waits\n"
    "b< history lobby missed 2 carol: two 3 carol: three\n"
    "carol< joined lobby bob\n"
    "b> directs\n"
    "b< directs @alice:3/3\n"
    "- b lost\n"
    "hush\n"
    "open b\n"
    "b> login bob correct-horse\n"
    "a< joined lobby bob\n"
    "b< welcome text=Natter n=2\n"
    "b< hello lobby bob\n"
    "b< entered lobby seq=3 read=3 n=3 alice carol bob\n"
    "b< directs @alice:3/3\n"
    "carol< joined lobby bob\n" },
  { "/domain/read/text-much", "§4.37: at most 20 in all; the rest stays new until it is shown",
    "limit waiting 0\n"
    ALICE_AND_BOB
    "account carol\n"
    "open c\n"
    "c> login carol correct-horse\n"
    "c> tell bob 1\n" "wait 1\n"
    "a> tell bob 1\n" "a> tell bob 2\n" "a> tell bob 3\n" "a> tell bob 4\n" "a> tell bob 5\n" "a> tell bob 6\n" "a> tell bob 7\n"
    "wait 9\n"
    "a> tell bob 8\n" "a> tell bob 9\n" "a> tell bob 10\n" "a> tell bob 11\n" "a> tell bob 12\n" "a> tell bob 13\n" "a> tell bob 14\n"
    "wait 9\n"
    "a> tell bob 15\n" "a> tell bob 16\n" "a> tell bob 17\n" "a> tell bob 18\n" "a> tell bob 19\n" "a> tell bob 20\n"
    "hush\n"
    "open b\n"
    "text b\n"
    "b> login bob correct-horse\n"
    "a< joined lobby bob\n"
    "b< welcome text=Natter n=2\n"
    "b< hello lobby bob\n"
    "b< entered lobby seq=0 n=3 alice carol:19s bob\n"
    "b< history @carol missed 1 carol: 1\n"
    "b< history @alice missed-more 1 alice: 1 2 alice: 2 3 alice: 3 4 alice: 4 5 alice: 5 6 alice: 6 7 alice: 7 8 alice: 8 9 alice: 9 10 alice: 10 "
    "11 alice: 11 12 alice: 12 13 alice: 13 14 alice: 14 15 alice: 15 16 alice: 16 17 alice: 17 18 alice: 18 19 alice: 19\n"
    "c< joined lobby bob\n"
    "b> directs\n"
    "b< directs @alice:19/20 @carol:1/1\n"
    "b> history @alice 1\n"
    "b< history @alice 20 alice: 20\n"
    "b> directs\n"
    "b< directs @alice:20/20 @carol:1/1\n" },
  { "/domain/read/text-and-programs", "§5.23: the other devices are told what the one that reads text has read",
    ALICE_AND_BOB
    "open a2\n"
    "text a2\n"
    "a2> login alice correct-horse\n"
    BOB_COMES
    "hush\n"
    "b> tell alice hi\n"
    "a< said @bob 1 bob: hi\n"
    "a< read @bob seq=1\n"
    "a2< said @bob 1 bob: hi\n"
    "a2< read @bob seq=1\n"
    "b< said @alice 1 bob: hi\n"
    "b> say hello\n"
    "hush\n"
    "- a2 closed\n"
    "a< read lobby seq=1\n" },
  { "/domain/history/preview", "§4.39",
    ALICE_AND_BOB
    "a> join garden\n"
    "a> say one\n"
    "a> say two\n"
    "+ carol\n"
    "hush\n"
    "carol> history #garden\n"
    "carol< history garden 1 alice: one 2 alice: two\n"
    "carol> {\"do\":\"history\",\"room\":\"garden\",\"count\":1,\"id\":\"h\"}\n"
    "carol< history garden 2 alice: two re=h\n"
    "carol> history #attic\n"
    "carol< error not-in-room\n"
    "a> private\n"
    "hush\n"
    "carol> history #garden\n"
    "carol< error not-in-room\n"
    "carol> look\n"
    "carol< people lobby n=2 alice carol\n"
    "a> public\n"
    "a> ban carol\n"
    "hush\n"
    "carol> history #garden\n"
    "carol< error not-in-room\n" },
};
/* clang-format on */

int
main (int argc,
      char **argv)
{
  return test_scripts_main (argc, argv, scripts, G_N_ELEMENTS (scripts));
}
