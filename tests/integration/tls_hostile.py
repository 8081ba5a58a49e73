#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""PROTOCOL.md §10.2, §10.3: hellos that are none, never end, or come by the thousand; nobody else notices."""

import contextlib
import select
import socket
import ssl
import struct
import subprocess

from rig import Bystanders, Peer, Program, Server, Stopwatch, Text, demand, get, is_sanitized, need_program, run, test
from rig.clock import SLOWNESS, Failure
from rig.tls import encrypt, make_context

OPENSSL = need_program('openssl', 'openssl')
FULL = b'Natter is full. Please try again in a minute.\r\n'


def make_hello(version=None):
    """A real ClientHello, as bytes."""
    incoming, outgoing = ssl.MemoryBIO(), ssl.MemoryBIO()
    client = make_context(version).wrap_bio(incoming, outgoing)
    with contextlib.suppress(ssl.SSLWantReadError):
        client.do_handshake()
    return outgoing.read()


HELLO = make_hello()


def record(payload, kind=0x16, version=(3, 1)):
    return bytes([kind, *version]) + struct.pack('>H', len(payload)) + payload


def message(length, kind=1):
    """The head of a handshake message."""
    return bytes([kind]) + struct.pack('>I', length)[1:]


# What comes first, and whether a word comes back: where TLS has begun an alert, else nothing.
STRANGE = {
    'only its first byte, and an end': (b'\x16', False),
    'half a hello, and an end': (HELLO[:100], False),
    'another kind of record behind it': (record(message(500)) + record(b'x', kind=0x17), False),
    'no version of TLS': (record(message(500), version=(9, 9)), False),
    'a record of nothing': (record(b''), False),
    'a record that is too long': (b'\x16\x03\x01\xff\xff' + bytes(100), False),
    'another message than a hello': (record(message(10, kind=2) + bytes(10)), False),
    'a hello of 16 MiB': (record(message(0xffffff) + bytes(1000)), False),
    'a hello of 17 KiB, whole': (b''.join(record((message(17000) + bytes(17000))[n:n + 1000]) for n in range(0, 17000, 1000)), False),
    'a hello in records of one byte, without end': (record(b'\x01') + record(b'\x00') + record(b'\x3f') + record(b'\xff') + record(b'x') * 3000, False),
    'garbage within': (record(message(200) + bytes(range(200))), True),
    'garbage behind': (HELLO + b'\xfe' * 2000, True),
    'an empty hello': (record(message(0)), True),
    'bytes of chance': (b'\x16' + bytes((n * 37 + 11) % 256 for n in range(5000)), False),
}


def read_all(peer):
    try:
        return peer.read_to_end()
    except ConnectionResetError:
        return b''


@test
def strange_hellos():
    """each is closed, without a word or with an alert, and nothing is left of it"""
    with Server() as server, Bystanders(server) as others:
        before = server.descriptors()
        for name, (said, alerted) in STRANGE.items():
            peer = Peer(server.port, name)
            with contextlib.suppress(ConnectionResetError, BrokenPipeError):
                peer.send(said)
                peer.shut()
            answer = read_all(peer)
            demand(answer[:1] == b'' or answer[0] in (0x15, 0x16), f'{name}: {answer!r}')
            demand(bool(answer) == alerted, f'{name}: {"no word" if alerted else answer[:20]}')
            peer.close()
            others.talk()
        demand(server.descriptors() <= before + 1, 'some are still there')


@test
def old_versions():
    """TLS 1.0 and 1.1, and ciphers of old, are refused with an alert"""
    with Server() as server, Bystanders(server) as others:
        for minor in 1, 2:
            peer = Peer(server.port, f'1.{minor - 1}')
            body = bytes([3, minor]) + bytes(32) + b'\x00' + b'\x00\x04\xc0\x0a\x00\xff' + b'\x01\x00'
            peer.send(record(message(len(body)) + body))
            demand(read_all(peer)[:1] == b'\x15', 'no alert')
        for ciphers in 'AES128-SHA', 'AES128-GCM-SHA256', 'ECDHE-ECDSA-AES128-SHA':
            context = make_context(ssl.TLSVersion.TLSv1_2)
            context.set_ciphers(ciphers + ':@SECLEVEL=0')
            try:
                encrypt(Text, server.port, ciphers, context=context)
            except ssl.SSLError as error:
                demand('HANDSHAKE_FAILURE' in str(error).upper(), f'{ciphers}: {error}')
            else:
                demand(False, f'{ciphers} was taken')
        others.talk()


