# SPDX-License-Identifier: GPL-3.0-or-later
"""natterd-chaos, life after life on the same folder and port."""

import os
import pathlib
import random
import re
import select
import signal
import subprocess
import time

ROOT = pathlib.Path(__file__).resolve().parents[2]
SLOWNESS = float(os.environ.get('NATTER_TEST_SLOWNESS', '1'))
READY = re.compile(rb'natterd: listening on 127\.0\.0\.1:(\d+)\n')
TROUBLE = re.compile(r'CRITICAL|Sanitizer|runtime error:|assertion|ERROR')
LONGEST_START = 20.0 * SLOWNESS


class Failure(Exception):
    """The run cannot be judged; why."""


class Life:
    """How one life of the server goes: all of it follows from the seed, but for what the clocks do."""

    def __init__(self, seed, number, torn=True):
        chance = random.Random(f'{seed} life {number}')
        self.seed = chance.getrandbits(31)
        self.number = number
        self.seconds = (0.02 + 0.3 * chance.random() ** 2) * SLOWNESS
        self.fail = int(30 * 50 ** chance.random()) if chance.random() < 0.3 else 0
        self.orderly = chance.random() < 0.08
        # power is lost by a kill from outside, at an instant of its own, or in the middle of the n-th write
        self.alarm = self.crash = 0
        if torn and number < 5:     # while the database is made
            self.crash = 1 + 4 * number
        elif torn and chance.random() < 0.4:
            self.crash = int(10 ** (4 * chance.random())) + 1
        elif chance.random() < 0.7:
            self.alarm = self.seconds

    @classmethod
    def calm(cls, seed, number):
        life = cls(seed, number)
        life.crash = life.fail = life.alarm = 0
        return life


class Server:
    """folder: where the state and the log are. extra: environment, such as a seeded bug. settings: as for --set."""

    def __init__(self, folder, extra=None, settings=()):
        self.folder = folder
        self.extra = extra or {}
        self.settings = ('limits.rate=off', 'limits.grace=150ms', 'limits.waiting=off', *settings)
        self.port = 0
        self.process = None
        self.ready = False

    def forget_bugs(self):
        """From here on it tells the truth of what it has."""
        if self.extra:
            self.extra = {'NATTERD_CHAOS_BUG': 'none'}

    def start(self, life):
        """Returns at once; on_output tells when it is ready."""
        program = os.environ.get('NATTERD_CHAOS', ROOT / 'build/tests/chaos/natterd-chaos')
        arguments = [program, '--state-dir', self.folder / 'state', '--listen', f'127.0.0.1:{self.port}']
        for setting in self.settings:
            arguments += ['--set', setting]
        env = dict(os.environ, LC_ALL='C.UTF-8', LANGUAGE='', G_DEBUG='fatal-criticals', HOME=str(self.folder), NATTERD_CHAOS_SEED=str(life.seed),
                   NATTERD_CHAOS_CRASH=str(life.crash), NATTERD_CHAOS_FAIL=str(life.fail), NATTERD_CHAOS_ALARM=str(int(life.alarm * 1e6)))
        env.update(self.extra)
        env.pop('JOURNAL_STREAM', None)
        with open(self.folder / 'server.txt', 'ab') as log:
            log.write(f'--- life {life.number}\n'.encode())
            log.flush()
            self.process = subprocess.Popen(arguments, stdout=subprocess.PIPE, stderr=log, env=env)
        self.output = b''
        self.ready = False
        self.life = life
        self.started = time.monotonic()

    def on_output(self):
        self.output += os.read(self.process.stdout.fileno(), 4096)
        match = READY.search(self.output)
        if match and not self.ready:
            self.ready = True
            self.port = int(match[1])

    def wait_until_ready(self):
        while not self.ready and self.process.poll() is None:
            if not select.select([self.process.stdout], [], [], LONGEST_START)[0]:
                raise Failure('the server did not get ready')
            self.on_output()
        if not self.ready:
            raise Failure(f'the server did not start; see {self.folder / "server.log"}')

    def kill(self):
        """Power is lost."""
        self.process.kill()
        self.bury()

    def bury(self):
        """After its end. Returns: the exit status, negative for a signal."""
        status = self.process.wait(LONGEST_START)
        self.process.stdout.close()
        self.ready = False
        return status

    def terminate(self):
        """Nobody connects any more."""
        self.ready = False
        self.process.terminate()

    def expect_good_end(self):
        """Told to end, it does; unless it loses power on the way. Returns: whether it did."""
        status = self.bury()
        return status != 0 and self.judge_end(status)

    def judge_end(self, status):
        """It did not end as it was told: was that planned? Returns: whether it lost power."""
        if status == (-signal.SIGKILL if self.life.crash else -signal.SIGALRM if self.life.alarm else None):
            return True
        if status == 1 and self.life.fail and READY.search(self.output) is None:
            return False    # a disk that fails while it starts: it may refuse
        raise Failure(f'life {self.life.number}: the server ended with {status} by itself')

    def check_log(self):
        text = (self.folder / 'server.txt').read_text(encoding='utf-8', errors='replace')
        trouble = TROUBLE.search(text)
        if trouble:
            raise Failure(f'{trouble[0]} in the log of the server: {text[max(0, trouble.start() - 200):trouble.end() + 300]}')
