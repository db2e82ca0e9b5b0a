# SPDX-License-Identifier: GPL-3.0-or-later
"""rules through the program itself: list, import, export, apply, remove; exit status and words."""
import json
import os
import shutil
import subprocess
import sys
import tempfile
import unittest

CLI = sys.argv.pop(1) if os.path.isfile("".join(sys.argv[1:2])) else os.environ["EVENSPAN_CLI"]

TEXT = "Mira works for Acme in Ulm.\n\nGlobex and ACME met in Bonn on 2026-03-04.\n"
RULE_KEYS = ["id", "name", "label", "kind", "entries", "enabled", "archived", "accepted",
             "rejected", "open", "precision"]
APPLY_KEYS = ["documents", "rules", "problems", "added", "dry_run"]


class Rules(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.mkdtemp(prefix="evenspan-cli-")
        self.addCleanup(shutil.rmtree, self.folder, ignore_errors=True)
        self.project = os.path.join(self.folder, "p.evenspan")
        self.ok("project", "create", self.project)
        self.ok("import", self.project, self.file("a.txt", TEXT), "--unit", "paragraph",
                "--split", "train")
        self.table = self.file("names.csv", "phrase,label\nAcme,ORG\nGlobex,ORG\nUlm,LOC\n,ORG\n")

    def file(self, name, content):
        path = os.path.join(self.folder, name)
        with open(path, "w", encoding="utf-8") as file:
            file.write(content)
        return path

    def run_cli(self, *arguments):
        return subprocess.run([CLI, *map(str, arguments)], capture_output=True, text=True,
                              timeout=600)

    def ok(self, *arguments):
        result = self.run_cli(*arguments)
        self.assertEqual(result.returncode, 0, result.stderr)
        return result

    def rules(self, *arguments):
        return json.loads(self.ok("rules", self.project, *arguments, "--json").stdout)

    def refuse(self, status, *arguments):
        result = self.run_cli("rules", self.project, *arguments)
        self.assertEqual(result.returncode, status, result.stdout + result.stderr)
        self.assertIn("error: ", result.stderr)
        return result.stderr

    def spans(self):
        return json.loads(self.ok("project", "info", self.project, "--json").stdout)["spans"]

    def test_import_and_list(self):
        said = self.rules("import", self.table)
        self.assertEqual([said[key] for key in ("rules", "added", "updated", "same")], [2, 2, 0, 0])
        report = said["files"][0]
        self.assertEqual((report["format"], report["entries"], report["lost_lines"]),
                         ("table", 3, 1))
        self.assertEqual(report["lost"], ["line 5: the phrase is empty"])
        listed = self.rules("list")
        self.assertEqual(list(listed[0]), RULE_KEYS)
        self.assertEqual([(rule["name"], rule["label"], rule["entries"]) for rule in listed],
                         [("names: LOC", "LOC", 1), ("names: ORG", "ORG", 2)])
        self.assertIsNone(listed[0]["precision"])
        self.assertEqual(self.rules("import", self.table)["same"], 2)
        self.assertIn("names: ORG", self.ok("rules", self.project, "list").stdout)

    def test_dry_runs_change_nothing(self):
        self.assertEqual(self.rules("import", self.table, "--dry-run")["added"], 0)
        self.assertEqual(self.rules("list"), [])
        self.rules("import", self.table)
        said = self.rules("apply", "--dry-run")
        self.assertEqual(list(said), APPLY_KEYS)
        self.assertEqual([(rule["name"], rule["found"], rule["new"]) for rule in said["rules"]],
                         [("names: LOC", 1, 1), ("names: ORG", 3, 3)])
        self.assertEqual(said["rules"][0]["examples"],
                         [{"document": "a:1", "start": 23, "end": 26, "text": "Ulm"}])
        self.assertEqual(said["added"], 0)
        self.assertEqual(self.rules("list")[1]["open"], 0)

    def test_apply_suggests_once(self):
        self.rules("import", self.table)
        said = self.rules("apply", "--rule", "names: ORG", "--query", "Globex")
        self.assertEqual((said["documents"], said["added"]), (1, 2))
        self.assertEqual(self.rules("apply")["added"], 2)
        self.assertEqual(self.rules("apply")["added"], 0)
        self.assertEqual(self.rules("apply", "--split", "test")["documents"], 0)
        self.assertEqual([rule["open"] for rule in self.rules("list")], [1, 3])
        self.assertEqual(self.spans(), 0)  # suggestions are no labels
        self.ok("project", "check", self.project)

    def test_export_and_import_are_equal(self):
        self.rules("import", self.table)
        self.rules("off", "names: LOC")
        out, again = (os.path.join(self.folder, name) for name in ("one.jsonl", "two.jsonl"))
        self.assertEqual(self.rules("export", "--out", out)["rules"], 2)
        other = os.path.join(self.folder, "other.evenspan")
        self.ok("project", "create", other)
        self.ok("rules", other, "import", out)
        self.ok("rules", other, "export", "--out", again)
        with open(out, encoding="utf-8") as one, open(again, encoding="utf-8") as two:
            self.assertEqual(one.read(), two.read())

    def test_a_rule_that_fails_leaves_the_others(self):
        path = self.file("own.jsonl", json.dumps({"format": "evenspan-rules", "version": 1}) + "\n"
                         + json.dumps({"name": "endless", "label": "X", "kind": "regex",
                                       "pattern": "(a+)+b", "match_case": True, "group": 0}) + "\n")
        self.rules("import", path)
        self.rules("import", self.table)
        self.ok("import", self.project, self.file("b.txt", "a" * 4000))
        result = self.run_cli("rules", self.project, "apply", "--json")
        self.assertEqual(result.returncode, 3, result.stderr)
        said = json.loads(result.stdout)
        self.assertEqual(said["added"], 4)
        self.assertEqual([problem["rule"] for problem in said["problems"]], ["endless"])
        for word in ("error: ", "where: endless", "remedy: "):
            self.assertIn(word, result.stderr)

    def test_remove_and_switch(self):
        self.rules("import", self.table)
        self.rules("off", "names: LOC", "names: ORG")
        self.assertIn("switched on", self.refuse(3, "apply"))
        self.rules("on", "names: LOC")
        self.assertEqual(len(self.rules("apply", "--dry-run")["rules"]), 1)
        self.rules("remove", "names: LOC")
        self.assertEqual([rule["name"] for rule in self.rules("list")], ["names: ORG"])
        self.assertEqual(len(self.rules("list", "--all")), 2)

    def test_refusals(self):
        self.rules("import", self.table)
        bad = self.file("bad.csv", "phrase,label\n\"Acme,ORG\n")
        for status, arguments, word in (
                (3, ["import", os.path.join(self.folder, "absent.csv")], "absent.csv"),
                (3, ["import", bad], "line 2"),
                (3, ["import", self.file("none.txt", "Acme\n")], "label"),
                (3, ["apply", "--rule", "names: OGR"], "names: ORG"),
                (3, ["remove", "nmaes: ORG"], "names: ORG"),
                (2, ["apply", "--dryrun"], "--dry-run"),
                (2, ["lits"], "list"),
                (2, ["import"], "PATH"),
                (2, [], "subcommand"),
        ):
            self.assertIn(word, self.refuse(status, *arguments))
        refused = self.run_cli("rules", self.project, "apply", "--query", "lable:ORG")
        self.assertNotEqual(refused.returncode, 0)
        self.assertIn("label", refused.stderr)
        absent = self.run_cli("rules", os.path.join(self.folder, "no.evenspan"), "list")
        self.assertEqual(absent.returncode, 3)
        self.assertIn("project create", absent.stderr)

    def test_help(self):
        for verb in ([], ["list"], ["import"], ["export"], ["apply"], ["remove"], ["on"], ["off"]):
            self.assertIn("--help", self.ok("rules", self.project, *verb, "--help").stdout)


if __name__ == "__main__":
    unittest.main()
