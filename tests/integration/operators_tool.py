#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""natterctl: what it shows, what it ends with, and that nothing it is given or shows can do harm.

§15.5 §15.6 §15.7
"""

import contextlib
import json
import os
import re
import select
import socket
import sqlite3
import stat
import tempfile

from rig import Operator, Program, Server, Stopwatch, demand, run, test


@contextlib.contextmanager
def serving(*settings):
    with tempfile.TemporaryDirectory(prefix='natter-test-') as state:
        with Server(*settings, state=state) as server:
            yield server, Operator(os.path.join(state, 'control.sock'))


def enter(server, name, room='lobby'):
    person = Program(server.port, name)
    person.login()
    if room != 'lobby':
        person.do('join', room=room, id='j')
        person.until('entered', re='j')
    return person


@test
def mistakes():
    """what is written wrongly ends with 2 and says how it is right; nobody there ends with 3 and says where it looked"""
    operator = Operator('/nowhere/control.sock')
    for words, part in (((), 'natterctl --help'), (('stauts',), 'Did you mean status?'), (('frobnicate',), 'natterctl --help'),
                        (('kick',), 'natterctl kick NAME [REASON]'), (('status', '--uses', '3'), 'no use for --uses'), (('status', 'now'), 'natterctl status'),
                        (('--nonsense',), '--nonsense'), (('bot', 'make', 'x'), 'bot add NAME'), (('say', 'lobby', 'hi', '--whole'), 'say ROOM -'),
                        (('say', 'lobby', 'hi', '--server', 'localhost'), '--token-file')):
        operator.run(*words).bad(2, part)
    operator.run('status').bad(3, '/nowhere/control.sock')
    demand(operator.run('--version').good().out.startswith('natterctl 0.'), 'version')
    demand('natterctl [OPTION…] COMMAND' in operator.run('--help').good().out, 'help')
    words = [line.split('\t')[0] for line in operator.run('commands').good().out.splitlines()]
    demand({'status', 'doctor', 'follow', 'backup', 'passwd', 'bot'} <= set(words), f'{words}')


@test
def shows_how_it_stands():
    """status, users and rooms: columns for people, one object a line for programs"""
    with serving('server.name=Garden gate', 'http.listen=0') as (server, operator):
        for word in 'users', 'who':
            demand(operator.run(word).good().out == 'Nobody is here.\n', word)
        demand(operator.run('rooms').good().out == 'There are no rooms.\n', 'rooms')
        alice = enter(server, 'alice', 'builds')
        alice.do('away', text='tea', id='a')
        alice.until('ok', re='a')
        out = operator.run('users').good().out
        demand(re.fullmatch(r'NAME   IS     IDLE +ROOMS           AWAY\nalice  guest  \d+ s +#lobby #builds  tea\n', out), f'{out!r}')
        demand(operator.run('rooms').good().out.splitlines()[1].startswith('#builds  1       public'), 'rooms')
        out = operator.run('status').good().out
        for line in (rf'^Server +Garden gate \(natterd 0.*, process {server.pid}\)$', rf'^Listens on +127.0.0.1:{server.port}$', rf'^HTTP +127.0.0.1:{server.http_port}$', r'^People +1$', r'^Store +/.*/natter.db: fine$',
                     r'^Connections +1 of at most \d+$', r'^Memory +[\d.]+\s[MG]iB$'):
            demand(re.search(line, out, re.MULTILINE), f'{line} is not in {out}')
        event = operator.run('--json', 'status').good().events()[0]
        demand(event['people'] == 1 and event['http'] == [f'127.0.0.1:{server.http_port}'], f'{event}')
        demand('The HTTP door is for this machine only.' in operator.run('doctor').out, 'the doctor does not see it')
        operator.language = 'de'
        lines = operator.run('status').good().out.splitlines()
        columns = {re.match(r'[^0-9]{1,20}?  +(?=\S)|  +', line).end() for line in lines}
        demand(len(columns) == 1 and lines[1].startswith('Läuft seit  '), f'in German it is crooked: {lines}')
        operator.language = ''
        demand(operator.run('reload').good().out == 'The configuration was read again.\n', 'reload')
        demand(operator.run('check').good().out.endswith('natter.db is fine.\n'), 'check')


@test
def what_people_write_is_harmless():
    """no escape, bidi control or line end that somebody wrote reaches the terminal, nor JSON"""
    with serving() as (server, operator):
        alice = enter(server, 'alice')
        alice.do('topic', text='a\u202eb\u2066c', id='t')
        alice.until('ok', re='t')
        demand('abc' in operator.run('rooms').good().out, 'the topic is not what it should be')
        line = operator.run('--json', 'rooms').good().out
        demand('\\u202e' in line and '\u202e' not in line and json.loads(line)['rooms'][0]['topic'] == 'a\u202eb\u2066c', line)


@test
def says_line_by_line():
    """say: each line is acknowledged, in order; --whole makes one message of them; a room that is not there, or a text too long, ends with 1"""
    with serving() as (server, operator):
        alice = enter(server, 'alice', 'builds')
        operator.run('say', '#builds', 'from', 'the', 'top').good()
        done = operator.run('--json', 'say', 'builds', '-', given=b'one\n\n  \ntwo \xff\nthree').good()
        demand([(event['ev'], event['seq']) for event in done.events()] == [('ok', 2), ('ok', 3), ('ok', 4)], done.out)
        operator.run('say', '#builds', '-', '--whole', given=b'first\nsecond\n').good()
        operator.run('say', '#builds', '--', '--not-an-option').good()
        for text in ('from the top', 'one', 'two \ufffd', 'three', 'first\nsecond', '--not-an-option'):
            said = alice.until('said')[-1]
            demand((said['from'], said['text']) == ('server', text), f'{said} is not {text!r}')
        operator.run('say', '#nowhere', 'hi').bad(1, 'There is no such room')
        operator.run('say', '#builds', 'x' * 9000).bad(1, 'long')
        operator.run('say', '#builds', '-', given=b'fine\n' + b'x' * 9000 + b'\nnot said\n').bad(1, 'long')
        demand(alice.until('said')[-1]['text'] == 'fine', 'what was before the mistake')
        operator.run('say', '#builds', '').good()


@test
def follows():
    """follow: what is said is shown as it is said, once and in order; after the server's end and new start it goes on without a gap"""
    with tempfile.TemporaryDirectory(prefix='natter-test-') as state:
        operator = Operator(os.path.join(state, 'control.sock'))
        with Server(state=state) as server:
            alice = enter(server, 'alice', 'builds')
            following = operator.start('follow', '#Builds', 'lobby')
            watch = Stopwatch()
            n = 0
            while not select.select([following.stdout], [], [], 0)[0]:      # until it is there
                demand(not watch.over(), 'it never shows anything')
                n += 1
                alice.do('say', text=f'{n}', id=f'{n}')
                alice.until('ok', re=f'{n}')
            alice.do('me', text='waves\nand leaves', id='m')
            alice.until('ok', re='m')
            lines = []
            while not lines or not lines[-1].startswith('  '):
                lines.append(following.stdout.readline().decode())
            numbers = [int(line.rpartition(' ')[2]) for line in lines[:-2]]
            demand(numbers and numbers == list(range(numbers[0], n + 1)), f'{numbers} is not up to {n}')
            demand(lines[-2].endswith('#builds * alice waves\n') and lines[-1] == '  and leaves\n', f'{lines[-2:]}')
            server.kill()
        with Server(state=state) as server:
            bob = enter(server, 'bob', 'builds')
            bob.do('say', text='again', id='a')
            bob.until('ok', re='a')
            demand(following.stdout.readline().decode().endswith('#builds bob: again\n'), 'it did not go on')
        following.kill()
        following.wait()
        following.stdin.close()
        following.stdout.close()


