#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""PROTOCOL.md §7.1: while the store thinks, nobody sees what is not recorded; whatever people do meanwhile comes right afterwards."""

from rig import SLOWNESS, Program, Server, Stopwatch, Text, demand, is_sanitized, run, test


def two_people(server):
    alice, bob = Program(server.port, 'alice'), Text(server.port, 'bob')
    alice.login()
    bob.login()
    alice.expect('joined', **{'from': 'bob'})
    return alice, bob


def make_it_think(server, alice):
    """From here on the store has been asked to record "one", and does not answer."""
    server.order('waits')
    alice.do('say', text='one', id='one')
    server.order('asked')


def wait_for_hasher(server):
    """It hashes what nobody knows as soon as it is there, with 19 MiB for a moment: what is measured then is that."""
    stranger = Program(server.port, 'stranger')
    stranger.do('login', name='stranger', password='wrong horse', id='1')
    stranger.until('error', re='1', code='wrong-password')
    stranger.close()


@test
def flood_meanwhile():
    """a flood while the store thinks is not read without end, and all of it arrives in order afterwards"""
    with Server(faulty=True) as server:
        wait_for_hasher(server)
        alice, bob = two_people(server)
        make_it_think(server, alice)
        before = server.rss()
        count = 3000
        for n in range(count):
            alice.do('say', text=f'{n} ' + 'x' * 500, id=str(n))
        server.order('asked')
        demand(is_sanitized(server.pid) or server.rss() - before < 4096, f'it cost {server.rss() - before} KiB')
        server.order('answers')
        bob.expect('alice: one')
        alice.expect('said', text='one', seq=1)
        alice.expect('ok', re='one')
        for n in range(count):
            alice.until('ok', re=str(n), seq=n + 2)
            demand(bob.line().startswith(f'alice: {n} x'), f'bob missed number {n}')
        bob.fence()


@test
def leaving_meanwhile():
    """who leaves while their words are being recorded: the words are heard, then the leaving; in each way"""
    for way in ('logout', 'close', 'reset'):
        with Server(faulty=True) as server:
            alice, bob = two_people(server)
            make_it_think(server, alice)
            if way == 'logout':
                alice.do('logout')
            (alice.reset if way == 'reset' else alice.close)()
            server.order('asked')
            bob.say('look')
            server.order('answers')
            bob.expect('alice: one')
            seen = {bob.line(), bob.line()}
            demand(any(line.startswith('alice has left') for line in seen), f'{way}: bob read {seen}')
            Text(server.port, 'alice').login()
            demand(bob.line() == 'alice has joined.', f'{way}: the name was not free')


@test
def reading_back_meanwhile():
    """history asked for while the store thinks holds what was said before it, and who asked may be gone by then"""
    with Server(faulty=True) as server:
        alice, bob = two_people(server)
        make_it_think(server, alice)
        bob.say('history')
        gone = [Program(server.port, f'g{n}') for n in range(4)]
        for n, peer in enumerate(gone):
            peer.do('login', name=peer.name)
            peer.do('history')
            peer.do('logout')
            if n % 2:
                peer.reset()
        server.order('asked')
        server.order('answers')
        bob.until('alice: one')
        lines = [bob.line() for _ in range(3)]
        demand(lines[0] == 'In #lobby, the last message:' and lines[2].endswith('] alice: one'), f'bob read {lines}')
        for peer in gone[::2]:
            peer.until('history')
            peer.until('bye', code='logout')
        alice.do('ping', id='p')
        alice.until('pong', re='p')


@test
def logging_in_meanwhile():
    """newcomers wait for the store, get one name each, and nobody is told twice"""
    with Server(faulty=True) as server:
        alice, _ = two_people(server)
        make_it_think(server, alice)
        same = [Program(server.port, 'same') for _ in range(5)]
        for peer in same:
            peer.do('login', name='same', id='1')
        server.order('asked')
        server.order('answers')
        answers = []
        for peer in same:
            peer.expect('welcome')
            answers.append(peer.event()['ev'])
        demand(sorted(answers) == ['error'] * 4 + ['hello'], f'{answers}')
        alice.until('ok', re='one')
        alice.expect('joined', **{'from': 'same'})
        alice.fence()


@test
def making_codes_meanwhile():
    """§4.44: no more than 50 codes of a room, also where none of them is recorded yet"""
    with Server(faulty=True) as server:
        alice, _ = two_people(server)
        alice.do('register', password='correct horse', id='r')
        alice.until('done', re='r')
        make_it_think(server, alice)
        for n in range(60):
            alice.do('code', id=f'c{n}')
        alice.do('ping', id='p')
        server.order('asked')
        server.order('answers')
        events = [event for event in alice.until('pong', re='p') if event.get('re', '').startswith('c')]
        codes = {event['code'] for event in events if event['ev'] == 'code'}
        refused = [event['code'] for event in events if event['ev'] == 'error']
        demand(len(codes) == 50 and refused == ['too-many-codes'] * 10, f'{len(codes)} codes, {refused}')
        alice.do('codes', id='all')
        demand({code['code'] for code in alice.until('codes', re='all')[-1]['codes']} == codes, 'they are not those')


@test
def end_meanwhile():
    """SIGTERM while the store thinks for ever: everyone is told, exit 0 within 3 s"""
    with Server(faulty=True) as server:
        alice, bob = two_people(server)
        make_it_think(server, alice)
        server.terminate()
        watch = Stopwatch()
        alice.until('bye', code='shutting-down')
        demand('going down' in bob.read_to_end().decode().splitlines()[-1], 'bob was not told')
        alice.close()
        bob.close()
        demand(server.wait() == 0 and watch.elapsed() < 3.0 * SLOWNESS + 0.5, f'it took {watch.elapsed()} s')


@test
def failing_again_and_again():
    """of many messages whose commits fail each is refused to its sender alone; the others keep their order and number"""
    with Server(faulty=True) as server:
        alice, bob = two_people(server)
        recorded = []
        for n in range(60):
            if n % 3 == 0:
                server.order('fails')
            alice.do('say', text=str(n), id=str(n))
            event = alice.event()
            if n % 3 == 0:
                demand(event['ev'] == 'error' and event['code'] == 'storage-unavailable' and event['re'] == str(n), f'{event}')
            else:
                recorded.append(str(n))
                demand(event['ev'] == 'said' and event['seq'] == len(recorded), f'{event}')
                alice.expect('ok', re=str(n))
        bob.expect(*(f'alice: {text}' for text in recorded))
        alice.do('history', count=100, id='h')
        texts = [message['text'] for message in alice.expect('history', re='h')['messages']]
        demand(texts == recorded, f'{texts}')


run()
