# SPDX-License-Identifier: GPL-3.0-or-later
"""A client that never gives up: it says things and puts them in other words, comes back after each break, says again what was not acknowledged, with
the same id, and reads what it missed. Some come back with a token, and are told without asking; one of them has an account, whose token
also lets it in after the server has died. Everything that it hears and says goes to its log, for the checker."""

import json
import random
import socket
import string
import struct

ROOMS = ('lobby', 'north', 'south', 'east')
PAGE = 100           # messages asked for at once
READ = 1 << 18
LONGEST = 7000       # of what is said, in bytes
MOST_WAITING = 12    # messages not acknowledged, of one client
AGAIN = 0.02         # of messages are said again though they were acknowledged
PAIR = ('c1', 'c3')  # have accounts, and talk to each other
EDITS = 0.1          # of what is said puts something else in other words
PASSWORD = 'correct horse'
RETRY = ('storage-unavailable', 'slow-down', 'not-in-room')     # what is refused with another code is so for good
FILLER = ''.join(random.Random(1).choices(string.ascii_letters + 'äß漢字🎈 ', k=LONGEST // 2)).strip()


class Place:
    """A room: `have` everything up to there; `live`: the last one heard in this stay, None while outside."""

    def __init__(self):
        self.have = 0
        self.entered = self.live = None



class Client:
    """Sits in somebody's loop: whoever it is calls connect, on_readable, on_writable; and looks at `socket`."""

    def __init__(self, name, seed, folder):
        self.name = name
        self.random = random.Random(f'{seed} {name}')
        self.log = open(folder / f'{name}.log', 'wb')
        self.places = {room: Place() for room in ('lobby', *self.random.sample(ROOMS[1:], 2))}
        self.waiting = {}        # id → (word, room, text): said or to be said, not acknowledged
        self.unsaid = set()      # of those: refused, or not said on this connection
        self.asking = set()      # ids of what else must be answered
        self.own = []            # (room, sequence) of what it said and may edit
        self.resumes = int(name[1:]) % 2 == 1
        self.account = False     # from the life on in which its name was registered
        self.token = self.epoch = None
        self.n_ids = 0
        self.quiet = False       # nothing new is said
        self.gentle = False      # the link is not cut
        self.again_at = 0.0      # when to connect again
        self.socket = None

    # the link

    def connect(self, port):
        self.socket = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        try:
            self.socket.connect(('127.0.0.1', port))
        except OSError:
            self.socket.close()
            self.socket = None
            return
        self.socket.setblocking(False)
        self.inside = self.coming_back = False
        self.received = bytearray()
        self.out = bytearray()
        self.unsaid = set(self.waiting)
        self.asking.clear()
        # after how many bytes the link is torn
        self.left_in, self.left_out = self._choose_cut(2e6), self._choose_cut(1e5)
        for place in self.places.values():
            place.entered = place.live = None
        self.log.write(b'{"mark":"connected"}\n')
        self._come_in()
        self.on_writable()

    def _come_in(self, **fields):
        if self.token is not None:
            seen = [{'room': room, 'seq': place.have} for room, place in self.places.items() if room[0] != '@' or place.have > 0]
            self._do('resume', token=self.token, epoch=self.epoch, seen=seen, id='in')
        elif self.resumes:
            self._do('login', name=self.name, resume=True, id='in', **fields)
        else:
            self._do('login', name=self.name, id='in')

    def has_account(self):
        """Its name was registered while it was away."""
        self.account = True
        self.token = None
        self.own.clear()
        self.places['@' + PAIR[1 - PAIR.index(self.name)]] = Place()

    def _choose_cut(self, most):
        if self.gentle or self.random.random() > (0.7 if self.resumes else 0.2):
            return None
        return int(most ** self.random.random())

    def break_off(self, now):
        """The cable is cut, or the window closed."""
        if self.random.random() < 0.5:
            self.socket.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack('ii', 1, 0))
        self.lose(now)

    def lose(self, now):
        self.socket.close()
        self.socket = None
        self.again_at = now + self.random.random() * 0.02

    # saying

    def _do(self, word, **fields):
        line = json.dumps({'do': word, **fields}, ensure_ascii=False, separators=(',', ':')).encode() + b'\n'
        self.log.write(line)
        self.out += line

    def _make_text(self, made):
        chance = self.random.random()
        length = int(self.random.random() * (60 if chance < 0.8 else 600 if chance < 0.99 else LONGEST // 2))
        return f'{made} {FILLER[:length]}'.strip()

    def _make_message(self):
        self.n_ids += 1
        made = f'{self.name}.{self.n_ids}'
        room = self.random.choice(list(self.places)) if self.random.random() < (0.6 if self.account else 0.3) else list(self.places)[1]
        word, target = 'me' if self.n_ids % 50 == 0 else 'say', None
        if self.own and self.random.random() < EDITS:
            word, (room, target) = 'edit', self.random.choice(self.own)
        self.waiting[made] = word, room, self._make_text(made), target
        self.unsaid.add(made)

    def _say(self):
        """What is still to be said, and something new."""
        while not self.quiet and len(self.waiting) < MOST_WAITING:
            self._make_message()
        for made in sorted(self.unsaid):
            word, room, text, target = self.waiting[made]
            if self.places[room].live is not None:
                self._do(word, room=room, text=text, id=made, **({'target': target} if target else {}))
                self.unsaid.remove(made)

    def on_writable(self):
        """Sends what it can. FALSE: the link is torn, perhaps in the middle of a line."""
        torn = self.left_out is not None and self.left_out <= len(self.out)
        if torn:
            del self.out[self.left_out:]
        try:
            n = self.socket.send(self.out) if self.out else 0
        except BlockingIOError:
            return True
        except OSError:
            return False
        del self.out[:n]
        if self.left_out is not None:
            self.left_out -= n
        return not torn

    # hearing

    def on_readable(self):
        """FALSE: the link is torn, or the other end is gone."""
        try:
            data = self.socket.recv(READ if self.left_in is None else min(READ, self.left_in + 1))
        except BlockingIOError:
            return True
        except OSError:
            return False
        self.received += data
        end = self.received.rfind(b'\n') + 1
        if end > 0:
            self.log.write(self.received[:end])
            self._hear_all(json.loads(b'[' + self.received[:end - 1].replace(b'\n', b',') + b']'))
            del self.received[:end]
        if self.left_in is not None:
            self.left_in -= len(data)
        return bool(data) and (self.left_in is None or self.left_in > 0) and self.on_writable()

    def _hear_all(self, events):
        for event in events:
            hear = self.HEAR.get(event['ev'])
            if hear:
                hear(self, event)
        if self.inside and self.left_to_say():
            self._say()

    def left_to_say(self):
        return self.unsaid or not self.quiet and len(self.waiting) < MOST_WAITING

    def _hear_said(self, event):
        place = self.places[event['room']]
        seq = event['seq']
        place.live = seq
        if place.have == seq - 1:
            place.have = seq

    def _hear_ok(self, event):
        made = event['re']
        if made not in self.waiting:
            return
        if not self.quiet and self.random.random() < AGAIN:
            self.unsaid.add(made)
            return
        if self.waiting[made][0] != 'edit':
            self.own = [*self.own[-19:], (event['room'], event['seq'])]
        del self.waiting[made]
        self.unsaid.discard(made)

    def _hear_hello(self, event):
        if not event.get('resumed') and not self.account:
            self.own.clear()        # what a guest said in another login is not its own any more
        self.coming_back = self.token is not None
        for room, place in self.places.items():
            if room[0] == '@':
                place.entered = place.live = 0
        self.token, self.epoch = event.get('token'), event.get('epoch')
        if not self.coming_back:
            self._settle_in()

    def _settle_in(self):
        self.inside = True
        for room, place in self.places.items():
            if room != 'lobby' and place.live is None:
                self._do('join', room=room)

    def _hear_live(self, event):
        for room, place in self.places.items():
            if place.live is None:
                continue
            if place.have >= place.entered:
                place.have = max(place.have, place.live)
            else:
                self._ask(room)     # it was too much, or another epoch
        self._settle_in()

    def _hear_entered(self, event):
        place = self.places[event['room']]
        place.entered = place.live = event['seq']
        if place.have < place.entered and (self.inside or not self.coming_back):
            self._ask(event['room'])

    def _hear_directs(self, event):
        for direct in event['directs']:
            self._hear_entered(direct)

    def _ask(self, room):
        have = self.places[room].have
        made = f'h {room} {have}'
        self.asking.add(made)
        self._do('history', room=room, since=have, count=self.random.randint(1, PAGE), events=True, id=made)

    def _hear_history(self, event):
        place = self.places[event['room']]
        for message in event['messages']:
            place.have = max(place.have, message['seq'])
        if 're' not in event:
            return
        self.asking.discard(event['re'])
        if place.have >= place.entered:
            place.have = max(place.have, place.live)
        elif event.get('more'):
            self._ask(event['room'])

    def _hear_error(self, event):
        made = event.get('re')
        if made in self.waiting:
            if event['code'] in RETRY:
                self.unsaid.add(made)
            else:
                del self.waiting[made]      # not one's own, in this login
                self.unsaid.discard(made)
        elif made == 'in':
            self._hear_not_in(event['code'])
        elif made is not None:
            self.asking.discard(made)
            self._ask(made.split()[1])      # history of a store in trouble

    def _hear_not_in(self, code):
        if code == 'session-over':
            self.token = None
        # the name is taken by oneself, of the link before
        self._come_in(**({'password': PASSWORD} if code == 'password-required' else {}))

    def _hear_pong(self, event):
        self.asking.discard(event['re'])

    HEAR = {'said': _hear_said, 'edited': _hear_said, 'live': _hear_live, 'directs': _hear_directs, 'ok': _hear_ok, 'hello': _hear_hello, 'entered': _hear_entered, 'history': _hear_history,
            'error': _hear_error, 'pong': _hear_pong}

    def is_done(self):
        """Everything was answered."""
        return self.socket is not None and self.inside and not self.waiting and not self.asking and \
            all(place.live is not None for place in self.places.values())

    def fence(self):
        """Everything that was to be heard by now has been heard once this is answered."""
        self.asking.add('fence')
        self._do('ping', id='fence')
        self.on_writable()
