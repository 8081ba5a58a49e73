#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""PROTOCOL.md §7.3 and the promise that a bad peer costs the others nothing: bystanders talk on while others flood."""

import select

from rig import SLOWNESS, Bystanders, Program, Server, Stopwatch, Text, demand, run, test

ROUNDS = 40
MOST = 1.0 * SLOWNESS       # seconds for one round of the bystanders, on a machine that has other work too


def flood(server, peers, word):
    """Everyone sends word and reads without a pause, until the bystanders have talked ROUNDS times; bytes that were read."""
    poll = select.poll()
    by_fd = {peer.socket.fileno(): peer for peer in peers}
    for fd in by_fd:
        poll.register(fd, select.POLLIN | select.POLLOUT)
    data, seen, watch = word * 100, 0, Stopwatch()
    with Bystanders(server) as others:
        for _ in range(ROUNDS):
            for fd, events in poll.poll(0):
                peer = by_fd[fd]
                if events & select.POLLIN:
                    seen += len(peer.take_in() or b'')
                    peer.buffer.clear()
                if events & select.POLLOUT:
                    peer.send_some(data)
            others.talk()
            demand(not watch.over(), 'the bystanders had to wait too long')
        demand(others.slowest < MOST, f'a round of the bystanders took {others.slowest:.2f} s')
    return seen


@test
def of_commands():
    """thirty who ask for help without a pause, and read"""
    with Server() as server:
        peers = [Program(server.port, f'p{n}') for n in range(30)]
        for peer in peers:
            peer.login()
        demand(flood(server, peers, b'{"do":"help"}\n') > 1000000, 'that was no flood')


@test
def of_messages_in_a_room():
    """twenty who talk to each other without a pause"""
    with Server() as server:
        peers = [Text(server.port, f'p{n}') for n in range(20)]
        for peer in peers:
            peer.login()
        demand(flood(server, peers, b'say something\r\n') > 1000000, 'that was no flood')


@test
def of_garbage():
    """thirty who send bytes of no meaning, with the rate limit on"""
    with Server('limits.rate=100', 'limits.burst=100') as server:
        peers = [Text(server.port, f'p{n}') for n in range(30)]
        for peer in peers:
            peer.login()
        flood(server, peers, b'\xff\xf4\xff\xfd\x06\x00\xc3\x28garbage\r\n\xff\xfa')


@test
def of_names():
    """twenty who change their names without a pause"""
    with Server() as server:
        peers = [Program(server.port, f'p{n}') for n in range(20)]
        for peer in peers:
            peer.login()
        for n, peer in enumerate(peers):
            peer.word = b''.join(b'{"do":"name","name":"q%d_%d"}\n' % (n, i) for i in range(10))
        flood(server, peers, peers[0].word)


run()
