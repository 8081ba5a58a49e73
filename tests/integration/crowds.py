#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""PROTOCOL.md §5.10, §5.10a: a full room hears of comings and goings together, and who comes is shown 10 of those there."""

from rig import SLOWNESS, Program, Server, Text, demand, run, test


@test
def told_together():
    """twenty who come at once are told in few lines, and so are those who go"""
    with Server('limits.crowd=3', 'limits.crowd-pause=500ms') as server:
        watcher, person = Program(server.port, 'watcher'), Text(server.port, 'person')
        watcher.login()
        person.login()
        watcher.expect('joined', **{'from': 'person'})
        third = Program(server.port, 'third')
        third.login()
        watcher.expect('joined', **{'from': 'third'})
        person.expect('third has joined.')
        guests = [Program(server.port, f'g{n}') for n in range(20)]
        for guest in guests:
            guest.login()
        came, lines = set(), 0
        while len(came) < 20:
            event = watcher.expect('joined')
            names = event.get('names', [event.get('from')])
            demand(not came & set(names), f'{came & set(names)} came twice')
            came |= set(names)
            lines += 1
        demand(lines <= 12, f'20 comings took {lines} lines')
        for guest in guests:
            guest.close()
        went, events = set(), []
        while len(went) < 20:
            events.append(watcher.expect('left'))
            went |= set(events[-1].get('names', [events[-1].get('from')]))
        demand(len(events) <= 12, f'20 goings took {len(events)} lines')
        watcher.fence()
        seen = []
        person.say('ping')
        while (line := person.line()) != 'Pong! The server hears you.':
            seen.append(line)
        demand(any('others have joined.' in line for line in seen), f'a person read {seen}')
        demand(any('others have left.' in line for line in seen), f'a person read {seen}')


@test
def came_and_went_in_between():
    """who came and went between two tellings is not told of; who went and came back neither"""
    with Server('limits.crowd=2', f'limits.crowd-pause={SLOWNESS}s') as server:
        people = [Program(server.port, name) for name in ('anna', 'berta', 'carla', 'dora')]
        for peer in people:
            peer.login()
        anna, dora = people[0], people[3]
        while 'dora' not in anna.until('joined')[-1].get('names', []):
            pass
        # the first of them begins the pause
        brief = Program(server.port, 'brief')
        brief.login()
        brief.do('logout')
        brief.until('bye')
        dora.do('leave')
        dora.do('join', room='lobby', id='back')
        dora.until('entered', re='back')
        marker = Program(server.port, 'marker')
        marker.login()
        event = anna.expect('joined')
        demand(event['names'] == ['marker'] and event['count'] == 1, f'{event}')
        anna.fence()


@test
def entrance_of_a_full_room():
    """beyond 100 people who comes is shown 10 and the count; look shows all"""
    with Server() as server:
        guests = [Program(server.port, f'g{n}') for n in range(110)]
        for guest in guests:
            entered = guest.login()
        demand(entered['count'] == 110 and len(entered['people']) == 10, f'{entered["count"]}, {len(entered["people"])} shown')
        guests[-1].do('look', id='1')
        people = guests[-1].until('people', re='1')[-1]['people']
        demand({person['name'] for person in people} == {f'g{n}' for n in range(110)}, 'look does not show all')
        person = Text(server.port, 'person')
        demand(' more' in person.login(), 'a person is told how many more')


run()
