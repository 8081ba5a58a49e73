# SPDX-License-Identifier: GPL-3.0-or-later
"""Programs that people use: on a terminal of their own (a pty), or between pipes."""

import os
import pty
import select
import signal
import subprocess

from .clock import Failure, Stopwatch


class Terminal:
    """A program on a pty of 80 columns; what it shows is looked for in order."""

    def __init__(self, command, name):
        self.name = name
        self.shown = bytearray()
        self.ended = False
        self.pid, self.fd = pty.fork()
        if self.pid == 0:
            os.environ['LC_ALL'] = 'C.UTF-8'
            os.environ['TERM'] = 'vt100'
            os.execv(command[0], command)
        os.set_blocking(self.fd, False)

    def type(self, text):
        """Keys; text or bytes. Return is \\r."""
        data = text.encode() if isinstance(text, str) else text
        watch = Stopwatch()
        while data:
            _, ready, _ = select.select([], [self.fd], [], watch.left())
            if not ready:
                raise Failure(f'{self.name}: the terminal takes no more keys')
            data = data[os.write(self.fd, data):]

    def _take_in(self, watch, what):
        ready, _, _ = select.select([self.fd], [], [], watch.left())
        if not ready:
            raise Failure(f'{self.name} never saw {what}; shown: {bytes(self.shown[-500:])!r}')
        try:
            data = os.read(self.fd, 65536)
        except OSError:     # EIO: the program has ended
            data = b''
        self.ended = self.ended or not data
        self.shown += data

    def wait_for(self, text):
        """Until that is shown; what was shown before it."""
        wanted = text.encode() if isinstance(text, str) else text
        watch = Stopwatch()
        while (at := self.shown.find(wanted)) < 0:
            if self.ended:
                raise Failure(f'{self.name} ended without {text!r}; shown: {bytes(self.shown[-500:])!r}')
            self._take_in(watch, repr(text))
        before = bytes(self.shown[:at])
        del self.shown[:at + len(wanted)]
        return before

    def wait_for_end(self):
        """Until the program has ended; the rest of what was shown."""
        watch = Stopwatch()
        while not self.ended:
            self._take_in(watch, 'its end')
        self._reap()
        return bytes(self.shown)

    def _reap(self):
        if self.pid:
            os.waitpid(self.pid, 0)
            os.close(self.fd)
            self.pid = 0

    def kill(self):
        if self.pid:
            os.kill(self.pid, signal.SIGKILL)
            self._reap()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.kill()


class Pipe:
    """A program between two pipes, spoken to in lines."""

    def __init__(self, command, name):
        self.name = name
        self.seen = bytearray()
        self.process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)

    def say(self, line):
        self.process.stdin.write(line.encode() + b'\n')
        self.process.stdin.flush()

    def _read_more(self, watch, what):
        ready, _, _ = select.select([self.process.stdout], [], [], watch.left())
        data = os.read(self.process.stdout.fileno(), 65536) if ready else b''
        if not data:
            raise Failure(f'{self.name} waited in vain for {what}; unread: {bytes(self.seen)!r}')
        self.seen += data

    def line(self):
        watch = Stopwatch()
        while (at := self.seen.find(b'\r\n')) < 0:
            self._read_more(watch, 'a line')
        line = bytes(self.seen[:at])
        del self.seen[:at + 2]
        return line.decode()

    def expect(self, *lines):
        for wanted in lines:
            seen = self.line()
            if seen != wanted:
                raise Failure(f'{self.name} wanted {wanted!r}\nsaw {seen!r}')

    def until(self, wanted):
        while self.line() != wanted:
            pass

    def kill(self):
        self.process.kill()
        self.process.wait()
        self.process.stdin.close()
        self.process.stdout.close()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.kill()
