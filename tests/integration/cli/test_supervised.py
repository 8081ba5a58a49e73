#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""A natterd under systemd, whose part this test plays: what it is told, and the sockets that it hands over."""

import os
import re
import signal
import socket
import subprocess
import sys
import tempfile
import unittest

from process import WAIT, Lines, environment

# As systemd starts a service: the sockets from descriptor 3 on, and the process's own number in the environment.
LAUNCHER = """
import os, sys
fds = [int(word) for word in sys.argv[1].split()]
high = [os.dup2(os.dup(fd), 100 + n) for n, fd in enumerate(fds)]
for n, fd in enumerate(high):
    os.dup2(fd, 3 + n)
    os.close(fd)
os.environ.update(LISTEN_PID=str(os.getpid() if sys.argv[2] == "ours" else 1), LISTEN_FDS=str(len(fds)))
os.execv(sys.argv[3], sys.argv[3:])
"""


class Supervised:
    """natterd --ephemeral with @sockets handed over; what it tells is in said()."""

    def __init__(self, *arguments, sockets=(), whose="ours", watchdog=None):
        self.folder = tempfile.TemporaryDirectory(prefix="natterd-cli-")
        path = os.path.join(self.folder.name, "notify")
        self.ear = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
        self.ear.bind(path)
        self.ear.settimeout(WAIT)
        more = {} if watchdog is None else {"WATCHDOG_USEC": str(watchdog)}
        fds = [each if isinstance(each, int) else each.fileno() for each in sockets]
        self.process = subprocess.Popen(
            [sys.executable, "-c", LAUNCHER, " ".join(map(str, fds)), whose, os.environ["NATTERD"], "--ephemeral", *arguments],
            stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE, pass_fds=fds, cwd=self.folder.name,
            env=environment(NOTIFY_SOCKET=path, **more))
        self.out = Lines(self.process.stdout)
        self.log = Lines(self.process.stderr)

    def said(self):
        return self.ear.recv(4096).decode()

    def until(self, pattern):
        while True:
            said = self.said()
            if re.search(pattern, said):
                return said

    def __enter__(self):
        return self

    def __exit__(self, *_):
        if self.process.poll() is None:
            self.process.kill()
        self.process.wait()
        self.out.all()
        self.log.all()
        self.ear.close()
        self.folder.cleanup()


def listening(family=socket.AF_INET, where="127.0.0.1"):
    door = socket.socket(family, socket.SOCK_STREAM)
    if family == socket.AF_INET6:
        door.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 1)
    door.bind((where, 0))
    door.listen()
    return door


def has_ipv6():
    try:
        listening(socket.AF_INET6, "::1").close()
        return True
    except OSError:
        return False


class TestToldOfIt(unittest.TestCase):
    def test_a_life(self):
        with Supervised("--listen", "127.0.0.1:0") as natterd:
            said = natterd.said()
            self.assertRegex(said, r"\AREADY=1\nSTATUS=0 people are here, on 127\.0\.0\.1:\d+\Z")
            natterd.process.send_signal(signal.SIGHUP)
            self.assertRegex(natterd.said(), r"\ARELOADING=1\nMONOTONIC_USEC=\d+\Z")
            self.assertEqual(natterd.said(), said)
            natterd.process.send_signal(signal.SIGTERM)
            self.assertRegex(natterd.said(), r"\ASTOPPING=1\n")
            self.assertEqual(natterd.process.wait(WAIT), 0)

    def test_is_fed(self):
        """The watchdog, as long as the loop turns: a process that is stopped tells nothing."""
        with Supervised("--listen", "127.0.0.1:0", watchdog=300000) as natterd:
            for _ in range(3):
                natterd.until(r"\AWATCHDOG=1\Z")
            natterd.process.send_signal(signal.SIGSTOP)
            os.waitid(os.P_PID, natterd.process.pid, os.WSTOPPED | os.WNOWAIT)
            natterd.ear.settimeout(0.6)
            with self.assertRaises(TimeoutError):
                while True:
                    natterd.said()
            natterd.process.send_signal(signal.SIGCONT)
            natterd.ear.settimeout(WAIT)
            natterd.until(r"\AWATCHDOG=1\Z")

    def test_an_ear_that_is_gone(self):
        with Supervised("--listen", "127.0.0.1:0") as natterd:
            natterd.said()
            natterd.ear.close()
            natterd.process.send_signal(signal.SIGHUP)
            natterd.log.wait_for("did not take what it was told")
            natterd.process.send_signal(signal.SIGTERM)
            self.assertEqual(natterd.process.wait(WAIT), 0)


class TestSocketsHandedOver(unittest.TestCase):
    def greeted(self, address):
        with socket.create_connection(address, WAIT) as guest:
            self.assertIn(b"Welcome", guest.makefile("rb").readline())

    def test_several(self):
        """Each is listened on, and no other; who came before the start waited, and is served."""
        doors = [listening(), listening()] + ([listening(socket.AF_INET6, "::1")] if has_ipv6() else [])
        early = socket.create_connection(doors[1].getsockname(), WAIT)
        with Supervised("--listen", "127.0.0.1:0", sockets=doors) as natterd:
            natterd.until("READY=1")
            names = [f"[{name[0]}]:{name[1]}" if ":" in name[0] else f"{name[0]}:{name[1]}"
                     for name in (door.getsockname() for door in doors)]
            natterd.out.wait_for("^natterd: listening on ", len(doors))
            self.assertEqual(natterd.out.lines[:3], [f"natterd: listening on {name}" for name in names])
            self.assertIn(b"Welcome", early.makefile("rb").readline())
            for door in doors:
                self.greeted(door.getsockname()[:2])
            early.close()
            natterd.process.send_signal(signal.SIGTERM)
            self.assertEqual(natterd.process.wait(WAIT), 0)
            # whoever comes while nobody serves is in the queue of the one that stays open
            socket.create_connection(doors[0].getsockname(), WAIT).close()
        for door in doors:
            door.close()

    def test_not_ours(self):
        """Those of another process are not touched."""
        door = listening()
        with Supervised("--listen", "127.0.0.1:0", sockets=[door], whose="another's") as natterd:
            self.assertNotIn(f":{door.getsockname()[1]}", natterd.out.wait_for("^natterd: listening on "))
        door.close()

    def test_of_a_wrong_kind(self):
        def datagrams():
            door = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
            door.bind(("127.0.0.1", 0))
            return door

        def silent():
            door = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
            door.bind(("127.0.0.1", 0))
            return door

        def local():
            door = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
            door.bind("\0natter-test-%d" % os.getpid())
            door.listen()
            return door

        for make in (datagrams, silent, local, lambda: open(os.devnull, "rb")):
            with make() as wrong, listening() as door, Supervised(sockets=[door, wrong]) as natterd:
                self.assertEqual(natterd.process.wait(WAIT), 1)
                natterd.log.wait_for("^natterd: Descriptor 4, which systemd handed over, is no TCP socket that listens. .*ListenStream")
                self.assertEqual(natterd.out.all(), [])


if __name__ == "__main__":
    unittest.main()
