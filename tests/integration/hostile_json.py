#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""PROTOCOL.md §5: JSON made to hurt is refused before a parser recurses or trusts it; the conversation goes on."""

from rig import Bystanders, Program, Server, demand, run, test

DEEP = [b'{"x":' + b'[' * 10000, b'{"x":' + b'[' * 5000 + b']' * 5000 + b'}', b'{"a":' * 3000, b'{"do":"ping","x":' + b'[{"x":' * 8]
BAD = [b'{', b'{}{}', b'{"do"}', b'{"do":}', b'{"do":"ping"', b'{"do":"ping"}x', b'{"do":"pi', b'{"do":"\\', b'{"do":"\\u12', b'{"do":"\\x41"}',
       b'{"do":"\\ud800"}', b'{"do":"\\udc00\\ud800"}', b'{do:"ping"}', b'{"do":"ping",}', b'{"do":"ping" "id":"1"}', b'{"a":01}', b'{"a":+1}',
       b'{"a":.5}', b'{"a":NaN}', b'{"a":1e}', b'{"a":tru}', b'[]', b'"x"', b'null', b'{"a":\xef\xbb\xbf1}', b'{"a":[1,]}', b'{"a":[}]}']
BAD_FIELD = [b'{"do":5}', b'{"do":"say","text":{}}', b'{"do":"say","text":["a"]}', b'{"do":"say","text":true}', b'{"do":"history","count":1e400}',
             b'{"do":"history","count":-0.5}', b'{"do":"history","count":18446744073709551616}', b'{"do":"history","count":4294967296}',
             b'{"do":"history","count":' + b'9' * 10000 + b'}', b'{"do":"join","room":7}', b'{"do":"ping","id":{}}', b'{"do":"ping","id":"\\u0000"}']


def refuse(lines, code):
    with Server() as server, Bystanders(server) as others:
        bob = Program(server.port, 'bob')
        bob.login()
        for line in lines:
            bob.send(line + b'\n')
            event = bob.event()
            demand(event['ev'] == 'error' and event['code'] == code, f'{line[:80]!r} was answered with {event}')
            others.talk()
        bob.fence()


@test
def too_deep():
    """deep nesting is too-deep, however it goes on"""
    refuse(DEEP, 'too-deep')


@test
def bad_json():
    """what is no JSON object is bad-json"""
    refuse(BAD, 'bad-json')


@test
def bad_field():
    """wrong types and numbers out of range are bad-field"""
    refuse(BAD_FIELD, 'bad-field')


@test
def nul_inside():
    """\\u0000 in a name, a room, a text or a command does not cut it short"""
    with Server() as server, Bystanders(server):
        bob = Program(server.port, 'bob')
        bob.send(b'{"do":"login","name":"bob\\u0000by","id":"1"}\n')
        bob.expect('welcome')
        bob.expect('error', re='1', code='control-characters')
        bob.do('login', name='bob')
        bob.expect('hello')
        bob.expect('entered')
        for line in (b'{"do":"say","text":"a\\u0000b"}', b'{"do":"join","room":"a\\u0000b"}', b'{"do":"tell","name":"anna\\u0000","text":"x"}'):
            bob.send(line + b'\n')
            bob.expect('error', code='control-characters')
        bob.send(b'{"do":"ping\\u0000"}\n')
        bob.expect('error')
        bob.fence()


@test
def many_keys():
    """duplicate keys, thousands of keys, long keys and values: the last of a name counts"""
    with Server() as server, Bystanders(server) as others:
        bob = Program(server.port, 'bob')
        bob.login()
        bob.send(b'{' + b','.join(b'"k%d":%d' % (n, n) for n in range(1300)) + b',"do":"ping","id":"1"}\n')
        bob.expect('pong', re='1')
        bob.send(b'{' + b','.join(b'"do":"logout"' for n in range(1000)) + b',"do":"ping","id":"2"}\n')
        bob.expect('pong', re='2')
        bob.send(b'{"' + b'k' * 8000 + b'":"' + b'v' * 8000 + b'","do":"ping","id":"3"}\n')
        bob.expect('pong', re='3')
        others.talk()


@test
def first_byte_only():
    """a lone { and silence: a program, welcomed, and nothing more"""
    with Server() as server, Bystanders(server) as others:
        bob = Program(server.port, 'bob')
        bob.send(b'{')
        bob.expect('welcome')
        others.talk()
        bob.send(b'"do":"help","word":"say","id":"1"}\n')
        bob.expect('help', re='1')


run()
