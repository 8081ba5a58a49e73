#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The database from a shell: one server on it, copies, checks, exports."""

import contextlib
import json
import os
import pathlib
import sqlite3
import tempfile
import unittest

from process import Natterd, ask, connect, read_until

ANY = ("--listen", "127.0.0.1:0")


class Storage(unittest.TestCase):
    def setUp(self):
        holder = tempfile.TemporaryDirectory(prefix="natterd-cli-")
        self.addCleanup(holder.cleanup)
        self.folder = holder.name
        self.state = ("--state-dir", self.folder)

    def say(self, server, *texts):
        with connect(server.ports()[0]) as person:
            person.sendall(b"login alice\n")
            read_until(person, b"Hello")
            for text in texts:
                person.sendall(f"{text}\n".encode())
                read_until(person, text.split(maxsplit=1)[1].encode())

    def test_one_server(self):
        with Natterd(*ANY, *self.state) as first:
            first.ports()
            status, out, log = ask(*ANY, *self.state)
            self.assertEqual((status, out), (1, ""))
            self.assertRegex(log, rf"^natterd: Another natterd \(process {first.process.pid}\) .*{self.folder}.*--state-dir DIR\n$")
            self.assertEqual(first.end()[0], 0)

    def test_while_serving(self):
        copy = os.path.join(self.folder, "copy.db")
        with Natterd(*ANY, *self.state) as server:
            self.say(server, "say good morning", "me waves", "topic Cake")
            self.assertEqual(ask(*self.state, "--check-store"), (0, f"natterd: {self.folder}/natter.db is fine.\n", ""))
            self.assertEqual(ask(*self.state, "--backup", copy), (0, "", ""))
            status, out, log = ask(*self.state, "--backup", copy)
            self.assertEqual((status, out), (1, ""))
            self.assertIn(copy, log)
            status, out, log = ask(*self.state, "--export", "#Lobby")
            self.assertEqual((status, log), (0, ""))
            self.assertEqual([line[22:] for line in out.splitlines()], ["alice: good morning", "* alice waves", 'alice set the topic: "Cake"'])
            self.assertEqual(server.end()[0], 0)
        status, out, log = ask("--set", f"store.path={copy}", "--export", "lobby", "--format", "json")
        self.assertEqual((status, log), (0, ""))
        events = [json.loads(line) for line in out.splitlines()]
        self.assertEqual([(event["seq"], event["text"]) for event in events], [(1, "good morning"), (2, "waves"), (3, "Cake")])
        self.assertTrue(all(event["ev"] == "said" and event["room"] == "lobby" for event in events))

    def test_mistakes(self):
        for words, sentence in (
                (("--check-store",), "There is no database"),
                (("--export", "lobby"), "There is no database"),
                (("--backup", os.path.join(self.folder, "copy")), "There is no database"),
                (("--export", "lobby", "--format", "html"), "--format cannot be"),
                (("--export", "two words"), "white space|space"),
        ):
            with self.subTest(words=words):
                status, out, log = ask(*self.state, *words)
                self.assertEqual((status, out), (1, ""))
                self.assertRegex(log, f"^natterd: .*({sentence})")
        self.assertEqual(os.listdir(self.folder), [])

    def test_damaged(self):
        path = pathlib.Path(self.folder, "natter.db")
        path.write_bytes(b"this is no database " * 1000)
        before = path.read_bytes()
        status, out, log = ask(*ANY, *self.state)
        self.assertEqual((status, out), (1, ""))
        self.assertRegex(log, rf"^natterd: The database {path} is damaged .*natterd --state-dir {self.folder} --check-store\..*backup")
        self.assertEqual(path.read_bytes(), before)
        self.assertEqual(ask(*self.state, "--check-store")[0], 1)

    def test_damaged_within(self):
        """Also what is read only once the database is open is explained."""
        path = os.path.join(self.folder, "natter.db")
        with Natterd(*ANY, *self.state) as server:
            self.say(server, "say good morning")
            server.end()
        whole = pathlib.Path(path).read_bytes()
        for table in ("facts", "rooms"):
            with contextlib.closing(sqlite3.connect(path)) as database:
                page, = database.execute("SELECT rootpage FROM sqlite_schema WHERE name = ?", (table,)).fetchone()
                size, = database.execute("PRAGMA page_size").fetchone()
            with open(path, "r+b") as file:
                file.seek((page - 1) * size)
                file.write(b"\xff" * size)
            status, out, log = ask(*ANY, *self.state)
            self.assertEqual((status, out), (1, ""))
            self.assertRegex(log, rf"(?m)^natterd: The database {path} is damaged .*natterd --state-dir {self.folder} --check-store\..*backup")
            pathlib.Path(path).write_bytes(whole)

    def test_path_and_keep(self):
        with Natterd(*ANY, *self.state, "--set", "store.path=other.db", "--set", "store.keep=90 d", "--set", "store.durability=normal") as server:
            self.say(server, "say hi")
            self.assertEqual(server.end()[0], 0)
        self.assertIn("other.db", os.listdir(self.folder))
        status, _, log = ask("--check", "--set", "store.durability=much")
        self.assertEqual(status, 1)
        self.assertIn("one of full, normal, none", log)


if __name__ == "__main__":
    unittest.main()
