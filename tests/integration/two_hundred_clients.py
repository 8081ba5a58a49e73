#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""PROTOCOL.md §7.2: two hundred people in ten rooms: each message once to everyone in its room, in one order for all."""

import re

from rig import Program, Server, Text, demand, run, test

ROOMS = 10
PEOPLE = 20          # in each room; every other one at a terminal
WORDS = 5            # from each


class Member:
    """One of a room, with what was heard."""

    def __init__(self, server, room, number):
        self.name = f'r{room}p{number}'
        self.room = f'room{room}'
        self.heard = []
        self.peer = (Text if number % 2 else Program)(server.port, self.name)
        self.peer.login()
        if isinstance(self.peer, Text):
            self.peer.say('leave')
            self.peer.say(f'join {self.room}')
            self.peer.until('You have left #lobby, and are in no room now. To go into one: join ROOM')
            while not self.peer.line().startswith(f'You are in #{self.room}'):
                pass
        else:
            self.peer.do('leave')
            self.peer.do('join', room=self.room, id='in')
            self.peer.until('entered', re='in')

    def say(self, text):
        if isinstance(self.peer, Text):
            self.peer.say(f'say {text}')
        else:
            self.peer.do('say', text=text)

    def listen(self, count):
        """Until that many messages have been heard."""
        while len(self.heard) < count:
            if isinstance(self.peer, Text):
                match = re.fullmatch(r'(\w+): (.*)', self.peer.line())
                if match and match[1] != 'Here':
                    self.heard.append((match[1], match[2]))
            else:
                event = self.peer.event()
                if event['ev'] == 'said':
                    demand(event['seq'] == len(self.heard) + 1, f'{self.name} heard {event} as number {len(self.heard) + 1}')
                    self.heard.append((event['from'], event['text']))


@test
def everyone_hears_everything_once():
    """200 clients in 10 rooms: each delivery exactly once, in one order"""
    with Server() as server:
        rooms = [[Member(server, room, number) for number in range(PEOPLE)] for room in range(ROOMS)]
        members = [member for room in rooms for member in room]
        for word in range(WORDS):
            for member in members:
                member.say(f'{member.room} {word}')
        for room in rooms:
            for member in room:
                member.listen(PEOPLE * WORDS)
                member.peer.fence()
            first = room[0].heard
            demand(len(set(first)) == PEOPLE * WORDS, f'in {room[0].room} something came twice')
            for member in room:
                demand(member.heard == first, f'{member.name} heard another order than {room[0].name}')
                own = [text for name, text in first if name == member.name]
                demand(own == [f'{member.room} {word}' for word in range(WORDS)], f'{member.name} was reordered: {own}')
        for member in members:
            member.peer.close()


run()
