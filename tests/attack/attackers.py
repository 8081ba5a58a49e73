#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Bad peers, one kind a process: each does one thing from loopback addresses of its own, at a bounded rate, for a bounded time.

    attackers.py KIND PORT SECONDS

It prints what it did and what came back as one line of JSON. Only 127.0.0.0/8 is ever spoken to.
"""

import asyncio
import collections
import json
import pathlib
import random
import re
import socket
import sys

MOST_SECONDS = 120
NETWORKS = {'flood': 66, 'brute': 67, 'slowloris': 68, 'giant': 69, 'deep': 70, 'codes': 71, 'hellos': 72, 'resets': 73, 'deaf': 74}

# RFC 8446 §4.1.2, with nothing in it: enough to be taken for the beginning of one.
HELLO = bytes.fromhex('160301004a010000460303') + bytes(32) + bytes.fromhex('00000413011302010000190000')


class Attack:
    """What all kinds share: addresses, a pace, a count of what came back."""

    def __init__(self, kind, port, seconds):
        self.kind = kind
        self.port = port
        self.end = asyncio.get_running_loop().time() + seconds
        self.tally = collections.Counter()
        self.n = 0

    def over(self):
        return asyncio.get_running_loop().time() >= self.end

    def address(self, n):
        """The n-th of 16 addresses of this kind of attack."""
        return f'127.{NETWORKS[self.kind]}.0.{1 + n % 16}'

    async def connect(self, n):
        """A connection from the n-th address; None where there was none to be had."""
        self.tally['connected'] += 1
        raw = socket.socket()
        raw.setblocking(False)
        try:
            raw.bind((self.address(n), 0))
            await asyncio.wait_for(asyncio.get_running_loop().sock_connect(raw, ('127.0.0.1', self.port)), 5)
            return raw
        except (OSError, asyncio.TimeoutError):
            self.tally['not let in'] += 1
            raw.close()
            return None

    async def send(self, raw, data):
        """FALSE: it is over."""
        try:
            await asyncio.wait_for(asyncio.get_running_loop().sock_sendall(raw, data), 5)
            return True
        except asyncio.TimeoutError:
            self.tally['not read'] += 1
        except OSError:
            self.tally['cut off'] += 1
        return False

    async def hear(self, raw, seconds=0.5):
        """What comes within a while; b'' at the end."""
        try:
            data = await asyncio.wait_for(asyncio.get_running_loop().sock_recv(raw, 65536), seconds)
        except asyncio.TimeoutError:
            return None
        except OSError:
            return b''
        for code in re.findall(rb'"code":"([a-z-]+)"', data):
            self.tally[code.decode()] += 1
        return data

    async def pace(self, rate):
        """So many a second, a little uneven."""
        await asyncio.sleep(random.uniform(0.5, 1.5) / rate)


async def repeat(attack, rate, one):
    """one (n) again and again, at most 1,000 at a time."""
    tasks = set()
    while not attack.over():
        if len(tasks) < 1000:
            attack.n += 1
            task = asyncio.create_task(one(attack.n))
            tasks.add(task)
            task.add_done_callback(tasks.discard)
        await attack.pace(rate)
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)


async def hold(attack, n_held, live):
    """live (raw, n) for each of so many connections; each that ends is replaced."""
    async def one(n):
        while not attack.over():
            raw = await attack.connect(n)
            if raw is not None:
                with raw:
                    await live(raw, n)
            await asyncio.sleep(0.2)
    tasks = [asyncio.create_task(one(n)) for n in range(n_held)]
    await asyncio.sleep(max(0.0, attack.end - asyncio.get_running_loop().time()))
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)


async def flood(attack):
    """connects, says half a word, stays: more than an address may have"""
    async def one(n):
        raw = await attack.connect(n)
        if raw is not None:
            with raw:
                await attack.send(raw, b'{"do"')
                if await attack.hear(raw, 4.0) == b'':
                    attack.tally['turned away'] += 1
    await repeat(attack, 400, one)


async def resets(attack):
    """connects and breaks off with a reset, in the middle of a line"""
    async def one(n):
        raw = await attack.connect(n)
        if raw is not None:
            raw.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b'\1\0\0\0\0\0\0\0')
            await attack.send(raw, b'{"do":"login","name":"r')
            raw.close()
    await repeat(attack, 300, one)


async def brute(attack):
    """guesses the owner's password, on one connection after the other"""
    async def live(raw, n):
        while not attack.over():
            attack.tally['guesses'] += 1
            guess = json.dumps({'do': 'login', 'name': 'owner', 'password': f'guess number {random.random()}', 'id': 'g'})
            if not await attack.send(raw, guess.encode() + b'\n') or await attack.hear(raw, 2.0) == b'':
                return
            await attack.pace(40)
    await hold(attack, 8, live)


