# SPDX-License-Identifier: GPL-3.0-or-later
"""An audit from outside: the same F1 as evaluate gives, the same figures for the same seed, a gap
between known and unknown names that a suite finds, nothing of names or text in what leaves the
project, and what it says of bad input."""
import glob
import hashlib
import json
import os
import re
import sqlite3
import sys
import unittest

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import tiny_model  # noqa: E402
from test_train import FIRST, LAST, MINILM, Project, run  # noqa: E402

SETTINGS = [f"--set={s}" for s in ("max_steps=150", "batch_size=8", "eval_every=75", "save_every=75",
                                   "deterministic=true", "precision=fp32", "learning_rate=0.01")]
# Common words, so that a model which knows names by heart does not take them for one.
OTHERS = "river winter yellow number morning paper".split(), "stone garden summer letter window table".split()


def pairs(first, last):
    return [f"{a} {b}" for a in first for b in last]


def suite(name, groups):
    return {"name": name, "language": "en", "label": "PER", "source": "test", "licence": "CC0-1.0",
            "date": "2026-01-01", "rule": "all pairs",
            "templates": [{"id": f"t{i}", "text": text} for i, text in enumerate((
                "{name} moved to Rome in spring .", "Please call {name} before noon .",
                "In Oslo the shop of {name} is closed ."))],
            "names": [{"name": text, "group": group} for group, texts in groups.items() for text in texts]}


