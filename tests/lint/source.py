#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What each source file begins with, and what none contains.

    tests/lint/source.py [ROOT]
"""

import re

import tree

LICENCE = "SPDX-License-Identifier: GPL-3.0-or-later"
C_LICENCE = f"/* {LICENCE} */"
UNFINISHED = re.compile(r"\b(TO" r"DO|FIX" r"ME|XX" r"X|HA" r"CK)\b")
TEXTS = (".c", ".h", ".py", ".sh", ".ui", ".css", ".md", ".build", ".in", ".xml")


def check_beginning(path, lines):
    if path.suffix in (".c", ".h"):
        if lines[:1] != [C_LICENCE]:
            yield f"{path}:1: must begin with {C_LICENCE}"
    elif not any(LICENCE in line for line in lines[:4]):
        yield f"{path}:1: has no line with {LICENCE}"
    code = [line for line in lines if line.startswith("#")]
    if path.suffix == ".h" and code[:1] != ["#pragma once"]:
        yield f"{path}:2: must have #pragma once before anything else"
    # Only tests of what lies outside the rooms do without it.
    if path.suffix == ".c" and path.parts[0] in ("shared", "server", "gui-client") and code[:1] != ['#include "config.h"']:
        yield f"{path}:2: must include config.h before anything else"


def check_words(path, lines):
    for number, line in enumerate(lines, 1):
        match = UNFINISHED.search(line)
        if match:
            yield f"{path}:{number}: {match[0]}: finish it, or file an issue"
        if line != line.rstrip():
            yield f"{path}:{number}: white space at the end"


def problems_in(root):
    problems = []
    scripts = tree.scripts(root, "sh", "bash", "python3", "expect")
    for path in tree.files(root, ".c", ".h", ".py", ".sh", ".ui", ".css") + scripts:
        problems += check_beginning(path, (root / path).read_text(encoding="utf-8").splitlines())
    for path in tree.files(root, *TEXTS) + scripts:
        problems += check_words(path, (root / path).read_text(encoding="utf-8").splitlines())
    return list(dict.fromkeys(problems))


if __name__ == "__main__":
    tree.main(problems_in)
