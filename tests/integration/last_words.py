#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""PROTOCOL.md §1.5: a closing server waits up to 1 s for the peer's own end, so that the last line is not lost, and not longer."""

from rig import SLOWNESS, Bystanders, Program, Server, Stopwatch, Text, demand, run, test


@test
def never_ends_itself():
    """who was told goodbye and never closes is let go, and its descriptor with it"""
    with Server() as server, Bystanders(server) as others:
        before = server.descriptors()
        peers = [Text(server.port, f'p{n}') for n in range(20)]
        for peer in peers:
            peer.login()
            peer.say('logout')
        for peer in peers:
            peer.until(f'Goodbye, {peer.name}. Come back soon.')
        watch = Stopwatch()
        while server.descriptors() > before:
            others.talk()
            demand(watch.elapsed() < 3.0 * SLOWNESS, f'after 3 s there are {server.descriptors() - before} too many descriptors')


@test
def still_talking():
    """who goes on sending while being told goodbye still reads it whole: no reset takes it away"""
    with Server() as server, Bystanders(server):
        for request, last in ((b'POST /x HTTP/1.1\r\nContent-Length: 1000000\r\n\r\n' + b'x' * 1000000, b'this host and port.\r\n'),
                              (b'NICK a\r\n' + b'x' * 100000, b'login yourname\r\n'),
                              (b'login dora\r\nlogout\r\n' + b'say more\r\n' * 10000, b'Goodbye, dora. Come back soon.\r\n')):
            peer = Text(server.port, 'peer')
            peer.send_some(request)
            answer = peer.read_to_end()
            demand(answer.endswith(last) and peer.ended == 'end', f'{peer.ended}: {answer[-100:]!r}')
            peer.close()


@test
def many_lines_before_logout():
    """everything that was asked for before logout is answered before the goodbye"""
    with Server() as server, Bystanders(server):
        bob = Program(server.port, 'bob')
        bob.login()
        bob.send(b''.join(b'{"do":"help","id":"%d"}\n' % n for n in range(3000)) + b'{"do":"logout","id":"end"}\n')
        for n in range(3000):
            bob.expect('help', re=str(n))
        bob.expect('bye', re='end', code='logout')
        bob.expect_end()


run()
