#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""PROTOCOL.md §13.3 to §13.6: bots, and bans of the whole server, by name and by address, hold after SIGKILL and a new start; and §4.31 for them."""

import contextlib
import json
import pathlib
import socket
import tempfile

from rig import Caller, Program, Server, Text, demand, get, post, run, test
from rig.tls import encrypt

BANNED = b'You are banned from this server.\r\n'
PASSWORD = 'correct horse battery'


def own_address():
    """One of this machine's that is not loopback, or None. Nothing is sent."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(('192.0.2.1', 9))
        except OSError:
            return None
        address = probe.getsockname()[0]
    return None if address.startswith('127.') else address


def connect_from(server, address, name):
    peer = Program(0, name, connect=False)
    peer.socket.bind((address, 0))
    peer.socket.connect(('127.0.0.1', server.port))
    peer.socket.setblocking(False)
    return peer


@contextlib.contextmanager
def folder():
    with tempfile.TemporaryDirectory(prefix='natter-test-') as name:
        yield name


def register(server, name):
    program = Program(server.port, name)
    program.login()
    program.do('register', password=PASSWORD, id='register')
    program.until('done', re='register')
    return program


def come_in(server, name):
    program = Program(server.port, name)
    program.do('login', name=name, password=PASSWORD, id='login')
    program.until('entered')
    return program


def refused(server, name, **fields):
    """The error that a login is answered with."""
    program = Program(server.port, name)
    program.do('login', name=name, id='login', **fields)
    return program.until('error', re='login')[-1]


def ask(program, command, answer, **fields):
    program.do(command, id=command, **fields)
    return program.until(answer, re=command)[-1]


def contains(state, word):
    return any(word.encode() in path.read_bytes() for path in pathlib.Path(state).iterdir() if path.is_file())


@test
def bots():
    """§13.3, §13.4: a bot comes in after a new start; its token is in no file; once revoked it stays out, and what it said stays a bot's"""
    with folder() as state:
        with Server(state=state) as server:
            token = ask(register(server, 'alice'), 'bot', 'bot', word='add', name='builds', text='#builds')['token']
            server.kill()
        demand(not contains(state, token), 'the token is in a file')
        with Server(state=state) as server:
            bot = Program(server.port, 'builds')
            bot.do('login', token=token, id='login')
            bot.until('hello', re='login')
            demand(ask(bot, 'say', 'ok', text='42 is green')['seq'] == 1, 'it was not recorded')
            demand(refused(server, 'builds')['code'] == 'name-taken', 'its name is free')
            ask(come_in(server, 'alice'), 'bot', 'done', word='revoke', name='builds')
            bot.until('bye', code='session-over')
            server.kill()
        with Server(state=state) as server:
            demand(refused(server, 'builds', token=token)['code'] == 'wrong-password', 'it came in')
            said = ask(come_in(server, 'alice'), 'history', 'history', room='builds')['messages']
            demand([(one['from'], one.get('bot')) for one in said] == [('builds', True)], f'{said}')
            guest = Program(server.port, 'builds')
            guest.login()
            ask(guest, 'say', 'ok', text='no bot')
            said = ask(guest, 'history', 'history', room='lobby')['messages']
            demand([one.get('bot') for one in said] == [None], f'{said}')


@test
def by_name():
    """§13.6: an account does not come in, neither by its password nor by its token, until that is lifted"""
    with folder() as state:
        with Server(state=state) as server:
            alice, _ = register(server, 'alice'), register(server, 'mallory')
            mallory = Program(server.port, 'mallory')
            mallory.do('login', name='mallory', password=PASSWORD, resume=True, id='login')
            token = mallory.until('hello', re='login')[-1]['token']
            mallory.until('entered')
            ask(alice, 'ban', 'done', name='mallory', everywhere=True, text='spam', **{'for': '1d'})
            bye = mallory.until('bye', code='banned')[-1]
            demand('spam' in bye['text'] and 'until' in bye, f'{bye}')
            server.kill()
        with Server(state=state) as server:
            error = refused(server, 'mallory', password=PASSWORD)
            demand(error['code'] == 'banned' and 'spam' in error['text'] and 'until' in error, f'{error}')
            back = Program(server.port, 'mallory')
            back.do('resume', token=token, id='resume')
            demand(back.until('error', re='resume')[-1]['code'] == 'banned', 'the token lets them in')
            alice = come_in(server, 'alice')
            demand([ban['name'] for ban in ask(alice, 'bans', 'bans')['bans']] == ['mallory'], 'it is not in the list')
            ask(alice, 'unban', 'done', name='mallory', everywhere=True)
            server.kill()
        with Server(state=state) as server:
            come_in(server, 'mallory')


