#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""PROTOCOL.md §4.17, §4.10: answers that could be long are bounded, whole, and hold the latest."""

import json

from rig import Program, Server, Text, demand, run, test

EVENT_MOST = 1024 * 1024        # what a client must take for a line: limits.line at most


@test
def history_of_long_messages():
    """the last messages, fewer where they are more than 128 KiB, without a gap up to the latest"""
    with Server() as server:
        alice = Program(server.port, 'alice')
        alice.login()
        for n in range(60):
            alice.do('say', text=f'{n} ' + '"' * 8000, id=str(n))      # twice as long when it is escaped
            alice.until('ok', re=str(n))
        for count in (None, 1, 5, 500):
            alice.do('history', id='h', **({} if count is None else {'count': count}))
            line = alice.read_line()
            messages = json.loads(line)['messages']
            seqs = [message['seq'] for message in messages]
            demand(seqs == list(range(61 - len(seqs), 61)), f'{count}: {seqs}')
            demand(sum(len(m['text'].encode()) for m in messages) <= 128 * 1024 or len(messages) == 1, f'{len(messages)} messages')
            demand(len(messages) >= min(count or 20, 10), f'only {len(messages)} of {count}')
            demand(len(line) < EVENT_MOST, f'a line of {len(line)} bytes')
        bob = Text(server.port, 'bob')
        bob.login()
        alice.expect('joined')
        bob.say('history 500')
        demand('the last' in bob.line(), 'a person gets them too')
        bob.say('ping')
        lines = bob.until('Pong! The server hears you.')
        said = [line for line in lines if '] alice: ' in line]
        demand(said[-1].split('] alice: ')[1].startswith('59 "'), 'the latest comes last')


@test
def many_people_and_rooms():
    """who, look and rooms among many, with long names: whole lines that a client can take, a hundred rows for a person"""
    with Server() as server:
        people = [Program(server.port, f'{n:03}' + '語' * 29) for n in range(250)]
        for peer in people:
            peer.login()
        opener = people[0]
        for n in range(99):
            opener.do('join', room=f'{n:03}' + '部' * 61, id='j')
            opener.until('entered', re='j')
        for word in ('who', 'look', 'rooms'):
            opener.do(word, id=word, **({'room': 'lobby'} if word == 'look' else {}))
            while (event := json.loads(line := opener.read_line())).get('re') != word:
                pass
            demand(event['ev'] in ('who', 'people', 'rooms') and len(line) < EVENT_MOST, f'{word}: {len(line)} bytes, {event["ev"]}')
            demand(len(event.get('people', event.get('rooms'))) >= 99, f'{word} tells of too few')
        person = Text(server.port, 'person')
        person.login()
        for word in ('who', 'rooms', 'look'):
            person.say(word)
            person.say('ping')
            lines = person.until('Pong! The server hears you.')
            demand(len(lines) <= 110, f'{word}: {len(lines)} lines')


run()
