#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What inspect says of a text beyond tags: what the words add, training text that is alike, words
that spoke for it, and how unsure the run is. That the figures are right is tested against captum and
transformers in tests/peer/attribution.py."""
import json
import math
import os
import sys
import unittest

sys.dont_write_bytecode = True
import test_train
import tiny_model
from test_train import MINILM, Project, run


@unittest.skipUnless(os.path.exists(MINILM), "the encoder is absent")
class Inspect(Project):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        tiny = f"{cls.folder}/tiny"
        tiny_model.make(tiny, MINILM)
        done = run("train", cls.project, "--model", tiny, "--name", "r", "--set=max_steps=150",
                   "--set=batch_size=8", "--set=eval_every=150", "--set=learning_rate=0.003",
                   "--set=head_learning_rate=0.01", "--set=precision=fp32", "--set=max_length=60")
        assert done.returncode == 0, done.stderr
        cls.text = " ".join(word for word, _ in cls.labelled("test"))

    @classmethod
    def labelled(cls, split):
        """The first sentence with an entity, as pairs of word and tag."""
        with open(f"{cls.folder}/{split}.conll", encoding="utf-8") as file:
            for block in file.read().split("\n\n"):
                rows = [line.split("\t") for line in block.split("\n") if "\t" in line]
                if any(tag != "O" for _, tag in rows):
                    return rows

    def inspect(self, *more, text=None):
        done = run("inspect", self.project, "--run", "r", "--text", text or self.text, "--json", *more)
        self.assertEqual(done.returncode, 0, done.stderr)
        return json.loads(done.stdout)

    def target(self, *more):
        """Of the second word of the text, asked about the run's last tag."""
        found = self.inspect()
        word = found["sentences"][0]["words"][1]
        where = f"{word['start']}:{word['end']}"
        return word, found["tags"][-1], self.inspect(
            "--target", where, "--class", found["tags"][-1], *more)["target"]

    def test_every_method_explains_a_chosen_tag(self):
        for method in ("occlusion", "integrated_gradients", "gradient_x_input", "rollout"):
            word, tag, found = self.target("--attribution", method)
            self.assertEqual((found["start"], found["end"], found["classes"]),
                             (word["start"], word["end"], [tag]))
            one = found["attribution"]
            self.assertEqual(one["method"], method)
            self.assertEqual(len(one["words"]), len(self.inspect()["sentences"][0]["words"]))
            self.assertAlmostEqual(one["value"], math.log(word["probabilities"][tag]), delta=1e-3)
            if method == "integrated_gradients":
                self.assertTrue(one["complete"])
                self.assertAlmostEqual(sum(one["words"]) + one["special"],
                                       one["value"] - one["baseline_value"], delta=0.01)
                self.assertEqual((one["baseline"], one["special"]), ("pad", 0))
            if method == "rollout":
                self.assertFalse(one["causal"])
                self.assertAlmostEqual(sum(one["words"]) + one["special"], 1, delta=1e-4)

    def test_a_stricter_tolerance_takes_no_fewer_steps(self):
        loose = self.target("--attribution", "integrated_gradients", "--tolerance", "100")[2]
        strict = self.target("--attribution", "integrated_gradients", "--tolerance", "1e-4")[2]
        self.assertEqual(loose["attribution"]["steps"], 16)
        self.assertGreaterEqual(strict["attribution"]["steps"], 16)
        self.assertLess(strict["attribution"]["gap"], 1e-3)

    def test_entities_are_explained_without_a_target(self):
        found = self.inspect("--attribution", "occlusion", "--occlusion", "--nearest", "--influence")
        spans = [(s, sentence) for sentence in found["sentences"] for s in sentence["spans"]]
        self.assertGreater(len(spans), 0, "the run marks nothing: the test says nothing")
        for span, sentence in spans:
            # The two ways to occlusion are one.
            for old, new in zip(span["occlusion"], span["attribution"]["words"]):
                self.assertAlmostEqual(old, new, delta=1e-4)
            near = span["nearest"]
            self.assertEqual(len(near), 10)
            cosines = [n["cosine"] for n in near]
            self.assertEqual(cosines, sorted(cosines, reverse=True))
            self.assertTrue(all(-1 <= c <= 1 + 1e-6 for c in cosines))
            for one in span["influence"]["for"]:
                self.assertGreater(one["score"], 0)
            for one in span["influence"]["against"]:
                self.assertLess(one["score"], 0)
        training = found["training"]
        self.assertGreaterEqual(training["mentions"], 10)
        self.assertLessEqual(training["kept"], training["words"])

    def test_marginals_are_sums_over_allowed_sequences(self):
        found = self.inspect()
        tags, checked = found["tags"], 0

        def total(words, choices):
            """Of the products of probabilities of all IOB2 sequences with these choices."""
            before = {"O": 1.0}
            for word, allowed in zip(words, choices):
                now = {}
                for tag in allowed:
                    into = sum(value for last, value in before.items()
                               if tag[0] != "I" or last in (f"B-{tag[2:]}", tag))
                    now[tag] = into * word["probabilities"][tag]
                before = now
            return sum(before.values())

        for sentence in found["sentences"]:
            words = sentence["words"]
            whole = total(words, [tags] * len(words))
            for span in sentence["spans"]:
                at = [i for i, word in enumerate(words)
                      if span["start"] <= word["start"] < span["end"]]
                choices = [tags] * len(words)
                for i in at:
                    choices[i] = [("B-" if i == at[0] else "I-") + span["label"]]
                if at[-1] + 1 < len(words):
                    choices[at[-1] + 1] = [tag for tag in tags if tag != f"I-{span['label']}"]
                self.assertAlmostEqual(span["marginal"], total(words, choices) / whole, delta=1e-4)
                checked += 1
        self.assertGreater(checked, 0, "the run marks nothing: the test says nothing")

    def test_a_training_mention_is_nearest_to_itself(self):
        rows = self.labelled("train")
        at = next(i for i, row in enumerate(rows) if row[-1].startswith("B-"))
        text = " ".join(row[0] for row in rows)
        begin = sum(len(row[0]) + 1 for row in rows[:at])
        end = at + 1
        while end < len(rows) and rows[end][-1].startswith("I-"):
            end += 1
        stop = sum(len(row[0]) + 1 for row in rows[:end]) - 1
        found = self.inspect("--target", f"{begin}:{stop}", "--nearest", text=text)["target"]
        self.assertAlmostEqual(found["nearest"][0]["cosine"], 1, delta=1e-4)
        self.assertEqual(found["nearest"][0]["text"], text[begin:stop])
        self.assertEqual(found["nearest"][0]["label"], rows[at][-1][2:])

    def test_uncertainty(self):
        found = self.inspect("--uncertainty", "--passes", "40")
        again = self.inspect("--uncertainty", "--passes", "40")
        self.assertEqual(found, again)
        for sentence in found["sentences"]:
            self.assertLessEqual(sentence["mnlp"], 0)
            chosen = [math.log(w["probabilities"][w["tag"]]) for w in sentence["words"]]
            self.assertAlmostEqual(sentence["mnlp"], sum(chosen) / len(chosen), delta=1e-5)
            self.assertGreater(sentence["dropout"], 0)
            for word in sentence["words"]:
                self.assertGreaterEqual(word["bald"], 0)
                self.assertLessEqual(word["bald"], word["mean_entropy"] + 1e-9)
            self.assertGreater(max(w["bald"] for w in sentence["words"]), 0)

    def test_long_text_and_no_blank(self):
        for text in (self.text.replace(".", "") * 12, "x" * 3000, "שלום עולם"):
            found = self.inspect("--target", "0:1", "--attribution", "integrated_gradients", text=text)
            words = found["target"]["attribution"]["words"]
            self.assertEqual(len(words), len(found["sentences"][0]["words"]))
            # Words outside the window of the target have no score, and say so.
            self.assertIsNotNone(words[0])
            if found["sentences"][0]["cut"] and len(words) > 60:
                self.assertIsNone(words[-1])

    def test_wrong_questions(self):
        ask = ("inspect", self.project, "--run", "r", "--text", self.text, "--json")
        for more, words in ((("--class", "O"), "--target"), (("--target", "5"), "BEGIN:END"),
                            (("--target", "0:3x"), "BEGIN:END"),
                            (("--target", "90000:90001"), "No word"),
                            (("--target", "0:3", "--class", "B-NOPE"), "B-NOPE")):
            done = run(*ask, *more)
            self.assertEqual(done.returncode, 2, done.stderr)
            self.assertIn(words, done.stderr)
        self.assertEqual(run(*ask, "--attribution", "magic").returncode, 2)
        empty = run("inspect", self.project, "--run", "r", "--text", "", "--json", "--uncertainty")
        self.assertEqual(empty.returncode, 0, empty.stderr)
        self.assertEqual(json.loads(empty.stdout)["sentences"], [])


if __name__ == "__main__":
    unittest.main(argv=[test_train.__file__])