@test
def first_room_is_there():
    """on a new server, where nobody ever was: the lobby takes what is said, an invitation, and who follows; another room is not there"""
    for words in ('say', '#lobby', 'first'), ('invite', 'lobby'):
        with serving() as (_, operator):
            operator.run(*words).good()
            operator.run('invite', '#lobby').good()
    with serving() as (_, operator):
        following = operator.start('follow', 'lobby')
        watch = Stopwatch()
        while not select.select([following.stdout], [], [], 0)[0]:
            demand(not watch.over(), 'nothing is heard')
            operator.run('say', 'lobby', 'hello').good()
        demand(following.stdout.readline().endswith(b'#lobby server: hello\n'), 'something else was heard')
        following.kill()
        following.communicate()
        demand(re.search(r'^#lobby +nobody +public', operator.run('rooms').good().out, re.MULTILINE), operator.run('rooms').out)
        operator.run('say', '#builds', 'hi').bad(1, 'There is no such room')


class Feigned:
    """A control socket that says what the test says."""

    def __init__(self, path):
        self.listener = socket.socket(socket.AF_UNIX)
        self.listener.bind(path)
        self.listener.listen()
        self.listener.settimeout(Stopwatch().left())
        self.lines = self.end = None

    def accept(self):
        self.end, _ = self.listener.accept()
        self.end.settimeout(Stopwatch().left())
        self.lines = self.end.makefile('rb')

    def expect(self, do, **fields):
        line = json.loads(self.lines.readline())
        demand(line['do'] == do and all(line[name] == value for name, value in fields.items()), f'{line} is not {do} {fields}')
        return line['id']

    def tell(self, *events):
        self.end.sendall(b''.join(json.dumps(event).encode() + b'\n' for event in events))

    def hang_up(self):
        self.lines.close()
        self.end.close()


