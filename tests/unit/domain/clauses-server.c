/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "domain-script.h"

/* The operator, bots and the whole server: PROTOCOL.md §13. */

#define BOT(RIGHTS, ROOMS)                                                                                   \
  "limit rate 0\n"                                                                                           \
  "operator op\n"                                                                                            \
  "op> {\"do\":\"bot\",\"word\":\"add\",\"name\":\"bot\",\"role\":\"" RIGHTS "\",\"text\":\"" ROOMS "\"}\n" \
  "hush\n"                                                                                                   \
  "open b\n"                                                                                                 \
  "b> {\"do\":\"login\",\"token\":\"t1\"}\n"                                                                 \
  "hush\n"

/* Each command that a bot never has, and what is missing to nobody but it. */
#define NEVER(BEGIN)                                                     \
  BEGIN "{\"do\":\"tell\",\"name\":\"alice\",\"text\":\"x\"}\n"          \
        "b< error not-allowed\n" BEGIN "{\"do\":\"say\",\"room\":\"@alice\",\"text\":\"x\"}\n"      \
        "b< error not-allowed\n" BEGIN "{\"do\":\"topic\",\"room\":\"garden\",\"text\":\"x\"}\n"    \
        "b< error not-allowed\n" BEGIN "name other\n"                                               \
        "b< error not-allowed\n" BEGIN "register correct-horse\n"                                   \
        "b< error not-allowed\n" BEGIN "{\"do\":\"kick\",\"room\":\"garden\",\"name\":\"alice\"}\n" \
        "b< error not-allowed\n" BEGIN "{\"do\":\"ban\",\"name\":\"alice\",\"everywhere\":true}\n"  \
        "b< error not-allowed\n" BEGIN "{\"do\":\"code\",\"room\":\"garden\"}\n"                    \
        "b< error not-allowed\n" BEGIN "{\"do\":\"bot\",\"word\":\"list\"}\n"                       \
        "b< error not-allowed\n" BEGIN "who\n"                                                      \
        "b< error not-allowed\n" BEGIN "rooms\n"                                                    \
        "b< error not-allowed\n" BEGIN "look garden\n"                                              \
        "b< error not-allowed\n" BEGIN "directs\n"                                                  \
        "b< error not-allowed\n" BEGIN "away\n"                                                     \
        "b< error not-allowed\n" BEGIN "announce x\n"                                               \
        "b< error not-allowed\n"

