#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""po/POTFILES names every file with something to translate, sorted; every translation is sound and complete.

    tests/lint/translations.py [ROOT]
"""

import re
import shutil
import subprocess
import tempfile

import tree

MARKED = re.compile(r"(?<![A-Za-z0-9_])(_|N_|C_|NC_|ngettext|g_dngettext|g_dgettext|g_dpgettext2?)\s*\(\s*[\"GA-Za-z]")
XGETTEXT = ["--from-code=UTF-8", "--add-comments", "--keyword=_", "--keyword=N_", "--keyword=C_:1c,2", "--keyword=NC_:1c,2",
            "--keyword=g_dcgettext:2", "--keyword=g_dngettext:2,3", "--keyword=g_dpgettext2:2c,3"]


def is_translatable(root, path):
    text = (root / path).read_text(encoding="utf-8")
    if path.suffix in (".c", ".h"):
        # Not in comments: "_(" is spoken of there.
        return MARKED.search(re.sub(r"/\*.*?\*/|//[^\n]*", "", text, flags=re.DOTALL)) is not None
    if path.suffix == ".ui":
        return re.search(r"translatable=[\"'](yes|true)", text) is not None
    return True


def check_list(root, listed):
    found = [path for path in tree.files(root, ".c", ".h", ".ui") if path.parts[0] in ("shared", "server", "gui-client")]
    found += [path for path in tree.files(root, ".desktop.in", ".metainfo.xml.in", ".gschema.xml") if path.parts[0] == "data"]
    wanted = [str(path) for path in found if is_translatable(root, path)]
    for path in wanted:
        if path not in listed:
            yield f"po/POTFILES:1: {path} has strings to translate and is not listed"
    for number, path in enumerate(listed, 1):
        if path not in wanted:
            yield f"po/POTFILES:{number}: {path} has nothing to translate"
    if listed != sorted(listed):
        yield "po/POTFILES:1: is not sorted (LC_ALL=C sort)"


def run(root, *command):
    return subprocess.run(command, cwd=root, capture_output=True, text=True, check=False)


def check_language(root, language, template):
    po = f"po/{language}.po"
    checked = run(root, "msgfmt", "--check", "--check-accelerators=_", "-o", "/dev/null", po)
    if checked.returncode != 0:
        yield f"{po}:1: {checked.stderr.strip()}"
        return
    with tempfile.NamedTemporaryFile(suffix=".po") as merged:
        run(root, "msgmerge", "--quiet", "--no-fuzzy-matching", "-o", merged.name, po, template)
        for state in ("--untranslated", "--only-fuzzy"):
            missing = run(root, "msgattrib", state, "--no-obsolete", "--no-wrap", merged.name).stdout
            for entry in re.findall(r'^msgid ("(?:.*"\n")*.*")$', missing, re.MULTILINE):
                if entry != '""':  # the head of the file
                    yield f"{po}:1: {state.split('-')[-1]}: " + entry.replace('"\n"', "")


def check_languages(root):
    if not shutil.which("xgettext"):
        raise tree.Skip("gettext is not installed")
    languages = (root / "po/LINGUAS").read_text(encoding="utf-8").split()
    with tempfile.NamedTemporaryFile(suffix=".pot") as template:
        made = run(root, "xgettext", *XGETTEXT, "--files-from=po/POTFILES", "-o", template.name)
        if made.returncode != 0:
            yield f"po/POTFILES:1: {made.stderr.strip()}"
        for language in languages:
            yield from check_language(root, language, template.name)


def problems_in(root):
    listed = (root / "po/POTFILES").read_text(encoding="utf-8").split()
    return list(check_list(root, listed)) + list(check_languages(root))


if __name__ == "__main__":
    tree.main(problems_in)
