# SPDX-License-Identifier: GPL-3.0-or-later
"""Cross-training from outside: every decided document in one fold, probabilities of all of its
tokens from a run that never saw it, a kill that changes nothing, and bad calls."""
import json
import os
import signal
import sqlite3
import struct
import subprocess
import sys
import unittest

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import tiny_model  # noqa: E402
from test_train import CLI, MINILM, Project, run  # noqa: E402

SETTINGS = [f"--set={s}" for s in ("max_steps=90", "batch_size=8", "eval_every=30", "save_every=20",
                                   "deterministic=true", "precision=fp32", "learning_rate=0.01")]


def halves(data):
    return struct.unpack(f"<{len(data) // 2}e", data)


def numbers(data):
    return struct.unpack(f"<{len(data) // 8}q", data)


def read_fold(path):
    """A fold by the description of its layout alone."""
    with open(path, "rb") as file:
        data = file.read()
    length = struct.unpack("<Q", data[:8])[0]
    header, body = json.loads(data[8:8 + length]), data[8 + length:]
    facts = header.pop("__metadata__")
    tensors = {}
    for name, entry in header.items():
        begin, end = entry["data_offsets"]
        tensors[name] = (entry["dtype"], entry["shape"], body[begin:end])
    return facts, tensors


@unittest.skipUnless(os.path.exists(MINILM), "the encoder is absent")
class KFold(Project):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.tiny = f"{cls.folder}/tiny"
        tiny_model.make(cls.tiny, MINILM)

    def kfold(self, name, *more):
        return run("kfold", self.project, "--folds", "3", "--model", self.tiny, *SETTINGS, "--name", name,
                   "--json", *more)

    def query(self, sql, *values):
        with sqlite3.connect(f"file:{self.project}?mode=ro", uri=True) as database:
            return database.execute(sql, values).fetchall()

    def folds(self, name):
        out = []
        for path, provenance in self.query("SELECT path, provenance FROM file WHERE role = 'out_of_fold'"):
            facts = json.loads(provenance)
            if facts["kfold"] == name:
                out.append((facts, *read_fold(f"{self.project}-files/{path}")))
        return sorted(out, key=lambda fold: fold[0]["fold"])

    def test_1_every_document_once_from_a_run_that_never_saw_it(self):
        done = self.kfold("whole")
        self.assertEqual(done.returncode, 0, done.stderr)
        said = json.loads(done.stdout)
        info = self.info()
        documents = {row[0] for row in self.query("SELECT id FROM document")}
        dealt = [d for fold in said["folds"] for d in fold["documents"]]
        self.assertEqual(sorted(dealt), sorted(documents))
        self.assertEqual(said["tokens"], info["tokens"])
        folds = self.folds("whole")
        self.assertEqual(len(folds), 3)
        for n, (facts, metadata, tensors) in enumerate(folds):
            fold = said["folds"][n]
            self.assertEqual(metadata["format"], "evenspan.out_of_fold.1")
            self.assertEqual((metadata["fold"], metadata["folds"], metadata["run"]),
                             (str(n), "3", f"whole-fold-{n + 1}"))
            tags = json.loads(metadata["tags"])
            self.assertEqual(tags, said["tags"])
            self.assertEqual(list(numbers(tensors["documents"][2])), fold["documents"])
            dtype, shape, data = tensors["probabilities"]
            self.assertEqual((dtype, shape[1]), ("F16", len(tags)))
            starts = numbers(tensors["starts"][2])
            self.assertEqual((starts[0], starts[-1]), (0, shape[0]))
            values = halves(data)
            for at in range(0, len(values), len(tags)):
                self.assertAlmostEqual(sum(values[at:at + len(tags)]), 1, delta=0.005)
            # The run's own record: what it saw and what it must not see.
            row = self.query("SELECT record FROM run WHERE name = ?", f"whole-fold-{n + 1}")[0][0]
            record = json.loads(row)
            self.assertEqual(sorted(record["left_out"]), fold["documents"])
            splits = {d: s for d, s in self.query("SELECT id, split FROM document")}
            for split in ("train", "validation"):
                seen = sum(s == split and d not in fold["documents"] for d, s in splits.items())
                self.assertEqual(record["data"][split]["documents"], seen)

    def test_2_the_probabilities_are_those_of_the_folds_run(self):
        names = dict(self.query("SELECT name, id FROM document WHERE split = 'test'"))
        checked = 0
        for facts, metadata, tensors in self.folds("whole"):
            tags, ids = json.loads(metadata["tags"]), numbers(tensors["documents"][2])
            starts, values = numbers(tensors["starts"][2]), halves(tensors["probabilities"][2])
            done = run("predict", self.project, "--run", facts["run"], "--split", "test", "--decoder",
                       "argmax", "--json")
            self.assertEqual(done.returncode, 0, done.stderr)
            before = {}
            for sentence in json.loads(done.stdout):
                first = before.get(sentence["document"], 0)
                words = sentence["text"].split(" ")
                before[sentence["document"]] = first + len(words)
                if names[sentence["document"]] not in ids:
                    continue
                row = starts[ids.index(names[sentence["document"]])] + first
                for span in sentence["spans"]:
                    begin = sentence["text"][:span["start"]].count(" ")
                    count = span["text"].count(" ") + 1
                    mean = 0
                    for n in range(count):
                        p = values[(row + begin + n) * len(tags):(row + begin + n + 1) * len(tags)]
                        self.assertTrue(tags[p.index(max(p))].endswith(span["label"]))
                        mean += max(p) / count
                    self.assertAlmostEqual(mean, span["score"], delta=0.002)
                    checked += 1
        self.assertGreater(checked, 5)

    def test_3_a_kill_changes_nothing(self):
        process = subprocess.Popen([CLI, "kfold", self.project, "--folds", "3", "--model", self.tiny, *SETTINGS,
                                    "--name", "killed"], stderr=subprocess.PIPE, text=True)
        for line in process.stderr:
            if line.startswith("fold 2 of 3: leaves"):
                break
        for line in process.stderr:
            if "F1" in line:  # an evaluation within the second fold
                break
        process.send_signal(signal.SIGKILL)
        process.wait()
        process.stderr.close()
        self.assertEqual(len(self.folds("killed")), 1)
        first = self.query("SELECT sha256 FROM file WHERE provenance LIKE '%killed%' AND role = 'out_of_fold'")
        done = run("kfold", self.project, "--resume", "--json")
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertNotIn("fold 1 of", done.stderr)
        for one, other in zip(self.folds("whole"), self.folds("killed"), strict=True):
            self.assertEqual(one[2], other[2])
        self.assertIn(first[0], self.query("SELECT sha256 FROM file WHERE role = 'out_of_fold'"))
        again = run("kfold", self.project, "--resume", "--name", "killed")
        self.assertEqual(again.returncode, 2)
        self.assertIn("finished", again.stderr)

    def test_4_bad_calls(self):
        self.fails(2, "kfold", self.project, "--folds", "1", says=["2 to 100"])
        self.fails(3, "kfold", self.project, "--folds", "99", "--name", "many", says=["fewer folds"])
        self.fails(3, "kfold", self.project, "--name", "whole", says=["--resume"])
        self.fails(2, "kfold", self.project, "--name", "a/b", says=["letters"])
        self.fails(2, "kfold", self.project, "--set", "epoch=1", says=["epochs"])
        self.fails(3, "kfold", self.project, "--resume", "--name", "nobody", says=["nobody"])


if __name__ == "__main__":
    unittest.main(argv=[sys.argv[0], "-v"], failfast=False)
