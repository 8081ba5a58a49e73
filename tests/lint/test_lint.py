#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Plants what each check forbids into a small tree of its own, and sees that it is found, and nothing else."""

import pathlib
import shutil
import tempfile
import unittest

import formatting
import includes
import sizes
import source
import translations
import tree

LICENCE = "/* SPDX-License-Identifier: GPL-3.0-or-later */\n"
HEADER = LICENCE + "#pragma once\n"
CODE = LICENCE + '#include "config.h"\n'
PO = 'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=UTF-8\\n"\n"Plural-Forms: nplurals=1; plural=0;\\n"\n\n'


class Planted(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.root = pathlib.Path(folder.name)

    def plant(self, path, text):
        where = self.root / path
        where.parent.mkdir(parents=True, exist_ok=True)
        where.write_text(text, encoding="utf-8")

    def expect(self, check, *beginnings):
        """That @check finds as many problems, in this order, each beginning so."""
        problems = check.problems_in(self.root)
        self.assertEqual(len(problems), len(beginnings), problems)
        for problem, beginning in zip(problems, beginnings):
            self.assertTrue(problem.startswith(beginning), problem)


class Includes(Planted):
    def test_allowed(self):
        self.plant("shared/natter-a.h", HEADER + "#include <glib.h>\n")
        self.plant("server/domain/natterd-b.c", CODE + '#include "shared/natter-a.h"\n')
        self.expect(includes)

    def test_siblings(self):
        self.plant("server/net/natterd-a.h", HEADER)
        self.plant("server/domain/natterd-b.c", CODE + '#include "server/net/natterd-a.h"\n')
        self.expect(includes, "server/domain/natterd-b.c:3: server/domain may not include")

    def test_upwards(self):
        self.plant("gui-client/view/natter-ui-a.h", HEADER)
        self.plant("gui-client/model/natter-ui-b.c", CODE + '#include "../view/natter-ui-a.h"\n')
        self.plant("shared/natter-c.c", CODE + '#include "tests/d.h"\n')
        self.plant("tests/d.h", HEADER)
        self.expect(includes, "gui-client/model/natter-ui-b.c:3:", "shared/natter-c.c:3: shared may not include tests/d.h")

    def test_private(self):
        self.plant("shared/natter-a-private.h", HEADER)
        self.plant("server/domain/natterd-b.c", CODE + '#include "shared/natter-a-private.h"\n')
        self.expect(includes, "server/domain/natterd-b.c:3: shared/natter-a-private.h is private")

    def test_outside(self):
        self.plant("server/domain/natterd-a.c", CODE + "#include <gio/gio.h>\n#include <sys/socket.h>\n#include <string.h>\n")
        self.plant("gui-client/model/natter-ui-a.c", CODE + "#include <gtk/gtk.h>\n")
        self.plant("shared/natter-a.c", CODE + "#include <json-glib/json-glib.h>\n")
        self.expect(includes, "gui-client/model/natter-ui-a.c:3:", "server/domain/natterd-a.c:3:", "server/domain/natterd-a.c:4:", "shared/natter-a.c:3:")

    def test_missing(self):
        self.plant("tests/a.c", CODE + '#include "nowhere.h"\n')
        self.expect(includes, 'tests/a.c:3: there is no "nowhere.h"')

    def test_circle(self):
        self.plant("shared/natter-a.h", HEADER + '#include "natter-b.h"\n')
        self.plant("shared/natter-b.h", HEADER + '#include "natter-c.h"\n')
        self.plant("shared/natter-c.h", HEADER + '#include "natter-a.h"\n')
        self.expect(includes, "shared/natter-a.h:1: includes go round in a circle: shared/natter-a.h → shared/natter-b.h → shared/natter-c.h →")

    def test_table(self):
        self.assertIsNone(includes.find_cycle({room: rooms for room, (rooms, _) in includes.ROOMS.items()}))

    def test_unspoken(self):
        self.plant("server/domain/natterd-a.c", CODE + "now = g_get_real_time ();\n")
        self.plant("gui-client/model/natter-ui-a.c", CODE + "GtkWidget *widget;\n")
        self.plant("gui-client/view/natter-ui-b.c", CODE + "g_socket_client_new ();\n")
        self.expect(includes, "gui-client/model/natter-ui-a.c:3:", "gui-client/view/natter-ui-b.c:3:", "server/domain/natterd-a.c:3:")


class Sizes(Planted):
    def function(self, name, length):
        return f"static void\n{name} (int a,\n      int b)\n{{\n" + "  a++;\n" * (length - 4) + "}\n"

    def test_limits(self):
        self.plant("shared/a.c", self.function("f", 60) + "struct a\n{\n" + "  int a;\n" * 70 + "};\n" + self.function("a_class_init", 120))
        self.plant("shared/b.c", "\n" * 500)
        self.expect(sizes)

    def test_too_long(self):
        self.plant("shared/a.c", self.function("f", 61))
        self.plant("shared/b.c", "\n" * 501)
        self.plant("shared/c.c", self.function("a_class_init", 121))
        self.expect(sizes, "shared/a.c:2: f () has 61 lines", "shared/b.c:500: 501 lines", "shared/c.c:2: a_class_init () has 121")


class Source(Planted):
    def test_good(self):
        self.plant("shared/a.c", CODE)
        self.plant("shared/a.h", HEADER)
        self.plant("tests/run", "#!/bin/sh\n# SPDX-License-Identifier: GPL-3.0-or-later\n")
        self.expect(source)

    def test_beginning(self):
        self.plant("shared/a.c", '#include "config.h"\n')
        self.plant("shared/b.c", LICENCE + "#include <glib.h>\n")
        self.plant("shared/c.h", LICENCE + "#include <glib.h>\n")
        self.plant("tests/run", "#!/bin/sh\n")
        self.expect(source, "shared/a.c:1: must begin", "shared/b.c:2: must include config.h", "shared/c.h:2: must have #pragma", "tests/run:1:")

    def test_words(self):
        self.plant("shared/a.c", CODE + "/* TO" "DO: write it */\nint a; \n")
        self.plant("README.md", "FIX" "ME\n")
        self.expect(source, "README.md:1: FIX", "shared/a.c:3: TO", "shared/a.c:4: white space")


class Translations(Planted):
    def setUp(self):
        super().setUp()
        if not shutil.which("xgettext"):
            self.skipTest("gettext is not installed")
        self.plant("shared/a.c", 'const char *a = _ ("one %d");\n')
        self.plant("po/POTFILES", "shared/a.c\n")
        self.plant("po/LINGUAS", "xx\n")
        self.plant("po/xx.po", PO + '#, c-format\nmsgid "one %d"\nmsgstr "eins %d"\n')

    def test_good(self):
        self.plant("shared/b.c", '/* _ ("only spoken of") */ n_ ("no");\n')
        self.expect(translations)

    def test_list(self):
        self.plant("gui-client/b.ui", '<property name="label" translatable="yes">one</property>\n')
        self.plant("shared/c.c", "\n")
        self.plant("po/POTFILES", "shared/c.c\nshared/a.c\n")
        self.expect(translations, "po/POTFILES:1: gui-client/b.ui has strings", "po/POTFILES:1: shared/c.c has nothing", "po/POTFILES:1: is not sorted")

    def test_incomplete(self):
        self.plant("po/xx.po", PO)
        self.expect(translations, 'po/xx.po:1: untranslated: "one %d"')

    def test_incomplete_lines(self):
        self.plant("shared/a.c", 'const char *a = _ ("one\\ntwo");\n')
        self.plant("po/xx.po", PO)
        self.expect(translations, 'po/xx.po:1: untranslated: "one\\ntwo"')

    def test_fuzzy(self):
        self.plant("po/xx.po", PO + '#, fuzzy, c-format\nmsgid "one %d"\nmsgstr "eins %d"\n')
        self.expect(translations, 'po/xx.po:1: fuzzy: "one %d"')

    def test_unsound(self):
        self.plant("po/xx.po", PO + '#, c-format\nmsgid "one %d"\nmsgstr "eins %s"\n')
        self.expect(translations, "po/xx.po:1: po/xx.po:")


class Formatting(Planted):
    def setUp(self):
        super().setUp()
        try:
            formatting.find_formatter()
        except tree.Skip as skip:
            self.skipTest(str(skip))
        shutil.copy(pathlib.Path(__file__).resolve().parents[2] / ".clang-format", self.root)

    def test_good(self):
        self.plant("a.c", "int\nf (int a,\n   int b)\n{\n  return g (a);        /* a remark */\n}\n")
        self.expect(formatting)

    def test_bad(self):
        self.plant("a.c", "int\nf (int a)\n{\n  return g(a);        /* a remark */\n}\n")
        self.assertIn("-  return g(a);        /* a remark */", formatting.problems_in(self.root))
        formatting.problems_in(self.root, fix=True)
        self.expect(formatting)


if __name__ == "__main__":
    unittest.main()
