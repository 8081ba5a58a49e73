#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""PROTOCOL.md §6.3: who is too fast is told how long to wait, in whole seconds; what was refused was not done; others go on."""

import re

from rig import Program, Server, Text, demand, run, test


@test
def flood_of_messages():
    """of a flood the burst is said, the rest refused, and nobody else is slowed down"""
    with Server('limits.rate=0.5', 'limits.burst=10') as server:
        watcher, mallory = Program(server.port, 'watcher'), Program(server.port, 'mallory')
        watcher.login()
        mallory.login()
        watcher.expect('joined')
        for n in range(100):
            mallory.do('say', text=str(n), id=str(n))
        said, refused = [], []
        while len(said) + len(refused) < 100:
            event = mallory.event()
            if event['ev'] == 'ok':
                said.append(event['re'])
            elif event['ev'] == 'error':
                demand(event['code'] == 'slow-down' and 1 <= event['wait'] <= 30, f'{event}')
                refused.append(event['re'])
        demand(9 <= len(said) <= 15, f'{len(said)} of a hundred were said with a burst of 10')
        for n, re_ in enumerate(said, 1):
            watcher.expect('said', text=re_, seq=n)
        watcher.fence()


@test
def garbage_costs_too():
    """lines that are no commands cost as well, so their answers cannot be had without end"""
    with Server('limits.rate=0.5', 'limits.burst=5') as server:
        mallory = Text(server.port, 'mallory')
        mallory.login()
        mallory.send(b'nonsense\r\n' * 50)
        mallory.say('logout')
        lines = mallory.read_to_end().decode().splitlines()
        unknown = sum("I don't know" in line for line in lines)
        demand(unknown <= 5, f'{unknown} answers to nonsense with a burst of 5')
        demand(any(re.search(r'wait \d+ second', line) for line in lines), f'nobody said how long to wait: {lines[-3:]}')
        demand(lines[-1].startswith('Goodbye'), f'logout is free, but {lines[-1]!r}')


@test
def tokens_come_back():
    """after the time that was told, the command is carried out"""
    with Server('limits.rate=4', 'limits.burst=4') as server:
        alice = Program(server.port, 'alice')
        alice.login()
        while True:
            alice.do('ping', id='1')
            event = alice.event()
            if event['ev'] == 'error':
                break
        demand(event['wait'] == 1, f'{event}')
        demand(alice.is_silent(event['wait']), 'something came while waiting')
        for _ in range(4):
            alice.do('ping', id='2')
            alice.expect('pong', re='2')


@test
def limit_lifted():
    """limits.rate=off lifts it"""
    with Server('limits.rate=off') as server:
        alice = Program(server.port, 'alice')
        alice.login()
        for n in range(1000):
            alice.do('ping', id=str(n))
        for n in range(1000):
            alice.expect('pong', re=str(n))


run()
