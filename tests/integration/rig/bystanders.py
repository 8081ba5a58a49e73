# SPDX-License-Identifier: GPL-3.0-or-later
"""Two well-behaved people who talk in a room of their own while others misbehave, and must not notice."""

from .clock import Failure, Stopwatch
from .peer import Program, Text


class Bystanders:
    """A telnet user and a program in #garden. Everything that reaches them is looked at: a stray line is a failure."""

    def __init__(self, server):
        self.server = server
        self.n = 0
        self.slowest = 0.0
        self.anna = Text(server.port, 'anna')
        self.anna.login()
        self.anna.say('join garden')
        self.anna.expect('You are in #garden. Here: anna (you).')
        self.anna.say('leave lobby')
        self.anna.expect('You have left #lobby. You are in #garden now.')
        self.berta = Program(server.port, 'berta')
        self.berta.login()
        self.berta.do('join', room='garden')
        self.berta.expect('entered', room='garden')
        self.berta.do('leave', room='lobby')
        self.berta.expect('parted', room='lobby')
        self.anna.expect('berta has joined.')

    def talk(self, times=1):
        """Each says something, both read both, in order, and nothing else."""
        for _ in range(times):
            watch = Stopwatch()
            self.n += 1
            self.anna.say(f'say how is it, {self.n}?')
            self.anna.expect(f'anna: how is it, {self.n}?')
            self.berta.expect('said', room='garden', text=f'how is it, {self.n}?', seq=2 * self.n - 1)
            self.berta.do('say', text=f'fine, {self.n}', id=str(self.n))
            self.berta.expect('said', room='garden', text=f'fine, {self.n}', seq=2 * self.n)
            self.berta.expect('ok', re=str(self.n), seq=2 * self.n)
            self.anna.expect(f'berta: fine, {self.n}')
            self.slowest = max(self.slowest, watch.elapsed())

    def check(self):
        """A last round, and nothing strange in what they were sent."""
        self.talk()
        self.anna.fence()
        self.berta.fence()
        self.anna.expect_nothing_kept()
        self.berta.expect_nothing_kept()
        if self.server.process.poll() is not None:
            raise Failure('natterd is gone')

    def __enter__(self):
        self.talk()
        return self

    def __exit__(self, kind, value, trace):
        try:
            if kind is None:
                self.check()
        finally:
            self.anna.close()
            self.berta.close()
