# SPDX-License-Identifier: GPL-3.0-or-later
"""project, import and export through the program itself: keys, exit status, what is said, and that
nothing changes where nothing should."""
import hashlib
import json
import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
import unittest

# By ctest both ways; by hand either, before the names of tests.
CLI = sys.argv.pop(1) if os.path.isfile("".join(sys.argv[1:2])) else os.environ["EVENSPAN_CLI"]

CONLL = (
    "Mira\tB-PER\nlives\tO\nin\tO\nUpper\tB-LOC\nBrook\tI-LOC\n.\tO\n\n"
    "She\tO\nworks\tO\nfor\tO\nOakline\tB-ORG\n\n"
)
IMPORT_KEYS = ["format", "unit", "scheme", "documents", "sentences", "tokens", "spans", "repaired",
               "lost", "warnings"]
EXPORT_KEYS = ["format", "scheme", "source", "path", "documents", "sentences", "tokens", "spans",
               "lost", "warnings", "verified"]
STATES = ["unseen", "suggested", "in work", "done", "reviewed", "disputed"]
COUNT_KEYS = ["documents", "sentences", "tokens", "spans"]


def run(*arguments):
    return subprocess.run([CLI, *map(str, arguments)], capture_output=True, text=True, timeout=600)


class Case(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.mkdtemp(prefix="evenspan-cli-")
        self.addCleanup(shutil.rmtree, self.folder, ignore_errors=True)
        self.project = os.path.join(self.folder, "p.evenspan")
        self.ok("project", "create", self.project)

    def file(self, name, content):
        path = os.path.join(self.folder, name)
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, "wb") as file:
            file.write(content if isinstance(content, bytes) else content.encode())
        return path

    def ok(self, *arguments):
        result = run(*arguments)
        self.assertEqual(result.returncode, 0, result.stderr)
        return result

    def json(self, *arguments):
        """One JSON document and nothing else on stdout."""
        return json.loads(self.ok(*arguments, "--json").stdout)

    def info(self, project=None):
        return self.json("project", "info", project or self.project)

    def refuse(self, status, *arguments):
        """The exit status, and what, where and remedy on stderr; nothing on stdout."""
        result = run(*arguments)
        self.assertEqual(result.returncode, status, result.stdout + result.stderr)
        self.assertEqual(result.stdout, "")
        self.assertIn("error: ", result.stderr)
        return result.stderr

    def unchanged(self, before):
        self.assertEqual(self.info(), before)
        self.ok("project", "check", self.project)