/* clang-format off */
static const TestScript scripts[] = {
  { "/domain/server/bot-rights", "§13.4: what a bot may, by its rights, and where",
    "+ alice\n"
    "alice> join garden\n"
    BOT ("say", "garden")
    "b> {\"do\":\"say\",\"room\":\"garden\",\"text\":\"one\",\"id\":\"1\"}\n"
    "alice< said garden 1 bot: one id=1\n"
    "b< ok garden seq=1 re=1\n"
    "b> {\"do\":\"edit\",\"room\":\"garden\",\"target\":1,\"text\":\"two\"}\n"
    "hush\n"
    "b> {\"do\":\"say\",\"room\":\"lobby\",\"text\":\"one\"}\n"
    "b< error not-allowed\n"
    "b> {\"do\":\"say\",\"room\":\"nowhere\",\"text\":\"one\"}\n"
    "b< error not-allowed\n"
    "b> {\"do\":\"history\",\"room\":\"garden\"}\n"
    "b< error not-allowed\n"
    "b> join garden\n"
    "b< error not-allowed\n"
    "b> search two\n"
    "b< error not-allowed\n"
    NEVER ("b> ") },
  { "/domain/server/bot-reads", "§13.4",
    "+ alice\n"
    "alice> join garden\n"
    "alice> say one\n"
    "alice> join attic\n"
    "alice> say one\n"
    BOT ("read", "garden")
    "b> say two\n"
    "b< error not-allowed\n"
    "b> {\"do\":\"history\",\"room\":\"garden\"}\n"
    "b< history garden 1 alice: one\n"
    "b> {\"do\":\"history\",\"room\":\"attic\"}\n"
    "b< error not-allowed\n"
    "b> search one\n"
    "b< found text=one garden 1 alice: one\n"
    "b> join attic\n"
    "b< error room-not-allowed\n"
    "b> join garden\n"
    "b< entered garden seq=1 n=2 alice bot\n"
    "alice< joined garden bot\n"
    "alice> {\"do\":\"say\",\"room\":\"garden\",\"text\":\"two\"}\n"
    "alice< said garden 2 alice: two\n"
    "b< said garden 2 alice: two\n"
    NEVER ("b> ") },
  { "/domain/server/bot-of-all-rooms", "§13.3, §13.4: all that are public, and there",
    "account alice\n"
    "open alice\n"
    "alice> login alice correct-horse\n"
    "alice> join garden\n"
    "alice> private\n"
    BOT ("say read", "")
    "b> {\"do\":\"say\",\"room\":\"lobby\",\"text\":\"one\",\"id\":\"1\"}\n"
    "alice< said lobby 1 bot: one id=1\n"
    "b< ok lobby seq=1 re=1\n"
    "b> {\"do\":\"say\",\"room\":\"garden\",\"text\":\"one\",\"id\":\"2\"}\n"
    "b< error not-allowed re=2\n"
    "b> {\"do\":\"history\",\"room\":\"garden\",\"id\":\"3\"}\n"
    "b< error not-allowed re=3\n"
    "b> {\"do\":\"say\",\"room\":\"new\",\"text\":\"one\",\"id\":\"4\"}\n"
    "b< error not-allowed re=4\n"
    "b> {\"do\":\"say\",\"text\":\"one\",\"id\":\"5\"}\n"
    "b< error not-in-room re=5\n"
    "alice> public\n"
    "hush\n"
    "b> {\"do\":\"say\",\"room\":\"garden\",\"text\":\"one\"}\n"
    "alice< said garden 1 bot: one\n" },
  { "/domain/server/bot-in-private", "§13.3: where it was given a room by name",
    "account alice\n"
    "open alice\n"
    "alice> login alice correct-horse\n"
    "alice> join garden\n"
    "alice> private\n"
    BOT ("say", "#garden")
    "b> {\"do\":\"say\",\"text\":\"one\"}\n"
    "alice< said garden 1 bot: one\n"
    "alice> mute bot 1h\n"
    "hush\n"
    "b> {\"do\":\"say\",\"text\":\"two\"}\n"
    "b< error muted-here\n" },
  { "/domain/server/bot-login", "§13.4, §3.10: by its token, over what nobody reads on the way, as often as it likes",
    BOT ("say", "garden")
    "far\n"
    "open c\n"
    "c> {\"do\":\"login\",\"token\":\"t1\"}\n"
    "c< welcome text=Natter\n"
    "c< error not-private\n"
    "near\n"
    "open d\n"
    "d> {\"do\":\"login\",\"name\":\"Bot\",\"token\":\"t1\",\"resume\":true}\n"
    "d< welcome text=Natter\n"
    "d< hello  bot\n"
    "open e\n"
    "e> {\"do\":\"login\",\"token\":\"t2\"}\n"
    "e< welcome text=Natter\n"
    "e< error wrong-password\n"
    "e> {\"do\":\"login\",\"name\":\"other\",\"token\":\"t1\"}\n"
    "e< error wrong-password\n"
    "e> {\"do\":\"login\",\"name\":\"bot\",\"password\":\"correct-horse\"}\n"
    "e< error wrong-password\n"
    "e> {\"do\":\"login\",\"name\":\"bоt\"}\n" /* a Cyrillic о */
    "e< error name-looks-alike bоt2\n"
    "e> {\"do\":\"resume\",\"token\":\"t1\"}\n"
    "e< error session-over\n"
    "b> {\"do\":\"say\",\"text\":\"one\",\"id\":\"1\"}\n"
    "b< ok garden seq=1 re=1\n"
    "d> {\"do\":\"say\",\"text\":\"one\",\"id\":\"1\"}\n"
    "d< ok garden seq=1 re=1\n"
    "op> {\"do\":\"bot\",\"word\":\"revoke\",\"name\":\"BOT\"}\n"
    "op< done text=bot is no bot any more.\n"
    "b< bye session-over\n"
    "d< bye session-over\n" },
  { "/domain/server/operator", "§13.1: all rights, in every room; unseen, and without a limit",
    "limit rate 1\n"
    "limit burst 3\n"
    "account alice\n"
    "open alice\n"
    "alice> login alice correct-horse\n"
    "alice> join garden\n"
    "alice> private\n"
    "hush\n"
    "operator op\n"
    "people 1\n"
    "op> {\"do\":\"say\",\"room\":\"garden\",\"text\":\"one\",\"id\":\"1\"}\n"
    "alice< said garden 1 server: one id=1\n"
    "op< ok garden seq=1 re=1\n"
    "op> who\n"
    "op< who n=1 alice@lobby+garden\n"
    "op> {\"do\":\"topic\",\"room\":\"garden\",\"text\":\"two\"}\n"
    "alice< topic garden 2 server! two\n"
    "op> {\"do\":\"readonly\",\"room\":\"garden\"}\n"
    "alice< act garden server text=server made this room read-only: only moderators speak. readonly\n"
    "op> {\"do\":\"kick\",\"room\":\"garden\",\"name\":\"alice\"}\n"
    "alice< act garden server alice text=server showed alice out. kick\n"
    "alice< parted garden current=lobby\n"
    "op> {\"do\":\"history\",\"room\":\"garden\"}\n"
    "op< history garden 1 server: one id=1 2 server! two\n"
    "op> {\"do\":\"tell\",\"name\":\"alice\",\"text\":\"x\"}\n"
    "op< error not-allowed\n"
    "op> name other\n"
    "op< error not-allowed\n"
    "op> register correct-horse\n"
    "op< error not-allowed\n" },
  { "/domain/server/passwd", "§13.7: the old one is over",
    "account alice\n"
    "operator op\n"
    "op> {\"do\":\"passwd\",\"name\":\"alice\",\"password\":\"battery-staple\",\"id\":\"1\"}\n"
    "op< done text=alice has a new password. re=1\n"
    "op> {\"do\":\"passwd\",\"name\":\"nobody\",\"password\":\"battery-staple\"}\n"
    "op< error no-such-person\n"
    "op> {\"do\":\"passwd\",\"name\":\"alice\",\"password\":\"short\"}\n"
    "op< error password-not-allowed\n"
    "open a\n"
    "a> login alice correct-horse\n"
    "a< welcome text=Natter\n"
    "a< error wrong-password\n"
    "a> login alice battery-staple\n"
    "hush\n" },
  { "/domain/server/ban-of-address", "§13.6: all who come from there",
    "place 7\n"
    "+ mallory\n"
    "place 8\n"
    "+ bob\n"
    "operator op\n"
    "op> ban everywhere at.7 1h\n"
    "op< done text=at.7 is kept out of the server. To see all who are: bans\n"
    "mallory< bye banned\n"
    "bob< left lobby mallory banned\n"
    "place 7\n"
    "open trudy\n"
    "trudy> login trudy\n"
    "trudy< welcome text=Natter n=1\n"
    "trudy< error banned\n"
    "op> bans\n"
    "op< bans at.7(server)…\n"
    "op> ban everywhere at.0\n"
    "op< error not-allowed\n"
    "wait 3600\n"
    "op> bans\n"
    "op< bans\n"
    "trudy> login trudy\n"
    "hush\n" },
  { "/domain/server/ban-who-may", "§13.5, §13.6: admins are above people, the owner above admins, the operator above all",
    "account carol\n"
    "open alice\n"
    "alice> login alice\n"
    "alice> register correct-horse\n"
    "open carol\n"
    "carol> login carol correct-horse\n"
    "+ bob\n"
    "hush\n"
    "carol> ban everywhere bob\n"
    "carol< error not-allowed\n"
    "alice> grant carol admin\n"
    "hush\n"
    "carol> ban everywhere alice\n"
    "carol< error not-allowed\n"
    "carol> kick everywhere alice\n"
    "carol< error not-allowed\n"
    "carol> kick everywhere carol\n"
    "carol< error not-allowed\n"
    "carol> ban everywhere at.7\n"
    "carol< error not-allowed\n"
    "carol> {\"do\":\"bot\",\"word\":\"list\"}\n"
    "carol< error not-allowed\n"
    "carol> kick everywhere bob\n"
    "hush\n"
    "carol> kick everywhere bob\n"
    "carol< error no-such-person\n"
    "operator op\n"
    "op> ban everywhere alice\n"
    "op< done text=alice is kept out of the server. To see all who are: bans\n"
    "alice< act lobby server alice text=server banned alice. ban for=0\n"
    "carol< act lobby server alice text=server banned alice. ban for=0\n"
    "carol< left lobby alice banned\n"
    "alice< bye banned\n" },
  { "/domain/server/ban-while-away", "§13.6, §4.36: whose session is held is out as well",
    "+ alice\n"
    "open m\n"
    "m> {\"do\":\"login\",\"name\":\"mallory\",\"resume\":true}\n"
    "hush\n"
    "lose m\n"
    "operator op\n"
    "op> ban everywhere mallory\n"
    "op< done text=mallory is kept out of the server. To see all who are: bans\n"
    "alice< act lobby server mallory text=server banned mallory. ban for=0\n"
    "alice< left lobby mallory banned\n"
    "open again\n"
    "again> {\"do\":\"resume\",\"token\":\"t1\"}\n"
    "again< welcome text=Natter n=1\n"
    "again< error session-over\n" },
  { "/domain/server/not-recorded", "§7.1: what cannot be recorded did not happen",
    "+ alice bob\n"
    "operator op\n"
    "fail\n"
    "op> ban everywhere bob\n"
    "op< error storage-unavailable\n"
    "op> {\"do\":\"bot\",\"word\":\"add\",\"name\":\"bot\"}\n"
    "op< error storage-unavailable\n"
    "op> announce x\n"
    "op< error storage-unavailable\n"
    "recover\n"
    "op> bans\n"
    "op< bans\n"
    "open b\n"
    "b> {\"do\":\"login\",\"token\":\"t1\"}\n"
    "b< welcome text=Natter n=2\n"
    "b< error wrong-password\n" },
  { "/domain/server/announce", "§13.8",
    "+ alice bob\n"
    "operator op\n"
    "op> announce Tea at four.\n"
    "op< done text=Everyone who is here is told.\n"
    "alice< notice server text=Tea at four.\n"
    "bob< notice server text=Tea at four.\n" },
};
/* clang-format on */

int
main (int argc, char **argv)
{
  return test_scripts_main (argc, argv, scripts, G_N_ELEMENTS (scripts));
}
