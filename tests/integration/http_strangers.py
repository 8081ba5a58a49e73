#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""PROTOCOL.md §14.4: whatever comes to the HTTP door, it answers or closes in time, others are served, and nobody who talks notices."""

import re

from rig import SLOWNESS, Bystanders, Caller, Failure, Server, Stopwatch, Text, demand, get, is_sanitized, run, test

HTTP = 'http.listen=0'
POST = b'POST /rooms/lobby HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer x\r\n'
GET = b'GET /healthz HTTP/1.1\r\nHost: x\r\n'
CHUNKED = POST + b'Transfer-Encoding: chunked\r\n\r\n'
ANY = (None, 400, 401, 403, 404, 405, 413, 417, 431, 501, 505)

# name, bytes, what may be answered (None: closed without a word)
HOSTILE = [
    ('nothing but noise', bytes(range(256)) * 40, ANY),
    ('NUL', b'\0' * 1000, ANY),
    ('a TLS hello', b'\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03' + b'x' * 500, ANY),
    ('HTTP/2 right away', b'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n' + b'\0' * 100, ANY),
    ('HTTP/0.9', b'GET /healthz\r\n\r\n', ANY),
    ('HTTP/9.9', b'GET /healthz HTTP/9.9\r\nHost: x\r\n\r\n', ANY),
    ('no host', b'GET /healthz HTTP/1.1\r\n\r\n', (400,)),
    ('bare LF', b'GET /healthz HTTP/1.1\nHost: x\n\n', (200, 400)),
    ('a NUL in the head', b'GET /healthz HTTP/1.1\r\nHost: x\r\nX: a\0b\r\n\r\n', (400,)),
    ('a line without a colon', GET + b'nonsense\r\n\r\n', (400,)),
    ('a folded line', GET + b'X: a\r\n b\r\n\r\n', (400,)),
    ('a blank before the colon', GET + b'X : a\r\n\r\n', (400,)),
    ('an endless method', b'A' * 200000, (431,)),
    ('an endless path', b'GET /' + b'a' * 200000 + b' HTTP/1.1\r\nHost: x\r\n\r\n', (431,)),
    ('an endless field', GET + b'X: ' + b'a' * 200000 + b'\r\n\r\n', (431,)),
    ('many fields', GET + b''.join(b'X%d: a\r\n' % n for n in range(20000)) + b'\r\n', (431,)),
    ('the same field 5,000 times', GET + b'Accept: a\r\n' * 5000 + b'\r\n', (400,)),
    ('no end of the head', GET + b'X: a\r\n' * 20000, (431,)),
    ('many ranges', GET + b'Range: bytes=' + b','.join(b'0-1' for _ in range(3000)) + b'\r\n\r\n', (200,)),
    ('a range', GET + b'Range: bytes=0-0\r\n\r\n', (200,)),
    ('a far path', b'GET /../../etc/passwd HTTP/1.1\r\nHost: x\r\n\r\n', (400, 404)),
    ('a NUL in the path', b'GET /healthz%00 HTTP/1.1\r\nHost: x\r\n\r\n', (400, 404)),
    ('a path that is no text', b'GET /\xff\xfe%ff%zz HTTP/1.1\r\nHost: x\r\n\r\n', (None, 400, 404)),
    ('many slashes', b'GET ' + b'/' * 30000 + b' HTTP/1.1\r\nHost: x\r\n\r\n', (None, 400, 404)),
    ('somebody else\'s address', b'GET http://example.org/healthz HTTP/1.1\r\nHost: x\r\n\r\n', (200, 400, 404)),
    ('CONNECT', b'CONNECT example.org:25 HTTP/1.1\r\nHost: example.org\r\n\r\n', (None, 400, 404, 405)),
    ('a strange host', b'GET /healthz HTTP/1.1\r\nHost: ][:::/@\r\n\r\n', (None, 200, 400)),
    ('an upgrade', GET + b'Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n'
                         b'Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n', (200, 400)),
    ('an unknown expectation', POST + b'Expect: miracles\r\nContent-Length: 2\r\n\r\nhi', ANY),
    ('a negative length', POST + b'Content-Length: -1\r\n\r\nhi', (400,)),
    ('no length', POST + b'Content-Length: many\r\n\r\nhi', (400,)),
    ('a length of 20 digits', POST + b'Content-Length: 99999999999999999999\r\n\r\nhi', (400,)),
    ('a length of 2^63', POST + b'Content-Length: 9223372036854775808\r\n\r\nhi', (400,)),
    ('two lengths', POST + b'Content-Length: 2\r\nContent-Length: 200\r\n\r\nhi', (400,)),
    ('a length and chunks', POST + b'Content-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n', (400,)),
    ('an unknown coding', POST + b'Transfer-Encoding: gzip\r\n\r\nhello', (400,)),
    ('a huge length', POST + b'Content-Length: 1000000000\r\n\r\n' + b'x' * 200000, (413,)),
    ('a body a little too long', POST + b'Content-Length: 16385\r\n\r\n' + b'x' * 16385, (413,)),
    ('too long, politely', POST + b'Expect: 100-continue\r\nContent-Length: 16385\r\n\r\n', (413,)),
    ('a chunk of 2^64', CHUNKED + b'fffffffffffffffff\r\nx', ANY),
    ('a negative chunk', CHUNKED + b'-5\r\nhello\r\n', ANY),
    ('no chunk', CHUNKED + b'zz\r\nhello\r\n', ANY),
    ('too long in chunks', CHUNKED + b'4000\r\n' + b'x' * 0x4000 + b'\r\n1\r\nx\r\n0\r\n\r\n', (413,)),
    ('endless tiny chunks', CHUNKED + b'1\r\nx\r\n' * 60000, (413,)),
    ('an endless chunk line', CHUNKED + b'1;' + b'x' * 500000, ANY),
    ('endless trailers', CHUNKED + b'1\r\nx\r\n0\r\n' + b'X: y\r\n' * 100000, ANY),
    ('two questions at once', GET + b'\r\n' + GET + b'\r\n', (200,)),
    ('a question and much more', GET + b'\r\n' + b'x' * 300000, (200,)),
]


