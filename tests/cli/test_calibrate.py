# SPDX-License-Identifier: GPL-3.0-or-later
"""How far a run's scores can be trusted, from outside: the temperature lowers the loss, a cut is
kept and kept again, and bad calls are refused."""
import json
import os
import sys
import unittest

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import tiny_model  # noqa: E402
from test_train import MINILM, Project, run  # noqa: E402

SETTINGS = [f"--set={s}" for s in ("max_steps=40", "batch_size=8", "eval_every=40",
                                   "deterministic=true", "precision=fp32", "learning_rate=0.01")]


@unittest.skipUnless(os.path.exists(MINILM), "the encoder is absent")
class Calibrate(Project):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        tiny_model.make(f"{cls.folder}/tiny", MINILM)
        done = run("train", cls.project, "--model", f"{cls.folder}/tiny", *SETTINGS, "--name", "r")
        assert done.returncode == 0, done.stderr

    def calibrate(self, *more):
        done = run("calibrate", self.project, "--run", "r", "--json", *more)
        self.assertEqual(done.returncode, 0, done.stderr)
        return json.loads(done.stdout)

    def test_1_the_temperature_lowers_the_loss(self):
        said = self.calibrate()
        self.assertGreater(said["temperature"], 0)
        self.assertLessEqual(said["loss_after"], said["loss_before"] + 1e-9)
        self.assertIsNone(said["cut"])
        for side in ("before", "after"):
            self.assertEqual(sum(b["count"] for b in said[side]), said["words"])
            error = sum(b["count"] * abs(b["score"] - b["right"]) for b in said[side]) / said["words"]
            self.assertAlmostEqual(error, said[f"ece_{side}"], places=9)
        # The entities are those that `evaluate` counts.
        scored = run("evaluate", self.project, "--run", "r", "--split", "validation",
                     "--calibration", "--json")
        self.assertEqual(scored.returncode, 0, scored.stderr)
        theirs = json.loads(scored.stdout)["calibration"]
        self.assertEqual(said["entities"], theirs["entities"] if theirs else 0)

    def test_2_a_cut_is_kept(self):
        said = self.calibrate("--cut", "0.5")
        self.assertEqual(said["cut"], 0.5)
        points = [p for p in said["thresholds"] if p["threshold"] >= 0.5]
        if points:
            self.assertEqual(said["cut_precision"], points[0]["precision"])
            self.assertEqual(said["cut_left"], points[0]["left_to_a_person"])
        self.assertEqual(self.calibrate()["cut"], 0.5)
        points = self.calibrate()["thresholds"]
        if points:
            best = max(p["precision"] for p in points)
            chosen = self.calibrate("--precision", str(best))
            self.assertGreaterEqual(chosen["cut_precision"], best)

    def test_4_another_score(self):
        def evaluated(*more):
            errors = f"{self.folder}/errors.jsonl"
            done = run("evaluate", self.project, "--run", "r", "--split", "validation",
                       "--calibration", "--errors", errors, "--json", *more)
            self.assertEqual(done.returncode, 0, done.stderr)
            with open(errors, encoding="utf-8") as lines:
                return json.loads(done.stdout)["calibration"], [json.loads(x) for x in lines]

        def scores(lines):
            return [p["score"] for line in lines for p in line["predicted"]]

        mean, lines = evaluated("--score", "mean")
        means = scores(lines)
        for score in ("min", "product", "marginal"):
            found, lines = evaluated("--score", score)
            if found:
                self.assertEqual(found["score"], score)
                self.assertEqual(found["entities"], mean["entities"])
            self.assertTrue(all(line["score"] == score for line in lines))
            self.assertEqual(len(scores(lines)), len(means))
            for one, of_words in zip(scores(lines), means):
                self.assertTrue(0 <= one <= 1)
                if score != "marginal":
                    self.assertLessEqual(one, of_words + 1e-6)
        # Chosen once, it is the project's, and a cut is of its own score.
        said = self.calibrate("--score", "product", "--cut", "0.3")
        self.assertEqual((said["score"], said["cut"]), ("product", 0.3))
        found, lines = evaluated()
        self.assertTrue(all(line["score"] == "product" for line in lines))
        if found:
            self.assertEqual(found["score"], "product")
        self.assertEqual(self.calibrate()["cut"], 0.3)
        self.assertIsNone(self.calibrate("--score", "mean")["cut"])
        predicted = {}
        for score in ("mean", "min"):
            done = run("predict", self.project, "--run", "r", "--split", "validation", "--json",
                       "--score", score)
            self.assertEqual(done.returncode, 0, done.stderr)
            predicted[score] = [s["score"] for each in json.loads(done.stdout)
                                for s in each["spans"]]
        self.assertEqual(len(predicted["mean"]), len(predicted["min"]))
        for of_words, least in zip(predicted["mean"], predicted["min"]):
            self.assertLessEqual(least, of_words + 1e-6)

    def test_5_the_temperature_is_applied(self):
        self.calibrate("--score", "mean", "--temperature", "none")
        said = self.calibrate("--temperature", "fitted")
        heat = said["temperature"]
        self.assertEqual(said["scores_temperature"], heat)
        text = "Mira Lund flew to Ulm with Nordwerk."

        def inspected(*more):
            done = run("inspect", self.project, "--run", "r", "--text", text, "--json", *more)
            self.assertEqual(done.returncode, 0, done.stderr)
            return json.loads(done.stdout)

        plain, fitted, usual = inspected("--temperature", "none"), \
            inspected("--temperature", "fitted"), inspected()
        self.assertEqual(usual, fitted)
        self.assertEqual((plain["temperature"], fitted["temperature"]), (1, heat))
        for one, other in zip(plain["sentences"], fitted["sentences"]):
            self.assertEqual([(s["start"], s["end"], s["label"]) for s in one["spans"]],
                             [(s["start"], s["end"], s["label"]) for s in other["spans"]])
            for a, b in zip(one["words"], other["words"]):
                self.assertEqual(a["tag"], b["tag"])
                # softmax(log p / T) of what the model says
                powers = {t: max(p, 1e-300) ** (1 / heat) for t, p in a["probabilities"].items()}
                for tag, power in powers.items():
                    self.assertAlmostEqual(power / sum(powers.values()), b["probabilities"][tag],
                                           delta=1e-4)

        def errors(*more):
            done = run("evaluate", self.project, "--run", "r", "--split", "validation",
                       "--calibration", "--errors", f"{self.folder}/e.jsonl", "--json", *more)
            self.assertEqual(done.returncode, 0, done.stderr)
            with open(f"{self.folder}/e.jsonl", encoding="utf-8") as lines:
                return json.loads(done.stdout)["calibration"], [json.loads(x) for x in lines]

        for wish, expected in (("none", 1), ("fitted", heat)):
            found, lines = errors("--temperature", wish)
            if found:
                self.assertEqual(found["temperature"], expected)
            self.assertTrue(all(line["temperature"] == expected for line in lines))
        self.assertEqual(errors(), errors("--temperature", "fitted"))
        # The switch is the project's.
        self.assertEqual(self.calibrate("--temperature", "none")["scores_temperature"], 1)
        self.assertEqual(errors(), errors("--temperature", "none"))
        self.assertEqual(inspected(), plain)

    def test_3_bad_calls(self):
        self.fails(2, "evaluate", self.project, "--run", "r", "--split", "test", "--temperature",
                   "warm", says=["temperature"])
        for verb in (("calibrate",), ("evaluate", "--split", "test"), ("predict", "--text", "a")):
            self.fails(2, verb[0], self.project, "--run", "r", *verb[1:], "--score", "max",
                       says=["score"])
        self.fails(2, "calibrate", self.project, "--run", "r", "--cut", "2", says=["cut"])
        self.fails(2, "calibrate", self.project, "--run", "r", "--cut", "0.5", "--precision", "0.5",
                   says=["cut"])
        self.fails(3, "calibrate", self.project, "--run", "nobody", says=["nobody"])
        self.fails(3, "calibrate", self.project, "--run", "r", "--split", "none", says=["none"])


if __name__ == "__main__":
    unittest.main(argv=[sys.argv[0], "-v"], failfast=False)
