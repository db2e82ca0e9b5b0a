# SPDX-License-Identifier: GPL-3.0-or-later
"""A project goes into one file and comes back the same; what is damaged is refused."""
import json
import os
import shutil
import subprocess
import sys
import tempfile
import unittest

CLI = sys.argv.pop(1) if os.path.isfile("".join(sys.argv[1:2])) else os.environ["EVENSPAN_CLI"]


class Archive(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.mkdtemp(prefix="evenspan-cli-")
        self.addCleanup(shutil.rmtree, self.folder, ignore_errors=True)

    def path(self, name):
        return os.path.join(self.folder, name)

    def run_cli(self, *arguments):
        return subprocess.run([CLI, *arguments], capture_output=True, text=True)

    def ok(self, *arguments):
        done = self.run_cli(*arguments)
        self.assertEqual(done.returncode, 0, done.stderr)
        return done.stdout

    def test_round_trip(self):
        with open(self.path("a.conll"), "w", encoding="utf-8") as file:
            file.write("Mira\tB-PER\nruns\tO\n\nUlm\tB-LOC\n")
        self.ok("project", "create", self.path("p.evenspan"))
        self.ok("import", self.path("p.evenspan"), self.path("a.conll"), "--split", "train")
        made = json.loads(self.ok("project", "archive", self.path("p.evenspan"), "--out",
                                  self.path("p.zip"), "--json"))
        self.assertEqual((made["files"], made["missing"]), (1, []))
        self.ok("project", "restore", self.path("q.evenspan"), "--from", self.path("p.zip"))
        infos = [json.loads(self.ok("project", "info", self.path(name), "--json"))
                 for name in ("p.evenspan", "q.evenspan")]
        self.assertEqual(infos[0], infos[1])
        self.assertEqual(infos[1]["labels"], {"LOC": 1, "PER": 1})
        self.ok("project", "check", self.path("q.evenspan"))
        again = self.run_cli("project", "restore", self.path("q.evenspan"), "--from",
                             self.path("p.zip"))
        self.assertEqual(again.returncode, 3, again.stderr)

    def test_damage(self):
        with open(self.path("bad.zip"), "wb") as file:
            file.write(b"PK\x03\x04 no archive")
        done = self.run_cli("project", "restore", self.path("q.evenspan"), "--from",
                            self.path("bad.zip"))
        self.assertNotEqual(done.returncode, 0)
        self.assertIn("remedy", done.stderr)
        self.assertEqual(os.listdir(self.folder), ["bad.zip"])


if __name__ == "__main__":
    unittest.main()