def ask(port, data):
    with Caller(port) as caller:
        caller.send(data)
        try:
            caller.socket.shutdown(1)
        except OSError:
            pass
        return caller.read_to_end()


@test
def hostile_table():
    """every kind of nonsense gets a fitting answer or an end, once, and whoever talks notices nothing"""
    with Server(HTTP, 'http.patience=3s') as server, Bystanders(server) as others:
        for name, data, fitting in HOSTILE:
            try:
                answer = ask(server.http_port, data)
            except Failure as failure:
                raise Failure(f'{name}: {failure}') from None
            demand(answer.status in fitting, f'{name}: {answer.raw[:300]!r}')
            demand(b'Unknown' not in answer.raw[:40], f'{name}: {answer.raw[:40]!r}')
            demand(len(re.findall(rb'^HTTP/1', answer.raw, re.MULTILINE)) <= 1, f'{name}: answered twice: {answer.raw[:1000]!r}')
            others.talk()
            demand(get(server.http_port, '/healthz').status == 200, f'after {name} it is not served any more')
        demand(server.descriptors() < 60, f'{server.descriptors()} descriptors are left open')


@test
def cut_anywhere():
    """a question that breaks off at any byte leaves nothing behind"""
    whole = POST + b'Content-Type: text/plain\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n'
    with Server(HTTP, 'http.patience=3s') as server, Bystanders(server) as others:
        before = server.descriptors()
        for end in range(len(whole)):
            answer = ask(server.http_port, whole[:end])
            demand(answer.status in (None, 400, 401), f'{end} bytes got {answer.raw[:100]!r}')
        with Caller(server.http_port) as caller:
            for n in range(len(whole)):
                caller.send(whole[n:n + 1])
            demand(caller.read_to_end().status == 401, 'byte by byte it is not understood')
        others.talk()
        demand(server.descriptors() <= before + 4, f'{server.descriptors() - before} descriptors more')


