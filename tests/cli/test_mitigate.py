# SPDX-License-Identifier: GPL-3.0-or-later
"""A planted gap of names before and after name-diverse augmentation, three seeds a side: what the
runs record, that no audited name was learnt, that the gap shrinks with a paired interval above zero;
and that nothing is said to have changed where nothing did."""
import json
import os
import sys
import unittest

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import tiny_model  # noqa: E402
from test_audit import pairs, suite  # noqa: E402
from test_train import FIRST, LAST, MINILM, Project, run  # noqa: E402

SETTINGS = [f"--set={s}" for s in ("max_steps=400", "batch_size=8", "eval_every=200", "save_every=200",
                                   "deterministic=true", "precision=fp32", "learning_rate=0.01")]
# Words that a model which knows names by heart does not take for them.
FAR_FIRST = ("river winter yellow number morning paper silver copper music dinner market coffee engine "
             "window bridge forest island desert").split()
FAR_LAST = ("stone garden summer letter table metal cotton pepper ribbon basket candle mirror pencil "
            "rocket saddle tunnel valley wagon").split()


@unittest.skipUnless(os.path.exists(MINILM), "the encoder is absent")
class Mitigate(Project):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.tiny = f"{cls.folder}/tiny"
        tiny_model.make(cls.tiny, MINILM)
        names = {"far": pairs(FAR_FIRST, FAR_LAST), "known": pairs(FIRST, LAST)}
        cls.suite = f"{cls.folder}/kinds.json"
        with open(cls.suite, "w", encoding="utf-8") as file:
            json.dump(suite("kinds", names), file)
        for seed in (1, 2, 3):
            cls.train(f"before-{seed}", seed)
        # An audit keeps the suite in the project, and from there a run takes it.
        done = run("audit", cls.project, "--run", "before-1", "--suite", cls.suite, "--rounds", "200")
        assert done.returncode == 0, done.stderr
        for seed in (1, 2, 3):
            cls.train(f"after-{seed}", seed, "--set", "augment_suite=kinds", "--set", "augment_copies=6")

    @classmethod
    def train(cls, name, seed, *more):
        done = run("train", cls.project, "--model", cls.tiny, *SETTINGS, "--set", f"seed={seed}",
                   "--name", name, *more)
        assert done.returncode == 0, done.stderr

    def compare(self, before, after, *more):
        out = f"{self.folder}/change.json"
        done = run("audit", self.project, "--compare", *before, "--with", *after, "--suite", "kinds",
                   "--rounds", "1000", "--json", out, *more)
        self.assertEqual(done.returncode, 0, done.stderr)
        with open(out, encoding="utf-8") as file:
            return json.load(file), done

    def test_1_the_gap_shrinks(self):
        sides = [[f"{side}-{seed}" for seed in (1, 2, 3)] for side in ("before", "after")]
        found, done = self.compare(*sides, "--name", "kept", "--html", f"{self.folder}/change.html")
        change = found["change"]
        self.assertEqual([change["before"], change["after"]], sides)
        self.assertFalse(change["few_seeds"])
        self.assertIn("augment_suite", " ".join(change["differences"]))
        gap = next(x for x in change["lines"] if x["kind"] == "gap" and x["group"] == "far")
        points = lambda value: f"{100 * value:.1f}"
        print(f"gap of far names {points(gap['before']['value'])} → {points(gap['after']['value'])}, change "
              f"{points(gap['change']['value'])} [{points(gap['change']['low'])}, {points(gap['change']['high'])}], "
              f"p {gap['p']:.4f}, corrected {gap['adjusted']:.4f}, swapped {gap['swap_p']:.4f}", file=sys.stderr)
        self.assertLess(gap["before"]["value"], -0.1)
        self.assertLess(abs(gap["after"]["value"]), abs(gap["before"]["value"]))
        # The interval of the change, pairwise and with the seeds as a chance of their own, lies above
        # zero. Three seeds a side are too few for the verdict after Holm over all lines; it stays as
        # strict as it is.
        self.assertGreater(gap["change"]["low"], 0)
        self.assertLess(gap["swap_p"], 0.05)
        self.assertLess(gap["p"], 0.05)
        self.assertEqual(gap["verdict"], "better" if gap["adjusted"] <= 0.05 else "not_shown")
        # Of two groups each is the other's rest: one question.
        known = next(x for x in change["lines"] if x["kind"] == "gap" and x["group"] == "known")
        self.assertEqual(known["adjusted"], gap["adjusted"])
        # A third of either list's words was learnt; what is left is audited.
        self.assertEqual(change["names_learnt"], (324 - 12 * 12) + (100 - 7 * 7))
        with open(f"{self.folder}/change.html", encoding="utf-8") as file:
            page = file.read()
        self.assertIn("before-1, before-2, before-3", page)
        self.assertIn("the gap is smaller" if gap["verdict"] == "better" else "no change shown", page)
        for word in FAR_FIRST:
            self.assertNotIn(f" {word} ", json.dumps(found))

    def test_2_nothing_changed(self):
        found, _ = self.compare(["before-1", "before-2"], ["before-3"])
        self.assertTrue(found["change"]["few_seeds"])
        for line in found["change"]["lines"]:
            self.assertNotEqual(line["verdict"], "better", line)

    def test_3_a_plan_counts_what_is_added(self):
        def plan(*more):
            done = run("train", self.project, "--model", self.tiny, "--set=epochs=4", "--set=batch_size=8",
                       "--plan", "--json", *more)
            self.assertEqual(done.returncode, 0, done.stderr)
            return json.loads(done.stdout)
        plain = plan()
        more = plan("--set", "augment_suite=kinds", "--set", "augment_copies=2")
        self.assertEqual(plain["added"], 0)
        self.assertGreater(more["added"], 0)
        # Two copies of as many sentences; what the documents hold is counted as before.
        self.assertEqual(more["added"] % 2, 0)
        self.assertLessEqual(more["added"], 2 * plain["train"])
        self.assertEqual(more["labels"], plain["labels"])
        self.assertEqual(more["train"], plain["train"])
        steps = lambda n: 4 * -(-n // 8)
        self.assertEqual(plain["steps"], steps(plain["train"]))
        self.assertEqual(more["steps"], steps(plain["train"] + more["added"]))

    def test_4_what_cannot_be_compared(self):
        for status, word, arguments in (
                (2, "--run", ["--compare", "before-1"]),
                (2, "--run", ["--run", "before-1", "--compare", "before-2", "--with", "after-1"]),
                (2, "different", ["--compare", "before-1", "--with", "before-1"]),
                (3, "nobody", ["--compare", "before-1", "--with", "nobody"])):
            done = run("audit", self.project, *arguments, "--suite", "kinds")
            self.assertEqual(done.returncode, status, (arguments, done.stderr))
            self.assertIn(word, done.stderr)
        done = run("train", self.project, "--model", self.tiny, *SETTINGS, "--set",
                   "augment_suite=absent")
        self.assertNotEqual(done.returncode, 0)
        self.assertIn("absent", done.stderr)


if __name__ == "__main__":
    unittest.main(argv=[sys.argv[0], "-v"])
