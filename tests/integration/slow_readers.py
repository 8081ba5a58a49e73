#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""PROTOCOL.md §7.3: a peer who does not read is told too-slow and closed, is not read from meanwhile, and nobody else waits.

§7.3 too-slow
"""

import json

from rig import Bystanders, Program, Server, Stopwatch, Text, demand, is_sanitized, run, test

PIECE = 'x' * 8000
MOST = 1200          # messages: more than hard limit and kernel buffers can take
READER_BUFFER = 4096


def flood_until(speaker, watcher, stop, most=MOST):
    """speaker talks; both read everything, in order, until stop (an event of the watcher) is true. The number of messages."""
    for n in range(1, most):
        speaker.do('say', text=f'{n} {PIECE}', id=str(n))
        speaker.until('ok', re=str(n), seq=n)
        events = watcher.until('said', seq=n)
        if any(stop(event) for event in events):
            return n
    demand(False, f'after {most} messages the slow reader was still there')
    return most


def is_too_slow(event):
    return event['ev'] == 'left' and event['from'] == 'slow' and event['reason'] == 'too-slow'


def open_room(server, kind):
    slow = kind(server.port, 'slow', receive_buffer=READER_BUFFER)
    slow.login()
    speaker, watcher = Program(server.port, 'speaker'), Program(server.port, 'watcher')
    speaker.login()
    watcher.login()
    slow.socket.setblocking(False)
    return slow, speaker, watcher


@test
def hard_limit_of_a_program():
    """a program beyond the hard limit: bye too-slow is its last line, what came before is whole lines, others get all"""
    with Server() as server, Bystanders(server) as others:
        slow, speaker, watcher = open_room(server, Program)
        before = server.rss()
        flood_until(speaker, watcher, is_too_slow)
        data = slow.read_to_end()
        demand(is_sanitized(server.pid) or server.rss() - before < 24 * 1024, f'it cost {server.rss() - before} KiB')
        events = [json.loads(line) for line in data.splitlines()]
        demand(events[-1]['ev'] == 'bye' and events[-1]['code'] == 'too-slow', f'its last line was {events[-1]}')
        seqs = [event['seq'] for event in events if event['ev'] == 'said']
        demand(seqs == list(range(1, len(seqs) + 1)), 'what it read had gaps')
        others.talk()


@test
def hard_limit_of_a_person():
    """a person beyond the hard limit is told in a sentence"""
    with Server('limits.queue-hard=300KiB', 'limits.queue-soft=200KiB') as server, Bystanders(server):
        slow, speaker, watcher = open_room(server, Text)
        flood_until(speaker, watcher, is_too_slow)
        last = slow.read_to_end().decode().splitlines()[-1]
        demand('read fast enough' in last or 'connect again' in last, f'the last line was {last[-200:]!r}')


@test
def soft_limit():
    """over the soft limit for too long is too slow as well"""
    with Server('limits.queue-soft=64KiB', 'limits.queue-soft-time=200ms', 'limits.queue-hard=64MiB') as server, \
            Bystanders(server) as others:
        slow, speaker, watcher = open_room(server, Program)
        for n in range(1, 100):
            speaker.do('say', text=f'{n} {PIECE}', id=str(n))
            speaker.until('ok', re=str(n))
        watcher.until('left', **{'from': 'slow', 'reason': 'too-slow'})
        demand(json.loads(slow.read_to_end().splitlines()[-1]).get('code') == 'too-slow', 'not told why')
        others.talk()


@test
def late_but_in_time():
    """who reads at last, below the limits, gets everything and stays"""
    with Server() as server, Bystanders(server):
        slow, speaker, watcher = open_room(server, Program)
        for n in range(1, 100):
            speaker.do('say', text=f'{n} {PIECE}', id=str(n))
            speaker.until('ok', re=str(n))
            watcher.until('said', seq=n)
        slow.expect('joined')
        slow.expect('joined')
        for n in range(1, 100):
            slow.expect('said', seq=n)
        slow.fence()


def ask_without_reading(server, peer, question, most):
    """Sends until the server takes no more; how many questions it took."""
    data = question * 16
    asked = 0
    watch = Stopwatch()
    rest = b''
    stuck = 0
    while asked < most and stuck < 50:
        rest = rest or data
        sent = peer.send_some(rest)
        if sent == 0:
            stuck += 1
            server.others.talk()        # time for the server to take more, if it did
        else:
            stuck = 0
        asked += rest[:sent].count(b'\n')
        rest = rest[sent:]
        demand(not watch.over(), 'it took too long')
    return asked, rest


@test
def not_read_from():
    """who asks and does not read is not read from: no memory, no too-slow; and gets every answer once reading"""
    with Server() as server, Bystanders(server) as others:
        server.others = others
        bob = Program(server.port, 'bob', receive_buffer=READER_BUFFER)
        bob.login()
        before = server.rss()
        # long questions: the kernel holds megabytes of them before it says stop
        question = b'{"do":"help","id":"1","because":"' + b'x' * 3000 + b'"}\n'
        asked, rest = ask_without_reading(server, bob, question, 50000)
        demand(asked < 50000, f'the server took {asked} questions whose answers nobody read')
        grown = server.rss() - before
        demand(is_sanitized(server.pid) or grown < 8 * 1024, f'{asked} unread answers cost {grown} KiB')
        bob.widen(1024 * 1024)
        for _ in range(asked):
            bob.expect('help', re='1')
        if rest:
            bob.send(rest[:rest.index(b'\n') + 1])
            bob.expect('help', re='1')
        bob.fence()


run()
