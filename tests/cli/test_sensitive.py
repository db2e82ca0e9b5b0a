# SPDX-License-Identifier: GPL-3.0-or-later
"""Sensitive attributes from outside: an audit by a marked one is refused until it is allowed for a
purpose, each look stands in the log, deletion takes values and figures and leaves the rest."""
import glob
import json
import os
import random
import shutil
import sys
import tempfile
import unittest
from pathlib import Path

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import tiny_model  # noqa: E402
from test_train import MINILM, Project, run, sentence  # noqa: E402

SETTINGS = [f"--set={s}" for s in ("max_steps=20", "batch_size=8", "eval_every=20", "save_every=20",
                                   "deterministic=true", "precision=fp32", "learning_rate=0.01")]
VALUES = "zzmarkerone", "zzmarkertwo"


@unittest.skipUnless(os.path.exists(MINILM), "the encoder is absent")
class Sensitive(Project):
    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.mkdtemp()
        cls.project = f"{cls.folder}/p.evenspan"
        assert run("project", "create", cls.project).returncode == 0
        chance = random.Random(9)
        for split, count in (("train", 24), ("test", 48)):
            with open(f"{cls.folder}/{split}.conll", "w", encoding="utf-8") as file:
                for number in range(count):
                    file.write(f"# newdoc id = {split}-{number}\n# meta origin = {VALUES[number % 2]}\n"
                               f"# meta source = {'paper' if number % 4 < 2 else 'letter'}\n"
                               + sentence(chance) + "\n" + sentence(chance) + "\n")
        done = run("import", cls.project, *(f"{cls.folder}/{s}.conll" for s in ("train", "test")))
        assert done.returncode == 0, done.stderr
        tiny_model.make(f"{cls.folder}/tiny", MINILM)
        done = run("train", cls.project, "--model", f"{cls.folder}/tiny", *SETTINGS, "--name", "r")
        assert done.returncode == 0, done.stderr

    @classmethod
    def tearDownClass(cls):
        shutil.rmtree(cls.folder)

    def sensitive(self, *words):
        return run("sensitive", self.project, *words)

    def json(self, *words):
        done = self.sensitive(*words, "--json")
        self.assertEqual(done.returncode, 0, done.stderr)
        return json.loads(done.stdout)

    def audit(self, *words):
        return run("audit", self.project, "--run", "r", "--rounds", "100", *words)

    def test_1_refused_allowed_logged(self):
        self.assertEqual(self.json("list"), [])
        self.assertEqual(self.json("log"), [])
        self.assertEqual(self.sensitive("mark", "origin").returncode, 0)
        refused = self.audit("--groups", "origin", "--purpose", "x")
        self.assertNotEqual(refused.returncode, 0)
        self.assertIn("remedy: ", refused.stderr)
        self.assertIn("allow meta:origin", refused.stderr)
        self.assertEqual(self.audit("--groups", "source").returncode, 0)
        self.assertNotEqual(self.sensitive("allow", "origin").returncode, 0)  # no purpose
        self.assertNotEqual(self.sensitive("allow", "origin", "--purpose", "  ").returncode, 0)
        self.assertEqual(self.sensitive("allow", "origin", "--purpose", "yearly check").returncode, 0)
        done = self.audit("--groups", "origin", "--groups", "source", "--name", "first")
        self.assertEqual(done.returncode, 0, done.stderr)
        found = self.json("list")
        self.assertEqual([(f["key"], f["state"], f["purpose"]) for f in found],
                         [("meta:origin", "allowed", "yearly check")])
        log = self.json("log")
        self.assertEqual([(line["what"], line["audit"]) for line in log],
                         [("marked", ""), ("allowed", ""), ("audit", "first")])
        self.assertEqual(log[-1]["purpose"], "yearly check")
        self.assertEqual(set(log[0]), {"time", "key", "what", "purpose", "audit"})  # not who
        text = self.sensitive("log").stdout
        self.assertIn("first", text)
        for value in VALUES:
            self.assertNotIn(value, text)

    def test_2_the_flag_of_an_audit_is_the_opt_in(self):
        refused = self.audit("--groups", "source", "--sensitive")
        self.assertNotEqual(refused.returncode, 0)
        self.assertIn("purpose", refused.stderr)
        done = self.audit("--groups", "source", "--sensitive", "--purpose", "who writes", "--name", "second")
        self.assertEqual(done.returncode, 0, done.stderr)
        last = self.json("log")[-2:]
        self.assertEqual([(line["what"], line["key"], line["audit"]) for line in last],
                         [("allowed", "meta:source", "second"), ("audit", "meta:source", "second")])

    def test_3_deleted_values_and_figures(self):
        kept = f"{self.project}-files/*.audit.json"
        texts = lambda: "".join(Path(p).read_text("utf-8") for p in glob.glob(kept))  # noqa: E731
        self.assertIn(VALUES[0], texts())
        out = f"{self.folder}/out.conll"
        export = ("export", self.project, "--format", "conll", "--split", "test", "--out", out)
        self.assertEqual(run(*export).returncode, 0)
        before = Path(out).read_text("utf-8")
        done = self.json("delete", "origin")
        self.assertEqual(done, {"documents": 72, "spans": 0, "audits": 1, "history": 0, "backups": 0, "complete": True})
        for value in VALUES:
            self.assertNotIn(value, texts())
        self.assertEqual(run(*export).returncode, 0)
        after = Path(out).read_text("utf-8")
        self.assertEqual(after, "".join(line for line in before.splitlines(True)
                                        if not line.startswith("# meta origin")))
        audits = [json.loads(Path(p).read_text("utf-8")) for p in glob.glob(kept)]
        self.assertEqual(sorted(each["name"] for each in audits), ["first", "second"])
        audit = next(each for each in audits if each["name"] == "first")
        self.assertEqual([d["id"] for d in audit["dimensions"]], ["meta:source"])
        self.assertIn("attribute_deleted", [limit["code"] for limit in audit["limits"]])
        self.assertEqual([line["what"] for line in self.json("log")][-1], "deleted")
        again = self.audit("--groups", "source", "--where", "origin=" + VALUES[0])
        self.assertIn("deleted", again.stderr)
        self.assertEqual(run("project", "check", self.project).returncode, 0)

    def test_4_no_byte_is_left(self):
        """A project of its own: a run that was trained on one value, one by groups, an audit, a backup."""
        project = f"{self.folder}/bytes.evenspan"
        run("project", "create", project)
        done = run("import", project, *(f"{self.folder}/{s}.conll" for s in ("train", "test")))
        self.assertEqual(done.returncode, 0, done.stderr)
        for name, more in (("chosen", ["--where", "origin=" + VALUES[0]]),
                           ("grouped", ["--set=group_by=origin", "--set=group_dro_step=0.1"])):
            done = run("train", project, "--model", f"{self.folder}/tiny", *SETTINGS, "--name", name, *more)
            self.assertEqual(done.returncode, 0, done.stderr)
        done = run("audit", project, "--run", "grouped", "--rounds", "100", "--groups", "origin",
                   "--sensitive", "--purpose", "a check", "--name", "one")
        self.assertEqual(done.returncode, 0, done.stderr)
        shutil.copy(project, project + ".v5-backup")
        self.assertGreater(len(self.holding(project)), 3)
        done = run("sensitive", project, "delete", "origin", "--json")
        self.assertEqual(done.returncode, 0, done.stderr)
        found = json.loads(done.stdout)
        self.assertEqual((found["documents"], found["backups"], found["complete"]), (72, 1, True))
        self.assertIn("archives", done.stderr)
        self.assertEqual(self.holding(project), [])
        self.assertEqual(run("project", "check", project).returncode, 0)
        # It stays a project: the run still answers, the audit still opens.
        kept, = glob.glob(f"{project}-files/*.audit.json")
        self.assertEqual(run("report", kept, "--html", f"{self.folder}/o.html").returncode, 0)

    @staticmethod
    def holding(project):
        """Files of the project, its log, folder and backups with a value in their bytes."""
        files = [p for p in glob.glob(project + "*") if os.path.isfile(p)]
        files += [p for p in glob.glob(project + "-files/**", recursive=True) if os.path.isfile(p)]
        return [p for p in files if any(v.encode() in Path(p).read_bytes() for v in VALUES)]

    def test_5_wrong_words(self):
        for words in (("mark", "orgin"), ("delete", "nothing-of-it"), ("allow", "attribute:", "--purpose", "x")):
            done = self.sensitive(*words)
            self.assertNotEqual(done.returncode, 0, words)
            self.assertIn("remedy: ", done.stderr)
        self.assertEqual(self.sensitive("show").returncode, 2)
        missing = run("sensitive", f"{self.folder}/none.evenspan", "list")
        self.assertNotEqual(missing.returncode, 0)


if __name__ == "__main__":
    unittest.main(argv=[sys.argv[0], "-v"])
