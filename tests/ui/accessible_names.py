#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Walks the running program as a screen reader does, and fails on anything that takes the focus and has no name.

    NO_AT_BRIDGE=0 tests/with-display tests/ui/accessible_names.py NATTERD NATTER

Welcome, the window one talks in, its menus and its dialogs. Ends with 77 (skipped) without AT-SPI.
"""

import socket
import subprocess
import sys
import time

try:
    import gi

    gi.require_version("Atspi", "2.0")
    from gi.repository import Atspi, GLib
except (ImportError, ValueError):
    sys.exit(77)

PATIENCE = 60  # seconds


def wait(what, tried):
    """What @tried returns as soon as it is true; the tree changes while it is read, so errors are no answer yet."""
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        try:
            found = tried()
            if found:
                return found
        except Exception:  # pylint: disable=broad-except
            pass
        time.sleep(0.05)
    sys.exit(f"timed out: {what}")


def walk(node):
    yield node
    for index in range(node.get_child_count()):
        child = node.get_child_at_index(index)
        if child:
            yield from walk(child)


def has(node, state):
    return node.get_state_set().contains(state)


def find(root, name, role=None):
    return next((node for node in walk(root) if node.get_name() == name and has(node, Atspi.StateType.SHOWING)
                 and (role is None or node.get_role_name() == role)), None)


def press(root, name, role=None):
    node = wait(name, lambda: find(root, name, role))
    Atspi.Action.do_action(node, 0)


def labelled(node):
    return any(relation.get_relation_type() == Atspi.RelationType.LABELLED_BY for relation in node.get_relation_set())


def unnamed(root):
    for node in walk(root):
        if has(node, Atspi.StateType.FOCUSABLE) and has(node, Atspi.StateType.SHOWING) and not node.get_name() and not labelled(node):
            path = []
            while node and len(path) < 5:
                path.append(f"{node.get_role_name()} “{node.get_name()}”")
                node = node.get_parent()
            yield " < ".join(path)


class Walk:
    def __init__(self, app):
        self.app = app
        self.faults = []
        self.seen = 0

    def look(self, where):
        def count():
            nodes = [node for node in walk(self.app) if has(node, Atspi.StateType.FOCUSABLE) and has(node, Atspi.StateType.SHOWING)]
            return len(nodes)

        self.seen += wait(f"something to focus in {where}", count)
        faults = list(unnamed(self.app))
        self.faults += [f"{where}: {fault}" for fault in faults]
        print(f"{where}: {len(faults)} unnamed")

    def dialog(self, opener, title, role=None):
        press(self.app, opener, role)
        window = wait(title, lambda: next((node for node in walk(self.app) if node.get_role_name() == "dialog"
                                           and node.get_name().startswith(title)), None))
        self.look(title)
        closer = next((node for node in walk(window) if node.get_name() in ("Close", "Cancel") and node.get_role_name() == "push button"), None)
        if closer is None:
            sys.exit(f"{title}: there is no way to close it")
        Atspi.Action.do_action(closer, 0)
        wait(f"{title} to go", lambda: not any(node.get_role_name() == "dialog" and has(node, Atspi.StateType.SHOWING) for node in walk(self.app)))


def hear(app, port):
    """What somebody else says is announced, and the focus stays."""
    heard = []
    listener = Atspi.EventListener.new(lambda event: heard.append(str(event.any_data)))
    for kind in ("object:announcement", "object:state-changed:showing"):
        listener.register(kind)
    with socket.create_connection(("127.0.0.1", int(port))) as peer:
        peer.sendall(b'{"do":"login","name":"bob"}\n{"do":"say","text":"is *anybody* here?"}\n')

        def said():
            while GLib.MainContext.default().iteration(False):
                pass
            return any("bob: is anybody here?" in text for text in heard) or find(app, "bob: is anybody here?", "notification")

        wait("the announcement", said)
    print(f"announced: {[text for text in heard if 'bob' in text]}")


def application(pid):
    desktop = Atspi.get_desktop(0)
    apps = (desktop.get_child_at_index(index) for index in range(desktop.get_child_count()))
    return next((app for app in apps if app and app.get_process_id() == pid), None)


def run(server, client):
    port = server.stdout.readline().rstrip().rsplit(":", 1)[1]
    app = wait("the program", lambda: application(client.pid))
    tour = Walk(app)
    address = wait("the address", lambda: find(app, "Address of the server"))
    tour.look("Welcome")
    Atspi.EditableText.set_text_contents(find(app, "Your name", "text"), "alice")
    Atspi.EditableText.set_text_contents(address, f"127.0.0.1:{port}")
    press(app, "Join")
    composer = wait("the composer", lambda: find(app, "Message #lobby"))
    tour.look("The room")
    Atspi.EditableText.set_text_contents(composer, "hello ünï 日本")
    press(app, "Send")
    messages = wait("the messages", lambda: find(app, "Messages"))
    wait("the message", lambda: "hello ünï 日本" in Atspi.Text.get_text(messages, 0, -1))
    hear(app, port)
    tour.dialog("Who is online", "Who is online", "push button")
    tour.dialog("Join or open a room", "Rooms")
    tour.dialog("#lobby: change the topic", "Topic")
    press(app, "Account of alice")
    tour.look("The account's menu")
    press(app, "Account of alice")
    press(app, "This room")
    tour.look("The room's menu")
    if tour.seen < 40:
        sys.exit(f"only {tour.seen} things that take the focus were seen: this is no walk")
    if tour.faults:
        sys.exit("\n".join(tour.faults))


def main():
    server = subprocess.Popen([sys.argv[1], "--listen", "127.0.0.1:0", "--ephemeral"], stdout=subprocess.PIPE, text=True)
    client = subprocess.Popen([sys.argv[2], "--separate"])
    try:
        run(server, client)
    finally:
        for process in (client, server):
            process.terminate()
            process.wait(20)


if __name__ == "__main__":
    main()
