#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""PROTOCOL.md §7.3 over TLS: what a slow reader has not taken waits, whole and in order, and counts as without TLS."""

import json

from rig import Bystanders, Program, Server, Stopwatch, demand, is_sanitized, run, test
from rig.tls import encrypt

PIECE = 'x' * 8000
READER_BUFFER = 4096


def open_room(server):
    slow = encrypt(Program, server.port, 'slow', receive_buffer=READER_BUFFER)
    slow.login()
    speaker = Program(server.port, 'speaker')
    speaker.login()
    slow.expect('joined')
    return slow, speaker


@test
def late_but_in_time():
    """who reads at last, below the limits, gets everything and stays"""
    with Server() as server, Bystanders(server):
        slow, speaker = open_room(server)
        for n in range(1, 110):
            speaker.do('say', text=f'{n} {PIECE}', id=str(n))
            speaker.until('ok', re=str(n))
        for n in range(1, 110):
            slow.expect('said', seq=n, text=f'{n} {PIECE}')
        slow.fence()


@test
def too_slow():
    """beyond the hard limit: bye too-slow is the last line, what came before has no gap, and the end is said within TLS"""
    with Server() as server, Bystanders(server) as others:
        slow, speaker = open_room(server)
        before = server.rss()
        for n in range(1, 1200):
            speaker.do('say', text=f'{n} {PIECE}', id=str(n))
            if any(event['ev'] == 'left' for event in speaker.until('ok', re=str(n))):
                break
        demand(n < 1199, 'the slow reader was still there')
        demand(is_sanitized(server.pid) or server.rss() - before < 24 * 1024, f'it cost {server.rss() - before} KiB')
        events = [json.loads(line) for line in slow.read_to_end().splitlines()]
        demand(events[-1]['ev'] == 'bye' and events[-1]['code'] == 'too-slow', f'its last line was {events[-1]}')
        seqs = [event['seq'] for event in events if event['ev'] == 'said']
        demand(seqs == list(range(1, len(seqs) + 1)), 'what it read had gaps')
        others.talk()


@test
def not_read_from():
    """who asks and does not read is not read from, and gets every answer once reading"""
    with Server() as server, Bystanders(server) as others:
        bob = encrypt(Program, server.port, 'bob', receive_buffer=READER_BUFFER)
        bob.login()
        before = server.rss()
        question = b'{"do":"help","id":"1","because":"' + b'x' * 3000 + b'"}\n'
        asked, stuck, rest, watch = 0, 0, b'', Stopwatch()
        while asked < 50000 and stuck < 30 and not watch.over():
            rest = rest or question * 4
            sent = bob.send_some(rest)
            if sent == 0:
                stuck += 1
                others.talk()
            asked += rest[:sent].count(b'\n')
            rest = rest[sent:]
        demand(asked < 50000, f'the server took {asked} questions whose answers nobody read')
        grown = server.rss() - before
        demand(is_sanitized(server.pid) or grown < 8 * 1024, f'{asked} unread answers cost {grown} KiB')
        bob.widen(1024 * 1024)
        for _ in range(asked):
            bob.expect('help', re='1')
        bob.send(rest)
        for _ in range(rest.count(b'\n')):
            bob.expect('help', re='1')
        bob.fence()


run()
