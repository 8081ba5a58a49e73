#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""natterd while it runs: signals, its log, and what may go wrong around it."""

import json
import os
import pathlib
import resource
import signal
import subprocess
import tempfile
import unittest
import unittest.mock

from process import END_SECONDS, ENTRY, Natterd, connect, read_until

ANY = ("--listen", "127.0.0.1:0", "--ephemeral")


class Ends(unittest.TestCase):
    """§7.5"""

    def ends_well(self, server, number=signal.SIGTERM):
        status, seconds = server.end(number)
        self.assertEqual(status, 0)
        self.assertLess(seconds, END_SECONDS)
        self.assertEqual(len(server.said()), 1)

    def test_sigterm(self):
        with Natterd(*ANY) as server:
            server.ports()
            self.ends_well(server)

    def test_sigint(self):
        with Natterd(*ANY) as server:
            server.ports()
            self.ends_well(server, signal.SIGINT)

    def test_reload_while_ending(self):
        """A SIGHUP is no reason to break off, however late it comes."""
        for _ in range(5):
            with Natterd(*ANY) as server:
                server.ports()
                server.send(signal.SIGTERM)
                while server.process.poll() is None:
                    server.send(signal.SIGHUP)
                self.assertEqual(server.process.wait(), 0)

    def test_says_goodbye(self):
        with Natterd(*ANY) as server:
            with connect(server.ports()[0]) as person, connect(server.ports()[0]) as program:
                person.sendall(b"login alice\n")
                read_until(person, b"alice")
                program.sendall(b'{"do":"login","name":"bot","id":"1"}\n')
                read_until(program, b'"entered"')
                server.send(signal.SIGTERM)
                last = read_until(program, b'"bye"')
                self.assertIn(b"shutting-down", last)
                while person.recv(4096):
                    pass
            self.assertEqual(server.process.wait(END_SECONDS * 10), 0)

    def test_silent_peers_do_not_hold_it(self):
        with Natterd(*ANY) as server:
            peers = [connect(server.ports()[0]) for _ in range(10)]
            try:
                self.ends_well(server)
            finally:
                for peer in peers:
                    peer.close()

    def test_second_signal_ends_at_once(self):
        with Natterd(*ANY, "--set", "log.level=info") as server:
            with connect(server.ports()[0]) as peer:
                read_until(peer, b"\n")
                server.send(signal.SIGTERM)
                server.log.wait_for("going down")
                server.send(signal.SIGTERM)
                # it was waiting for the peer's end; if it was faster than we, that is no mistake
                self.assertIn(server.process.wait(END_SECONDS * 10), (-signal.SIGTERM, 0))

    def test_port_is_free_again(self):
        with Natterd(*ANY) as server:
            port = server.ports()[0]
            with connect(port):
                self.assertEqual(server.end()[0], 0)
        with Natterd("--listen", f"127.0.0.1:{port}") as again:
            self.assertEqual(again.ports(), [port])


