# SPDX-License-Identifier: GPL-3.0-or-later
"""What every check needs: the files of the project, and a way to say what is wrong with them."""

import os
import pathlib
import sys

SKIP = 77  # meson's word for a test that could not be run


def files(root, *endings):
    """The project's files whose names end so, as paths relative to @root, sorted. What was built is left out."""
    found = []
    for folder, folders, names in os.walk(root):
        here = pathlib.Path(folder).relative_to(root)
        at_top = here == pathlib.Path(".")
        folders[:] = [name for name in folders
                      if name not in (".git", ".cache", "__pycache__") and not (at_top and name.startswith("build"))]
        found += [here / name for name in names if name.endswith(endings)]
    return sorted(found)


def scripts(root, *interpreters):
    """The files that begin with a #! line naming one of @interpreters."""
    found = []
    for path in files(root, ""):
        with open(root / path, "rb") as opened:
            first = opened.readline(80)
        words = first.decode("ascii", "replace").replace("/", " ").split()
        if first.startswith(b"#!") and any(word in interpreters for word in words):
            found.append(path)
    return found


def main(problems_in):
    """problems_in(root): sentences, each beginning with file:line. A check may raise Skip."""
    root = pathlib.Path(sys.argv[1] if len(sys.argv) > 1 else ".").resolve()
    try:
        problems = problems_in(root)
    except Skip as skip:
        print("skipped:", skip)
        sys.exit(SKIP)
    for problem in problems:
        print(problem)
    sys.exit(1 if problems else 0)


class Skip(Exception):
    """A check that cannot be made here; says why."""
