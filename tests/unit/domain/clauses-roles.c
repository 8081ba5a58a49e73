/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "domain-script.h"

/* Keeping order: PROTOCOL.md §4.32 to §4.34, §5.17a. In all of these alice owns the garden. */

#define GARDEN                         \
  "account alice\n"                    \
  "open alice\n"                       \
  "alice> login alice correct-horse\n" \
  "alice> join garden\n"               \
  "+ bob carol\n"                      \
  "bob> join garden\n"                 \
  "carol> join garden\n"               \
  "alice> leave lobby\n"               \
  "bob> leave lobby\n"                 \
  "carol> leave lobby\n"               \
  "hush\n"

/* clang-format off */
static const TestScript scripts[] = {
  { "/domain/roles/kick", "§4.32, §4.33, §5.17a",
    GARDEN
    "alice> {\"do\":\"kick\",\"name\":\"bob\",\"text\":\"no advertising\",\"id\":\"k1\"}\n"
    "alice< ok re=k1\n"
    "alice< act garden alice bob text=alice showed bob out: no advertising kick\n"
    "bob< act garden alice bob text=alice showed bob out: no advertising kick\n"
    "carol< act garden alice bob text=alice showed bob out: no advertising kick\n"
    "alice< left garden bob kicked\n"
    "carol< left garden bob kicked\n"
    "bob< parted garden\n"
    "bob> say hello?\n"
    "bob< error not-in-room\n"
    "alice> kick bob\n"
    "alice< error no-such-person\n"
    "alice> kick nobody\n"
    "alice< error no-such-person\n"
    "bob> join garden\n"
    "hush\n"
    "alice> kick bob\n"
    "hush\n" },
  { "/domain/roles/who-may", "§4.32",
    GARDEN
    "bob> kick carol\n"
    "bob< error not-allowed\n"
    "bob> mute carol 10m\n"
    "bob< error not-allowed\n"
    "bob> grant carol owner\n"
    "bob< error not-allowed\n"
    "alice> kick alice\n"
    "alice< error not-allowed\n"
    "alice> grant bob moderator\n"
    "alice< error not-registered\n"
    "alice> grant bob king\n"
    "alice< error bad-field\n"
    "bob> register correct-horse\n"
    "hush\n"
    "- bob lost\n"
    "hush\n"
    "account dave\n"
    "open d\n"
    "d> login dave correct-horse\n"
    "d> join garden\n"
    "hush\n"
    "alice> grant dave moderator\n"
    "alice< act garden alice dave text=alice made dave a moderator. grant role=moderator\n"
    "carol< act garden alice dave text=alice made dave a moderator. grant role=moderator\n"
    "d< act garden alice dave text=alice made dave a moderator. grant role=moderator\n"
    "d> kick alice\n"
    "d< error not-allowed\n"
    "d> grant carol moderator\n"
    "d< error not-allowed\n"
    "d> kick carol\n"
    "hush\n"
    "alice> revoke dave\n"
    "alice< act garden alice dave text=alice made dave a member like any other. revoke\n"
    "d< act garden alice dave text=alice made dave a member like any other. revoke\n"
    "alice> revoke dave\n"
    "alice< error not-allowed\n"
    "d> mute alice 5m\n"
    "d< error not-allowed\n" },
  { "/domain/roles/mute", "§4.34: for a time",
    GARDEN
    "alice> mute bob soon\n"
    "alice< error bad-field\n"
    "alice> mute bob 10s\n"
    "alice< act garden alice bob text=alice muted bob for 10 seconds. mute for=10\n"
    "bob< act garden alice bob text=alice muted bob for 10 seconds. mute for=10\n"
    "carol< act garden alice bob text=alice muted bob for 10 seconds. mute for=10\n"
    "bob> say hi\n"
    "bob< error muted-here\n"
    "bob> me waves\n"
    "bob< error muted-here\n"
    "bob> topic mine\n"
    "bob< error muted-here\n"
    "bob> name rob\n"
    "bob< error muted-here\n"
    "bob> look\n"
    "bob< people garden n=3 alice[owner] bob[muted] carol\n"
    "wait 9\n"
    "bob> say hi\n"
    "bob< error muted-here\n"
    "wait 1\n"
    "bob> say hi\n"
    "alice< said garden 1 bob: hi\n"
    "bob< said garden 1 bob: hi\n"
    "carol< said garden 1 bob: hi\n"
    "alice> mute bob 10m\n"
    "hush\n"
    "alice> unmute bob\n"
    "alice< act garden alice bob text=alice lets bob speak again. unmute\n"
    "bob< act garden alice bob text=alice lets bob speak again. unmute\n"
    "carol< act garden alice bob text=alice lets bob speak again. unmute\n"
    "alice> unmute bob\n"
    "alice< error not-allowed\n"
    "bob> say hi\n"
    "hush\n" },
  { "/domain/roles/ban", "§4.33, §4.34: also one who comes again, and who said something at the same moment",
    GARDEN
    "hold\n"
    "alice> ban bob\n"
    "bob> say one last thing\n"
    "release\n"
    "alice< said garden 1 bob: one last thing\n"
    "bob< said garden 1 bob: one last thing\n"
    "carol< said garden 1 bob: one last thing\n"
    "alice< act garden alice bob text=alice banned bob. ban for=0\n"
    "bob< act garden alice bob text=alice banned bob. ban for=0\n"
    "carol< act garden alice bob text=alice banned bob. ban for=0\n"
    "alice< left garden bob banned\n"
    "carol< left garden bob banned\n"
    "bob< parted garden\n"
    "bob> join garden\n"
    "bob< error banned-here\n"
    "- bob lost\n"
    "+ bob\n"
    "bob> join #Garden\n"
    "bob< error banned-here\n"
    "alice> unban bob\n"
    "alice< act garden alice bob text=alice lets bob come in again. unban\n"
    "carol< act garden alice bob text=alice lets bob come in again. unban\n"
    "bob> join garden\n"
    "hush\n"
    "alice> ban bob 1h\n"
    "hush\n"
    "wait 3600\n"
    "bob> join garden\n"
    "hush\n"
    "alice> say back\n"
    "alice< said garden 2 alice: back\n"
    "carol< said garden 2 alice: back\n"
    "bob< said garden 2 alice: back\n" },
  { "/domain/roles/private", "§4.35: to an outsider it is not there",
    GARDEN
    "bob> leave\n"
    "account dave\n"
    "open d\n"
    "d> login dave correct-horse\n"
    "hush\n"
    "carol> private\n"
    "carol< error not-allowed\n"
    "alice> private\n"
    "alice< act garden alice text=alice made this room private. To let somebody in: invite NAME private\n"
    "carol< act garden alice text=alice made this room private. To let somebody in: invite NAME private\n"
    "bob> look garden\n"
    "bob< error no-such-room\n"
    "bob> look nowhere\n"
    "bob< error no-such-room\n"
    "bob> join Garden\n"
    "bob< error room-not-allowed\n"
    "bob> say hi\n"
    "bob< error not-in-room\n"
    "bob> {\"do\":\"history\",\"room\":\"garden\"}\n"
    "bob< error not-in-room\n"
    "bob> who\n"
    "bob< who n=4 alice@ bob@ carol@ dave@lobby\n"
    "bob> rooms\n"
    "bob< rooms lobby:1\n"
    "carol> who\n"
    "carol< who n=4 alice@garden bob@ carol@garden dave@lobby\n"
    "alice> invite bob\n"
    "alice< error not-registered\n"
    "d> join garden\n"
    "d< error room-not-allowed\n"
    "alice> invite dave\n"
    "alice< act garden alice dave text=alice invited dave. invite\n"
    "carol< act garden alice dave text=alice invited dave. invite\n"
    "d> join garden\n"
    "hush\n"
    "d> leave garden\n"
    "hush\n"
    "d> join garden\n"
    "d< entered garden seq=0 n=3 private alice[owner] carol dave\n"
    "alice< joined garden dave\n"
    "carol< joined garden dave\n"
    "alice> public\n"
    "hush\n"
    "bob> join garden\n"
    "hush\n"
    "bob> look\n"
    "bob< people garden n=4 alice[owner] carol dave bob\n" },
  { "/domain/roles/private-lobby", "§4.35",
    "+ alice\n"
    "alice> register correct-horse\n"
    "hush\n"
    "alice> private\n"
    "alice< error not-allowed\n" },
  { "/domain/roles/not-recorded", "§7.1: then it has not happened",
    GARDEN
    "fail\n"
    "alice> {\"do\":\"kick\",\"name\":\"bob\",\"id\":\"k1\"}\n"
    "alice< error storage-unavailable re=k1\n"
    "alice> ban bob\n"
    "alice< error storage-unavailable\n"
    "recover\n"
    "bob> say still here\n"
    "alice< said garden 1 bob: still here\n"
    "bob< said garden 1 bob: still here\n"
    "carol< said garden 1 bob: still here\n" },
  { "/domain/roles/owners", "§4.32: the server's owner owns every room, a guest none",
    "+ alice bob\n"
    "bob> join garden\n"
    "alice> register correct-horse\n"
    "alice> join garden\n"
    "hush\n"
    "bob> kick alice\n"
    "bob< error not-allowed\n"
    "alice> kick bob\n"
    "hush\n"
    "alice> look\n"
    "alice< people garden n=1 alice[owner]\n" },
};
/* clang-format on */

int
main (int argc,
      char **argv)
{
  return test_scripts_main (argc, argv, scripts, G_N_ELEMENTS (scripts));
}
