# SPDX-License-Identifier: GPL-3.0-or-later
"""A cable between two machines of rig.lab that we hold in our hands: what goes through it is late, some of it gets lost, and all of it is kept."""

import heapq
import os
import random
import select
import socket
import threading
import time

from . import lab

ALL = 3         # ETH_P_ALL
OUTGOING = 4    # PACKET_OUTGOING: what we sent ourselves

# Checksums are made by the card, and large pieces cut by it, where there is a card. Here there is none: what is read off the cable must be whole.
PLAIN_CARD = '''
import array, fcntl, socket, struct
for command in 0x17, 0x1f, 0x25:        # ETHTOOL_STXCSUM, _STSO, _SGSO: off
    value = array.array('B', struct.pack('II', command, 0))
    try:
        fcntl.ioctl(socket.socket(), 0x8946, struct.pack('16sP', b'card', value.buffer_info()[0]))
    except OSError:
        pass
'''


class Wire:
    """delay: seconds; loss: the share of frames that vanish."""

    def __init__(self, one, other, delay, loss):
        self.delay, self.loss, self.seen = delay, loss, bytearray()
        self.lost = 0
        self._random = random.Random(5)
        self._ends = [self._plug(name, machine, address) for name, machine, address in zip(('one', 'other'), (one, other), lab.ADDRESSES)]
        self._stop = os.pipe()
        self._thread = threading.Thread(target=self._carry, daemon=True)
        self._thread.start()

    def _plug(self, name, machine, address):
        lab.ip('link', 'add', name, 'type', 'veth', 'peer', 'name', f'{name}-card')
        lab.ip('link', 'set', f'{name}-card', 'netns', str(machine.pid))
        lab.ip('link', 'set', f'{name}-card', 'name', 'card', machine=machine)
        lab.ip('address', 'add', f'{address}/24', 'dev', 'card', machine=machine)
        machine.run('/usr/bin/python3', '-c', PLAIN_CARD)
        lab.ip('link', 'set', name, 'up')
        lab.ip('link', 'set', 'card', 'up', machine=machine)
        end = socket.socket(socket.AF_PACKET, socket.SOCK_RAW, socket.htons(ALL))
        end.bind((name, 0))
        return end

    def _take(self, end, waiting, number):
        try:
            frame, address = end.recvfrom(65536)
        except OSError:     # the card is down
            return
        if address[2] == OUTGOING:
            return
        self.seen += frame
        if self._random.random() < self.loss:
            self.lost += 1
            return
        heapq.heappush(waiting, (time.monotonic() + self.delay, number, self._ends[1 - self._ends.index(end)], frame))

    def _carry(self):
        waiting, number = [], 0
        while True:
            pause = max(0.0, waiting[0][0] - time.monotonic()) if waiting else None
            ready, _, _ = select.select([*self._ends, self._stop[0]], [], [], pause)
            if self._stop[0] in ready:
                return
            for end in ready:
                number += 1
                self._take(end, waiting, number)
            while waiting and waiting[0][0] <= time.monotonic():
                _, _, end, frame = heapq.heappop(waiting)
                try:
                    end.send(frame)
                except OSError:
                    pass

    def __enter__(self):
        return self

    def __exit__(self, *trouble):
        os.write(self._stop[1], b'.')
        self._thread.join()
        for end in self._ends:
            end.close()
