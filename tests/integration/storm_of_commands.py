#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""PROTOCOL.md §7.2: in a storm of commands, comings and goings everyone's picture, kept from events alone, is what look and who
say: no message missed or doubled, nobody forgotten in a room, no name lost. The seed is printed; NATTER_TEST_SEED repeats one."""

import os
import random

from rig import Bystanders, Program, Server, demand, run, test

STEPS = int(os.environ.get('NATTER_TEST_STEPS', '4000'))
CROWD = 24
NAMES = [f'n{i}' for i in range(40)] + ['N1', 'Ñandú', 'n\u0303', '日本', '🎉', 'ａｂｃ', 'abc', 'x' * 33, '']
ROOMS = ['lobby', 'Lobby', 'meadow', '#Meadow', 'attic', 'cellar', '日本', 'x' * 65, '']
TEXTS = ['hi', 'x' * 3000, '', ' ', '日本 🎉', 'a\u202eb', 'a\nb']


class Walker:
    """Somebody who wanders about, with a picture of the rooms made from events."""

    def __init__(self, server, name):
        self.peer = Program(server.port, name)
        self.peer.do('login', name=name, id='0')
        self.peer.expect('welcome')
        self.name = None
        self.rooms = {}         # room: [members, last sequence]
        self.partners = set()   # of direct conversations, which are rooms too
        self.n = 0
        answer = self.peer.event()
        if answer['ev'] == 'hello':
            self.name = answer['name']
            self.take(self.peer.event())

    def take(self, event):
        handler = getattr(self, 'take_' + event['ev'], None)
        if handler is not None:
            handler(event)

    def picture(self, event):
        demand(event['room'] in self.rooms, f'{self.name} heard of a room that is not theirs: {event}')
        return self.rooms[event['room']]

    def take_entered(self, event):
        names = {person['name'] for person in event['people']}
        demand(len(names) == len(event['people']) == event['count'], f'{self.name}: somebody is there twice: {event}')
        demand(self.name in names, f'{self.name} is not in the room just entered: {event}')
        if event['room'] in self.rooms:
            demand(self.rooms[event['room']] == [names, event['seq']], f'{self.name}: {self.rooms[event["room"]]} but {event}')
        self.rooms[event['room']] = [names, event['seq']]

    def take_parted(self, event):
        del self.rooms[event['room']]

    def take_joined(self, event):
        members = self.picture(event)[0]
        demand(event['from'] not in members, f'{self.name}: joined twice: {event}')
        members.add(event['from'])

    def take_left(self, event):
        members = self.picture(event)[0]
        demand(event['from'] in members and event['from'] != self.name, f'{self.name}: left, but was not there: {event}')
        members.remove(event['from'])

    def take_renamed(self, event):
        shared = [members for members, _ in self.rooms.values() if event['from'] in members]
        if event['from'] in self.partners:
            self.partners.add(event['name'])
        demand(shared or event['from'] in self.partners | {self.name}, f'{self.name}: a stranger was renamed: {event}')
        for members in shared:
            members.remove(event['from'])
            members.add(event['name'])
        if event['from'] == self.name:
            self.name = event['name']

    def take_said(self, event):
        if event['room'].startswith('@'):
            self.partners.add(event['room'][1:])
            return
        picture = self.picture(event)
        demand(event['seq'] == picture[1] + 1, f'{self.name}: after {picture[1]} came {event}')
        demand(event['from'] in picture[0], f'{self.name}: said by one who is not there: {event}')
        picture[1] = event['seq']

    def take_topic(self, event):
        if 'from' in event:
            self.take_said(event)

    def take_error(self, event):
        demand(event['code'] not in ('failed', 'storage-unavailable', 'slow-down'), f'{self.name}: {event}')

    def ask(self, word, **fields):
        """Does it and takes in all that comes up to the answer; that."""
        self.n += 1
        self.peer.do(word, id=str(self.n), **fields)
        while True:
            event = self.peer.event()
            self.take(event)
            if event.get('re') == str(self.n):
                return event

    def step(self, dice):
        room, name, text = dice.choice(ROOMS), dice.choice(NAMES), dice.choice(TEXTS)
        self.ask(**dice.choice([
            {'word': 'say', 'text': text}, {'word': 'say', 'text': text, 'room': room}, {'word': 'me', 'text': text},
            {'word': 'tell', 'name': name, 'text': text}, {'word': 'join', 'room': room}, {'word': 'join', 'room': room},
            {'word': 'leave'}, {'word': 'leave', 'room': room}, {'word': 'switch', 'room': room}, {'word': 'name', 'name': name},
            {'word': 'topic', 'text': text}, {'word': 'topic', 'room': room}, {'word': 'look', 'room': room}, {'word': 'who'},
            {'word': 'rooms'}, {'word': 'away', 'text': text}, {'word': 'back'}, {'word': 'history', 'room': room, 'count': 5},
            {'word': 'say', 'room': f'@{name}', 'text': text}, {'word': 'history', 'room': f'@{name}'}, {'word': 'help'},
        ]))

    def compare(self):
        """The picture with what the server says when asked."""
        for room, (members, seq) in list(self.rooms.items()):
            people = [person['name'] for person in self.ask('look', room=room)['people']]
            demand(sorted(people) == sorted(members), f'{self.name}: in {room} are {people}, but heard of were {members}')
            last = self.ask('history', room=room, count=1)['messages']
            demand((last[-1]['seq'] if last else 0) == seq, f'{self.name}: the last of {room} is {last}, heard was {seq}')


def leave_somehow(walker, dice):
    how = dice.choice(['logout', 'close', 'reset', 'mid-line', 'flood'])
    if how == 'logout':
        walker.peer.do('logout')
    elif how == 'mid-line':
        walker.peer.send(b'{"do":"say","te')
    elif how == 'flood':
        walker.peer.send(b'{"do":"say","text":"last words"}\n' * 20)
    (walker.peer.reset if how == 'reset' else walker.peer.close)()


def storm(server, dice):
    walkers = []
    for n in range(STEPS):
        if len(walkers) < CROWD or dice.random() < 0.03:
            walker = Walker(server, dice.choice(NAMES))
            if walker.name is None:
                walker.peer.close()
            else:
                walkers.append(walker)
        if len(walkers) > CROWD:
            leave_somehow(walkers.pop(dice.randrange(len(walkers))), dice)
        if walkers:
            dice.choice(walkers).step(dice)
    return walkers


@test
def pictures_agree():
    """after thousands of random commands everyone's picture is the server's"""
    seed = int(os.environ.get('NATTER_TEST_SEED', random.SystemRandom().randrange(1 << 32)))
    print(f'# NATTER_TEST_SEED={seed}')
    with Server('limits.crowd=off') as server, Bystanders(server):
        walkers = storm(server, random.Random(seed))
        for walker in walkers:
            walker.ask('ping')
        for walker in walkers:
            walker.compare()
        who = {person['name']: person['rooms'] for person in walkers[0].ask('who')['people'] if person['name'] not in ('anna', 'berta')}
        demand(set(who) == {walker.name for walker in walkers}, f'{sorted(who)} are not {sorted(w.name for w in walkers)}')
        for walker in walkers:
            demand(set(who[walker.name]) == set(walker.rooms), f'who says that {walker.name} is in {who[walker.name]}')


run()
