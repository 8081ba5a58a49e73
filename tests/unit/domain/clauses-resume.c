/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "domain-script.h"

/* Coming back: PROTOCOL.md §3.12, §4.36, §5.19. */

#define COMES(LABEL, NAME) \
  "open " LABEL "\n" LABEL "> {\"do\":\"login\",\"name\":\"" NAME "\",\"resume\":true}\n"
#define REGISTERS(LABEL) LABEL "> register correct-horse\n"
#define LOGS_IN(LABEL, NAME) \
  "open " LABEL "\n" LABEL "> {\"do\":\"login\",\"name\":\"" NAME "\",\"password\":\"correct-horse\",\"resume\":true}\n"
#define RESUMES(LABEL, TOKEN, MORE) \
  "open " LABEL "\nhush\n" LABEL "> {\"do\":\"resume\",\"token\":\"" TOKEN "\",\"epoch\":\"E\"" MORE ",\"id\":\"r\"}\n"

/* clang-format off */
static const TestScript scripts[] = {
  { "/domain/resume/hello", "§5.19: a token for those who ask for one",
    "+ bob\n"
    COMES ("a", "alice")
    "a< welcome text=Natter n=1\n"
    "a< hello lobby alice token=t1 grace=60 epoch=E\n"
    "a< entered lobby seq=0 n=2 bob alice\n"
    "bob< joined lobby alice\n" },
  { "/domain/resume/goes-on", "§4.36, §5.19: nobody else sees it, and nothing is missing",
    "+ bob\n"
    COMES ("a", "alice")
    "a> join garden\n"
    "hush\n"
    "bob> say one\n"
    "hush\n"
    "lose a\n"
    "people 2\n"
    "bob> say two\n"
    "bob< said lobby 2 bob: two\n"
    "bob> edit 1 ONE\n"
    "bob< edited lobby 3 bob edit #1 ONE\n"
    "bob> tell alice psst\n"
    "bob< said @alice 1 bob: psst\n"
    RESUMES ("a2", "t1", ",\"seen\":[{\"room\":\"lobby\",\"seq\":1},{\"room\":\"garden\",\"seq\":0}]")
    "a2< hello garden alice resumed token=t1 grace=60 epoch=E re=r\n"
    "a2< entered lobby seq=3 n=2 bob alice\n"
    "a2< entered garden seq=0 n=1 alice\n"
    "a2< history lobby [2-3] 2 bob: two 3 bob edit #1 ONE\n"
    "a2< history @bob [1-1] 1 bob: psst\n"
    "a2< live\n"
    "bob> say three\n"
    "a2< said lobby 4 bob: three\n"
    "bob< said lobby 4 bob: three\n"
    "a2> say four\n"
    "a2< said garden 1 alice: four\n" },
  { "/domain/resume/while-recording", "§5.19: what waits to be recorded is told as it happens",
    "+ bob\n"
    COMES ("a", "alice")
    "bob> say one\n"
    "hush\n"
    "lose a\n"
    "open a2\n"
    "hush\n"
    "hold\n"
    "bob> say two\n"
    "a2> {\"do\":\"resume\",\"token\":\"t1\",\"seen\":[{\"room\":\"lobby\",\"seq\":0}]}\n"
    "bob> say three\n"
    "release\n"
    "a2< hello lobby alice resumed token=t1 grace=60 epoch=E\n"
    "a2< entered lobby seq=2 n=2 bob alice\n"
    "a2< history lobby [1-2] 1 bob: one 2 bob: two\n"
    "a2< live\n"
    "a2< said lobby 3 bob: three\n"
    "bob< said lobby 2 bob: two\n"
    "bob< said lobby 3 bob: three\n" },
  { "/domain/resume/over", "§4.36: told once, with the reason it had; a guest's token is over then",
    "+ bob\n"
    COMES ("a", "alice")
    "hush\n"
    "lose a\n"
    "- a idle\n"
    "bob< left lobby alice idle\n"
    "people 1\n"
    RESUMES ("a2", "t1", "")
    "a2< error session-over re=r\n"
    "a2> login alice\n"
    "a2< hello lobby alice\n"
    "a2< entered lobby seq=0 n=2 bob alice\n"
    "bob< joined lobby alice\n" },
  { "/domain/resume/not-asked-for", "§4.36: without a token a session ends with its connection",
    "+ bob alice\n"
    "hush\n"
    "lose alice\n"
    "bob< left lobby alice lost\n" },
  { "/domain/resume/grace-off", "§9: nobody waits",
    "limit grace 0\n"
    "+ bob\n"
    COMES ("a", "alice")
    "a< welcome text=Natter n=1\n"
    "a< hello lobby alice epoch=E\n"
    "a< entered lobby seq=0 n=2 bob alice\n"
    "bob< joined lobby alice\n"
    "lose a\n"
    "bob< left lobby alice lost\n" },
  { "/domain/resume/name-stays-taken", "§4.36",
    COMES ("a", "alice")
    "lose a\n"
    "open b\n"
    "hush\n"
    "b> login Alice\n"
    "b< error name-taken Alice2\n" },
  { "/domain/resume/takes-over", "§4.36: the other connection is told, and nobody else",
    "+ bob\n"
    COMES ("a", "alice")
    "hush\n"
    RESUMES ("a2", "t1", "")
    "a< bye resumed-elsewhere\n"
    "a2< hello lobby alice resumed token=t1 grace=60 epoch=E re=r\n"
    "a2< entered lobby seq=0 n=2 bob alice\n"
    "a2< live\n"
    "a> say I am still here\n"
    "bob> say hi\n"
    "bob< said lobby 1 bob: hi\n"
    "a2< said lobby 1 bob: hi\n"
    "- a lost\n"
    "people 2\n" },
  { "/domain/resume/again-and-again", "§4.36: one token does for all of them",
    COMES ("a", "alice")
    "lose a\n"
    RESUMES ("a2", "t1", "")
    "lose a2\n"
    RESUMES ("a3", "t1", "")
    "hush\n"
    "people 1\n"
    "a3> say hi\n"
    "a3< said lobby 1 alice: hi\n" },
  { "/domain/resume/wrong", "§4.36, §6.4",
    "+ bob\n"
    COMES ("a", "alice")
    RESUMES ("b", "t2", "")
    "b< error session-over re=r\n"
    "bob> {\"do\":\"resume\",\"token\":\"t1\"}\n"
    "bob< error already-logged-in\n"
    "hush\n"
    "a> logout\n"
    "hush\n"
    RESUMES ("c", "t1", "")
    "c< error session-over re=r\n" },
  { "/domain/resume/left-rooms", "§5.19: parted, where one is in them no more",
    "+ bob\n"
    COMES ("a", "alice")
    "bob> tell alice one\n"
    "bob> join garden\n"
    "a> join garden\n"
    "lose a\n"
    "- bob lost\n"
    RESUMES ("a2", "t1", ",\"seen\":[{\"room\":\"attic\",\"seq\":3},{\"room\":\"#GARDEN\",\"seq\":0},{\"room\":\"@bob\",\"seq\":1}]")
    "a2< hello garden alice resumed token=t1 grace=60 epoch=E re=r\n"
    "a2< entered lobby seq=0 n=1 alice\n"
    "a2< entered garden seq=0 n=1 alice\n"
    "a2< parted attic\n"
    "a2< parted @bob\n"
    "a2< live\n" },
  { "/domain/resume/kicked-meanwhile", "§4.36: kicked as anybody else",
    "+ bob\n"
    "bob> register correct-horse\n"
    "bob> join den\n"
    COMES ("a", "alice")
    "a> join den\n"
    "lose a\n"
    "hush\n"
    "bob> kick alice\n"
    "bob< act den bob alice text=bob showed alice out. kick\n"
    "bob< left den alice kicked\n"
    RESUMES ("a2", "t1", ",\"seen\":[{\"room\":\"den\",\"seq\":0}]")
    "a2< hello lobby alice resumed token=t1 grace=60 epoch=E re=r\n"
    "a2< entered lobby seq=0 n=2 bob[owner] alice\n"
    "a2< parted den\n"
    "a2< live\n" },
  { "/domain/resume/other-epoch", "§5.19: sequences of another history mean nothing",
    COMES ("a", "alice")
    "a> say one\n"
    "lose a\n"
    "open a2\n"
    "hush\n"
    "a2> {\"do\":\"resume\",\"token\":\"t1\",\"epoch\":\"F\",\"seen\":[{\"room\":\"lobby\",\"seq\":0}]}\n"
    "a2< hello lobby alice resumed token=t1 grace=60 epoch=E\n"
    "a2< entered lobby seq=1 n=1 alice\n"
    "a2< live\n" },
  { "/domain/resume/ignores", "§4.16, §4.36: whom one does not hear stays so",
    "+ bob\n"
    COMES ("a", "alice")
    "a> ignore bob\n"
    "lose a\n"
    RESUMES ("a2", "t1", "")
    "hush\n"
    "bob> say hi\n"
    "bob< said lobby 1 bob: hi\n"
    "a2> ignore\n"
    "a2< ignored bob\n" },
  { "/domain/resume/rate", "§6.3, §4.36: coming back refills nothing",
    "limit burst 4\n"
    "limit rate 1\n"
    COMES ("a", "alice")
    "a> ping\n"
    "a> ping\n"
    "a> ping\n"
    "lose a\n"
    RESUMES ("a2", "t1", "")
    "hush\n"
    "a2> ping\n"
    "a2< error slow-down wait=1\n" },
  { "/domain/resume/account-comes-back", "§3.12, §4.36: without a password, into the rooms it was in",
    "+ bob\n"
    "bob> join garden\n"
    COMES ("a", "alice")
    REGISTERS ("a")
    "a> join garden\n"
    "hush\n"
    "lose a\n"
    "- a lost\n"
    "hush\n"
    "bob> say flowers\n"
    "hush\n"
    RESUMES ("a2", "t1", ",\"seen\":[{\"room\":\"garden\",\"seq\":0},{\"room\":\"attic\",\"seq\":0}]")
    "a2< hello lobby alice token=t1 grace=60 epoch=E role=owner re=r\n"
    "a2< entered lobby seq=0 n=2 role=owner bob alice[owner]\n"
    "a2< entered garden seq=1 n=2 role=owner bob alice[owner]\n"
    "a2< parted attic\n"
    "a2< history garden [1-1] 1 bob: flowers\n"
    "a2< live\n"
    "bob< joined lobby alice\n"
    "bob< joined garden alice\n"
    "a2> say hi\n"
    "a2< said lobby 1 alice: hi\n"
    "bob< said lobby 1 alice: hi\n" },
  { "/domain/resume/account-not-allowed", "§4.34, §4.35: only where it may",
    "+ bob\n"
    "bob> register correct-horse\n"
    "bob> join den\n"
    "bob> join attic\n"
    COMES ("a", "alice")
    REGISTERS ("a")
    "a> join den\n"
    "a> join attic\n"
    "lose a\n"
    "- a lost\n"
    "bob> {\"do\":\"ban\",\"room\":\"den\",\"name\":\"alice\"}\n"
    "bob> {\"do\":\"private\",\"room\":\"attic\"}\n"
    "hush\n"
    RESUMES ("a2", "t1", ",\"seen\":[{\"room\":\"den\",\"seq\":0},{\"room\":\"attic\",\"seq\":0}]")
    "a2< hello lobby alice token=t1 grace=60 epoch=E re=r\n"
    "a2< entered lobby seq=0 n=2 bob[owner] alice\n"
    "a2< parted den\n"
    "a2< parted attic\n"
    "a2< live\n"
    "bob< joined lobby alice\n" },
  { "/domain/resume/account-on-another-device", "§4.29, §4.36: the rooms are those of the person",
    COMES ("a", "alice")
    REGISTERS ("a")
    "a> join garden\n"
    LOGS_IN ("b", "alice")
    "hush\n"
    "lose a\n"
    "- a lost\n"
    "b> leave garden\n"
    "hush\n"
    RESUMES ("a2", "t1", ",\"seen\":[{\"room\":\"garden\",\"seq\":0}]")
    "a2< hello lobby alice token=t1 grace=60 epoch=E role=owner re=r\n"
    "a2< entered lobby seq=0 n=1 role=owner alice[owner]\n"
    "a2< parted garden\n"
    "a2< live\n" },
  { "/domain/resume/stays", "§3.12: not for ever",
    "limit stay 100\n"
    COMES ("a", "alice")
    REGISTERS ("a")
    "lose a\n"
    "- a lost\n"
    "wait 60\n"
    RESUMES ("a2", "t1", "")
    "- a2 lost\n"
    "wait 60\n"
    RESUMES ("a3", "t1", "")
    "a3< hello lobby alice token=t1 grace=60 epoch=E role=owner re=r\n"
    "a3< entered lobby seq=0 n=1 role=owner alice[owner]\n"
    "a3< live\n"
    "- a3 lost\n"
    "wait 101\n"
    RESUMES ("a4", "t1", "")
    "a4< error session-over re=r\n" },
  { "/domain/resume/logout-ends", "§3.12: the device's, and no other",
    COMES ("a", "alice")
    REGISTERS ("a")
    LOGS_IN ("b", "alice")
    "a> logout\n"
    "lose b\n"
    "- b lost\n"
    RESUMES ("c", "t1", "")
    "c< error session-over re=r\n"
    RESUMES ("d", "t2", "")
    "d< hello lobby alice token=t2 grace=60 epoch=E role=owner re=r\n"
    "d< entered lobby seq=0 n=1 role=owner alice[owner]\n"
    "d< live\n" },
  { "/domain/resume/password-ends", "§3.12: but for those who are here",
    COMES ("a", "alice")
    REGISTERS ("a")
    LOGS_IN ("b", "alice")
    LOGS_IN ("c", "alice")
    "- b lost\n"
    "lose c\n"
    "a> password correct-horse battery-staple\n"
    "hush\n"
    RESUMES ("d", "t2", "")
    "d< error session-over re=r\n"
    RESUMES ("e", "t3", "")
    "hush\n"
    "lose a\n"
    "- a lost\n"
    RESUMES ("f", "t1", "")
    "f< hello lobby alice token=t1 grace=60 epoch=E role=owner re=r\n"
    "f< entered lobby seq=0 n=1 role=owner alice[owner]\n"
    "f< live\n" },
  { "/domain/resume/forgotten", "§3.12, §4.31",
    COMES ("a", "alice")
    REGISTERS ("a")
    LOGS_IN ("b", "alice")
    "lose b\n"
    "a> forget me really\n"
    "people 0\n"
    RESUMES ("c", "t1", "")
    "c< error session-over re=r\n"
    RESUMES ("d", "t2", "")
    "d< error session-over re=r\n" },
  { "/domain/resume/register-keeps", "§3.12: a guest's becomes the account's, once that is recorded",
    COMES ("a", "alice")
    "fail\n"
    "a> register correct-horse\n"
    "recover\n"
    "lose a\n"
    "- a lost\n"
    RESUMES ("b", "t1", "")
    "b< error session-over re=r\n" },
  { "/domain/resume/twenty", "§3.12: the one that was not used for longest goes",
    COMES ("a", "alice")
    REGISTERS ("a")
    "wait 1\n" LOGS_IN ("b", "alice") "- b lost\n"
    "wait 1\n" LOGS_IN ("c", "alice") "- c lost\n"
    "wait 1\n" LOGS_IN ("d4", "alice") LOGS_IN ("d5", "alice") LOGS_IN ("d6", "alice") LOGS_IN ("d7", "alice") LOGS_IN ("d8", "alice")
    LOGS_IN ("d9", "alice") LOGS_IN ("d10", "alice") LOGS_IN ("d11", "alice") LOGS_IN ("d12", "alice") LOGS_IN ("d13", "alice")
    LOGS_IN ("d14", "alice") LOGS_IN ("d15", "alice") LOGS_IN ("d16", "alice") LOGS_IN ("d17", "alice") LOGS_IN ("d18", "alice")
    LOGS_IN ("d19", "alice") LOGS_IN ("d20", "alice") LOGS_IN ("d21", "alice")
    "hush\n"
    RESUMES ("e", "t2", "")
    "e< error session-over re=r\n"
    RESUMES ("f", "t3", "")
    "f< hello lobby alice token=t3 grace=60 epoch=E role=owner re=r\n"
    "f< entered lobby seq=0 n=1 role=owner alice[owner]\n"
    "f< live\n" },
};
/* clang-format on */

int
main (int argc,
      char **argv)
{
  return test_scripts_main (argc, argv, scripts, G_N_ELEMENTS (scripts));
}
