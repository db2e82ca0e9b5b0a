# SPDX-License-Identifier: GPL-3.0-or-later
"""Audits of what nobody would wish for: each shape of bad or thin input ends either in a report that says
what could not be assessed, or in a message with its place and remedy, and in nothing half-written."""
import glob
import json
import os
import random
import shutil
import subprocess
import sys
import tempfile
import unittest

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import tiny_model  # noqa: E402
from test_train import MINILM, run, sentence  # noqa: E402

SETTINGS = [f"--set={s}" for s in ("max_steps=60", "batch_size=8", "eval_every=60", "save_every=60",
                                   "deterministic=true", "precision=fp32", "learning_rate=0.01", "threads=1")]
SILENT = "Nobody\tO\nsaw\tO\nthe\tO\ntrain\tO\n.\tO\n"
DRUG = "Take\tO\nAspirin\tB-DRUG\nat\tO\nnoon\tO\n.\tO\n"
MANY = 10_000


def documents(path, count, meta, body):
    """`meta` and `body` of a number: lines of metadata, a tagged sentence."""
    with open(path, "w", encoding="utf-8") as file:
        for number in range(count):
            file.write(f"# newdoc id = {os.path.basename(path)}-{number}\n")
            file.write("".join(f"# meta {key} = {value}\n" for key, value in meta(number).items()))
            file.write(body(number) + "\n")


def suite(**changes):
    out = {"name": "odd", "language": "en", "label": "PER", "source": "test", "licence": "CC0-1.0",
           "date": "2026-01-01", "rule": "all",
           "templates": [{"id": f"t{i}", "text": text} for i, text in enumerate((
               "{name} moved to Rome .", "Please call {name} before noon ."))],
           "names": [{"name": f"{first} Adler{i}", "group": group} for group, first in
                     (("one", "Anna"), ("two", "Bela")) for i in range(12)]}
    return {**out, **changes}


def named(*names):
    return suite(names=[{"name": name, "group": "one"} for name in names])


# What is wrong: (words of the message, the suite). All are refused before the model is asked.
REFUSED_SUITES = {
    "a name of blanks": (["name"], named("Anna Adler", "   ")),
    "a name with NUL": (["name"], named("Anna Adler", "An\0na")),
    "an empty name": (["name"], named("")),
    "a name with a tab": (["name", "control"], named("Anna\tAdler")),
    "no name": (["name"], suite(names=[])),
    "no template": (["template"], suite(templates=[])),
    "a template without a slot": (["template", "{name}"], suite(templates=[{"id": "a", "text": "Nothing ."}])),
    "a template with two slots": (["template"], suite(templates=[{"id": "a", "text": "{name} met {name} ."}])),
    "a label that the run does not know": (["label", "LOC"], suite(label="DRUG")),
    "no label": (["label"], suite(label="")),
    "no name of its own": (["name"], suite(name="")),
}
TAKEN_NAMES = {
    "an apostrophe": ["O'Neil Xu", "d'Or Ana", "D\u2019Arcy Bel"],
    "right to left": ["\u05d0\u05d1\u05d9 \u05db\u05d4\u05df", "\u0645\u0631\u064a\u0645 \u0639\u0644\u064a"],
    "blanks around it and within": ["  Anna   Adler "],
    "very long": ["x" * 3000],
}


