#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""A server on one computer and a client on another, from being found to coming back after the cable was out. In CI the cable is out for 12 s; by hand:

    TWO_MACHINES_CUT=40 meson test -C build two_machines
"""

import contextlib
import os
import pathlib
import tempfile
import time

from rig import Stopwatch, demand, lab, run, test
from rig.tap import say
from rig.twin import Twin
from rig.wire import Wire

ROOT = pathlib.Path(__file__).resolve().parents[2]
NATTERD = os.environ.get('NATTERD', ROOT / 'build/server/natterd')
CUT = float(os.environ.get('TWO_MACHINES_CUT', '12'))
DELAY, LOSS = 0.02, 0.02
BACK = 3.0      # seconds: so much sooner than the next try by itself that it was the network which told

lab.enter(('dbus-daemon', 'dbus'), ('avahi-daemon', 'avahi-daemon'))


def find(twin, title):
    """Where the server is, and how its key begins."""
    watch = Stopwatch()
    while True:
        for server in twin.ask('nearby').split('|'):
            if server.startswith(f'{title};'):
                _, _, address, _, _, prefix = server.split(';')
                return address, prefix
        demand(not watch.over(), f'{title} is not found')


def cut_and_talk(kitchen, alice, bob):
    """The cable is out, both go on talking, and it is in again. How long it took then."""
    lab.ip('link', 'set', 'card', 'down', machine=kitchen)
    watch = Stopwatch(CUT)
    for number in range(5):
        alice.do(f'say lobby alice meanwhile {number}')
        bob.do(f'say lobby bob meanwhile {number}')
    bob.wait('waiting 0')
    alice.wait('state waiting')
    time.sleep(watch.left())
    demand(alice.ask('waiting') == '5', 'five wait')
    lab.ip('link', 'set', 'card', 'up', machine=kitchen)
    watch = Stopwatch()
    alice.wait('state online')
    back = watch.elapsed()
    alice.wait('waiting 0')
    say(f'the cable was out for {CUT:g} s; back after {back:.1f} s, all sent after {watch.elapsed():.1f} s')
    return back


@test
def whole_way():
    """found, met for the first time, talked, cut off, back: nothing lost, nothing doubled, nothing to be read on the cable (§10.5, §10.8, §11.1, §11.4)"""
    with contextlib.ExitStack() as stack:
        folder = stack.enter_context(tempfile.TemporaryDirectory(prefix='natter-test-'))
        workshop, kitchen = (stack.enter_context(lab.Machine(name)) for name in ('workshop', 'kitchen'))
        wire = stack.enter_context(Wire(workshop, kitchen, DELAY, LOSS))
        for machine in workshop, kitchen:
            machine.start_bus()
            machine.start_avahi()
        stack.callback(Twin.end_all)
        natterd, line = workshop.start(NATTERD, '--state-dir', f'{folder}/state', '--listen', '0.0.0.0:0', '--set', 'server.name=Workshop',
                                       '--set', 'network.announce=yes', '--set', 'limits.rate=off', ready=b'listening on')
        port = int(line.rsplit(b':', 1)[1])
        phrase = natterd.stdout.readline().decode().strip().removeprefix('natterd: key phrase ')

        alice = Twin(f'{folder}/alice', kitchen)
        alice.do('wake')
        alice.do('browse')
        address, prefix = find(alice, 'Workshop')
        demand(address == f'{lab.ADDRESSES[0]}:{port}' and len(prefix) == 16, f'{address} {prefix}')

        # another key than was announced: not one word
        mallory = Twin(f'{folder}/mallory', kitchen)
        mallory.do('expect ' + 'A' * 16)
        mallory.do(f'open {address} mallory')
        mallory.wait('trust changed')
        demand(mallory.ask('state') == 'offline', 'joined all the same')

        # first contact: the phrase is the one that the server printed
        alice.do(f'expect {prefix}')
        alice.do(f'open {address} alice')
        alice.wait('trust first')
        demand(alice.ask('key') == phrase and len(phrase.split()) == 6, f'{alice.ask("key")!r} is not {phrase!r}')
        alice.do('accept')
        alice.wait('state online')

        bob = Twin(f'{folder}/bob', workshop)
        bob.do(f'open 127.0.0.1:{port} bob')
        bob.wait('state online')
        alice.do('say lobby alice: are the roses watered')
        bob.wait('last lobby alice: alice: are the roses watered')
        bob.do('say lobby bob: they drowned')
        alice.wait('last lobby bob: bob: they drowned')

        back = cut_and_talk(kitchen, alice, bob)
        demand(CUT < 12 or back < BACK, f'{back:.1f} s: nobody told that the network is there again')
        for twin in alice, bob:
            twin.wait('last lobby alice: alice meanwhile 4')
        said = ['alice: alice: are the roses watered', 'bob: bob: they drowned', *(f'bob: bob meanwhile {n}' for n in range(5)),
                *(f'alice: alice meanwhile {n}' for n in range(5))]
        for twin in alice, bob:
            demand(twin.ask('list lobby') == '|'.join(said), twin.ask('list lobby'))

        # one who needs no secrecy is heard on the cable, so nothing that we looked for was missed
        kitchen.run('sh', '-c', f"printf 'login eve\\nsay everybody may read this\\nlogout\\n' | /usr/bin/python3 -c '{TELNET}' {address.replace(':', ' ')}")
        alice.wait(f'list lobby {"|".join(said)}|eve: everybody may read this')
        seen = bytes(wire.seen)
        say(f'{len(seen)} bytes on the cable, {wire.lost} frames lost')
        demand(b'everybody may read this' in seen and b'_natter' in seen, 'the cable is deaf')
        for word in (b'roses', b'drowned', b'meanwhile', b'"ev"', b'"do"', b'alice'):
            demand(word not in seen.split(b'login eve')[0], f'{word!r} can be read on the cable')
        workshop.end(natterd)


TELNET = '''
import shutil, socket, sys
peer = socket.create_connection((sys.argv[1], int(sys.argv[2])))
peer.sendall(sys.stdin.buffer.read())
shutil.copyfileobj(peer.makefile("rb"), sys.stdout.buffer)
'''.replace('\n', ';').strip(';')


if __name__ == '__main__':
    run()
