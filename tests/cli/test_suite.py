# SPDX-License-Identifier: GPL-3.0-or-later
"""Suites as tables of the project: in from CSV, looked at, checked, out again; and what bad tables and
bad sentences are answered with."""
import csv
import json
import os
import sys
import tempfile
import unittest

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from test_train import run  # noqa: E402

NAMES = [("Anna Falk", "north", "120", "full", "Latin"), ("O'Neil Xu", "north", "80", "full", "Latin"),
         ("\u05d0\u05d1 \u05d2\u05d3", "south", "3", "full", "Hebrew"), ("summer", "south", "2", "given", "Latin"),
         ("summer", "south", "2", "given", "Latin"), ('the "Boss", Jr.', "south", "", "full", "")]


class Suites(unittest.TestCase):
    def setUp(self):
        self.box = tempfile.TemporaryDirectory()
        self.folder = self.box.name
        self.project = f"{self.folder}/p.evenspan"
        run("project", "create", self.project, check=True)
        text = self.write("text.txt", "Last summer the river was low.\n")
        run("import", self.project, text, check=True)

    def tearDown(self):
        self.box.cleanup()

    def write(self, name, text, **options):
        path = f"{self.folder}/{name}"
        with open(path, "w", encoding="utf-8", **options) as file:
            file.write(text)
        return path

    def table(self, rows, name="mine.csv"):
        path = f"{self.folder}/{name}"
        with open(path, "w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows([("name", "group", "frequency", "position", "script"), *rows])
        return path

    def suite(self, *words):
        return run("suite", self.project, *words)

    def json(self, *words):
        done = self.suite(*words, "--json")
        self.assertEqual(done.returncode, 0, done.stderr)
        return json.loads(done.stdout)

    def test_in_looked_at_and_out_again(self):
        made = self.json("import", self.table(NAMES), "--like", "full-names-country", "--source", "a test",
                         "--licence", "CC0-1.0")
        self.assertEqual((made["name"], made["names"], made["groups"]), ("mine", 6, {"north": 2, "south": 4}))
        self.assertEqual(made["templates"], 30)
        codes = {(r["code"], r["group"]): r["count"] for r in made["remarks"]}
        self.assertEqual(codes["word_like", "south"], 2)  # a word of the project's text
        self.assertEqual(codes["duplicate", "south"], 1)
        self.assertEqual(codes["too_few", "north"], 2)
        self.assertEqual(codes["no_frequency", "south"], 1)
        self.assertEqual(self.json("lint", "mine"), made["remarks"])
        listed = {s["name"]: s for s in self.json("list")}
        self.assertTrue(listed["mine"]["own"])
        self.assertFalse(listed["full-names-country"]["own"])
        shown = self.json("show", "mine")
        self.assertEqual([n["name"] for n in shown["names"]], [n[0] for n in NAMES])
        self.assertEqual((shown["label"], shown["source"], shown["rule"]), ("PER", "a test", ""))
        self.assertIn("O'Neil Xu", self.suite("show", "mine", "--names").stdout)
        self.assertNotIn("O'Neil Xu", self.suite("show", "mine").stdout)
        for name in ("out.csv", "out.json"):
            out = f"{self.folder}/{name}"
            self.assertEqual(self.suite("export", "mine", "--out", out).returncode, 0)
            back = self.json("import", out, "--name", "again", *(("--like", "mine") if "csv" in name else ()))
            self.assertEqual(back["groups"], made["groups"])
            self.assertEqual(self.json("show", "again")["names"], shown["names"])
            self.assertEqual(self.suite("remove", "again").returncode, 0)

    def test_edited_by_a_new_table(self):
        self.json("import", self.table(NAMES[:2]), "--like", "full-names-country")
        self.assertEqual(self.json("import", self.table(NAMES[2:3]), "--add")["names"], 3)
        self.assertEqual(self.json("import", self.table(NAMES[:1]))["names"], 1)
        own = self.write("own.txt", "{name} slept.\n\nWe saw {name}.\n")
        self.assertEqual(self.json("import", self.table(NAMES), "--templates", own)["templates"], 2)
        self.assertEqual(self.suite("remove", "mine").returncode, 0)
        self.assertNotIn("mine", {s["name"] for s in self.json("list")})
        self.assertEqual(self.suite("show", "mine").returncode, 3)
        done = self.suite("remove", "full-names-country")
        self.assertEqual(done.returncode, 3)
        self.assertIn("remedy: ", done.stderr)
        self.assertEqual(run("project", "check", self.project).returncode, 0)

    def test_bad_tables_and_sentences(self):
        before = self.json("list")
        good = self.table(NAMES)
        none = self.write("none.txt", "Nobody slept.\n")
        two = self.write("two.txt", "{name} slept.\n{name} met {name}.\n")
        plain = ("--templates", self.write("plain.txt", "{name} slept.\n"), "--label", "PER")
        cases = (
            (3, "template 1", (good, "--templates", none, "--label", "PER")),
            (3, "template 2", (good, "--templates", two, "--label", "PER")),
            (2, "--templates", (good,)),
            (2, "--label", (good, *plain[:2])),
            (3, "no such suite", (good, "--like", "nothing")),
            (3, "record 2", (self.table([("a\x01b", "g", "", "", "")], "control.csv"), *plain)),
            (3, "record 3", (self.table([("a", "g", "", "", ""), (" ", "g", "", "", "")], "blank.csv"), *plain)),
            (3, "record 2", (self.table([("a", "g", "often", "", "")], "often.csv"), *plain)),
            (3, "record 2", (self.table([("a", "", "", "", "")], "group.csv"), *plain)),
            (3, "line 1", (self.write("head.csv", "who,what\na,b\n"), *plain)),
            (3, "quote", (self.write("quote.csv", 'name,group\n"a,b\n'), *plain)),
            (3, "no name", (self.write("empty.csv", ""), *plain)),
            (3, "absent", (f"{self.folder}/absent.csv", *plain)),
            (3, "suite", (self.write("odd.json", "{}"),)),
        )
        for status, word, arguments in cases:
            done = self.suite("import", *arguments)
            self.assertEqual(done.returncode, status, (arguments, done.stderr))
            self.assertIn(word, done.stderr)
        with open(f"{self.folder}/nul.csv", "wb") as file:
            file.write(b"name,group\na\0b,g\n")
        with open(f"{self.folder}/latin.csv", "wb") as file:
            file.write(b"name,group\nJos\xe9,g\n")
        for name in ("nul.csv", "latin.csv"):
            done = self.suite("import", f"{self.folder}/{name}", *plain)
            self.assertEqual(done.returncode, 3, done.stderr)
            self.assertIn("record 2", done.stderr)
        self.assertEqual(self.json("list"), before)


if __name__ == "__main__":
    unittest.main(argv=[sys.argv[0], "-v"])