@test
def by_address():
    """§13.6: who is there goes, and nobody comes in from there, also after a new start; this machine always does"""
    address = own_address()
    if address is None:
        return
    with folder() as state:
        with Server(state=state) as server:
            alice = register(server, 'alice')
            mallory = connect_from(server, address, 'mallory')
            mallory.login()
            ask(alice, 'ban', 'done', name=address, everywhere=True, text='flood')
            mallory.until('bye', code='banned')
            server.kill()
        with Server(state=state) as server:
            stranger = connect_from(server, address, 'stranger')
            demand(stranger.read_to_end() == BANNED, 'it was told something else')
            demand(encrypt(Text, server.port, source=address).read_to_end() == BANNED, 'over TLS it was told something else')
            for program in connect_from(server, address, 'program'), encrypt(Program, server.port, source=address):
                program.do('login', name='stranger')
                demand(json.loads(program.read_to_end()) == {'ev': 'bye', 'code': 'banned', 'text': BANNED.decode().strip()}, 'a program was told something else')
            crowd = [connect_from(server, address, f'{n}') for n in range(20)]
            demand(all(one.read_to_end() in (BANNED, b'') for one in crowd), 'one of many came in')
            alice = come_in(server, 'alice')
            ask(alice, 'unban', 'done', name=address, everywhere=True)
            connect_from(server, address, 'mallory').login()


def call_from(server, address):
    caller = Caller(server.http_port, connect=False)
    caller.socket.bind((address, 0))
    caller.socket.connect(('127.0.0.1', server.http_port))
    return caller


@test
def by_address_at_the_http_door():
    """§13.6: nothing is answered to an address that is kept out, nor to who came from there before; this machine is, and others after an end of it"""
    address = own_address()
    if address is None:
        return
    question = b'GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n'
    with Server('http.listen=0') as server:
        alice = register(server, 'alice')
        token = ask(alice, 'bot', 'bot', word='add', name='builds', text='#lobby')['token']
        early = call_from(server, address)
        early.send(question[:-2])
        ask(alice, 'ban', 'done', name=address, everywhere=True)
        early.expect_banned()
        for data in (question, b'', f'POST /hook/{token} HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\n\r\nx'.encode()):
            with call_from(server, address) as caller:
                caller.send(data)
                caller.expect_banned()
        demand(get(server.http_port, '/healthz').status == 200, 'this machine is kept out')
        demand(post(server.http_port, f'/hook/{token}', b'from here').status == 200, 'the bot is kept out here')
        ask(alice, 'unban', 'done', name=address, everywhere=True)
        with call_from(server, address) as caller:
            caller.send(question)
            demand(caller.read_to_end().status == 200, 'it is kept out for ever')


@test
def of_guests():
    """§13.6, §4.34: another name is no way in for a guest from the same address"""
    address = own_address()
    if address is None:
        return
    with Server() as server:
        alice = register(server, 'alice')
        mallory = connect_from(server, address, 'mallory')
        mallory.login()
        ask(alice, 'ban', 'done', name='mallory', everywhere=True)
        mallory.until('bye', code='banned')
        trudy = connect_from(server, address, 'trudy')
        trudy.do('login', name='trudy', id='login')
        demand(trudy.until('error', re='login')[-1]['code'] == 'banned', 'trudy came in')
        ask(alice, 'unban', 'done', name='mallory', everywhere=True)
        trudy.do('login', name='trudy', id='again')
        trudy.until('hello', re='again')


@test
def forgotten():
    """§4.31: who kept somebody out, and is forgotten since, did nothing by name"""
    with folder() as state:
        with Server(state=state) as server:
            alice = register(server, 'alice')
            admin = register(server, 'Mnemosyne')
            ask(alice, 'grant', 'ok', name='Mnemosyne', role='admin')
            ask(admin, 'ban', 'done', name='mallory', everywhere=True)
            ask(admin, 'forget', 'done', text='me really')
            for _ in ('at once', 'after a new start'):
                demand(ask(alice, 'bans', 'bans')['bans'] == [{'name': 'mallory', 'from': 'forgotten'}], 'it has a name')


run()
