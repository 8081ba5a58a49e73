#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The tree is the architecture: who may include what, no cycles, and what the pure rooms may not even mention.

    tests/lint/includes.py [ROOT]
"""

import os
import pathlib
import re

import tree

# Each room: the rooms and the outside libraries that it may include. C's own and POSIX's headers are free for all, but
# for SOCKETS. A folder that is not named here belongs to the room of the folder above; tests and data may include anything.
ROOMS = {
    "shared": ([], ["glib", "gio", "json"]),
    "server/domain": (["shared"], ["glib"]),
    "server/dialect": (["shared"], ["glib"]),
    "server/net": (["shared", "server/metrics"], ["glib", "gio", "gnutls", "sockets"]),
    "server/store": (["shared"], ["glib", "gio", "sqlite"]),
    "server/config": (["shared"], ["glib"]),
    "server/control": (["shared"], ["glib", "gio", "sockets"]),
    "server/ctl": (["server/config", "server/store", "shared"], ["glib", "gio", "gnutls", "json", "qrencode", "sockets"]),
    "server/metrics": (["shared"], ["glib"]),
    "server/announce": (["shared"], ["glib", "gio", "sockets"]),
    "server/http": (["shared", "server/metrics"], ["glib", "gio", "soup", "sockets"]),
    "server/service": (["shared", "server/config", "server/dialect", "server/domain", "server/metrics", "server/net", "server/store"],
                       ["glib", "gio"]),
    "server": (["server/announce", "server/config", "server/control", "server/http", "server/metrics", "server/net", "server/service", "server/store", "shared"], ["glib", "gio", "sockets"]),
    "gui-client/model": (["shared"], ["glib", "gio", "gnutls", "md4c", "sqlite"]),
    "gui-client/view": (["gui-client/model", "shared"], ["glib", "gio", "gspell", "gtk", "handy", "qrencode", "secret"]),
    "gui-client": (["gui-client/model", "gui-client/view", "shared"], ["glib", "gio", "gtk", "handy"]),
}

LIBRARIES = {
    "glib": r"glib(-object|-unix)?\.h|(glib|gobject)/.*",
    "gio": r"gio/.*",
    "json": r"json-glib/.*",
    "gnutls": r"gnutls/.*",
    "gtk": r"(gtk|gdk|gdk-pixbuf|pango|cairo|atk)([/.-].*)?",
    "handy": r"handy\.h|libhandy.*",
    "gspell": r"gspell/.*",
    "md4c": r"md4c\.h",
    "qrencode": r"qrencode\.h",
    "secret": r"libsecret/.*",
    "soup": r"libsoup/.*",
    "sqlite": r"sqlite3\.h",
    "systemd": r"systemd/.*",
    "sockets": r"sys/(socket|epoll|un|select)\.h|(netinet|arpa|net)/.*|netdb\.h|poll\.h",
}

# Words that a room may not use, whatever it includes.
UNSPOKEN = {
    "server/domain": (r"\b(g_get_(real|monotonic)_time|g_date_time_new_now\w*|time|clock_gettime)\s*\(|\bG(Socket|InputStream|OutputStream|File)\b",
                      "the domain knows no clock, no socket and no file"),
    "gui-client/model": (r"\b(Gtk[A-Z]|Gdk[A-Z]|Hdy[A-Z]|gtk_|gdk_|hdy_)", "the model knows no widget"),
    "gui-client/view": (r"\b(GSocket|g_socket_)|[<\"]shared/natter-(json|framer)", "the view knows no socket and no wire"),
}

INCLUDE = re.compile(r'^\s*#\s*include\s*([<"])([^">]+)[">]', re.MULTILINE)


def room_of(path):
    """The longest room that @path lies in; None outside of all."""
    names = [str(folder) for folder in path.parents]
    return next((name for name in names if name in ROOMS), None)


def library_of(header):
    return next((name for name, pattern in LIBRARIES.items() if re.fullmatch(pattern, header)), None)


def resolve(root, path, header):
    """The project's file that @path means by "@header"; None if there is none."""
    for candidate in (path.parent / header, pathlib.Path(header)):
        if (root / candidate).is_file():
            return pathlib.Path(os.path.normpath(candidate))
    return None


def is_made(root, path, header):
    """Whether the build of @path's folder speaks of @header, and so may make it."""
    build = root / path.parent / "meson.build"
    return build.is_file() and pathlib.Path(header).stem in build.read_text(encoding="utf-8")


def check_own(path, room, line, header, target):
    other = room_of(target)
    if target.name.endswith("-private.h") and other != room and room:
        return f"{path}:{line}: {header} is private to {other}"
    if room and other != room and other not in ROOMS[room][0]:
        return f"{path}:{line}: {room} may not include {header}, which is of {other or 'no room'}"
    return None


def check_outside(path, room, line, header):
    library = library_of(header)
    if room and library and library not in ROOMS[room][1]:
        return f"{path}:{line}: {room} may not include <{header}> ({library})"
    if room == "shared" and library == "json" and not path.name.startswith("natter-json"):
        return f"{path}:{line}: json-glib is for the codec, natter-json*.c, alone"
    return None


def includes(root, path):
    """(line, quoted, header) for each #include of @path."""
    text = (root / path).read_text(encoding="utf-8")
    for match in INCLUDE.finditer(text):
        yield text.count("\n", 0, match.start(2)) + 1, match[1] == '"', match[2]


def find_cycle(graph):
    """The first way round, as a list that begins and ends with the same one; None if there is none."""
    done = set()

    def visit(file, way):
        if file in way:
            return way[way.index(file):] + [file]
        if file in done:
            return None
        for other in sorted(graph.get(file, ())):
            cycle = visit(other, way + [file])
            if cycle:
                return cycle
        done.add(file)
        return None

    return next(filter(None, (visit(file, []) for file in sorted(graph))), None)


def unspoken(root, path, room):
    pattern, reason = UNSPOKEN.get(room, (None, None))
    if not pattern:
        return
    for number, line in enumerate((root / path).read_text(encoding="utf-8").splitlines(), 1):
        match = re.search(pattern, line)
        if match:
            yield f"{path}:{number}: {match[0]}: {reason}"


def problems_in(root):
    problems = []
    graph = {}  # file → files
    for path in tree.files(root, ".c", ".h"):
        room = room_of(path)
        for line, quoted, header in includes(root, path):
            target = resolve(root, path, header) if quoted else None
            if target:
                problems.append(check_own(path, room, line, header, target))
                graph.setdefault(str(path), set()).add(str(target))
            elif quoted and header != "config.h" and not is_made(root, path, header):
                problems.append(f'{path}:{line}: there is no "{header}"')
            elif not quoted:
                problems.append(check_outside(path, room, line, header))
        problems += unspoken(root, path, room)
    cycle = find_cycle(graph)
    if cycle:
        problems.append(f"{cycle[0]}:1: includes go round in a circle: {' → '.join(cycle)}")
    return [problem for problem in problems if problem]


if __name__ == "__main__":
    tree.main(problems_in)
