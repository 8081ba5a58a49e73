#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The real telnet program on a terminal: PROTOCOL.md §4.20, §4.21, §4.45. Its keys arrive, it does not freeze, and it can go."""

from rig import Bystanders, Program, Server, demand, need_program, run, test
from rig.terminal import Terminal

TELNET = need_program('telnet', 'inetutils-telnet')
CTRL_C = b'\x03'
CTRL_D = b'\x04'
CTRL_ESCAPE = b'\x1d'
CTRL_BACKSLASH = b'\x1c'
SENTENCES = ['Ü', 'Übergrößenträger', '日本語', 'مرحبا', 'שלום', 'Нет', 'Ý', '🎉', 'ä ö é €', '中文测试']


class Telnet(Terminal):
    """Somebody with telnet, not logged in yet."""

    def __init__(self, server, name):
        super().__init__([TELNET, '127.0.0.1', str(server.port)], name)
        self.wait_for('Type: login yourname   (help shows more)')

    def login(self):
        self.type(f'login {self.name}\r')
        self.wait_for(f'Hello {self.name}.')
        self.wait_for('You are in #lobby')


@test
def plain_session():
    """a plain session: greeted, logged in, said, logged out; telnet says that the other end closed"""
    with Server() as server, Bystanders(server), Telnet(server, 'alice') as alice:
        alice.login()
        alice.type('say hello\r')
        alice.wait_for('alice: hello')
        alice.type('logout\r')
        alice.wait_for('Goodbye')
        demand(b'closed' in alice.wait_for_end(), 'telnet did not notice the end')


@test
def any_script_after_the_first_iac():
    """once telnet has shown itself with an IAC, names and text of every script arrive whole"""
    with Server() as server, Bystanders(server):
        watcher = Program(server.port, 'watcher')
        watcher.login()
        with Telnet(server, 'alice') as alice:
            alice.login()
            watcher.expect('joined')
            alice.type(b'half a line' + CTRL_C)
            alice.type('ping\r')
            alice.wait_for('Pong! The server hears you.')
            for sentence in SENTENCES:
                alice.type(f'say {sentence}\r')
                watcher.expect('said', text=sentence)
                alice.wait_for(f'alice: {sentence}')
            for name in ('Jürgen', '日本', 'م', 'Ünal', '🎉'):
                alice.type(f'name {name}\r')
                watcher.expect('renamed', name=name)
                alice.wait_for(f'You are now called {name}.')


@test
def torn_line_is_explained():
    """what telnet tears before that is answered with a way out, and typed again it arrives"""
    with Server() as server, Bystanders(server):
        watcher = Program(server.port, 'watcher')
        watcher.login()
        with Telnet(server, 'alice') as alice:
            alice.type('login Ü\r')         # C3 9C: telnet takes 9C for Ctrl-\
            alice.wait_for('Your telnet tore that line apart.')
            alice.wait_for('please type the line again')
            alice.type('login Ü\r')
            alice.wait_for('Hello Ü.')
            watcher.expect('joined', **{'from': 'Ü'})


@test
def ctrl_c_in_mid_line():
    """Ctrl-C throws the unfinished line away, and nothing is frozen afterwards, however often"""
    with Server() as server, Bystanders(server):
        watcher = Program(server.port, 'watcher')
        watcher.login()
        with Telnet(server, 'alice') as alice:
            alice.login()
            watcher.expect('joined')
            for n in range(5):
                alice.type(b'say wrong' + (CTRL_C if n % 2 else CTRL_BACKSLASH))
                alice.type(f'say right {n}\r')
                alice.wait_for(f'alice: right {n}')
                watcher.expect('said', text=f'right {n}')


@test
def ctrl_d():
    """Ctrl-D on an empty line is logout"""
    with Server() as server, Bystanders(server):
        watcher = Program(server.port, 'watcher')
        watcher.login()
        with Telnet(server, 'alice') as alice:
            alice.login()
            alice.type(CTRL_D)
            alice.wait_for('Goodbye')
            alice.wait_for_end()
        watcher.expect('joined')
        watcher.expect('left', reason='logout')


@test
def early_quit():
    """Ctrl-] quit closes the window: before login nobody minds, after it the room is told"""
    with Server() as server, Bystanders(server):
        watcher = Program(server.port, 'watcher')
        watcher.login()
        for logged_in in (False, True):
            with Telnet(server, 'alice') as alice:
                if logged_in:
                    alice.login()
                alice.type(CTRL_ESCAPE)
                alice.wait_for('telnet>')
                alice.type('quit\r')
                alice.wait_for_end()
        watcher.expect('joined')
        watcher.expect('left', **{'from': 'alice', 'reason': 'closed'})
        watcher.fence()


@test
def password_is_not_seen():
    """§4.45: once telnet has shown itself, what is typed at the prompt for a password is not seen, and what comes after it is"""
    with Server() as server, Bystanders(server):
        owner = Program(server.port, 'alice')
        owner.login()
        owner.do('register', password='Rumpelstiltskin')
        owner.expect('done')
        with Telnet(server, 'alice') as alice:
            alice.type(CTRL_C)
            alice.type('login alice\r')
            alice.wait_for('Password for alice: ')
            alice.type('not this one\r')
            seen = alice.wait_for('do not belong together')
            demand(b'this' not in seen, f'the password was shown: {seen!r}')
            alice.type('login alice\r')
            alice.wait_for('Password for alice: ')
            alice.type('Rumpelstiltskin\r')
            seen = alice.wait_for('Hello alice.')
            demand(b'Rumpel' not in seen, f'the password was shown: {seen!r}')
            demand(seen.replace(b'\r', b'').count(b'\n') == 1, f'no line of its own: {seen!r}')
            alice.type('say seen again\r')
            seen = alice.wait_for('alice: seen again')
            demand(b'say seen again' in seen, f'the echo did not come back: {seen!r}')
            owner.expect('said', text='seen again')


@test
def password_prompt_shown_late():
    """§4.45: a telnet that shows itself only at the prompt, with a Ctrl-C, is asked to hide what is typed then"""
    with Server() as server, Bystanders(server):
        owner = Program(server.port, 'alice')
        owner.login()
        owner.do('register', password='Rumpelstiltskin')
        owner.expect('done')
        with Telnet(server, 'alice') as alice:
            alice.type('login alice\r')
            alice.wait_for('Password for alice: ')
            alice.type(CTRL_C)
            alice.type('\r')
            alice.wait_for('That was no password.')
            alice.type('login alice\r')
            alice.wait_for('Password for alice: ')
            alice.type('Rumpelstiltskin\r')
            seen = alice.wait_for('Hello alice.')
            demand(b'Rumpel' not in seen, f'the password was shown: {seen!r}')


@test
def killed():
    """a telnet that is killed in mid-line is gone for the others"""
    with Server() as server, Bystanders(server):
        watcher = Program(server.port, 'watcher')
        watcher.login()
        with Telnet(server, 'alice') as alice:
            alice.login()
            alice.type('say half a li')
            watcher.expect('joined')
        watcher.expect('left', **{'from': 'alice'})


run()
