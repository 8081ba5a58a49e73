#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The runner complains where it must: a transcript that asks for what does not come, or leaves out what does, fails with its line."""

import sys

import run
from transcript import Malformed, json_matches, line_matches

WRONG = [
    ('another line', 'alice! comes in\nalice> say hi\nalice< alice: ho\n', 'wrong:3:'),
    ('a line too many', 'alice! comes in\nalice> say hi\nalice> ping\nalice< Pong! The server hears you.\n', 'wrong:4:'),
    ('a last line too many', 'alice! comes in\nalice> say hi\n', 'wrong: after the end'),
    ('a line for another', 'alice! comes in\nbob! comes in\n', 'wrong: after the end'),
    ('a wrong event', 'a! comes in as a program\na{ {"do":"ping"}\na} {"ev":"time"}\n', 'wrong:3:'),
    ('a field too many', 'a! comes in as a program\na{ {"do":"ping"}\na} {"ev":"pong"}\n', 'wrong:3:'),
    ('an end that is none yet', 'alice! comes in\nalice> logout\nalice! is closed\n', 'wrong:3:'),
    ('no such deed', 'alice! dances\n', 'wrong:1:'),
    ('no such line', 'alice say hi\n', 'wrong:1:'),
]


def complains(text, where):
    try:
        run.play('wrong', text)
    except (run.Difference, Malformed) as error:
        return str(error).startswith(where)
    return False


def main():
    checks = [(f'it sees {what}', complains(text, where)) for what, text, where in WRONG]
    checks += [
        ('a place takes what fits', line_matches('[<clock>] <any>', b'[12:34] x')),
        ('a place takes nothing else', not line_matches('[<clock>]', b'[soon]')),
        ('a dot is a dot', not line_matches('a.b', b'axb')),
        ('true is not 1', not json_matches({'a': 1}, {'a': True})),
        ('more is too much', not json_matches({'a': 1}, {'a': 1, 'b': 2})),
        ('unless said so', json_matches({'a': 1}, {'a': 1, 'b': 2}, True)),
    ]
    print(f'1..{len(checks)}')
    for number, (claim, holds) in enumerate(checks, 1):
        print(f'{"ok" if holds else "not ok"} {number} - {claim}')
    return 0 if all(holds for _, holds in checks) else 1


if __name__ == '__main__':
    sys.exit(main())
