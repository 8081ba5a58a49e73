#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Two computers, each with an Avahi of its own: the server says that it is there, the client finds it. §11"""

import contextlib
import json
import os
import pathlib
import signal
import subprocess
import tempfile

from rig import Failure, Stopwatch, demand, lab, run, test
from rig.tap import say
from rig.twin import Twin

ROOT = pathlib.Path(__file__).resolve().parents[2]
NATTERD = os.environ.get('NATTERD', ROOT / 'build/server/natterd')

lab.enter(('dbus-daemon', 'dbus'), ('avahi-daemon', 'avahi-daemon'))


class Pair:
    """A workshop, where servers are, and a kitchen with a client."""

    def __init__(self, stack, *, avahi=True):
        self.folder = stack.enter_context(tempfile.TemporaryDirectory(prefix='natter-test-'))
        self.workshop = stack.enter_context(lab.Machine('workshop'))
        self.kitchen = stack.enter_context(lab.Machine('kitchen'))
        lab.connect(self.workshop, self.kitchen)
        for machine in self.workshop, self.kitchen:
            machine.start_bus()
        self.avahi = self.workshop.start_avahi() if avahi else None
        self.kitchen.start_avahi()
        self.twin = Twin(f'{self.folder}/twin', self.kitchen)
        stack.callback(Twin.end_all)
        self.twin.do('browse')

    def start_natterd(self, *settings, listen='0.0.0.0:0', machine=None):
        """The process, and its port."""
        arguments = ['--ephemeral', '--listen', listen, '--set', 'network.announce=yes', '--set', 'tls.enabled=no']
        for setting in settings:
            arguments += ['--set', setting]
        log = open(f'{self.folder}/log', 'ab')
        process, line = (machine or self.workshop).start(NATTERD, *arguments, stderr=log, ready=b'listening on')
        return process, int(line.rsplit(b':', 1)[1])

    def lie(self, *services):
        """(name, port, texts as bytes…)"""
        told = [{'name': name, 'port': port, 'texts': [text.hex() for text in texts]} for name, port, *texts in services]
        return self.workshop.start('/usr/bin/python3', '-B', ROOT / 'tests/integration/rig/liar.py', json.dumps(told), ready=b'told')[0]

    def wait(self, *servers):
        """Until these are found, in this order: (title, port, people, rest)."""
        self.twin.wait('nearby ' + '|'.join(f'{title};workshop.local;{lab.ADDRESSES[0]}{"" if port == 5005 else f":{port}"};{rest}' for title, port, rest in servers))


@contextlib.contextmanager
def pair(**options):
    with contextlib.ExitStack() as stack:
        yield Pair(stack, **options)


@test
def found():
    """a server is found with its name and people, what changes is told, and that it is over (§11.1, §11.2)"""
    with pair() as here:
        natterd, port = here.start_natterd('server.name=Workshop chat')
        here.wait(('Workshop chat', port, '0;guests;'))
        alice = Twin(f'{here.folder}/alice', here.workshop)
        alice.do(f'open 127.0.0.1:{port} alice')
        alice.wait('state online')
        watch = Stopwatch()
        here.wait(('Workshop chat', port, '1;guests;'))
        say(f'one who came is told of after {watch.elapsed():.1f} s')
        alice.do('logout')
        alice.end()
        here.wait(('Workshop chat', port, '0;guests;'))
        here.workshop.end(natterd)
        demand(natterd.returncode == 0, pathlib.Path(here.folder, 'log').read_text(encoding='utf-8'))
        here.wait()


@test
def reloaded():
    """another name, no guests, and no announcement any more, by SIGHUP (§11.1)"""
    with pair() as here:
        conf = pathlib.Path(here.folder, 'natterd.conf')
        conf.write_text('[tls]\nenabled = no\n[server]\nname = One\nlisten = 0.0.0.0:5005\n[network]\nannounce = yes\n', encoding='utf-8')
        natterd, _ = here.workshop.start(NATTERD, '--ephemeral', '--config', conf, ready=b'listening on', stderr=subprocess.DEVNULL)
        here.wait(('One', 5005, '0;guests;'))
        conf.write_text('[tls]\nenabled = no\n[server]\nname = Two\n[network]\nannounce = yes\n[accounts]\nguests = no\n', encoding='utf-8')
        natterd.send_signal(signal.SIGHUP)
        here.wait(('Two', 5005, '0;accounts;'))
        conf.write_text('[tls]\nenabled = no\n[server]\nname = Two\n', encoding='utf-8')
        natterd.send_signal(signal.SIGHUP)
        here.wait()
        conf.write_text('[tls]\nenabled = no\n[server]\nname = Two\n[network]\nannounce = yes\n', encoding='utf-8')
        natterd.send_signal(signal.SIGHUP)
        here.wait(('Two', 5005, '0;guests;'))


