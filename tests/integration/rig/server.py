# SPDX-License-Identifier: GPL-3.0-or-later
"""A natterd of one's own: a free port, nothing on disk, and a look at what it costs."""

import fcntl
import os
import pathlib
import re
import resource
import select
import signal
import subprocess
import tempfile

from .clock import DEADLINE, SLOWNESS, Failure, Stopwatch
from .peer import Peer

ROOT = pathlib.Path(__file__).resolve().parents[3]
READY = re.compile(rb'^natterd: listening on 127\.0\.0\.1:(\d+)$')
HTTP = re.compile(rb'^natterd: http on 127\.0\.0\.1:(\d+)$')
TROUBLE = re.compile(r'CRITICAL|Sanitizer|runtime error:|assertion|Traceback|\(process:\d+\): .*WARNING')


def is_sanitized(pid):
    """Sanitizers keep freed memory: what a process holds says nothing then."""
    with open(f'/proc/{pid}/maps', encoding='utf-8') as maps:
        text = maps.read()
    return 'libasan' in text or 'libclang_rt' in text or 'libubsan' in text


class Server:
    """natterd on 127.0.0.1. Used with `with`, it must end well: exit 0, and nothing troubled in its log.

    settings: as for --set. descriptors: RLIMIT_NOFILE. listeners: how many; the port is that of the first. faulty: the build whose
    store fails on request. language: as in LANGUAGE. state: the folder of a database; without it messages are kept in memory."""

    def __init__(self, *settings, descriptors=None, listeners=1, faulty=False, rate='off', language='', state=None):
        self.killed = False
        self.state = state
        self.log = tempfile.TemporaryFile()
        fcntl.fcntl(self.log, fcntl.F_SETFL, fcntl.fcntl(self.log, fcntl.F_GETFL) | os.O_APPEND)    # or natterd would write where we read
        self.folder = tempfile.TemporaryDirectory(prefix='natter-test-')
        self.process = subprocess.Popen(
            self._arguments(settings, listeners, faulty, rate), stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=self.log,
            cwd=self.folder.name, env=self._environment(language),
            preexec_fn=None if descriptors is None else
            lambda: resource.setrlimit(resource.RLIMIT_NOFILE, (descriptors, descriptors)))
        self.pid = self.process.pid
        self.port = self._wait_until_ready()
        self.http_port = self._wait_for_http() if any(s.startswith('http.listen=') for s in settings) else None

    def _arguments(self, settings, listeners, faulty, rate):
        name, place = ('NATTERD_FAULTY', 'tests/support/natterd-faulty') if faulty else ('NATTERD', 'server/natterd')
        program = os.environ.get(name, ROOT / 'build' / place)
        keeping = ['--ephemeral'] if self.state is None else ['--state-dir', self.state]
        arguments = [program, *keeping] + ['--listen', '127.0.0.1:0'] * listeners
        if not any(s.startswith('limits.rate=') for s in settings):
            settings = (*settings, f'limits.rate={rate}')
        for setting in settings:
            arguments += ['--set', setting]
        return arguments

    def _environment(self, language):
        env = dict(os.environ)
        for name in ('HOME', 'XDG_CONFIG_HOME', 'XDG_STATE_HOME', 'XDG_DATA_HOME', 'STATE_DIRECTORY'):
            env[name] = self.folder.name
        env.update(G_DEBUG='fatal-criticals', LC_ALL='C.UTF-8', LANGUAGE=language, TZ='UTC')
        env.setdefault('NATTER_LOCALEDIR', str(ROOT / 'build/po'))
        env.pop('JOURNAL_STREAM', None)
        return env

    def _read_line(self):
        line = bytearray()
        watch = Stopwatch()
        while not line.endswith(b'\n'):
            ready, _, _ = select.select([self.process.stdout], [], [], watch.left())
            byte = os.read(self.process.stdout.fileno(), 1) if ready else b''
            if not byte:
                raise Failure(f'natterd said only {bytes(line)!r} on stdout; its log:\n{self.read_log()}')
            line += byte
        return bytes(line).rstrip(b'\n')

    def _wait_until_ready(self):
        line = self._read_line()
        match = READY.match(line)
        if match is None:
            raise Failure(f'natterd began with {line!r}')
        return int(match.group(1))

    def _wait_for_http(self):
        while (match := HTTP.match(self._read_line())) is None:
            pass
        return int(match.group(1))

    def read_phrase(self):
        """The key phrase, which is said after where it listens (once)."""
        line = self._read_line().decode()
        while line.startswith('natterd: listening'):
            line = self._read_line().decode()
        start, _, phrase = line.partition(' key phrase ')
        if start != 'natterd:':
            raise Failure(f'natterd said {line!r} in the place of its key phrase')
        return phrase

    def order(self, word):
        """Tells the faulty build about its store; returns when it is so."""
        self.process.stdin.write(word.encode() + b'\n')
        self.process.stdin.flush()
        answer = self._read_line()
        if answer != b'done ' + word.encode():
            raise Failure(f'asked for {word!r}, the faulty natterd said {answer!r}')

    def read_log(self):
        return os.pread(self.log.fileno(), os.fstat(self.log.fileno()).st_size, 0).decode('utf-8', 'backslashreplace')

    def rss(self):
        """KiB in memory."""
        with open(f'/proc/{self.pid}/status', encoding='utf-8') as status:
            return int(re.search(r'VmRSS:\s+(\d+) kB', status.read()).group(1))

    def cpu(self):
        """Seconds of processor time so far."""
        with open(f'/proc/{self.pid}/stat', encoding='utf-8') as stat:
            fields = stat.read().rsplit(')', 1)[1].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf('SC_CLK_TCK')

    def descriptors(self):
        return len(os.listdir(f'/proc/{self.pid}/fd'))

    def kill(self):
        """SIGKILL: no goodbye, nothing tidied up."""
        self.process.kill()
        self.process.wait()
        self.killed = True

    def terminate(self):
        self.process.send_signal(signal.SIGTERM)

    def wait(self, seconds=None):
        """The exit status."""
        try:
            return self.process.wait(DEADLINE if seconds is None else seconds)
        except subprocess.TimeoutExpired:
            raise Failure(f'natterd is still there; its log:\n{self.read_log()}') from None

    def check_log(self):
        log = self.read_log()
        if TROUBLE.search(log):
            raise Failure(f'trouble in the log of natterd:\n{log}')

    def stop(self):
        """An orderly end, within 3 s (PROTOCOL.md §7.5)."""
        if self.process.poll() is None:
            self.terminate()
        status = self.wait(3.0 * max(1.0, SLOWNESS) + 1.0)
        self.check_log()
        if status != 0:
            raise Failure(f'natterd ended with {status}; its log:\n{self.read_log()}')

    def __enter__(self):
        return self

    def __exit__(self, kind, value, trace):
        try:
            if kind is None and not self.killed:
                for peer in Peer.everyone:      # else the server waits for them: §1.5
                    peer.close()
                self.stop()
            elif kind is not SystemExit:
                print('\n'.join('# natterd: ' + line for line in self.read_log().splitlines()[-40:]))
        finally:
            if self.process.poll() is None:
                self.process.kill()
                self.process.wait()
            self.process.stdin.close()
            self.process.stdout.close()
            self.log.close()
            self.folder.cleanup()
