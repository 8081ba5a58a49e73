#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""A real keyring keeps the key to an account: from one start of the client to the next, until one logs out; and where it is locked, and
nobody opens it, the password is asked for, and nothing else happens.

    NO_AT_BRIDGE=0 tests/with-display tests/ui/keyring.py NATTERD NATTER

Ends with 77 (skipped) without gnome-keyring-daemon or AT-SPI.
"""

import json
import os
import shutil
import socket
import subprocess
import sys

import accessible_names as names
from accessible_names import Atspi, find, wait, walk
from gi.repository import Gio, GLib

SECRETS = "org.freedesktop.secrets"
APP = "io.github.natter.Natter"
PATH = "/io/github/natter/Natter"
PASSWORD = "correct horse"


def talk(port, *commands):
    """@commands of a peer, each of them answered."""
    with socket.create_connection(("127.0.0.1", port)) as peer, peer.makefile("rw") as lines:
        for number, command in enumerate(commands):
            lines.write(json.dumps(command | {"id": str(number)}) + "\n")
            lines.flush()
            for line in lines:
                if json.loads(line).get("re") == str(number):
                    break


def call(name, path, interface, method, parameters):
    return Gio.bus_get_sync(Gio.BusType.SESSION).call_sync(name, path, interface, method, parameters, None, 0, 20000, None).unpack()


def ask(method, parameters):
    return call(SECRETS, "/org/freedesktop/secrets", "org.freedesktop.Secret.Service", method, parameters)


class Keyring:
    def __init__(self):
        self.start()

    def start(self):
        self.daemon = subprocess.Popen(["gnome-keyring-daemon", "--foreground", "--unlock", "--components=secrets"],
                                       stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        self.daemon.stdin.write(b"of the keyring")
        self.daemon.stdin.close()
        wait("the keyring", lambda: collection() != "/")

    def stop(self):
        self.daemon.terminate()
        self.daemon.wait(20)

    def restart(self):
        self.stop()
        self.start()


def collection():
    return ask("ReadAlias", GLib.Variant("(s)", ("default",)))[0]


def kept():
    """How many keys of alice's the keyring has: open, locked."""
    found = ask("SearchItems", GLib.Variant("(a{ss})", ({"kind": "token", "name": "alice"},)))
    return len(found[0]), len(found[1])


def lock():
    ask("Lock", GLib.Variant("(ao)", ([collection()],)))
    wait("the lock", lambda: kept() == (0, 1))


class Client:
    def __init__(self, program, *arguments):
        self.process = subprocess.Popen([program, *arguments])

    def app(self):
        return wait("the program", lambda: names.application(self.process.pid))

    def act(self, path, action):
        call(APP, path, "org.gtk.Actions", "Activate", GLib.Variant("(sava{sv})", (action, [], {})))

    def give_password(self):
        entry = wait("the question for the password", lambda: find(self.app(), "Password", "password text"))
        Atspi.EditableText.set_text_contents(entry, PASSWORD)
        wait("Join", lambda: Atspi.Action.do_action(entry, 0))

    def is_in(self, how):
        """Who is in a room the server alone knows."""
        wait(f"alice to be in, {how}", lambda: any(node.get_name().startswith("alice (you)") for node in walk(self.app())))

    def quit(self):
        self.act(PATH, "quit")
        self.process.wait(60)


def run(port, program, keyring):
    talk(port, {"do": "login", "name": "alice"}, {"do": "register", "password": PASSWORD}, {"do": "logout"})
    client = Client(program, f"127.0.0.1:{port}", "--name", "alice")
    client.give_password()
    client.is_in("with the password")
    wait("a key in the keyring", lambda: kept() == (1, 0))
    client.quit()

    client = Client(program)
    client.is_in("with the key alone")
    client.quit()

    lock()
    client = Client(program)
    client.give_password()
    client.is_in("with the password, since nobody opens the keyring")
    client.quit()

    keyring.restart()
    wait("the keyring open again", lambda: kept() == (1, 0))
    client = Client(program)
    client.is_in("with the key again")
    client.act(f"{PATH}/window/1", "log-out")
    wait("no key any more", lambda: kept() == (0, 0))
    client.quit()
    client = Client(program)
    wait("the welcome", lambda: find(client.app(), "Address of the server"))
    if any(node.get_name().startswith("alice (you)") for node in walk(client.app())):
        sys.exit("logged out, and in again")
    client.quit()


def main():
    if not shutil.which("gnome-keyring-daemon"):
        print("skipped: no gnome-keyring-daemon")
        sys.exit(77)
    os.environ["GSETTINGS_BACKEND"] = "keyfile"  # in the private home, since settings outlive the client here
    server = subprocess.Popen([sys.argv[1], "--listen", "127.0.0.1:0", "--ephemeral", "--set", "limits.rate=off"], stdout=subprocess.PIPE, text=True)
    keyring = Keyring()
    try:
        run(int(server.stdout.readline().rstrip().rsplit(":", 1)[1]), sys.argv[2], keyring)
    finally:
        keyring.stop()
        server.terminate()
        server.wait(20)


if __name__ == "__main__":
    main()
