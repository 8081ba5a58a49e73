#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""PROTOCOL.md §5.15, §7.4: who says nothing is asked, and in the end closed; who answers, or is a person, stays."""

from rig import SLOWNESS, Bystanders, Program, Server, Text, demand, run, test


@test
def never_logs_in():
    """login-timeout: told and closed, in both dialects, also one who keeps talking"""
    with Server('limits.login-timeout=1s', 'limits.sniff-timeout=50ms') as server:
        silent, program, talker = Text(server.port, 'silent'), Program(server.port, 'program'), Text(server.port, 'talker')
        program.do('help', word='say')
        program.expect('welcome')
        program.expect('help')
        talker.send(b'help\r\n' * 3)
        silent.greeted()
        last = silent.read_to_end().decode()
        demand(last.count('\r\n') >= 1 and 'log in' in last, f'the silent one read {last!r}')
        program.expect('bye', code='login-timeout')
        program.expect_end()
        demand('log in' in talker.read_to_end().decode().splitlines()[-1], 'who talks is not logged in either')


@test
def login_just_in_time():
    """who has logged in is not closed by the login timeout"""
    with Server('limits.login-timeout=1s') as server:
        alice = Text(server.port, 'alice')
        alice.login()
        Text(server.port, 'silent').read_to_end()
        Text(server.port, 'silent').read_to_end()
        alice.fence()


@test
def ping_and_idle_timeout():
    """a silent program gets a ping; one that answers, or says anything, stays; the other has idle-timeout and is seen to go"""
    with Server('limits.idle-ping=300ms', f'limits.idle-grace={SLOWNESS}s') as server:
        person = Text(server.port, 'person')
        person.login()
        good, bad, busy = (Program(server.port, name) for name in ('good', 'bad', 'busy'))
        for peer in (good, bad, busy):
            peer.login()
        left = {peer: [] for peer in (good, busy)}
        while not all(left.values()):
            for peer, answer in ((good, 'pong'), (busy, 'time')):
                event = peer.event()
                if event['ev'] == 'ping':
                    peer.do(answer)
                elif event['ev'] == 'left':
                    left[peer].append((event['from'], event['reason']))
        demand(set(map(tuple, left.values())) == {(('bad', 'idle'),)}, f'{left}')
        bad.until('ping')
        bad.expect('bye', code='idle-timeout')
        bad.expect_end()
        person.say('ping')
        lines = person.until('Pong! The server hears you.')
        demand('bad has left (went quiet).' in lines, f'a person read {lines}')


@test
def limits_lifted():
    """off lifts a limit: nobody is asked and nobody is closed"""
    with Server('limits.login-timeout=off', 'limits.idle-ping=off', 'limits.sniff-timeout=50ms') as server, \
            Bystanders(server) as others:
        silent, program = Text(server.port, 'silent'), Program(server.port, 'program')
        program.login()
        silent.greeted()
        others.talk(20)
        demand(silent.is_silent(0.5) and program.is_silent(0), 'something came')


run()
