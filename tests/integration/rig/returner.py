# SPDX-License-Identifier: GPL-3.0-or-later
"""A program that goes on wherever its connection broke, and sees to it that nothing is missing and nothing comes twice."""

import json

from .clock import Failure
from .peer import Program

KINDS = {'said': 'say', 'edited': 'edit', 'deleted': 'delete', 'reacted': 'react', 'topic': 'topic'}


class Returner:
    """notes: for each room what it was told, (sequence, kind, from). others: events about people, for the test to judge."""

    def __init__(self, server, name):
        self.server = server
        self.name = name
        self.token = self.epoch = None
        self.seen = {'lobby': 0}
        self.notes = {}
        self.others = []
        self.peer = None

    # connections

    def login(self, **fields):
        self.peer = Program(self.server.port, self.name)
        self.peer.do('login', name=self.name, resume=True, id='login', **fields)
        hello = self.peer.until('hello', re='login')[-1]
        self.token, self.epoch = hello['token'], hello['epoch']
        self.seen['lobby'] = self.peer.expect('entered', room='lobby')['seq']
        return self

    def begin_resume(self, **options):
        """Only asks."""
        self.peer = Program(self.server.port, self.name, **options)
        seen = [{'room': room, 'seq': seq} for room, seq in self.seen.items()]
        self.peer.do('resume', token=self.token, epoch=self.epoch, seen=seen, id='resume')

    def resume(self):
        """Comes back; the events up to live."""
        self.begin_resume()
        events = self.peer.until('live')
        for event in events:
            self.take(event)
        return events

    def lose(self, way='reset'):
        """What was not read is lost with the connection."""
        getattr(self.peer, way)()

    # what comes

    def take(self, event):
        """Judges and notes one event."""
        if event['ev'] == 'history' and 're' not in event:
            self._take_page(event)
        elif event['ev'] in KINDS and 'seq' in event:
            self._note(event['room'], event['seq'], KINDS[event['ev']], event['from'])
        elif event['ev'] in ('joined', 'left'):
            self.others.append(event)
        elif event['ev'] == 'parted':
            del self.seen[event['room']]

    def _note(self, room, seq, kind, name):
        if seq != self.seen.get(room, 0) + 1:
            raise Failure(f'{self.name} knew {room} up to {self.seen.get(room, 0)} and was told {seq}')
        self.seen[room] = seq
        self.notes.setdefault(room, []).append((seq, kind, name))

    def _take_page(self, page):
        room = page['room']
        if page['begin'] != self.seen.get(room, 0) + 1:
            raise Failure(f'{self.name} knew {room} up to {self.seen.get(room, 0)} and got a page from {page["begin"]} on')
        for message in page['messages']:
            kind = message.get('kind', 'say')
            self._note(room, message['seq'], 'react' if kind == 'unreact' else 'say' if kind == 'me' else kind, message['from'])
        if self.seen.get(room, 0) != page['end']:
            raise Failure(f'{self.name} got a page up to {page["end"]} of {room} that ends with {self.seen.get(room, 0)}')

    def take_bytes(self, count):
        """Reads exactly so many, and takes the lines that are whole: the connection is about to break."""
        for line in self.peer.read(count).split(b'\n')[:-1]:
            self.take(json.loads(line))

    def take_until(self, ev, **fields):
        events = self.peer.until(ev, **fields)
        for event in events:
            self.take(event)
        return events