async def slowloris(attack):
    """a line that never ends, a byte at a time"""
    async def live(raw, n):
        line = b'{"do":"login","name":"' + b'x' * 100000
        for i in range(len(line)):
            if attack.over() or not await attack.send(raw, line[i:i + 1]):
                return
            await asyncio.sleep(random.uniform(0.3, 0.7))
    await hold(attack, 300, live)


async def giant(attack):
    """4 MiB without an end of line, and again"""
    async def live(raw, n):
        for _ in range(64):
            if attack.over() or not await attack.send(raw, b'a' * 65536):
                return
            attack.tally['MiB'] += 1 / 16
            await attack.pace(40)
        await attack.send(raw, b'\n')
        await attack.hear(raw)
    await hold(attack, 8, live)


async def deep(attack):
    """JSON nested 100,000 deep, and as deep as a line may be long"""
    async def live(raw, n):
        for depth in (100000, 16000):
            if not await attack.send(raw, b'{"do":"say","text":' + b'[' * depth + b'\n'):
                return
            attack.tally['lines'] += 1
        await attack.hear(raw)
        await attack.pace(20)
    await hold(attack, 8, live)


async def codes(attack):
    """guests who guess the code of a private room"""
    async def live(raw, n):
        if not await attack.send(raw, json.dumps({'do': 'login', 'name': f'guesser{n}', 'id': 'l'}).encode() + b'\n'):
            return
        while not attack.over():
            attack.tally['guesses'] += 1
            guess = json.dumps({'do': 'join', 'room': 'vault', 'code': '%010x' % random.getrandbits(40), 'id': 'j'})
            if not await attack.send(raw, guess.encode() + b'\n') or await attack.hear(raw, 1.0) == b'':
                return
            await attack.pace(20)
    await hold(attack, 16, live)


async def hellos(attack):
    """half a TLS hello, then nothing; a whole one, then nothing; garbage in the place of an answer"""
    async def live(raw, n):
        data = (HELLO[:20], HELLO, HELLO + bytes(random.getrandbits(8) for _ in range(200)))[n % 3]
        if await attack.send(raw, data):
            while not attack.over():
                if await attack.hear(raw, 1.0) == b'':
                    attack.tally['ended'] += 1
                    return
    await hold(attack, 400, live)


async def deaf(attack):
    """guests who ask for much and never read"""
    async def live(raw, n):
        await attack.send(raw, json.dumps({'do': 'login', 'name': f'deaf{n}'}).encode() + b'\n')
        while not attack.over():
            if not await attack.send(raw, b'{"do":"help"}\n' * 20):
                return
            attack.tally['asked'] += 20
            await attack.pace(2)
    await hold(attack, 30, live)


KINDS = {name: globals()[name] for name in NETWORKS}


async def main(kind, port, seconds):
    attack = Attack(kind, port, seconds)
    await KINDS[kind](attack)
    print(json.dumps({'kind': kind, **{key: round(n) for key, n in sorted(attack.tally.items())}}), flush=True)


if __name__ == '__main__':
    if len(sys.argv) != 4 or sys.argv[1] not in KINDS or not 0 < float(sys.argv[3]) <= MOST_SECONDS:
        sys.exit(f'{pathlib.Path(sys.argv[0]).name} {"|".join(KINDS)} PORT SECONDS')
    asyncio.run(main(sys.argv[1], int(sys.argv[2]), float(sys.argv[3])))
