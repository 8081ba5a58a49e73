#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""natterd's options that are answered at once, and mistakes on the command line."""

import os
import pathlib
import socket
import stat
import tempfile
import unittest

from process import Natterd, ask, connect, enter_lonely_network, need_lonely_network

SAMPLE = pathlib.Path(__file__).parents[3] / "data" / "natterd.conf"


class Answered(unittest.TestCase):
    def test_version(self):
        status, out, log = ask("--version")
        self.assertEqual((status, log), (0, ""))
        self.assertRegex(out, r"^natterd \d+\.\d+\.\d+\n$")

    def test_help_names_every_option(self):
        status, out, log = ask("--help")
        self.assertEqual((status, log), (0, ""))
        for option in ("--listen", "--config", "--set", "--state-dir", "--ephemeral", "--check", "--print-config", "--version"):
            self.assertIn(option, out)

    def test_print_config_is_the_sample(self):
        status, out, log = ask("--print-config")
        self.assertEqual((status, log), (0, ""))
        self.assertEqual(out, SAMPLE.read_text(encoding="utf-8"))


class Check(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.TemporaryDirectory(prefix="natterd-cli-")
        self.addCleanup(self.folder.cleanup)
        self.file = pathlib.Path(self.folder.name, "natterd.conf")

    def check(self, text, *more):
        self.file.write_text(text, encoding="utf-8")
        return ask("--check", "--config", str(self.file), *more)

    def test_nothing(self):
        self.assertEqual(ask("--check"), (0, "natterd: the configuration is fine.\n", ""))

    def test_good_file(self):
        self.assertEqual(self.check("[limits]\nrate = off\n"), (0, f"natterd: {self.file} is fine.\n", ""))

    def test_open_door(self):
        for listen, more, open_to in (("0.0.0.0:5006", "", True), ("127.0.0.1:5006; [::]:5006", "", True), ("5006", "", False), ("[::1]:5006", "", False),
                                      ("0.0.0.0:5006", "metrics-token = s3cret\n", False)):
            status, out, log = self.check(f"[http]\nlisten = {listen}\n{more}")
            self.assertEqual((status, out), (0, f"natterd: {self.file} is fine.\n"))
            self.assertEqual("can read /metrics" in log, open_to, log)
            self.assertNotIn("s3cret", log)

    def test_sample(self):
        self.assertEqual(ask("--check", "--config", str(SAMPLE))[0], 0)

    def test_bad_value(self):
        status, out, log = self.check("[limits]\nline = 2 MiB\n")
        self.assertEqual((status, out), (1, ""))
        self.assertEqual(log, f'natterd: {self.file}: limits.line cannot be "2 MiB". Allowed: a size from 1 KiB to 1 MiB.\n')

    def test_unknown_key(self):
        status, out, log = self.check("[limits]\nlien = 2 MiB\n")
        self.assertEqual((status, out), (1, ""))
        self.assertIn("Did you mean limits.line?", log)

    def test_set_wins(self):
        self.assertEqual(self.check("[limits]\nmessage = 12 KiB\n", "--set", "limits.line=12KiB")[0], 0)
        self.assertEqual(self.check("[limits]\nmessage = 12 KiB\n", "--set", "limits.line=8KiB")[0], 1)

    def test_bad_set(self):
        status, out, log = ask("--check", "--set", "limits.rate=fast")
        self.assertEqual((status, out), (1, ""))
        self.assertRegex(log, r"^natterd: --set: limits\.rate cannot be .*\n$")

    def test_bad_listen(self):
        status, out, log = ask("--check", "--listen", "localhost:5005")
        self.assertEqual((status, out), (1, ""))
        self.assertRegex(log, r'^natterd: --listen: "localhost:5005" is no address .*\n$')

    def test_missing_file(self):
        status, out, log = ask("--check", "--config", str(self.file))
        self.assertEqual((status, out), (1, ""))
        self.assertIn(str(self.file), log)

    def test_taken_port_does_not_matter(self):
        with socket.create_server(("127.0.0.1", 0)) as taken:
            self.assertEqual(ask("--check", "--listen", f"127.0.0.1:{taken.getsockname()[1]}")[0], 0)


class Mistakes(unittest.TestCase):
    def refused(self, pattern, *arguments):
        status, out, log = ask(*arguments)
        self.assertEqual((status, out), (1, ""))
        self.assertRegex(log, pattern)

    def test_unknown_option(self):
        self.refused("^natterd: .*--lsiten.*\n.*natterd --help\n$", "--lsiten", "127.0.0.1:0")

    def test_missing_argument(self):
        self.refused("^natterd: .*--listen.*\n", "--listen")

    def test_left_over(self):
        self.refused('^natterd: There is no use for "127.0.0.1:0" here.\n', "127.0.0.1:0")

    def test_both_ways_to_keep(self):
        self.refused("^natterd: --ephemeral .* choose one.\n", "--ephemeral", "--state-dir", "here")

    def test_taken_port(self):
        with socket.create_server(("127.0.0.1", 0)) as taken:
            address = f"127.0.0.1:{taken.getsockname()[1]}"
            self.refused(f"^natterd: {address} is taken by another program.*--listen.\n$", "--listen", address)
            # and with one good address it still does not start by half
            self.refused("is taken", "--listen", "127.0.0.1:0", "--listen", address)

    def test_address_of_another_machine(self):
        self.refused("^natterd: .*192.0.2.1:0.*\n$", "--listen", "192.0.2.1:0")


class StateDir(unittest.TestCase):
    def test_is_made_for_us_alone(self):
        with tempfile.TemporaryDirectory(prefix="natterd-cli-") as folder:
            wanted = os.path.join(folder, "a", "b")
            with Natterd("--listen", "127.0.0.1:0", "--state-dir", wanted) as server:
                server.ports()
                self.assertEqual(stat.S_IMODE(os.stat(wanted).st_mode), 0o700)
                self.assertEqual(stat.S_IMODE(os.stat(os.path.join(wanted, "natter.db")).st_mode), 0o600)
                self.assertEqual(server.end()[0], 0)
            self.assertEqual(sorted(os.listdir(wanted)), ["natter.db", "natter.db.lock", "tls-cert.pem", "tls-key.pem"])
            for name in os.listdir(wanted):
                self.assertEqual(stat.S_IMODE(os.stat(os.path.join(wanted, name)).st_mode), 0o600, name)

    def test_without_it(self):
        with Natterd("--listen", "127.0.0.1:0") as server:
            server.ports()
            self.assertIn("natter.db", os.listdir(os.path.join(server.folder.name, "natterd")))
            self.assertEqual(server.end()[0], 0)

    def test_is_a_file(self):
        with tempfile.NamedTemporaryFile(prefix="natterd-cli-") as file:
            status, out, log = ask("--listen", "127.0.0.1:0", "--state-dir", file.name)
            self.assertEqual((status, out), (1, ""))
            self.assertIn(file.name, log)


class Defaults(unittest.TestCase):
    """Without --listen: 127.0.0.1 and ::1, port 5005; tried in a network where nobody else is."""

    def test_both(self):
        need_lonely_network(True)
        with Natterd(prepare=lambda: enter_lonely_network(True)) as server:
            server.ports(2)
            self.assertEqual(server.end()[0], 0)
            self.assertEqual(server.said(), ["natterd: listening on 127.0.0.1:5005", "natterd: listening on [::1]:5005"])
            self.assertEqual(server.log.all(), [])

    def test_without_ipv6(self):
        need_lonely_network(False)
        with Natterd(prepare=lambda: enter_lonely_network(False)) as server:
            server.ports()
            self.assertEqual(server.end()[0], 0)
            self.assertEqual(server.said(), ["natterd: listening on 127.0.0.1:5005"])
            self.assertEqual(len(server.log.all()), 1)
            self.assertRegex(server.log.all()[0], r" message: .*\[::1\]:5005")

    def test_without_ipv6_but_asked_for(self):
        need_lonely_network(False)
        with Natterd("--listen", "127.0.0.1:5005", "--listen", "[::1]:5005", prepare=lambda: enter_lonely_network(False)) as server:
            self.assertEqual(server.process.wait(30), 1)
            self.assertEqual(server.out.all(), [])
            self.assertRegex("\n".join(server.log.all()), r"^natterd: .*\[::1\]:5005")


class Listeners(unittest.TestCase):
    def test_one_line_each(self):
        with Natterd("--listen", "127.0.0.1:0", "--listen", "127.0.0.2:0", "--ephemeral") as server:
            first, second = server.ports(2)
            for host, port in (("127.0.0.1", first), ("127.0.0.2", second)):
                with connect(port, host):
                    pass
            self.assertEqual(server.end()[0], 0)
            self.assertEqual(server.said(), [f"natterd: listening on 127.0.0.1:{first}",
                                             f"natterd: listening on 127.0.0.2:{second}"])

    def test_from_the_file(self):
        with tempfile.NamedTemporaryFile("w", prefix="natterd-cli-") as file:
            file.write("[server]\nlisten = 127.0.0.1:0; 127.0.0.3:0\n")
            file.flush()
            with Natterd("--config", file.name) as server:
                server.ports(2)
                self.assertRegex(server.out.lines[1], "127.0.0.3")


if __name__ == "__main__":
    unittest.main()
