#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""PROTOCOL.md §2, §4.20, §5.5: bytes made of all that hurts, cut anywhere, ended anyhow, through both doors: the server stays, its
people talk on, and what it answers is always whole lines of strict UTF-8. The seed is printed; NATTER_TEST_SEED repeats one."""

import contextlib
import json
import os
import random

from rig import Bystanders, Peer, Server, demand, run, test

PEERS = int(os.environ.get('NATTER_TEST_PEERS', '400'))
TEXT = [b'login ', b'say ', b'tell ', b'join #', b'name ', b'topic ', b'help ', b'history ', b'leave ', b'logout', b'look ', b'me ', b'who', b'ignore ',
        b'anna ', b'gardens ', b'\r\n', b'\n', b'\r\0', b'\r', b' ', b'\t', b'\0', b'\x04', b'\x1b[A', b'\x7f', b'\xc2\x85', b'\xe2\x80\xa8']
TELNET = [b'\xff', b'\xff\xff', b'\xff\xf4', b'\xff\xf3', b'\xff\xfd\x06', b'\xff\xfb\x18', b'\xff\xfa\x18', b'\xff\xf0', b'\xff\xf6', b'\xff\xf7', b'\xff\xf8',
          b'\xff\xec', b'\xff\xfd']
UTF8 = [b'\xc3', b'\x9c', 'Ü日م🎉'.encode(), b'\xed\xa0\x80', b'\xc0\xaf', b'\xf4\x90\x80\x80', b'\xe6\x97', b'Z' + b'\xcc\x80' * 30, b'\xe2\x80\xae']
JSON = [b'{', b'}', b'[', b']', b'"', b':', b',', b'"do":', b'"login"', b'"say"', b'"name":', b'"text":', b'"room":', b'"id":"1"', b'\\u0000', b'\\ud800', b'\\',
        b'1e999', b'-', b'null', b'true', b'[' * 50, b'{"do":"login","name":"j%d"}\n', b'{"do":"say","text":"hi"}\n', b'{"do":"who"}\n', b'\n']
LONG = [b'x' * 5000, b'x' * 17000, b'[' * 3000, 'é'.encode() * 9000]
DOORS = [b'', b'{', b'login m%d\r\n', b'{"do":"login","name":"m%d"}\n', b'GET / HTTP/1.1\r\n', b'\x16\x03\x01', b'NICK ', b'\xff\xfb\x18']


def brew(dice, number):
    opening = dice.choice(DOORS)
    data = opening % number if b'%d' in opening else opening
    words = dice.choice([TEXT, TEXT + TELNET, TEXT + UTF8, TEXT + TELNET + UTF8, JSON, JSON + UTF8, TEXT + JSON + TELNET + UTF8])
    for _ in range(dice.randrange(60)):
        data += dice.choice(words) if dice.random() < 0.98 else dice.choice(LONG)
    return data


def pour(peer, data, dice):
    """In pieces of any size; the server may have had enough."""
    while data:
        cut = dice.choice([1, 2, 3, 7, 100, 5000, len(data)])
        try:
            peer.send(data[:cut])
        except (BrokenPipeError, ConnectionResetError):
            return
        data = data[cut:]


def check_answer(answer):
    """Telnet's answers aside, whole lines that can be shown or parsed."""
    if answer.startswith(b'\x15\x03'):
        return
    data = b''
    at = 0
    while at < len(answer):
        if answer[at] == 0xff:
            at += 3
            continue
        data += answer[at:at + 1]
        at += 1
    demand(not data or data.endswith(b'\n'), f'half a line: {data[-100:]!r}')
    for line in data.decode().splitlines():
        if line.startswith('{'):
            json.loads(line)


@test
def nothing_hurts():
    """hundreds of peers with brews of hostile bytes"""
    seed = int(os.environ.get('NATTER_TEST_SEED', random.SystemRandom().randrange(1 << 32)))
    print(f'# NATTER_TEST_SEED={seed}')
    dice = random.Random(seed)
    with Server('limits.sniff-timeout=20ms') as server, Bystanders(server) as others:
        for number in range(PEERS):
            peer = Peer(server.port, f'peer {number}')
            pour(peer, brew(dice, number), dice)
            if dice.random() < 0.3:
                peer.reset()
            else:
                with contextlib.suppress(OSError):      # TLS that is none is closed at once
                    peer.shut()
                check_answer(peer.read_to_end())
                peer.close()
            if number % 20 == 0:
                others.talk()


run()
