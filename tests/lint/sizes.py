#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Files of at most 500 lines, functions of at most 60 (class_init: 120).

    tests/lint/sizes.py [ROOT]

The formatter puts a function's braces, and nothing else that ends in a bare brace, in the first column.
"""

import tree

FILE = 500
FUNCTION = 60
CLASS_INIT = 120


def functions(lines):
    """(name, first line, length) of each function in @lines of C."""
    begin = None
    for number, line in enumerate(lines):
        if line == "{":
            begin = number - 1
            while begin > 0 and lines[begin][:1] in (" ", "\t"):
                begin -= 1
        elif line == "}" and begin is not None:
            name = lines[begin].split("(")[0].strip()
            yield name, begin + 1, number - begin + 1
        if line.startswith("}"):
            begin = None


def problems_in(root):
    problems = []
    for path in tree.files(root, ".c", ".h", ".py"):
        lines = (root / path).read_text(encoding="utf-8").splitlines()
        if len(lines) > FILE:
            problems.append(f"{path}:{FILE}: {len(lines)} lines; at most {FILE}")
        if path.suffix == ".py":
            continue
        for name, first, length in functions(lines):
            most = CLASS_INIT if name.endswith("class_init") else FUNCTION
            if length > most:
                problems.append(f"{path}:{first}: {name} () has {length} lines; at most {most}")
    return problems


if __name__ == "__main__":
    tree.main(problems_in)
