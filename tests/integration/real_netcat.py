#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The real nc: PROTOCOL.md §4.20. It sees no stray byte, and its ways to end are understood."""

from rig import Bystanders, Program, Server, demand, need_program, run, test
from rig.terminal import Pipe

NC = need_program('nc', 'netcat-openbsd')


def come_in(server, *options):
    nick = Pipe([NC, *options, '127.0.0.1', str(server.port)], 'nick')
    nick.expect('Welcome to Natter. 3 people are here.', 'Type: login yourname   (help shows more)')
    nick.say('login nick')
    nick.expect('Hello nick.', 'You are in #lobby. Here: watcher, nick (you).')
    return nick


def watch(server):
    watcher = Program(server.port, 'watcher')
    watcher.login()
    return watcher


@test
def no_stray_byte():
    """everything that nc prints is text that is meant for people: no negotiation, LF or CR LF, any script"""
    with Server() as server, Bystanders(server):
        watcher = watch(server)
        with come_in(server) as nick:
            watcher.expect('joined')
            for sentence in ('hello', 'Ü 日本 م 🎉', 'Нет Ý'):
                nick.say(f'say {sentence}')
                nick.expect(f'nick: {sentence}')
                watcher.expect('said', text=sentence)
            nick.say('ping')
            nick.expect('Pong! The server hears you.')
            demand(not nick.seen, f'also came {bytes(nick.seen)!r}')


@test
def end_of_input():
    """nc -N, whose input ends, gets what it asked for, and then the end"""
    with Server() as server, Bystanders(server):
        watcher = watch(server)
        with come_in(server, '-N') as nick:
            nick.say('say one')
            nick.say('say two')
            nick.process.stdin.close()
            nick.expect('nick: one', 'nick: two')
            demand(nick.process.wait(20) == 0, 'nc did not end')
        watcher.expect('joined')
        watcher.expect('said', text='one')
        watcher.expect('said', text='two')
        watcher.expect('left', **{'from': 'nick', 'reason': 'closed'})


@test
def killed():
    """a killed nc is a closed window"""
    with Server() as server, Bystanders(server):
        watcher = watch(server)
        with come_in(server):
            watcher.expect('joined')
        watcher.expect('left', **{'from': 'nick', 'reason': 'closed'})


run()
