#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""A whole life with the keyboard alone, as a screen reader follows it: first run, chat, search, settings, log out.

    NO_AT_BRIDGE=0 tests/with-display tests/ui/keyboard_life.py NATTERD NATTER

At each station everything that takes the focus has a name, and so has what has it. Ends with 77 (skipped) without AT-SPI.
"""

import subprocess
import sys
import time

import accessible_names as names
from accessible_names import Atspi, find, has, wait, walk

KEYS = {"Return": 0xff0d, "Escape": 0xff1b, "Tab": 0xff09, "Down": 0xff54, "F6": 0xffc3, "space": 0x20, "comma": 0x2c, "Control": 0xffe3,
        "Shift": 0xffe1, "Alt": 0xffe9}
PAUSE = 0.02  # seconds between two keys: as a quick typist


def key(chord):
    """"Control+Shift+f": pressed together."""
    *held, last = chord.split("+")
    for name in held:
        hold(name, True)
    Atspi.generate_keyboard_event(KEYS.get(last, ord(last[0])), None, Atspi.KeySynthType.SYM)
    for name in reversed(held):
        hold(name, False)
    time.sleep(PAUSE)


def hold(name, down):
    """Modifiers go by their codes on every X keyboard."""
    code = {"Control": 37, "Shift": 50, "Alt": 64}[name]
    Atspi.generate_keyboard_event(code, None, Atspi.KeySynthType.PRESS if down else Atspi.KeySynthType.RELEASE)


def type_text(text):
    for letter in text:
        Atspi.generate_keyboard_event(ord(letter), None, Atspi.KeySynthType.SYM)
        time.sleep(PAUSE)


class Life:
    def __init__(self, app):
        self.app = app
        self.tour = names.Walk(app)

    def focus(self):
        return next((node for node in walk(self.app) if has(node, Atspi.StateType.FOCUSED) and has(node, Atspi.StateType.SHOWING)), None)

    def at(self, station, name):
        """Here the focus is on something called @name, and nothing is nameless."""
        wait(f"the focus on {name} ({station})", lambda: self.focus() and self.focus().get_name().startswith(name))
        self.tour.look(station)

    def to_menu_item(self, name):
        for _ in range(30):
            node = self.focus()
            if node and node.get_name() == name:
                return
            key("Down")
        sys.exit(f"no arrow leads to {name}")


def run(server, client):
    port = server.stdout.readline().rstrip().rsplit(":", 1)[1]
    app = wait("the program", lambda: names.application(client.pid))
    life = Life(app)
    life.at("First run", "Address of the server")
    type_text(f"127.0.0.1:{port}")
    key("Return")
    life.at("Chat", "Message #lobby")
    type_text("hello by keys")
    key("Return")
    messages = wait("the messages", lambda: find(app, "Messages"))
    wait("the message", lambda: "hello by keys" in Atspi.Text.get_text(messages, 0, -1))
    key("Control+Shift+f")
    life.at("Search", "Search everywhere")
    type_text("keys")
    wait("a result", lambda: next((node for node in walk(app) if node.get_name().endswith("hello by keys") and node.get_role_name() == "list item"), None))
    key("Return")
    key("Escape")
    life.at("Back from the search", "Message #lobby")
    key("Control+f")
    life.at("Find", "Find in this room")
    key("Escape")
    key("Control+Shift+m")
    life.at("While you were away", "")
    key("Escape")
    key("Control+k")
    life.at("Jump", "A room, or @ and a person")
    key("Escape")
    wait("the composer again", lambda: life.focus().get_name() == "Message #lobby")
    key("Control+comma")
    wait("the preferences", lambda: find(app, "Stay signed in"))
    life.tour.look("Preferences")
    key("Escape")
    wait("their end", lambda: not find(app, "Stay signed in"))
    key("Shift+F6")
    key("Shift+F6")
    life.at("Sidebar", "#lobby")
    key("Tab")
    life.at("Account", "Account of")
    key("space")
    wait("the menu", lambda: find(app, "Log Out"))
    life.to_menu_item("Log Out")
    key("Return")
    wait("the welcome", lambda: find(app, "Address of the server"))
    life.at("Logged out", "Join 127.0.0.1")
    if life.tour.faults:
        sys.exit("\n".join(life.tour.faults))


def main():
    server = subprocess.Popen([sys.argv[1], "--listen", "127.0.0.1:0", "--ephemeral"], stdout=subprocess.PIPE, text=True)
    client = subprocess.Popen([sys.argv[2], "--separate", "--name", "alice"])
    try:
        run(server, client)
    finally:
        for process in (client, server):
            process.terminate()
            process.wait(20)


if __name__ == "__main__":
    main()
