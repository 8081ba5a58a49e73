# SPDX-License-Identifier: GPL-3.0-or-later
"""The desktop client's model without a desktop: tests/twin/natter-twin.c says what it understands."""

import os
import pathlib
import select
import signal
import subprocess

from .clock import Failure, Stopwatch

ROOT = pathlib.Path(__file__).resolve().parents[3]


class Twin:
    """One client, with what it keeps in `folder`."""

    everyone = []

    def __init__(self, folder, machine=None):
        """machine: of rig.lab, on which it runs."""
        env = dict(os.environ, G_DEBUG='fatal-warnings', LC_ALL='C.UTF-8', LANGUAGE='', TZ='UTC')
        if machine is not None:
            env['DBUS_SYSTEM_BUS_ADDRESS'] = machine.bus
        self.process = subprocess.Popen([*(machine.prefix if machine is not None else []), os.environ.get('NATTER_TWIN', ROOT / 'build/tests/twin/natter-twin'), folder], env=env,
                                        stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        self._rest = b''
        Twin.everyone.append(self)
        self._expect('ready')

    def _read(self, watch):
        while b'\n' not in self._rest:
            ready, _, _ = select.select([self.process.stdout], [], [], watch.left())
            data = os.read(self.process.stdout.fileno(), 65536) if ready else b''
            if not data:
                raise Failure('the client has ended' if ready else 'the client does not answer')
            self._rest += data
        line, self._rest = self._rest.split(b'\n', 1)
        return line.decode()

    def _expect(self, wanted):
        line = self._read(Stopwatch())
        if line != wanted:
            raise Failure(f'the client said {line!r}, not {wanted!r}')

    def send(self, line):
        self.process.stdin.write(line.encode() + b'\n')
        self.process.stdin.flush()

    def ask(self, line):
        """The answer."""
        self.send(line)
        return self._read(Stopwatch())

    def do(self, line):
        """Must be ok."""
        answer = self.ask(line)
        if answer != 'ok':
            raise Failure(f'{line!r}: the client said {answer!r}')

    def wait(self, what):
        """Until it is so; where it does not become so, what it is instead is said."""
        try:
            self.do(f'wait {what}')
        except Failure:
            self.send('')
            now = [self._read(Stopwatch())] + [self.ask(question) for question in ('status', 'rooms', what.split()[0])]
            raise Failure(f'waited in vain for {what!r}: {now}') from None

    def kill(self):
        """SIGKILL. What it still said: lines."""
        self.process.send_signal(signal.SIGKILL)
        said = self._rest + self.process.stdout.read()
        self.process.wait()
        self._forget()
        return said.decode().splitlines()

    def end(self):
        """Must end well."""
        self.process.stdin.close()
        try:
            status = self.process.wait(Stopwatch().left())
        except subprocess.TimeoutExpired:
            raise Failure('the client does not end') from None
        self._forget()
        if status != 0:
            raise Failure(f'the client ended with {status}')

    def _forget(self):
        self.process.stdout.close()
        Twin.everyone.remove(self)

    @classmethod
    def end_all(cls):
        for twin in list(cls.everyone):
            twin.process.kill()
            twin.process.wait()
            twin._forget()
