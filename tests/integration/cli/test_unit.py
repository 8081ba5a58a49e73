#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The units of systemd: their figure, what its own tool says of them, and a natterd that works under the sandbox as far as that can be made
without systemd: the filter of system calls, no new privileges, and no memory that is written and run."""

import ctypes
import os
import pathlib
import re
import resource
import shutil
import struct
import subprocess
import tempfile
import time
import unittest

from process import WAIT, Natterd, ask, connect, environment, read_until

UNITS = pathlib.Path(os.environ["NATTER_UNITS"])
FIGURE_MOST = 1.1
NUMBERS = pathlib.Path("/usr/include/x86_64-linux-gnu/asm/unistd_64.h")
ANALYZE = shutil.which("systemd-analyze")

PR_SET_NO_NEW_PRIVS, PR_SET_SECCOMP, SECCOMP_MODE_FILTER = 38, 22, 2
ALLOW, KILL, FAIL = 0x7FFF0000, 0x80000000, 0x00050000 | 1  # EPERM
X86_64 = 0xC000003E


def analyze(*words):
    return subprocess.run([ANALYZE, *words], capture_output=True, text=True, timeout=WAIT, env=environment(SYSTEMD_COLORS="0"))


def need_analyze(test):
    if ANALYZE is None:
        test.skipTest("systemd-analyze is not here (in Debian: apt-get install systemd)")


def read_settings(name):
    """The settings of a unit, each with its values in order."""
    settings = {}
    for line in (UNITS / name).read_text(encoding="utf-8").splitlines():
        match = re.match(r"(\w+)=(.*)", line)
        if match:
            settings.setdefault(match[1], []).append(match[2])
    return settings


def expand(group):
    """The system calls of a group."""
    calls = set()
    for line in analyze("syscall-filter", group).stdout.splitlines():
        word = line.strip()
        if word.startswith("@") and line.startswith(" "):
            calls |= expand(word)
        elif word and line.startswith(" ") and not word.startswith("#"):
            calls.add(word)
    return calls


def allowed_calls(name):
    calls = set()
    for line in read_settings(name)["SystemCallFilter"]:
        groups = [expand(word) for word in line.lstrip("~").split()]
        for group in groups:
            calls = calls - group if line.startswith("~") else calls | group
    return calls | expand("@default")


def compile_filter(calls):
    """For seccomp(2): what is not allowed fails with EPERM, as the units say."""
    numbers = dict(re.findall(r"#define __NR_(\w+) (\d+)", NUMBERS.read_text(encoding="ascii")))

    def step(code, if_true, if_false, value):
        return struct.pack("HBBI", code, if_true, if_false, value)

    program = [step(0x20, 0, 0, 4), step(0x15, 1, 0, X86_64), step(0x06, 0, 0, KILL), step(0x20, 0, 0, 0)]
    for call in sorted(calls & numbers.keys()):
        program += [step(0x15, 0, 1, int(numbers[call])), step(0x06, 0, 0, ALLOW)]
    return b"".join(program + [step(0x06, 0, 0, FAIL)])


def confine(program):
    """For preexec_fn."""
    libc = ctypes.CDLL(None, use_errno=True)
    data = ctypes.create_string_buffer(program, len(program))

    def prepare():
        head = ctypes.create_string_buffer(struct.pack("HxxxxxxP", len(program) // 8, ctypes.addressof(data)), 16)
        resource.setrlimit(resource.RLIMIT_NOFILE, (4096, 4096))
        if libc.prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0 or libc.prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, head, 0, 0) != 0:
            raise OSError(ctypes.get_errno(), "no filter")

    return prepare


class Units(unittest.TestCase):
    def setUp(self):
        need_analyze(self)

    def test_figure(self):
        """RELIABILITY: at most 1.1."""
        for name in ("natterd.service", "natterd-backup.service"):
            said = analyze("security", "--offline=true", "--no-pager", str(UNITS / name)).stdout
            figure = float(re.search(r"Overall exposure level for \S+: ([\d.]+) ", said)[1])
            print(f"# {name}: {figure}")
            self.assertLessEqual(figure, FIGURE_MOST, said)

    def test_verify(self):
        """systemd's own tool has nothing to say. The programs they name are stood in for."""
        with tempfile.TemporaryDirectory(prefix="natter-units-") as folder:
            names = [path.name for path in UNITS.iterdir() if path.suffix in (".service", ".socket", ".timer")]
            self.assertEqual(len(names), 4, names)
            for name in names:
                text = (UNITS / name).read_text(encoding="utf-8")
                path = pathlib.Path(folder, name)
                path.write_text(re.sub(r"^ExecStart=\S+", "ExecStart=/bin/true", text, flags=re.MULTILINE), encoding="utf-8")
            done = analyze("verify", "--man=no", *(os.path.join(folder, name) for name in names))
            self.assertEqual((done.returncode, done.stdout, done.stderr), (0, "", ""))

    def test_works_inside(self):
        """A start with a database, an account (Argon2id), a search, SIGHUP and an end, with the unit's system calls alone."""
        if os.uname().machine != "x86_64" or not NUMBERS.exists():
            self.skipTest("the numbers of the system calls are known for x86_64 only (in Debian: apt-get install linux-libc-dev)")
        if "address" in os.environ.get("NATTER_SANITIZE", ""):
            self.skipTest("a sanitizer needs more than the server does")
        program = compile_filter(allowed_calls("natterd.service"))
        with tempfile.TemporaryDirectory(prefix="natter-units-") as folder:
            with Natterd("--listen", "127.0.0.1:0", "--state-dir", folder, prepare=confine(program)) as natterd:
                with connect(natterd.ports()[0]) as person:
                    person.sendall(b"login alice\nregister correct-horse\n")
                    read_until(person, b"yours")
                    person.sendall(b"say good morning\nsearch morning\n")
                    read_until(person, b"*morning*")
                natterd.send(1)
                natterd.log.wait_for("the configuration was read again")
                self.assertEqual(natterd.end()[0], 0)
                self.assertEqual([line for line in natterd.log.all() if re.search("warning|error|CRITICAL", line)], [])
            done = subprocess.run([os.environ["NATTERD"], "--state-dir", folder, "--check-store"], preexec_fn=confine(program),
                                  capture_output=True, text=True, timeout=WAIT, env=environment())
            self.assertEqual((done.returncode, done.stderr), (0, ""))


