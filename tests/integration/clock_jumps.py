#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""PROTOCOL.md §7.8: the wall clock of a running server jumps by ten years, forwards and back, and it is started with one that is ten years ahead."""

import glob
import os
import pathlib
import tempfile

from rig import Program, Server, demand, run, test
from rig.server import ROOT

AHEAD, BEHIND, RIGHT = '+3650d', '-3650d', '+0'


def find_faketime():
    found = glob.glob('/usr/lib/*/faketime/libfaketimeMT.so.1')
    return found[0] if found else None


class Clock:
    """For the servers that are started in its `with`."""

    NAMES = ('LD_PRELOAD', 'FAKETIME_TIMESTAMP_FILE', 'FAKETIME_NO_CACHE', 'DONT_FAKE_MONOTONIC')

    def __enter__(self):
        self.folder = tempfile.TemporaryDirectory(prefix='natter-test-')
        self.file = pathlib.Path(self.folder.name, 'time')
        self.set(RIGHT)
        os.environ.update(zip(self.NAMES, (find_faketime(), str(self.file), '1', '1')))
        return self

    def set(self, offset):
        written = self.file.with_suffix('.new')
        written.write_text(offset + '\n', encoding='ascii')
        written.rename(self.file)

    def __exit__(self, *_):
        for name in self.NAMES:
            os.environ.pop(name, None)
        self.folder.cleanup()


def year(event):
    return int(event['time'][:4])


def say(speaker, hearers, text):
    """Says it, all hear it; returns the event."""
    speaker.do('say', room='garden', text=text, id=text)
    event = speaker.until('said', text=text)[-1]
    speaker.until('ok', re=text)
    for hearer in hearers:
        demand(hearer.until('said', text=text)[-1]['seq'] == event['seq'], f'{hearer.name} heard another number')
    return event


def come(server, name):
    peer = Program(server.port, name)
    peer.login()
    peer.do('join', room='garden')
    peer.until('entered', room='garden')
    return peer


@test
def while_running():
    """messages keep their order, nobody is thrown out, a ban holds, history stays, the server ends in peace"""
    with Clock() as clock, tempfile.TemporaryDirectory(prefix='natter-test-') as state, Server('store.keep=365d', state=state) as server:
        alice = Program(server.port, 'alice')
        alice.login()
        alice.do('register', password='correct horse', id='r')
        alice.until('done', re='r')
        alice.do('join', room='garden')
        alice.until('entered', room='garden')
        bob, carol = come(server, 'bob'), come(server, 'carol')
        this_year = year(say(alice, (bob, carol), 'one'))
        alice.do('ban', room='garden', name='carol', **{'for': '2h'})
        carol.until('parted', room='garden')
        seqs = []
        for n, offset in enumerate((AHEAD, RIGHT, BEHIND, RIGHT, AHEAD)):
            clock.set(offset)
            event = say(bob, (alice,), f'jump {n}')
            demand(year(event) - this_year in {AHEAD: (9, 10), RIGHT: (0, 1), BEHIND: (-10, -9)}[offset], f'{event} after {offset}')
            seqs.append(event['seq'])
            carol.do('join', room='garden', id=f'j{n}')
            carol.until('error', re=f'j{n}', code='banned-here')
        demand(seqs == list(range(seqs[0], seqs[0] + 5)), f'{seqs}')
        alice.do('history', room='garden', id='h')
        texts = [message['text'] for message in alice.until('history', re='h')[-1]['messages']]
        demand(texts == ['one'] + [f'jump {n}' for n in range(5)], f'{texts}')


@test
def at_the_start():
    """with a clock ten years ahead nothing is deleted that is kept for a year, and an account's device gets in; also when the clock is right again"""
    with Clock() as clock, tempfile.TemporaryDirectory(prefix='natter-test-') as state:
        with Server('store.keep=365d', state=state) as server:
            alice = Program(server.port, 'alice')
            alice.do('login', name='alice', resume=True)
            alice.until('hello')
            alice.do('register', password='correct horse', id='r')
            alice.until('done', re='r')
            alice.do('join', room='garden')
            alice.until('entered', room='garden')
            say(alice, (), 'one')
            alice.close()
            again = Program(server.port, 'alice')
            again.do('login', name='alice', password='correct horse', resume=True)
            token = again.until('hello')[-1]['token']
            again.close()
        for offset in (AHEAD, RIGHT):
            clock.set(offset)
            with Server('store.keep=365d', state=state) as server:
                alice = Program(server.port, 'alice')
                alice.do('resume', token=token, id='t')
                alice.until('hello', re='t')
                # what the writer does at its start is done before this is recorded
                alice.do('join', room='attic')
                alice.do('say', room='attic', text=f'now {offset}', id='n')
                alice.until('ok', re='n')
                alice.do('history', room='garden', id='h')
                texts = [message['text'] for message in alice.until('history', re='h')[-1]['messages']]
                demand(texts == ['one'], f'after a start with {offset} there is {texts}')


def find_obstacle():
    if find_faketime() is None:
        return 'libfaketime is not here (in Debian: apt-get install libfaketime)'
    if b'libasan' in pathlib.Path(os.environ.get('NATTERD', ROOT / 'build/server/natterd')).read_bytes():
        return 'libfaketime and a sanitizer both want to come first'
    return None


if find_obstacle() is not None:
    print(f'1..0 # SKIP {find_obstacle()}')
else:
    run()
