/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "domain-script.h"

/* What people say, and to whom: PROTOCOL.md §4.6, §4.11 to §4.13, §4.17. */

/* clang-format off */
static const TestScript scripts[] = {
  { "/domain/say", "§4.6, §5.8, §5.9",
    "+ alice bob\n"
    "alice> {\"do\":\"say\",\"text\":\"  hello  \",\"id\":\"c1\"}\n"
    "alice< said lobby 1 alice: hello id=c1\n"
    "alice< ok lobby seq=1 re=c1\n"
    "bob< said lobby 1 alice: hello id=c1\n"
    "bob> say hi alice\n"
    "alice< said lobby 2 bob: hi alice\n"
    "bob< said lobby 2 bob: hi alice\n" },
  { "/domain/me", "§4.12",
    "+ alice bob\n"
    "alice> me waves\n"
    "alice< said lobby 1 alice* waves\n"
    "bob< said lobby 1 alice* waves\n" },
  { "/domain/say/room", "§6.1",
    "+ alice bob carol\n"
    "alice> join garden\n"
    "bob> join garden\n"
    "hush\n"
    "alice> {\"do\":\"say\",\"room\":\"lobby\",\"text\":\"here\",\"id\":\"c1\"}\n"
    "alice< said lobby 1 alice: here id=c1\n"
    "alice< ok lobby seq=1 re=c1\n"
    "bob< said lobby 1 alice: here id=c1\n"
    "carol< said lobby 1 alice: here id=c1\n"
    "alice> {\"do\":\"say\",\"room\":\"#GARDEN\",\"text\":\"there\"}\n"
    "alice< said garden 1 alice: there\n"
    "bob< said garden 1 alice: there\n"
    "carol> {\"do\":\"say\",\"room\":\"garden\",\"text\":\"me too\",\"id\":\"c2\"}\n"
    "carol< error not-in-room re=c2\n"
    "carol> {\"do\":\"say\",\"room\":\"nowhere\",\"text\":\"me too\"}\n"
    "carol< error not-in-room\n"
    "carol> {\"do\":\"say\",\"room\":\"\",\"text\":\"me too\"}\n"
    "carol< error room-empty\n" },
  { "/domain/say/text", "§3.5",
    "limit message 10\n"
    "+ alice\n"
    "alice> {\"do\":\"say\",\"text\":\"   \",\"id\":\"c1\"}\n"
    "alice< error text-empty re=c1\n"
    "alice> say 12345678901\n"
    "alice< error text-too-long\n"
    "alice> {\"do\":\"say\",\"text\":\"a\\u0007b\"}\n"
    "alice< error control-characters\n"
    "alice> say 1234567890\n"
    "alice< said lobby 1 alice: 1234567890\n" },
  { "/domain/say/nowhere", "§4.8",
    "+ alice bob\n"
    "alice> leave\n"
    "hush\n"
    "alice> say hello?\n"
    "alice< error not-in-room\n"
    "alice> tell bob hello\n"
    "alice< said @bob 1 alice: hello\n"
    "bob< said @alice 1 alice: hello\n" },
  { "/domain/tell", "§4.13, §3.4: each sees the other; nobody else sees anything",
    "+ alice bob carol\n"
    "alice> {\"do\":\"tell\",\"name\":\"BOB\",\"text\":\"psst\",\"id\":\"t1\"}\n"
    "bob< said @alice 1 alice: psst id=t1\n"
    "alice< said @bob 1 alice: psst id=t1\n"
    "alice< ok @bob seq=1 re=t1\n"
    "bob> {\"do\":\"say\",\"room\":\"@alice\",\"text\":\"yes?\"}\n"
    "alice< said @bob 2 bob: yes?\n"
    "bob< said @alice 2 bob: yes?\n"
    "bob> {\"do\":\"me\",\"room\":\"@Alice\",\"text\":\"listens\"}\n"
    "alice< said @bob 3 bob* listens\n"
    "bob< said @alice 3 bob* listens\n"
    "carol> {\"do\":\"history\",\"room\":\"@alice\",\"id\":\"h\"}\n"
    "carol< history @alice re=h\n"
    "bob> who\n"
    "bob< who n=3 alice@lobby bob@lobby carol@lobby\n"
    "bob> rooms\n"
    "bob< rooms lobby*:3\n" },
  { "/domain/tell/nobody", "§4.13",
    "+ alice bobby\n"
    "alice> {\"do\":\"tell\",\"name\":\"boby\",\"text\":\"hi\",\"id\":\"t1\"}\n"
    "alice< error no-such-person bobby re=t1\n"
    "alice> tell zoe hi\n"
    "alice< error no-such-person\n"
    "alice> tell @@@ hi\n"
    "alice< error no-such-person\n"
    "alice> tell alice hi\n"
    "alice< error no-such-person\n"
    "alice> {\"do\":\"tell\",\"name\":\"bobby\",\"text\":\" \"}\n"
    "alice< error text-empty\n" },
  { "/domain/tell/away", "§4.13: a note, to the teller only",
    "+ alice bob carol\n"
    "bob> away lunch\n"
    "hush\n"
    "alice> {\"do\":\"tell\",\"name\":\"bob\",\"text\":\"hi\",\"id\":\"t1\"}\n"
    "bob< said @alice 1 alice: hi id=t1\n"
    "alice< said @bob 1 alice: hi id=t1\n"
    "alice< presence bob alice away=lunch\n"
    "alice< ok @bob seq=1 re=t1\n" },
  { "/domain/tell/next-of-that-name", "§3.4: ends with the login",
    "+ alice bob\n"
    "alice> tell bob the safe is behind the clock\n"
    "hush\n"
    "bob> {\"do\":\"history\",\"room\":\"@alice\"}\n"
    "bob< history @alice 1 alice: the safe is behind the clock\n"
    "- bob lost\n"
    "alice< left lobby bob lost\n"
    "+ bob\n"
    "bob> {\"do\":\"history\",\"room\":\"@alice\"}\n"
    "bob< history @alice\n"
    "alice> {\"do\":\"history\",\"room\":\"@bob\",\"id\":\"h\"}\n"
    "alice< history @bob re=h\n"
    "bob> tell alice hello\n"
    "alice< said @bob 1 bob: hello\n"
    "bob< said @alice 1 bob: hello\n" },
  { "/domain/tell/renamed", "§3.4: it is about persons, not names",
    "+ alice bob\n"
    "alice> tell bob one\n"
    "bob> leave\n"
    "hush\n"
    "bob> name robert\n"
    "bob< renamed bob robert\n"
    "alice< renamed bob robert\n"
    "alice> tell robert two\n"
    "alice< said @robert 2 alice: two\n"
    "bob< said @alice 2 alice: two\n" },
  { "/domain/tell/peers-once", "§5.12: once each, whatever is shared",
    "+ alice bob carol\n"
    "carol> leave\n"
    "alice> tell bob hi\n"
    "alice> tell carol hi\n"
    "hush\n"
    "alice> away\n"
    "alice< presence alice away=\n"
    "bob< presence alice away=\n"
    "carol< presence alice away=\n"
    "carol> join lobby\n"
    "hush\n"
    "alice> name alicia\n"
    "alice< renamed alice alicia\n"
    "bob< renamed alice alicia\n"
    "carol< renamed alice alicia\n" },
  { "/domain/tell/too-many", "§9: conversations that one begins",
    "limit own 1\n"
    "+ alice bob carol dave\n"
    "alice> tell bob hi\n"
    "bob> tell carol hi\n"
    "hush\n"
    "alice> tell carol hi\n"
    "alice< error too-many-rooms\n"
    "bob> tell alice hi\n"
    "alice< said @bob 2 bob: hi\n"
    "bob< said @alice 2 bob: hi\n"
    "- bob lost\n"
    "hush\n"
    "alice> tell carol hi\n"
    "alice< said @carol 1 alice: hi\n"
    "carol< said @alice 1 alice: hi\n" },
  { "/domain/topic", "§4.11, §5.13",
    "+ alice bob\n"
    "alice> topic\n"
    "alice< topic lobby\n"
    "alice> {\"do\":\"topic\",\"text\":\" Cake at four \",\"id\":\"p1\"}\n"
    "alice< topic lobby 1 alice! Cake at four id=p1\n"
    "alice< ok lobby seq=1 re=p1\n"
    "bob< topic lobby 1 alice! Cake at four id=p1\n"
    "bob> {\"do\":\"topic\",\"id\":\"p2\"}\n"
    "bob< topic lobby text=Cake at four re=p2\n"
    "bob> rooms\n"
    "bob< rooms lobby*:2(Cake at four)-0s\n"
    "+ carol\n"
    "alice> {\"do\":\"topic\",\"text\":\"\"}\n"
    "alice< topic lobby 2 alice!\n"
    "bob< topic lobby 2 alice!\n"
    "carol< topic lobby 2 alice!\n"
    "bob> topic\n"
    "bob< topic lobby\n" },
  { "/domain/topic/limits", "§4.11",
    "limit topic 5\n"
    "+ alice bob\n"
    "alice> topic 123456\n"
    "alice< error text-too-long\n"
    "alice> {\"do\":\"topic\",\"room\":\"garden\"}\n"
    "alice< error not-in-room\n"
    "alice> {\"do\":\"topic\",\"room\":\"lobby\",\"text\":\"12345\"}\n"
    "alice< topic lobby 1 alice! 12345\n"
    "bob< topic lobby 1 alice! 12345\n" },
  { "/domain/history", "§4.17, §5.14",
    "+ alice bob\n"
    "alice> say one\n"
    "alice> me two\n"
    "alice> topic three\n"
    "hush\n"
    "bob> {\"do\":\"history\",\"id\":\"h1\"}\n"
    "bob< history lobby 1 alice: one 2 alice* two 3 alice! three re=h1\n"
    "bob> history 1\n"
    "bob< history lobby 3 alice! three\n"
    "limit history 2\n"
    "bob> history 99\n"
    "bob< history lobby 2 alice* two 3 alice! three\n"
    "bob> {\"do\":\"history\",\"room\":\"garden\"}\n"
    "bob< error not-in-room\n"
    "bob> {\"do\":\"history\",\"room\":\"@nobody\"}\n"
    "bob< error no-such-person\n" },
};
/* clang-format on */

int
main (int argc,
      char **argv)
{
  return test_scripts_main (argc, argv, scripts, G_N_ELEMENTS (scripts));
}
