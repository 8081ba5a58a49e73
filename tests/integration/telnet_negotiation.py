#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""PROTOCOL.md §4.20: telnet's commands, whole, split at every byte and inside characters; floods of them cost nothing."""

from rig import Bystanders, Server, Text, demand, is_sanitized, run, test

IAC = b'\xff'
DO_BINARY = b'\xff\xfd\x00'
WONT_TIMING_MARK = b'\xff\xfc\x06'
TERMINAL_TYPE = b'\xff\xfb\x18'
NO_TERMINAL_TYPE = b'\xff\xfe\x18'


@test
def split_at_every_byte():
    """a line with negotiation in it, cut at every byte"""
    line = 'say é'.encode() + TERMINAL_TYPE + b'\xff\xfa\x18\x00vt100\xff\xff\xff\xf0' + '日'.encode() + b'\xff\xfd\x06\r\n'
    with Server() as server, Bystanders(server) as others:
        for cut in range(1, len(line)):
            alice = Text(server.port, 'alice')
            alice.login()
            alice.send(line[:cut])
            alice.send(line[cut:])
            seen = alice.read(len(DO_BINARY + NO_TERMINAL_TYPE + WONT_TIMING_MARK))
            demand(seen == DO_BINARY + NO_TERMINAL_TYPE + WONT_TIMING_MARK, f'cut at {cut}: {seen!r}')
            alice.expect('alice: é日')
            alice.say('logout')
            alice.expect('Goodbye, alice. Come back soon.').expect_end()
            alice.close()
        others.talk()


@test
def inside_a_character():
    """negotiation between the bytes of a character leaves it whole"""
    with Server() as server, Bystanders(server):
        alice = Text(server.port, 'alice')
        alice.login()
        alice.send(b'say \xf0\x9f' + TERMINAL_TYPE + b'\x8e\x89\r\n')
        demand(alice.read(6) == DO_BINARY + NO_TERMINAL_TYPE, 'no answer to WILL TERMINAL-TYPE')
        alice.expect('alice: 🎉')


@test
def from_the_first_byte():
    """a telnet that negotiates before anything else is greeted like anyone"""
    with Server() as server, Bystanders(server):
        alice = Text(server.port, 'alice')
        alice.send(b'\xff\xfd\x03' + TERMINAL_TYPE)
        data = b''
        while not data.endswith(b'(help shows more)\r\n'):
            data += alice.read(1)
        for answer in (DO_BINARY, b'\xff\xfc\x03', NO_TERMINAL_TYPE, b'Welcome to Natter'):
            demand(data.count(answer) == 1, f'{answer!r} is not once in {data!r}')


@test
def negotiation_flood():
    """every option a thousand times: each is refused once, and memory stays"""
    with Server() as server, Bystanders(server) as others:
        alice = Text(server.port, 'alice')
        alice.login()
        before = server.rss()
        everything = b''.join(IAC + bytes([verb, option]) for option in range(256) for verb in (251, 253) if option != 6)
        for _ in range(100):
            alice.send(everything)
        others.talk(3)
        alice.say('ping')
        data = b''
        while not data.endswith(b'Pong! The server hears you.\r\n'):
            data += alice.read(1)
        demand(len(data) < 3 * 513 + 200, f'{len(data)} bytes were answered')
        demand(is_sanitized(server.pid) or server.rss() - before < 2048, 'memory grew')


@test
def subnegotiation_without_end():
    """a subnegotiation that never ends does not swallow the conversation"""
    with Server() as server, Bystanders(server) as others:
        alice = Text(server.port, 'alice')
        alice.login()
        alice.send(b'\xff\xfa\x18' + b'x' * 200000 + b'\n')
        others.talk()
        demand(alice.read(3) == DO_BINARY, 'no DO BINARY')
        demand(alice.line().startswith('That line is too long'), 'what came after 1 KiB of it is a line')
        alice.skip_rest()
        alice.fence()


run()
