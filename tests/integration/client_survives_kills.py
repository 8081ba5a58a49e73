#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""PROTOCOL.md §3.7, §4.36: whatever happens to the desktop client and its connection, what was typed arrives once and in order.

Longer: tests/integration/client_survives_kills.py --kills 50 --cuts 100 [--seed N] [--tls]
"""

import argparse
import json
import os
import random
import subprocess
import sys
import tempfile

from rig import Failure, Program, Server, Stopwatch, demand, run, test
from rig.link import Link
from rig.server import ROOT
from rig.twin import Twin

OPTIONS = argparse.ArgumentParser()
OPTIONS.add_argument('--kills', type=int, default=8)
OPTIONS.add_argument('--cuts', type=int, default=20)
OPTIONS.add_argument('--seed', type=int, default=1)
OPTIONS.add_argument('--tls', action='store_true', help='over TLS, as if the server were elsewhere')
OPTIONS, sys.argv[1:] = OPTIONS.parse_known_args()


# Folders of clients that know their server.
ACCEPTED = set()


def export(state):
    """What the store has of the lobby: (from, text)."""
    out = subprocess.run([os.environ.get('NATTERD', ROOT / 'build/server/natterd'), '--state-dir', state, '--export', 'lobby', '--format', 'json'],
                         check=True, capture_output=True, text=True, env=dict(os.environ, G_MESSAGES_DEBUG='')).stdout
    lines = [json.loads(line) for line in out.splitlines()]
    return [(line['from'], line['text']) for line in lines if 'text' in line]


def check(state, name, n):
    said = [text for author, text in export(state) if author == name]
    expected = [f'line {i}' for i in range(1, n + 1)]
    if said == expected:
        return
    lost = [text for text in expected if text not in said]
    double = sorted({text for text in said if said.count(text) > 1})
    raise Failure(f'lost: {lost[:5]}, doubled: {double[:5]}, in order: {said == sorted(said, key=lambda t: int(t.split()[1]))}')


def say(twin, n):
    twin.do(f'say lobby line {n}')


def come(folder, port, name, password=''):
    """A client on its way there."""
    twin = Twin(folder)
    if OPTIONS.tls:
        twin.do('wary')
    twin.do(f'open 127.0.0.1:{port} {name} {password}'.rstrip())
    if OPTIONS.tls and folder not in ACCEPTED:
        twin.wait('trust first')
        twin.do('accept')
        ACCEPTED.add(folder)
        # it is written soon, not at once
        watch = Stopwatch()
        while not os.path.exists(f'{folder}/known-servers.ini'):
            demand(watch.left() > 0, 'what was accepted is not kept')
            twin.ask('state')
    return twin


def register(server):
    """alice is somebody: whoever is killed comes back by their password, and is not kept out by their own ghost."""
    alice = Program(server.port, 'alice')
    alice.login()
    alice.do('register', password='correct-horse', id='r')
    alice.until('done', re='r')
    alice.do('logout')
    alice.close()


@test
def killed_in_mid_send():
    """kill -9 in mid-send: nothing is lost, doubled, or turned about"""
    dice = random.Random(OPTIONS.seed)
    typed = 0
    with tempfile.TemporaryDirectory(prefix='natter-test-') as folder:
        with Server(state=f'{folder}/server') as server:
            register(server)
            for kill in range(OPTIONS.kills):
                twin = come(f'{folder}/client', server.port, 'alice', 'correct-horse')
                # also before it is let in
                twin.wait('state online' if kill == 0 or dice.random() < 0.7 else 'present lobby')
                for _ in range(dice.randint(1, 40)):
                    typed += 1
                    say(twin, typed)
                # somewhere between nothing of it and all of it being sent
                left = int(twin.ask('waiting')) * dice.random() if dice.random() < 0.8 else typed
                while int(twin.ask('waiting')) > left:
                    pass
                twin.kill()
            twin = come(f'{folder}/client', server.port, 'alice', 'correct-horse')
            twin.wait('state online')
            twin.wait('waiting 0')
            twin.wait(f'last lobby alice: line {typed}')
            twin.do('logout')
            twin.end()
        check(f'{folder}/server', 'alice', typed)
    print(f'# {OPTIONS.kills} kills, {typed} messages')


@test
def killed_guest():
    """a guest who is killed has their name again, and what they typed"""
    with tempfile.TemporaryDirectory(prefix='natter-test-') as folder:
        with Server(state=f'{folder}/server') as server:
            for i in range(1, 6):
                twin = come(f'{folder}/client', server.port, 'alice')
                twin.wait('state online')
                say(twin, i)
                twin.kill()
            twin = come(f'{folder}/client', server.port, 'alice')
            twin.wait('state online')
            twin.wait('waiting 0')
            twin.do('logout')
            twin.end()
        check(f'{folder}/server', 'alice', 5)


@test
def link_cut_while_typing():
    """the link is cut at any byte while somebody types: nothing is lost, doubled, or turned about"""
    dice = random.Random(OPTIONS.seed)
    typed = 0
    with tempfile.TemporaryDirectory(prefix='natter-test-') as folder:
        with Server(state=f'{folder}/server') as server, Link(server.port, OPTIONS.seed) as link:
            twin = come(f'{folder}/client', link.port, 'alice')
            twin.wait('state online')
            while link.cuts < OPTIONS.cuts:
                link.cut_after(dice.randint(1, 8000 if OPTIONS.tls else 4000))
                cuts = link.cuts
                while link.cuts == cuts:
                    if int(twin.ask('waiting')) < 50:
                        typed += 1
                        say(twin, typed)
                    twin.do('now')
            # a break may be noticed late, and be waited out for long by now: somebody presses "Try now"
            watch = Stopwatch()
            while twin.ask('waiting') != '0':
                demand(watch.left() > 0, f"still waiting: {twin.ask('status')}")
                twin.do('now')
            longest = int(twin.ask('longest'))
            twin.do('logout')
            twin.end()
        check(f'{folder}/server', 'alice', typed)
    print(f'# {OPTIONS.cuts} cuts, {typed} messages, longest turn of the loop {longest} ms')


@test
def others_notice_nothing():
    """a cut that is mended at once is no news to others (§4.36)"""
    with tempfile.TemporaryDirectory(prefix='natter-test-') as folder:
        with Server(state=f'{folder}/server') as server, Link(server.port) as link:
            bob = come(f'{folder}/bob', server.port, 'bob')
            bob.wait('state online')
            alice = come(f'{folder}/alice', link.port, 'alice')
            alice.wait('state online')
            alice.do('say lobby one')
            bob.wait('list lobby alice: one')
            link.cut()
            alice.wait('state waiting')
            bob.do('say lobby two')
            alice.do('say lobby three')
            alice.do('now')
            alice.wait('list lobby alice: one|bob: two|alice: three')
            bob.wait('list lobby alice: one|bob: two|alice: three')
            demand(bob.ask('notices lobby') == 'alice has joined.', f"bob was told: {bob.ask('notices lobby')}")
            alice.do('logout')
            alice.end()
            bob.do('logout')
            bob.end()


if __name__ == '__main__':
    try:
        run()
    finally:
        Twin.end_all()
