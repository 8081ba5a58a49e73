# SPDX-License-Identifier: GPL-3.0-or-later
"""Computers of our own: each a network namespace with one network card, and where it is wanted a bus and an Avahi. All lie in a process namespace of
the test's, so that with the test everything ends: processes, cards and namespaces."""

import os
import pathlib
import select
import shutil
import subprocess
import sys
import tempfile

from .clock import Failure, Stopwatch
from .tap import need_program

INSIDE = 'NATTER_TEST_LAB'
ADDRESSES = '10.5.0.1', '10.5.0.2'

BUS = '''<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-BUS Bus Configuration 1.0//EN"
 "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig>
  <listen>unix:path={folder}/bus</listen>
  <auth>EXTERNAL</auth>
  <policy context="default">
    <allow user="*"/><allow own="*"/><allow send_type="method_call"/><allow send_destination="*"/><allow receive_sender="*"/>
  </policy>
</busconfig>
'''

AVAHI = '''[server]
host-name={name}
allow-interfaces=card
[wide-area]
enable-wide-area=no
[publish]
publish-hinfo=no
publish-workstation=no
'''


def enter(*programs):
    """Begins the test again in namespaces of its own; where that cannot be, it is skipped, and says why. programs: (name, package) that it needs."""
    for name, package in (('unshare', 'util-linux'), ('nsenter', 'util-linux'), ('ip', 'iproute2'), *programs):
        os.environ['PATH'] += os.pathsep + '/usr/sbin'
        need_program(name, package)
    if INSIDE in os.environ:
        return
    namespaces = ['unshare', '--net', '--mount', '--pid', '--fork', '--kill-child', '--mount-proc']
    if subprocess.run([*namespaces, 'true'], capture_output=True, check=False).returncode != 0:
        print('1..0 # SKIP namespaces cannot be made here')
        sys.exit(0)
    os.environ[INSIDE] = '1'
    os.execvp(namespaces[0], [*namespaces, sys.executable, '-B', *sys.argv])


def ip(*words, machine=None):
    subprocess.run([*(machine.prefix if machine else []), 'ip', *words], check=True)


class Machine:
    """A computer called `name`, with one card, `card`, that is not plugged in anywhere yet. Used with `with`."""

    def __init__(self, name):
        self.name = name
        self.folder = tempfile.mkdtemp(prefix='natter-lab-')
        self.processes = []
        holder = subprocess.Popen(['unshare', '--net', '--mount', '--', 'sh', '-c', 'mount -t tmpfs tmpfs /run && ip link set lo up && echo && exec cat'],
                                  stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        self.processes.append(holder)
        self.pid = holder.pid
        if holder.stdout.read(1) != b'\n':
            raise Failure(f'{name} does not start')
        self.prefix = ['nsenter', f'--net=/proc/{self.pid}/ns/net', f'--mount=/proc/{self.pid}/ns/mnt', '--']
        self.bus = f'unix:path={self.folder}/bus'

    def start(self, *arguments, ready=None, **options):
        """A process there, with `ready` (bytes) in a line of what it says before this returns that line."""
        env = dict(os.environ, DBUS_SYSTEM_BUS_ADDRESS=self.bus, G_DEBUG='fatal-criticals', LC_ALL='C.UTF-8', LANGUAGE='')
        process = subprocess.Popen([*self.prefix, *map(str, arguments)], env=env, stdout=subprocess.PIPE, stdin=subprocess.DEVNULL, **options)
        self.processes.append(process)
        line = b''
        watch = Stopwatch()
        while ready is not None and ready not in line:
            readable, _, _ = select.select([process.stdout], [], [], watch.left())
            line = process.stdout.readline() if readable else b''
            if not line:
                raise Failure(f'{arguments[0]} on {self.name} is not ready')
        return process, line

    def run(self, *arguments):
        """What it says."""
        env = dict(os.environ, DBUS_SYSTEM_BUS_ADDRESS=self.bus)
        return subprocess.run([*self.prefix, *map(str, arguments)], env=env, capture_output=True, text=True, check=False).stdout

    def start_bus(self):
        conf = pathlib.Path(self.folder, 'bus.conf')
        conf.write_text(BUS.format(folder=self.folder), encoding='utf-8')
        return self.start('dbus-daemon', f'--config-file={conf}', '--nofork', '--nopidfile', '--print-address', ready=b'unix:', stderr=subprocess.DEVNULL)[0]

    def start_avahi(self):
        """Ready once it knows its name."""
        conf = pathlib.Path(self.folder, 'avahi.conf')
        conf.write_text(AVAHI.format(name=self.name), encoding='utf-8')
        self.run('mkdir', '-p', '/run/avahi-daemon')
        return self.start('avahi-daemon', '-f', conf, '--no-drop-root', '--no-chroot', '--no-rlimits', stderr=subprocess.STDOUT,
                          ready=b'Server startup complete')[0]

    def end(self, process):
        """SIGTERM."""
        process.terminate()
        process.wait(Stopwatch().left())
        self.processes.remove(process)

    def __enter__(self):
        return self

    def __exit__(self, *trouble):
        for process in reversed(self.processes):
            process.kill()
            process.wait()
        shutil.rmtree(self.folder, ignore_errors=True)


def connect(one, other):
    """A cable between the cards of two machines, which have ADDRESSES."""
    ip('link', 'add', 'one', 'type', 'veth', 'peer', 'name', 'other')
    for address, name, machine in zip(ADDRESSES, ('one', 'other'), (one, other)):
        ip('link', 'set', name, 'netns', str(machine.pid))
        ip('link', 'set', name, 'name', 'card', machine=machine)
        ip('address', 'add', f'{address}/24', 'dev', 'card', machine=machine)
        ip('link', 'set', 'card', 'up', machine=machine)
