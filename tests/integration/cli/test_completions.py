#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a shell completes is what the programs take."""

import os
import pathlib
import re
import shutil
import subprocess
import unittest

from process import WAIT, ask, environment

FOLDER = pathlib.Path(os.environ["NATTER_COMPLETIONS"])
SCRIPT = """
compopt () { :; }
source "$1" || exit 1
name=$2; shift 2
COMP_WORDS=("$@") COMP_CWORD=$(($# - 1))
"_$name"
printf '%s\\n' "${COMPREPLY[@]}"
"""


def complete(name, *words):
    done = subprocess.run(["bash", "-euc", SCRIPT, "bash", FOLDER / name, name, *words], capture_output=True, text=True, timeout=WAIT,
                          env=environment())
    if done.returncode != 0 or done.stderr:
        raise AssertionError(done.stderr)
    return done.stdout.split()


@unittest.skipIf(shutil.which("bash") is None, "bash is not here")
class Completions(unittest.TestCase):
    def test_options(self):
        """Those of --help, no more and no less."""
        _, out, _ = ask("--help")
        options = set(re.findall(r"(?<![\w-])--[a-z-]+", re.sub(r"(?s).*Application Options:", "--help ", out)))
        self.assertEqual(set(complete("natterd", os.environ["NATTERD"], "--")) - {"--help"}, options - {"--help"})

    def test_natterctl(self):
        """Its options and its words."""
        program = os.environ["NATTERCTL"]
        out = subprocess.run([program, "--help"], capture_output=True, text=True, timeout=WAIT, env=environment(), check=True).stdout
        options = set(re.findall(r"(?<![\w-])--[a-z-]+", out.partition("Commands:")[0]))
        self.assertEqual(set(complete("natterctl", program, "--")), options | {"--help"})
        words = re.findall(r"^  ([a-z]+)", out.partition("Commands:")[2], re.MULTILINE)
        self.assertGreater(len(words), 10)
        self.assertEqual(complete("natterctl", program, ""), words)
        self.assertEqual(complete("natterctl", program, "--json", "status", ""), [])
        self.assertEqual(complete("natterctl", program, "bot", "a"), ["add"])

    def test_keys(self):
        """Every key of the configuration."""
        _, sample, _ = ask("--print-config")
        keys, group = [], None
        for line in sample.splitlines():
            if match := re.fullmatch(r"\[(.*)\]", line):
                group = match[1]
            elif match := re.match(r"#([a-z-]+) =", line):
                keys.append(f"{group}.{match[1]}=")
        self.assertGreater(len(keys), 30)
        self.assertEqual(complete("natterd", os.environ["NATTERD"], "--set", ""), keys)
        self.assertEqual(complete("natterd", os.environ["NATTERD"], "--set", "store.ke"), ["store.keep="])

    def test_values(self):
        self.assertEqual(complete("natterd", "natterd", "--export", "lobby", "--format", "j"), ["json"])
        self.assertEqual(complete("natterd", "natterd", "--format", "=", "t"), ["text"])
        self.assertEqual(complete("natter", "natter", "--sep"), ["--separate"])


if __name__ == "__main__":
    unittest.main()
