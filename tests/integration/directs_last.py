#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""PROTOCOL.md §3.13, §4.37, §4.38: what two accounts tell each other outlives the server, is theirs alone, and so is where they have read."""

import contextlib
import pathlib
import sqlite3
import subprocess
import tempfile

from rig import Program, Server, Text, demand, run, test

PASSWORDS = {'alice': 'correct-horse', 'bob': 'battery-staple', 'carol': 'orange-envelope'}


@contextlib.contextmanager
def folder():
    with tempfile.TemporaryDirectory(prefix='natter-test-') as name:
        yield name


def register(server, *names):
    for name in names:
        with Program(server.port, name) as program:
            program.login()
            program.do('register', password=PASSWORDS[name], id='r')
            program.until('done', re='r')
            program.do('logout')
            program.until('bye')


def come(server, name, kind=Program):
    peer = kind(server.port, name)
    if kind is Text:
        peer.say(f'login {name} {PASSWORDS[name]}')
        peer.until(f'Hello {name}.')
    else:
        peer.do('login', name=name, password=PASSWORDS[name], id='l')
        peer.until('entered', room='lobby')
    return peer


def texts(program, **fields):
    program.do('history', id='texts', **fields)
    return [(message['seq'], message['text']) for message in program.until('history', re='texts')[-1]['messages']]


def directs(program):
    program.do('directs', id='directs')
    return {direct['room']: (direct['read'], direct['seq']) for direct in program.until('directs', re='directs')[-1]['directs']}


def found(program, text):
    program.do('search', text=text, id='found')
    return [(hit['room'], hit['seq']) for hit in program.until('found', re='found')[-1]['messages']]


def tell(program, name, text):
    program.do('tell', name=name, text=text, id=text)
    return program.until('ok', re=text)[-1]


def read_facts(state):
    with contextlib.closing(sqlite3.connect(f'file:{state}/natter.db?mode=ro', uri=True)) as database:
        return database.execute("SELECT key, value FROM facts WHERE kind = 'read'").fetchall()


@test
def outlives_the_server():
    """§3.13, §4.17a: after an end in peace and after a kill it goes on where it was; both find it, nobody else does"""
    with folder() as state:
        for kill in (False, True):
            with Server(state=state) as server:
                if not kill:
                    register(server, 'alice', 'bob', 'carol')
                alice = come(server, 'alice')
                demand(tell(alice, 'bob', f'a lemon cake {kill}')['waiting'], 'nobody waits')
                if kill:
                    server.kill()
        with Server(state=state) as server:
            bob, carol = come(server, 'bob'), come(server, 'carol')
            demand(bob.expect('directs')['directs'][0]['seq'] == 2, 'something is missing')
            demand(texts(bob, room='@alice') == [(1, 'a lemon cake False'), (2, 'a lemon cake True')], 'not all of it is there')
            demand(tell(bob, 'alice', 'thank you')['seq'] == 3, 'it began anew')
            alice = come(server, 'alice')
            demand(directs(alice)['@bob'][1] == 3, 'it has other numbers for alice')
            demand(found(alice, 'lemon') == [('@bob', 2), ('@bob', 1)], 'alice does not find it')
            demand(found(bob, 'lemon in:@alice') == [('@alice', 2), ('@alice', 1)], 'bob does not find it')
            for question in ('lemon', 'lemon in:@bob', 'lemon in:@alice', 'from:alice'):
                demand(found(carol, question) == [], f'carol found {question}')
            for name in ('@alice', '@bob'):
                demand(texts(carol, room=name) == [], f'carol reads {name}')
            demand(directs(carol) == {}, 'carol is in it')


@test
def of_a_guest_who_registers():
    """§3.13: what was begun as a guest is kept once both have an account, and what stayed a guest's is forgotten at the next start"""
    with folder() as state:
        with Server(state=state) as server:
            register(server, 'alice')
            alice, bob, guest = come(server, 'alice'), Program(server.port, 'bob'), Program(server.port, 'guest')
            bob.login()
            guest.login()
            tell(bob, 'alice', 'as a guest')
            tell(guest, 'alice', 'a secret of a guest')
            bob.do('register', password=PASSWORDS['bob'], id='r')
            bob.until('done', re='r')
            server.kill()
        with Server(state=state) as server:
            alice = come(server, 'alice')
            demand(directs(alice) == {'@bob': (0, 1)}, f'{directs(alice)}')
            demand(texts(alice, room='@bob') == [(1, 'as a guest')], 'it is gone')
            demand(found(alice, 'guest') == [('@bob', 1)], 'it is not found, or more than it')


@test
def names_are_nobodys():
    """§3.4, §3.13: whoever takes a name, also one that was given back, sees nothing; of an account that is over the other one keeps it"""
    with folder() as state:
        with Server(state=state) as server:
            register(server, 'alice', 'bob')
            alice, guest = come(server, 'alice'), Program(server.port, 'bobby')
            guest.login()
            tell(alice, 'bob', 'for bob')
            tell(alice, 'bobby', 'for the guest')
            guest.do('name', name='robert', id='n')
            guest.until('ok', re='n')
            other = Program(server.port, 'bobby')
            other.login()
            demand(texts(other, room='@alice') == [] and directs(other) == {} and found(other, 'for') == [], 'the name was enough')
            demand(directs(guest) == {'@alice': (0, 1)}, f'the guest lost it: {directs(guest)}')
            alice.do('forget', text='me really')
            alice.until('bye')
            demand(directs(guest) == {}, 'with a guest nothing is left of it')
        with Server(state=state) as server:
            bob = come(server, 'bob')
            demand(directs(bob) == {'@forgotten': (0, 1)}, f'{directs(bob)}')
            demand(texts(bob, room='@forgotten') == [(1, 'for bob')], 'bob lost it')
            bob.do('tell', name='alice', text='x', id='t')
            bob.until('error', re='t', code='no-such-person')
            demand(read_facts(state) == [], f'markers are left: {read_facts(state)}')


