#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""natterctl and people: who has to go, new passwords, announcements; and bots, which say and follow over the network (PROTOCOL.md §13, §15.2)."""

import contextlib
import os
import re
import select
import socket
import stat
import tempfile

from rig import Operator, Peer, Program, Server, Stopwatch, demand, run, test
from rig.link import Link
from rig.terminal import Terminal
from rig.control import natterctl

PASSWORD = 'correct horse battery'
NEW = 'staple, staple, staple'
LINES = 60


@contextlib.contextmanager
def serving(*settings):
    with tempfile.TemporaryDirectory(prefix='natter-test-') as state:
        with Server(*settings, state=state) as server:
            yield server, Operator(os.path.join(state, 'control.sock'))


def enter(server, name, **fields):
    person = Program(server.port, name)
    person.do('login', name=name, id='l', **fields)
    return person


@test
def kicks_and_bans():
    """kick, ban, bans, unban: of a name and of an address, for a time and for ever; whoever it is goes at once and is not let in"""
    with serving() as (server, operator):
        mallory = enter(server, 'mallory')
        mallory.until('hello')
        operator.run('kick', 'mallory', 'no', 'advertising').good()
        demand('no advertising' in mallory.until('bye', code='kicked')[-1]['text'], 'no reason')
        operator.run('kick', 'mallory').bad(1, 'mallory')
        mallory = enter(server, 'mallory')
        mallory.until('hello')
        operator.run('ban', 'mallory', '--time', '2h', 'spam').good()
        mallory.until('bye', code='banned')
        demand(enter(server, 'mallory').until('error')[-1]['code'] == 'banned', 'mallory is back')
        operator.run('ban', '192.0.2.7').good()
        lines = operator.run('bans').good().out.splitlines()
        demand(len(lines) == 3 and re.match(r'WHO +UNTIL +BY +REASON', lines[0]), f'{lines}')
        demand(any(re.match(r'mallory +\d{4}-.* +server +spam$', line) for line in lines) and any(re.match(r'192.0.2.7\S* +for ever +server$', line) for line in lines), f'{lines}')
        operator.run('unban', 'mallory').good()
        enter(server, 'mallory').until('hello')
        operator.run('unban', 'nobody-of-that-name').bad(1, '')
        for spelled, known in (('::ffff:192.0.2.9', '192.0.2.9'), ('::ffff:192.0.2.9/64', '192.0.2.9'), ('::FFFF:C000:209', '192.0.2.9'), ('2001:DB8::5', '2001:db8::/64'),
                               ('2001:db8:0:0:1::/64', '2001:db8::/64')):
            operator.run('ban', spelled).good()
            names = [ban['name'] for ban in operator.run('--json', 'bans').good().events()[0]['bans']]
            demand(sorted(names) == sorted(['192.0.2.7', known]), f'{spelled} is {names}')
            operator.run('unban', known).good()
        for word in ('192.0.2.0/24', '2001:db8::/48', '2001:db8::5/128', '192.0.2.7:5005'):
            operator.run('ban', word).bad(1, f'{word} is neither a name nor one address')
        operator.run('ban', 'mallory', '--time', 'soon').bad(1, '')


@test
def passwords():
    """passwd: from a terminal that does not show it, twice, or from standard input; the old one is over, and neither is in any argument"""
    with serving() as (server, operator):
        alice = enter(server, 'alice')
        alice.do('register', password=PASSWORD, id='r')
        alice.until('done', re='r')
        operator.run('passwd', 'alice', given=b'short\n').bad(1, '')
        operator.run('passwd', 'alice', given=b'').bad(1, 'no password')
        operator.run('passwd', 'nobody', given=NEW.encode()).bad(1, '')
        operator.run('passwd', 'alice', given=NEW.encode() + b'\n').good()
        demand(enter(server, 'alice', password=PASSWORD).until('error')[-1]['code'] == 'wrong-password', 'the old one')
        enter(server, 'alice', password=NEW).until('hello')
        os.environ['NATTERD_CONTROL'] = operator.path
        with Terminal([natterctl(), 'passwd', 'alice'], 'natterctl') as terminal:
            terminal.wait_for('New password: ')
            terminal.type(PASSWORD + '\r')
            terminal.wait_for('The same again: ')
            terminal.type(PASSWORD + '\r')
            demand(PASSWORD.encode() not in terminal.wait_for_end(), 'it was shown')
        enter(server, 'alice', password=PASSWORD).until('hello')
        with Terminal([natterctl(), 'passwd', 'alice'], 'natterctl') as terminal:
            terminal.wait_for('New password: ')
            terminal.type(NEW + '\r')
            terminal.wait_for('The same again: ')
            terminal.type('something else\r')
            terminal.wait_for('not the same twice')
        enter(server, 'alice', password=PASSWORD).until('hello')


