#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""PROTOCOL.md §10.1, §10.2, §10.6, §10.7: everything that one does in Natter, over TLS, on the same port.

§10.7 tls-required
"""

import socket
import ssl
import tempfile

from rig import Bystanders, Peer, Program, Server, Text, demand, need_program, run, test
from rig.terminal import Pipe
from rig.tls import encrypt, make_context

OPENSSL = need_program('openssl', 'openssl')
GNUTLS = need_program('gnutls-cli', 'gnutls-bin')
SECRET = 'correct-horse'


def own_address():
    """One of this machine's that is not loopback, or None. Nothing is sent."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(('192.0.2.1', 9))
        except OSError:
            return None
        address = probe.getsockname()[0]
    return None if address.startswith('127.') else address


def live(pipe, server):
    """A whole life at a terminal: login, say, hear, history, logout."""
    others = Program(server.port, 'olga')
    others.login()
    pipe.until('Type: login yourname   (help shows more)')
    pipe.say('login nick')
    pipe.expect('Hello nick.', 'You are in #lobby. Here: olga, nick (you).')
    others.expect('joined')
    pipe.say('say Ü 日本 🎉')
    pipe.expect('nick: Ü 日本 🎉')
    others.expect('said', text='Ü 日本 🎉', **{'from': 'nick'})
    others.do('say', text='hello nick', id='1')
    pipe.expect('olga: hello nick')
    pipe.say('history')
    lines = [pipe.line() for _ in range(4)]
    demand(lines[0] == 'In #lobby, the last 2 messages:', f'the history begins with {lines[0]!r}')
    demand(lines[2].endswith('nick: Ü 日本 🎉') and lines[3].endswith('olga: hello nick'), f'the history is {lines}')
    pipe.say('logout')
    pipe.expect('Goodbye, nick. Come back soon.')
    demand(pipe.process.wait(20) == 0, f'{pipe.name} did not see an orderly end')
    others.until('left', reason='logout')


@test
def openssl():
    """openssl s_client is a telnet with encryption"""
    with Server() as server, Bystanders(server):
        with Pipe([OPENSSL, 's_client', '-quiet', '-connect', f'127.0.0.1:{server.port}'], 'openssl') as pipe:
            live(pipe, server)


@test
def openssl_with_everything():
    """TLS 1.2, ALPN, a name, another group: ignored politely, or taken"""
    with Server() as server, Bystanders(server):
        for options in (['-tls1_2', '-alpn', 'h2,http/1.1'], ['-servername', 'example.org'], ['-groups', 'P-256'], ['-groups', 'P-384'],
                        ['-ciphersuites', 'TLS_CHACHA20_POLY1305_SHA256']):
            with Pipe([OPENSSL, 's_client', '-quiet', '-connect', f'127.0.0.1:{server.port}', *options], ' '.join(options)) as pipe:
                pipe.until('Type: login yourname   (help shows more)')
                pipe.say('logout')
                pipe.expect('Goodbye. Come back soon.')


@test
def gnutls():
    """gnutls-cli is one, too"""
    with Server() as server, Bystanders(server):
        with Pipe([GNUTLS, '--insecure', '--logfile=/dev/null', '127.0.0.1', '-p', str(server.port)], 'gnutls-cli') as pipe:
            live(pipe, server)


@test
def program():
    """JSON over TLS, large and small, beside people and programs without"""
    with Server() as server, Bystanders(server):
        plain = Program(server.port, 'plain')
        plain.login()
        secret = encrypt(Program, server.port, 'secret')
        secret.login()
        plain.expect('joined')
        for n, length in enumerate([1, 100, 5000, 8000]):
            for speaker in secret, plain:
                text = f'{n}' + 'x' * length
                speaker.do('say', text=text, id=f'{n}{speaker.name}')
                for reader in secret, plain:
                    reader.expect('said', text=text)
                speaker.expect('ok')
        secret.do('history', n=500, id='h')
        secret.until('history', re='h')
        secret.do('logout')
        secret.until('bye')
        secret.expect_end()
        demand(not secret.socket.truncated, 'the end was not said within TLS')


@test
def glued_and_torn():
    """many lines in one record, one line in many records, a byte each"""
    with Server() as server, Bystanders(server):
        peer = encrypt(Text, server.port, 'peer')
        peer.login()
        peer.send(b''.join(b'say number %d\r\n' % n for n in range(500)))
        for n in range(500):
            peer.expect(f'peer: number {n}')
        for byte in b'say torn\r\n':
            peer.send(bytes([byte]))
        peer.expect('peer: torn')


