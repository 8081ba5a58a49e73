#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""PROTOCOL.md §7.1: on a disk that is full messages are refused and nobody is disconnected; when there is room again all goes on."""

import contextlib
import os
import subprocess
import sys
import tempfile

from rig import Program, Server, Text, demand, run, test


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


def fill(path):
    """Takes all the room there is."""
    with open(path, 'wb', buffering=0) as ballast:
        with contextlib.suppress(OSError):
            while True:
                ballast.write(b'x' * 4096)


def talk_until_full(alice, said):
    for n in range(1000):
        alice.do('say', text=f'{n} ' + 'x' * 4000, id=f'full{n}')
        event = alice.event()
        if event['ev'] == 'error':
            demand(event['code'] == 'storage-unavailable' and event['re'] == f'full{n}', f'{event}')
            return
        alice.expect('ok', re=f'full{n}', seq=len(said) + 1)
        said.append(event['text'])
    demand(False, 'the disk was never full')


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
                fill(ballast)
                talk_until_full(alice, said)
                alice.do('say', text='refused', id=f'again{round_}')
                alice.expect('error', re=f'again{round_}', code='storage-unavailable')
                # reading and presence
                alice.do('history', count=1, id='h')
                last = alice.expect('history', re='h')['messages']
                demand([m['text'] for m in last] == said[-1:], f'{last}')
                guests.append(Program(server.port, f'carol{round_}'))
                guests[-1].login()
                alice.expect('joined', **{'from': f'carol{round_}'})
                alice.do('look', id='l')
                alice.expect('people', re='l')
                # and on
                os.unlink(ballast)
                alice.do('say', text=f'again {round_}', id=f'again{round_}')
                alice.expect('said', text=f'again {round_}', seq=len(said) + 1)
                alice.expect('ok', re=f'again{round_}', seq=len(said) + 1)
                said.append(f'again {round_}')
            bob.until('alice: again 2')
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


run()
