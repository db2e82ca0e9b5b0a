# SPDX-License-Identifier: GPL-3.0-or-later
"""What leaves the house: markers in texts, names, document names, metadata, notes, annotators, runs' notes,
lists, paths, the home folder, the user's and the machine's own name go through real audits of one run and of
two, and none is in the PDF (pages, metadata, attachments), the HTML or the JSON. And audits that cannot be
made: they say why and leave nothing behind.

Meant to be shown, since the user wrote it for the report or it says what was audited: the audit's name and
purpose, the runs' names, the name of a model (of a folder: its last part), labels, the split, the columns
that were chosen as groups and their values, a suite's name, source, licence, date and rule and the ids of its
templates, never their texts or names."""
import glob
import json
import os
import random
import shutil
import signal
import socket
import sqlite3
import subprocess
import sys
import tempfile
import time
import unittest

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import tiny_model  # noqa: E402
from test_train import CLI, MINILM, run  # noqa: E402

KINDS = "text person document path listed user home host column value note annotator remark".split()
MARKERS = tuple(f"Zqx{kind}" for kind in KINDS)
TEXT, PERSON, DOCUMENT, PATH, LISTED, USER, HOME, HOST, COLUMN, VALUE, NOTE, ANNOTATOR, REMARK = MARKERS
SETTINGS = [f"--set={s}" for s in ("max_steps=60", "batch_size=8", "eval_every=60", "save_every=60",
                                   "deterministic=true", "precision=fp32", "learning_rate=0.01", "threads=1")]


def conll(path, documents, chance):
    with open(path, "w", encoding="utf-8") as file:
        for number in range(documents):
            file.write(f"# newdoc id = {DOCUMENT}-{os.path.basename(path)}-{number}\n"
                       f"# meta channel = {'mail' if number % 2 else 'web'}\n"
                       f"# meta {COLUMN} = {VALUE}\n"
                       f"# meta annotators = {ANNOTATOR} A, {ANNOTATOR} B\n")
            for _ in range(3):
                name = f"{PERSON}{chance.randrange(9)}"
                rows = [("Please", "O"), ("call", "O"), (name, "B-PER"), ("from", "O"), ("Oslo", "B-LOC"),
                        (f"{TEXT}{chance.randrange(9)}", "O"), (".", "O")]
                file.write("\n".join("\t".join(row) for row in rows) + "\n\n")


def suite(names):
    return {"name": "listed", "language": "en", "label": "PER", "source": "test", "licence": "CC0-1.0",
            "date": "2026-01-01", "rule": "all",
            "templates": [{"id": f"t{i}", "text": text} for i, text in enumerate((
                f"{{name}} saw {TEXT} .", "Please call {name} from Oslo ."))],
            "names": [{"name": f"{LISTED}{group}{i}", "group": group} for group in ("one", "two")
                      for i in range(names)]}


def named(path):
    with open(path, encoding="utf-8") as file:
        return json.load(file)["name"]


