#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""PROTOCOL.md §1: who comes to the wrong door is told so in their own language; who says nothing is greeted."""

import ssl

from rig import Bystanders, Server, Stopwatch, Text, demand, run, test

HTTP = [b'GET / HTTP/1.1\r\nHost: x\r\n\r\n', b'HEAD / HTTP/1.0\r\n\r\n', b'POST /login HTTP/1.1\r\n\r\nname=x', b'OPTIONS * HTTP/1.1\r\n\r\n',
        b'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n', b'GET http://example.org/ HTTP/1.1\r\n\r\n']
IRC = [b'NICK alice\r\n', b'USER a 0 * :a\r\n', b'CAP LS 302\r\nNICK a\r\n', b'PASS x\r\n']


@test
def http():
    """HTTP gets an HTTP 400, whole and at once, and the end"""
    with Server() as server, Bystanders(server) as others:
        for request in HTTP:
            peer = Text(server.port, repr(request[:10]))
            peer.send(request)
            answer = peer.read_to_end()
            head, body = answer.split(b'\r\n\r\n', 1)
            demand(head.startswith(b'HTTP/1.1 400 '), f'{request!r}: {answer!r}')
            length = int(head.lower().split(b'content-length: ')[1].split(b'\r\n')[0])
            demand(len(body) == (0 if request.startswith(b'HEAD') else length), f'{request!r}: the length is wrong')
            others.talk()


@test
def irc():
    """IRC gets an ERROR, and the end"""
    with Server() as server, Bystanders(server) as others:
        for request in IRC:
            peer = Text(server.port, repr(request))
            peer.send(request)
            demand(peer.line().startswith('ERROR :'), f'{request!r} got no ERROR')
            peer.expect_end()
            others.talk()


@test
def tls():
    """a real TLS client is told handshake_failure where there is to be no TLS"""
    with Server('tls.enabled=no') as server, Bystanders(server) as others:
        context = ssl.create_default_context()
        context.check_hostname = False
        context.verify_mode = ssl.CERT_NONE
        peer = Text(server.port, 'tls')
        peer.socket.settimeout(Stopwatch().left())
        try:
            context.wrap_socket(peer.socket)
            demand(False, 'there is TLS')
        except ssl.SSLError as error:
            demand('HANDSHAKE_FAILURE' in str(error).upper(), f'the TLS client saw {error}')
        others.talk()


@test
def split_openings():
    """an opening that comes a byte at a time is recognised; what only looks like one is a person"""
    with Server() as server, Bystanders(server):
        peer = Text(server.port)
        for byte in b'GET / HTTP/1.1\r\n\r\n':
            try:
                peer.send(bytes([byte]))
            except (BrokenPipeError, ConnectionResetError):
                break       # it was told already
        demand(peer.read_to_end().startswith(b'HTTP/1.1 400 '), 'not recognised in pieces')
        person = Text(server.port, 'person')
        person.send(b'NICKNAMES are funny\r\n')
        person.greeted()
        demand(person.line().startswith('Please come in first'), 'NICKNAMES is not NICK')


@test
def silence_is_greeted():
    """who says nothing is greeted as a person, and may turn out slow but not mute"""
    with Server('limits.sniff-timeout=50ms') as server, Bystanders(server):
        Text(server.port, 'silent').greeted()


@test
def half_an_opening_is_greeted():
    """who types "GET" and thinks is greeted after the sniff timeout"""
    with Server('limits.sniff-timeout=50ms') as server, Bystanders(server):
        alice = Text(server.port, 'alice')
        alice.send(b'NICK')
        alice.greeted()
        alice.send(b'el\r\n')
        demand(alice.line().startswith('Please come in first'), 'the line went on after the greeting')


@test
def nothing_before_the_greeting():
    """nothing is sent before the dialect is decided"""
    with Server('limits.sniff-timeout=60s') as server, Bystanders(server) as others:
        silent = Text(server.port, 'silent')
        others.talk(3)
        demand(silent.take_in() is None, f'{bytes(silent.buffer)!r} came before a byte was sent')
        silent.login()


run()
