#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""PROTOCOL.md §1.3, §6.3, §9: an address has only so many connections and tokens, where loopback is not exempt."""

from rig import Program, Server, Text, demand, run, test

FULL = b'Natter is full. Please try again in a minute.\r\n'


def connect_from(server, address, name):
    peer = Program(0, name, connect=False)
    peer.socket.bind((address, 0))
    peer.socket.connect(('127.0.0.1', server.port))
    peer.socket.setblocking(False)
    return peer


@test
def connections_per_address():
    """the fourth from one address is told "full"; another address is not"""
    with Server('limits.loopback-exempt=no', 'limits.connections-per-address=3') as server:
        inside = [Text(server.port, f'p{n}') for n in range(3)]
        for peer in inside:
            peer.login()
        fourth = Text(server.port, 'fourth')
        demand(fourth.read_to_end() == FULL, 'a fourth connection from one address')
        other = connect_from(server, '127.0.0.2', 'other')
        other.login()
        inside.pop().close()
        other.until('left')
        Text(server.port, 'again').login()


@test
def those_who_are_refused_take_no_room():
    """one address that keeps coming fills nothing but its own share"""
    with Server('limits.loopback-exempt=no', 'limits.connections-per-address=2', 'limits.connections=20') as server:
        crowd = [Text(server.port) for _ in range(60)]
        told = [peer.read_line() for peer in crowd[2:3]]
        demand(told == [FULL.rstrip()], f'the third was told {told}')
        other = connect_from(server, '127.0.0.2', 'other')
        other.login()
        for peer in crowd:
            peer.close()


@test
def loopback_is_exempt():
    """unless told otherwise, loopback is not counted"""
    with Server('limits.connections-per-address=3') as server:
        peers = [Text(server.port, f'p{n}') for n in range(10)]
        for peer in peers:
            peer.login()


@test
def tokens_per_address():
    """two sessions of one address share its tokens; another address has its own"""
    with Server('limits.loopback-exempt=no', 'limits.rate=1000', 'limits.burst=1000', 'limits.address-rate=0.01',
                'limits.address-burst=6') as server:
        alice, bob = Program(server.port, 'alice'), Program(server.port, 'bob')
        alice.login()
        bob.login()
        alice.expect('joined')
        for n in range(2):
            alice.do('ping', id='1')
            alice.expect('pong')
            bob.do('ping', id='1')
            bob.expect('pong')
        bob.do('ping', id='2')
        error = bob.expect('error', re='2', code='slow-down')
        demand(error['wait'] >= 1, f'{error}')
        other = connect_from(server, '127.0.0.2', 'other')
        other.login()


run()