def hold_out(callers, watch):
    """Each sends a byte now and then, until all were closed."""
    left = list(callers)
    while left and not watch.over():
        for caller in list(left):
            if caller.is_readable() or not caller.send(b'X: y\r\n'):
                left.remove(caller)
        if left:
            left[0].is_readable(0.05)
    return left


@test
def slow_writers():
    """300 who send a byte now and then are closed at their time, are never more than the limit, and keep nobody from being served"""
    with Server(HTTP, 'http.patience=2s', 'http.connections=32') as server, Bystanders(server) as others:
        before = server.descriptors()
        slow = []
        for _ in range(300):
            caller = Caller(server.http_port)
            caller.send(GET)
            slow.append(caller)
        watch = Stopwatch(30 * SLOWNESS)
        for _ in range(3):
            demand(get(server.http_port, '/healthz').status == 200, 'nobody else is served')
            demand(server.descriptors() <= before + 33, f'{server.descriptors() - before} connections')
            others.talk(5)
        left = hold_out(slow, watch)
        demand(not left, f'{len(left)} of 300 were still there after {watch.elapsed():.1f} s')
        demand(get(server.http_port, '/healthz').status == 200, 'afterwards it serves nobody')
        for caller in slow:
            caller.close()


@test
def slow_readers():
    """who does not read what was asked for is closed, too"""
    with Server(HTTP, 'http.patience=1s') as server, Bystanders(server) as others:
        before = server.descriptors()
        callers = [Caller(server.http_port, receive=1024) for _ in range(20)]
        for caller in callers:
            caller.send(b'GET /metrics HTTP/1.1\r\nHost: x\r\n\r\n')
        watch = Stopwatch()
        while server.descriptors() > before + 2 and not watch.over():
            demand(get(server.http_port, '/healthz').status == 200, 'nobody else is served')
        demand(not watch.over(), 'those who do not read are kept')
        others.talk()
        for caller in callers:
            caller.close()


@test
def silent_callers():
    """who says nothing is closed at its time without a word, and so is who waits after the answer"""
    with Server(HTTP, 'http.patience=500ms') as server:
        with Caller(server.http_port) as silent, Caller(server.http_port) as lingering:
            lingering.send(GET + b'\r\n')
            demand(silent.read_to_end().status is None, 'a word to who said nothing')
            demand(lingering.read_to_end().status == 200, 'no answer')
            watch = Stopwatch()
            while server.descriptors() > 40 and not watch.over():
                pass
        demand(b'natter_http_late_connections_total 1' in get(server.http_port, '/metrics').body, 'not counted')


@test
def flood():
    """3,000 connections that come and go, and as many questions: all are answered, and memory stays"""
    with Server(HTTP) as server, Bystanders(server) as others:
        for _ in range(100):
            get(server.http_port, '/metrics')
        before = server.rss()
        for n in range(1500):
            Caller(server.http_port).close()
            demand(get(server.http_port, '/metrics' if n % 10 == 0 else '/healthz').status == 200, f'question {n}')
            if n % 300 == 0:
                others.talk()
        demand(is_sanitized(server.pid) or server.rss() < before + 4096, f'{server.rss() - before} KiB more')


@test
def out_of_descriptors():
    """§1.3: with no descriptor left it neither spins nor goes deaf, and people are told that it is full"""
    with Server(HTTP, 'http.connections=1000', 'http.patience=2s', descriptors=64) as server:
        callers = [Caller(server.http_port) for _ in range(200)]
        people = [Text(server.port, f'guest{n}') for n in range(100)]
        demand(sum(person.read_to_end().startswith(b'Natter is full') for person in people[60:]) == 40, 'people are not told that it is full')
        before, watch = server.cpu(), Stopwatch(1.0)
        while not watch.over():
            callers[0].is_readable(watch.left())
        demand(server.cpu() - before < 0.5, f'{server.cpu() - before} s of processor time in a second')
        for caller in callers:
            caller.close()
        demand(get(server.http_port, '/healthz').status == 200, 'it went deaf')
        for person in people:
            person.close()


if __name__ == '__main__':
    run()
