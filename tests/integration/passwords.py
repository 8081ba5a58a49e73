#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""PROTOCOL.md §3.10, §4.4, §7.6: passwords over the network, guesses, and storms of logins.

§3.10 not-private
"""

import socket
import tempfile

from rig import Bystanders, Program, Server, Stopwatch, Text, demand, is_sanitized, run, test

GOOD, WRONG = 'correct horse', 'wrong horse'


def own_address():
    """One of this machine's that is not loopback, or None. Nothing is sent."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(('192.0.2.1', 9))
        except OSError:
            return None
        address = probe.getsockname()[0]
    return None if address.startswith('127.') else address


def connect_from(server, address, kind, name):
    peer = kind(0, name, connect=False)
    peer.socket.bind((address, 0))
    peer.socket.connect(('127.0.0.1', server.port))
    peer.socket.setblocking(False)
    return peer


def register(server, name):
    with Program(server.port, name) as peer:
        peer.login()
        peer.do('register', password=GOOD, id='r')
        peer.until('done', re='r')


@test
def not_over_a_network():
    """neither to log in nor to register, in both dialects; unless the operator allows it"""
    address = own_address()
    if address is None:
        return
    with Server() as server:
        register(server, 'alice')
        program = connect_from(server, address, Program, 'p')
        program.do('login', name='alice', password=GOOD, id='1')
        program.until('error', re='1', code='not-private')
        program.do('login', name='p', id='l')
        program.until('hello', re='l')
        program.do('register', password=GOOD, id='2')
        program.until('error', re='2', code='not-private')
        person = connect_from(server, address, Text, 'q')
        person.login()
        person.say(f'register {GOOD.replace(" ", "-")}')
        person.expect('This connection is not encrypted, so anybody on the way could read a password:')
    with Server('accounts.plain-passwords=yes') as server:
        program = connect_from(server, address, Program, 'p')
        program.login()
        program.do('register', password=GOOD, id='2')
        program.until('done', re='2')


@test
def guesses_have_to_wait():
    """after five wrong ones from an address even the right one is not looked at; another address is not concerned"""
    with Server('limits.loopback-exempt=no', 'limits.address-rate=off') as server:
        register(server, 'alice')
        guesser = Program(server.port, 'guesser')
        for n in range(5):
            guesser.do('login', name='alice' if n % 2 else 'nobody', password=WRONG, id=str(n))
            guesser.until('error', re=str(n), code='wrong-password')
        guesser.do('login', name='alice', password=GOOD, id='x')
        error = guesser.until('error', re='x', code='slow-down')[-1]
        demand(error['wait'] >= 1, f'{error}')
        other = connect_from(server, '127.0.0.2', Program, 'other')
        other.do('login', name='alice', password=GOOD, id='y')
        other.until('hello', re='y', name='alice')


@test
def a_storm_of_logins():
    """delays logins; those who talk do not notice, and who cannot be served soon is told so"""
    with Server() as server, Bystanders(server) as others:
        register(server, 'alice')
        others.talk(20)
        quiet = others.slowest
        storm = [Program(server.port, f'p{n}') for n in range(100)]
        for peer in storm:
            peer.do('login', name='alice', password=WRONG, id='1')
        others.slowest = 0.0
        watch = Stopwatch()
        others.talk(20)
        demand(others.slowest < max(quiet * 10, 0.25), f'{others.slowest:.3f} s instead of {quiet:.3f} s')
        codes = [peer.until('error', re='1')[-1]['code'] for peer in storm]
        demand('wrong-password' in codes and 'slow-down' in codes, f'{set(codes)}')
        print(f'# bystanders: {quiet * 1000:.1f} ms before, {others.slowest * 1000:.1f} ms in the storm of {watch.elapsed():.1f} s')


@test
def both_names_cost_the_same():
    """a name that exists and one that does not take as long, within a factor that noise explains"""
    with Server() as server:
        register(server, 'alice')
        peer = Program(server.port, 'guesser')
        times = {'alice': [], 'nobody': []}
        for n in range(10):
            for name, taken in times.items():
                watch = Stopwatch()
                peer.do('login', name=name, password=WRONG, id=str(n))
                peer.until('error', re=str(n), code='wrong-password')
                taken.append(watch.elapsed())
        fastest = {name: min(taken) for name, taken in times.items()}
        demand(fastest['nobody'] > fastest['alice'] / 2, f'{fastest}')


@test
def accounts_outlive_the_server():
    """and a password is nowhere in what the server writes"""
    with tempfile.TemporaryDirectory(prefix='natter-test-') as folder:
        with Server(state=folder) as server:
            register(server, 'alice')
        with Server('log.level=debug', state=folder) as server:
            peer = Program(server.port, 'a')
            peer.do('login', name='ALICE', id='1')
            peer.until('error', re='1', code='password-required')
            peer.do('login', name='ALICE', password=GOOD, id='2')
            peer.until('hello', re='2', name='alice')
            peer.do('login', name='ALICE', password=GOOD, id='3')
            peer.until('error', re='3', code='already-logged-in')
            demand(GOOD not in server.read_log(), 'the password is in the log')
            with open(f'{folder}/natter.db', 'rb') as database:
                demand(GOOD.encode() not in database.read(), 'the password is in the database')


def count_in_memory(server, text):
    """How often it is in what the process may write to."""
    n = 0
    with open(f'/proc/{server.pid}/maps', encoding='utf-8') as maps, open(f'/proc/{server.pid}/mem', 'rb', 0) as memory:
        for line in maps:
            place, rights = line.split()[:2]
            first, last = (int(number, 16) for number in place.split('-'))
            if rights.startswith('rw'):
                memory.seek(first)
                n += memory.read(last - first).count(text)
    return n


@test
def wiped_from_memory():
    """§3.10, §4.45: once looked at, a password is nowhere in memory, however it came"""
    with Server() as server:
        if is_sanitized(server.pid):    # its own memory is terabytes
            return
        register(server, 'alice')
        program = Program(server.port, 'a program')
        program.do('login', name='alice', password=GOOD, id='1')    # the very first that it sends
        program.until('hello', re='1')
        demand(count_in_memory(server, GOOD.encode()) == 0, 'a program left it in memory')
        for name, beginning in ('a person', b''), ('a telnet', b'\xff\xfb\x00'):
            person = Text(server.port, name)
            person.send(beginning + b'login alice\r\n')
            person.read_past(b'Password for alice: ')
            person.send(GOOD.encode() + b'\r\n')
            person.read_past(b'Hello alice.')
            demand(count_in_memory(server, GOOD.encode()) == 0, f'{name} left it in memory')


run()
