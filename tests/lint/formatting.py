#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""clang-format on every .c. Headers are laid out by hand, in columns that version 14 cannot leave alone.

    tests/lint/formatting.py [ROOT] [--fix]
"""

import difflib
import re
import shutil
import subprocess
import sys

import tree

VERSION = "14."  # each version has a taste of its own; this is Debian 12's


def blind(line):
    """@line without what the formatter does worse than a hand."""
    line = re.sub(r"\s+(/\*|\\$)", r" \1", line)  # columns of remarks, and of the ends of a macro's lines
    line = re.sub(r"\b(_|N_|C_|NC_)\(", r"\1 (", line)
    if line.startswith("#define"):
        line = re.sub(r" +", " ", line)
    return line.replace(" - ", "-") if line.startswith("G_DEFINE_QUARK") else line


def merge(before, after):
    """@after, but for the lines of @before that differ only in what we are blind for."""
    matcher = difflib.SequenceMatcher(None, [blind(line) for line in before], [blind(line) for line in after], autojunk=False)
    merged = []
    for kind, first, last, after_first, after_last in matcher.get_opcodes():
        merged += before[first:last] if kind == "equal" else after[after_first:after_last]
    return merged


def find_formatter():
    for name in ("clang-format-14", "clang-format"):
        if shutil.which(name):
            said = subprocess.run([name, "--version"], capture_output=True, text=True, check=True).stdout
            if f"version {VERSION}" in said:
                return name
    raise tree.Skip(f"clang-format {VERSION}x is not installed")


def problems_in(root, fix=False):
    formatter = find_formatter()
    problems = []
    for path in tree.files(root, ".c"):
        before = (root / path).read_text(encoding="utf-8").splitlines(keepends=True)
        shaped = subprocess.run([formatter, "--style=file", path], cwd=root, capture_output=True, text=True, check=True).stdout
        after = merge(before, shaped.splitlines(keepends=True))
        if before == after:
            continue
        if fix:
            (root / path).write_text("".join(after), encoding="utf-8")
            print("formatted", path)
        else:
            diff = difflib.unified_diff(before, after, str(path), "after ./dev format", n=0)
            problems += [line.rstrip("\n") for line in diff]
    return problems


if __name__ == "__main__":
    FIX = "--fix" in sys.argv
    sys.argv = [argument for argument in sys.argv if argument != "--fix"]
    tree.main(lambda root: problems_in(root, FIX))
