#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""PROTOCOL.md §4.31, §4.33, §4.40 to §4.44: what was set, granted and forgotten holds after SIGKILL and a new start, and the files show it."""

import contextlib
import json
import os
import pathlib
import sqlite3
import subprocess
import tempfile

from rig import Failure, Program, Server, demand, run, test
from rig.clock import Stopwatch
from rig.server import ROOT

PASSWORD = 'correct horse battery'


@contextlib.contextmanager
def folder():
    with tempfile.TemporaryDirectory(prefix='natter-test-') as name:
        yield name


def come_in(server, name, password=PASSWORD):
    program = Program(server.port, name)
    program.do('login', name=name, password=password, id='login')
    return program, program.until('entered')


def register(server, name, **fields):
    program = Program(server.port, name)
    program.login()
    program.do('register', password=PASSWORD, id='register', **fields)
    program.until('done', re='register')
    return program


def ask(program, command, answer, **fields):
    program.do(command, id=command, **fields)
    return program.until(answer, re=command)[-1]


def contains(state, word):
    return any(word.encode() in path.read_bytes() for path in pathlib.Path(state).iterdir() if path.is_file())


def await_without(state, program, word):
    """Until no file of the folder has it; the server goes on meanwhile."""
    watch = Stopwatch()
    while contains(state, word):
        if watch.left() <= 0:
            raise Failure(f'{word!r} is still in the files')
        ask(program, 'ping', 'pong')


@test
def rules_and_codes():
    """§4.40 to §4.42, §4.44: a room is what it was, a code lets in as many as before, and who used it is invited"""
    with folder() as state:
        with Server(state=state) as server:
            alice, bob = register(server, 'alice'), register(server, 'bob')
            alice.until('joined')
            ask(alice, 'join', 'entered', room='garden')
            for command, fields in (('private', {}), ('readonly', {}), ('slow', {'for': '30s'}), ('keep', {'for': '1 year'})):
                ask(alice, command, 'ok', room='garden', **fields)
            code = ask(alice, 'code', 'code', room='garden', uses=2)['code']
            server.kill()
        with Server(state=state) as server:
            bob, _ = come_in(server, 'bob')
            demand(ask(bob, 'join', 'error', room='garden')['code'] == 'room-not-allowed', 'bob came in')
            entered = ask(bob, 'join', 'entered', room='garden', code=code.lower())
            demand(entered['private'] and entered['readonly'] and entered['slow'] == 30 and entered['keep'] == 31536000, f'{entered}')
            server.kill()
        with Server(state=state) as server:
            bob, _ = come_in(server, 'bob')
            ask(bob, 'join', 'entered', room='garden')
            alice, _ = come_in(server, 'alice')
            demand(ask(alice, 'join', 'entered', room='garden')['role'] == 'owner', 'alice does not own it any more')
            codes = ask(alice, 'codes', 'codes', room='garden')['codes']
            demand([(one['code'], one['uses']) for one in codes] == [(code, 1)], f'{codes}')


@test
def admins():
    """§4.43: who was made admin still is"""
    with folder() as state:
        with Server(state=state) as server:
            alice, _ = register(server, 'alice'), register(server, 'bob')
            ask(alice, 'grant', 'ok', name='bob', role='admin')
            server.kill()
        with Server(state=state) as server:
            _, seen = come_in(server, 'bob')
            demand(seen[-2]['role'] == 'admin' and seen[-1]['role'] == 'owner', f'{seen}')


@test
def log_of_acts():
    """§4.33: each act is in the log, with its reason"""
    with folder() as state:
        with Server(state=state) as server:
            alice = register(server, 'alice')
            mallory = Program(server.port, 'mallory')
            mallory.login()
            ask(alice, 'mute', 'ok', name='mallory', **{'for': '10m'}, text='too many jokes')
            ask(alice, 'ban', 'ok', name='mallory', **{'for': '1d'}, text='still more jokes')
            ask(alice, 'code', 'code')
            server.terminate()
            server.wait()
        with contextlib.closing(sqlite3.connect(pathlib.Path(state) / 'natter.db')) as database:
            log = [json.loads(value) for value, in database.execute("SELECT value FROM facts WHERE kind = 'act' ORDER BY key")]
        seen = [(act['act'], act['by'], act.get('name'), act.get('for'), act.get('reason')) for act in log]
        demand(seen == [('mute', 'alice', 'mallory', '600', 'too many jokes'), ('ban', 'alice', 'mallory', '86400', 'still more jokes'),
                        ('code', 'alice', None, '604800', None)], f'{seen}')


