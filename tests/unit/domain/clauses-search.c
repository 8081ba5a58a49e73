/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "domain-script.h"

/* What one may search: PROTOCOL.md §4.17a. What is found in it, and in which order, is the store's affair. */

/* clang-format off */
static const TestScript scripts[] = {
  { "/domain/search", "§4.17a, §5.14b",
    "+ alice bob\n"
    "alice> say cake\n"
    "alice> say tea\n"
    "hush\n"
    "bob> {\"do\":\"search\",\"text\":\"cake\",\"id\":\"s\"}\n"
    "bob< found text=cake lobby 1 alice: cake re=s\n"
    "bob> search from:ALICE\n"
    "bob< found text=from:ALICE lobby 2 alice: tea lobby 1 alice: cake\n" },
  { "/domain/search/own-rooms", "§4.17a: in the rooms one is in, and in no other",
    "+ alice bob\n"
    "alice> join garden\n"
    "alice> say cake\n"
    "hush\n"
    "bob> search cake\n"
    "bob< found text=cake\n"
    "alice> search cake\n"
    "alice< found text=cake garden 1 alice: cake\n"
    "alice> leave\n"
    "alice> search cake\n"
    "alice< parted garden current=lobby\n"
    "alice< found text=cake\n" },
  { "/domain/search/in", "§4.17a: a room one is not in is answered alike, there or not",
    "+ alice bob\n"
    "alice> join garden\n"
    "alice> say cake\n"
    "hush\n"
    "alice> search cake in:#Garden\n"
    "alice< found text=cake in:#Garden garden 1 alice: cake\n"
    "alice> search cake in:lobby\n"
    "alice< found text=cake in:lobby\n"
    "bob> search cake in:#garden\n"
    "bob< error not-in-room\n"
    "bob> search cake in:#nowhere\n"
    "bob< error not-in-room\n"
    "bob> search cake in:@nobody\n"
    "bob< error no-such-person\n" },
  { "/domain/search/direct", "§4.17a, §3.4: one's own direct conversations only",
    "+ alice bob carol\n"
    "alice> tell bob the cake\n"
    "hush\n"
    "bob> search cake\n"
    "bob< found text=cake @alice 1 alice: the cake\n"
    "alice> search cake in:@bob\n"
    "alice< found text=cake in:@bob @bob 1 alice: the cake\n"
    "carol> search cake\n"
    "carol< found text=cake\n"
    "carol> search cake in:@bob\n"
    "carol< found text=cake in:@bob\n" },
  { "/domain/search/mistakes", "§4.17a",
    "+ alice\n"
    "alice> search\n"
    "alice< error missing-argument\n"
    "alice> search !!!\n"
    "alice< error missing-argument\n"
    "alice> search from:\n"
    "alice< error bad-field\n"
    "alice> search a*\n"
    "alice< error bad-field\n"
    "alice> more\n"
    "alice< error missing-argument\n" },
  { "/domain/search/place", "§5.14b",
    "+ alice\n"
    "alice> {\"do\":\"search\",\"text\":\"x\",\"room\":\"lobby\"}\n"
    "alice< error bad-field\n"
    "alice> {\"do\":\"search\",\"text\":\"x\",\"before\":1}\n"
    "alice< error bad-field\n"
    "alice> {\"do\":\"search\",\"text\":\"x\",\"room\":\"lobby\",\"since\":1}\n"
    "alice< error bad-field\n"
    "alice> {\"do\":\"search\",\"text\":\"x\",\"room\":\"garden\",\"before\":1}\n"
    "alice< error not-in-room\n" },
};
/* clang-format on */

int
main (int argc,
      char **argv)
{
  return test_scripts_main (argc, argv, scripts, G_N_ELEMENTS (scripts));
}
