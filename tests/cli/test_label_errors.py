# SPDX-License-Identifier: GPL-3.0-or-later
"""Label errors from outside: the planted ones of the sample project come first, by a real
cross-training; without one the same strings speak; what is not there is said."""
import csv
import json
import os
import shutil
import sys
import tempfile
import unittest

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from test_train import MINILM, ROOT, Project, run  # noqa: E402

SAMPLE = f"{ROOT}/resources/sample"
# 2 folds of 3 passes: about a minute on two cores.
RECIPE = ("--folds", "2", "--set", "epochs=3", "--set", "learning_rate=5e-4",
          "--set", "extend_vocabulary=1500", "--set", "eval_every=100000")


def planted():
    """(document, sentence from 0, first and last code point of the sentence) of each error."""
    with open(f"{SAMPLE}/label_errors.tsv", encoding="utf-8") as file:
        for row in csv.DictReader(file, delimiter="\t"):
            starts = [int(row[k]) for k in ("start", "given_start") if row[k]]
            ends = [int(row[k]) for k in ("end", "given_end") if row[k]]
            yield row["document"], int(row["sentence"]) - 1, min(starts), max(ends)


def found_in(rows, errors):
    """How many of the errors some row touches."""
    places = {}
    for row in rows:
        for each in [*row["given"], *row["proposed"]]:
            places.setdefault((row["document"], row["sentence"]), []).append(
                (each["start"] - row["sentence_start"], each["end"] - row["sentence_start"]))
    return sum(any(a < end and start < b for a, b in places.get((document, sentence), ()))
               for document, sentence, start, end in errors)


@unittest.skipUnless(os.path.exists(MINILM), "the encoder is absent")
class Sample(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.mkdtemp()
        cls.project = f"{cls.folder}/sample.evenspan"
        assert run("project", "create", cls.project).returncode == 0
        for split in ("train", "validation", "test"):
            done = run("import", cls.project, f"{SAMPLE}/{split}.conll", "--split", split)
            assert done.returncode == 0, done.stderr

    @classmethod
    def tearDownClass(cls):
        shutil.rmtree(cls.folder)

    def queue(self, *more):
        done = run("label-errors", self.project, "--json", *more)
        self.assertEqual(done.returncode, 0, done.stderr)
        return json.loads(done.stdout)

    def test_1_without_a_cross_training(self):
        done = run("label-errors", self.project)
        self.assertEqual(done.returncode, 3, done.stderr)
        self.assertIn("kfold", done.stderr)
        queue = self.queue("--method", "strings")
        self.assertTrue(all(row["by_strings"] and not row["by_model"] for row in queue["rows"]))
        self.assertTrue(all("p_given" not in row for row in queue["rows"]))
        errors = list(planted())
        hits = found_in(queue["rows"][:2 * len(errors)], errors)
        print(f"strings alone: {hits} of {len(errors)} in the first {2 * len(errors)}")
        self.assertGreater(hits, 0)

    def test_2_planted_errors_come_first(self):
        done = run("kfold", self.project, *RECIPE, "--name", "k")
        self.assertEqual(done.returncode, 0, done.stderr)
        out = f"{self.folder}/errors.jsonl"
        queue = self.queue("--kfold", "k", "--out", out)
        rows = queue["rows"]
        with open(out, encoding="utf-8") as file:
            self.assertEqual([json.loads(line) for line in file], rows)
        self.assertEqual(queue["unread"] + queue["changed"], 0)
        self.assertEqual([row["odds"] for row in rows], sorted((r["odds"] for r in rows), reverse=True))
        errors = list(planted())
        hits = found_in(rows[:2 * len(errors)], errors)
        print(f"planted errors: {hits} of {len(errors)} in the first {2 * len(errors)} of {len(rows)}"
              f" rows, {found_in(rows[:len(errors)], errors)} in the first {len(errors)}")
        self.assertGreaterEqual(hits, 0.8 * len(errors))
        for row in rows[:200]:
            self.assertTrue(row["given"] or row["proposed"])
            self.assertEqual(row["error"] == "missing", not row["given"])
            self.assertEqual(row["error"] == "spurious", not row["proposed"])

    def test_3_tokens_by_the_methods_of_the_literature(self):
        scores = self.queue("--method", "self-confidence", "--limit", "50")
        self.assertTrue(scores["more"])
        values = [row["score"] for row in scores["rows"]]
        self.assertEqual(values, sorted(values))
        sentences = self.queue("--method", "worst-token", "--limit", "100000")["rows"]
        self.assertEqual(len(sentences), len({(r["document"], r["sentence"]) for r in sentences}))
        for row in self.queue("--method", "confident-joint")["rows"]:
            self.assertNotEqual(row["given"], row["likeliest"])

    def test_4_bad_calls(self):
        done = run("label-errors", self.project, "--kfold", "nobody")
        self.assertEqual(done.returncode, 3, done.stderr)
        self.assertIn("nobody", done.stderr)
        self.assertEqual(run("label-errors", self.project, "--method", "guess").returncode, 2)
        self.assertNotEqual(run("label-errors", f"{self.folder}/none.evenspan").returncode, 0)


class Empty(unittest.TestCase):
    def test_no_decided_document(self):
        with tempfile.TemporaryDirectory() as folder:
            project = f"{folder}/p.evenspan"
            self.assertEqual(run("project", "create", project).returncode, 0)
            done = run("label-errors", project, "--method", "strings")
            self.assertEqual(done.returncode, 3, done.stderr)


del Project  # its own tests are test_train's
if __name__ == "__main__":
    unittest.main(argv=[sys.argv[0], "-v"])
