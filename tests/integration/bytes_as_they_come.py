#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""PROTOCOL.md §2: however the bytes are cut, glued or broken, lines are lines, and nobody else notices."""

from rig import Bystanders, Program, Server, Text, demand, run, test


@test
def one_byte_at_a_time():
    """byte by byte, text and JSON, also inside characters"""
    with Server() as server, Bystanders(server) as others:
        alice, bob = Text(server.port, 'alice'), Program(server.port, 'bob')
        for byte in 'login alice\r\nsay Ü 日本 م 🎉\r\n'.encode():
            alice.send(bytes([byte]))
        alice.greeted().expect('Hello alice.', 'You are in #lobby. Here: alice (you).', 'alice: Ü 日本 م 🎉')
        others.talk()
        for byte in '{"do":"login","name":"bob"}\n{"do":"say","text":"Ü 日本 م 🎉"}\n'.encode():
            bob.send(bytes([byte]))
        bob.expect('welcome')
        bob.expect('hello')
        bob.expect('entered')
        bob.expect('said', text='Ü 日本 م 🎉')
        alice.expect('bob has joined.', 'bob: Ü 日本 م 🎉')


@test
def every_cut_of_a_line():
    """a line cut in two at every byte"""
    with Server() as server, Bystanders(server):
        alice = Text(server.port, 'alice')
        alice.login()
        line = 'say é日🎉 end\r\n'.encode()
        for cut in range(len(line) + 1):
            alice.send(line[:cut])
            alice.send(line[cut:])
            alice.expect('alice: é日🎉 end')


@test
def glued_lines():
    """a thousand lines in one write, ended in every way"""
    with Server() as server, Bystanders(server) as others:
        alice = Text(server.port, 'alice')
        alice.login()
        ends = ['\n', '\r\n', '\r\0', '\n\n', '\r\n \r\n']
        alice.send(b''.join(f'say {n}{ends[n % len(ends)]}'.encode() for n in range(1000)))
        others.talk()
        for n in range(1000):
            alice.expect(f'alice: {n}')
        alice.fence()


@test
def login_and_leave_in_one_write():
    """a whole session in a single packet, ended by the sender's end"""
    with Server() as server, Bystanders(server):
        alice = Text(server.port, 'alice')
        alice.send(b'login alice\nsay hi\nlogout\n')
        alice.shut()
        alice.greeted().expect('Hello alice.', 'You are in #lobby. Here: alice (you).', 'alice: hi', 'Goodbye, alice. Come back soon.').expect_end()


@test
def broken_characters():
    """NUL, invalid and torn UTF-8, surrogates, overlong forms: refused, never disconnected"""
    broken = [b'\xff', b'\x80', b'\xc3', b'\xc0\xaf', b'\xe0\x80\xaf', b'\xf0\x80\x80\xaf', b'\xed\xa0\x80', b'\xed\xbf\xbf',
              b'\xf4\x90\x80\x80', b'\xf8\x88\x80\x80\x80', b'\xe6\x97', b'\xfe', b'a\x00b', b'\x00\x00']
    with Server() as server, Bystanders(server) as others:
        alice, bob = Text(server.port, 'alice'), Program(server.port, 'bob')
        alice.login()
        bob.login()
        alice.expect('bob has joined.')
        alice.send(b'\xff\xf1')             # IAC NOP
        demand(alice.read(3) == b'\xff\xfd\x00', 'no DO BINARY')
        for data in broken:
            alice.send(b'say x' + data.replace(b'\xff', b'\xff\xff') + b'y\n')
            line = alice.line()
            demand(line.startswith('That'), f'{data!r} was answered with {line!r}')
            alice.skip_rest()
            bob.send(b'{"do":"say","text":"x' + data + b'y"}\n')
            bob.expect('error')
            others.talk()
        alice.fence()
        bob.fence()


run()