@unittest.skipUnless(os.path.exists(MINILM), "the encoder is absent")
class Audit(Project):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.tiny = f"{cls.folder}/tiny"
        tiny_model.make(cls.tiny, MINILM)
        done = run("train", cls.project, "--model", cls.tiny, *SETTINGS, "--name", "r")
        assert done.returncode == 0, done.stderr

    def write(self, name, value):
        path = f"{self.folder}/{name}.json"
        with open(path, "w", encoding="utf-8") as file:
            json.dump(value, file)
        return path

    def audit(self, *more):
        out = f"{self.folder}/audit.json"
        done = run("audit", self.project, "--run", "r", "--rounds", "500", "--json", out, *more)
        self.assertEqual(done.returncode, 0, done.stderr)
        with open(out, encoding="utf-8") as file:
            text = file.read()
        return json.loads(text), text, done

    def test_1_the_figures_of_evaluate(self):
        found, _, done = self.audit("--groups", "length", "--groups", "casing")
        scored = json.loads(run("evaluate", self.project, "--run", "r", "--split", "test",
                                "--json").stdout)
        cell = found["overall"][0]
        self.assertAlmostEqual(cell["f1"]["value"], scored["micro"]["f1"], places=12)
        self.assertEqual(cell["gold"], scored["micro"]["support"])
        self.assertLessEqual(cell["recall"]["low"], cell["recall"]["value"])
        self.assertGreaterEqual(cell["recall"]["high"], cell["recall"]["value"])
        for one in found["overall"][1:]:
            self.assertAlmostEqual(one["recall"]["value"], scored["types"][one["type"]]["recall"])
        self.assertEqual([d["id"] for d in found["dimensions"]], ["structure:length", "structure:casing"])
        self.assertEqual(sum(g["mentions"] or 0 for g in found["dimensions"][0]["groups"]), cell["gold"])
        self.assertIn("F1 of everything", done.stdout)
        self.assertIn("Mentions by capital letters (structure:casing): recall of the mentions of each group",
                      done.stdout)
        self.assertRegex(found["weights"], "^[0-9a-f]{64}$")
        self.assertRegex(found["training"], "^[0-9a-f]{64}$")
        self.assertEqual(found["labels"], ["LOC", "PER"])

    def test_1b_what_is_known_of_the_words(self):
        found, _, done = self.audit("--groups", "subwords", "--groups", "frequency", "--groups", "polysemy")
        self.assertEqual([d["id"] for d in found["dimensions"]],
                         ["structure:subwords", "structure:frequency", "structure:polysemy"])
        for dimension in found["dimensions"]:
            shown = [group["mentions"] for group in dimension["groups"]]
            if None not in shown:  # no group was too small to be shown
                self.assertEqual(sum(shown), found["overall"][0]["gold"])
        names = [{group["name"] for group in dimension["groups"]} for dimension in found["dimensions"]]
        self.assertLessEqual(names[0], {"1", "2", "3", "4", "5\u20138", "9+"})
        self.assertLessEqual(names[1], {"0", "1", "2\u20139", "\u2265 10"})
        self.assertLessEqual(names[2], {"also a word", "name only"})
        self.assertIn("Mentions that are ordinary words, too, or not (structure:polysemy)", done.stdout)

    def test_2_the_same_seed_gives_the_same_figures(self):
        first, second = self.audit()[0], self.audit("--threads", "1")[0]
        other = self.audit("--seed", "9")[0]
        for each in (first, second, other):
            each.pop("time")
        self.assertEqual(first, second)
        self.assertEqual(first["overall"][0]["f1"]["value"], other["overall"][0]["f1"]["value"])
        self.assertNotEqual(first, other)

    def test_3_a_suite_finds_names_that_are_not_known(self):
        groups = {"known": pairs(FIRST, LAST)[:60], "other": pairs(*OTHERS)}
        path = self.write("kinds", suite("kinds", groups))
        found, text, done = self.audit("--suite", path, "--name", "first", "--purpose", "a test")
        dimension = found["dimensions"][0]
        self.assertEqual(dimension["id"], "suite:kinds")
        recall = {g["name"]: g["cells"][0]["recall"]["value"] for g in dimension["groups"]}
        self.assertGreater(recall["known"], recall["other"])
        self.assertIn("recall of names associated with each group", done.stdout)
        self.assertIn("what limits this audit", done.stdout)
        gap = found["headline"]["gap"]
        self.assertIsNotNone(gap, done.stdout)
        self.assertEqual(gap["test"], "name_permutation")
        self.assertLess(gap["adjusted"], 0.05)
        self.assertEqual(found["headline"]["gap_dimension"], "suite:kinds")
        for group in dimension["groups"]:
            errors = group["errors"]
            self.assertAlmostEqual(errors["type1"]["value"],
                                   errors["type2"]["value"] + errors["type3"]["value"])
            self.assertEqual(errors["weighted1"]["reason"], "no_names")
        self.assertEqual(len(dimension["swaps"]), 2)
        there, back = dimension["swaps"]
        self.assertAlmostEqual(there["net"]["value"], -back["net"]["value"])
        self.assertAlmostEqual(there["flips"]["value"], there["lost"]["value"] + there["gained"]["value"])
        # Neither a name of the list nor a word of a document.
        for word in [*FIRST, *LAST, *OTHERS[0], *OTHERS[1], "moved"]:
            for place in (text, done.stdout):
                self.assertIsNone(re.search(rf"\b{word}\b", place), word)
        self.assertNotIn(os.path.basename(self.folder), text)

        with sqlite3.connect(f"file:{self.project}?mode=ro", uri=True) as database:
            rows = database.execute("SELECT sha256, path FROM file WHERE role = 'audit'").fetchall()
        self.assertEqual(len(rows), 1)
        with open(f"{self.project}-files/{rows[0][1]}", "rb") as file:
            kept = file.read()
        self.assertEqual(hashlib.sha256(kept).hexdigest(), rows[0][0])
        self.assertEqual(kept.decode(), text)
        # Again under its name, from the suite that the project kept: one audit, not two.
        again, _, _ = self.audit("--suite", "kinds", "--name", "first")
        self.assertEqual(again["dimensions"], found["dimensions"])
        with sqlite3.connect(f"file:{self.project}?mode=ro", uri=True) as database:
            self.assertEqual(database.execute("SELECT count(*) FROM file WHERE role = 'audit'").fetchone(), (1,))
        self.assertEqual(run("project", "check", self.project).returncode, 0)

    def test_3b_names_swapped_in_the_projects_own_sentences(self):
        groups = {"known": pairs(FIRST, LAST)[:60], "other": pairs(*OTHERS)}
        path = self.write("swapped", suite("swapped", groups))
        run("audit", self.project, "--run", "r", "--rounds", "100", "--suite", path, check=True)
        found, text, done = self.audit("--swaps", "PER", "--list", "swapped", "--name", "swaps")
        self.assertEqual([d["id"] for d in found["dimensions"]], ["swap:PER:swapped"])
        dimension = found["dimensions"][0]
        overall = {c["type"]: c for c in found["overall"]}
        recall = {g["name"]: g["cells"][0]["recall"]["value"] for g in dimension["groups"]}
        self.assertGreater(recall["known"], recall["other"])
        # Every mention of the type once in each group.
        for group in dimension["groups"]:
            self.assertEqual(group["mentions"], overall["PER"]["gold"])
        swaps = {(s["from"], s["to"]): s for s in dimension["swaps"]}
        self.assertEqual(set(swaps), {("", "known"), ("", "other"), ("known", "other"), ("other", "known")})
        for (start, end), swap in swaps.items():
            self.assertEqual(swap["pairs"], overall["PER"]["gold"])
            self.assertAlmostEqual(swap["flips"]["value"], swap["lost"]["value"] + swap["gained"]["value"])
            self.assertAlmostEqual(swap["net"]["value"], swap["gained"]["value"] - swap["lost"]["value"])
            for measure in ("net", "lost", "gained", "flips", "collateral", "token_gap"):
                self.assertLessEqual(swap[measure]["low"], swap[measure]["value"], measure)
                self.assertGreaterEqual(swap[measure]["high"], swap[measure]["value"], measure)
            before = recall[start] if start else overall["PER"]["recall"]["value"]
            self.assertAlmostEqual(swap["net"]["value"], recall[end] - before)
        there, back = swaps["known", "other"], swaps["other", "known"]
        for measure in ("flips", "collateral", "token_gap"):
            self.assertAlmostEqual(there[measure]["value"], back[measure]["value"])
        self.assertGreater(there["token_gap"]["value"], swaps["", "known"]["token_gap"]["value"])
        self.assertLess(there["net"]["value"], 0)
        self.assertIn("(as written)", done.stdout)
        # The same again, and another drawing of names by another seed.
        again = self.audit("--swaps", "PER", "--list", "swapped")[0]
        self.assertEqual(again["dimensions"], found["dimensions"])
        other = self.audit("--swaps", "PER", "--list", "swapped", "--seed", "4")[0]
        self.assertNotEqual(other["dimensions"], found["dimensions"])
        for word in [*FIRST, *LAST, *OTHERS[0], "moved"]:
            for place in (text, done.stdout):
                self.assertIsNone(re.search(rf"\b{word}\b", place), word)
        with sqlite3.connect(f"file:{self.project}?mode=ro", uri=True) as database:
            kept = database.execute("SELECT value FROM setting WHERE key = 'audit:swaps'").fetchone()[0]
        self.assertEqual(json.loads(kept)["swaps"], [{"label": "PER", "list": "swapped"}])

    def test_4_bad_calls_say_why_and_leave_nothing(self):
        before = sorted(glob.glob(f"{self.project}-files/*"))
        no_slot = suite("bad", {"a": ["X"]})
        no_slot["templates"][1]["text"] = "Nothing here ."
        two = suite("bad", {"a": ["X"]})
        two["templates"][0]["text"] = "{name} met {name} ."
        label = suite("bad", {"a": ["X", "Y"]})
        label["label"] = "DRUG"
        cases = (
            (2, "casing", ["--groups", "casng"]),
            (3, "kinds", ["--suite", "kindz"]),
            (3, "template 2", ["--suite", self.write("no-slot", no_slot)]),
            (3, "template 1", ["--suite", self.write("two", two)]),
            (3, "label", ["--suite", self.write("label", label)]),
            (2, "attribute", ["--groups", "attribute:none"]),
            (2, "margin", ["--margin", "2"]),
            (2, "least", ["--least", "3"]),
            (2, "rounds", ["--rounds", "5"]),
            (2, "--list", ["--swaps", "PER"]),
            (2, "--swaps", ["--list", "kinds"]),
            (3, "type", ["--swaps", "DRUG", "--list", "given-names-gender"]),
        )
        for status, word, arguments in cases:
            done = run("audit", self.project, "--run", "r", *arguments)
            self.assertEqual(done.returncode, status, (arguments, done.stderr))
            self.assertIn(word, done.stderr)
        self.assertNotEqual(run("audit", self.project, "--run", "nobody").returncode, 0)
        done = run("audit", self.project, "--run", "r", "--rounds", "500", "--json",
                   f"{self.folder}/absent/a.json")
        self.assertNotEqual(done.returncode, 0)
        self.assertIn("absent", done.stderr)
        self.assertEqual(sorted(glob.glob(f"{self.project}-files/*")), before)

    def test_5_odd_names(self):
        odd = ["O'Neil Xu", "Ana-Lena Q", "\u05d0\u05d1 \u05d2", "d'Or", "N. N.", "x" * 300]
        found, _, _ = self.audit("--suite", self.write("odd", suite("odd", {"a": odd, "b": odd[:3]})))
        # b has nine sentences; with the total known, a would give them away.
        self.assertEqual([g["level"] for g in found["dimensions"][0]["groups"]], ["suppressed"] * 2)
        self.assertEqual(found["dimensions"][0]["suite"]["sentences"], 27)


if __name__ == "__main__":
    unittest.main(argv=[sys.argv[0], "-v"])
