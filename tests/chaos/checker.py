#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Judges what a fleet of clients saw against what the server has in the end: PROTOCOL.md §3.6, §7.1, §7.2, and retries.

    tests/chaos/checker.py FOLDER     the logs CLIENT.log and the dump stored.json of a run that was kept

A log is the wire itself as its client had it, an object a line: commands that it meant to send, though the link may have torn them;
events that came whole; and {"mark":"connected"} where a connection begins.
"""

import collections
import itertools
import json
import pathlib
import sys

# What can be wrong, each under the name by which it is reported.
KINDS = {
    'lost-acknowledged': 'a message was acknowledged and is not stored',
    'lost-seen': 'a message was shown and is not stored',
    'sequence-reused': 'a number was given to two messages',
    'order-differs': 'two have the same messages in different places',
    'recorded-twice': 'a retry was recorded once more',
    'answered-differently': 'an answer tells another number than the message has',
    'altered': 'a message is not what was said',
    'invented': 'a message that nobody said',
    'gap-stored': 'a number of a room is missing in the store',
    'gap-live': 'someone in the room was not shown a message',
    'gap-resume': 'history since a number, or what was told to one who came back, left something out',
    'told-early': 'what happened meanwhile was told to one who came back before what was missed',
    'shown-twice': 'a message was shown again to someone who had it',
    'missed': 'someone never got a message, by whatever way',
}
BATCH = 5000  # lines parsed at once: several times as fast as each by itself

Violation = collections.namedtuple('Violation', 'kind sentence')


class Stored:
    """What the server has: a list of messages for each room."""

    def __init__(self, rooms):
        self.places = {}   # room → sequence → message
        self.seqs = {}     # (room, from, id) → sequence, the first
        self.last = {}     # room → sequence
        self.edits = collections.defaultdict(list)     # (room, target) → (from, id) of what put it in other words, in order
        self.found = []    # what is wrong already
        for room, messages in rooms.items():
            self._take(room, messages)

    def _take(self, room, messages):
        places = self.places[room] = {}
        expected = 1
        for message in messages:
            seq, key = message['seq'], key_of(message)
            if seq in places:
                self.found.append(Violation('sequence-reused', f'#{room} {seq} is stored twice'))
            elif seq != expected:
                self.found.append(Violation('gap-stored', f'#{room}: after {expected - 1} comes {seq}'))
            places[seq] = key
            expected = seq + 1
            if 'target' in message:
                self.edits[room, message['target']].append(key[:2])
            if key[1] is None:
                continue
            first = self.seqs.setdefault((room, key[0], key[1]), seq)
            if first != seq:
                self.found.append(Violation('recorded-twice', f'#{room}: {key[0]}\'s {key[1]} is both {first} and {seq}'))
        self.last[room] = expected - 1


def key_of(message):
    """The text of an edit is its target's."""
    return message['from'], message.get('id'), None if 'target' in message else hash(message.get('text'))


def name_direct(one, other):
    """A direct conversation, whichever of the two looks at it."""
    return '@' + '+'.join(sorted((one, other)))


class Room:
    """A room as one client sees it."""

    __slots__ = ('high', 'entered', 'live')

    def __init__(self):
        self.high = 0         # it has everything up to here
        self.entered = None   # the last one before this stay; None while outside
        self.live = None      # the last one shown in this stay


