#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""PROTOCOL.md §10.5, §10.8: the desktop client says nothing to a server before it is known that it is the one that is meant, and nothing
that anybody on the way could read."""

import os
import stat
import tempfile

from rig import Server, demand, run, test
from rig.link import Link
from rig.twin import Twin

SECRET = 'roses need water'


def wary(folder):
    """A client that takes what is on this computer for something elsewhere."""
    twin = Twin(folder)
    twin.do('wary')
    return twin


def end(*twins):
    for twin in twins:
        twin.do('logout')
        twin.end()


@test
def first_contact():
    """the words are those that the server printed; accepted once, they are known for good (§10.5)"""
    with tempfile.TemporaryDirectory(prefix='natter-test-') as folder, Server(state=f'{folder}/server') as server:
        phrase = server.read_phrase()
        alice = wary(f'{folder}/alice')
        alice.do(f'open 127.0.0.1:{server.port} alice')
        alice.wait('trust first')
        demand(alice.ask('key') == phrase, f"natterd: {phrase}, the client: {alice.ask('key')}")
        alice.do('accept')
        alice.wait('state online')
        demand(alice.ask('trust') == 'pinned', alice.ask('trust'))
        alice.do('say lobby hello')
        alice.wait('list lobby alice: hello')
        end(alice)
        mode = stat.S_IMODE(os.stat(f'{folder}/alice/known-servers.ini').st_mode)
        demand(mode == 0o600, f'what is known is open to {mode:o}')

        alice = wary(f'{folder}/alice')
        alice.do(f'open 127.0.0.1:{server.port} alice')
        alice.wait('state online')
        end(alice)


@test
def nothing_to_read():
    """who is on the way reads no word and no name (§10.8)"""
    with tempfile.TemporaryDirectory(prefix='natter-test-') as folder, Server() as server, Link(server.port, record=True) as link:
        alice = wary(f'{folder}/alice')
        alice.do(f'open 127.0.0.1:{link.port} alice')
        alice.wait('trust first')
        alice.do('accept')
        alice.wait('state online')
        alice.do(f'say lobby {SECRET}')
        alice.wait(f'list lobby alice: {SECRET}')
        end(alice)
        seen = link.seen()
        demand(len(seen) > 1000, f'only {len(seen)} bytes went by')
        for word in (SECRET.encode(), b'alice', b'lobby', b'login'):
            demand(word not in seen, f'{word} went by in the clear')


@test
def another_key():
    """another server in its place hears nothing of what waits, until the first word of its key is typed (§10.8)"""
    with tempfile.TemporaryDirectory(prefix='natter-test-') as folder, Link(0) as link:
        with Server() as server:
            link.target = server.port
            alice = wary(f'{folder}/alice')
            alice.do(f'open 127.0.0.1:{link.port} alice')
            alice.wait('trust first')
            alice.do('accept')
            alice.wait('state online')
        alice.wait('state waiting')
        alice.do(f'say lobby {SECRET}')
        with Server() as server:
            phrase = server.read_phrase()
            link.target = server.port
            alice.do('now')
            alice.wait('trust changed')
            demand(alice.ask('state') == 'offline', alice.ask('state'))
            demand(alice.ask('waiting') == '1', 'one waits')
            demand(alice.ask('accept').startswith('no'), 'accepted without a word')
            demand(alice.ask('accept yes').startswith('no'), 'accepted with any word')
            alice.do('now')
            alice.wait('trust changed')
            alice.do(f'accept {phrase.split()[0]}')
            alice.wait('state online')
            alice.wait(f'last lobby alice: {SECRET}')
            end(alice)


@test
def invited():
    """the key of an invite link is the one that counts (§10.8)"""
    with tempfile.TemporaryDirectory(prefix='natter-test-') as folder, Server() as server:
        wrong = 'A' * 43
        alice = Twin(f'{folder}/alice')
        alice.do(f'expect {wrong}')
        alice.do(f'open 127.0.0.1:{server.port} alice')
        alice.wait('trust changed')
        end(alice)


@test
def no_encryption():
    """a server without TLS is joined when that was agreed to, and never one that had a key (§10.8)"""
    with tempfile.TemporaryDirectory(prefix='natter-test-') as folder, Link(0) as link:
        with Server('tls.enabled=no') as server:
            link.target = server.port
            alice = wary(f'{folder}/alice')
            alice.do(f'open 127.0.0.1:{link.port} alice')
            alice.wait('trust bare')
            alice.do('accept')
            alice.wait('state online')
            end(alice)
            alice = wary(f'{folder}/alice')
            alice.do(f'open 127.0.0.1:{link.port} alice')
            alice.wait('state online')
            demand(alice.ask('trust') == 'bare-agreed', alice.ask('trust'))
            end(alice)
        with Server() as server:
            link.target = server.port
            alice = wary(f'{folder}/alice')
            alice.do(f'open 127.0.0.1:{link.port} alice')
            alice.wait('trust first')
            alice.do('accept')
            alice.wait('state online')
            end(alice)
        with Server('tls.enabled=no') as server:
            link.target = server.port
            alice = wary(f'{folder}/alice')
            alice.do(f'open 127.0.0.1:{link.port} alice')
            alice.wait('trust stripped')
            demand(alice.ask('accept').startswith('no'), 'gone to without encryption')
            end(alice)


if __name__ == '__main__':
    try:
        run()
    finally:
        Twin.end_all()
