# SPDX-License-Identifier: GPL-3.0-or-later
"""Splits, and a second import of known documents, from the command line."""
import json
import os
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

CLI = os.environ.get("EVENSPAN_CLI") or sys.argv[1]


def call(*arguments):
    return subprocess.run([CLI, *map(str, arguments)], capture_output=True, text=True, timeout=300)


class Split(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.TemporaryDirectory()
        self.project = Path(self.folder.name) / "p.evenspan"
        self.texts = Path(self.folder.name) / "texts.jsonl"
        self.write("PER")
        self.json("project", "create", self.project)
        self.json("import", self.project, self.texts)

    def tearDown(self):
        self.folder.cleanup()

    def write(self, label):
        with open(self.texts, "w", encoding="utf-8") as out:
            for i in range(50):
                out.write(json.dumps({"id": f"d{i}", "text": f"Mira saw {i % 45}.",
                                      "day": f"2024-01-{i // 2 + 1:02}",
                                      "label": [[0, 4, label]]}) + "\n")

    def json(self, *arguments):
        done = call(*arguments, "--json")
        self.assertEqual(done.returncode, 0, done.stderr)
        return json.loads(done.stdout)

    def splits(self):
        return {name: counts["documents"]
                for name, counts in self.json("project", "info", self.project)["splits"].items()}

    def test_ratio(self):
        plan = self.json("split", self.project, "--dry-run")
        self.assertEqual([part["documents"] for part in plan["parts"]], [40, 5, 5])
        self.assertEqual(self.splits(), {"": 50})
        self.assertEqual(self.json("split", self.project), plan)  # by the seed alone
        self.assertEqual(self.splits(), {"train": 40, "validation": 5, "test": 5})

    def test_together_leaves_no_leak(self):
        plan = self.json("split", self.project, "--together", "--stratify",
                         "--part", "train=1", "--part", "test=1")
        self.assertEqual(plan["repeats"]["exact"], 5)
        self.assertEqual(plan["repeats"]["leaks"], [])
        self.assertEqual(sum(self.splits().values()), 50)

    def test_time(self):
        plan = self.json("split", self.project, "--by", "time", "--key", "day",
                         "--part", "old=0.5", "--part", "new=0.5")
        self.assertEqual([part["documents"] for part in plan["parts"]], [24, 26])

    def test_wrong_use(self):
        for wrong in (["--by", "colour"], ["--part", "train"], ["--part", "train=x"],
                      ["--by", "group"], ["--part", "a=1", "--part", "b=-1"]):
            self.assertEqual(call("split", self.project, *wrong).returncode, 2, wrong)

    def test_merge(self):
        self.write("PERSON")
        report = self.json("import", self.project, self.texts, "--merge", "skip")
        self.assertEqual(report["merge"], {"rule": "skip", "added": 0, "skipped": 50, "layered": 0,
                                           "replaced": 0, "changed": 0})
        report = self.json("import", self.project, self.texts, "--merge", "layer",
                           "--annotator", "ana", "--dry-run")
        self.assertEqual(report["merge"]["layered"], 50)
        self.assertNotIn("PERSON", self.json("project", "info", self.project)["labels"])
        self.json("import", self.project, self.texts, "--merge", "layer", "--annotator", "ana")
        info = self.json("project", "info", self.project)
        self.assertEqual((info["documents"], info["spans"]), (50, 50))
        self.json("import", self.project, self.texts, "--merge", "replace")
        info = self.json("project", "info", self.project)
        self.assertEqual((info["documents"], info["labels"]["PERSON"]), (50, 50))
        self.assertEqual(call("import", self.project, self.texts, "--merge", "x").returncode, 2)


if __name__ == "__main__":
    unittest.main(argv=[sys.argv[0], "-v"])
