#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""PROTOCOL.md §3.6, §3.7, §7.1: what was acknowledged is there after SIGKILL and a new start, and goes on where it was."""

import contextlib
import tempfile

from rig import Program, Server, Text, demand, run, test


@contextlib.contextmanager
def folder():
    with tempfile.TemporaryDirectory(prefix='natter-test-') as name:
        yield name


def texts(program, **fields):
    program.do('history', id='texts', **fields)
    return [(message['seq'], message['text']) for message in program.until('history', re='texts')[-1]['messages']]


@test
def history_is_there():
    """after a kill history, topic and rooms are there, and the sequence goes on"""
    with folder() as state:
        with Server(state=state) as server:
            alice = Program(server.port, 'alice')
            alice.login()
            alice.do('join', room='Garden', id='j')
            alice.until('entered', re='j')
            for n in range(1, 101):
                alice.do('say', room='Garden', text=f'{n}', id=f'n{n}')
                alice.until('ok', re=f'n{n}', seq=n)
            alice.do('topic', room='garden', text='Roses', id='t')
            alice.until('ok', re='t', seq=101)
            server.kill()
        with Server(state=state) as server:
            bob = Program(server.port, 'bob')
            bob.login()
            bob.do('rooms', id='r')
            rooms = {room['name']: room for room in bob.until('rooms', re='r')[-1]['rooms']}
            demand(rooms['Garden']['topic'] == 'Roses' and rooms['Garden']['people'] == 0, f'{rooms}')
            bob.do('join', room='GARDEN', id='j')
            entered = bob.until('entered', re='j')[-1]
            demand(entered['room'] == 'Garden' and entered['seq'] == 101, f'{entered}')
            seen = texts(bob, room='garden', count=500)
            demand(seen == [(n, str(n)) for n in range(1, 101)] + [(101, 'Roses')], f'{seen}')
            bob.do('say', room='garden', text='on', id='b')
            bob.until('ok', re='b', seq=102)


@test
def retry_after_a_kill():
    """§3.7 a retry after a kill gets the first one's sequence, nobody is told again, and it is recorded once"""
    with folder() as state:
        with Server(state=state) as server:
            alice = Program(server.port, 'alice')
            alice.login()
            alice.do('say', text='once', id='x1')
            alice.until('ok', re='x1', seq=1)
            server.kill()
        with Server(state=state) as server:
            alice, bob = Program(server.port, 'alice'), Text(server.port, 'bob')
            alice.login()
            bob.login()
            alice.until('joined')
            alice.do('say', text='once', id='x1')
            alice.expect('ok', re='x1', seq=1, room='lobby', repeated=True)
            alice.do('say', text='twice', id='x2')
            alice.expect('said', seq=2)
            alice.expect('ok', re='x2', seq=2)
            bob.expect('alice: twice')
            demand(texts(alice) == [(1, 'once'), (2, 'twice')], 'it was recorded twice')


@test
def retries_at_once():
    """§3.7 the same id many times in one breath is one message; another sender and another room may use it too"""
    for keeping in ('memory', 'disk'):
        with folder() as state, Server(state=state if keeping == 'disk' else None) as server:
            alice, bob = Program(server.port, 'alice'), Program(server.port, 'bob')
            alice.login()
            bob.login()
            alice.until('joined')
            alice.send(b'{"do":"say","text":"a","id":"i"}\n' * 5)
            alice.expect('said', seq=1)
            for _ in range(5):
                alice.expect('ok', re='i', seq=1)
            bob.expect('said', seq=1)
            bob.do('say', text='b', id='i')
            bob.expect('said', seq=2)
            bob.expect('ok', re='i', seq=2)
            alice.expect('said', seq=2)
            alice.do('tell', name='bob', text='c', id='i')
            alice.expect('said', room='@bob', seq=1)
            alice.expect('ok', re='i', seq=1)
            alice.do('tell', name='bob', text='c', id='i')
            alice.expect('ok', re='i', seq=1, room='@bob', repeated=True)
            bob.expect('said', room='@alice', seq=1)
            bob.fence()


@test
def guests_are_forgotten():
    """§3.4 what guests told each other is gone with the server, also when it was killed"""
    with folder() as state:
        with Server(state=state) as server:
            alice, bob = Program(server.port, 'alice'), Program(server.port, 'bob')
            alice.login()
            bob.login()
            alice.do('tell', name='bob', text='a secret', id='s')
            alice.until('ok', re='s')
            server.kill()
        with Server(state=state) as server:
            alice, bob = Program(server.port, 'alice'), Program(server.port, 'bob')
            alice.login()
            bob.login()
            demand(texts(alice, room='@bob') == [], 'the secret is still there')


run()
