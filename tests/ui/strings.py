#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Which words of the translations were on the screen: opens all that the window can show in each language, takes a picture of each, and tells
what of po/*.po was seen there. What was not, and each form of each plural, is set on sheets beside the English: LANGUAGE-sheet-N.png.

    tests/ui/strings.py [--build BUILD] [--list] [--sheets] [--server] [LANGUAGE...]

Pictures are in BUILD/tests/ui/pictures/strings, as LANGUAGE-SCENE.png. The scenes are those of tests/ui/strings*.c: a new surface, one more scene.
--sheets alone sets the sheets anew, with what was read the last time; with --server what only the server says is on sheets, too.
"""

import argparse
import ast
import collections
import gettext
import os
import pathlib
import re
import subprocess
import sys

TOP = pathlib.Path(__file__).resolve().parents[2]
LANGUAGES = {"de": "de_DE", "es": "es_ES", "fr": "fr_FR", "ar": "ar_EG", "zh_CN": "zh_CN"}
DIRECTIVE = re.compile(r"%(?:\d+\$)?[-+0#]*\d*(?:\.\d+)?(?:h|l|ll|z)?[a-zA-Z]|%%")
NUMBERS = (0, 1, 2, 3, 11, 100)
SHEET = 44  # lines, about

Entry = collections.namedtuple("Entry", "msgid plural said places")


def entries(path, rooms):
    """What is said by the @rooms of the project, from a file of gettext."""
    text = path.read_text(encoding="utf-8")
    for block in re.split(r"\n\n+", text):
        if "#: " not in block or block.startswith("#~"):
            continue
        places = re.findall(r"\S+\.(?:c|ui|in|xml)(?=[:\s]|$)", "\n".join(line[3:] for line in block.splitlines() if line.startswith("#: ")))
        if not any(place.startswith(rooms) for place in places):
            continue
        words = {}
        for keyword, value in re.findall(r'^(msgid|msgid_plural|msgstr(?:\[\d\])?|msgctxt) ((?:".*"\n?)+)', block, re.MULTILINE):
            words[keyword] = "".join(ast.literal_eval(line) for line in value.strip().splitlines())
        said = [value for keyword, value in words.items() if keyword.startswith("msgstr")]
        if words.get("msgid"):
            yield Entry(words["msgid"], words.get("msgid_plural"), said, places)


def bare(text):
    """Without the key that is underlined."""
    return re.sub(r"_(?=\S)", "", text, count=1).replace("\n", "\v")


def pattern(said):
    """Finds @said in what was read: whole, or between others; what stands for % is anything."""
    parts = [re.escape(part) for part in DIRECTIVE.split(bare(said).strip())]
    if not re.search(r"\w", "".join(parts), re.UNICODE):
        return None  # a frame for a date, say
    return re.compile(r"(?<!\w)" + ".*?".join(parts) + r"(?!\w)" if said[0].isascii() else ".*?".join(parts), re.MULTILINE)


def make_locale(build, language):
    """Months, days and decimals in @language: made here, for few have them all installed."""
    name = LANGUAGES[language]
    folder = build / "tests" / "ui" / "locales"
    folder.mkdir(parents=True, exist_ok=True)
    made = subprocess.run(["localedef", "-i", name, "-f", "UTF-8", folder / f"{name}.UTF-8"], capture_output=True, text=True, check=False)
    if not (folder / f"{name}.UTF-8").exists():
        print(f"{language}: no locale ({made.stderr.strip()}): days and months are English", file=sys.stderr)
        return {"LC_ALL": "C.UTF-8"}
    return {"LC_ALL": f"{name}.UTF-8", "LOCPATH": str(folder)}


def run(build, language, scenes, **more):
    """What was read in the @scenes that go by such names."""
    pictures = build / "tests" / "ui" / "pictures" / "strings"
    read = pictures / f"{language}{more.pop('suffix', '')}.txt"
    pictures.mkdir(parents=True, exist_ok=True)
    read.unlink(missing_ok=True)
    environment = os.environ | {
        "LANGUAGE": language, "TZ": "UTC", "UI_STRINGS": str(read), "UI_PICTURES": str(pictures),
        "NATTER_LOCALEDIR": str(build / "po"), "GSETTINGS_SCHEMA_DIR": str(build / "data"), "NATTERD": str(build / "server" / "natterd"),
        "DBUS_SYSTEM_BUS_ADDRESS": "unix:path=/nonexistent/bus", "XDG_DATA_DIRS": f"{TOP / 'data'}:/usr/local/share:/usr/share"} | make_locale(build, language) | more
    # Each scene in a process of its own: one that goes wrong takes none with it.
    program = build / "tests" / "ui" / "ui-strings"
    listed = subprocess.run([TOP / "tests/with-display", program, "-l"], env=environment, capture_output=True, text=True, check=True).stdout
    for test in re.findall(r"^/ui/\S+", listed, re.MULTILINE):
        if not scenes(test):
            continue
        done = subprocess.run([TOP / "tests/with-display", program, "-p", test], env=environment, capture_output=True, text=True, check=False)
        if done.returncode:
            print(f"{language}: {test} went wrong:", *done.stderr.strip().splitlines()[-1:], file=sys.stderr)
    return read.read_text(encoding="utf-8")


def example(text, number=7):
    """As it is read: with something in place of what is to be filled in."""
    values = {"s": "alice", "u": str(number), "d": str(number), "zu": "4096"}
    filled = re.sub(r"%(?:\d+\$)?(zu|[sud])", lambda found: values[found[1]], text.replace("#%s", "#lobby"))
    return filled.replace("\n", "\v").replace("\t", " ")


def rows(build, language, found):
    """The lines of the sheets: where it belongs, in English, in @language."""
    catalogue = gettext.translation("natter", build / "po", [language])
    for entry in found:
        place = entry.places[0].rpartition("/")[2]
        if entry.plural is None:
            yield place, example(entry.msgid), example(entry.said[0])
        else:
            said = [f"{n}: {example(catalogue.ngettext(entry.msgid, entry.plural, n), n)}" for n in NUMBERS]
            yield place, f"{example(entry.msgid, 1)}\v{example(entry.plural)}", "\v".join(said)


def sheets(build, language, found):
    """Sets what was @found nowhere else on sheets. How many of it are to be read there, and on how many sheets."""
    pictures = build / "tests" / "ui" / "pictures" / "strings"
    for old in pictures.glob(f"{language}-sheet-*.png"):
        old.unlink()
    pages, room = [[]], SHEET
    lines = list(rows(build, language, found))
    for line in lines:
        height = max(1 + len(text) // 60 + text.count("\v") for text in line[1:])
        if room < height:
            pages.append([])
            room = SHEET
        room -= height
        pages[-1].append("\t".join(line))
    path = pictures / f"{language}-sheets.txt"
    path.write_text("\f".join("\n".join(page) for page in pages), encoding="utf-8")
    read = set(run(build, language, lambda name: name.endswith("/sheets"), suffix="-sheet", UI_SHEETS=str(path)).split("\n"))
    missing = [line for line in lines if line[2].strip() and line[2] not in read]
    for line in missing:
        print(f"{language}: on no sheet:", *line, file=sys.stderr)
    return len(found) - len(missing), len(pages)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--build", default=TOP / "build", type=lambda name: pathlib.Path(name).resolve())
    parser.add_argument("--list", action="store_true", help="name what was not seen in its place")
    parser.add_argument("--sheets", action="store_true", help="the sheets only")
    parser.add_argument("--server", action="store_true", help="what the server says, too")
    parser.add_argument("--least", type=int, default=0, help="fail when fewer than so many percent were in their place")
    parser.add_argument("languages", nargs="*", default=list(LANGUAGES))
    arguments = parser.parse_args()
    subprocess.run(["ninja", "-C", arguments.build, "all", "tests/ui/ui-strings"], stdout=subprocess.DEVNULL, check=True)
    pictures = arguments.build / "tests" / "ui" / "pictures" / "strings"
    failed = False
    for language in arguments.languages:
        if not arguments.sheets:
            for old in pictures.glob(f"{language}-*.png"):
                old.unlink()
            run(arguments.build, language, lambda name: not name.endswith("/sheets"))
        text = (pictures / f"{language}.txt").read_text(encoding="utf-8")
        rooms = ("gui-client/", "data/", "shared/") + (("server/",) if arguments.server else ())
        every = list(entries(TOP / "po" / f"{language}.po", rooms))
        unseen = [entry for entry in every if not any(found.search(text) for found in map(pattern, filter(None, entry.said)) if found)]
        plurals = [entry for entry in every if entry.plural is not None and entry not in unseen]
        count, pages = sheets(arguments.build, language, unseen + plurals)
        total, seen = len(every), len(every) - len(unseen)
        scenes = len(list(pictures.glob(f"{language}-*.png"))) - pages
        print(f"{language}: {seen} in place ({scenes} pictures) + {count - len(plurals)} on sheets ({pages}) = {seen + count - len(plurals)} of {total}")
        failed = failed or count < len(unseen) + len(plurals) or 100 * seen < arguments.least * total
        if arguments.list:
            print("\n".join(sorted(f"    {entry.places[0]}: {entry.msgid!r}" for entry in unseen)))
    sys.exit(failed)


if __name__ == "__main__":
    main()
