# SPDX-License-Identifier: GPL-3.0-or-later
"""A natterd as it is started from a shell: its lines, its log, its end."""

import ctypes
import fcntl
import os
import re
import signal
import socket
import struct
import subprocess
import tempfile
import threading
import time
import unittest

WAIT = 30         # seconds for what must come; a loaded machine with sanitizers is slow
END_SECONDS = 3   # PROTOCOL.md §7.5
ENTRY = re.compile(r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z (error|warning|message|info|debug): \S")

CLONE_NEWNET = 0x40000000
CLONE_NEWUSER = 0x10000000
SIOCSIFFLAGS = 0x8914
IFF_UP = 1



class Lines:
    """What a program writes, line by line, as it comes."""

    def __init__(self, stream):
        self.lines = []
        self.changed = threading.Condition()
        self.ended = False
        self.thread = threading.Thread(target=self._read, args=(stream,), daemon=True)
        self.thread.start()

    def _read(self, stream):
        for line in stream:
            with self.changed:
                self.lines.append(line.decode().removesuffix("\n"))
                self.changed.notify_all()
        with self.changed:
            self.ended = True
            self.changed.notify_all()
        stream.close()

    def wait_for(self, pattern, count=1):
        """The last of the first @count lines that match @pattern."""
        def found():
            return [line for line in self.lines if re.search(pattern, line)]

        with self.changed:
            self.changed.wait_for(lambda: len(found()) >= count or self.ended, WAIT)
            if len(found()) < count:
                raise AssertionError(f"no {count} × {pattern!r} in {self.lines}")
            return found()[count - 1]

    def all(self):
        """Everything, after the program's end."""
        self.thread.join(WAIT)
        return list(self.lines)


class Natterd:
    """One process; used with `with`, it is gone afterwards whatever happened."""

    def __init__(self, *arguments, stderr=None, prepare=None):
        self.folder = tempfile.TemporaryDirectory(prefix="natterd-cli-")
        self.process = subprocess.Popen(
            [os.environ["NATTERD"], *arguments], stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
            stderr=subprocess.PIPE if stderr is None else stderr, cwd=self.folder.name, env=environment(XDG_DATA_HOME=self.folder.name),
            preexec_fn=prepare)
        self.out = Lines(self.process.stdout)
        self.log = Lines(self.process.stderr) if stderr is None else None

    def ports(self, count=1):
        """Where it listens, when it is ready."""
        self.out.wait_for("^natterd: listening on ", count)
        return [int(line.rpartition(":")[2]) for line in self.out.lines[:count]]

    def said(self):
        """All of standard output, after its end, without the last line, the key phrase."""
        *lines, phrase = self.out.all()
        assert re.fullmatch("natterd: key phrase( [a-z]+){6}", phrase), phrase
        return lines

    def send(self, number):
        self.process.send_signal(number)

    def end(self, number=signal.SIGTERM):
        """The exit status and how long it took."""
        begin = time.monotonic()
        self.send(number)
        status = self.process.wait(WAIT)
        return status, time.monotonic() - begin

    def __enter__(self):
        return self

    def __exit__(self, *_):
        if self.process.poll() is None:
            self.process.kill()
            self.process.wait()
        self.out.all()
        if self.log:
            self.log.all()
        self.folder.cleanup()


def environment(**more):
    env = dict(os.environ, LC_ALL="C.UTF-8", LANGUAGE="", G_DEBUG="fatal-criticals", **more)
    env.pop("JOURNAL_STREAM", None)
    env.pop("STATE_DIRECTORY", None)
    return env


def ask(*arguments):
    """Runs natterd to its end: status, standard output, standard error."""
    done = subprocess.run([os.environ["NATTERD"], *arguments], stdin=subprocess.DEVNULL, capture_output=True, timeout=WAIT,
                          env=environment(), check=False)
    return done.returncode, done.stdout.decode(), done.stderr.decode()


def connect(port, host="127.0.0.1"):
    return socket.create_connection((host, port), timeout=WAIT)


def read_until(peer, word):
    """What @peer says up to @word; an AssertionError where it ends before."""
    said = b""
    while word not in said:
        more = peer.recv(4096)
        if not more:
            raise AssertionError(f"no {word!r} in {said!r}")
        said += more
    return said


def enter_lonely_network(ipv6):
    """To be called in the child: a network of its own, with a loopback, where every port is free."""
    libc = ctypes.CDLL(None, use_errno=True)
    flags = CLONE_NEWNET if os.geteuid() == 0 else CLONE_NEWNET | CLONE_NEWUSER
    if libc.unshare(flags) != 0:
        raise OSError(ctypes.get_errno(), "unshare")
    if not ipv6:
        with open("/proc/sys/net/ipv6/conf/all/disable_ipv6", "w", encoding="ascii") as switch:
            switch.write("1")
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as control:
        fcntl.ioctl(control, SIOCSIFFLAGS, struct.pack("16sh14x", b"lo", IFF_UP))


def need_lonely_network(ipv6):
    """Skips the test where the kernel does not let us."""
    try:
        subprocess.run(["true"], preexec_fn=lambda: enter_lonely_network(ipv6), check=True)
    except (OSError, subprocess.SubprocessError) as error:
        raise unittest.SkipTest(f"no network of one's own here: {error}") from None