@test
def kept_for_a_time():
    """§4.40: what a room does not keep any longer is in no file, and what others keep is there"""
    with folder() as state:
        with Server(state=state) as server:
            alice = register(server, 'alice')
            ask(alice, 'join', 'entered', room='garden')
            ask(alice, 'keep', 'ok', room='garden', **{'for': '2h'})
            ask(alice, 'say', 'ok', room='garden', text='Wolfsmilch blooms')
            ask(alice, 'say', 'ok', room='lobby', text='Rittersporn blooms')
            server.terminate()
            server.wait()
        with contextlib.closing(sqlite3.connect(pathlib.Path(state) / 'natter.db')) as database:
            database.execute('UPDATE messages SET time = time - 3 * 3600 * 1000000')
            database.commit()
        demand(contains(state, 'Wolfsmilch') and contains(state, 'wolfsmilch'), 'it was never there')
        with Server(state=state) as server:
            alice, _ = come_in(server, 'alice')
            await_without(state, alice, 'Wolfsmilch')
            await_without(state, alice, 'wolfsmilch')
            demand(contains(state, 'Rittersporn'), 'the lobby forgot too')
            ask(alice, 'join', 'entered', room='garden')
            demand(ask(alice, 'history', 'history', room='garden')['messages'] == [], 'it is still told')
            ask(alice, 'say', 'ok', room='garden', text='on')


@test
def forgotten():
    """§4.31: who wanted to be forgotten is in no file; what they said is from nobody, also in an export, and nobody gets the name"""
    with folder() as state:
        with Server(state=state) as server:
            bob = register(server, 'bob')
            ask(bob, 'join', 'entered', room='garden')
            name = register(server, 'Mnemosyne', email='titaness@example.org')
            ask(bob, 'invite', 'ok', room='garden', name='Mnemosyne')
            ask(name, 'say', 'ok', text='a memory')
            ask(name, 'tell', 'ok', name='bob', text='a secret')
            ask(name, 'react', 'ok', target=1, reaction='👍')
            ask(name, 'join', 'entered', room='garden')
            ask(bob, 'kick', 'ok', room='garden', name='Mnemosyne')
            server.kill()
        with Server(state=state) as server:
            demand(contains(state, 'Mnemosyne') and contains(state, 'mnemosyne') and contains(state, 'titaness'), 'it was never there')
            name, _ = come_in(server, 'mnemosyne')
            ask(name, 'forget', 'done', text='me really')
            server.kill()
        with Server(state=state) as server:
            bob, _ = come_in(server, 'bob')
            for word in ('Mnemosyne', 'mnemosyne', 'titaness'):
                await_without(state, bob, word)
            message = ask(bob, 'history', 'history', room='lobby')['messages'][0]
            demand((message['from'], message['text'], message['reactions'][0]['names']) == ('forgotten', 'a memory', ['forgotten']), f'{message}')
            for taken in ('Mnemosyne', 'forgotten'):
                guest = Program(server.port, taken)
                guest.do('login', name=taken, id='login')
                demand(guest.until('error', re='login')[-1]['code'] == 'name-taken', f'{taken} is free')
            server.terminate()
            server.wait()
        export = subprocess.run([os.environ.get('NATTERD', ROOT / 'build/server/natterd'), '--state-dir', state, '--export', 'lobby'],
                                capture_output=True, text=True, check=True).stdout
        demand('forgotten: a memory' in export and 'Mnemosyne' not in export, export)


run()