class Client:
    """One log, from its beginning to its end."""

    def __init__(self, name, stored, report):
        self.name = name
        self.stored = stored
        self.report = report
        self.rooms = collections.defaultdict(Room)
        self.said = {}        # id → room
        self.answers = {}     # id → sequence
        self.asked = {}       # id → (room, since, what must come at least)
        self.shown = 0
        self.connections = 0
        self.refused = 0
        self.repeats = 0
        self.texts = {}       # id → hash of what was said
        self.seen_texts = set()   # (room, sequence, hash) of what was shown and is not stored so: as it was once, perhaps
        self.missing = None   # room → up to where it was told again, while it comes back
        self.epochs = None, None   # the one it knew, the server's
        self.cut_short = set()     # rooms of which it was told that there is more
        self.resumed = 0
        self.skips = []       # what it did not ask for, sentences: no fault of the server's

    def violation(self, kind, sentence):
        self.report(Violation(kind, f'{self.name}: {sentence}'))

    def take(self, item):
        ev = item.get('ev')
        if item.get('room', '').startswith('@'):
            item['room'] = name_direct(self.name, item['room'][1:])
        if ev in ('said', 'edited') or ev == 'topic' and 'from' in item:
            self.take_live(item)
        elif ev == 'ok':
            self.take_ok(item)
        elif ev == 'history' and 're' in item:
            self.take_history(item)
        elif ev == 'history':
            self.take_page(item)
        elif ev == 'hello':
            self.epochs = self.epochs[0], item.get('epoch')
            for name, room in self.rooms.items():
                if name[0] == '@':
                    room.entered = room.live = 0
        elif ev == 'directs':
            for direct in item['directs']:
                room = self.rooms[name_direct(self.name, direct['room'][1:])]
                room.entered = room.live = direct['seq']
        elif ev == 'live':
            self.take_arrival()
        elif ev == 'entered':
            room = self.rooms[item['room']]
            room.entered = room.live = item['seq']
        elif ev == 'parted':
            self.rooms[item['room']].entered = None
        elif ev == 'error':
            self.refused += item.get('code') == 'storage-unavailable'
        elif ev is None:
            self.take_own(item)

    def take_own(self, item):
        if item.get('mark') == 'connected':
            self.connections += 1
            self.asked.clear()
            self.missing = None
            for room in self.rooms.values():
                room.entered = room.live = None
        elif item.get('do') == 'resume':
            self.missing = {}
            self.cut_short = set()
            self.epochs = item['epoch'], None
            for one in item['seen']:
                name = one['room'] if one['room'][0] != '@' else name_direct(self.name, one['room'][1:])
                self.take_claim(name, one['seq'])
                self.missing[name] = one['seq']
        elif item.get('do') == 'login':
            self.missing = None
        elif item.get('do') in ('say', 'me', 'edit'):
            self.repeats += item['id'] in self.said
            self.said[item['id']] = item['room']
            self.texts[item['id']] = hash(item['text'])
        elif item.get('do') == 'history':
            room = self.rooms[item['room']]
            self.take_claim(item['room'], item['since'])
            self.asked[item['id']] = item['room'], item['since'], room.entered or 0

    def take_claim(self, name, since):
        """It says that it knows a room up to there."""
        room = self.rooms[name]
        if since > room.high:
            self.skips.append(f'{self.name} skips #{name} {room.high + 1} to {since} of its own accord')
            room.high = since

    def take_page(self, item):
        """What it missed, without having asked."""
        name = item['room']
        if self.missing is None:
            self.violation('told-early', f'#{name}: a page that nobody asked for')
            return
        since = self.missing.get(name, 0)
        if item['begin'] != since + 1:
            self.violation('gap-resume', f'#{name}: it knew {since}, and is told from {item["begin"]} on')
        for message in item['messages']:
            self.shown += 1
            self.compare(name, message)
            if message['seq'] != since + 1:
                self.violation('gap-resume', f'#{name}: it is told {message["seq"]} after {since}')
            since = message['seq']
        if since != item['end']:
            self.violation('gap-resume', f'#{name}: a page up to {item["end"]} ends with {since}')
        if item.get('more'):
            self.cut_short.add(name)
        self.missing[name] = since
        self.rooms[name].high = max(self.rooms[name].high, since)

    def take_arrival(self):
        """It has been told what it missed: in each room up to where it stands."""
        missing, self.missing = self.missing or {}, None
        self.resumed += 1
        for name, since in missing.items():
            room = self.rooms[name]
            if room.entered is None:
                continue
            if since < room.entered and name not in self.cut_short and self.epochs[0] == self.epochs[1]:
                self.violation('gap-resume', f'#{name}: it was told up to {since}, the room was at {room.entered} already')
            if room.high >= room.entered:
                room.high = max(room.high, room.live)

    def take_live(self, item):
        seq, name = item['seq'], item['room']
        room = self.rooms[name]
        self.shown += 1
        good = self.compare(name, item)
        if self.missing is not None:
            self.violation('told-early', f'#{name} {seq}')
        if room.live is None and name[0] == '@':
            room.entered = room.live = 0        # it begins
        if room.live is None:
            self.violation('shown-twice' if seq <= room.high else 'gap-live', f'#{name} {seq} was shown outside of the room')
            return
        if seq <= room.live:
            self.violation('shown-twice' if good else 'sequence-reused', f'#{name} {seq} after {room.live}')
            return
        if seq != room.live + 1:
            self.violation('gap-live', f'#{name}: after {room.live} came {seq}')
        room.live = seq
        if room.high == seq - 1:
            room.high = seq

    def take_ok(self, item):
        name, seq, made = item.get('room'), item.get('seq'), item['re']
        if made not in self.said or seq is None:
            return
        first = self.answers.setdefault(made, seq)
        if first != seq:
            self.violation('answered-differently', f'{made} was first {first}, then {seq}')
        at = self.stored.places.get(name, {}).get(seq)
        elsewhere = self.stored.seqs.get((name, self.name, made))
        if at is not None and at[0] == self.name and at[1] == made:
            return
        if elsewhere is not None:
            self.violation('answered-differently', f'#{name}: {made} was acknowledged as {seq} and is stored as {elsewhere}')
        else:
            self.judge_lost('lost-acknowledged', name, seq, made, at)

    def take_history(self, item):
        asked = self.asked.pop(item.get('re'), None)
        if asked is None:
            return
        name, since, least = asked
        room = self.rooms[name]
        for message in item['messages']:
            self.shown += 1
            self.compare(name, message)
            if message['seq'] != since + 1:
                self.violation('gap-resume', f'#{name}: history has {message["seq"]} after {since}')
            since = message['seq']
        if not item.get('more') and since < least:
            self.violation('gap-resume', f'#{name}: history ends with {since}, the room was at {least} already')
        room.high = max(room.high, since)
        if room.entered is not None and room.high >= room.entered:
            room.high = max(room.high, room.live)

    def compare(self, name, message):
        """Whether what was shown is stored where it was shown."""
        seq, key = message['seq'], key_of(message)
        at = self.stored.places.get(name, {}).get(seq)
        if at is not None and at[:2] == key[:2]:
            # what was edited was shown as it was by then: judged when all is known
            if 'text' in message and (key[2] is None or key != at):
                self.seen_texts.add((name, message.get('target', seq), hash(message['text'])))
            return True
        elsewhere = self.stored.seqs.get((name, key[0], key[1]))
        if elsewhere is not None:
            self.violation('order-differs', f'#{name}: {key[0]}\'s {key[1]} was shown as {seq} and is stored as {elsewhere}')
        else:
            self.judge_lost('lost-seen', name, seq, f'{key[0]}\'s {key[1]}', at)
        return False

    def judge_lost(self, kind, name, seq, what, instead):
        """@what is stored nowhere; @instead: what has its place."""
        self.violation(kind, f'#{name} {seq}: {what} is not stored')
        if instead is not None:
            self.violation('sequence-reused', f'#{name} {seq} was {what}, and is {instead[0]}\'s {instead[1]}')

    def finish(self):
        for name in self.stored.last:
            if name[0] == '@' and self.name in name[1:].split('+'):
                self.rooms.setdefault(name, Room())     # also one of which it never heard
        for name, room in self.rooms.items():
            if room.high < self.stored.last.get(name, 0):
                self.violation('missed', f'#{name}: never got {room.high + 1}, of {self.stored.last[name]}')


