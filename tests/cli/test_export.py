# SPDX-License-Identifier: GPL-3.0-or-later
"""What an export says before it writes, and which documents and labels it takes: through the
program itself."""
import json
import os
import shutil
import subprocess
import sys
import tempfile
import unittest

CLI = sys.argv.pop(1) if os.path.isfile("".join(sys.argv[1:2])) else os.environ["EVENSPAN_CLI"]

# Of "Ana Ruiz met Kim": a name, its first word, and one beside; and a second document of one label.
RECORDS = [
    {"id": 1, "text": "Ana Ruiz met Kim", "label": [[0, 8, "PER"], [0, 3, "FIRST"], [13, 16, "PER"]]},
    {"id": 2, "text": "=Oslo is far", "label": [[1, 5, "LOC"]]},
]


class Export(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.mkdtemp(prefix="evenspan-cli-")
        self.addCleanup(shutil.rmtree, self.folder, ignore_errors=True)
        self.project = os.path.join(self.folder, "p.evenspan")
        records = os.path.join(self.folder, "in.jsonl")
        with open(records, "w", encoding="utf-8") as file:
            for record in RECORDS:
                file.write(json.dumps(record) + "\n")
        self.run_cli(0, "project", "create", self.project)
        self.run_cli(0, "import", self.project, records, "--format", "doccano")
        os.remove(records)

    def run_cli(self, status, *words):
        done = subprocess.run([CLI, *words], capture_output=True, text=True, timeout=600)
        self.assertEqual(done.returncode, status, done.stdout + done.stderr)
        return done

    def export(self, *words):
        return json.loads(self.run_cli(0, "export", self.project, *words, "--json").stdout)

    def files(self):
        return sorted(n for n in os.listdir(self.folder) if not n.startswith("p.evenspan"))

    def test_dry_run_says_what_the_export_says_and_writes_nothing(self):
        out = os.path.join(self.folder, "out")
        for form in ("conll", "csv", "brat", "spacy", "doccano", "text", "hf-json"):
            with self.subTest(form):
                dry = self.export("--format", form, "--dry-run")
                self.assertTrue(dry.pop("dry_run"))
                self.assertEqual(self.files(), [])
                real = self.export("--format", form, "--out", out)
                for key in ("documents", "spans", "lost", "warnings"):
                    self.assertEqual(dry[key], real[key], key)
                shutil.rmtree(out) if os.path.isdir(out) else os.remove(out)

    def test_dry_run_names_the_loss_its_count_and_its_place(self):
        lost = self.export("--format", "conll", "--dry-run")["lost"]
        self.assertTrue(any(line.startswith("1 ×") and "document 1" in line for line in lost), lost)

    def test_without_a_place_only_a_look_is_possible(self):
        said = self.run_cli(2, "export", self.project, "--format", "conll").stderr
        self.assertIn("--dry-run", said)

    def test_overlap(self):
        out = os.path.join(self.folder, "o.jsonl")
        for policy, wanted in (("longest", ["PER", "PER"]), ("as-format", ["FIRST", "PER", "PER"])):
            found = self.export("--format", "doccano", "--overlap", policy, "--out", out)
            with open(out, encoding="utf-8") as file:
                first = json.loads(file.readline())
            self.assertEqual(sorted(span[2] for span in first["label"]), wanted)
            self.assertEqual(any("overlaps a longer one" in line for line in found["lost"]),
                             policy == "longest")

    def test_a_file_a_layer(self):
        out = os.path.join(self.folder, "o.conll")
        found = self.export("--format", "conll", "--overlap", "layers", "--out", out, "--verify")
        self.assertEqual(self.files(), ["o.conll", "o.layer2.conll"])
        self.assertEqual([os.path.basename(p) for p in found["paths"]], self.files())
        self.assertEqual((found["spans"], found["verified"]), (4, True))
        self.assertEqual([line for line in found["lost"] if "overlap" in line], [])
        for name, tags in (("o.conll", ["PER", "LOC"]), ("o.layer2.conll", ["FIRST"])):
            with open(os.path.join(self.folder, name), encoding="utf-8") as file:
                text = file.read()
            for tag in ("PER", "LOC", "FIRST"):
                self.assertEqual("B-" + tag in text, tag in tags, (name, tag))

    def test_filter(self):
        found = self.export("--format", "text", "--filter", "label:LOC", "--dry-run")
        self.assertEqual(found["documents"], 1)
        done = self.run_cli(3, "export", self.project, "--format", "text", "--filter", "label:NONE",
                            "--dry-run")
        self.assertIn("fits the filter", done.stderr)

    def test_labels_of_one_annotator(self):
        def region(begin, end, label):
            return {"type": "labels", "value": {"start": begin, "end": end, "labels": [label]}}
        tasks = [{"id": 1, "data": {"text": "Ana in Oslo"}, "annotations": [
            {"completed_by": 1, "result": [region(0, 3, "PER")]},
            {"completed_by": 2, "result": [region(0, 3, "PER"), region(7, 11, "LOC")]}]},
            {"id": 2, "data": {"text": "Nobody"}, "annotations": [{"completed_by": 2, "result": []}]},
            {"id": 3, "data": {"text": "Bergen"}, "annotations": [
                {"completed_by": 1, "result": [region(0, 6, "LOC")]}]}]
        path = os.path.join(self.folder, "tasks.json")
        with open(path, "w", encoding="utf-8") as file:
            json.dump(tasks, file)
        project = os.path.join(self.folder, "q.evenspan")
        self.run_cli(0, "project", "create", project)
        self.run_cli(0, "import", project, path)
        out = os.path.join(self.folder, "o.jsonl")

        def labels(source):
            self.run_cli(0, "export", project, "--format", "doccano", "--source", source,
                         "--out", out, "--verify")
            with open(out, encoding="utf-8") as file:
                return {row["text"]: row["label"] for row in map(json.loads, file)}

        self.assertEqual(labels("annotator:1"), {"Ana in Oslo": [[0, 3, "PER"]], "Bergen": [[0, 6, "LOC"]]})
        self.assertEqual(labels("annotator:2"),
                         {"Ana in Oslo": [[0, 3, "PER"], [7, 11, "LOC"]], "Nobody": []})
        # The gold is the first one's, with the second one where the first said nothing.
        self.assertEqual(labels("gold"), {"Ana in Oslo": [[0, 3, "PER"]], "Nobody": [],
                                          "Bergen": [[0, 6, "LOC"]]})
        said = self.run_cli(3, "export", project, "--format", "doccano", "--source", "annotator:nobody",
                            "--out", out).stderr
        self.assertIn("1, 2", said)
        # What goes in comes out again: the same people, the same labels.
        again = os.path.join(self.folder, "again.json")
        told = json.loads(self.run_cli(0, "export", project, "--format", "label-studio", "--out", again,
                                       "--verify", "--json").stdout)
        self.assertEqual(told["lost"], [])
        with open(again, encoding="utf-8") as file:
            found = [[(a["completed_by"], [(r["value"]["start"], r["value"]["labels"][0])
                                           for r in a["result"]]) for a in task["annotations"]]
                     for task in json.load(file)]
        self.assertEqual(found, [[(1, [(0, "PER")]), (2, [(0, "PER"), (7, "LOC")])], [(2, [])],
                                 [(1, [(0, "LOC")])]])

    def test_wrong_words(self):
        said = self.run_cli(2, "export", self.project, "--format", "text", "--overlap", "longes",
                            "--dry-run").stderr
        self.assertIn("longest", said)

    def test_formulas_are_escaped_on_request_and_told(self):
        told = self.export("--format", "csv", "--dry-run")
        self.assertTrue(any("formulas=escape" in line for line in told["warnings"]))
        asked = self.export("--format", "csv", "--set", "formulas=escape", "--dry-run")
        self.assertEqual(asked["warnings"], [])
        self.assertTrue(any("as asked" in line for line in asked["lost"]), asked["lost"])


if __name__ == "__main__":
    unittest.main(argv=[sys.argv[0], "-v"])
