# SPDX-License-Identifier: GPL-3.0-or-later
"""Runs of one project compared on the same documents, and one trained again to the same bits."""
import glob
import itertools
import json
import os
import signal
import subprocess
import sys
import time
import unittest

import test_train as base
import tiny_model
from test_train import run


@unittest.skipUnless(os.path.exists(base.MINILM), "the encoder is absent")
class Comparing(base.Project):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        tiny_model.make(f"{cls.folder}/tiny", base.MINILM)
        common = ["--model", f"{cls.folder}/tiny", "--set=max_steps=300", "--set=batch_size=8",
                  "--set=precision=fp32"]
        for name, settings in (
            ("seed-1", ("seed=1", "deterministic=true", "learning_rate=0.003")),
            ("seed-2", ("seed=2", "deterministic=true", "learning_rate=0.003")),
            ("slow", ("seed=1", "deterministic=true", "learning_rate=0.00001")),
            ("free", ("seed=1", "learning_rate=0.003")),
        ):
            done = run("train", cls.project, *common, *[f"--set={s}" for s in settings],
                       "--name", name)
            assert done.returncode == 0, done.stderr

    def compare(self, *names, split="test", status=0):
        done = run("compare", self.project, *names, "--split", split, "--json")
        self.assertEqual(done.returncode, status, done.stderr)
        return json.loads(done.stdout)

    def test_scores_are_those_of_evaluate(self):
        result = self.compare("seed-1", "slow")
        self.assertEqual([r["name"] for r in result["runs"]], ["seed-1", "slow"])
        self.assertEqual(result["documents"], 6)
        self.assertEqual(result["left_out"], 0)
        for row in result["runs"]:
            done = run("evaluate", self.project, "--run", row["name"], "--split", "test", "--json")
            micro = json.loads(done.stdout)["micro"]
            for key in ("precision", "recall", "f1"):
                self.assertAlmostEqual(row[key], micro[key], places=12)
            self.assertEqual(row["right"] + row["missed"], micro["support"])
            self.assertLessEqual(row["low"], row["f1"])
            self.assertLessEqual(row["f1"], row["high"])

    def test_what_differs_stands_first(self):
        settings = self.compare("seed-1", "slow")["settings"]
        differing = [s for s in settings if s["differs"]]
        self.assertEqual([s["key"] for s in differing], ["learning_rate"])
        self.assertEqual(settings[0]["key"], "learning_rate")
        self.assertEqual([float(v) for v in settings[0]["values"]], [0.003, 0.00001])
        self.assertIn("torch", [s["key"] for s in settings if s["part"] == "environment"])
        self.assertIn("training sha256", [s["key"] for s in settings if s["part"] == "data"])

    def test_the_pair_in_words(self):
        result = self.compare("slow", "seed-1")
        (pair,) = result["pairs"]
        better = max(result["runs"], key=lambda r: r["f1"])["name"]
        self.assertEqual(pair["a"], better)
        self.assertGreaterEqual(pair["difference"], 0)
        self.assertLessEqual(pair["low"], pair["difference"])
        self.assertLessEqual(pair["difference"], pair["high"])
        self.assertTrue(pair["exact"])  # six documents: 64 swaps
        self.assertIn(pair["randomisation_p"] * 64, range(1, 65))
        self.assertEqual(pair["p_holm"], pair["p"])  # one test
        for words in (better, "F1", "95 % interval", "on 6 documents"):
            self.assertIn(words, pair["words"])
        again = self.compare("slow", "seed-1")
        self.assertEqual(again, result)

    def test_seeds_are_one_group(self):
        result = self.compare("seed-1", "slow", "seed-2")
        groups = {g["name"]: g for g in result["groups"]}
        self.assertEqual(set(groups), {"seed-1", "slow"})
        self.assertEqual(groups["seed-1"]["runs"], ["seed-1", "seed-2"])
        f1 = [r["f1"] for r in result["runs"] if r["group"] == "seed-1"]
        mean = sum(f1) / 2
        self.assertAlmostEqual(groups["seed-1"]["f1"]["mean"], mean, places=12)
        deviation = sum((v - mean) ** 2 for v in f1) ** 0.5
        self.assertAlmostEqual(groups["seed-1"]["f1"]["sd"], deviation, places=12)
        (pair,) = result["pairs"]
        self.assertNotIn("randomisation_p", pair)
        self.assertIn("(2 seeds)", pair["words"])

    def test_every_pair_is_tested(self):
        result = self.compare("seed-1", "slow", "free")
        pairs = {frozenset((p["a"], p["b"])) for p in result["pairs"]}
        self.assertEqual(pairs, {frozenset(p) for p in
                                 itertools.combinations(("seed-1", "slow", "free"), 2)})
        for pair in result["pairs"]:
            self.assertGreaterEqual(pair["p_holm"], pair["p"])

    def test_words_on_the_terminal(self):
        done = run("compare", self.project, "seed-1", "slow")
        self.assertEqual(done.returncode, 0, done.stderr)
        for words in ("what differs", "learning_rate", "0.003", "on 6 documents"):
            self.assertIn(words, done.stdout)

    def test_bad_input(self):
        self.fails(2, "compare", self.project, "seed-1", says=["RUN"])
        self.fails(2, "compare", self.project, "seed-1", "seed-1", says=["different"])
        self.fails(3, "compare", self.project, "seed-1", "seed-9", says=["seed-9", "Did you mean"])
        self.fails(3, "compare", self.project, "seed-1", "slow", "--split", "dev",
                   says=["no decided document"])
        self.fails(3, "verify", self.project, "--run", "nobody", says=["nobody"])

    def verify(self, name, status=0):
        done = run("verify", self.project, "--run", name, "--json")
        self.assertEqual(done.returncode, status, done.stderr)
        return json.loads(done.stdout)

    def test_verify(self):
        runs, before = self.info()["runs"], sorted(os.listdir(f"{self.project}-files"))
        result = self.verify("seed-1")
        self.assertTrue(result["promised"], result)
        self.assertTrue(result["same_bits"], result)
        weights = f"{self.project}-files/models/seed-1/model.safetensors"
        self.assertEqual(result["after"], base.sha256(weights))
        self.assertNotIn("scores", result)
        free = self.verify("free")
        self.assertFalse(free["promised"])
        self.assertEqual([d["kind"] for d in free["doubts"]], ["not_deterministic"])
        # Nothing of it stays.
        self.assertEqual(self.info()["runs"], runs)
        self.assertEqual(sorted(os.listdir(f"{self.project}-files")), before)

    def test_verify_is_cancelled(self):
        process = subprocess.Popen([base.CLI, "verify", self.project, "--run", "seed-1"],
                                   stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        deadline = time.monotonic() + 120
        scratch = lambda: glob.glob(f"{self.project}-files/verify-*/copy.evenspan")
        while not scratch() and process.poll() is None and time.monotonic() < deadline:
            time.sleep(0.01)
        process.send_signal(signal.SIGINT)
        process.communicate(timeout=120)
        self.assertEqual(process.returncode, 130)
        self.assertEqual(glob.glob(f"{self.project}-files/verify-*"), [])

    def test_verify_after_the_documents_changed(self):
        path = f"{self.folder}/more.conll"
        with open(path, "w", encoding="utf-8") as file:
            file.write("# newdoc id = more-0\n" + base.sentence(base.random.Random(9)) + "\n")
        self.assertEqual(run("import", self.project, path, "--split", "train").returncode, 0)
        result = self.verify("seed-2")
        self.assertEqual([d["kind"] for d in result["doubts"]], ["other_data"])
        self.assertFalse(result["same_bits"])
        scores = result["scores"]
        self.assertEqual((scores["split"], scores["documents"]), ("test", 6))
        self.assertAlmostEqual(scores["difference"], scores["after"] - scores["before"], places=12)
        self.assertLessEqual(scores["low"], scores["high"])
        done = run("verify", self.project, "--run", "seed-2")
        self.assertIn("not promised: the documents changed", done.stdout)
        self.assertIn("95 % interval", done.stdout)


if __name__ == "__main__":
    unittest.main(argv=[sys.argv[0], "-v"])
