#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""PROTOCOL.md §7.5: SIGTERM under load: everyone is told shutting-down in the last line; exit 0 within 3 s."""

import json
import select
import signal

from rig import SLOWNESS, Program, Server, Stopwatch, Text, demand, run, test


def pump(peers, watch):
    """Everyone talks and reads until all have ended."""
    poll = select.poll()
    by_fd = {peer.socket.fileno(): peer for peer in peers}
    for fd in by_fd:
        poll.register(fd, select.POLLIN | select.POLLOUT)
    while by_fd:
        demand(not watch.over(), f'{len(by_fd)} have not been closed')
        for fd, events in poll.poll(watch.milliseconds_left()):
            peer = by_fd[fd]
            if events & select.POLLOUT:
                try:
                    peer.socket.send(peer.word)
                except (BlockingIOError, BrokenPipeError, ConnectionResetError):
                    poll.modify(fd, select.POLLIN)
            if events & ~select.POLLOUT:
                peer.take_in()
            if peer.ended:
                poll.unregister(fd)
                del by_fd[fd]


def talkers(server, count):
    peers = []
    for n in range(count):
        peer = (Text if n % 2 else Program)(server.port, f'p{n}')
        peer.login()
        peer.word = b'say load\r\n' if n % 2 else b'{"do":"say","text":"load"}\n'
        peers.append(peer)
    return peers


def last_line(peer):
    return bytes(peer.buffer).splitlines()[-1] if peer.buffer else b''


@test
def everyone_is_told():
    """40 who talk without a pause are all told, and it is over within 3 s"""
    with Server() as server:
        peers = talkers(server, 40)
        for peer in peers:
            peer.send(peer.word * 20)
        peers[0].until('said')
        server.terminate()
        watch = Stopwatch()
        pump(peers, Stopwatch())
        demand(server.wait() == 0, 'natterd did not end with 0')
        demand(watch.elapsed() < 3.0 * SLOWNESS + 0.5, f'it took {watch.elapsed()} s')
        for peer in peers:
            line = last_line(peer)
            if isinstance(peer, Text):
                demand(b'going down' in line, f'{peer.name} read last {line!r}')
            else:
                demand(json.loads(line).get('code') == 'shutting-down', f'{peer.name} read last {line!r}')


@test
def time_to_come_back():
    """§5.16a: the more there are the longer is the time over which they are to come back, and everyone is told the same"""
    for count, back in ((10, 2), (650, 4)):
        with Server() as server:
            peers = [Program(server.port) for _ in range(count)]
            for peer in peers:
                peer.send(b'{"do":"ping"}\n')
                peer.until('error', code='not-logged-in')
            server.terminate()
            for peer in peers:
                bye = peer.until('bye', code='shutting-down')[-1]
                demand(bye['back'] == back and f' {back} seconds' in bye['text'], f'{count} were told {bye}')
                peer.close()
            demand(server.wait() == 0, 'natterd did not end with 0')


@test
def those_who_do_not_read():
    """who does not read, says nothing or has no dialect yet cannot hold it up"""
    with Server('limits.sniff-timeout=60s') as server:
        deaf = Program(server.port, 'deaf', receive_buffer=4096)
        deaf.login()
        talker = Program(server.port, 'talker')
        talker.login()
        for n in range(60):
            talker.do('say', text='x' * 8000, id=str(n))
            talker.until('ok', re=str(n))
        undecided = [Text(server.port) for _ in range(20)]
        server.terminate()
        watch = Stopwatch()
        talker.until('bye', code='shutting-down')
        talker.expect_end()
        talker.close()
        demand(server.wait(4.0 * SLOWNESS) == 0, 'natterd did not end with 0')
        demand(watch.elapsed() < 3.0 * SLOWNESS + 0.5, f'it took {watch.elapsed()} s')
        for peer in undecided:
            peer.close()
        deaf.close()


@test
def interrupt_is_the_same():
    """SIGINT says goodbye too"""
    with Server() as server:
        alice = Text(server.port, 'alice')
        alice.login()
        server.process.send_signal(signal.SIGINT)
        demand('going down' in alice.read_to_end().decode(), 'no goodbye')
        demand(server.wait() == 0, 'natterd did not end with 0')


@test
def port_is_free_again():
    """while the last are being told, nobody new comes in"""
    with Server() as server:
        alice = Text(server.port, 'alice')
        alice.login()
        server.terminate()
        alice.read_to_end()
        try:
            Text(server.port, 'late').read_to_end()
        except ConnectionError:
            pass
        demand(server.wait() == 0, 'natterd did not end with 0')


run()
