#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Which words of the translations were on the screen: opens all that the window can show in each language, takes a picture of each, and tells
what of po/*.po was seen there, and what not. What was not is shown once more on a sheet of its own, LANGUAGE-rest.png.

    tests/ui/strings.py [--build BUILD] [--list] [LANGUAGE...]

Pictures are in BUILD/tests/ui/pictures/strings, as LANGUAGE-SCENE.png. The scenes are those of tests/ui/strings.c: a new surface, one more scene.
"""

import argparse
import ast
import os
import pathlib
import re
import subprocess
import sys

TOP = pathlib.Path(__file__).resolve().parents[2]
LANGUAGES = ("de", "es", "fr", "ar", "zh_CN")
DIRECTIVE = re.compile(r"%(?:\d+\$)?[-+0#]*\d*(?:\.\d+)?(?:h|l|ll)?[a-zA-Z]|%%")

# Never in a window: what --help of the command line says, and the names of passwords in a list of the desktop's.
ELSEWHERE = ("gui-client/main.c", "gui-client/view/natter-ui-keyring.c", "gui-client/view/natter-ui-banners.c")


def entries(path):
    """(msgid, [msgstr...]) of what the client says, from a file of gettext."""
    text = path.read_text(encoding="utf-8")
    for block in re.split(r"\n\n+", text):
        if "#: " not in block or block.startswith("#~"):
            continue
        places = re.findall(r"gui-client/\S+?(?=[:\s]|$)", "\n".join(line for line in block.splitlines() if line.startswith("#:")))
        if not places or all(place in ELSEWHERE for place in places):
            continue
        words = {}
        for keyword, value in re.findall(r'^(msgid|msgid_plural|msgstr(?:\[\d\])?|msgctxt) ((?:".*"\n?)+)', block, re.MULTILINE):
            words[keyword] = "".join(ast.literal_eval(line) for line in value.strip().splitlines())
        said = [value for keyword, value in words.items() if keyword.startswith("msgstr")]
        if words.get("msgid"):
            yield words["msgid"], said, places


def bare(text):
    """Without the key that is underlined."""
    return re.sub(r"_(?=\S)", "", text, count=1).replace("\n", "\v")


def pattern(said):
    """Finds @said in what was read: whole, or between others; what stands for % is anything."""
    parts = [re.escape(part) for part in DIRECTIVE.split(bare(said).strip())]
    if not re.search(r"\w", "".join(parts), re.UNICODE):
        return None  # a frame for a date, say
    return re.compile(r"(?<!\w)" + ".*?".join(parts) + r"(?!\w)" if said[0].isascii() else ".*?".join(parts), re.MULTILINE)


def run(build, language, rest=None):
    """What was read. @rest: only these lines are shown."""
    pictures = build / "tests" / "ui" / "pictures" / "strings"
    read = pictures / f"{language}.txt"
    pictures.mkdir(parents=True, exist_ok=True)
    if not rest:
        read.unlink(missing_ok=True)
    environment = os.environ | {
        "LANGUAGE": language, "LC_ALL": "C.UTF-8", "TZ": "UTC", "UI_STRINGS": str(read), "UI_PICTURES": str(pictures),
        "NATTER_LOCALEDIR": str(build / "po"), "GSETTINGS_SCHEMA_DIR": str(build / "data"), "NATTERD": str(build / "server" / "natterd"),
        "DBUS_SYSTEM_BUS_ADDRESS": "unix:path=/nonexistent/bus", "XDG_DATA_DIRS": f"{TOP / 'data'}:/usr/local/share:/usr/share"}
    if rest:
        path = pictures / f"{language}-rest.txt"
        path.write_text("\n".join(rest), encoding="utf-8")
        environment["UI_REST"] = str(path)
    # Each scene in a process of its own: one that goes wrong takes none with it.
    program = build / "tests" / "ui" / "ui-strings"
    listed = subprocess.run([TOP / "tests/with-display", program, "-l"], env=environment, capture_output=True, text=True, check=True).stdout
    for test in re.findall(r"^/ui/\S+", listed, re.MULTILINE):
        if test.endswith("/rest") != bool(rest):
            continue
        done = subprocess.run([TOP / "tests/with-display", program, "-p", test], env=environment, capture_output=True, text=True, check=False)
        if done.returncode:
            print(f"{language}: {test} went wrong:", *done.stderr.strip().splitlines()[-1:], file=sys.stderr)
    return read.read_text(encoding="utf-8")


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--build", default=TOP / "build", type=lambda name: pathlib.Path(name).resolve())
    parser.add_argument("--list", action="store_true", help="name what was not seen")
    parser.add_argument("--least", type=int, default=0, help="fail below so many percent")
    parser.add_argument("languages", nargs="*", default=LANGUAGES)
    arguments = parser.parse_args()
    subprocess.run(["ninja", "-C", arguments.build, "tests/ui/ui-strings", "server/natterd"], stdout=subprocess.DEVNULL, check=True)
    failed = False
    for language in arguments.languages:
        text = run(arguments.build, language)
        seen, unseen, frames = 0, [], 0
        for msgid, said, places in entries(TOP / "po" / f"{language}.po"):
            patterns = [found for found in map(pattern, filter(None, said)) if found]
            if not patterns:
                frames += 1
            elif any(found.search(text) for found in patterns):
                seen += 1
            else:
                unseen.append((places[0], msgid, " · ".join(said)))
        total = seen + len(unseen)
        print(f"{language}: {seen} of {total} seen ({100 * seen // total} %), {frames} frames without words")
        if unseen:
            run(arguments.build, language, [said.replace("\n", " ") for _, _, said in unseen])
        failed = failed or 100 * seen < arguments.least * total
        if arguments.list:
            print("\n".join(f"    {place}: {msgid!r}" for place, msgid, _ in sorted(unseen)))
    sys.exit(failed)


if __name__ == "__main__":
    main()
