#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""One Natter for all who call it: the session bus starts it for a link, and a second start by hand only tells the first.

    tests/with-display tests/ui/activation.py NATTERD NATTER SERVICE_FILE
"""

import json
import os
import pathlib
import re
import socket
import subprocess
import sys
import tempfile
import time

APP = "io.github.natter.Natter"
PATH = "/io/github/natter/Natter"
PATIENCE = 60  # seconds


def wait(what, tried):
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        found = tried()
        if found:
            return found
        time.sleep(0.05)
    sys.exit(f"timed out: {what}")


def people(port):
    """{name: rooms} of who is on the server."""
    with socket.create_connection(("127.0.0.1", port)) as peer, peer.makefile("rw") as lines:
        lines.write('{"do":"login","name":"watcher"}\n{"do":"who"}\n')
        lines.flush()
        for line in lines:
            event = json.loads(line)
            if event["ev"] == "who":
                return {person["name"]: person.get("rooms", []) for person in event["people"]}
    return {}


def on_bus(*arguments):
    return subprocess.run(["gdbus", *arguments, "--timeout", str(PATIENCE)], capture_output=True, text=True, check=False)


def owner():
    said = on_bus("call", "--session", "--dest", "org.freedesktop.DBus", "--object-path", "/org/freedesktop/DBus",
                  "--method", "org.freedesktop.DBus.GetConnectionUnixProcessID", APP).stdout
    found = re.search(r"uint32 (\d+)", said)
    return int(found[1]) if found else None


def install(service, client, folder):
    """The service file as it will be installed, but for the place of the program."""
    text = pathlib.Path(service).read_text(encoding="utf-8")
    installed = re.search(r"^Exec=(\S+)(.*)$", text, re.MULTILINE)
    if not installed or installed[2] != " --gapplication-service" or not installed[1].endswith("/natter"):
        sys.exit(f"{service}: does not start natter as a service")
    place = folder / "dbus-1" / "services"
    place.mkdir(parents=True)
    (place / f"{APP}.service").write_text(text.replace(installed[1], client), encoding="utf-8")


def run(port, client):
    link = f"natter://127.0.0.1:{port}"
    # Nobody runs: the bus starts it for the link, as a desktop does that opens one.
    said = on_bus("call", "--session", "--dest", APP, "--object-path", PATH, "--method", "org.freedesktop.Application.Open",
                  f"['{link}/garden']", "{}")
    if said.returncode != 0:
        sys.exit(f"the bus does not start it: {said.stderr}")
    pid = wait("its name on the bus", owner)
    wait("someone in #garden", lambda: any("garden" in rooms for name, rooms in people(port).items() if name != "watcher"))
    # A second start tells the first, and ends.
    subprocess.run([client, f"{link}/kitchen"], timeout=PATIENCE, check=True)
    wait("the same one in #kitchen", lambda: any({"garden", "kitchen"} <= set(rooms) for rooms in people(port).values()))
    if owner() != pid or len(people(port)) != 2:
        sys.exit("there is more than one")
    # And so does one without a link.
    subprocess.run([client], timeout=PATIENCE, check=True)
    on_bus("call", "--session", "--dest", APP, "--object-path", PATH, "--method", "org.freedesktop.Application.ActivateAction",
           "quit", "[]", "{}")
    wait("its end", lambda: owner() is None)
    wait("its leaving", lambda: len(people(port)) == 1)


def main():
    natterd, client, service = sys.argv[1:4]
    with tempfile.TemporaryDirectory() as folder:
        if "INNER" not in os.environ:
            install(service, client, pathlib.Path(folder))
            data = f"{folder}:{os.environ.get('XDG_DATA_DIRS', '/usr/share')}"
            sys.exit(subprocess.run(["dbus-run-session", "--", sys.executable, __file__, *sys.argv[1:]], check=False,
                                    env=os.environ | {"INNER": "1", "XDG_DATA_DIRS": data}).returncode)
    server = subprocess.Popen([natterd, "--listen", "127.0.0.1:0", "--ephemeral", "--set", "limits.rate=off"],
                              stdout=subprocess.PIPE, text=True)
    try:
        run(int(server.stdout.readline().rstrip().rsplit(":", 1)[1]), client)
    finally:
        server.terminate()
        server.wait(20)


if __name__ == "__main__":
    main()
