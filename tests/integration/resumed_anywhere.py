#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""PROTOCOL.md §4.36, §5.19: wherever the connection breaks, whoever resumes gets exactly what was missed, and nobody else sees anything.

The connection is cut after every single byte of a conversation in turn: of what is told, of the answer to resume, of what is sent.
"""

from rig import Program, Returner, Server, demand, run, test

WAYS = ('reset', 'close')


def talk(bob, n):
    """Something of most kinds; the bytes in which it is told to everyone in the room."""
    bob.do('say', text=f'one {n}')
    bob.do('edit', target='last', text=f'two {n}')
    bob.do('say', text='three')
    return sum(len(bob.read_line()) + 1 for _ in range(3))


def check(alice, bob):
    """What alice was told, with all her breaks, is what there is."""
    demand(not alice.others, f'alice was told of people: {alice.others}')
    bob.do('history', since=0, count=1, events=True, id='h')
    demand(bob.until('history', re='h')[-1]['begin'] == 1, 'the history does not begin at 1')
    notes = alice.notes['lobby']
    demand([seq for seq, _, _ in notes] == list(range(1, len(notes) + 1)), 'gaps or doubles')
    bob.do('look', id='look')
    seen = bob.until('people', re='look')
    demand(len(seen) == 1, f'bob was also told {seen[:-1]}')


@test
def in_what_is_told():
    """cut after each byte of a conversation"""
    with Server('limits.history=off', 'store.memory-messages=100000') as server:
        alice = Returner(server, 'alice').login()
        bob = Program(server.port, 'bob')
        bob.login()
        alice.peer.expect('joined')
        length, n = 1, 0
        while n < length:
            length = talk(bob, n)
            alice.take_bytes(min(n, length))
            alice.lose(WAYS[n % 2])
            alice.resume()
            n += 1
        demand(n > 300, f'only {n} bytes')
        check(alice, bob)
        print(f'# {n} connections were cut')


@test
def in_the_answer_to_resume():
    """cut after each byte of what who comes back is told"""
    with Server('limits.history=off', 'store.memory-messages=100000') as server:
        alice = Returner(server, 'alice').login()
        bob = Program(server.port, 'bob')
        bob.login()
        alice.peer.expect('joined')
        alice.lose()
        talk(bob, 0)
        alice.begin_resume()
        length = 0
        while b'"live"' not in (line := alice.peer.read_line()):
            length += len(line) + 1
        alice.lose()
        for n in range(length):
            talk(bob, n)
            alice.begin_resume()
            alice.take_bytes(n)
            alice.lose(WAYS[n % 2])
        demand(length > 500, f'only {length} bytes')
        alice.resume()
        check(alice, bob)
        print(f'# {length} connections were cut')


@test
def in_what_is_sent():
    """cut after each byte of a message that is said: it is there once"""
    with Server() as server:
        alice = Returner(server, 'alice').login()
        length, n = 1, 0
        while n <= length:
            line = b'{"do":"say","text":"hello","id":"m-%03d"}\n' % n
            length = len(line)
            alice.peer.send(line[:n])
            alice.lose(WAYS[n % 2])
            alice.resume()
            alice.peer.send(line)
            ok = alice.take_until('ok', re=f'm-{n:03}')[-1]
            demand(ok['seq'] == n + 1, f'{ok} for the message {n}')
            n += 1
        demand(alice.seen['lobby'] == n, f'{alice.seen} after {n} messages')


@test
def in_the_resume_itself():
    """cut after each byte of the line that resumes"""
    with Server() as server:
        alice = Returner(server, 'alice').login()
        bob = Program(server.port, 'bob')
        bob.login()
        alice.peer.expect('joined')
        alice.lose()
        line = b'{"do":"resume","token":"%s","seen":[{"room":"lobby","seq":0}],"id":"r"}' % alice.token.encode()
        for n in range(len(line)):
            with Program(server.port, 'half') as half:
                half.send(line[:n + 1])
        alice.resume()
        talk(bob, 0)
        for _ in range(3):
            alice.take(alice.peer.event())
        check(alice, bob)


run()