def said(seq, **more):
    return {'ev': 'said', 'room': 'builds', 'from': 'alice', 'time': '2026-01-02T03:04:05.000Z', 'seq': seq, 'text': f'{seq}', **more}


@test
def shows_nothing_twice():
    """follow: what is told at once after a break, and again in what was missed, is shown once, and in order"""
    with tempfile.TemporaryDirectory(prefix='natter-test-') as folder:
        server = Feigned(os.path.join(folder, 's'))
        following = Operator(os.path.join(folder, 's')).start('follow', 'builds')
        server.accept()
        server.tell({'ev': 'entered', 're': server.expect('join', room='builds'), 'room': 'builds', 'seq': 5}, said(6))
        demand(following.stdout.readline().endswith(b'#builds alice: 6\n'), 'it does not follow')
        server.hang_up()
        server.accept()
        server.tell({'ev': 'entered', 're': server.expect('join', room='builds'), 'room': 'builds', 'seq': 8}, said(9), said(10))
        page = [{name: value for name, value in said(seq).items() if name not in ('ev', 'room')} for seq in (7, 8, 9)]
        server.tell({'ev': 'history', 're': server.expect('history', since=6), 'room': 'builds', 'messages': page, 'end': 9}, said(10), said(11))
        seen = [following.stdout.readline().decode().rpartition('alice: ')[2].strip() for _ in range(5)]
        demand(seen == ['7', '8', '9', '10', '11'], f'{seen}')
        following.kill()
        following.communicate()
        server.hang_up()
        server.listener.close()


@test
def backs_up():
    """backup: whole, for oneself alone, on top of nothing; what cannot be written leaves nothing"""
    with serving() as (server, operator):
        alice = enter(server, 'alice')
        alice.do('say', text='kept', id='k')
        alice.until('ok', re='k')
        copy = operator.file('copy.db')
        demand(operator.run('backup', copy).good().out == '', 'it talks')
        demand(stat.S_IMODE(os.stat(copy).st_mode) == 0o600, 'others may read it')
        database = sqlite3.connect(copy)
        demand(database.execute('SELECT text FROM messages').fetchall() == [('kept',)], 'that is not what was said')
        database.close()
        operator.run('backup', copy).bad(1, 'File exists')
        operator.run('backup', '/nowhere/copy').bad(1, 'No such file')
        Operator('/nowhere').run('backup', operator.file('none')).bad(3, '/nowhere')
        demand(sorted(os.listdir(operator.home.name)) == ['copy.db'], 'something was left behind')
    with Server(f'control.socket={operator.file("s")}', state=None):
        Operator(operator.file('s')).run('backup', operator.file('none')).bad(1, '--ephemeral')


@test
def invites():
    """invite: a code that works, and a link with it, for a terminal as a QR code, too"""
    with serving() as (server, operator):
        alice = enter(server, 'alice', 'builds')
        out = operator.run('invite', '#builds', '--time', '2h', '--uses', '3').good().out
        code = re.search(r'^Code: (\S+) \(for 3, until \d{4}-', out).group(1)
        demand(re.search(rf'^Link: natter://{socket.gethostname()}:{server.port}/builds\?code={code}', out, re.MULTILINE), out)
        key = operator.run('--json', 'status').good().events()[0]['key']
        demand(f'code={code}&key={key}\n' in out and re.search('^Key: \\w+( \\w+){5}$', out, re.MULTILINE), out)
        alice.do('join', room='builds', code=code, id='c')
        alice.until('entered', re='c')
        event = operator.run('--json', 'invite', 'builds').good().events()[0]
        status = operator.run('--json', 'status').good().events()[0]
        address = f'{socket.gethostname()}:{server.port}'
        demand(event['ev'] == 'code' and event['uses'] == 1 and event['room'] == 'builds' and event['until'] > '2026', f'{event}')
        demand((event['address'], event['key'], event['phrase']) == (address, status['key'], status['phrase']), f'{event}')
        demand(event['link'] == f'natter://{address}/builds?code={event["code"]}&key={event["key"]}', f'{event}')
        operator.run('invite', 'nowhere').bad(1, 'no such room')
        operator.run('invite', 'builds', '--time', 'soon').bad(1, 'For how long')
        for uses in '0', '-3', '1001':
            operator.run('invite', 'builds', f'--uses={uses}').bad(2, '1 to 1000')
    with serving('server.address=chat.example.org') as (server, operator):
        alice = enter(server, 'alice', 'builds')
        demand('natter://chat.example.org/builds?code=' in operator.run('invite', 'builds').good().out, 'another address')
        event = operator.run('--json', 'invite', 'builds').good().events()[0]
        demand(event['address'] == 'chat.example.org' and event['link'].endswith(f'&key={event["key"]}'), f'{event}')
        alice.close()


if __name__ == '__main__':
    run()