class Configuration(unittest.TestCase):
    def test_of_the_package(self):
        """Debian's configuration is fine, and serves the network."""
        path = pathlib.Path(__file__).parents[3] / "debian" / "natterd.conf"
        self.assertEqual(ask("--config", path, "--check"), (0, f"natterd: {path} is fine.\n", ""))
        self.assertIn("\nlisten = 0.0.0.0:5005; [::]:5005\n", path.read_text(encoding="utf-8"))


class Backup(unittest.TestCase):
    def backup(self, folder, keep):
        return subprocess.run([UNITS / "natterd-backup"], capture_output=True, text=True, timeout=WAIT,
                              env=dict(environment(), STATE_DIRECTORY=folder, NATTERD_BACKUPS=keep, NATTERD=os.environ["NATTERD"]))

    def test_keeps_so_many(self):
        """The newest ones, with the key beside the database, and nothing that was cut short; while the server runs."""
        with tempfile.TemporaryDirectory(prefix="natter-units-") as folder:
            backups = pathlib.Path(folder, "backups")
            with Natterd("--listen", "127.0.0.1:0", "--state-dir", folder) as natterd:
                natterd.ports()
                pathlib.Path(folder, "tls-key.pem").write_text("a key", encoding="utf-8")
                for n in range(5):
                    pathlib.Path(backups, f"2026-01-0{n + 1}T03-30-00Z").mkdir(parents=True)
                pathlib.Path(backups, "2026-01-09T03-30-00Z.part").mkdir()
                done = self.backup(folder, "3")
                self.assertEqual((done.returncode, done.stdout, done.stderr), (0, "", ""))
            names = sorted(os.listdir(backups))
            self.assertEqual(names[:2], ["2026-01-04T03-30-00Z", "2026-01-05T03-30-00Z"])
            self.assertEqual(len(names), 3)
            self.assertRegex(names[2], time.strftime("^%Y-"))
            newest = backups / names[2]
            self.assertIn("natter.db", os.listdir(newest))
            self.assertEqual((newest / "natter.db").stat().st_mode & 0o077, 0)
            self.assertEqual(newest.stat().st_mode & 0o077, 0)

    def test_mistakes(self):
        with tempfile.TemporaryDirectory(prefix="natter-units-") as folder:
            for wrong in ("0", "-1", "07", "many"):
                done = self.backup(folder, wrong)
                self.assertEqual(done.returncode, 2)
                self.assertIn("how many copies", done.stderr)
            # no database: nothing is made, nothing is deleted
            pathlib.Path(folder, "backups", "2026-01-01T03-30-00Z").mkdir(parents=True)
            self.assertNotEqual(self.backup(folder, "1").returncode, 0)
            self.assertIn("2026-01-01T03-30-00Z", os.listdir(pathlib.Path(folder, "backups")))


if __name__ == "__main__":
    unittest.main()
