# SPDX-License-Identifier: GPL-3.0-or-later
"""The search for a recipe from outside: trials that are ordinary runs, a tested gain in words, a
kill that changes nothing, pruning, and bad spaces."""
import json
import os
import signal
import sqlite3
import subprocess
import sys
import unittest

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import tiny_model  # noqa: E402
from test_train import CLI, MINILM, Project, run  # noqa: E402

SETTINGS = [f"--set={s}" for s in ("max_steps=60", "batch_size=8", "eval_every=20", "save_every=20",
                                   "deterministic=true", "precision=fp32", "learning_rate=0.002")]
SPACE = {"learning_rate": {"min": 1e-4, "max": 2e-2, "log": True}, "warmup_ratio": [0, 0.3]}


@unittest.skipUnless(os.path.exists(MINILM), "the encoder is absent")
class Search(Project):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.tiny = f"{cls.folder}/tiny"
        tiny_model.make(cls.tiny, MINILM)

    def space(self, space=None):
        path = f"{self.folder}/space.json"
        with open(path, "w", encoding="utf-8") as file:
            json.dump(SPACE if space is None else space, file)
        return path

    def search(self, name, *more):
        return ["search", self.project, "--space", self.space(), "--model", self.tiny, *SETTINGS, "--name", name,
                "--runs", "4", "--seed", "3", "--finalists", "1", "--seeds", "2", "--json", *more]

    def runs(self):
        with sqlite3.connect(f"file:{self.project}?mode=ro", uri=True) as database:
            return {name: (state, json.loads(record), json.loads(recipe)) for name, state, record, recipe in
                    database.execute("SELECT name, state, record, recipe FROM run")}

    def found(self, said):
        """What a search found, without its times and names."""
        return [(t["point"], t["state"], t["evaluations"], t["value"], t["seed"])
                for t in said["trials"] + said["repeats"]]

    def test_1_trials_are_runs_and_the_gain_is_tested(self):
        done = run(*self.search("whole", "--sampler", "random"))
        self.assertEqual(done.returncode, 0, done.stderr)
        said = json.loads(done.stdout)
        type(self).whole = said
        self.assertEqual(len(said["trials"]), 4)
        self.assertEqual(len(said["repeats"]), 3)  # one finalist once more, the recipe as it is twice
        runs = self.runs()
        for trial in said["trials"]:
            self.assertEqual(len(trial["evaluations"]), 3)
            self.assertEqual(trial["value"], max(v for _, v in trial["evaluations"]))
            _, record, recipe = runs[trial["run"]]
            self.assertEqual(record["study"], {"name": "whole", "state": "complete", "trial": trial["number"] + 1})
            for key, value in trial["point"].items():
                self.assertAlmostEqual(recipe[key], value)
            self.assertTrue(1e-4 <= recipe["learning_rate"] <= 2e-2)
        best = max(said["trials"], key=lambda t: t["value"])
        self.assertEqual(said["winner"], best["run"])
        for repeat in said["repeats"]:
            _, record, recipe = runs[repeat["run"]]
            self.assertEqual(recipe["seed"], repeat["seed"])
            if repeat.get("standard"):
                self.assertEqual(recipe["learning_rate"], 0.002)
                self.assertTrue(record["study"]["standard"])
        self.assertEqual(said["gain"]["split"], "test")
        self.assertEqual(said["gain"]["documents"], 6)
        self.assertEqual(said["proven"], said["gain"]["low"] > 0)
        words = " ".join(said["verdict"])
        self.assertTrue("chance" in words or "worse" in words, words)
        self.assertIn(round(sum(said["importance"].values()), 6), (0, 1))
        # Weights: the winner and the repeats keep theirs.
        kept = set(os.listdir(f"{self.project}-files/models"))
        self.assertEqual(kept, {best["run"], *(r["run"] for r in said["repeats"])})
        check = json.loads(run("project", "check", self.project, "--json").stdout)
        self.assertEqual(check["problems"], [])
        # The winner predicts like any run.
        self.assertEqual(run("evaluate", self.project, "--run", best["run"], "--split", "test").returncode, 0)

    def test_2_a_kill_changes_nothing(self):
        process = subprocess.Popen([CLI, *self.search("killed", "--sampler", "random")], stderr=subprocess.PIPE,
                                   stdout=subprocess.DEVNULL, text=True)
        for line in process.stderr:
            if line.startswith("killed-2: step 40"):
                break
        process.send_signal(signal.SIGKILL)
        process.wait()
        process.stderr.close()
        done = run("search", self.project, "--resume", "--json")
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertNotIn("killed-1:", done.stderr)
        said = json.loads(done.stdout)
        self.assertEqual(self.found(said), self.found(self.whole))
        again = run("search", self.project, "--resume", "--name", "killed")
        self.assertEqual(again.returncode, 2)
        self.assertIn("finished", again.stderr)

    def test_3_an_interrupt_is_no_end(self):
        process = subprocess.Popen([CLI, *self.search("stopped", "--sampler", "random")], stderr=subprocess.PIPE,
                                   stdout=subprocess.DEVNULL, text=True)
        for line in process.stderr:
            if line.startswith("stopped-1: step 20"):
                break
        process.send_signal(signal.SIGINT)
        rest = process.stderr.read()
        process.stderr.close()
        self.assertEqual(process.wait(), 130, rest)
        self.assertIn("--resume", rest)
        said = json.loads(run("search", self.project, "--resume", "--name", "stopped", "--json").stdout)
        self.assertEqual(self.found(said)[:4], self.found(self.whole)[:4])

    def test_4_halving_stops_the_weaker(self):
        done = run("search", self.project, "--space", self.space(), "--model", self.tiny, *SETTINGS, "--name", "half",
                   "--sampler", "halving", "--runs", "5", "--finalists", "0", "--seed", "3", "--json")
        self.assertEqual(done.returncode, 0, done.stderr)
        said = json.loads(done.stdout)
        states = [t["state"] for t in said["trials"]]
        self.assertEqual(len(states), 5)
        first = [t["evaluations"][0][1] for t in said["trials"]]
        for n, trial in enumerate(said["trials"]):
            rank = sum(v > first[n] for v in first[:n])
            allowed = max(1, (n + 1) // 3)
            if trial["state"] == "pruned" and len(trial["evaluations"]) == 1:
                self.assertGreaterEqual(rank, allowed)
            else:
                self.assertLess(rank, allowed)
        self.assertNotIn("gain", said)
        self.assertIn("not tested", " ".join(said["verdict"]))
        _, record, _ = self.runs()[said["trials"][0]["run"]]
        self.assertEqual(record["study"]["state"], states[0])

    def test_5_bad_calls(self):
        def space(content, *says):
            self.fails(3, "search", self.project, "--space", self.space(content), "--name", "bad", says=says)
        space({"learning_rat": [1]}, "learning_rate")
        space({"learning_rate": {"min": 1, "max": 0.1}}, "smaller")
        space({"dropout": [0.1, 3]}, "0.9")
        space({}, "at least one key")
        self.fails(2, "search", self.project, says=["--space"])
        self.fails(2, "search", self.project, "--space", self.space(), "--sampler", "tpee", says=["tpe"])
        self.fails(2, "search", self.project, "--space", self.space(), "--runs", "0", "--name", "no",
                   says=["no end"])
        self.fails(2, "search", self.project, "--resume", "--space", self.space(), says=["resumed"])
        self.fails(3, "search", self.project, "--space", self.space(), "--name", "whole", says=["--resume"])
        self.fails(3, "search", self.project, "--resume", "--name", "nobody", says=["nobody"])
        self.fails(3, "search", self.project, "--space", f"{self.folder}/none.json", says=["none.json"])


if __name__ == "__main__":
    unittest.main(argv=[sys.argv[0], "-v"], failfast=False)