@unittest.skipUnless(os.path.exists(MINILM), "the encoder is absent")
class BadInput(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.mkdtemp()
        cls.project = f"{cls.folder}/p.evenspan"
        chance = random.Random(5)
        talk = lambda number: sentence(chance)
        splits = {
            "train": (24, lambda n: {}, talk),
            "validation": (6, lambda n: {}, talk),
            "mute": (25, lambda n: {"kind": "mute"}, lambda n: SILENT if n else sentence(chance)),
            "lessons": (200, lambda n: {}, talk),
            "plain": (40, lambda n: {}, talk),
            "one-group": (40, lambda n: {"channel": "web"}, talk),
            "half-known": (60, lambda n: {"channel": "web" if n % 3 else "mail"} if n % 2 else {}, talk),
            "no-gold": (60, lambda n: {"channel": "web" if n % 2 else "mail"},
                        lambda n: sentence(chance) if n % 2 else SILENT),
            # The run says nothing of the mails, though there is something to find.
            "one-kind-said": (60, lambda n: {"channel": "web" if n % 2 else "mail"},
                              lambda n: sentence(chance) if n % 2 else DRUG),
            "one-document": (1, lambda n: {"channel": "web"}, talk),
            "other-labels": (30, lambda n: {}, lambda n: DRUG),
            "some-other-labels": (40, lambda n: {"channel": "web" if n % 2 else "mail"},
                                  lambda n: DRUG if n % 4 else sentence(chance)),
            "many": (MANY, lambda n: {"channel": f"c{n}"}, lambda n: SILENT if n % 4 else sentence(chance)),
        }
        assert run("project", "create", cls.project).returncode == 0
        cls.splits = splits
        unheard = ("other-labels", "some-other-labels", "one-kind-said")
        for split in (s for s in splits if s not in unheard):
            cls.bring(split)
        tiny_model.make(f"{cls.folder}/tiny", MINILM)
        for name, kind in (("r", "usual"), ("silent", "mute")):
            done = run("train", cls.project, "--model", f"{cls.folder}/tiny", *SETTINGS, "--name", name,
                       "--where", f"kind={kind}")
            assert done.returncode == 0, done.stderr
        # Long enough to find what it has heard of.
        done = run("train", cls.project, "--model", f"{cls.folder}/tiny", *SETTINGS, "--set=max_steps=300",
                   "--name", "taught", "--where", "kind=usual")
        assert done.returncode == 0, done.stderr
        for split in unheard:  # which the runs have never heard of
            cls.bring(split)

    @classmethod
    def bring(cls, split):
        count, meta, body = cls.splits[split]
        documents(f"{cls.folder}/{split}.conll", count, lambda n: {"kind": "usual", **meta(n)}, body)
        done = run("import", cls.project, f"{cls.folder}/{split}.conll", "--split",
                   "train" if split in ("mute", "lessons") else split)
        assert done.returncode == 0, done.stderr

    @classmethod
    def tearDownClass(cls):
        shutil.rmtree(cls.folder)

    def audit(self, split, *words, run_name="r", rounds=200):
        """The audit's JSON; its report is written in every form, too."""
        out = f"{self.folder}/{split}"
        done = run("audit", self.project, "--run", run_name, "--split", split, "--rounds", str(rounds),
                   "--threads", "1", "--json", out + ".json", "--pdf", out + ".pdf", "--html", out + ".html", *words)
        self.assertEqual(done.returncode, 0, done.stderr)
        with open(out + ".json", encoding="utf-8") as file:
            found = json.load(file)
        for kind in ("pdf", "html"):
            self.assertGreater(os.path.getsize(f"{out}.{kind}"), 1000)
        return found

    def refused(self, words, *arguments, status=None):
        before = self.kept()
        done = run("audit", self.project, "--run", "r", "--split", "plain", "--name", "refused", *arguments)
        self.assertNotIn(done.returncode, (0, 130), arguments)
        if status:
            self.assertEqual(done.returncode, status, done.stderr)
        self.assertIn("remedy: ", done.stderr)
        for word in words:
            self.assertIn(word.lower(), done.stderr.lower(), arguments)
        self.assertEqual(self.kept(), before)

    def kept(self):
        names = run("project", "info", self.project, "--json").stdout
        return sorted(glob.glob(f"{self.project}-files/*")), names

    def groups(self, found, at=0):
        return {g["name"]: g for g in found["dimensions"][at]["groups"]}

    def test_no_groups(self):
        found = self.audit("plain")  # none was asked for: the forms of words
        self.assertTrue(found["dimensions"])
        self.refused(["channel"], "--groups", "chanel")

    def test_missing_metadata(self):
        found = self.audit("half-known", "--groups", "channel")
        groups = self.groups(found)
        self.assertEqual(set(groups), {"", "mail", "web"})  # the unknown ones stand beside the others
        self.assertEqual(sum(g["documents"] or 0 for g in groups.values()) if "documents" in groups[""] else 60, 60)
        # A column that no document of the split has: everything is unknown, and no gap is made of it.
        found = self.audit("plain", "--groups", "channel")
        self.assertEqual(set(self.groups(found)), {""})
        self.assertIsNone(found["headline"]["gap"])

    def test_one_group(self):
        found = self.audit("one-group", "--groups", "channel")
        self.assertEqual(set(self.groups(found)), {"web"})
        self.assertIsNone(found["headline"]["gap"])
        self.assertTrue(all(g["verdict"] == "not_assessable" for g in found["dimensions"][0]["gaps"]))

    def test_one_document(self):
        found = self.audit("one-document", "--groups", "channel")
        self.assertIsNone(found["headline"]["gap"])
        self.assertIsNone(found["headline"]["worst"]["value"])

    def test_a_group_without_gold(self):
        found = self.audit("no-gold", "--groups", "channel")
        cell = self.groups(found)["mail"]["cells"][0] if self.groups(found)["mail"]["cells"] else None
        # Nothing to find is neither all found nor all missed.
        if cell:
            self.assertIsNone(cell["recall"]["value"])
            self.assertTrue(cell["recall"]["reason"])
        self.assertIsNone(found["headline"]["gap"])

    def test_a_group_without_a_prediction(self):
        found = self.audit("one-kind-said", "--groups", "channel", run_name="taught")
        said, silent = self.groups(found)["web"], self.groups(found)["mail"]
        self.assertEqual(silent["mentions"], 30)
        self.assertGreater(said["cells"][0]["recall"]["value"], 0.5)
        cell = silent["cells"][0]
        self.assertEqual(cell["recall"]["value"], 0)
        self.assertEqual(cell["f1"]["value"], 0)
        if cell["predicted"] == 0:
            self.assertIsNone(cell["precision"]["value"])
            self.assertEqual(cell["precision"]["reason"], "no_prediction")
        gap, = (g for g in found["dimensions"][0]["gaps"] if g["group"] == "mail" and not g["type"])
        self.assertLess(gap["difference"]["value"], -0.5)
        self.assertEqual(gap["verdict"], "gap")

    def test_kinds_of_groups_together(self):
        """What cannot be taken together is refused; pairs that never meet are said to be empty."""
        self.refused(["itself"], "--groups", "kind+kind")
        self.refused(["length"], "--groups", "kind+lenght")
        found = self.audit("half-known", "--groups", "channel+casing", "--groups", "channel+kind")
        first, second = found["dimensions"]
        self.assertEqual(first["id"], "crossed:meta:channel+structure:casing")
        self.assertEqual(second["id"], "crossed:meta:channel+meta:kind")
        self.assertEqual({g["name"] for g in second["groups"]},
                         {"", "mail \u00d7 usual", "web \u00d7 usual"})
        self.assertEqual(sum(g["unknown"] for g in second["groups"]), 1)
        # Nothing that is hidden follows from the groups of one column.
        alone = self.audit("half-known", "--groups", "channel")
        sums = {g["name"]: g["mentions"] for g in alone["dimensions"][0]["groups"]}
        for name in ("mail", "web"):
            cells = [g for g in first["groups"] if g["name"].startswith(name + " \u00d7")]
            self.assertTrue(cells)
            hidden = [g for g in cells if g["mentions"] is None]
            if not hidden:
                self.assertEqual(sum(g["mentions"] for g in cells), sums[name])
            else:
                self.assertTrue(len(hidden) > 1 or sums[name] is None)

    def test_nothing_predicted(self):
        found = self.audit("no-gold", "--groups", "channel", "--where", "kind=usual", run_name="silent")
        overall = found["overall"][0]
        self.assertEqual(overall["recall"]["value"], 0)
        self.assertIsNone(overall["precision"]["value"])
        self.assertTrue(overall["precision"]["reason"])
        self.assertEqual(overall["f1"]["value"], 0)

    def test_a_run_on_other_labels(self):
        found = self.audit("some-other-labels", "--groups", "channel")
        self.assertEqual(found["unknown_labels"], ["DRUG"])
        self.assertIn("unknown_labels", [limit["code"] for limit in found["limits"]])
        self.assertLess(found["overall"][0]["recall"]["value"], 0.6)  # what it cannot say is missed
        before = self.kept()
        done = run("audit", self.project, "--run", "r", "--split", "other-labels", "--name", "none")
        self.assertEqual(done.returncode, 3)
        self.assertIn("none of the labels", done.stderr)
        self.assertIn("remedy: ", done.stderr)
        self.assertEqual(self.kept(), before)

    def test_ten_thousand_groups(self):
        found = self.audit("many", "--groups", "channel", rounds=100)
        groups = found["dimensions"][0]["groups"]
        # The report shows the first thousand and says how many more there are.
        self.assertEqual(len(groups) + found["dimensions"][0]["more_groups"], MANY)
        self.assertEqual({g["level"] for g in groups}, {"suppressed"})
        # Hidden means hidden: no count of a single document anywhere.
        for group in groups:  # that a group has nothing may be said
            self.assertIn(group["mentions"], (None, 0))
            for cell in group["cells"]:
                self.assertIn(cell["gold"], (None, 0))
                self.assertIsNone(cell["recall"]["value"])
        self.assertIsNone(found["headline"]["gap"])

    def test_suites_that_are_refused(self):
        for kind, (words, value) in REFUSED_SUITES.items():
            with self.subTest(kind):
                path = f"{self.folder}/suite.json"
                with open(path, "w", encoding="utf-8") as file:
                    json.dump(value, file)
                self.refused(words, "--suite", path, status=3)

    def test_names_that_are_taken(self):
        for kind, names in TAKEN_NAMES.items():
            with self.subTest(kind):
                path = f"{self.folder}/taken.json"
                plain = suite()
                plain["names"] += [{"name": name, "group": "one"} for name in names]
                with open(path, "w", encoding="utf-8") as file:
                    json.dump(plain, file)
                found = self.audit("plain", "--suite", path)
                self.assertEqual(found["dimensions"][0]["suite"]["names"], 24 + len(names))

    def test_tables_of_names(self):
        """The same by the way of a table."""
        for kind, text in {"NUL": "name,group\nAnna,one\nBe\0la,two\n", "blank": "name,group\n   ,one\n",
                           "no column": "who,group\nAnna,one\n", "nothing": ""}.items():
            with self.subTest(kind):
                path = f"{self.folder}/names.csv"
                with open(path, "w", encoding="utf-8") as file:
                    file.write(text)
                before = run("suite", self.project, "list").stdout
                done = run("suite", self.project, "import", path, "--name", "table")
                self.assertNotEqual(done.returncode, 0)
                self.assertIn("remedy: ", done.stderr)
                self.assertEqual(run("suite", self.project, "list").stdout, before)

    def test_a_project_on_a_disk_that_fills(self):
        disk = f"{self.folder}/disk"
        os.makedirs(disk)
        size = sum(os.path.getsize(p) for p in glob.glob(f"{self.project}-files/**", recursive=True)
                   if os.path.isfile(p)) + os.path.getsize(self.project)
        if subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={size + (8 << 20)}", "tmpfs", disk],
                          capture_output=True).returncode != 0:
            self.skipTest("no small disk can be mounted here")
        try:
            project = f"{disk}/p.evenspan"
            shutil.copy(self.project, project)
            shutil.copytree(f"{self.project}-files", f"{project}-files")
            with open(f"{disk}/filler", "wb", buffering=0) as file:
                try:
                    while True:
                        file.write(bytes(1 << 16))
                except OSError:
                    pass
            before = sorted(glob.glob(f"{project}-files/*"))
            done = run("audit", project, "--run", "r", "--split", "plain", "--rounds", "200", "--name", "full",
                       "--json", f"{disk}/out.json")
            self.assertIn(done.returncode, (1, 3), done.stderr)
            self.assertIn("remedy: ", done.stderr)
            self.assertEqual(sorted(glob.glob(f"{project}-files/*")), before)
            self.assertFalse(os.path.exists(f"{disk}/out.json"))
            os.remove(f"{disk}/filler")
            self.assertEqual(run("project", "check", project).returncode, 0)
            done = run("audit", project, "--run", "r", "--split", "plain", "--rounds", "200", "--name", "full")
            self.assertEqual(done.returncode, 0, done.stderr)
        finally:
            subprocess.run(["umount", "-l", disk], check=True)

    def test_a_folder_that_cannot_be_written(self):
        with open(f"{self.folder}/file", "w", encoding="utf-8"):
            pass
        for kind in ("json", "pdf", "html"):
            self.refused([f"a.{kind}"], f"--{kind}", f"{self.folder}/file/a.{kind}")


if __name__ == "__main__":
    unittest.main(argv=[sys.argv[0], "-v"])