class Verdict:
    """violations: all of them. figures: how much there was to judge, by name."""

    def __init__(self):
        self.violations = []
        self.figures = collections.Counter()

    def kinds(self):
        return {violation.kind for violation in self.violations}

    def lines(self, most=5):
        """What to tell: of each kind how many, and the first ones."""
        for kind in KINDS:
            sentences = [violation.sentence for violation in self.violations if violation.kind == kind]
            if sentences:
                yield f'{kind}: {len(sentences)} times {KINDS[kind]}'
                yield from (f'    {sentence}' for sentence in sentences[:most])


def texts_of(stored, clients, room, seq):
    """The texts that a message ever had, in order, as far as somebody is known to have said them."""
    makers = [stored.places[room][seq][:2], *stored.edits[room, seq]]
    return [clients[name].texts.get(made) for name, made in makers if name in clients]


def compare_with_said(stored, clients, report):
    """That nothing is stored but what was said, in the words in which it was put last."""
    for (room, name, made), seq in stored.seqs.items():
        client = clients.get(name)
        text = stored.places[room][seq][2]
        if client is None or client.said.get(made) != room:
            report(Violation('invented', f'#{room} {seq}: {name} never said {made} there'))
        elif text is not None and texts_of(stored, clients, room, seq)[-1] != text:
            report(Violation('altered', f'#{room} {seq}: {name}\'s {made} is not what was said'))


def compare_with_shown(stored, clients, report):
    """That nothing was shown in words that it never had."""
    for client in clients.values():
        for room, seq, text in client.seen_texts:
            texts = texts_of(stored, clients, room, seq) if seq in stored.places.get(room, {}) else [None]
            if None not in texts and text not in texts:
                report(Violation('altered', f'{client.name}: #{room} {seq} was shown in words that it never had'))


def check(logs, rooms):
    """logs: client → its items, in order. rooms: room → stored messages, oldest first. Returns: a Verdict."""
    verdict = Verdict()
    stored = Stored(rooms)
    verdict.violations += stored.found
    clients = {}
    for name, items in logs.items():
        client = clients[name] = Client(name, stored, verdict.violations.append)
        for item in items:
            client.take(item)
        client.finish()
        verdict.figures.update(acknowledged=len(client.answers), said=len(client.said), shown=client.shown, retries=client.repeats,
                               connections=client.connections, resumed=client.resumed, refused=client.refused)
    verdict.figures['stored'] = sum(len(places) for places in stored.places.values())
    compare_with_said(stored, clients, verdict.violations.append)
    compare_with_shown(stored, clients, verdict.violations.append)
    skips = [skip for client in clients.values() for skip in client.skips]
    if skips and not verdict.violations:
        raise ValueError(skips[0])      # nothing was proven
    return verdict


def read_log(path):
    with open(path, encoding='utf-8') as log:
        while lines := list(itertools.islice(log, BATCH)):
            yield from json.loads(f'[{",".join(lines)}]')


def check_folder(folder):
    folder = pathlib.Path(folder)
    rooms = json.loads((folder / 'stored.json').read_text(encoding='utf-8'))
    return check({path.stem: read_log(path) for path in sorted(folder.glob('*.log'))}, rooms)


def main():
    verdict = check_folder(sys.argv[1])
    print(*(f'{count} {name}' for name, count in verdict.figures.items()), sep=', ')
    for line in verdict.lines():
        print(line)
    sys.exit(1 if verdict.violations else 0)


if __name__ == '__main__':
    main()
