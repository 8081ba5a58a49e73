#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The desktop client's whole life without a display: login, rooms, offline, outbox, resume, search, and a new start."""

import tempfile

from rig import Program, Server, demand, run, test
from rig.link import Link
from rig.twin import Twin


@test
def whole_life():
    """login, rooms, offline, outbox, resume, search, a new start"""
    with tempfile.TemporaryDirectory(prefix='natter-test-') as folder, Link(0) as link:
        with Server(state=f'{folder}/server') as server:
            link.target = server.port
            alice, bob = Twin(f'{folder}/alice'), Twin(f'{folder}/bob')
            for twin, name in (alice, 'alice'), (bob, 'bob'):
                twin.do(f'open 127.0.0.1:{link.port} {name}')
                twin.wait('state online')

            # rooms
            bob.do('join garden')
            bob.wait('rooms lobby|garden')
            bob.do('say garden roses need water')
            bob.wait('list garden bob: roses need water')
            alice.do('join garden')
            alice.wait('list garden bob: roses need water')

            # offline: typed all the same, and sent in order
            link.up = False
            link.cut()
            alice.wait('state waiting')
            alice.do('say garden one')
            alice.do('say lobby two')
            alice.do('say garden three')
            demand(alice.ask('waiting') == '3', 'three wait')
            demand(alice.ask('list garden') == 'bob: roses need water|?alice: one|?alice: three', alice.ask('list garden'))

            # what is found in the copy is in it
            alice.do('search roses')
            alice.wait('found bob: roses need water')

            # killed, and there again, still offline: the rooms and what was said are there, and what waits
            alice.kill()
            alice = Twin(f'{folder}/alice')
            alice.do(f'open 127.0.0.1:{link.port} alice')
            alice.wait('rooms lobby?|garden?')
            alice.wait('state waiting')
            alice.do('look garden')
            alice.wait('list garden bob: roses need water|?alice: one|?alice: three')

            # resume: each gets what they missed
            link.up = True
            bob.do('now')
            bob.wait('state online')
            alice.do('now')
            alice.wait('waiting 0')
            alice.wait('list garden bob: roses need water|alice: one|alice: three')
            bob.wait('list garden bob: roses need water|alice: one|alice: three')
            bob.wait('list lobby alice: two')

            # mentions are counted, and read
            alice.do('look lobby')
            bob.do('say garden alice, look')
            alice.wait('unread garden 1')
            alice.do('look garden')
            alice.wait('unread garden 0')

            # search: here and there
            alice.do('search water')
            alice.wait('found bob: roses need water')
            alice.do('search from:alice three')
            alice.wait('found alice: three')
            alice.do('search nothing of the kind')
            alice.wait('found ')

            # the server goes, and comes back on another day
            server.kill()
        alice.wait('state waiting')
        alice.do('say garden four')
        with Server(state=f'{folder}/server') as server:
            link.target = server.port
            alice.do('now')
            alice.wait('waiting 0')
            alice.wait('last garden alice: four')
            bob.do('now')
            bob.wait('last garden alice: four')
            for twin in alice, bob:
                twin.do('logout')
                twin.end()


@test
def while_away():
    """what names one while one is away is shown at the next start"""
    with tempfile.TemporaryDirectory(prefix='natter-test-') as folder:
        with Server(state=f'{folder}/server') as server:
            alice, bob = Twin(f'{folder}/alice'), Twin(f'{folder}/bob')
            for twin, name in (alice, 'alice'), (bob, 'bob'):
                twin.do(f'open 127.0.0.1:{server.port} {name}')
                twin.wait('state online')
            bob.do('say lobby hello')
            alice.wait('last lobby bob: hello')
            alice.do('logout')
            alice.end()
            bob.do('say lobby where is alice?')
            bob.do('say lobby well')
            bob.wait('waiting 0')
            alice = Twin(f'{folder}/alice')
            alice.do(f'open 127.0.0.1:{server.port} alice')
            alice.wait('missed bob: where is alice?')
            for twin in alice, bob:
                twin.do('logout')
                twin.end()


@test
def talks_and_devices():
    """what is told to somebody who is not here waits, and their devices know what the others have read (§4.37 to §4.39)"""
    with tempfile.TemporaryDirectory(prefix='natter-test-') as folder:
        with Server(state=f'{folder}/server') as server:
            for name in 'alice', 'bob':
                person = Program(server.port, name)
                person.login()
                person.do('register', password='correct-horse', id='r')
                person.until('done', re='r')
                person.do('logout')
                person.close()

            def come(device, name):
                twin = Twin(f'{folder}/{device}')
                twin.do(f'open 127.0.0.1:{server.port} {name} correct-horse')
                twin.wait('state online')
                return twin

            bob = come('bob', 'bob')
            bob.do('say lobby /tell alice are you there?')
            bob.wait('notices @alice alice is not here. Your message waits for them.')
            bob.wait('waiting 0')
            desk, bag = come('desk', 'alice'), come('bag', 'alice')
            for device in desk, bag:
                device.wait('list @bob bob: are you there?')
                device.wait('unread @bob 1')
            desk.do('look @bob')
            bag.wait('unread @bob 0')
            bag.do('say @bob here')
            desk.wait('list @bob bob: are you there?|alice: here')
            bob.wait('list @alice bob: are you there?|alice: here')

            # kept, also over a kill of the client and another login
            desk.kill()
            desk = come('desk', 'alice')
            desk.wait('present @bob')
            desk.do('look @bob')
            desk.wait('last @bob alice: here')
            desk.do('older @bob')   # the kill may have come before the last one was in the copy: then that is all that is shown at first
            desk.wait('list @bob bob: are you there?|alice: here')
            for twin in desk, bag, bob:
                twin.do('logout')
                twin.end()


if __name__ == '__main__':
    try:
        run()
    finally:
        Twin.end_all()