@test
def announcements():
    """announce: everybody is told"""
    with serving() as (server, operator):
        alice = enter(server, 'alice')
        alice.until('hello')
        operator.run('announce', 'back', 'in', 'five', 'minutes').good()
        demand(alice.until('notice')[-1]['text'] == 'back in five minutes', 'it is not what was said')


@test
def bots():
    """bot add, list, revoke: the token is shown once, or is in a file that nobody else can read"""
    with serving() as (_, operator):
        demand('no bots' in operator.run('bot', 'list').good().out, 'there are some')
        token = operator.file('builder.token')
        demand(operator.run('bot', 'add', 'builder', '--rooms', '#builds #tests', '--token-file', token).good().out == '', 'it talks')
        demand(stat.S_IMODE(os.stat(token).st_mode) == 0o600, 'others can read the token')
        with open(token, encoding='utf-8') as file:
            key = operator.run('--json', 'status').good().events()[0]['key']
            demand(re.fullmatch(rf'builder [\w-]{{32}} {key}\n', file.read()), 'the file holds something else')
        out = operator.run('bot', 'add', 'reader', '--rights', 'say,read').good().out.splitlines()
        demand(len(out) == 2 and re.fullmatch(r'[\w-]{32}', out[1]), f'{out}')
        out = operator.run('bot', 'list').good().out
        demand(re.search(r'^builder +say +#builds #tests$', out, re.MULTILINE) and re.search(r'^reader +say read +all public ones$', out, re.MULTILINE), out)
        demand(out.count('\n') == 3 and not re.search(r'[\w-]{32}', out), 'a token is in the list')
        operator.run('bot', 'add', 'builder', '--token-file', operator.file('second')).bad(1, 'builder')
        demand(not os.path.exists(operator.file('second')), 'a file was left behind')
        operator.run('bot', 'add', 'other', '--token-file', token).bad(1, 'File exists')
        operator.run('bot', 'revoke', 'builder').good()
        operator.run('bot', 'revoke', 'builder').bad(1, '')


def open_builds(server, operator, rights='say read'):
    alice = Program(server.port, 'alice')
    alice.login()
    alice.do('join', room='builds', id='j')
    alice.until('entered', re='j')
    operator.run('bot', 'add', 'builder', '--rooms', '#builds', '--rights', rights, '--token-file', operator.file('token')).good()
    return alice


def remote(port, operator, *words):
    return ('--server', f'127.0.0.1:{port}', '--token-file', operator.file('token'), *words)


@test
def says_over_a_bad_line():
    """say from another place, over a line that is cut again and again: every line is there, once, in order"""
    with serving() as (server, operator), Link(server.port, seed=7) as link:
        alice = open_builds(server, operator)
        text = ''.join(f'line {n}\n' for n in range(1, LINES + 1)).encode()
        saying = operator.start(*remote(link.port, operator, 'say', '#builds', '-'))
        saying.stdin.write(text)
        saying.stdin.close()
        link.cut_after(700)
        for n in range(1, LINES + 1):
            said = alice.until('said')[-1]
            demand((said['from'], said['text'], said.get('bot')) == ('builder', f'line {n}', True), f'{said}, not {n}')
            if n in (10, 20, 30):
                link.cut_after(n * 13)
        demand(saying.wait(60) == 0 and link.cuts >= 3, f'only {link.cuts} cuts')
        saying.stdout.close()
        alice.do('history', room='builds', count=500, id='h')
        texts = [message['text'] for message in alice.until('history', re='h')[-1]['messages']]
        demand(texts == [f'line {n}' for n in range(1, LINES + 1)], 'doubled or lost')


@test
def slows_down():
    """say: a bot that is asked to slow down waits, and goes on"""
    with serving('limits.rate=50', 'limits.burst=5') as (server, operator):
        alice = open_builds(server, operator)
        operator.run(*remote(server.port, operator, 'say', 'builds', '-'), given=b'x\n' * 12).good()
        demand(sum(1 for _ in range(12) if alice.until('said')) == 12, 'some are missing')


