#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The checker can fail: for each fault planted into the server it says what is wrong, by name, and nothing for the server as it is.

    tests/chaos/seeded_bugs.py [FAULT...]
"""

import sys

import chaos
from server import Failure

KILLS = 6
ROUNDS = 4      # runs until a fault must have shown itself



def bug(word, **options):
    """See chaos-store.h."""
    return {'extra': {'NATTERD_CHAOS_BUG': word}, **options}


# What is planted, in the store, its files, or the settings; and what the checker must say.
FAULTS = {
    'acknowledges-early': ('lost-acknowledged', bug('acknowledges-early')),
    'shows-early': ('lost-seen', bug('acknowledges-early')),
    'synchronous-normal': ('lost-acknowledged', {'settings': ('store.durability=normal',)}),
    'synchronous-off': ('lost-acknowledged', {'settings': ('store.durability=none',)}),
    'disk-that-lies': ('sequence-reused', {'extra': {'NATTERD_CHAOS_LIES': '1'}}),
    'hides-failures': ('lost-acknowledged', bug('hides-failures', fail=100)),
    'drops-a-record': ('lost-acknowledged', bug('drops-a-record')),
    'reuses-a-sequence': ('sequence-reused', bug('reuses-a-sequence')),
    'swaps-two': ('order-differs', bug('swaps-two')),
    'records-a-retry': ('recorded-twice', bug('records-a-retry')),
    'answers-a-retry-anew': ('answered-differently', bug('answers-a-retry-anew')),
    'tells-a-retry': ('shown-twice', bug('tells-a-retry')),
    'skips-a-page': ('gap-resume', bug('skips-a-page')),
    'ends-early': ('missed', bug('ends-early')),
    'skips-a-page-on-resume': ('gap-resume', bug('skips-a-page-on-resume')),
    'ends-early-on-resume': ('gap-resume', bug('ends-early-on-resume')),
    'shortens': ('altered', bug('shortens')),
}
FAULTLESS = 'as-it-is'


def kinds_seen(name, wanted, options):
    """What the checker says of some runs, until it has said what is wanted."""
    kinds = set()
    for number in range(ROUNDS):
        verdict, sentence = chaos.perform(f'{name} {number}', KILLS, expected=True, torn=False, **options)
        kinds |= verdict.kinds()
        print(f'# {name}: {sentence}: {", ".join(sorted(verdict.kinds()))}')
        if wanted in kinds:
            break
    return kinds


def judge(name):
    if name == FAULTLESS:
        verdict, sentence = chaos.perform(name, 3 * KILLS)
        print(f'# {name}: {sentence}')
        return not verdict.violations
    wanted, options = FAULTS[name]
    return wanted in kinds_seen(name, wanted, options)


def main():
    names = sys.argv[1:] or [FAULTLESS, *FAULTS]
    failed = 0
    print(f'1..{len(names)}')
    for number, name in enumerate(names, 1):
        try:
            good = judge(name)
        except Failure as failure:
            print(f'# {failure}')
            good = False
        failed += not good
        claim = 'nothing is wrong' if name == FAULTLESS else f'the checker says {FAULTS[name][0]}'
        print(f'{"ok" if good else "not ok"} {number} - {name}: {claim}', flush=True)
    sys.exit(1 if failed else 0)


if __name__ == '__main__':
    main()
