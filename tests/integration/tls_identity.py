#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""PROTOCOL.md §10.4, §10.5: who the server is over TLS: made once, kept, one's own, replaced while people talk."""

import os
import pathlib
import re
import signal
import stat
import tempfile

from rig import Bystanders, Program, Server, Stopwatch, Text, demand, need_program, run, test
from rig.clock import Failure
from rig.tls import encrypt, get_key, make_certificate, make_context

need_program('openssl', 'openssl')


def read_words():
    """The list of §10.5."""
    source = pathlib.Path(__file__).resolve().parents[2] / 'shared/natter-key-words.c'
    return re.findall(r'"([a-z]{3,8})"', source.read_text(encoding='utf-8'))


def show_key(server):
    with encrypt(Text, server.port, 'looker') as peer:
        return get_key(peer)


def await_log(server, text, times=1):
    watch = Stopwatch()
    while server.read_log().count(text) < times:
        if watch.over():
            raise Failure(f'{text!r} is not in the log:\n{server.read_log()}')
        with Program(server.port, 'fence') as fence:
            fence.login()
            fence.fence()


def hang_up(server, text, times=1):
    server.process.send_signal(signal.SIGHUP)
    await_log(server, text, times)


@test
def made_once():
    """made at the first start, for the server's user alone; the same after that"""
    with tempfile.TemporaryDirectory(prefix='natter-test-') as state:
        with Server(state=state) as server:
            phrase = server.read_phrase()
            key = show_key(server)
        for name in 'tls-key.pem', 'tls-cert.pem':
            mode = stat.S_IMODE(os.stat(f'{state}/{name}').st_mode)
            demand(mode == 0o600, f'{name} has the mode {mode:o}')
        demand(all(name.startswith(('natter.db', 'tls-')) for name in os.listdir(state)), f'there is also {os.listdir(state)}')
        with Server(state=state) as server:
            demand(server.read_phrase() == phrase and show_key(server) == key, 'another key at the second start')
        os.unlink(f'{state}/tls-cert.pem')      # as if the power had failed in between
        with Server(state=state) as server:
            demand(server.read_phrase() == phrase and show_key(server) == key, 'another key with a new certificate')
    demand(len(phrase.split()) == 6, f'the phrase is {phrase!r}')


@test
def ephemeral():
    """--ephemeral writes nothing, and is somebody else each time; but not after a SIGHUP"""
    with Server() as server:
        phrase, key = server.read_phrase(), show_key(server)
        hang_up(server, 'the configuration was read again')
        demand(show_key(server) == key, 'another key after SIGHUP')
        demand(not any('pem' in name for name in os.listdir(server.folder.name)), 'a key was written')
    with Server() as server:
        demand(server.read_phrase() != phrase, 'the same key again')


@test
def missing_key():
    """a certificate whose key is gone is no reason to become somebody else"""
    with tempfile.TemporaryDirectory(prefix='natter-test-') as state:
        with Server(state=state):
            pass
        os.unlink(f'{state}/tls-key.pem')
        try:
            Server(state=state)
        except Failure as failure:
            demand('tls-key.pem is missing' in str(failure), str(failure))
        else:
            demand(False, 'it started')


@test
def own_certificate():
    """the operator's own; what is wrong with it is said at the start"""
    with tempfile.TemporaryDirectory(prefix='natter-test-') as folder:
        certificate, key = make_certificate(folder)
        other, _ = make_certificate(folder, 'other')
        with Server(f'tls.certificate={certificate}', f'tls.key={key}') as server, Bystanders(server):
            peer = encrypt(Text, server.port, 'peer')
            peer.login()
            demand(b'own.example' in peer.socket.getpeercert(binary_form=True), 'it showed another certificate')
        for settings in ([f'tls.certificate={other}', f'tls.key={key}'], [f'tls.certificate={folder}/none', f'tls.key={key}'],
                         [f'tls.certificate={certificate}'], ['tls.priority=NONSENSE']):
            try:
                Server(*settings)
            except Failure as failure:
                demand('natterd: ' in str(failure) and ('tls.' in str(failure) or 'cannot be used' in str(failure)), str(failure))
            else:
                demand(False, f'it started with {settings}')


@test
def replaced():
    """SIGHUP with a new certificate: newcomers see it, nobody is dropped; with a bad one: the old one stays, and the log says why"""
    with tempfile.TemporaryDirectory(prefix='natter-test-') as folder:
        certificate, key = make_certificate(folder)
        new_certificate, new_key = make_certificate(folder, 'new')
        context = make_context()
        with Server(f'tls.certificate={certificate}', f'tls.key={key}') as server, Bystanders(server) as others:
            early = encrypt(Text, server.port, 'early', context=context)
            early.login()
            before = get_key(early)
            os.replace(new_certificate, certificate)
            hang_up(server, 'the certificate stays as it was')      # whose key is not there yet
            demand(show_key(server) == before, 'a certificate without its key was taken')
            os.replace(new_key, key)
            hang_up(server, 'the configuration was read again', 2)
            late = encrypt(Text, server.port, 'late', context=context, session=early.socket.secret.session)
            demand(get_key(late) != before, 'newcomers see the old certificate')
            demand(not late.socket.session_reused, 'a session of the old certificate was resumed')
            early.say('say still here')
            while 'early: still here' != early.line():
                pass
            pathlib.Path(certificate).write_text('nonsense')
            hang_up(server, 'the certificate stays as it was', 2)
            demand(show_key(server) == get_key(late), 'a bad file was taken')
            early.say('ping')
            while early.line() != 'Pong! The server hears you.':
                pass
            others.talk()


@test
def told_by_the_phrase():
    """what is printed is the phrase of the key that is shown"""
    with Server() as server:
        phrase, key = server.read_phrase().split(), show_key(server)
        words, bits = read_words(), int.from_bytes(key, 'big')
        for n, word in enumerate(phrase[:5]):      # the sixth ends with the checksum
            demand(words.index(word) == bits >> (256 - 11 * (n + 1)) & 2047, f'{word} is not in its place')


run()
