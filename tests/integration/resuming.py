#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""PROTOCOL.md §3.12, §4.36, §5.20, §7.6, §7.7: coming back after all that may have happened, and what it may cost."""

import json
import tempfile

from rig import Bystanders, Program, Returner, Server, demand, is_sanitized, run, test

GOOD = 'correct horse'
PIECE = 'x' * 4000


def come_in(server, name):
    peer = Program(server.port, name)
    peer.login()
    return peer


def say_much(speaker, n, first=0):
    """n messages, some 4 KB each; read by the speaker."""
    for i in range(first, first + n):
        speaker.do('say', text=f'{i} {PIECE}', id=f's{i}')
        speaker.until('ok', re=f's{i}')


@test
def after_a_new_start():
    """§3.12: an account comes back after SIGKILL without its password; its token is in no file and no log"""
    with tempfile.TemporaryDirectory(prefix='natter-test-') as folder:
        with Server('log.level=debug', state=folder) as server:
            alice = Returner(server, 'alice').login()
            alice.peer.do('register', password=GOOD, id='r')
            alice.peer.until('done', re='r')
            bob = come_in(server, 'bob')
            alice.peer.do('join', room='garden', id='g')
            alice.take_until('entered', re='g')
            alice.seen['garden'] = 0
            bob.do('say', text='one', id='1')
            bob.until('ok', re='1')
            alice.take_until('said')
            bob.do('say', text='two', id='2')
            bob.until('ok', re='2')
            server.kill()
            demand(alice.token not in server.read_log(), 'the token is in the log')
        with open(f'{folder}/natter.db', 'rb') as database:
            demand(alice.token.encode() not in database.read(), 'the token is in the database')
        with Server(state=folder) as server:
            alice.server = server
            bob = come_in(server, 'bob')
            events = alice.resume()
            hello = [event for event in events if event['ev'] == 'hello'][0]
            demand('resumed' not in hello and hello['token'] == alice.token and hello['epoch'] == alice.epoch, f'{hello}')
            demand(alice.seen == {'lobby': 2}, f'{alice.seen}')     # nothing was said in #garden: it is no more
            bob.until('joined', room='lobby', **{'from': 'alice'})
            alice.peer.do('devices', id='d')
            alice.peer.until('devices', re='d')


@test
def a_guest_after_a_new_start():
    """§3.12: a guest's session is over then"""
    with Server() as server:
        token = Returner(server, 'alice').login().token
    with Server() as server:
        peer = Program(server.port, 'alice')
        peer.do('resume', token=token, id='r')
        peer.until('error', re='r', code='session-over')


@test
def knows_much_that_is_not_there():
    """§5.19: of 200 rooms and people whom nobody knows each is parted from, and nothing of that stays in memory"""
    with Server() as server:
        bob = come_in(server, 'bob')
        alice = Returner(server, 'alice').login()
        alice.peer.do('join', room='den', id='den')
        alice.take_until('entered', re='den')
        strangers = [f'@bo{n}' for n in range(150)] + [f'den{n}' for n in range(44)] + ['', '@', '@@', '##', '@bob', 'x' * 999]
        for _ in range(3):
            alice.seen = dict.fromkeys(strangers, 1)
            alice.resume()
            demand(alice.seen == {}, f'{alice.seen}')
        bob.until('joined')
        bob.fence()


@test
def many_pages():
    """§5.19, §5.20: thousands of messages in several rooms, more of them while they are being told"""
    with Server('store.memory-messages=100000', 'limits.resume=off') as server:
        bob = come_in(server, 'bob')
        alice = Returner(server, 'alice').login()
        for room in ('garden', 'attic'):
            for peer in (bob, alice.peer):
                peer.do('join', room=room, id=room)
                peer.until('entered', re=room)
            alice.seen[room] = 0
        alice.lose()
        for n in range(3600):
            bob.do('say', room=('garden', 'attic', 'lobby')[n % 3], text=f'message {n}')
        bob.until('said', text='message 3599')
        alice.begin_resume(receive_buffer=4096)
        for n in range(300):
            bob.do('say', room=('garden', 'attic', 'lobby')[n % 3], text=f'meanwhile {n}')
        bob.until('said', text='meanwhile 299')
        events = alice.take_until('live')
        pages = [event for event in events if event['ev'] == 'history']
        demand(len(pages) >= 9 and not any(page.get('more') for page in pages), f'{len(pages)} pages')
        while alice.seen != {'lobby': 1300, 'garden': 1300, 'attic': 1300}:
            alice.take(alice.peer.event())


