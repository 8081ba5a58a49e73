# SPDX-License-Identifier: GPL-3.0-or-later
"""Who talks to the server: bytes, a person at a terminal, a program."""

import json
import select
import socket
import struct
import weakref

from .clock import Failure, Stopwatch


class Peer:
    """A socket. What comes is kept until a test asks for it."""

    line_end = b'\n'
    everyone = weakref.WeakSet()

    def __init__(self, port, name='peer', receive_buffer=None, connect=True):
        self.name = name
        self.buffer = bytearray()
        self.ended = None          # 'end' or 'reset', once the other side is gone
        self.socket = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
        Peer.everyone.add(self)
        if receive_buffer is not None:
            self.socket.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, receive_buffer)
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        if connect:
            self.socket.settimeout(Stopwatch().left())
            self.socket.connect(('127.0.0.1', port))
            self.socket.setblocking(False)

    # writing

    def send(self, data):
        """All of it, or a Failure."""
        watch = Stopwatch()
        view = memoryview(data)
        while view:
            self._wait(select.POLLOUT, watch, f'to send {len(view)} more bytes')
            try:
                view = view[self.socket.send(view):]
            except BlockingIOError:
                pass

    def send_some(self, data):
        """As much as goes without waiting; how much that was."""
        try:
            return self.socket.send(data)
        except BlockingIOError:
            return 0

    # reading

    def _wait(self, events, watch, what):
        poll = select.poll()
        poll.register(self.socket, events)
        if not poll.poll(watch.milliseconds_left()):
            raise Failure(f'{self.name} waited in vain {what}; unread: {bytes(self.buffer[-300:])!r}')

    def take_in(self, size=65536):
        """What is there now; '' at the end."""
        try:
            data = self.socket.recv(size)
        except BlockingIOError:
            return None
        except ConnectionResetError:
            self.ended = 'reset'
            return b''
        if not data:
            self.ended = self.ended or 'end'
        self.buffer += data
        return data

    def _read_more(self, watch, what):
        if self.ended:
            raise Failure(f'{self.name}: the connection ended ({self.ended}) instead of {what}; '
                          f'unread: {bytes(self.buffer[-300:])!r}')
        self._wait(select.POLLIN, watch, f'for {what}')
        self.take_in()

    def read(self, count):
        watch = Stopwatch()
        while len(self.buffer) < count:
            self._read_more(watch, f'{count} bytes')
        data = bytes(self.buffer[:count])
        del self.buffer[:count]
        return data

    def read_line(self):
        """One line, without its end."""
        watch = Stopwatch()
        while (at := self.buffer.find(b'\n')) < 0:
            self._read_more(watch, 'a line')
        line = bytes(self.buffer[:at + 1])
        del self.buffer[:at + 1]
        if not line.endswith(self.line_end):
            raise Failure(f'{self.name}: a line with the wrong end: {line!r}')
        return line[:-len(self.line_end)]

    def read_past(self, wanted):
        """Everything up to those bytes, and them."""
        watch = Stopwatch()
        while (at := self.buffer.find(wanted)) < 0:
            self._read_more(watch, f'{wanted!r}')
        return self.read(at + len(wanted))

    def read_to_end(self):
        """Everything up to the end."""
        watch = Stopwatch()
        while not self.ended:
            self._read_more(watch, 'the end')
        data = bytes(self.buffer)
        self.buffer.clear()
        return data

    def expect_end(self):
        rest = self.read_to_end()
        if rest:
            raise Failure(f'{self.name}: before the end came {rest!r}')

    def expect_nothing_kept(self):
        if self.buffer:
            raise Failure(f'{self.name}: also came {bytes(self.buffer[:2000])!r}')

    def widen(self, receive_buffer):
        """A small buffer keeps others waiting; it also makes reading slow."""
        self.socket.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, receive_buffer)

    def is_silent(self, seconds):
        """Whether nothing comes for that long: only for claims of silence, and short."""
        poll = select.poll()
        poll.register(self.socket, select.POLLIN)
        return not self.buffer and not poll.poll(int(seconds * 1000))

    # ways to go

    def close(self):
        """The window closed."""
        self.socket.close()

    def shut(self):
        """No more to say, but still listening."""
        self.socket.shutdown(socket.SHUT_WR)

    def reset(self):
        """The cable cut: RST."""
        self.socket.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack('ii', 1, 0))
        self.socket.close()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.socket.close()


