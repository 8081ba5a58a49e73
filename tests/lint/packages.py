#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The packages are of this tree: versions, what they are built of, and every file that is installed is in one of them.

    tests/lint/packages.py ROOT BUILD
"""

import fnmatch
import json
import pathlib
import re
import subprocess
import sys

# What the build needs of Debian without being asked for: build-essential, and what those of others bring.
ESSENTIAL = {"gcc", "libc6-dev", "ninja-build", "libxml2-utils"}
TOOLS = {"debhelper-compat", "dh-apparmor", "python3"}


def read(root, name):
    return (root / name).read_text(encoding="utf-8")


def paragraphs(text):
    """Fields of a control file, a paragraph each."""
    for paragraph in re.split(r"\n\s*\n", text):
        fields = {}
        for match in re.finditer(r"^([\w-]+):((?:.*\n?)(?:[ \t].*\n?)*)", paragraph, re.MULTILINE):
            fields[match[1]] = match[2].strip()
        if fields:
            yield fields


def relations(field):
    return {match[1]: match[2] for match in re.finditer(r"([a-z0-9][a-z0-9+.-]*)((?:\s*\([^)]*\))?(?:\s*<[^>]*>)?)", field)}


def check_versions(root):
    meson = re.search(r"^\s+version: '(.*)'", read(root, "meson.build"), re.MULTILINE)[1]
    debian = re.match(r"natter \((.*)\)", read(root, "debian/changelog"))[1]
    if meson != debian:
        yield f"debian/changelog:1: version {debian} is meson's {meson}"


def check_build_depends(root):
    ours = set(re.search(r"^run_packages='(.*)'", read(root, "dev"), re.MULTILINE)[1].split()) - ESSENTIAL
    source = next(paragraphs(read(root, "debian/control")))
    theirs = {name: rest for name, rest in relations(re.sub(r"\s*\n\s*", " ", source["Build-Depends"])).items() if name not in TOOLS}
    for name in sorted(ours - theirs.keys()):
        yield f"debian/control:1: Build-Depends lacks {name}, which run_packages of ./dev has"
    for name in sorted(name for name, rest in theirs.items() if "<!nocheck>" not in rest and name not in ours):
        yield f"debian/control:1: Build-Depends has {name}, which run_packages of ./dev has not"


def installed(root, build):
    """Where `meson install` of a package puts things, without the first slash."""
    done = subprocess.run(["meson", "introspect", "--installed", build], capture_output=True, text=True, check=True, cwd=root)
    prefix = next(option["value"] for option in json.loads(subprocess.run(
        ["meson", "introspect", "--buildoptions", build], capture_output=True, text=True, check=True, cwd=root).stdout) if option["name"] == "prefix")
    for path in json.loads(done.stdout).values():
        path = pathlib.PurePath(path)
        where = path.relative_to(prefix) if path.is_relative_to(prefix) else path.relative_to("/")
        if where.parts[0] == "etc" or not path.is_relative_to(prefix):
            yield str(where)
        elif where.parts[:3] == ("lib", "systemd", "system"):
            yield str(where)
        else:
            yield str("usr" / where)


def check_files(root, build):
    lists = {path.name: read(root, path.relative_to(root)).split("\n") for path in sorted((root / "debian").glob("*.install"))}
    wanted = {line.strip(): name for name, lines in lists.items() for line in lines if line.strip() and not line.startswith("#")}
    made = re.findall(r"debian/tmp/(\S+)", read(root, "debian/rules"))
    files = {file for file in installed(root, build) if not file.endswith(".conf.sample")} | set(made)
    for file in sorted(files):
        homes = {name for pattern, name in wanted.items() if fnmatch.fnmatch(file, pattern) or file.startswith(pattern.rstrip("/") + "/")}
        if not homes and not file.endswith(".sample"):
            yield f"debian/control:1: {file} is in no package"
        elif len(homes) > 1:
            yield f"debian/control:1: {file} is in {' and '.join(sorted(homes))}"
    for pattern, name in wanted.items():
        if not any(fnmatch.fnmatch(file, pattern) or file.startswith(pattern.rstrip("/") + "/") or file == pattern for file in files):
            yield f"debian/{name}:1: {pattern} is not installed by anything"


def main():
    root, build = (pathlib.Path(argument).resolve() for argument in sys.argv[1:3])
    problems = [*check_versions(root), *check_build_depends(root), *check_files(root, build)]
    print("\n".join(problems))
    sys.exit(1 if problems else 0)


main()
