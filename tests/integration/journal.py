#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""natterd with its standard error in the journal: entries come with fields of their own, and what peers write cannot add one.

The journal is one of the test's own, in a mount namespace where its sockets are where they belong."""

import os
import select
import socket
import struct
import subprocess
import sys

from rig import ROOT, Failure, Peer, Program, Stopwatch, demand, run, test

INSIDE = 'NATTER_TEST_IN_NAMESPACE'
FOLDER = '/run/systemd/journal'


def move_in():
    """Starts over in a namespace where /run is ours; skips where that is not allowed."""
    if INSIDE in os.environ:
        return
    command = ['unshare', '--mount', '--map-root-user', '--user'] if os.getuid() else ['unshare', '--mount']
    script = f'mount -t tmpfs tmpfs /run && mkdir -p {FOLDER} && exec "$0" "$@"'
    if subprocess.run([*command, 'sh', '-c', script, 'true'], capture_output=True, check=False).returncode != 0:
        print('1..0 # SKIP no mount namespace of one\'s own here')
        sys.exit(0)
    os.environ[INSIDE] = '1'
    os.execvp(command[0], [*command, 'sh', '-c', script, sys.executable, *sys.argv])


def read_entry(data):
    """The native protocol: NAME=value, or NAME, a length and bytes."""
    fields = {}
    while data:
        line, _, data = data.partition(b'\n')
        name, equals, value = line.partition(b'=')
        if not equals:
            length = struct.unpack('<Q', data[:8])[0]
            value, data = data[8:8 + length], data[8 + length + 1:]
        demand(name not in fields, f'{name} is there twice')
        fields[name.decode()] = value.decode()
    return fields


class Journal:
    def __init__(self):
        self.entries = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
        self.entries.bind(f'{FOLDER}/socket')
        self.listening = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        self.listening.bind(f'{FOLDER}/stdout')
        self.listening.listen()
        self.stream = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        self.stream.connect(f'{FOLDER}/stdout')

    def take(self, event=None):
        """The next entry, or the next one of that event."""
        watch = Stopwatch()
        while select.select([self.entries], [], [], watch.left())[0]:
            entry = read_entry(self.entries.recv(65536))
            if event is None or entry.get('NATTERD_EVENT') == event:
                return entry
        raise Failure(f'the journal was told nothing of {event}')

    def __enter__(self):
        return self

    def __exit__(self, kind, value, trace):
        for name in ('socket', 'stdout'):
            os.unlink(f'{FOLDER}/{name}')
        for one in (self.entries, self.listening, self.stream):
            one.close()


def start(journal, *settings):
    arguments = [os.environ.get('NATTERD', ROOT / 'build/server/natterd'), '--ephemeral', '--listen', '127.0.0.1:0']
    for setting in ('log.level=info', *settings):
        arguments += ['--set', setting]
    process = subprocess.Popen(arguments, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=journal.stream,
                               env={**os.environ, 'G_DEBUG': 'fatal-criticals', 'LC_ALL': 'C.UTF-8', 'LANGUAGE': ''})
    line = process.stdout.readline().decode()
    demand(line.startswith('natterd: listening on '), f'{line!r}')
    return process, int(line.rpartition(':')[2])


def end(process):
    process.terminate()
    status = process.wait(20)
    process.stdout.close()
    demand(status == 0, f'natterd ended with {status}')


@test
def fields():
    """an entry says what happened, to whom and how, each in a field of its own"""
    with Journal() as journal:
        process, port = start(journal)
        stranger = Peer(port)
        stranger.send(b'GET /%0aPRIORITY=0 HTTP/1.1\r\n\r\n')
        stranger.read_to_end()
        stranger.close()
        entry = journal.take('wrong-door')
        wanted = {'MESSAGE': 'wrong-door (127.0.0.1, undecided)', 'NATTERD_PEER': '127.0.0.1', 'NATTERD_DIALECT': 'none', 'PRIORITY': '6',
                  'GLIB_DOMAIN': 'natterd'}
        demand({name: entry.get(name) for name in wanted} == wanted, f'{entry}')
        guesser = Program(port, 'guesser')
        guesser.do('resume', token='A' * 32, id='t')
        guesser.until('error', re='t')
        entry = journal.take('wrong token')
        demand((entry['NATTERD_PEER'], entry['NATTERD_DIALECT']) == ('127.0.0.1', 'json'), f'{entry}')
        demand(all(name.startswith(('NATTERD_', 'CODE_', 'SYSLOG_')) or name in ('MESSAGE', 'PRIORITY', 'GLIB_DOMAIN') for name in entry), f'{entry}')
        guesser.close()
        end(process)


@test
def gaps():
    """what was not written is a number in a field"""
    with Journal() as journal:
        process, port = start(journal, 'log.burst=3')
        for _ in range(50):
            stranger = Peer(port)
            stranger.send(b'GET / HTTP/1.1\r\n\r\n')
            stranger.read_to_end()
            stranger.close()
        for _ in range(3):
            demand('NATTERD_SUPPRESSED' not in journal.take('wrong-door'), 'the gap comes first')
        end(process)
        entry = journal.take('wrong-door')
        demand(entry.get('NATTERD_SUPPRESSED') == '47', f'{entry}')


if __name__ == '__main__':
    move_in()
    run()
