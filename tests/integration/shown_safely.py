#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""PROTOCOL.md §4.22: whatever a program sends, no terminal is shown an escape sequence, a control character or a bidi override,
and what the server lays out fits 80 columns."""

import unicodedata

from rig import Bystanders, Program, Server, Text, demand, run, test

BIDI = set('\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f\u061c')
EVIL = ['\u001b[2J', '\u001b]0;owned\u0007', '\u009b2J', '\u0007', '\b\b\b', '\r\nbob: hi', '\u202edrow', '\u2066iso\u2069', '\u200fx', '\u061cx',
        'a\u0085b', 'a\u2028b', 'Z' + '\u0300' * 200, '\ufeffx', '\u0000', '\u007f']


def is_safe(text):
    return all(unicodedata.category(c) not in ('Cc', 'Zl', 'Zp') and c not in BIDI for c in text)


def width(text):
    return sum(0 if unicodedata.combining(c) else 2 if unicodedata.east_asian_width(c) in 'WF' else 1 for c in text)


@test
def nothing_evil_is_shown():
    """text, topic, away, names, rooms and the words of errors: nothing evil reaches a terminal"""
    with Server() as server, Bystanders(server):
        mallory = Program(server.port, 'mallory')
        mallory.login()
        alice = Text(server.port, 'alice')
        alice.login()
        for evil in EVIL:
            for fields in ({'do': 'say', 'text': f'a{evil}b'}, {'do': 'me', 'text': f'a{evil}b'}, {'do': 'topic', 'text': f'a{evil}b'},
                            {'do': 'away', 'text': f'a{evil}b'}, {'do': 'name', 'name': f'a{evil}b'}, {'do': 'join', 'room': f'a{evil}b'},
                            {'do': 'tell', 'name': 'alice', 'text': f'a{evil}b'}):
                mallory.do(fields.pop('do'), **fields)
            for line in ('look', 'who', 'rooms', 'topic', f'tell a{evil}b hi', f'look a{evil}b', f'{evil}', f'join {evil}', f'name a{evil}b'):
                alice.say(line.replace('\r', ' ').replace('\n', ' '))
        alice.say('ping')
        lines = []
        while (line := alice.line()) != 'Pong! The server hears you.':
            demand(is_safe(line), f'alice was shown {line!r}')
            lines.append(line)
        demand(len(lines) > 100, f'only {len(lines)} lines were shown')


@test
def replies_fit_a_terminal():
    """look, who, rooms and help fit 80 columns, with the longest names in wide letters"""
    with Server() as server:
        peers = []
        for n in range(12):
            peer = Program(server.port, '語' * 30 + f'{n:02}')
            peer.login()
            peer.do('join', room='部' * 60 + f'{n:02}')
            peer.do('away', text='忙' * 150)
            peer.until('presence')
            peers.append(peer)
        alice = Text(server.port, 'alice')
        alice.login()
        for command in ('look', 'who', 'rooms', 'help', 'help history', 'version', 'time', 'motd', 'nonsense', 'topic', 'look ' + '部' * 60 + '01'):
            alice.say(command)
        alice.say('ping')
        while (line := alice.line()) != 'Pong! The server hears you.':
            words = line.split()
            demand(width(line) <= 80 or max(map(width, words)) > 60, f'{width(line)} columns: {line}')


run()