class Reload(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory(prefix="natterd-cli-")
        self.addCleanup(folder.cleanup)
        self.file = pathlib.Path(folder.name, "natterd.conf")

    def write(self, text):
        self.file.write_text(text, encoding="utf-8")

    def greeting(self, server):
        with connect(server.ports()[0]) as peer:
            return read_until(peer, b"\n").decode()

    def reload(self, server, text, pattern, count=1):
        """The line of the log that answers the reload."""
        server.ports()
        self.write(text)
        server.send(signal.SIGHUP)
        return server.log.wait_for(pattern, count)

    def test_good_and_bad(self):
        self.write("[server]\nname = First\n")
        with Natterd(*ANY, "--config", str(self.file)) as server:
            self.assertIn("First", self.greeting(server))

            line = self.reload(server, "[server]\nname = Second\n", "read again")
            self.assertTrue(line.endswith("message: the configuration was read again"), line)
            self.assertIn("Second", self.greeting(server))

            line = self.reload(server, "[server]\nname = Third\n[limits]\nlien = 5\n", "stays as it was")
            self.assertIn(f"warning: the configuration stays as it was: {self.file}: limits.lien is not known.", line)
            self.assertIn("Second", self.greeting(server))

            self.file.unlink()
            server.send(signal.SIGHUP)
            server.log.wait_for("stays as it was", 2)
            self.assertIn("Second", self.greeting(server))

            line = self.reload(server, "[server]\nname = Fourth\n", "read again", 2)
            self.assertIn("Fourth", self.greeting(server))
            self.assertEqual(server.end()[0], 0)
            self.assertEqual(len(server.said()), 1)

    def test_http_moves(self):
        """The HTTP door opens, moves, and closes; a door that cannot be opened is told, and people stay."""
        def port(count):
            return int(server.out.wait_for("^natterd: http on 127.0.0.1:", count).rpartition(":")[2])

        def is_open(port):
            try:
                with connect(port) as peer:
                    peer.sendall(b"GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n")
                    return b" 200 OK" in read_until(peer, b"ok\n")
            except ConnectionRefusedError:
                return False

        self.write("")
        with Natterd(*ANY, "--config", str(self.file)) as server:
            self.reload(server, "[http]\nlisten = 0\n", "read again")
            first = port(1)
            self.assertTrue(is_open(first))
            self.reload(server, "[http]\nlisten = 0; 0\n", "read again", 2)
            second = port(3)
            self.assertTrue(is_open(second))
            self.assertFalse(is_open(first))
            self.reload(server, f"[http]\nlisten = {server.ports()[0]}\n", "warning: Cannot listen on .* for HTTP")
            self.assertIn("Welcome", self.greeting(server))
            self.reload(server, "", "read again", 4)
            self.assertFalse(is_open(second))
            self.assertEqual(server.end()[0], 0)

    def test_says_what_needs_a_restart(self):
        self.write("[network]\nbacklog = 100\n")
        with Natterd("--config", str(self.file), "--set", "server.listen=127.0.0.1:0") as server:
            server.ports()
            line = self.reload(server, "[network]\nbacklog = 200\n[store]\nmemory-messages = 5\n", "read again")
            self.assertTrue(line.endswith("only a restart changes network.backlog, store.memory-messages"), line)
            # judged by what it started with
            line = self.reload(server, "[network]\nbacklog = 100\n", "read again", 2)
            self.assertTrue(line.endswith("read again"), line)

    def test_command_line_still_wins(self):
        self.write("")
        with Natterd(*ANY, "--config", str(self.file), "--set", "server.name=Fixed") as server:
            line = self.reload(server, "[server]\nname = Other\nlisten = 127.0.0.1:1\n", "read again")
            self.assertTrue(line.endswith("read again"), line)
            self.assertIn("Fixed", self.greeting(server))

    def test_level(self):
        self.write("")
        with Natterd(*ANY, "--config", str(self.file)) as server:
            server.ports()
            self.reload(server, "[log]\nlevel = info\n", "read again")
            server.send(signal.SIGTERM)
            server.log.wait_for(" info: going down")

    def test_without_a_file(self):
        with Natterd(*ANY) as server:
            server.ports()
            server.send(signal.SIGHUP)
            server.log.wait_for("read again")
            self.assertEqual(server.end()[0], 0)


class Log(unittest.TestCase):
    def test_peers_cannot_break_a_line(self):
        """Each line is one entry, whatever peers are called; and what they say is not in it."""
        forged = "eve\n2026-01-02T03:04:05.678Z error: forged\r\x1b[31m\u202e\u2028"
        with Natterd(*ANY, "--set", "log.level=debug", "--set", "limits.rate=off") as server:
            port = server.ports()[0]
            with connect(port) as program, connect(port) as person:
                for name in (forged, forged.split("\n", maxsplit=1)[0], "x" * 2000):
                    program.sendall(json.dumps({"do": "login", "name": name}).encode() + b"\n")
                program.sendall(json.dumps({"do": "say", "text": "a-secret\nforged"}).encode() + b"\n")
                program.sendall(json.dumps({"do": "say", "text": "a-secret"}).encode() + b"\n")
                person.sendall(b"login \xff\x1b[31m\rforged\n\x00\xc2\x85forged\nlogin bob\nsay a-secret\nlogout\n")
                while person.recv(4096):
                    pass
            self.assertEqual(server.end()[0], 0)
            for line in server.log.all():
                self.assertRegex(line, ENTRY)
                self.assertTrue(line.isprintable(), line)
                self.assertNotIn("a-secret", line)
                self.assertNotRegex(line, "^[^ ]+ error")

    def test_configuration_cannot_either(self):
        with tempfile.TemporaryDirectory(prefix="natterd-cli-") as folder:
            file = pathlib.Path(folder, "natterd.conf")
            file.write_text("", encoding="utf-8")
            with Natterd(*ANY, "--config", str(file)) as server:
                server.ports()
                file.write_text("[server]\nname = a\x1b[31m\u2028b\n", encoding="utf-8")
                server.send(signal.SIGHUP)
                line = server.log.wait_for("stays as it was")
                self.assertIn(r"a\x1b[31m\u2028b", line)

    def test_slow_reader_does_not_hold_it(self):
        """Standard error is a full pipe: lines go missing, the server goes on and says how many."""
        reading, writing = os.pipe()
        os.set_blocking(writing, False)
        try:
            while True:
                os.write(writing, b"-" * 1024)
        except BlockingIOError:
            os.set_blocking(writing, True)
        with Natterd(*ANY, stderr=writing) as server:
            os.close(writing)
            port = server.ports()[0]
            server.send(signal.SIGHUP)
            with connect(port) as peer:
                read_until(peer, b"\n")  # greeted 200 ms later: the signal was seen to
            os.set_blocking(reading, False)
            try:
                while os.read(reading, 65536):
                    pass
            except BlockingIOError:
                os.set_blocking(reading, True)
            server.send(signal.SIGHUP)
            with os.fdopen(reading) as log:
                self.assertRegex(log.readline(), r"^… [1-9]\d* lines were lost here")
                self.assertRegex(log.readline(), "read again")
                self.assertEqual(server.end()[0], 0)


class Surroundings(unittest.TestCase):
    def test_all_descriptors_that_it_may_have(self):
        _, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
        with Natterd(*ANY, prepare=lambda: resource.setrlimit(resource.RLIMIT_NOFILE, (64, min(hard, 512)))) as server:
            server.ports()
            self.assertEqual(resource.prlimit(server.process.pid, resource.RLIMIT_NOFILE), (min(hard, 512),) * 2)

    def test_nobody_announces_it(self):
        """§11.3: that there is no Avahi is told, with what to do."""
        with unittest.mock.patch.dict(os.environ, DBUS_SYSTEM_BUS_ADDRESS="unix:path=/nowhere"):
            with Natterd("--ephemeral", "--listen", "0.0.0.0:0", "--set", "network.announce=yes") as server:
                line = server.log.wait_for("Avahi is not there")
                self.assertIn(" warning: network.announce: ", line)
                self.assertTrue(line.endswith("install and start avahi-daemon, or set network.announce = no"), line)
                self.assertEqual(server.end()[0], 0)
                self.assertEqual(sum("Avahi" in line for line in server.log.all()), 1)

    def test_sigpipe(self):
        with Natterd(*ANY) as server:
            port = server.ports()[0]
            server.send(signal.SIGPIPE)
            with connect(port) as peer:
                read_until(peer, b"\n")
            self.assertEqual(server.end()[0], 0)

    def test_closed_standard_descriptors(self):
        """A log line must not go to the peer who got the number of standard error."""
        with Natterd(*ANY, stderr=subprocess.DEVNULL, prepare=lambda: (os.close(0), os.close(2))) as server:
            port = server.ports()[0]
            for number in range(3):
                os.stat(f"/proc/{server.process.pid}/fd/{number}")
            self.assertEqual(os.readlink(f"/proc/{server.process.pid}/fd/2"), os.devnull)
            with connect(port) as peer:
                server.send(signal.SIGHUP)
                self.assertNotIn(b"read again", read_until(peer, b"\n"))
            self.assertEqual(server.end()[0], 0)


if __name__ == "__main__":
    unittest.main()
