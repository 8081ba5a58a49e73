#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""PROTOCOL.md §2.2: a line without an end costs the server no memory, and the conversation goes on."""

from rig import Bystanders, Program, Server, Text, demand, is_sanitized, run, test

MIB = 1024 * 1024
MOST_GROWTH = 2 * 1024      # KiB


def endless(peer, size, server, others):
    others.talk(3)      # what a first conversation touches is not the line's
    before = server.rss()
    piece = b'x' * 65536
    for _ in range(size // len(piece)):
        peer.send(piece)
    others.talk(3)
    grown = server.rss() - before
    demand(is_sanitized(server.pid) or grown <= MOST_GROWTH, f'{size} bytes without an end cost {grown} KiB')


def end_it(peer):
    peer.send(b'\n')
    peer.fence()


def try_text(size):
    with Server() as server, Bystanders(server) as others:
        alice = Text(server.port, 'alice')
        alice.login()
        endless(alice, size, server, others)
        demand(alice.line().startswith('That line is too long'), 'no line-too-long')
        alice.skip_rest()
        end_it(alice)


@test
def one_mebibyte():
    """1 MiB without a newline: line-too-long once, thrown away, and the next line is a line"""
    try_text(MIB)


@test
def four_mebibytes():
    """4 MiB without a newline"""
    try_text(4 * MIB)


@test
def four_mebibytes_of_json():
    """4 MiB of JSON without a newline"""
    with Server() as server, Bystanders(server) as others:
        bob = Program(server.port, 'bob')
        bob.login()
        bob.send(b'{"do":"say","text":"')
        endless(bob, 4 * MIB, server, others)
        bob.expect('error', code='line-too-long')
        end_it(bob)


@test
def before_login():
    """4 MiB from one who has not even logged in, and never ends the line"""
    with Server() as server, Bystanders(server) as others:
        stranger = Text(server.port, 'stranger')
        endless(stranger, 4 * MIB, server, others)
        stranger.reset()


@test
def a_hundred_at_once():
    """a hundred unfinished lines of the full length are bounded too"""
    with Server() as server, Bystanders(server) as others:
        others.talk(3)
        before = server.rss()
        peers = [Text(server.port) for _ in range(100)]
        for peer in peers:
            peer.send(b'x' * 16384)
        others.talk(3)
        grown = server.rss() - before
        demand(is_sanitized(server.pid) or grown <= 100 * 64, f'100 unfinished lines cost {grown} KiB')
        for peer in peers:
            peer.close()


run()
