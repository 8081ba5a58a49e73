#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""PROTOCOL.md §7.1: on a disk that is full messages are refused and nobody is disconnected; when there is room again all goes on.

With --show (./dev diskfull) it tells what each client saw."""

import contextlib
import os
import subprocess
import sys
import tempfile

from rig import Program, Server, Text, demand, run, test

SHOW = '--show' in sys.argv
if SHOW:
    sys.argv.remove('--show')


def show(who, what):
    if SHOW:
        print(f'# {who:<6} {what}')


def show_lines(who, lines):
    """What a person saw: messages that only fill the disk are counted."""
    filling = [line for line in lines if 'xxxxxxxx' in line]
    if filling:
        show(who, f'sees {len(filling)} messages of alice, the last one {filling[-1][:30]}...')
    for line in lines:
        if 'xxxxxxxx' not in line:
            show(who, f'sees: {line}')


@contextlib.contextmanager
def small_disk(size):
    """A tmpfs of that many KiB; the whole test is skipped where one may not be mounted."""
    with tempfile.TemporaryDirectory(prefix='natter-test-') as folder:
        done = subprocess.run(['mount', '-t', 'tmpfs', '-o', f'size={size}k', 'tmpfs', folder], capture_output=True, check=False)
        if done.returncode != 0:
            print('1..0 # SKIP a small disk cannot be mounted here')
            sys.exit(0)
        try:
            yield folder
        finally:
            subprocess.run(['umount', '-l', folder], check=True)


LEFT = 200 * 1024


def fill(path):
    """Takes all the room there is, but for a few messages."""
    with open(path, 'wb', buffering=0) as ballast:
        with contextlib.suppress(OSError):
            while True:
                ballast.write(b'x' * 4096)
        ballast.truncate(max(0, ballast.tell() - LEFT))


def talk_until_full(alice, said):
    first = len(said)
    for n in range(1000):
        alice.do('say', text=f'{first + n} ' + 'x' * 4000, id=f'full{first}-{n}')
        event = alice.event()
        if event['ev'] == 'error':
            demand(event['code'] == 'storage-unavailable' and event['re'] == f'full{first}-{n}', f'{event}')
            show('alice', f'says {n + 1} messages of 4 KB; {len(said) - first} are answered "ok", then: {event}')
            return
        alice.expect('ok', re=f'full{first}-{n}', seq=len(said) + 1)
        said.append(event['text'])
    demand(False, 'the disk was never full')


def read_and_look(alice, said):
    """Reading and presence go on."""
    alice.do('history', count=1, id='h')
    last = alice.expect('history', re='h')['messages']
    demand([m['text'] for m in last] == said[-1:], f'{last}')
    alice.do('look', id='l')
    people = alice.expect('people', re='l')['people']
    show('alice', f'reads the last message that was answered "ok", and sees {len(people)} people')


@test
def full_and_free_again():
    """on a full disk what is said is refused, reading and presence go on, nobody is disconnected; then it goes on by itself"""
    with small_disk(3 * 1024) as disk:
        ballast = os.path.join(disk, 'ballast')
        said, guests = [], []
        with Server(state=disk) as server:
            alice, bob = Program(server.port, 'alice'), Text(server.port, 'bob')
            alice.login()
            bob.login()
            alice.until('joined')
            for round_ in range(3):
                show('disk', f'round {round_ + 1}: 3 MiB, all but 200 KiB of it taken')
                fill(ballast)
                talk_until_full(alice, said)
                alice.do('say', text='refused', id=f'again{round_}')
                alice.expect('error', re=f'again{round_}', code='storage-unavailable')
                bob.say('say me too')
                lines = bob.until('  minute.')
                demand(lines[-1].startswith('That could not be recorded'), f'{lines}')
                show_lines('bob', lines + ['  minute.'])
                read_and_look(alice, said)
                guests.append(Program(server.port, f'carol{round_}'))
                guests[-1].login()
                alice.expect('joined', **{'from': f'carol{round_}'})
                show('carol', f'logs in as carol{round_}, and alice sees her come')
                os.unlink(ballast)
                show('disk', 'there is room again')
                alice.do('say', text=f'again {round_}', id=f'again{round_}')
                alice.expect('said', text=f'again {round_}', seq=len(said) + 1)
                answer = alice.expect('ok', re=f'again{round_}', seq=len(said) + 1)
                show('alice', f'tries again with the same id: {answer}')
                said.append(f'again {round_}')
                wanted = f'alice: again {round_}'
                show_lines('bob', bob.until(wanted) + [wanted])
            bob.fence()
            server.kill()
        with Server(state=disk) as server:
            alice = Program(server.port, 'alice')
            alice.login()
            seen = []
            while len(seen) < len(said):
                alice.do('history', since=len(seen), count=500, id='h')
                page = alice.expect('history', re='h')
                demand(page.get('more', False) == (len(seen) + len(page['messages']) < len(said)), 'a page more than there is')
                seen += [message['text'] for message in page['messages']]
            demand(seen == said, 'what was acknowledged and what is there differ')
            show('', f'after a kill and a new start: {len(seen)} messages are there, {len(said)} were answered "ok"; the same, in the same order')


run()