@test
def follows_over_a_bad_line():
    """follow from another place: after a cut nothing is missing, and nothing comes twice; without the right to read it ends with 1"""
    with serving() as (server, operator), Link(server.port, seed=8) as link:
        alice = open_builds(server, operator)
        following = operator.start(*remote(link.port, operator, 'follow', 'builds'))
        watch = Stopwatch()
        n = 0
        while not select.select([following.stdout], [], [], 0)[0]:
            demand(not watch.over(), 'it never shows anything')
            n += 1
            alice.do('say', room='builds', text=f'{n}', id=f'{n}')
            alice.until('ok', re=f'{n}')
        link.cut()
        for more in range(n + 1, n + 30):
            alice.do('say', room='builds', text=f'{more}', id=f'{more}')
            alice.until('ok', re=f'{more}')
        seen = []
        while not seen or seen[-1] != n + 29:
            seen.append(int(following.stdout.readline().decode().rpartition('#builds alice: ')[2]))
        demand(seen == list(range(seen[0], n + 30)), f'{seen}')
        following.kill()
        following.wait()
        following.stdin.close()
        following.stdout.close()
        operator.run('bot', 'add', 'mute', '--token-file', operator.file('mute')).good()
        operator.run('--server', f'127.0.0.1:{server.port}', '--token-file', operator.file('mute'), 'follow', 'builds').bad(1, '')


@test
def knows_the_key():
    """over TLS the key is what counts: by its words or as text; with another one nothing is said, and the token is not shown to anybody"""
    with serving() as (server, operator):
        open_builds(server, operator)
        status = operator.run('--json', 'status').good().events()[0]
        for key in (status['key'], status['phrase'], status['phrase'].upper().replace(' ', ' · ')):
            operator.run(*remote(server.port, operator, '--key', key, 'say', 'builds', 'hi')).good()
        other = 'A' * 43
        answer = operator.run(*remote(server.port, operator, '--key', other, 'say', 'builds', 'hi')).bad(1, 'has another key')
        demand(status['phrase'] in answer.err, 'the key is not told')
        with open(operator.file('token'), 'w', encoding='utf-8') as file:
            file.write('builder wrong-token-wrong-token-wrong-tok\n')
        operator.run(*remote(server.port, operator, 'say', 'builds', 'hi')).bad(1, '')
        os.chmod(operator.file('token'), 0o644)
        operator.run(*remote(server.port, operator, 'say', 'builds', 'hi')).bad(1, 'can be read by others')
        operator.run('--server', '127.0.0.1:1', '--token-file', operator.file('token'), 'say', 'builds', 'hi').bad(3, 'cannot be reached')


def own_address():
    """One of this machine's that is not loopback, or None. Nothing is sent."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(('192.0.2.1', 9))
        except OSError:
            return None
        address = probe.getsockname()[0]
    return None if address.startswith('127.') else address


def rewrite(path, *words):
    with open(path, 'w', encoding='utf-8') as file:
        file.write(' '.join(words) + '\n')


@test
def meets_a_stranger():
    """over a network: a key that nobody vouches for is told and refused before the token is shown; the file that bot add made, or --key, or the words in the file let it in"""
    address = own_address()
    if address is None:
        return
    with serving() as (server, operator), Link(server.port, address=address) as link:
        alice = open_builds(server, operator)
        path = operator.file('token')
        with open(path, encoding='utf-8') as file:
            name, token, key = file.read().split()
        status = operator.run('--json', 'status').good().events()[0]
        hello = ('--server', f'{address}:{link.port}', '--token-file', path, 'say', 'builds', 'hi')
        operator.run(*hello).good()
        for words in (name, token), (token,):
            rewrite(path, *words)
            answer = operator.run(*hello).bad(1, f"--key '{status['phrase']}'")
            demand(address in answer.err and token not in answer.err, answer.err)
        operator.run('--key', status['phrase'], *hello).good()
        rewrite(path, name, token, status['phrase'])
        operator.run(*hello).good()
        rewrite(path, name, token, 'A' * 43)
        operator.run(*hello).bad(1, 'has another key')
        operator.run('--key', key, *hello).good()
        for _ in range(4):
            demand(alice.until('said')[-1]['text'] == 'hi', 'it was not said')
        status = operator.run('--json', 'status').good().events()[0]
        demand(status['logins'] == 5 and status['failed_logins'] == 0, f'a token was shown to a stranger: {status}')


if __name__ == '__main__':
    run()
