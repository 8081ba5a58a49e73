#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""PROTOCOL.md §4.19, §5.10: however a connection ends, those in the room are told once, with the way; the name is free again."""

from rig import Bystanders, Program, Server, Text, demand, run, test


def watch(server):
    watcher = Program(server.port, 'watcher')
    watcher.login()
    return watcher


@test
def half_close():
    """who stops sending still gets all pending replies, then has 'closed'"""
    with Server() as server, Bystanders(server):
        watcher = watch(server)
        alice = Text(server.port, 'alice')
        alice.send(b'login alice\r\n' + b''.join(b'say %d\r\n' % n for n in range(500)))
        alice.shut()
        alice.greeted().expect('Hello alice.', 'You are in #lobby. Here: watcher, alice (you).')
        alice.expect(*(f'alice: {n}' for n in range(500))).expect_end()
        watcher.expect('joined', **{'from': 'alice'})
        for n in range(500):
            watcher.expect('said', text=str(n))
        watcher.expect('left', **{'from': 'alice', 'reason': 'closed'})
        watcher.fence()


@test
def half_close_in_mid_line():
    """an unfinished line at the end is not carried out"""
    with Server() as server, Bystanders(server):
        watcher = watch(server)
        alice = Text(server.port, 'alice')
        alice.login()
        alice.send(b'say half')
        alice.shut()
        alice.expect_end()
        watcher.expect('joined')
        watcher.expect('left', **{'from': 'alice', 'reason': 'closed'})


@test
def reset_in_mid_line():
    """RST in mid-line is 'lost'"""
    with Server() as server, Bystanders(server) as others:
        watcher = watch(server)
        for n in range(20):
            alice = (Text if n % 2 else Program)(server.port, 'alice')
            alice.login()
            watcher.expect('joined', **{'from': 'alice'})
            alice.send(b'say half a li' if n % 2 else b'{"do":"say","te')
            alice.reset()
            watcher.expect('left', **{'from': 'alice', 'reason': 'lost'})
        others.talk()
        watcher.fence()


@test
def reset_with_answers_waiting():
    """RST by one who has not read what waits is noticed once"""
    with Server() as server, Bystanders(server):
        watcher = watch(server)
        alice = Text(server.port, 'alice', receive_buffer=4096)
        alice.login()
        alice.send(b'help\r\n' * 400)
        watcher.expect('joined')
        alice.reset()
        watcher.expect('left', **{'from': 'alice', 'reason': 'lost'})
        watcher.fence()


@test
def gone_before_being_greeted():
    """a thousand who connect and go, in each way, before a word was said"""
    with Server() as server, Bystanders(server) as others:
        before = server.descriptors()
        for n in range(1000):
            peer = Text(server.port)
            if n % 3 == 1:
                peer.send(b'{' if n % 2 else b'lo')
            peer.reset() if n % 2 else peer.close()
            if n % 100 == 0:
                others.talk()
        others.talk(3)
        demand(server.descriptors() <= before + 2, f'{server.descriptors()} descriptors are open, {before} before')


@test
def logout_and_gone():
    """who says logout and closes at once has logged out"""
    with Server() as server, Bystanders(server):
        watcher = watch(server)
        alice = Text(server.port, 'alice')
        alice.login()
        alice.send(b'logout\r\n')
        alice.close()
        watcher.expect('joined')
        watcher.expect('left', **{'from': 'alice', 'reason': 'logout'})


@test
def name_is_free_at_once():
    """who was told that alice has left can take the name"""
    with Server() as server, Bystanders(server):
        watcher = watch(server)
        for n in range(50):
            alice = Text(server.port, 'alice')
            alice.login()
            watcher.expect('joined')
            alice.close()
            watcher.expect('left')


@test
def two_logins_in_one_turn():
    """of many who ask for one name at once exactly one gets it"""
    with Server() as server, Bystanders(server):
        peers = [Program(server.port, f'p{n}') for n in range(20)]
        for peer in peers:
            peer.do('login', name='same', id='1')
        got = 0
        for peer in peers:
            peer.expect('welcome')
            event = peer.event()
            if event['ev'] == 'hello':
                got += 1
            else:
                demand(event.get('code') == 'name-taken' and event.get('suggestion'), f'{event}')
        demand(got == 1, f'{got} people have that name')


run()
