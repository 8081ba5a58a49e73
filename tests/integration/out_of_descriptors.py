#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""PROTOCOL.md §1.3: with RLIMIT_NOFILE 64 newcomers are told that it is full; the server does not spin, and serves again."""

import select

from rig import Bystanders, Program, Server, Stopwatch, Text, demand, run, test

FULL = b'Natter is full. Please try again in a minute.\r\n'


def fill(server, most):
    """Connects until one is refused; those who are in."""
    inside = []
    for n in range(most):
        peer = Program(server.port, f'guest{n}')
        peer.do('login', name=peer.name)
        first = peer.read_line()
        if not first.startswith(b'{'):
            demand(first + b'\n' == FULL, f'refused with {first!r}')
            peer.read_to_end()
            peer.close()
            return inside
        peer.expect('hello')
        peer.until('entered')
        inside.append(peer)
    demand(False, f'{most} were let in with 64 descriptors')
    return inside


def is_refused(server):
    peer = Text(server.port, 'newcomer')
    answer = peer.read_to_end()
    peer.close()
    return answer == FULL


@test
def full_of_descriptors():
    """told "full", no spinning, and room again"""
    with Server(descriptors=64) as server, Bystanders(server) as others:
        inside = fill(server, 64)
        demand(len(inside) >= 16, f'only {len(inside)} were let in')
        others.talk()
        before = server.cpu()
        for _ in range(100):
            demand(is_refused(server), 'a newcomer was not told that it is full')
        others.talk(10)
        demand(server.cpu() - before < 1.0, f'100 refusals cost {server.cpu() - before} s of processor time')
        for peer in inside[:5]:
            peer.close()
        others.talk()
        again = fill(server, 64)
        demand(len(again) == 5, f'{len(again)} came in where 5 had gone')
        for peer in inside[5:] + again:
            peer.close()


@test
def full_with_many_doors():
    """what the server listens with is counted too"""
    with Server(descriptors=64, listeners=20) as server, Bystanders(server) as others:
        inside = fill(server, 64)
        demand(len(inside) >= 8, f'only {len(inside)} were let in')
        for _ in range(20):
            demand(is_refused(server), 'a newcomer was not told that it is full')
        others.talk()
        for peer in inside:
            peer.close()


@test
def quiet_while_full():
    """with newcomers waiting at the door an idle full server uses no processor"""
    with Server(descriptors=64) as server, Bystanders(server) as others:
        inside = fill(server, 64)
        waiting = [Text(server.port) for _ in range(50)]
        others.talk()
        before, watch = server.cpu(), Stopwatch(1.0)
        poll = select.poll()
        while not watch.over():
            poll.poll(watch.milliseconds_left())
        demand(server.cpu() - before < 0.3, f'{server.cpu() - before} s of processor time in a second of nothing')
        for peer in waiting:
            demand(peer.read_to_end() == FULL, 'who waited was not told')
            peer.close()
        for peer in inside:
            peer.close()


@test
def room_in_a_flood():
    """five hundred connects at once against a full server: everyone is told or served, bystanders go on"""
    with Server(descriptors=64) as server, Bystanders(server) as others:
        peers = [Text(server.port) for _ in range(500)]
        others.talk()
        refused = 0
        for peer in peers:
            refused += peer.read_line() + b'\r\n' == FULL
            peer.close()
        demand(0 < refused < 500, f'{refused} of 500 were refused')
        others.talk()
        Text(server.port, 'late').login()


run()
