#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""A fleet of clients, a server that loses power again and again, and a judgement.

    tests/chaos/chaos.py [--kills N] [--seed S] [--clients N] [--keep]
"""

import argparse
import json
import os
import pathlib
import secrets
import select
import shutil
import socket
import sqlite3
import sys
import tempfile
import time

import checker
from client import PAIR, PASSWORD, ROOMS, Client
from server import SLOWNESS, Failure, Life, Server

ACCOUNTS = 6              # the life before which PAIR is registered; the first ones are for the making of the database
DRAIN = 60.0 * SLOWNESS   # everything said must be acknowledged and heard within so many seconds of peace


class Run:
    """One run in a folder of its own. extra: environment, settings: as for --set, of the server; fail: see Life."""

    def __init__(self, folder, seed, kills, clients=8, extra=None, settings=(), torn=True, fail=0):
        self.folder = folder
        self.seed = seed
        self.kills = kills
        self.torn = torn         # a part of what was not synced may be on the disk after a crash
        self.fail = fail
        self.killed = 0
        self.lives = 0
        self.server = Server(folder, extra, settings)
        self.clients = [Client(f'c{n}', seed, folder) for n in range(clients)]
        self.by_fd = {}
        self.epoll = select.epoll()

    # the loop

    def _watch(self, client):
        if client.socket is None:
            return
        fd = client.socket.fileno()
        events = select.EPOLLIN | (select.EPOLLOUT if client.out else 0)
        known = self.by_fd.get(fd)
        if known is None:
            self.epoll.register(fd, events)
        elif known[1] != events:
            self.epoll.modify(fd, events)
        self.by_fd[fd] = client, events

    def _drop(self, client, way):
        fd = client.socket.fileno()
        self.by_fd.pop(fd, None)
        try:
            self.epoll.unregister(fd)
        except OSError:
            pass
        way(time.monotonic())

    def _connect_those_away(self, now):
        for client in self.clients:
            if client.socket is None and client.again_at <= now and self.server.ready:
                client.connect(self.server.port)
                self._watch(client)

    def turn(self):
        """One turn of the loop. FALSE: the server has ended."""
        self._connect_those_away(time.monotonic())
        for fd, events in self.epoll.poll(0.01):
            if fd == self.output:
                self.server.on_output()
                continue
            client, _ = self.by_fd[fd]
            good = True
            if events & select.EPOLLOUT:
                good = client.on_writable()
            if good and events & ~select.EPOLLOUT:
                good = client.on_readable()
            if good:
                self._watch(client)
            else:
                self._drop(client, client.break_off)
        return self.server.process.poll() is None

    # lives

    def begin_life(self, life):
        self.lives += 1
        self.server.start(life)
        self.output = self.server.process.stdout.fileno()
        self.epoll.register(self.output, select.EPOLLIN)

    def end_life(self):
        self.epoll.unregister(self.output)

    def hear_the_rest(self):
        """The server is dead; what it had sent still comes to those who were connected."""
        for client in self.clients:
            while client.socket is not None:
                if not client.on_readable():
                    self._drop(client, client.lose)
                    break

    def live_dangerously(self, life):
        self.begin_life(life)
        until = None
        while self.turn():
            now = time.monotonic()
            if self.server.ready and until is None:
                until = now + life.seconds
            if until is not None and now >= until:
                break
            if now > self.server.started + DRAIN:
                raise Failure(f'life {life.number}: the server did not get ready')
        if life.orderly and self.server.process.poll() is None:
            self.end_in_order()
            return
        self.end_life()
        if self.server.process.poll() is not None:
            self.killed += self.server.judge_end(self.server.bury())
        else:
            self.server.kill()
            self.killed += 1
        self.hear_the_rest()

    def end_in_order(self):
        """Told to end, it says goodbye, and everyone goes."""
        self.server.terminate()
        until = time.monotonic() + DRAIN
        while self.turn():
            if time.monotonic() > until:
                raise Failure('told to end, the server stays')
        self.end_life()
        self.killed += self.server.expect_good_end()
        self.hear_the_rest()

    def drain(self):
        """A life in peace: everyone says what is left, and hears everything."""
        for client in self.clients:
            client.quiet = client.gentle = True
            client.left_in = client.left_out = None
        self.begin_life(Life.calm(self.seed, self.lives))
        self._turn_until_done()
        for client in self.clients:
            client.fence()
        self._turn_until_done()
        self.end_life()
        self.server.kill()
        self.hear_the_rest()

    def _turn_until_done(self):
        until = time.monotonic() + DRAIN
        while not all(client.is_done() for client in self.clients):
            if not self.turn():
                raise Failure(f'in peace, the server ended with {self.server.bury()}')
            if time.monotonic() > until:
                left = {client.name: [*client.waiting, *client.asking] for client in self.clients if not client.is_done()}
                raise Failure(f'after {DRAIN} s of peace there is no answer to {left}')

    def register(self):
        """A life of its own, in which nobody else comes."""
        self.begin_life(Life.calm(self.seed, self.lives))
        self.server.wait_until_ready()
        for name in PAIR:
            with Stranger(self.server.port) as stranger:
                stranger.ask('hello', do='login', name=name)
                stranger.ask('done', do='register', password=PASSWORD)
        self.end_in_order()
        for client in self.clients:
            if client.name in PAIR:
                client.has_account()

    def run(self):
        """Returns: a Verdict."""
        while self.killed < self.kills:
            if self.lives == ACCOUNTS:
                self.register()
            life = Life(self.seed, self.lives, self.torn)
            life.fail = self.fail or life.fail
            self.live_dangerously(life)
        self.drain()
        for client in self.clients:
            client.log.close()
        self.server.forget_bugs()
        self.begin_life(Life.calm(self.seed, self.lives))
        self.server.wait_until_ready()
        dump(self.server.port, self.folder / 'stored.json', any(client.account for client in self.clients))
        self.end_in_order()
        self.server.check_log()
        check_databases(self.folder / 'state')
        return checker.check_folder(self.folder)

    def close(self):
        if self.server.process is not None and self.server.process.poll() is None:
            self.server.process.kill()
            self.server.process.wait()
        for client in self.clients:
            client.log.close()
            if client.socket is not None:
                client.socket.close()
        self.epoll.close()


class Stranger:
    """Somebody who asks one thing after the other."""

    def __init__(self, port):
        self.link = socket.create_connection(('127.0.0.1', port))
        self.wire = self.link.makefile('rw', encoding='utf-8')

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.wire.close()
        self.link.close()

    def ask(self, answer, **command):
        self.wire.write(json.dumps({**command, 'id': 'd'}) + '\n')
        self.wire.flush()
        for line in self.wire:
            event = json.loads(line)
            if event['ev'] == answer and event.get('re') == 'd':
                return event
        raise Failure(f'the server went away instead of {answer}')

    def read(self, room):
        """All of it: since 0, page by page."""
        messages = []
        more = True
        while more:
            since = messages[-1]['seq'] if messages else 0
            page = self.ask('history', do='history', room=room, since=since, count=500, events=True)
            messages += page['messages']
            more = page.get('more', False) and page['messages']
        return messages


def dump(port, path, accounts):
    """What the server says it has. accounts: PAIR has them."""
    rooms = {}
    with Stranger(port) as stranger:
        stranger.ask('hello', do='login', name='dump')
        for room in ROOMS:
            stranger.ask('entered', do='join', room=room)
            rooms[room] = stranger.read(room)
    if accounts:
        with Stranger(port) as one:
            one.ask('hello', do='login', name=PAIR[0], password=PASSWORD)
            rooms[checker.name_direct(*PAIR)] = one.read('@' + PAIR[1])
    path.write_text(json.dumps(rooms), encoding='utf-8')


def check_databases(folder):
    for path in folder.glob('*.db'):
        database = sqlite3.connect(path)
        answer = database.execute('PRAGMA integrity_check').fetchone()[0]
        database.close()
        if answer != 'ok':
            raise Failure(f'{path.name}: {answer}')


def perform(seed, kills, keep=False, expected=False, **options):
    """A run in a new folder. expected: violations are nothing to look into. Returns: (Verdict, what to say)."""
    folder = pathlib.Path(tempfile.mkdtemp(prefix='natter-chaos-', dir=os.environ.get('NATTER_CHAOS_DIR')))
    run = Run(folder, seed, kills, **options)
    start = time.monotonic()
    good = False
    try:
        verdict = run.run()
        good = not verdict.violations
    finally:
        run.close()
        if keep or not good and not expected:
            print(f'seed {seed}: everything is in {folder}', file=sys.stderr)
        else:
            shutil.rmtree(folder)
    figures = ', '.join(f'{count} {name}' for name, count in verdict.figures.items())
    return verdict, f'seed {seed}: {run.killed} kills, {figures}, {len(verdict.violations)} violations in {time.monotonic() - start:.1f} s'


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument('--kills', type=int, default=100)
    parser.add_argument('--seed', default=secrets.token_hex(4))
    parser.add_argument('--clients', type=int, default=8)
    parser.add_argument('--keep', action='store_true', help='leave logs and database there')
    options = parser.parse_args()
    print(f'seed {options.seed}', flush=True)
    try:
        verdict, sentence = perform(options.seed, options.kills, options.keep, clients=options.clients)
    except Failure as failure:
        sys.exit(f'seed {options.seed}: {failure}')
    print(sentence)
    for line in verdict.lines():
        print(line)
    sys.exit(1 if verdict.violations else 0)


if __name__ == '__main__':
    main()
