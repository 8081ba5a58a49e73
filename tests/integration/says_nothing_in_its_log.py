#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""PROTOCOL.md §3.10: nothing that people write, no password and no token is in the log, however much of it is asked for; nor can
anybody fill it."""

import re

from rig import Peer, Program, Server, Stopwatch, Text, demand, post, run, test

SECRET = 'Zimtstern'


def secret(n):
    return f'{SECRET}{n}xyzzy'


def talk(server):
    """Everything in which there may be something that is nobody's business. What was given to us, and must not be in the log either."""
    given = []
    alice = Program(server.port, 'alice')
    alice.do('login', name='alice', resume=True)
    given.append(alice.until('hello')[-1]['token'])
    alice.until('entered')
    alice.do('register', password=secret(1), email=f'{SECRET}@example.org', id='r')
    while alice.event().get('re') != 'r':
        pass
    bob = Program(server.port, 'bob')
    bob.do('login', name='bob', password=secret(2), resume=True)
    bob.do('login', name='bob', resume=True)
    given.append(bob.until('hello')[-1]['token'])
    bob.until('entered')
    for n, (do, fields) in enumerate((
            ('say', {'text': secret(3)}), ('me', {'text': secret(4)}), ('say', {'text': f'{secret(5)}\n{secret(6)}'}),
            ('tell', {'name': 'bob', 'text': secret(7)}), ('topic', {'text': secret(8)}), ('search', {'text': secret(9)}),
            ('edit', {'target': 1, 'text': secret(10)}), ('react', {'target': 1, 'reaction': secret(11)}), ('away', {'text': secret(12)}),
            ('password', {'password': secret(1), 'new': secret(13)}), ('password', {'password': secret(14), 'new': secret(15)}),
            ('register', {'password': secret(16)}), ('join', {'room': 'garden', 'code': secret(17)}), ('code', {'room': 'garden'}),
            ('kick', {'room': 'lobby', 'name': 'bob', 'text': secret(18)}), ('nonsense', {'text': secret(19)}),
            ('say', {'text': secret(20) + '\x1b[31m'}), ('say', {'text': secret(21) * 3000}), ('forget', {'text': secret(22)}))):
        alice.do(do, id=f'n{n}', **fields)
        bob.do(do, id=f'n{n}', **fields)
    alice.send(f'{{"do":"say","text":"{secret(23)}\n{{"do":"say","text":"{secret(24)}\\u0000"}}\n'.encode())
    alice.do('ping', id='done')
    bob.do('ping', id='done')
    for program in (alice, bob):
        while True:
            event = program.event()
            given += [event['code']] if event['ev'] == 'code' else []
            if event.get('re') == 'done':
                break
    return given


def talk_in_text(server):
    carol = Text(server.port, 'carol')
    carol.login()
    for line in (f'say {secret(30)}', f'{secret(31)}', f'tell alice {secret(32)}', f'register {secret(33)}', f'login alice {secret(34)}',
                 f'topic {secret(35)}', f'search {secret(36)}', f'password {secret(37)} {secret(38)}', 'x' * 20000 + secret(39)):
        carol.say(line)
    carol.send(b'\xff\xfb\x01' + secret(40).encode() + b'\r\n')
    carol.say('logout')
    carol.read_to_end()
    stranger = Text(server.port, 'stranger')
    stranger.say(f'login alice {secret(41)}')
    stranger.say(f'login alice {secret(1)}')
    stranger.say('logout')
    stranger.read_to_end()
    web = Peer(server.port)
    web.send(f'GET /{secret(42)} HTTP/1.1\r\nAuthorization: Bearer {secret(43)}\r\n\r\n'.encode())
    web.read_to_end()


def come_back(server, token):
    """Right and wrong."""
    for word in (token, secret(50) * 3):
        peer = Program(server.port, 'again')
        peer.do('resume', token=word, id='t')
        while peer.event().get('re') != 't':
            pass
        peer.close()