@test
def byte_by_byte():
    """a hello that comes a byte at a time is a hello"""
    with Server('limits.sniff-timeout=20ms') as server, Bystanders(server) as others:
        incoming, outgoing = ssl.MemoryBIO(), ssl.MemoryBIO()
        client = make_context().wrap_bio(incoming, outgoing)
        peer = Peer(server.port, 'slow')
        while True:
            try:
                client.do_handshake()
                break
            except ssl.SSLWantReadError:
                for byte in outgoing.read():
                    peer.send(bytes([byte]))
                    if others.n < 20:
                        others.talk()
                incoming.write(peer.read(1))
                incoming.write(bytes(peer.buffer))
                peer.buffer.clear()
        for byte in outgoing.read():
            peer.send(bytes([byte]))
        others.talk()


@test
def renegotiation():
    """a new handshake is declined, and who insists is closed"""
    with Server() as server, Bystanders(server) as others:
        with Program(server.port, 'watcher') as watcher:
            watcher.login()
            process = subprocess.Popen([OPENSSL, 's_client', '-tls1_2', '-connect', f'127.0.0.1:{server.port}'],
                                       stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
            process.stdin.write(b'login nick\n')
            process.stdin.flush()
            watcher.expect('joined')
            process.stdin.write(b'R\n')
            process.stdin.flush()
            watcher.expect('left')
            process.stdin.close()
            said = process.stdout.read()
            process.wait(Stopwatch().left())
            demand(b'no renegotiation' in said or b'unexpected' in said.lower() or b'no_renegotiation' in said, f'openssl saw {said[-500:]!r}')
        others.talk()


@test
def too_late():
    """who does not get on is closed in time, at the gate and behind it"""
    with Server('tls.handshake-timeout=300ms', 'limits.sniff-timeout=50ms') as server, Bystanders(server) as others:
        gate = Peer(server.port, 'gate')
        gate.send(HELLO[:50])
        behind = Peer(server.port, 'behind')
        behind.send(make_hello(ssl.TLSVersion.TLSv1_2))     # in 1.3 one could not see that it is an alert
        demand(read_all(gate) == b'', 'there was a word at the gate')
        answer = read_all(behind)
        demand(answer[:1] == b'\x16' and b'\x15\x03\x03' in answer, 'no alert behind the gate')
        person = encrypt(Text, server.port, 'person')
        person.login()
        demand(person.is_silent(0.5), 'it is closed after its handshake')
        others.talk()


def half_open(server, source='127.0.0.1', said=HELLO[:200]):
    end = socket.socket()
    end.bind((source, 0))
    end.connect(('127.0.0.1', server.port))
    end.sendall(said)
    return end


def count_open(ends):
    """Of those whose other end is still there, after it had time to say so."""
    poll = select.poll()
    for end in ends:
        poll.register(end, select.POLLIN)
    return len(ends) - len(poll.poll(0))


@test
def address_is_capped():
    """more than its share of one address is closed, others come in; what is finished makes room"""
    with Server('limits.loopback-exempt=no', 'limits.connections-per-address=off', 'tls.handshakes-per-address=16',
                'limits.address-rate=off') as server, Bystanders(server) as others:
        ends = [half_open(server, '127.0.0.2', said) for said in (HELLO[:200], HELLO) for _ in range(20)]
        others.talk()
        encrypt(Text, server.port, 'honest', source='127.0.0.3').login()
        watch = Stopwatch()
        while count_open(ends) > 16 and not watch.over():
            others.talk()
        demand(count_open(ends[:20]) == 16, f'{count_open(ends[:20])} of 20 at the gate are still there')
        try:
            encrypt(Text, server.port, 'seventeenth', source='127.0.0.2')
            demand(False, 'one more came in')
        except (ssl.SSLError, ConnectionError):
            pass
        for end in ends:
            end.close()
        others.talk()
        encrypt(Text, server.port, 'again', source='127.0.0.2').login()


@test
def thousand_half_open():
    """1,000 unfinished ones: the oldest go, whoever is honest comes in, memory stays, nobody waits"""
    with Server('tls.handshakes=256') as server, Bystanders(server) as others:
        encrypt(Program, server.port, 'warm').login()
        memory = server.rss()
        ends = []
        slowest = 0.0
        for n in range(1000):
            ends.append(half_open(server, said=HELLO if n % 4 == 0 else HELLO[:200] if n % 4 == 1 else HELLO[:1] if n % 4 == 2 else HELLO[:-1]))
            if n % 50 == 0:
                watch = Stopwatch()
                with encrypt(Program, server.port, f'honest{n}') as honest:
                    honest.login()
                slowest = max(slowest, watch.elapsed())
                others.talk()
        watch = Stopwatch()
        while count_open([end for n, end in enumerate(ends) if n % 4]) > 256 and not watch.over():
            others.talk()
        demand(count_open([end for n, end in enumerate(ends) if n % 4]) <= 256, 'more than 256 are there')
        demand(slowest < 5.0 * SLOWNESS, f'an honest one waited {slowest:.1f} s')
        grown = server.rss() - memory
        demand(is_sanitized(server.pid) or grown < 32 * 1024, f'{grown} KiB more')
        for end in ends:
            end.close()
        print(f'# slowest honest login {slowest * 1000:.0f} ms, slowest talk {others.slowest * 1000:.0f} ms, {grown} KiB')


@test
def broken_records():
    """after the handshake: garbage, a torn record, an end in mid-record: closed, and the others are told"""
    with Server() as server, Bystanders(server) as others, Program(server.port, 'watcher') as watcher:
        watcher.login()
        for name, said in (('garbage', b'\x17\x03\x03\x00\x30' + bytes(48)), ('nonsense', b'nonsense\r\n' * 100), ('torn', b'\x17\x03\x03\x01\x00half'),
                           ('long', b'\x17\x03\x03\xff\xff' + bytes(1000))):
            peer = encrypt(Text, server.port, name)
            peer.login()
            watcher.expect('joined')
            end = socket.socket(fileno=peer.socket.secret.detach())
            end.sendall(said)
            end.shutdown(socket.SHUT_WR)
            watcher.expect('left', **{'from': name})
            end.close()
            others.talk()


@test
def out_of_descriptors():
    """with RLIMIT_NOFILE 64 handshakes go on; who does not fit is told, and it serves again"""
    with Server(descriptors=64) as server, Bystanders(server) as others:
        inside = []
        for n in range(64):
            try:
                peer = encrypt(Program, server.port, f'guest{n}')
                peer.login()
            except (ssl.SSLError, Failure, ConnectionError):
                break
            inside.append(peer)
        demand(16 <= len(inside) < 64, f'{len(inside)} were let in')
        others.talk()
        for _ in range(50):
            with contextlib.suppress(ssl.SSLError, ConnectionError):
                encrypt(Text, server.port, 'late')
        others.talk(5)
        for peer in inside[:5]:
            peer.close()
        others.talk(5)
        encrypt(Program, server.port, 'again').login()
        for peer in inside:
            peer.close()


@test
def full():
    """§1.3: who comes with TLS to a server that is full hears so within it; who goes only half of the way holds nobody up"""
    with Server('limits.connections=1') as server:
        inside = Program(server.port, 'alice')
        inside.login()
        for _ in range(3):
            demand(encrypt(Text, server.port, 'late').read_to_end() == FULL, 'over TLS it was told something else')
        half = [Peer(server.port, 'half') for _ in range(20)]
        for peer in half:
            with contextlib.suppress(ConnectionResetError, BrokenPipeError):
                peer.send(HELLO[:100])
        demand(Text(server.port, 'plain').read_to_end() == FULL, 'without TLS it was told something else')
        for peer in half:
            demand(read_all(peer) in (b'', FULL), 'half a hello was answered')
        inside.close()
        watch = Stopwatch()
        while encrypt(Text, server.port, 'bob').read_line() == FULL.rstrip():
            demand(not watch.over(), 'it stays full')


@test
def late_hellos():
    """§1.4: a hello after the greeting of §1.1 is answered with an alert, and counted; as something that a person types later it is no hello"""
    with Server('limits.sniff-timeout=1ms', 'http.listen=0') as server:
        late = Text(server.port, 'late')
        demand(late.read_line(), 'no greeting')
        late.send(HELLO)
        demand(read_all(late).endswith(b'\x15\x03\x03\x00\x02\x02\x28'), 'no alert')
        person = Text(server.port, 'person')
        person.login()
        person.send(HELLO + b'\n')
        person.say('ping')
        while person.read_line() != b'Pong! The server hears you.':
            pass
        demand(b'{reason="late-tls"} 1\n' in get(server.http_port, '/metrics').body, 'it was not counted')


run()