@test
def collisions():
    """a name that is taken, on this computer or another: the second server goes by another one (§11.3)"""
    with pair() as here:
        _, first = here.start_natterd('server.name=Natter')
        here.wait(('Natter', first, '0;guests;'))
        _, second = here.start_natterd('server.name=Natter')
        here.wait(('Natter', first, '0;guests;'), ('Natter #2', second, '0;guests;'))
        _, third = here.start_natterd('server.name=Natter', machine=here.kitchen)
        before = here.twin.ask('nearby')
        here.twin.wait(f'nearby {before}|Natter #3;kitchen.local;{lab.ADDRESSES[1]}:{third};0;guests;')


@test
def avahi_comes_and_goes():
    """Avahi, and the bus, absent at first, ended, and started again, at both ends (§11.3)"""
    with pair(avahi=False) as here:
        _, port = here.start_natterd('server.name=Late')
        demand(here.twin.ask('nearby') == '', 'found without Avahi?')
        avahi = here.workshop.start_avahi()
        here.wait(('Late', port, '0;guests;'))
        avahi.kill()
        avahi.wait()
        avahi = here.workshop.start_avahi()
        here.wait(('Late', port, '0;guests;'))
        here.workshop.end(avahi)
        here.wait()
        here.workshop.start_avahi()
        here.wait(('Late', port, '0;guests;'))


@test
def liars():
    """whatever is announced: what is shown is clean, and nobody is led to their own machine (§11.4)"""
    key = b'key=mIfCY2yvfqIWmxux'
    with pair() as here:
        here.lie(('Plain', 7001, b'v=1', b'people=3', key),
                 ('\u202eevil\u2066 \x1b[31mred', 7002, b'PEOPLE=1', b'colour=red'),
                 ('x' * 63, 7003, b'people=1000000', b'guests=no', key[:-1]),
                 ('\u200b\u200d', 7004, b'people=-1', key + b'x'),
                 ('binary', 7005, bytes(range(1, 256)), b'\xff' * 255, b'people=\xff', b'key=\xff' + b'x' * 15),
                 ('empty', 7006),
                 ('nowhere', 0, b'people=5'))
        expected = [('Plain', 7001, '3;guests;mIfCY2yvfqIWmxux'), ('evil red', 7002, '1;guests;'), ('x' * 48 + '…', 7003, '-1;accounts;'),
                    ('10.5.0.1:7004', 7004, '-1;guests;'), ('binary', 7005, '-1;guests;'), ('empty', 7006, '-1;guests;')]
        watch = Stopwatch()
        wanted = {f'{title};workshop.local;{lab.ADDRESSES[0]}:{port};{rest}' for title, port, rest in expected}
        while (found := set(here.twin.ask('nearby').split('|'))) != wanted:
            demand(not watch.over(), f'found {found ^ wanted}')


@test
def a_crowd_of_servers():
    """of 200 servers 64 are found, then others as these go, and the client's loop is never kept for long (§11.4)"""
    with pair() as here:
        crowd = here.lie(*((f'Server {number}', 7000 + number, b'people=1') for number in range(200)))
        watch = Stopwatch()
        while (n := len(here.twin.ask('nearby').split('|'))) < 64:
            demand(not watch.over(), f'only {n}')
        longest = here.twin.ask('longest')
        say(f'longest turn {longest} ms, after {watch.elapsed():.1f} s')
        demand(n == 64 and int(longest) < 100, f'{n} servers, and a turn of {longest} ms')
        here.workshop.end(crowd)
        here.wait()
        _, port = here.start_natterd('server.name=True')
        here.wait(('True', port, '0;guests;'))


@test
def this_machine_only():
    """a server that listens on this machine only, or is not to be found, is not announced (§11.1)"""
    with pair() as here:
        here.start_natterd('server.name=Hidden', listen='127.0.0.1:0')
        here.start_natterd('server.name=Silent', 'network.announce=no')
        _, port = here.start_natterd('server.name=Seen')
        here.wait(('Seen', port, '0;guests;'))


if __name__ == '__main__':
    run()