def post_as_bot(server):
    """Its token, and a text."""
    owner = Program(server.port, 'olga')
    owner.login()
    owner.do('register', password=secret(70), id='r')
    owner.do('bot', word='add', name='ci', text='#lobby', id='b')
    token = owner.until('bot')[-1]['token']
    for path, fields in ((f'/hook/{token}', {}), ('/rooms/lobby', {'Authorization': f'Bearer {token}'}), (f'/hook/{token}/garden', {})):
        post(server.http_port, path, secret(71).encode(), Idempotency_Key=secret(72), **fields)
        post(server.http_port, path, b'\x1b' + secret(73).encode(), **fields)
    return token


def knock(server):
    for path, fields in ((f'/hook/{secret(60)}', {}), (f'/rooms/{secret(61)}', {'Authorization': f'Bearer {secret(62)}'}),
                         ('/rooms/lobby', {'Authorization': f'Basic {secret(63)}'}), (f'/{secret(64)}', {})):
        post(server.http_port, path, secret(65).encode(), **fields)
        post(server.http_port, path, b'{"text":"' + secret(66).encode(), Content_Type='application/json', Idempotency_Key=secret(67), **fields)


@test
def nobody_s_business():
    """a busy talk with everything in it, at the level debug: not a word of it is in the log"""
    with Server('http.listen=0', 'log.level=debug', 'log.burst=off', 'accounts.plain-passwords=yes') as server:
        given = [post_as_bot(server)]
        given += talk(server)
        talk_in_text(server)
        come_back(server, given[1])
        knock(server)
        for peer in Peer.everyone:
            peer.close()
        server.stop()
        log = server.read_log()
        demand(SECRET not in log, 'what somebody wrote is in the log:\n' + '\n'.join(line for line in log.splitlines() if SECRET in line))
        for word in given:
            demand(word not in log, f'{word!r}, which was given to somebody, is in the log')
        demand(all(word in log for word in ('wrong password', 'wrong-door', 'webhook')), f'it says nothing at all:\n{log}')


@test
def not_to_be_filled():
    """of 500 strangers at the wrong door 20 are told of, then how many more; another kind of entry is still seen"""
    with Server('log.level=info') as server:
        for _ in range(500):
            stranger = Peer(server.port)
            stranger.send(b'GET / HTTP/1.1\r\n\r\n')
            stranger.read_to_end()
            stranger.close()
        alice = Text(server.port, 'alice')
        alice.say('login alice')
        for _ in range(4):
            alice.say('register short')
        alice.close()
        guesser = Program(server.port, 'guesser')
        guesser.do('resume', token='A' * 32, id='t')
        guesser.expect('welcome')
        guesser.expect('error', re='t')
        guesser.close()
        server.stop()
        log = server.read_log()
        lines = re.findall(r'info: wrong-door \(', log)
        more = [int(n) for n in re.findall(r'info: (\d+) more of: wrong-door', log)]
        demand(20 <= len(lines) <= 60, f'{len(lines)} lines')
        demand(len(lines) + sum(more) == 500, f'{len(lines)} and {more} are not 500')
        demand('wrong token' in log, f'another kind is not seen:\n{log}')


@test
def told_in_time():
    """how many more there were is told when the time is over, though nothing else happens"""
    with Server('log.level=info', 'log.burst=1') as server:
        for _ in range(3):
            stranger = Peer(server.port)
            stranger.send(b'GET / HTTP/1.1\r\n\r\n')
            stranger.read_to_end()
            stranger.close()
        quiet = Program(server.port, 'quiet')
        quiet.login()
        watch = Stopwatch(15)
        while '2 more of: wrong-door' not in server.read_log() and not watch.over():
            quiet.is_silent(0.5)
        demand('2 more of: wrong-door' in server.read_log(), 'it was not told')


if __name__ == '__main__':
    run()