@test
def sniffing_within():
    """inside it is as outside: silence is a person, HTTP and IRC are told, TLS within TLS is not"""
    with Server() as server, Bystanders(server) as others:
        encrypt(Text, server.port, 'silent').greeted()
        for said, answer in ((b'GET / HTTP/1.1\r\n\r\n', b'HTTP/1.1 400 '), (b'NICK a\r\n', b'ERROR :'), (b'\x16\x03\x01\x00\x05\x01\x00\x00\x01\x00', b'\x15\x03')):
            peer = encrypt(Text, server.port, repr(said))
            peer.send(said)
            demand(peer.read_to_end().startswith(answer), f'{said!r} was not answered')
            demand(not peer.socket.truncated, 'the end was not said within TLS')
        others.talk()


@test
def ends():
    """an end within TLS and one of the socket alone are both understood; what was asked for comes first"""
    with Server() as server, Bystanders(server):
        watcher = Program(server.port, 'watcher')
        watcher.login()
        polite = encrypt(Text, server.port, 'polite')
        polite.login()
        watcher.expect('joined')
        polite.send(b'say one\r\nsay two\r\nsay never')
        polite.socket.say_end()
        watcher.expect('said', text='one')
        watcher.expect('said', text='two')
        watcher.expect('left', **{'from': 'polite', 'reason': 'closed'})
        rude = encrypt(Text, server.port, 'rude')
        rude.login()
        watcher.expect('joined')
        rude.send(b'say one\r\nsay never')
        rude.socket.shutdown(socket.SHUT_WR)
        watcher.expect('said', text='one')
        watcher.expect('left', **{'from': 'rude', 'reason': 'closed'})


@test
def half_close():
    """who said its end within TLS still reads its answers, and our end within TLS"""
    with Server() as server, Bystanders(server):
        with Pipe([GNUTLS, '--insecure', '--logfile=/dev/null', '127.0.0.1', '-p', str(server.port)], 'gnutls-cli') as pipe:
            pipe.until('Type: login yourname   (help shows more)')
            pipe.say('login nick')
            pipe.say('say one')
            pipe.say('say two')
            pipe.process.stdin.close()
            pipe.until('nick: one')
            pipe.expect('nick: two')
            demand(pipe.process.wait(20) == 0, 'gnutls-cli did not see an orderly end')


@test
def resumed():
    """tickets, in both versions; not those of another server"""
    for version in ssl.TLSVersion.TLSv1_2, ssl.TLSVersion.TLSv1_3:
        context = make_context(version)
        with Server() as server, Bystanders(server):
            first = encrypt(Text, server.port, 'first', context=context)
            first.login()
            session = first.socket.secret.session
            again = encrypt(Text, server.port, 'again', context=context, session=session)
            again.login()
            demand(again.socket.session_reused, f'{version}: the ticket was of no use')
        with Server() as server, Bystanders(server):
            other = encrypt(Text, server.port, 'other', context=context, session=session)
            other.login()
            demand(not other.socket.session_reused, f'{version}: a ticket of another server was taken')


@test
def private():
    """§10.6: passwords are taken over a network, if it is over TLS"""
    address = own_address()
    if address is None:
        return
    with tempfile.TemporaryDirectory(prefix='natter-test-') as state, Server(state=state) as server, Bystanders(server):
        peer = encrypt(Program, server.port, 'alice', source=address)
        peer.login()
        peer.do('register', password=SECRET, id='r')
        peer.until('done', re='r')
        person = encrypt(Text, server.port, 'person', source=address)
        person.say(f'login alice {SECRET}')
        person.greeted()
        person.expect('Hello alice.')


def turned_away(peer):
    peer.socket.setblocking(False)
    return peer.read_to_end()


@test
def required():
    """§10.7: who comes without over a network is told how to come with it; this machine, and who comes with it, is let in"""
    address = own_address()
    if address is None:
        return
    with Server('tls.required=yes') as server, Bystanders(server) as others:
        for kind, said, wanted in (Text, b'login alice\r\n', b'This server wants encryption'), (Program, b'{"do":"ping"}\n', b'{"ev":"bye","code":"tls-required"'):
            peer = kind(0, 'plain', connect=False)
            peer.socket.bind((address, 0))
            peer.socket.connect(('127.0.0.1', server.port))
            Peer.send(peer, said)
            answer = turned_away(peer)
            demand(wanted in answer and b'elcome' not in answer, f'{kind} was told {answer!r}')
            demand(all(len(line) <= 80 for line in answer.split(b'\r\n')) or kind is Program, f'too long for a terminal: {answer!r}')
        silent = Text(0, 'silent', connect=False)
        silent.socket.bind((address, 0))
        silent.socket.connect(('127.0.0.1', server.port))
        demand(b'wants encryption' in turned_away(silent), 'who said nothing was not told')
        encrypt(Text, server.port, 'alice', source=address).login()
        others.talk()


run()