class Text(Peer):
    """A person with a terminal: PROTOCOL.md §4."""

    line_end = b'\r\n'

    def say(self, line):
        self.send(line.encode() + b'\r\n')

    def line(self):
        return self.read_line().decode()

    def expect(self, *lines):
        for wanted in lines:
            seen = self.line()
            if seen != wanted:
                raise Failure(f'{self.name} wanted {wanted!r}\n{" " * len(self.name)}    saw {seen!r}\n'
                              f'then {bytes(self.buffer[:500])!r}')
        return self

    def until(self, wanted):
        """Reads on until that line; those before it."""
        lines = []
        while (seen := self.line()) != wanted:
            lines.append(seen)
        return lines

    def greeted(self):
        first = self.line()
        if not first.startswith('Welcome to '):
            raise Failure(f'{self.name} was greeted with {first!r}')
        return self.expect('Type: login yourname   (help shows more)')

    def login(self, name=None):
        """Comes in; returns who is in the room, as shown."""
        self.name = name or self.name
        self.say(f'login {self.name}')
        self.greeted()
        self.expect(f'Hello {self.name}.')
        where = self.line()
        if not where.startswith('You are in #lobby'):
            raise Failure(f'{self.name}, after the login: {where!r}')
        return where + ' '.join(self.skip_rest())

    def skip_rest(self):
        """The indented lines that belong to the line before; they were sent with it."""
        rest = []
        while self.buffer.startswith(b'  '):
            rest.append(self.line().strip())
        return rest

    def fence(self):
        """Everything of before has come once this is answered; and nothing more of it may be there."""
        self.say('ping')
        self.expect('Pong! The server hears you.')


class Program(Peer):
    """A program: PROTOCOL.md §5. It sends its first brace as soon as it is connected: on a slow machine the server would take it
    for a silent person otherwise (§1.1)."""

    def __init__(self, *arguments, **options):
        super().__init__(*arguments, **options)
        self.brace_sent = False
        if options.get('connect', True):
            super().send(b'{')
            self.brace_sent = True

    def send(self, data):
        if self.brace_sent and not data.startswith(b'{'):
            raise Failure(f'{self.name}: what a program sends first begins with a brace, not {data[:20]!r}')
        super().send(data[1:] if self.brace_sent else data)
        self.brace_sent = False

    def do(self, word, /, **fields):
        self.send(json.dumps({'do': word, **fields}, ensure_ascii=False).encode() + b'\n')

    def event(self):
        line = self.read_line()
        try:
            return json.loads(line)
        except ValueError:
            raise Failure(f'{self.name}: not JSON: {line!r}') from None

    def expect(self, ev, **fields):
        """The next event is this one, with at least these fields."""
        event = self.event()
        wanted = {'ev': ev, **fields}
        seen = {key: event.get(key) for key in wanted}
        if seen != wanted:
            raise Failure(f'{self.name} wanted {wanted}\n{" " * len(self.name)}    saw {event}')
        return event

    def until(self, ev, **fields):
        """Reads on until such an event; those before it."""
        events = []
        while True:
            event = self.event()
            if event['ev'] == ev and all(event.get(key) == value for key, value in fields.items()):
                return events + [event]
            events.append(event)

    def login(self, name=None):
        self.name = name or self.name
        self.do('login', name=self.name, id='login')
        self.expect('welcome')
        self.expect('hello', re='login', name=self.name)
        return self.expect('entered', room='lobby')

    def fence(self):
        self.do('ping', id='fence')
        self.expect('pong', re='fence')
