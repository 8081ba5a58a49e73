#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""natterctl doctor: a sound server has nothing wrong, and of each broken one it names what is, and nothing else.

Each set-up is made sound, then broken in one way.
"""

import contextlib
import datetime
import os
import pathlib
import resource
import shutil
import socket
import sqlite3
import subprocess
import tempfile
import time

from rig import Operator, Server, demand, need_program, run, test

NOBODY = 65534
LISTEN = '[server]\nlisten = 127.0.0.1:0\n'
certtool = need_program('certtool', 'gnutls-bin')


def make_certificate(folder, begin, end):
    """cert.pem and key.pem, for so many days from today on."""
    now = datetime.datetime.now()
    template = pathlib.Path(folder, 'template')
    dates = [(now + datetime.timedelta(days=days)).strftime('%Y-%m-%d %H:%M:%S') for days in (begin, end)]
    template.write_text(f'cn = "chat.example.org"\nactivation_date = "{dates[0]}"\nexpiration_date = "{dates[1]}"\n', encoding='utf-8')
    for words in (['--generate-privkey', '--key-type', 'ed25519', '--outfile', 'key.pem'],
                  ['--generate-self-signed', '--load-privkey', 'key.pem', '--template', 'template', '--outfile', 'cert.pem']):
        subprocess.run([certtool, *words], cwd=folder, check=True, capture_output=True, timeout=60)
    os.chmod(os.path.join(folder, 'key.pem'), 0o600)


class Case:
    """A sound set-up: a configuration, a state folder with a database, a certificate."""

    def __init__(self):
        self.root = tempfile.TemporaryDirectory(prefix='natter-doctor-')
        self.state = os.path.join(self.root.name, 'state')
        os.mkdir(self.state, 0o700)
        with Server(state=self.state):
            pass
        self.database = os.path.join(self.state, 'natter.db')
        self.config = pathlib.Path(self.root.name, 'natterd.conf')
        make_certificate(self.root.name, -1, 365)
        self.write('')
        self.operator = Operator(os.path.join(self.state, 'control.sock'))
        self.words = ['doctor', '--json', '--config', str(self.config), '--state-dir', self.state]

    def write(self, more):
        self.config.write_text(f'{LISTEN}[tls]\ncertificate = {self.root.name}/cert.pem\nkey = {self.root.name}/key.pem\n{more}', encoding='utf-8')

    def examine(self, **how):
        return self.operator.run(*self.words, **how)

    def expect(self, check, part, **how):
        """That, and only that, is wrong; there is advice, and the status is 1."""
        answer = self.examine(**how)
        wrong = [finding for finding in answer.events() if finding['state'] == 'wrong']
        seen = [(finding['check'], finding['text']) for finding in wrong]
        demand(len(wrong) == 1 and wrong[0]['check'] == check and part in wrong[0]['text'], f'{check}, {part!r}: {seen} {answer.err}')
        demand(wrong[0].get('advice'), f'{check}: nothing is said about what to do')
        demand(answer.status == 1 and 'not as they should be: 1' in answer.err, f'{answer.status} {answer.err}')

    def expect_sound(self, **how):
        answer = self.examine(**how).good()
        return {finding['check']: finding for finding in answer.events()}


@contextlib.contextmanager
def case():
    made = Case()
    with made.root:
        yield made


@test
def sound_ones():
    """a sound server, running or not, a new one and one that was never configured: nothing is wrong, status 0"""
    with case() as one:
        found = one.expect_sound()
        demand(found['server']['state'] == 'note' and found['certificate']['text'].startswith(f'{one.root.name}/cert.pem'), f'{found}')
        demand({'config', 'server', 'address', 'http', 'certificate', 'clock', 'disk', 'rights', 'database', 'descriptors', 'announce'} == set(found), f'{set(found)}')
        with Server(state=one.state) as server:
            found = one.expect_sound()
            demand(f'process {server.pid}' in found['server']['text'] and f'127.0.0.1:{server.port}' in found['address']['text'], f'{found}')
            demand('✓ database ' in one.operator.run('doctor').good().out, 'for people')
        shutil.rmtree(one.state)
        demand('makes it' in one.expect_sound()['rights']['text'], 'a new one')


@test
def configurations():
    """1: a mistake in the configuration, of each kind"""
    with case() as one:
        for text, part in (('[limit]\nline = 1\n', 'Did you mean limits?'), ('[limits]\nlien = 1 KiB\n', 'Did you mean limits.line?'),
                           ('[limits]\nline = 2 MiB\n', 'limits.line cannot be "2 MiB"'), ('[limits]\nqueue-soft = 2 MiB\n', 'limits.queue-soft'),
                           ('line = [\n', str(one.config)), ('[server', str(one.config))):
            one.config.write_text(text, encoding='utf-8')
            expect_config(one, part)
        one.config.write_bytes(b'[server]\nname = \xff\n')
        expect_config(one, 'UTF-8')
        one.config.unlink()
        expect_config(one, 'No such file')


def expect_config(one, part):
    """With the defaults port 5005 of this machine may be taken; that is not what this is about."""
    wrong = [finding for finding in one.examine().events() if finding['state'] == 'wrong' and finding['check'] != 'address']
    demand([finding['check'] for finding in wrong] == ['config'] and part in wrong[0]['text'] and wrong[0]['advice'], f'{part}: {wrong}')


@test
def addresses():
    """2: the port is taken, or the address is another machine's"""
    with case() as one, socket.create_server(('127.0.0.1', 0)) as taken:
        port = taken.getsockname()[1]
        one.config.write_text(one.config.read_text(encoding='utf-8').replace('127.0.0.1:0', f'127.0.0.1:{port}'), encoding='utf-8')
        one.expect('address', f'127.0.0.1:{port} is taken')
        one.config.write_text(one.config.read_text(encoding='utf-8').replace(f'127.0.0.1:{port}', '192.0.2.1:5005'), encoding='utf-8')
        one.expect('address', 'Cannot listen on 192.0.2.1:5005')