@test
def markers_last():
    """§4.38: markers are there after an end in peace, those of `read` after a kill too, and few are recorded"""
    with folder() as state:
        with Server(state=state) as server:
            register(server, 'alice', 'bob')
            alice, bob = come(server, 'alice'), come(server, 'bob')
            for n in range(1, 200):
                alice.do('say', text=f'{n}')
            tell(alice, 'bob', 'read this')
            bob.until('said', room='@alice')
            bob.do('read', room='@alice', id='r')
            bob.until('ok', re='r')
            bob.do('read', target=7, id='r7')
            bob.until('ok', re='r7')
            server.kill()
        with Server(state=state) as server:
            bob = come(server, 'bob')
            demand(directs(bob) == {'@alice': (1, 1)}, f'{directs(bob)}')
            bob.do('join', room='lobby', id='j')
            demand(bob.until('entered', re='j')[-1]['read'] == 7, 'the marker of the room is gone')
            for n in range(8, 60):
                bob.do('read', target=n, id='n')
                bob.until('ok', re='n')
            bob.do('read', target=5, id='n')
            bob.until('ok', re='n')
        demand(len(read_facts(state)) >= 2, f'{read_facts(state)}')
        with Server(state=state) as server:
            bob = come(server, 'bob')
            bob.do('join', room='lobby', id='j')
            demand(bob.until('entered', re='j')[-1]['read'] == 5, 'an end in peace lost the marker')


@test
def who_reads_text():
    """§4.37, §4.38: a person is told what was missed, once, also over a new start of the server"""
    with folder() as state:
        with Server(state=state) as server:
            register(server, 'alice', 'bob')
            alice, bob = come(server, 'alice'), come(server, 'bob', Text)
            bob.expect('You are in #lobby. Here: alice, bob (you).')
            bob.fence()
            alice.do('say', text='seen', id='s')
            bob.expect('alice: seen')
            bob.fence()
        with Server(state=state) as server:
            alice = come(server, 'alice')
            for n in range(150):
                alice.do('say', text=f'{n}')
            for n in range(25):
                tell(alice, 'bob', f'word {n}')
            bob = come(server, 'bob', Text)
            bob.expect('You are in #lobby. Here: alice, bob (you).')
            lines = [bob.line() for _ in range(20)]
            demand([line.rsplit(': ', 1)[1] for line in lines] == [f'word {n}' for n in range(20)], f'{lines}')
            bob.expect('There is more that waits for you. To see from whom: directs',
                       'More than 100 new since you were here: type history since 1')
            bob.fence()
            bob.close()
            alice.until('left', **{'from': 'bob'})
            bob = come(server, 'bob', Text)
            bob.expect('You are in #lobby. Here: alice, bob (you).')
            lines = [bob.line() for _ in range(5)]
            demand([line.rsplit(': ', 1)[1] for line in lines] == [f'word {n}' for n in range(20, 25)], f'{lines}')
            bob.fence()


@test
def all_in_one_breath():
    """§4.37: what is missed comes before the answers to what was typed at once after the login"""
    with folder() as state, Server(state=state) as server:
        register(server, 'alice', 'bob')
        alice = come(server, 'alice')
        tell(alice, 'bob', 'one')
        with Text(server.port, 'bob') as bob:
            bob.send(f'login bob {PASSWORDS["bob"]}\r\ndirects\r\nlogout\r\n'.encode())
            bob.until('You are in #lobby. Here: alice, bob (you).')
            demand(bob.line().endswith('): one'), 'it was not shown')
            bob.until('Goodbye, bob. Come back soon.')
            bob.expect_end()


@test
def not_exported():
    """--export is for rooms: a direct conversation cannot be asked for, by whatever name"""
    with folder() as state:
        with Server(state=state) as server:
            register(server, 'alice', 'bob')
            tell(come(server, 'alice'), 'bob', 'between us')
            program = server.process.args[0]
        with contextlib.closing(sqlite3.connect(f'file:{state}/natter.db?mode=ro', uri=True)) as database:
            key = database.execute('SELECT key FROM rooms WHERE name IS NULL').fetchone()[0]
        for name in ('@bob', '@alice', 'bob', key):
            done = subprocess.run([program, '--state-dir', state, '--export', name], capture_output=True, text=True, check=False)
            demand(done.returncode != 0 and 'between us' not in done.stdout, f'{name}: {done.stdout}')
        done = subprocess.run([program, '--state-dir', state, '--check-store'], capture_output=True, text=True, check=False)
        demand(done.returncode == 0, done.stdout + done.stderr)
        names = b''.join(path.read_bytes() for path in pathlib.Path(state).iterdir() if path.is_file())
        demand(b'between us' in names, 'it is not there at all')


run()
