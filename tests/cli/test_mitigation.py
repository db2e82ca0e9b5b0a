# SPDX-License-Identifier: GPL-3.0-or-later
"""Reweighing, group DRO and logit pairing from outside: what a plan counts, what a record and a
model card say, the same bytes twice and after an interruption, and what is refused."""
import json
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import unittest

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import tiny_model  # noqa: E402
from test_train import CLI, MINILM, Project, run, sentence, sha256  # noqa: E402

SETTINGS = [f"--set={s}" for s in ("max_steps=24", "batch_size=8", "eval_every=12", "save_every=3",
                                   "deterministic=true", "precision=fp32", "learning_rate=0.01")]
REWEIGH = ["--set=group_by=source", "--set=reweigh_groups=true", "--set=reweigh_label=LOC"]
DRO = ["--set=group_by=source", "--set=group_dro_step=0.2"]
PAIRS = ["--set=pairing_suite=full-names-country", "--set=pairing_weight=0.5"]
WAYS = {"reweigh": REWEIGH, "dro": DRO, "pairs": PAIRS, "both": DRO + PAIRS}


@unittest.skipUnless(os.path.exists(MINILM), "the encoder is absent")
class Mitigation(Project):
    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.mkdtemp()
        cls.project = f"{cls.folder}/p.evenspan"
        assert run("project", "create", cls.project).returncode == 0
        chance = random.Random(9)
        cls.named = cls.sentences = 0
        cls.places = {"paper": [0, 0], "letter": [0, 0]}  # sentences, and those with a place
        for split, count in (("train", 40), ("validation", 8)):
            with open(f"{cls.folder}/{split}.conll", "w", encoding="utf-8") as file:
                for number in range(count):
                    source = "paper" if number % 4 else "letter"
                    file.write(f"# newdoc id = {split}-{number}\n# meta source = {source}\n")
                    for _ in range(2):
                        text = sentence(chance)
                        file.write(text + "\n")
                        if split == "train":
                            cls.named += "-PER" in text
                            cls.places[source][0] += 1
                            cls.places[source][1] += "-LOC" in text
        done = run("import", cls.project, *(f"{cls.folder}/{s}.conll" for s in ("train", "validation")))
        assert done.returncode == 0, done.stderr
        tiny_model.make(f"{cls.folder}/tiny", MINILM)

    @classmethod
    def tearDownClass(cls):
        shutil.rmtree(cls.folder)

    def train(self, name, *more):
        done = run("train", self.project, "--model", f"{self.folder}/tiny", *SETTINGS, "--name", name, *more)
        self.assertEqual(done.returncode, 0, done.stderr)
        return done.stderr

    def weights(self, name):
        return sha256(f"{self.project}-files/models/{name}/model.safetensors")

    def plan(self, *more):
        done = run("train", self.project, "--model", f"{self.folder}/tiny", *SETTINGS, "--plan", "--json", *more)
        self.assertEqual(done.returncode, 0, done.stderr)
        return json.loads(done.stdout)

    def test_1_a_plan_counts(self):
        plain = self.plan()
        self.assertEqual((plain["groups"], plain["paired"]), ([], 0))
        paired = self.plan(*PAIRS)
        self.assertEqual(paired["paired"], self.named)
        self.assertGreater(paired["memory_bytes"], plain["memory_bytes"])
        self.assertEqual(paired["steps"], plain["steps"])
        groups = {g["group"]: g for g in self.plan(*REWEIGH)["groups"]}
        total = sum(n for n, _ in self.places.values())
        held = sum(h for _, h in self.places.values())
        for source, (count, own) in self.places.items():
            self.assertEqual((groups[source]["sentences"], groups[source]["held"]), (count, own))
            # Kamiran and Calders: P(g) P(y) / P(g, y); no cell is empty here, so the mean is 1.
            self.assertAlmostEqual(groups[source]["weights"][1], count * held / (total * own), places=6)
            self.assertAlmostEqual(groups[source]["weights"][0],
                                   count * (total - held) / (total * (count - own)), places=6)

    def test_2_each_way_changes_the_weights_and_says_so(self):
        self.train("plain")
        self.train("off", "--set=group_dro_step=0", "--set=pairing_weight=0", "--set=reweigh_groups=false",
                   "--set=pairing_suite=full-names-country")
        self.assertEqual(self.weights("plain"), self.weights("off"))
        says = {"reweigh": "are weighed", "dro": "group DRO over 2 groups", "pairs": "stand beside themselves"}
        card = {"reweigh": "Kamiran", "dro": "Sagawa", "pairs": "Garg"}
        seen = {self.weights("plain")}
        for way, settings in WAYS.items():
            told = self.train(way, *settings)
            for each in ("dro", "pairs") if way == "both" else (way,):
                self.assertIn(says[each], told)
                with open(f"{self.project}-files/models/{way}/README.md", encoding="utf-8") as file:
                    self.assertIn(card[each], file.read())
            seen.add(self.weights(way))
        self.assertEqual(len(seen), 5)
        with open(f"{self.project}-files/models/plain/README.md", encoding="utf-8") as file:
            self.assertNotIn("Against gaps", file.read())

    def test_3_the_same_bytes_twice(self):
        for way, settings in WAYS.items():
            self.train(way + "-again", *settings)
            self.assertEqual(self.weights(way), self.weights(way + "-again"), way)

    def test_4_the_same_bytes_after_an_interruption(self):
        broken = 0
        for way, settings in WAYS.items():
            name, path = way + "-broken", f"{self.folder}/{way}.events"
            process = subprocess.Popen(
                [CLI, "train", self.project, "--model", f"{self.folder}/tiny", *SETTINGS, *settings,
                 "--name", name, "--events", path], stderr=subprocess.DEVNULL, stdout=subprocess.DEVNULL)
            while process.poll() is None:
                if os.path.exists(path):
                    with open(path, encoding="utf-8") as file:
                        if file.read().count('"step"') > 8:
                            process.send_signal(signal.SIGINT)
                            break
                time.sleep(0.005)
            process.wait()
            self.assertIn(process.returncode, (0, 130))
            if process.returncode == 130:
                broken += 1
                done = run("train", self.project, "--resume", "--name", name)
                self.assertEqual(done.returncode, 0, done.stderr)
            self.assertEqual(self.weights(way), self.weights(name), way)
        self.assertGreater(broken, 0)  # else nothing was resumed

    def test_5_what_is_missing_is_said(self):
        def fails(says, *settings):
            self.fails(3, "train", self.project, "--model", f"{self.folder}/tiny", *SETTINGS,
                       *(f"--set={s}" for s in settings), says=says)

        fails(["group_by", "source"], "reweigh_groups=true")
        fails(["group_by", "source"], "group_dro_step=0.01")
        done = run("train", self.project, "--model", f"{self.folder}/tiny", *SETTINGS,
                   "--set=group_by=sorce", "--set=group_dro_step=0.01")
        self.assertEqual(done.returncode, 2)
        self.assertIn("Did you mean source", done.stderr)
        fails(["pairing_suite", "full-names-country"], "pairing_weight=1")
        fails(["no-such"], "pairing_weight=1", "pairing_suite=no-such")
        fails(["LOC"], "group_by=source", "reweigh_groups=true", "reweigh_label=LOK")
        self.fails(2, "train", self.project, "--set", "group_dro_step=2", says=["0 … 1"])
        self.fails(2, "train", self.project, "--set", "pairing_weight=-1", says=["0 … 100"])


    def test_6_folds_take_a_shipped_suite_too(self):
        project = f"{self.folder}/k.evenspan"
        run("project", "create", project)
        self.assertEqual(run("import", project, f"{self.folder}/train.conll").returncode, 0)
        done = run("kfold", project, "--folds", "2", "--model", f"{self.folder}/tiny", *SETTINGS, *PAIRS)
        self.assertEqual(done.returncode, 0, done.stderr)


if __name__ == "__main__":
    unittest.main(argv=[sys.argv[0], "-v"])
