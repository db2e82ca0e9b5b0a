#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The order of labelling from outside: what it says of a document is what inspect says of its
words; and a simulation that is called again learns nothing twice."""
import json
import math
import os
import sys
import unittest

sys.dont_write_bytecode = True
import tiny_model
from test_train import MINILM, Project, run

SETTINGS = ["--set=max_steps=20", "--set=batch_size=8", "--set=eval_every=20", "--set=learning_rate=0.003",
            "--set=head_learning_rate=0.01", "--set=precision=fp32", "--set=max_length=60"]


@unittest.skipUnless(os.path.exists(MINILM), "the encoder is absent")
class Order(Project):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.tiny = f"{cls.folder}/tiny"
        tiny_model.make(cls.tiny, MINILM)
        done = run("train", cls.project, "--model", cls.tiny, "--name", "r", *SETTINGS)
        assert done.returncode == 0, done.stderr
        cls.texts = {}
        for n, text in enumerate(("Ana Ruiz came to Oslo at noon .", "Nobody was there .",
                                  "The mill met the river near the old fen in May .",
                                  "The mill met the river near the old fen in May . Again")):
            path = f"{cls.folder}/plain-{n}.txt"
            with open(path, "w", encoding="utf-8") as file:
                file.write(text)
            done = run("import", cls.project, path)
            assert done.returncode == 0, done.stderr
            cls.texts[n] = text

    def order(self, *more):
        done = run("order", self.project, "--run", "r", "--json", *more)
        self.assertEqual(done.returncode, 0, done.stderr)
        return json.loads(done.stdout)["order"]

    def test_the_figure_is_that_of_the_words(self):
        for measure in ("mnlp", "entropy", "margin"):
            found = self.order("--measure", measure, "--random", "0")
            self.assertEqual(len(found), 4)
            for one in found:
                text = self.texts[int(one["document"].split("-")[1].split(".")[0])]
                done = run("inspect", self.project, "--run", "r", "--text", text, "--json")
                words = [w for s in json.loads(done.stdout)["sentences"] for w in s["words"]]
                said = {"mnlp": lambda w: -math.log(max(w["probabilities"].values())),
                        "entropy": lambda w: w["entropy"], "margin": lambda w: 1 - w["margin"]}[measure]
                self.assertAlmostEqual(one["value"], sum(map(said, words)) / len(words), delta=1e-4)
            first = [one["value"] for one in found if not one["near_duplicate"]]
            self.assertEqual(first, sorted(first, reverse=True))
            self.assertEqual(sum(one["near_duplicate"] for one in found), 1)
            self.assertTrue(found[-1]["near_duplicate"])
        bald = self.order("--measure", "bald")
        self.assertTrue(all(one["value"] >= 0 for one in bald))
        self.assertEqual(sum(one["random"] for one in bald), 1)
        self.assertEqual(self.order("--measure", "bald"), bald)

    def test_a_simulation_is_kept(self):
        call = ("simulate", self.project, "--order", "random", "--order", "margin", "--seeds", "2", "--first", "6",
                "--batch", "6", "--rounds", "1", "--model", self.tiny, *SETTINGS, "--json")
        first = run(*call)
        self.assertEqual(first.returncode, 0, first.stderr)
        found = json.loads(first.stdout)
        self.assertEqual(first.stderr.count("F1"), 8)
        for order in ("random", "margin"):
            curve = found["orders"][order]["curve"]
            self.assertEqual([row["documents"] for row in curve], [6, 12])
            self.assertTrue(all(0 <= row["f1"] <= 1 and row["seeds"] == 2 for row in curve))
        # Both orders begin with the same documents.
        self.assertEqual(found["orders"]["random"]["curve"][0], found["orders"]["margin"]["curve"][0])
        again = run(*call)
        self.assertEqual(json.loads(again.stdout), found)
        self.assertNotIn("F1", again.stderr)
        self.assertEqual(self.info()["runs"], ["r"])
        other = run(*call, "--batch", "7")
        self.assertEqual(other.returncode, 2, other.stderr)

    def test_bad_calls(self):
        self.fails(3, "order", self.project, "--run", "nobody", says=["nobody"])
        self.fails(2, "order", self.project, "--run", "r", "--measure", "luck", says=["luck"])
        self.fails(3, "simulate", self.project, "--first", "9999", "--model", self.tiny, "--name", "x",
                   says=["first batch"])


if __name__ == "__main__":
    unittest.main(argv=[sys.argv[0], "-v"])
