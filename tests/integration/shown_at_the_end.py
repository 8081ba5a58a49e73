#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""A telnet user, an nc user and two programs (the desktop client's wire) talk in two rooms; look and who differ; each leaves in
a different way, and the others are told which."""

from rig import Program, Server, demand, need_program, run, test
from rig.terminal import Pipe, Terminal

TELNET = need_program('telnet', 'inetutils-telnet')
NC = need_program('nc', 'netcat-openbsd')


def come_in(server):
    tina = Terminal([TELNET, '127.0.0.1', str(server.port)], 'tina')
    tina.wait_for('Type: login yourname')
    tina.type('login tina\r')
    tina.wait_for('You are in #lobby. Here: tina (you).')
    nick = Pipe([NC, '127.0.0.1', str(server.port)], 'nick')
    nick.expect('Welcome to Natter. One person is here.', 'Type: login yourname   (help shows more)')
    nick.say('login nick')
    nick.expect('Hello nick.', 'You are in #lobby. Here: tina, nick (you).')
    tina.wait_for('nick has joined.')
    return tina, nick


def talk_in_two_rooms(tina, nick, dora, desmond):
    for who in (dora, desmond):
        who.login()
        tina.wait_for(f'{who.name} has joined.')
        nick.expect(f'{who.name} has joined.')
    dora.expect('joined', **{'from': 'desmond'})
    for who in (desmond, dora):
        who.do('join', room='garden', id='j')
        who.expect('entered', re='j')
    desmond.expect('joined', room='garden', **{'from': 'dora'})
    tina.type('say good morning\r')
    tina.wait_for('tina: good morning')
    nick.expect('tina: good morning')
    dora.do('say', room='garden', text='among us', id='s')
    desmond.expect('said', room='lobby', text='good morning')
    desmond.expect('said', room='garden', text='among us')
    dora.until('ok', re='s')
    dora.do('say', room='lobby', text='morning all')
    tina.wait_for('dora: morning all')
    nick.expect('dora: morning all')
    desmond.expect('said', room='lobby', text='morning all')


def look_and_who(tina, nick):
    nick.say('look')
    nick.expect('In #lobby: tina, nick (you), dora, desmond.')
    tina.type('look garden\r')
    tina.wait_for('In #garden: desmond, dora.')
    nick.say('who')
    nick.expect('4 people are on the server:')
    who = [nick.line() for _ in range(4)]
    demand(any('dora' in line and '#lobby, #garden' in line for line in who), f'who says {who}')
    nick.expect('To say something to one of them only: tell NAME TEXT')


@test
def four_people_two_rooms_four_ways_to_go():
    """logout, the window closed, the process killed, the line cut: each is told as what it was"""
    with Server() as server:
        tina, nick = come_in(server)
        watcher = Program(server.port, 'watcher')
        dora, desmond = Program(server.port, 'dora'), Program(server.port, 'desmond')
        talk_in_two_rooms(tina, nick, dora, desmond)
        look_and_who(tina, nick)
        watcher.login()
        tina.type('logout\r')
        tina.wait_for_end()
        watcher.expect('left', **{'from': 'tina', 'reason': 'logout'})
        nick.until('tina has left (logged out).')
        nick.kill()
        watcher.expect('left', **{'from': 'nick', 'reason': 'closed'})
        dora.until('left', **{'from': 'nick'})
        dora.close()
        watcher.expect('left', **{'from': 'dora', 'reason': 'closed'})
        desmond.reset()
        watcher.expect('left', **{'from': 'desmond', 'reason': 'lost'})
        watcher.do('who', id='w')
        who = watcher.expect('who', re='w')
        demand([person['name'] for person in who['people']] == ['watcher'], f'{who}')


run()