@test
def certificates():
    """3 to 7: a certificate that is missing, no certificate, expired, about to expire or of tomorrow; a key of another one; a key for all to read"""
    with case() as one:
        certificate, key = (pathlib.Path(one.root.name, name) for name in ('cert.pem', 'key.pem'))
        good = certificate.read_bytes()
        certificate.unlink()
        one.expect('certificate', 'No such file')
        certificate.write_text('nothing of the kind', encoding='utf-8')
        one.expect('certificate', 'no certificate in PEM')
        certificate.write_bytes(good)
        os.chmod(key, 0o644)
        one.expect('certificate', f'Others can read the key {key}')
        for begin, end, part in ((-30, -1, 'has expired on'), (-30, 3, 'already'), (2, 30, 'begins only on')):
            make_certificate(one.root.name, begin, end)
            one.expect('certificate', part)
        certificate.write_bytes(good)
        one.expect('certificate', 'is not that of the certificate')


@test
def clocks():
    """8: the clock is behind what was written already"""
    with case() as one:
        future = time.time() + 86400
        os.utime(one.database, (future, future))
        one.expect('clock', 'natter.db was written later')


@test
def rights():
    """9: others may write into the folder or read the database, or it belongs to somebody else"""
    with case() as one:
        os.chmod(one.state, 0o777)
        one.expect('rights', 'Others can write')
        os.chmod(one.state, 0o700)
        os.chmod(one.database, 0o644)
        one.expect('rights', 'Others can read the database')
        os.chmod(one.database, 0o600)
        if os.geteuid() == 0:
            os.chown(one.database, NOBODY, NOBODY)
            one.expect('rights', f'belongs to user {NOBODY}')


@test
def databases():
    """10: a database of a newer natterd, one of another program, a damaged one"""
    with case() as one:
        whole = pathlib.Path(one.database).read_bytes()
        database = sqlite3.connect(one.database)
        database.execute('PRAGMA user_version = 999')
        database.close()
        one.expect('database', 'newer')
        pathlib.Path(one.database).write_bytes(whole[:8192] + b'\xa5' * 4096 + whole[12288:])
        one.expect('database', 'damaged')
        pathlib.Path(one.database).write_bytes(b'this is no database' * 1000)
        one.expect('database', 'not a database')
        os.unlink(one.database)
        database = sqlite3.connect(one.database)
        database.execute('CREATE TABLE recipes (cake)')
        database.close()
        os.chmod(one.database, 0o600)
        one.expect('database', 'natter.db')


@test
def descriptors():
    """11: too few descriptors, for anybody or for this configuration"""
    with case() as one:
        one.expect('descriptors', 'may have 512', prepare=lambda: resource.setrlimit(resource.RLIMIT_NOFILE, (512, 512)))
        one.write('[limits]\nconnections = 5000\n')
        one.expect('descriptors', 'needs 5064', prepare=lambda: resource.setrlimit(resource.RLIMIT_NOFILE, (4096, 4096)))


@test
def announcing():
    """12: it is to be announced, and Avahi is not there"""
    with case() as one:
        one.write('[network]\nannounce = yes\n')
        one.expect('announce', 'Avahi is not there', prepare=lambda: os.environ.update(DBUS_SYSTEM_BUS_ADDRESS='unix:path=/nowhere'))


@test
def http_doors():
    """15: the figures of the server are for anybody on the network; with a token, or for this machine alone, they are not"""
    with case() as one:
        one.write('[http]\nlisten = 127.0.0.1:0; 0.0.0.0:0\n')
        one.expect('http', '0.0.0.0:0 can read /metrics')
        one.write('[http]\nlisten = [::]:0\nmetrics-token = s3cret\n')
        found = one.expect_sound()['http']
        demand(found['state'] == 'note' and 'not encrypted' in found['text'] and found['advice'], f'{found}')
        one.write('[http]\nlisten = 0; [::1]:0\n')
        demand(one.expect_sound()['http']['state'] == 'fine', 'this machine alone is too many')


@test
def disks():
    """13: a disk that is full, or can only be read"""
    with case() as one:
        if os.geteuid() != 0 or subprocess.run(['unshare', '-m', 'true'], check=False).returncode != 0:
            return
        for options, part in (('size=2m', 'is full'), ('ro', 'can only be read')):
            one.operator.before = ['unshare', '-m', 'sh', '-c', f'mount -t tmpfs -o mode=700,{options} tmpfs "{one.state}" && exec "$@"', 'sh']
            one.expect('disk', part)


@test
def unreachable():
    """14: a server that has the folder, but cannot be spoken to"""
    with case() as one:
        with Server(f'control.socket={one.root.name}/elsewhere', state=one.state):
            one.expect('server', 'does not answer')


if __name__ == '__main__':
    run()
