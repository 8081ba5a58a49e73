#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""In each language of po/LINGUAS people are answered in lines that fit their terminals, and help is whole: PROTOCOL.md §4.2, §4.18."""

import pathlib
import unicodedata

from rig import Server, Text, demand, run, test

COLUMNS = 80
LANGUAGES = (pathlib.Path(__file__).resolve().parents[2] / 'po/LINGUAS').read_text(encoding='utf-8').split()
COMMANDS = ['help tell', 'help nothing', 'helpp', 'login', 'look', 'look #nowhere', 'who', 'rooms', 'join', 'join garden', 'join !', 'topic',
            'topic Cake at four', 'topic', 'leave', 'switch #nowhere', 'history', 'history 0', 'history before', 'say', 'say lemon cake', 'history',
            'tell', 'tell nobody hello', 'reply 99 yes', 'edit last more cake', 'delete last', 'delete last', 'react 1 nice', 'search cake', 'search', 'more',
            'ignore', 'ignore nobody', 'away', 'away lunch', 'back', 'name !', 'name ' + 'n' * 60, 'time', 'version', 'motd', 'devices', 'forget me',
            'register short', 'kick nobody', 'mute nobody', 'grant nobody king', 'topic ' + 'long ' * 60, 'topic', 'away ' + 'long ' * 60, 'who', 'rooms']


def width(line):
    return sum(0 if unicodedata.combining(c) or unicodedata.category(c) == 'Cf' else 2 if unicodedata.east_asian_width(c) in 'WF' else 1
               for c in line)


def ask(person, line):
    """All that is answered. Whatever the language, Pong is Pong."""
    person.say(line)
    person.say('ping')
    lines = []
    while 'Pong' not in (seen := person.line()):
        lines.append(seen)
    return lines


def help_of(language):
    """The rows of help: what is typed, and what it does."""
    with Server(language=language) as server:
        person = Text(server.port)
        ask(person, 'login alice')
        return [row for row in ask(person, 'help') if row.startswith('  ')]


def first_words(rows):
    return [row.split()[0] for row in rows]


@test
def help_is_whole():
    """help names the same commands in each, and what they do is cut off nowhere"""
    plain = help_of('')
    for language in LANGUAGES:
        rows = help_of(language)
        demand(first_words(rows) == first_words(plain), f'{language}: {first_words(rows)}')
        demand(set(rows).isdisjoint(plain), f'{language}: as in English: {set(rows) & set(plain)}')
        for row in rows:
            demand(not row.endswith('…') and width(row) < COLUMNS, f'{language}: does not fit: {row}')


@test
def lines_fit():
    """no answer has a line that is wider than a terminal"""
    for language in LANGUAGES:
        with Server(language=language) as server:
            person = Text(server.port)
            for command in ['login alice', *COMMANDS]:
                lines = ask(person, command)
                demand(lines, f'{language}: {command}: no answer')
                for line in lines:
                    demand(width(line) <= COLUMNS, f'{language}: {command}: {width(line)} columns: {line}')


run()