@test
def guesses():
    """§7.6: a wrong token counts as a wrong password"""
    with Server('limits.loopback-exempt=no', 'limits.address-rate=off') as server:
        good = Returner(server, 'alice').login()
        peer = Program(server.port, 'guesser')
        for n in range(5):
            peer.do('resume', token='A' * 32, id=str(n))
            peer.until('error', re=str(n), code='session-over')
        peer.do('resume', token=good.token, id='x')
        demand(peer.until('error', re='x', code='slow-down')[-1]['wait'] >= 1, 'it need not wait')


@test
def too_slow_while_catching_up():
    """§7.7: who does not read what was missed is too slow once too much has happened; memory is bounded, and nothing is lost"""
    with Server('store.memory-messages=100000', 'limits.queue-hard=600KiB', 'limits.resume=off') as server, \
            Bystanders(server) as others:
        bob = come_in(server, 'bob')
        alice = Returner(server, 'alice').login()
        bob.until('joined')
        alice.lose()
        say_much(bob, 500)
        before = server.rss()
        alice.begin_resume(receive_buffer=4096)
        say_much(bob, 500, 500)
        grown = server.rss() - before
        demand(is_sanitized(server.pid) or grown < 12 * 1024, f'it cost {grown} KiB')
        data = alice.peer.read_to_end()
        lines = data.splitlines()
        last = json.loads(lines[-1])
        demand(last['ev'] == 'bye' and last['code'] == 'too-slow', f'the last line was {lines[-1][-300:]}')
        for line in lines:
            alice.take(json.loads(line))
        alice.resume()
        demand(alice.seen['lobby'] == 1000, f'{alice.seen}')
        others.talk()


@test
def deaf_while_catching_up():
    """§7.7 idle-timeout: who takes nothing at all of it is given up, and held again"""
    with Server('store.memory-messages=100000', 'limits.idle-ping=200ms', 'limits.idle-grace=200ms', 'log.level=info',
                'limits.resume=off') as server:
        bob = come_in(server, 'bob')
        alice = Returner(server, 'alice').login()
        alice.lose()
        say_much(bob, 400)
        alice.begin_resume(receive_buffer=4096)
        while 'idle-timeout' not in server.read_log():
            bob.until('ping')
            bob.do('pong')
        alice.resume()
        demand(alice.seen['lobby'] == 400, f'{alice.seen}')


def left(watcher, name):
    watcher.until('left', **{'from': name})


@test
def held_on_the_server():
    """§9 limits.held: beyond, one has left at once"""
    with Server('limits.held=2') as server:
        bob = come_in(server, 'bob')
        people = [Returner(server, f'p{n}').login() for n in range(3)]
        for person in people:
            person.lose()
        left(bob, 'p2')
        people[0].resume()
        people[1].resume()
        bob.fence()


@test
def held_of_an_address():
    """§4.36: held and connected together no more than limits.connections-per-address, but who comes back is let in"""
    with Server('limits.loopback-exempt=no', 'limits.connections-per-address=4', 'limits.address-rate=off') as server:
        bob = come_in(server, 'bob')
        people = [Returner(server, f'p{n}').login() for n in range(3)]
        for _ in range(3):
            bob.until('joined')
        for person in people:
            person.lose()
        bob.fence()
        others = [Returner(server, f'q{n}').login() for n in range(3)]
        for _ in range(3):
            bob.until('joined')
        others[0].lose()
        left(bob, 'q0')
        for peer in others[1:]:
            peer.peer.do('logout')
            peer.peer.until('bye')
            peer.lose('close')
        for person in people:
            person.resume()


@test
def everybody_at_once():
    """200 come back together: nobody has to wait for long, and everybody gets everything"""
    with Server() as server, Bystanders(server) as others:
        crowd = [Returner(server, f'p{n}').login() for n in range(200)]
        bob = come_in(server, 'bob')
        for person in crowd:
            person.lose()
        say_much(bob, 20)
        others.talk()
        for person in crowd:
            person.begin_resume()
        others.talk()
        for person in crowd:
            person.take_until('live')
            demand(person.seen['lobby'] == 20, f'{person.name}: {person.seen}')


@test
def going_down_with_people_held():
    """§7.5: a server that goes down waits for nobody who is held"""
    with Server('limits.grace=1h') as server:
        people = [Returner(server, f'p{n}').login() for n in range(10)]
        for person in people:
            person.lose()
        come_in(server, 'bob').fence()


@test
def a_pipe_leaves_no_ghost():
    """§4.36: who does not ask for it is gone with the connection"""
    with Server() as server:
        bob = come_in(server, 'bob')
        with Program(server.port, 'pipe') as pipe:
            pipe.send(b'{"do":"login","name":"pipe"}\n{"do":"say","text":"done"}\n')
            pipe.shut()
            pipe.read_to_end()
        left(bob, 'pipe')


run()