class Project(Case):
    def test_info_of_an_empty_project(self):
        self.assertEqual(
            self.info(),
            {"documents": 0, "sentences": 0, "tokens": 0, "spans": 0, "labels": {}, "splits": {},
             "states": dict.fromkeys(STATES, 0), "runs": [], "trashed": 0})

    def test_info_has_the_keys_of_the_design(self):
        self.ok("import", self.project, self.file("train.conll", CONLL))
        info = self.info()
        self.assertEqual(list(info)[:8], COUNT_KEYS + ["labels", "splits", "states", "runs"])
        self.assertEqual(info["labels"], {"PER": 1, "LOC": 1, "ORG": 1})
        self.assertEqual(info["splits"], {"train": {"documents": 2, "sentences": 2, "tokens": 10,
                                                    "spans": 3}})
        self.assertEqual(list(info["splits"]["train"]), COUNT_KEYS)
        self.assertEqual(info["states"], dict.fromkeys(STATES, 0) | {"done": 2})

    def test_check(self):
        self.assertEqual(self.json("project", "check", self.project)["ok"], True)

    def test_create_does_not_overwrite(self):
        self.ok("import", self.project, self.file("train.conll", CONLL))
        before = self.info()
        self.assertIn("remedy: ", self.refuse(3, "project", "create", self.project))
        self.unchanged(before)

    def test_what_is_no_project(self):
        other = os.path.join(self.folder, "other.evenspan")
        database = sqlite3.connect(other)
        database.execute("create table t(x)")
        database.commit()
        database.close()
        for path in (other, self.file("noise.evenspan", os.urandom(5000)),
                     self.file("empty.evenspan", b""),
                     os.path.join(self.folder, "absent.evenspan")):
            for verb in (("project", "info"), ("project", "check"), ("import",)):
                extra = [self.file("a.conll", CONLL)] if verb == ("import",) else []
                result = run(*verb, path, *extra)
                self.assertEqual(result.returncode, 3, f"{verb} {path}: {result.stderr}")
                self.assertIn("remedy: ", result.stderr)
        self.assertIn("remedy: ", self.refuse(2, "project", "info", self.folder))

    def test_truncated_project(self):
        for i in range(3):
            self.ok("import", self.project, self.file(f"train{i}.conll", CONLL * 500))
        with open(self.project, "rb") as file:
            content = file.read()
        cut = self.file("cut.evenspan", content[: len(content) // 2])
        result = run("project", "check", cut)
        self.assertEqual(result.returncode, 3, result.stderr)


class Import(Case):
    def test_json_keys(self):
        summary = self.json("import", self.project, self.file("train.conll", CONLL))
        self.assertEqual(list(summary),
                         IMPORT_KEYS + ["problems", "labels", "found", "merge", "repeats"])
        self.assertEqual(summary.pop("merge"), {"rule": "add", "added": 2, "skipped": 0,
                                                "layered": 0, "replaced": 0, "changed": 0})
        self.assertEqual(summary.pop("repeats"),
                         {"documents": 2, "exact": 0, "alike": 0, "known": 0, "leaks": []})
        self.assertEqual(summary.pop("problems"), [])
        self.assertEqual(sum(summary.pop("labels").values()), summary["spans"])
        self.assertEqual({f["what"] for f in summary.pop("found")}, {"format", "scheme"})
        self.assertEqual(
            summary,
            {"format": "conll", "unit": "sentence", "scheme": "IOB2", "documents": 2,
             "sentences": 2, "tokens": 10, "spans": 3, "repaired": [], "lost": [], "warnings": []})

    def test_what_was_mended_and_lost_is_said(self):
        summary = self.json("import", self.project, self.file(
            "a.conll", "# odd comment\nMira\tx\tI-PER\nBrook\tx\tI-PER\nran\tx\tO\n\nOak\tx\tB-ORG\n"
                       "and\tx\tO\nUlm\tx\tB-LOC\nby\tx\tO\nUlm\tx\tB-LOC\nthe\tx\tO\n"),
            "--format", "conll")
        self.assertEqual(summary["spans"], 4)
        self.assertEqual(len(summary["repaired"]), 1)
        self.assertEqual(len(summary["lost"]), 2)
        text = json.dumps(summary)
        self.assertNotIn("Mira", text)
        self.assertNotIn("odd comment", text)

    def test_splits(self):
        self.ok("import", self.project, self.file("dev.conll", CONLL), self.file("x.conll", CONLL),
                self.file("my_test.conll", CONLL))
        self.assertEqual(sorted(self.info()["splits"]), ["", "test", "validation"])
        self.ok("import", self.project, self.file("train.conll", CONLL), "--split", "holdout")
        self.assertEqual(self.info()["splits"]["holdout"]["documents"], 2)

    def test_folder(self):
        self.file("set/train.conll", CONLL)
        self.file("set/deep/test.conll", CONLL)
        self.file("set/README.md", "About this set.\n")
        self.file("set/.hidden.conll", CONLL)
        self.file("set/picture.bin", os.urandom(300))
        summary = self.json("import", self.project, os.path.join(self.folder, "set"))
        self.assertEqual(summary["documents"], 4)
        self.assertEqual(len(summary["warnings"]), 2, summary["warnings"])
        self.assertEqual(sorted(self.info()["splits"]), ["test", "train"])

    def test_text_units(self):
        path = self.file("note.txt", "One line here.\nTwo lines.\n\nAnother part.\n")
        for unit, documents in (("file", 1), ("line", 3), ("paragraph", 2)):
            summary = self.json("import", self.project, path, "--unit", unit)
            self.assertEqual((summary["format"], summary["unit"]), ("text", unit))
            self.assertEqual(summary["documents"], documents)

    def test_labels_are_mapped(self):
        summary = self.json("import", self.project, self.file("a.conll", CONLL),
                            "--label", "PER=person", "--label", "LOC=")
        self.assertEqual(self.info()["labels"], {"person": 1, "ORG": 1})
        self.assertEqual(summary["spans"], 2)
        self.assertEqual(len(summary["lost"]), 1)
        self.refuse(2, "import", self.project, self.file("a.conll", CONLL), "--label", "PER")

    def test_labels_new_to_the_project_are_told(self):
        # A project without labels takes what comes; then a slip shows.
        self.assertEqual(self.json("import", self.project, self.file("a.conll", CONLL))["warnings"], [])
        other = self.file("b.jsonl", '{"text":"Bo","label":[[0,2,"PER"]]}\n{"text":"Al","label":[[0,2,"PRS"],[0,1,"PRS"]]}\n')
        for words in (["--dry-run"], []):
            (said,) = self.json("import", self.project, other, *words)["warnings"]
            self.assertRegex(said, r"^2 × .*new to the project.*: PRS \(first at b\.jsonl: document 2\)$")
        self.assertEqual(self.json("import", self.project, other)["warnings"], [])
        mapped = self.json("import", self.project, self.file("c.jsonl", '{"text":"Bo","label":[[0,2,"P"]]}\n'),
                           "--label", "P=PER")
        self.assertEqual(mapped["warnings"], [])

    def test_dry_run_says_what_was_found(self):
        path = self.file("a.jsonl", '{"id":1,"text":"Zoë 😊 met Ana Ruiz in Oslo.","label":[[11,19,"PER"]]}\n'
                                    '{"id":2,"text":"Bo","label":[[0,9,"PER"]]}\n')
        dry = self.json("import", self.project, path, "--dry-run")
        found = {f["what"]: f for f in dry["found"]}
        self.assertEqual(found["format"]["value"], "doccano")
        self.assertEqual(found["offsets"]["value"], "utf16")
        self.assertIn("codepoint", found["offsets"]["others"])
        self.assertEqual(dry["first"][0]["spans"], [{"start": 10, "end": 18, "label": "PER", "accepted": True}])
        self.assertEqual(dry["labels"], {"PER": 1})
        self.assertEqual(len(dry["problems"]), 1)
        self.assertIn("line 2", dry["problems"][0])
        self.assertEqual(run("import", self.project, path).returncode, 3)
        self.assertEqual(self.json("import", self.project, path, "--skip-bad")["documents"], 2)

    def test_dry_run_changes_nothing(self):
        path = self.file("train.conll", CONLL)
        self.ok("import", self.project, path)
        before = self.info()
        with open(self.project, "rb") as file:
            bytes_before = hashlib.sha256(file.read()).hexdigest()
        dry = self.json("import", self.project, path, "--dry-run")
        with open(self.project, "rb") as file:
            self.assertEqual(hashlib.sha256(file.read()).hexdigest(), bytes_before)
        self.unchanged(before)
        first = dry.pop("first")  # the first documents as they will look
        self.assertEqual(first[0]["name"], "train:1")
        self.assertEqual(dry, self.json("import", self.project, path))
        self.assertEqual(self.info()["documents"], 4)

    def test_project_must_exist(self):
        absent = os.path.join(self.folder, "absent.evenspan")
        for extra in ([], ["--dry-run"]):
            said = self.refuse(3, "import", absent, self.file("a.conll", CONLL), *extra)
            self.assertIn("project create", said)
            self.assertFalse(os.path.exists(absent))

    def test_bad_files_leave_the_project_as_it_was(self):
        good = self.file("train.conll", CONLL)
        self.ok("import", self.project, good)
        before = self.info()
        bad = {
            "latin.conll": CONLL.encode() * 2000 + b"Caf\xe9\tO\n",
            "nul.conll": CONLL.encode() * 2000 + b"a\0b\tO\n",
            "short.conll": CONLL.encode() * 2000 + b"word\n",
            "tagless.conll": CONLL.encode() * 2000 + b"word\tverb\n",
            "empty.conll": b"",
            "blank.conll": b"\n" * 1000,
            "noise.bin": bytes(range(256)) * 20,
        }
        for name, content in bad.items():
            said = self.refuse(3, "import", self.project, good, self.file(name, content)) \
                if name not in ("empty.conll", "blank.conll") \
                else self.refuse(3, "import", self.project, self.file(name, content))
            self.assertIn("where: ", said)
            self.assertIn(name, said)
            self.assertIn("remedy: ", said)
            self.assertNotIn("word", said.split("where: ")[1])
            self.unchanged(before)
        self.refuse(3, "import", self.project, good, os.path.join(self.folder, "absent.conll"))
        self.unchanged(before)
        empty = os.path.join(self.folder, "nothing")
        os.mkdir(empty)
        self.refuse(3, "import", self.project, empty)
        self.unchanged(before)

    def big(self):
        return self.file("big.conll", CONLL * 400_000)

    def start(self, *arguments):
        """Starts a long import and waits until it tells how far it is."""
        process = subprocess.Popen([CLI, *map(str, arguments)], stdout=subprocess.PIPE,
                                   stderr=subprocess.PIPE, text=True)
        self.addCleanup(process.stdout.close)
        self.addCleanup(process.stderr.close)
        self.addCleanup(process.kill)
        self.assertIn("importing", process.stderr.readline())
        return process

    def test_interrupt(self):
        self.ok("import", self.project, self.file("train.conll", CONLL))
        before = self.info()
        big = self.big()
        for number in (signal.SIGINT, signal.SIGTERM):
            process = self.start("import", self.project, big, "--json")
            process.send_signal(number)
            self.assertEqual(process.wait(600), 130)
            self.assertEqual(process.stdout.read(), "")
            self.unchanged(before)
        # The lock went with the process.
        self.ok("import", self.project, self.file("test.conll", CONLL))

    def test_second_writer_is_told(self):
        process = self.start("import", self.project, self.big())
        said = self.refuse(1, "import", self.project, self.file("a.conll", CONLL))
        self.assertIn("remedy: ", said)
        process.send_signal(signal.SIGINT)
        self.assertEqual(process.wait(600), 130)


class Export(Case):
    def setUp(self):
        super().setUp()
        for name in ("train", "dev"):
            self.ok("import", self.project, self.file(f"{name}.conll", CONLL))
        self.ok("import", self.project, self.file("note.txt", "A note. Of two  sentences.\n"))
        self.out = os.path.join(self.folder, "out.conll")

    def test_json_keys(self):
        summary = self.json("export", self.project, "--format", "conll", "--out", self.out,
                            "--split", "train", "--verify")
        self.assertEqual(list(summary), EXPORT_KEYS)
        self.assertEqual(
            summary,
            {"format": "conll", "scheme": "IOB2", "source": "gold", "path": self.out,
             "documents": 2, "sentences": 2, "tokens": 10, "spans": 3, "lost": [], "warnings": [],
             "verified": True})

    def test_whole_project_round_trips(self):
        for scheme in ("IOB1", "iob2", "IOE2", "IOBES", "BILOU", "BMES"):
            self.ok("export", self.project, "--format", "conll", "--scheme", scheme, "--out",
                    self.out, "--verify")
            copy = os.path.join(self.folder, f"copy-{scheme}.evenspan")
            self.ok("project", "create", copy)
            self.ok("import", copy, self.out)
            self.assertEqual(self.info(copy), self.info())

    def test_text(self):
        self.ok("export", self.project, "--format", "text", "--split", "", "--out", self.out)
        with open(self.out, encoding="utf-8") as file:
            self.assertEqual(file.read(), "A note. Of two  sentences.\n")
        summary = self.json("export", self.project, "--format", "text", "--out", self.out,
                            "--verify")
        self.assertTrue(summary["lost"])

    def test_a_format_of_many_files_writes_a_folder(self):
        out = os.path.join(self.folder, "brat")
        summary = self.json("export", self.project, "--format", "brat", "--out", out, "--verify")
        self.assertTrue(summary["verified"])
        documents = summary["documents"]
        names = sorted(os.listdir(out))
        self.assertEqual(len([n for n in names if n.endswith(".txt")]), documents)
        self.assertEqual(len([n for n in names if n.endswith(".ann")]), documents)
        self.assertEqual([n for n in os.listdir(self.folder) if "unfinished" in n], [])
        copy = os.path.join(self.folder, "copy.evenspan")
        self.ok("project", "create", copy)
        self.ok("import", copy, out, "--format", "brat")
        self.assertEqual(self.info(copy)["labels"], self.info()["labels"])
        # What is there stays.
        self.refuse(3, "export", self.project, "--format", "brat", "--out", out)
        self.assertEqual(sorted(os.listdir(out)), names)
        taken = self.file("taken", "older")
        self.refuse(3, "export", self.project, "--format", "brat", "--out", taken)
        with open(taken, encoding="utf-8") as file:
            self.assertEqual(file.read(), "older")

    def test_refusals_leave_an_older_file(self):
        self.file("out.conll", "older")
        cases = [
            (2, ["--format", "conl", "--out", self.out], "conll"),
            (2, ["--format", "conll", "--out", self.out, "--scheme", "IOBS"], "IOB"),
            (3, ["--format", "conll", "--out", self.out, "--split", "tarin"], "train"),
            (3, ["--format", "conll", "--out", self.out, "--source", "run-1"], "gold"),
            (2, ["--format", "conll", "--out", self.folder], "file"),
            (3, ["--format", "conll", "--out", os.path.join(self.folder, "no/out")], "remedy"),
        ]
        for status, arguments, word in cases:
            self.assertIn(word, self.refuse(status, "export", self.project, *arguments))
        with open(self.out, encoding="utf-8") as file:
            self.assertEqual(file.read(), "older")
        self.assertEqual([name for name in os.listdir(self.folder) if "tmp" in name], [])

    def test_empty_project(self):
        empty = os.path.join(self.folder, "empty.evenspan")
        self.ok("project", "create", empty)
        self.refuse(3, "export", empty, "--format", "conll", "--out", self.out)
        self.assertFalse(os.path.exists(self.out))


class Usage(Case):
    def test_nearest_word(self):
        path = self.file("a.conll", CONLL)
        for arguments, word in (
            (["import", self.project, path, "--spilt", "train"], "--split"),
            (["import", self.project, path, "--dryrun"], "--dry-run"),
            (["improt", self.project, path], "import"),
            (["import", self.project, path, "--format", "conl"], "conll"),
            (["export", self.project, "--forma", "conll", "--out", self.folder], "--format"),
            (["project", "inof", self.project], "info"),
        ):
            said = self.refuse(2, *arguments)
            self.assertIn(word, said.split("error: ")[1].split("\n", 1)[1], said)

    def test_missing_arguments(self):
        for arguments in ([], ["import"], ["import", self.project], ["export", self.project],
                          ["export", self.project, "--format", "conll"],
                          ["project"], ["project", "create"]):
            self.refuse(2, *arguments)

    def test_help(self):
        for verb in ([], ["project"], ["project", "create"], ["project", "info"],
                     ["project", "check"], ["import"], ["export"]):
            self.assertIn("--help", self.ok(*verb, "--help").stdout)
        self.assertRegex(self.ok("--version").stdout, r"^\d+\.\d+\.\d+")


if __name__ == "__main__":
    unittest.main()
