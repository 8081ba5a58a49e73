#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""PROTOCOL.md §15: the control socket lets in who may, answers, and bears with whoever is there.

§15.1 §15.2 §15.3 §15.4 §15.5 §15.6 §15.7
"""

import contextlib
import os
import pathlib
import socket
import sqlite3
import stat
import subprocess
import sys
import tempfile

from rig import SLOWNESS, Control, Program, Server, Stopwatch, Text, demand, is_sanitized, run, test

ROOT = pathlib.Path(__file__).resolve().parents[2]
NOBODY = 65534
MANY = 40


@contextlib.contextmanager
def serving(*settings, **options):
    """A server with a database, and where its socket is."""
    with tempfile.TemporaryDirectory(prefix='natter-test-') as state:
        with Server(*settings, state=state, **options) as server:
            yield server, os.path.join(state, 'control.sock')


def try_as(path, uid, gid):
    """What a process of that user is told, or why it cannot even knock."""
    code = ('import os, socket, sys\n'
            f'os.setgroups([]); os.setgid({gid}); os.setuid({uid})\n'
            's = socket.socket(socket.AF_UNIX)\n'
            'try:\n'
            f'  s.connect({path!r})\n'
            'except OSError as error: sys.exit(print(error.strerror))\n'
            'try: s.sendall(b\'{"do":"status"}\\n\')\n'
            'except OSError: pass\n'
            'print(s.makefile().readline().strip())\n')
    return subprocess.run([sys.executable, '-c', code], capture_output=True, check=True, timeout=60).stdout.decode()


@test
def is_private_and_gone_afterwards():
    """§15.1: for its user alone, none with --ephemeral, gone after an end, and one that was left behind is replaced"""
    with tempfile.TemporaryDirectory(prefix='natter-test-') as state:
        path = os.path.join(state, 'control.sock')
        for end in ('kill', 'stop', 'stop'):
            with Server(state=state) as server:
                demand(stat.S_IMODE(os.stat(path).st_mode) == 0o600, 'others may use it')
                with Control(path) as control:
                    demand(control.ask('status')['process'] == server.pid, 'that is another server')
                getattr(server, end)()
            demand(os.path.exists(path) == (end == 'kill'), f'after {end} it is wrong')
    with Server() as server:
        demand('control.sock' not in os.listdir(server.folder.name), 'an ephemeral server made one')
        with Server(f'control.socket={server.folder.name}/here', state=None), Control(f'{server.folder.name}/here') as control:
            demand(control.ask('status')['store'] == 'memory', 'that is no ephemeral server')


@test
def takes_nothing_away():
    """§15.1: what is no socket, or one that somebody listens on, stays; asked for there, the server does not start"""
    with tempfile.TemporaryDirectory(prefix='natter-test-') as folder, socket.socket(socket.AF_UNIX) as other:
        pathlib.Path(folder, 'file').write_text('mine', encoding='utf-8')
        other.bind(os.path.join(folder, 'taken'))
        other.listen()
        for name in ('file', 'taken', 'x' * 120):
            done = subprocess.run([os.environ.get('NATTERD', ROOT / 'build/server/natterd'), '--ephemeral', '--listen', '127.0.0.1:0', '--set', f'control.socket={folder}/{name}'],
                                  capture_output=True, check=False, timeout=60)
            demand(done.returncode == 1 and b'control socket' in done.stderr, f'{name}: {done.stderr!r}')
        demand(sorted(os.listdir(folder)) == ['file', 'taken'], 'something was taken away')


@test
def others_stay_outside():
    """§15.1: another user is refused by the file, and by the kernel's word where the file lets everybody in; a group of one's own is let in"""
    if os.geteuid() != 0:
        return
    with tempfile.TemporaryDirectory(prefix='natter-test-') as folder:
        os.chmod(folder, 0o755)
        path = os.path.join(folder, 'socket')
        with Server(f'control.socket={path}', 'control.group=games'):
            gid = os.stat(path).st_gid
            demand(stat.S_IMODE(os.stat(path).st_mode) == 0o660 and gid != 0, 'the group has it not')
            demand('Permission denied' in try_as(path, NOBODY, NOBODY), 'the file did not refuse')
            demand('"ev":"status"' in try_as(path, NOBODY, gid), 'the group was refused')
            os.chmod(path, 0o666)
            demand('"code":"not-allowed"' in try_as(path, NOBODY, NOBODY), 'the kernel was not asked')


@test
def lines_of_every_kind():
    """§15.2, §15.4: half ones, glued ones, huge ones and no JSON are answered as at the port; the conversation goes on"""
    with serving() as (server, path), Control(path) as control:
        for byte in b'{"do":"status","id":"slow"}\r\n':
            control.send(bytes([byte]))
        demand(control.event()['re'] == 'slow', 'one byte at a time')
        control.send(b'\n \n{"do":"status","id":"1"}\n{"do":"who","id":"2"}\n{"do":"status","id":"3"}\n')
        demand([control.event()['re'] for _ in range(3)] == ['1', '2', '3'], 'glued')
        for line, code in ((b'status', 'bad-json'), (b'{"do":"sttus"}', 'unknown-command'), (b'\xff\xfe', 'not-utf8'), (b'[' * 100000, 'bad-json'),
                           (b'{"a":' * 1000, 'too-deep'), (b'{"do":"status","id":7}', 'bad-field')):
            control.send(line + b'\n')
            demand(control.event()['code'] == code, f'{line[:30]} was not {code}')
        before = server.rss()
        for _ in range(64):
            control.send(b'{"do":"say","text":"' + b'x' * 256 * 1024)
        control.send(b'\n')
        demand(control.event()['code'] == 'line-too-long', 'a huge line')
        demand(is_sanitized(server.pid) or server.rss() - before < 4096, f'it cost {server.rss() - before} KiB')
        demand(control.ask('status')['ev'] == 'status', 'the conversation is over')


@test
def one_answer_each_in_order():
    """§5.2: whatever is asked, wrongly or well, command or not, is answered once, and in the order in which it was asked"""
    wrong = [{'do': 'say'}, {'do': 'nonsense'}, {'do': 'kick', 'name': 7}, {'do': 'resume', 'token': 'A' * 32}, {'do': 'login', 'name': 'x'}]
    well = [{'do': 'who'}, {'do': 'status'}, {'do': 'say', 'room': 'lobby', 'text': 'hello'}, {'do': 'check'}, {'do': 'history', 'room': 'lobby'}, {'do': 'reload'}]
    with serving() as (_, path), Control(path) as control:
        asked = [{**fields, 'id': str(n)} for n, fields in enumerate((wrong + well) * 3 + well[::-1] + wrong[::-1])]
        for fields in asked:
            control.do(fields.pop('do'), **fields)
        seen = [control.event()['re'] for _ in asked]
        demand(seen == [fields['id'] for fields in asked], f'they came as {seen}')
        with Control(path) as other:
            other.send(b'{"do":"who","id":"1"}\n{"do":"status","id":"2"}\n')
        demand(control.ask('ping')['ev'] == 'pong', 'the conversation is over')


@test
def pongs_of_no_use():
    """a thousand pongs, to which there is no answer, do not make it deaf"""
    with serving() as (_, path), Control(path) as control:
        for n in range(1000):
            control.do('pong', id=str(n))
        demand(control.ask('who')['ev'] == 'who', 'no answer')


@test
def out_of_descriptors():
    """with no descriptor left it does not spin, and lets in who waited when there is one again"""
    with Server('control.socket=control', descriptors=48) as server:
        path = os.path.join(server.folder.name, 'control')
        people = [Program(server.port, f'guest{n}') for n in range(24)]
        for person in people:
            person.login()
        waiting = [Control(path, f'operator{n}') for n in range(20)]
        watch = Stopwatch()
        while server.descriptors() < 48:
            demand(not watch.over(), f'{server.descriptors()} descriptors are open')
            people[0].do('ping')
            people[0].until('pong')
        before = server.cpu()
        demand(waiting[-1].is_silent(1.0), 'who waits is told something')
        demand(server.cpu() - before < 0.15 * SLOWNESS, f'it took {server.cpu() - before:.2f} s of processor time in one')
        for control in waiting[:10]:
            control.close()
        demand(waiting[-1].ask('ping')['ev'] == 'pong', 'who waited was forgotten')


@test
def an_end_that_was_said():
    """§15.3: who says the own end first still gets the answers; who vanishes in the middle of a line or of an answer costs nothing"""
    with serving() as (server, path):
        before = server.descriptors()
        for _ in range(20):
            with Control(path) as control:
                control.send(b'{"do":"backup"}\n{"do":"check"}\n{"do":"sta')
        with Control(path) as control:
            control.do('who', id='w')
            control.do('check', id='c')
            control.do('status', id='s')
            control.shut()
            demand([control.event()['re'] for _ in range(3)] == ['w', 'c', 's'], 'answers')
            control.expect_end()
        with Control(path) as control:
            watch = Stopwatch()
            while control.ask('check') and control.ask('status')['descriptors'] > before + 8:
                demand(not watch.over(), 'descriptors are left open')


@test
def many_at_a_time():
    """§15.1: beyond 32 there is server-full, and a place is free again when one has gone"""
    with serving() as (_, path), contextlib.ExitStack() as stack:
        crowd = [stack.enter_context(Control(path)) for _ in range(32)]
        demand(all(control.ask('status')['ev'] == 'status' for control in crowd), 'not everybody was served')
        for _ in range(MANY):
            with Control(path) as control:
                demand(control.event() == {'ev': 'bye', 'code': 'server-full', 'text': 'Too many are connected to the control socket already. Please try again in a minute.'},
                       'no server-full')
                control.expect_end()
        crowd[0].close()
        demand(crowd[1].ask('status')['ev'] == 'status', 'the others are disturbed')
        with Control(path) as control:
            demand(control.ask('status')['ev'] == 'status', 'the place is not free')


@test
def a_follower_who_does_not_read():
    """§15.3 too-slow: beyond 1 MiB it is told, what came before is whole lines, and nobody else waits; one who vanishes meanwhile costs nothing"""
    with serving() as (server, path), Control(path, 'slow', receive_buffer=4096) as slow, Control(path, 'gone') as gone, Control(path) as speaker:
        alice = Program(server.port, 'alice')
        alice.login()
        for follower in (slow, gone):
            demand(follower.ask('join', room='lobby')['ev'] == 'entered', 'it cannot follow')
        for n in range(1, 400):
            speaker.do('say', room='lobby', text=f'{n} ' + 'x' * 8000, id=f'{n}')
            while speaker.event().get('re') != f'{n}':
                pass
            if n == 20:
                gone.close()
        lines = slow.read_to_end().splitlines()
        demand(lines[-1].startswith(b'{"ev":"bye","code":"too-slow"'), f'its last line: {lines[-1][:100]!r}')
        demand(all(line.startswith(b'{"ev":"said"') and line.endswith(b'}') for line in lines[:-1]) and len(lines) < 399, 'what came before')


@test
def nobody_else_waits():
    """§15.2: a thousand commands at once are all answered, in order, and a person at the port talks meanwhile"""
    with serving() as (server, path), Control(path) as control:
        alice = Text(server.port, 'alice')
        alice.login()
        control.send(b''.join(b'{"do":"time","id":"%d"}\n' % n for n in range(1000)))
        alice.fence()
        for n in range(1000):
            demand(control.event()['re'] == str(n), f'{n} is missing')


@test
def status_and_reload():
    """§15.5, §15.6: status tells how the server stands; reload does what SIGHUP does, and says what came of it"""
    with tempfile.TemporaryDirectory(prefix='natter-test-') as state:
        with Server('server.name=Garden gate', state=state) as server, Control(os.path.join(state, 'control.sock')) as control:
            status = control.ask('status')
            wanted = {'ev': 'status', 'server': 'Garden gate', 'process': server.pid, 'people': 0, 'store': 'fine', 'folder': state,
                      'database': os.path.join(state, 'natter.db'), 'addresses': [f'127.0.0.1:{server.port}'], 'messages': 0}
            demand({key: status.get(key) for key in wanted} == wanted, f'{status}')
            alice = Program(server.port, 'alice')
            alice.login()
            alice.do('say', text='hi', id='s')
            alice.until('ok', re='s')
            status = control.ask('status')
            demand((status['people'], status['messages'], status['rooms'], status['sessions']) == (1, 1, 1, 1), f'{status}')
            demand(status['memory'] > 0 and status['descriptors'] > 5, f'{status}')
            demand(control.ask('reload') == {'ev': 'done', 're': 'ask', 'text': 'The configuration was read again.'}, 'reload')


@test
def backup_while_people_talk():
    """§15.7: the copy is whole, has what was acknowledged before, is open for reading only, and leaves no file behind"""
    with serving() as (server, path), Control(path) as control:
        alice = Program(server.port, 'alice')
        alice.login()
        for n in range(1, 201):
            alice.do('say', text=f'{n}', id=f'{n}')
            alice.until('ok', re=f'{n}', seq=n)
            if n == 100:
                control.do('backup', id='b')
        answer, fd = control.take_descriptor()
        demand(answer['ev'] == 'done' and fd is not None, f'{answer}')
        with open(fd, 'rb') as copy, tempfile.NamedTemporaryFile(suffix='.db') as kept:
            kept.write(copy.read())
            kept.flush()
            database = sqlite3.connect(kept.name)
            demand(database.execute('SELECT count (*) FROM messages').fetchone()[0] >= 100, 'messages are missing')
            demand(database.execute('PRAGMA integrity_check').fetchone()[0] == 'ok', 'it is not whole')
            database.close()
            demand(os.fstat(copy.fileno()).st_nlink == 0, 'it has a name')
            try:
                os.write(fd, b'x')
                demand(False, 'it can be written')
            except OSError:
                pass
        demand(control.ask('check')['ev'] == 'done', 'check')
        left = [name for name in os.listdir(os.path.dirname(path)) if 'copy' in name]
        demand(not left, f'{left} were left behind')


@test
def what_a_kill_left():
    """§15.7: a copy that a killed server left half done is taken away at the next start"""
    with tempfile.TemporaryDirectory(prefix='natter-test-') as state:
        half = pathlib.Path(state, 'natter.db.copy-0123abcd.part77')
        half.write_bytes(b'x' * 1000)
        with Server(state=state):
            demand(not half.exists(), 'it is still there')


@test
def a_server_going_down():
    """§15.2: whoever is there is told shutting-down"""
    with serving() as (server, path), Control(path) as idle, Control(path) as control:
        control.ask('who')
        idle.ask('status')
        server.terminate()
        for peer in (idle, control):
            demand(b'"code":"shutting-down"' in peer.read_to_end(), 'it heard nothing of it')
        server.wait()


if __name__ == '__main__':
    run()
