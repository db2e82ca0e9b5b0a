#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Behaviour tests from outside: written, listed, exported, imported and run; what a run is said to
mark in them is what inspect says of the same texts."""
import json
import os
import sys
import unittest

sys.dont_write_bytecode = True
import tiny_model
from test_train import MINILM, Project, run


@unittest.skipUnless(os.path.exists(MINILM), "the encoder is absent")
class Behaviour(Project):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        tiny = f"{cls.folder}/tiny"
        tiny_model.make(tiny, MINILM)
        done = run("train", cls.project, "--model", tiny, "--name", "r", "--set=max_steps=60",
                   "--set=batch_size=8", "--set=eval_every=60", "--set=learning_rate=0.003",
                   "--set=head_learning_rate=0.01", "--set=precision=fp32", "--set=max_length=60")
        assert done.returncode == 0, done.stderr

    def cases(self, *more, status=0):
        done = run("test-cases", more[0], self.project, *more[1:])
        self.assertEqual(done.returncode, status, done.stderr)
        return done

    def test_1_tests_are_written_and_kept(self):
        self.cases("add", "--name", "plain", "--text", "Nobody was there at noon.")
        self.cases("add", "--name", "marked", "--text", "[Ana Ruiz](PER) was in [Oslo](LOC).")
        self.cases("add", "--name", "steady", "--kind", "invariance", "--text", "They left at noon.",
                   "--change", "lower", "--change", "typos", "--change", "negated", "--change", "punctuation")
        self.cases("add", "--name", "title", "--kind", "direction", "--text", "[Reed](PER) came.",
                   "--other", "Dr. [Reed](PER) came.", "--expect", "surer")
        names = [one["name"] for one in json.loads(self.cases("list", "--json").stdout)]
        self.assertEqual(names, ["plain", "marked", "steady", "title"])
        again = self.cases("add", "--name", "plain", "--text", "x", status=3)
        self.assertIn("--name", again.stderr)

    def test_2_a_run_is_asked(self):
        found = json.loads(self.cases("run", "--run", "r", "--json").stdout)
        self.assertEqual([one["name"] for one in found["results"]], ["plain", "marked", "steady", "title"])
        passed = [one["passed"] for one in found["results"]]
        self.assertAlmostEqual(found["pass"]["rate"], sum(passed) / 4)
        self.assertLess(found["pass"]["low"], found["pass"]["high"])
        self.assertEqual({kind: one["tests"] for kind, one in found["kinds"].items()},
                         {"minimum": 2, "invariance": 1, "direction": 1})
        for result in found["results"]:
            for check in result["checks"]:
                done = run("inspect", self.project, "--run", "r", "--text", check["text"], "--json")
                spans = [{"start": s["start"], "end": s["end"], "label": s["label"]}
                         for sentence in json.loads(done.stdout)["sentences"] for s in sentence["spans"]]
                self.assertEqual(check["found"], spans)
                if result["kind"] != "direction":
                    self.assertEqual(check["passed"], check["expected"] == check["found"])
                else:
                    self.assertEqual(check["passed"], check["after"] > check["before"])
        self.assertGreaterEqual(len(found["results"][2]["checks"]), 5)
        self.assertEqual(json.loads(self.cases("run", "--run", "r", "--json").stdout), found)
        told = self.cases("run", "--run", "r").stdout
        self.assertIn("4 tests", told)
        one = json.loads(self.cases("run", "--run", "r", "--name", "plain", "--json").stdout)
        self.assertEqual(len(one["results"]), 1)

    def test_3_out_and_in_again(self):
        path = f"{self.folder}/tests.json"
        self.cases("export", "--out", path)
        before = self.cases("list", "--json").stdout
        said = json.loads(self.cases("import", path, "--json").stdout)
        self.assertEqual(said, {"read": 4, "known": 4, "tests": 4})
        self.cases("remove", "--name", "marked")
        said = json.loads(self.cases("import", path, "--json").stdout)
        self.assertEqual((said["known"], said["tests"]), (3, 4))
        self.cases("import", path, "--replace")
        self.assertEqual(self.cases("list", "--json").stdout, before)

    def test_4_bad_calls(self):
        self.fails(2, "test-cases", "add", self.project, "--name", "a", "--text", "x", "--kind", "invariance",
                   says=["change"])
        self.fails(2, "test-cases", "add", self.project, "--name", "a", "--text", "x", "--change", "lower",
                   says=["invariance"])
        self.fails(2, "test-cases", "add", self.project, "--name", "a", "--text", "[x](A)", "--kind", "direction",
                   says=["--other"])
        self.fails(3, "test-cases", "add", self.project, "--name", "a", "--text", "[x]()", says=["empty"])
        self.fails(3, "test-cases", "remove", self.project, "--name", "plains", says=["plain"])
        self.fails(3, "test-cases", "run", self.project, "--run", "nobody", says=["nobody"])
        self.fails(3, "test-cases", "import", self.project, f"{self.folder}/nothing.json", says=["nothing"])
        broken = f"{self.folder}/broken.json"
        with open(broken, "w", encoding="utf-8") as file:
            json.dump({"format": "evenspan.behaviour.1", "tests": [{"name": "x"}]}, file)
        self.fails(3, "test-cases", "import", self.project, broken, says=["test 1"])


if __name__ == "__main__":
    unittest.main(argv=[sys.argv[0], "-v"])