@unittest.skipUnless(os.path.exists(MINILM), "the encoder is absent")
class Markers(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.box = tempfile.mkdtemp()
        cls.folder = f"{cls.box}/{PATH}"
        os.makedirs(f"{cls.folder}/out")
        chance = random.Random(3)
        for split, count in (("train", 24), ("validation", 6), ("test", 20), ("single", 1)):
            conll(f"{cls.folder}/{split}.conll", count, chance)
        cls.project = f"{cls.folder}/p.evenspan"
        os.makedirs(f"{cls.folder}/{HOME}")
        cls.env = {**os.environ, "USER": USER, "LOGNAME": USER, "USERNAME": USER, "HOSTNAME": HOST,
                   "HOME": f"{cls.folder}/{HOME}"}
        for model in ("tiny", "other"):
            tiny_model.make(f"{cls.folder}/{model}", MINILM)
        cls.listed = f"{cls.folder}/listed.json"
        with open(cls.listed, "w", encoding="utf-8") as file:
            json.dump(suite(24), file)
        cls.must("project", "create", cls.project)
        for split in ("train", "validation", "test", "single"):
            cls.must("import", cls.project, f"{cls.folder}/{split}.conll", "--split", split)
        for run_name, model in (("r", "tiny"), ("s", "other")):
            cls.must("train", cls.project, "--model", f"{cls.folder}/{model}", *SETTINGS, "--name", run_name)
        cls.must("suite", cls.project, "import", cls.listed)
        # What only the window writes: who labelled, comments, what is said of a run.
        with sqlite3.connect(cls.project) as database:
            database.execute("UPDATE event_group SET actor = ?", (ANNOTATOR,))
            database.execute("INSERT INTO note(document, span, kind, text, author, created, resolved) "
                             "SELECT id, NULL, 0, ?, ?, 1, 0 FROM document", (NOTE, ANNOTATOR))
            database.execute("UPDATE counter SET value = (SELECT max(id) FROM note) WHERE name = 'note'")
            database.execute("INSERT INTO run_mark(run, note, star, archived, trashed) "
                             "SELECT id, ?, 0, 0, NULL FROM run", (REMARK,))
            database.execute("INSERT INTO run_tag(run, tag) SELECT id, ? FROM run", (REMARK,))
        database.close()

    @classmethod
    def tearDownClass(cls):
        shutil.rmtree(cls.box)

    @classmethod
    def must(cls, *arguments):
        done = run(*arguments, env=cls.env)
        assert done.returncode == 0, done.stderr
        return done

    def audit(self, *more, **options):
        return run("audit", self.project, "--run", "r", "--rounds", "200", *more,
                   **{"env": self.env, **options})

    def kept(self):
        return sorted(glob.glob(f"{self.project}-files/*"))

    def test_nothing_of_the_text_leaves(self):
        done, found = self.written("one", "--run", "r", "--groups", "length", "--groups", "seen", "--groups",
                                   "channel", "--groups", "channel+length", "--suite", "listed", "--swaps",
                                   "PER", "--list", "listed")
        self.assertIn(b"Recall", found["pages"])
        # What was chosen is shown: the test would see a marker.
        self.assertIn(b"channel", found["pages"])
        self.without_markers(done, found)
        # That there are annotators is counted, not who they are; neither has marks of their own here.
        audit = json.loads(found["json"])
        self.assertEqual(audit["annotated"], 20)
        self.assertEqual((audit["agreement"]["value"], audit["agreement"]["reason"]), (None, "nothing"))

    def test_annotators_are_no_groups(self):
        before = self.kept()
        for group in ("annotators", "meta:annotators", "attribute:annotator", "channel+annotators"):
            done = self.audit("--groups", group, "--name", "refused")
            self.assertEqual(done.returncode, 2, (group, done.stderr))
            self.assertIn("annotators would put their names into the report", done.stderr)
            self.assertIn("remedy: ", done.stderr)
        self.assertEqual(self.kept(), before)

    def test_nothing_leaves_with_a_comparison(self):
        done, found = self.written("two", "--compare", "r", "--with", "s", "--suite", "listed", "--groups",
                                   "channel")
        self.assertTrue("model: tiny → other".encode() in found["json"])
        self.without_markers(done, found)

    def written(self, name, *words):
        """The bytes of every export, with the PDF's parts unpacked."""
        out = {kind: f"{self.folder}/out/{name}.{kind}" for kind in ("pdf", "html", "json")}
        done = run("audit", self.project, "--rounds", "200", "--threads", "1", *words, "--name", name, *(
            word for kind, path in out.items() for word in (f"--{kind}", path)), env=self.env)
        self.assertEqual(done.returncode, 0, done.stderr)
        found = {}
        for kind, path in out.items():
            with open(path, "rb") as file:
                found[kind] = file.read()
        # Written again from what is kept, in the other language.
        kept, = (p for p in self.kept() if p.endswith(".audit.json") and named(p) == name)
        again = f"{self.folder}/out/{name}-again.html"
        self.must("report", kept, "--html", again, "--language", "zh_CN")
        with open(again, "rb") as file:
            found["again"] = file.read()
        with open(kept, "rb") as file:
            found["kept"] = file.read()
        # Streams unpacked, so that nothing hides in a compressed object; then text and attachments.
        found["objects"] = subprocess.run(["qpdf", "--qdf", "--object-streams=disable", out["pdf"], "-"],
                                          capture_output=True, check=True).stdout
        found["pages"] = subprocess.run(["pdftotext", out["pdf"], "-"], capture_output=True, check=True).stdout
        attached = f"{self.folder}/out/{name}-attached"
        os.makedirs(attached)
        subprocess.run(["pdfdetach", "-saveall", "-o", attached, out["pdf"]], check=True, capture_output=True)
        self.assertTrue(os.listdir(attached))
        for file_name in os.listdir(attached):
            with open(os.path.join(attached, file_name), "rb") as file:
                found[f"attached {file_name}"] = file.read()
        return done, found

    def without_markers(self, done, found):
        # On the screen the user's own paths may stand, where the files were written.
        for marker in set(MARKERS) - {PATH, HOME}:
            self.assertNotIn(marker, done.stdout)
        host = socket.gethostname()
        for where, data in found.items():
            for marker in (*MARKERS, self.box, *((host,) if len(host) > 6 else ())):
                for text in (marker, marker.lower(), marker.upper()):
                    self.assertNotIn(text.encode(), data, where)
                    self.assertNotIn(text.encode("utf-16-be"), data, where)
                    self.assertNotIn(text.encode("utf-16-be").hex().encode(), data.lower(), where)

    def test_one_document(self):
        out = f"{self.folder}/single.json"
        done = self.audit("--split", "single", "--groups", "length", "--json", out)
        self.assertEqual(done.returncode, 0, done.stderr)
        with open(out, encoding="utf-8") as file:
            found = json.load(file)
        self.assertIsNone(found["headline"]["gap"])
        for gap in found["dimensions"][0]["gaps"]:
            self.assertEqual(gap["verdict"], "not_assessable")

    def test_stopped_midway_leaves_nothing(self):
        before = self.kept()
        out = f"{self.folder}/out/stopped.json"
        with subprocess.Popen([CLI, "audit", self.project, "--run", "r", "--rounds", "1000000", "--name",
                               "stopped", "--json", out, "--pdf", out + ".pdf", "--suite", "listed"],
                              env=self.env, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as child:
            time.sleep(1)
            child.send_signal(signal.SIGINT)
            child.communicate(timeout=200)
        self.assertEqual(child.returncode, 130)
        self.assertEqual(self.kept(), before)
        self.assertFalse(os.path.exists(out) or os.path.exists(out + ".pdf"))
        self.assertEqual(run("project", "check", self.project).returncode, 0)

    def test_places_that_cannot_be_written(self):
        with open(f"{self.folder}/file", "w", encoding="utf-8"):
            pass
        before = self.kept()
        for kind in ("json", "pdf", "html"):
            done = self.audit("--groups", "length", f"--{kind}", f"{self.folder}/file/a.{kind}")
            self.assertIn(done.returncode, (1, 3), done.stderr)
            self.assertIn("remedy: ", done.stderr)
        self.assertEqual(self.kept(), before)

    def test_a_full_disk(self):
        disk = f"{self.folder}/disk"
        os.makedirs(disk)
        if subprocess.run(["mount", "-t", "tmpfs", "-o", "size=4k", "tmpfs", disk],
                          capture_output=True).returncode != 0:
            self.skipTest("no small disk can be mounted here")
        try:
            for kind in ("json", "pdf", "html"):
                done = self.audit("--groups", "length", f"--{kind}", f"{disk}/a.{kind}")
                self.assertIn(done.returncode, (1, 3), done.stderr)
                self.assertIn("remedy: ", done.stderr)
                self.assertEqual(os.listdir(disk), [])
        finally:
            subprocess.run(["umount", "-l", disk], check=True)


if __name__ == "__main__":
    unittest.main(argv=[sys.argv[0], "-v"])
