# SPDX-License-Identifier: GPL-3.0-or-later
"""The operator's ways to a server: natterctl, and bare lines on the control socket."""

import array
import atexit
import json
import os
import pathlib
import socket
import subprocess
import tempfile

from .clock import DEADLINE, Failure, Stopwatch
from .peer import Peer

ROOT = pathlib.Path(__file__).resolve().parents[3]


def natterctl():
    return str(os.environ.get('NATTERCTL', ROOT / 'build/server/ctl/natterctl'))


class Answer:
    """What natterctl said."""

    def __init__(self, words, status, out, err):
        self.words, self.status, self.out, self.err = words, status, out, err

    def good(self):
        if self.status != 0 or self.err:
            raise Failure(f'natterctl {self.words} ended with {self.status}: {self.out!r} {self.err!r}')
        return self

    def bad(self, status, part):
        if self.status != status or part not in self.err:
            raise Failure(f'natterctl {self.words} ended with {self.status}, not {status}; it said {self.err!r}, not {part!r}')
        return self

    def events(self):
        return [json.loads(line) for line in self.out.splitlines()]


class Operator:
    """natterctl for the server whose socket is `path`."""

    def __init__(self, path):
        self.path = path
        self.home = tempfile.TemporaryDirectory(prefix='natterctl-')
        self.before = []    # what runs it
        self.language = ''  # as in LANGUAGE

    def environment(self):
        env = dict(os.environ, LC_ALL='C.UTF-8', LANGUAGE=self.language, TZ='UTC', G_DEBUG='fatal-criticals', HOME=self.home.name,
                   XDG_DATA_HOME=self.home.name, NATTERD_CONTROL=self.path)
        env.setdefault('NATTER_LOCALEDIR', str(ROOT / 'build/po'))
        env.pop('STATE_DIRECTORY', None)
        return env

    def run(self, *words, given=b'', prepare=None):
        done = subprocess.run([*self.before, natterctl(), *words], input=given, capture_output=True, timeout=DEADLINE, check=False, cwd=self.home.name,
                              env=self.environment(), preexec_fn=prepare)
        return Answer(words, done.returncode, done.stdout.decode(), done.stderr.decode())

    def start(self, *words):
        """A process between pipes, for what goes on."""
        process = subprocess.Popen([natterctl(), *words], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
                                   cwd=self.home.name, env=self.environment())
        atexit.register(process.kill)   # also where the test fails
        return process

    def file(self, name):
        return os.path.join(self.home.name, name)


class Control(Peer):
    """A program on the control socket itself."""

    def __init__(self, path, name='control', receive_buffer=None):
        super().__init__(None, name, connect=False)
        self.socket.close()
        self.socket = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        if receive_buffer is not None:
            self.socket.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, receive_buffer)
        self.socket.settimeout(Stopwatch().left())
        self.socket.connect(path)
        self.socket.setblocking(False)

    def do(self, word, **fields):
        self.send(json.dumps({'do': word, **fields}).encode() + b'\n')

    def event(self):
        return json.loads(self.read_line())

    def ask(self, word, **fields):
        """The answer."""
        self.do(word, id='ask', **fields)
        while (event := self.event()).get('re') != 'ask':
            pass
        return event

    def take_descriptor(self):
        """A line, and the descriptor that came along."""
        self._wait(1, Stopwatch(), 'for a descriptor')
        data, rights, _, _ = self.socket.recvmsg(65536, socket.CMSG_SPACE(4))
        fds = array.array('i')
        for level, kind, content in rights:
            if (level, kind) == (socket.SOL_SOCKET, socket.SCM_RIGHTS):
                fds.frombytes(content[:4])
        self.buffer += data
        return self.event(), fds[0] if fds else None
